//! The pages of an exercise, and what it adds to every page: messages to the players, a standstill, and
//! the way to stop it.
//!
//! A page of the players shows nothing but what the log of the players holds.

mod asked;
mod claim;
pub mod end;
pub mod improvements;
mod item;
pub mod lead;
mod news;
pub mod observe;
pub mod own;
pub mod report;
mod stop;
pub mod teams;

pub use claim::{Claim, page as claim};
pub use news::news;
pub use stop::page as stop;

use maud::{Markup, html};

use super::frame::Tab;
use super::{Shown, by, words};
use crate::fact::dutch;
use crate::view::{self, MessageLine, Standstill};

/// How many messages stand there unfolded.
const OPEN: usize = 4;

fn standstill(shown: &Shown<'_>) -> Option<Standstill> {
    view::standstill(shown.playbook(), &shown.snapshot.incident)
}

/// Returns what every screen says when the exercise was stopped because it is real.
pub fn halted(shown: &Shown<'_>) -> Markup {
    let still = standstill(shown).filter(|still| still.halted);
    html! {
        @if let Some(still) = still {
            div.stopped role="alert" {
                p.stopped__big { "GEEN OEFENING" }
                p { strong { (still.reason) } }
                p { (still.who) " legde de oefening stil om " (dutch::clock(still.since)) " uur op de klok. Stop met spelen en luister naar wie de oefening leidt. Ook het verhaal staat stil, tot die zegt dat het verdergaat." }
            }
        }
    }
}

/// Returns that the exercise stands still, and that a message waits.
pub fn standing(shown: &Shown<'_>, tab: Tab) -> Markup {
    let still = standstill(shown).filter(|still| !still.halted && !shown.board.closed);
    let own = shown.who.map(|who| who.role.as_str());
    let open = own.map_or(0, |role| {
        let lines = view::messages(shown.playbook(), &shown.snapshot.incident);
        lines.iter().filter(|line| line.is_open_for(role)).count()
    });
    html! {
        @if let Some(still) = still {
            div.remark.still role="status" {
                p { strong { "De oefening staat stil" } " sinds " (dutch::clock(still.since)) " uur op de klok. " (still.reason) }
                p { "Zo blijft het tot wie de oefening leidt haar laat lopen. Ook termijnen staan stil." }
            }
        }
        @if shown.sight.is_staged && shown.board.closed && !matches!(tab, Tab::Lead | Tab::SelfRating | Tab::Evaluation) {
            div.remark role="status" {
                p { strong { "De oefening is afgelopen." } " Het team beoordeelt eerst zichzelf: "
                    a.utrecht-link href=(shown.path("/zelfbeeld")) { "Zelfbeeld" } ". Daarna is er het "
                    a.utrecht-link href=(shown.path("/verslag-oefening")) { "verslag" } "." }
            }
        }
        @if open > 0 && tab != Tab::Now {
            div.remark role="status" {
                a.utrecht-link href={(shown.path("")) "#berichten"} {
                    @match open {
                        1 => "Er is een bericht voor u.",
                        open => { "Er zijn " (open) " berichten voor u." }
                    }
                }
            }
        }
    }
}

/// Returns what was delivered to who looks, above everything else on "Nu"; nothing in a real incident.
pub fn panel(shown: &Shown<'_>) -> Markup {
    if !shown.snapshot.incident.situation().exercise {
        return html! {};
    }
    let own = shown.who.map(|who| who.role.as_str());
    let lines = view::messages_of(shown.playbook(), &shown.snapshot.incident, own);
    // A question that comes back stays as it was typed.
    let live = shown.typed.is_empty().then_some("berichten");
    html! {
        // Read out when it changes; the focus stays where it is.
        p.unseen role="status" aria-live="polite" data-live="bericht" {
            @if let Some(newest) = lines.first() {
                "Bericht van " (newest.from) ", " (newest.channel) ", " (words::moment(newest.at, shown.now)) " uur"
            }
        }
        section.panel.messages aria-labelledby="berichten" data-live=[live] {
            h2.utrecht-heading-2 id="berichten" { "Berichten" @if !lines.is_empty() { " (" (lines.len()) ")" } }
            @if lines.is_empty() { p.empty { "Er is nog niets binnengekomen." } }
            ul.items { @for line in lines.iter().take(OPEN) { (message(shown, line)) } }
            @if lines.len() > OPEN {
                details.more {
                    summary { "Eerdere berichten (" (lines.len() - OPEN) ")" }
                    ul.items { @for line in lines.iter().skip(OPEN) { (message(shown, line)) } }
                }
            }
            (teams::write(shown))
        }
    }
}

fn message(shown: &Shown<'_>, line: &MessageLine) -> Markup {
    let own = shown.who.map(|who| who.role.as_str());
    let is_open = own.is_some_and(|role| line.is_open_for(role));
    let may_act = shown.who.is_some() && !shown.sight.looks && !shown.board.closed;
    let typed = &shown.typed;
    let is_asked = typed.get("message") == line.seq.to_string();
    html! {
        li.item.message.message--open[is_open] {
            div.item__what {
                p.item__meta {
                    span.due { (words::moment(line.at, shown.now)) } (line.channel)
                    " · voor " (line.to) " · regel " (line.seq)
                }
                p.item__title { (line.from) }
                @if let Some((seq, asked)) = &line.answers {
                    p.why { span.why__label { "Antwoord op de vraag van regel " (seq) ": " } (asked) }
                }
                p.pre.message__text { (line.text) }
                @for file in &line.files {
                    p { a.utrecht-link href=(shown.path(&format!("/bewijs/{file}"))) { "Open het bestand bij dit bericht" span.unseen { " (regel " (file) ")" } } }
                }
                @for asked in &line.questions {
                    p.why { span.why__label { "Gevraagd door " (asked.who) ": " } (asked.text)
                        @if let Some(answer) = asked.answer { " (beantwoord in regel " (answer) ")" } }
                }
                @if !line.understood.is_empty() {
                    p.item__meta { "Begrepen: " (dutch::list(&line.understood)) }
                }
            }
            @if may_act {
                div.item__act {
                    @if own.is_none_or(|role| !line.understood_roles.iter().any(|known| known == role)) {
                        form method="post" action=(shown.path("/bericht")) {
                            (by::hidden(shown))
                            input type="hidden" name="message" value=(line.seq);
                            button.utrecht-button type="submit" name="act" value="understood" {
                                "Begrepen" span.unseen { ": bericht van " (line.from) ", regel " (line.seq) }
                            }
                        }
                    }
                    details.more.message__ask open[is_asked] {
                        summary { "Wat bedoelt dit?" span.unseen { " Vraag bij regel " (line.seq) } }
                        form.form method="post" action=(shown.path("/bericht")) data-form={"bericht-" (line.seq)} {
                            (by::hidden(shown))
                            input type="hidden" name="message" value=(line.seq);
                            @let asked = if is_asked { typed.get("text") } else { "" };
                            (by::text(&format!("vraag-{}", line.seq), "text", "Uw vraag aan de oefenleiding", asked, ""))
                            div.buttons { button.utrecht-button type="submit" name="act" value="ask" { "Stel de vraag" } }
                        }
                    }
                }
            } @else if shown.who.is_none() && !shown.sight.looks && !shown.board.closed {
                div.item__act { a.utrecht-button href=(shown.path("/wie")) { "Zeg wie u bent om te antwoorden" } }
            }
        }
    }
}
