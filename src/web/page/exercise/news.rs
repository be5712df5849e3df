//! What happened to the time of the exercise, on every page: until the pace is that of the clock again,
//! and a jump until somebody at this screen says that they saw it.

use maud::{Markup, html};

use super::super::Shown;
use crate::fact::dutch;
use crate::view::{self, Before, GoesOn, Jumped, Paced};

/// Returns it; nothing for who moves the time.
pub fn news(shown: &Shown<'_>) -> Markup {
    let (snapshot, seen) = (shown.snapshot, shown.screen.seen);
    let material = &snapshot.material;
    let news = view::time_news(
        &material.playbook,
        &material.law,
        &material.holidays,
        &snapshot.incident,
        seen,
    );
    html! {
        @if let Some(paced) = &news.pace { (pace(paced)) }
        @if let Some(seq) = news.seq.filter(|_| !shown.sight.staff) {
            @let (class, role) = match news.jump {
                Some(_) => ("alarm news", "alert"),
                None => ("remark news", "status"),
            };
            div class=(class) role=(role) {
                @if let Some(jumped) = &news.jump { (jump(jumped)) }
                @if let Some(on) = &news.goes_on { (goes_on(on)) }
                form method="post" action=(shown.path("/gezien")) {
                    input type="hidden" name="line" value=(seq);
                    input type="hidden" name="back" value=(shown.screen.address);
                    button.utrecht-button type="submit" { "Gezien" span.unseen { ": dit mag van dit scherm" } }
                }
            }
        }
    }
}

fn pace(paced: &Paced) -> Markup {
    html! {
        div.remark.still role="status" {
            p { strong { "De tijd loopt " (paced.pace) " keer zo snel" }
                ", sinds " (dutch::clock(paced.since)) " uur op de klok. Termijnen lopen mee. " (paced.reason) }
        }
    }
}

fn jump(jumped: &Jumped) -> Markup {
    html! {
        p.news__big { "Sprong in de tijd: het is nu " (dutch::datetime(jumped.to)) "." }
        p { (jumped.reason) }
        @match jumped.ends.is_empty() {
            true => p { "Er ging geen termijn voorbij." },
            false => {
                p { strong { "Dit is ondertussen voorbij:" } }
                ul.steps { @for end in &jumped.ends { li { (end) } } }
            }
        }
        @if !jumped.tasks.is_empty() {
            details.more {
                summary { "Voorbij bij taken (" (jumped.tasks.len()) ")" }
                ul.steps { @for task in &jumped.tasks { li { (task) } } }
            }
        }
    }
}

fn goes_on(on: &GoesOn) -> Markup {
    let since = dutch::clock(on.since);
    html! {
        p { @match on.after {
            Before::Fast => { strong { "De tijd loopt weer gewoon" } ", sinds " (since) " uur op de klok." },
            Before::Halted => { strong { "De noodstop is voorbij: dit is weer een OEFENING" } ", sinds " (since) " uur op de klok. De tijd loopt weer." },
            Before::Still => { strong { "De oefening gaat verder" } ", sinds " (since) " uur op de klok. De tijd loopt weer." },
        } }
    }
}
