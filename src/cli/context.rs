//! What every verb works with.

use std::env;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::arguments::{Arguments, ByArguments, HowArgument};
use super::failure::Failure;
use super::output;
use crate::catalog::Catalog;
use crate::engine::{Action, By, Entry, How, Who};
use crate::fact::time;
use crate::playbook::Playbook;
use crate::runtime::{Mirror, Session, Surroundings};

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

    /// Opens an incident to read it.
    pub fn read(&self, file: &Path) -> Result<Session, Failure> {
        Ok(Session::open_read_only(file, Surroundings::Machine)?)
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
        typed: &ByArguments,
        action: impl FnOnce(&Session) -> Result<Action, Failure>,
    ) -> Result<(), Failure> {
        let mut session = self.open(file)?;
        let action = action(&session)?;
        let entries = submit(&mut session, action, typed)?;
        output::entries(self, &session, &entries)?;
        warn_about_disk(file);
        warn_about_mirror(&session);
        session.close()?;
        Ok(())
    }
}

/// Submits one command as typed.
pub fn submit(
    session: &mut Session,
    action: Action,
    typed: &ByArguments,
) -> Result<Vec<Entry>, Failure> {
    let by = by(typed, &session.material().playbook)?;
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
    typed: &ByArguments,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Failure> {
    let text = typed.happened.as_deref();
    text.map(|text| happened(text, now)).transpose()
}

/// Reads a moment in the past: a time of day that is still to come today was yesterday.
pub fn happened(text: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, Failure> {
    time::read_past(text, now).ok_or_else(|| not_a_moment(text))
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
    let holds_texts = ["playbooks", "templates", "gemeente.toml"]
        .iter()
        .any(|name| folder.join(name).exists());
    holds_texts.then_some(folder)
}
