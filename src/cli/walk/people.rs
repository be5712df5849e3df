//! Who is in which role, who is there, and who is at the keyboard.

use super::command::{self, Command};
use super::{Leave, Turn, Walk};
use crate::engine::{Action, NoteKind, Who};
use crate::fact::Certainty;

impl Walk<'_> {
    /// Puts a person in a role, or notes absence and attendance.
    pub(super) fn role(&mut self) -> Turn {
        let roles = self.roles_first(None);
        let situation = self.session.incident().situation();
        let items: Vec<String> = roles
            .iter()
            .map(|role| {
                let title = self.role_title(role);
                let away = match situation.is_absent(role) {
                    true => " — AFWEZIG",
                    false => "",
                };
                match situation.person(role) {
                    Some(person) => format!("{title}: {person}{away}"),
                    None => format!("{title}{away}"),
                }
            })
            .collect();
        let role = roles[self.choose(&items, "welke rol")?].clone();
        let prompt = "naam, of: afwezig, terug, aanwezig, vertrokken (Enter = terug naar vragen):";
        // Here `terug` is a person who is back, not a way out of the question.
        let line = loop {
            let line = self.read(prompt)?;
            match command::parse(&line) {
                Some(Command::Leave) => return Err(Leave::Left),
                Some(Command::Note(note)) => match self.note(&note) {
                    Ok(()) | Err(Leave::Back | Leave::Said) => {}
                    Err(leave) => return Err(leave),
                },
                _ => break line,
            }
        };
        let action = match line.to_lowercase().as_str() {
            "" | "stop" => return Err(Leave::Back),
            "afwezig" | "terug" => Action::SetAbsence {
                absent: line.eq_ignore_ascii_case("afwezig"),
                reason: self.ask_maybe("reden (Enter = geen):")?,
                role,
            },
            "aanwezig" | "vertrokken" => Action::NoteAttendance {
                present: line.eq_ignore_ascii_case("aanwezig"),
                role,
            },
            _ => self.taking_over(role, line)?,
        };
        self.submit(action, self.by()).map(drop)
    }

    /// Returns what puts a person in a role: who takes it over from another says back what is passed on; when that cannot
    /// be, the log says why not.
    fn taking_over(&mut self, role: String, person: String) -> Turn<Action> {
        let before = self.session.incident().situation().person(&role);
        let Some(before) = before.filter(|before| *before != person).map(str::to_owned) else {
            return Ok(Action::AssignRole { person, role });
        };
        self.say(&format!("OVERDRACHT van {before} aan {person}."));
        let worries = self.ask_maybe("wat geeft wie weggaat door (Enter = niets):")?;
        let prompt = format!("wat zegt {person} terug (Enter = niet teruggezegd):");
        if let Some(read_back) = self.ask_maybe(&prompt)? {
            return Ok(Action::HandOver {
                person,
                read_back,
                role,
                worries: worries.unwrap_or_default(),
            });
        }
        let reason = self.ask_text("waarom niet (verplicht, Enter = terug):")?;
        let title = self.role_title(&role);
        let mut text =
            format!("{title} gaat van {before} naar {person} zonder terugzeggen: {reason}");
        if let Some(worries) = worries {
            text.push_str(&format!(". Meegegeven: {worries}"));
        }
        let note = Action::Note {
            certainty: Certainty::Confirmed,
            compartment: None,
            kind: NoteKind::Action,
            source: None,
            text,
        };
        self.submit(note, self.by())?;
        Ok(Action::AssignRole { person, role })
    }

    /// Another person sits down at the keyboard.
    pub(super) fn change_who(&mut self) -> Turn {
        let roles = self.roles_first(Some(self.who.role.clone()));
        let role = self.choose_role("wie zit er achter het toetsenbord", &roles)?;
        let name = self.ask_maybe("naam (Enter = geen):")?;
        self.who = Who { name, role };
        self.look();
        self.say(&format!(
            "Vanaf nu legt vast: {}",
            self.role_title(&self.who.role)
        ));
        Ok(())
    }
}
