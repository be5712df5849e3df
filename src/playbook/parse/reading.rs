//! What is shared while a playbook is read: the findings so far and the declared names.

use crate::diagnostic::{Code, Finding, Source, Span, nearest};
use crate::fact::condition::{self, Names, Problem};
use crate::fact::{Condition, Kind};
use crate::law::Register;
use crate::playbook::names::Scope;
use crate::reader::{Table, Text, hinted, possible};

/// The longest condition that is read, in bytes: the reader goes one level deeper at every `not`.
const MAXIMUM_LINE: usize = 1000;

/// The findings so far, the declared names, and what has been used.
pub(super) struct Reading<'a> {
    pub(super) findings: Vec<Finding>,
    pub(super) law: &'a Register,
    pub(super) roles: Vec<String>,
    pub(super) scope: Scope,
    pub(super) triggers: Vec<String>,
    /// Facts whose kind cannot be read.
    pub(super) unclear: Vec<String>,
    /// Facts that something asks or uses.
    pub(super) used: Vec<String>,
    source: &'a Source,
}

impl<'a> Reading<'a> {
    pub(super) fn new(findings: Vec<Finding>, law: &'a Register, source: &'a Source) -> Self {
        Reading {
            findings,
            law,
            roles: Vec::new(),
            scope: Scope::default(),
            source,
            triggers: Vec::new(),
            unclear: Vec::new(),
            used: Vec::new(),
        }
    }

    /// Returns the findings in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings
            .sort_by_key(|finding| finding.span.as_ref().map_or(0, |span| span.start));
        self.findings
    }

    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(super) fn wrong(&mut self, span: &Span, message: String, hint: impl Into<String>) {
        self.push(Finding::at(Code::WrongValue, span.clone(), message).hint(hint));
    }

    /// Returns the condition that all lines under a key hold.
    pub(super) fn when(&mut self, table: &Table, key: &str) -> Condition {
        Condition::All(self.conditions(&table.texts(key)))
    }

    /// Returns the same of what there is one of for each record of a list: what others have for
    /// each record of that list is there that of the same record.
    pub(super) fn when_of(&mut self, table: &Table, key: &str, list: Option<&String>) -> Condition {
        self.scope.one_of = list.cloned();
        let condition = self.when(table, key);
        self.scope.one_of = None;
        condition
    }

    /// Returns the list of which each record has one, after checking that it is a list.
    pub(super) fn for_each(&mut self, table: &Table) -> Option<String> {
        let name = table.text("for_each")?;
        self.used.push(name.text.clone());
        let facts = self.scope.facts.iter();
        let lists = facts.filter(|(_, kind)| matches!(kind, Kind::Records(_)));
        let lists: Vec<String> = lists.map(|(id, _)| id.clone()).collect();
        let known = self.unclear.contains(&name.text);
        (known || self.reference("list of records", &name, &lists)).then_some(name.text)
    }

    /// Returns the kind of a field of a list, and reports a field that is not there.
    pub(super) fn field(&mut self, list: &str, name: &Text) -> Option<Kind> {
        let fields = match self.scope.kind(list) {
            Some(Kind::Records(fields)) => fields.clone(),
            _ => return None,
        };
        let ids: Vec<String> = fields.iter().map(|field| field.id.clone()).collect();
        self.reference("field", name, &ids);
        let mut fields = fields.into_iter();
        fields
            .find(|field| field.id == name.text)
            .map(|field| field.kind)
    }

    /// Returns the conditions; a line that cannot be read never holds, and is among the findings.
    pub(super) fn conditions(&mut self, lines: &[Text]) -> Vec<Condition> {
        lines.iter().map(|line| self.condition(line)).collect()
    }

    fn condition(&mut self, line: &Text) -> Condition {
        match self.read(&line.text) {
            Ok(condition) => {
                let facts = condition.facts();
                self.used.extend(facts.into_iter().map(str::to_owned));
                condition
            }
            Err(problem) => {
                if !self.is_unclear(&line.text) {
                    let place = self.place(line, &problem);
                    let finding = self.problem(problem, place, &line.text);
                    self.push(finding);
                }
                Condition::Any(Vec::new())
            }
        }
    }

    /// Tells whether a line names a fact whose kind is a finding already: what else is wrong with
    /// the line could follow from that.
    pub(super) fn is_unclear(&self, line: &str) -> bool {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| self.unclear.iter().any(|fact| fact == word))
    }

    /// Reads a condition against the declared names.
    pub(super) fn read(&self, line: &str) -> Result<Condition, Problem> {
        if line.len() > MAXIMUM_LINE {
            let text = format!("{} …", line.chars().take(40).collect::<String>());
            return Err(Problem::Syntax { text });
        }
        condition::read(line, &self.scope)
    }

    /// Tells whether names or transitions may be missing because of an earlier finding, so that
    /// what is never used or reached is not certain.
    pub(super) fn is_incomplete(&self) -> bool {
        self.findings.iter().any(|finding| {
            matches!(
                finding.code,
                Code::UnknownKey
                    | Code::MissingKey
                    | Code::WrongType
                    | Code::BadId
                    | Code::DuplicateId
                    | Code::UnknownReference
                    | Code::BadCondition
                    | Code::ConditionType
                    | Code::PersonalCondition
                    | Code::ConditionCycle
                    | Code::BadChart
            )
        })
    }

    /// Returns the finding for a condition that cannot be read.
    pub(super) fn problem(&self, problem: Problem, place: Span, line: &str) -> Finding {
        let message = problem.to_string();
        match problem {
            Problem::Syntax { .. } => Finding::at(Code::BadCondition, place, message).hint(
                "write such as `fact known`, `fact = answer | answer`, `number >= 4`, \
                 `in state`, `task done`, `decision = option`, `not …`",
            ),
            Problem::Type { .. } => Finding::at(Code::ConditionType, place, message),
            Problem::Personal { fact } => {
                let finding = Finding::at(Code::PersonalCondition, place, message);
                finding.hint(format!(
                    "ask `{fact} known`, or make a question with fixed answers"
                ))
            }
            Problem::Unknown { id } => {
                let finding = Finding::at(Code::UnknownReference, place, message);
                hinted(finding, self.suggestion(&id, line))
            }
        }
    }

    fn suggestion(&self, id: &str, line: &str) -> Option<String> {
        let mut bare = line.trim();
        while let Some(rest) = bare.strip_prefix("not ") {
            bare = rest.trim();
        }
        if bare.starts_with("in ") {
            return possible(id, self.scope.states());
        }
        if self.scope.is_state(id) {
            return Some(format!("`{id}` is a state: write `in {id}`"));
        }
        nearest(id, self.scope.all()).map(|near| format!("did you mean `{near}`?"))
    }

    /// Returns where in a line the unknown or personal name stands; the whole line when unsure.
    fn place(&self, line: &Text, problem: &Problem) -> Span {
        let (Problem::Unknown { id } | Problem::Personal { fact: id }) = problem else {
            return line.span.clone();
        };
        let written = self.source.text.get(line.span.clone()).unwrap_or_default();
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let found = written.match_indices(id.as_str()).find(|(at, _)| {
            !written[..*at].ends_with(part) && !written[at + id.len()..].starts_with(part)
        });
        match found {
            Some((at, _)) if !id.is_empty() => {
                let start = line.span.start + at;
                start..start + id.len()
            }
            _ => line.span.clone(),
        }
    }

    /// Returns the names under a key, after checking that each is declared.
    pub(super) fn roles_under(&mut self, table: &Table, key: &str) -> Vec<String> {
        let names = table.texts(key);
        let known = self.roles.clone();
        self.references("role", &names, &known);
        strings(names)
    }

    /// Returns the role under a key, after checking that it is declared.
    pub(super) fn role_under(&mut self, table: &Table, key: &str) -> Option<String> {
        self.roles_under(table, key).pop()
    }

    /// Returns the sources of law under a key, after checking that the register has them.
    pub(super) fn law_under(&mut self, table: &Table, key: &str) -> Vec<String> {
        let names = table.texts(key);
        for name in &names {
            if self.law.source(&name.text).is_none() {
                let finding = unknown_law(&name.text, name.span.clone(), self.law);
                self.push(finding);
            }
        }
        strings(names)
    }

    /// Reports every name that is not among the known ones, and every name written twice.
    pub(super) fn references(&mut self, what: &str, names: &[Text], known: &[String]) {
        for (index, name) in names.iter().enumerate() {
            if names[..index]
                .iter()
                .any(|earlier| earlier.text == name.text)
            {
                let message = format!("{what} `{}` stands in this list twice", name.text);
                self.wrong(&name.span, message, "name it once");
            }
            self.reference(what, name, known);
        }
    }

    /// Tells whether a name is known, and reports it when it is not.
    pub(super) fn reference(&mut self, what: &str, name: &Text, known: &[String]) -> bool {
        let is_known = known.contains(&name.text);
        if !is_known {
            let message = format!("there is no {what} `{}`", name.text);
            let finding = Finding::at(Code::UnknownReference, name.span.clone(), message);
            let hint = possible(&name.text, known.iter().map(String::as_str));
            self.push(hinted(finding, hint));
        }
        is_known
    }

    /// Checks that a name is a fact with a date or a moment.
    pub(super) fn moment(&mut self, key: &str, name: &Text) {
        self.used.push(name.text.clone());
        let kind = self.scope.kind(&name.text).cloned();
        let moments: Vec<String> = self
            .scope
            .facts
            .iter()
            .filter(|(_, kind)| matches!(kind, Kind::Date | Kind::Datetime))
            .map(|(id, _)| id.clone())
            .collect();
        match kind {
            _ if self.unclear.contains(&name.text) => {}
            Some(Kind::Date | Kind::Datetime) => {}
            None => {
                self.reference("fact", name, &moments);
            }
            Some(kind) => {
                let message = format!(
                    "`{}` has type `{}`, which is not a moment",
                    name.text,
                    kind.name()
                );
                let finding = Finding::at(Code::WrongValue, name.span.clone(), message);
                let hint = match moments.is_empty() {
                    true => format!("`{key}` takes a date or datetime fact; none is declared"),
                    false => format!(
                        "`{key}` takes a date or datetime fact: {}",
                        ticked(&moments)
                    ),
                };
                self.push(finding.hint(hint));
            }
        }
    }
}

/// Returns the finding that the register does not have a source.
pub(super) fn unknown_law(id: &str, span: Span, law: &Register) -> Finding {
    let finding = Finding::at(
        Code::UnknownLaw,
        span,
        format!("the law register has no source `{id}`"),
    );
    let near = nearest(id, law.sources.iter().map(|source| source.id.as_str()));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add the source to a file of the law register".to_owned(),
    };
    finding.hint(hint)
}

fn strings(names: Vec<Text>) -> Vec<String> {
    names.into_iter().map(|name| name.text).collect()
}

fn ticked(names: &[String]) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    crate::reader::quoted(&names)
}
