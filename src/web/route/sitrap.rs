//! The sitrap, and reports as files.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;

use super::{Asking, Two, number};
use crate::view::mark;
use crate::web::answer::{Answer, Problem, Sent};
use crate::web::download;
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::page::Shown;
use crate::web::page::sitrap::{self, TEMPLATE};
use crate::web::report::{self, Report};
use crate::web::visit::Visit;

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/sitrap", get(draft).post(issue))
        .route("/i/{id}/sitrap/{number}", get(issued))
        .route("/i/{id}/sitrap/{number}/{ending}", get(file))
}

async fn draft(visit: Visit, asking: Asking) -> Answer {
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(sitrap::page(shown))
    })
}

async fn issue(visit: Visit, sent: Sent) -> Answer {
    let next = report::issued(&visit.snapshot, TEMPLATE).len() + 1;
    let read = |asked: &Asked<'_>| Some(form::sitrap::read(asked, TEMPLATE));
    let page = |shown: &Shown<'_>| Some(sitrap::page(shown));
    let to = format!("/sitrap/{next}");
    visit.carry_out(sent, &to, read, page).await
}

async fn issued(visit: Visit, Path((_, which)): Two, asking: Asking) -> Answer {
    let which = which.parse().map_err(|_| Problem::Absent)?;
    visit.see(number(&asking, "vastgelegd"), |shown| {
        sitrap::issued(shown, which)
    })
}

async fn file(visit: Visit, Path(named): Path<BTreeMap<String, String>>) -> Answer {
    let of = |name: &str| named.get(name).map(String::as_str).unwrap_or_default();
    let number: u64 = of("number").parse().map_err(|_| Problem::Absent)?;
    let one = report::again(&visit.snapshot, TEMPLATE, number).ok_or(Problem::Absent)?;
    send(
        &visit,
        &one.report,
        &format!("sitrap-{number}"),
        of("ending"),
    )
}

/// Answers with a report as a file; its name says whether it is real.
pub fn send(visit: &Visit, report: &Report, name: &str, ending: &str) -> Answer {
    let mark = mark(visit.snapshot.incident.situation());
    let name = format!("{mark}-{name}");
    download::document(&name, report.document(), ending, report.at())
}
