//! Compartments: who sees them, what lies in them, and who would have to act without seeing.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Span};
use crate::fact::Condition;
use crate::fact::condition::Subject;
use crate::playbook::compartment::{Compartment, Compartments};
use crate::playbook::{Clock, Document, Playbook};
use crate::reader::{Table, Text};

use super::reading::Reading;

/// Reads the compartments and what lies in them.
pub(super) fn compartments(
    table: &Table,
    clocks: &[Clock],
    reading: &mut Reading<'_>,
) -> Compartments {
    let all: Vec<Compartment> = table
        .named("compartment")
        .map(|(id, table)| Compartment {
            id: id.text.clone(),
            sees: reading.roles_under(table, "sees"),
            title: table.string("title"),
            why: table.string("why"),
        })
        .collect();
    let known: Vec<String> = all.iter().map(|one| one.id.clone()).collect();
    let mut of = BTreeMap::new();
    for (id, name) in named(table) {
        if reading.reference("compartment", &name, &known) {
            of.insert(id, name.text);
        }
    }
    let facts: Vec<String> = reading.scope.facts.keys().cloned().collect();
    for (compartment, table) in table.named("compartment") {
        for fact in table.texts("holds") {
            if !reading.reference("fact", &fact, &facts) {
                continue;
            }
            let other = of.insert(fact.text.clone(), compartment.text.clone());
            if let Some(other) = other.filter(|other| *other != compartment.text) {
                let message = format!("`{}` lies in `{other}` already", fact.text);
                reading.wrong(&fact.span, message, "let it lie in one compartment");
            }
        }
    }
    inherit(table, &mut of, reading);
    for clock in clocks {
        if let Some(one) = clock.rests_on().find_map(|id| of.get(id)).cloned() {
            of.insert(clock.id.clone(), one);
        }
    }
    Compartments { all, of }
}

/// Returns the facts, decisions, documents and tasks that name a compartment.
fn named(table: &Table) -> Vec<(String, Text)> {
    things(table)
        .filter_map(|(id, one)| Some((id.text, one.text("compartment")?)))
        .collect()
}

/// Returns everything that can lie in a compartment.
fn things(table: &Table) -> impl Iterator<Item = (Text, &Table)> {
    let sections = ["fact", "decision", "document"].into_iter();
    let sections = sections.flat_map(|section| table.named(section));
    let states = table.named("state");
    let tasks = states.flat_map(|(_, state)| state.tables("task"));
    let tasks = tasks.filter_map(|task| Some((task.text("id")?, task)));
    sections.map(|(id, one)| (id.clone(), one)).chain(tasks)
}

/// Lets what there is one of for each record lie where the list lies.
fn inherit(table: &Table, of: &mut BTreeMap<String, String>, reading: &mut Reading<'_>) {
    for (id, one) in things(table) {
        let Some(list) = one.text("for_each") else {
            continue;
        };
        let Some(around) = of.get(&list.text).cloned() else {
            continue;
        };
        match of.get(&id.text) {
            Some(own) if *own != around => {
                let message = format!("`{}` lies in `{own}`, its list in `{around}`", id.text);
                reading.wrong(&list.span, message, "let both lie in one compartment");
            }
            _ => {
                of.insert(id.text, around);
            }
        }
    }
}

/// Reports who would have to answer, do, decide, draft or set off something without seeing it.
pub(super) fn check(table: &Table, playbook: &Playbook, reading: &mut Reading<'_>) {
    if playbook.compartments().is_empty() {
        return;
    }
    let spans: BTreeMap<String, Span> = things(table)
        .map(|(id, _)| (id.text, id.span))
        .chain(["trigger", "compartment"].into_iter().flat_map(|section| {
            let named = table.named(section);
            named.map(|(id, _)| (id.text.clone(), id.span.clone()))
        }))
        .collect();
    let mut check = Check {
        playbook,
        reading,
        spans,
    };
    for fact in playbook.facts() {
        check.acts(
            &fact.id,
            &Condition::All(Vec::new()),
            fact.asked_of.as_slice(),
        );
    }
    for decision in playbook.decisions() {
        check.acts(&decision.id, &decision.when, &decision.by);
        for option in &decision.options {
            check.acts(&decision.id, &option.when, &decision.by);
        }
    }
    for document in playbook.documents() {
        check.weighs(document);
        check.acts(&document.id, &document.when, document.role.as_slice());
    }
    for state in playbook.states() {
        for task in &state.tasks {
            check.acts(&task.id, &task.when, task.role.as_slice());
        }
    }
    for transition in playbook.transitions() {
        let trigger = transition.trigger.as_deref();
        if let Some(trigger) = trigger.and_then(|id| playbook.trigger(id)) {
            check.acts(&trigger.id, &transition.guard, &trigger.by);
        }
    }
}

struct Check<'a, 'b> {
    playbook: &'a Playbook,
    reading: &'a mut Reading<'b>,
    spans: BTreeMap<String, Span>,
}

impl Check<'_, '_> {
    /// Reports facts that the power of a document asks about and that it cannot show.
    fn weighs(&mut self, document: &Document) {
        let playbook = self.playbook;
        let own = playbook.compartment_of(&document.id);
        let power = document.power.as_ref().and_then(|id| playbook.power(id));
        let requirements = power.iter().flat_map(|power| &power.requirements);
        let facts = requirements
            .flat_map(|asked| [&asked.applies, &asked.met, &asked.rejected])
            .flat_map(Condition::facts);
        let mut told: Vec<&str> = Vec::new();
        for fact in facts {
            let Some(other) = playbook.compartment_of(fact).filter(|it| Some(*it) != own) else {
                continue;
            };
            if told.contains(&fact) {
                continue;
            }
            told.push(fact);
            let message = format!("`{}` weighs `{fact}`, which lies in `{other}`", document.id);
            let finding = match self.spans.get(&document.id).cloned() {
                Some(span) => Finding::at(Code::Leak, span, message),
                None => Finding::whole(Code::Leak, message),
            };
            let hint = format!("let the document lie in `{other}`, or the fact outside");
            self.reading.push(finding.hint(hint));
        }
    }

    /// Reports the roles that act on something and do not see it, or what it depends on.
    fn acts(&mut self, id: &str, when: &Condition, roles: &[String]) {
        let mut compartments: Vec<String> = Vec::new();
        let playbook = self.playbook;
        let mut add = |id: &str| {
            if let Some(one) = playbook.compartment_of(id)
                && !compartments.iter().any(|known| known == one)
            {
                compartments.push(one.to_owned());
            }
        };
        add(id);
        when.atoms(&mut |atom| match &atom.subject {
            Subject::Fact(id)
            | Subject::Count(id)
            | Subject::Decision(id)
            | Subject::Document(id)
            | Subject::Task(id) => add(id),
            Subject::Each(each) => add(&each.id),
            Subject::State(_) => {}
        });
        for compartment in compartments {
            let blind: Vec<&String> = roles
                .iter()
                .filter(|role| !playbook.sees(role, &compartment))
                .collect();
            for role in blind {
                let span = self.spans.get(id).or(self.spans.get(&compartment)).cloned();
                let message = format!("`{role}` acts on `{id}` and does not see `{compartment}`");
                let finding = match span {
                    Some(span) => Finding::at(Code::Unseen, span, message),
                    None => Finding::whole(Code::Unseen, message),
                };
                let hint =
                    format!("add `{role}` to `sees` of `{compartment}`, or let another role do it");
                let finding = finding.hint(hint);
                if !self.reading.findings.contains(&finding) {
                    self.reading.push(finding);
                }
            }
        }
    }
}
