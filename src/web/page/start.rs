//! Starting an incident: first what happened, then the playbook that is proposed for it and why.
//!
//! Nothing is chosen for anyone: no playbook is checked beforehand.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::by::text;
use super::frame;
use crate::fact::dutch;
use crate::view::{self, Proposal};
use crate::web::house::{Purpose, Startable};
use crate::web::typed::Typed;

/// What the page is made from.
pub struct Starting<'a> {
    /// Makes the form of this page different from that of another.
    pub nonce: String,
    /// The time on the wall.
    pub now: DateTime<Utc>,
    /// What an incident can be started with.
    pub startable: &'a [Startable],
    /// What was typed.
    pub typed: &'a Typed,
    /// Why nothing was started.
    pub wrong: &'a [String],
}

/// Returns the form that asks what happened.
pub fn tell(now: DateTime<Utc>) -> Markup {
    let typed = Typed::default();
    html! {
        form.form method="post" action="/starten" {
            h2.utrecht-heading-2 id="starten" { "Nieuw incident starten" }
            (told(now, &typed))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" { "Verder: kies het draaiboek" }
                p.hint { "Haast? Alles mag leeg blijven." }
            }
        }
    }
}

/// Returns the page that asks only what happened.
pub fn first(now: DateTime<Utc>) -> Markup {
    let main = html! {
        (trail())
        div.single { section.panel aria-labelledby="starten" { (tell(now)) } }
    };
    frame::bare("Incident starten", &main)
}

/// Returns the page on which a playbook is chosen and the incident started.
pub fn page(starting: &Starting<'_>) -> Markup {
    let typed = starting.typed;
    let is_told = !starting.wrong.is_empty() || typed.text("clock").is_none();
    let main = html! {
        @if !starting.wrong.is_empty() {
            div.alarms { div.alarm role="alert" id="melding" {
                p { strong { "Niet gestart." } " Wat u typte staat er nog." }
                ul { @for reason in starting.wrong { li { (reason) } } }
            } }
        }
        (trail())
        div.single { section.panel aria-labelledby="starten" {
            form.form method="post" action="/" {
                input type="hidden" name="nonce" value=(starting.nonce);
                h2.utrecht-heading-2 id="starten" { "Welk draaiboek past hierbij?" }
                (playbooks(starting))
                fieldset.choices.choices--row {
                    legend.utrecht-form-label { "Is het echt?" }
                    (choice("kind", "echt", "Echt incident", typed))
                    (choice("kind", "oefening", "Oefening", typed))
                }
                div.grid {
                    (text("titel", "title", "Hoe noemt het team dit?", typed.get("title"), "leeg = de naam van het draaiboek, met de plaats"))
                    (text("starter", "name", "Uw naam", typed.get("name"), "u kiest uw rol op de volgende pagina"))
                }
                details.more open[is_told] {
                    summary { "Tijd, en wat u vertelde" }
                    div.form { (told(starting.now, typed)) }
                }
                div.buttons {
                    button.utrecht-button.utrecht-button--primary-action type="submit" { "Start" }
                    button.utrecht-button type="submit" formaction="/starten" { "Opnieuw voorstellen" }
                }
            }
        } }
    };
    frame::bare("Incident starten", &main)
}

fn trail() -> Markup {
    html! { nav.trail aria-label="Waar u bent" { a.utrecht-link href="/" { "Alle incidenten" } } }
}

/// Returns the questions of which the answers go into the log.
fn told(now: DateTime<Utc>, typed: &Typed) -> Markup {
    html! {
        fieldset.choices.choices--row {
            legend.utrecht-form-label { "Volgens deze computer is het " (dutch::datetime(now)) ". Klopt deze tijd?" }
            (choice("clock", "right", "Ja", typed))
            (choice("clock", "wrong", "Nee", typed))
            (text("verteld", "told", "Zo nee: hoe laat is het wel?", typed.get("told"), ""))
        }
        div.utrecht-form-field {
            label.utrecht-form-label for="gebeurd" { "Wat is er gebeurd?" }
            textarea.utrecht-textarea id="gebeurd" name="event" rows="3" maxlength="4000" aria-describedby="gebeurd-hint" { (typed.get("event")) }
            span.hint id="gebeurd-hint" { "in gewone woorden; het komt zo in het logboek en bepaalt welk draaiboek wordt voorgesteld" }
        }
        div.grid {
            (text("waar", "place", "Waar?", typed.get("place"), ""))
            (text("begonnen", "began", "Wanneer begon het?", typed.get("began"), "leeg = nu; anders 19:30, ook als het al uren loopt"))
        }
    }
}

fn playbooks(starting: &Starting<'_>) -> Markup {
    let event = starting.typed.text("event").unwrap_or_default();
    let known = starting.startable.iter().filter_map(|one| {
        let purpose = one.is_for.as_ref().ok()?;
        Some((one.id.as_str(), purpose.fits.as_slice()))
    });
    let proposals = view::proposals(&event, known);
    let proposal = |id: &str| proposals.iter().find(|one| one.playbook == id);
    let find = |id: &str| starting.startable.iter().find(|one| one.id == id);
    let others = starting.startable.iter();
    let others = others.filter(|one| proposal(&one.id).is_none());
    html! {
        @if proposals.is_empty() && !event.is_empty() {
            p.remark {
                strong { "Het bord herkent hierin geen draaiboek." }
                " Kies zelf: bij elk staat wanneer het past en wanneer niet."
            }
        }
        fieldset.choices aria-describedby="kiezen-hint" {
            legend.utrecht-form-label { @match proposals.is_empty() {
                true => "Kies een draaiboek",
                false => "Voorstel",
            } }
            @for (one, proposal) in proposals.iter().filter_map(|one| Some((find(&one.playbook)?, one))) {
                (card(one, Some(proposal), starting.typed))
            }
            @if !proposals.is_empty() { p.utrecht-form-label.choices__next { "Of een ander" } }
            @for one in others { (card(one, None, starting.typed)) }
        }
        p.hint id="kiezen-hint" {
            @if !proposals.is_empty() { "Het bord zoekt alleen woorden en begrijpt de zin niet: ‘niet gehackt’ telt ook. " }
            "U kiest zelf. Blijkt het later een ander draaiboek, start dat er dan naast."
        }
    }
}

fn card(one: &Startable, proposal: Option<&Proposal>, typed: &Typed) -> Markup {
    let id = format!("draaiboek-{}", one.id);
    html! {
        @match &one.is_for {
            Ok(purpose) => div.choice.choice--card {
                input type="radio" id=(id) name="playbook" value=(one.id) checked[typed.has("playbook", &one.id)];
                label for=(id) {
                    strong { (purpose.title) }
                    @if let Some(proposal) = proposal {
                        span.because { "Omdat: "
                            @for (at, because) in proposal.because.iter().enumerate() {
                                @if at > 0 { "; " }
                                (because.dutch())
                            }
                            "."
                        }
                    }
                    (fitting(purpose))
                }
            },
            Err(why) => p.hint { (one.id) ": " (why) },
        }
    }
}

/// Returns when a playbook is the right one and when not.
fn fitting(purpose: &Purpose) -> Markup {
    html! {
        span.hint { (purpose.right_when.as_ref().unwrap_or(&purpose.summary)) }
        @if let Some(wrong) = &purpose.wrong_when { span.hint { (wrong) } }
    }
}

fn choice(name: &str, value: &str, label: &str, typed: &Typed) -> Markup {
    let id = format!("{name}-{value}");
    html! {
        div.choice {
            input type="radio" id=(id) name=(name) value=(value) checked[typed.has(name, value)];
            label for=(id) { (label) }
        }
    }
}
