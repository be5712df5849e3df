//! What is to be better, what was written down after the end, and what the exercise was meant to teach.

use super::{Occasion, line_numbers, strong_words};
use crate::document::blocks::{bullets, heading, lines, paragraph, table, text};
use crate::document::{Block, Inline};
use crate::exercise::{Evaluation, Improvement, Notice, playbook_line};
use crate::fact::dutch;

pub(super) fn improvements(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Verbeterpunten")];
    if evaluation.improvements.is_empty() {
        blocks.push(paragraph("Er zijn nog geen verbeterpunten vastgelegd."));
        return blocks;
    }
    let rows = evaluation.improvements.iter();
    blocks.push(table(
        &[
            "Nr",
            "Wat beter moet",
            "Wie",
            "Uiterlijk",
            "In het draaiboek",
            "Stand",
        ],
        rows.map(|point| row(point, occasion)).collect(),
    ));
    blocks
}

fn row(point: &Improvement, occasion: &Occasion<'_>) -> Vec<Vec<Inline>> {
    let scenario = occasion.scenario;
    let owner = scenario.role_title(occasion.playbook, &point.owner);
    let goal = point.goal.as_ref().and_then(|id| {
        let goal = scenario.goals.iter().find(|goal| goal.id.text == *id)?;
        Some(format!("Doel: {}", goal.title))
    });
    let is_late = point.status.is_open() && point.due.is_some_and(|due| due < occasion.printed);
    let line = point.playbook_line.as_deref().unwrap_or_default();
    let due = point
        .due
        .map_or("geen dag afgesproken".to_owned(), dutch::date);
    vec![
        text(&point.number.to_string()),
        lines(&[&point.text, goal.as_deref().unwrap_or_default()]),
        text(owner),
        match is_late {
            true => strong_words(&format!("{due}, te laat")),
            false => text(&due),
        },
        text(playbook_line(occasion.playbook, line).unwrap_or(line)),
        text(point.status.dutch()),
    ]
}

pub(super) fn notices(evaluation: &Evaluation) -> Vec<Block> {
    let (after, during): (Vec<&Notice>, Vec<&Notice>) =
        evaluation.notices.iter().partition(|one| one.after_end);
    let mut blocks = Vec::new();
    for (title, notices) in [
        ("Nabespreking", after),
        ("Opgeschreven tijdens de oefening", during),
    ] {
        if notices.is_empty() {
            continue;
        }
        blocks.push(heading(1, title));
        let rows = notices.iter().map(|one| {
            vec![
                text(&one.by),
                lines(&one.text.lines().collect::<Vec<_>>()),
                line_numbers(&one.evidence),
            ]
        });
        blocks.push(table(&["Wie", "Wat", "Rust op"], rows.collect()));
    }
    blocks
}

pub(super) fn learning(occasion: &Occasion<'_>) -> Vec<Block> {
    let learning = occasion.scenario.learning.iter();
    let learning: Vec<String> = learning.map(|one| one.text.clone()).collect();
    match learning.is_empty() {
        true => Vec::new(),
        false => vec![
            heading(1, "Wat in deze oefening te leren viel"),
            bullets(&learning),
        ],
    }
}
