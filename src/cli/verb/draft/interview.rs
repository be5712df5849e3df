//! A draft from an interview: in Dutch, one question at a time, only what is open given the answers
//! so far.
//!
//! Every answer is on disk before the next question; whoever pulls the plug goes on with the file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::choose::material_with;
use super::compute::{Computed, drafted, find, inputs, power};
use super::facts::{Answer, Answers, Said};
use super::{Made, Typed, facts, files, form};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::walk::{Input, certainty, is_way_back};
use crate::document::{self, Draft, Question, Template, Use};
use crate::fact::{Field, Kind, Record, Value, dutch};
use crate::playbook::Fact;
use crate::runtime::{Material, Surroundings};
use crate::view::{self, Gate, GateStatus};

/// Interviews, and writes the draft and the answers.
pub fn run(context: &Context, typed: &Typed, base: Option<&Path>) -> Result<Made, Failure> {
    let path = beside(&typed.out);
    let resumed = base.is_none() && path.exists();
    let known = facts::named(base.unwrap_or(&path));
    let material = material_with(context, &typed.template, &known)?;
    let (document, template) = find(&material, &typed.template)?;
    let now = Surroundings::Machine.now();
    if base.is_some_and(|base| base != path) {
        files::refuse_existing([path.as_path()].into_iter(), typed.force)?;
    }
    let answers = match base.or(resumed.then_some(path.as_path())) {
        Some(file) => facts::read(&material, file, now)?,
        None => Answers::new(),
    };
    let power = power(&material, document, template);
    let mut interview = Interview {
        answers,
        before: Vec::new(),
        document,
        input: Input::new(),
        material: &material,
        now,
        path,
        questions: document::questions(template, &material.playbook, power),
        rejected: BTreeSet::new(),
        template,
    };
    // What cannot be written is said before the first question, not after the last.
    let (planned, _) = files::files(&interview.compute(typed)?, typed.target())?;
    let planned = planned.iter().map(|(path, _)| path.as_path());
    files::refuse_existing(planned, typed.force)?;
    interview.greet(resumed);
    interview.ask()?;
    let computed = interview.compute(typed)?;
    let (mut files, _) = files::write(&computed, typed.target())?;
    files.push(interview.path);
    Ok(Made {
        draft: computed.draft,
        files,
        seq: None,
    })
}

/// Returns where the answers of an interview are kept.
fn beside(out: &Path) -> PathBuf {
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!("{stem}-feiten.toml"))
}

struct Interview<'a> {
    answers: Answers,
    /// The questions asked, in order, to go back to.
    before: Vec<&'a Fact>,
    document: Option<&'a str>,
    input: Input,
    material: &'a Material,
    now: DateTime<Utc>,
    path: PathBuf,
    questions: Vec<Question<'a>>,
    /// The requirements of which it was said that the ground is rejected.
    rejected: BTreeSet<String>,
    template: &'a Template,
}

/// What a person does with a question.
enum Reply {
    Answered(Said),
    Back,
    Done,
    Repeat,
}

impl<'a> Interview<'a> {
    fn greet(&self, resumed: bool) {
        let say = |text: &str| self.input.say(text);
        say(&format!("CONCEPT MAKEN: {}", self.template.title()));
        say("  Enter of `onbekend` = niet bekend; ? = waarom en welke wet; < = vorige vraag;");
        say("  stand = welke eisen openstaan; klaar = stoppen en het concept maken.");
        say(&format!(
            "  Elk antwoord staat meteen in {}.",
            self.path.display()
        ));
        if resumed {
            say("  Daar staan al antwoorden in; we gaan daarmee verder. Wat onbekend bleef, wordt");
            say("  niet opnieuw gevraagd: vul het in dat bestand in.");
        }
    }

    /// Computes the draft of the answers so far, with what goes beside it.
    fn compute(&self, typed: &Typed) -> Result<Computed, Failure> {
        let (name, with_copy) = (&typed.template, typed.working_copy);
        let (material, answers) = (self.material, &self.answers);
        Ok(facts::compute(
            material, answers, name, self.now, with_copy,
        )?)
    }

    /// Asks until nothing is open or the person is done.
    fn ask(&mut self) -> Result<(), Failure> {
        self.save()?;
        let mut again: Option<&'a Fact> = None;
        loop {
            let (draft, open) = self.draft()?;
            self.say_rejected(&draft.gates);
            let Some(fact) = again.take().or(open.first().copied()) else {
                self.input.say("\nEr zijn geen open vragen meer.");
                return Ok(());
            };
            self.input.say(&self.head(&draft, open.len()));
            self.show(fact);
            match self.reply(fact, &draft) {
                Reply::Answered(said) => {
                    self.answers.insert(fact.id.clone(), said);
                    self.before.push(fact);
                    self.save()?;
                }
                Reply::Back => match self.before.pop() {
                    Some(previous) => again = Some(previous),
                    None => {
                        self.input.say("Dit is de eerste vraag.");
                        again = Some(fact);
                    }
                },
                Reply::Done => return Ok(()),
                Reply::Repeat => again = Some(fact),
            }
        }
    }

    /// Returns the draft as it would be, and what is open; what was asked and is not known is not
    /// asked again.
    fn draft(&self) -> Result<(Draft, Vec<&'a Fact>), Failure> {
        let given = facts::given(&self.answers);
        let incident = facts::incident(self.material, &given, self.now)?;
        let (document, template) = (self.document, self.template);
        let inputs = inputs(self.material, &incident, document, template, self.now)?;
        let draft = drafted(&inputs)?;
        let open = document::open(&inputs, &draft);
        let is_new = |id: &str| (self.answers.get(id)).is_none_or(|s| s.answer == Answer::Nothing);
        let ids: Vec<String> = open.iter().map(|fact| fact.id.clone()).collect();
        let known = |id: String| self.material.playbook.fact(&id);
        let open = ids.into_iter().filter(|id| is_new(id)).filter_map(known);
        Ok((draft, open.collect()))
    }

    fn save(&self) -> Result<(), Failure> {
        let (id, law) = (self.template.id(), &self.material.law);
        let text = form::form(id, &self.questions, law, &self.answers);
        Ok(files::save(&self.path, text.as_bytes())?)
    }

    fn head(&self, draft: &Draft, open: usize) -> String {
        let waiting = draft.gates.iter().filter(|gate| gate.status.is_open());
        let questions = match open {
            1 => "nog 1 vraag".to_owned(),
            _ => format!("nog {open} vragen"),
        };
        match draft.gates.len() {
            0 => format!("\n[{questions}]"),
            all => format!("\n[{questions}; eisen open: {} van {all}]", waiting.count()),
        }
    }

    fn show(&self, fact: &Fact) {
        let mut text = format!("VRAAG: {}\n", fact.question);
        if fact.marker {
            text.push_str("  Politiegegevens: antwoord `aanwezig` of `geen`.\n");
        }
        text.push_str(&view::options(&fact.kind));
        if let Some(unit) = &fact.unit {
            text.push_str(&format!("  In {unit}.\n"));
        }
        if let Some(said) = self.answers.get(&fact.id) {
            match &said.answer {
                Answer::Known(value) => {
                    let value = dutch::value(&fact.kind, value);
                    text.push_str(&format!("  Nu ingevuld: {value}\n"));
                }
                Answer::Unknown => text.push_str("  Nu ingevuld: onbekend\n"),
                Answer::Nothing => {}
            }
        }
        self.input.say(&text);
    }

    fn reply(&mut self, fact: &Fact, draft: &Draft) -> Reply {
        let Some(line) = self.input.line("antwoord (? = waarom):") else {
            return Reply::Done;
        };
        let unknown = Said {
            answer: Answer::Unknown,
            ..Said::default()
        };
        let text = match line.to_lowercase().as_str() {
            "" | "onbekend" => return Reply::Answered(unknown),
            "<" | "terug" => return Reply::Back,
            "klaar" | "stop" => return Reply::Done,
            "?" => {
                self.explain(fact);
                return Reply::Repeat;
            }
            "stand" => {
                self.input.say(&standing(&draft.gates));
                return Reply::Repeat;
            }
            // With `=` in front, any word is an answer.
            _ => line.strip_prefix('=').unwrap_or(&line).trim(),
        };
        let value = match &fact.kind {
            Kind::Records(fields) if text.eq_ignore_ascii_case("lijst") => {
                match self.records(fields) {
                    Some(records) => records,
                    None => return Reply::Repeat,
                }
            }
            Kind::Records(_) if text.eq_ignore_ascii_case("geen") => Value::Records(Vec::new()),
            kind => match kind.read(text, self.now) {
                Ok(value) => value,
                Err(unreadable) => {
                    self.input.say(&unreadable.dutch());
                    return Reply::Repeat;
                }
            },
        };
        // What may be said of police data is decided where a file of facts is read.
        if let Err(why) = facts::said(self.material, &fact.id, &value.to_toml(), self.now) {
            self.input.say(&match fact.marker {
                true => "Politiegegevens: antwoord `aanwezig` of `geen`.".to_owned(),
                false => why,
            });
            return Reply::Repeat;
        }
        let shown = dutch::value(&fact.kind, &value);
        if !shown.eq_ignore_ascii_case(text) {
            self.input.say(&format!("  begrepen als: {shown}"));
        }
        let (certainty, source) = match self.rests_on(fact) {
            false => (None, None),
            true => {
                let prompt = "zekerheid (b/w/o, Enter = onbevestigd) en bron:";
                match self.input.line(prompt) {
                    Some(line) if is_way_back(&line) => return Reply::Repeat,
                    Some(line) => {
                        let (certainty, source) = certainty(&line);
                        (Some(certainty), source)
                    }
                    None => (None, None),
                }
            }
        };
        Reply::Answered(Said {
            answer: Answer::Known(value),
            certainty,
            source,
        })
    }

    /// Tells whether it matters how sure an answer is: a requirement rests on it.
    fn rests_on(&self, fact: &Fact) -> bool {
        let asked = self.questions.iter().find(|asked| asked.fact == fact);
        let is_requirement = |use_: &Use<'_>| matches!(use_, Use::Requirement(_));
        asked.is_some_and(|asked| asked.uses.iter().any(is_requirement))
    }

    /// Asks for records until the first field of one is left empty; nothing when the person goes
    /// back.
    fn records(&mut self, fields: &[Field]) -> Option<Value> {
        let mut records = Vec::new();
        loop {
            let mut record = Record::new();
            for (at, field) in fields.iter().enumerate() {
                let empty = match at {
                    0 => "Enter = klaar met de lijst",
                    _ => "Enter = onbekend",
                };
                let prompt = format!("{}. {} ({empty}):", records.len() + 1, field.label);
                self.input.say(&view::options(&field.kind));
                loop {
                    let line = self.input.line(&prompt).unwrap_or_default();
                    if line.is_empty() && at == 0 {
                        return Some(Value::Records(records));
                    }
                    if is_way_back(&line) {
                        return None;
                    }
                    if line.is_empty() || line.eq_ignore_ascii_case("onbekend") {
                        break;
                    }
                    match field.kind.read(&line, self.now) {
                        Ok(value) => {
                            record.insert(field.id.clone(), value);
                            break;
                        }
                        Err(unreadable) => self.input.say(&unreadable.dutch()),
                    }
                }
            }
            records.push(record);
        }
    }

    fn explain(&self, fact: &Fact) {
        let mut text = String::new();
        if !fact.why.is_empty() {
            text.push_str(&format!("  Waarom: {}\n", fact.why));
        }
        let asked = self.questions.iter().find(|asked| asked.fact == fact);
        for use_ in asked.map_or(&[][..], |asked| &asked.uses) {
            if let Use::Requirement(requirement) = use_ {
                text.push_str(&format!("  Eis: {}\n", requirement.title));
                if !requirement.explain.is_empty() {
                    text.push_str(&format!("    {}\n", requirement.explain));
                }
            }
        }
        for cite in form::cites(fact, &self.material.law) {
            text.push_str(&format!("  Wet: {cite}\n"));
        }
        if let Some(asked) = asked {
            text.push_str(&format!("  Nodig voor: {}\n", form::uses(asked)));
        }
        self.input.say(&text);
    }

    /// Says once that a court has rejected the ground, as soon as the answers show it.
    fn say_rejected(&mut self, gates: &[Gate]) {
        let rejected = |gate: &&Gate| gate.status == GateStatus::Rejected;
        let now: BTreeSet<String> = gates
            .iter()
            .filter(rejected)
            .map(|g| g.id.clone())
            .collect();
        for gate in gates.iter().filter(rejected) {
            if !self.rejected.contains(&gate.id) {
                self.input
                    .say(&format!("\nLET OP: {}. {}", gate.status_text, gate.explain));
            }
        }
        self.rejected = now;
    }
}

/// Returns the requirements that are open, in Dutch.
fn standing(gates: &[Gate]) -> String {
    let open: Vec<String> = gates
        .iter()
        .filter(|gate| gate.status.is_open())
        .map(|gate| format!("  - {}: {}\n", gate.title, gate.status_text))
        .collect();
    match open.is_empty() {
        true => "Er staan geen eisen open.".to_owned(),
        false => format!(
            "Open eisen ({} van {}):\n{}",
            open.len(),
            gates.len(),
            open.concat()
        ),
    }
}
