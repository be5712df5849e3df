//! A scenario: time, actor, command, and what is expected after it.
//!
//! One file is a regression test, a script for a tabletop exercise and documentation at once. Here it is read, planned
//! and compared; nothing here plays it, opens a file or asks the time.

mod action;
mod alone;
mod check;
mod clock;
mod compare;
mod conditions;
mod conduct;
mod course;
mod evaluation;
mod expect;
mod frame;
mod goal;
mod history;
mod import;
mod improvement;
mod inject;
mod local;
mod mark;
mod msel;
mod observed;
mod parse;
mod phase;
mod plan;
mod playbook_line;
mod scenario;
mod seen;
mod self_rated;
mod shape;
mod staff;
mod step;
mod team;
mod time;
mod together;

pub use action::{Unplayable, action, issue};
pub use alone::{Alone, Comes, Left};
pub use clock::{ExerciseClock, PaceChange};
pub use compare::{ComparedRow, Comparison, Run, compare};
pub use conduct::{Conduct, beginning, clock, command_id, leader};
pub use course::{Course, Shift};
pub use evaluation::{
    CameLine, DecisionTaken, Evaluation, GoalRated, Moment, MomentKind, Notice, OrderGiven,
    PlayerLine, Times, evaluate, notices,
};
pub use expect::{Difference, Expect, ExpectDraft, ExpectMissing};
pub use frame::{Frame, Learning, Persona};
pub use goal::{Criterion, Goal};
pub use history::Moments;
pub use import::{About as ImportAbout, COLUMNS, Imported, NotASheet, import};
pub use improvement::{
    Improvement, ImprovementLine, improvement_lines, improvements, next_improvement,
};
pub use inject::{Cue, Expectation, Inject, Move, Reply};
pub use local::{Local, Localisation};
pub use mark::{CriterionLine, GoalLine, Mark, NoMark, Rating, assess};
pub use msel::{Delivered, Item, ItemKind, Line, Msel, Staff, Standing};
pub use observed::{Look, Observation, Outcome, observe};
pub use phase::Phase;
pub use plan::{PlanRow, plan, spreadsheet};
pub use playbook_line::{LINE_KINDS, playbook_line, playbook_lines};
pub use scenario::Scenario;
pub use seen::{Seen, SeenClock, SeenDraft};
pub use self_rated::{NoSelfRating, SelfRated};
pub use staff::{
    ImprovementStatus, STAFF_VERSION, StaffEntry, StaffEvent, StaffLog, StaffMeta, StaffWords,
};
pub use step::{Actor, Deed, EntryName, RoleChange, Step};
pub use team::{Beside, Part, Team};
pub use time::ExerciseTime;
pub use together::{Log, in_line, is_from_team, message_id, message_text};
