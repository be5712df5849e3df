//! The meeting, the decisions and what a meeting leaves behind.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;

use super::number;
use super::{Asking, Two};
use crate::web::answer::{Answer, Problem, Sent, lead};
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::page::meeting::Phase;
use crate::web::page::{self, Shown, decided};
use crate::web::report;
use crate::web::visit::Visit;

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/overleg", get(start).post(turn))
        .route("/i/{id}/overleg/{phase}", get(phase).post(free))
        .route("/i/{id}/besluiten", get(decisions))
        .route("/i/{id}/besluitenlijst", get(list))
        .route("/i/{id}/besluitenlijst/{ending}", get(file))
        .route("/i/{id}/waarom", get(why))
}

async fn start(visit: Visit, asking: Asking) -> Answer {
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(page::meeting::start(shown))
    })
}

async fn turn(visit: Visit, sent: Sent) -> Answer {
    let is_begin = sent.as_ref().is_ok_and(|form| {
        let mut pairs = form.0.iter();
        pairs.any(|(field, value)| field == "act" && value == "open")
    });
    let to = match is_begin {
        true => format!("/overleg/{}", Phase::Last.name()),
        false => "/overleg".to_owned(),
    };
    let read = |asked: &Asked<'_>| Some(form::meeting::read(asked));
    let page = |shown: &Shown<'_>| {
        Some(match is_begin {
            true => page::meeting::start(shown),
            false => page::meeting::phase(shown, Phase::RoundOff),
        })
    };
    visit.carry_out(sent, &to, read, page).await
}

async fn phase(visit: Visit, Path((_, phase)): Two, asking: Asking) -> Answer {
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(page::meeting::phase(shown, Phase::parse(&phase)?))
    })
}

async fn free(visit: Visit, Path((id, phase)): Two, sent: Sent) -> Answer {
    if Phase::parse(&phase) != Some(Phase::Decide) {
        return lead(&format!("/i/{id}/overleg"), None);
    }
    let to = format!("/overleg/{}", Phase::Decide.name());
    let read = |asked: &Asked<'_>| Some(form::meeting::free(asked));
    let page = |shown: &Shown<'_>| Some(page::meeting::phase(shown, Phase::Decide));
    visit.carry_out(sent, &to, read, page).await
}

async fn decisions(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(decided::page(shown)))
}

async fn list(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(decided::list_page(shown)))
}

async fn file(visit: Visit, Path((_, ending)): Two) -> Answer {
    let made = report::report(&visit.snapshot, decided::LIST, visit.now());
    super::sitrap::send(
        &visit,
        made.as_ref().ok_or(Problem::Absent)?,
        decided::LIST,
        &ending,
    )
}

async fn why(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::why::page(shown)))
}
