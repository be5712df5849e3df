//! The walk: a short screen with what to do now, one question, and lists to choose from.
//!
//! Short enough for a small terminal, except that immediate actions are never left out while their
//! moment has not passed in a step that was left; the whole board is one command away.

use chrono::{DateTime, Utc};

use super::text::{until, was_past};
use super::words::line_numbers;
use super::{
    Board, DecisionLine, DocumentLine, Line, QuestionLine, TaskLine, TriggerLine, WIDTH, Why,
    closing_moment, closing_open, tasks_in_order, wrap,
};
use crate::fact::{Kind, dutch, time};
use crate::playbook::{Fact, Playbook};

/// The most tasks on the short screen, and the most lines they may take, after the immediate ones.
const TASKS: usize = 5;
const TASK_LINES: usize = 7;

/// Returns the first line of every screen.
pub fn walk_head(board: &Board) -> String {
    let mut out = format!(
        "[{}] {} · {}",
        board.mark,
        board.title,
        dutch::short(board.at)
    );
    if let Some(announced) = &board.announced {
        out.push_str(&format!("\nAANGEKONDIGD MOMENT: {announced}"));
    }
    out.push('\n');
    out
}

/// Tells whether a task of a step that was left has lapsed.
fn is_old(task: &TaskLine) -> bool {
    task.is_from_earlier && task.lapsed
}

/// Returns what to do now, in short: places, the first tasks, decisions, and how much more there is; a task has the number
/// of its place in `numbers`, and those of the role at the keyboard come first at the same moment.
pub fn walk_short(board: &Board, numbers: &[String], role: &str) -> String {
    let mut out = String::new();
    if board.closed {
        out.push_str("Dit incident is afgesloten.\n");
    }
    for notice in &board.notices {
        out.push_str(&format!("LET OP: {notice}\n"));
    }
    let places: Vec<&str> = board
        .places
        .iter()
        .map(|place| place.title.as_str())
        .collect();
    if !places.is_empty() {
        out.push_str(&format!("Waar we zijn: {}\n", places.join(" · ")));
    }
    let mut tasks = tasks_in_order(board, Some(role));
    if board.is_ended && !board.closed {
        out.push_str(&closing_moment(board));
        if let Some(open) = closing_open(board) {
            out.push_str(&format!(" Nog open: {open} (`taken`, `vragen`)."));
        }
        out.push_str("\nAFSLUITEN: `a` toont wat open blijft en vraagt de reden.\n");
        tasks.clear();
    }
    if !tasks.is_empty() {
        out.push_str("NU DOEN\n");
    }
    let all = tasks.len();
    tasks.retain(|task| !is_old(task));
    let old = all - tasks.len();
    let mut lines = 0;
    for (at, line) in tasks.iter().enumerate() {
        let text = format!("{:>3}. {}\n", number(line, numbers), task(line, board.at));
        lines += wrap(&text, WIDTH).lines().count();
        let is_full = at >= TASKS || (at > 0 && lines > TASK_LINES);
        if is_full && !board.immediate.contains(line) {
            out.push_str(&format!("     en nog {} (taken)\n", tasks.len() - at));
            break;
        }
        out.push_str(&text);
    }
    if old > 0 {
        let tasks = match old {
            1 => "1 taak van een eerdere stap".to_owned(),
            _ => format!("{old} taken van eerdere stappen"),
        };
        out.push_str(&format!("     nog {tasks}, te laat; `taken` toont ze\n"));
    }
    let open = |line: &&DecisionLine| line.chosen.is_none() && line.blocked_by.is_empty();
    let decisions: Vec<&str> = board
        .decisions
        .iter()
        .filter(open)
        .map(|decision| decision.title.as_str())
        .collect();
    if !decisions.is_empty() {
        out.push_str(&format!(
            "TE BESLUITEN (besluit): {}\n",
            decisions.join(" · ")
        ));
    }
    let count = |many: usize, what: &str| (many > 0).then(|| format!("{many} {what}"));
    let steps = board
        .triggers
        .iter()
        .filter(|trigger| !trigger.does.is_empty());
    for line in board.documents.iter() {
        let review_by = line.review_by();
        if !review_by.is_empty() {
            out.push_str(&format!(
                "TE HERZIEN (uitgifte): {} door {}\n",
                line.title,
                line_numbers(&review_by)
            ));
        }
    }
    let documents = board.documents.iter();
    let documents = documents.filter(|line| matches!(line.status, "to_make" | "outdated"));
    let more: Vec<String> = [
        count(steps.count(), "mogelijk (stap)"),
        count(documents.count(), "te maken (stuk)"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !more.is_empty() {
        out.push_str(&format!("Verder: {}\n", more.join(" · ")));
    }
    out
}

/// Returns every open task with its number and why it is there, in the order of the short screen.
pub fn walk_all_tasks(board: &Board, numbers: &[String], role: &str) -> String {
    let mut out = String::new();
    for line in tasks_in_order(board, Some(role)) {
        let number = number(line, numbers);
        out.push_str(&format!("{number:>3}. {}\n", task(line, board.at)));
        if !line.why.is_empty() {
            out.push_str(&format!("     {}\n", line.why));
        }
    }
    match out.is_empty() {
        true => "Er staan geen taken open.\n".to_owned(),
        false => out,
    }
}

fn number(line: &TaskLine, numbers: &[String]) -> usize {
    let at = numbers.iter().position(|id| *id == line.id);
    at.map_or(0, |at| at + 1)
}

fn task(line: &TaskLine, at: DateTime<Utc>) -> String {
    let mut text = String::new();
    if line.lapsed {
        text.push_str("TE LAAT: ");
    }
    text.push_str(&line.title);
    let mut about: Vec<String> = line.role.iter().cloned().collect();
    about.extend(line.due.map(|due| until(due, at)));
    about.extend(line.past.map(|past| was_past(past, at)));
    about.extend(
        line.claimed_by
            .as_ref()
            .map(|role| match line.role.as_ref() == Some(role) {
                true => "opgepakt".to_owned(),
                false => format!("opgepakt door {role}"),
            }),
    );
    if !line.needs.is_empty() {
        about.push(format!("alleen als: {}", dutch::list(&line.needs)));
    }
    if line.is_from_earlier {
        about.push("uit een eerdere stap".to_owned());
    }
    if !about.is_empty() {
        text.push_str(&format!(" — {}", about.join(", ")));
    }
    text
}

/// Returns a question with why it is asked, who is asked and what can be answered.
pub fn walk_question(fact: &Fact, line: &QuestionLine) -> String {
    let mut out = format!("VRAAG: {}", line.question);
    if let Some(role) = &line.asked_of {
        out.push_str(&format!(" — aan: {role}"));
    }
    out.push('\n');
    if line.asked_unknown {
        out.push_str("  Eerder gevraagd; het antwoord was toen niet bekend.\n");
    }
    if !line.why.is_empty() {
        out.push_str(&format!("  Waarom: {}\n", line.why));
    }
    if line.marker {
        out.push_str(
            "  Politiegegevens: antwoord `aanwezig` of `geen`, of noem straks de grondslag.\n",
        );
    }
    out.push_str(&options(&fact.kind));
    if let Some(unit) = &fact.unit {
        out.push_str(&format!("  In {unit}.\n"));
    }
    out
}

/// Returns what a kind of question takes.
pub fn options(kind: &Kind) -> String {
    let choices: String = kind
        .choices()
        .iter()
        .enumerate()
        .map(|(at, choice)| format!("{:>4}. {}\n", at + 1, choice.label))
        .collect();
    match kind {
        Kind::Bool => "  ja of nee\n".to_owned(),
        Kind::Choice(_) => choices,
        Kind::Choices(_) => {
            format!("{choices}  Meer kan ook: 1,3. Als niets geldt: geen.\n")
        }
        Kind::Date => "  Een datum, zoals 22-11-2026, vandaag of morgen.\n".to_owned(),
        Kind::Datetime => "  Een tijdstip, zoals 19:30 (vandaag) of 22-11-2026 19:30.\n".to_owned(),
        Kind::Duration => "  Een duur, zoals 30m, 4u of 2d.\n".to_owned(),
        Kind::Integer => "  Een heel getal.\n".to_owned(),
        Kind::Money => "  Een bedrag in euro's.\n".to_owned(),
        Kind::Records(_) => {
            "  Een lijst. Typ `lijst` om haar regel voor regel in te vullen, `erbij` om regels toe te voegen, of `geen`.\n"
                .to_owned()
        }
        Kind::Person | Kind::Place | Kind::Text => String::new(),
    }
}

/// Returns a numbered list.
pub fn numbered(items: &[String]) -> String {
    items
        .iter()
        .enumerate()
        .map(|(at, item)| format!("{:>3}. {item}\n", at + 1))
        .collect()
}

/// Returns a decision with who may take it, the advice and the options.
pub fn walk_decision(line: &DecisionLine) -> String {
    let mut out = format!("BESLUIT: {}\n", line.question);
    if !line.by.is_empty() {
        out.push_str(&format!("  Wie: {}\n", dutch::either(&line.by)));
    }
    if !line.advice.is_empty() {
        out.push_str(&format!("  Advies: {}\n", line.advice));
    }
    if let Some(chosen) = &line.chosen {
        out.push_str(&format!("  Eerder besloten: {chosen}\n"));
    }
    if !line.blocked_by.is_empty() {
        out.push_str(&format!(
            "  Kan pas als: {}\n",
            dutch::list(&line.blocked_by)
        ));
    }
    for (at, option) in line.options.iter().enumerate() {
        out.push_str(&format!("{:>4}. {}", at + 1, option.title));
        if !option.blocked_by.is_empty() {
            out.push_str(&format!(
                " — kan pas als: {}",
                dutch::list(&option.blocked_by)
            ));
        }
        out.push('\n');
    }
    out
}

/// Returns a trigger with what it does and what waits.
pub fn walk_step(line: &TriggerLine) -> String {
    let mut text = line.label.clone();
    if !line.by.is_empty() {
        text.push_str(&format!(" — {}", dutch::either(&line.by)));
    }
    for does in &line.does {
        text.push_str(&format!("\n     doet: {does}"));
    }
    for waits in &line.waits {
        let needs = dutch::list(&waits.needs);
        text.push_str(&format!("\n     wacht: {} — eerst: {needs}", waits.what));
    }
    text
}

/// Returns a document with how it stands.
pub fn walk_document(line: &DocumentLine) -> String {
    let status = match line.status {
        "made" => "concept gemaakt, kan opnieuw".to_owned(),
        _ => line.state(),
    };
    format!("{} ({status})", line.title)
}

/// Returns every way out of where the team is, with what each needs.
pub fn walk_why(playbook: &Playbook, ways: &[Why], now: DateTime<Utc>) -> String {
    if ways.is_empty() {
        return "Vanuit deze stap is er nu geen weg.\n".to_owned();
    }
    let mut out = String::new();
    let mut steps: Vec<&str> = Vec::new();
    for way in ways {
        if !steps.contains(&way.from.as_str()) {
            steps.push(&way.from);
        }
    }
    // Where nothing can be done comes last.
    steps.sort_by_key(|step| ways.iter().filter(|way| way.from == *step).map(rank).min());
    for step in steps {
        out.push_str(&format!("UIT ‘{step}’\n"));
        let mut here: Vec<&Why> = ways.iter().filter(|way| way.from == step).collect();
        here.sort_by_key(|way| rank(way));
        for way in here {
            out.push_str(&walk_way(playbook, way, now));
        }
    }
    out
}

/// Returns by what the ways out of one step are ordered: what can be done first.
fn rank(way: &Why) -> usize {
    let order = ["open", "undetermined", "by_time", "blocked"];
    let at = order.iter().position(|status| *status == way.status);
    at.unwrap_or(order.len())
}

fn walk_way(playbook: &Playbook, way: &Why, now: DateTime<Utc>) -> String {
    let status = match way.status {
        "open" if way.decision.is_some() => "KAN NU (besluit)".to_owned(),
        "open" => "KAN NU (stap)".to_owned(),
        "by_time" => "DOOR DE TIJD".to_owned(),
        "undetermined" => format!("WACHT OP EEN {}", way.waits_for().to_uppercase()),
        _ => "KAN NU NIET".to_owned(),
    };
    let trigger = way.trigger.as_ref().and_then(|id| playbook.trigger(id));
    let mut what = match trigger {
        Some(trigger) if !way.what.starts_with(&trigger.label) => {
            format!("{}: {}", trigger.label, way.what)
        }
        _ => way.what.clone(),
    };
    if let Some(due) = way.due {
        what.push_str(&format!(", niet vóór {}", moment(due, now)));
    } else if way.is_by_itself() {
        what.push_str(" (gaat dan vanzelf)");
    }
    let mut out = format!("  - {status}: {what}\n");
    for (at, needed) in way.ways.iter().enumerate() {
        let label = if at == 0 { "nodig:" } else { "of:   " };
        out.push_str(&format!("    {label} {needed}\n"));
    }
    out
}

/// Returns a moment: the time of day, and the date when it is another day.
fn moment(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let day = |at| time::to_civil(at).date();
    match day(at) == day(now) {
        true => dutch::clock(at),
        false => dutch::short(at),
    }
}

/// Returns a line of the log in short, for a line just made or written by others; with its date
/// when that is not today.
pub fn walk_line(line: &Line, now: DateTime<Utc>) -> String {
    let when = moment(line.happened_at, now);
    let mut out = format!("{when} {}: {}", line.kind, line.text);
    if !line.moved.is_empty() && !line.struck {
        out.push_str(&format!(" → nu: {}", line.moved.join(" · ")));
    }
    out
}

/// Returns lines of the log as a list; both times when they differ by more than a minute.
pub fn walk_log(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        let late = (line.recorded_at - line.happened_at).num_seconds().abs() > 60;
        out.push_str(&format!(
            "{:>4}. {} ",
            line.seq,
            dutch::short(line.happened_at)
        ));
        if line.struck {
            out.push_str("VERVALLEN ");
        }
        out.push_str(&format!("{}: {} — {}", line.kind, line.text, line.who));
        if late {
            out.push_str(&format!(", vastgelegd {}", dutch::short(line.recorded_at)));
        }
        if !line.moved.is_empty() && !line.struck {
            out.push_str(&format!("\n      → nu: {}", line.moved.join(" · ")));
        }
        out.push('\n');
    }
    out
}
