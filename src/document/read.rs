//! Reads Markdown into blocks, by a closed list of constructs.
//!
//! Everything outside the list is a [`Problem`] with its line, and all of them are reported at once. The reader never
//! drops or repairs anything in silence: what it returns holds every word of the text.
//!
//! Block constructs: `#` to `###` headings (with an optional `{#name}`), paragraphs, lists up to three deep, tables with
//! a header, quotes of paragraphs, and `---` on a line of its own for a new page. A soft line end is a space; `\` at the
//! end of a line is a line break. The special inlines travel as links:
//!
//! | Markdown | becomes |
//! |---|---|
//! | `[22 november 2026](feit:incident.datum)` | a fact |
//! | `[ONTBREEKT: Wanneer?](ontbreekt:incident.datum)` | a missing value |
//! | `[artikel 5:32 Awb](wet:awb-5-32)` | a reference to the law |
//! | `[deze woorden](opmerking:jurist "klopt dit?")` | a comment on those words |
//! | `[](opmerking:jurist "klopt dit?")` | a comment on everything before it in the paragraph, back to an earlier comment |
//!
//! Markdown cannot put a link inside a link, so a comment on facts takes the last form. The word after `opmerking:` is
//! for the reader of the template and is not kept.

mod inline;
mod problem;
mod table;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub use problem::{Cause, Problem};

use super::tree::Block;

/// How deep lists may stand in each other.
const LIST_DEPTH: usize = 3;

/// Returns the blocks of a Markdown text.
///
/// # Errors
/// All places outside the closed list of constructs, in the order of their lines.
pub fn read(markdown: &str) -> Result<Vec<Block>, Vec<Problem>> {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    // Strikethrough, footnotes and task lists are switched on only to be refused by name instead of printed raw.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(markdown, options);
    let mut reader = Reader {
        anchors: BTreeSet::new(),
        level: 0,
        position: 0,
        problems: Vec::new(),
        source: markdown,
        events: Vec::new(),
    };
    for (_, definition) in parser.reference_definitions().iter() {
        reader.refuse(definition.span.start, Cause::Unsupported("link definition"));
    }
    reader.events = parser.into_offset_iter().collect();
    let blocks = reader.blocks(Place::Top);
    if reader.problems.is_empty() {
        return Ok(blocks);
    }
    reader.problems.sort_by_key(|problem| problem.line);
    reader.problems.dedup();
    Err(reader.problems)
}

/// What the blocks being read stand in.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Place {
    Top,
    /// An item of a list, with the depth of that list.
    Item(usize),
    Quote,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Top => "the text",
            Self::Item(_) => "a list",
            Self::Quote => "a quote",
        }
    }
}

struct Reader<'a> {
    anchors: BTreeSet<String>,
    events: Vec<(Event<'a>, Range<usize>)>,
    /// The level of the last heading; 0 before the first.
    level: u8,
    position: usize,
    problems: Vec<Problem>,
    source: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads blocks up to the end of what they stand in.
    fn blocks(&mut self, place: Place) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.peek() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) => self.tagged(tag, &range, place, &mut blocks),
                Event::Rule => {
                    self.position += 1;
                    self.rule(&range, place, &mut blocks);
                }
                _ => self.loose_line(&mut blocks),
            }
        }
        blocks
    }

    fn tagged(
        &mut self,
        tag: Tag<'a>,
        range: &Range<usize>,
        place: Place,
        blocks: &mut Vec<Block>,
    ) {
        match tag {
            Tag::Paragraph => {
                self.position += 1;
                let content = self.line();
                self.position += 1;
                blocks.push(Block::Paragraph { content });
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                if place != Place::Top {
                    return self.misplaced("heading", place);
                }
                if !(classes.is_empty() && attrs.is_empty()) {
                    self.refuse(range.start, Cause::Unsupported("attribute of a heading"));
                }
                let anchor = id.map(|id| id.to_string());
                self.heading(level as u8, anchor, range, blocks);
            }
            Tag::List(start) => match place {
                Place::Quote => self.misplaced("list", place),
                Place::Item(LIST_DEPTH) => self.skip(Cause::Nesting("list")),
                Place::Item(depth) => self.list(start, depth + 1, blocks),
                Place::Top => self.list(start, 1, blocks),
            },
            Tag::BlockQuote(_) if place == Place::Top => {
                self.position += 1;
                let quoted = self.blocks(Place::Quote);
                self.position += 1;
                blocks.push(Block::Quote { blocks: quoted });
            }
            Tag::BlockQuote(_) => self.misplaced("quote", place),
            Tag::Table(_) if place == Place::Top => {
                let table = self.table();
                blocks.push(table);
            }
            Tag::Table(_) => self.misplaced("table", place),
            Tag::CodeBlock(_) => self.skip(Cause::Unsupported("block of code")),
            Tag::HtmlBlock => self.skip(Cause::Unsupported("HTML")),
            Tag::FootnoteDefinition(_) => self.skip(Cause::Unsupported("footnote")),
            _ => self.loose_line(blocks),
        }
    }

    /// Reads a line that stands in a list item without a paragraph around it.
    fn loose_line(&mut self, blocks: &mut Vec<Block>) {
        let before = self.position;
        let content = self.line();
        if self.position == before {
            // A block construct outside the list of `tagged`: none of the switched-on options makes one.
            return self.skip(Cause::Unsupported("construct"));
        }
        blocks.push(Block::Paragraph { content });
    }

    fn heading(
        &mut self,
        level: u8,
        anchor: Option<String>,
        range: &Range<usize>,
        blocks: &mut Vec<Block>,
    ) {
        if !self.source[range.clone()].starts_with('#') {
            return self.skip(Cause::Unsupported("heading by underlining"));
        }
        if level > 3 {
            return self.skip(Cause::HeadingDepth(level));
        }
        if level > self.level + 1 {
            let possible = self.level + 1;
            self.refuse(
                range.start,
                Cause::HeadingSkips {
                    found: level,
                    possible,
                },
            );
        }
        self.level = level;
        if let Some(name) = &anchor {
            if !is_path(name) {
                self.refuse(range.start, Cause::Path(name.clone()));
            } else if !self.anchors.insert(name.clone()) {
                self.refuse(range.start, Cause::AnchorTwice(name.clone()));
            }
        }
        self.position += 1;
        let content = self.line();
        self.position += 1;
        if content.is_empty() {
            self.refuse(range.start, Cause::Empty("heading"));
        }
        blocks.push(Block::Heading {
            level,
            content,
            anchor,
        });
    }

    fn list(&mut self, start: Option<u64>, depth: usize, blocks: &mut Vec<Block>) {
        let mut items = Vec::new();
        self.position += 1;
        while let Some((Event::Start(Tag::Item), _)) = self.peek() {
            self.position += 1;
            items.push(self.blocks(Place::Item(depth)));
            self.position += 1;
        }
        self.position += 1;
        blocks.push(Block::List {
            ordered: start.is_some(),
            start: start.unwrap_or(1),
            items,
        });
    }

    fn rule(&mut self, range: &Range<usize>, place: Place, blocks: &mut Vec<Block>) {
        if self.source[range.clone()].trim() != "---" {
            self.refuse(range.start, Cause::Unsupported("line other than `---`"));
        } else if place != Place::Top {
            let construct = "new page";
            let place = place.name();
            self.refuse(range.start, Cause::Where { construct, place });
        } else {
            blocks.push(Block::PageBreak);
        }
    }

    fn misplaced(&mut self, construct: &'static str, place: Place) {
        let place = place.name();
        self.skip(Cause::Where { construct, place });
    }

    /// Refuses the construct that starts here and moves past its end.
    fn skip(&mut self, cause: Cause) {
        if let Some((_, range)) = self.peek() {
            self.refuse(range.start, cause);
        }
        let mut depth = 0usize;
        while let Some((event, _)) = self.events.get(self.position) {
            self.position += 1;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    fn refuse(&mut self, offset: usize, cause: Cause) {
        let line = 1 + self.source.as_bytes()[..offset]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        self.problems.push(Problem { line, cause });
    }

    fn peek(&self) -> Option<(Event<'a>, Range<usize>)> {
        self.events.get(self.position).cloned()
    }

    fn at_end_of(&self, end: TagEnd) -> bool {
        matches!(self.events.get(self.position), Some((Event::End(found), _)) if *found == end)
    }
}

/// Whether a text can be a path of a fact, an id of a source or the name of a heading.
fn is_path(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests;
