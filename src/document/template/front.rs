//! Reads the front matter of a template: TOML between two lines of `+++`.

use super::Kind;
use super::element::{self, Element};
use crate::diagnostic::{Code, Finding, Source};
use crate::reader::{self, Alphabet, Key, Shape, Table, Takes, Text, may, must};

/// The front matter.
#[derive(Clone, Debug)]
pub(super) struct Front {
    pub elements: Vec<Element>,
    pub id: String,
    pub kind: Kind,
    pub law: Vec<Text>,
    /// Whether it may be signed under mandate.
    pub mandate: Option<bool>,
    pub mandate_law: Vec<Text>,
    pub needs: Vec<Text>,
    pub organ: Option<Text>,
    pub power: Option<Text>,
    pub reviewed: String,
    pub title: String,
}

/// The front matter of a part.
#[derive(Clone, Debug)]
pub(super) struct PartFront {
    pub id: String,
    pub law: Vec<Text>,
    pub needs: Vec<Text>,
    pub reviewed: String,
    pub title: String,
}

const VERSION: Takes = Takes::Version("draaiboek-template/1");

static PART: Shape = Shape::of(&[
    must("schema", VERSION, "the format and its version"),
    must("id", Takes::Id(Alphabet::Any), "the id of the part"),
    must("title", Takes::Text, "what it is about"),
    must("kind", Takes::Word(&["part"]), "that it is a part"),
    REVIEWED,
    NEEDS,
    LAW,
]);

const REVIEWED: Key = may(
    "reviewed",
    Takes::Text,
    "role and date of the jurist who reviewed it",
);
const NEEDS: Key = may(
    "needs",
    Takes::Ids(Alphabet::Underscore),
    "facts that must be known besides those printed",
);
const LAW: Key = may(
    "law",
    Takes::Ids(Alphabet::Hyphen),
    "sources it rests on besides those cited",
);

static SHAPE: Shape = Shape::of(&[
    must("schema", VERSION, "the format and its version"),
    must("id", Takes::Id(Alphabet::Any), "the id of the template"),
    must("title", Takes::Text, "the title of what it makes"),
    must("kind", Takes::Word(KINDS), "what it makes"),
    may("organ", Takes::Text, "who signs: a role, or an organ"),
    may(
        "power",
        Takes::Id(Alphabet::Any),
        "the power whose requirements are its gates",
    ),
    may(
        "mandate",
        Takes::Word(&["never", "allowed"]),
        "whether it may be signed under mandate",
    ),
    may(
        "mandate_law",
        Takes::Ids(Alphabet::Hyphen),
        "the sources that say so",
    ),
    may(
        "element",
        Takes::Tables(&element::SHAPE),
        "what the document must or should say",
    ),
    REVIEWED,
    NEEDS,
    LAW,
]);

const KINDS: &[&str] = &["order", "letter", "request", "report", "card", "note"];

/// Returns the front matter and where the text begins; what is wrong goes to `findings`.
pub(super) fn read(source: &Source, findings: &mut Vec<Finding>) -> (Option<Front>, usize) {
    let (table, text) = table(source, &SHAPE, findings);
    (table.map(|table| front(&table)), text)
}

/// Returns the same of a part.
pub(super) fn read_part(
    source: &Source,
    findings: &mut Vec<Finding>,
) -> (Option<PartFront>, usize) {
    let (table, text) = table(source, &PART, findings);
    let front = table.map(|table| PartFront {
        id: table.string("id"),
        law: table.texts("law"),
        needs: table.texts("needs"),
        reviewed: table.string("reviewed"),
        title: table.string("title"),
    });
    (front, text)
}

fn front(table: &Table) -> Front {
    Front {
        elements: table.tables("element").map(element::read).collect(),
        id: table.string("id"),
        kind: match table.string("kind").as_str() {
            "letter" => Kind::Letter,
            "note" => Kind::Note,
            "order" => Kind::Order,
            "report" => Kind::Report,
            "request" => Kind::Request,
            _ => Kind::Card,
        },
        law: table.texts("law"),
        mandate: table.text("mandate").map(|word| word.text == "allowed"),
        mandate_law: table.texts("mandate_law"),
        needs: table.texts("needs"),
        organ: table.text("organ").filter(|organ| !organ.text.is_empty()),
        power: table.text("power").filter(|power| !power.text.is_empty()),
        reviewed: table.string("reviewed"),
        title: table.string("title"),
    }
}

/// Returns the usable table of the front matter and where the text begins.
fn table(source: &Source, shape: &Shape, findings: &mut Vec<Finding>) -> (Option<Table>, usize) {
    let Some((front, text)) = borders(&source.text) else {
        let finding = Finding::whole(Code::NotThisFormat, "the template has no front matter");
        findings.push(finding.hint("begin with TOML between two lines of `+++`"));
        return (None, 0);
    };
    // Spaces instead of the first `+++` keep every place true.
    let toml = Source {
        name: source.name.clone(),
        text: format!("{}{}", " ".repeat(front.start), &source.text[front]),
    };
    let (table, mut found) = reader::read(&toml, shape);
    let is_unusable = found.iter().any(Finding::is_error);
    findings.append(&mut found);
    (table.filter(|_| !is_unusable), text)
}

/// Returns the range of the TOML and the start of the text.
fn borders(source: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in source.split_inclusive('\n') {
        match (line.trim(), start) {
            ("+++", None) => start = Some(at + line.len()),
            ("+++", Some(start)) => return Some((start..at, at + line.len())),
            ("", None) | (_, Some(_)) => {}
            (_, None) => return None,
        }
        at += line.len();
    }
    None
}
