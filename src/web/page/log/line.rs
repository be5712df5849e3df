//! The line to type in: as fast as somebody speaks, with the short forms of the loghouder.

use maud::{Markup, html};

use super::super::{Shown, by, field};
use crate::engine::NoteKind;
use crate::view::{self, note_kind};
use crate::web::form::{FROM_PAPER, is_late};
use crate::web::notice::Notice;

/// The kinds of lines that a person can write, with the letter that says the same in the line.
const KINDS: [(NoteKind, &str, &str); 5] = [
    (NoteKind::Fact, "fact", "f"),
    (NoteKind::Decision, "decision", "b"),
    (NoteKind::Action, "action", "a"),
    (NoteKind::Question, "question", "v"),
    (NoteKind::Note, "note", "n"),
];

/// Why a line comes late, as often said.
const LATE: [(&str, &str); 3] = [
    ("druk", "Het was druk"),
    ("later gehoord", "Later gehoord"),
    (FROM_PAPER, "Van papier"),
];

/// Returns the form, whole.
pub fn form(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        form.form.form--line method="post" action=(shown.path("/logboek")) data-form="logboek" data-line=(clock(shown)) {
            (by::hidden(shown))
            @if let Some(at) = typed.text("typed_at") { input type="hidden" name="typed_at" value=(at); }
            div.line {
                div.utrecht-form-field {
                    label.utrecht-form-label for="soort" { "Soort" }
                    select.utrecht-select id="soort" name="kind" {
                        @for (kind, name, letter) in KINDS {
                            option value=(name) selected[typed.get("kind") == name] { (note_kind(kind)) " (" (letter) ")" }
                        }
                    }
                }
                div.utrecht-form-field.line__text {
                    label.utrecht-form-label for="regel" { "Nieuwe regel" }
                    input.utrecht-textbox type="text" id="regel" name="text" value=(typed.get("text"))
                        maxlength="8000" autocomplete="off" autofocus aria-describedby="regel-hint";
                }
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg vast" }
            }
            p.hint id="regel-hint" {
                "Mag ook kort, in deze volgorde: " kbd { "21:10 f ME bij het station #meldkamer !w" }
                " – tijd, letter van de soort, tekst, bron, en bevestigd (!b), waarschijnlijk (!w) of onbevestigd (!o)."
            }
            (late(shown))
            (by::kept_to(shown, "regel-voor"))
            div.folds {
                (by::fields(shown, "regel", own))
                details.more open[typed.text("source").is_some()] {
                    summary { "Bron en zekerheid" }
                    div.grid {
                        (by::text("regel-bron", "source", "Bron", typed.get("source"), ""))
                        (field::certainty(shown, "regel-zeker"))
                    }
                }
                a.utrecht-link href=(shown.path("/bewijs")) { "Foto of bestand toevoegen" }
                a.utrecht-link href=(shown.path("/logboek/papier")) { "Regels van papier overnemen" }
            }
            p.hint { "Schrijf feiten en besluiten, met de reden. Wat hier staat blijft staan en kan later openbaar worden (Woo)." }
        }
    }
}

/// Returns the form on one line, for a page about something else; nothing for who did not say who
/// they are.
pub fn compact(shown: &Shown<'_>) -> Markup {
    html! {
        @if shown.who.is_some() {
            section.panel.quick aria-label="Regel schrijven in het logboek" {
                form.form.form--line method="post" action=(shown.path("/logboek")) data-form="logboek-kort" data-line=(clock(shown)) {
                    (by::hidden(shown))
                    input type="hidden" name="from" value="nu";
                    div.line {
                        label.utrecht-form-label for="regel" { "Logboek" }
                        input.utrecht-textbox.line__text type="text" id="regel" name="text" maxlength="8000"
                            autocomplete="off" placeholder="21:10 f tekst #bron";
                        button.utrecht-button type="submit" { "Leg vast" span.unseen { " in het logboek" } }
                    }
                }
            }
        }
    }
}

/// Returns the time in the situation, from which the page counts on while there is no connection.
fn clock(shown: &Shown<'_>) -> String {
    shown.now.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// Returns the choice of why a line comes late, one key each, when that is what it waits for.
fn late(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let said = typed
        .text("text")
        .and_then(|text| view::quick(&text, shown.now)?.at);
    let typed_time = typed.text("happened");
    let at = typed_time.and_then(|text| crate::fact::time::read_past(&text, shown.now));
    let is_wrong = matches!(shown.notice, Some(Notice::Wrong(_)));
    let is_waiting = at.or(said).is_some_and(|at| is_late(at, shown.now));
    html! {
        @if is_wrong && is_waiting && typed.text("late").is_none() {
            fieldset.known.late {
                legend.utrecht-form-label { "Waarom later?" }
                div.buttons {
                    @for (value, label) in LATE {
                        button.utrecht-button type="submit" name="late_choice" value=(value) { (label) }
                    }
                }
                (by::text("regel-anders", "late_words", "Of in eigen woorden", typed.get("late_words"), "en dan ‘Leg vast’"))
            }
        }
    }
}
