//! The regional picture: what a partnership may know of an incident. Kind, municipality, day, instruments and what became
//! of them, how long it took.
//!
//! Nothing that people typed is in it: no title, no fact, no name, no place within the municipality. What a partner sends
//! is read with the same closed shape.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::log::quoted;
use crate::engine::{Incident, InstanceState, Stage};
use crate::fact::{dutch, time};
use crate::playbook::{Municipality, Playbook};

/// The name of the format of an export.
pub const FORMAT: &str = "draaiboek-regio/1";

/// The most incidents in one export.
const LINES: usize = 5_000;
/// The longest text in an export, in characters.
const LETTERS: usize = 200;

/// What a partnership may know of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionLine {
    /// How long it took, in minutes; absent while it goes on.
    pub duration_minutes: Option<i64>,
    /// Whether it was an exercise.
    pub exercise: bool,
    /// The random id of the incident, so that nobody counts it twice.
    pub id: String,
    /// The instruments that were used.
    pub instruments: Vec<Instrument>,
    /// The playbook.
    pub kind: String,
    /// What the team calls the playbook.
    pub kind_title: String,
    /// The municipality.
    pub municipality: String,
    /// The last entry it rests on.
    pub seq: u64,
    /// The day it began.
    pub started: NaiveDate,
}

/// A power that was used, with what became of what was made with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// How many times.
    pub count: u64,
    /// The power.
    pub power: String,
    /// How many times each result.
    pub results: BTreeMap<Became, u64>,
    /// What the law calls the power.
    pub title: String,
}

/// What became of a decision, as far as the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// Another took its place.
    Changed,
    /// It was made known and stands.
    Issued,
    /// It was given orally and not put in writing.
    Oral,
    /// It was signed and not made known.
    Signed,
    /// A review found that it is to be changed or withdrawn.
    ToReview,
    /// It was withdrawn.
    Withdrawn,
}

/// An export: exercises apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Exercises.
    pub exercises: Vec<RegionLine>,
    /// The name of the format.
    pub format: String,
    /// Real incidents.
    pub incidents: Vec<RegionLine>,
}

/// Which incidents to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only this playbook.
    pub kind: Option<String>,
    /// Only those that began in this year.
    pub year: Option<i32>,
}

impl Became {
    /// Returns it in words.
    pub fn dutch(self) -> &'static str {
        match self {
            Became::Changed => "gewijzigd",
            Became::Issued => "bekendgemaakt en van kracht",
            Became::Oral => "mondeling gegeven, niet op schrift",
            Became::Signed => "vastgesteld, niet bekendgemaakt",
            Became::ToReview => "te wijzigen of in te trekken",
            Became::Withdrawn => "ingetrokken",
        }
    }

    fn of(state: InstanceState) -> Option<Became> {
        match state {
            InstanceState::Changed(_) => Some(Became::Changed),
            InstanceState::Issued => Some(Became::Issued),
            InstanceState::Oral(None) => Some(Became::Oral),
            InstanceState::Signed => Some(Became::Signed),
            InstanceState::ToChange | InstanceState::ToWithdraw => Some(Became::ToReview),
            InstanceState::Withdrawn => Some(Became::Withdrawn),
            // The writing counts, not the order that it puts in writing.
            InstanceState::Draft | InstanceState::Oral(Some(_)) | InstanceState::Submitted => None,
        }
    }
}

/// Returns what a partnership may know of an incident; nothing of one that has not started.
pub fn region_line(
    playbook: &Playbook,
    municipality: &Municipality,
    incident: &Incident,
    id: &str,
) -> Option<RegionLine> {
    let situation = incident.situation();
    let started = situation.started_at?;
    let closed = situation.closed.and_then(|seq| incident.entry(seq));
    let mut instruments: BTreeMap<String, Instrument> = BTreeMap::new();
    for document in playbook.documents() {
        let Some(power) = document.power.as_ref().and_then(|id| playbook.power(id)) else {
            continue;
        };
        for id in situation.items(&document.id, document.for_each.as_ref()) {
            let all = situation.instances(&id);
            for one in &all {
                let was_used = one.was(|stage| stage == Stage::Signed || stage.leaves());
                let Some(became) = Became::of(one.state(&all)).filter(|_| was_used) else {
                    continue;
                };
                let known = instruments.entry(power.id.clone());
                let known = known.or_insert_with(|| Instrument {
                    count: 0,
                    power: power.id.clone(),
                    results: BTreeMap::new(),
                    title: power.about.title.clone(),
                });
                known.count += 1;
                *known.results.entry(became).or_default() += 1;
            }
        }
    }
    Some(RegionLine {
        duration_minutes: closed.map(|entry| (entry.meta.chart_time - started).num_minutes()),
        exercise: situation.exercise,
        id: id.to_owned(),
        instruments: instruments.into_values().collect(),
        kind: playbook.id().to_owned(),
        kind_title: playbook.title().to_owned(),
        municipality: municipality.name.clone(),
        seq: situation.head,
        started: time::to_civil(started).date(),
    })
}

/// Returns the picture of many incidents, each once as it stands in its longest log, the newest first.
pub fn region(lines: impl IntoIterator<Item = RegionLine>, selection: &Selection) -> Region {
    let mut known: BTreeMap<(String, String), RegionLine> = BTreeMap::new();
    for line in lines {
        let is_asked = |kind: &String| *kind == line.kind;
        if !selection.kind.as_ref().is_none_or(is_asked)
            || selection
                .year
                .is_some_and(|year| year != line.started.year())
        {
            continue;
        }
        // Scenarios of one seed share an id; two incidents of one id began by the same playbook.
        let key = (line.id.clone(), format!("{} {}", line.kind, line.started));
        match known.get(&key) {
            Some(other) if other.seq >= line.seq => {}
            _ => {
                known.insert(key, line);
            }
        }
    }
    let mut lines: Vec<RegionLine> = known.into_values().collect();
    lines.sort_by(|one, other| {
        let newest = other.started.cmp(&one.started);
        newest.then_with(|| (&one.municipality, &one.id).cmp(&(&other.municipality, &other.id)))
    });
    let (exercises, incidents) = lines.into_iter().partition(|line| line.exercise);
    Region {
        exercises,
        format: FORMAT.to_owned(),
        incidents,
    }
}

/// Returns the kinds and the years that there are, to choose from.
pub fn region_choices(lines: &[RegionLine]) -> (Vec<(String, String)>, Vec<i32>) {
    let kinds: BTreeMap<&str, &str> = lines
        .iter()
        .map(|line| (line.kind.as_str(), line.kind_title.as_str()))
        .collect();
    let years: BTreeSet<i32> = lines.iter().map(|line| line.started.year()).collect();
    let kinds = kinds
        .into_iter()
        .map(|(id, title)| (id.to_owned(), title.to_owned()));
    (kinds.collect(), years.into_iter().rev().collect())
}

/// Reads an export of a partner; text in it is bounded and stays text.
pub fn read_region(text: &str) -> Result<Vec<RegionLine>, String> {
    let region: Region = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if region.format != FORMAT {
        return Err(format!("het is geen export in de vorm {FORMAT}"));
    }
    let mut lines = region.incidents;
    // What stands among the exercises is one, whatever it says of itself.
    lines.iter_mut().for_each(|line| line.exercise = false);
    lines.extend(region.exercises.into_iter().map(|line| RegionLine {
        exercise: true,
        ..line
    }));
    let is_long = |text: &String| text.chars().count() > LETTERS;
    let has_long = |line: &RegionLine| {
        [&line.id, &line.kind, &line.kind_title, &line.municipality]
            .into_iter()
            .chain(
                line.instruments
                    .iter()
                    .flat_map(|one| [&one.power, &one.title]),
            )
            .any(is_long)
    };
    match lines.len() > LINES || lines.iter().any(has_long) {
        true => Err(format!(
            "het heeft meer dan {LINES} incidenten, of een tekst van meer dan {LETTERS} tekens"
        )),
        false => Ok(lines),
    }
}

impl RegionLine {
    /// Returns how long it took, in words.
    pub fn duration(&self) -> String {
        match self.duration_minutes {
            Some(minutes) => dutch::duration(minutes.max(0).saturating_mul(60)),
            None => "niet afgesloten".to_owned(),
        }
    }
}

impl Instrument {
    /// Returns how often it was used and what became of it, in words.
    pub fn words(&self) -> String {
        let results: Vec<String> = self
            .results
            .iter()
            .map(|(became, count)| format!("{count} {}", became.dutch()))
            .collect();
        format!("{}: {}", self.title, dutch::list(&results))
    }
}

/// Returns what can be counted in lines: how many, and of what.
pub fn region_totals(lines: &[RegionLine]) -> Vec<(u64, String)> {
    let count = |is_it: &dyn Fn(&&RegionLine) -> bool| lines.iter().filter(is_it).count() as u64;
    let mut totals = vec![(lines.len() as u64, "in dit overzicht".to_owned())];
    let open = count(&|line| line.duration_minutes.is_none());
    totals.push((open, "niet afgesloten".to_owned()));
    let (kinds, _) = region_choices(lines);
    for (kind, title) in kinds {
        totals.push((count(&|line| line.kind == kind), title));
    }
    let mut used: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for instrument in lines.iter().flat_map(|line| &line.instruments) {
        let (incidents, times) = used.entry(&instrument.title).or_default();
        *incidents += 1;
        *times += instrument.count;
    }
    for (title, (incidents, times)) in used {
        let times = if times == 1 {
            "1 keer".to_owned()
        } else {
            format!("{times} keer")
        };
        totals.push((incidents, format!("met: {title} ({times} gebruikt)")));
    }
    let none = count(&|line| line.instruments.is_empty());
    totals.push((none, "zonder maatregel op papier".to_owned()));
    totals
}

/// Returns a picture as CSV with a header, one row for each incident and instrument; a cell that a spreadsheet would run
/// as a formula is made text.
pub fn region_spreadsheet(region: &Region) -> String {
    let mut out = String::from(
        "kenmerk;echt_of_oefening;soort;gemeente;begin;duur_minuten;maatregel;aantal;uitkomst\r\n",
    );
    for line in region.incidents.iter().chain(&region.exercises) {
        let mark = if line.exercise { "OEFENING" } else { "ECHT" };
        let head = [
            line.id.clone(),
            mark.to_owned(),
            line.kind_title.clone(),
            line.municipality.clone(),
            line.started.to_string(),
            line.duration_minutes
                .map_or(String::new(), |minutes| minutes.to_string()),
        ];
        let mut rows: Vec<[String; 3]> = Vec::new();
        for one in &line.instruments {
            for (became, count) in &one.results {
                rows.push([
                    one.title.clone(),
                    count.to_string(),
                    became.dutch().to_owned(),
                ]);
            }
        }
        if rows.is_empty() {
            rows.push([String::new(), String::new(), String::new()]);
        }
        for row in rows {
            let cells = head.iter().chain(&row).map(|cell| quoted(cell));
            out.push_str(&cells.collect::<Vec<_>>().join(";"));
            out.push_str("\r\n");
        }
    }
    out
}
