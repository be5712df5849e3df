//! A planners' spreadsheet as a scenario: the columns they use, by the names they use for them.
//!
//! It writes a start to work on, and says what it could not read; it never makes up a time, a role or a channel in
//! silence.

mod columns;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

pub use self::columns::COLUMNS;
use self::columns::{CHANNELS, Columns};
use super::ExerciseTime;
use crate::engine::Channel;
use crate::fact::time;
use crate::playbook::Playbook;

/// A scenario that was made, with what a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The scenario, as TOML.
    pub text: String,
    /// What could not be read, each with its line.
    pub unread: Vec<String>,
}

/// What the scenario is called, and when it starts.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The playbook.
    pub playbook: &'a Playbook,
    /// The time of the situation at the start; times of day in the sheet count from it. Without it they are exercise
    /// times.
    pub starts_at: Option<DateTime<Utc>>,
    /// The title.
    pub title: &'a str,
}

/// Why a sheet is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotASheet {
    /// A column without which nothing can be made.
    #[error("the header has no column for `{column}`; it can be called {}", .heads.join(", "))]
    NoColumn {
        /// The column.
        column: &'static str,
        /// What it can be called.
        heads: Vec<&'static str>,
    },
    /// There is no row under the header.
    #[error("there is no row under the header")]
    NoRow,
    /// Not a spreadsheet.
    #[error("{0}")]
    Unreadable(String),
}

/// Makes a scenario of a spreadsheet.
///
/// # Errors
/// When it is no spreadsheet, or has no times or messages.
pub fn import(text: &str, about: &About<'_>) -> Result<Imported, NotASheet> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiters = ['\t', ';', ','].into_iter();
    let delimiter = delimiters.max_by_key(|sign| head.matches(*sign).count());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter.unwrap_or(';')).unwrap_or(b';'))
        .flexible(true)
        .from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| NotASheet::Unreadable(error.to_string());
    let columns = Columns::of(reader.headers().map_err(unreadable)?)?;
    let mut sheet = Sheet {
        about,
        injects: Vec::new(),
        personas: Vec::new(),
        players: Vec::new(),
        unread: Vec::new(),
    };
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let line = row.position().map_or(0, csv::Position::line);
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            sheet.row(&columns, &row, line);
        }
    }
    match sheet.injects.is_empty() {
        true => Err(NotASheet::NoRow),
        false => Ok(sheet.written()),
    }
}

struct Sheet<'a> {
    about: &'a About<'a>,
    /// The tables of the injects, with their times.
    injects: Vec<(Option<ExerciseTime>, String)>,
    /// Ids and titles.
    personas: Vec<(String, String)>,
    players: Vec<String>,
    unread: Vec<String>,
}

impl Sheet<'_> {
    fn row(&mut self, columns: &Columns, row: &csv::StringRecord, line: u64) {
        let cell = |column| columns.cell(row, column);
        let at = self.moment(cell("time"), line);
        let to = self.roles(cell("to"), line);
        let channel = self.channel(cell("channel"), line);
        let from = self.persona(cell("from"));
        let message = cell("message");
        let title = match cell("subject") {
            "" => message.chars().take(60).collect(),
            subject => subject.to_owned(),
        };
        let number = self.injects.len() + 1;
        let mut table = format!(
            "[[inject]]\nid = \"i{number:02}\"\ntitle = {}\n",
            quoted(&title)
        );
        match at {
            Some(at) => table.push_str(&format!("at = \"{at}\"\n")),
            None => table.push_str("by_hand = true\n"),
        }
        let ids: Vec<String> = to.iter().map(|role| quoted(role)).collect();
        table.push_str(&format!(
            "from = \"{from}\"\nto = [{}]\nchannel = \"{channel}\"\ntext = {}\n",
            ids.join(", "),
            quoted(message)
        ));
        if !cell("notes").is_empty() {
            table.push_str(&format!("staff = {}\n", quoted(cell("notes"))));
        }
        let expected = cell("expected").lines().map(str::trim);
        for line in expected.filter(|line| !line.is_empty()) {
            table.push_str(&self.expected(line, &to));
        }
        self.injects.push((at, table));
    }

    /// Returns a line of what is expected: `Role: what (binnen 10 minuten)`, or only what, of the first who gets it.
    fn expected(&mut self, line: &str, to: &[String]) -> String {
        let named = line
            .split_once(':')
            .and_then(|(role, rest)| Some((self.role(role.trim())?, rest.trim())));
        let first = to.first().cloned().unwrap_or_default();
        let (who, what) = named.unwrap_or((first, line));
        let (what, within) = match what
            .strip_suffix(')')
            .and_then(|it| it.rsplit_once(" (binnen "))
        {
            Some((before, within)) if time::read_duration(within).is_some() => {
                (before, format!("within = {}\n", quoted(within)))
            }
            _ => (what, String::new()),
        };
        if !self.players.contains(&who) {
            self.players.push(who.clone());
        }
        format!(
            "[[inject.expect]]\nwho = \"{who}\"\nwhat = {}\n{within}",
            quoted(what)
        )
    }

    /// Returns the role with this id or title.
    fn role(&self, words: &str) -> Option<String> {
        let id = slug(words);
        let mut roles = self.about.playbook.roles().iter();
        let found =
            roles.find(|role| role.id == id || role.title.to_lowercase() == words.to_lowercase());
        found.map(|role| role.id.clone())
    }

    /// Returns the exercise time of a cell; what has none comes by hand.
    fn moment(&mut self, cell: &str, line: u64) -> Option<ExerciseTime> {
        let minutes = |text: &str| -> Option<u64> {
            let text = text
                .trim_end_matches("min")
                .trim_end_matches("minuten")
                .trim();
            text.parse().ok()
        };
        let relative = |text: &str| ExerciseTime::parse(&format!("T+{}", text.replace('.', ":")));
        let at = ExerciseTime::parse(&cell.replace(' ', ""))
            .or_else(|| minutes(cell).map(ExerciseTime::of_minutes))
            .or_else(|| match self.about.starts_at {
                None => relative(cell),
                Some(start) => {
                    let at = time::read_datetime(cell, start)?;
                    let at = if at < start {
                        at + TimeDelta::days(1)
                    } else {
                        at
                    };
                    (at >= start).then(|| ExerciseTime::of(at - start))
                }
            });
        if at.is_none() {
            self.unread(line, "time", cell, "comes by hand");
        }
        at
    }

    fn roles(&mut self, cell: &str, line: u64) -> Vec<String> {
        let mut roles = Vec::new();
        let parts = cell
            .split([',', ';', '/', '&', '\n'])
            .flat_map(|part| part.split(" en "));
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            match self.role(part) {
                Some(role) if roles.contains(&role) => {}
                Some(role) => roles.push(role),
                None => self.unread(line, "role", part, "is left out"),
            }
        }
        if roles.is_empty() {
            let playbook = self.about.playbook;
            let everybody = playbook.keeper().or_else(|| playbook.roles().first());
            let everybody =
                everybody.map_or_else(|| "loghouder".to_owned(), |role| role.id.clone());
            self.unread(line, "role", cell, &format!("goes to `{everybody}`"));
            roles.push(everybody);
        }
        for role in &roles {
            if !self.players.contains(role) {
                self.players.push(role.clone());
            }
        }
        roles
    }

    fn channel(&mut self, cell: &str, line: u64) -> &'static str {
        let word = cell.trim().to_lowercase();
        let known = CHANNELS
            .iter()
            .find(|(_, words)| words.contains(&word.as_str()));
        let channel = known.map_or(Channel::Person, |(channel, _)| *channel);
        if known.is_none() {
            self.unread(line, "channel", cell, "is brought by a person");
        }
        channel.name()
    }

    fn persona(&mut self, cell: &str) -> String {
        let title = if cell.is_empty() {
            "Oefenleiding"
        } else {
            cell
        };
        if let Some((id, _)) = self.personas.iter().find(|(_, known)| known == title) {
            return id.clone();
        }
        let base = slug(title);
        let mut id = base.clone();
        let mut number = 2;
        while self.personas.iter().any(|(known, _)| *known == id) {
            id = format!("{base}_{number}");
            number += 1;
        }
        self.personas.push((id.clone(), title.to_owned()));
        id
    }

    fn unread(&mut self, line: u64, what: &str, cell: &str, so: &str) {
        self.unread
            .push(format!("line {line}: no {what} in `{cell}`; it {so}"));
    }

    fn written(mut self) -> Imported {
        let last = self
            .injects
            .iter()
            .filter_map(|(at, _)| *at)
            .max()
            .unwrap_or_default();
        let minutes = last.since_start().num_minutes() + 15;
        let starts_at = match self.about.starts_at {
            Some(at) => time::to_civil(at).format("%Y-%m-%d %H:%M").to_string(),
            None => "2027-01-04 09:00".to_owned(),
        };
        let players: Vec<String> = self.players.iter().map(|role| quoted(role)).collect();
        let mut text = format!(
            "# Made from a spreadsheet. Add goals, and the steps of the play as it is meant.\n\n\
             schema = \"draaiboek-scenario/1\"\ntitle = {}\nplaybook = \"{}\"\nexercise = true\nstarts_at = \"{starts_at}\"\n\n\
             [play]\nminutes = {minutes}\nplayers = [{}]\n",
            quoted(self.about.title),
            self.about.playbook.id(),
            players.join(", ")
        );
        for (id, title) in &self.personas {
            text.push_str(&format!("\n[persona.{id}]\ntitle = {}\n", quoted(title)));
        }
        // What has no time comes last; the sheet says the rest.
        self.injects.sort_by_key(|(at, _)| (at.is_none(), *at));
        for (_, table) in &self.injects {
            text.push_str(&format!("\n{table}"));
        }
        text.push_str("\n[[step]]\nat = \"T+00:00\"\nadvance = true\n");
        Imported {
            text,
            unread: self.unread,
        }
    }
}

/// Returns an id for words: lower-case letters, digits and underscores, with a letter first.
fn slug(words: &str) -> String {
    let mut id = String::new();
    for c in words.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            'é' | 'è' | 'ë' | 'ê' => id.push('e'),
            'ï' | 'í' => id.push('i'),
            'ö' | 'ó' => id.push('o'),
            'ü' | 'ú' => id.push('u'),
            'ä' | 'á' | 'à' => id.push('a'),
            _ if !id.ends_with('_') => id.push('_'),
            _ => {}
        }
    }
    let id = id.trim_matches('_');
    match id.chars().next() {
        Some('a'..='z') => id.to_owned(),
        _ => format!("p_{id}").trim_end_matches('_').to_owned(),
    }
}

/// Returns a text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
