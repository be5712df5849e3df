//! An answer: what it says, how sure, and who said it.

use chrono::{DateTime, Utc};

use super::{Leave, Turn, Walk};
use crate::engine::Action;
use crate::fact::{Certainty, Kind, Unreadable, Value, dutch, time};
use crate::playbook::Fact;

impl Walk<'_> {
    /// Takes an answer to a question and records it.
    pub(super) fn answer(&mut self, id: &str, line: &str) -> Turn {
        let Some(fact) = self.session.material().playbook.fact(id).cloned() else {
            return self.refuse("Deze vraag is er niet.");
        };
        let before = self.answered_at(id);
        if let Some(ask_again) = unknown(&fact, line, self.session.chart_now()) {
            self.still_open(id, before)?;
            self.record(&fact, None, ask_again, (Certainty::Unconfirmed, None), None)?;
            if let Some(at) = ask_again {
                self.say(&format!(
                    "  De vraag komt terug om {} uur.",
                    dutch::clock(at)
                ));
            }
            return Ok(());
        }
        let value = match &fact.kind {
            Kind::Records(fields) if line.trim().eq_ignore_ascii_case("erbij") => {
                self.more_records(&fact.id, fields)?
            }
            kind => self.value(kind, line)?,
        };
        let (value, ground) = self.police(&fact, value)?;
        let shown = dutch::value(&fact.kind, &value);
        if !shown.eq_ignore_ascii_case(line.trim_start_matches('=').trim()) {
            self.say(&format!("  begrepen als: {shown}"));
        }
        self.still_open(id, before)?;
        let prompt = "zekerheid (b/w/o, Enter = onbevestigd) en bron:";
        let sure = match self.ask_mark(prompt) {
            Ok(line) => certainty(&line),
            Err(leave) => {
                self.say(&format!("NIET VASTGELEGD: {}: {shown}", fact.label));
                return Err(match leave {
                    Leave::Back => Leave::Said,
                    leave => leave,
                });
            }
        };
        self.record(&fact, Some(value), None, sure, ground)
    }

    fn record(
        &mut self,
        fact: &Fact,
        value: Option<Value>,
        ask_again: Option<DateTime<Utc>>,
        (certainty, source): (Certainty, Option<String>),
        ground: Option<String>,
    ) -> Turn {
        let action = Action::Record {
            ask_again,
            certainty,
            fact: fact.id.clone(),
            ground,
            source,
            value,
        };
        self.submit(action, self.by()).map(drop)
    }

    /// Reads a value, or says what is expected.
    pub(super) fn value(&mut self, kind: &Kind, line: &str) -> Turn<Value> {
        let text = line.strip_prefix('=').unwrap_or(line).trim();
        if let Kind::Records(fields) = kind {
            match text.to_lowercase().as_str() {
                "lijst" => return self.records(Vec::new(), fields),
                "geen" => return Ok(Value::Records(Vec::new())),
                _ => {}
            }
        }
        match kind.read(text, self.session.chart_now()) {
            Ok(value) => Ok(value),
            Err(unreadable) => self.refuse(&expected(kind, &unreadable)),
        }
    }

    /// Keeps police data out unless there is a ground: else only whether it exists is recorded.
    fn police(&mut self, fact: &Fact, value: Value) -> Turn<(Value, Option<String>)> {
        let Value::Text(text) = &value else {
            return Ok((value, None));
        };
        let marker = |word: &str| Value::Text(word.to_owned());
        if !fact.marker {
            return Ok((value, None));
        }
        match text.to_lowercase().as_str() {
            "aanwezig" | "ja" | "j" => return Ok((marker("aanwezig"), None)),
            "geen" | "nee" | "n" => return Ok((marker("geen"), None)),
            _ => {}
        }
        let prompt = "grondslag om dit vast te leggen (Enter = alleen `aanwezig`):";
        Ok(match self.ask_maybe(prompt)? {
            None => (marker("aanwezig"), None),
            ground => (value, ground),
        })
    }

    /// Asks first when others answered the question while this answer was typed.
    fn still_open(&mut self, id: &str, before: Option<u64>) -> Turn {
        self.read_others()?;
        if self.answered_at(id) == before {
            return Ok(());
        }
        let known = self.known(id).unwrap_or_default();
        self.say(&format!("Deze vraag is intussen beantwoord: {known}."));
        match self.confirm("Toch uw antwoord vastleggen?")? {
            true => Ok(()),
            false => Err(Leave::Back),
        }
    }

    fn answered_at(&self, id: &str) -> Option<u64> {
        let facts = &self.session.incident().situation().facts;
        facts.get(id).map(|fact| fact.seq)
    }
}

/// Returns when to ask again when the line says that it is not known; in a free text, only a moment
/// can follow the word.
fn unknown(fact: &Fact, line: &str, now: DateTime<Utc>) -> Option<Option<DateTime<Utc>>> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    if !word.eq_ignore_ascii_case("onbekend") {
        return None;
    }
    let is_free = matches!(fact.kind, Kind::Person | Kind::Place | Kind::Text);
    match (rest.trim(), later(rest, now)) {
        ("", _) => Some(None),
        (_, None) if is_free => None,
        (_, again) => Some(again),
    }
}

/// Returns a moment to come: a time of day that has passed is of tomorrow.
fn later(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if let Some(seconds) = time::read_duration(text) {
        return now.checked_add_signed(chrono::TimeDelta::try_seconds(seconds)?);
    }
    let at = time::read_datetime(text, now)?;
    match at <= now && time::read_time(text).is_some() {
        true => Some(time::from_civil(
            time::to_civil(at) + chrono::TimeDelta::days(1),
        )),
        false => Some(at),
    }
}

/// Reads how sure and who said it: `b meldkamer`, `meldkamer`, `w`.
pub fn certainty(line: &str) -> (Certainty, Option<String>) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let source = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match is_mark(word) {
        true => (Certainty::parse(word).unwrap_or_default(), source(rest)),
        false => (Certainty::Unconfirmed, source(line)),
    }
}

/// Tells whether a word says how sure something is.
pub(super) fn is_mark(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "b" | "w" | "o" | "bevestigd" | "waarschijnlijk" | "onbevestigd"
    )
}

fn expected(kind: &Kind, unreadable: &Unreadable) -> String {
    match kind {
        Kind::Records(_) => "Typ `lijst` om regel voor regel in te vullen, `erbij` voor nieuwe regels achteraan, of \
                             `geen`."
            .to_owned(),
        _ => unreadable.dutch(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_and_source_go_on_one_line() {
        let check = |line: &str, sure: Certainty, source: Option<&str>| {
            assert_eq!(certainty(line), (sure, source.map(str::to_owned)), "{line}");
        };
        check("b meldkamer", Certainty::Confirmed, Some("meldkamer"));
        check("", Certainty::Unconfirmed, None);
        check("W", Certainty::Probable, None);
        check(
            "wijkagent Zuid",
            Certainty::Unconfirmed,
            Some("wijkagent Zuid"),
        );
    }

    #[test]
    fn a_moment_to_ask_again_lies_ahead() {
        let now = time::read_datetime("2026-11-22 23:30", DateTime::UNIX_EPOCH).expect("a moment");
        let shown = |text: &str| later(text, now).map(dutch::short);
        assert_eq!(shown("01:00").as_deref(), Some("23-11 01.00"));
        assert_eq!(shown("23:45").as_deref(), Some("22-11 23.45"));
        assert_eq!(shown("30m").as_deref(), Some("23-11 00.00"));
        assert_eq!(shown("persoon"), None);
    }
}
