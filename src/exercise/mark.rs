//! What people judge: a rating in words, with a name and the lines of the log it rests on.
//!
//! Nothing is added up to a grade and nothing is averaged: two observers who differ are two observers who differ.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Observation, Scenario};

/// How something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Without problems.
    WithoutProblems,
    /// With minor problems.
    MinorProblems,
    /// With major problems.
    MajorProblems,
    /// It did not succeed.
    Failed,
    /// Nobody saw it.
    NotObserved,
    /// There was no occasion for it.
    NotApplicable,
}

/// What one observer says of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    criterion: String,
    evidence: Vec<u64>,
    observer: String,
    rating: Rating,
    text: String,
}

/// Why a mark is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoMark {
    /// A rating that rests on nothing.
    #[error("a rating needs at least one line of the log")]
    NoEvidence,
    /// Nobody says it.
    #[error("a rating needs a name")]
    NoObserver,
}

/// A goal with what was seen of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalLine {
    /// Its criteria.
    pub criteria: Vec<CriterionLine>,
    /// The id.
    pub id: String,
    /// How the criteria went, counted in words; never a grade.
    pub summary: String,
    /// The goal.
    pub title: String,
}

/// A criterion with what was seen of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CriterionLine {
    /// Whether the observers differ.
    pub differs: bool,
    /// The id.
    pub id: String,
    /// What the program saw; absent when only people can.
    pub machine: Option<Observation>,
    /// What the observers say, by name; of each the last.
    pub marks: Vec<Mark>,
    /// What is seen.
    pub text: String,
}

impl Rating {
    /// Every rating, from best to worst; the last two say nothing of how it went.
    pub const ALL: [Rating; 6] = [
        Rating::WithoutProblems,
        Rating::MinorProblems,
        Rating::MajorProblems,
        Rating::Failed,
        Rating::NotObserved,
        Rating::NotApplicable,
    ];

    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            Rating::WithoutProblems => "zonder problemen",
            Rating::MinorProblems => "met kleine problemen",
            Rating::MajorProblems => "met grote problemen",
            Rating::Failed => "niet gelukt",
            Rating::NotObserved => "niet waargenomen",
            Rating::NotApplicable => "niet aan de orde",
        }
    }

    /// Returns the English name.
    pub fn as_str(self) -> &'static str {
        match self {
            Rating::WithoutProblems => "without_problems",
            Rating::MinorProblems => "minor_problems",
            Rating::MajorProblems => "major_problems",
            Rating::Failed => "failed",
            Rating::NotObserved => "not_observed",
            Rating::NotApplicable => "not_applicable",
        }
    }

    /// Reads a rating by its English name or its Dutch words.
    pub fn parse(text: &str) -> Option<Rating> {
        let text = text.trim().to_lowercase();
        let is_it = |rating: &Rating| text == rating.as_str() || text == rating.dutch();
        Rating::ALL.into_iter().find(is_it)
    }

    /// Tells whether it says how something went.
    pub fn is_judgement(self) -> bool {
        !matches!(self, Rating::NotObserved | Rating::NotApplicable)
    }
}

impl Mark {
    /// Returns a mark.
    ///
    /// # Errors
    /// When it has no name, or says how something went and rests on no line of the log.
    pub fn of(
        criterion: impl Into<String>,
        rating: Rating,
        mut evidence: Vec<u64>,
        observer: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Mark, NoMark> {
        let observer = observer.into().trim().to_owned();
        evidence.sort_unstable();
        evidence.dedup();
        if observer.is_empty() {
            return Err(NoMark::NoObserver);
        }
        if evidence.is_empty() && rating.is_judgement() {
            return Err(NoMark::NoEvidence);
        }
        Ok(Mark {
            criterion: criterion.into(),
            evidence,
            observer,
            rating,
            text: text.into().trim().to_owned(),
        })
    }

    /// Returns the criterion.
    pub fn criterion(&self) -> &str {
        &self.criterion
    }

    /// Returns the lines of the log it rests on, in order.
    pub fn evidence(&self) -> &[u64] {
        &self.evidence
    }

    /// Returns who says it.
    pub fn observer(&self) -> &str {
        &self.observer
    }

    /// Returns how it went.
    pub fn rating(&self) -> Rating {
        self.rating
    }

    /// Returns what the observer adds.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Returns the goals with what the program saw and what observers say, side by side.
///
/// `observed` comes from [`observe`](super::observe). Marks stand in the order in which they were made: of one observer
/// on one criterion the last counts, and the log keeps the others.
pub fn assess(scenario: &Scenario, observed: &[Observation], marks: &[Mark]) -> Vec<GoalLine> {
    let goals = scenario.goals.iter();
    goals
        .map(|goal| {
            let criteria: Vec<CriterionLine> = goal
                .criteria
                .iter()
                .map(|criterion| {
                    let id = &criterion.id.text;
                    let mut last: BTreeMap<&str, &Mark> = BTreeMap::new();
                    for mark in marks.iter().filter(|mark| mark.criterion == *id) {
                        last.insert(&mark.observer, mark);
                    }
                    let marks: Vec<Mark> = last.into_values().cloned().collect();
                    let machine = observed
                        .iter()
                        .find(|one| one.criterion.as_ref() == Some(id));
                    CriterionLine {
                        differs: marks.windows(2).any(|two| two[0].rating != two[1].rating),
                        id: id.clone(),
                        machine: machine.filter(|one| one.outcome.is_some()).cloned(),
                        marks,
                        text: criterion.text.clone(),
                    }
                })
                .collect();
            GoalLine {
                summary: summary(&criteria),
                criteria,
                id: goal.id.text.clone(),
                title: goal.title.clone(),
            }
        })
        .collect()
}

/// Returns how criteria went, counted in words.
fn summary(criteria: &[CriterionLine]) -> String {
    let differs = criteria.iter().filter(|line| line.differs).count();
    let agreed = |rating: Rating| {
        let lines = criteria.iter().filter(|line| !line.differs);
        lines
            .filter(|line| match line.marks.first() {
                Some(mark) => mark.rating == rating,
                None => rating == Rating::NotObserved,
            })
            .count()
    };
    let (judged, unjudged): (Vec<Rating>, Vec<Rating>) = Rating::ALL
        .into_iter()
        .partition(|rating| rating.is_judgement());
    let seen = differs + judged.iter().map(|rating| agreed(*rating)).sum::<usize>();
    let counted = |rating: Rating| match agreed(rating) {
        0 => None,
        count => Some(format!("{count} {}", rating.dutch())),
    };
    let mut parts: Vec<String> = judged.into_iter().filter_map(counted).collect();
    if differs > 0 {
        parts.push(format!("{differs} verschillend beoordeeld"));
    }
    let mut text = format!("{seen} van {} beoordeeld", criteria.len());
    for group in [parts, unjudged.into_iter().filter_map(counted).collect()] {
        if !group.is_empty() {
            let joint = if text.contains(':') { "; " } else { ": " };
            text.push_str(joint);
            text.push_str(&group.join(", "));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(criterion: &str, rating: Rating, observer: &str) -> Mark {
        Mark::of(criterion, rating, vec![3], observer, "").expect("a mark")
    }

    fn line(marks: &[Mark]) -> CriterionLine {
        CriterionLine {
            differs: marks.windows(2).any(|two| two[0].rating != two[1].rating),
            id: "a".to_owned(),
            machine: None,
            marks: marks.to_vec(),
            text: String::new(),
        }
    }

    #[test]
    fn a_judgement_without_evidence_or_name_is_refused() {
        let of = |rating, evidence, observer| Mark::of("a", rating, evidence, observer, "").err();
        assert_eq!(of(Rating::Failed, vec![], "A"), Some(NoMark::NoEvidence));
        assert_eq!(of(Rating::Failed, vec![2], " "), Some(NoMark::NoObserver));
        assert_eq!(of(Rating::NotObserved, vec![], "A"), None);
        for rating in Rating::ALL {
            assert_eq!(Rating::parse(rating.dutch()), Some(rating));
            assert_eq!(Rating::parse(rating.as_str()), Some(rating));
        }
    }

    #[test]
    fn counts_are_in_words_and_nothing_is_averaged() {
        let good = mark("a", Rating::WithoutProblems, "A");
        let lines = [
            line(&[good.clone(), mark("a", Rating::Failed, "B")]),
            line(&[good.clone(), mark("a", Rating::WithoutProblems, "B")]),
            line(&[]),
            line(&[mark("a", Rating::NotApplicable, "A")]),
        ];
        assert_eq!(
            summary(&lines),
            "2 van 4 beoordeeld: 1 zonder problemen, 1 verschillend beoordeeld; 1 niet waargenomen, 1 niet aan de orde"
        );
        assert_eq!(
            summary(&lines[2..3]),
            "0 van 1 beoordeeld: 1 niet waargenomen"
        );
    }
}
