//! From TOML text to entries of the register; conditions of powers stay text until a playbook is
//! read, because only a playbook knows the facts.

use chrono::NaiveDate;

use super::register::{
    Number, PowerSource, Register, RequirementKind, RequirementSource, Source, SourceKind, Status,
};
use crate::diagnostic::{self, Code, Finding};
use crate::reader::{self, Alphabet, Shape, Table, Takes, may, must};

const LAW: Takes = Takes::Ids(Alphabet::Hyphen);

/// A file of the law register.
static REGISTER: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-law/1"),
        "the format and its version",
    ),
    may(
        "source",
        Takes::Named(Alphabet::Hyphen, &SOURCE),
        "sources of law",
    ),
    may(
        "power",
        Takes::Named(Alphabet::Any, &POWER),
        "powers with their requirements",
    ),
    may(
        "number",
        Takes::Named(Alphabet::Any, &NUMBER),
        "national telephone numbers",
    ),
]);

static SOURCE: Shape = Shape {
    at_most_one: &[LOCATORS],
    keys: &[
        must("kind", Takes::Word(KINDS), "what kind of source"),
        must("cite", Takes::Text, "how a text refers to it"),
        must("title", Takes::Text, "the title of the law, or the court"),
        may("jci", Takes::Text, "the locator of a national article"),
        may("ecli", Takes::Text, "the number of a decision"),
        may("cvdr", Takes::Text, "the number of a local regulation"),
        may("url", Takes::Text, "the web address"),
        must("rule", Takes::Text, "the rule in our own words"),
        must("status", Takes::Word(STATUSES), "whether it is in force"),
        must("checked", Takes::Date, "when a person last checked it"),
        may(
            "read",
            Takes::Text,
            "the version that was read; `secondary` for only a summary",
        ),
        may("note", Takes::Text, "what is not verified, or what to know"),
    ],
    one_of: &[],
};

static POWER: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls it"),
    must(
        "organ",
        Takes::Ids(Alphabet::Underscore),
        "the competent organs, as role ids",
    ),
    must("law", LAW, "sources of law"),
    must(
        "requirement",
        Takes::Tables(&REQUIREMENT),
        "what must be so, in order",
    ),
]);

static REQUIREMENT: Shape = Shape::of(&[
    must(
        "id",
        Takes::Id(Alphabet::Underscore),
        "the id of the requirement",
    ),
    must("title", Takes::Text, "what it asks"),
    must("kind", Takes::Word(REQUIREMENT_KINDS), "how strict it is"),
    may("met", Takes::Conditions, "conditions that must hold"),
    may(
        "applies",
        Takes::Conditions,
        "it counts only when these hold",
    ),
    may(
        "rejected",
        Takes::Conditions,
        "a court has rejected the ground when these hold",
    ),
    may("rejected_by", LAW, "the decisions that rejected it"),
    may("explain", Takes::Text, "plain sentences for the mayor"),
    may("law", LAW, "sources of law"),
]);

static NUMBER: Shape = Shape::of(&[
    must("title", Takes::Text, "whose number it is"),
    must("phone", Takes::Text, "the number"),
    may("for", Takes::Text, "what it is for"),
    must("checked", Takes::Date, "when a person last checked it"),
    must("source", Takes::Text, "where it was found"),
    must("status", Takes::Word(STATUSES), "whether it is verified"),
]);

const LOCATORS: &[&str] = &["jci", "ecli", "cvdr", "url"];
const KINDS: &[&str] = &["statute", "decision", "local", "bill", "guidance", "eu"];
const REQUIREMENT_KINDS: &[&str] = &["gate", "required", "note"];
const STATUSES: &[&str] = &[
    "in_force",
    "not_in_force",
    "annulled",
    "suspended",
    "repealed",
    "unverified",
];

/// Reads a file into the register: an entry replaces one with the same id from an earlier file.
///
/// Returns the findings; with an error among them the register is left as it was.
pub fn parse(source: &diagnostic::Source, register: &mut Register) -> Vec<Finding> {
    let (table, mut findings) = reader::read(source, &REGISTER);
    let Some(table) = table else { return findings };
    for (_, power) in table.named("power") {
        check_requirements(power, &mut findings);
    }
    if findings.iter().any(Finding::is_error) {
        return findings;
    }
    for (id, table) in table.named("source") {
        let source = read_source(&id.text, table);
        put(&mut register.sources, source, |source| &source.id);
    }
    for (id, table) in table.named("power") {
        let power = read_power(&id.text, table);
        put(&mut register.powers, power, |power| &power.id);
    }
    for (id, table) in table.named("number") {
        let number = read_number(&id.text, table);
        put(&mut register.numbers, number, |number| &number.id);
    }
    findings
}

/// Returns the JSON Schema of a file of the law register.
pub fn law_schema() -> serde_json::Value {
    reader::json("draaiboek-law/1", &REGISTER)
}

fn put<T>(items: &mut Vec<T>, item: T, id: impl Fn(&T) -> &String) {
    match items.iter().position(|known| id(known) == id(&item)) {
        Some(place) => items[place] = item,
        None => items.push(item),
    }
}

fn check_requirements(power: &Table, findings: &mut Vec<Finding>) {
    let mut seen: Vec<String> = Vec::new();
    for requirement in power.tables("requirement") {
        let Some(id) = requirement.text("id") else {
            continue;
        };
        if seen.contains(&id.text) {
            let message = format!("`{}` is a requirement of this power twice", id.text);
            findings.push(Finding::at(Code::DuplicateId, id.span.clone(), message));
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

fn read_source(id: &str, table: &Table) -> Source {
    let locator = LOCATORS.iter().find_map(|key| table.text(key));
    Source {
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
    }
}

fn read_power(id: &str, table: &Table) -> PowerSource {
    PowerSource {
        id: id.to_owned(),
        law: table.strings("law"),
        organ: table.strings("organ"),
        requirements: table.tables("requirement").map(read_requirement).collect(),
        title: table.string("title"),
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
