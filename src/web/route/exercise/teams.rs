//! A message from a player of one team to a role of another.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::see_now;
use crate::web::answer::{Answer, Problem, Sent};
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::page::{self, Shown};
use crate::web::together::shared;
use crate::web::visit::Visit;

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new().route("/i/{id}/bericht-team", get(see_now).post(write))
}

async fn write(visit: Visit, sent: Sent) -> Answer {
    let exercise = visit.exercise.clone().ok_or(Problem::Absent)?;
    let house = Arc::clone(&visit.house);
    let read = |asked: &Asked<'_>| Some(form::exercise::to_team(asked, exercise.beside()));
    let page = |shown: &Shown<'_>| Some(page::now(shown));
    shared(&house, visit.carry_out(sent, "", read, page)).await
}
