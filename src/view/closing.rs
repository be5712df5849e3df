//! Closing an incident: whether it is the moment, what is open, and what stays after it.
//!
//! Only names it; closing ends none of it and is never refused for it.

use super::words::line_numbers;
use super::{Board, InstanceLine};
use crate::fact::{dutch, item};
use crate::law::Form;
use crate::playbook::Playbook;

/// Returns the orders that stand, the terms that nobody ended and what is to be reviewed, a line for each.
pub fn closing(playbook: &Playbook, board: &Board) -> Vec<String> {
    let mut lines = Vec::new();
    for line in &board.documents {
        let is_order = playbook
            .document(item::of_all(&line.id))
            .and_then(|document| playbook.power(document.power.as_ref()?))
            .is_some_and(|power| matches!(power.about.form, Form::Order | Form::Rule));
        for one in line.issued.iter().filter(|one| is_order && stands(one)) {
            lines.push(format!(
                "Niet ingetrokken: {} ({}, regel {})",
                line.title, one.state_text, one.of
            ));
        }
    }
    for clock in board.clocks.iter().filter(|clock| clock.ended.is_none()) {
        lines.push(format!(
            "Termijn niet afgesloten: {}, {}",
            clock.title,
            clock.until()
        ));
    }
    for line in &board.documents {
        let review_by = line.review_by();
        if !review_by.is_empty() {
            lines.push(format!(
                "Nog te herzien: {} door {}",
                line.title,
                line_numbers(&review_by)
            ));
        }
    }
    lines
}

/// Returns what is open and ends with the incident, counted in words; nothing when nothing is.
pub fn closing_open(board: &Board) -> Option<String> {
    let count = |many: usize, one: &str, more: &str| match many {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {more}")),
    };
    let decisions = board.decisions.iter().filter(|line| line.chosen.is_none());
    let tasks = board.immediate.len() + board.tasks.len();
    let open: Vec<String> = [
        count(tasks, "taak", "taken"),
        count(decisions.count(), "besluit", "besluiten"),
        count(board.questions.len(), "vraag", "vragen"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!open.is_empty()).then(|| dutch::list(&open))
}

/// Returns whether this is the moment that the playbook has in mind for closing, in words.
pub fn closing_moment(board: &Board) -> String {
    if board.is_ended {
        return "Het draaiboek is aan zijn einde.".to_owned();
    }
    let places: Vec<String> = board
        .places
        .iter()
        .map(|place| format!("‘{}’", place.title))
        .collect();
    let stands = match places.is_empty() {
        true => String::new(),
        false => format!(" Het staat in {}.", dutch::list(&places)),
    };
    format!(
        "Het draaiboek is nog niet aan zijn einde.{stands} Afsluiten kan toch; het logboek zegt dan met welke reden."
    )
}

/// Tells whether a document binds as far as the log says: signed, given or made known, and neither
/// withdrawn nor replaced. An order that was given orally stands as the paper that it was put on.
fn stands(one: &InstanceLine) -> bool {
    matches!(
        one.state,
        "issued" | "oral" | "signed" | "to_change" | "to_withdraw"
    )
}
