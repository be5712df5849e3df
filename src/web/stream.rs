//! The event streams of an incident and of the folder: they say that there is something, never what.
//!
//! A browser that hears of an entry reads the page again, so a slow one cannot miss anything.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::future::{self, Either};
use futures_util::stream::{self, Stream};
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::access::Left;
use super::exercise::Face;
use super::house::House;
use super::{Desk, Snapshot};

/// How often a stream on which nothing happens says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_secs(2);

struct Listening {
    /// For who leads or observes an exercise: what their pages show besides.
    face: Option<watch::Receiver<Face>>,
    is_first: bool,
    left: Left,
    /// Keeps the incident open and a place taken while somebody listens.
    _kept: (Arc<Desk>, OwnedSemaphorePermit),
    watch: watch::Receiver<Arc<Snapshot>>,
}

/// Returns the stream of an incident; it ends when the incident is closed here, and when who listens
/// may no more.
pub fn of(
    desk: Arc<Desk>,
    place: OwnedSemaphorePermit,
    left: Left,
    face: Option<watch::Receiver<Face>>,
) -> Response {
    let listening = Listening {
        face,
        is_first: true,
        left,
        watch: desk.watch(),
        _kept: (desk, place),
    };
    let events = stream::unfold(listening, |mut listening| async {
        let mut left = listening.left.clone();
        let said = {
            let (said, gone) = (pin!(say(&mut listening)), pin!(left.wait()));
            match future::select(said, gone).await {
                Either::Left((said, _)) => said?,
                Either::Right(_) => return None,
            }
        };
        Some((Ok::<_, Infallible>(said), listening))
    });
    answer(events)
}

fn answer(events: impl Stream<Item = Result<String, Infallible>> + Send + 'static) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/event-stream; charset=utf-8")];
    (kind, Body::from_stream(events)).into_response()
}

struct Watching {
    house: Arc<House>,
    /// How the folder looked when it was last said; nothing was said yet.
    last: Option<String>,
    /// Keeps a place taken while somebody listens.
    _place: OwnedSemaphorePermit,
}

/// Returns the stream of the folder.
pub fn of_folder(house: Arc<House>, place: OwnedSemaphorePermit) -> Response {
    let watching = Watching {
        house,
        last: None,
        _place: place,
    };
    answer(stream::unfold(watching, |mut watching| async {
        let said = notice(&mut watching).await?;
        Some((Ok::<_, Infallible>(said), watching))
    }))
}

/// Waits until the folder looks otherwise, or it is time to say that the stream is there.
async fn notice(watching: &mut Watching) -> Option<String> {
    let mut waited = Duration::ZERO;
    while waited < HEARTBEAT {
        if watching.last.is_some() {
            tokio::time::sleep(LOOK).await;
            waited += LOOK;
        }
        let house = Arc::clone(&watching.house);
        let look = tokio::task::spawn_blocking(move || house.shelf.look())
            .await
            .ok()?;
        if watching.last.as_ref() != Some(&look) {
            let said = format!("id: {look}\ndata: map\n\n");
            watching.last = Some(look);
            return Some(said);
        }
    }
    Some("event: hartslag\ndata: map\n\n".to_owned())
}

/// Waits for something to say; nothing when there will be no more.
async fn say(listening: &mut Listening) -> Option<String> {
    if !std::mem::take(&mut listening.is_first) {
        match tokio::time::timeout(HEARTBEAT, changed(listening)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return None,
            Err(_) => {
                let seq = listening.watch.borrow().head();
                return Some(format!("event: hartslag\ndata: seq {seq}\n\n"));
            }
        }
    }
    let seq = listening.watch.borrow_and_update().head();
    Some(format!("id: {seq}\ndata: seq {seq}\n\n"))
}

/// Waits until the incident changed, or what else the pages of this person show.
async fn changed(listening: &mut Listening) -> Result<(), watch::error::RecvError> {
    let incident = pin!(listening.watch.changed());
    match &mut listening.face {
        None => incident.await,
        Some(face) => match future::select(incident, pin!(face.changed())).await {
            Either::Left((changed, _)) | Either::Right((changed, _)) => changed,
        },
    }
}
