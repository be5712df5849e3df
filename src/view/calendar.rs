//! Legal terms as an iCalendar file (RFC 5545), for the calendar of whoever guards them.
//!
//! It carries what the playbook and the law say, and numbers of lines in the log; never a word that
//! somebody typed, so that it can be mailed.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::deadlines::{DeadlineLine, Last};
use crate::engine::Situation;
use crate::fact::dutch;
use crate::playbook::Playbook;

/// The longest line, in bytes, without the end of the line.
const LINE_BYTES: usize = 75;

/// Returns an iCalendar file with the terms that have an end; `incident` is the id of the incident,
/// `now` the moment it is made.
pub fn calendar(
    playbook: &Playbook,
    situation: &Situation,
    incident: &str,
    lines: &[DeadlineLine],
    now: DateTime<Utc>,
) -> String {
    let mark = super::mark(situation);
    let mut out = Out::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//draaiboek//termijnen//NL");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text(
        "X-WR-CALNAME",
        &format!("{mark}: termijnen {}", playbook.title()),
    );
    for line in lines {
        if let Some(end) = line.end {
            event(&mut out, playbook, situation, incident, line, end, now);
        }
    }
    out.line("END", "VCALENDAR");
    out.0
}

/// A day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// What is said about it.
    pub description: String,
    /// What calendars know it by, so that it replaces what was sent before.
    pub id: String,
    /// Whether it is there no more.
    pub is_cancelled: bool,
    /// What it is.
    pub summary: String,
}

/// Returns an iCalendar file with days under a name; `now` is the moment it is made.
pub fn calendar_of_days(name: &str, days: &[CalendarDay], now: DateTime<Utc>) -> String {
    let mut out = Out::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//draaiboek//verbeterpunten//NL");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", name);
    for one in days {
        out.line("BEGIN", "VEVENT");
        out.text("UID", &format!("{}@draaiboek", one.id));
        out.line("DTSTAMP", &utc(now));
        // What was sent later replaces what was sent before.
        out.line("SEQUENCE", &now.timestamp().max(0).to_string());
        out.line("DTSTART;VALUE=DATE", &date(one.day));
        out.line("DTEND;VALUE=DATE", &date(one.day + Days::new(1)));
        out.text("SUMMARY", &one.summary);
        out.text("DESCRIPTION", &one.description);
        out.line("TRANSP", "TRANSPARENT");
        let status = match one.is_cancelled {
            true => "CANCELLED",
            false => "CONFIRMED",
        };
        out.line("STATUS", status);
        if !one.is_cancelled {
            // A day begins at midnight: 9:00 a week before it, and on the day itself.
            for trigger in ["-P6DT15H", "PT9H"] {
                out.line("BEGIN", "VALARM");
                out.line("ACTION", "DISPLAY");
                out.text("DESCRIPTION", &one.summary);
                out.line("TRIGGER", trigger);
                out.line("END", "VALARM");
            }
        }
        out.line("END", "VEVENT");
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn event(
    out: &mut Out,
    playbook: &Playbook,
    situation: &Situation,
    incident: &str,
    line: &DeadlineLine,
    end: Last,
    now: DateTime<Utc>,
) {
    let prefix = match situation.exercise {
        true => "OEFENING: ",
        false => "",
    };
    let has_ended = line.clock.ended.is_some();
    let doubt = match (has_ended, line.is_earliest) {
        (true, _) => "geëindigd: ",
        (false, true) => "niet eerder dan deze dag: ",
        (false, false) => "",
    };
    let summary = format!("{prefix}{doubt}einde termijn {}", line.title_of_all);
    out.line("BEGIN", "VEVENT");
    out.line("UID", &format!("{incident}-{}@draaiboek", line.key));
    out.line("DTSTAMP", &utc(now));
    // What was sent later replaces what was sent before.
    out.line("SEQUENCE", &situation.head.to_string());
    match end {
        Last::Day(day) => {
            out.line("DTSTART;VALUE=DATE", &date(day));
            out.line("DTEND;VALUE=DATE", &date(day + Days::new(1)));
        }
        Last::Moment(at) => out.line("DTSTART", &utc(at)),
    }
    out.text("SUMMARY", &summary);
    out.text("DESCRIPTION", &description(playbook, situation, line));
    out.line("TRANSP", "TRANSPARENT");
    out.line(
        "STATUS",
        match (has_ended, line.is_earliest) {
            (true, _) => "CANCELLED",
            (false, true) => "TENTATIVE",
            (false, false) => "CONFIRMED",
        },
    );
    if !has_ended {
        // A day begins at midnight: 9:00 a week and a day before it, and on the day itself.
        let before = match end {
            Last::Day(_) => ["-P6DT15H", "-PT15H", "PT9H"],
            Last::Moment(_) => ["-PT24H", "-PT4H", "-PT1H"],
        };
        for trigger in before {
            out.line("BEGIN", "VALARM");
            out.line("ACTION", "DISPLAY");
            out.text("DESCRIPTION", &summary);
            out.line("TRIGGER", trigger);
            out.line("END", "VALARM");
        }
    }
    out.line("END", "VEVENT");
}

fn description(playbook: &Playbook, situation: &Situation, line: &DeadlineLine) -> String {
    let mut parts = vec![match situation.exercise {
        true => "OEFENING, geen echt incident.".to_owned(),
        false => "Echt incident.".to_owned(),
    }];
    if let Some(term) = &line.term {
        parts.push(format!("Begin: {}.", term.start_text));
        parts.push(format!(
            "Termijn: {}, volgens: {}.",
            term.term_text, term.rule_text
        ));
        parts.push(format!("Einde: {}.", term.end_text));
        parts.extend(term.explanation.iter().cloned());
    }
    parts.extend(line.clock.ended.iter().cloned());
    if !line.clock.sources.is_empty() {
        parts.push(format!("Bron: {}.", dutch::list(&line.clock.sources)));
    }
    parts.push(format!(
        "Berekend door het draaiboek {} op het logboek tot en met regel {}. Een mens beoordeelt de \
         termijn.",
        playbook.title(),
        situation.head
    ));
    parts.join("\n")
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// An iCalendar file under construction.
#[derive(Default)]
struct Out(String);

impl Out {
    /// Writes a text, with what means something in the format escaped.
    fn text(&mut self, name: &str, text: &str) {
        let mut value = String::new();
        for sign in text.chars() {
            match sign {
                '\\' | ';' | ',' => value.extend(['\\', sign]),
                '\n' => value.push_str("\\n"),
                sign if sign.is_control() => {}
                sign => value.push(sign),
            }
        }
        self.line(name, &value);
    }

    /// Writes a line, folded where it is too long; never within a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LINE_BYTES;
        for sign in format!("{name}:{value}").chars() {
            if sign.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE_BYTES - 1;
            }
            self.0.push(sign);
            room -= sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters_and_reads_the_same() {
        let mut out = Out::default();
        let text = "één termijn; twee, drie \\ vier\nvijf ".repeat(12);
        out.text("DESCRIPTION", &text);
        let lines: Vec<&str> = out.0.split_terminator("\r\n").collect();
        assert!(lines.len() > 5);
        assert!(
            lines.iter().all(|line| line.len() <= LINE_BYTES),
            "{lines:?}"
        );
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        let unfolded = out.0.replace("\r\n ", "");
        let value = unfolded
            .trim_end()
            .strip_prefix("DESCRIPTION:")
            .expect("a name");
        let mut read = String::new();
        let mut signs = value.chars();
        while let Some(sign) = signs.next() {
            match (sign, sign == '\\') {
                (_, true) => match signs.next() {
                    Some('n') => read.push('\n'),
                    other => read.extend(other),
                },
                (sign, false) => read.push(sign),
            }
        }
        assert_eq!(read.trim_end(), text.trim_end());
    }
}
