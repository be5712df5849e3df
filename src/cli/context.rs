//! What every verb works with.

use std::env;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::arguments::{Arguments, ByArguments, HowArgument, LookArguments, WriteArguments};
use super::failure::Failure;
use super::output;
use crate::catalog::Catalog;
use crate::engine::{Action, By, Entry, How, Refusal, Who};
use crate::fact::{dutch, time};
use crate::playbook::{Audience, Playbook};
use crate::runtime::{Error, Mirror, Session, Surroundings};

/// What every verb works with.
pub struct Context {
    data: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
    mirror: Option<PathBuf>,
}

impl Context {
    /// Returns what the common arguments say.
    pub fn of(arguments: &Arguments) -> Self {
        let common = &arguments.common;
        Context {
            data: common.data.clone().or_else(beside_the_binary),
            json: common.json,
            mirror: common.mirror.clone(),
        }
    }

    /// Returns the texts to work from.
    pub fn catalog(&self) -> Result<Catalog, Failure> {
        Ok(Catalog::open(self.data.as_deref())?)
    }

    /// Opens an incident to write in it.
    pub fn open(&self, file: &Path) -> Result<Session, Failure> {
        let mut session = Session::open(file, Surroundings::Machine)?;
        self.follow(&mut session);
        Ok(session)
    }

    /// Opens an incident to write in it; what is shown of it is what the role that records sees.
    pub fn open_as(&self, file: &Path, typed: &ByArguments) -> Result<Session, Failure> {
        let mut session = self.open(file)?;
        look_as_role(&mut session, typed.role.as_deref());
        Ok(session)
    }

    /// Opens an incident to read it, as far as everybody may know it.
    pub fn read(&self, file: &Path) -> Result<Session, Failure> {
        self.read_as(file, None)
    }

    /// Opens an incident to read it, as far as a role may know it.
    pub fn read_as(&self, file: &Path, role: Option<&str>) -> Result<Session, Failure> {
        let mut session = self.read_whole(file)?;
        look_as_role(&mut session, role);
        Ok(session)
    }

    /// Opens an incident to read it whole: to check or to move it, not to show it.
    pub fn read_whole(&self, file: &Path) -> Result<Session, Failure> {
        Ok(Session::open_read_only(file, Surroundings::Machine)?)
    }

    /// Opens an incident to show it as typed, with what to say above it when it holds what not everybody may see.
    /// What goes into a file or to a program holds only the compartments that were named.
    pub fn look(
        &self,
        file: &Path,
        typed: &LookArguments,
        is_export: bool,
    ) -> Result<(Session, Option<String>), Failure> {
        let mut session = self.read_whole(file)?;
        let playbook = &session.whole_material().playbook;
        if let Some(role) = &typed.role
            && playbook.role(role).is_none()
        {
            let known: Vec<&str> = playbook.roles().iter().map(|it| it.id.as_str()).collect();
            return Err(Failure::Usage(format!(
                "there is no role `{role}`; there are: {}",
                known.join(", ")
            )));
        }
        let sees = playbook.audience(typed.role.as_deref());
        for id in &typed.include {
            if playbook.compartment(id).is_none() || !sees.sees(Some(id)) {
                let known: Vec<&str> = sees.compartments().collect();
                let known = match known.as_slice() {
                    [] => "none".to_owned(),
                    known => known.join(", "),
                };
                return Err(Failure::Usage(format!(
                    "`{}` does not see `{id}`; does see: {known}",
                    typed.role.as_deref().unwrap_or_default()
                )));
            }
        }
        let audience = match is_export || self.json || !typed.include.is_empty() {
            true => Audience::of(typed.include.iter().map(String::as_str)),
            false => sees,
        };
        let titles: Vec<String> = audience
            .compartments()
            .filter_map(|id| Some(playbook.compartment(id)?.title.clone()))
            .collect();
        let mark = format!("Bevat: {} — niet verspreiden", dutch::list(&titles));
        session.look_as(audience);
        Ok((session, (!titles.is_empty()).then_some(mark)))
    }

    /// Returns the folder where copies follow, when a second medium is configured.
    #[cfg(feature = "web")]
    pub fn mirror(&self) -> Option<PathBuf> {
        self.mirror.clone()
    }

    /// Lets a copy follow, when a second medium is configured.
    pub fn follow(&self, session: &mut Session) {
        if let Some(folder) = &self.mirror {
            session.mirror_in(folder);
        }
    }

    /// Submits one command, prints the lines it made, and closes the file.
    pub fn submit(
        &self,
        file: &Path,
        typed: &WriteArguments,
        action: impl FnOnce(&Session) -> Result<Action, Failure>,
    ) -> Result<(), Failure> {
        let mut session = self.open_as(file, &typed.by)?;
        let action = action(&session)?;
        let entries = submit(&mut session, action, typed)?;
        output::entries(self, &session, &entries)?;
        warn_about_disk(file);
        warn_about_mirror(&session);
        session.close()?;
        Ok(())
    }
}

fn look_as_role(session: &mut Session, role: Option<&str>) {
    let audience = session.whole_material().playbook.audience(role);
    session.look_as(audience);
}

/// Returns a text with what has to stand above it.
pub fn marked(mark: Option<&String>, text: String) -> String {
    match mark {
        Some(mark) => format!("{mark}\n\n{text}"),
        None => text,
    }
}

/// Submits one command as typed.
pub fn submit(
    session: &mut Session,
    action: Action,
    typed: &WriteArguments,
) -> Result<Vec<Entry>, Failure> {
    let by = by(&typed.by, &session.material().playbook)?;
    let happened_at = happened_at(typed, session.chart_now())?;
    Ok(session.submit_at(action, by, happened_at, typed.late.clone())?)
}

/// Returns who, as typed; the loghouder records when nothing is said.
pub fn by(typed: &ByArguments, playbook: &Playbook) -> Result<By, Failure> {
    let recorded = Who {
        name: typed.name.clone(),
        role: match &typed.role {
            Some(role) => role.clone(),
            None => default_role(playbook).ok_or(Failure::Usage(
                "say who records it with `--as ROLE`".to_owned(),
            ))?,
        },
    };
    let decided = match &typed.decided_by {
        None => recorded.clone(),
        Some(text) => match text.split_once('=') {
            Some((role, name)) => Who {
                name: Some(name.to_owned()),
                role: role.to_owned(),
            },
            None => Who {
                name: None,
                role: text.clone(),
            },
        },
    };
    Ok(By {
        decided,
        how: match typed.how {
            HowArgument::Paper => How::Paper,
            HowArgument::Phone => How::Phone,
            HowArgument::Room => How::Room,
        },
        recorded,
    })
}

/// Returns the role that records when nothing is said.
pub fn default_role(playbook: &Playbook) -> Option<String> {
    playbook.keeper().map(|role| role.id.clone())
}

/// Returns when it happened, as typed.
pub fn happened_at(
    typed: &WriteArguments,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Failure> {
    let text = typed.happened.as_deref();
    text.map(|text| happened(text, now)).transpose()
}

/// Reads a moment in the past: a time of day that is still to come today was yesterday, and a date that is still to come
/// is refused.
pub fn happened(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Failure> {
    let at = time::read_past(text, now).ok_or_else(|| not_a_moment(text))?;
    match time::is_to_come(at, now) {
        false => Ok(at),
        true => Err(Error::Refused(Box::new(Refusal::NotYetHappened { at, now })).into()),
    }
}

/// Reads a moment.
pub fn moment(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Failure> {
    time::read_datetime(text, now).ok_or_else(|| not_a_moment(text))
}

fn not_a_moment(text: &str) -> Failure {
    Failure::Usage(format!(
        "`{text}` is not a moment; write 2026-11-22 19:30, or 19:30 for today"
    ))
}

/// Says on stderr when the copy on the second medium could not be made.
pub fn warn_about_mirror(session: &Session) {
    if let Mirror::Failed { path, why } = session.mirror() {
        output::tell(&format!(
            "warning: the copy at `{}` could not be made: {why}\nhint: the incident itself is saved",
            path.display()
        ));
    }
}

/// How little room on a disk is worth a warning.
const LITTLE_ROOM_BYTES: u64 = 50 << 20;

/// Says on stderr when the disk with an incident is nearly full.
pub fn warn_about_disk(file: &Path) {
    if let Some(left) = little_room(file) {
        output::tell(&format!(
            "warning: {left} MiB left on the disk with `{}`\nhint: make room, or copy the incident to another medium",
            file.display()
        ));
    }
}

/// Returns how many MiB a disk has left, when that is little.
pub fn little_room(file: &Path) -> Option<u64> {
    let left = fs4::available_space(file).ok()?;
    (left < LITTLE_ROOM_BYTES).then_some(left >> 20)
}

/// Returns the folder of the binary when it holds own texts.
fn beside_the_binary() -> Option<PathBuf> {
    let folder = env::current_exe().ok()?.parent()?.to_owned();
    let holds_texts = ["exercises", "playbooks", "templates", "gemeente.toml"]
        .iter()
        .any(|name| folder.join(name).exists());
    holds_texts.then_some(folder)
}
