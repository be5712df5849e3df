//! The report of an exercise: what happened, what the program saw, what people judge, and what is to be better.
//!
//! It never gives a grade, never averages and never ranks: what the program saw and what people judge stand in tables of
//! their own, and two observers stand beside each other.

mod course;
mod follow_up;
mod goals;
mod mask;

use chrono::{DateTime, NaiveDate, Utc};

use super::blocks::{bullets, heading, paragraph, paragraphs, table, text};
use super::{Block, Document, Inline, Paper, Picture};
use crate::engine::Incident;
use crate::exercise::{Evaluation, ExerciseTime, Scenario, StaffLog};
use crate::fact::dutch;
use crate::playbook::Playbook;
use crate::view::Timeline;

/// The name of the heading that the course stands under.
const COURSE: &str = "tijdlijn";

/// What stands in a cell with nothing in it: nobody is to fill it in.
const NOTHING: &str = "–";

/// What a report is made of besides the evaluation.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// Who makes it: an organisation or an office.
    pub author: &'a str,
    /// The last entry of the log of the players, and of that of the staff, with its hash in words.
    pub checkpoints: [(u64, &'a str); 2],
    /// By what it is judged, as a hash, computed anew.
    pub criteria: &'a str,
    /// The incident, as far as it may be told.
    pub incident: &'a Incident,
    /// Whether names are left out.
    pub is_anonymous: bool,
    /// What the staff wrote.
    pub log: &'a StaffLog,
    /// Its course drawn, where the report holds drawings.
    pub picture: Option<&'a Picture>,
    /// Where it was played.
    pub place: Option<&'a str>,
    /// The playbook.
    pub playbook: &'a Playbook,
    /// The day on which it is made.
    pub printed: NaiveDate,
    /// The program with its version.
    pub program: &'a str,
    /// The scenario.
    pub scenario: &'a Scenario,
}

/// Returns the report of an exercise.
pub fn evaluation(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Document {
    let mut blocks = overview(evaluation, occasion);
    blocks.extend(course::course(evaluation, occasion));
    blocks.extend(course::decisions(evaluation));
    blocks.extend(goals::goals(evaluation));
    blocks.extend(course::expected(evaluation, occasion));
    blocks.extend(goals::unjudged(evaluation));
    blocks.extend(goals::strengths(evaluation));
    blocks.extend(follow_up::improvements(evaluation, occasion));
    blocks.extend(follow_up::notices(evaluation));
    blocks.extend(follow_up::learning(occasion));
    blocks.extend(course::evidence(evaluation, occasion));
    blocks.extend(origin(occasion));
    let mut document = Document {
        author: occasion.author.to_owned(),
        blocks,
        date: Some(dutch::date(occasion.printed)),
        footer: format!("Oefening {}", occasion.scenario.title),
        language: "nl-NL".to_owned(),
        marking: Some("OEFENING".to_owned()),
        paper: Paper::Form,
        reference: None,
        title: format!("Verslag van de oefening: {}", occasion.scenario.title),
    };
    if occasion.is_anonymous {
        mask::Names::of(evaluation, occasion).leave(&mut document);
    }
    document
}

/// Takes what follows the overview out of a report, so that a picture of the course can stand between them.
pub fn from_course(report: &mut Document) -> Document {
    let is_course = |block: &Block| matches!(block, Block::Heading { anchor, .. } if anchor.as_deref() == Some(COURSE));
    let at = report.blocks.iter().position(is_course);
    let blocks = report.blocks.split_off(at.unwrap_or(report.blocks.len()));
    Document {
        blocks,
        ..report.clone()
    }
}

/// Returns the course of an exercise to draw, and the situation's time at moments of exercise time.
pub fn evaluation_timeline(
    evaluation: &Evaluation,
    occasion: &Occasion<'_>,
) -> (Timeline, Vec<(DateTime<Utc>, String)>) {
    let mut timeline = course::timeline(evaluation, occasion);
    if occasion.is_anonymous {
        let names = mask::Names::of(evaluation, occasion);
        for lane in &mut timeline.lanes {
            let points = lane.points.iter_mut();
            points.for_each(|point| point.text = names.without(&point.text));
        }
    }
    let scale = evaluation.times.scale.iter();
    let scale = scale.map(|(at, situation)| (*situation, at.to_string()));
    (timeline, scale.collect())
}

fn overview(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Vec<Block> {
    let times = &evaluation.times;
    let scenario = occasion.scenario;
    let planned = scenario.frame.as_ref().map(|frame| frame.ends_at);
    let played = match planned {
        Some(planned) => format!(
            "{} in oefentijd; gepland {}",
            lasted(times.length),
            lasted(planned)
        ),
        None => format!("{} in oefentijd", lasted(times.length)),
    };
    let stood_still = match (times.pauses, times.stood_still_seconds) {
        (0, ..60) => "geen".to_owned(),
        (0, seconds) => format!("geen; wel stond de tijd {} stil", dutch::duration(seconds)),
        (count, ..60) => count.to_string(),
        (count, seconds) => format!(
            "{count}; de tijd stond samen {} stil",
            dutch::duration(seconds)
        ),
    };
    let jumps = match times.gone_on {
        0 => times.jumps.to_string(),
        1 => format!(
            "{}; 1 keer ging de speler verder met wat er komt",
            times.jumps
        ),
        times_on => format!(
            "{}; {times_on} keer ging de speler verder met wat er komt",
            times.jumps
        ),
    };
    let paces: Vec<String> = times.paces.iter().map(u32::to_string).collect();
    let pace = match paces.as_slice() {
        [] => "gewone tijd".to_owned(),
        paces => format!("ook {} keer zo snel", dutch::list(paces)),
    };
    let mut rows = vec![
        ("Oefening", scenario.title.clone()),
        ("Draaiboek", occasion.playbook.title().to_owned()),
        ("Begonnen", dutch::datetime(times.began_at)),
        ("Duur", played),
        (
            "In de situatie",
            format!(
                "van {} tot {}",
                dutch::datetime(times.situation.0),
                dutch::datetime(times.situation.1)
            ),
        ),
        ("Pauzes", stood_still),
        ("Sprongen in de tijd", jumps),
        ("Tempo", pace),
        (
            "Noodstop",
            match times.halts {
                0 => "niet gebruikt".to_owned(),
                1 => "1 keer gebruikt".to_owned(),
                count => format!("{count} keer gebruikt"),
            },
        ),
    ];
    if let Some(place) = occasion.place {
        rows.insert(3, ("Plaats", place.to_owned()));
    }
    let mut blocks = vec![heading(1, "Overzicht")];
    blocks.extend(paragraphs(&scenario.summary));
    if !evaluation.has_ended {
        blocks.push(paragraph(
            "De oefening is nog niet afgesloten. Dit is een tussenstand: wat nog niet gezien is, kan nog komen.",
        ));
    }
    let rows = rows.into_iter();
    blocks.push(table(
        &["Wat", "In deze oefening"],
        rows.map(|(what, words)| vec![text(what), text(&words)])
            .collect(),
    ));
    blocks.push(heading(2, "Wie deden mee"));
    blocks.push(who(evaluation, occasion.is_anonymous));
    let observers = evaluation.observers.iter();
    let observers: Vec<String> = observers
        .enumerate()
        .map(|(at, name)| match occasion.is_anonymous {
            true => mask::observer(at),
            false => name.clone(),
        })
        .collect();
    blocks.push(paragraph(&match observers.as_slice() {
        [] => "Er is door niemand als waarnemer iets vastgelegd.".to_owned(),
        some => format!("Waarnemers: {}.", dutch::list(some)),
    }));
    blocks.push(heading(2, "Hoe dit verslag te lezen is"));
    blocks.push(bullets(&[
        "Er is geen cijfer en geen gemiddelde. Een oordeel staat in woorden, met de naam van wie het gaf en de regels \
         van het logboek waarop het rust."
            .to_owned(),
        "Wat het programma in het logboek zag, staat apart van wat mensen vonden. Het programma ziet of iets op tijd is \
         vastgelegd, niet of het goed was."
            .to_owned(),
        "Niet waargenomen en niet aan de orde tellen nergens mee en zijn geen onvoldoende.".to_owned(),
        "Tijden zijn oefentijd: hoe lang er gespeeld is, zonder pauzes. Vergelijk ze niet met een oefening met een ander \
         tempo of andere sprongen."
            .to_owned(),
    ]));
    blocks
}

fn who(evaluation: &Evaluation, is_anonymous: bool) -> Block {
    let mut header = vec!["Rol", "In het logboek"];
    if !is_anonymous {
        header.insert(1, "Wie");
    }
    let rows = evaluation.players.iter().map(|line| {
        let took_part = match (line.took_part, line.is_asked) {
            (true, _) => "deed mee",
            (false, true) => "gevraagd, niets vastgelegd",
            (false, false) => "niets vastgelegd",
        };
        let mut row = vec![text(&line.title), text(took_part)];
        if !is_anonymous {
            let persons = match line.persons.as_slice() {
                [] => "geen naam vastgelegd".to_owned(),
                persons => dutch::list(persons),
            };
            row.insert(1, text(&persons));
        }
        row
    });
    table(&header, rows.collect())
}

fn origin(occasion: &Occasion<'_>) -> Vec<Block> {
    let at_start = occasion.log.prepared.as_ref().map(|(criteria, _)| criteria);
    let criteria = match at_start {
        Some(at_start) if at_start == occasion.criteria => {
            "Doelen, criteria en verwachtingen zijn dezelfde als bij de start."
        }
        Some(_) => {
            "LET OP: doelen, criteria of verwachtingen zijn niet meer dezelfde als bij de start. Dit verslag rust op die \
             van nu."
        }
        None => "Bij de start is niet vastgelegd waarop beoordeeld zou worden.",
    };
    let row = |what: &str, words: &str| vec![text(what), text(words)];
    let [players, staff] = occasion.checkpoints;
    let checkpoint = |(seq, words): (u64, &str)| format!("regel {seq}: {words}");
    let mut rows = vec![row("Criteria", criteria)];
    if let Some(at_start) = at_start {
        rows.push(row("SHA-256 bij de start", at_start));
    }
    rows.push(row("SHA-256 nu", occasion.criteria));
    rows.push(row("Logboek van de spelers", &checkpoint(players)));
    rows.push(row("Bestand van de leiding", &checkpoint(staff)));
    rows.push(row("Gemaakt met", occasion.program));
    vec![
        heading(1, "Waar dit verslag op rust"),
        paragraph(
            "De woorden bij de laatste regel veranderen als er iets in het logboek verandert. Zo is later na te gaan \
             dat dit verslag op hetzelfde logboek rust.",
        ),
        table(&["Wat", "Waarde"], rows),
    ]
}

/// Returns how long was played, in words.
fn lasted(length: ExerciseTime) -> String {
    let seconds = length.since_start().num_seconds();
    // Seconds say nothing about an exercise of minutes.
    dutch::duration(match seconds {
        ..60 => seconds,
        seconds => seconds / 60 * 60,
    })
}

/// Returns the number of a line of the log.
fn line_number(seq: u64) -> Vec<Inline> {
    vec![Inline::Entry {
        seq,
        text: seq.to_string(),
    }]
}

/// Returns lines of the log in words.
fn line_numbers(seqs: &[u64]) -> Vec<Inline> {
    let mut out = text(match seqs {
        [] => NOTHING,
        [_] => "regel ",
        _ => "regels ",
    });
    for (at, seq) in seqs.iter().enumerate() {
        match at {
            0 => {}
            at if at + 1 == seqs.len() => out.extend(text(" en ")),
            _ => out.extend(text(", ")),
        }
        out.extend(line_number(*seq));
    }
    out
}

/// Returns a cell with words that stand out.
fn strong_words(words: &str) -> Vec<Inline> {
    vec![Inline::Strong {
        content: text(words),
    }]
}
