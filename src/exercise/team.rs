//! A team that plays with a board of its own on the same scenario: what comes to it, and by what it is judged.
//!
//! It knows no file and no log. What teams do to the time that they share, and say to one another, is in `together`.

use serde::{Deserialize, Serialize};

use super::{Goal, Inject, Scenario};
use crate::reader::Text;

/// What the team is called that everybody plays in who plays in no other.
const FIRST: &str = "Crisisteam";

/// A team that can play apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The id.
    pub id: Text,
    /// The roles that play in it.
    pub roles: Vec<Text>,
    /// What it is called.
    pub title: String,
}

/// What one team plays in a run of more than one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The id that the files of the run share.
    pub run: String,
    /// The team; absent for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Every team that plays apart.
    pub teams: Vec<String>,
}

/// A team as another one knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The team; absent for the first.
    pub team: Option<String>,
    /// The roles that somebody plays in it.
    pub roles: Vec<String>,
    /// What it is called.
    pub title: String,
}

impl Part {
    /// Returns what stands for the team in names of commands.
    pub fn key(&self) -> &str {
        self.team.as_deref().unwrap_or_default()
    }

    /// Returns what the other teams play.
    pub fn others(&self) -> impl Iterator<Item = Part> {
        let all = std::iter::once(None).chain(self.teams.iter().cloned().map(Some));
        let others = all.filter(|team| *team != self.team);
        others.map(|team| Part {
            team,
            ..self.clone()
        })
    }
}

impl Scenario {
    /// Returns a team that can play apart.
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.id.text == id)
    }

    /// Returns what a team is called.
    pub fn team_title(&self, id: Option<&str>) -> &str {
        let team = id.and_then(|id| self.team(id));
        team.map_or(FIRST, |team| team.title.as_str())
    }

    /// Returns the titles of the teams that an inject comes to; none when there is one team.
    pub fn teams_of(&self, inject: &Inject) -> Vec<&str> {
        if self.teams.is_empty() {
            return Vec::new();
        }
        let ids = self.teams.iter().map(|team| Some(team.id.text.as_str()));
        let comes = std::iter::once(None).chain(ids).filter(|team| {
            let mut to = inject.to.iter();
            inject.to.is_empty() || to.any(|role| self.team_with(&role.text) == *team)
        });
        comes.map(|team| self.team_title(team)).collect()
    }

    /// Returns the team that a goal is of, when all of them play.
    pub fn team_of(&self, goal: &Goal) -> Option<&Team> {
        self.team(&goal.team.as_ref()?.text)
    }

    /// Returns the team in which a role plays when all of them play; nothing is the first.
    pub fn team_with(&self, role: &str) -> Option<&str> {
        self.plays_in(role, &self.all())
    }

    fn all(&self) -> Vec<String> {
        self.teams.iter().map(|team| team.id.text.clone()).collect()
    }

    /// Returns the team in which a role plays, of those that play apart; nothing is the first.
    fn plays_in(&self, role: &str, apart: &[String]) -> Option<&str> {
        let mut teams = self.teams.iter();
        let has = |team: &&Team| team.roles.iter().any(|known| known.text == role);
        let own = teams.find(|team| apart.contains(&team.id.text) && has(team))?;
        Some(&own.id.text)
    }

    /// Returns the scenario as one team plays it: its players, what comes to them, what is expected of them and
    /// its goals; the time, the steps and what roles do by themselves are everybody's.
    pub fn of_team(&self, part: &Part) -> Scenario {
        let mut own = self.clone();
        let is_own = |role: &Text| self.plays_in(&role.text, &part.teams) == part.team.as_deref();
        if let Some(frame) = &mut own.frame {
            frame.players.retain(&is_own);
            frame.solo = frame.solo.take().filter(&is_own);
        }
        own.goals.retain(|goal| {
            let team = goal.team.as_ref().map(|team| &team.text);
            let apart = team.filter(|team| part.teams.contains(team));
            apart == part.team.as_ref()
        });
        let goals: Vec<String> = own.goals.iter().map(|goal| goal.id.text.clone()).collect();
        own.injects.retain_mut(|inject| {
            let is_for_all = inject.to.is_empty();
            inject.to.retain(&is_own);
            inject.expect.retain(|expected| is_own(&expected.who));
            inject.goals.retain(|goal| goals.contains(&goal.text));
            is_for_all || !inject.to.is_empty()
        });
        let is_kept = |goal: &Text| goals.contains(&goal.text);
        own.learning
            .retain(|one| one.goal.as_ref().is_none_or(is_kept));
        if part.team.is_some() {
            let title = self.team_title(part.team.as_deref());
            own.title = format!("{} – {title}", self.title);
        }
        own
    }

    /// Returns the other teams of a run, of the scenario as a whole.
    pub fn beside(&self, part: &Part) -> Vec<Beside> {
        let others = part.others().map(|other| {
            let players = self.of_team(&other).frame.map(|frame| frame.players);
            Beside {
                roles: players
                    .unwrap_or_default()
                    .into_iter()
                    .map(|role| role.text)
                    .collect(),
                title: self.team_title(other.team.as_deref()).to_owned(),
                team: other.team,
            }
        });
        others.collect()
    }
}
