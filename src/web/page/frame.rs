//! What every page has: the band that says whether it is real, the ways to the other pages, and what
//! was saved or not.

use maud::{DOCTYPE, Markup, html};

use super::{Shown, message, words};
use crate::fact::dutch;
use crate::view::role_title;

/// The pages that the band leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// What to do now.
    Now,
    /// The decisions.
    Decisions,
    /// The log.
    Log,
    /// The meeting.
    Meeting,
    /// Who holds which role.
    People,
    /// The situation report.
    Report,
    /// Who is at the browser.
    Who,
    /// A page that belongs to none of them.
    Other,
}

/// Returns a page of an incident.
pub fn page(shown: &Shown<'_>, tab: Tab, title: &str, main: &Markup) -> Markup {
    let board = &shown.board;
    let heading = format!("{title} – {} – {}", board.title, board.mark);
    let is_real = board.mark == "ECHT";
    let class = if is_real { "real" } else { "exercise" };
    document(
        &heading,
        class,
        Some(shown),
        &html! {
            header class={"band band--" (class)} {
                div.band__mark { (board.mark) @if !is_real { span.band__also { " geen echt incident" } } }
                div.band__title {
                    h1.utrecht-heading-1 { (board.title) }
                    p.band__place data-live="plaats" { (places(shown)) }
                }
                div.band__time data-live="tijd" { (time(shown)) }
            }
            (navigation(shown, tab))
            div.alarms {
                p.alarm hidden data-connection role="status" {
                    strong { "Geen verbinding." }
                    " Wat hier staat kan verouderd zijn. Wat u typt blijft staan; verstuur het als de verbinding terug is."
                }
                div data-live="meldingen" { (message::standing(shown)) }
                (message::notice(shown))
            }
            main.utrecht-page__content id="inhoud" { (main) }
            footer.foot data-live="voet" {
                span { (board.mark) " · " (board.title) }
                span { "Draaiboek: " (board.playbook) }
                span {
                    "Laatste regel " (shown.snapshot.checkpoint.0)
                    " · controlewoorden " (shown.snapshot.checkpoint.1)
                }
                span { "Gemaakt " (dutch::datetime(shown.now)) }
            }
        },
    )
}

/// Returns a page outside an incident.
pub fn bare(title: &str, main: &Markup) -> Markup {
    document(
        title,
        "none",
        None,
        &html! {
            header.band.band--none {
                div.band__title { h1.utrecht-heading-1 { (title) } }
            }
            main.utrecht-page__content id="inhoud" { (main) }
        },
    )
}

fn document(title: &str, class: &str, shown: Option<&Shown<'_>>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/board.css";
                script src="/board.js" defer {}
            }
            @let stream = shown.map(|shown| shown.path("/stroom"));
            @let head = shown.map(|shown| shown.snapshot.head());
            body class={"utrecht-document is-" (class)} data-stream=[stream] data-head=[head] {
                a.skip.utrecht-link href="#inhoud" { "Naar de inhoud" }
                (body)
            }
        }
    }
}

/// How many places stand in the band; a playbook can have a dozen tracks at once.
const PLACES: usize = 2;

fn places(shown: &Shown<'_>) -> Markup {
    let places = &shown.board.places;
    let more = places.len().saturating_sub(PLACES);
    html! {
        @if shown.board.closed { "Afgesloten" }
        @else {
            @for (at, place) in places.iter().take(PLACES).enumerate() {
                @if at > 0 { " · " }
                (place.title)
            }
            @if more > 0 {
                " " a.band__more href={(shown.path("")) "#plaats"} { "en nog " (more) }
            }
        }
    }
}

fn time(shown: &Shown<'_>) -> Markup {
    html! {
        @match announced(shown) {
            Some(announced) => {
                p.band__left { (announced) }
                p.band__since { "Begonnen: " (since(shown)) " geleden · nu " (dutch::clock(shown.now)) " uur" }
            }
            None => {
                p.band__left { (since(shown)) " bezig" }
                p.band__since { "nu " (dutch::clock(shown.now)) " uur" }
            }
        }
    }
}

/// Returns the time left until the announced moment, or how long ago it was.
fn announced(shown: &Shown<'_>) -> Option<String> {
    let situation = shown.snapshot.incident.situation();
    let fact = situation.facts.get(shown.playbook().announced()?)?;
    let at = fact.value()?.datetime()?;
    let seconds = (at - shown.now).num_seconds();
    let (stretch, when) = (words::stretch(seconds), words::moment(at, shown.now));
    Some(match seconds >= 0 {
        true => format!("nog {stretch} tot {when}"),
        false => format!("{stretch} na {when}"),
    })
}

/// Returns how long ago it began, as was said at the start; a log is often opened later.
fn since(shown: &Shown<'_>) -> String {
    let incident = &shown.snapshot.incident;
    let situation = incident.situation();
    let said = incident.entry(1).and_then(|entry| entry.meta.happened_at);
    // An exercise has a clock of its own.
    let said = said.filter(|_| !situation.exercise);
    let began = said.or(situation.started_at);
    words::stretch(began.map_or(0, |began| (shown.now - began).num_seconds()))
}

fn navigation(shown: &Shown<'_>, tab: Tab) -> Markup {
    let current = |own: Tab| (own == tab).then_some("page");
    let who = shown.who.map(|who| {
        let role = role_title(shown.playbook(), &who.role);
        match &who.name {
            Some(name) => format!("{name}, {role}"),
            None => role,
        }
    });
    html! {
        nav.tabs aria-label="Pagina's van dit incident" {
            a.tabs__tab href=(shown.path("")) aria-current=[current(Tab::Now)] { "Nu" }
            a.tabs__tab href=(shown.path("/logboek")) aria-current=[current(Tab::Log)] { "Logboek" }
            a.tabs__tab href=(shown.path("/overleg")) aria-current=[current(Tab::Meeting)] { "Overleg" }
            a.tabs__tab href=(shown.path("/besluiten")) aria-current=[current(Tab::Decisions)] { "Besluiten" }
            a.tabs__tab href=(shown.path("/sitrap")) aria-current=[current(Tab::Report)] { "Sitrap" }
            a.tabs__tab href=(shown.path("/mensen")) aria-current=[current(Tab::People)] { "Mensen" }
            a.tabs__tab href=(shown.path("/wie")) aria-current=[current(Tab::Who)] {
                @match who {
                    Some(who) => (who),
                    None => strong { "Wie bent u?" },
                }
            }
            span.tabs__room {}
            span.tabs__fresh data-fresh { "Bijgewerkt " (words::moment(shown.now, shown.now)) }
            a.tabs__tab href="" { "Ververs" }
            a.tabs__tab href="/" { "Alle incidenten" }
        }
    }
}
