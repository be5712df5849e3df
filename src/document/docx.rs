//! Writes a document as a Word file (WordprocessingML, transitional).
//!
//! Same document, same bytes. The house style is one file, `docx/styles.xml`: this code names styles and never sets a
//! font, a size or a colour in the text itself. Comments carry the name of the program and no date, because those are
//! personal data that travel with a file.

mod body;
mod numbering;
mod parts;
mod picture;
mod table;
mod watermark;
mod xml;

use chrono::{DateTime, SecondsFormat, Utc};

use super::compare::{Comparison, compare};
use super::package::{PackageError, package};
use super::tree::Document;
use body::Body;

/// What every page of a working copy says.
const WORKING_COPY: &str = "WERKVERSIE: niet uitreiken of verzenden";

/// Returns a document as the bytes of a Word file.
///
/// # Errors
/// When the parts cannot be packed into an archive.
pub fn docx(document: &Document) -> Result<Vec<u8>, PackageError> {
    let body = Body::new(String::new(), document.paper);
    // A marked document is a concept.
    let track = document.marking.is_some();
    written(
        document,
        &Comparison::unchanged(document),
        body,
        None,
        track,
    )
}

/// Returns a document to work in: every page says that it is one, and what is changed in it is tracked.
///
/// # Errors
/// When the parts cannot be packed into an archive.
pub fn docx_working_copy(document: &Document) -> Result<Vec<u8>, PackageError> {
    let body = Body::new(String::new(), document.paper);
    let comparison = Comparison::unchanged(document);
    written(document, &comparison, body, Some(WORKING_COPY), true)
}

/// Returns the new document with what differs from the old one as tracked changes; `notice` stands on every page.
///
/// # Errors
/// When the parts cannot be packed into an archive.
pub fn redline(
    old: &Document,
    new: &Document,
    notice: &str,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, PackageError> {
    let body = Body::new(at.to_rfc3339_opts(SecondsFormat::Secs, true), new.paper);
    written(new, &compare(old, new), body, Some(notice), true)
}

/// Writes a text with everything around it.
fn written(
    document: &Document,
    comparison: &Comparison,
    mut body: Body,
    notice: Option<&str>,
    track: bool,
) -> Result<Vec<u8>, PackageError> {
    body.title(comparison);
    body.parts(&comparison.parts);
    if comparison.ends_changed() {
        // The mark of the last paragraph cannot come or go: something must follow it.
        body.paragraph("TableGap", "", &[]);
    }

    let mut contents = vec![
        ("[Content_Types].xml", parts::content_types(&body)),
        ("_rels/.rels", parts::relations()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::app()),
        (
            "word/document.xml",
            parts::document(&body.xml, document.paper, body.ends_across),
        ),
        (
            "word/_rels/document.xml.rels",
            parts::document_relations(&body),
        ),
        ("word/styles.xml", parts::styles(document)),
        ("word/numbering.xml", numbering::numbering(&body.lists)),
        ("word/settings.xml", parts::settings(document, track)),
        ("word/header1.xml", parts::header(document, notice, false)),
        ("word/footer1.xml", parts::footer(document, false)),
    ];
    if !body.comments.is_empty() {
        contents.push(("word/comments.xml", parts::comments(&body.comments)));
    }
    if !body.pictures.is_empty() {
        contents.push(("word/header2.xml", parts::header(document, notice, true)));
        contents.push(("word/footer2.xml", parts::footer(document, true)));
    }
    let contents = contents.into_iter();
    let mut contents: Vec<(String, Vec<u8>)> = contents
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect();
    for (at, picture) in body.pictures.into_iter().enumerate() {
        let name = |ending: &str| format!("word/media/picture{}.{ending}", at + 1);
        contents.push((name("png"), picture.png));
        contents.push((name("svg"), picture.svg.into_bytes()));
    }
    package(&contents)
}

#[cfg(test)]
mod tests;
