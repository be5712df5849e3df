//! Checks a template against a playbook and the register: every name, every condition, and what it prints.
//!
//! Filled on trial: with nothing known, and with everything known, while all, none, only one or all but one of the
//! conditions hold. It cannot try every combination.

use std::sync::Arc;

use super::Template;
use super::expression::Expression;
use super::names::{self, Items};
use super::scan::{Tag, What};
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::document::draft::render;
use crate::document::draft::scene::{Scene, Trial};
use crate::fact::Kind;
use crate::fact::condition;
use crate::law::{Register, citations};
use crate::playbook::{Fact, Playbook, Scope};
use crate::reader::{hinted, possible};

impl Template {
    /// Returns everything in the template that does not fit a playbook and the register.
    pub fn check(&self, playbook: &Playbook, law: &Register) -> Vec<Finding> {
        let trials = || {
            let nothing = Scene::of_trial(self, playbook, law, Trial::Nothing);
            Trial::all(nothing.conditions.len()).collect()
        };
        self.tried(playbook, law, trials)
    }

    /// Returns what does not fit as far as two fillings tell: with nothing known, and with everything. An incident that
    /// starts at night does not wait for every branch of every template.
    pub fn check_briefly(&self, playbook: &Playbook, law: &Register) -> Vec<Finding> {
        self.tried(playbook, law, || vec![Trial::Nothing, Trial::Holds])
    }

    fn tried(
        &self,
        playbook: &Playbook,
        law: &Register,
        trials: impl FnOnce() -> Vec<Trial>,
    ) -> Vec<Finding> {
        let mut findings = self.check_names(playbook, law);
        if findings.is_empty() {
            for trial in trials() {
                let scene = Scene::of_trial(self, playbook, law, trial);
                if let Err(found) = render::render(self, scene) {
                    findings.extend(found);
                }
            }
            let place = |finding: &Finding| {
                let name = finding.within.as_ref().map(|text| text.name.clone());
                (name, finding.span.as_ref().map(|span| span.start))
            };
            findings.sort_by_key(|finding| (place(finding), finding.message.clone()));
            findings.dedup();
        }
        findings.extend(self.typed_law());
        findings.extend(self.leaks(playbook, law));
        findings
    }

    /// Returns what it asks for that lies in a compartment in which a document of it does not lie: printed it would be
    /// a mark of something missing.
    fn leaks(&self, playbook: &Playbook, law: &Register) -> Vec<Finding> {
        if playbook.compartments().is_empty() {
            return Vec::new();
        }
        let documents = playbook.documents().iter();
        let documents = documents.filter(|document| document.template == self.id());
        let mut places: Vec<Option<&str>> = documents
            .map(|document| playbook.compartment_of(&document.id))
            .collect();
        if places.is_empty() {
            places.push(None);
        }
        let mut checker = Checker {
            places,
            ..Checker::of(self, playbook, law)
        };
        checker.front();
        self.tags().iter().for_each(|tag| checker.tag(tag));
        let mut found = checker.findings;
        found.retain(|finding| finding.code == Code::Leak);
        found
    }

    /// Returns every reference to law that was typed by hand, in the text and in what functions print.
    fn typed_law(&self) -> Vec<Finding> {
        let mut stretches = Vec::new();
        let mut written = self.offset;
        for tag in &self.tags {
            stretches.push(written..tag.span.start);
            written = tag.span.end;
            if let What::Print(Expression::Call(function, _)) = &tag.what
                && matches!(function.as_str(), "later" | "opmerking")
            {
                stretches.push(tag.span.clone());
            }
        }
        stretches.push(written..self.text.len());
        let mut findings = Vec::new();
        for stretch in stretches {
            for found in citations(&self.text[stretch.clone()]) {
                let span = stretch.start + found.start..stretch.start + found.end;
                if self.is_own_article(&span) {
                    continue;
                }
                let message = format!("`{}` is typed by hand", &self.text[span.clone()]);
                let finding = Finding {
                    code: Code::TypedLaw,
                    ..self.finding(span, message)
                };
                findings
                    .push(finding.hint("write `{{ wet(\"id\") }}` with a source of the register"));
            }
        }
        findings
    }

    /// Tells whether a heading names an article of the document itself, as `### Artikel 1. Begrippen` of a regulation does.
    fn is_own_article(&self, span: &Span) -> bool {
        let line = self.text[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let before = self.text[line..span.start].trim_end();
        let is_heading = !before.is_empty() && before.bytes().all(|byte| byte == b'#');
        let number = self.text[span.clone()].strip_prefix("Artikel ");
        is_heading && number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// Returns every name and condition that does not fit, without filling the template.
    pub(in crate::document) fn check_names(
        &self,
        playbook: &Playbook,
        law: &Register,
    ) -> Vec<Finding> {
        let mut checker = Checker::of(self, playbook, law);
        checker.front();
        self.tags().iter().for_each(|tag| checker.tag(tag));
        checker.findings
    }
}

/// What a name of a `for` stands for.
#[derive(Clone, Copy)]
enum Bound<'a> {
    Items(Items),
    Record(&'a Fact),
}

pub(super) struct Checker<'a> {
    bound: Vec<(&'a str, Bound<'a>)>,
    findings: Vec<Finding>,
    pub(super) law: &'a Register,
    /// Where the documents of the template lie; empty when that is not asked.
    places: Vec<Option<&'a str>>,
    pub(super) playbook: &'a Playbook,
    scope: Scope,
    /// The place that is looked at.
    pub(super) tag: Span,
    pub(super) template: &'a Template,
    /// The part whose front matter is looked at.
    pub(super) within: Option<Arc<Source>>,
}

impl<'a> Checker<'a> {
    fn of(template: &'a Template, playbook: &'a Playbook, law: &'a Register) -> Self {
        Checker {
            bound: Vec::new(),
            findings: Vec::new(),
            law,
            places: Vec::new(),
            playbook,
            scope: Scope::of(playbook),
            tag: 0..0,
            template,
            within: None,
        }
    }

    /// Reports what a document of the template cannot show.
    fn shows(&mut self, id: &str) {
        let Some(other) = self.playbook.compartment_of(id) else {
            return;
        };
        if self.places.iter().all(|place| *place == Some(other)) {
            return;
        }
        let message = format!("`{id}` lies in `{other}`, and a document of this template does not");
        let hint = format!("let the document lie in `{other}`, or leave `{id}` out");
        self.refuse(id, message, Some(hint));
        if let Some(finding) = self.findings.last_mut() {
            finding.code = Code::Leak;
        }
    }

    fn tag(&mut self, tag: &'a Tag) {
        self.tag = tag.span.clone();
        match &tag.what {
            What::Print(expression) => self.printed(expression),
            What::If(expression) | What::ElseIf(expression) => self.condition(expression),
            What::For(name, list, chosen) => {
                let items = self.list(list).unwrap_or(Bound::Items(Items::Words));
                self.bound.push((name, items));
                chosen.iter().for_each(|chosen| self.condition(chosen));
            }
            What::EndFor => {
                self.bound.pop();
            }
            What::Anchor(_) | What::Comment | What::Else | What::EndIf => {}
        }
    }

    fn printed(&mut self, expression: &Expression) {
        match expression {
            Expression::Filtered(inner, filter) => {
                if !names::FILTERS.contains(&filter.as_str()) {
                    let hint = possible(filter, names::FILTERS.iter().copied());
                    self.refuse(filter, format!("there is no filter `{filter}`"), hint);
                }
                self.printed(inner);
            }
            Expression::Name(path) => {
                if let [name] = path.as_slice()
                    && names::list(name).is_some()
                {
                    let hint = format!("walk through it with `{{% for item in {name} %}}`");
                    self.refuse(name, format!("`{name}` is a list"), Some(hint));
                    return;
                }
                self.name(path);
            }
            Expression::Call(function, _) if matches!(function.as_str(), "holds" | "known") => {
                let hint = format!("write `{{% if {function}(…) %}}` around the words");
                self.refuse(function, format!("`{function}` prints nothing"), Some(hint));
            }
            Expression::Call(function, _) if function == "records" => {
                let hint = "write `{% for record in records(…) %}`".to_owned();
                self.refuse(function, "`records` prints nothing".to_owned(), Some(hint));
            }
            Expression::Call(function, argument) => self.call(function, argument),
            Expression::Text => {}
            Expression::Both(..) | Expression::Equal(..) | Expression::Not(_) => {
                let message = "yes or no cannot be printed".to_owned();
                self.refuse(
                    "",
                    message,
                    Some("write `{% if … %}` around words".to_owned()),
                );
            }
        }
    }

    fn condition(&mut self, expression: &Expression) {
        match expression {
            Expression::Both(left, right) => {
                self.condition(left);
                self.condition(right);
            }
            Expression::Not(inner) => self.condition(inner),
            Expression::Call(function, argument) => {
                if matches!(function.as_str(), "holds" | "known") {
                    self.call(function, argument);
                } else {
                    let hint = "use `holds(\"…\")` or `known(\"…\")`".to_owned();
                    self.refuse(
                        function,
                        format!("`{function}` is no condition"),
                        Some(hint),
                    );
                }
            }
            Expression::Equal(left, right) => {
                for side in [left.as_ref(), right.as_ref()] {
                    match side {
                        Expression::Text => {}
                        Expression::Name(path)
                            if matches!(self.bound_of(path), Some(Bound::Items(_))) =>
                        {
                            self.name(path);
                        }
                        _ => self.use_holds("only the fields of a list can be compared"),
                    }
                }
            }
            Expression::Name(path) if path[0] == "feit" => {
                self.use_holds("a fact decides only through a condition of the playbook");
            }
            Expression::Name(path) => match self.bound_of(path) {
                Some(Bound::Record(_)) => {
                    self.use_holds("a field of a record cannot decide");
                }
                _ if path.len() == 1 && names::list(&path[0]).is_some() => {}
                _ => self.name(path),
            },
            Expression::Filtered(..) | Expression::Text => {
                self.use_holds("this is no condition");
            }
        }
    }

    fn list(&mut self, expression: &Expression) -> Option<Bound<'a>> {
        match expression {
            Expression::Call(function, argument) if function == "records" => {
                let fact = self.fact(argument)?;
                if matches!(fact.kind, Kind::Records(_)) {
                    return Some(Bound::Record(fact));
                }
                self.refuse(
                    argument,
                    format!("`{argument}` is no list of records"),
                    None,
                );
                return None;
            }
            Expression::Name(path) => {
                let words: Vec<&str> = path.iter().map(String::as_str).collect();
                match words.as_slice() {
                    ["gemeente", "phone"] => return Some(Bound::Items(names::PHONES)),
                    [name] if names::list(name).is_some() => {
                        return names::list(name).map(Bound::Items);
                    }
                    [_, field] => {
                        if let Some(Bound::Items(Items::Fields(fields))) = self.bound_of(path)
                            && let Some(items) = fields
                                .iter()
                                .find(|f| f.name == *field)
                                .and_then(|f| f.items)
                        {
                            return Some(Bound::Items(items));
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        let lists = names::LISTS.iter().map(|(name, _)| *name);
        let word = match expression {
            Expression::Name(path) => path[0].as_str(),
            _ => "",
        };
        let hint = possible(word, lists).or(Some("or `records(\"…\")`".to_owned()));
        self.refuse("", "this is no list".to_owned(), hint);
        None
    }

    fn name(&mut self, path: &[String]) {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Some(bound) = self.bound_of(path) {
            return self.bound_name(&words, bound);
        }
        match words.as_slice() {
            ["feit", id] => {
                self.fact(id);
            }
            ["gemeente", rest @ ..] => {
                if !names::is_municipal(rest) {
                    let message = format!("`{}` is not in a municipality file", words.join("."));
                    let hint = "possible are `name`, `place`, `code`, `address`, `organ.….title`, \
                                `apv.….text`, `policy.….text`, `mandate.….text`";
                    self.refuse(&words.join("."), message, Some(hint.to_owned()));
                }
            }
            [root, rest @ ..] => {
                let Some((_, fields)) = names::ROOTS.iter().find(|(name, _)| name == root) else {
                    let known = names::ROOTS.iter().map(|(name, _)| *name);
                    let known = known.chain(["feit", "gemeente"]);
                    let hint = possible(root, known.chain(names::FUNCTIONS.iter().copied()));
                    return self.refuse(root, format!("there is no `{root}`"), hint);
                };
                let fits = match rest {
                    [] => fields.is_empty(),
                    [field] => fields.contains(field),
                    _ => false,
                };
                if !fits {
                    let word = rest.first().copied().unwrap_or("");
                    let hint = possible(word, fields.iter().copied());
                    let message = format!("there is no `{}`", words.join("."));
                    self.refuse(&words.join("."), message, hint);
                } else if matches!(words.as_slice(), ["ondertekening"] | ["document", "organ"])
                    && self.template.organ().is_none()
                {
                    let hint = "add `organ = \"…\"` there".to_owned();
                    let message = "no organ is named in the front matter of the template";
                    self.refuse(root, message.to_owned(), Some(hint));
                }
            }
            [] => {}
        }
    }

    fn bound_name(&mut self, words: &[&str], bound: Bound<'a>) {
        let known: Vec<&str> = match bound {
            Bound::Items(Items::Words) => Vec::new(),
            Bound::Items(Items::Fields(fields)) => fields.iter().map(|f| f.name).collect(),
            Bound::Record(fact) => match &fact.kind {
                Kind::Records(fields) => fields.iter().map(|f| f.id.as_str()).collect(),
                _ => Vec::new(),
            },
        };
        let fits = match words {
            [_] => known.is_empty(),
            [_, field] => known.contains(field),
            _ => false,
        };
        if !fits {
            let hint = possible(words.get(1).copied().unwrap_or(""), known);
            let message = format!("there is no `{}`", words.join("."));
            self.refuse(&words.join("."), message, hint);
        }
    }

    fn call(&mut self, function: &str, argument: &str) {
        match function {
            "certainty" | "known" | "source" => {
                self.fact(argument);
            }
            "holds" => self.asked(argument),
            "wet" => self.source(argument),
            "deel" => {
                let message = "a part stands on a line of its own".to_owned();
                let hint = "write `{{ deel(\"…\") }}` and nothing else on the line";
                self.refuse(function, message, Some(hint.to_owned()));
            }
            "later" | "opmerking" => {
                if argument.trim().is_empty() {
                    self.refuse(function, format!("`{function}` says nothing"), None);
                }
            }
            _ => {
                let hint = possible(function, names::FUNCTIONS.iter().copied());
                self.refuse(function, format!("there is no function `{function}`"), hint);
            }
        }
    }

    /// Reads a condition of the playbook.
    pub(super) fn asked(&mut self, text: &str) {
        let read = condition::read(text, &self.scope);
        if let (Ok(condition), false) = (&read, self.places.is_empty()) {
            let facts: Vec<String> = condition.facts().into_iter().map(str::to_owned).collect();
            facts.iter().for_each(|fact| self.shows(fact));
        }
        if let Err(problem) = read {
            let hint = match &problem {
                condition::Problem::Unknown { id } => {
                    possible(id, condition::Names::all(&self.scope))
                }
                _ => None,
            };
            self.refuse(text, problem.to_string(), hint);
        }
    }

    pub(super) fn fact(&mut self, id: &str) -> Option<&'a Fact> {
        let found = self.playbook.fact(id);
        if found.is_none() {
            let known = self.playbook.facts().iter().map(|fact| fact.id.as_str());
            let hint = possible(id, known);
            self.refuse(id, format!("`{id}` is not a fact of this playbook"), hint);
        } else if !self.places.is_empty() {
            self.shows(id);
        }
        found
    }

    pub(super) fn source(&mut self, id: &str) {
        if self.law.source(id).is_none() {
            let known = self.law.sources.iter().map(|source| source.id.as_str());
            let hint = possible(id, known);
            self.refuse(id, format!("`{id}` is not in the law register"), hint);
        }
    }

    fn bound_of(&self, path: &[String]) -> Option<Bound<'a>> {
        let bound = self.bound.iter().rev().find(|(name, _)| *name == path[0]);
        bound.map(|(_, bound)| *bound)
    }

    fn use_holds(&mut self, message: &str) {
        let hint = "use `holds(\"…\")` with a condition of the playbook, or `known(\"…\")`";
        self.refuse("", message.to_owned(), Some(hint.to_owned()));
    }

    /// Adds a finding at a word of the tag, or at the tag when the word is not found there.
    pub(super) fn refuse(&mut self, word: &str, message: String, hint: Option<String>) {
        let text = self
            .within
            .as_ref()
            .map_or(&self.template.text, |part| &part.text);
        let tag = &text[self.tag.clone()];
        let span = match tag.find(word).filter(|_| !word.is_empty()) {
            Some(at) => self.tag.start + at..self.tag.start + at + word.len(),
            None => self.tag.clone(),
        };
        let finding = match &self.within {
            Some(part) => Finding::at(Code::BadTemplate, span, message).within(part.clone()),
            None => self.template.finding(span, message),
        };
        self.findings.push(hinted(finding, hint));
    }
}
