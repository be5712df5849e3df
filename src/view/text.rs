//! The board and the log as plain text, readable without colour.

use chrono::{DateTime, Utc};

use super::{ASKED_UNKNOWN, Board, Line, TaskLine};
use crate::fact::dutch;

/// Returns the board as text.
pub fn board(board: &Board) -> String {
    let mut out = format!("[{}] {}\n", board.mark, one_line(&board.title));
    out.push_str(&format!(
        "{} · {} · regel {} · sinds de start {}\n",
        board.playbook,
        dutch::datetime(board.at),
        board.seq,
        board.since
    ));
    if board.closed {
        out.push_str("Dit incident is afgesloten.\n");
    }
    if let Some(announced) = &board.announced {
        out.push_str(&format!("AANGEKONDIGD MOMENT: {announced}\n"));
    }
    for notice in &board.notices {
        out.push_str(&format!("LET OP: {notice}\n"));
    }
    section(
        &mut out,
        "Waar zijn we",
        board
            .places
            .iter()
            .map(|place| format!("{}: {}", place.title, place.why)),
    );
    section(
        &mut out,
        "Meteen doen",
        board.immediate.iter().map(|line| task(line, board.at)),
    );
    section(
        &mut out,
        "Besluiten",
        board.decisions.iter().map(|decision| {
            let mut text = format!(
                "{} [{}] — {}",
                decision.question,
                decision.id,
                dutch::either(&decision.by)
            );
            if let Some(chosen) = &decision.chosen {
                text.push_str(&format!("\n    besloten: {chosen}"));
            } else if !decision.blocked_by.is_empty() {
                text.push_str(&format!(
                    "\n    eerst: {}",
                    dutch::list(&decision.blocked_by)
                ));
            } else {
                if !decision.advice.is_empty() {
                    text.push_str(&format!("\n    advies: {}", decision.advice));
                }
                let options: Vec<String> = decision
                    .options
                    .iter()
                    .map(|option| format!("{} [{}]", option.title, option.id))
                    .collect();
                text.push_str(&format!("\n    keuze: {}", options.join(" / ")));
            }
            text
        }),
    );
    section(
        &mut out,
        "Taken",
        board.tasks.iter().map(|line| task(line, board.at)),
    );
    section(
        &mut out,
        "Open vragen",
        board.questions.iter().map(|question| {
            let mut text = format!("{} [{}]", question.question, question.id);
            if let Some(role) = &question.asked_of {
                text.push_str(&format!(" — {role}"));
            }
            if question.asked_unknown {
                text.push_str(&format!(" ({ASKED_UNKNOWN}"));
                if let Some(at) = question.ask_again {
                    text.push_str(&format!("; opnieuw vragen {}", dutch::clock(at)));
                }
                text.push(')');
            }
            text
        }),
    );
    section(
        &mut out,
        "Mogelijke stappen",
        board.triggers.iter().map(|trigger| {
            let mut text = format!("{} [{}]", trigger.label, trigger.id);
            if !trigger.does.is_empty() {
                text.push_str(&format!(": {}", trigger.does.join("; ")));
            }
            for waits in &trigger.waits {
                text.push_str(&format!(
                    "\n    wacht: {} — eerst: {}",
                    waits.what,
                    dutch::list(&waits.needs)
                ));
            }
            text
        }),
    );
    section(
        &mut out,
        "Wacht op een antwoord",
        board
            .waiting
            .iter()
            .map(|waits| format!("{} — eerst: {}", waits.what, dutch::list(&waits.needs))),
    );
    section(
        &mut out,
        "Termijnen",
        board.clocks.iter().map(|clock| {
            let mut text = format!("{}: {}", clock.title, clock.until());
            if let Some(ended) = &clock.ended {
                text.push_str(&format!(" — {ended}"));
            }
            for note in &clock.notes {
                text.push_str(&format!("\n    {note}"));
            }
            for candidate in &clock.candidates {
                text.push_str(&format!("\n    {}", candidate.words()));
            }
            text.push_str(&format!("\n    {}", clock.sources.join("; ")));
            text
        }),
    );
    section(
        &mut out,
        "Stukken",
        board.documents.iter().map(|document| {
            let status = document.state();
            let mut text = format!("{} [{}]: {status}", document.title, document.id);
            for one in &document.issued {
                text.push_str(&format!("\n    {}", one.words().join("\n      ")));
            }
            text
        }),
    );
    out
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("\n{title}\n"));
    for line in lines {
        out.push_str(&format!("  - {line}\n"));
    }
}

fn task(line: &TaskLine, at: DateTime<Utc>) -> String {
    let mut text = String::new();
    if line.lapsed {
        text.push_str("TE LAAT: ");
    }
    text.push_str(&format!("{} [{}]", line.title, line.id));
    if let Some(role) = &line.role {
        text.push_str(&format!(" — {role}"));
    }
    if let Some(due) = line.due {
        text.push_str(&format!(", {}", until(due, at)));
    }
    if let Some(past) = line.past {
        text.push_str(&format!(", {}", was_past(past, at)));
    }
    if let Some(role) = &line.claimed_by {
        text.push_str(&format!(" (opgepakt door {role})"));
    }
    if !line.needs.is_empty() {
        text.push_str(&format!(" (alleen als: {})", dutch::list(&line.needs)));
    }
    if line.is_from_earlier {
        text.push_str(" (nog open uit een eerdere stap)");
    }
    text
}

/// Returns that a moment was past before anyone could make it.
pub fn was_past(past: DateTime<Utc>, at: DateTime<Utc>) -> String {
    format!("{} was al voorbij, doe het nog", until(past, at))
}

/// Returns a due time: the time of day, and the date when it is another day.
pub(super) fn until(due: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let day = |moment| crate::fact::time::to_civil(moment).date();
    if day(due) == day(at) {
        format!("uiterlijk {} uur", dutch::clock(due))
    } else {
        format!("uiterlijk {}", dutch::datetime(due))
    }
}

/// Returns words of people on one line, so that they cannot look like lines of the log, and without
/// what a terminal would obey.
fn one_line(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push_str(" / "),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Returns the log as text; both times when they differ by more than a minute.
pub fn log(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        let (text, who) = (one_line(&line.text), one_line(&line.who));
        let late = (line.recorded_at - line.happened_at).num_seconds().abs() > 60;
        let recorded = if late {
            format!(" (vastgelegd {})", dutch::short(line.recorded_at))
        } else {
            String::new()
        };
        let struck = if line.struck { "~~" } else { "" };
        out.push_str(&format!(
            "{:>4}  {}{recorded}  {:<12} {struck}{}{struck}\n        {}\n",
            line.seq,
            dutch::short(line.happened_at),
            line.kind,
            text,
            who
        ));
        if !line.moved.is_empty() && !line.struck {
            out.push_str(&format!("        → {}\n", line.moved.join(", ")));
        }
    }
    out
}
