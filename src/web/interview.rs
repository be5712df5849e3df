//! Drafting without an incident: the answers that a form holds, and the draft that they make.
//!
//! Nothing is kept on this side: the form, or a file of facts, holds everything.

use chrono::{DateTime, Utc};

use super::typed::Typed;
use crate::document::{self, Draft, Question, Template};
use crate::fact::{Certainty, Kind, Record, Value, time};
use crate::playbook::Fact;
use crate::runtime::Material;
use crate::runtime::drafting::facts::{self, Answer, Answers, Said};
use crate::runtime::drafting::{Problem, compute, form};

/// An interview as it stands.
pub struct Interview<'a> {
    /// What was answered.
    pub answers: Answers,
    /// The draft that it makes.
    pub draft: Draft,
    /// What is to be answered, in order of first need.
    pub open: Vec<&'a Fact>,
    /// Every question of the template, with what it is for.
    pub questions: Vec<Question<'a>>,
    /// The template.
    pub template: &'a Template,
    /// What was typed and could not be read, by fact, with why.
    pub wrong: Vec<(String, String)>,
}

/// The field in which answers stand that this template does not ask for.
pub const OTHERS: &str = "overig";
/// How many records of a list a form holds.
const ROWS: usize = 50;

/// Returns the name of a field of a question.
pub fn field(part: &str, fact: &str) -> String {
    format!("{part}.{fact}")
}

/// Returns the name of a field of a record.
pub fn cell(fact: &str, row: usize, id: &str) -> String {
    format!("a.{fact}.{row}.{id}")
}

/// Reads what a form holds and computes the draft of it.
///
/// # Errors
/// When there is no such template, or it cannot be filled.
pub fn of_form<'a>(
    material: &'a Material,
    name: &str,
    typed: &Typed,
    now: DateTime<Utc>,
) -> Result<Interview<'a>, Problem> {
    let (questions, _) = questions(material, name)?;
    let (mut answers, mut wrong) = (Answers::new(), Vec::new());
    if let Some(others) = typed.text(OTHERS) {
        match facts::of_text(material, OTHERS, &others, now) {
            Ok(others) => answers = others,
            Err(problem) => wrong.push((OTHERS.to_owned(), problem.to_string())),
        }
    }
    for asked in &questions {
        match said(material, asked.fact, typed, now) {
            Ok(Some(said)) => {
                answers.insert(asked.fact.id.clone(), said);
            }
            Ok(None) => {}
            Err(why) => wrong.push((asked.fact.id.clone(), why)),
        }
    }
    let mut interview = of_answers(material, name, answers, now)?;
    for (id, _) in &wrong {
        let is_there = interview.open.iter().any(|fact| fact.id == *id);
        if !is_there {
            interview.open.extend(material.playbook.fact(id));
        }
    }
    interview.wrong = wrong;
    Ok(interview)
}

/// Computes the draft of answers.
///
/// # Errors
/// When there is no such template, or it cannot be filled.
pub fn of_answers<'a>(
    material: &'a Material,
    name: &str,
    answers: Answers,
    now: DateTime<Utc>,
) -> Result<Interview<'a>, Problem> {
    let (questions, template) = questions(material, name)?;
    let (document, _) = compute::find(material, name)?;
    let incident = facts::incident(material, &facts::given(&answers), now)?;
    let inputs = compute::inputs(material, &incident, document, template, now)?;
    let draft = compute::drafted(&inputs)?;
    let asks = |fact: &&Fact| {
        let said = answers.get(&fact.id);
        said.is_none_or(|said| said.answer == Answer::Nothing)
    };
    let open = document::open(&inputs, &draft);
    let open: Vec<String> = open
        .into_iter()
        .filter(asks)
        .map(|fact| fact.id.clone())
        .collect();
    let open = open.iter().filter_map(|id| material.playbook.fact(id));
    Ok(Interview {
        open: open.collect(),
        answers,
        draft,
        questions,
        template,
        wrong: Vec::new(),
    })
}

fn questions<'a>(
    material: &'a Material,
    name: &str,
) -> Result<(Vec<Question<'a>>, &'a Template), Problem> {
    let (document, template) = compute::find(material, name)?;
    let power = compute::power(material, document, template);
    let questions = document::questions(template, &material.playbook, power);
    Ok((questions, template))
}

/// Returns what was said about a fact; nothing when its fields are empty.
fn said(
    material: &Material,
    fact: &Fact,
    typed: &Typed,
    now: DateTime<Utc>,
) -> Result<Option<Said>, String> {
    let get = |part: &str| typed.text(&field(part, &fact.id));
    let certainty = get("z").and_then(|text| Certainty::parse(&text));
    let source = get("b");
    if get("o").is_some() {
        return Ok(Some(Said {
            answer: Answer::Unknown,
            certainty: None,
            source,
        }));
    }
    let Some(value) = value(fact, typed, now)? else {
        return Ok(None);
    };
    // What may be said of police data is decided where a file of facts is read.
    facts::said(material, &fact.id, &value.to_toml(), now).map_err(|_| match fact.marker {
        true => "Politiegegevens: antwoord ‘aanwezig’ of ‘geen’.".to_owned(),
        false => "Dit antwoord past niet bij de vraag.".to_owned(),
    })?;
    Ok(Some(Said {
        answer: Answer::Known(value),
        certainty,
        source,
    }))
}

fn value(fact: &Fact, typed: &Typed, now: DateTime<Utc>) -> Result<Option<Value>, String> {
    let name = field("a", &fact.id);
    let read = |kind: &Kind, text: &str| kind.read(text, now).map_err(|wrong| wrong.dutch());
    match &fact.kind {
        Kind::Records(fields) => {
            if typed.text(&field("n", &fact.id)).is_some() {
                return Ok(Some(Value::Records(Vec::new())));
            }
            let mut records = Vec::new();
            for row in 0..ROWS {
                let mut record = Record::new();
                for one in fields {
                    if let Some(text) = typed.text(&cell(&fact.id, row, &one.id)) {
                        let value = read(&one.kind, &text);
                        let value = value.map_err(|why| format!("{}: {why}", one.label))?;
                        record.insert(one.id.clone(), value);
                    }
                }
                if !record.is_empty() {
                    records.push(record);
                }
            }
            Ok((!records.is_empty()).then_some(Value::Records(records)))
        }
        Kind::Choices(_) => {
            let chosen = typed.all(&name);
            match chosen.is_empty() {
                true => Ok(None),
                false if chosen.len() > 1 && chosen.iter().any(|id| id == "geen") => {
                    Err("Kies ‘geen van deze’, of wat er wel is.".to_owned())
                }
                false => read(&fact.kind, &chosen.join(",")).map(Some),
            }
        }
        kind => match typed.text(&name) {
            None => Ok(None),
            Some(text) => read(kind, &text).map(Some),
        },
    }
}

/// Returns a value as a person would type it.
pub fn text(value: &Value) -> String {
    match value {
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nee".to_owned(),
        Value::Choice(id) => id.clone(),
        Value::Choices(ids) => ids.iter().cloned().collect::<Vec<_>>().join(","),
        Value::Date(day) => day.format("%d-%m-%Y").to_string(),
        Value::Datetime(at) => time::to_civil(*at).format("%d-%m-%Y %H:%M").to_string(),
        Value::Duration(seconds) => match seconds {
            seconds if seconds % 86_400 == 0 => format!("{}d", seconds / 86_400),
            seconds if seconds % 3_600 == 0 => format!("{}u", seconds / 3_600),
            seconds if seconds % 60 == 0 => format!("{}m", seconds / 60),
            seconds => format!("{seconds}s"),
        },
        Value::Integer(number) => number.to_string(),
        Value::Money(cents) => format!("{},{:02}", cents / 100, cents.abs() % 100),
        Value::Person(words) | Value::Place(words) | Value::Text(words) => words.clone(),
        Value::Records(_) => String::new(),
    }
}

impl Interview<'_> {
    /// Returns the answers as a file of facts.
    pub fn file(&self, material: &Material) -> String {
        form::form(
            self.template.id(),
            &self.questions,
            &material.law,
            &self.answers,
        )
    }

    /// Returns the answers that this template does not ask for, as a file of facts.
    pub fn others(&self, material: &Material) -> String {
        let is_asked = |id: &str| self.questions.iter().any(|asked| asked.fact.id == id);
        let others = self.answers.iter().filter(|(id, _)| !is_asked(id));
        let others: Answers = others
            .map(|(id, said)| (id.clone(), said.clone()))
            .collect();
        match others.is_empty() {
            true => String::new(),
            false => form::form(self.template.id(), &[], &material.law, &others),
        }
    }

    /// Returns the questions that were answered, in order.
    pub fn answered(&self) -> Vec<&Question<'_>> {
        let is_said = |id: &String| {
            let said = self.answers.get(id);
            said.is_some_and(|said| said.answer != Answer::Nothing)
        };
        let questions = self.questions.iter();
        questions.filter(|asked| is_said(&asked.fact.id)).collect()
    }
}
