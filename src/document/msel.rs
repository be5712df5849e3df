//! The book of an exercise on paper: for who leads, the injectlijst, a call card for each persona, and what observers
//! look at.
//!
//! It is for the exercise staff: a player who reads it has read ahead, and its footer says so.

use chrono::NaiveDate;

use super::blocks::{bullets, heading, lines, paragraph, paragraphs, strong, table, text, titled};
use super::{Block, Document, Inline, Paper};
use crate::exercise::{PlanRow, Scenario, plan};
use crate::fact::dutch;
use crate::playbook::Playbook;

/// What every call begins and ends with.
const CALL: &str = "Oefening, oefening.";

/// Returns the book of an exercise, printed on a day.
pub fn msel(
    scenario: &Scenario,
    playbook: &Playbook,
    author: &str,
    printed: NaiveDate,
) -> Document {
    let rows = plan(scenario, playbook);
    let mut blocks = leading(scenario, playbook);
    blocks.push(Block::PageBreak);
    blocks.extend(list(&rows));
    if !scenario.goals.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.extend(observing(scenario, &rows));
    }
    for persona in &scenario.personas {
        let own: Vec<&PlanRow> = rows
            .iter()
            .filter(|row| row.from == persona.title)
            .collect();
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, &format!("Belkaart: {}", persona.title)));
        blocks.push(strong(&format!("{CALL} U speelt: {}.", persona.title)));
        blocks.extend(paragraphs(&persona.brief));
        blocks.extend(calls(&own));
        blocks.push(strong(&format!(
            "Sluit elk gesprek af met: “{CALL}” Hoort u “geen oefening”, dan stopt u meteen en hangt u op."
        )));
    }
    Document {
        author: author.to_owned(),
        blocks,
        date: Some(dutch::date(printed)),
        footer: format!("Oefening {} · niet voor spelers", scenario.title),
        language: "nl-NL".to_owned(),
        paper: Paper::Form,
        marking: Some("OEFENING".to_owned()),
        reference: None,
        title: format!("Oefendraaiboek: {}", scenario.title),
    }
}

fn leading(scenario: &Scenario, playbook: &Playbook) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Voor wie leidt")];
    blocks.extend(paragraphs(&scenario.summary));
    if !scenario.source.is_empty() {
        blocks.push(paragraph(&format!("Bron: {}", scenario.source)));
    }
    let Some(frame) = &scenario.frame else {
        return blocks;
    };
    let players = frame.players.iter();
    let players: Vec<String> = players
        .map(|role| scenario.role_title(playbook, &role.text).to_owned())
        .collect();
    let length = dutch::duration(frame.ends_at.since_start().num_seconds());
    blocks.push(table(
        &["Wat", "Voor deze oefening"],
        vec![
            vec![text("Duur"), text(&length)],
            vec![text("Draaiboek"), text(playbook.title())],
            vec![text("Spelers"), text(&dutch::list(&players))],
            vec![
                text("De situatie begint"),
                text(&dutch::datetime(scenario.starts_at)),
            ],
        ],
    ));
    if !scenario.teams.is_empty() {
        blocks.push(heading(2, "Een tweede team"));
        blocks.push(paragraph(
            "Deze rollen kunnen apart spelen, met een eigen bord en een eigen logboek. De tijd is van allen. Spelen zij \
             niet apart, dan hoort alles bij het ene team.",
        ));
        let teams = scenario.teams.iter().map(|team| {
            let roles = team.roles.iter();
            let roles: Vec<String> = roles
                .map(|role| scenario.role_title(playbook, &role.text).to_owned())
                .collect();
            vec![text(&team.title), text(&dutch::list(&roles))]
        });
        blocks.push(table(&["Team", "Wie"], teams.collect()));
    }
    for (title, words) in [
        ("Zo leidt u de oefening", &frame.guide),
        ("Lees voor aan het begin", &frame.briefing),
    ] {
        if !words.is_empty() {
            blocks.push(heading(2, title));
            blocks.extend(paragraphs(words));
        }
    }
    for (title, lines) in [
        ("Spelregels, hardop", &frame.rules),
        ("Meteen na afloop", &frame.hot_wash),
    ] {
        if !lines.is_empty() {
            blocks.push(heading(2, title));
            blocks.push(bullets(lines));
        }
    }
    if !scenario.learning.is_empty() {
        blocks.push(heading(2, "Wat te leren valt"));
        let learning = scenario.learning.iter();
        blocks.push(bullets(
            &learning.map(|one| one.text.clone()).collect::<Vec<_>>(),
        ));
    }
    if !scenario.local.is_empty() {
        blocks.push(heading(2, "Wat u door uw eigen woorden kunt vervangen"));
        let local = scenario.local.iter();
        let rows = local.map(|one| vec![text(&one.about), text(&one.text)]);
        blocks.push(table(&["Wat", "Nu staat er"], rows.collect()));
    }
    blocks
}

fn list(rows: &[PlanRow]) -> Vec<Block> {
    let mut blocks = vec![heading(1, "Injectlijst")];
    let parts = [
        ("Op de klok", true),
        ("Zodra iets zo is, of op teken van de leiding", false),
    ];
    for (title, has_moment) in parts {
        let part = rows
            .iter()
            .filter(|row| row.exercise_time.is_some() == has_moment);
        let rows: Vec<Vec<Vec<Inline>>> = part.map(row).collect();
        if !rows.is_empty() {
            blocks.push(heading(2, title));
            blocks.push(table(
                &[
                    "Nr en tijd",
                    "Van, aan, hoe",
                    "Wat zij zien of horen",
                    "Verwacht, en voor de leiding",
                ],
                rows,
            ));
        }
    }
    blocks
}

fn row(row: &PlanRow) -> Vec<Vec<Inline>> {
    let at = row.exercise_time.map_or(String::new(), |at| at.to_string());
    let when = match row.situation_time.is_empty() {
        true => row.when.clone(),
        false => join(
            &[&format!("situatie {}", row.situation_time), &row.when],
            "; ",
        ),
    };
    let from = match row.from.is_empty() {
        true => String::new(),
        false => format!("van {}", row.from),
    };
    let notes = row.expected.iter().map(|one| format!("Verwacht: {one}"));
    let mut notes: Vec<String> = notes.collect();
    if !row.staff.is_empty() {
        notes.push(format!("Leiding: {}", row.staff));
    }
    vec![
        lines(&[&row.number, &at, &when]),
        lines(&[&from, &format!("aan {}", row.to), &team(row), row.channel]),
        titled(&row.title, &row.text),
        lines(&notes.iter().map(String::as_str).collect::<Vec<_>>()),
    ]
}

/// Returns for which teams a row is, when there is more than one.
fn team(row: &PlanRow) -> String {
    match row.teams.is_empty() {
        true => String::new(),
        false => format!("team: {}", row.teams),
    }
}

fn observing(scenario: &Scenario, rows: &[PlanRow]) -> Vec<Block> {
    let mut blocks = vec![
        heading(1, "Voor waarnemers"),
        paragraph(
            "Schrijf bij elk oordeel de regel van het logboek waarop het rust. Wat u niet zag, is ‘niet waargenomen’ en \
             geen onvoldoende.",
        ),
    ];
    for goal in &scenario.goals {
        blocks.push(heading(2, &goal.title));
        if let Some(team) = scenario.team_of(goal) {
            blocks.push(paragraph(&format!("Doel van: {}.", team.title)));
        }
        let criteria = goal.criteria.iter().map(|criterion| {
            let by = match criterion.done.is_empty() && criterion.never.is_empty() {
                true => "waarnemer",
                false => "het programma ziet het ook",
            };
            vec![
                text(&criterion.text),
                text(by),
                text("________________"),
                text("______"),
            ]
        });
        let criteria: Vec<_> = criteria.collect();
        if !criteria.is_empty() {
            blocks.push(table(
                &["Criterium", "Wie ziet het", "Oordeel", "Regel"],
                criteria,
            ));
        }
    }
    let notes = rows.iter().filter(|row| !row.observer.is_empty());
    let notes: Vec<String> = notes
        .map(|row| format!("{}, {}: {}", row.number, row.title, row.observer))
        .collect();
    if !notes.is_empty() {
        blocks.push(heading(2, "Let hierop bij een inject"));
        blocks.push(bullets(&notes));
    }
    blocks
}

fn calls(rows: &[&PlanRow]) -> Vec<Block> {
    let rows = rows.iter().map(|row| {
        let at = row.exercise_time.map_or(String::new(), |at| at.to_string());
        vec![
            lines(&[&row.number, &at, &row.when]),
            lines(&[&row.to, &team(row), row.channel]),
            lines(&[CALL, &row.text, CALL]),
            text(&row.staff),
        ]
    });
    let rows: Vec<_> = rows.collect();
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![table(
            &["Wanneer", "Aan wie, hoe", "Wat u zegt of stuurt", "Let op"],
            rows,
        )],
    }
}

fn join(parts: &[&str], joint: &str) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.copied().collect::<Vec<_>>().join(joint)
}
