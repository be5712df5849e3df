//! A file that somebody sent, given back so that no browser runs what is in it.
//!
//! Shown on a page only when its first bytes are those of a picture that cannot hold a script;
//! everything else is saved by the browser, whatever it is.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::Problem;

/// How many files are in memory at one time to be given back.
const AT_ONCE: usize = 8;
/// How many bytes of a file go at one time.
const PIECE: usize = 64 << 10;

/// Room for files that are given back.
#[derive(Debug, Clone)]
pub struct Room(Arc<Semaphore>);

impl Default for Room {
    fn default() -> Self {
        Room(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// Room for one file, until its last byte is sent.
#[derive(Debug)]
pub struct Place {
    _room: OwnedSemaphorePermit,
}

impl Room {
    /// Waits for room.
    pub async fn enter(&self) -> Result<Place, Problem> {
        let place = Arc::clone(&self.0).acquire_owned().await;
        place
            .map(|room| Place { _room: room })
            .map_err(|_| Problem::Absent)
    }
}

/// Answers with a file to be saved under a name.
pub fn attached(name: &str, bytes: Vec<u8>, place: Place) -> Response {
    let told = HeaderValue::from_str(&disposition(name));
    let told = told.unwrap_or(HeaderValue::from_static("attachment"));
    answer("application/octet-stream", told, bytes, place)
}

/// Answers with a picture to be shown; nothing when the bytes are not of one.
pub fn picture(bytes: Vec<u8>, place: Place) -> Option<Response> {
    let kind = picture_kind(&bytes)?;
    let told = HeaderValue::from_static("inline");
    Some(answer(kind, told, bytes, place))
}

/// Answers in pieces; the place is given back with the last one.
fn answer(kind: &'static str, told: HeaderValue, bytes: Vec<u8>, place: Place) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, told),
        (header::CONTENT_LENGTH, HeaderValue::from(bytes.len())),
    ];
    let pieces = stream::unfold((Bytes::from(bytes), place), |(mut rest, place)| async {
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some((Ok::<_, Infallible>(piece), (rest, place)))
    });
    (headers, Body::from_stream(pieces)).into_response()
}

/// Returns the kind of a picture by its first bytes; only kinds that hold no markup.
fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// Returns how a file is to be saved: the name as far as every browser reads it, and whole (RFC 6266).
fn disposition(name: &str) -> String {
    let is_plain =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | ' ');
    let plain: String = name
        .chars()
        .map(|letter| if is_plain(letter) { letter } else { '_' })
        .collect();
    let whole: String = name
        .bytes()
        .map(
            |byte| match byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                true => char::from(byte).to_string(),
                false => format!("%{byte:02X}"),
            },
        )
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_nothing_but_a_name() {
        assert_eq!(
            disposition("é\";x=\"\r\n.html"),
            "attachment; filename=\"___x____.html\"; filename*=UTF-8''%C3%A9%22%3Bx%3D%22%0D%0A.html"
        );
    }

    #[test]
    fn only_what_begins_as_a_picture_is_one() {
        assert_eq!(picture_kind(b"\x89PNG\r\n\x1a\n..."), Some("image/png"));
        assert_eq!(picture_kind(b"RIFF1234WEBPVP8 "), Some("image/webp"));
        for other in [
            &b"<svg xmlns="[..],
            b"<html>",
            b"GIF89a",
            b"RIFF1234WAVE",
            b"",
        ] {
            assert_eq!(picture_kind(other), None);
        }
    }
}
