//! Several texts behind each other, so that one place in bytes says which text and where in it.
//!
//! Never changes a text.

use std::sync::Arc;

use crate::diagnostic::{Finding, Source};

/// Texts behind each other; the first is the playbook's own file.
pub(in crate::playbook) struct Sheet {
    all: Source,
    pieces: Vec<Piece>,
}

/// One text on the sheet.
struct Piece {
    /// From where it was included, for what is included.
    from: Option<String>,
    source: Arc<Source>,
    start: usize,
}

impl Sheet {
    pub(super) fn of(source: &Source) -> Sheet {
        let mut sheet = Sheet {
            all: Source::new(&source.name, ""),
            pieces: Vec::new(),
        };
        sheet.add(source, None);
        sheet
    }

    /// Puts a text behind the others and returns where it starts.
    pub(super) fn add(&mut self, source: &Source, from: Option<String>) -> usize {
        let start = self.all.text.len();
        self.all.text.push_str(&source.text);
        // A place at the very end of a text is still in that text.
        self.all.text.push('\n');
        self.pieces.push(Piece {
            from,
            source: Arc::new(source.clone()),
            start,
        });
        start
    }

    /// Returns the texts as one.
    pub(in crate::playbook) fn all(&self) -> &Source {
        &self.all
    }

    /// Returns the name of the text and the line that a place is in.
    pub(super) fn line(&self, place: usize) -> (&str, usize) {
        let piece = self.piece(place);
        let (line, _) = piece.source.place(place.saturating_sub(piece.start));
        (&piece.source.name, line)
    }

    /// Returns the finding with its place in the text it stands in.
    pub(in crate::playbook) fn settle(&self, mut finding: Finding) -> Finding {
        let Some(span) = &mut finding.span else {
            return finding;
        };
        let piece = self.piece(span.start);
        if piece.start == 0 {
            return finding;
        }
        *span = span.start - piece.start..span.end.saturating_sub(piece.start);
        if let Some(from) = &piece.from {
            finding.message = format!("{} (included {from})", finding.message);
        }
        finding.within(piece.source.clone())
    }

    fn piece(&self, place: usize) -> &Piece {
        let after = self.pieces.partition_point(|piece| piece.start <= place);
        &self.pieces[after.saturating_sub(1)]
    }
}
