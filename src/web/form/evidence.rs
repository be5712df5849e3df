//! A file as evidence: what is seen on it, where and when.

use super::{Asked, Read};
use crate::engine::Action;
use crate::fact::time;
use crate::web::Wish;
use crate::web::upload::Upload;

/// Reads what is said about a file; the file itself travels along.
/// Of two fields that can give the file, the camera and the list of files, the first counts.
pub fn read(asked: &Asked<'_>, files: Vec<Upload>) -> Read<Wish> {
    let typed = asked.typed;
    let upload = files.into_iter().next().unwrap_or_default();
    let mut wrong = Vec::new();
    if upload.is_too_large {
        wrong.push(format!(
            "Dit bestand is te groot: hooguit {} MB. Maak het kleiner, of bewaar het elders en \
             schrijf in het logboek waar.",
            Upload::MOST_BYTES >> 20
        ));
    } else if upload.bytes.is_empty() {
        wrong.push("Kies een bestand, of maak een foto.".to_owned());
    }
    let seen_at = typed.text("seen_at").and_then(|text| {
        let at = time::read_past(&text, asked.now);
        match at {
            None => wrong.push(format!(
                "‘{text}’ is geen tijdstip. Schrijf 19:30, of 22-11-2026 19:30."
            )),
            Some(at) if time::is_to_come(at, asked.now) => {
                wrong.push("Dat moment moet nog komen. Kijk het tijdstip na.".to_owned());
            }
            Some(_) => {}
        }
        at
    });
    let action = match wrong.is_empty() {
        true => Ok(Action::AttachEvidence {
            compartment: typed.text("kept_to"),
            description: typed.text("description").unwrap_or(upload.name.clone()),
            file_name: upload.name,
            seen_at,
            sha256: upload.sha256,
            size: u64::try_from(upload.bytes.len()).unwrap_or(u64::MAX),
            url: typed.text("url"),
        }),
        false => Err(wrong),
    };
    let mut wish = asked.wish(action)?;
    wish.files = vec![upload.bytes];
    Ok(wish)
}
