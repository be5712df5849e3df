//! Roles, triggers, decisions, clocks and documents.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding};
use crate::fact::{Choice, Kind};
use crate::law::term::{Rule, Term};
use crate::playbook::{Anchor, Clock, Decision, DecisionOption, Document, Role, Trigger};
use crate::reader::{Data, Table, Text};

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
    let for_each = reading.for_each(table);
    Decision {
        advice: table.string("advice"),
        by: reading.roles_under(table, "by"),
        id: id.text.clone(),
        law: reading.law_under(table, "law"),
        options: table
            .tables("option")
            .map(|option| DecisionOption {
                choice: choice(option),
                when: reading.when_of(option, "when", for_each.as_ref()),
            })
            .collect(),
        question: table.string("question"),
        title: table.string("title"),
        when: reading.when_of(table, "when", for_each.as_ref()),
        for_each,
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
    let is_document = reading.scope.documents.contains(&starts.text);
    let written = reading.for_each(table);
    let of_document = reading.scope.each.get(&starts.text).cloned();
    let for_each = match is_document {
        true => of_document,
        false => written.clone(),
    };
    if let (Some(list), Some(name)) = (&written, table.text("for_each"))
        && for_each != written
    {
        let message = format!("`{}` is not there for each record of `{list}`", starts.text);
        let hint = "a clock that starts at a document has what that has; leave `for_each` out";
        reading.wrong(&name.span, message, hint);
    }
    for key in ["starts", "ends", "candidates"] {
        let names = table.texts(key).into_iter();
        for name in names.filter(|_| key != "starts" || !is_document) {
            match (&for_each, key) {
                (Some(_), "candidates") => {
                    let message = "a clock with `for_each` has no `candidates`".to_owned();
                    reading.wrong(&name.span, message, "leave `candidates` out");
                }
                (Some(list), _) => field_moment(list, &name, reading),
                (None, _) => reading.moment(key, &name),
            }
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
        starts: match &for_each {
            _ if is_document => Anchor::Document(starts.text),
            Some(_) => Anchor::Field(starts.text),
            None => Anchor::Fact(starts.text),
        },
        for_each,
        term: term?,
        title: table.string("title"),
    })
}

pub(super) fn documents(table: &Table, reading: &mut Reading<'_>) -> Vec<Document> {
    let named = table.named("document");
    named
        .map(|(id, table)| {
            let for_each = reading.for_each(table);
            Document {
                id: id.text.clone(),
                power: table.text("power").map(|power| power.text),
                role: reading.role_under(table, "role"),
                template: table.string("template"),
                title: table.string("title"),
                when: reading.when_of(table, "when", for_each.as_ref()),
                with: with(for_each.as_ref(), table, reading),
                for_each,
                four_eyes: table.is("four_eyes"),
            }
        })
        .collect()
}

/// Returns the facts that one record gives, each with its field, which must be of the same kind.
fn with(
    list: Option<&String>,
    table: &Table,
    reading: &mut Reading<'_>,
) -> BTreeMap<String, String> {
    let mut with = BTreeMap::new();
    let Some(given) = table.table("with") else {
        return with;
    };
    let facts: Vec<String> = reading.scope.facts.keys().cloned().collect();
    for entry in &given.entries {
        let Data::Text(field) = &entry.value.data else {
            continue;
        };
        let Some(list) = list else {
            let message = "`with` gives facts from a record".to_owned();
            reading.wrong(&entry.key.span, message, "say which list with `for_each`");
            continue;
        };
        let field = Text {
            span: entry.value.span.clone(),
            text: field.clone(),
        };
        if !reading.reference("fact", &entry.key, &facts) {
            continue;
        }
        let kind = reading.scope.kind(&entry.key.text).cloned();
        let (Some(of_fact), Some(of_field)) = (kind, reading.field(list, &field)) else {
            continue;
        };
        if of_fact.name() != of_field.name() {
            let message = format!(
                "`{}` is {} and the field `{}` is {}",
                entry.key.text,
                of_fact.name(),
                field.text,
                of_field.name()
            );
            reading.wrong(&field.span, message, "take a field of the same kind");
            continue;
        }
        reading.used.push(entry.key.text.clone());
        with.insert(entry.key.text.clone(), field.text);
    }
    with
}

/// Checks that a field of a list is a date or a moment.
fn field_moment(list: &str, name: &Text, reading: &mut Reading<'_>) {
    if let Some(kind) = reading.field(list, name)
        && !matches!(kind, Kind::Date | Kind::Datetime)
    {
        let message = format!("`{}` is {}, which is not a moment", name.text, kind.name());
        let hint = format!("take a date or datetime field of `{list}`");
        reading.wrong(&name.span, message, hint);
    }
}
