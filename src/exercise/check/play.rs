//! The exercise part against the playbook and itself: who plays what, what serves what, what can be met.

use std::collections::BTreeSet;

use super::Check;
use crate::diagnostic::{Code, Finding, Span};
use crate::exercise::{
    Cue, ExerciseTime, Expectation, Inject, LINE_KINDS, Scenario, conditions, playbook_line,
};
use crate::fact::{Each, Many, Subject, item};
use crate::playbook::Scope;
use crate::reader::Text;

impl Check<'_> {
    pub(super) fn play(&mut self, scenario: &Scenario) {
        self.roles_of(scenario);
        for inject in &scenario.injects {
            self.inject(scenario, inject);
        }
        self.goals(scenario);
        self.teams(scenario);
        let injects: Vec<&str> = ids(scenario.injects.iter().map(|inject| &inject.id));
        for (reply, table) in scenario.replies.iter().zip(scenario.table.tables("reply")) {
            self.step(&reply.step, table);
            self.conditions(&[&reply.when, &reply.unless]);
            if let Some(after) = &reply.after_inject {
                self.known(after, "inject", &injects);
            }
        }
        for learning in &scenario.learning {
            let goals: Vec<&str> = ids(scenario.goals.iter().map(|goal| &goal.id));
            if let Some(goal) = &learning.goal {
                self.known(goal, "goal", &goals);
            }
            if let Some(line) = &learning.playbook_line {
                self.playbook_line(line);
            }
        }
        self.used(scenario);
        self.placeholders(scenario);
        for one in &scenario.moves {
            if let Some(line) = scenario
                .table
                .tables("move")
                .find(|table| table.string("id") == one.id.text)
            {
                self.before_the_end(scenario, one.at, "move", &line.at);
            }
        }
    }

    fn roles_of(&mut self, scenario: &Scenario) {
        let Some(frame) = &scenario.frame else {
            return;
        };
        let roles = self.roles();
        for player in &frame.players {
            self.known(player, "role", &roles);
        }
        let players: Vec<&str> = ids(frame.players.iter());
        if let Some(solo) = &frame.solo {
            self.known(solo, "player", &players);
        }
    }

    fn inject(&mut self, scenario: &Scenario, inject: &Inject) {
        let personas: Vec<&str> = ids(scenario.personas.iter().map(|persona| &persona.id));
        let goals: Vec<&str> = ids(scenario.goals.iter().map(|goal| &goal.id));
        self.known(&inject.from, "persona", &personas);
        for goal in &inject.goals {
            self.known(goal, "goal", &goals);
        }
        for role in &inject.to {
            self.player(scenario, role);
        }
        self.conditions(&[&inject.unless]);
        if let Cue::When { when, .. } = &inject.cue {
            self.conditions(&[when]);
        }
        if let Cue::At(at) = inject.cue {
            self.before_the_end(scenario, at, "inject", &inject.id.span);
        }
        for expected in &inject.expect {
            self.player(scenario, &expected.who);
            self.conditions(&[&expected.done, &expected.never]);
            self.may(expected);
            self.in_time(scenario, inject, expected);
        }
        self.reaches(scenario, inject);
    }

    fn goals(&mut self, scenario: &Scenario) {
        let injects: Vec<&str> = ids(scenario.injects.iter().map(|inject| &inject.id));
        for criterion in scenario.goals.iter().flat_map(|goal| &goal.criteria) {
            self.conditions(&[&criterion.done, &criterion.never]);
            if let Some(after) = &criterion.after {
                self.known(after, "inject", &injects);
            }
        }
    }

    /// Checks that somebody plays a role: a player, or the program by a reply.
    pub(super) fn player(&mut self, scenario: &Scenario, role: &Text) {
        let roles = self.roles();
        self.known(role, "role", &roles);
        let Some(frame) = &scenario.frame else {
            return;
        };
        let replies = scenario.replies.iter();
        let by_itself = replies.flat_map(|reply| {
            let decided = reply.step.actor.decided_by.as_deref();
            let decided = decided.map(|by| by.split('=').next().unwrap_or_default());
            reply.step.actor.role.as_deref().into_iter().chain(decided)
        });
        let players = frame.players.iter().map(|player| player.text.as_str());
        let is_played = players.chain(by_itself).any(|player| player == role.text);
        if !is_played && roles.contains(&role.text.as_str()) {
            let message = format!("nobody plays `{}`", role.text);
            let finding = Finding::at(Code::NoPlayer, role.span.clone(), message);
            self.findings
                .push(finding.hint("add it to `players`, or write a `[[reply]]` by it"));
        }
    }

    /// Checks that a role may do what is expected of it.
    fn may(&mut self, expected: &Expectation) {
        let condition = conditions::read(&expected.done, self.playbook);
        let mut wrong = BTreeSet::new();
        condition.atoms(&mut |atom| {
            let (id, allowed) = match &atom.subject {
                Subject::Decision(id) => (id, self.deciders(id)),
                Subject::Document(id) => (id, self.signers(id)),
                Subject::Each(Each { id, of, .. }) => match of {
                    Many::Decision => (id, self.deciders(id)),
                    Many::Document => (id, self.signers(id)),
                    Many::Task => return,
                },
                _ => return,
            };
            let may = allowed.is_empty() || allowed.contains(&expected.who.text.as_str());
            if !may {
                wrong.insert((id.clone(), allowed.join("`, `")));
            }
        });
        for (id, allowed) in wrong {
            let who = &expected.who;
            let message = format!("`{}` may not do what `{id}` asks", who.text);
            let finding = Finding::at(Code::MayNot, who.span.clone(), message);
            self.findings
                .push(finding.hint(format!("the playbook gives it to `{allowed}`")));
        }
    }

    /// Returns who may take a decision; nobody when everybody may.
    fn deciders(&self, decision: &str) -> Vec<&str> {
        let decision = self.playbook.decision(item::of_all(decision));
        let by = decision.map_or(&[][..], |decision| &decision.by);
        self.with_replacements(by)
    }

    /// Returns who may sign a document; nobody when everybody may.
    fn signers(&self, document: &str) -> Vec<&str> {
        let document = self.playbook.document(item::of_all(document));
        let power = document.and_then(|document| document.power.as_ref());
        let power = power.and_then(|power| self.playbook.power(power));
        self.with_replacements(power.map_or(&[][..], |power| &power.about.organ))
    }

    fn with_replacements<'b>(&'b self, roles: &'b [String]) -> Vec<&'b str> {
        let replaced = roles.iter().filter_map(|role| self.playbook.role(role));
        let replaced = replaced.flat_map(|role| &role.replaced_by);
        roles.iter().chain(replaced).map(String::as_str).collect()
    }

    fn in_time(&mut self, scenario: &Scenario, inject: &Inject, expected: &Expectation) {
        if let (Some(frame), Cue::At(at), Some(within)) =
            (&scenario.frame, &inject.cue, expected.within)
            && *at <= frame.ends_at
            && at.after(within) > frame.ends_at
        {
            let message = format!(
                "nobody can be late here: the exercise ends at {}",
                frame.ends_at
            );
            let finding = Finding::at(Code::AfterEnd, expected.who.span.clone(), message);
            self.findings
                .push(finding.hint("shorten `within`, bring the inject forward, or add minutes"));
        }
    }

    fn before_the_end(&mut self, scenario: &Scenario, at: ExerciseTime, what: &str, span: &Span) {
        if let Some(frame) = &scenario.frame
            && at > frame.ends_at
        {
            let message = format!(
                "the {what} comes at {at}, after the end at {}",
                frame.ends_at
            );
            let finding = Finding::at(Code::AfterEnd, span.clone(), message);
            self.findings
                .push(finding.hint("bring it forward, or add `minutes` to `[play]`"));
        }
    }

    /// Reports what serves nothing: a persona, a goal, a text to replace.
    fn used(&mut self, scenario: &Scenario) {
        let mut idle = Vec::new();
        let from: Vec<&str> = ids(scenario.injects.iter().map(|inject| &inject.from));
        for persona in &scenario.personas {
            if !from.contains(&persona.id.text.as_str()) {
                idle.push((&persona.id, "no inject comes from this persona"));
            }
        }
        for goal in &scenario.goals {
            let id = &goal.id.text;
            let is_served = |inject: &Inject| inject.goals.iter().any(|goal| goal.text == *id);
            if goal.criteria.is_empty() {
                idle.push((&goal.id, "no criterion says by what this goal is seen"));
            }
            if !scenario.injects.iter().any(is_served) {
                idle.push((&goal.id, "no inject serves this goal"));
            }
        }
        for local in &scenario.local {
            let stands = scenario.placeholders.iter();
            if !stands.into_iter().any(|used| used.text == local.id.text) {
                idle.push((&local.id, "no text uses this placeholder"));
            }
        }
        for (id, why) in idle {
            let finding = Finding::at(Code::Idle, id.span.clone(), format!("`{}`: {why}", id.text));
            self.findings.push(finding);
        }
    }

    fn placeholders(&mut self, scenario: &Scenario) {
        if scenario.frame.is_none() && scenario.local.is_empty() {
            return;
        }
        let known: Vec<&str> = ids(scenario.local.iter().map(|local| &local.id));
        for placeholder in &scenario.placeholders {
            self.known(placeholder, "text to replace", &known);
        }
    }

    fn conditions(&mut self, groups: &[&[Text]]) {
        let scope = Scope::of(self.playbook);
        for lines in groups {
            self.findings.extend(conditions::findings(lines, &scope));
        }
    }

    fn playbook_line(&mut self, line: &Text) {
        if playbook_line(self.playbook, &line.text).is_none() {
            let message = format!("the playbook has no `{}`", line.text);
            let finding = Finding::at(Code::UnknownReference, line.span.clone(), message);
            let kinds = LINE_KINDS.map(|(kind, _)| kind);
            let hint = format!(
                "write one of `{}`, a full stop and an id",
                kinds.join("`, `")
            );
            self.findings.push(finding.hint(hint));
        }
    }
}

pub(super) fn ids<'t>(texts: impl Iterator<Item = &'t Text>) -> Vec<&'t str> {
    texts.map(|text| text.text.as_str()).collect()
}
