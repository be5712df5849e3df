//! What is shown: plain, serialisable structs, in Dutch, computed from playbook, law and log.
//!
//! Never writes and never decides; the same log gives the same view.

mod answers;
mod board;
mod branch;
mod calendar;
mod clocks;
mod closing;
mod correction;
mod deadlines;
mod decisions;
mod documents;
mod gates;
mod inventory;
mod law;
mod log;
mod meeting;
mod messages;
mod notices;
mod order;
mod paper;
mod papers;
mod passes;
mod people;
mod phone_card;
mod phones;
mod powers;
mod proposals;
mod quick;
mod refusal;
mod region;
mod rights;
mod search;
mod summary;
mod taken;
mod term;
mod text;
mod time_news;
mod timeline;
mod triggers;
mod walk;
mod why;
mod words;
mod wrap;

#[cfg(test)]
mod tests;

pub use answers::{AnswerLine, Place as AnswerPlace};
pub use board::{Board, Place, QuestionLine, TaskLine, board};
pub use branch::{Branch, BranchPart, branches, original, taken_over};
pub use calendar::{CalendarDay, calendar, calendar_of_days};
pub use clocks::{CandidateLine, ClockLine, clocks};
pub use closing::{closing, closing_moment, closing_open};
pub use correction::{
    Correction, RECORD_INSTEAD, answered, can_be_replaced, correctable, correction,
    correction_text, countdown, fixed, typeable,
};
pub use deadlines::{DeadlineLine, Last, deadlines, deadlines_text};
pub use decisions::{DecisionLine, OptionLine};
pub use documents::{DocumentLine, InstanceLine, STAGES, StageLine, open as not_ready, organ};
pub use gates::{Gate, GateStatus, gates};
pub use inventory::{Piece, inventory};
pub use law::{
    Remark, RemarkKind, Uses, law_check, law_check_text, law_list_text, law_source_text, law_uses,
    note_law_use,
};
pub use log::{Line, line, log, spreadsheet};
pub use meeting::{ActionLine, FactLine, MeetingView, NotedLine, Standing, meeting, subject};
pub use messages::{MessageLine, Question, Standstill, messages, messages_of, standstill};
pub use order::tasks_in_order;
pub use paper::{Paper, PaperFault, PaperLine, PaperRow, paper, paper_rows};
pub use papers::{PaperDocument, PaperGroup, papers};
pub use passes::{Passed, passed_by, passes};
pub use people::{CALLS, PersonLine, call, call_of, people};
pub use phone_card::{FirstLine, PhoneCard, TeamLine, phone_card};
pub use phones::{PhoneLine, phones, phones_text};
pub use powers::{Finding, PowerLine, powers, powers_text};
pub use proposals::{Because, Proposal, proposals};
pub use quick::{Quick, is_quick, kept_to, quick};
pub use refusal::dutch as refusal;
pub use region::{
    Became, Instrument, Region, RegionLine, Selection, read_region, region, region_choices,
    region_line, region_spreadsheet, region_totals,
};
pub use rights::{
    Right, Rule, draft_rule, is_keeper, not_for_others, records_for, role_rights, rule,
};
pub use search::{Found, Search, kinds, search};
pub use summary::{Summary, summary};
pub use taken::{Taken, taken};
pub use term::{DayOffLine, ShiftLine, SourceLine, TermLine, term, term_text};
pub use text::board as board_text;
pub use text::{log as log_text, was_past};
pub use time_news::{Before, GoesOn, Jumped, Paced, TimeNews, time_news};
pub use timeline::{Lane, Point, Timeline, timeline, timeline_text};
pub use triggers::{TriggerLine, Waiting};
pub use walk::{
    numbered, options, walk_all_tasks, walk_decision, walk_document, walk_head, walk_line,
    walk_log, walk_question, walk_short, walk_step, walk_why,
};
pub use why::{Why, why};
pub use words::{ASKED_UNKNOWN, mark, needs, note_kind, of_line, role_title, titled, who};
pub use wrap::{WIDTH, wrap};
