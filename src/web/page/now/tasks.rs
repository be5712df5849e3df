//! What to do: mine first, then by due time; in words as well as in colour.

use maud::{Markup, html};

use super::super::{Shown, by, words};
use super::counted;
use crate::fact::dutch;
use crate::view::{TaskLine, tasks_in_order, was_past};

/// How many tasks of others stand open on the page; the rest is folded up.
const OF_OTHERS: usize = 8;

/// Returns this part of the page.
pub fn part(shown: &Shown<'_>) -> Markup {
    let board = &shown.board;
    let is_own = |task: &TaskLine| match (&task.role_id, shown.who) {
        (Some(role), Some(who)) => *role == who.role,
        _ => false,
    };
    let all = tasks_in_order(board, shown.who.map(|who| who.role.as_str()));
    let (own, rest): (Vec<&TaskLine>, Vec<&TaskLine>) = all.into_iter().partition(|t| is_own(t));
    let is_at_once = |task: &&TaskLine| board.immediate.contains(task);
    let (at_once, mut others): (Vec<&TaskLine>, Vec<&TaskLine>) =
        rest.into_iter().partition(is_at_once);
    let rest = others.split_off(others.len().min(OF_OTHERS));
    let (first_label, others_label) = match own.is_empty() {
        true => ("Meteen doen", "Daarna"),
        false => ("Meteen doen, door anderen", "Anderen"),
    };
    html! {
        h2.utrecht-heading-2 id="doen" { "2. Doen" }
        @if own.is_empty() && at_once.is_empty() && others.is_empty() {
            p.empty { "Er staan geen taken open." }
        }
        (group(shown, "Voor u", &own))
        (group(shown, first_label, &at_once))
        (group(shown, others_label, &others))
        @if !rest.is_empty() {
            details.more {
                summary { "Nog " (counted(rest.len(), "taak", "taken")) }
                (group(shown, "", &rest))
            }
        }
    }
}

fn group(shown: &Shown<'_>, label: &str, tasks: &[&TaskLine]) -> Markup {
    html! {
        @if !tasks.is_empty() {
            @if !label.is_empty() { h3.utrecht-heading-3 { (label) " (" (tasks.len()) ")" } }
            ul.items { @for task in tasks { (task_line(shown, task)) } }
        }
    }
}

fn task_line(shown: &Shown<'_>, task: &TaskLine) -> Markup {
    let path = shown.path(&format!("/taak/{}", task.id));
    let late = task.lapsed;
    html! {
        li.item.item--late[late] {
            div.item__what {
                p.item__title { (task.title) }
                p.item__meta {
                    @match task.due {
                        Some(due) => span.due.due--late[late] {
                            @if late { "TE LAAT, " } "vóór " (words::moment(due, shown.now))
                            " (" (words::until(due, shown.now)) ")"
                        }
                        None if task.past.is_none() => span.due { "geen tijd gesteld" },
                        None => {}
                    }
                    @if let Some(past) = task.past { span.due { (was_past(past, shown.now)) } }
                    " " (task.role.as_deref().unwrap_or("iedereen"))
                    @if let Some(by) = &task.claimed_by { " · opgepakt door " (by) }
                    @if task.is_from_earlier { " · uit een eerdere stap" }
                }
                @if !task.needs.is_empty() {
                    p.item__meta { "Alleen als: " (dutch::list(&task.needs)) }
                }
            }
            div.item__act {
                @if task.claimed_by.is_none() && shown.who.is_some() {
                    form method="post" action=(path) {
                        (by::hidden(shown))
                        input type="hidden" name="act" value="claim";
                        button.utrecht-button type="submit" { "Oppakken" span.unseen { ": " (task.title) } }
                    }
                }
                a.utrecht-button href=(path) { "Klaar…" span.unseen { ": " (task.title) } }
            }
        }
    }
}
