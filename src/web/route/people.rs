//! People and roles, handing over, who does a task, a term that ends with a reason, and closing.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;

use super::{Asking, Two, number};
use crate::web::answer::{Answer, Problem, Sent};
use crate::web::form::{self, Asked};
use crate::web::house::House;
use crate::web::page::{self, Shown, handover};
use crate::web::report;
use crate::web::visit::Visit;

/// Returns the addresses of this part.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/mensen", get(people).post(change))
        .route("/i/{id}/mensen/gebeld", get(people).post(called))
        .route("/i/{id}/overdracht", get(sheet).post(hand_over))
        .route("/i/{id}/overdracht/{ending}", get(file))
        .route("/i/{id}/taak/{task}/naar", get(super::task).post(reassign))
        .route("/i/{id}/termijn/{clock}", get(clock).post(waive))
        .route("/i/{id}/afsluiten", get(closing).post(close))
}

async fn people(visit: Visit, asking: Asking) -> Answer {
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(page::people::page(shown))
    })
}

async fn change(visit: Visit, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::people::read(asked));
    let page = |shown: &Shown<'_>| Some(page::people::page(shown));
    visit.carry_out(sent, "/mensen", read, page).await
}

async fn called(visit: Visit, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::people::called(asked));
    let page = |shown: &Shown<'_>| Some(page::people::page(shown));
    visit.carry_out(sent, "/mensen", read, page).await
}

async fn sheet(visit: Visit, asking: Asking) -> Answer {
    let role = asking.iter().find(|(name, _)| name == "rol");
    let role = role.map(|(_, role)| role.clone());
    visit.see(number(&asking, "vastgelegd"), |shown| {
        Some(handover::page(shown, role.as_deref()))
    })
}

async fn hand_over(visit: Visit, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::people::handover(asked));
    let page = |shown: &Shown<'_>| Some(handover::page(shown, None));
    visit.carry_out(sent, "/mensen", read, page).await
}

async fn file(visit: Visit, Path((_, ending)): Two) -> Answer {
    let made = report::report(&visit.snapshot, handover::SHEET, visit.now());
    let made = made.ok_or(Problem::Absent)?;
    super::sitrap::send(&visit, &made, handover::SHEET, &ending)
}

async fn reassign(visit: Visit, Path((_, task)): Two, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::people::reassign(asked, &task));
    let page = |shown: &Shown<'_>| page::task::page(shown, &task);
    visit.carry_out(sent, "", read, page).await
}

async fn clock(visit: Visit, Path((_, clock)): Two) -> Answer {
    visit.see(None, |shown| page::clock::page(shown, &clock))
}

async fn waive(visit: Visit, Path((_, clock)): Two, sent: Sent) -> Answer {
    let read = |asked: &Asked<'_>| Some(form::people::waive(asked, &clock));
    let page = |shown: &Shown<'_>| page::clock::page(shown, &clock);
    visit.carry_out(sent, "", read, page).await
}

async fn closing(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::closing::page(shown)))
}

async fn close(visit: Visit, sent: Sent) -> Answer {
    if visit.exercise.is_some() {
        let why = "Wie de oefening leidt, beëindigt haar.";
        return Err(Problem::NotYours(why.to_owned()));
    }
    let read = |asked: &Asked<'_>| Some(form::people::close(asked));
    let page = |shown: &Shown<'_>| Some(page::closing::page(shown));
    visit.carry_out(sent, "", read, page).await
}
