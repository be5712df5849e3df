//! For who leads the exercise: what is to come now, what comes after, what waits, what came; and the
//! clocks.
//!
//! Only this page shows what the players may not know yet.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::super::frame::{self, Tab};
use super::super::{Shown, by, words};
use super::asked;
use super::item::{cards, item};
use crate::engine::Channel;
use crate::exercise::{ExerciseTime, Line, PlanRow, Scenario, Standing, beginning, is_from_team};
use crate::fact::dutch;
use crate::playbook::Role;
use crate::view::{self, MessageLine};
use crate::web::together::TeamLine;

/// What the page is made from besides the incident.
pub struct Leading<'a> {
    /// How everything that comes stands.
    pub lines: &'a [Line<'a>],
    /// What a jump would pass, when that is asked.
    pub passes: Option<Passes>,
    /// The rows of the list, by id.
    pub rows: &'a BTreeMap<String, PlanRow>,
    /// Why something could not come, by its id.
    pub refused: BTreeMap<String, String>,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The other teams.
    pub teams: Vec<TeamLine>,
    /// The exercise time.
    pub time: ExerciseTime,
    /// The time on the wall.
    pub wall: DateTime<Utc>,
}

/// What lies between now and a moment in the situation.
pub struct Passes {
    /// Each in words, with its moment.
    pub ends: Vec<String>,
    /// The moment.
    pub to: DateTime<Utc>,
}

/// Returns the page.
pub fn page(shown: &Shown<'_>, leading: &Leading<'_>) -> Markup {
    let messages = view::messages(shown.playbook(), &shown.snapshot.whole.incident);
    let due = leading.where_is(|standing| matches!(standing, Standing::Due { .. }));
    let mut coming = leading.where_is(|standing| matches!(standing, Standing::Coming { .. }));
    coming.sort_by_key(|line| match line.standing {
        Standing::Coming { at } => at,
        _ => ExerciseTime::START,
    });
    let held = leading.where_is(|standing| matches!(standing, Standing::Held { .. }));
    let waiting = leading.where_is(|standing| matches!(standing, Standing::Waiting));
    let by_hand = leading.where_is(|standing| matches!(standing, Standing::ByHand));
    let off = leading
        .where_is(|standing| matches!(standing, Standing::Skipped | Standing::PassedOver { .. }));
    let part = |id: &str, title: &str, lines: &[&Line<'_>], none: &str| {
        html! {
            section.panel aria-labelledby=(id) {
                div data-live={(id) "-kop"} {
                    h2.utrecht-heading-2 id=(id) { (title) @if !lines.is_empty() { " (" (lines.len()) ")" } }
                    @if lines.is_empty() { p.empty { (none) } }
                }
                ul.items data-live=(id) { @for line in lines { (item(shown, leading, line)) } }
            }
        }
    };
    let main = html! {
        p.looking.looking--lead { strong { "Alleen voor de oefenleiding." } " Laat dit niet op het grote scherm zien. "
            a.utrecht-link href=(shown.path("")) { "Naar het bord van de spelers" } }
        @if let Some(passes) = &leading.passes { (jump_asked(shown, passes)) }
        section.panel.run aria-labelledby="klokken" { (clocks(shown, leading)) }
        (super::teams::lines(shown, &leading.teams))
        div.columns.columns--lead {
            div.column {
                (part("nu", "Nu aan de beurt", &due, "Er is nu niets aan de beurt."))
                (part("straks", "Straks", &coming, "Er staat niets meer op de klok."))
                (part("wacht", "Wacht op iets van de spelers", &waiting, "Er wacht niets."))
                (part("achter-de-hand", "Achter de hand", &by_hand, "Er is niets achter de hand."))
                (part("vast", "Vastgehouden", &held, "Er wordt niets vastgehouden."))
                (part("niet", "Komt niet", &off, "Er is niets overgeslagen."))
            }
            div.column {
                section.panel aria-labelledby="gevraagd" {
                    div data-live="gevraagd-kop" role="status" { (asked::heading(&messages)) }
                    ul.items data-live="gevraagd" { (asked::open(&messages, shown)) }
                    div data-live="beantwoord" { (asked::answered(&messages)) }
                }
                @if !shown.board.closed { section.panel aria-labelledby="zelf" { (improvise(shown, leading)) } }
                section.panel aria-labelledby="gekomen" data-live="gekomen" { (delivered(shown, leading, &messages)) }
                section.panel aria-labelledby="kaarten" { (cards(leading)) }
            }
        }
    };
    frame::page(shown, Tab::Lead, "Oefenleiding", &main)
}

impl<'a> Leading<'a> {
    fn where_is(&self, is: impl Fn(&Standing) -> bool) -> Vec<&'a Line<'a>> {
        self.lines
            .iter()
            .filter(|line| is(&line.standing))
            .collect()
    }
}

fn clocks(shown: &Shown<'_>, leading: &Leading<'_>) -> Markup {
    let situation = shown.snapshot.whole.incident.situation();
    let pace = situation.time.pace();
    let is_halted = situation.halted.is_some();
    let is_begun = beginning(&shown.snapshot.whole.incident).is_some();
    let go = match (is_halted, is_begun) {
        (true, _) => "Noodstop voorbij: ga verder",
        (false, true) => "Ga verder",
        (false, false) => "Begin de oefening",
    };
    let typed = &shown.typed;
    html! {
        h2.unseen id="klokken" { "Klokken" }
        dl.clocks data-live="klokken" {
            div { dt { "Klok" } dd { (dutch::clock(leading.wall)) } }
            div { dt { "Oefentijd" } dd { (leading.time.whole_minutes()) } }
            div { dt { "In het verhaal" } dd { (dutch::short(shown.now)) } }
            div { dt { "Tempo" } dd {
                @match pace {
                    _ if shown.board.closed => strong { "afgelopen" },
                    0 => strong { @if is_halted { "NOODSTOP" } @else { "staat stil" } },
                    1 => "gewoon",
                    pace => { (pace) " keer zo snel" }
                }
            } }
        }
        p.buttons {
            @if is_begun {
                a.utrecht-button href=(shown.path("/einde")) { @if shown.board.closed { "Nabespreking" } @else { "Beëindig de oefening…" } }
            }
            a.utrecht-link href=(shown.path("/verslag-oefening")) { "Verslag" @if !shown.board.closed { " tot nu toe" } }
        }
        @if !shown.board.closed {
            form.buttons method="post" action=(shown.path("/oefenleiding")) data-live="knop" {
                (by::hidden(shown))
                @if pace == 0 {
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="go" { (go) }
                } @else {
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="pause" { "Pauze" }
                }
            }
            details.more open[typed.get("act") == "jump" || typed.get("act") == "pace"] {
                summary { "Pauze met uitleg, tempo, sprong in de tijd" }
                div.grid {
                    @if pace > 0 {
                        form.form method="post" action=(shown.path("/oefenleiding")) {
                            (by::hidden(shown))
                            (by::text("pauze", "text", "Wat de spelers bij de pauze lezen", "", "zoals: pauze tot 15.30 uur"))
                            div.buttons { button.utrecht-button type="submit" name="act" value="pause" { "Pauze met deze uitleg" } }
                        }
                    }
                    form.form method="post" action=(shown.path("/oefenleiding")) {
                        (by::hidden(shown))
                        (by::text("tempo", "pace", "Hoeveel keer zo snel loopt de tijd", typed.get("pace"), "1 is gewoon"))
                        div.buttons { button.utrecht-button type="submit" name="act" value="pace" { "Zet het tempo" } }
                    }
                    form.form method="post" action=(shown.path("/oefenleiding")) {
                        (by::hidden(shown))
                        (by::text("sprong", "to", "Spring in het verhaal naar", typed.get("to"), "zoals 19:30, of 12-3-2027 07:00"))
                        (by::text("sprong-tekst", "text", "Wat de spelers horen", typed.get("text"), "zoals: het is de volgende ochtend"))
                        div.buttons { button.utrecht-button type="submit" name="act" value="jump" { "Kijk wat de sprong overslaat" } }
                    }
                }
            }
        }
    }
}

fn jump_asked(shown: &Shown<'_>, passes: &Passes) -> Markup {
    html! {
        section.panel.ticket aria-labelledby="sprong-vraag" {
            div.ticket__words {
                h2.utrecht-heading-2 id="sprong-vraag" { "Springen naar " (dutch::datetime(passes.to)) "?" }
                @match passes.ends.is_empty() {
                    true => p { "Er gaan geen termijnen en geen momenten van taken voorbij." },
                    false => {
                        p { "Dit gaat ondertussen voorbij:" }
                        ul.steps { @for end in &passes.ends { li { (end) } } }
                    }
                }
                form.buttons method="post" action=(shown.path("/oefenleiding")) {
                    (by::hidden(shown))
                    input type="hidden" name="to" value=(dutch::datetime(passes.to));
                    input type="hidden" name="moment" value=(passes.to.to_rfc3339());
                    input type="hidden" name="text" value=(shown.typed.get("text"));
                    button.utrecht-button.utrecht-button--primary-action type="submit" name="act" value="jump-now" { "Ja, spring" }
                    a.utrecht-link href=(shown.path("/oefenleiding")) { "Niet springen" }
                }
            }
        }
    }
}

fn improvise(shown: &Shown<'_>, leading: &Leading<'_>) -> Markup {
    let typed = &shown.typed;
    let is_own = typed.get("act") == "improvise";
    let value = |field: &str| if is_own { typed.get(field) } else { "" };
    let roles = shown.snapshot.whole.material.playbook.roles().iter();
    let frame = leading.scenario.frame.as_ref();
    let is_played = |role: &&Role| {
        frame.is_none_or(|frame| frame.players.iter().any(|known| known.text == role.id))
    };
    let (played, others): (Vec<&Role>, Vec<&Role>) = roles.partition(is_played);
    html! {
        form.form method="post" action=(shown.path("/oefenleiding")) data-form="eigen-bericht" {
            (by::hidden(shown))
            h2.utrecht-heading-2 id="zelf" { "Eigen bericht" }
            p.hint { "Komt meteen aan. De spelers zien het zoals elk ander bericht." }
            div.utrecht-form-field {
                label.utrecht-form-label for="eigen-van" { "Van" }
                input.utrecht-textbox type="text" id="eigen-van" name="from" list="personas" value=(value("from")) autocomplete="off" maxlength="200";
                datalist id="personas" { @for persona in &leading.scenario.personas { option value=(persona.title) {} } }
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="eigen-weg" { "Hoe" }
                select.utrecht-select id="eigen-weg" name="channel" {
                    @for channel in Channel::ALL {
                        option value=(channel.name()) selected[value("channel") == channel.name()] { (channel.dutch()) }
                    }
                }
            }
            fieldset.choices.choices--columns {
                legend.utrecht-form-label { "Aan" span.hint { " – niemand aangevinkt: iedereen" } }
                @for role in played { (addressee(shown, role, is_own)) }
            }
            @if !others.is_empty() {
                details.more {
                    summary { "Andere rollen" }
                    div.choices.choices--columns { @for role in others { (addressee(shown, role, is_own)) } }
                }
            }
            div.utrecht-form-field {
                label.utrecht-form-label for="eigen-tekst" { "Wat de spelers zien of horen" }
                textarea.utrecht-textarea id="eigen-tekst" name="text" rows="3" maxlength="8000" { (value("text")) }
            }
            div.buttons { button.utrecht-button type="submit" name="act" value="improvise" { "Bezorg dit bericht" } }
        }
    }
}

fn addressee(shown: &Shown<'_>, role: &Role, is_own: bool) -> Markup {
    let id = format!("eigen-{}", role.id);
    html! {
        div.choice {
            input type="checkbox" id=(id) name="to" value=(role.id) checked[is_own && shown.typed.has("to", &role.id)];
            label for=(id) { (role.title) }
        }
    }
}

fn delivered(shown: &Shown<'_>, leading: &Leading<'_>, messages: &[MessageLine]) -> Markup {
    let title = |line: &MessageLine| {
        let row = leading.rows.get(&line.inject);
        let other = match is_from_team(&line.inject) {
            true => "Bericht van een ander team",
            false => "Eigen bericht",
        };
        row.map_or_else(|| other.to_owned(), |row| row.title.clone())
    };
    html! {
        h2.utrecht-heading-2 id="gekomen" { "Aangekomen" @if !messages.is_empty() { " (" (messages.len()) ")" } }
        @if messages.is_empty() { p.empty { "Er is nog niets aangekomen." } }
        ul.items {
            @for line in messages {
                li.item {
                    div.item__what {
                        p.item__title { (title(line)) }
                        p.item__meta { span.due { (words::moment(line.at, shown.now)) } (line.from) " → " (line.to) " · " (line.channel) }
                        p {
                            @match line.understood.is_empty() {
                                true => "Nog niet bevestigd",
                                false => { "Begrepen: " (dutch::list(&line.understood)) }
                            }
                            @if !line.questions.is_empty() { " · vragen: " (line.questions.len()) }
                        }
                    }
                }
            }
        }
    }
}
