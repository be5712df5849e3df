//! Follow-up questions of a dialogue: a text, a number from a list, yes or no, a role.

use super::command::{self, Command};
use super::{Leave, Turn, Walk};
use crate::view;

impl Walk<'_> {
    /// Asks for a line; a line for the log can come in between, `terug` goes back.
    pub(super) fn ask(&mut self, prompt: &str) -> Turn<String> {
        loop {
            let line = self.input.line(prompt).ok_or(Leave::Left)?;
            match command::parse(&line) {
                Some(Command::Note(note)) => match self.note(&note) {
                    Ok(()) | Err(Leave::Back | Leave::Said) => {}
                    Err(leave) => return Err(leave),
                },
                Some(Command::Help) => {
                    self.say(
                        "`terug` = niets vastleggen; + tekst = regel in het logboek; \
                         `weg` = stoppen.",
                    );
                }
                _ if line.eq_ignore_ascii_case("terug") => return Err(Leave::Back),
                Some(Command::Leave) => return Err(Leave::Left),
                _ => return Ok(line),
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
        self.say(&view::numbered(items));
        self.number(items.len(), prompt)
    }

    /// Asks for a number from a list that is on the screen.
    pub(super) fn number(&mut self, count: usize, prompt: &str) -> Turn<usize> {
        loop {
            let line = self.ask_text(&format!("{prompt} (nummer, Enter = terug):"))?;
            match line.parse::<usize>() {
                Ok(number) if (1..=count).contains(&number) => return Ok(number - 1),
                _ => self.say(&format!("Kies een nummer van 1 tot en met {count}.")),
            }
        }
    }

    /// Asks for one of these roles; an empty line is the first one.
    pub(super) fn choose_role(&mut self, prompt: &str, roles: &[String]) -> Turn<String> {
        let titles: Vec<String> = roles.iter().map(|role| self.role_title(role)).collect();
        let Some(first) = titles.first() else {
            return Err(Leave::Back);
        };
        if roles.len() > 1 {
            self.say(&view::numbered(&titles));
        }
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
