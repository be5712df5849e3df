//! The style, the script and the picture of the board, from inside the program.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// What every page has, then one file for each kind of page that needs more.
const STYLE: &str = concat!(
    include_str!("asset/board.css"),
    include_str!("asset/meeting.css"),
    include_str!("asset/papers.css"),
    include_str!("asset/logbook.css"),
    include_str!("asset/team.css"),
    include_str!("asset/picture.css"),
    include_str!("asset/start.css"),
    include_str!("asset/exercise.css"),
    include_str!("asset/print.css")
);

/// What was typed and what waits for the connection come first: the rest asks whether they took a form.
const SCRIPT: &str = concat!(
    include_str!("asset/outbox.js"),
    include_str!("asset/typed.js"),
    include_str!("asset/board.js")
);

/// Returns the style.
pub async fn style() -> Response {
    serve("text/css; charset=utf-8", STYLE)
}

/// Returns the script; every page works without it.
pub async fn script() -> Response {
    serve("text/javascript; charset=utf-8", SCRIPT)
}

/// Returns the picture in the tab of the browser.
pub async fn icon() -> Response {
    serve("image/svg+xml", include_str!("asset/icon.svg"))
}

fn serve(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
