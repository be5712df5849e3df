//! What a page says above everything else.

use maud::{Markup, html};

use super::{Shown, by, words};
use crate::engine::Event;
use crate::web::notice::Notice;

/// Returns what stays until it is over: a file that fails, a clock that may be wrong.
pub fn standing(shown: &Shown<'_>) -> Markup {
    let snapshot = shown.snapshot;
    html! {
        @if let Some(trouble) = &snapshot.trouble {
            div.alarm role="alert" data-unsaved {
                p { strong { "NIET OPGESLAGEN: er kan nu niets worden vastgelegd." } " " (trouble) }
                p { "Lezen en typen kan. Wat u typt blijft staan; verstuur het als deze melding weg is. Schrijf ondertussen op papier mee." }
            }
        }
        @if let Some(gap) = &snapshot.gap {
            div.alarm role="alert" {
                p { (gap) }
                @if !shown.sight.leads {
                    p { "Wie het bord leidt bevestigt de tijd." }
                } @else if shown.who.is_some() {
                    form method="post" action=(shown.path("/tijd")) {
                        (by::hidden(shown))
                        button.utrecht-button type="submit" { "Ja, deze tijd klopt" }
                    }
                    p { "Klopt hij niet? Zet de klok van deze computer goed en ververs de pagina." }
                } @else {
                    p { a.utrecht-link href=(shown.path("/wie")) { "Zeg eerst wie u bent." } }
                }
            }
        }
        @if let Some(mirror) = &snapshot.mirror {
            div.remark { (mirror) }
        }
        @for notice in &shown.board.notices {
            div.remark { (notice) }
        }
    }
}

/// Returns what came of what was sent.
pub fn notice(shown: &Shown<'_>) -> Markup {
    html! {
        @match &shown.notice {
            None => {}
            Some(Notice::Saved(seq)) => {
                @if let Some(line) = shown.snapshot.line(*seq) {
                    div.saved role="status" {
                        @match first_of(shown, *seq) {
                            Some(first) => strong { "Vastgelegd als regel " (first) " tot en met " (seq) "." },
                            None => { strong { "Vastgelegd als regel " (seq) "." } " " (line.text) }
                        }
                    }
                }
            }
            Some(Notice::Kept) => {
                div.saved role="status" { strong { "Opgeschreven." } " Dit staat niet in het logboek van de spelers." }
            }
            Some(Notice::Changed(lines)) => {
                div.alarm role="alert" id="melding" {
                    p { strong { "Niet vastgelegd: een ander was u voor." }
                        " Wat u typte staat er nog. Kijk wat er veranderde en verstuur het opnieuw als het nog klopt." }
                    ul {
                        @for line in lines {
                            li { "Regel " (line.seq) ", " (words::moment(line.recorded_at, shown.now)) ", "
                                (line.who) ": " (line.text) }
                        }
                    }
                }
            }
            Some(Notice::NotYours(who)) => {
                div.alarm role="alert" id="melding" {
                    strong { "Niet vastgelegd: dit mag een ander." } " " (who) " Wat u typte staat er nog."
                }
            }
            Some(Notice::Unsaved(why)) => {
                div.alarm role="alert" id="melding" {
                    strong { "NIET OPGESLAGEN." } " " (why)
                    " Wat u typte staat er nog; verstuur het opnieuw."
                }
            }
            Some(Notice::Wrong(reasons)) => {
                div.alarm role="alert" id="melding" {
                    p { strong { "Niet vastgelegd." } " Wat u typte staat er nog." }
                    ul { @for reason in reasons { li { (reason) } } }
                }
            }
        }
    }
}

/// Returns the first of the lines that came in together with a line; nothing when it came alone.
fn first_of(shown: &Shown<'_>, seq: u64) -> Option<u64> {
    let incident = &shown.snapshot.incident;
    let command = &incident.entry(seq)?.command_id;
    let together = incident.log().iter().filter(|entry| {
        entry.command_id == *command && matches!(entry.event(), Event::Noted { .. })
    });
    let first = together.map(|entry| entry.seq).min()?;
    (first < seq).then_some(first)
}
