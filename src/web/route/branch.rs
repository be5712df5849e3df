//! Two rooms that parted, and what is taken over from the other.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;

use super::{Asking, Two, number};
use crate::web::answer::{Answer, Problem, Sent};
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::page::{self, Shown};
use crate::web::visit::Visit;

/// Returns what is answered here.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/zijtak", get(see))
        .route("/i/{id}/zijtak/{seq}", get(see).post(take_over))
}

async fn see(visit: Visit, asking: Asking) -> Answer {
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(page::branch::page(shown))
    })
}

async fn take_over(visit: Visit, Path((_, seq)): Two, sent: Sent) -> Answer {
    let seq: u64 = seq.parse().map_err(|_| Problem::Absent)?;
    let read = |asked: &Asked<'_>| form::branch::read(asked, seq);
    let page = |shown: &Shown<'_>| Some(page::branch::page(shown));
    visit.carry_out(sent, "/zijtak", read, page).await
}
