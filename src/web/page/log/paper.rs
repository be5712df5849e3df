//! Numbered lines from paper, typed in together: a table of fields, and a field to paste in.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};
use crate::engine::{NoteKind, Who};
use crate::view::{self, PaperFault, PaperLine, note_kind};
use crate::web::form::paper::{self, MOST_LINES};

/// How many empty rows there are to begin with.
const ROWS: usize = 8;
/// How many empty rows stand behind those that hold something.
const MORE: usize = 3;

/// The kinds, in the Dutch word that is also read from a spreadsheet.
const KINDS: [NoteKind; 5] = [
    NoteKind::Fact,
    NoteKind::Decision,
    NoteKind::Action,
    NoteKind::Question,
    NoteKind::Note,
];

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    // What was pasted stands in the table once it was read; what cannot be read stays where it is.
    let mut lines = paper::typed_lines(typed);
    let paste = match paper::pasted_lines(typed) {
        Ok(pasted) => {
            lines.extend(pasted);
            ""
        }
        Err(_) => typed.get("paste"),
    };
    let faults = faults(shown, &lines);
    let rows = match lines.len() {
        0 => ROWS,
        count => (count + MORE).min(MOST_LINES),
    };
    let main = html! {
        div.wide {
            section.panel {
                form.form method="post" action=(shown.path("/logboek/papier")) data-form="papier" {
                    (by::hidden(shown))
                    h2.utrecht-heading-2 { "Regels van papier overnemen" }
                    p.hint { "Neem over wat op genummerde logformulieren staat. Alles wordt in één keer vastgelegd, of niets. "
                        "Een nummer dat al in het logboek staat, komt er niet nog eens in." }
                    table.transcript {
                        thead { tr {
                            @for (_, label, _) in COLUMNS { th scope="col" { (label) } }
                        } }
                        tbody { @for at in 0..rows { (row(shown, at, lines.get(at), &faults)) } }
                    }
                    details.more open[!paste.is_empty()] {
                        summary { "Plakken uit een rekenblad" }
                        div.utrecht-form-field {
                            label.utrecht-form-label for="plak" { "Regels: nummer, tijd, soort, rol, tekst, bron" }
                            textarea.utrecht-textarea id="plak" name="paste" rows="6" maxlength="100000" aria-describedby="plak-hint" { (paste) }
                            span.hint id="plak-hint" { "Een regel per rij; tussen de kolommen een tab of puntkomma. Wat u plakt komt in de tabel hierboven te staan." }
                        }
                        div.buttons { button.utrecht-button type="submit" name="act" value="look" formnovalidate { "Zet in de tabel en kijk na" } }
                    }
                    (by::text("papier-waarom", "late", "Waarom komen deze regels later?", typed.get("late"), "een keer voor allemaal, zoals: de laptop deed het niet"))
                    @if shown.who.is_none() { (by::who(shown, "papier")) }
                    div.buttons {
                        button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg alle regels vast" }
                        a.utrecht-link href=(shown.path("/logboek")) { "Terug naar het logboek" }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Log, "Regels van papier", &main)
}

/// The columns: the field, what it is called on the page, and on paper.
const COLUMNS: [(&str, &str, &str); 6] = [
    ("number", "Nummer", "nummer"),
    ("time", "Tijd", "tijd"),
    ("kind", "Soort", "soort"),
    ("role_said", "Wie", "rol"),
    ("line", "Tekst", "tekst"),
    ("source", "Bron", "bron"),
];

fn faults(shown: &Shown<'_>, lines: &[PaperLine]) -> Vec<(usize, PaperFault)> {
    let nobody = Who {
        name: None,
        role: String::new(),
    };
    let (playbook, incident) = (shown.playbook(), &shown.snapshot.incident);
    let who = shown.who.unwrap_or(&nobody);
    let lines: Vec<_> = lines.iter().cloned().map(Ok).collect();
    view::paper(playbook, incident, &lines, who, shown.now)
        .err()
        .unwrap_or_default()
}

fn row(
    shown: &Shown<'_>,
    at: usize,
    line: Option<&PaperLine>,
    faults: &[(usize, PaperFault)],
) -> Markup {
    let empty = PaperLine::default();
    let line = line.unwrap_or(&empty);
    let fault = faults.iter().find(|(wrong, _)| *wrong == at);
    let own = shown.who.map_or("", |who| who.role.as_str());
    let role = match line.role.as_str() {
        "" => own.to_owned(),
        role => role.to_lowercase(),
    };
    let fault_id = format!("fout-{at}");
    let is_wrong = |field: usize| fault.is_some_and(|(_, fault)| fault.is_about(COLUMNS[field].2));
    let invalid = |field: usize| is_wrong(field).then_some("true");
    let describes = |field: usize| is_wrong(field).then_some(fault_id.as_str());
    let cell = |field: usize, value: &str| {
        let (name, label, _) = COLUMNS[field];
        html! {
            td data-label=(label) class={"transcript__" (name)} {
                input.utrecht-textbox type="text" name=(name) value=(value) autocomplete="off" maxlength="8000"
                    aria-label={(label) ", rij " (at + 1)} aria-invalid=[invalid(field)] aria-describedby=[describes(field)];
            }
        }
    };
    let roles = shown.playbook().roles();
    let is_role =
        |known: &crate::playbook::Role| known.id == role || known.title.to_lowercase() == role;
    html! {
        tr {
            (cell(0, &line.number))
            (cell(1, &line.time))
            td.transcript__kind data-label=(COLUMNS[2].1) {
                select.utrecht-select name="kind" aria-label={"Soort, rij " (at + 1)} aria-invalid=[invalid(2)] aria-describedby=[describes(2)] {
                    @let chosen = NoteKind::parse(&line.kind);
                    @if chosen.is_none() && !line.kind.is_empty() { option value=(line.kind) selected { (line.kind) "?" } }
                    @for kind in KINDS {
                        option value=(note_kind(kind)) selected[chosen == Some(kind)] { (note_kind(kind)) }
                    }
                }
            }
            td data-label=(COLUMNS[3].1) {
                select.utrecht-select name="role_said" aria-label={"Wie, rij " (at + 1)} aria-invalid=[invalid(3)] aria-describedby=[describes(3)] {
                    @if !roles.iter().any(is_role) {
                        option value=(line.role) selected { @if role.is_empty() { "wie het vastlegt" } @else { (line.role) "?" } }
                    }
                    @for known in roles {
                        option value=(known.id) selected[is_role(known)] { (known.title) }
                    }
                }
            }
            (cell(4, &line.text))
            (cell(5, &line.source))
        }
        @if let Some((_, fault)) = fault {
            tr.transcript__fault { td colspan="6" id=(fault_id) { strong { "Rij " (at + 1) ": " } (fault.dutch()) } }
        }
    }
}
