//! Follow-up questions of a dialogue: a text, a number from a list, yes or no, a role.

use super::answer::is_mark;
use super::command::{self, Command};
use super::{Leave, Turn, Walk};
use crate::view;

impl Walk<'_> {
    /// Asks for a line; a line for the log can come in between, `terug` goes back. With `=` in front
    /// any text is taken as it is, without the sign.
    pub(super) fn ask(&mut self, prompt: &str) -> Turn<String> {
        let line = self.ask_as(prompt, Wanted::Words)?;
        let literal = line.strip_prefix('=').map(|text| text.trim().to_owned());
        Ok(literal.unwrap_or(line))
    }

    /// Asks how sure something is and who said it; its letters are no commands here.
    pub(super) fn ask_mark(&mut self, prompt: &str) -> Turn<String> {
        let line = self.ask_as(prompt, Wanted::Mark)?;
        let literal = line.strip_prefix('=').map(|text| text.trim().to_owned());
        Ok(literal.unwrap_or(line))
    }

    /// Asks for a line and leaves `=` in front, for what reads that sign itself.
    pub(super) fn ask_signed(&mut self, prompt: &str) -> Turn<String> {
        self.ask_as(prompt, Wanted::Value)
    }

    fn ask_as(&mut self, prompt: &str, wanted: Wanted) -> Turn<String> {
        loop {
            let (line, command) = self.listen(prompt)?;
            match command.filter(|command| self.can_be_meant(&line, command, wanted)) {
                // No command is a number.
                Some(command) if wanted == Wanted::Number || self.is_meant(&line)? => {
                    self.aside(|walk| walk.obey(command))?;
                }
                _ => return Ok(line),
            }
        }
    }

    /// Asks for the answer to a question; as at the first question of a screen, a command is obeyed
    /// and `=` in front makes any text an answer.
    pub(super) fn ask_answer(&mut self, prompt: &str) -> Turn<String> {
        loop {
            let (line, command) = self.listen(prompt)?;
            match command {
                Some(command) if can_come_in_between(&command) => {
                    self.aside(|walk| walk.obey(command))?;
                }
                Some(_) => self.say(&format!(
                    "`{line}` is een opdracht; ga eerst terug met `terug`. Toch het antwoord: \
                     = {line}"
                )),
                None => match command::incomplete(&line) {
                    Some(advice) => self.say(&advice),
                    None => return Ok(line),
                },
            }
        }
    }

    /// Reads a line: what was typed to leave a list comes first.
    pub(super) fn read(&mut self, prompt: &str) -> Turn<String> {
        match self.typed.take() {
            Some(line) => Ok(line),
            None => self.input.line(prompt).ok_or(Leave::Left),
        }
    }

    /// Reads a line that does not leave or go back, and the command it could be.
    fn listen(&mut self, prompt: &str) -> Turn<(String, Option<Command>)> {
        loop {
            let line = self.read(prompt)?;
            if self.steer_in_dialogue(&line)? {
                continue;
            }
            match command::parse(&line) {
                Some(Command::Note(note)) => self.aside(|walk| walk.note(&note))?,
                Some(Command::Help) => {
                    self.say(
                        "`terug` = niets vastleggen; + tekst = regel in het logboek; \
                         = tekst = die tekst, ook als het een opdracht lijkt; `weg` = stoppen.",
                    );
                }
                _ if command::is_way_back(&line) => return Err(Leave::Back),
                Some(Command::Leave) => return Err(Leave::Left),
                command => return Ok((line, command)),
            }
        }
    }

    /// Does something in between, after which the dialogue goes on.
    fn aside(&mut self, act: impl FnOnce(&mut Self) -> Turn) -> Turn {
        let done = act(self);
        self.shown.is_reading = false;
        match done {
            Ok(()) | Err(Leave::Back | Leave::Said) => Ok(()),
            Err(leave) => Err(leave),
        }
    }

    /// Tells whether a text is more likely a command with a number that is on the screen.
    fn can_be_meant(&self, line: &str, command: &Command, wanted: Wanted) -> bool {
        match command {
            _ if wanted == Wanted::Number => true,
            Command::Claim(task)
            | Command::Finish { task, .. }
            | Command::Reassign { task, .. } => {
                let number = task.parse::<usize>();
                number.is_ok_and(|number| (1..=self.shown.tasks.len()).contains(&number))
            }
            Command::Correct(seq) => (1..=self.session.incident().situation().head).contains(seq),
            Command::Log(_) => line.contains(' '),
            _ if line.contains(' ') => false,
            // A letter or a command alone is no source, no reason and no name of a file.
            _ => match wanted {
                Wanted::Mark => !is_mark(line),
                Wanted::Value => matches!(
                    (command, line.len()),
                    (
                        Command::Document | Command::Questions | Command::Step | Command::Tasks,
                        1
                    )
                ),
                Wanted::Number | Wanted::Words => true,
            },
        }
    }

    /// Asks whether a text is meant as a command.
    fn is_meant(&mut self, line: &str) -> Turn<bool> {
        let about = command::about(line).map_or_else(String::new, |what| format!(": {what}"));
        self.say(&format!("`{line}` is ook een opdracht{about}."));
        loop {
            let reply = self.read("Bedoelt u de opdracht? (j = ja, n = het is tekst):")?;
            match reply.to_lowercase().as_str() {
                "j" | "ja" => return Ok(true),
                "n" | "nee" => return Ok(false),
                "q" | "weg" => return Err(Leave::Left),
                _ if command::is_way_back(&reply) => return Err(Leave::Back),
                _ => self.say("Typ j of n."),
            }
        }
    }

    /// Asks for a text; an empty line goes back.
    pub(super) fn ask_text(&mut self, prompt: &str) -> Turn<String> {
        match self.ask(prompt)? {
            text if text.is_empty() => Err(Leave::Back),
            text => Ok(text),
        }
    }

    /// Asks for a text that may be left out.
    pub(super) fn ask_maybe(&mut self, prompt: &str) -> Turn<Option<String>> {
        Ok(Some(self.ask(prompt)?).filter(|text| !text.is_empty()))
    }

    /// Asks until the answer is yes or no.
    pub(super) fn confirm(&mut self, prompt: &str) -> Turn<bool> {
        // Never with what was typed before this was asked.
        self.typed = None;
        loop {
            match self
                .ask(&format!("{prompt} (j/n, of terug):"))?
                .to_lowercase()
                .as_str()
            {
                "j" | "ja" => return Ok(true),
                "n" | "nee" => return Ok(false),
                _ => self.say("Typ j of n; `terug` = niets vastleggen."),
            }
        }
    }

    /// Shows a list and asks for a number; an empty line goes back.
    pub(super) fn choose(&mut self, items: &[String], prompt: &str) -> Turn<usize> {
        self.page_list(&view::numbered(items))?;
        self.number(items.len(), prompt)
    }

    /// Asks for a number from a list that is on the screen.
    pub(super) fn number(&mut self, count: usize, prompt: &str) -> Turn<usize> {
        loop {
            let prompt = format!("{prompt} (nummer, Enter = terug):");
            let line = self.ask_as(&prompt, Wanted::Number)?;
            match line.parse::<usize>() {
                _ if line.is_empty() => return Err(Leave::Back),
                Ok(number) if (1..=count).contains(&number) => return Ok(number - 1),
                _ => self.say(&format!(
                    "Kies een nummer van 1 tot en met {count}, of ga terug met Enter."
                )),
            }
        }
    }

    /// Asks for one of these roles; an empty line is the first one.
    pub(super) fn choose_role(&mut self, prompt: &str, roles: &[String]) -> Turn<String> {
        let titles: Vec<String> = roles.iter().map(|role| self.role_title(role)).collect();
        let Some(first) = titles.first() else {
            return Err(Leave::Back);
        };
        self.say(&view::numbered(&titles));
        let prompt = format!("{prompt} (nummer, Enter = {first}):");
        loop {
            let line = self.ask(&prompt)?;
            if line.is_empty() {
                return Ok(roles[0].clone());
            }
            let by_number = line
                .parse::<usize>()
                .ok()
                .and_then(|n| roles.get(n.checked_sub(1)?));
            match by_number.cloned().or_else(|| self.find_role(&line)) {
                Some(role) => return Ok(role),
                None => self.say("Die rol is er niet; kies een nummer of typ de naam van de rol."),
            }
        }
    }

    /// Returns the role that a person means: an id, a title, or how the title begins.
    pub(super) fn find_role(&self, text: &str) -> Option<String> {
        find_role(&self.session.material().playbook, text)
    }

    pub(super) fn role_title(&self, role: &str) -> String {
        view::role_title(&self.session.material().playbook, role)
    }
}

/// What a dialogue asks for, by which a line can be more likely a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// How sure, and who said it.
    Mark,
    /// A number of a list.
    Number,
    /// A value, which can be one letter.
    Value,
    /// A reason or a name.
    Words,
}

/// Tells whether a command leaves an answer that is being typed alone.
fn can_come_in_between(command: &Command) -> bool {
    matches!(
        command,
        Command::Attach(_)
            | Command::Claim(_)
            | Command::Correct(_)
            | Command::Finish { .. }
            | Command::Log(_)
            | Command::Phones
            | Command::Reassign { .. }
            | Command::Status
            | Command::Tasks
            | Command::Why
    )
}

/// Returns the role that a person means; nothing when it could be more than one.
pub(super) fn find_role(playbook: &crate::playbook::Playbook, text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let roles = playbook.roles();
    let exact = roles
        .iter()
        .find(|role| role.id == text || role.title.to_lowercase() == text);
    let mut begins = roles
        .iter()
        .filter(|role| role.id.starts_with(&text) || role.title.to_lowercase().starts_with(&text));
    let only = match (begins.next(), begins.next()) {
        (Some(role), None) if !text.is_empty() => Some(role),
        _ => None,
    };
    exact.or(only).map(|role| role.id.clone())
}
