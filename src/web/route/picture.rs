//! The pictures of an incident: the chart with where the team is, and the line of time.
//!
//! A picture has an address of its own and is shown as an image: it has no style sheet, so the policy of the board holds
//! for it as for anything else.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Two;
use crate::picture;
use crate::web::answer::{Answer, Problem, apart};
use crate::web::house::House;
use crate::web::page::{self, Shown};
use crate::web::visit::Visit;

/// Returns what is answered here.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/i/{id}/kaart", get(chart))
        .route("/i/{id}/kaart/{sheet}", get(sheet))
        .route("/i/{id}/tijdlijn", get(timeline))
        .route("/i/{id}/tijdlijn/{sheet}", get(line))
        .route("/i/{id}/telefoonkaart", get(phone_card))
}

async fn chart(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::chart::page(shown)))
}

async fn sheet(visit: Visit, Path((_, name)): Two) -> Answer {
    let snapshot = Arc::clone(&visit.snapshot);
    let drawn = apart(move || {
        let (name, is_night) = named(&name)?;
        let region = page::chart::region(name);
        let svg = picture::on_screen(&snapshot.plan(), region)?;
        Some(coloured(svg, is_night))
    });
    Ok(svg(drawn.await?.ok_or(Problem::Absent)?))
}

async fn timeline(visit: Visit) -> Answer {
    visit.see(None, |shown| Some(page::timeline::page(shown)))
}

async fn line(visit: Visit, Path((_, name)): Two) -> Answer {
    let Some(("tijdlijn", is_night)) = named(&name) else {
        return Err(Problem::Absent);
    };
    let (snapshot, now) = (Arc::clone(&visit.snapshot), visit.now());
    let drawn = apart(move || {
        let timeline = snapshot.timeline(now);
        coloured(picture::timeline(&timeline), is_night)
    });
    Ok(svg(drawn.await?))
}

async fn phone_card(visit: Visit) -> Answer {
    visit.see(None, |shown: &Shown<'_>| {
        Some(page::phone_card::page(shown))
    })
}

/// Returns which picture an address names, and whether for a dark screen.
pub fn named(name: &str) -> Option<(&str, bool)> {
    let name = name.strip_suffix(".svg")?;
    Some(match name.strip_suffix(".donker") {
        Some(name) => (name, true),
        None => (name, false),
    })
}

/// Returns a picture in the colours of a dark screen, when it is for one.
pub fn coloured(svg: String, is_night: bool) -> String {
    match is_night {
        true => picture::night(&svg),
        false => svg,
    }
}

/// Answers with a picture.
pub fn svg(text: String) -> Response {
    (
        [(header::CONTENT_TYPE, "image/svg+xml; charset=utf-8")],
        text,
    )
        .into_response()
}
