//! "Waarom kan dit niet?": what would open a way, each as a way to the place where it is answered.

use maud::{Markup, html};

use super::Shown;
use super::frame::{self, Tab};
use crate::fact::dutch;
use crate::view::{AnswerLine, AnswerPlace, Why, why};

/// Returns the page: every way that is closed or waits, with the smallest set of answers that opens it.
pub fn page(shown: &Shown<'_>) -> Markup {
    let ways = why(shown.playbook(), shown.snapshot.incident.situation(), None);
    let with = |status: &str| -> Vec<&Why> {
        let found = ways.iter().filter(|way| way.status == status);
        found.collect()
    };
    let (waits, blocked, by_time) = (with("undetermined"), with("blocked"), with("by_time"));
    let main = html! {
        div.single {
            (group(shown, "wacht", "Wacht op een antwoord", "Hier is nog iets niet bekend of niet gedaan. Elk antwoord staat er met een link naar de vraag.", &waits))
            (group(shown, "dicht", "Kan nu niet", "Hier zegt wat bekend is iets anders. Klopt dat niet meer, leg dan het nieuwe antwoord vast.", &blocked))
            @if !by_time.is_empty() {
                (group(shown, "tijd", "Gaat door de tijd", "Dit gaat vanzelf als het zover is; geen antwoord maakt het eerder.", &by_time))
            }
            p { a.utrecht-link href=(shown.path("")) { "Terug naar Nu" } }
        }
    };
    frame::page(shown, Tab::Other, "Waarom kan dit niet?", &main)
}

fn group(shown: &Shown<'_>, id: &str, title: &str, about: &str, ways: &[&Why]) -> Markup {
    html! {
        section.panel aria-labelledby=(id) data-live=(id) {
            h2.utrecht-heading-2 id=(id) { (title) }
            @if ways.is_empty() { p.empty { "Niets." } } @else { p.hint { (about) } }
            ul.items {
                @for way in ways {
                    li.item { div.item__what {
                        p.item__title { (way.what) }
                        @if let Some(due) = way.due { p.item__meta { "Niet vóór " (dutch::datetime(due)) } }
                        @else if way.answers.is_empty() { p.item__meta { (way.condition) } }
                        @if !way.answers.is_empty() { (opens(shown, "Nodig: ", &way.answers)) }
                        @if way.ways.len() > 1 || way.ways.iter().any(|one| *one != dutch::list(&way.needs)) {
                            @for (at, one) in way.ways.iter().enumerate() {
                                p.item__meta { @if at == 0 { "Alle wegen: " } @else { "Of: " } (one) }
                            }
                        }
                    } }
                }
            }
        }
    }
}

/// Returns what would open a way, under a label.
pub fn opens(shown: &Shown<'_>, label: &str, answers: &[AnswerLine]) -> Markup {
    html! {
        div.why {
            span.why__label { (label) }
            @for (at, answer) in answers.iter().enumerate() {
                @if at > 0 && at + 1 == answers.len() { " en " } @else if at > 0 { ", " }
                @match address(shown, answer) {
                    Some(to) => a.utrecht-link.why__to href=(to) title=(answer.question) { (answer.text) },
                    None => (answer.text),
                }
                @if answer.is_otherwise && answer.to.is_some() { " (nu anders bekend)" }
            }
        }
    }
}

fn address(shown: &Shown<'_>, answer: &AnswerLine) -> Option<String> {
    Some(shown.path(&match answer.to.as_ref()? {
        AnswerPlace::Decision(id) => format!("/besluit/{id}"),
        AnswerPlace::Document(id) => format!("/stuk/{id}"),
        AnswerPlace::Question(id) => format!("/vraag/{id}"),
        AnswerPlace::Task(id) => format!("/taak/{id}"),
    }))
}
