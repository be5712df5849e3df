//! What is shown: plain, serialisable structs, in Dutch, computed from playbook, law and log.
//!
//! Never writes and never decides; the same log gives the same view.

mod board;
mod branch;
mod clocks;
mod closing;
mod documents;
mod gates;
mod inventory;
mod law;
mod log;
mod phone_card;
mod phones;
mod powers;
mod refusal;
mod region;
mod summary;
mod term;
mod text;
mod timeline;
mod walk;
mod why;
mod words;
mod wrap;

#[cfg(test)]
mod tests;

pub use board::{
    Board, DecisionLine, OptionLine, Place, QuestionLine, TaskLine, TriggerLine, Waiting, board,
};
pub use branch::{Branch, BranchPart, branches, original, taken_over};
pub use clocks::{CandidateLine, ClockLine, clocks};
pub use closing::closing;
pub use documents::{DocumentLine, InstanceLine, StageLine, open as not_ready, organ};
pub use gates::{Gate, GateStatus, gates};
pub use inventory::{Piece, inventory};
pub use law::{
    Remark, RemarkKind, Uses, law_check, law_check_text, law_list_text, law_source_text, law_uses,
    note_law_use,
};
pub use log::{Line, line, log, spreadsheet};
pub use phone_card::{FirstLine, PhoneCard, TeamLine, phone_card};
pub use phones::{PhoneLine, phones, phones_text};
pub use powers::{Finding, PowerLine, powers, powers_text};
pub use refusal::dutch as refusal;
pub use region::{
    Became, Instrument, Region, RegionLine, Selection, read_region, region, region_choices,
    region_line, region_spreadsheet, region_totals,
};
pub use summary::{Summary, summary};
pub use term::{DayOffLine, ShiftLine, SourceLine, TermLine, term, term_text};
pub use text::board as board_text;
pub use text::log as log_text;
pub use timeline::{Lane, Point, Timeline, timeline, timeline_text};
pub use walk::{
    numbered, options, walk_all_tasks, walk_decision, walk_document, walk_head, walk_line,
    walk_log, walk_question, walk_short, walk_step, walk_tasks, walk_why,
};
pub use why::{Why, why};
pub use words::{ASKED_UNKNOWN, mark, needs, note_kind, of_line, role_title, titled, who};
pub use wrap::{WIDTH, wrap};
