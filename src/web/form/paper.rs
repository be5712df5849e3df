//! Numbered lines from paper: a table of fields, and lines pasted from a spreadsheet.

use super::{Asked, Read};
use crate::engine::{Action, How};
use crate::view::{self, Paper, PaperFault, PaperLine};
use crate::web::Wish;
use crate::web::typed::Typed;

/// The most lines in one form.
pub const MOST_LINES: usize = 200;

/// Returns the lines that were typed in the table.
pub fn typed_lines(typed: &Typed) -> Vec<PaperLine> {
    let cell = |field: &str, at: usize| {
        let text = typed.all(field).get(at).map_or("", String::as_str);
        text.trim().to_owned()
    };
    let count = typed.all("number").len().max(typed.all("line").len());
    let rows = (0..count.min(MOST_LINES)).map(|at| PaperLine {
        kind: cell("kind", at),
        number: cell("number", at),
        role: cell("role_said", at),
        source: cell("source", at),
        text: cell("line", at),
        time: cell("time", at),
    });
    rows.filter(is_typed).collect()
}

/// Returns the lines that were pasted, or why they cannot be read.
pub fn pasted_lines(typed: &Typed) -> Result<Vec<PaperLine>, String> {
    let Some(pasted) = typed.text("paste") else {
        return Ok(Vec::new());
    };
    let rows = view::paper_rows(&pasted, false).map_err(|fault| fault.dutch())?;
    if rows.len() + typed_lines(typed).len() > MOST_LINES {
        return Err(format!(
            "Dit zijn meer dan {MOST_LINES} regels. Doe het in delen."
        ));
    }
    let rows = rows.into_iter().map(|(at, row)| {
        row.map_err(|fault| format!("Regel {at} van wat u plakte: {}", fault.dutch()))
    });
    rows.collect()
}

/// Tells whether a row of the table holds something; what was only chosen says nothing.
fn is_typed(line: &PaperLine) -> bool {
    let typed = [&line.number, &line.source, &line.text, &line.time];
    typed.iter().any(|text| !text.is_empty())
}

/// Reads lines from paper: all of them or none.
pub fn read(asked: &Asked<'_>) -> Read<Wish> {
    let late = asked.needed("late", "Schrijf op waarom deze regels later komen.");
    let mut lines = typed_lines(asked.typed);
    lines.extend(pasted_lines(asked.typed).map_err(|wrong| vec![wrong])?);
    let found = check(asked, &lines);
    let lines = match found {
        _ if lines.is_empty() => Err(vec!["Er staan nog geen regels.".to_owned()]),
        Err(wrong) => Err(vec![match wrong.len() {
            1 => "Eén regel klopt nog niet; het staat erbij. Er is niets vastgelegd.".to_owned(),
            count => {
                format!("{count} regels kloppen nog niet; het staat erbij. Er is niets vastgelegd.")
            }
        }]),
        Ok(paper) if paper.lines.is_empty() => {
            Err(vec!["Al deze regels staan al in het logboek.".to_owned()])
        }
        Ok(paper) => Ok(paper.lines),
    };
    match (lines, late) {
        (Ok(lines), Ok(_)) => {
            let mut wish = asked.wish(Ok(Action::ImportNotes { lines }))?;
            wish.by.how = How::Paper;
            Ok(wish)
        }
        (lines, late) => {
            let mut wrong = lines.err().unwrap_or_default();
            wrong.extend(late.err().unwrap_or_default());
            Err(wrong)
        }
    }
}

fn check(asked: &Asked<'_>, lines: &[PaperLine]) -> Result<Paper, Vec<(usize, PaperFault)>> {
    let (playbook, incident) = (asked.playbook(), &asked.snapshot.incident);
    let lines: Vec<_> = lines.iter().cloned().map(Ok).collect();
    view::paper(playbook, incident, &lines, asked.who, asked.now)
}
