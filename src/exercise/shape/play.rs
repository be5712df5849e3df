//! The tables of a scenario that are for people, and the file that localises one.

use super::{ID, IDS};
use crate::reader::{Alphabet, Shape, Takes, may, must};

/// The channels by which an inject comes.
const CHANNELS: &[&str] = &[
    "phone", "app", "mail", "letter", "screen", "person", "radio", "social",
];

/// What is to happen has a time; what is not to happen is kept until the end.
const DONE_OR_NEVER: &[&[&str]] = &[&["done", "never"], &["within", "never"]];

const NEVER: &str = "conditions of which none may come to hold, until the end";

/// A file that localises a scenario.
pub(in crate::exercise) static LOCALISATION: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-lokaal/1"),
        "the format and its version",
    ),
    must(
        "scenario",
        Takes::Id(Alphabet::Any),
        "the scenario: the name of its file without the ending",
    ),
    may(
        "gemeente",
        Takes::Text,
        "a municipality file beside this one",
    ),
    may("local", Takes::Labels, "the texts that it replaces, by id"),
    may("roles", Takes::Labels, "other titles of roles, by id"),
]);

/// The frame of an exercise.
pub(super) static FRAME: Shape = Shape::of(&[
    must(
        "minutes",
        Takes::Integer,
        "the planned length, in minutes of exercise time",
    ),
    must("players", IDS, "the roles that somebody must play"),
    may("solo", ID, "the role that one person alone can play"),
    may(
        "briefing",
        Takes::Text,
        "what the players hear at the start",
    ),
    may("guide", Takes::Text, "for who leads"),
    may("rules", Takes::Any, "the rules of the game, read aloud"),
    may("hot_wash", Takes::Any, "the questions right after the end"),
]);

/// What a municipality replaces.
pub(super) static LOCAL: Shape = Shape::of(&[
    must(
        "text",
        Takes::Text,
        "what stands there when nobody replaces it",
    ),
    must("about", Takes::Text, "what it is"),
]);

/// Who the exercise staff play.
pub(super) static PERSONA: Shape = Shape::of(&[
    must("title", Takes::Text, "who it is: an office, never a name"),
    may("brief", Takes::Text, "what the role player has to know"),
]);

/// A team with a board of its own.
pub(super) static TEAM: Shape = Shape::of(&[
    must("id", ID, "the id"),
    must("title", Takes::Text, "what it is called"),
    must("roles", IDS, "the roles that play in it"),
]);

/// What is practised.
pub(super) static GOAL: Shape = Shape::of(&[
    must("id", ID, "the id"),
    must("title", Takes::Text, "the goal, in one sentence"),
    may(
        "team",
        ID,
        "the team that practises it; without it the first",
    ),
    may("criterion", Takes::Tables(&CRITERION), "by what it is seen"),
]);

static CRITERION: Shape = Shape {
    at_most_one: DONE_OR_NEVER,
    keys: &[
        must("id", ID, "the id"),
        must("text", Takes::Text, "what is seen"),
        may(
            "done",
            Takes::Conditions,
            "conditions by which the program sees it",
        ),
        may("never", Takes::Conditions, NEVER),
        may("within", Takes::Duration, "in which exercise time"),
        may("after", ID, "the inject from which that counts"),
    ],
    one_of: &[],
};

/// What comes to the players.
pub(super) static INJECT: Shape = Shape {
    at_most_one: &[&["at", "after"], &["by_hand", "after"]],
    keys: &[
        must("id", ID, "the id"),
        must("title", Takes::Text, "what it is, for the exercise staff"),
        may("at", Takes::Text, "when, such as \"T+00:05\""),
        may("when", Takes::Conditions, "conditions that must all hold"),
        may(
            "by_hand",
            Takes::Bool,
            "only when the exercise staff fire it",
        ),
        may(
            "after",
            Takes::Duration,
            "how long after the conditions hold, in exercise time",
        ),
        may(
            "contingency",
            Takes::Bool,
            "it comes only when the play goes another way than the steps",
        ),
        may(
            "unless",
            Takes::Conditions,
            "not when these all hold by then",
        ),
        must("from", ID, "the persona it comes from"),
        must("to", IDS, "the roles it comes to"),
        must("channel", Takes::Word(CHANNELS), "how it comes"),
        must("text", Takes::Text, "what the players see or hear"),
        may("staff", Takes::Text, "what only the exercise staff see"),
        may(
            "answer",
            Takes::Text,
            "what who leads says when a player asks what it means",
        ),
        may("observer", Takes::Text, "what only staff and observers see"),
        may("file", Takes::Text, "a file beside the scenario"),
        may("goals", IDS, "the goals it serves"),
        may("expect", Takes::Tables(&EXPECTATION), "what is expected"),
    ],
    one_of: &["at", "when", "by_hand"],
};

static EXPECTATION: Shape = Shape {
    at_most_one: DONE_OR_NEVER,
    keys: &[
        must("who", ID, "the role of which it is expected"),
        must("what", Takes::Text, "what is expected"),
        may("within", Takes::Duration, "in which exercise time"),
        may(
            "done",
            Takes::Conditions,
            "conditions by which the program sees it",
        ),
        may("never", Takes::Conditions, NEVER),
    ],
    one_of: &[],
};

/// A jump or a pace of the situation's time.
pub(super) static MOVE: Shape = Shape {
    at_most_one: &[],
    keys: &[
        must("id", ID, "the id"),
        must("at", Takes::Text, "when, such as \"T+00:45\""),
        may(
            "to",
            Takes::Text,
            "the moment the situation jumps to, with its date",
        ),
        may(
            "pace",
            Takes::Integer,
            "how many times as fast the situation runs from here",
        ),
        must("text", Takes::Text, "what the players hear"),
    ],
    one_of: &["to", "pace"],
};

/// What can be learned.
pub(super) static LEARNING: Shape = Shape::of(&[
    must("id", ID, "the id"),
    may("goal", ID, "the goal it belongs to"),
    must("text", Takes::Text, "what can be learned"),
    may(
        "playbook_line",
        Takes::Text,
        "what of the playbook it is about, such as \"fact.orde\"",
    ),
]);
