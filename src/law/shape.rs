//! The format of a file of the law register, as tables that drive the checks, the reading and the JSON
//! Schema; what a key means is said once, here.

use crate::reader::{Alphabet, Shape, Takes, may, must};

const ID: Takes = Takes::Id(Alphabet::Underscore);
const IDS: Takes = Takes::Ids(Alphabet::Underscore);
const LAW: Takes = Takes::Ids(Alphabet::Hyphen);

/// A file of the law register.
pub(super) static REGISTER: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-law/1"),
        "the format and its version",
    ),
    may(
        "by",
        Takes::Text,
        "whose data this is, when it is not the program's own",
    ),
    may(
        "source",
        Takes::Named(Alphabet::Hyphen, &SOURCE),
        "sources of law",
    ),
    may(
        "organ",
        Takes::Named(Alphabet::Underscore, &ORGAN),
        "organs that can be competent",
    ),
    may(
        "fact",
        Takes::Named(Alphabet::Underscore, &FACT),
        "facts that requirements ask about",
    ),
    may(
        "class",
        Takes::Named(Alphabet::Underscore, &CLASS),
        "classes by which values are redacted",
    ),
    may(
        "switch",
        Takes::Named(Alphabet::Underscore, &SWITCH),
        "what may change, each off until a person has checked it",
    ),
    may(
        "requirement",
        Takes::Tables(&REQUIREMENT),
        "requirements that several powers share",
    ),
    may(
        "power",
        Takes::Named(Alphabet::Underscore, &POWER),
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
        may(
            "valid_from",
            Takes::Date,
            "the first day on which it applies",
        ),
        may(
            "valid_until",
            Takes::Date,
            "the last day on which it applies",
        ),
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

static ORGAN: Shape = Shape::of(&[
    must("title", Takes::Text, "the organ, with its article"),
    may("replaced_by", Takes::Text, "who replaces it by law"),
    may("law", LAW, "sources of law"),
]);

/// A fact: a question the team can answer.
pub static FACT: Shape = Shape {
    at_most_one: &[],
    keys: &[
        must(
            "question",
            Takes::Text,
            "the question, with its question mark",
        ),
        may(
            "label",
            Takes::Text,
            "a short name; the id with spaces when absent",
        ),
        may("why", Takes::Text, "why it is asked"),
        may("type", Takes::Word(TYPES), "what kind of value it has"),
        may("choice", IDS, "the answers, of which one applies"),
        may("choices", IDS, "the answers, of which any number applies"),
        may(
            "records",
            Takes::Fields,
            "the fields of the records in a list",
        ),
        may(
            "labels",
            Takes::Labels,
            "words for answers and fields that need others than their id",
        ),
        may("unit", Takes::Text, "the unit of a whole number"),
        may("class", ID, "the class by which it is redacted"),
        may(
            "compartment",
            ID,
            "the compartment of the playbook in which it lies",
        ),
        may("asked_of", ID, "the role that is asked"),
        may("law", LAW, "sources of law it matters for"),
        may(
            "marker",
            Takes::Bool,
            "police data: only its existence may be recorded without a ground",
        ),
    ],
    one_of: &["type", "choice", "choices", "records"],
};

const TYPES: &[&str] = &[
    "bool", "text", "place", "person", "integer", "money", "date", "datetime", "duration",
];

static CLASS: Shape = Shape::of(&[
    must("title", Takes::Text, "what such values are"),
    must("law", LAW, "the ground for leaving them out"),
]);

static SWITCH: Shape = Shape::of(&[
    must("title", Takes::Text, "what is so when it is on"),
    must(
        "source",
        Takes::Id(Alphabet::Hyphen),
        "the source it is about",
    ),
    must("on", Takes::Bool, "whether it is so"),
    must("checked", Takes::Date, "when a person last checked it"),
    may(
        "note",
        Takes::Text,
        "what to look at before it is switched on",
    ),
]);

static POWER: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls it"),
    must(
        "rank",
        Takes::Integer,
        "where it stands from light to heavy; the lightest is 1",
    ),
    must("organ", IDS, "the competent organs"),
    must("law", LAW, "sources of law"),
    must("form", Takes::Word(FORMS), "what using it is"),
    may("group", ID, "among which powers it is weighed"),
    may(
        "mandate",
        Takes::Word(MANDATES),
        "whether it can be mandated",
    ),
    may("mandate_law", LAW, "sources of law on the mandate"),
    may(
        "online",
        Takes::Word(ONLINE),
        "what it can do against the content of messages",
    ),
    may("maximum", Takes::Text, "how long it lasts at most"),
    may("maximum_law", LAW, "sources of law on the duration"),
    may("not_for", Takes::Text, "what it may not be used for"),
    may("taught_by", LAW, "decisions that taught how to use it"),
    may("yields_to", IDS, "more specific powers, which go before it"),
    may(
        "without",
        Takes::Labels,
        "questions every order answers and this one does not, each with the reason",
    ),
    may(
        "coordination",
        Takes::Tables(&COORDINATION),
        "with whom, and how far that binds",
    ),
    may(
        "duty",
        Takes::Tables(&DUTY),
        "what has to follow when it is used",
    ),
    must(
        "requirement",
        Takes::Tables(&REQUIREMENT),
        "what must be so, in order",
    ),
]);

static COORDINATION: Shape = Shape::of(&[
    must("with", Takes::Text, "with whom"),
    must("level", Takes::Word(LEVELS), "how far it binds"),
    must("what", Takes::Text, "what it comes to"),
    may("law", LAW, "sources of law"),
]);

static DUTY: Shape = Shape::of(&[
    must("what", Takes::Text, "what has to be done"),
    may("to", Takes::Text, "towards whom"),
    may("when", Takes::Text, "by when"),
    may("law", LAW, "sources of law"),
]);

static REQUIREMENT: Shape = Shape {
    at_most_one: &[],
    keys: &[
        may(
            "use",
            ID,
            "a requirement that several powers share, by its id",
        ),
        may("id", ID, "the id of the requirement"),
        may("title", Takes::Text, "what it asks"),
        may("kind", Takes::Word(REQUIREMENT_KINDS), "how strict it is"),
        may("stage", Takes::Word(STAGES), "when it is asked"),
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
    ],
    one_of: &["id", "use"],
};

static NUMBER: Shape = Shape::of(&[
    must("title", Takes::Text, "whose number it is"),
    must("phone", Takes::Text, "the number"),
    may("for", Takes::Text, "what it is for"),
    must("checked", Takes::Date, "when a person last checked it"),
    must("source", Takes::Text, "where it was found"),
    must("status", Takes::Word(STATUSES), "whether it is verified"),
]);

/// The keys of which one locates a source.
pub(super) const LOCATORS: &[&str] = &["jci", "ecli", "cvdr", "url"];
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
const FORMS: &[&str] = &["factual", "letter", "order", "rule", "request", "other"];
const LEVELS: &[&str] = &["information", "consultation", "permission", "exclusion"];
const MANDATES: &[&str] = &["allowed", "never"];
const ONLINE: &[&str] = &["fine", "doubtful", "rejected", "none"];
const STAGES: &[&str] = &["use", "decision", "after"];
