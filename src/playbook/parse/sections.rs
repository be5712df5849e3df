//! Roles, triggers, decisions, clocks and documents.

use crate::diagnostic::{Code, Finding};
use crate::fact::Choice;
use crate::law::term::{Rule, Term};
use crate::playbook::{Anchor, Clock, Decision, DecisionOption, Document, Role, Trigger};
use crate::reader::{Table, Text};

use super::reading::Reading;

pub(super) fn roles(table: &Table, reading: &mut Reading<'_>) -> Vec<Role> {
    let named = table.named("role");
    named
        .map(|(id, table)| {
            for key in ["stand_in", "replaced_by"] {
                for name in table.texts(key).iter().filter(|name| name.text == id.text) {
                    let message = format!("`{}` cannot stand in for itself", id.text);
                    reading.wrong(&name.span, message, "name another role");
                }
            }
            Role {
                id: id.text.clone(),
                law: reading.law_under(table, "law"),
                replaced_by: reading.roles_under(table, "replaced_by"),
                stand_in: reading.roles_under(table, "stand_in"),
                title: table.string("title"),
            }
        })
        .collect()
}

pub(super) fn triggers(table: &Table, reading: &mut Reading<'_>) -> Vec<Trigger> {
    let named = table.named("trigger");
    named
        .map(|(id, table)| Trigger {
            by: reading.roles_under(table, "by"),
            id: id.text.clone(),
            label: table.string("label"),
        })
        .collect()
}

/// Declares the decisions with their options, before any condition is read.
pub(super) fn declare_decisions(table: &Table, reading: &mut Reading<'_>) {
    let named = table.named("decision");
    reading.scope.decisions = named
        .map(|(id, table)| {
            (
                id.text.clone(),
                table.tables("option").map(choice).collect(),
            )
        })
        .collect();
}

pub(super) fn decisions(table: &Table, reading: &mut Reading<'_>) -> Vec<Decision> {
    let named = table.named("decision");
    named
        .map(|(id, table)| decision(id, table, reading))
        .collect()
}

fn decision(id: &Text, table: &Table, reading: &mut Reading<'_>) -> Decision {
    for key in ["by", "option"] {
        if let Some(node) = table.get(key)
            && matches!(&node.data, crate::reader::Data::Array(items) if items.is_empty())
        {
            let message = format!("`{key}` of `{}` is empty", id.text);
            reading.wrong(&node.span, message, "name at least one");
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for option in table
        .tables("option")
        .filter_map(|option| option.text("id"))
    {
        if seen.contains(&option.text) {
            let message = format!("`{}` is an option of `{}` twice", option.text, id.text);
            reading.push(Finding::at(Code::DuplicateId, option.span.clone(), message));
        }
        seen.push(option.text);
    }
    Decision {
        advice: table.string("advice"),
        by: reading.roles_under(table, "by"),
        id: id.text.clone(),
        law: reading.law_under(table, "law"),
        options: table
            .tables("option")
            .map(|option| DecisionOption {
                choice: choice(option),
                when: reading.when(option, "when"),
            })
            .collect(),
        question: table.string("question"),
        title: table.string("title"),
        when: reading.when(table, "when"),
    }
}

fn choice(option: &Table) -> Choice {
    Choice {
        id: option.string("id"),
        label: option.string("title"),
    }
}

pub(super) fn clocks(table: &Table, reading: &mut Reading<'_>) -> Vec<Clock> {
    let named = table.named("clock");
    named
        .filter_map(|(id, table)| clock(id, table, reading))
        .collect()
}

/// Returns a clock; nothing when its term or rule cannot be read, which is then among the findings.
fn clock(id: &Text, table: &Table, reading: &mut Reading<'_>) -> Option<Clock> {
    let starts = table.text("starts").unwrap_or_default();
    let is_document = reading.documents.contains(&starts.text);
    if !is_document && table.text("starts").is_some() {
        reading.moment("starts", &starts);
    }
    for key in ["ends", "candidates"] {
        for fact in table.texts(key) {
            reading.moment(key, &fact);
        }
    }
    let law = reading.law_under(table, "law");
    let written = table.text("term")?;
    let term = Term::parse(&written.text);
    if term.is_none() {
        let message = format!("`{}` is not a term", written.text);
        let hint = "write such as \"6 weeks\": hours, days, working_days, weeks, months or years";
        reading.wrong(&written.span, message, hint);
    }
    Some(Clock {
        candidates: table.strings("candidates"),
        ends: table.text("ends").map(|fact| fact.text),
        id: id.text.clone(),
        law,
        rule: Rule::parse(&table.string("rule"))?,
        starts: match is_document {
            true => Anchor::Document(starts.text),
            false => Anchor::Fact(starts.text),
        },
        term: term?,
        title: table.string("title"),
    })
}

pub(super) fn documents(table: &Table, reading: &mut Reading<'_>) -> Vec<Document> {
    let named = table.named("document");
    named
        .map(|(id, table)| Document {
            id: id.text.clone(),
            power: table.text("power").map(|power| power.text),
            role: reading.role_under(table, "role"),
            template: table.string("template"),
            title: table.string("title"),
            when: reading.when(table, "when"),
        })
        .collect()
}
