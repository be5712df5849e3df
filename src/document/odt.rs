//! Writes a document as an OpenDocument text (ODF 1.3), the format Dutch governments must be able to exchange.
//!
//! Same document, same bytes, and the same looks as the Word file. The house style is one file, `odt/styles.xml`: this
//! code names styles and never sets a font, a size or a colour in the text itself. Comments carry the name of the
//! program and no date, because those are personal data that travel with a file.

mod body;
mod header;
mod parts;
mod picture;
mod table;
mod xml;

use super::package::{MIMETYPE, PackageError, package};
use super::tree::Document;
use body::Body;

/// Returns a document as the bytes of an OpenDocument text.
///
/// # Errors
/// When the parts cannot be packed into an archive.
pub fn odt(document: &Document) -> Result<Vec<u8>, PackageError> {
    let mut body = Body::new(document.paper);
    body.title(document);
    body.blocks(&document.blocks);
    let has_across = !body.pictures.is_empty();
    let texts = [
        (MIMETYPE, parts::KIND.to_owned()),
        ("content.xml", parts::content(document, &body)),
        ("styles.xml", parts::styles(document, has_across)),
        ("meta.xml", parts::meta(document)),
        ("META-INF/manifest.xml", parts::manifest(&body)),
    ];
    let mut contents: Vec<(String, Vec<u8>)> = texts
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .into();
    for (at, picture) in body.pictures.into_iter().enumerate() {
        let forms = [picture.svg.into_bytes(), picture.png];
        let places = picture::places(at + 1).map(|(place, _)| place);
        contents.extend(places.into_iter().zip(forms));
    }
    package(&contents)
}

#[cfg(test)]
mod tests;
