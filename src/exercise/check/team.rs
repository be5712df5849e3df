//! Teams that can play apart: who plays where, and whether something comes to each.

use super::Check;
use super::play::ids;
use crate::diagnostic::{Code, Finding};
use crate::exercise::{Goal, Inject, Scenario, Team};

impl Check<'_> {
    pub(super) fn teams(&mut self, scenario: &Scenario) {
        let teams = &scenario.teams;
        for (at, team) in teams.iter().enumerate() {
            for role in &team.roles {
                self.player(scenario, role);
                let others = teams[..at].iter();
                let has = |team: &&Team| team.roles.iter().any(|known| known.text == role.text);
                if let Some(other) = others.into_iter().find(has) {
                    let message = format!("`{}` plays in `{}` already", role.text, other.id.text);
                    let finding = Finding::at(Code::DuplicateId, role.span.clone(), message);
                    self.findings
                        .push(finding.hint("a role plays in one team; leave it out of the other"));
                }
            }
            let comes = |inject: &Inject| scenario.teams_of(inject).contains(&team.title.as_str());
            if !scenario.injects.iter().any(comes) {
                let message = format!("`{}`: nothing comes to this team", team.id.text);
                let finding = Finding::at(Code::Idle, team.id.span.clone(), message);
                self.findings.push(finding);
            }
        }
        let known: Vec<&str> = ids(teams.iter().map(|team| &team.id));
        for goal in &scenario.goals {
            match &goal.team {
                Some(team) if !known.contains(&team.text.as_str()) => {
                    self.known(team, "team", &known);
                }
                _ => self.counts(scenario, goal),
            }
        }
    }

    /// Checks that an inject comes to the team of who has to act on it.
    pub(super) fn reaches(&mut self, scenario: &Scenario, inject: &Inject) {
        let teams = scenario.teams_of(inject);
        for who in inject.expect.iter().map(|expected| &expected.who) {
            let title = scenario.team_title(scenario.team_with(&who.text));
            if !teams.is_empty() && !teams.contains(&title) {
                let message = format!("`{}` plays in a team that this does not come to", who.text);
                let finding = Finding::at(Code::NoPlayer, who.span.clone(), message);
                let hint = format!(
                    "it comes to {}; add a role of {title} to `to`",
                    teams.join(" and ")
                );
                self.findings.push(finding.hint(hint));
            }
        }
    }

    /// Checks that the team of a goal gets what its time counts from.
    fn counts(&mut self, scenario: &Scenario, goal: &Goal) {
        let title = scenario.team_title(goal.team.as_ref().map(|team| team.text.as_str()));
        for after in goal.criteria.iter().filter_map(|one| one.after.as_ref()) {
            let Some(inject) = scenario.inject(&after.text) else {
                continue;
            };
            let teams = scenario.teams_of(inject);
            if !teams.is_empty() && !teams.contains(&title) {
                let message = format!("`{}` does not come to the team of this goal", after.text);
                let finding = Finding::at(Code::UnknownReference, after.span.clone(), message);
                let hint = format!("it comes to {}", teams.join(" and "));
                self.findings.push(finding.hint(hint));
            }
        }
    }
}
