//! A line for the log as the loghouder types it: `[time] f|b|a|v text [#source] [!b|!w|!o]`.

use chrono::{DateTime, Utc};

use crate::engine::NoteKind;
use crate::fact::{Certainty, time};
use crate::playbook::Playbook;

/// A line for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// When it happened, when that was typed.
    pub at: Option<DateTime<Utc>>,
    /// How sure, when that was typed.
    pub certainty: Option<Certainty>,
    /// What kind of line, when that was typed.
    pub kind: Option<NoteKind>,
    /// Where it comes from.
    pub source: Option<String>,
    /// The text.
    pub text: String,
}

/// Reads a line; nothing when it has no text. A time of day that has yet to come today is of
/// yesterday.
pub fn quick(line: &str, now: DateTime<Utc>) -> Option<Quick> {
    let mut rest = line.trim();
    let mut at = None;
    let (word, more) = first(rest);
    if is_time(word)
        && let Some(typed) = time::read_past(word, now)
    {
        at = Some(typed);
        rest = more;
    }
    let mut kind = None;
    let (word, more) = first(rest);
    if matches!(word, "a" | "b" | "f" | "n" | "v") {
        kind = NoteKind::parse(word);
        rest = more;
    }
    let mut certainty = None;
    for (mark, sure) in [
        ("!b", Certainty::Confirmed),
        ("!w", Certainty::Probable),
        ("!o", Certainty::Unconfirmed),
    ] {
        if let Some(before) = rest.strip_suffix(mark)
            && before.ends_with(' ')
        {
            certainty = Some(sure);
            rest = before.trim_end();
        }
    }
    let (text, source) = source(rest);
    (!text.is_empty()).then(|| Quick {
        at,
        certainty,
        kind,
        source,
        text: text.to_owned(),
    })
}

/// Takes `@id` out of a text, wherever it stands: the compartment to which it is kept. `playbook` is the
/// whole one, so that what was meant for few is never written for all because its writer does not see
/// the compartment.
pub fn kept_to(playbook: &Playbook, text: &str) -> (String, Option<String>) {
    let tag = |word: &str| {
        let id = word
            .strip_prefix('@')?
            .trim_end_matches(['.', ',', ';', ':']);
        playbook.compartment(id).map(|one| one.id.clone())
    };
    let Some(id) = text.split(' ').find_map(tag) else {
        return (text.to_owned(), None);
    };
    let words = text.split(' ').filter(|word| tag(word).is_none());
    (
        words.collect::<Vec<_>>().join(" ").trim().to_owned(),
        Some(id),
    )
}

/// Tells whether a text is written as a line for the log, and not just any text.
pub fn is_quick(text: &str) -> bool {
    let (word, rest) = first(text.trim());
    let is_kind = matches!(word, "a" | "b" | "f" | "n" | "v") && !rest.is_empty();
    let has_mark = ["!b", "!w", "!o"].iter().any(|mark| rest.ends_with(mark));
    text.starts_with('+') || is_kind || is_time(word) || has_mark || source(text).1.is_some()
}

/// Returns the first word and what follows it.
fn first(text: &str) -> (&str, &str) {
    let (word, more) = text.split_once(' ').unwrap_or((text, ""));
    (word, more.trim_start())
}

/// Splits off the source: the last word when it begins with `#`, or `#"several words"` at the end.
/// A hashtag inside the text stays there.
fn source(text: &str) -> (&str, Option<String>) {
    let found = match text.strip_suffix('"') {
        Some(inner) => inner.rsplit_once(" #\""),
        None => text
            .rsplit_once(" #")
            .filter(|(_, source)| !source.contains(' ')),
    };
    match found {
        Some((text, source)) if !source.trim().is_empty() => {
            (text.trim_end(), Some(source.trim().to_owned()))
        }
        _ => (text, None),
    }
}

/// Tells whether a word is a time with hours and minutes.
fn is_time(word: &str) -> bool {
    let parts: Vec<&str> = word.split([':', '.', 'u']).collect();
    parts.len() == 2
        && parts
            .iter()
            .all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        time::read_datetime("2026-11-22 21:15", DateTime::UNIX_EPOCH).expect("a moment")
    }

    fn check(line: &str, expected: &str) {
        let found = quick(line, now()).map(|quick| {
            let at = quick.at.map_or("nu".to_owned(), crate::fact::dutch::short);
            let kind = crate::view::note_kind(quick.kind.unwrap_or(NoteKind::Fact));
            let sure = quick.certainty.unwrap_or_default().dutch();
            let source = quick.source.unwrap_or_default();
            format!("{at}|{kind}|{}|{source}|{sure}", quick.text)
        });
        assert_eq!(
            found.unwrap_or_else(|| "geen tekst".to_owned()),
            expected,
            "{line}"
        );
    }

    #[test]
    fn a_line_is_read_as_it_is_typed_under_pressure() {
        check(
            "21:10 f ME gezien bij station #meldkamer !w",
            "22-11 21.10|feit|ME gezien bij station|meldkamer|waarschijnlijk",
        );
        check("ME gezien", "nu|feit|ME gezien||onbevestigd");
        check(
            "9u05 v wie belt OM?",
            "22-11 09.05|vraag|wie belt OM?||onbevestigd",
        );
        check(
            "a hek sluiten #\"wijkagent Zuid\"",
            "nu|actie|hek sluiten|wijkagent Zuid|onbevestigd",
        );
        check("b afschalen !b", "nu|besluit|afschalen||bevestigd");
    }

    #[test]
    fn a_hashtag_in_the_text_stays_in_the_text() {
        check(
            "oproep met #rellen op TikTok",
            "nu|feit|oproep met #rellen op TikTok||onbevestigd",
        );
        check("A 12 dicht!b", "nu|feit|A 12 dicht!b||onbevestigd");
    }

    #[test]
    fn a_time_of_day_to_come_was_yesterday() {
        check("21:40 f trein", "21-11 21.40|feit|trein||onbevestigd");
        check("21:15 f nu", "22-11 21.15|feit|nu||onbevestigd");
        check("21:10", "geen tekst");
        check("21:10 f", "geen tekst");
        check("  ", "geen tekst");
        let night = time::read_datetime("2026-11-23 00:05", DateTime::UNIX_EPOCH);
        let quick = quick("23:50 f sirene", night.expect("a moment")).expect("a line");
        assert_eq!(
            crate::fact::dutch::short(quick.at.expect("a time")),
            "22-11 23.50"
        );
    }

    #[test]
    fn a_reason_is_not_a_line_for_the_log() {
        for line in [
            "+ hek open",
            "f hek open",
            "21:10 hek open",
            "hek open !w",
            "hek #bode",
        ] {
            assert!(is_quick(line), "{line}");
        }
        for reason in ["stroom viel uit", "a", "druk", "net gehoord van de bode"] {
            assert!(!is_quick(reason), "{reason}");
        }
    }
}
