//! The end: who leads closes the exercise, and asks the questions right after.

use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by};
use crate::exercise::{ExerciseTime, Notice, SelfRated};

/// What the page is made from besides the incident.
pub struct Ending<'a> {
    /// What was written down after the end.
    pub notes: &'a [Notice],
    /// The questions right after the end.
    pub questions: &'a [String],
    /// How many goals the team judged itself, and how many there are.
    pub rated: SelfRated,
    /// How long was played.
    pub time: ExerciseTime,
}

/// Returns the page.
pub fn page(shown: &Shown<'_>, ending: &Ending<'_>) -> Markup {
    let is_over = shown.board.closed;
    let main = html! {
        p.looking.looking--lead { strong { "Alleen voor de oefenleiding." } " "
            a.utrecht-link href=(shown.path("/oefenleiding")) { "Terug naar Oefening leiden" } }
        div.single {
            @if is_over {
                section.panel aria-labelledby="daarna" { (after(shown, ending)) }
                section.panel aria-labelledby="nabespreking" { (hot_wash(shown, ending)) }
            } @else {
                section.panel aria-labelledby="einde" { (close(shown, ending)) }
                section.panel aria-labelledby="nabespreking" {
                    h2.utrecht-heading-2 id="nabespreking" { "Daarna: de nabespreking" }
                    p { "Deze vragen stelt u meteen na het einde. De antwoorden schrijft u dan hier op." }
                    ol.steps { @for question in ending.questions { li { (question) } } }
                }
            }
        }
    };
    frame::page(shown, Tab::Lead, "Einde van de oefening", &main)
}

fn close(shown: &Shown<'_>, ending: &Ending<'_>) -> Markup {
    html! {
        form.form method="post" action=(shown.path("/einde")) data-form="einde" {
            (by::hidden(shown))
            h2.utrecht-heading-2 id="einde" { "Beëindig de oefening" }
            p { "De oefening loopt nu op " strong { (ending.time.whole_minutes()) } ". Na het einde komt er niets meer binnen en neemt het team geen besluiten meer. Dit gaat niet terug." }
            (by::text("einde-reden", "reason", "Waarom nu", shown.typed.get("reason"), "zoals: de doelen zijn gehaald"))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="close" { "Einde oefening" }
                a.utrecht-link href=(shown.path("/oefenleiding")) { "Nog niet" }
            }
        }
    }
}

fn after(shown: &Shown<'_>, ending: &Ending<'_>) -> Markup {
    let SelfRated { goals, rated, .. } = ending.rated;
    html! {
        h2.utrecht-heading-2 id="daarna" { "De oefening is afgelopen" }
        ol.steps {
            li data-live="zelf-beoordeeld" { strong { "Het team beoordeelt eerst zichzelf" } ", op de pagina Zelfbeeld: "
                @match rated < goals {
                    true => { (rated) " van " (goals) " doelen gedaan." },
                    false => "gedaan.",
                }
            }
            li { strong { "Dan de nabespreking" } ", hieronder." }
            li { strong { "Dan het verslag" } ", met de verbeterpunten: "
                a.utrecht-link href=(shown.path("/verslag-oefening")) { "Verslag van de oefening" } }
        }
    }
}

fn hot_wash(shown: &Shown<'_>, ending: &Ending<'_>) -> Markup {
    html! {
        h2.utrecht-heading-2 id="nabespreking" { "Nabespreking" }
        ul.items { @for note in ending.notes { li.item { div.item__what {
            p.pre { (note.text) }
            p.item__meta { (note.by) }
        } } } }
        form.form method="post" action=(shown.path("/einde")) data-form="nabespreking" {
            (by::hidden(shown))
            p.hint { "Schrijf op wat het team zegt. Een vraag waar niets bij staat, wordt overgeslagen." }
            @for (at, question) in ending.questions.iter().enumerate() {
                @let (id, field) = (format!("vraag-{at}"), format!("answer-{at}"));
                div.utrecht-form-field {
                    label.utrecht-form-label for=(id) { (question) }
                    textarea.utrecht-textarea id=(id) name=(field) rows="2" maxlength="8000" { (shown.typed.get(&field)) }
                }
            }
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="hot-wash" { "Schrijf de antwoorden op" }
            }
        }
    }
}
