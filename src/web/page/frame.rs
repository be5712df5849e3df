//! What every page has: the band that says whether it is real, the ways to the other pages, and what
//! was saved or not.

use maud::{DOCTYPE, Markup, html};

use super::{Shown, exercise, message, words};
use crate::engine::Event;
use crate::fact::dutch;
use crate::view::role_title;

/// The pages that the band leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Another room that was joined.
    Branch,
    /// Where the team is in the playbook.
    Chart,
    /// The legal terms.
    Deadlines,
    /// The decisions.
    Decisions,
    /// The exercise looked back on.
    Evaluation,
    /// A role that goes to somebody else.
    Handover,
    /// Who leads the exercise.
    Lead,
    /// The log.
    Log,
    /// The meeting.
    Meeting,
    /// What to do now.
    Now,
    /// Who observes the exercise.
    Observe,
    /// The documents.
    Papers,
    /// Who holds which role.
    People,
    /// The card for the mayor's phone.
    PhoneCard,
    /// The situation report.
    Report,
    /// The team judges itself.
    SelfRating,
    /// Stopping the exercise.
    Stop,
    /// Who joined, and letting others join.
    Team,
    /// The incident over time.
    Timeline,
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
    let is_own = matches!(tab, Tab::Lead | Tab::Observe | Tab::Stop);
    let looks = if shown.sight.looks && !is_own {
        " is-looking"
    } else {
        ""
    };
    document(
        &heading,
        &format!("{class}{looks}"),
        Page::Inside(shown),
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
            @if !is_real { div data-live="noodstop" { (exercise::halted(shown)) } }
            @if shown.sight.looks && !is_own { p.looking { "U kijkt mee. Vastleggen doet het team; geef het door aan de loghouder." } }
            (inside(shown))
            div.alarms {
                p.alarm hidden data-connection role="status" {
                    strong { "Geen verbinding." }
                    " Wat hier staat kan verouderd zijn. Wat u typt blijft staan; verstuur het als de verbinding terug is. "
                    "Regels voor het logboek worden bewaard en straks vanzelf verstuurd."
                }
                div.outbox hidden data-outbox role="status" {}
                div data-live="meldingen" { (message::standing(shown)) }
                @if !is_real { div data-live="tijdnieuws" { (exercise::news(shown)) } }
                @if !is_real { div data-live="oefening" { (exercise::standing(shown, tab)) } }
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

/// Says that the page also shows what not everybody may see; nothing when it does not.
fn inside(shown: &Shown<'_>) -> Markup {
    let titles: Vec<String> = (shown.playbook().compartments().iter())
        .map(|one| one.title.clone())
        .collect();
    html! {
        @if !titles.is_empty() {
            p.looking { strong { "Bevat: " (dutch::list(&titles)) " – niet verspreiden." }
                " Laat dit niet op het grote scherm zien." }
        }
    }
}

/// Returns a page outside an incident.
pub fn bare(title: &str, main: &Markup) -> Markup {
    outside(title, None, main)
}

/// Returns a page outside an incident that follows what happens.
pub fn live(title: &str, stream: &'static str, main: &Markup) -> Markup {
    outside(title, Some(stream), main)
}

fn outside(title: &str, stream: Option<&'static str>, main: &Markup) -> Markup {
    document(
        title,
        "none",
        Page::Outside(stream),
        &html! {
            header.band.band--none {
                div.band__title { h1.utrecht-heading-1 { (title) } }
            }
            @if stream.is_some() {
                div.alarms {
                    p.alarm hidden data-connection role="status" {
                        strong { "Geen verbinding met het bord." } " Wat hier staat kan verouderd zijn."
                    }
                }
            }
            main.utrecht-page__content id="inhoud" { (main) }
        },
    )
}

/// What a page belongs to.
#[derive(Clone, Copy)]
enum Page<'a> {
    /// An incident.
    Inside(&'a Shown<'a>),
    /// None, with where it hears of changes.
    Outside(Option<&'static str>),
}

fn document(title: &str, class: &str, page: Page<'_>, body: &Markup) -> Markup {
    let (shown, outside) = match page {
        Page::Inside(shown) => (Some(shown), None),
        Page::Outside(stream) => (None, stream),
    };
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
            @let stream = shown.map(|shown| shown.path("/stroom")).or(outside.map(str::to_owned));
            @let head = shown.map(|shown| shown.snapshot.head());
            @let who = shown.and_then(|shown| who(shown));
            // A page with what was typed in it is left as it is by what keeps that in the browser.
            @let is_back = shown.is_some_and(|shown| !shown.typed.is_empty());
            body class={"utrecht-document is-" (class)} data-stream=[stream] data-head=[head] data-back[is_back] data-who=[who] {
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

/// Returns who is at the browser, in words.
fn who(shown: &Shown<'_>) -> Option<String> {
    let who = shown.who?;
    let role = role_title(shown.playbook(), &who.role);
    Some(match &who.name {
        Some(name) => format!("{name}, {role}"),
        None => role,
    })
}

/// Tells whether another room was joined.
fn has_branch(shown: &Shown<'_>) -> bool {
    let mut log = shown.snapshot.incident.log().iter();
    log.any(|entry| matches!(entry.event(), Event::BranchJoined { .. }))
}

/// The pages that a team uses all day.
const DAILY: [(Tab, &str, &str); 5] = [
    (Tab::Now, "", "Nu"),
    (Tab::Meeting, "/overleg", "Overleg"),
    (Tab::Log, "/logboek", "Logboek"),
    (Tab::Decisions, "/besluiten", "Besluiten"),
    (Tab::Papers, "/stukken", "Stukken"),
];

/// The pages that are looked up now and then.
const MORE: [(Tab, &str, &str); 7] = [
    (Tab::Deadlines, "/termijnen", "Termijnen"),
    (Tab::Report, "/sitrap", "Sitrap"),
    (Tab::People, "/mensen", "Mensen"),
    (Tab::Handover, "/overdracht", "Overdracht"),
    (Tab::Chart, "/kaart", "Kaart"),
    (Tab::Timeline, "/tijdlijn", "Tijdlijn"),
    (Tab::PhoneCard, "/telefoonkaart", "Telefoonkaart"),
];

fn navigation(shown: &Shown<'_>, tab: Tab) -> Markup {
    let current = |own: Tab| (own == tab).then_some("page");
    let who = who(shown);
    let mut more: Vec<(Tab, &str, &str)> = MORE.to_vec();
    if has_branch(shown) {
        more.push((Tab::Branch, "/zijtak", "Zijtak"));
    }
    if shown.sight.is_staged {
        more.push((Tab::SelfRating, "/zelfbeeld", "Zelfbeeld"));
    }
    if shown.sight.is_staged && (shown.sight.staff || shown.board.closed) {
        more.push((Tab::Evaluation, "/verslag-oefening", "Verslag oefening"));
    }
    if shown.sight.is_staged && shown.sight.is_here {
        more.push((Tab::Lead, "/oefenleiding", "Oefening leiden"));
        more.push((Tab::Observe, "/waarnemen", "Waarnemen"));
    }
    if shown.sight.leads {
        more.push((Tab::Team, "/team", "Team erbij"));
    }
    let mut daily: Vec<(Tab, &str, &str)> = DAILY.to_vec();
    if shown.sight.observes {
        daily.insert(0, (Tab::Observe, "/waarnemen", "Waarnemen"));
    }
    if shown.sight.staff {
        daily.insert(0, (Tab::Lead, "/oefenleiding", "Oefenleiding"));
    }
    more.retain(|(own, _, _)| daily.iter().all(|(known, _, _)| known != own));
    let is_running = shown.board.mark != "ECHT" && !shown.board.closed;
    let is_halted = shown.snapshot.incident.situation().halted.is_some();
    let inside = more.iter().find(|(own, _, _)| *own == tab);
    html! {
        nav.tabs aria-label="Pagina's van dit incident" {
            @for (own, address, title) in &daily {
                a.tabs__tab href=(shown.path(address)) aria-current=[current(*own)] { (title) }
            }
            details.tabs__more {
                summary.tabs__tab.tabs__tab--here[inside.is_some()] {
                    @match inside {
                        Some((_, _, title)) => { "Meer: " (title) }
                        None => "Meer",
                    }
                }
                div.tabs__menu {
                    @for (own, address, title) in &more {
                        a.tabs__tab href=(shown.path(address)) aria-current=[current(*own)] { (title) }
                    }
                }
            }
            a.tabs__tab href=(shown.path("/wie")) aria-current=[current(Tab::Who)] {
                @match who {
                    Some(who) => (who),
                    None if shown.sight.staff => "U leidt de oefening",
                    None if shown.sight.observes => "U neemt waar",
                    None if shown.sight.looks => "Meekijken",
                    None => strong { "Wie bent u?" },
                }
            }
            span.tabs__room {}
            span.tabs__fresh data-fresh { "Bijgewerkt " (words::moment(shown.now, shown.now)) }
            // It goes while the exercise is stopped, and comes back by itself.
            @if is_running {
                span.tabs__live data-live="noodstop-knop" { @if !is_halted {
                    a.tabs__tab.tabs__stop href=(shown.path("/noodstop")) aria-current=[current(Tab::Stop)] { "Noodstop" }
                } }
            }
            a.tabs__tab href="" { "Ververs" }
            @if shown.sight.is_here { a.tabs__tab href="/" { "Alle incidenten" } }
        }
    }
}
