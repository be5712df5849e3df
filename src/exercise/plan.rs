//! The injectlijst as rows, for paper and for a spreadsheet: what comes when, and what the staff have to know.
//!
//! It is the plan, in Dutch: what really came stands in the log.

use serde::Serialize;

use super::{Cue, ExerciseTime, Expectation, Inject, Scenario, Shift, conditions};
use crate::fact::{condition, dutch, time};
use crate::playbook::Playbook;
use crate::reader::Text;

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// How it comes; empty for a move.
    pub channel: &'static str,
    /// What is expected, each with who and in which time.
    pub expected: Vec<String>,
    /// The exercise time; absent for what comes by a condition or by hand.
    pub exercise_time: Option<ExerciseTime>,
    /// The persona it comes from; empty for a move.
    pub from: String,
    /// The goals it serves.
    pub goals: Vec<String>,
    /// The id.
    pub number: String,
    /// What only staff and observers see.
    pub observer: String,
    /// The time in the situation, in words; empty when it has no moment.
    pub situation_time: String,
    /// What only the exercise staff see.
    pub staff: String,
    /// The teams it comes to, when there is more than one.
    pub teams: String,
    /// What the players see or hear.
    pub text: String,
    /// What it is.
    pub title: String,
    /// The roles it comes to.
    pub to: String,
    /// When it comes and when not, in words; empty when a moment says all.
    pub when: String,
}

/// The heads of the columns of the spreadsheet.
const HEADS: [&str; 13] = [
    "nummer",
    "oefentijd",
    "situatietijd",
    "van",
    "aan",
    "kanaal",
    "onderwerp",
    "bericht",
    "verwacht",
    "notitie leiding",
    "notitie waarnemer",
    "doelen",
    "wanneer",
];

/// Returns the rows: by moment, moves before injects; then what comes by a condition; then what comes by hand.
pub fn plan(scenario: &Scenario, playbook: &Playbook) -> Vec<PlanRow> {
    let moves = scenario.moves.iter().map(|one| PlanRow {
        channel: "",
        expected: Vec::new(),
        exercise_time: Some(one.at),
        from: String::new(),
        goals: Vec::new(),
        number: one.id.text.clone(),
        observer: String::new(),
        situation_time: situation(scenario, one.at),
        staff: String::new(),
        teams: String::new(),
        text: one.text.trim().to_owned(),
        title: match one.shift {
            Shift::Pace(1) => "De tijd loopt weer gewoon".to_owned(),
            Shift::Pace(pace) => format!("De tijd loopt {pace} keer zo snel"),
            Shift::To(_) => "Sprong in de tijd".to_owned(),
        },
        to: "iedereen".to_owned(),
        when: String::new(),
    });
    let injects = scenario.injects.iter();
    let mut rows: Vec<PlanRow> = moves
        .chain(injects.map(|inject| row(scenario, playbook, inject)))
        .collect();
    // The sort is stable: at one moment a move comes first, and the file says the rest.
    rows.sort_by_key(|row| match row.exercise_time {
        Some(at) => (0, Some(at)),
        None if row.when == BY_HAND => (2, None),
        None => (1, None),
    });
    rows
}

const BY_HAND: &str = "alleen op teken van de leiding";

fn row(scenario: &Scenario, playbook: &Playbook, inject: &Inject) -> PlanRow {
    let at = match inject.cue {
        Cue::At(at) => Some(at),
        Cue::ByHand | Cue::When { .. } => None,
    };
    let words = |lines: &[Text]| condition::dutch(&conditions::read(lines, playbook), playbook);
    let mut when = match &inject.cue {
        Cue::At(_) => String::new(),
        Cue::ByHand => BY_HAND.to_owned(),
        Cue::When { after, when } => match after.num_seconds() {
            0 => format!("zodra geldt: {}", words(when)),
            after => format!("{} nadat geldt: {}", dutch::duration(after), words(when)),
        },
    };
    if !inject.unless.is_empty() {
        let joint = if when.is_empty() { "" } else { "; " };
        when.push_str(&format!("{joint}niet als geldt: {}", words(&inject.unless)));
    }
    if inject.contingency {
        when = format!("achter de hand, {when}");
    }
    let persona = scenario.persona(&inject.from.text);
    let to = inject.to.iter();
    let to: Vec<&str> = to
        .map(|role| scenario.role_title(playbook, &role.text))
        .collect();
    let expected = inject.expect.iter();
    PlanRow {
        channel: inject.channel.dutch(),
        expected: expected
            .map(|expected| expectation(scenario, playbook, expected))
            .collect(),
        exercise_time: at,
        from: persona.map_or(inject.from.text.clone(), |persona| persona.title.clone()),
        goals: inject.goals.iter().map(|goal| goal.text.clone()).collect(),
        number: inject.id.text.clone(),
        observer: inject.observer.trim().to_owned(),
        situation_time: at.map_or(String::new(), |at| situation(scenario, at)),
        staff: staff(inject),
        teams: scenario.teams_of(inject).join(" en "),
        text: inject.text.trim().to_owned(),
        title: inject.title.clone(),
        to: to.join(", "),
        when,
    }
}

/// Returns what who leads has to know: what is written for them, and what they answer.
fn staff(inject: &Inject) -> String {
    let (staff, answer) = (inject.staff.trim(), inject.answer.trim());
    let joint = if staff.is_empty() { "" } else { " " };
    match answer {
        "" => staff.to_owned(),
        answer => format!("{staff}{joint}Vraagt een speler wat dit is: {answer}"),
    }
}

fn expectation(scenario: &Scenario, playbook: &Playbook, expected: &Expectation) -> String {
    let who = scenario.role_title(playbook, &expected.who.text);
    let within = expected.within.map_or(String::new(), |within| {
        format!(" (binnen {})", dutch::duration(within.num_seconds()))
    });
    format!("{who}: {}{within}", expected.what)
}

/// Returns the time in the situation, with the day when it is not that of the start.
fn situation(scenario: &Scenario, at: ExerciseTime) -> String {
    let at = scenario.course.situation(at);
    let day = |at| time::to_civil(at).date();
    match day(at) == day(scenario.starts_at) {
        true => dutch::clock(at),
        false => dutch::short(at),
    }
}

/// Returns the rows as a spreadsheet with a header; a cell that would run as a formula is made text.
///
/// # Errors
/// Never for text in memory; the writer cannot know that.
pub fn spreadsheet(rows: &[PlanRow]) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(HEADS)?;
    for row in rows {
        let at = row.exercise_time.map_or(String::new(), |at| at.to_string());
        let cells = [
            row.number.as_str(),
            &at,
            &row.situation_time,
            &row.from,
            &row.to,
            row.channel,
            &row.title,
            &row.text,
            &row.expected.join("\n"),
            &row.staff,
            &row.observer,
            &row.goals.join(" "),
            &row.when,
        ];
        writer.write_record(cells.map(harmless))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
