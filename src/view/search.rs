//! Looking something up in the log: by words, kind, role, person and period, newest first.

use chrono::{DateTime, Utc};

use super::log::kind;
use super::{Line, line};
use crate::engine::{Entry, Event, Incident};
use crate::playbook::Playbook;

/// What is looked for; what is empty says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Only what was corrected or fell away, and the corrections themselves.
    pub changed: bool,
    /// Not before this moment.
    pub from: Option<DateTime<Utc>>,
    /// Of this kind, in the Dutch word of [`Line::kind`].
    pub kind: Option<String>,
    /// A part of the name of who said or recorded it.
    pub person: Option<String>,
    /// Said or recorded by this role.
    pub role: Option<String>,
    /// Not after this moment.
    pub until: Option<DateTime<Utc>>,
    /// Words that all stand in the text.
    pub words: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The lines, newest first, no more than were asked for.
    pub lines: Vec<Line>,
    /// Whether there are older ones.
    pub more: bool,
    /// How many there are in the whole log.
    pub total: usize,
}

impl Search {
    /// Tells whether nothing is looked for, so that everything is found.
    pub fn is_empty(&self) -> bool {
        *self == Search::default()
    }
}

/// Returns the kinds of lines that a log holds, in the order of the alphabet.
pub fn kinds(incident: &Incident) -> Vec<&'static str> {
    let mut kinds: Vec<&str> = incident.log().iter().map(|e| kind(e.event())).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Returns the newest lines before an entry that are looked for.
pub fn search(
    playbook: &Playbook,
    incident: &Incident,
    search: &Search,
    before: Option<u64>,
    most: usize,
) -> Found {
    let words = split(search.words.as_deref());
    let person = split(search.person.as_deref());
    let reads_text = !words.is_empty() || !person.is_empty();
    let mut found = Found {
        lines: Vec::new(),
        more: false,
        total: 0,
    };
    for entry in incident.log().iter().rev() {
        if !fits(incident, search, entry) {
            continue;
        }
        let is_before = before.is_none_or(|before| entry.seq < before);
        let is_shown = is_before && found.lines.len() < most;
        // Words are made only for who reads them.
        if reads_text || is_shown {
            let line = line(playbook, incident, entry);
            if !holds(&line.text, &words) || !holds(&line.who, &person) {
                continue;
            }
            if is_shown {
                found.lines.push(line);
            }
        }
        found.more |= is_before && !is_shown;
        found.total += 1;
    }
    found
}

fn split(text: Option<&str>) -> Vec<String> {
    let text = text.unwrap_or_default().to_lowercase();
    text.split_whitespace().map(str::to_owned).collect()
}

fn holds(text: &str, words: &[String]) -> bool {
    words.is_empty() || {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    }
}

fn fits(incident: &Incident, search: &Search, entry: &Entry) -> bool {
    let at = entry.happened_at();
    let by = entry.meta.by.as_ref();
    let is_changed =
        || matches!(entry.event(), Event::Corrected { .. }) || incident.struck(entry.seq).is_some();
    search.from.is_none_or(|from| at >= from)
        && search.until.is_none_or(|until| at <= until)
        && search
            .kind
            .as_ref()
            .is_none_or(|wanted| kind(entry.event()) == wanted)
        && search.role.as_ref().is_none_or(|role| {
            by.is_some_and(|by| {
                by.decided == *role || by.recorded == *role || by.acting_for.as_ref() == Some(role)
            })
        })
        && (!search.changed || is_changed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tests::{Play, minute, note, orde};
    use crate::engine::{Action, Change};

    fn found(play: &Play, wanted: &Search) -> Vec<u64> {
        let found = search(&play.playbook, &play.incident, wanted, None, 100);
        assert_eq!(found.total, found.lines.len());
        found.lines.iter().map(|line| line.seq).collect()
    }

    #[test]
    fn what_is_looked_for_is_found_newest_first() {
        let mut play = Play::begin();
        play.go(1, "oov", note("De ME staat klaar"));
        let first = play.head();
        play.go(2, "burgemeester", note("Klaar om op te schalen"));
        let second = play.head();
        play.go(3, "oov", orde("dreiging"));
        let withdraw = Action::Correct {
            change: Change::Withdraw,
            head: play.head(),
            reason: "het was anders".to_owned(),
            seq: first,
        };
        play.go(4, "oov", withdraw);
        let words = |words: &str| Search {
            words: Some(words.to_owned()),
            ..Search::default()
        };
        assert_eq!(found(&play, &words("KLAAR")), [second, first]);
        assert_eq!(found(&play, &words("klaar me")), [first]);
        let role = Search {
            role: Some("burgemeester".to_owned()),
            ..words("klaar")
        };
        assert_eq!(found(&play, &role), [second]);
        let changed = Search {
            changed: true,
            ..Search::default()
        };
        assert_eq!(found(&play, &changed), [play.head(), first]);
        let period = Search {
            from: Some(minute(2)),
            until: Some(minute(3)),
            kind: Some("notitie".to_owned()),
            ..Search::default()
        };
        assert_eq!(found(&play, &period), [second]);
        let all = search(
            &play.playbook,
            &play.incident,
            &Search::default(),
            Some(second),
            1,
        );
        assert_eq!((all.lines[0].seq, all.more), (first, true));
        assert_eq!(all.total as u64, play.head());
    }
}
