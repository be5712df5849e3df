//! What the player says about a message: that it is understood, or what it means.
//!
//! Nobody leads an exercise alone: what the scenario says in answer is given, and nothing is made up.

use super::Solo;
use crate::cli::walk::{Turn, Walk};
use crate::engine::{Action, NoteKind};
use crate::exercise;
use crate::fact::Certainty;
use crate::view::{self, MessageLine};

/// What is said when the scenario has no answer.
const NOBODY: &str = "In een oefening alleen is er niemand die dit kan uitleggen. Ga uit van wat er staat, of leg vast \
                      wie u zou bellen: + tekst.";

/// What is said about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    /// The line of the message; the newest when absent.
    line: Option<u64>,
    /// What is asked; nothing when it is understood.
    question: Option<String>,
}

impl Response {
    /// Reads `begrepen [N]` and `uitleg [N] tekst`.
    pub(super) fn parse(line: &str) -> Option<Response> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (number, text) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let number: Option<u64> = number.parse().ok();
        let text = match number {
            Some(_) => text.trim(),
            None => rest.trim(),
        };
        let question = match (word.to_lowercase().as_str(), text) {
            ("begrepen", "") => None,
            ("uitleg", question) => Some(question.to_owned()),
            _ => return None,
        };
        Some(Response {
            line: number,
            question,
        })
    }
}

impl Walk<'_> {
    /// Records what the player says about a message, and gives the answer that the scenario has.
    pub(super) fn respond(&mut self, solo: &Solo, response: Response) -> Turn {
        let material = self.session.shared_material();
        let incident = self.session.whole_incident();
        // Alone the player reads what comes to others too, and may ask about it.
        let lines = view::messages(&material.playbook, incident);
        let is_meant = |line: &&MessageLine| match (response.line, &response.question) {
            (Some(seq), _) => line.seq == seq,
            (None, Some(_)) => true,
            (None, None) => line.is_open_for(solo.role()),
        };
        let Some(message) = lines.iter().find(is_meant) else {
            return self
                .refuse("Er wacht geen bericht aan u. Met het nummer van de regel gaat het over elk bericht, zoals: begrepen 18.");
        };
        let text = response.question.clone().unwrap_or_default();
        if response.question.is_some() && text.is_empty() {
            return self.refuse("Zet uw vraag erachter, zoals: uitleg welk plein is dit?");
        }
        let action = Action::Respond {
            message: message.seq,
            text,
            understood: response.question.is_none(),
        };
        let by = self.by();
        let said = match self.session.submit(action, by) {
            Ok(entries) => entries,
            Err(error) => return self.trouble(error, None),
        };
        for entry in &said {
            self.say(&format!("Regel {}: {}", entry.seq, self.line(entry)));
        }
        if response.question.is_none() {
            return Ok(());
        }
        let inject = solo.alone.scenario().inject(&message.inject);
        let answer = inject.map_or("", |inject| inject.answer.trim());
        if answer.is_empty() {
            return self.refuse(NOBODY);
        }
        let note = Action::Note {
            certainty: Certainty::Confirmed,
            compartment: None,
            kind: NoteKind::Note,
            source: None,
            text: format!("Antwoord van de oefenleiding: {answer}"),
        };
        if let Err(error) = self.session.submit(note, exercise::leader(None)) {
            return self.trouble(error, None);
        }
        self.refuse(&format!("De oefenleiding: {answer}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_line_and_the_rest_is_the_question() {
        let of = |line, question: Option<&str>| {
            let question = question.map(str::to_owned);
            Some(Response { line, question })
        };
        for (typed, read) in [
            ("begrepen", of(None, None)),
            ("Begrepen 12", of(Some(12), None)),
            ("begrepen dat het zo is", None),
            ("uitleg welk plein?", of(None, Some("welk plein?"))),
            ("uitleg 12 welk plein?", of(Some(12), Some("welk plein?"))),
            ("uitleg", of(None, Some(""))),
            ("het plein", None),
        ] {
            assert_eq!(Response::parse(typed), read, "{typed}");
        }
    }
}
