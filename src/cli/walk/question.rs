//! Which question is next, and the list of all of them.

use super::{Turn, Walk};
use crate::fact::dutch;
use crate::view::{self, QuestionLine};

impl Walk<'_> {
    /// Returns the next question: in the order of the playbook, not passed over, and one asked
    /// before only when its moment has come.
    pub(super) fn next_question(&self) -> Option<String> {
        let now = self.session.chart_now();
        let is_due = |line: &&QuestionLine| match (line.asked_unknown, line.ask_again) {
            (false, _) => true,
            (true, again) => again.is_some_and(|at| at <= now),
        };
        self.board()
            .questions
            .iter()
            .filter(is_due)
            .find(|line| !self.skipped.contains(&line.id))
            .map(|line| line.id.clone())
    }

    /// Shows a question that is open, or one that was answered and is asked anew.
    pub(super) fn show_question(&self, id: &str) {
        let playbook = &self.session.material().playbook;
        let Some(fact) = playbook.fact(id) else {
            return;
        };
        let open = self
            .board()
            .questions
            .into_iter()
            .find(|line| line.id == id);
        let line = open.unwrap_or_else(|| QuestionLine {
            ask_again: None,
            asked_of: fact.asked_of.as_ref().map(|role| self.role_title(role)),
            asked_unknown: false,
            id: fact.id.clone(),
            kind: fact.kind.name(),
            marker: fact.marker,
            options: fact.kind.choices().to_vec(),
            question: fact.question.clone(),
            why: fact.why.clone(),
        });
        self.say(&format!("\n{}", view::walk_question(fact, &line)));
        if let Some(known) = self.known(id) {
            self.say(&format!("  Nu vastgelegd: {known}"));
        }
    }

    /// Returns what to say when no question is next.
    pub(super) fn nothing_to_ask(&self) -> String {
        let questions = self.board().questions;
        let passed = questions
            .iter()
            .filter(|line| self.skipped.contains(&line.id))
            .count();
        let unknown = questions.len() - passed;
        match (passed, unknown) {
            (0, 0) => "\nEr zijn nu geen open vragen.".to_owned(),
            (0, n) => format!("\nGeen nieuwe vragen; {n} wachten op een antwoord (vragen)."),
            (n, 0) => format!("\n{n} overgeslagen; Enter = opnieuw langs de vragen."),
            (n, m) => format!(
                "\n{n} overgeslagen, {m} wachten op een antwoord; Enter = opnieuw langs de \
                 vragen."
            ),
        }
    }

    /// Lists the open and the answered questions, and asks the one that is chosen.
    pub(super) fn choose_question(&mut self) -> Turn {
        let board = self.board();
        let playbook = &self.session.material().playbook;
        let mut ids: Vec<String> = board.questions.iter().map(|line| line.id.clone()).collect();
        let answered = playbook.facts().iter().filter(|fact| {
            self.session
                .incident()
                .situation()
                .facts
                .contains_key(&fact.id)
                && !ids.contains(&fact.id)
        });
        let answered: Vec<String> = answered.map(|fact| fact.id.clone()).collect();
        ids.extend(answered);
        let items: Vec<String> = ids
            .iter()
            .filter_map(|id| {
                let fact = playbook.fact(id)?;
                Some(match self.known(id) {
                    None => fact.question.clone(),
                    Some(known) => format!("{}: {known}", fact.label),
                })
            })
            .collect();
        if items.is_empty() {
            return self.refuse("Er zijn nog geen vragen.");
        }
        let chosen = self.choose(&items, "welke vraag")?;
        let id = ids[chosen].clone();
        self.show_question(&id);
        let line = self.ask_text("antwoord (Enter = terug):")?;
        self.answer(&id, &line)
    }

    /// Returns what is recorded as the answer to a question.
    pub(super) fn known(&self, id: &str) -> Option<String> {
        let fact = self.session.material().playbook.fact(id)?;
        let state = self.session.incident().situation().facts.get(id)?;
        Some(match state.value() {
            Some(value) => format!(
                "{} ({}, regel {})",
                dutch::value(&fact.kind, value),
                state.certainty.dutch(),
                state.seq
            ),
            None => format!("{} (regel {})", view::ASKED_UNKNOWN, state.seq),
        })
    }
}
