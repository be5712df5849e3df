//! What every request passes first, and what every answer carries.
//!
//! First the name of the host, against pages that let their own name point here (DNS rebinding);
//! then, for whatever changes something, where the request comes from. Decides nothing about who
//! may do what: that is [`access`](super::access).

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The most bytes of a form.
pub const BODY_BYTES: usize = 64 << 10;
/// How long a request may take to come in and be answered.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long that is for a file from a phone on a slow hotspot.
const FILE_PATIENCE: Duration = Duration::from_secs(300);
/// What stands in the addresses to which files are sent.
const FILE_ADDRESSES: [&str; 2] = ["/bewijs", "/gedaan/"];

/// What a page may load: what this program serves, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What every answer carries.
const CARRIED: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// The names under which this board may be asked for, each with its port.
#[derive(Debug, Clone)]
pub struct Hosts {
    names: Arc<[String]>,
    scheme: &'static str,
}

impl Hosts {
    /// Returns the names of this computer itself.
    pub fn loopback(port: u16) -> Hosts {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        Hosts {
            names: names.iter().map(|name| format!("{name}:{port}")).collect(),
            scheme: "http://",
        }
    }

    /// Returns the one name by which the team asks for it, over TLS.
    pub fn network(address: SocketAddr) -> Hosts {
        Hosts {
            names: Arc::new([address.to_string()]),
            scheme: "https://",
        }
    }

    fn knows(&self, host: &str) -> bool {
        self.names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Lets a request through, or says why not.
pub async fn pass(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let mut response = match check(&hosts, &request) {
        Err((status, why)) => (status, why).into_response(),
        Ok(()) => match tokio::time::timeout(patience(&request), next.run(request)).await {
            Ok(response) => response,
            Err(_) => (StatusCode::REQUEST_TIMEOUT, "Dit duurde te lang.\n").into_response(),
        },
    };
    for (name, value) in CARRIED {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

fn patience(request: &Request) -> Duration {
    let path = request.uri().path();
    let takes_files = request.method() == Method::POST;
    match takes_files && FILE_ADDRESSES.iter().any(|part| path.contains(part)) {
        true => FILE_PATIENCE,
        false => PATIENCE,
    }
}

type Refused = (StatusCode, &'static str);

fn check(hosts: &Hosts, request: &Request) -> Result<(), Refused> {
    let foreign = (
        StatusCode::MISDIRECTED_REQUEST,
        "Dit adres hoort niet bij dit bord.\n",
    );
    let headers = request.headers();
    let host = one(headers, &header::HOST).ok_or(foreign)?;
    let is_named = |name: &str| name.eq_ignore_ascii_case(host);
    let target = request.uri().authority();
    if !hosts.knows(host) || target.is_some_and(|target| !is_named(target.as_str())) {
        return Err(foreign);
    }
    if matches!(*request.method(), Method::GET | Method::HEAD)
        || is_own(headers, hosts.scheme, host)
    {
        return Ok(());
    }
    Err((
        StatusCode::FORBIDDEN,
        "Dit formulier komt van een andere website en is niet verwerkt.\n",
    ))
}

/// Tells whether a request that changes something comes from a page of this board, or from no
/// browser at all.
fn is_own(headers: &HeaderMap, scheme: &str, host: &str) -> bool {
    let origin = headers.get(header::ORIGIN);
    let origin_is_own = || {
        let text = origin.and_then(|origin| origin.to_str().ok());
        let name = text.and_then(|text| text.strip_prefix(scheme));
        name.is_some_and(|name| name.eq_ignore_ascii_case(host))
    };
    match one(headers, &HeaderName::from_static("sec-fetch-site")) {
        // Without a referrer a browser sends the origin of its own page as `null`.
        Some("same-origin") => origin.is_none_or(|origin| origin == "null") || origin_is_own(),
        Some("none") => origin.is_none(),
        Some(_) => false,
        None if headers.contains_key("sec-fetch-site") => false,
        None => origin.is_none() || origin_is_own(),
    }
}

/// Returns a header that is there exactly once.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
