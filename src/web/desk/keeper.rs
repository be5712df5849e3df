//! The thread of a desk: holds the file, answers wishes one by one, and publishes what changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use tokio::sync::watch;

use super::{DraftWish, Outcome, Request, Wish};
use crate::engine::{Action, By, Command, How, Refusal, Who};
use crate::runtime::drafting::files::Target;
use crate::runtime::drafting::{self, Order, Problem};
use crate::runtime::{Error, Mirror, Seen, Session, Surroundings, dutch};
use crate::store;
use crate::view::{self, Line};
use crate::web::Snapshot;
use crate::web::snapshot::Whole;
use crate::web::stale::concerns;

/// How often the file is looked at when nobody asks anything.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often a wish is tried when other programs write at the same moment.
const TRIES: usize = 5;

/// What the thread of a desk keeps.
pub(super) struct Keeper {
    gap: Option<String>,
    mirror: Option<PathBuf>,
    path: PathBuf,
    publish: watch::Sender<Arc<Snapshot>>,
    /// Absent between a failure and the next time the file opens.
    session: Option<Session>,
    trouble: Option<String>,
}

impl Keeper {
    /// Returns the keeper of an incident, and what tells of each change.
    pub fn of(session: Session, mirror: Option<&Path>) -> (Keeper, watch::Receiver<Arc<Snapshot>>) {
        let trouble = session.is_read_only().then(|| {
            let path = session.path().to_owned();
            dutch::storage(&store::Error::ReadOnly { path })
        });
        let first = snapshot(&session, None, trouble.clone(), None);
        let (publish, watch) = watch::channel(Arc::new(first));
        let keeper = Keeper {
            gap: None,
            mirror: mirror.map(Path::to_owned),
            path: session.path().to_owned(),
            publish,
            session: Some(session),
            trouble,
        };
        (keeper, watch)
    }

    /// Answers wishes until nobody can ask any more, and closes the file.
    pub fn run(mut self, from: &Receiver<Request>) {
        loop {
            match from.recv_timeout(LOOK_EVERY) {
                Ok(Request::Submit(wish, reply)) => {
                    let outcome = self.submit(&wish);
                    self.show();
                    // The person may have left; what is saved is saved.
                    let _ = reply.send(outcome);
                }
                Ok(Request::Draft(wish, reply)) => {
                    let outcome = self.draft(&wish);
                    self.show();
                    let _ = reply.send(outcome);
                }
                Ok(Request::File(sha256, reply)) => {
                    let file = self
                        .session
                        .as_mut()
                        .map(|session| session.attachment(&sha256));
                    let _ = reply.send(file.unwrap_or(Ok(None)));
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.look();
                    self.show();
                }
                Ok(Request::Close) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(session) = self.session {
            // Nothing is lost by a file that does not close: it is whole after every entry.
            let _ = session.close();
        }
    }

    /// Reads what others wrote, and lets happen what is due.
    fn look(&mut self) {
        let may_write = self.recover();
        let Some(session) = &mut self.session else {
            return;
        };
        let looked = session.refresh().and_then(|_| match may_write {
            true => {
                let command = due(session)?;
                session.submit_as_read(&command, &[])
            }
            false => Ok(Vec::new()),
        });
        self.gap = None;
        match looked {
            // Read at the next look when others were first.
            Ok(_) | Err(Error::Stale { .. }) => {}
            Err(Error::Refused(refusal)) => self.note_gap(&refusal),
            Err(error) => self.fail(&error),
        }
    }

    fn submit(&mut self, wish: &Wish) -> Outcome {
        let command = Command {
            action: wish.action.clone(),
            by: wish.by.clone(),
            happened_at: wish.happened_at,
            id: wish.id.clone(),
            late_reason: wish.late_reason.clone(),
        };
        for _ in 0..TRIES {
            let session = match self.begin(&wish.id) {
                Ok(session) => session,
                Err(outcome) => return outcome,
            };
            let since = since(session, wish);
            if !since.is_empty() {
                return Outcome::Changed { since };
            }
            match session.submit_as_read(&command, &wish.files) {
                Ok(_) => {
                    let seq = session.whole_incident().situation().head;
                    self.gap = None;
                    return Outcome::Saved { seq };
                }
                Err(Error::Stale { .. }) => {}
                Err(Error::Refused(refusal)) => {
                    let why = refused(session, &wish.by, &refusal);
                    self.note_gap(&refusal);
                    return Outcome::Refused { why };
                }
                Err(error) => return self.unsaved(&error),
            }
        }
        Outcome::Busy
    }

    fn draft(&mut self, wish: &DraftWish) -> Outcome {
        let session = match self.begin(&wish.id) {
            Ok(session) => session,
            Err(outcome) => return outcome,
        };
        let seq = session.whole_incident().situation().head;
        let path = session.path().to_owned();
        let out = drafting::free_name(session, &path, &wish.document, &wish.by);
        let order = Order {
            by: wish.by.clone(),
            id: Some(wish.id.clone()),
            name: &wish.document,
        };
        let made = out.map_err(Problem::from).and_then(|out| {
            let target = Target {
                force: false,
                out: &out,
                working_copy: false,
            };
            drafting::make(session, order, target)
        });
        match made {
            Ok(made) => {
                let seq = made.seq.unwrap_or(seq);
                self.gap = None;
                Outcome::Saved { seq }
            }
            Err(Problem::Turn(Error::Stale { .. })) => Outcome::Busy,
            Err(Problem::Turn(Error::Refused(refusal))) => {
                let why = refused(session, &wish.by, &refusal);
                self.note_gap(&refusal);
                Outcome::Refused { why }
            }
            Err(Problem::Turn(error @ Error::Store(_))) => self.unsaved(&error),
            Err(problem) => Outcome::Refused {
                why: format!("Het stuk kan niet worden gemaakt. {}", problem.dutch()),
            },
        }
    }

    /// Returns the incident as it stands, ready to carry out a command of this id; what came of it
    /// when it cannot be, or was before.
    fn begin(&mut self, id: &str) -> Result<&mut Session, Outcome> {
        let may_write = self.recover();
        let read = match self.session.as_mut().filter(|_| may_write) {
            Some(session) => session.refresh(),
            None => {
                let why = self.trouble.clone().unwrap_or_default();
                return Err(Outcome::Unsaved { why });
            }
        };
        if let Err(error) = read {
            return Err(self.unsaved(&error));
        }
        let session = self.session.as_mut().ok_or(Outcome::Busy)?;
        match done(session, id) {
            Some(seq) => Err(Outcome::Saved { seq }),
            None => Ok(session),
        }
    }

    fn unsaved(&mut self, error: &Error) -> Outcome {
        self.fail(error);
        Outcome::Unsaved {
            why: dutch::turn(error),
        }
    }

    fn fail(&mut self, error: &Error) {
        self.trouble = Some(dutch::turn(error));
        if error.must_reopen() {
            self.session = None;
        }
    }

    fn note_gap(&mut self, refusal: &Refusal) {
        if let (Refusal::TimeGap { .. }, Some(session)) = (refusal, &self.session) {
            self.gap = Some(view::refusal(&session.whole_material().playbook, refusal));
        }
    }

    /// Tells whether something can be saved. After a failure nothing is sent to the file before it
    /// opens and a trial is written: reading alone does not show that a full disk has room again.
    fn recover(&mut self) -> bool {
        if self.session.is_some() && self.trouble.is_none() {
            return true;
        }
        let mut tried = self.session.as_mut().map(Session::try_write);
        let opens_only_to_read = |tried: &Result<(), Error>| {
            matches!(tried, Err(Error::Store(store::Error::ReadOnly { .. })))
        };
        if tried.as_ref().is_none_or(opens_only_to_read) {
            tried = Some(self.reopen());
        }
        match tried {
            None | Some(Ok(())) => {
                self.trouble = None;
                true
            }
            Some(Err(error)) => {
                self.fail(&error);
                false
            }
        }
    }

    /// Opens the file again to write, and tries it.
    fn reopen(&mut self) -> Result<(), Error> {
        let mut session = Session::open(&self.path, Surroundings::Machine)?;
        let tried = session.try_write();
        if let Some(folder) = &self.mirror {
            session.mirror_in(folder);
        }
        self.session = Some(session);
        tried
    }

    /// Publishes what changed, and nothing when nothing did.
    fn show(&self) {
        let Some(session) = &self.session else {
            let shown = self.publish.borrow().trouble == self.trouble;
            if !shown {
                let known = Arc::clone(&self.publish.borrow());
                self.publish.send_replace(Arc::new(Snapshot {
                    checkpoint: known.checkpoint.clone(),
                    gap: self.gap.clone(),
                    incident: Arc::clone(&known.incident),
                    material: Arc::clone(&known.material),
                    mirror: known.mirror.clone(),
                    trouble: self.trouble.clone(),
                    whole: Arc::clone(&known.whole),
                }));
            }
            return;
        };
        let is_shown = {
            let known = self.publish.borrow();
            known.head() == session.whole_incident().situation().head
                && known.gap == self.gap
                && known.trouble == self.trouble
                && known.mirror == mirror(session)
        };
        if !is_shown {
            let (gap, trouble) = (self.gap.clone(), self.trouble.clone());
            let whole = Arc::clone(&self.publish.borrow().whole);
            let fresh = snapshot(session, gap, trouble, Some(&whole));
            self.publish.send_replace(Arc::new(fresh));
        }
    }
}

fn snapshot(
    session: &Session,
    gap: Option<String>,
    trouble: Option<String>,
    earlier: Option<&Whole>,
) -> Snapshot {
    let incident = session.whole_incident().clone();
    let whole = Whole::of(incident, session.shared_material(), earlier);
    Snapshot {
        checkpoint: session.checkpoint(),
        gap,
        incident: Arc::clone(&whole.incident),
        material: Arc::clone(&whole.material),
        mirror: mirror(session),
        trouble,
        whole,
    }
}

fn mirror(session: &Session) -> Option<String> {
    match session.mirror() {
        Mirror::Failed { path, why } => Some(format!(
            "De kopie in {} is niet bij: {why}. Het incident zelf is opgeslagen.",
            path.display()
        )),
        Mirror::Follows { .. } | Mirror::None => None,
    }
}

/// Returns the command that lets happen what is due; nobody's name comes in the log by it.
fn due(session: &Session) -> Result<Command, Error> {
    let playbook = &session.whole_material().playbook;
    let keeper = Who {
        name: None,
        role: playbook
            .keeper()
            .map_or_else(String::new, |role| role.id.clone()),
    };
    Ok(Command {
        action: Action::Advance,
        by: By {
            decided: keeper.clone(),
            how: How::default(),
            recorded: keeper,
        },
        happened_at: None,
        id: Surroundings::Machine.id()?,
        late_reason: None,
    })
}

/// Returns the last entry that a command made, when it was carried out before.
fn done(session: &Session, id: &str) -> Option<u64> {
    let mut log = session.whole_incident().log().iter().rev();
    log.find(|entry| entry.command_id == id)
        .map(|entry| entry.seq)
}

/// Returns what was written after what the person saw, as far as it concerns the wish.
fn since(session: &Session, wish: &Wish) -> Vec<Line> {
    let Some(head) = wish.head else {
        return Vec::new();
    };
    let incident = session.whole_incident();
    let fresh = incident.log().iter().rev();
    let fresh = fresh.take_while(|entry| entry.seq > head);
    let mut seqs: Vec<u64> = fresh
        .filter(|entry| concerns(&wish.action, entry))
        .map(|entry| entry.seq)
        .collect();
    if seqs.is_empty() {
        return Vec::new();
    }
    seqs.reverse();
    let seen = seen(session, &wish.by);
    let playbook = &seen.material.playbook;
    let entries = seqs.iter().filter_map(|seq| seen.incident.entry(*seq));
    entries
        .map(|entry| view::line(playbook, &seen.incident, entry))
        .collect()
}

/// Returns what the one who writes may know.
fn seen(session: &Session, by: &By) -> Seen {
    let playbook = &session.whole_material().playbook;
    session.seen_by(playbook.audience(Some(&by.recorded.role)))
}

/// Returns a refusal in words that name only what the one who writes may know.
fn refused(session: &Session, by: &By, refusal: &Refusal) -> String {
    view::refusal(&seen(session, by).material.playbook, refusal)
}
