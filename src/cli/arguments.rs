//! What was typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::verb;

/// Walks a Dutch mayor's crisis team through an acute situation and drafts the orders it needs.
///
/// Without a verb it opens the board (in Dutch): on the incidents of this folder, or of `incidenten` beside the binary.
/// Exit codes: 0 done; 1 something was found (check, diff, verify, document verify, run); 2 wrong usage; 3 refused;
/// 4 a file cannot be read or is not what it should be; 5 not saved; 6 others wrote first.
#[derive(Debug, Parser)]
#[command(name = "draaiboek", version, max_term_width = 100)]
pub struct Arguments {
    /// What every verb takes.
    #[command(flatten)]
    pub common: Common,
    /// The verb.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What every verb takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Folder with own playbooks, templates and law (default: beside the binary)
    #[arg(long, global = true, env = "DRAAIBOEK_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Folder, on another medium, where a copy follows every entry
    #[arg(long, global = true, env = "DRAAIBOEK_MIRROR", value_name = "DIR")]
    pub mirror: Option<PathBuf>,
}

/// Who does it and when it happened; every verb that records something takes these.
#[derive(Debug, Args, Clone, Default)]
pub struct WriteArguments {
    /// Who does it.
    #[command(flatten)]
    pub by: ByArguments,
    /// When it happened, when that is not now: "19:30" or "2026-11-22 19:30"
    #[arg(long, value_name = "TIME")]
    pub happened: Option<String>,
    /// Why it is recorded late
    #[arg(long, value_name = "REASON")]
    pub late: Option<String>,
}

/// Who does it; a verb that only knows the present takes these.
#[derive(Debug, Args, Clone, Default)]
pub struct ByArguments {
    /// The role that records it (default: loghouder)
    #[arg(id = "as", long = "as", env = "DRAAIBOEK_AS", value_name = "ROLE")]
    pub role: Option<String>,
    /// The name of the person who records it
    #[arg(long, env = "DRAAIBOEK_NAME", value_name = "NAME")]
    pub name: Option<String>,
    /// The role that decided or said it, when that is another: ROLE or "ROLE=NAME"
    #[arg(long, value_name = "ROLE")]
    pub decided_by: Option<String>,
    /// How it reached the person who records it
    #[arg(long, value_enum, default_value_t)]
    pub how: HowArgument,
}

/// Who looks; every verb that shows an incident takes these.
#[derive(Debug, Args, Clone, Default)]
pub struct LookArguments {
    /// The role that looks: text on the screen shows what it sees (default: what everybody sees)
    #[arg(id = "as", long = "as", env = "DRAAIBOEK_AS", value_name = "ROLE")]
    pub role: Option<String>,
    /// Put a compartment that the role sees in a file, CSV or JSON too; the text says so
    #[arg(long, value_name = "COMPARTMENT", requires = "as")]
    pub include: Vec<String>,
}

/// How something reached the person who records it.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum HowArgument {
    /// On paper
    Paper,
    /// By phone
    Phone,
    /// In the room
    #[default]
    Room,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Let everything that is due happen; confirm a gap in time; jump in an exercise
    Advance(verb::advance::Typed),
    /// Attach a file as evidence
    Attach(verb::attach::Typed),
    /// Open the board: the incidents in a folder, in the browser of this computer
    #[cfg(feature = "web")]
    Board(verb::board::Typed),
    /// Report everything that is wrong in a playbook, an overlay, a fragment, a template or a scenario
    Check(verb::check::Typed),
    /// Show the legal terms of an incident, counted out, or write them as a calendar
    Clocks(verb::clocks::Typed),
    /// Close the incident
    Close(verb::close::Typed),
    /// Print completions for a shell
    Completions(verb::completions::Typed),
    /// Make a safe copy of an incident
    Copy(verb::copy::Typed),
    /// Correct an entry that was wrong when it was made
    Correct(verb::correct::Typed),
    /// Write scenarios that together take every transition of a playbook
    Cover(verb::cover::Typed),
    /// Take a decision
    Decide(verb::decide::Typed),
    /// Play an example and leave an incident and a draft to look at
    Demo(verb::demo::Typed),
    /// Show what differs between two versions of a playbook, and which incidents would notice
    Diff(verb::diff::Typed),
    /// Draw a playbook, and where a team is in it
    Diagram(verb::diagram::Typed),
    /// Check a drafted document: changed since it was written, and made again the same
    #[command(subcommand)]
    Document(verb::document::Typed),
    /// Gather everything for a hearing, with a numbered inventory
    Dossier(verb::dossier::Typed),
    /// Draft a document
    Draft(verb::draft::Typed),
    /// Prepare an exercise, judge it and write its report
    Exercise(verb::exercise::Typed),
    /// Explain the code of a finding
    Explain(verb::explain::Typed),
    /// Print a file of facts to fill in for a template
    Facts(verb::facts::Typed),
    /// Fire a trigger
    Fire(verb::fire::Typed),
    /// Give a role to another person, with what was passed on and said back
    Handover(verb::handover::Typed),
    /// Show what exercises left to be improved, what is late first; say what is done
    Improvements(verb::improvements::Typed),
    /// The register of law: list it, show a source, check it
    Law(verb::law::Typed),
    /// Record what was done with a document: signed, served, published, withdrawn …
    Issue(verb::issue::Typed),
    /// Join a copy that grew on its own in another room, as a marked branch
    Join(verb::join::Typed),
    /// List playbooks or templates
    List(verb::list::Typed),
    /// Show the log, or import paper lines
    Log(verb::log::Typed),
    /// Begin or end a meeting
    Meeting(verb::meeting::Typed),
    /// Move a running incident to another playbook, or another version of its own
    Migrate(verb::migrate::Typed),
    /// Write a line in the log
    Note(verb::note::Typed),
    /// Show every power against what is known, from light to heavy
    Powers(verb::powers::Typed),
    /// Print a playbook as a paper pack: task cards, forms, questions, phone list
    Print(verb::print::Typed),
    /// Write a second document with values left out, and list what a person has to judge
    Redact(verb::redact::Typed),
    /// Show what differs between two drafts, as tracked changes in Word
    Redline(verb::redline::Typed),
    /// Record a fact
    Record(verb::record::Typed),
    /// Show the regional picture: kinds, instruments and durations over incidents, without personal data
    Region(verb::region::Typed),
    /// Put a person in a role; note absence and attendance
    Role(verb::role::Typed),
    /// Play scenario files; each stops at its first difference
    Run(verb::script::Typed),
    /// Print the JSON Schema of playbooks, overlays or fragments, or of the facts of one playbook
    Schema(verb::schema::Typed),
    /// Start an incident
    Start(verb::start::Typed),
    /// Show what to do now
    Status(verb::status::Typed),
    /// Claim, finish or reassign a task
    Task(verb::task::Typed),
    /// Compute when a legal term ends
    Term(verb::term::Typed),
    /// Draw an incident over time
    Timeline(verb::timeline::Typed),
    /// Check the whole file and decide the log again
    Verify(verb::verify::Typed),
    /// End a legal clock with a reason
    Waive(verb::waive::Typed),
    /// Walk through an incident
    Walk(verb::walk::Typed),
    /// Say which answers would open the way
    Why(verb::why::Typed),
}
