//! A form with files: read into memory, within bounds.
//!
//! Names of files are words, never places: nothing is written under them.

use axum::extract::Multipart;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::answer::Problem;
use super::guard;
use super::typed::Typed;
use crate::store::MAX_ATTACHMENT_BYTES;

/// The most bytes of a form with files.
pub const BYTES: usize = MAX_ATTACHMENT_BYTES + (1 << 20);
/// The most files in one form.
const FILES: usize = 8;
/// The longest name of a file that is kept.
const NAME_CHARACTERS: usize = 120;

/// How many forms with files are read at one time; each is held in memory.
static ROOM: Semaphore = Semaphore::const_new(2);

/// A file that came with a form.
#[derive(Debug)]
pub struct Upload {
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it is called.
    pub name: String,
}

/// What a form with files sends.
pub type SentFiles = Result<Multipart, MultipartRejection>;

/// Returns what was typed, and the files that came with it.
pub async fn read(sent: SentFiles) -> Result<(Typed, Vec<Upload>), Problem> {
    let _room = ROOM.acquire().await.map_err(|_| Problem::Full)?;
    let mut form = sent.map_err(|_| Problem::Unreadable)?;
    let (mut pairs, mut files) = (Vec::new(), Vec::new());
    let mut typed_bytes = 0;
    while let Some(mut field) = form.next_field().await.map_err(|error| problem(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(plain);
        let limit = match file_name {
            Some(_) => MAX_ATTACHMENT_BYTES,
            None => guard::BODY_BYTES - typed_bytes,
        };
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| problem(&error))? {
            if bytes.len() + chunk.len() > limit {
                return Err(match file_name {
                    Some(_) => Problem::TooLarge,
                    None => Problem::TooMuch,
                });
            }
            bytes.extend_from_slice(&chunk);
        }
        match file_name {
            // A browser sends a file without a name and without bytes when none was chosen.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(_) if files.len() == FILES => return Err(Problem::TooLarge),
            Some(file) => files.push(Upload { bytes, name: file }),
            None => {
                typed_bytes += bytes.len();
                let text = String::from_utf8(bytes).map_err(|_| Problem::Unreadable)?;
                pairs.push((name, text));
            }
        }
    }
    Ok((Typed::of(pairs), files))
}

fn problem(error: &MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Unreadable,
    }
}

/// Returns the last part of a name, without what cannot be read.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|c| !c.is_control());
    shown.take(NAME_CHARACTERS).collect()
}
