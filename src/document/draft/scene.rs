//! What a template sees: everything looked up beforehand, so that filling it asks nothing of anyone.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Value as Jinja;

use super::value::Printed;
use super::{Inputs, lists, signature};
use crate::document::Template;
use crate::document::template::expression::Expression;
use crate::document::template::names;
use crate::document::template::scan::What;
use crate::engine::{Answer, ERASED, FactState, Incident, Situation, World};
use crate::fact::condition::{self, Need};
use crate::fact::{Each, Field, Kind, Record, Subject, Truth, Value, dutch};
use crate::law::Register;
use crate::playbook::{Fact, Playbook, Scope};

/// What a template sees.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    /// The conditions that the template names, by their text.
    pub conditions: BTreeMap<String, Held>,
    /// The facts of the playbook.
    pub facts: BTreeMap<String, Known>,
    /// The names that are no fact, function or list, by their path.
    pub fields: BTreeMap<String, Jinja>,
    /// Whether remarks for the legal adviser are put in the text.
    pub keeps_remarks: bool,
    /// How a text refers to the sources that the template names.
    pub laws: BTreeMap<String, String>,
    /// The lists.
    pub lists: BTreeMap<&'static str, Jinja>,
    /// The texts of the municipality file, by path.
    pub municipality: BTreeMap<String, String>,
    /// The telephone numbers of the municipality.
    pub phones: Jinja,
}

/// A condition.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// The facts it rests on.
    pub facts: BTreeSet<String>,
    /// The decisions it rests on.
    pub decisions: BTreeSet<String>,
    /// What has to be answered: path and question.
    pub open: Vec<(String, String)>,
    /// Whether it holds.
    pub truth: Truth,
    /// In Dutch.
    pub words: String,
}

/// What is known of a fact, as it is printed.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// How sure.
    pub certainty: Printed,
    /// Whether it is known.
    pub is_known: bool,
    /// The value.
    pub printed: Printed,
    /// The question.
    pub question: String,
    /// The records; absent when they are not known or it is no list.
    pub records: Option<Vec<BTreeMap<String, Printed>>>,
    /// Where it comes from.
    pub source: Printed,
}

/// A way to fill a template on trial.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Trial {
    /// No fact is known and no condition holds.
    BareFails,
    /// No fact is known and every condition holds.
    BareHolds,
    /// Everything is known and every condition holds but this one.
    Except(usize),
    /// Everything is known and no condition holds.
    Fails,
    /// Everything is known and every condition holds.
    Holds,
    /// Nothing is known, and so no condition is determined.
    Nothing,
    /// Everything is known and only this condition holds.
    Only(usize),
}

impl Trial {
    /// Returns the ways that together reach every branch that a single condition decides.
    pub(crate) fn all(conditions: usize) -> impl Iterator<Item = Trial> {
        let each = (0..conditions).flat_map(|at| [Trial::Only(at), Trial::Except(at)]);
        let all = [
            Trial::Nothing,
            Trial::BareHolds,
            Trial::BareFails,
            Trial::Holds,
            Trial::Fails,
        ];
        all.into_iter().chain(each)
    }

    fn holds(self, condition: usize) -> bool {
        match self {
            Trial::Except(at) => at != condition,
            Trial::BareFails | Trial::Fails | Trial::Nothing => false,
            Trial::BareHolds | Trial::Holds => true,
            Trial::Only(at) => at == condition,
        }
    }
}

impl Scene {
    /// Returns what a template sees of an incident, without lists.
    pub(crate) fn of(template: &Template, inputs: &Inputs<'_>) -> Scene {
        let situation = inputs.incident.situation();
        let mut scene = Scene::named(template, inputs.playbook, inputs.law, situation);
        for fact in inputs.playbook.facts() {
            let known = known(fact, situation.facts.get(&fact.id));
            scene.facts.insert(fact.id.clone(), known);
        }
        let values = inputs.municipality.values();
        scene.municipality = values
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect();
        scene.phones = lists::phones(inputs.municipality);
        let moment = |at| Printed::Words {
            text: dutch::datetime(at),
            value: Some(Value::Datetime(at)),
        };
        let title = Printed::known(
            "incident.title",
            "Hoe heet het incident?",
            situation.title.clone(),
            None,
        );
        let title = match title {
            Printed::Fact { text, .. } => Printed::words(text),
            missing => missing,
        };
        let started = match situation.started_at {
            Some(at) => moment(at),
            None => Printed::missing("incident.started", "Wanneer is het incident gestart?"),
        };
        scene.set("incident.title", title.jinja());
        scene.set("incident.started", started.jinja());
        scene.set("incident.erased", erased_lines(inputs.incident));
        scene.set("incident.exercise", Jinja::from(situation.exercise));
        scene.set(
            "incident.mark",
            Printed::words(crate::view::mark(situation)).jinja(),
        );
        scene.set("now", moment(inputs.now).jinja());
        scene.set(
            "playbook.title",
            Printed::words(inputs.playbook.title()).jinja(),
        );
        scene.set(
            "playbook.version",
            Printed::words(inputs.playbook.version()).jinja(),
        );
        if let Some(organ) = template.organ() {
            let block = signature::block(organ, inputs);
            scene.set("ondertekening", Printed::Markup(block).jinja());
        }
        scene
    }

    /// Returns what a template sees on trial.
    pub(crate) fn of_trial(
        template: &Template,
        playbook: &Playbook,
        law: &Register,
        trial: Trial,
    ) -> Scene {
        const SAMPLE: &str = "voorbeeld";
        let nothing = Situation::default();
        let mut scene = Scene::named(template, playbook, law, &nothing);
        let is_bare = matches!(trial, Trial::BareFails | Trial::BareHolds);
        let is_known = trial != Trial::Nothing && !is_bare;
        for fact in playbook.facts() {
            let sample = sample(&fact.kind);
            let mut known = known(fact, None);
            if is_known {
                let text = dutch::value(&fact.kind, &sample);
                known.printed = Printed::known(&fact.id, &fact.question, text, Some(sample));
                known.certainty = Printed::words(SAMPLE);
                known.source = Printed::words(SAMPLE);
                known.is_known = true;
                if let Kind::Records(fields) = &fact.kind {
                    let all = fields.iter().map(|f| (f.id.clone(), self::sample(&f.kind)));
                    let record: Record = all.collect();
                    known.records = Some(
                        (0..2)
                            .map(|at| read_record(fact, fields, &record, at))
                            .collect(),
                    );
                }
            }
            scene.facts.insert(fact.id.clone(), known);
        }
        for (at, held) in scene.conditions.values_mut().enumerate() {
            if trial != Trial::Nothing {
                held.truth = trial.holds(at).into();
            }
        }
        if is_known {
            for tag in template.tags() {
                if let What::ElseIf(expression) | What::If(expression) | What::Print(expression) =
                    &tag.what
                {
                    expression.each(&mut |inner| {
                        if let Expression::Name(path) = inner
                            && path[0] == "gemeente"
                        {
                            scene
                                .municipality
                                .insert(path[1..].join("."), SAMPLE.to_owned());
                        }
                    });
                }
            }
        }
        for (name, items) in names::LISTS {
            scene
                .lists
                .insert(name, lists::sample(*items, trial != Trial::Nothing));
        }
        scene.phones = lists::sample(names::PHONES, trial != Trial::Nothing);
        for (root, fields) in names::ROOTS.iter().filter(|(root, _)| *root != "loop") {
            let value = Printed::Words {
                text: SAMPLE.to_owned(),
                value: Some(Value::Datetime(chrono::DateTime::UNIX_EPOCH)),
            };
            let path = |field: &&str| format!("{root}.{field}");
            let paths: Vec<String> = match fields.is_empty() {
                true => vec![(*root).to_owned()],
                false => fields.iter().map(path).collect(),
            };
            for path in paths {
                scene.set(&path, value.clone().jinja());
            }
        }
        scene
    }

    /// Sets a name such as `document.title`.
    pub(crate) fn set(&mut self, path: &str, value: Jinja) {
        self.fields.insert(path.to_owned(), value);
    }

    /// Returns the conditions and sources that a template names.
    fn named(
        template: &Template,
        playbook: &Playbook,
        law: &Register,
        situation: &Situation,
    ) -> Scene {
        let mut scene = Scene::default();
        let scope = Scope::of(playbook);
        let world = World::new(playbook, situation);
        let mut look = |expression: &Expression| {
            let Expression::Call(function, argument) = expression else {
                return;
            };
            if function == "wet"
                && let Some(source) = law.source(argument)
            {
                scene.laws.insert(argument.clone(), source.cite.clone());
            }
            if function == "holds"
                && let Ok(condition) = condition::read(argument, &scope)
            {
                let mut decisions = BTreeSet::new();
                condition.atoms(&mut |atom| {
                    if let Subject::Decision(id) = &atom.subject {
                        decisions.insert(id.clone());
                    }
                });
                let words = condition::dutch(&condition, playbook);
                let mut open = open(playbook, &condition.needs(&world));
                if open.is_empty() {
                    let path = condition.facts().into_iter().next().unwrap_or("voorwaarde");
                    open.push((path.to_owned(), words.clone()));
                }
                let held = Held {
                    decisions,
                    facts: condition.facts().into_iter().map(str::to_owned).collect(),
                    open,
                    truth: condition.truth(&world),
                    words,
                };
                scene.conditions.insert(argument.clone(), held);
            }
        };
        for tag in template.tags() {
            match &tag.what {
                What::ElseIf(e) | What::For(_, e, _) | What::If(e) | What::Print(e) => {
                    e.each(&mut look);
                }
                What::Anchor(_) | What::Comment | What::Else | What::EndFor | What::EndIf => {}
            }
        }
        scene
    }
}

/// Returns the questions behind needs that wait for an answer.
pub(super) fn open(playbook: &Playbook, needs: &[Need]) -> Vec<(String, String)> {
    needs
        .iter()
        .filter(|need| need.now == Truth::Unknown)
        .map(|need| match &need.atom.subject {
            Subject::Count(id) | Subject::Fact(id) => {
                let question = playbook.fact(id).map(|fact| fact.question.clone());
                (id.clone(), question.unwrap_or_else(|| id.clone()))
            }
            Subject::Decision(id) => {
                let question = playbook
                    .decision(id)
                    .map(|decision| decision.question.clone());
                (id.clone(), question.unwrap_or_else(|| id.clone()))
            }
            Subject::Document(id)
            | Subject::Each(Each { id, .. })
            | Subject::State(id)
            | Subject::Task(id) => (id.clone(), id.clone()),
        })
        .collect()
}

/// Returns what is known of a fact.
fn known(fact: &Fact, state: Option<&FactState>) -> Known {
    let missing = Printed::missing(&fact.id, &fact.question);
    let mut known = Known {
        certainty: missing.clone(),
        is_known: false,
        printed: missing.clone(),
        question: fact.question.clone(),
        records: None,
        source: missing,
    };
    let Some(state) = state else { return known };
    known.printed = match (&state.answer, state.value()) {
        (Answer::AskedUnknown { .. }, _) => return known,
        (_, Some(value)) => {
            if let (Kind::Records(fields), Value::Records(records)) = (&fact.kind, value) {
                let records = records.iter().enumerate();
                let read = records.map(|(at, record)| read_record(fact, fields, record, at));
                known.records = Some(read.collect());
            }
            let text = dutch::value(&fact.kind, value);
            Printed::known(&fact.id, &fact.question, text, Some(value.clone()))
        }
        (Answer::Content { .. }, None) => {
            if let Kind::Records(fields) = &fact.kind {
                let erased = |field: &Field| (field.id.clone(), erased(&fact.id));
                let one: BTreeMap<_, _> = fields.iter().map(erased).collect();
                known.records = Some(vec![one; state.answer.count()]);
            }
            erased(&fact.id)
        }
        (Answer::Known(_), None) => return known,
    };
    if matches!(known.printed, Printed::Missing { .. }) {
        return known;
    }
    known.is_known = true;
    known.certainty = Printed::words(state.certainty.dutch());
    let source = state
        .source
        .as_deref()
        .map(str::trim)
        .filter(|source| !source.is_empty());
    known.source = Printed::words(source.unwrap_or("bron niet vastgelegd"));
    known
}

/// Returns of how many lines the words were erased, in words; nothing when of none.
fn erased_lines(incident: &Incident) -> Jinja {
    let log = incident.log().iter();
    match log.filter(|entry| entry.is_erased()).count() {
        0 => Jinja::from(false),
        1 => Printed::words("1 regel").jinja(),
        more => Printed::words(format!("{more} regels")).jinja(),
    }
}

fn erased(path: &str) -> Printed {
    Printed::Fact {
        path: path.to_owned(),
        text: ERASED.to_owned(),
        value: Some(Value::Text(ERASED.to_owned())),
    }
}

fn read_record(
    fact: &Fact,
    fields: &[Field],
    record: &Record,
    at: usize,
) -> BTreeMap<String, Printed> {
    let one = |field: &Field| {
        let path = format!("{}.{}.{}", fact.id, at + 1, field.id);
        let question = format!("{} ({} {})", field.label, fact.label, at + 1);
        let printed = match record.get(&field.id) {
            Some(value) => {
                let text = dutch::value(&field.kind, value);
                Printed::known(&path, &question, text, Some(value.clone()))
            }
            None => Printed::missing(&path, &question),
        };
        (field.id.clone(), printed)
    };
    fields.iter().map(one).collect()
}

fn sample(kind: &Kind) -> Value {
    let first = || {
        kind.choices()
            .first()
            .map_or(String::new(), |choice| choice.id.clone())
    };
    match kind {
        Kind::Bool => Value::Bool(true),
        Kind::Choice(_) => Value::Choice(first()),
        Kind::Choices(_) => Value::Choices([first()].into()),
        Kind::Date => Value::Date(chrono::DateTime::UNIX_EPOCH.date_naive()),
        Kind::Datetime => Value::Datetime(chrono::DateTime::UNIX_EPOCH),
        Kind::Duration => Value::Duration(3600),
        Kind::Integer => Value::Integer(2),
        Kind::Money => Value::Money(250_000),
        Kind::Person => Value::Person("N.N.".to_owned()),
        Kind::Place => Value::Place("Raadhuisplein".to_owned()),
        Kind::Records(fields) => {
            let all = fields
                .iter()
                .map(|field| (field.id.clone(), sample(&field.kind)));
            Value::Records(vec![all.collect()])
        }
        Kind::Text => Value::Text("voorbeeld".to_owned()),
    }
}
