//! Writes a document as a Word file (WordprocessingML, transitional).
//!
//! Same document, same bytes. The house style is one file, `docx/styles.xml`: this code names styles and never sets a
//! font, a size or a colour in the text itself. Comments carry the name of the program and no date, because those are
//! personal data that travel with a file.

mod body;
mod numbering;
mod parts;
mod table;
mod watermark;
mod xml;

use super::package::{PackageError, package};
use super::tree::Document;
use body::Body;
#[cfg(feature = "pdf")]
pub(super) use table::widths;

/// Returns a document as the bytes of a Word file.
///
/// # Errors
/// When the parts cannot be packed into an archive.
pub fn docx(document: &Document) -> Result<Vec<u8>, PackageError> {
    let mut body = Body::new();
    body.title(document);
    body.blocks(&document.blocks);

    let with_comments = !body.comments.is_empty();
    let mut contents = vec![
        ("[Content_Types].xml", parts::content_types(with_comments)),
        ("_rels/.rels", parts::relations()),
        ("docProps/core.xml", parts::core(document)),
        ("docProps/app.xml", parts::app()),
        ("word/document.xml", parts::document(&body.xml)),
        (
            "word/_rels/document.xml.rels",
            parts::document_relations(with_comments),
        ),
        ("word/styles.xml", parts::styles(document)),
        ("word/numbering.xml", numbering::numbering(&body.lists)),
        ("word/settings.xml", parts::settings(document)),
        ("word/header1.xml", parts::header(document)),
        ("word/footer1.xml", parts::footer(document)),
    ];
    if with_comments {
        contents.push(("word/comments.xml", parts::comments(&body.comments)));
    }
    package(&contents)
}

#[cfg(test)]
mod tests;
