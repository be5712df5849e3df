//! What is put on paper: Markdown is read into one tree, and writers turn that tree into files.
//!
//! One tree in the middle means one place to refuse what is not supported and one place to see what is missing.
//! Nothing here opens a file, asks the time, or decides whether a document is good enough; and no value of a user ever
//! becomes markup: it enters through [`escape()`].

mod blocks;
mod columns;
mod compare;
mod counter;
mod docx;
mod draft;
mod escape;
mod evaluation;
#[cfg(test)]
mod hostile;
mod html;
mod inventory;
mod markdown;
mod msel;
mod odt;
mod pack;
mod package;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod questions;
mod read;
mod redact;
mod side_car;
mod template;
mod text;
mod tree;
mod watermark;
mod xml;

pub use compare::{Change, Compared, Comparison, Content, Item, Piece, Row, compare};
pub use docx::{docx, docx_working_copy, redline};
pub use draft::{
    Draft, ElementFound, ElementStatus, FactUsed, Inputs, Pinned, Receipt, Source, Status, draft,
    working_copy,
};
pub use escape::{clean, escape, escape_lines};
pub use evaluation::{Occasion, evaluation, evaluation_timeline, from_course};
pub use html::html;
pub use markdown::markdown;
pub use msel::msel;
pub use odt::odt;

pub use inventory::{About, inventory};
pub use pack::pack;
pub use package::{PackageError, package};
pub use paper::Paper;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, pdf};
pub use questions::{Question, Use, needed, open, questions};
pub use read::{Cause, Problem, read};
pub use redact::{Redacted, Suspect, SuspectKind, redact, suspects};
pub use side_car::{Given, NotASideCar, SideCar, Written, WrittenKind};
pub use template::{Kind, Level, Part, Parts, Template};
pub use text::text;
pub use tree::{Block, Document, Inline, Marks, Picture, facts, laws, marks, missing, plain};
