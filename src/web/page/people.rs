//! Who holds which role, who is there, who is away; whom was called; and the ways to hand over, to
//! close, and to give a task to another.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by, words};
use crate::fact::dutch;
use crate::view::{self, PersonLine, PhoneLine};

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let people = view::people(shown.playbook(), &shown.snapshot.incident);
    let (known, unknown): (Vec<&PersonLine>, Vec<&PersonLine>) =
        people.iter().partition(|line| line.is_known);
    let main = html! {
        div.wide {
            section.panel aria-labelledby="wie" data-live="wie" {
                h2.utrecht-heading-2 id="wie" { "Wie is er" }
                @if known.is_empty() { p.empty { "Er is nog niet vastgelegd wie er zijn." } }
                (table(shown, &known))
                @if !unknown.is_empty() {
                    details.more open[known.is_empty()] {
                        summary { "Rollen zonder naam (" (unknown.len()) ")" }
                        (table(shown, &unknown))
                    }
                }
            }
            div.columns {
                section.panel aria-labelledby="wisselen" { (change(shown, &people)) }
                div.column {
                    section.panel aria-labelledby="bellijst" data-live="bellijst" { (calls(shown)) }
                    section.panel aria-labelledby="verder" {
                        h2.utrecht-heading-2 id="verder" { "Verder" }
                        p.buttons {
                            a.utrecht-button href=(shown.path("/overdracht")) { "Draag een rol over…" }
                            @if !shown.board.closed {
                                a.utrecht-button href=(shown.path("/afsluiten")) { "Sluit het incident af…" }
                            }
                        }
                    }
                }
            }
        }
    };
    frame::page(shown, Tab::People, "Mensen", &main)
}

fn table(shown: &Shown<'_>, lines: &[&PersonLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            table.log {
                thead { tr {
                    th scope="col" { "Rol" }
                    th scope="col" { "Naam" }
                    th scope="col" { "Is er" }
                    th scope="col" { span.unseen { "Doen" } }
                } }
                tbody { @for line in lines { (row(shown, line)) } }
            }
        }
    }
}

fn row(shown: &Shown<'_>, line: &PersonLine) -> Markup {
    let is_here = line.is_present == Some(true) && !line.is_absent;
    html! {
        tr {
            td.log__text { strong { (line.title) } }
            td { (line.person.as_deref().unwrap_or("naam niet vastgelegd")) }
            td {
                @if line.is_absent { strong.due--late { "AFWEZIG" } } @else { (line.status) }
                @if let Some(since) = line.since { " sinds " (words::moment(since, shown.now)) }
                @if line.is_absent {
                    @if !line.away_because.is_empty() { span.item__meta { "reden: " (line.away_because) } }
                    span.item__meta {
                        "vervanging: "
                        @if line.replaced_by.is_empty() { "niemand aangewezen" } @else { (dutch::either(&line.replaced_by)) }
                    }
                }
            }
            td { div.item__act {
                @if shown.who.is_some() && !shown.board.closed {
                    @match (line.is_absent, is_here) {
                        (true, _) if !may_say(shown, &line.id) => {}
                        (true, _) => (act(shown, line, "back", "Is terug")),
                        (false, true) => (act(shown, line, "left", "Gaat weg")),
                        (false, false) => (act(shown, line, "present", "Is er")),
                    }
                }
                @if line.person.is_some() {
                    a.utrecht-button href=(format!("{}?rol={}", shown.path("/overdracht"), line.id)) {
                        "Draagt over…" span.unseen { ": " (line.title) }
                    }
                }
            } }
        }
    }
}

fn act(shown: &Shown<'_>, line: &PersonLine, act: &str, label: &str) -> Markup {
    html! {
        form method="post" action=(shown.path("/mensen")) {
            (by::hidden(shown))
            input type="hidden" name="of" value=(line.id);
            button.utrecht-button type="submit" name="act" value=(act) {
                (label) span.unseen { ": " (line.title) }
            }
        }
    }
}

/// Tells whether this person may say of everyone who they are and whether they are away.
fn says_of_all(shown: &Shown<'_>) -> bool {
    shown.sight.for_others || shown.sight.leads
}

/// Tells whether this person may say that who holds a role is away.
fn may_say(shown: &Shown<'_>, role: &str) -> bool {
    says_of_all(shown) || shown.who.is_some_and(|who| who.role == role)
}

/// Returns the form that puts a person in a role, or notes that somebody is away.
fn change(shown: &Shown<'_>, people: &[PersonLine]) -> Markup {
    let typed = &shown.typed;
    let own = shown.who.map_or("", |who| who.role.as_str());
    let of_all = says_of_all(shown);
    let mine = people.iter().filter(|line| may_say(shown, &line.id));
    let mine: Vec<PersonLine> = mine.cloned().collect();
    html! {
        h2.utrecht-heading-2 id="wisselen" { "Wie is wie, en wie is weg" }
        form.form method="post" action=(shown.path("/mensen")) data-form="mensen" {
            (by::hidden(shown))
            @let chosen = if of_all { typed.get("of") } else { own };
            (roles("mens-rol", "of", "Rol", &mine, chosen))
            @if of_all {
                (by::text("mens-naam", "person", "Naam van wie deze rol heeft", typed.get("person"), ""))
                div.buttons {
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="assign" { "Zet in deze rol" }
                }
            }
            (by::text("mens-reden", "reason", if of_all { "Of: afwezig, omdat" } else { "Ik ben straks weg, omdat" }, typed.get("reason"), "wie de rol dan vervangt, staat in het draaiboek"))
            div.buttons {
                button.utrecht-button type="submit" name="act" value="absent" { "Is afwezig" }
            }
            (by::fields(shown, "mens", own))
        }
    }
}

/// Returns a choice of roles, each with who holds it.
pub fn roles(id: &str, field: &str, label: &str, people: &[PersonLine], chosen: &str) -> Markup {
    html! {
        div.utrecht-form-field {
            label.utrecht-form-label for=(id) { (label) }
            select.utrecht-select id=(id) name=(field) {
                @if people.iter().all(|line| line.id != chosen) {
                    option value="" selected { "Kies een rol" }
                }
                @for line in people {
                    option value=(line.id) selected[line.id == chosen] {
                        (line.title) @if let Some(person) = &line.person { " (" (person) ")" }
                    }
                }
            }
        }
    }
}

fn calls(shown: &Shown<'_>) -> Markup {
    let material = &shown.snapshot.material;
    let phones = view::phones(&material.law, &material.municipality);
    html! {
        h2.utrecht-heading-2 id="bellijst" { "Bellijst" }
        @if phones.is_empty() { p.empty { "Er staan geen telefoonnummers in." } }
        ul.items { @for phone in &phones { (call(shown, phone)) } }
    }
}

fn call(shown: &Shown<'_>, phone: &PhoneLine) -> Markup {
    let last = view::call(&shown.snapshot.incident, &phone.name);
    let digits: String = phone
        .number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    html! {
        li.item {
            div.item__what {
                p.item__title {
                    (phone.name) ": "
                    // What stands there until somebody fills in the number is no number.
                    @if digits.is_empty() { (phone.number) }
                    @else { a.utrecht-link href={"tel:" (digits)} { (phone.number) } }
                }
                p.item__meta { (phone.for_) @if !phone.note.is_empty() { " · " (phone.note) } }
                @if let Some((seq, at, words)) = last {
                    p { strong { (words) } " " span.item__meta { (words::moment(at, shown.now)) " · regel " (seq) } }
                }
            }
            @if shown.who.is_some() {
                form.item__act method="post" action=(shown.path("/mensen/gebeld")) {
                    (by::hidden(shown))
                    input type="hidden" name="called" value=(phone.name);
                    @for (value, label) in [("yes", "Bereikt"), ("no", "Niet bereikt"), ("other", "Vervanger")] {
                        button.utrecht-button type="submit" name="act" value=(value) {
                            (label) span.unseen { ": " (phone.name) }
                        }
                    }
                }
            }
        }
    }
}
