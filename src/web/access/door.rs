//! What another computer may ask for at all: joining, and the pages of the incident it joined.
//!
//! Whatever is not named here is closed from elsewhere, so a page that is made later is closed
//! until it is let through. It knows nothing of what is in a form: that is asked per action.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Arrival, Duty, Seat, Way, number};
use crate::web::answer::{self, Problem};
use crate::web::house::House;

/// What everyone may have: the style, the script and the picture.
const OPEN: [&str; 3] = ["/board.css", "/board.js", "/icon.svg"];
/// Where a person joins.
pub const JOIN: &str = "/erbij";

/// Lets a request through, or says why not.
pub async fn pass(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let way = Arrival::of(request.extensions()).way;
    let path = request.uri().path();
    if way == Way::Here {
        return match path == JOIN || path.starts_with("/erbij/") {
            true => Problem::Absent.into_response(),
            false => next.run(request).await,
        };
    }
    if OPEN.contains(&path) || path == JOIN || path.starts_with("/erbij/") {
        return next.run(request).await;
    }
    if path == "/" && request.method() == Method::GET {
        let number = browser(request.headers(), way);
        let joined = house.people.last(number, way, house.now());
        let to = joined.map_or(JOIN.to_owned(), |incident| format!("/i/{incident}"));
        return answer::lead(&to, None).into_response();
    }
    let Some(incident) = incident(path) else {
        return Problem::OnlyHere.into_response();
    };
    let is_looking = matches!(*request.method(), Method::GET | Method::HEAD);
    match seat(&house, request.headers(), incident, way) {
        None => Problem::NotJoined.into_response(),
        Some(seat) if !is_looking && !may_send(&seat, path) => {
            Problem::NotYours(LOOKING.to_owned()).into_response()
        }
        Some(_) => next.run(request).await,
    }
}

/// What who leads or observes an exercise sends.
const OF_EXERCISE: [&str; 4] = ["/einde", "/oefenleiding", "/verslag-oefening", "/waarnemen"];
/// What everybody may say: that an exercise is none any more, and that they saw what this screen says.
const OF_EVERYBODY: [&str; 2] = ["/gezien", "/noodstop"];

/// Tells whether who sits somewhere may send anything to an address.
fn may_send(seat: &Seat, path: &str) -> bool {
    let is_own = || OF_EXERCISE.iter().any(|part| path.contains(part));
    match seat.duty {
        _ if OF_EVERYBODY.iter().any(|part| path.ends_with(part)) => true,
        Duty::Lead | Duty::Part => true,
        Duty::Look => false,
        Duty::Observe | Duty::Staff => is_own(),
    }
}

const LOOKING: &str = "U kijkt mee. Vastleggen doet het team; geef het door aan de loghouder.";

/// Returns the seat of a browser in an incident.
pub fn seat(house: &House, headers: &HeaderMap, incident: &str, way: Way) -> Option<Seat> {
    let number = browser(headers, way);
    house.people.find(number, incident, way, house.now())
}

/// Returns the number that a browser brings along.
pub fn browser(headers: &HeaderMap, way: Way) -> Option<&str> {
    let mut all = headers.get_all(header::COOKIE).iter();
    all.find_map(|cookies| number(cookies.to_str().ok()?, way))
}

/// Returns the incident in an address, exactly as it is written there.
fn incident(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/i/")?;
    Some(rest.split_once('/').map_or(rest, |(incident, _)| incident))
}
