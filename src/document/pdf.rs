//! Writes a document as a PDF that is PDF/A-2a (to archive) and PDF/UA-1 (to read aloud) at once.
//!
//! Same document, same moment, same bytes. The house style is one fixed template, `pdf/letter.typ`; the document goes in
//! as JSON, so no value can be read as markup. It never writes a file that breaks either standard: the typesetter checks
//! and refuses. Remarks stand in a numbered list at the end, because an archive format has no margin to put them in and
//! nothing may vanish in silence.

mod emoji;
mod glyphs;
mod sheet;
mod world;

use chrono::{DateTime, Datelike, Timelike, Utc};
use thiserror::Error;
use typst::World;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::tree::Document;
use world::Desk;

/// The program, as the file names what made it.
const PROGRAM: &str = concat!("draaiboek ", env!("CARGO_PKG_VERSION"));

/// The PDF could not be made.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The moment is not one a PDF can hold.
    #[error("a PDF cannot be dated {0}")]
    Moment(DateTime<Utc>),
    /// What the typesetter has against the document, such as a heading level that is skipped.
    #[error("the document cannot be PDF/A-2a and PDF/UA-1: {}", .0.join("; "))]
    Refused(Vec<String>),
}

/// Returns a document as the bytes of a PDF made at a moment, which is kept in the file.
///
/// # Errors
/// When the document cannot conform: without a title, with a heading level skipped, or in a language that is no language.
pub fn pdf(document: &Document, made_at: DateTime<Utc>) -> Result<Vec<u8>, PdfError> {
    let bytes = print(&Desk::new(&sheet::sheet(document)), document, made_at);
    // The typesetter remembers what it has set; the next document is another one.
    typst::comemo::evict(0);
    bytes
}

fn print(
    world: &dyn World,
    document: &Document,
    made_at: DateTime<Utc>,
) -> Result<Vec<u8>, PdfError> {
    let options = PdfOptions {
        creator: Smart::Custom(Some(PROGRAM.to_owned())),
        // The same for each version of a document; the content tells versions apart.
        ident: Smart::Custom(format!(
            "{}\n{}\n{}",
            document.author,
            document.title,
            document.reference.as_deref().unwrap_or_default()
        )),
        page_ranges: None,
        pretty: false,
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| PdfError::Refused(vec![error.message().to_string()]))?,
        tagged: true,
        timestamp: Some(timestamp(made_at).ok_or(PdfError::Moment(made_at))?),
    };
    let pages = typst::compile::<PagedDocument>(world)
        .output
        .map_err(refused)?;
    typst_pdf::pdf(&pages, &options).map_err(refused)
}

fn timestamp(moment: DateTime<Utc>) -> Option<Timestamp> {
    let small = |number: u32| u8::try_from(number).ok();
    // A PDF writes a year as four digits.
    let year = Some(moment.year()).filter(|year| (0..=9999).contains(year))?;
    let moment = Datetime::from_ymd_hms(
        year,
        small(moment.month())?,
        small(moment.day())?,
        small(moment.hour())?,
        small(moment.minute())?,
        small(moment.second())?,
    )?;
    Some(Timestamp::new_utc(moment))
}

fn refused(diagnostics: impl IntoIterator<Item = SourceDiagnostic>) -> PdfError {
    let messages = diagnostics
        .into_iter()
        .map(|diagnostic| diagnostic.message.to_string());
    PdfError::Refused(messages.collect())
}

#[cfg(test)]
mod tests;
