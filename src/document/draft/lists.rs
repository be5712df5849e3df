//! The lists a report can walk through; the fields are those of `names::LISTS`.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

use minijinja::value::Value as Jinja;

use super::series::{Series, is_typed, news};
use super::{ElementFound, Inputs, Source};
use crate::document::template::names::{Field, Items};
use crate::engine::{Answer, Situation};
use crate::fact::{Certainty, dutch};
use crate::playbook::Municipality;
use crate::view::{self, Gate};

/// Returns the lists about the incident.
pub(super) fn incident(inputs: &Inputs<'_>) -> BTreeMap<&'static str, Jinja> {
    let board = board(inputs);
    let series = Series::of(inputs);
    let questions = board.questions.iter().map(|line| {
        thing([
            (
                "asked_of",
                word(line.asked_of.as_deref().unwrap_or("iedereen")),
            ),
            ("question", word(&line.question)),
            ("why", word(&line.why)),
        ])
    });
    let is_over = |end: Option<DateTime<Utc>>| end.is_some_and(|end| end <= inputs.now);
    let clocks = board.clocks.iter().map(|line| {
        thing([
            ("due", word(&line.due)),
            (
                "ended",
                word(match (&line.ended, line.is_judged) {
                    (Some(ended), _) => ended,
                    (None, true) if is_over(line.expires_at) => "verstreken",
                    (None, true) => "loopt",
                    (None, false) => "nog niet begonnen",
                }),
            ),
            ("law", words(&line.sources)),
            (
                "notes",
                line.notes
                    .iter()
                    .cloned()
                    .chain(line.candidates.iter().map(view::CandidateLine::words))
                    .map(word)
                    .collect(),
            ),
            ("started", word(&line.started)),
            ("title", word(&line.title)),
        ])
    });
    let mut lists = super::board::lists(inputs, &series, &board);
    lists.extend([
        ("clocks", clocks.collect()),
        ("decisions", decisions(inputs)),
        ("documents", documents(&board)),
        ("facts", facts(inputs, &|_| true)),
        ("log", log(inputs)),
        ("new", news(inputs, &series)),
        ("open_questions", questions.collect()),
        (
            "tasks",
            tasks(inputs, board.immediate.iter().chain(&board.tasks)),
        ),
    ]);
    lists
}

/// Returns the board at the moment of drafting.
pub(super) fn board(inputs: &Inputs<'_>) -> view::Board {
    let at = inputs.incident.situation().chart_time(inputs.now);
    view::board(
        inputs.playbook,
        inputs.law,
        inputs.holidays,
        inputs.incident,
        at,
    )
}

/// Returns the findings on the requirements.
pub(super) fn gates<'a>(gates: impl IntoIterator<Item = &'a Gate>) -> Jinja {
    let kind = |kind| match kind {
        crate::law::RequirementKind::Gate => "harde eis",
        crate::law::RequirementKind::Note => "aandachtspunt",
        crate::law::RequirementKind::Required => "eis",
    };
    let one = |gate: &Gate| {
        let fact = |(label, value): &(String, String)| {
            let short = shortened(value);
            thing([
                ("label", word(label)),
                ("short", word(short)),
                ("value", word(value)),
            ])
        };
        thing([
            ("explain", word(&gate.explain)),
            ("facts", gate.facts.iter().map(fact).collect()),
            ("kind", word(kind(gate.kind))),
            ("reason", word(dutch::list(&gate.needs))),
            (
                "source",
                word(gate.sources.first().map_or("geen", String::as_str)),
            ),
            ("sources", words(&gate.sources)),
            ("status", word(&gate.status_text)),
            ("title", word(&gate.title)),
        ])
    };
    gates.into_iter().map(one).collect()
}

/// Returns the first words of a value; all of it stands in the document itself.
fn shortened(value: &str) -> String {
    const SHOWN: usize = 50;
    let certain = format!(" ({})", Certainty::Confirmed.dutch());
    let value = value.strip_suffix(&certain).unwrap_or(value);
    match value.chars().count() > SHOWN {
        true => format!(
            "{}…",
            value.chars().take(SHOWN).collect::<String>().trim_end()
        ),
        false => value.to_owned(),
    }
}

/// Returns the findings on the elements.
pub(super) fn elements<'a>(elements: impl IntoIterator<Item = &'a ElementFound>) -> Jinja {
    let one = |element: &ElementFound| {
        thing([
            ("level", word(element.level.dutch())),
            ("reason", word(&element.reason)),
            ("sources", words(&element.sources)),
            ("status", word(&element.status_text)),
            ("title", word(&element.title)),
        ])
    };
    elements.into_iter().map(one).collect()
}

/// Returns the elements that need no attention, each with its finding.
pub(super) fn settled(elements: &[ElementFound]) -> Jinja {
    let settled = elements.iter().filter(|element| !element.is_open());
    settled
        .map(|element| word(format!("{} ({})", element.title, element.status_text)))
        .collect()
}

/// Returns what is missing: path and question.
pub(super) fn missing(inputs: &Inputs<'_>, missing: &[(String, String)]) -> Jinja {
    let one = |(path, question): &(String, String)| {
        let label = inputs.playbook.fact(path).map_or(path, |fact| &fact.label);
        thing([
            ("label", word(label)),
            ("path", word(path)),
            ("question", word(question)),
        ])
    };
    missing.iter().map(one).collect()
}

/// Returns sources that are not simply in force.
pub(super) fn unverified(sources: &[Source]) -> Jinja {
    let one = |source: &Source| {
        thing([
            ("cite", word(&source.cite)),
            ("note", word(unverified_note(source))),
            ("status", word(&source.status)),
        ])
    };
    sources.iter().map(one).collect()
}

/// Returns the same by what is said about them, each source in the fewest words that name it.
pub(super) fn unverified_by_note(inputs: &Inputs<'_>, sources: &[Source]) -> Jinja {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for source in sources {
        let known = inputs.law.source(&source.id);
        let locator = known.map_or("", |known| known.locator.as_str());
        let cite = if locator.starts_with("ECLI:") {
            locator
        } else {
            &source.cite
        };
        let note = unverified_note(source);
        match notes.iter_mut().find(|(known, _)| *known == note) {
            Some((_, cites)) => cites.push(cite.to_owned()),
            None => notes.push((note, vec![cite.to_owned()])),
        }
    }
    let one = |(note, cites): &(String, Vec<String>)| {
        thing([("cites", words(cites)), ("note", word(note))])
    };
    notes.iter().map(one).collect()
}

fn unverified_note(source: &Source) -> String {
    let doubt = source.doubt.iter().map(String::as_str);
    let parts = doubt.chain([source.note.as_str()]);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(": ")
}

/// Returns texts as things with one field.
pub(super) fn texts(texts: &[String]) -> Jinja {
    texts
        .iter()
        .map(|text| thing([("text", word(text))]))
        .collect()
}

/// Returns the telephone numbers of the municipality.
pub(super) fn phones(municipality: &Municipality) -> Jinja {
    let one = |phone: &crate::playbook::Phone| {
        thing([
            ("for", word(&phone.for_)),
            ("name", word(&phone.name)),
            ("number", word(&phone.number)),
        ])
    };
    municipality.phones.iter().map(one).collect()
}

/// Returns a list for a trial: two things with words in every field, or nothing.
pub(super) fn sample(items: Items, is_known: bool) -> Jinja {
    let samples = if is_known { 2 } else { 0 };
    match items {
        Items::Words => (0..samples).map(|_| word("voorbeeld")).collect(),
        Items::Fields(fields) => {
            let field = |field: &Field| {
                let value = field
                    .items
                    .map_or_else(|| word("voorbeeld"), |items| sample(items, true));
                (field.name, value)
            };
            (0..samples)
                .map(|_| thing(fields.iter().map(field)))
                .collect()
        }
    }
}

/// Returns the documents with how each stands and what was done with it.
fn documents(board: &view::Board) -> Jinja {
    let one = |line: &view::DocumentLine| {
        let history = line.issued.iter().flat_map(view::InstanceLine::words);
        thing([
            ("history", history.map(word).collect()),
            ("state", word(line.state())),
            ("title", word(&line.title)),
        ])
    };
    board.documents.iter().map(one).collect()
}

fn decisions(inputs: &Inputs<'_>) -> Jinja {
    let mut taken: Vec<_> = inputs.incident.situation().decisions.iter().collect();
    taken.sort_by_key(|(_, decided)| decided.seq);
    let one = |(id, decided): (&String, &crate::engine::Decided)| {
        let known = inputs.playbook.decision(id);
        let situation = inputs.incident.situation();
        let title = known.map_or_else(
            || id.clone(),
            |known| view::titled(inputs.playbook, situation, &known.title, id),
        );
        let option = known
            .and_then(|known| known.options.iter().find(|o| o.choice.id == decided.option))
            .map_or(decided.option.as_str(), |option| &option.choice.label);
        let entry = inputs.incident.standing(decided.seq);
        let reason = match entry.map(|entry| entry.content.as_ref()) {
            Some(Some(content)) => content.reason.clone().unwrap_or_default(),
            Some(None) => crate::engine::ERASED.to_owned(),
            None => String::new(),
        };
        let who = entry.map_or(String::new(), |entry| view::who(inputs.playbook, entry));
        let at = entry.map_or(String::new(), |entry| dutch::datetime(entry.happened_at()));
        thing([
            ("at", word(at)),
            ("option", word(option)),
            ("reason", word(reason)),
            ("seq", Jinja::from(decided.seq)),
            ("title", word(title)),
            ("who", word(who)),
        ])
    };
    taken.into_iter().map(one).collect()
}

/// Returns what is known of the facts that are asked for, in the order of the playbook.
pub(super) fn facts(inputs: &Inputs<'_>, is_asked: &dyn Fn(&str) -> bool) -> Jinja {
    let series = Series::of(inputs);
    let one = |fact: &crate::playbook::Fact| {
        let state = inputs.incident.situation().facts.get(&fact.id)?;
        let value = match (&state.answer, state.value()) {
            (Answer::AskedUnknown { .. }, _) => view::ASKED_UNKNOWN.to_owned(),
            (_, Some(value)) => dutch::value(&fact.kind, value),
            (_, None) => crate::engine::ERASED.to_owned(),
        };
        let at = inputs.incident.standing(state.seq);
        let asked_of = fact.asked_of.as_ref();
        let asked_of = asked_of.map(|role| view::role_title(inputs.playbook, role));
        Some(thing([
            (
                "at",
                word(at.map_or(String::new(), |entry| dutch::short(entry.happened_at()))),
            ),
            ("asked_of", word(asked_of.as_deref().unwrap_or("iedereen"))),
            ("certainty", word(state.certainty.dutch())),
            ("label", word(&fact.label)),
            ("new", Jinja::from(series.is_new(state.seq))),
            ("seq", Jinja::from(state.seq)),
            ("short", word(shortened(&value))),
            (
                "source",
                word(state.source.as_deref().unwrap_or("bron niet vastgelegd")),
            ),
            ("typed", Jinja::from(is_typed(&fact.kind))),
            ("value", word(value)),
        ]))
    };
    let asked = inputs
        .playbook
        .facts()
        .iter()
        .filter(|fact| is_asked(&fact.id));
    asked.filter_map(one).collect()
}

fn log(inputs: &Inputs<'_>) -> Jinja {
    let lines = view::log(inputs.playbook, inputs.incident);
    let one = |line: view::Line| {
        thing([
            ("at", word(dutch::short(line.happened_at))),
            ("kind", word(line.kind)),
            ("moved", words(&line.moved)),
            ("recorded", word(dutch::short(line.recorded_at))),
            ("seq", Jinja::from(line.seq)),
            ("struck", Jinja::from(line.struck)),
            ("text", word(line.text)),
            ("who", word(line.who)),
        ])
    };
    lines.into_iter().map(one).collect()
}

fn tasks<'a>(inputs: &Inputs<'_>, open: impl Iterator<Item = &'a view::TaskLine>) -> Jinja {
    let situation = inputs.incident.situation();
    let open = open.map(|line| {
        let status = match (&line.claimed_by, line.lapsed) {
            (_, true) => "te laat".to_owned(),
            (Some(role), _) => format!("opgepakt door {role}"),
            (None, _) => "open".to_owned(),
        };
        thing([
            (
                "due",
                word(line.due.map_or("geen".to_owned(), dutch::short)),
            ),
            ("role", word(line.role.as_deref().unwrap_or("iedereen"))),
            ("status", word(status)),
            ("title", word(&line.title)),
        ])
    });
    open.chain(finished(inputs, situation)).collect()
}

fn finished(inputs: &Inputs<'_>, situation: &Situation) -> Vec<Jinja> {
    let tasks = inputs
        .playbook
        .states()
        .iter()
        .flat_map(|state| &state.tasks);
    let done = tasks.filter(|task| situation.is_finished(&task.id));
    done.map(|task| {
        let role = task
            .role
            .as_deref()
            .map(|role| view::role_title(inputs.playbook, role));
        thing([
            ("due", word("geen")),
            ("role", word(role.as_deref().unwrap_or("iedereen"))),
            ("status", word("klaar")),
            ("title", word(&task.title)),
        ])
    })
    .collect()
}

pub(super) fn thing(fields: impl IntoIterator<Item = (&'static str, Jinja)>) -> Jinja {
    Jinja::from(fields.into_iter().collect::<BTreeMap<&str, Jinja>>())
}

pub(super) fn word(text: impl AsRef<str>) -> Jinja {
    Jinja::from(text.as_ref())
}

pub(super) fn words(texts: &[String]) -> Jinja {
    texts.iter().map(word).collect()
}
