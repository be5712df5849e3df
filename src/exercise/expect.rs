//! What is expected after a step, and where it differs from what is so.

use chrono::{DateTime, Utc};

use super::{EntryName, Seen, SeenDraft};
use crate::fact::{Value, dutch};
use crate::playbook::Playbook;
use crate::reader::quoted;

/// What is expected after a step; an empty list expects nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expect {
    /// The ends of legal clocks.
    pub clocks: Vec<(String, String)>,
    /// The options by decision.
    pub decisions: Vec<(String, String)>,
    /// How documents stand.
    pub documents: Vec<(String, String)>,
    /// The draft.
    pub draft: Option<ExpectDraft>,
    /// The answers by fact, as a person types them.
    pub facts: Vec<(String, String)>,
    /// States that are active.
    pub is_in: Vec<String>,
    /// Tasks whose moment passed.
    pub lapsed: Vec<String>,
    /// States that are not active.
    pub not_in: Vec<String>,
    /// Triggers that cannot be fired.
    pub not_possible: Vec<String>,
    /// Triggers that can be fired.
    pub possible: Vec<String>,
    /// Facts that are asked.
    pub questions: Vec<String>,
    /// The moment at which times of day are read.
    pub read_at: DateTime<Utc>,
    /// Words of the refusal of the command.
    pub refused: Option<String>,
    /// Exactly the innermost active states.
    pub states: Option<Vec<String>>,
    /// Entries that were struck.
    pub struck: Vec<EntryName>,
    /// Tasks that are not open.
    pub tasks_not_open: Vec<String>,
    /// Tasks that are open.
    pub tasks_open: Vec<String>,
    /// Triggers of which a way waits for an answer.
    pub undetermined: Vec<String>,
}

/// What is expected of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpectDraft {
    /// Texts in the document.
    pub contains: Vec<String>,
    /// The finding by requirement.
    pub gates: Vec<(String, String)>,
    /// The marking.
    pub marking: Option<String>,
    /// What is missing.
    pub missing: Option<ExpectMissing>,
    /// Texts that are not in the document.
    pub not_contains: Vec<String>,
    /// Texts in the note for the legal adviser.
    pub note_contains: Vec<String>,
    /// Words in the title.
    pub title_contains: Option<String>,
}

/// What is expected to be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectMissing {
    /// This many values.
    Count(usize),
    /// Exactly these.
    Exactly(Vec<String>),
}

/// Something that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What was expected.
    pub expected: String,
    /// What is so.
    pub found: String,
    /// What it is about: the key of the expectation, and what it names.
    pub what: String,
}

impl Expect {
    /// Returns how many things are expected.
    pub fn count(&self) -> usize {
        let lists = [
            &self.is_in,
            &self.lapsed,
            &self.not_in,
            &self.not_possible,
            &self.possible,
            &self.questions,
            &self.tasks_not_open,
            &self.tasks_open,
            &self.undetermined,
        ];
        let pairs = [&self.clocks, &self.decisions, &self.documents, &self.facts];
        lists.iter().map(|list| list.len()).sum::<usize>()
            + pairs.iter().map(|list| list.len()).sum::<usize>()
            + usize::from(self.states.is_some())
            + usize::from(self.refused.is_some())
            + self.struck.len()
            + self.draft.as_ref().map_or(0, ExpectDraft::count)
    }

    /// Returns everything that is not as expected.
    pub fn differences(&self, playbook: &Playbook, seen: &Seen) -> Vec<Difference> {
        let mut differences = Differences::default();
        self.refusal(seen, &mut differences);
        if let Some(states) = &self.states {
            let (mut expected, mut found) = (states.clone(), seen.states.clone());
            expected.sort();
            found.sort();
            differences.unless(
                expected == found,
                "states",
                words(states),
                words(&seen.states),
            );
        }
        let here: [(&str, &[String], &[String], bool); 9] = [
            ("in", &self.is_in, &seen.active, true),
            ("not_in", &self.not_in, &seen.active, false),
            ("possible", &self.possible, &seen.possible, true),
            ("not_possible", &self.not_possible, &seen.possible, false),
            ("undetermined", &self.undetermined, &seen.undetermined, true),
            ("tasks_open", &self.tasks_open, &seen.tasks_open, true),
            (
                "tasks_not_open",
                &self.tasks_not_open,
                &seen.tasks_open,
                false,
            ),
            ("lapsed", &self.lapsed, &seen.lapsed, true),
            ("questions", &self.questions, &seen.questions, true),
        ];
        for (what, expected, found, is_there) in here {
            let wrong: Vec<String> = expected
                .iter()
                .filter(|id| found.contains(id) != is_there)
                .cloned()
                .collect();
            differences.unless(wrong.is_empty(), what, words(&wrong), words(found));
        }
        for (fact, expected) in &self.facts {
            let found = seen.facts.get(fact);
            let same = match (found, expected.as_str()) {
                (None, "open") | (Some(None), "onbekend") => true,
                (Some(Some(value)), text) => {
                    let kind = playbook.fact(fact).map(|fact| &fact.kind);
                    kind.is_some_and(|kind| kind.read(text, self.read_at).as_ref() == Ok(value))
                }
                _ => false,
            };
            let found = answer(playbook, fact, found);
            differences.unless(same, &format!("facts `{fact}`"), expected.clone(), found);
        }
        for (decision, expected) in &self.decisions {
            let found = seen.decisions.get(decision).map_or("open", String::as_str);
            let what = format!("decisions `{decision}`");
            differences.unless(found == expected, &what, expected.clone(), found.to_owned());
        }
        for (document, expected) in &self.documents {
            let found = seen.documents.get(document).map_or("open", |state| state);
            let what = format!("documents `{document}`");
            differences.unless(found == expected, &what, expected.clone(), found.to_owned());
        }
        for (clock, expected) in &self.clocks {
            let (same, found) = match seen.clocks.get(clock) {
                None => (expected == "open", "open".to_owned()),
                Some(clock) if clock.ended => (
                    expected == "ended" || *expected == clock.due,
                    format!("{}, ended", clock.due),
                ),
                Some(clock) => (*expected == clock.due, clock.due.clone()),
            };
            differences.unless(same, &format!("clocks `{clock}`"), expected.clone(), found);
        }
        for entry in &self.struck {
            let seq = seen.seq(entry);
            let same = seq.is_some_and(|seq| seen.struck.contains(&seq));
            let expected = seq.map_or("an entry".to_owned(), |seq| seq.to_string());
            differences.unless(same, "struck", expected, numbers(&seen.struck));
        }
        if let Some(draft) = &self.draft {
            match &seen.draft {
                Some(seen) => draft.compare(seen, &mut differences),
                None => differences.unless(false, "draft", "a draft".into(), "none".into()),
            }
        }
        differences.0
    }

    fn refusal(&self, seen: &Seen, differences: &mut Differences) {
        match (&self.refused, &seen.refused) {
            (None, None) => {}
            (Some(expected), Some(found)) => {
                let same = found.contains(expected);
                differences.unless(same, "refused", expected.clone(), found.clone());
            }
            (Some(expected), None) => {
                differences.unless(false, "refused", expected.clone(), "not refused".into());
            }
            (None, Some(found)) => {
                differences.unless(false, "refused", "not refused".into(), found.clone());
            }
        }
    }
}

impl ExpectDraft {
    fn count(&self) -> usize {
        self.contains.len()
            + self.gates.len()
            + self.not_contains.len()
            + self.note_contains.len()
            + usize::from(self.marking.is_some())
            + usize::from(self.missing.is_some())
            + usize::from(self.title_contains.is_some())
    }

    fn compare(&self, seen: &SeenDraft, differences: &mut Differences) {
        if let Some(marking) = &self.marking {
            let same = *marking == seen.marking;
            differences.unless(same, "draft.marking", marking.clone(), seen.marking.clone());
        }
        if let Some(words) = &self.title_contains {
            let same = seen.title.contains(words);
            differences.unless(same, "draft.title", words.clone(), seen.title.clone());
        }
        match &self.missing {
            None => {}
            Some(ExpectMissing::Count(count)) => {
                let (same, found) = (*count == seen.missing.len(), words(&seen.missing));
                let found = format!("{} missing: {found}", seen.missing.len());
                differences.unless(same, "draft.missing", format!("{count} missing"), found);
            }
            Some(ExpectMissing::Exactly(paths)) => {
                let (mut expected, mut found) = (paths.clone(), seen.missing.clone());
                expected.sort();
                found.sort();
                differences.unless(
                    expected == found,
                    "draft.missing",
                    words(&expected),
                    words(&found),
                );
            }
        }
        for (gate, expected) in &self.gates {
            let found = seen.gates.get(gate).map_or("absent", String::as_str);
            let what = format!("draft.gates `{gate}`");
            differences.unless(found == expected, &what, expected.clone(), found.to_owned());
        }
        let texts = [
            ("draft.contains", &self.contains, &seen.text, true),
            ("draft.not_contains", &self.not_contains, &seen.text, false),
            ("draft.note_contains", &self.note_contains, &seen.note, true),
        ];
        for (what, expected, found, is_there) in texts {
            for words in expected {
                let same = one_line(found).contains(&one_line(words)) == is_there;
                differences.unless(same, what, words.clone(), excerpt(found));
            }
        }
    }
}

#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn unless(&mut self, same: bool, what: &str, expected: String, found: String) {
        if !same {
            let what = what.to_owned();
            self.0.push(Difference {
                expected,
                found,
                what,
            });
        }
    }
}

fn answer(playbook: &Playbook, fact: &str, found: Option<&Option<Value>>) -> String {
    match (found, playbook.fact(fact)) {
        (Some(Some(value)), Some(fact)) => dutch::value(&fact.kind, value),
        (Some(_), _) => "onbekend".to_owned(),
        (None, _) => "open".to_owned(),
    }
}

fn words(ids: &[String]) -> String {
    match ids.is_empty() {
        true => "none".to_owned(),
        false => quoted(&ids.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}

fn numbers(seqs: &[u64]) -> String {
    words(&seqs.iter().map(u64::to_string).collect::<Vec<_>>())
}

/// Returns a text with every stretch of white space as one space, since lines are wrapped.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn excerpt(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(400) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}
