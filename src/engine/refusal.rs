//! Refusals: data about what stands in the way, and what is possible.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::Lack;
use crate::fact::condition::Need;

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The person in the role is logged as absent.
    #[error("`{role}` is logged as absent")]
    Absent {
        /// The role.
        role: String,
    },
    /// There is an incident already.
    #[error("the incident has already been started")]
    AlreadyStarted,
    /// The clock does not run.
    #[error("clock `{clock}` has not started; it starts with `{starts}`")]
    ClockNotStarted {
        /// The clock.
        clock: String,
        /// The fact or the document that starts it.
        starts: String,
    },
    /// The incident is closed.
    #[error("the incident is closed")]
    Closed,
    /// The decision cannot be taken here and now.
    #[error("`{decision}` is not to be decided here; to decide are: {}", list(.offered))]
    DecisionNotOffered {
        /// The decision.
        decision: String,
        /// What would have to be so, when it is a matter of conditions.
        needs: Vec<Need>,
        /// The decisions that can be taken.
        offered: Vec<String>,
    },
    /// The question was answered before.
    #[error("the question of entry {question} was answered already, by entry {seq}")]
    Answered {
        /// The entry of the question.
        question: u64,
        /// The entry that answered it.
        seq: u64,
    },
    /// The inject was delivered before.
    #[error("inject `{inject}` was delivered already, by entry {seq}")]
    Delivered {
        /// The inject.
        inject: String,
        /// The entry.
        seq: u64,
    },
    /// The exercise is stopped.
    #[error("the exercise was stopped by entry {seq}: what is real goes first")]
    Halted {
        /// The entry.
        seq: u64,
    },
    /// Only an exercise has this.
    #[error("this is not an exercise")]
    NotAnExercise,
    /// The entry cannot be corrected so.
    #[error("entry {seq} cannot be corrected so: {why}")]
    NotCorrectable {
        /// The entry.
        seq: u64,
        /// Why.
        why: &'static str,
    },
    /// Transitions keep following each other.
    #[error("{what}")]
    Livelock {
        /// Which.
        what: String,
    },
    /// A meeting is being held already.
    #[error("meeting {number} is still open; end it first")]
    MeetingOpen {
        /// Which.
        number: u64,
    },
    /// There is no meeting to end.
    #[error("no meeting is open")]
    NoMeeting,
    /// Police data without a recorded ground.
    #[error(
        "`{fact}` is police data: record `aanwezig` or `geen`, or give the ground on which it may be recorded"
    )]
    NoGround {
        /// The fact.
        fact: String,
    },
    /// There is no other playbook to move to.
    #[error("there is no other playbook to move to")]
    NoOtherPlaybook,
    /// There is no such one of many.
    #[error("{}", no_item(.id, .items, .list.as_deref()))]
    NoSuchItem {
        /// What was named.
        id: String,
        /// What there is.
        items: Vec<String>,
        /// The list of which each record has one.
        list: Option<String>,
    },
    /// A record for which something was done would change places.
    #[error(
        "something was done for record {number} of `{fact}`: keep every record in its place and add \
         new ones at the end, or correct the entry"
    )]
    RecordMoved {
        /// The list.
        fact: String,
        /// The number of the record.
        number: usize,
    },
    /// What the task waits for is not so yet.
    #[error("`{task}` waits for something else first")]
    TaskWaits {
        /// What would have to be so.
        needs: Vec<Need>,
        /// The task.
        task: String,
    },
    /// A text that has to be there is empty.
    #[error("`{what}` is missing")]
    NoText {
        /// Which.
        what: &'static str,
    },
    /// The role may not.
    #[error("`{role}` may not {act}; may: {}", list(.allowed))]
    NotAllowed {
        /// What was wished.
        act: String,
        /// The roles that may.
        allowed: Vec<String>,
        /// The role.
        role: String,
    },
    /// There is no draft of the document.
    #[error("`{document}` has not been drafted; drafted are: {}", list(.drafted))]
    NotDrafted {
        /// The document.
        document: String,
        /// The documents that have been drafted.
        drafted: Vec<String>,
    },
    /// The draft cannot be called ready.
    #[error("`{document}` is not ready: {}", not_ready(*.missing, .open))]
    NotReady {
        /// The document.
        document: String,
        /// How many values are missing.
        missing: u64,
        /// The requirements that are open.
        open: Vec<String>,
    },
    /// The trigger is not possible.
    #[error("`{trigger}` is not possible in {}; possible are: {}", list(.states), list(.possible))]
    NotPossible {
        /// What would have to be so, when it is a matter of conditions.
        needs: Vec<Need>,
        /// The triggers that are possible.
        possible: Vec<String>,
        /// The innermost active states.
        states: Vec<String>,
        /// The trigger.
        trigger: String,
    },
    /// The map does not say what becomes of everything.
    #[error("the map does not say what becomes of: {}", all(.missing))]
    NotMapped {
        /// What it does not say.
        missing: Vec<Lack>,
    },
    /// The states that the map leads to cannot be active together.
    #[error("these cannot be active together in the other playbook: {}", list(.states))]
    NotPlaced {
        /// The states.
        states: Vec<String>,
    },
    /// It is said to have happened at a moment that is still to come.
    #[error("{at} is still to come (it is {now})")]
    NotYetHappened {
        /// The moment.
        at: DateTime<Utc>,
        /// The time.
        now: DateTime<Utc>,
    },
    /// There is no incident yet.
    #[error("the incident has not been started")]
    NotStarted,
    /// The option cannot be chosen now.
    #[error("option `{option}` of `{decision}` is not possible now")]
    OptionNotPossible {
        /// The decision.
        decision: String,
        /// What would have to be so.
        needs: Vec<Need>,
        /// The option.
        option: String,
    },
    /// The document is not where this can be done with it.
    #[error("`{document}` cannot be {stage} now; possible are: {}", list(.possible))]
    StageNotPossible {
        /// The document.
        document: String,
        /// What can be done with it.
        possible: Vec<&'static str>,
        /// What was wished.
        stage: &'static str,
    },
    /// The log moved on since the preview.
    #[error("the log is at {head}, and the preview was made at {expected}")]
    Stale {
        /// Where the preview was made.
        expected: u64,
        /// Where the log is.
        head: u64,
    },
    /// Time cannot run so fast.
    #[error("time can run {maximum} times as fast, not {pace} times")]
    TooFast {
        /// The most.
        maximum: u32,
        /// What was wished.
        pace: u32,
    },
    /// The task is not open.
    #[error("`{task}` is not open; open are: {}", list(.open))]
    TaskNotOpen {
        /// The open tasks.
        open: Vec<String>,
        /// The task.
        task: String,
    },
    /// The action touches more than one compartment, or what lies in one and what lies outside.
    #[error("this touches {}, which do not go together", apart(.places))]
    TwoCompartments {
        /// The compartments, absent for outside all of them.
        places: Vec<Option<String>>,
    },
    /// Who records it does not see the compartment.
    #[error("`{role}` does not see `{compartment}`; does see: {}", list(.sees))]
    Unseen {
        /// The compartment.
        compartment: String,
        /// The role.
        role: String,
        /// The compartments that the role sees.
        sees: Vec<String>,
    },
    /// More than a day has passed; a person says whether that is right.
    #[error("more than a day has passed since the last entry ({last} to {now})")]
    TimeGap {
        /// The last entry.
        last: DateTime<Utc>,
        /// The clock.
        now: DateTime<Utc>,
    },
    /// The time asked for is before the last entry.
    #[error("{to} is before the last entry ({last})")]
    TimeRunsForward {
        /// The last entry.
        last: DateTime<Utc>,
        /// The time asked for.
        to: DateTime<Utc>,
    },
    /// No such thing in the playbook or the log.
    #[error("there is no {what} `{id}`; there are: {}", list(.known))]
    Unknown {
        /// The name.
        id: String,
        /// What there is.
        known: Vec<String>,
        /// What kind of thing.
        what: &'static str,
    },
    /// The value does not fit the fact.
    #[error("`{fact}` takes {expected}")]
    WrongKind {
        /// What it takes.
        expected: String,
        /// The fact.
        fact: String,
    },
}

impl Refusal {
    /// Returns what one can do instead, in English.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Refusal::Absent { role } => {
                format!("`draaiboek role FILE {role} back`, or act as the role that replaces it")
            }
            Refusal::DecisionNotOffered { needs, .. }
            | Refusal::NotPossible { needs, .. }
            | Refusal::OptionNotPossible { needs, .. }
                if !needs.is_empty() =>
            {
                "`draaiboek why FILE` says which answers would open the way".to_owned()
            }
            Refusal::NotAllowed { .. } => {
                "record who decided with `--decided-by ROLE`; a replacement needs a logged absence \
                 (`draaiboek role FILE ROLE absent`)"
                    .to_owned()
            }
            Refusal::NotDrafted { document, .. } => format!(
                "`draaiboek draft {document} --incident FILE -o FILE.docx` makes a draft; an order \
                 given by word of mouth is `oral`"
            ),
            Refusal::NotReady { .. } => {
                "when it was done all the same, `--deviation REASON` records that it was".to_owned()
            }
            Refusal::NotMapped { .. } => {
                "name each in a map: `[fact]` with `old = \"new\"`, or `[leave]` with `fact = [\"old\"]`"
                    .to_owned()
            }
            Refusal::NotPlaced { .. } => {
                "let `[state]` of the map lead to one state for each region".to_owned()
            }
            Refusal::Halted { .. } => {
                "who leads the exercise can let it go on; notes can be written all the while".to_owned()
            }
            Refusal::TwoCompartments { .. } => {
                "record each by itself; what proves a document lies where the document lies".to_owned()
            }
            Refusal::Stale { .. } => "look at the log, then preview again".to_owned(),
            Refusal::TimeGap { .. } => {
                "`draaiboek advance FILE --reason …` confirms that the clock is right".to_owned()
            }
            _ => return None,
        })
    }
}

fn list(ids: &[impl std::fmt::Display]) -> String {
    if ids.is_empty() {
        return "none".to_owned();
    }
    let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    ids.join(", ")
}

fn apart(places: &[Option<String>]) -> String {
    let name = |place: &Option<String>| match place {
        Some(id) => format!("`{id}`"),
        None => "what everybody sees".to_owned(),
    };
    let names: Vec<String> = places.iter().map(name).collect();
    names.join(" and ")
}

fn all(missing: &[Lack]) -> String {
    let missing: Vec<String> = missing.iter().map(Lack::to_string).collect();
    missing.join("; ")
}

fn no_item(id: &str, items: &[String], list: Option<&str>) -> String {
    match list {
        None => format!("there is one `{}` only", items.concat()),
        Some(list) if items.is_empty() => {
            format!("there is one `{id}` for each record of `{list}`, which has none yet")
        }
        Some(list) => format!(
            "there is one for each record of `{list}`, and no `{id}`: there are {}",
            self::list(items)
        ),
    }
}

fn not_ready(missing: u64, open: &[String]) -> String {
    let missing = (missing > 0).then(|| format!("{missing} values are missing"));
    let open = (!open.is_empty()).then(|| format!("open are {}", list(open)));
    missing
        .into_iter()
        .chain(open)
        .collect::<Vec<_>>()
        .join("; ")
}
