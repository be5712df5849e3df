//! What the typesetter may see: one template, one document, four fonts. No files, no packages, no clock.

use std::path::PathBuf;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::font;

/// Everything that is the same for every document.
static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let faces = FACES.iter();
    let fonts: Vec<Font> = faces
        .flat_map(|face| Font::iter(Bytes::new(*face)))
        .collect();
    Press {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        data: file("document.json"),
        fonts,
        library: LazyHash::new(Library::default()),
        template: Source::new(file("letter.typ"), include_str!("letter.typ").to_owned()),
    }
});

const FACES: [&[u8]; 4] = [font::REGULAR, font::BOLD, font::ITALIC, font::BOLD_ITALIC];

struct Press {
    book: LazyHash<FontBook>,
    data: FileId,
    fonts: Vec<Font>,
    library: LazyHash<Library>,
    template: Source,
}

/// The world of one document.
pub(super) struct Desk {
    data: Bytes,
}

impl Desk {
    /// Lays out the template beside a document as JSON.
    pub(super) fn new(data: &serde_json::Value) -> Self {
        Self {
            data: Bytes::from_string(data.to_string()),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        PRESS.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == PRESS.template.id() {
            true => Ok(PRESS.template.clone()),
            false => Err(absent(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == PRESS.data {
            true => Ok(self.data.clone()),
            false => Err(absent(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Whether each of the four faces can draw a character.
pub(super) fn can_draw(character: char) -> bool {
    let mut fonts = PRESS.fonts.iter();
    fonts.all(|font| font.info().coverage.contains(u32::from(character)))
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}
