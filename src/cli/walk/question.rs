//! Which question is next, and the list of all of them.

use super::{Leave, Turn, Walk};
use crate::fact::dutch;
use crate::view::{self, QuestionLine};

/// Questions that are listed together.
struct Group {
    /// The draft that needs them.
    document: Option<String>,
    facts: Vec<String>,
    title: String,
}

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
            .filter(|line| self.is_asked_here(&line.id))
            .find(|line| !self.skipped.contains(&line.id))
            .map(|line| line.id.clone())
    }

    /// Tells whether a question is put to who is at the keyboard: others answer theirs when one plays alone.
    fn is_asked_here(&self, fact: &str) -> bool {
        let Some(solo) = &self.solo else { return true };
        let fact = self.session.material().playbook.fact(fact);
        fact.is_some_and(|fact| fact.asked_of.as_deref() == Some(solo.role()))
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
        if self.solo.is_some() {
            return "\nU wordt nu niets gevraagd. Wat de anderen uitzoeken: `vragen`.".to_owned();
        }
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

    /// Lists the questions, and asks the one that is chosen; from one of a draft it goes on with
    /// what that draft needs.
    pub(super) fn choose_question(&mut self) -> Turn {
        let (mut list, mut at) = (String::new(), 0);
        let groups = self.groups();
        for group in &groups {
            list.push_str(&format!("{}\n", group.title));
            for id in &group.facts {
                at += 1;
                list.push_str(&format!("{at:>3}. {}\n", self.question_line(id)));
            }
        }
        if at == 0 {
            return self.refuse("Er zijn nog geen vragen.");
        }
        self.page_list(&list)?;
        let chosen = self.number(at, "welke vraag")?;
        let facts = groups
            .iter()
            .flat_map(|group| group.facts.iter().map(move |id| (&group.document, id)));
        let Some((document, id)) = facts.into_iter().nth(chosen) else {
            return Err(Leave::Back);
        };
        match document {
            Some(document) => match self.fill(document, Some(id.clone()))? {
                true => self.make_and_fill(document),
                false => Ok(()),
            },
            None => {
                self.show_question(id);
                let line = self.ask_answer("antwoord (Enter = terug):")?;
                match line.is_empty() {
                    true => Err(Leave::Back),
                    false => self.answer(id, &line),
                }
            }
        }
    }

    /// Returns the questions, each once: of the steps, of drafts that nobody signed, and answered.
    fn groups(&self) -> Vec<Group> {
        let ids = self.board().questions.into_iter().map(|line| line.id);
        let mut groups = vec![Group {
            document: None,
            facts: ids.collect(),
            title: "Open vragen".to_owned(),
        }];
        let is_new =
            |groups: &[Group], id: &String| !groups.iter().any(|group| group.facts.contains(id));
        for (document, mut facts) in self.gaps() {
            facts.retain(|id| is_new(&groups, id));
            groups.push(Group {
                title: format!("Voor het concept ‘{}’", self.document_title(&document)),
                document: Some(document),
                facts,
            });
        }
        let known = &self.session.incident().situation().facts;
        let facts = self.session.material().playbook.facts().iter();
        let facts = facts.map(|fact| &fact.id);
        let facts = facts.filter(|id| known.contains_key(*id) && is_new(&groups, id));
        groups.push(Group {
            document: None,
            facts: facts.cloned().collect(),
            title: "Al beantwoord".to_owned(),
        });
        groups.retain(|group| !group.facts.is_empty());
        groups
    }

    fn question_line(&self, id: &str) -> String {
        let fact = self.session.material().playbook.fact(id);
        match (self.known(id), fact) {
            (Some(known), Some(fact)) => format!("{}: {known}", fact.label),
            (_, fact) => fact.map_or(id, |fact| fact.question.as_str()).to_owned(),
        }
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
