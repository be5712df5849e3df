//! The part of every form that says who decided or said it, how it came in, and when.

use maud::{Markup, html};

use super::Shown;
use crate::playbook::Playbook;
use crate::view::role_title;

/// Returns what every form carries unseen: what the page showed, and which page it was.
pub fn hidden(shown: &Shown<'_>) -> Markup {
    html! {
        input type="hidden" name="head" value=(shown.snapshot.head());
        input type="hidden" name="nonce" value=(shown.nonce);
    }
}

/// Returns the fields, folded up unless something was typed in them; `usual` is the role that
/// decides when nobody says otherwise.
pub fn fields(shown: &Shown<'_>, key: &str, usual: &str) -> Markup {
    let typed = &shown.typed;
    let own = shown.who.map_or("", |who| who.role.as_str());
    let for_others = shown.sight.for_others;
    let said = match typed.text("said_role") {
        _ if !for_others => own.to_owned(),
        Some(role) => role,
        None => usual.to_owned(),
    };
    let is_open = said != own
        || ["said_name", "happened", "late"]
            .iter()
            .any(|field| typed.text(field).is_some());
    let id = |field: &str| format!("{key}-{field}");
    html! {
        @if shown.who.is_none() { (who(shown, key)) }
        details.more open[is_open] {
            summary { "Door wie en wanneer: " (summary(shown.playbook(), &said)) ", nu" }
            div.grid {
                @if for_others {
                    (role(shown.playbook(), &id("said_role"), "said_role", "Besloten of gezegd door", &said))
                    (text(&id("said_name"), "said_name", "Naam van die persoon", typed.get("said_name"), "leeg = niet genoemd"))
                }
                div.utrecht-form-field {
                    label.utrecht-form-label for=(id("how")) { "Hoe binnengekomen" }
                    select.utrecht-select id=(id("how")) name="how" {
                        @for (value, label) in [("room", "in de kamer"), ("phone", "per telefoon"), ("paper", "op papier")] {
                            option value=(value) selected[typed.get("how") == value] { (label) }
                        }
                    }
                }
                (text(&id("happened"), "happened", "Wanneer gebeurd", typed.get("happened"), "leeg = nu; anders 19:30"))
                (text(&id("late"), "late", "Waarom later vastgelegd", typed.get("late"), "nodig na meer dan 5 minuten"))
            }
        }
    }
}

/// Returns the fields that say who is at the browser, for a page that does not know.
pub fn who(shown: &Shown<'_>, key: &str) -> Markup {
    let typed = &shown.typed;
    let id = |field: &str| format!("{key}-{field}");
    html! {
        div.grid {
            (role(shown.playbook(), &id("role"), "role", "Uw rol", typed.get("role")))
            (text(&id("name"), "name", "Uw naam", typed.get("name"), ""))
        }
    }
}

fn role(playbook: &Playbook, id: &str, field: &str, label: &str, chosen: &str) -> Markup {
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for=(id) { (label) }
            select.utrecht-select id=(id) name=(field) {
                @if playbook.role(chosen).is_none() {
                    option value="" selected { "Kies een rol" }
                }
                @for role in playbook.roles() {
                    option value=(role.id) selected[role.id == chosen] { (role.title) }
                }
            }
        }
    }
}

/// Returns a field for one line of text.
pub fn text(id: &str, field: &str, label: &str, value: &str, hint: &str) -> Markup {
    let describes = (!hint.is_empty()).then(|| format!("{id}-hint"));
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for=(id) { (label) }
            input.utrecht-textbox type="text" id=(id) name=(field) value=(value) autocomplete="off"
                maxlength="2000" aria-describedby=[describes.as_deref()];
            @if let Some(describes) = &describes {
                span.hint id=(describes) { (hint) }
            }
        }
    }
}

fn summary(playbook: &Playbook, role: &str) -> String {
    match role {
        "" => "kies".to_owned(),
        role => role_title(playbook, role),
    }
}

/// Returns the choice of whom a line or a file is for, when there is one for who writes.
pub fn kept_to(shown: &Shown<'_>, id: &str) -> Markup {
    let compartments = shown.playbook().compartments();
    html! {
        @if !compartments.is_empty() {
            div.utrecht-form-field.kept {
                label.utrecht-form-label for=(id) { "Voor wie" }
                select.utrecht-select id=(id) name="kept_to" {
                    option value="" { "Iedereen op het bord" }
                    @for one in compartments {
                        option value=(one.id) selected[shown.typed.get("kept_to") == one.id] { "Alleen voor: " (one.title) }
                    }
                }
            }
        }
    }
}
