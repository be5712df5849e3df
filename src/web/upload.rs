//! Files that a browser sends along with a form.
//!
//! Held in memory, so bounded on all sides: its size, the words beside it, how many come in at one
//! time, one at a time for each browser, and how long nothing may come. What it holds is never looked
//! at here.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::Problem;
use super::typed::Typed;
use crate::runtime::sha256;
use crate::store::MAX_ATTACHMENT_BYTES;

/// The most bytes of a form with a file; what is more than a file may be is read and dropped up to
/// here, so that the browser gets to hear why.
pub const BODY_BYTES: usize = 4 * MAX_ATTACHMENT_BYTES;
/// The most files that come in at one time.
const AT_ONCE: usize = 2;
/// The most files in one form.
const FILES: usize = 8;
/// The most fields beside a file.
const FIELDS: usize = 40;
/// The most bytes of a field beside a file.
const FIELD_BYTES: usize = 16 << 10;
/// The most characters of the name of a file.
const NAME_CHARACTERS: usize = 120;
/// How long nothing may come in.
const SILENCE: Duration = Duration::from_secs(20);

/// A file that came with a form.
#[derive(Debug, Default)]
pub struct Upload {
    /// What it holds; empty when no file was chosen.
    pub bytes: Vec<u8>,
    /// Whether it was larger than may be, and so not kept.
    pub is_too_large: bool,
    /// Its name, without the folder it was in.
    pub name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
}

impl Upload {
    /// The most bytes of a file.
    pub const MOST_BYTES: usize = MAX_ATTACHMENT_BYTES;
}

/// Who sends a file.
#[derive(Debug, Clone)]
pub struct Uploads {
    busy: Arc<Mutex<BTreeSet<String>>>,
    room: Arc<Semaphore>,
}

impl Default for Uploads {
    fn default() -> Self {
        Uploads {
            busy: Arc::default(),
            room: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// Room for one file, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    browser: String,
    busy: Arc<Mutex<BTreeSet<String>>>,
    _room: Option<OwnedSemaphorePermit>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Ok(mut busy) = self.busy.lock() {
            busy.remove(&self.browser);
        }
    }
}

impl Uploads {
    /// Waits for room; nothing when this browser sends a file already.
    pub async fn enter(&self, browser: &str) -> Option<Place> {
        if !self.busy.lock().ok()?.insert(browser.to_owned()) {
            return None;
        }
        let mut place = Place {
            browser: browser.to_owned(),
            busy: Arc::clone(&self.busy),
            _room: None,
        };
        place._room = Some(Arc::clone(&self.room).acquire_owned().await.ok()?);
        Some(place)
    }
}

/// What a form with files sends.
pub type SentFiles = Result<Multipart, MultipartRejection>;

/// Reads a form with files; together they are no larger than one may be.
pub async fn read(sent: SentFiles) -> Result<(Vec<Upload>, Typed), Problem> {
    let mut form = sent.map_err(|_| Problem::Unreadable)?;
    let mut files: Vec<Upload> = Vec::new();
    let mut pairs = Vec::new();
    let mut left = Upload::MOST_BYTES;
    while let Some(field) = in_time(form.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let told = field.file_name().map(file_name);
        let most = if told.is_some() { left } else { FIELD_BYTES };
        let is_file = told.is_some();
        let (bytes, is_too_large) = bytes(field, most).await.map_err(|problem| match problem {
            Problem::TooMuch if is_file => Problem::TooLarge,
            problem => problem,
        })?;
        match told {
            // A browser sends a field for files also when none was chosen.
            Some(_) if bytes.is_empty() && !is_too_large => {}
            Some(_) if files.len() >= FILES => return Err(Problem::TooMuch),
            Some(name) => {
                left -= bytes.len();
                files.push(Upload {
                    sha256: tokio::task::block_in_place(|| sha256(&bytes)),
                    bytes,
                    is_too_large,
                    name,
                });
            }
            None if is_too_large || pairs.len() >= FIELDS => return Err(Problem::TooMuch),
            None => {
                let text = String::from_utf8(bytes).map_err(|_| Problem::Unreadable)?;
                pairs.push((name, text));
            }
        }
    }
    for file in &files {
        // Another file with the same words is another form.
        pairs.push(("file_name".to_owned(), file.name.clone()));
        pairs.push(("file_sha256".to_owned(), file.sha256.clone()));
    }
    Ok((files, Typed::of(pairs)))
}

/// Returns what a field holds; of what is larger than may be, nothing.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<(Vec<u8>, bool), Problem> {
    let (mut bytes, mut is_too_large) = (Vec::new(), false);
    while let Some(chunk) = in_time(field.chunk()).await? {
        is_too_large |= bytes.len() + chunk.len() > most;
        match is_too_large {
            true => bytes = Vec::new(),
            false => bytes.extend_from_slice(&chunk),
        }
    }
    Ok((bytes, is_too_large))
}

async fn in_time<T>(work: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Problem> {
    match tokio::time::timeout(SILENCE, work).await {
        Err(_) => Err(Problem::Unreadable),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Problem::TooMuch),
        Ok(Err(_)) => Err(Problem::Unreadable),
        Ok(Ok(done)) => Ok(done),
    }
}

/// Returns the name of a file without the folder it was in, and without signs that are not seen or
/// turn the text around.
pub fn file_name(told: &str) -> String {
    let name = told.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_seen = |letter: &char| {
        let turns = matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        !letter.is_control() && !turns
    };
    let name: String = name.chars().filter(is_seen).take(NAME_CHARACTERS).collect();
    match name.trim().trim_matches('.') {
        "" => "bestand".to_owned(),
        _ => name.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_only_a_name() {
        for (told, expected) in [
            ("foto.jpg", "foto.jpg"),
            ("C:\\Users\\x\\foto.jpg", "foto.jpg"),
            ("../../etc/passwd", "passwd"),
            ("..", "bestand"),
            ("", "bestand"),
            ("a\u{202e}gpj.exe\r\n", "agpj.exe"),
            ("<b>\".png", "<b>\".png"),
        ] {
            assert_eq!(file_name(told), expected);
        }
    }
}
