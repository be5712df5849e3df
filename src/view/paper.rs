//! Numbered lines from paper: read, checked against the log, and ready to be written all at once.
//!
//! A number that is in the log already with the same words is left out; with other words it is wrong.

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::engine::{Incident, NoteKind, NoteLine, Who};
use crate::fact::{Certainty, time};
use crate::playbook::{Playbook, Role};

/// A line from paper as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperLine {
    /// What kind of line.
    pub kind: String,
    /// The number on the paper.
    pub number: String,
    /// Who said it: a role; empty when that is who records it.
    pub role: String,
    /// Where it comes from.
    pub source: String,
    /// The text.
    pub text: String,
    /// When it happened.
    pub time: String,
}

/// Lines from paper that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The lines that are not in the log yet.
    pub lines: Vec<NoteLine>,
    /// How many are there already.
    pub skipped: usize,
}

/// What is wrong with a line from paper.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PaperFault {
    /// It has too few or too many columns.
    #[error("{0} columns; there are 5 or 6")]
    Columns(usize),
    /// It has no number or no text.
    #[error("a line has a number and a text")]
    Empty,
    /// There is no such kind.
    #[error("`{0}` is not a kind; possible are feit, besluit, actie, vraag, notitie")]
    Kind(String),
    /// The number is in the log already, with other words.
    #[error("number {0} is in the log already, with other words")]
    Known(String),
    /// The first line does not name the columns.
    #[error("the first line names the columns: nummer;tijd;soort;rol;tekst;bron")]
    NoHeader,
    /// There is no such role.
    #[error("there is no role `{role}`; there are: {}", .known.join(", "))]
    Role {
        /// The roles that there are.
        known: Vec<String>,
        /// What was typed.
        role: String,
    },
    /// The number stands on an earlier line as well, with other words.
    #[error("number {0} stands twice, with other words")]
    Twice(String),
    /// It is no moment.
    #[error("`{0}` is not a moment; write 2026-11-22 19:30, or 19:30 for today")]
    Time(String),
    /// The text cannot be read as rows.
    #[error("{0}")]
    Unreadable(String),
}

impl PaperFault {
    /// Tells whether it is about a column, by its Dutch name.
    pub fn is_about(&self, column: &str) -> bool {
        match self {
            PaperFault::Columns(_) | PaperFault::NoHeader | PaperFault::Unreadable(_) => false,
            PaperFault::Empty => matches!(column, "nummer" | "tekst"),
            PaperFault::Kind(_) => column == "soort",
            PaperFault::Known(_) | PaperFault::Twice(_) => matches!(column, "nummer" | "tekst"),
            PaperFault::Role { .. } => column == "rol",
            PaperFault::Time(_) => column == "tijd",
        }
    }

    /// Returns what is wrong in Dutch.
    pub fn dutch(&self) -> String {
        match self {
            PaperFault::Columns(count) => format!(
                "Deze regel heeft {count} kolommen. Het zijn er 5 of 6: nummer, tijd, soort, rol, \
                 tekst, bron."
            ),
            PaperFault::Empty => "Vul het nummer op papier en de tekst in.".to_owned(),
            PaperFault::Kind(kind) => {
                format!("‘{kind}’ is geen soort. Kies feit, besluit, actie, vraag of notitie.")
            }
            PaperFault::Known(number) => {
                format!("Nummer {number} staat al in het logboek, met andere woorden.")
            }
            PaperFault::NoHeader => {
                "De eerste regel noemt de kolommen: nummer, tijd, soort, rol, tekst, bron."
                    .to_owned()
            }
            PaperFault::Role { role, .. } => format!("Er is geen rol ‘{role}’."),
            PaperFault::Time(time) => {
                format!("‘{time}’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30.")
            }
            PaperFault::Twice(number) => {
                format!("Nummer {number} staat hier twee keer, met andere woorden.")
            }
            PaperFault::Unreadable(_) => "Deze regels zijn niet te lezen als tabel.".to_owned(),
        }
    }
}

/// The columns, by either name.
const COLUMNS: [[&str; 2]; 6] = [
    ["nummer", "number"],
    ["tijd", "time"],
    ["soort", "kind"],
    ["rol", "role"],
    ["tekst", "text"],
    ["bron", "source"],
];

/// A row of a table: the line of the text it begins at, and its columns.
pub type PaperRow = (usize, Result<PaperLine, PaperFault>);

/// Returns the rows of a table as a spreadsheet gives it, with semicolons, commas or tabs between
/// the columns. A first row with the names of the columns is left out; in a file it has to be there.
pub fn paper_rows(text: &str, needs_header: bool) -> Result<Vec<PaperRow>, PaperFault> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().find(|line| !line.trim().is_empty());
    let head = head.unwrap_or_default();
    let delimiter = [b'\t', b';', b','];
    let delimiter = delimiter
        .into_iter()
        .find(|sign| head.contains(char::from(*sign)));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| PaperFault::Unreadable(error.to_string()))?;
        let cells: Vec<&str> = record.iter().collect();
        if at == 0 && is_header(&cells) {
            continue;
        }
        if at == 0 && needs_header {
            return Err(PaperFault::NoHeader);
        }
        let line = record.position().map_or(1, |at| at.line());
        rows.push((usize::try_from(line).unwrap_or(usize::MAX), row(&cells)));
    }
    match needs_header && rows.is_empty() && !is_header(&head.split([';', ',']).collect::<Vec<_>>())
    {
        true => Err(PaperFault::NoHeader),
        false => Ok(rows),
    }
}

fn is_header(cells: &[&str]) -> bool {
    cells.len() >= 5
        && cells
            .iter()
            .zip(COLUMNS)
            .all(|(cell, names)| names.contains(&cell.trim().to_lowercase().as_str()))
}

fn row(cells: &[&str]) -> Result<PaperLine, PaperFault> {
    let (number, time, kind, role, text, source) = match cells {
        [number, time, kind, role, text] => (number, time, kind, role, text, ""),
        [number, time, kind, role, text, source] => (number, time, kind, role, text, *source),
        _ => return Err(PaperFault::Columns(cells.len())),
    };
    let owned = |cell: &str| cell.trim().to_owned();
    Ok(PaperLine {
        kind: owned(kind),
        number: owned(number),
        role: owned(role),
        source: owned(source),
        text: owned(text),
        time: owned(time),
    })
}

/// Returns what can be written of lines from paper; or what is wrong, each with the place of its
/// line among those given.
pub fn paper(
    playbook: &Playbook,
    incident: &Incident,
    typed: &[Result<PaperLine, PaperFault>],
    recorded: &Who,
    now: DateTime<Utc>,
) -> Result<Paper, Vec<(usize, PaperFault)>> {
    let contents = incident
        .log()
        .iter()
        .filter_map(|entry| entry.content.as_ref());
    let known: Vec<&str> = contents
        .filter_map(|content| content.text.as_deref())
        .collect();
    let (mut lines, mut wrong, mut skipped) = (Vec::<NoteLine>::new(), Vec::new(), 0);
    for (at, typed) in typed.iter().enumerate() {
        let read = typed.clone();
        let read = read.and_then(|line| Ok((note(&line, playbook, recorded, now)?, line.number)));
        let (line, number) = match read {
            Ok(read) => read,
            Err(fault) => {
                wrong.push((at, fault));
                continue;
            }
        };
        let mark = number_mark(&number);
        if known.contains(&line.text.as_str()) || lines.iter().any(|l| l.text == line.text) {
            skipped += 1;
        } else if known.iter().any(|text| text.starts_with(&mark)) {
            wrong.push((at, PaperFault::Known(number)));
        } else if lines.iter().any(|earlier| earlier.text.starts_with(&mark)) {
            wrong.push((at, PaperFault::Twice(number)));
        } else {
            lines.push(line);
        }
    }
    match wrong.is_empty() {
        true => Ok(Paper { lines, skipped }),
        false => Err(wrong),
    }
}

fn note(
    line: &PaperLine,
    playbook: &Playbook,
    recorded: &Who,
    now: DateTime<Utc>,
) -> Result<NoteLine, PaperFault> {
    if line.number.is_empty() || line.text.is_empty() {
        return Err(PaperFault::Empty);
    }
    let is_it = |known: &&Role| {
        known.id == line.role || known.title.to_lowercase() == line.role.to_lowercase()
    };
    let role = match playbook.roles().iter().find(is_it) {
        Some(role) => role.id.clone(),
        None if line.role.is_empty() => recorded.role.clone(),
        None => {
            return Err(PaperFault::Role {
                known: playbook
                    .roles()
                    .iter()
                    .map(|role| role.id.clone())
                    .collect(),
                role: line.role.clone(),
            });
        }
    };
    Ok(NoteLine {
        certainty: Certainty::Unconfirmed,
        decided: Who { name: None, role },
        happened_at: time::read_past(&line.time, now)
            .ok_or_else(|| PaperFault::Time(line.time.clone()))?,
        kind: NoteKind::parse(&line.kind).ok_or_else(|| PaperFault::Kind(line.kind.clone()))?,
        source: Some(line.source.clone()).filter(|source| !source.is_empty()),
        text: format!("{}{}", number_mark(&line.number), line.text),
    })
}

/// Returns how the number on paper stands before the words.
fn number_mark(number: &str) -> String {
    format!("[papier {number}] ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::{Play, minute, note, who};

    fn check(play: &Play, text: &str) -> String {
        let rows = match paper_rows(text, false) {
            Ok(rows) => rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>(),
            Err(fault) => return fault.dutch(),
        };
        let by = who("oov").recorded;
        match paper(&play.playbook, &play.incident, &rows, &by, minute(600)) {
            Ok(read) => {
                let lines = read
                    .lines
                    .iter()
                    .map(|line| format!("{} {}", line.decided.role, line.text));
                format!(
                    "{}; {} stonden er al",
                    lines.collect::<Vec<_>>().join(", "),
                    read.skipped
                )
            }
            Err(wrong) => {
                let wrong = wrong
                    .iter()
                    .map(|(at, fault)| format!("{at}: {}", fault.dutch()));
                wrong.collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn lines_from_paper_are_read_as_a_spreadsheet_gives_them() {
        let mut play = Play::begin();
        play.go(1, "oov", note("[papier 2] staat er al"));
        assert_eq!(
            check(
                &play,
                "1\t01:00\tfeit\tBurgemeester\thek \"open\"\n2\t01:05\tfeit\t\tstaat er al\n"
            ),
            "burgemeester [papier 1] hek \"open\"; 1 stonden er al"
        );
        assert_eq!(
            check(
                &play,
                "nummer;tijd;soort;rol;tekst;bron\n3;01:00;b;;\"af; en op\";bode\n"
            ),
            "oov [papier 3] af; en op; 0 stonden er al"
        );
        assert_eq!(
            check(
                &play,
                "2,01:00,feit,,iets anders\n4,x,feit,,a\n5,01:00,y,,a\n6,01:00,a,z,a\n7,01:00\n8,1:00,a,,p\n8,1:00,a,,q\n,1:00,a,,q"
            ),
            "0: Nummer 2 staat al in het logboek, met andere woorden. \
             1: ‘x’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30. \
             2: ‘y’ is geen soort. Kies feit, besluit, actie, vraag of notitie. \
             3: Er is geen rol ‘z’. \
             4: Deze regel heeft 2 kolommen. Het zijn er 5 of 6: nummer, tijd, soort, rol, tekst, bron. \
             6: Nummer 8 staat hier twee keer, met andere woorden. \
             7: Vul het nummer op papier en de tekst in."
        );
        assert_eq!(paper_rows("1;2;3;4;5", true), Err(PaperFault::NoHeader));
    }
}
