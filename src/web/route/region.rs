//! The regional picture over all incidents, and its exports.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

use super::{Asking, Known};
use crate::view::{self, Region, Selection};
use crate::web::answer::{self, Answer, Problem, apart};
use crate::web::house::House;
use crate::web::page::region::{self, Picture};

/// Returns what is answered here.
pub fn routes() -> Router<Arc<House>> {
    Router::new()
        .route("/regio", get(see))
        .route("/regio.csv", get(spreadsheet))
        .route("/regio.json", get(export))
}

async fn see(State(house): Known, asking: Asking) -> Answer {
    let picture = picture(&house, &asking).await?;
    Ok(answer::page(StatusCode::OK, &region::page(&picture)))
}

async fn spreadsheet(State(house): Known, asking: Asking) -> Answer {
    let region = picture(&house, &asking).await?.region;
    let text = view::region_spreadsheet(&region);
    Ok(download(
        "text/csv; charset=utf-8",
        "regionaal-beeld.csv",
        text,
    ))
}

async fn export(State(house): Known, asking: Asking) -> Answer {
    let region: Region = picture(&house, &asking).await?.region;
    let text = serde_json::to_string_pretty(&region);
    let text = text.map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(download(
        "application/json",
        "regionaal-beeld.json",
        text + "\n",
    ))
}

async fn picture(house: &Arc<House>, asking: &Asking) -> Result<Picture, Problem> {
    let value = |name: &str| {
        let mut pairs = asking.iter();
        let found = pairs.find(|(known, value)| known == name && !value.is_empty());
        found.map(|(_, value)| value.clone())
    };
    let selection = Selection {
        kind: value("soort"),
        year: value("jaar").and_then(|year| year.parse().ok()),
    };
    let kept = Arc::clone(house);
    let look = move || (kept.shelf.gathered(), kept.shelf.phases());
    let (gathered, phases) = apart(look).await?;
    Ok(Picture {
        choices: view::region_choices(&gathered.lines),
        phases,
        region: view::region(gathered.lines, &selection),
        selection,
        unreadable: gathered.unreadable,
    })
}

fn download(kind: &'static str, name: &str, text: String) -> axum::response::Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let head = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (head, text).into_response()
}
