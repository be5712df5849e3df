//! The walk: one line at a time through an incident, in Dutch.
//!
//! It asks, hands every wish to the session at once and says the number of the line only after the
//! session has returned. It keeps nothing of its own: whoever pulls the plug loses no line that has
//! a number.

mod answer;
mod ask;
mod begin;
mod choose;
mod command;
mod correct;
mod decide;
mod document;
mod error;
mod evidence;
mod gaps;
mod input;
mod issue;
mod list;
mod note;
mod page;
mod people;
mod question;
mod records;
pub mod solo;
mod step;
mod submit;
mod task;
mod time;
mod trouble;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::context::{Context, little_room};
use super::failure::Failure;
use crate::engine::{By, How, Who};
use crate::runtime::Session;
use crate::view;

pub use answer::certainty;
pub use begin::{with_file, without_file};
use command::Command;
pub use command::is_way_back;
pub use input::Input;

/// A walk through one incident.
pub struct Walk<'a> {
    context: &'a Context,
    input: Input,
    late_after_seconds: i64,
    path: PathBuf,
    session: Session,
    shown: Shown,
    /// Questions passed over with an empty line.
    skipped: BTreeSet<String>,
    /// The other side of the table, for who exercises alone.
    solo: Option<solo::Solo>,
    /// What was typed to leave a list, to be read as the next line.
    typed: Option<String>,
    who: Who,
}

/// What is on the screen, so that a number means what the person saw.
#[derive(Default)]
struct Shown {
    /// Something to read was asked for; the question is not repeated under it.
    is_reading: bool,
    mirror_failed: bool,
    question: Option<String>,
    short: String,
    tasks: Vec<String>,
}

/// Why a dialogue ended before its end.
pub enum Leave {
    /// The person went back; nothing was recorded.
    Back,
    /// It was said already what is the matter.
    Said,
    /// The person left, or the input ended.
    Left,
}

/// What comes of a dialogue.
type Turn<T = ()> = Result<T, Leave>;

/// Who is at the keyboard, and when a line is late.
pub struct Options {
    /// After how many seconds a line is late.
    pub late_after_seconds: i64,
    /// The name at the keyboard.
    pub name: Option<String>,
    /// The role at the keyboard.
    pub role: Option<String>,
}

impl Options {
    /// Returns what holds when nothing is said.
    pub fn new() -> Self {
        Options {
            late_after_seconds: 300,
            name: None,
            role: None,
        }
    }
}

impl<'a> Walk<'a> {
    /// Returns a walk through an open incident, whose file is named as the person named it.
    pub fn new(
        context: &'a Context,
        input: Input,
        (session, path): (Session, PathBuf),
        who: Who,
        options: &Options,
    ) -> Self {
        let mut walk = Walk {
            context,
            input,
            late_after_seconds: options.late_after_seconds,
            path,
            session,
            shown: Shown::default(),
            skipped: BTreeSet::new(),
            solo: None,
            typed: None,
            who,
        };
        walk.look();
        walk
    }

    /// Shows from here on what the role at the keyboard may know.
    fn look(&mut self) {
        let playbook = &self.session.whole_material().playbook;
        let audience = playbook.audience(Some(&self.who.role));
        self.session.look_as(audience);
    }

    /// Walks until the person leaves or the input ends, and closes the file.
    pub fn run(mut self) -> Result<(), Failure> {
        loop {
            match self.round() {
                Ok(()) | Err(Leave::Said) => {}
                Err(Leave::Back) => self.say("Terug; er is niets vastgelegd."),
                Err(Leave::Left) => break,
            }
        }
        let farewell = self.farewell();
        self.say(&farewell);
        if let Some(solo) = self.solo.take() {
            solo.close()?;
        }
        Ok(self.session.close()?)
    }

    /// Stops the time of an exercise alone, and returns how to go on.
    fn farewell(&mut self) -> String {
        let file = quoted(&self.path);
        let again = match &self.solo {
            None => format!("draaiboek walk {file}"),
            Some(solo) if solo.is_finished() => {
                return "\nAlles met een regelnummer is opgeslagen.".to_owned();
            }
            Some(solo) => format!("draaiboek exercise solo {file} --as {}", solo.role()),
        };
        if self.solo.is_some() {
            self.set_pace(0, "De speler is weg; de tijd staat stil.");
        }
        format!("\nAlles met een regelnummer is opgeslagen. Verder gaan:\n{again}")
    }

    /// What others wrote and time brought, what to do, one question, one line.
    fn round(&mut self) -> Turn {
        self.catch_up()?;
        self.let_come()?;
        let fact = self.next_question();
        let is_reading = self.shown.is_reading && self.shown.question == fact;
        self.shown.is_reading = false;
        if !is_reading {
            self.show_short();
            match &fact {
                Some(fact) => self.show_question(fact),
                None => self.say(&self.nothing_to_ask()),
            }
            self.shown.question = fact.clone();
        }
        let prompt = match (&fact, is_reading) {
            (Some(_), false) if self.solo.is_some() => {
                "antwoord (Enter = volgende, `verder` = wat er komt, ? = hulp):"
            }
            (None, false) if self.solo.is_some() => "opdracht (`verder` = wat er komt, ? = hulp):",
            (_, true) => "\nantwoord of opdracht (Enter = terug naar de vraag):",
            (Some(_), false) => "antwoord (Enter = volgende, ? = hulp):",
            (None, false) => "opdracht (? = hulp):",
        };
        let line = self.read(prompt)?;
        if self.steer(&line)? {
            return Ok(());
        }
        if line.is_empty() && is_reading {
            return Ok(());
        }
        if command::is_way_back(&line) {
            if !is_reading {
                self.say("Niets vastgelegd; u bent bij de vragen. Het programma uit: `weg`.");
            }
            return Ok(());
        }
        match (command::parse(&line), fact) {
            (Some(command), _) => self.obey(command),
            (None, None) if line.is_empty() => {
                self.skipped.clear();
                Ok(())
            }
            (None, Some(fact)) if line.is_empty() => {
                self.skipped.insert(fact);
                Ok(())
            }
            (None, fact) => match (command::incomplete(&line), fact) {
                (Some(advice), _) => self.refuse(&advice),
                (None, Some(fact)) => self.answer(&fact, &line),
                (None, None) => self.refuse("Dat is geen opdracht; ? toont wat er kan."),
            },
        }
    }

    fn obey(&mut self, command: Command) -> Turn {
        self.shown.is_reading = matches!(
            command,
            Command::Document
                | Command::Help
                | Command::Log(_)
                | Command::Status
                | Command::Tasks
                | Command::Why
        );
        match command {
            Command::Attach(path) => self.attach(&path),
            Command::Claim(task) => self.claim(&task),
            Command::Close => self.close(),
            Command::Correct(seq) => self.correct(seq),
            Command::Decide => self.decide(),
            Command::Document => self.document(),
            Command::Finish { result, task } => self.finish(&task, &result),
            Command::Help => {
                self.say(&command::help());
                self.exercise_help();
                Ok(())
            }
            Command::Issue => self.issue(),
            Command::Leave => Err(Leave::Left),
            Command::Log(count) => self.show_log(count),
            Command::LogMode => self.keep_log(),
            Command::Note(line) => self.note(&line),
            Command::Questions => self.choose_question(),
            Command::Reassign { role, task } => self.reassign(&task, &role),
            Command::Role => self.role(),
            Command::Status => self.page(&view::board_text(&self.board())),
            Command::Step => self.step(),
            Command::Tasks => self.show_tasks(),
            Command::Phones => self.show_phones(),
            Command::Time => self.time(),
            Command::Who => self.change_who(),
            Command::Why => self.show_why(),
        }
    }

    fn board(&self) -> view::Board {
        let material = self.session.material();
        let mut board = view::board(
            &material.playbook,
            &material.law,
            &material.holidays,
            self.session.incident(),
            self.session.chart_now(),
        );
        if let Some(left) = little_room(self.session.path()) {
            board.notices.push(format!(
                "Nog {left} MiB vrij op de schijf met dit incident."
            ));
        }
        board
    }

    /// Shows the first line, and what to do when that is not on the screen yet.
    fn show_short(&mut self) {
        let mut board = self.board();
        self.number_tasks(&board);
        // Who plays alone does not do the work of others.
        if let Some(solo) = &self.solo {
            let is_own = |task: &view::TaskLine| task.role_id.as_deref() == Some(solo.role());
            board.immediate.retain(is_own);
            board.tasks.retain(is_own);
            let announced = board.announced.take();
            board.announced = announced.map(|text| solo::without_seconds(&text));
        }
        let short = view::walk_short(&board, &self.shown.tasks, &self.who.role);
        self.say(&format!("\n{}", view::walk_head(&board)));
        if short != self.shown.short {
            self.say(&short);
            self.shown.short = short;
        }
    }

    /// Gives each task that is new on the screen the next number; it keeps that for good, since a person types the number
    /// of an earlier list too.
    fn number_tasks(&mut self, board: &view::Board) {
        for task in view::tasks_in_order(board, Some(&self.who.role)) {
            if !self.shown.tasks.contains(&task.id) {
                self.shown.tasks.push(task.id.clone());
            }
        }
    }

    fn say(&self, text: &str) {
        self.input.say(text);
    }

    /// Says what is the matter and ends the dialogue.
    fn refuse<T>(&self, text: &str) -> Turn<T> {
        self.say(text);
        Err(Leave::Said)
    }

    /// Returns who records and decides: the one at the keyboard.
    fn by(&self) -> By {
        By {
            decided: self.who.clone(),
            how: How::Room,
            recorded: self.who.clone(),
        }
    }

    /// Returns the same for something that another role decided or said.
    fn by_role(&self, role: &str) -> By {
        let mut by = self.by();
        if role != self.who.role {
            by.decided = Who {
                name: None,
                role: role.to_owned(),
            };
        }
        by
    }
}

/// Returns a path as it has to be typed on a command line.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    match path.contains(' ') {
        true => format!("\"{path}\""),
        false => path,
    }
}
