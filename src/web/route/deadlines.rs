//! The legal terms, and a calendar of them.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::{Asking, Known, number};
use crate::playbook::Audience;
use crate::view::{self, DeadlineLine};
use crate::web::Snapshot;
use crate::web::answer::Answer;
use crate::web::house::House;
use crate::web::visit::Visit;
use crate::web::{download, page};

/// Returns what is answered about terms.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/termijnen", get(deadlines))
        .route("/i/{id}/termijnen/agenda", get(calendar))
}

async fn deadlines(State(house): Known, visit: Visit, asking: Asking) -> Answer {
    let lines = lines(&house, &visit.snapshot);
    let saved = number(&asking, "vastgelegd");
    visit.see(saved, |shown| Some(page::deadlines(shown, &lines)))
}

async fn calendar(State(house): Known, visit: Visit) -> Answer {
    // A file can go anywhere: it holds what lies outside all compartments.
    let snapshot = &visit.snapshot.seen_by(&Audience::outside());
    let lines = lines(&house, snapshot);
    let situation = snapshot.incident.situation();
    let text = view::calendar(
        snapshot.playbook(),
        situation,
        visit.desk.id(),
        &lines,
        house.now(),
    );
    let name = format!(
        "{}-termijnen-tot-regel-{}",
        view::mark(situation),
        snapshot.head()
    );
    download::file(&name, "ics", text.into_bytes())
}

fn lines(house: &House, snapshot: &Snapshot) -> Vec<DeadlineLine> {
    let (material, incident) = (&snapshot.material, &snapshot.incident);
    let now = snapshot.chart_time(house.now());
    view::deadlines(
        &material.playbook,
        &material.law,
        &material.holidays,
        incident,
        now,
    )
}
