//! Looking something up in the log: a form without anything unseen, so that its address can be shared.

use maud::{Markup, html};

use super::super::Shown;
use super::super::by::text;
use crate::view::{self, Search};
use crate::web::typed::Typed;

/// What stands behind the address of what is looked for.
const FIELDS: [&str; 8] = [
    "zoek",
    "soort",
    "rol",
    "wie",
    "van",
    "tot",
    "besluiten",
    "verbeterd",
];

/// Returns the form.
pub fn panel(shown: &Shown<'_>, asked: &Typed, search: &Search, wrong: &[String]) -> Markup {
    let is_open = !search.is_empty() || !wrong.is_empty();
    let chosen = |field: &str, value: &str| asked.get(field) == value;
    html! {
        section.panel.look aria-label="Zoeken in het logboek" {
            details.more open[is_open] {
                summary { "Zoeken en filteren" }
                form.form method="get" action=(shown.path("/logboek")) role="search" {
                    @for wrong in wrong { p.remark { (wrong) } }
                    div.grid {
                        (text("zoek", "zoek", "Woorden", asked.get("zoek"), "alle woorden staan in de regel"))
                        div.utrecht-form-field {
                            label.utrecht-form-label for="zoek-soort" { "Soort" }
                            select.utrecht-select id="zoek-soort" name="soort" {
                                option value="" { "alle" }
                                @for kind in view::kinds(&shown.snapshot.incident) {
                                    option value=(kind) selected[chosen("soort", kind)] { (kind) }
                                }
                            }
                        }
                        div.utrecht-form-field {
                            label.utrecht-form-label for="zoek-rol" { "Rol" }
                            select.utrecht-select id="zoek-rol" name="rol" {
                                option value="" { "alle" }
                                @for role in shown.playbook().roles() {
                                    option value=(role.id) selected[chosen("rol", &role.id)] { (role.title) }
                                }
                            }
                        }
                        (text("zoek-wie", "wie", "Naam", asked.get("wie"), "wie het zei of vastlegde"))
                        (text("zoek-van", "van", "Van", asked.get("van"), "zoals 19:30"))
                        (text("zoek-tot", "tot", "Tot en met", asked.get("tot"), "zoals 22-11-2026 21:00"))
                    }
                    div.choices.choices--row {
                        (check("besluiten", "Alleen besluiten", asked))
                        (check("verbeterd", "Alleen verbeterd of vervallen", asked))
                    }
                    div.buttons {
                        button.utrecht-button type="submit" { "Zoek" }
                        @if is_open { a.utrecht-link href=(shown.path("/logboek")) { "Toon alles" } }
                    }
                }
            }
        }
    }
}

fn check(field: &str, label: &str, asked: &Typed) -> Markup {
    let id = format!("zoek-{field}");
    html! {
        div.choice {
            input type="checkbox" id=(id) name=(field) value="1" checked[asked.has(field, "1")];
            label for=(id) { (label) }
        }
    }
}

/// Returns the address of the same search, from a line on.
pub fn address(shown: &Shown<'_>, asked: &Typed, before: Option<u64>) -> String {
    let typed = FIELDS.iter().filter_map(|field| {
        let text = asked.text(field)?;
        Some(format!("{field}={}", encoded(&text)))
    });
    let mut pairs: Vec<String> = typed.collect();
    pairs.extend(before.map(|before| format!("voor={before}")));
    match pairs.is_empty() {
        true => shown.path("/logboek"),
        false => format!("{}?{}", shown.path("/logboek"), pairs.join("&")),
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
