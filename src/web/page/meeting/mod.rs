//! The meeting, for a projector: one phase at a time, with a way to the next and the one before.

mod assess;
mod decide;
mod last;
mod picture;
mod round_off;

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by, words};
use crate::view::{self, MeetingView};

/// A phase of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// What was agreed last time.
    Last,
    /// What is known.
    Picture,
    /// What it means and what is possible.
    Assess,
    /// What is decided.
    Decide,
    /// What was decided, and the end.
    RoundOff,
}

impl Phase {
    /// In their order.
    const ALL: [Phase; 5] = [
        Phase::Last,
        Phase::Picture,
        Phase::Assess,
        Phase::Decide,
        Phase::RoundOff,
    ];

    /// Reads the name of a phase in an address.
    pub fn parse(name: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// Returns the name of the phase in an address.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Assess => "oordeel",
            Phase::Decide => "besluit",
            Phase::Last => "vorige-keer",
            Phase::Picture => "beeld",
            Phase::RoundOff => "afsluiten",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Phase::Assess => "Oordeel",
            Phase::Decide => "Besluit",
            Phase::Last => "Vorige keer",
            Phase::Picture => "Beeld",
            Phase::RoundOff => "Afsluiten",
        }
    }

    /// Returns the question that the phase answers.
    fn question(self) -> &'static str {
        match self {
            Phase::Assess => "Wat betekent het, en wat kunnen wij doen?",
            Phase::Decide => "Wat doen wij, waarom, wie en wanneer?",
            Phase::Last => "Wat spraken wij af, en is dat gebeurd?",
            Phase::Picture => "Wat weten wij, van wie, en hoe zeker?",
            Phase::RoundOff => "Wat is besloten, en wanneer spreken wij elkaar weer?",
        }
    }

    fn beside(self, step: isize) -> Option<Phase> {
        let at = Phase::ALL.iter().position(|phase| *phase == self)?;
        Phase::ALL.get(at.checked_add_signed(step)?).copied()
    }
}

/// Returns the page from which a meeting is begun.
pub fn start(shown: &Shown<'_>) -> Markup {
    let seen = of(shown);
    let meetings = &shown.snapshot.incident.situation().meetings;
    let own = shown.who.map_or("", |who| who.role.as_str());
    let main = html! {
        div.single {
            section.panel aria-labelledby="overleg" {
                h2.utrecht-heading-2 id="overleg" { "Overleg" }
                @match seen.held {
                    Some((number, began)) => {
                        p { strong { "Overleg " (number) } " is begonnen om " (words::moment(began, shown.now)) "." }
                        p.buttons { a.utrecht-button.utrecht-button--primary-action href=(path(shown, Phase::Last)) { "Naar overleg " (number) } }
                    }
                    None => {
                        p { "Een overleg gaat in vijf stappen: vorige keer, beeld, oordeel, besluit, afsluiten. Elke stap staat groot op één pagina, voor de beamer. Begin en einde komen in het logboek." }
                        form.form method="post" action=(shown.path("/overleg")) data-form="overleg" {
                            (by::hidden(shown))
                            input type="hidden" name="act" value="open";
                            (by::fields(shown, "overleg", own))
                            p.hint { "Wie voorzit, staat bij ‘Besloten of gezegd door’." }
                            div.buttons {
                                button.utrecht-button.utrecht-button--primary-action type="submit" { "Begin overleg " (meetings.last().map_or(1, |last| last.number + 1)) }
                                a.utrecht-link href=(path(shown, Phase::Last)) { "Eerst kijken, nog niet beginnen" }
                            }
                        }
                    }
                }
            }
            @if !meetings.is_empty() {
                section.panel aria-labelledby="eerder" {
                    h2.utrecht-heading-2 id="eerder" { "Wanneer wij overlegden" }
                    ul.links {
                        @for one in meetings.iter().rev() {
                            @let moment = |seq: u64| shown.snapshot.incident.entry(seq).map(|entry| words::moment(entry.happened_at(), shown.now));
                            li {
                                "Overleg " (one.number) ": van " (moment(one.opened).unwrap_or_default())
                                @match one.closed {
                                    Some(seq) => { " tot " (moment(seq).unwrap_or_default()) }
                                    None => { ", nog bezig" }
                                }
                                span.item__meta { " regel " (one.opened) @if let Some(seq) = one.closed { " tot en met " (seq) } }
                            }
                        }
                    }
                    p { a.utrecht-link href=(shown.path("/besluitenlijst")) { "Besluiten- en actielijst" } }
                }
            }
        }
    };
    frame::page(shown, Tab::Meeting, "Overleg", &main)
}

/// Returns the page of a phase.
pub fn phase(shown: &Shown<'_>, phase: Phase) -> Markup {
    let seen = of(shown);
    let main = html! {
        div.meeting {
            (steps(shown, phase))
            div.meeting__head {
                h2.meeting__title { (phase.title()) }
                p.meeting__question { (phase.question()) }
                p.meeting__which data-live="welk" {
                    @match seen.held {
                        Some((number, began)) => { "Overleg " (number) ", begonnen om " (words::moment(began, shown.now)) }
                        None => { "Er is nog geen overleg begonnen. " a.utrecht-link href=(shown.path("/overleg")) { "Begin" } }
                    }
                    @if let Some((number, ended)) = seen.previous {
                        " · veranderd sinds overleg " (number) " (" (words::moment(ended, shown.now)) ")"
                    }
                }
            }
            @match phase {
                Phase::Assess => (assess::part(shown, &seen)),
                Phase::Decide => (decide::part(shown, &seen)),
                Phase::Last => (last::part(shown, &seen)),
                Phase::Picture => (picture::part(shown, &seen)),
                Phase::RoundOff => (round_off::part(shown, &seen)),
            }
            (onward(shown, phase))
        }
    };
    frame::page(shown, Tab::Meeting, phase.title(), &main)
}

/// Returns what a meeting looks at now.
pub fn of(shown: &Shown<'_>) -> MeetingView {
    view::meeting(shown.playbook(), &shown.snapshot.incident, &shown.board)
}

fn path(shown: &Shown<'_>, phase: Phase) -> String {
    shown.path(&format!("/overleg/{}", phase.name()))
}

fn steps(shown: &Shown<'_>, current: Phase) -> Markup {
    html! {
        nav.phases aria-label="Stappen van het overleg" {
            ol.phases__list {
                @for (number, phase) in (1..).zip(Phase::ALL) {
                    li {
                        a.phases__phase href=(path(shown, phase)) aria-current=[(phase == current).then_some("step")] {
                            (number) ". " (phase.title())
                        }
                    }
                }
            }
            @if let Some(next) = current.beside(1) {
                a.utrecht-button.utrecht-button--primary-action href=(path(shown, next)) rel="next" { "Verder: " (next.title()) " →" }
            }
        }
    }
}

fn onward(shown: &Shown<'_>, current: Phase) -> Markup {
    html! {
        nav.onward aria-label="Naar een andere stap" {
            @if let Some(before) = current.beside(-1) {
                a.utrecht-button href=(path(shown, before)) rel="prev" { "← Terug: " (before.title()) }
            }
            @if let Some(next) = current.beside(1) {
                a.utrecht-button.utrecht-button--primary-action href=(path(shown, next)) rel="next" { "Verder: " (next.title()) " →" }
            }
        }
    }
}

/// Returns what changed about something, in a mark of its own.
fn change(text: &str) -> Markup {
    html! { @if !text.is_empty() { span.fresh { (text) } " " } }
}
