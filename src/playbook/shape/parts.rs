//! The format of what a playbook is put together from besides its own file: fragments that are
//! included, and the overlay of a municipality.

use super::{
    CLOCK, COMPARTMENT, CONDITION, DECISION, DOCUMENT, ID, IDS, ROLE, STATE, TASK, TRIGGER,
};
use crate::law::FACT;
use crate::reader::{Alphabet, Shape, Takes, may, must};

const UNDERSCORE: Alphabet = Alphabet::Underscore;

/// The inclusion of a fragment.
pub(super) static INCLUDE: Shape = Shape::of(&[
    must(
        "fragment",
        Takes::Id(Alphabet::Any),
        "the fragment, by the name of its file",
    ),
    may(
        "in",
        ID,
        "the state that holds its states and tasks; top level when absent",
    ),
    may(
        "with",
        Takes::Labels,
        "a text for each of its parameters, which stands there as {name}",
    ),
]);

/// A fragment: a part of a playbook, written once.
pub(in crate::playbook) static FRAGMENT: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-fragment/1"),
        "the format and its version",
    ),
    must(
        "id",
        Takes::Id(Alphabet::Any),
        "the id, which is also the file name",
    ),
    must("title", Takes::Text, "what it is"),
    may(
        "parameters",
        IDS,
        "what an inclusion fills in; {name} in a text, id or condition stands for it",
    ),
    may(
        "fact",
        Takes::Named(UNDERSCORE, &FACT),
        "the questions the team can answer",
    ),
    may(
        "condition",
        Takes::Named(UNDERSCORE, &CONDITION),
        "conditions with a name",
    ),
    may(
        "trigger",
        Takes::Named(UNDERSCORE, &TRIGGER),
        "what a person sets off",
    ),
    may(
        "decision",
        Takes::Named(UNDERSCORE, &DECISION),
        "what a person decides",
    ),
    may("clock", Takes::Named(UNDERSCORE, &CLOCK), "legal clocks"),
    may(
        "compartment",
        Takes::Named(UNDERSCORE, &COMPARTMENT),
        "what only some roles see; one that the playbook has too is that of the playbook",
    ),
    may(
        "document",
        Takes::Named(UNDERSCORE, &DOCUMENT),
        "what can be drafted",
    ),
    may(
        "state",
        Takes::Named(UNDERSCORE, &STATE),
        "states; one without `in` lies in the state of the inclusion",
    ),
    may("ask", IDS, "questions for the state of the inclusion"),
    may(
        "ask_when",
        Takes::ConditionsOf(UNDERSCORE),
        "of those, the ones that are asked only when these hold",
    ),
    may("decide", IDS, "decisions for the state of the inclusion"),
    may("draft", IDS, "documents for the state of the inclusion"),
    may(
        "task",
        Takes::Tables(&TASK),
        "tasks for the state of the inclusion",
    ),
]);

/// What a municipality adds to a playbook, and the texts it replaces.
pub(in crate::playbook) static OVERLAY: Shape = Shape::of(&[
    must(
        "schema",
        Takes::Version("draaiboek-overlay/1"),
        "the format and its version",
    ),
    must(
        "playbook",
        Takes::Id(Alphabet::Any),
        "the playbook it belongs to, by id",
    ),
    must("by", Takes::Text, "whose additions these are"),
    may("role", Takes::Named(UNDERSCORE, &ROLE), "roles to add"),
    may("fact", Takes::Named(UNDERSCORE, &FACT), "questions to add"),
    may(
        "document",
        Takes::Named(UNDERSCORE, &DOCUMENT),
        "documents to add",
    ),
    may(
        "state",
        Takes::Named(UNDERSCORE, &ADDED),
        "what is added to a state",
    ),
    may(
        "replace",
        Takes::Table(&REPLACE),
        "texts, stand-ins and templates that read otherwise",
    ),
]);

static ADDED: Shape = Shape::of(&[
    may("ask", IDS, "questions that follow those of the state"),
    may("draft", IDS, "documents that follow those of the state"),
    may(
        "task",
        Takes::Tables(&TASK),
        "tasks that follow those of the state",
    ),
]);

static REPLACE: Shape = Shape::of(&[
    may(
        "clock",
        Takes::Named(UNDERSCORE, &TITLED),
        "texts of clocks",
    ),
    may(
        "condition",
        Takes::Named(UNDERSCORE, &LABELLED),
        "texts of conditions",
    ),
    may(
        "decision",
        Takes::Named(UNDERSCORE, &DECIDED),
        "texts of decisions",
    ),
    may(
        "document",
        Takes::Named(UNDERSCORE, &DRAFTED),
        "texts and templates of documents",
    ),
    may(
        "fact",
        Takes::Named(UNDERSCORE, &ASKED),
        "texts of questions of the playbook",
    ),
    may(
        "role",
        Takes::Named(UNDERSCORE, &HELD),
        "texts and stand-ins of roles",
    ),
    may(
        "state",
        Takes::Named(UNDERSCORE, &EXPLAINED),
        "texts of states",
    ),
    may(
        "task",
        Takes::Named(UNDERSCORE, &EXPLAINED),
        "texts of tasks",
    ),
    may(
        "trigger",
        Takes::Named(UNDERSCORE, &LABELLED),
        "texts of triggers",
    ),
]);

static ASKED: Shape = Shape::of(&[
    may("question", Takes::Text, "the question"),
    may("label", Takes::Text, "a short name"),
    may("labels", Takes::Labels, "words for the answers"),
    may("why", Takes::Text, "why it is asked"),
]);

static DECIDED: Shape = Shape::of(&[
    may("title", Takes::Text, "what the team calls it"),
    may("question", Takes::Text, "the question that is decided"),
    may("advice", Takes::Text, "the advice that is shown with it"),
    may("options", Takes::Labels, "words for the options"),
]);

static DRAFTED: Shape = Shape::of(&[
    may("title", Takes::Text, "what the team calls it"),
    may("template", Takes::Id(Alphabet::Any), "the template, by id"),
]);

static EXPLAINED: Shape = Shape::of(&[
    may("title", Takes::Text, "what the team calls it"),
    may("why", Takes::Text, "why it is there"),
]);

static HELD: Shape = Shape::of(&[
    may("title", Takes::Text, "what the team calls the role"),
    may(
        "stand_in",
        IDS,
        "functional stand-ins, in order: they prepare, never decide",
    ),
]);

static LABELLED: Shape = Shape::of(&[may("label", Takes::Text, "what the team reads")]);

static TITLED: Shape = Shape::of(&[may("title", Takes::Text, "what the team calls it")]);
