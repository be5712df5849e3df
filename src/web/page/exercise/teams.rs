//! More than one team: how the others stand, for who leads; and a message to another team, for a player.
//!
//! A player sees of another team its name and its roles, and nothing of what it knows.

use maud::{Markup, html};

use super::super::{Shown, by};
use crate::engine::Channel;
use crate::fact::dutch;
use crate::view::role_title;
use crate::web::together::TeamLine;

/// By which channels a player reaches another team.
pub const CHANNELS: [Channel; 5] = [
    Channel::Phone,
    Channel::App,
    Channel::Mail,
    Channel::Person,
    Channel::Letter,
];
/// How far the stories of two teams may lie apart and still be the same moment.
const APART_SECONDS: i64 = 60;

/// Returns how the other teams stand, for who leads.
pub fn lines(shown: &Shown<'_>, teams: &[TeamLine]) -> Markup {
    html! {
        @if !teams.is_empty() {
            section.panel.run aria-labelledby="teams" data-live="teams" {
                h2.utrecht-heading-2 id="teams" { "Andere teams in deze oefening" }
                p.hint {
                    "De tijd is van alle teams: begin, pauze, tempo, sprong en noodstop gelden overal. Berichten gelden alleen hier."
                    @if !shown.sight.is_here { " Voor het bord van een ander team hebt u een eigen code nodig." }
                }
                ul.items { @for team in teams { (line(shown, team)) } }
            }
        }
    }
}

fn line(shown: &Shown<'_>, team: &TeamLine) -> Markup {
    let situation = shown.snapshot.whole.incident.situation();
    let is_apart = (team.now - shown.now).num_seconds().abs() > APART_SECONDS
        || team.pace != situation.time.pace()
        || team.halted != situation.halted.is_some();
    html! {
        li.item {
            div.item__what {
                p.item__title { a.utrecht-link href={"/i/" (team.id) "/oefenleiding"} { (team.title) ": oefening leiden" } }
                p.item__meta {
                    @match team.pace {
                        0 if team.halted => "NOODSTOP",
                        0 => "staat stil",
                        1 => "loopt",
                        pace => { "loopt " (pace) " keer zo snel" }
                    }
                    " · in het verhaal " (dutch::short(team.now))
                }
                @if is_apart { p.due--late { strong { "Loopt niet gelijk met dit team." } " Zet de tijd hier of daar opnieuw, of spring naar hetzelfde moment." } }
                @for why in &team.refused { p.due--late { "Ging niet vanzelf: " (why) } }
            }
        }
    }
}

/// Returns the form for a message to another team.
pub fn write(shown: &Shown<'_>) -> Markup {
    let may_write = !shown.sight.looks && !shown.board.closed && !shown.beside.is_empty();
    let typed = &shown.typed;
    let is_own = typed.get("act") == "team";
    let value = |field: &str| if is_own { typed.get(field) } else { "" };
    html! {
        @if may_write {
            details.more open[is_own] {
                summary { "Bericht aan een ander team" }
                form.form method="post" action=(shown.path("/bericht-team")) data-form="bericht-team" {
                    (by::hidden(shown))
                    @if shown.who.is_none() { (by::who(shown, "bericht-team")) }
                    div.grid {
                        div.utrecht-form-field {
                            label.utrecht-form-label for="team-aan" { "Aan" }
                            select.utrecht-select id="team-aan" name="to" {
                                option value="" { "Kies wie" }
                                @for team in shown.beside {
                                    optgroup label=(team.title) {
                                        @for role in &team.roles {
                                            @let to = format!("{}:{role}", team.team.as_deref().unwrap_or_default());
                                            option value=(to) selected[value("to") == to] { (role_title(shown.playbook(), role)) }
                                        }
                                    }
                                }
                            }
                        }
                        div.utrecht-form-field {
                            label.utrecht-form-label for="team-hoe" { "Hoe" }
                            select.utrecht-select id="team-hoe" name="channel" {
                                @for channel in CHANNELS {
                                    option value=(channel.name()) selected[value("channel") == channel.name()] { (channel.dutch()) }
                                }
                            }
                        }
                    }
                    div.utrecht-form-field {
                        label.utrecht-form-label for="team-tekst" { "Wat u zegt of stuurt" }
                        textarea.utrecht-textarea id="team-tekst" name="text" rows="3" maxlength="8000" { (value("text")) }
                        span.hint { "Staat daarna in het logboek van beide teams." }
                    }
                    div.buttons { button.utrecht-button type="submit" name="act" value="team" { "Stuur dit bericht" } }
                }
            }
        }
    }
}
