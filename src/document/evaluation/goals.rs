//! What people judge, per goal, beside what the program saw and what the team says itself.

use super::course::{outcome, within};
use super::{NOTHING, line_numbers, strong_words};
use crate::document::blocks::{bullets, heading, lines, paragraph, strong, table, text};
use crate::document::{Block, Inline};
use crate::exercise::{CriterionLine, Evaluation, GoalRated, Rating};
use crate::fact::dutch;

pub(super) fn goals(evaluation: &Evaluation) -> Vec<Block> {
    if evaluation.goals.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![heading(1, "Doelen")];
    for goal in &evaluation.goals {
        blocks.push(heading(2, &goal.line.title));
        blocks.push(paragraph(&format!("Criteria: {}.", goal.line.summary)));
        blocks.push(paragraph(&own(goal)));
        blocks.push(heading(3, "Wat waarnemers vonden"));
        let rows = goal.line.criteria.iter().flat_map(judged);
        blocks.push(table(
            &[
                "Criterium",
                "Waarnemer",
                "Oordeel",
                "Rust op",
                "Toelichting",
            ],
            rows.collect(),
        ));
        for line in goal.line.criteria.iter().filter(|line| line.differs) {
            blocks.push(strong(&difference(line)));
        }
        let rows = goal.line.criteria.iter().filter_map(|line| {
            let machine = line.machine.as_ref()?;
            let (outcome, seq) = outcome(machine);
            Some(vec![text(&line.text), text(&within(machine)), outcome, seq])
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            blocks.push(heading(3, "Wat het programma zag"));
            blocks.push(table(&["Criterium", "Binnen", "Gezien", "Regel"], rows));
        }
    }
    blocks
}

fn own(goal: &GoalRated) -> String {
    match &goal.own {
        None => "Het team heeft dit doel niet zelf beoordeeld.".to_owned(),
        Some((rating, words)) if words.is_empty() => {
            format!("Het team vond zelf: {}.", rating.dutch())
        }
        Some((rating, words)) => format!("Het team vond zelf: {}. {words}", rating.dutch()),
    }
}

/// Returns a row for each observer of a criterion, or one that says that nobody saw it.
fn judged(line: &CriterionLine) -> Vec<Vec<Vec<Inline>>> {
    if line.marks.is_empty() {
        return vec![vec![
            text(&line.text),
            text("niemand"),
            text(Rating::NotObserved.dutch()),
            text(NOTHING),
            text(NOTHING),
        ]];
    }
    let marks = line.marks.iter().enumerate();
    let rows = marks.map(|(at, mark)| {
        let criterion = match at {
            0 => text(&line.text),
            _ => Vec::new(),
        };
        vec![
            criterion,
            text(mark.observer()),
            match mark.rating() {
                Rating::Failed | Rating::MajorProblems => strong_words(mark.rating().dutch()),
                rating => text(rating.dutch()),
            },
            line_numbers(mark.evidence()),
            match mark.text() {
                "" => text(NOTHING),
                words => lines(&words.lines().collect::<Vec<_>>()),
            },
        ]
    });
    rows.collect()
}

/// Returns how observers differ, each in their own words.
fn difference(line: &CriterionLine) -> String {
    let marks = line.marks.iter();
    let said: Vec<String> = marks
        .map(|mark| format!("{} vond ‘{}’", mark.observer(), mark.rating().dutch()))
        .collect();
    format!(
        "Verschillend beoordeeld: {} {}.",
        quoted(&line.text),
        dutch::list(&said)
    )
}

fn quoted(criterion: &str) -> String {
    format!("“{}”:", criterion.trim_end_matches('.'))
}

/// Returns what was not observed and what did not apply, always with how many.
pub(super) fn unjudged(evaluation: &Evaluation) -> Vec<Block> {
    let criteria: Vec<&CriterionLine> = evaluation
        .goals
        .iter()
        .flat_map(|goal| &goal.line.criteria)
        .collect();
    let mut blocks = vec![heading(1, "Niet waargenomen en niet aan de orde")];
    for (title, rating) in [
        ("Niet waargenomen door een waarnemer", Rating::NotObserved),
        ("Niet aan de orde", Rating::NotApplicable),
    ] {
        let none: Vec<String> = criteria
            .iter()
            .filter(|line| is_only(line, rating))
            .map(|line| line.text.clone())
            .collect();
        blocks.push(paragraph(&format!(
            "{title}: {} van {}.",
            none.len(),
            match criteria.len() {
                1 => "1 criterium".to_owned(),
                count => format!("{count} criteria"),
            }
        )));
        let by_program = criteria
            .iter()
            .filter(|line| is_only(line, rating) && line.machine.is_some())
            .count();
        if rating == Rating::NotObserved && by_program > 0 {
            blocks.push(paragraph(&format!(
                "Bij {by_program} daarvan keek het programma wel in het logboek; dat staat bij het doel."
            )));
        }
        if !none.is_empty() {
            blocks.push(bullets(&none));
        }
    }
    blocks
}

/// Tells whether everybody who looked says one thing of a criterion; nobody looked is not observed.
fn is_only(line: &CriterionLine, rating: Rating) -> bool {
    match line.marks.as_slice() {
        [] => rating == Rating::NotObserved,
        marks => marks.iter().all(|mark| mark.rating() == rating),
    }
}

/// Returns what everybody who looked found to go well.
pub(super) fn strengths(evaluation: &Evaluation) -> Vec<Block> {
    let criteria = evaluation.goals.iter().flat_map(|goal| &goal.line.criteria);
    let good = criteria.filter(|line| is_only(line, Rating::WithoutProblems));
    let good: Vec<String> = good
        .map(|line| {
            let marks = line.marks.iter();
            let words: Vec<&str> = marks
                .map(|mark| mark.text())
                .filter(|words| !words.is_empty())
                .collect();
            match words.is_empty() {
                true => line.text.clone(),
                false => format!("{} {}", line.text, words.join(" ")),
            }
        })
        .collect();
    let mut blocks = vec![heading(1, "Wat goed ging")];
    blocks.push(match good.is_empty() {
        true => paragraph("Er is geen criterium dat alle waarnemers ‘zonder problemen’ noemen."),
        false => bullets(&good),
    });
    blocks
}
