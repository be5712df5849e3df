//! Entries as bytes, and back; older shapes are read, never rewritten.

use serde::Deserialize;

use super::Error;
use crate::engine::{Content, Entry, Meta};
use crate::store::{NewRow, Row};

/// The version of an entry, whatever else it says.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Returns the bytes of an entry.
pub fn to_row(entry: &Entry, salt: [u8; 32]) -> Result<NewRow, Error> {
    let unreadable = |why: serde_json::Error| Error::Entry {
        seq: entry.seq,
        why: why.to_string(),
    };
    let content = entry.content.clone().unwrap_or_default();
    Ok(NewRow {
        body: serde_json::to_vec(&content).map_err(unreadable)?,
        meta: serde_json::to_vec(&entry.meta).map_err(unreadable)?,
        salt,
    })
}

/// Returns the entry in a row.
pub fn from_row(row: &Row) -> Result<Entry, Error> {
    let unreadable = |why: String| Error::Entry { seq: row.seq, why };
    // Asked first: what a later version says may have no meaning here.
    let Versioned { version } =
        serde_json::from_slice(&row.meta).map_err(|error| unreadable(error.to_string()))?;
    if version > crate::engine::VERSION {
        return Err(unreadable(format!(
            "it has version {version}, this program reads up to {}",
            crate::engine::VERSION
        )));
    }
    let meta: Meta =
        serde_json::from_slice(&row.meta).map_err(|error| unreadable(error.to_string()))?;
    let content: Option<Content> = row
        .body
        .as_deref()
        .map(serde_json::from_slice)
        .transpose()
        .map_err(|error| unreadable(error.to_string()))?;
    Ok(Entry {
        command_id: row.command_id.clone(),
        content,
        meta,
        seq: row.seq,
    })
}
