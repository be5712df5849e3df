//! The desk of one incident: the only one that holds its file and writes in it.
//!
//! A thread of its own, because the file is not shared. It reads what other programs write at least
//! once a second, lets happen what is due, and publishes what it knows after every change. It never
//! renders a page, and decides nothing that `engine` does not.

#![allow(
    clippy::disallowed_methods,
    reason = "a thread of its own is what a desk is"
)]

mod keeper;

use std::path::Path;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use chrono::{DateTime, Utc};
use tokio::sync::{oneshot, watch};

use keeper::Keeper;

use super::Snapshot;
use crate::engine::{Action, By, Command};
use crate::runtime::{Error, Session, Surroundings};
use crate::store;
use crate::view::Line;

/// How many wishes may wait.
const WAITING: usize = 64;

/// What a person wishes, with what they saw when they wished it.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What is wished.
    pub action: Action,
    /// Who.
    pub by: By,
    /// Files that travel along; kept under their hash.
    pub files: Vec<Vec<u8>>,
    /// When it happened, if that is not now.
    pub happened_at: Option<DateTime<Utc>>,
    /// The last entry that the person could see; what came after it and concerns the wish sends it
    /// back.
    pub head: Option<u64>,
    /// The same for the same form, so that sending it twice does nothing twice.
    pub id: String,
    /// Why it is recorded late.
    pub late_reason: Option<String>,
}

impl Wish {
    /// Returns the wish for a command that the program itself makes, with the files that travel along.
    pub fn of(command: Command, files: Vec<Vec<u8>>) -> Wish {
        Wish {
            action: command.action,
            by: command.by,
            files,
            happened_at: command.happened_at,
            head: None,
            id: command.id,
            late_reason: command.late_reason,
        }
    }
}

/// A document that a person wants a draft of.
#[derive(Debug, Clone)]
pub struct DraftWish {
    /// Who.
    pub by: By,
    /// The document, with its number when there is one for each record.
    pub document: String,
    /// The same for the same form, so that sending it twice makes one draft.
    pub id: String,
}

/// What is handed in at a desk.
#[derive(Debug, Clone)]
pub enum Hand {
    /// A draft to make.
    Draft(DraftWish),
    /// An action.
    Wish(Box<Wish>),
}

impl From<Wish> for Hand {
    fn from(wish: Wish) -> Self {
        Hand::Wish(Box::new(wish))
    }
}

/// What came of a wish.
#[derive(Debug)]
pub enum Outcome {
    /// Too many wishes wait; nothing was saved.
    Busy,
    /// Somebody else was first; nothing was saved.
    Changed {
        /// What they wrote that matters here.
        since: Vec<Line>,
    },
    /// It is not possible; nothing was saved.
    Refused {
        /// Why, and what is possible.
        why: String,
    },
    /// It is on the disk.
    Saved {
        /// The last entry it made.
        seq: u64,
    },
    /// The file did not take it.
    Unsaved {
        /// Why.
        why: String,
    },
}

/// The desk of one incident.
pub struct Desk {
    id: String,
    thread: Mutex<Option<JoinHandle<()>>>,
    to: SyncSender<Request>,
    watch: watch::Receiver<Arc<Snapshot>>,
}

enum Request {
    Close,
    Draft(Box<DraftWish>, oneshot::Sender<Outcome>),
    /// The bytes kept under a hash.
    File(String, oneshot::Sender<Result<Option<Vec<u8>>, Error>>),
    Submit(Box<Wish>, oneshot::Sender<Outcome>),
}

impl Desk {
    /// Opens the incident in a file; one that cannot be written is opened to read.
    pub fn open(path: &Path, mirror: Option<&Path>) -> Result<Desk, Error> {
        let session = match Session::open(path, Surroundings::Machine) {
            Ok(session) => session,
            Err(Error::Store(store::Error::ReadOnly { .. })) => {
                Session::open_read_only(path, Surroundings::Machine)?
            }
            Err(error) => return Err(error),
        };
        Desk::of(session, mirror)
    }

    /// Returns the desk of an incident that is open.
    pub fn of(mut session: Session, mirror: Option<&Path>) -> Result<Desk, Error> {
        if let Some(folder) = mirror {
            session.mirror_in(folder);
        }
        let id = session.incident_id().to_owned();
        let (keeper, watch) = Keeper::of(session, mirror);
        let (to, from) = mpsc::sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name(format!("incident {id}"))
            .spawn(move || keeper.run(&from))
            .map_err(|error| {
                Error::Unreadable(crate::catalog::Unreadable {
                    path: id.clone(),
                    why: error.to_string(),
                })
            })?;
        Ok(Desk {
            id,
            thread: Mutex::new(Some(thread)),
            to,
            watch,
        })
    }

    /// Returns the id of the incident.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the incident as it stands.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.watch.borrow())
    }

    /// Returns what tells of each change.
    pub fn watch(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.watch.clone()
    }

    /// Hands in whatever it is; what is answered as saved is on the disk.
    pub async fn hand_in(&self, hand: Hand) -> Outcome {
        match hand {
            Hand::Draft(wish) => self.draft(wish).await,
            Hand::Wish(wish) => self.submit(*wish).await,
        }
    }

    /// Hands in a wish; what is answered as saved is on the disk.
    pub async fn submit(&self, wish: Wish) -> Outcome {
        let (reply, answer) = oneshot::channel();
        let request = Request::Submit(Box::new(wish), reply);
        self.ask(request, answer).await
    }

    /// Has a draft made beside the incident and recorded; what is answered as saved is on the disk.
    async fn draft(&self, wish: DraftWish) -> Outcome {
        let (reply, answer) = oneshot::channel();
        self.ask(Request::Draft(Box::new(wish), reply), answer)
            .await
    }

    async fn ask(&self, request: Request, answer: oneshot::Receiver<Outcome>) -> Outcome {
        match self.to.try_send(request) {
            Ok(()) => answer.await.unwrap_or_else(|_| closed()),
            Err(TrySendError::Full(_)) => Outcome::Busy,
            Err(TrySendError::Disconnected(_)) => closed(),
        }
    }

    /// Returns the bytes that are kept under a hash; nothing when they are erased or were never there.
    pub async fn file(&self, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
        let (reply, answer) = oneshot::channel();
        let request = Request::File(sha256.to_owned(), reply);
        match self.to.try_send(request) {
            Ok(()) => answer.await.unwrap_or(Ok(None)),
            Err(_) => Ok(None),
        }
    }

    /// Finishes what waits and closes the file.
    pub fn close(&self) {
        // A thread that ended has closed its file already.
        let _ = self.to.send(Request::Close);
        let thread = self.thread.lock().map(|mut held| held.take());
        if let Ok(Some(thread)) = thread {
            let _ = thread.join();
        }
    }
}

fn closed() -> Outcome {
    Outcome::Unsaved {
        why: "Het bord wordt gesloten. Start het opnieuw en verstuur het nog eens.".to_owned(),
    }
}
