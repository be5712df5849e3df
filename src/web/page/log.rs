//! The log: one line to type in, always ready, and what was written, newest first.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by, field, words};
use crate::engine::NoteKind;
use crate::fact::dutch;
use crate::view::{Line, note_kind};

/// How many lines stand on one page.
const LINES: u64 = 50;

/// The kinds of lines that a person can write.
const KINDS: [(NoteKind, &str); 5] = [
    (NoteKind::Note, "note"),
    (NoteKind::Fact, "fact"),
    (NoteKind::Decision, "decision"),
    (NoteKind::Action, "action"),
    (NoteKind::Question, "question"),
];

/// Returns the page with the lines before an entry, or the newest.
pub fn page(shown: &Shown<'_>, before: Option<u64>) -> Markup {
    let head = shown.snapshot.head();
    let last = before.map_or(head, |before| before.saturating_sub(1).min(head));
    let first = last.saturating_sub(LINES - 1).max(1);
    let lines = (first..=last).rev();
    let lines: Vec<Line> = lines.filter_map(|seq| shown.snapshot.line(seq)).collect();
    let main = html! {
        div.wide {
            section.panel aria-label="Regel schrijven" { (form(shown)) }
            section.panel aria-labelledby="regels" data-live=[before.is_none().then_some("regels")] {
                h2.utrecht-heading-2 id="regels" {
                    "Logboek" span.item__meta { " regel " (first) " tot en met " (last) " van " (head) ", nieuwste bovenaan" }
                }
                (table(shown, &lines))
                p.buttons {
                    @if first > 1 {
                        a.utrecht-link href=(format!("{}?voor={first}", shown.path("/logboek"))) { "Ouder" }
                    }
                    @if before.is_some() {
                        a.utrecht-link href=(shown.path("/logboek")) { "Nieuwste" }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::Log, "Logboek", &main)
}

fn form(shown: &Shown<'_>) -> Markup {
    let typed = &shown.typed;
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        form.form.form--line method="post" action=(shown.path("/logboek")) data-form="logboek" {
            (by::hidden(shown))
            div.line {
                div.utrecht-form-field {
                    label.utrecht-form-label for="soort" { "Soort" }
                    select.utrecht-select id="soort" name="kind" {
                        @for (kind, name) in KINDS {
                            option value=(name) selected[typed.get("kind") == name] { (note_kind(kind)) }
                        }
                    }
                }
                div.utrecht-form-field.line__text {
                    label.utrecht-form-label for="regel" { "Nieuwe regel" }
                    input.utrecht-textbox type="text" id="regel" name="text" value=(typed.get("text"))
                        maxlength="8000" autocomplete="off" autofocus;
                }
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Leg vast" }
            }
            div.folds {
            (by::fields(shown, "regel", own))
            details.more open[typed.text("source").is_some()] {
                summary { "Bron en zekerheid" }
                div.grid {
                    (by::text("regel-bron", "source", "Bron", typed.get("source"), ""))
                    (field::certainty(shown, "regel-zeker"))
                }
            }
            }
            p.hint { "Schrijf feiten en besluiten, met de reden. Wat hier staat blijft staan en kan later openbaar worden (Woo)." }
        }
    }
}

fn table(shown: &Shown<'_>, lines: &[Line]) -> Markup {
    html! {
        table.log {
            thead { tr {
                th scope="col" { "Nr" }
                th scope="col" { "Gebeurd" }
                th scope="col" { "Soort" }
                th scope="col" { "Wat" }
                th scope="col" { "Wie" }
            } }
            tbody { @for line in lines { (row(shown, line)) } }
        }
    }
}

fn row(shown: &Shown<'_>, line: &Line) -> Markup {
    let happened = words::moment(line.happened_at, shown.now);
    let recorded = words::moment(line.recorded_at, shown.now);
    html! {
        tr.log__struck[line.struck] id={"regel-" (line.seq)} {
            td.log__seq { (line.seq) }
            td.log__time {
                (happened)
                @if happened != recorded { span.item__meta { "vastgelegd " (recorded) } }
            }
            td.log__kind { span.kind { (line.kind) } }
            td.log__text {
                @if line.struck { del { (line.text) } } @else { (line.text) }
                @if !line.moved.is_empty() { span.item__meta { "→ " (dutch::list(&line.moved)) } }
            }
            td.log__who { (line.who) }
        }
    }
}
