//! What a screen remembers by itself, in a cookie of its own: what somebody there saw of the time.
//!
//! It says nothing about who looks, and nothing may rest on it.

use axum::http::{HeaderMap, header};

/// The name of the cookie; the address says for which incident it is.
const COOKIE: &str = "draaiboek_gezien";

/// Returns the last line of the log that was seen, as a browser says it.
pub fn seen(headers: &HeaderMap) -> u64 {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut pairs = cookies
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='));
    let found = pairs.find(|(name, _)| *name == COOKIE);
    found.and_then(|(_, seen)| seen.parse().ok()).unwrap_or(0)
}

/// Returns the cookie that says it.
pub fn cookie(incident: &str, seen: u64, is_here: bool) -> String {
    let secure = if is_here { "" } else { "; Secure" };
    format!("{COOKIE}={seen}; HttpOnly; SameSite=Strict; Path=/i/{incident}{secure}")
}
