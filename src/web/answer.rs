//! Answers that are no page of an incident, and what every answer is made with.

use axum::body::Body;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::page::bare;
use super::typed::Typed;

/// What a form sends.
pub type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

/// Does what takes long apart from what answers browsers.
pub async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Response> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| failed("Er ging iets mis. Ververs de pagina."))
}

/// Returns what was typed, or the page that says why it cannot be read.
pub fn typed(sent: Sent) -> Result<Typed, Response> {
    match sent {
        Ok(Form(pairs)) => Ok(Typed::of(pairs)),
        Err(rejected) if rejected.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(plain(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Te veel tekst",
            "Dit is meer dan er in één keer bij kan. Ga terug en kort het in, of voeg het als bestand toe.",
        )),
        Err(rejected) => Err(plain(
            rejected.status(),
            "Niet te lezen",
            "Dit formulier is niet te lezen. Ga terug en verstuur het opnieuw.",
        )),
    }
}

/// Answers with a page.
pub fn answer_with(status: StatusCode, markup: &Markup) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, kind, markup.0.clone()).into_response()
}

/// Leads on to another page.
pub fn lead(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (
            StatusCode::SEE_OTHER,
            [(header::LOCATION, to)],
            Body::empty(),
        )
            .into_response(),
        Err(_) => absent(),
    }
}

/// Gives a browser its number along with an answer.
pub fn with_cookie(mut response: Response, cookie: Option<String>) -> Response {
    let cookie = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok());
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Says that there is no such page.
pub fn absent() -> Response {
    plain(
        StatusCode::NOT_FOUND,
        "Niet gevonden",
        "Deze pagina is er niet. Staat het incident nog in de map?",
    )
}

/// Says that it does not work now.
pub fn failed(why: &str) -> Response {
    plain(StatusCode::SERVICE_UNAVAILABLE, "Dat lukt niet", why)
}

/// Answers with a page of one sentence.
pub fn plain(status: StatusCode, title: &str, text: &str) -> Response {
    let main = html! {
        div.single { section.panel {
            p { (text) }
            p { a.utrecht-link href="/" { "Alle incidenten" } }
        } }
    };
    answer_with(status, &bare(title, &main))
}
