//! The event stream of an incident: it says that there is an entry, never what is in it.
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
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::access::Left;
use super::{Desk, Snapshot};

/// How often a stream on which nothing happens says that it is there.
const HEARTBEAT: Duration = Duration::from_secs(10);

struct Listening {
    is_first: bool,
    left: Left,
    /// Keeps the incident open and a place taken while somebody listens.
    _kept: (Arc<Desk>, OwnedSemaphorePermit),
    watch: watch::Receiver<Arc<Snapshot>>,
}

/// Returns the stream of an incident; it ends when the incident is closed here, and when who listens
/// may no more.
pub fn of(desk: Arc<Desk>, place: OwnedSemaphorePermit, left: Left) -> Response {
    let listening = Listening {
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
    let kind = [(header::CONTENT_TYPE, "text/event-stream; charset=utf-8")];
    (kind, Body::from_stream(events)).into_response()
}

/// Waits for something to say; nothing when there will be no more.
async fn say(listening: &mut Listening) -> Option<String> {
    if !std::mem::take(&mut listening.is_first) {
        match tokio::time::timeout(HEARTBEAT, listening.watch.changed()).await {
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
