//! What a draft still needs: asked one by one, also what no step asks, and then the draft again.
//!
//! Fills nothing by itself: every answer is a line of the log like any other.

use std::collections::BTreeSet;

use super::{Leave, Turn, Walk, error};
use crate::cli::verb::draft::compute;
use crate::fact::item;

impl Walk<'_> {
    /// Makes a draft, and again as long as answers come in that it needs.
    pub(super) fn make_and_fill(&mut self, document: &str) -> Turn {
        loop {
            self.make(document)?;
            let count = self.needed(document).len();
            let goes_on = self.typed.is_some();
            if count == 0 || goes_on {
                return Ok(());
            }
            let questions = match count {
                1 => "1 vraag".to_owned(),
                _ => format!("{count} vragen"),
            };
            let prompt = format!("Nog {questions} voor dit concept. Nu langslopen?");
            if !self.wish(&prompt)? || !self.fill(document, None)? {
                return Ok(());
            }
        }
    }

    /// Asks what a draft still needs, beginning with one question, and returns whether to make the
    /// draft again.
    pub(super) fn fill(&mut self, document: &str, first: Option<String>) -> Turn<bool> {
        let title = self.document_title(document);
        let mut asked: BTreeSet<String> = BTreeSet::new();
        let mut answered = 0;
        let mut next = first;
        loop {
            // What is needed depends on what was answered.
            let mut open = self.needed(document);
            open.retain(|fact| !asked.contains(fact));
            let Some(fact) = next.take().or_else(|| open.first().cloned()) else {
                break;
            };
            self.say(&format!("\n[{title}: nog {}]", open.len().max(1)));
            self.show_question(&fact);
            match self.answer_needed(&fact) {
                Ok(is_answered) => answered += usize::from(is_answered),
                Err(Leave::Back) => break,
                Err(leave) => return Err(leave),
            }
            asked.insert(fact);
        }
        match answered {
            0 => Ok(false),
            _ => self.wish("Het concept opnieuw maken?"),
        }
    }

    /// Takes an answer that is right, or none; returns whether there is one.
    fn answer_needed(&mut self, fact: &str) -> Turn<bool> {
        loop {
            let line = self.ask_answer("antwoord (Enter = overslaan, terug = genoeg):")?;
            if line.is_empty() {
                return Ok(false);
            }
            match self.answer(fact, &line) {
                Ok(()) => return Ok(true),
                Err(Leave::Back | Leave::Said) => {}
                Err(leave) => return Err(leave),
            }
        }
    }

    /// Asks for yes or no; going back is no.
    fn wish(&mut self, prompt: &str) -> Turn<bool> {
        match self.confirm(prompt) {
            Err(Leave::Back) => Ok(false),
            wish => wish,
        }
    }

    /// Returns the questions that a draft still needs, in order of first need.
    pub(super) fn needed(&self, document: &str) -> Vec<String> {
        let needed = compute::needed(
            self.session.material(),
            self.session.incident(),
            document,
            self.session.chart_now(),
        );
        needed.unwrap_or_else(|failure| {
            self.say(&error::failure(&failure.into()));
            Vec::new()
        })
    }

    /// Returns the drafts that nobody signed or made known, by id, with what each still needs.
    pub(super) fn gaps(&self) -> Vec<(String, Vec<String>)> {
        let documents = self.board().documents.into_iter();
        documents
            .filter(|line| matches!(line.status, "made" | "outdated"))
            .map(|line| {
                let needed = self.needed(&line.id);
                (line.id, needed)
            })
            .filter(|(_, needed)| !needed.is_empty())
            .collect()
    }

    /// Returns what the team calls a document.
    pub(super) fn document_title(&self, document: &str) -> String {
        let lines = self.board().documents;
        if let Some(line) = lines.into_iter().find(|line| line.id == document) {
            return line.title;
        }
        let (id, number) = item::split(document);
        let known = self.session.material().playbook.document(id);
        let title = known.map_or(id, |known| known.title.as_str());
        match number {
            Some(number) => format!("{title}: regel {number}"),
            None => title.to_owned(),
        }
    }
}
