//! From TOML text to entries of the register; conditions of powers stay text until a playbook is
//! read, because only a playbook knows the facts.

use chrono::NaiveDate;

use super::fact::read_fact;
use super::power::{
    About, Asked, Coordination, Duty, Form, Level, Online, PowerSource, RequirementKind,
    RequirementSource, Stage,
};
use super::register::{Class, Number, Organ, Register, Source, SourceKind, Status, Switch};
use super::shape::{LOCATORS, REGISTER};
use super::typed_law;
use crate::diagnostic::{self, Code, Finding};
use crate::reader::{self, Table};

/// Reads a file into the register: an entry replaces one with the same id from an earlier file.
///
/// Returns the findings; the register is left as it was when one of them stops the reading.
pub fn parse(source: &diagnostic::Source, register: &mut Register) -> Vec<Finding> {
    let (table, mut findings) = reader::read(source, &REGISTER);
    let Some(table) = table else { return findings };
    for (_, power) in table.named("power") {
        check_requirements(power, &mut findings);
    }
    check_requirements(&table, &mut findings);
    let facts: Vec<_> = table
        .named("fact")
        .map(|(id, table)| read_fact(id, table, &mut findings).0)
        .collect();
    for (_, table) in table.named("fact") {
        if let Some(name) = table.text("compartment") {
            let message = "a fact of the register lies in no compartment";
            let finding = Finding::at(Code::WrongValue, name.span, message);
            findings.push(finding.hint("name it in `holds` of a compartment of the playbook"));
        }
    }
    // A source is where references to law belong.
    findings.extend(typed_law(source, &table, &REGISTER, &["source"]));
    if findings.iter().any(Finding::stops_reading) {
        return findings;
    }
    let by = table.string("by");
    for (id, table) in table.named("source") {
        let source = read_source(&id.text, &by, table);
        register.sources.put(source);
    }
    for (id, table) in table.named("organ") {
        let organ = Organ {
            id: id.text.clone(),
            law: table.strings("law"),
            replaced_by: table.string("replaced_by"),
            title: table.string("title"),
        };
        register.organs.put(organ);
    }
    for fact in facts {
        register.facts.put(fact);
    }
    for (id, table) in table.named("class") {
        let class = Class {
            id: id.text.clone(),
            law: table.strings("law"),
            title: table.string("title"),
        };
        register.classes.put(class);
    }
    for (id, table) in table.named("switch") {
        let switch = Switch {
            checked: date(table),
            id: id.text.clone(),
            note: table.string("note"),
            on: table.is("on"),
            source: table.string("source"),
            title: table.string("title"),
        };
        register.switches.put(switch);
    }
    for requirement in table.tables("requirement").map(read_requirement) {
        register.requirements.put(requirement);
    }
    for (id, table) in table.named("power") {
        let power = read_power(&id.text, table);
        register.powers.put(power);
    }
    for (id, table) in table.named("number") {
        let number = read_number(&id.text, table);
        register.numbers.put(number);
    }
    findings
}

/// Returns the JSON Schema of a file of the law register.
pub fn law_schema() -> serde_json::Value {
    reader::json("draaiboek-law/1", &REGISTER)
}

fn check_requirements(power: &Table, findings: &mut Vec<Finding>) {
    let mut seen: Vec<String> = Vec::new();
    for requirement in power.tables("requirement") {
        let Some(id) = requirement.text("id").or(requirement.text("use")) else {
            continue;
        };
        if seen.contains(&id.text) {
            let message = format!("`{}` is a requirement of this power twice", id.text);
            findings.push(Finding::at(Code::DuplicateId, id.span.clone(), message));
        }
        if let Some(used) = requirement.text("use") {
            check_use(&used, requirement, findings);
            seen.push(id.text);
            continue;
        }
        for key in ["title", "kind"] {
            if requirement.get(key).is_none() {
                let message = format!("`{key}` is missing");
                let finding = Finding::at(Code::MissingKey, id.span.clone(), message);
                findings.push(finding.hint(format!("say the {key} of `{}`", id.text)));
            }
        }
        if requirement.get("met").is_none() && requirement.string("kind") != "note" {
            let message = format!("`{}` does not say when it is met", id.text);
            findings.push(
                Finding::at(Code::MissingKey, id.span.clone(), message)
                    .hint("add `met`: a requirement without it would always read as met"),
            );
        }
        if requirement.get("rejected").is_some() && requirement.texts("rejected_by").is_empty() {
            let message = format!("`{}` does not say which decision rejected it", id.text);
            findings.push(
                Finding::at(Code::MissingKey, id.span.clone(), message)
                    .hint("add `rejected_by`, with the ids of the decisions"),
            );
        }
        seen.push(id.text);
    }
}

/// Reports what stands beside `use`: the shared requirement says all of it.
fn check_use(used: &reader::Text, requirement: &Table, findings: &mut Vec<Finding>) {
    for entry in &requirement.entries {
        if entry.key.text != "use" {
            let message = format!("`{}` cannot go with `use`", entry.key.text);
            let finding = Finding::at(Code::WrongValue, entry.key.span.clone(), message);
            let hint = format!("`{}` says it once, for every power", used.text);
            findings.push(finding.hint(hint));
        }
    }
}

fn read_source(id: &str, by: &str, table: &Table) -> Source {
    let locator = LOCATORS.iter().find_map(|key| table.text(key));
    Source {
        by: by.to_owned(),
        checked: date(table),
        cite: table.string("cite"),
        id: id.to_owned(),
        kind: match table.string("kind").as_str() {
            "decision" => SourceKind::Decision,
            "local" => SourceKind::Local,
            "bill" => SourceKind::Bill,
            "guidance" => SourceKind::Guidance,
            "eu" => SourceKind::Eu,
            _ => SourceKind::Statute,
        },
        locator: locator.unwrap_or_default().text,
        note: table.string("note"),
        read: table.string("read"),
        rule: table.string("rule"),
        status: status(table),
        title: table.string("title"),
        valid_from: table.date("valid_from"),
        valid_until: table.date("valid_until"),
    }
}

fn read_power(id: &str, table: &Table) -> PowerSource {
    let requirements = table.tables("requirement");
    PowerSource {
        about: read_about(table),
        id: id.to_owned(),
        requirements: requirements
            .map(|table| match table.text("use") {
                Some(shared) => Asked::Shared(shared.text),
                None => Asked::Own(read_requirement(table)),
            })
            .collect(),
    }
}

fn read_about(table: &Table) -> About {
    let without = table.table("without");
    About {
        coordination: table
            .tables("coordination")
            .map(read_coordination)
            .collect(),
        duties: table.tables("duty").map(read_duty).collect(),
        form: match table.string("form").as_str() {
            "factual" => Form::Factual,
            "letter" => Form::Letter,
            "other" => Form::Other,
            "request" => Form::Request,
            "rule" => Form::Rule,
            _ => Form::Order,
        },
        group: table.string("group"),
        law: table.strings("law"),
        mandate: match table.string("mandate").as_str() {
            "allowed" => Some(true),
            "never" => Some(false),
            _ => None,
        },
        mandate_law: table.strings("mandate_law"),
        maximum: table.string("maximum"),
        maximum_law: table.strings("maximum_law"),
        not_for: table.string("not_for"),
        online: match table.string("online").as_str() {
            "doubtful" => Some(Online::Doubtful),
            "fine" => Some(Online::Fine),
            "none" => Some(Online::None),
            "rejected" => Some(Online::Rejected),
            _ => None,
        },
        organ: table.strings("organ"),
        rank: table.number("rank").unwrap_or(u64::MAX),
        taught_by: table.strings("taught_by"),
        title: table.string("title"),
        without: without
            .map_or(&[][..], |table| &table.entries)
            .iter()
            .filter_map(|entry| Some((entry.key.text.clone(), entry.value.text()?.text)))
            .collect(),
        yields_to: table.strings("yields_to"),
    }
}

fn read_coordination(table: &Table) -> Coordination {
    Coordination {
        law: table.strings("law"),
        level: match table.string("level").as_str() {
            "consultation" => Level::Consultation,
            "exclusion" => Level::Exclusion,
            "permission" => Level::Permission,
            _ => Level::Information,
        },
        what: table.string("what"),
        with: table.string("with"),
    }
}

fn read_duty(table: &Table) -> Duty {
    Duty {
        law: table.strings("law"),
        to: table.string("to"),
        what: table.string("what"),
        when: table.string("when"),
    }
}

fn read_requirement(table: &Table) -> RequirementSource {
    RequirementSource {
        applies: table.strings("applies"),
        explain: table.string("explain"),
        id: table.string("id"),
        kind: match table.string("kind").as_str() {
            "note" => RequirementKind::Note,
            "required" => RequirementKind::Required,
            _ => RequirementKind::Gate,
        },
        law: table.strings("law"),
        met: table.strings("met"),
        rejected: table.strings("rejected"),
        rejected_by: table.strings("rejected_by"),
        stage: match table.string("stage").as_str() {
            "after" => Stage::After,
            "use" => Stage::Use,
            _ => Stage::Decision,
        },
        title: table.string("title"),
    }
}

fn read_number(id: &str, table: &Table) -> Number {
    Number {
        checked: date(table),
        for_: table.string("for"),
        id: id.to_owned(),
        phone: table.string("phone"),
        source: table.string("source"),
        status: status(table),
        title: table.string("title"),
    }
}

/// Returns the date, which the shape requires; the oldest one if it were not there.
fn date(table: &Table) -> NaiveDate {
    table.date("checked").unwrap_or(NaiveDate::MIN)
}

/// Returns the status; what the shape does not know is not verified.
fn status(table: &Table) -> Status {
    match table.string("status").as_str() {
        "annulled" => Status::Annulled,
        "in_force" => Status::InForce,
        "not_in_force" => Status::NotInForce,
        "repealed" => Status::Repealed,
        "suspended" => Status::Suspended,
        _ => Status::Unverified,
    }
}
