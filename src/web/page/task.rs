//! One task: take it, or say what came of it.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::people::roles;
use super::{Shown, by, words};
use crate::fact::{dutch, item};
use crate::view::{TaskLine, people};

/// Returns the page of a task; nothing when the playbook has none.
pub fn page(shown: &Shown<'_>, id: &str) -> Option<Markup> {
    let (_, known) = shown.playbook().task(item::of_all(id))?;
    let mut lines = shown.board.immediate.iter().chain(&shown.board.tasks);
    let line = lines.find(|line| line.id == id);
    let main = html! {
        div.single {
            section.panel {
                @match line {
                    Some(line) => (form(shown, line)),
                    None => {
                        h2.utrecht-heading-2 { (known.title) }
                        p { "Deze taak staat niet open." }
                        @if let Some(result) = shown.typed.text("result") {
                            div.known { p { "Wat u schreef, om over te nemen:" } p.pre { (result) } }
                        }
                    }
                }
            }
            @if line.is_some() { section.panel { (reassign(shown, id)) } }
            p { a.utrecht-link href=(shown.path("")) { "Terug naar Nu" } }
        }
    };
    Some(frame::page(shown, Tab::Other, "Taak", &main))
}

fn form(shown: &Shown<'_>, line: &TaskLine) -> Markup {
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        form.form method="post" action=(shown.path(&format!("/taak/{}", line.id))) data-form=(line.id) {
            (by::hidden(shown))
            h2.utrecht-heading-2 { (line.title) }
            @if !line.why.is_empty() { p.hint { (line.why) } }
            p.item__meta {
                @if let Some(due) = line.due {
                    @if line.lapsed { strong { "TE LAAT, " } }
                    "vóór " (words::moment(due, shown.now)) " (" (words::until(due, shown.now)) ") · "
                }
                (line.role.as_deref().unwrap_or("iedereen"))
                @if let Some(by) = &line.claimed_by { " · opgepakt door " (by) }
            }
            @if !line.needs.is_empty() { p.hint { "Alleen als: " (dutch::list(&line.needs)) } }
            div.utrecht-form-field {
                label.utrecht-form-label for="resultaat" { "Wat kwam eruit?" }
                textarea.utrecht-textarea id="resultaat" name="result" rows="3" maxlength="8000" { (shown.typed.get("result")) }
            }
            (by::fields(shown, "taak", own))
            div.buttons {
                button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="done" { "Klaar" }
                @if line.claimed_by.is_none() {
                    button.utrecht-button type="submit" name="act" value="claim" { "Alleen oppakken" }
                }
            }
        }
    }
}

/// Returns the form that gives a task to another role.
fn reassign(shown: &Shown<'_>, id: &str) -> Markup {
    let people = people(shown.playbook(), &shown.snapshot.incident);
    let own = shown.who.map_or("", |who| who.role.as_str());
    html! {
        form.form method="post" action=(shown.path(&format!("/taak/{id}/naar"))) data-form="naar" {
            (by::hidden(shown))
            h3.utrecht-heading-3 { "Geef deze taak aan een ander" }
            (roles("naar-rol", "of", "Aan welke rol", &people, shown.typed.get("of")))
            (by::fields(shown, "naar", own))
            div.buttons { button.utrecht-button type="submit" { "Geef door" } }
        }
    }
}
