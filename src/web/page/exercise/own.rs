//! Zelfbeeld: the team judges itself, when the exercise is over and before it sees what observers say.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};
use super::observe::{judgement, ratings};
use crate::exercise::{GoalLine, Rating, StaffEntry, StaffEvent};

/// What the page is made from besides the incident.
pub struct SelfRating<'a> {
    /// The goals with what observers say.
    pub goals: &'a [GoalLine],
    /// What the team said.
    pub said: Vec<&'a StaffEntry>,
}

impl SelfRating<'_> {
    fn of(&self, goal: &str) -> Option<(Rating, &StaffEntry)> {
        self.said.iter().find_map(|entry| match &entry.meta.event {
            StaffEvent::SelfRated {
                goal: known,
                rating,
            } if known == goal => Some((*rating, *entry)),
            _ => None,
        })
    }
}

/// Returns the page; without the goals while the exercise runs.
pub fn page(shown: &Shown<'_>, own: Option<&SelfRating<'_>>) -> Markup {
    let main = html! {
        div.single {
            section.panel aria-labelledby="zelfbeeld" {
                h2.utrecht-heading-2 id="zelfbeeld" { "Zelfbeeld van het team" }
                @match own {
                    None => p { "Deze pagina opent als de oefening is afgesloten. Het team beoordeelt dan eerst zichzelf, per doel. Pas daarna ziet het wat de waarnemers vinden." },
                    Some(own) => (goals(shown, own)),
                }
            }
        }
    };
    frame::page(shown, Tab::SelfRating, "Zelfbeeld", &main)
}

fn goals(shown: &Shown<'_>, own: &SelfRating<'_>) -> Markup {
    let is_done = own.goals.iter().all(|goal| own.of(&goal.id).is_some());
    html! {
        @if is_done { p { "Het team heeft elk doel beoordeeld. Hieronder staat ernaast wat de waarnemers vinden. "
            a.utrecht-link href=(shown.path("/verslag-oefening")) { "Naar het hele verslag" } } }
        @else { p { strong { "Beoordeel eerst zelf elk doel." } " Wat de waarnemers vinden, komt daarna in beeld." } }
        @for goal in own.goals {
            h3.utrecht-heading-3 { (goal.title) }
            @if let Some((rating, entry)) = own.of(&goal.id) {
                p.why { span.why__label { "Het team: " (rating.dutch()) }
                    @if let Some(text) = entry.words.as_ref().and_then(|words| words.text.as_deref()) { ". " (text) }
                    " (" (entry.by()) ")" }
            }
            @if is_done {
                @for line in &goal.criteria {
                    p { (line.text) }
                    @for mark in &line.marks { (judgement(shown, mark)) }
                    @if line.marks.is_empty() { p.empty { "Geen waarnemer zei hier iets over." } }
                }
            } @else {
                form.form method="post" action=(shown.path("/zelfbeeld")) {
                    (by::hidden(shown))
                    input type="hidden" name="goal" value=(goal.id);
                    @let is_own = shown.typed.get("goal") == goal.id;
                    (ratings(&format!("zelf-{}", goal.id), "rating", if is_own { shown.typed.get("rating") } else { "" }))
                    (by::text(&format!("zelf-{}-tekst", goal.id), "text", "Waarom", if is_own { shown.typed.get("text") } else { "" }, ""))
                    div.buttons { button.utrecht-button type="submit" { "Zo vinden wij het" span.unseen { ": " (goal.title) } } }
                }
            }
        }
    }
}
