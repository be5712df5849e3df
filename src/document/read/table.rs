//! Reads a table and sees to it that no cell gets lost.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Cause, Reader};
use crate::document::tree::{Block, Inline};

impl Reader<'_> {
    /// Reads the table that starts here.
    pub(super) fn table(&mut self) -> Block {
        let mut header = Vec::new();
        let mut rows = Vec::new();
        if let Some((Event::Start(Tag::Table(alignments)), range)) = self.peek()
            && alignments.iter().any(|a| *a != Alignment::None)
        {
            self.refuse(range.start, Cause::Unsupported("alignment of a column"));
        }
        self.position += 1;
        while let Some((event, range)) = self.peek() {
            self.position += 1;
            match event {
                Event::Start(Tag::TableHead) => {
                    header = self.cells(TagEnd::TableHead);
                    if header.iter().any(Vec::is_empty) {
                        self.refuse(range.start, Cause::Empty("column of a table"));
                    }
                }
                Event::Start(Tag::TableRow) => {
                    let row = self.cells(TagEnd::TableRow);
                    self.count(&range, header.len());
                    rows.push(row);
                }
                _ => break,
            }
        }
        Block::Table { header, rows }
    }

    fn cells(&mut self, end: TagEnd) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while !self.at_end_of(end) && self.position < self.events.len() {
            self.position += 1;
            cells.push(self.line());
            self.position += 1;
        }
        self.position += 1;
        cells
    }

    /// Counts the cells as written: the parser drops those beyond the header and fills up those that are not there.
    fn count(&mut self, range: &Range<usize>, header: usize) {
        let row = self.source[range.clone()].trim();
        let bars = row
            .bytes()
            .enumerate()
            .filter(|(at, byte)| *byte == b'|' && !is_escaped(row, *at))
            .count();
        let closed = row.len() > 1 && row.ends_with('|') && !is_escaped(row, row.len() - 1);
        let found = 1 + bars - usize::from(row.starts_with('|')) - usize::from(closed);
        if found != header {
            self.refuse(range.start, Cause::CellCount { found, header });
        }
    }
}

/// Whether the character at a byte offset has a backslash that makes it plain text.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let backslashes = text.as_bytes()[..at]
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count();
    backslashes % 2 == 1
}
