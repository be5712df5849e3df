//! The format of a scenario, as tables that drive the checks and the reading.

mod play;

pub(super) use play::LOCALISATION;

use crate::reader::{Alphabet, Shape, Takes, may, must};

const ID: Takes = Takes::Id(Alphabet::Underscore);
const IDS: Takes = Takes::Ids(Alphabet::Underscore);
const ITEM: Takes = Takes::Id(Alphabet::Item);
const ITEMS: Takes = Takes::Ids(Alphabet::Item);

/// A scenario.
pub(super) static SCENARIO: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-scenario/1"),
        "the format and its version",
    ),
    must("title", Takes::Text, "what the incident is called"),
    must("playbook", Takes::Id(Alphabet::Any), "the playbook"),
    may(
        "exercise",
        Takes::Bool,
        "whether it is played as an exercise",
    ),
    may("source", Takes::Text, "the public text it rests on"),
    may("summary", Takes::Text, "what it shows"),
    must(
        "starts_at",
        Takes::Text,
        "the moment of the start, such as \"2026-11-22 19:30\"",
    ),
    may(
        "seed",
        Takes::Any,
        "a whole number from which everything random follows",
    ),
    may(
        "gemeente",
        Takes::Text,
        "a municipality file beside the scenario; without it the example municipality",
    ),
    may(
        "facts",
        Takes::Any,
        "facts that are recorded at the start, by their id",
    ),
    may(
        "play",
        Takes::Table(&play::FRAME),
        "the frame of an exercise for people",
    ),
    may(
        "local",
        Takes::Named(Alphabet::Underscore, &play::LOCAL),
        "what a municipality replaces; stands in texts as {id}",
    ),
    may(
        "persona",
        Takes::Named(Alphabet::Underscore, &play::PERSONA),
        "who the exercise staff play",
    ),
    may(
        "team",
        Takes::Tables(&play::TEAM),
        "a team that can play with a board of its own; everybody else is the first",
    ),
    may("goal", Takes::Tables(&play::GOAL), "what is practised"),
    may(
        "inject",
        Takes::Tables(&play::INJECT),
        "what comes to the players",
    ),
    may(
        "move",
        Takes::Tables(&play::MOVE),
        "jumps and paces of the situation's time",
    ),
    may(
        "learning",
        Takes::Tables(&play::LEARNING),
        "what can be learned",
    ),
    may(
        "reply",
        Takes::Tables(&REPLY),
        "what roles do when something holds",
    ),
    must("step", Takes::Tables(&STEP), "the steps, in order of time"),
]);

/// The commands of a step, each with the keys that go with it and nothing else.
pub(super) const COMMANDS: &[(&str, &[&str])] = &[
    (
        "record",
        &[
            "value",
            "unknown",
            "certainty",
            "source",
            "ground",
            "ask_again",
        ],
    ),
    ("fire", &["reason"]),
    ("decide", &["option", "reason"]),
    ("claim", &[]),
    ("done", &["result"]),
    ("reassign", &["to"]),
    ("note", &["kind", "certainty", "source"]),
    ("attach", &["content", "description", "seen_at", "url"]),
    (
        "role",
        &["person", "absent", "back", "present", "left", "reason"],
    ),
    ("correct", &["withdraw", "replace", "reason"]),
    ("advance", &[]),
    ("jump", &["reason"]),
    ("draft", &[]),
    (
        "issue",
        &[
            "stage",
            "addressee",
            "manner",
            "proof",
            "content",
            "deviation",
            "outcome",
            "of",
            "reason",
        ],
    ),
    ("waive", &["reason"]),
    ("close", &["reason"]),
    ("expect_only", &[]),
];

/// What can be done, and by whom: the keys of a step and of a reply, after those given.
macro_rules! acts {
    ($($key:expr,)*) => {
        &[$($key,)*
        may("as", ID, "the role that records it"),
        may("name", Takes::Text, "the name of the person who records it"),
        may(
            "decided_by",
            Takes::Text,
            "who decided or said it: \"role\" or \"role=name\"",
        ),
        may(
            "how",
            Takes::Word(&["paper", "phone", "room"]),
            "how it reached the person who records it",
        ),
        may(
            "happened",
            Takes::Text,
            "when it happened, if that is not now",
        ),
        may("late", Takes::Text, "why it is recorded late"),
        may("comment", Takes::Text, "what a reader should know"),
        may("record", ID, "records a fact"),
        may("value", Takes::Any, "the answer"),
        may("unknown", Takes::Bool, "it was asked and is not known"),
        may(
            "certainty",
            Takes::Word(&["confirmed", "probable", "unconfirmed"]),
            "how sure",
        ),
        may("source", Takes::Text, "where it comes from"),
        may(
            "ground",
            Takes::Text,
            "the ground on which police data is recorded",
        ),
        may("ask_again", Takes::Text, "when to ask again"),
        may("fire", ID, "fires a trigger"),
        may("decide", ITEM, "takes a decision"),
        may("option", ID, "the option"),
        may("reason", Takes::Text, "why"),
        may("claim", ITEM, "claims a task"),
        may("done", ITEM, "finishes a task"),
        may("result", Takes::Text, "what came of it"),
        may("reassign", ITEM, "gives a task to another role"),
        may("to", ID, "the role that gets it"),
        may("note", Takes::Text, "writes a line"),
        may(
            "kind",
            Takes::Word(&["fact", "decision", "action", "question", "note"]),
            "what kind of line",
        ),
        may(
            "attach",
            Takes::Text,
            "attaches a file from the folder of the scenario",
        ),
        may(
            "content",
            Takes::Text,
            "what is in the file, when there is no such file",
        ),
        may("description", Takes::Text, "what is seen on it"),
        may("seen_at", Takes::Text, "when it was seen"),
        may("url", Takes::Text, "where it stands"),
        may(
            "role",
            ID,
            "says who is in a role, or whether that person is there",
        ),
        may("person", Takes::Text, "who takes the role"),
        may("absent", Takes::Bool, "the person is away"),
        may("back", Takes::Bool, "the person is back"),
        may("present", Takes::Bool, "the person is in the room"),
        may("left", Takes::Bool, "the person left the room"),
        may(
            "correct",
            Takes::Any,
            "corrects the entry with this number or label",
        ),
        may("withdraw", Takes::Bool, "the entry falls away"),
        may("replace", Takes::Any, "what the entry reads instead"),
        may("advance", Takes::Bool, "lets everything that is due happen"),
        may(
            "jump",
            Takes::Text,
            "moves the time of an exercise on to this moment, or confirms a gap",
        ),
        may("draft", ITEM, "drafts a document"),
        may("issue", ITEM, "says what was done with a document"),
        may(
            "stage",
            Takes::Word(&[
                "oral",
                "submitted",
                "signed",
                "served",
                "sent",
                "published",
                "reviewed",
                "withdrawn",
            ]),
            "what was done with it",
        ),
        may("addressee", Takes::Text, "to whom"),
        may("manner", Takes::Text, "in which way"),
        may(
            "proof",
            Takes::Text,
            "a file that proves it, from the folder of the scenario",
        ),
        may(
            "deviation",
            Takes::Text,
            "why it was signed although it was not ready",
        ),
        may(
            "outcome",
            Takes::Word(&["keep", "change", "withdraw"]),
            "what came of a review",
        ),
        may(
            "of",
            Takes::Any,
            "the entry of the draft, by number or label; the latest when absent",
        ),
        may("waive", ITEM, "ends a legal clock"),
        may("close", Takes::Bool, "closes the incident"),
        may("expect_only", Takes::Bool, "does nothing; only looks"),
        ]
    };
}

/// The keys of a command, of which exactly one must be there.
const ONE_COMMAND: &[&str] = &[
    "record",
    "fire",
    "decide",
    "claim",
    "done",
    "reassign",
    "note",
    "attach",
    "role",
    "correct",
    "advance",
    "jump",
    "draft",
    "issue",
    "waive",
    "close",
    "expect_only",
];

/// Keys of commands that exclude each other.
const NOT_BOTH: &[&[&str]] = &[
    &["value", "unknown"],
    &["person", "absent", "back", "present", "left"],
    &["withdraw", "replace"],
    &["deviation", "reason"],
];

/// A step.
static STEP: Shape = Shape {
    at_most_one: NOT_BOTH,
    keys: acts![
        may(
            "at",
            Takes::Text,
            "when: \"16:20\", \"2026-11-22 16:20\", \"T+00:12\", or \"+10m\" after the previous step",
        ),
        may(
            "label",
            Takes::Text,
            "a name for the entry, for `correct` and `struck`",
        ),
        may("expect", Takes::Table(&EXPECT), "what is so after the step"),
    ],
    one_of: ONE_COMMAND,
};

/// What a role does when something holds.
static REPLY: Shape = Shape {
    at_most_one: NOT_BOTH,
    keys: acts![
        may("when", Takes::Conditions, "conditions that must all hold"),
        may("after_inject", ID, "the inject that must have come"),
        may(
            "after",
            Takes::Duration,
            "how long after, in the time of the situation"
        ),
        may(
            "unless",
            Takes::Conditions,
            "not when these all hold by then"
        ),
    ],
    one_of: ONE_COMMAND,
};

/// What is expected after a step.
static EXPECT: Shape = Shape::of(&[
    may("states", IDS, "exactly the innermost active states"),
    may("in", IDS, "states that are active"),
    may("not_in", IDS, "states that are not active"),
    may(
        "facts",
        Takes::Any,
        "answers by fact; \"onbekend\" was asked, \"open\" was not",
    ),
    may(
        "decisions",
        Takes::Labels,
        "options by decision; \"open\" was not taken",
    ),
    may("possible", IDS, "triggers that can be fired"),
    may("not_possible", IDS, "triggers that cannot be fired"),
    may(
        "undetermined",
        IDS,
        "triggers of which a way waits for an answer",
    ),
    may("tasks_open", ITEMS, "tasks that are open"),
    may("tasks_not_open", ITEMS, "tasks that are not open"),
    may("lapsed", ITEMS, "tasks whose moment passed"),
    may(
        "clocks",
        Takes::Labels,
        "legal clocks: the day or moment they end, \"ended\", or \"open\"",
    ),
    may(
        "documents",
        Takes::Labels,
        "how documents stand: \"issued\", \"review\", \"withdrawn\" …, or \"open\"",
    ),
    may(
        "refused",
        Takes::Text,
        "words of the refusal of the command",
    ),
    may("questions", IDS, "facts that are asked now"),
    may(
        "struck",
        Takes::Any,
        "entries that were struck, by number or label",
    ),
    may("draft", Takes::Table(&DRAFT), "what is so in the draft"),
]);

/// What is expected of a draft.
static DRAFT: Shape = Shape::of(&[
    may("marking", Takes::Text, "the marking on every page"),
    may("title_contains", Takes::Text, "words in the title"),
    may(
        "missing",
        Takes::Any,
        "how many values are missing, or exactly which",
    ),
    may("gates", Takes::Labels, "the finding by requirement"),
    may("contains", Takes::Any, "texts in the document"),
    may(
        "not_contains",
        Takes::Any,
        "texts that are not in the document",
    ),
    may(
        "note_contains",
        Takes::Any,
        "texts in the note for the legal adviser",
    ),
]);
