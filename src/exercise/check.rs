//! A scenario against its playbook: everything named exists, and every answer can be read.

mod play;
pub(super) mod real;
mod team;

use super::{Deed, Scenario, Step};
use crate::diagnostic::{Code, Finding, Span};
use crate::fact::item;
use crate::playbook::Playbook;
use crate::reader::{self, Node, Table, Text, hinted, quoted};

/// Answers that every fact takes in an expectation.
const NO_ANSWERS: &[&str] = &["onbekend", "open"];

/// Returns everything that the playbook does not know or cannot take.
pub(super) fn check(scenario: &Scenario, playbook: &Playbook) -> Vec<Finding> {
    let mut check = Check {
        findings: Vec::new(),
        playbook,
    };
    let table = &scenario.table;
    if playbook.id() != scenario.playbook
        && let Some(text) = table.text("playbook")
    {
        let message = format!("this is the playbook `{}`", playbook.id());
        check
            .findings
            .push(Finding::at(Code::UnknownReference, text.span, message));
    }
    let facts = table.table("facts").map_or(&[][..], |facts| &facts.entries);
    for entry in facts {
        check.known(&entry.key, "fact", &check.facts());
    }
    // The steps of the facts come first.
    let steps = scenario.steps.iter();
    for (step, table) in steps.clone().skip(facts.len()).zip(table.tables("step")) {
        check.step(step, table);
    }
    for (step, entry) in steps.zip(facts) {
        check.answer(step, &entry.value);
    }
    check.play(scenario);
    if scenario.frame.is_some() {
        check.findings.extend(real::findings(table));
    }
    check.findings
}

struct Check<'a> {
    findings: Vec<Finding>,
    playbook: &'a Playbook,
}

impl<'a> Check<'a> {
    fn step(&mut self, step: &Step, table: &Table) {
        let roles = self.roles();
        for key in ["as", "role", "to"] {
            self.reference(table, key, "role", &roles);
        }
        if let Some(decided_by) = table.text("decided_by") {
            let role = decided_by
                .text
                .split('=')
                .next()
                .unwrap_or_default()
                .to_owned();
            self.known(
                &Text {
                    span: decided_by.span,
                    text: role,
                },
                "role",
                &roles,
            );
        }
        for key in ["claim", "done", "reassign"] {
            self.reference(table, key, "task", &self.tasks());
        }
        self.reference(table, "record", "fact", &self.facts());
        self.reference(table, "fire", "trigger", &self.triggers());
        self.reference(table, "decide", "decision", &self.decisions());
        self.reference(table, "waive", "clock", &self.clocks());
        for key in ["draft", "issue"] {
            self.reference(table, key, "document", &self.documents());
        }
        if let Deed::Decide { decision, .. } = &step.deed {
            self.option(decision, table.text("option"));
        }
        if let Some(value) = table.get("value") {
            self.answer(step, value);
        }
        if let Some(expect) = table.table("expect") {
            self.expect(step, expect);
        }
    }

    fn expect(&mut self, step: &Step, table: &Table) {
        for key in ["states", "in", "not_in"] {
            self.reference(table, key, "state", &self.states());
        }
        let chart = self.playbook.chart();
        for text in table.texts("states") {
            if chart
                .state(&text.text)
                .is_some_and(|id| !chart.is_atomic(id))
            {
                let message = format!("`{}` has states inside it", text.text);
                let finding = Finding::at(Code::WrongValue, text.span, message);
                self.findings
                    .push(finding.hint("name the innermost ones here, or use `in`"));
            }
        }
        for key in ["possible", "not_possible", "undetermined"] {
            self.reference(table, key, "trigger", &self.triggers());
        }
        for key in ["tasks_open", "tasks_not_open", "lapsed"] {
            self.reference(table, key, "task", &self.tasks());
        }
        self.reference(table, "questions", "fact", &self.facts());
        self.keys(table, "facts", "fact", &self.facts());
        self.keys(table, "decisions", "decision", &self.decisions());
        self.keys(table, "clocks", "clock", &self.clocks());
        self.keys(table, "documents", "document", &self.documents());
        for (key, node) in pairs(table, "facts") {
            self.expected_answer(step, key, node);
        }
        for (decision, node) in pairs(table, "decisions") {
            self.option(
                &decision.text,
                node.text().filter(|text| text.text != "open"),
            );
        }
        if let Some(draft) = table.table("draft") {
            self.gates(step, draft);
        }
    }

    fn gates(&mut self, step: &Step, draft: &Table) {
        let playbook = self.playbook;
        let Deed::Draft { document } = &step.deed else {
            let message = "the step drafts nothing";
            let finding = Finding::at(Code::WrongValue, draft.at.clone(), message);
            self.findings
                .push(finding.hint("expect this in the step with `draft`"));
            return;
        };
        let power = playbook
            .document(document)
            .and_then(|document| document.power.as_ref());
        let power = power.and_then(|power| playbook.power(power));
        let known: Vec<&str> = power.map_or(Vec::new(), |power| {
            power
                .requirements
                .iter()
                .map(|requirement| requirement.id.as_str())
                .collect()
        });
        self.keys(draft, "gates", "requirement", &known);
    }

    /// Checks that an option is one of its decision.
    fn option(&mut self, decision: &str, option: Option<Text>) {
        let (Some(decision), Some(option)) = (self.playbook.decision(decision), option) else {
            return;
        };
        let known: Vec<&str> = decision
            .options
            .iter()
            .map(|option| option.choice.id.as_str())
            .collect();
        self.known(&option, "option", &known);
    }

    /// Checks that the answer a step records can be read.
    fn answer(&mut self, step: &Step, node: &Node) {
        let Deed::Record {
            fact,
            value: Some(value),
            ..
        } = &step.deed
        else {
            return;
        };
        self.read(fact, value, step, &node.span);
    }

    fn expected_answer(&mut self, step: &Step, fact: &Text, node: &Node) {
        let expected = step.expect.facts.iter().find(|(id, _)| *id == fact.text);
        if let Some((fact, value)) = expected
            && !NO_ANSWERS.contains(&value.as_str())
        {
            self.read(fact, value, step, &node.span);
        }
    }

    fn read(&mut self, fact: &str, value: &str, step: &Step, span: &Span) {
        let Some(fact) = self.playbook.fact(fact) else {
            return;
        };
        if let Err(unreadable) = fact.kind.read(value, step.at) {
            let message = format!("`{}` does not take `{value}`", fact.id);
            let finding = Finding::at(Code::WrongValue, span.clone(), message);
            self.findings
                .push(finding.hint(format!("it takes {}", unreadable.expected())));
        }
    }

    fn reference(&mut self, table: &Table, key: &str, what: &str, known: &[&str]) {
        for text in table.texts(key) {
            self.known(&text, what, known);
        }
    }

    fn keys(&mut self, table: &Table, key: &str, what: &str, known: &[&str]) {
        for (key, _) in pairs(table, key) {
            self.known(key, what, known);
        }
    }

    fn known(&mut self, text: &Text, what: &str, known: &[&str]) {
        if !known.contains(&item::of_all(&text.text)) {
            let message = format!("there is no {what} `{}`", text.text);
            let finding = Finding::at(Code::UnknownReference, text.span.clone(), message);
            let hint = match known.is_empty() {
                true => Some(format!("nothing here has a {what}")),
                false => reader::possible(&text.text, known.iter().copied()).or_else(|| {
                    Some(format!(
                        "there are {}, such as {}",
                        known.len(),
                        quoted(&known[..1])
                    ))
                }),
            };
            self.findings.push(hinted(finding, hint));
        }
    }

    fn clocks(&self) -> Vec<&'a str> {
        self.playbook
            .clocks()
            .iter()
            .map(|clock| clock.id.as_str())
            .collect()
    }

    fn decisions(&self) -> Vec<&'a str> {
        self.playbook
            .decisions()
            .iter()
            .map(|decision| decision.id.as_str())
            .collect()
    }

    fn documents(&self) -> Vec<&'a str> {
        self.playbook
            .documents()
            .iter()
            .map(|document| document.id.as_str())
            .collect()
    }

    fn facts(&self) -> Vec<&'a str> {
        self.playbook
            .facts()
            .iter()
            .map(|fact| fact.id.as_str())
            .collect()
    }

    fn roles(&self) -> Vec<&'a str> {
        self.playbook
            .roles()
            .iter()
            .map(|role| role.id.as_str())
            .collect()
    }

    fn states(&self) -> Vec<&'a str> {
        self.playbook
            .states()
            .iter()
            .map(|state| state.id.as_str())
            .collect()
    }

    fn tasks(&self) -> Vec<&'a str> {
        let states = self.playbook.states().iter();
        states
            .flat_map(|state| &state.tasks)
            .map(|task| task.id.as_str())
            .collect()
    }

    fn triggers(&self) -> Vec<&'a str> {
        self.playbook
            .triggers()
            .iter()
            .map(|trigger| trigger.id.as_str())
            .collect()
    }
}

/// Returns the entries of the table under a key.
fn pairs<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = (&'t Text, &'t Node)> {
    let entries = table.table(key).map_or(&[][..], |table| &table.entries);
    entries.iter().map(|entry| (&entry.key, &entry.value))
}
