//! One thing of the list for who leads: when it comes, what to say, what is expected, and what can be
//! done with it.

use maud::{Markup, html};

use super::super::{Shown, by};
use super::lead::Leading;
use crate::engine::Channel;
use crate::exercise::{Inject, ItemKind, Line, Persona, PlanRow, Standing};
use crate::web::exercise::is_played;

/// What every call begins and ends with.
const CALL: &str = "Oefening, oefening.";

/// Returns it.
pub fn item(shown: &Shown<'_>, leading: &Leading<'_>, line: &Line<'_>) -> Markup {
    let Some(row) = leading.rows.get(&line.item.id) else {
        return html! {};
    };
    let inject = leading.scenario.inject(&line.item.id);
    let played = inject.filter(|inject| is_played(inject.channel));
    let is_due = matches!(line.standing, Standing::Due { .. });
    html! {
        li.item.item--due[is_due] data-item=(line.item.id) {
            div.item__what {
                p.item__meta {
                    span.due { (moment(line, row)) }
                    @if !row.situation_time.is_empty() { "verhaal " (row.situation_time) " · " }
                    @if !row.from.is_empty() { (row.from) " → " } (row.to)
                    @if !row.channel.is_empty() { " · " (row.channel) }
                }
                p.item__title { (row.title) }
                @if is_due { (details(leading, row, played)) }
                @else { details.more {
                    summary { @if played.is_some() { "Belkaart" } @else { "Tekst" } span.unseen { " van " (row.title) } }
                    (details(leading, row, played))
                } }
                @if !row.when.is_empty() { p.item__meta { "Komt " (row.when) } }
                @if let Some(why) = leading.refused.get(&line.item.id) {
                    p.due--late { "Kan niet komen: " (why) }
                }
            }
            (acts(shown, line, inject.map(|inject| inject.channel), &row.title))
        }
    }
}

fn moment(line: &Line<'_>, row: &PlanRow) -> String {
    match line.standing {
        Standing::Coming { at } => at.whole_minutes(),
        Standing::Delivered { at } => at.whole_minutes(),
        Standing::Due { since } => format!("nu, sinds {}", since.whole_minutes()),
        Standing::Held { since: Some(since) } => format!("vast, was {}", since.whole_minutes()),
        Standing::Held { since: None } => "vast".to_owned(),
        Standing::PassedOver { due } => format!("ging voorbij om {}", due.whole_minutes()),
        Standing::Skipped => "overgeslagen".to_owned(),
        Standing::ByHand => "op uw teken".to_owned(),
        Standing::Waiting => {
            let at = row.exercise_time;
            at.map_or_else(|| "wacht".to_owned(), |at| at.whole_minutes())
        }
    }
}

fn details(leading: &Leading<'_>, row: &PlanRow, played: Option<&Inject>) -> Markup {
    html! {
        @match played {
            Some(inject) => (card(leading.scenario.persona(&inject.from.text), &row.text, inject.channel)),
            None => p.pre.message__text { (row.text) },
        }
        @if !row.staff.is_empty() { p.why { span.why__label { "Voor u: " } (row.staff) } }
        @if !row.observer.is_empty() { p.why { span.why__label { "Waarnemers letten op: " } (row.observer) } }
        @if !row.expected.is_empty() {
            p.item__meta { "Verwacht:" }
            ul.steps { @for expected in &row.expected { li { (expected) } } }
        }
    }
}

/// Returns what a person reads aloud, with who they are.
fn card(persona: Option<&Persona>, text: &str, channel: Channel) -> Markup {
    html! {
        div.call {
            p.item__meta { "Belkaart, " (channel.dutch()) ": lees voor" }
            p { strong { "“" (CALL) "”" } }
            p.pre.call__text { (text) }
            p { strong { "“" (CALL) "”" } }
            @if let Some(persona) = persona {
                details.more {
                    summary { "U speelt: " (persona.title) }
                    p.pre { (persona.brief) }
                }
            }
        }
    }
}

/// Returns the persons who are played, for a conversation that stands in no list.
pub fn cards(leading: &Leading<'_>) -> Markup {
    html! {
        h2.utrecht-heading-2 id="kaarten" { "Wie u kunt spelen" }
        @if leading.scenario.personas.is_empty() { p.empty { "Dit scenario heeft geen rollen om te spelen." } }
        @for persona in &leading.scenario.personas {
            details.more {
                summary { (persona.title) }
                p { strong { "Begin met: “" (CALL) "”" } }
                p.pre { (persona.brief) }
                p { strong { "Eindig met: “" (CALL) "”" } " Hoort u “geen oefening”, stop dan meteen." }
            }
        }
    }
}

fn acts(shown: &Shown<'_>, line: &Line<'_>, channel: Option<Channel>, title: &str) -> Markup {
    let is_off = matches!(
        line.standing,
        Standing::Skipped | Standing::PassedOver { .. }
    );
    let is_held = matches!(line.standing, Standing::Held { .. });
    let buttons: &[(&str, &str)] = match line.standing {
        Standing::Skipped => &[("release", "Toch weer laten komen")],
        Standing::PassedOver { .. } => &[],
        Standing::Held { .. } => &[("release", "Laat los"), ("skip", "Sla over")],
        _ => &[("hold", "Houd vast"), ("skip", "Sla over")],
    };
    html! {
        @if !shown.board.closed {
            form.item__act method="post" action=(shown.path("/oefenleiding")) {
                (by::hidden(shown))
                input type="hidden" name="item" value=(line.item.id);
                @if !is_off && !is_held {
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="now" {
                        (now_words(line.item.kind, channel)) span.unseen { ": " (title) }
                    }
                }
                @for (act, label) in buttons {
                    button.utrecht-button type="submit" name="act" value=(act) { (label) span.unseen { ": " (title) } }
                }
            }
        }
    }
}

fn now_words(kind: ItemKind, channel: Option<Channel>) -> &'static str {
    match (kind, channel) {
        (ItemKind::Inject, Some(Channel::Letter)) => "Gespeeld: afgegeven",
        (ItemKind::Inject, Some(Channel::Person)) => "Gespeeld: gezegd",
        (ItemKind::Inject, Some(Channel::Phone)) => "Gespeeld: gebeld",
        (ItemKind::Inject, Some(Channel::Radio)) => "Gespeeld: uitgezonden",
        _ => "Nu",
    }
}
