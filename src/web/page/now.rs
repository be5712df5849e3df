//! "Nu": what to decide, what to do, what the team waits for; beside it the next question, the steps
//! that are possible, and the legal terms.

use maud::{Markup, html};

use super::frame::{self, Tab};
use super::{Shown, by, question, words};
use crate::fact::dutch;
use crate::view::{DecisionLine, TaskLine, TriggerLine};

/// How many tasks of others stand open on the page; the rest is folded up.
const OF_OTHERS: usize = 8;

/// Returns the page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let main = html! {
        nav.jumps aria-label="Op deze pagina" {
            @for (id, title) in [("besluiten", "Besluiten"), ("doen", "Doen"), ("wachten", "Wachten"),
                ("vragen", "Vragen"), ("stappen", "Stappen"), ("termijnen", "Termijnen")] {
                a.utrecht-link href={"#" (id)} { (title) }
            }
        }
        div.columns {
            div.column {
                section.panel aria-labelledby="besluiten" data-live="besluiten" { (decisions(shown)) }
                section.panel aria-labelledby="doen" data-live="doen" { (tasks(shown)) }
                section.panel aria-labelledby="wachten" data-live="wachten" { (waiting(shown)) }
            }
            div.column {
                section.panel aria-labelledby="vragen" data-live="vragen" { (questions(shown)) }
                section.panel aria-labelledby="stappen" data-live="stappen" { (steps(shown)) }
                section.panel aria-labelledby="termijnen" data-live="termijnen" { (clocks(shown)) }
                section.panel aria-labelledby="plaats" data-live="waar" { (places(shown)) }
            }
        }
    };
    frame::page(shown, Tab::Now, "Nu", &main)
}

fn decisions(shown: &Shown<'_>) -> Markup {
    let (open, taken): (Vec<_>, Vec<_>) = shown
        .board
        .decisions
        .iter()
        .partition(|decision| decision.chosen.is_none());
    html! {
        h2.utrecht-heading-2 id="besluiten" { "1. Besluiten" }
        @if open.is_empty() { p.empty { "Er ligt nu geen besluit voor." } }
        ul.items { @for decision in &open { (decision_line(shown, decision)) } }
        @if !taken.is_empty() {
            details.more {
                summary { (counted(taken.len(), "eerder genomen besluit", "eerder genomen besluiten")) }
                ul.items { @for decision in &taken { (decision_line(shown, decision)) } }
            }
        }
    }
}

fn decision_line(shown: &Shown<'_>, decision: &DecisionLine) -> Markup {
    let is_open = decision.blocked_by.is_empty();
    html! {
        li.item {
            div.item__what {
                p.item__title { (decision.title) }
                @match &decision.chosen {
                    Some(chosen) => p.item__meta { "Besloten: " strong { (chosen) } }
                    None => p.item__meta { "Door " (dutch::either(&decision.by)) }
                }
                @if !is_open {
                    (why_not(&decision.blocked_by))
                }
            }
            @if is_open {
                div.item__act {
                    a.utrecht-button.utrecht-button--primary-action[decision.chosen.is_none()]
                        href=(shown.path(&format!("/besluit/{}", decision.id))) {
                        @if decision.chosen.is_none() { "Besluiten" } @else { "Opnieuw besluiten" }
                    }
                }
            }
        }
    }
}

/// Returns what would open the way, as a list of answers.
pub fn why_not(needs: &[String]) -> Markup {
    needed("Waarom niet? Nodig: ", needs)
}

fn needed(label: &str, needs: &[String]) -> Markup {
    html! {
        div.why {
            span.why__label { (label) }
            (dutch::list(needs))
        }
    }
}

fn tasks(shown: &Shown<'_>) -> Markup {
    let board = &shown.board;
    let is_own = |task: &TaskLine| match (&task.role_id, shown.who) {
        (Some(role), Some(who)) => *role == who.role,
        _ => false,
    };
    let all = || board.immediate.iter().chain(&board.tasks);
    let mut own: Vec<&TaskLine> = all().filter(|task| is_own(task)).collect();
    own.sort_by_key(|task| order(task));
    let mut at_once: Vec<&TaskLine> = board.immediate.iter().filter(|t| !is_own(t)).collect();
    at_once.sort_by_key(|task| order(task));
    let mut others: Vec<&TaskLine> = board.tasks.iter().filter(|task| !is_own(task)).collect();
    others.sort_by_key(|task| order(task));
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

/// Returns by what tasks are ordered: what is here before what was left, then by due time.
fn order(task: &TaskLine) -> (bool, bool, Option<chrono::DateTime<chrono::Utc>>) {
    (task.is_from_earlier, task.due.is_none(), task.due)
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
                        None => span.due { "geen tijd gesteld" }
                    }
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

fn waiting(shown: &Shown<'_>) -> Markup {
    let board = &shown.board;
    let asked = board
        .questions
        .iter()
        .filter(|question| question.asked_unknown);
    let asked: Vec<_> = asked.collect();
    html! {
        h2.utrecht-heading-2 id="wachten" { "3. Waar wij op wachten" }
        @if board.waiting.is_empty() && asked.is_empty() {
            p.empty { "Er wacht niets." }
        }
        ul.items {
            @for question in &asked {
                li.item {
                    div.item__what {
                        p.item__title { (question.question) }
                        p.item__meta {
                            "Gevraagd, antwoord nog onbekend"
                            @if let Some(at) = question.ask_again { " · opnieuw vragen om " (words::moment(at, shown.now)) }
                        }
                    }
                    div.item__act {
                        a.utrecht-button href=(shown.path(&format!("/vraag/{}", question.id))) {
                            "Antwoord" span.unseen { ": " (question.question) }
                        }
                    }
                }
            }
            @for waiting in &board.waiting {
                li.item {
                    div.item__what {
                        p.item__title { (waiting.what) }
                        (needed("Wacht op: ", &waiting.needs))
                    }
                }
            }
        }
    }
}

fn questions(shown: &Shown<'_>) -> Markup {
    let open = shown.board.questions.iter().filter(|q| !q.asked_unknown);
    let open: Vec<_> = open.collect();
    html! {
        h2.utrecht-heading-2 id="vragen" {
            "Vragen" @if !open.is_empty() { " (nog " (open.len()) ")" }
        }
        @match open.split_first() {
            None => p.empty { "Er staat geen vraag open." }
            Some((first, rest)) => {
                (question::form(shown, first))
                @if !rest.is_empty() {
                    h3.utrecht-heading-3 { "Daarna" }
                    ul.links {
                        @for question in rest {
                            li {
                                a.utrecht-link href=(shown.path(&format!("/vraag/{}", question.id))) { (question.question) }
                                @if let Some(role) = &question.asked_of { span.item__meta { " " (role) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn steps(shown: &Shown<'_>) -> Markup {
    let (possible, waiting): (Vec<_>, Vec<_>) = shown
        .board
        .triggers
        .iter()
        .partition(|trigger| !trigger.does.is_empty());
    html! {
        h2.utrecht-heading-2 id="stappen" { "Volgende stappen" }
        @if possible.is_empty() { p.empty { "Er is nu geen stap te zetten." } }
        ul.items { @for trigger in possible { (step_line(shown, trigger)) } }
        @if !waiting.is_empty() {
            details.more {
                summary { (counted(waiting.len(), "stap kan nog niet: waarom?", "stappen kunnen nog niet: waarom?")) }
                ul.items { @for trigger in waiting { (step_line(shown, trigger)) } }
            }
        }
    }
}

fn step_line(shown: &Shown<'_>, trigger: &TriggerLine) -> Markup {
    html! {
        li.item {
            div.item__what {
                p.item__title { (trigger.label) }
                @for does in &trigger.does { p.item__meta { "→ " (does) } }
                @for waits in &trigger.waits {
                    p.item__meta { "Nog niet: " (waits.what) }
                    (why_not(&waits.needs))
                }
            }
            @if !trigger.does.is_empty() {
                div.item__act {
                    a.utrecht-button href=(shown.path(&format!("/stap/{}", trigger.id))) {
                        "Zet deze stap…" span.unseen { ": " (trigger.label) }
                    }
                }
            }
        }
    }
}

fn clocks(shown: &Shown<'_>) -> Markup {
    let (running, ended): (Vec<_>, Vec<_>) = shown
        .board
        .clocks
        .iter()
        .partition(|clock| clock.ended.is_none());
    html! {
        h2.utrecht-heading-2 id="termijnen" { "Wettelijke termijnen" }
        @if running.is_empty() { p.empty { "Er loopt geen termijn." } }
        ul.items {
            @for clock in &running {
                li.item {
                    div.item__what {
                        p.item__title { (clock.title) }
                        p { strong { (clock.until()) } }
                        p.item__meta {
                            "Begin: " (clock.started)
                            @if !clock.sources.is_empty() { " · " (dutch::list(&clock.sources)) }
                        }
                        @for candidate in &clock.candidates { p.item__meta { (candidate.words()) } }
                        @for note in &clock.notes { p.item__meta { (note) } }
                    }
                }
            }
        }
        @if !ended.is_empty() {
            details.more {
                summary { (counted(ended.len(), "termijn is geëindigd", "termijnen zijn geëindigd")) }
                ul.items {
                    @for clock in &ended {
                        li.item { div.item__what {
                            p.item__title { (clock.title) }
                            p.item__meta { (clock.ended.as_deref().unwrap_or_default()) }
                        } }
                    }
                }
            }
        }
    }
}

fn places(shown: &Shown<'_>) -> Markup {
    html! {
        h2.utrecht-heading-2 id="plaats" { "Waar wij zijn" }
        dl.places {
            @for place in &shown.board.places {
                dt {
                    (place.title)
                    @if let Some(since) = place.since { span.item__meta { " sinds " (words::moment(since, shown.now)) } }
                }
                dd { (place.why) }
            }
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}
