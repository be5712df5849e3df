//! What every answer is made with, and the answers that are no page of an incident.

use axum::body::Body;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::page::bare;
use super::typed::Typed;
use crate::runtime::{Error, dutch};

/// What a form sends.
pub type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;
/// An answer, or why there is none.
pub type Answer = Result<Response, Problem>;

/// Why there is no page to answer with.
#[derive(Debug)]
pub enum Problem {
    /// There is no such page.
    Absent,
    /// Only looking is possible at this address.
    Closed,
    /// The file is not kept any more.
    Erased,
    /// It does not work now, in words.
    Failed(String),
    /// Too many screens listen.
    Full,
    /// A file is larger than one may be.
    TooLarge,
    /// The browser did not join this incident, or no more.
    NotJoined,
    /// It is not for this person; who may, in words.
    NotYours(String),
    /// It is only done at the computer of the board.
    OnlyHere,
    /// It was tried too often.
    TooFast,
    /// A form is larger than one may be.
    TooMuch,
    /// A form is no form.
    Unreadable,
}

impl Problem {
    fn words(&self) -> (StatusCode, &'static str, &str) {
        match self {
            Problem::Absent => (
                StatusCode::NOT_FOUND,
                "Niet gevonden",
                "Deze pagina is er niet. Staat het incident nog in de map?",
            ),
            Problem::Closed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "Dat kan hier niet",
                "Op dit adres kan dat niet.",
            ),
            Problem::Erased => (
                StatusCode::GONE,
                "Gewist",
                "Dit bestand is gewist, of het is hier niet bewaard. Wat het logboek er nog over \
                 zegt, staat bij de regel.",
            ),
            Problem::Failed(why) => (StatusCode::SERVICE_UNAVAILABLE, "Dat lukt niet", why),
            Problem::Full => (
                StatusCode::SERVICE_UNAVAILABLE,
                "Te vol",
                "Er kijken al te veel schermen mee. Deze pagina ververst niet vanzelf.",
            ),
            Problem::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Te groot",
                "Het bestand is te groot: hooguit 64 MB per keer. Er is niets vastgelegd. Ga terug \
                 en kies een kleiner bestand, of voeg het toe met `draaiboek issue --proof`.",
            ),
            Problem::NotJoined => (
                StatusCode::FORBIDDEN,
                "U doet nog niet mee",
                "Dit apparaat is niet (meer) toegelaten tot dit incident. Vraag een code aan wie het \
                 bord leidt.",
            ),
            Problem::NotYours(who) => (StatusCode::FORBIDDEN, "Dat mag een ander", who),
            Problem::OnlyHere => (
                StatusCode::FORBIDDEN,
                "Alleen op de computer van het bord",
                "Dit doet u op de computer waar het bord op draait.",
            ),
            Problem::TooFast => (
                StatusCode::TOO_MANY_REQUESTS,
                "Even wachten",
                "Er is te vaak een code geprobeerd. Wacht een minuut en probeer het dan nog eens.",
            ),
            Problem::TooMuch => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Te veel tekst",
                "Dit is meer dan er in één keer bij kan. Ga terug en kort het in, of voeg het als \
                 bestand toe.",
            ),
            Problem::Unreadable => (
                StatusCode::BAD_REQUEST,
                "Niet te lezen",
                "Dit formulier is niet te lezen. Ga terug en verstuur het opnieuw.",
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, title, text) = self.words();
        let main = html! {
            div.single {
                section.panel { p { (text) } }
                p { @match self {
                    Problem::NotJoined | Problem::TooFast => a.utrecht-link href="/erbij" { "Een code invoeren" },
                    Problem::NotYours(_) => a.utrecht-link href="/" { "Terug naar het incident" },
                    _ => a.utrecht-link href="/" { "Alle incidenten" },
                } }
            }
        };
        let mut response = page(status, &bare(title, &main));
        if let Problem::TooFast = self {
            let wait = HeaderValue::from_static("60");
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Problem::Failed(dutch::turn(&error))
    }
}

/// Answers with a page.
pub fn page(status: StatusCode, markup: &Markup) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, kind, markup.0.clone()).into_response()
}

/// Leads on to another page, with the cookie of a browser that had none.
pub fn lead(to: &str, cookie: Option<&str>) -> Answer {
    let to = HeaderValue::from_str(to).map_err(|_| Problem::Absent)?;
    let response = (
        StatusCode::SEE_OTHER,
        [(header::LOCATION, to)],
        Body::empty(),
    );
    Ok(with_cookie(response.into_response(), cookie))
}

/// Gives a browser its number along with an answer.
pub fn with_cookie(mut response: Response, cookie: Option<&str>) -> Response {
    let cookie = cookie.and_then(|cookie| HeaderValue::from_str(cookie).ok());
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Returns what was typed.
pub fn typed(sent: Sent) -> Result<Typed, Problem> {
    match sent {
        Ok(Form(pairs)) => Ok(Typed::of(pairs)),
        Err(rejected) if rejected.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Err(Problem::TooMuch)
        }
        Err(_) => Err(Problem::Unreadable),
    }
}

/// Does what takes long apart from what answers browsers.
pub async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Problem::Failed("Er ging iets mis. Ververs de pagina.".to_owned()))
}
