//! What is put on paper: Markdown is read into one tree, and writers turn that tree into files.
//!
//! One tree in the middle means one place to refuse what is not supported and one place to see what is missing.
//! Nothing here opens a file, asks the time, or decides whether a document is good enough; and no value of a user ever
//! becomes markup: it enters through [`escape()`].

mod counter;
mod docx;
mod draft;
mod escape;
mod markdown;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod read;
mod template;
mod text;
mod tree;

pub use docx::docx;
pub use draft::{Draft, FactUsed, Inputs, Pinned, Receipt, Source, draft};
pub use escape::{clean, escape, escape_lines};
pub use markdown::markdown;
pub use package::PackageError;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, pdf};
pub use read::{Cause, Problem, read};
pub use template::{Kind, Template};
pub use text::text;
pub use tree::{Block, Document, Inline, Marks, facts, laws, marks, missing, plain};
