//! The format of a playbook, as tables that drive the checks, the reading and the JSON Schema; what
//! a key means is said once, here.

mod parts;

pub(super) use parts::{FRAGMENT, OVERLAY};

use crate::law::FACT;
use crate::reader::{Alphabet, Key, Shape, Takes, may, must};

const ID: Takes = Takes::Id(Alphabet::Underscore);
const IDS: Takes = Takes::Ids(Alphabet::Underscore);
const LAW: Takes = Takes::Ids(Alphabet::Hyphen);

/// A playbook.
pub(super) static PLAYBOOK: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek/1"),
        "the format and its version",
    ),
    must(
        "id",
        Takes::Id(Alphabet::Any),
        "the id, which is also the folder name",
    ),
    must("title", Takes::Text, "what the team calls the playbook"),
    must("version", Takes::Text, "the version of the content"),
    may("summary", Takes::Text, "a short description"),
    may(
        "right_when",
        Takes::Text,
        "when this is the playbook to take, in one sentence",
    ),
    may(
        "wrong_when",
        Takes::Text,
        "when another one is, in one sentence",
    ),
    may(
        "fits",
        Takes::Tables(&SIGN),
        "signs in what is told at the start for which this playbook is proposed",
    ),
    may(
        "checked",
        Takes::Date,
        "when a person last checked the content",
    ),
    may(
        "announced",
        ID,
        "the moment fact that the board counts down to",
    ),
    may(
        "role",
        Takes::Named(Alphabet::Underscore, &ROLE),
        "the roles in the team",
    ),
    may(
        "fact",
        Takes::Named(Alphabet::Underscore, &FACT),
        "the questions the team can answer",
    ),
    may(
        "condition",
        Takes::Named(Alphabet::Underscore, &CONDITION),
        "conditions with a name",
    ),
    may(
        "trigger",
        Takes::Named(Alphabet::Underscore, &TRIGGER),
        "what a person sets off",
    ),
    may(
        "decision",
        Takes::Named(Alphabet::Underscore, &DECISION),
        "what a person decides",
    ),
    may(
        "clock",
        Takes::Named(Alphabet::Underscore, &CLOCK),
        "legal clocks",
    ),
    may(
        "document",
        Takes::Named(Alphabet::Underscore, &DOCUMENT),
        "what can be drafted",
    ),
    may(
        "compartment",
        Takes::Named(Alphabet::Underscore, &COMPARTMENT),
        "what only some roles see",
    ),
    may(
        "include",
        Takes::Named(Alphabet::Underscore, &parts::INCLUDE),
        "fragments that are included; every id of one gets the name of the inclusion before it",
    ),
    must(
        "state",
        Takes::Named(Alphabet::Underscore, &STATE),
        "the states of the chart",
    ),
    may(
        "invariant",
        Takes::Tables(&INVARIANT),
        "what must always be so, whatever happens",
    ),
    may(
        "waiver",
        Takes::Tables(&WAIVER),
        "findings that are meant so, with the reason",
    ),
]);

static SIGN: Shape = Shape::of(&[
    must(
        "sign",
        Takes::Text,
        "what is the matter, as the team reads it",
    ),
    must(
        "words",
        Takes::Texts,
        "words that say so; `*` at the end stands for any ending",
    ),
]);

static INVARIANT: Shape = Shape {
    at_most_one: &[],
    keys: &[
        must("id", ID, "the id of the property"),
        must("title", Takes::Text, "what it says"),
        may("never", Takes::Conditions, "these never all hold together"),
        may(
            "always_before",
            Takes::Conditions,
            "these have all held together before `then` holds for the first time",
        ),
        may("then", Takes::Conditions, "what must not come first"),
        may(
            "still_reachable",
            ID,
            "from everywhere a way leads to this state",
        ),
    ],
    one_of: &["never", "always_before", "still_reachable"],
};

static WAIVER: Shape = Shape::of(&[
    must(
        "code",
        Takes::Text,
        "the code of the finding, such as `D031`",
    ),
    may(
        "on",
        Takes::Text,
        "the state, transition (`state/2`), task or other thing it is about; all when absent",
    ),
    must("reason", Takes::Text, "why it is meant so"),
]);

static ROLE: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls the role"),
    may(
        "stand_in",
        IDS,
        "functional stand-ins, in order: they prepare, never decide",
    ),
    may(
        "replaced_by",
        IDS,
        "who may legally replace and so decide, in order",
    ),
    may("law", LAW, "the grounds of the legal replacement"),
]);

static COMPARTMENT: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls it"),
    must("why", Takes::Text, "why only some roles see it"),
    must(
        "sees",
        IDS,
        "the roles that see it; who replaces them or stands in for them sees it too",
    ),
    may(
        "holds",
        IDS,
        "facts that lie in it, such as those of the law register",
    ),
]);

const COMPARTMENT_KEY: Key = may("compartment", ID, "the compartment in which it lies");

static CONDITION: Shape = Shape {
    at_most_one: &[],
    keys: &[
        must("label", Takes::Text, "what the team reads"),
        may("all", Takes::Conditions, "conditions that must all hold"),
        may(
            "any",
            Takes::Conditions,
            "conditions of which one must hold",
        ),
    ],
    one_of: &["all", "any"],
};

static TRIGGER: Shape = Shape::of(&[
    must("label", Takes::Text, "what the team reads"),
    may(
        "by",
        IDS,
        "the roles that may set it off; every role when absent",
    ),
]);

static DECISION: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls it"),
    must("question", Takes::Text, "the question that is decided"),
    COMPARTMENT_KEY,
    must("by", IDS, "the roles that may decide"),
    may(
        "when",
        Takes::Conditions,
        "it is offered only when these hold",
    ),
    may(
        "for_each",
        ID,
        "the fact with a list of records, each of which has one of its own",
    ),
    may("advice", Takes::Text, "the advice that is shown with it"),
    may("law", LAW, "sources of law"),
    must("option", Takes::Tables(&OPTION), "what can be chosen"),
]);

static OPTION: Shape = Shape::of(&[
    must("id", ID, "the id of the option"),
    must("title", Takes::Text, "what the team reads"),
    may(
        "when",
        Takes::Conditions,
        "it is possible only when these hold",
    ),
]);

static CLOCK: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls it"),
    must(
        "starts",
        ID,
        "what it starts at: a date or datetime fact, or the first time a document is made known",
    ),
    may(
        "candidates",
        IDS,
        "other date or datetime facts that could be its start, shown beside it",
    ),
    may(
        "ends",
        ID,
        "the date or datetime fact that records the act that ends it",
    ),
    may(
        "for_each",
        ID,
        "the fact with a list of records, each of which has one of its own",
    ),
    must("term", Takes::Text, "how long it is, such as \"6 weeks\""),
    must(
        "rule",
        Takes::Word(RULES),
        "whether the Algemene termijnenwet applies",
    ),
    may("law", LAW, "sources of law"),
]);

const RULES: &[&str] = &["awt", "none", "eu-1182-71"];

static DOCUMENT: Shape = Shape::of(&[
    must("title", Takes::Text, "what the team calls it"),
    must("template", Takes::Id(Alphabet::Any), "the template, by id"),
    COMPARTMENT_KEY,
    may(
        "for_each",
        ID,
        "the fact with a list of records, each of which has one of its own",
    ),
    may(
        "with",
        Takes::Labels,
        "with `for_each`: the facts that one record gives, each with the name of the field",
    ),
    may("role", ID, "who drafts it"),
    may(
        "power",
        Takes::Id(Alphabet::Any),
        "the power of the law register whose requirements are its gates",
    ),
    may(
        "four_eyes",
        Takes::Bool,
        "who drafts it may not be the one who signs it",
    ),
    may(
        "when",
        Takes::Conditions,
        "it is to be made when these hold",
    ),
]);

static STATE: Shape = Shape {
    at_most_one: &[&["parallel", "final", "history"], &["initial", "default"]],
    keys: &[
        must("title", Takes::Text, "what the team calls it"),
        may("why", Takes::Text, "why it exists"),
        may("in", ID, "the state around it; top level when absent"),
        may(
            "parallel",
            Takes::Bool,
            "all its children are active together",
        ),
        may(
            "initial",
            ID,
            "the state inside it where it starts; the first one when absent",
        ),
        may(
            "final",
            Takes::Bool,
            "the state around it has ended when this is entered",
        ),
        may(
            "history",
            Takes::Word(&["shallow", "deep"]),
            "not a place to be, but the way back to where the state around it was",
        ),
        may("default", ID, "where a history leads the first time"),
        may("ask", IDS, "questions, in this order"),
        may(
            "ask_when",
            Takes::ConditionsOf(Alphabet::Underscore),
            "of those, the ones that are asked only when these hold",
        ),
        may("decide", IDS, "decisions that can be taken here"),
        may("draft", IDS, "documents that are drafted here"),
        may("task", Takes::Tables(&TASK), "tasks that start here"),
        may(
            "go",
            Takes::Tables(&GO),
            "transitions, in order: the first whose conditions hold is taken",
        ),
    ],
    one_of: &[],
};

static TASK: Shape = Shape {
    at_most_one: &[],
    keys: &[
        must("id", ID, "the id of the task"),
        must("title", Takes::Text, "what to do"),
        COMPARTMENT_KEY,
        may("why", Takes::Text, "why"),
        may("role", ID, "the role that does it"),
        may("immediate", Takes::Bool, "shown before any question"),
        may(
            "claim_within",
            Takes::Duration,
            "someone takes it within this time of entering the state",
        ),
        may(
            "done_within",
            Takes::Duration,
            "done within this time of entering the state",
        ),
        may(
            "before",
            Takes::Table(&BEFORE),
            "done before a moment, counted back",
        ),
        may(
            "when",
            Takes::Conditions,
            "it is a task only when these hold",
        ),
        may(
            "for_each",
            ID,
            "the fact with a list of records, each of which has one of its own",
        ),
        may("law", LAW, "sources of law"),
        may(
            "repeat",
            Takes::Word(&["once", "each_entry"]),
            "whether each entry of the state makes a new one",
        ),
    ],
    one_of: &[],
};

static BEFORE: Shape = Shape::of(&[
    must(
        "fact",
        ID,
        "the date or datetime fact that is counted back from",
    ),
    must("by", Takes::Duration, "how long before it"),
]);

static GO: Shape = Shape {
    at_most_one: &[&["on", "after", "done"], &["when", "otherwise"]],
    keys: &[
        may("on", ID, "the trigger; by itself when absent"),
        may("after", Takes::Duration, "by time in this state"),
        may(
            "done",
            Takes::Bool,
            "when the states inside this one have ended",
        ),
        may(
            "when",
            Takes::Conditions,
            "it is taken only when these hold",
        ),
        may(
            "otherwise",
            Takes::Bool,
            "when all earlier transitions of this state on the same trigger are false",
        ),
        may(
            "to",
            Takes::IdOrIds(Alphabet::Underscore),
            "where to; nothing is left when absent",
        ),
        may("raise", IDS, "other triggers set off in the same step"),
        may("label", Takes::Text, "what the team reads"),
        may(
            "internal",
            Takes::Bool,
            "a state that goes to a state inside it is not left",
        ),
    ],
    one_of: &[],
};

/// A municipality file.
pub(super) static MUNICIPALITY: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-gemeente/1"),
        "the format and its version",
    ),
    must("name", Takes::Text, "the full name"),
    may("place", Takes::Text, "the place where orders are given"),
    may("code", Takes::Text, "the code of Statistics Netherlands"),
    may("address", Takes::Text, "the address of the town hall"),
    may(
        "organ",
        Takes::Named(Alphabet::Underscore, &ORGAN),
        "how organs are named in orders",
    ),
    may(
        "phone",
        Takes::Tables(&PHONE),
        "telephone numbers, most important first",
    ),
    may(
        "apv",
        Takes::Named(Alphabet::Underscore, &ARTICLE),
        "articles of the own APV that orders rest on",
    ),
    may(
        "policy",
        Takes::Named(Alphabet::Underscore, &TEXT),
        "policy rules",
    ),
    may(
        "mandate",
        Takes::Named(Alphabet::Underscore, &TEXT),
        "mandates",
    ),
]);

static ORGAN: Shape = Shape::of(&[
    must("title", Takes::Text, "how an order names it"),
    may(
        "replaced_by",
        Takes::Text,
        "how an order names who replaces it",
    ),
]);

static PHONE: Shape = Shape::of(&[
    must("name", Takes::Text, "whose number it is"),
    must("number", Takes::Text, "the number"),
    may("for", Takes::Text, "what it is for"),
]);

static ARTICLE: Shape = Shape::of(&[
    must("article", Takes::Text, "the article, as an order cites it"),
    must("title", Takes::Text, "the title of the regulation"),
    may("text", Takes::Text, "the text of the article"),
    may("valid_from", Takes::Date, "since when this text is valid"),
    may(
        "cvdr",
        Takes::Text,
        "the number in the collection of local regulations",
    ),
]);

static TEXT: Shape = Shape::of(&[
    must("title", Takes::Text, "the title"),
    may("text", Takes::Text, "the text"),
    may("date", Takes::Date, "when it was adopted"),
]);
