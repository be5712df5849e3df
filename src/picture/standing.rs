//! Where a team is in each picture, since when, and what can follow, in words: what a picture shows, for whoever does not
//! see it. Never says whether a way is open; the board does.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Kind, Mark, Plan, Region};

/// Where a team is in one region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What can follow on what is active.
    pub follows: Vec<Following>,
    /// The region.
    pub id: String,
    /// What is active, with since when.
    pub now: Vec<(String, Option<DateTime<Utc>>)>,
    /// What the team calls the region.
    pub title: String,
    /// Whether the team was here.
    pub was_here: bool,
}

/// A step that can follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Following {
    /// What leads there; each is enough.
    pub reasons: Vec<String>,
    /// The step.
    pub to: String,
}

/// Returns where the team is in each region of a plan.
pub fn standings(plan: &Plan) -> Vec<Standing> {
    plan.regions.iter().map(standing).collect()
}

fn standing(region: &Region) -> Standing {
    let is_now = |at: usize| matches!(region.nodes[at].mark, Some(Mark::Now(_)));
    let active: Vec<usize> = (0..region.nodes.len()).filter(|at| is_now(*at)).collect();
    let mut follows: Vec<Following> = Vec::new();
    let mut add =
        |to: &str, words: Vec<String>| match follows.iter_mut().find(|known| known.to == to) {
            Some(known) => known.reasons.extend(words),
            None => follows.push(Following {
                reasons: words,
                to: to.to_owned(),
            }),
        };
    for arrow in region
        .arrows
        .iter()
        .filter(|arrow| active.contains(&arrow.from))
    {
        let words = arrow.reasons.iter().map(|reason| reason.words.clone());
        add(&region.nodes[arrow.to].title, words.collect());
    }
    for node in region.nodes.iter().filter(|_| !active.is_empty()) {
        let words: Vec<String> = node.anywhere.iter().map(|r| r.words.clone()).collect();
        if !words.is_empty() && node.kind != Kind::From {
            add(&node.title, words);
        }
    }
    Standing {
        follows,
        id: region.id.clone(),
        now: active
            .iter()
            .map(|at| {
                let node = &region.nodes[*at];
                let since = match node.mark {
                    Some(Mark::Now(since)) => since,
                    _ => None,
                };
                (node.title.clone(), since)
            })
            .collect(),
        title: region.title.clone(),
        was_here: region.mark.is_some() || region.nodes.iter().any(|node| node.mark.is_some()),
    }
}
