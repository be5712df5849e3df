//! Ending a legal term with a reason instead of the act that it waits for.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by};
use crate::fact::{dutch, item};

/// Returns the page of a term; nothing when the playbook has none.
pub fn page(shown: &Shown<'_>, id: &str) -> Option<Markup> {
    let known = shown.playbook().clock(item::of_all(id))?;
    let line = shown.board.clocks.iter().find(|line| line.id == id);
    let own = shown.who.map_or("", |who| who.role.as_str());
    let main = html! {
        div.single {
            section.panel {
                h2.utrecht-heading-2 { (line.map_or(&known.title, |line| &line.title)) }
                @match line {
                    None => p { "Deze termijn loopt niet." },
                    Some(line) => {
                        p { "Begin: " (line.started) ". " strong { (line.until()) } "." }
                        @if !line.sources.is_empty() { p.item__meta { (dutch::list(&line.sources)) } }
                        @for note in &line.notes { p.item__meta { (note) } }
                        @if let Some(ended) = &line.ended { p { strong { (ended) } } }
                    }
                }
                @let is_open = line.is_some_and(|line| line.ended.is_none() && line.is_judged);
                @if is_open || shown.typed.text("reason").is_some() {
                    form.form method="post" action=(shown.path(&format!("/termijn/{id}"))) data-form=(id) {
                        (by::hidden(shown))
                        p.hint { "Een termijn eindigt door wat er moest gebeuren vast te leggen. Gaat dat niet meer of hoeft het niet, sluit hem dan hier af, met de reden." }
                        div.utrecht-form-field {
                            label.utrecht-form-label for="reden" { "Reden" }
                            textarea.utrecht-textarea id="reden" name="reason" rows="3" maxlength="8000" { (shown.typed.get("reason")) }
                        }
                        (by::fields(shown, "termijn", own))
                        @if is_open {
                            div.buttons { button.utrecht-button.utrecht-button--primary-action type="submit" { "Sluit deze termijn af" } }
                        }
                    }
                }
            }
            p { a.utrecht-link href=(shown.path("")) { "Terug naar Nu" } }
        }
    };
    Some(frame::page(shown, Tab::Other, "Termijn", &main))
}
