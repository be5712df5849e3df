//! Reads what stands on a line: words, words that stand out, and the four kinds of link.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag};

use super::table::is_escaped;
use super::{Cause, Reader, is_path};
use crate::document::tree::{Inline, plain};

/// How deep words that stand out may stand in each other.
const DEPTH: usize = 3;

impl<'a> Reader<'a> {
    /// Reads inlines up to an end tag or the start of a block.
    pub(super) fn line(&mut self) -> Vec<Inline> {
        self.inlines(0)
    }

    fn inlines(&mut self, depth: usize) -> Vec<Inline> {
        let mut line = Vec::new();
        while let Some((event, range)) = self.peek() {
            match event {
                Event::Start(Tag::Emphasis | Tag::Strong) if depth == DEPTH => {
                    self.skip(Cause::Nesting("words that stand out"));
                }
                Event::Start(Tag::Emphasis) => {
                    let content = self.inside(depth);
                    line.push(Inline::Emphasis { content });
                }
                Event::Start(Tag::Strong) => {
                    let content = self.inside(depth);
                    line.push(Inline::Strong { content });
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    ..
                }) => self.link(link_type, &dest_url, &title, &range, depth, &mut line),
                Event::Start(Tag::Strikethrough) => {
                    self.skip(Cause::Unsupported("strikethrough"));
                }
                Event::Start(Tag::Image { .. }) => self.skip(Cause::Unsupported("image")),
                Event::Start(_) | Event::End(_) | Event::Rule => break,
                Event::Text(text) => {
                    self.position += 1;
                    self.words(&text, &range, &mut line);
                }
                Event::SoftBreak => {
                    self.position += 1;
                    push(&mut line, " ");
                }
                Event::HardBreak => {
                    self.position += 1;
                    // Two spaces at the end of a line cannot be seen, so they do not count as a line break.
                    if self.source[range].starts_with('\\') {
                        line.push(Inline::LineBreak);
                    } else {
                        push(&mut line, " ");
                    }
                }
                Event::Code(_) => self.skip(Cause::Unsupported("code")),
                Event::Html(_) | Event::InlineHtml(_) => self.skip(Cause::Unsupported("HTML")),
                Event::FootnoteReference(_) => self.skip(Cause::Unsupported("footnote")),
                Event::TaskListMarker(_) => self.skip(Cause::Unsupported("box to tick")),
                Event::InlineMath(_) | Event::DisplayMath(_) => {
                    self.skip(Cause::Unsupported("formula"));
                }
            }
        }
        line
    }

    fn inside(&mut self, depth: usize) -> Vec<Inline> {
        self.position += 1;
        let content = self.inlines(depth + 1);
        self.position += 1;
        content
    }

    fn words(&mut self, text: &str, range: &Range<usize>, line: &mut Vec<Inline>) {
        let raw = &self.source[range.clone()];
        let is_loose = |(at, byte): (usize, u8)| {
            matches!(byte, b'[' | b']') && !is_escaped(self.source, range.start + at)
        };
        if raw.bytes().enumerate().any(is_loose) {
            self.refuse(range.start, Cause::Bracket);
        }
        push(line, text);
    }

    fn link(
        &mut self,
        kind: LinkType,
        address: &CowStr<'a>,
        title: &CowStr<'a>,
        range: &Range<usize>,
        depth: usize,
        line: &mut Vec<Inline>,
    ) {
        let Some((scheme, path)) = address
            .split_once(':')
            .filter(|(scheme, _)| matches!(*scheme, "feit" | "ontbreekt" | "opmerking" | "wet"))
            .filter(|_| kind == LinkType::Inline)
        else {
            return self.skip(Cause::Link(address.to_string()));
        };
        let (path, title) = (path.to_owned(), title.to_string());
        if !is_path(&path) && (scheme != "opmerking" || !path.is_empty()) {
            self.refuse(range.start, Cause::Path(path.clone()));
        }
        let content = self.inside(depth);
        if scheme == "opmerking" {
            return self.comment(title, content, range, line);
        }
        if !title.is_empty() || content.iter().any(|i| !matches!(i, Inline::Text { .. })) {
            let cause = Cause::Unsupported("markup inside a link");
            self.refuse(range.start, cause);
        }
        let text = plain(&content);
        if text.is_empty() {
            self.refuse(range.start, Cause::Empty("link"));
        }
        line.push(match scheme {
            "feit" => Inline::Fact { path, text },
            "wet" => Inline::Law { id: path, text },
            _ => Inline::Missing {
                path,
                question: text
                    .strip_prefix("ONTBREEKT:")
                    .map_or(text.as_str(), str::trim_start)
                    .to_owned(),
            },
        });
    }

    fn comment(
        &mut self,
        text: String,
        mut about: Vec<Inline>,
        range: &Range<usize>,
        line: &mut Vec<Inline>,
    ) {
        if text.is_empty() {
            self.refuse(range.start, Cause::Empty("comment"));
        }
        if about.is_empty() {
            let start = line
                .iter()
                .rposition(|inline| matches!(inline, Inline::Comment { .. }))
                .map_or(0, |at| at + 1);
            about = line.split_off(start);
        }
        if about.is_empty() {
            self.refuse(range.start, Cause::CommentOnNothing);
        }
        line.push(Inline::Comment { text, about });
    }
}

/// Adds words, joining them to words before them.
fn push(line: &mut Vec<Inline>, words: &str) {
    match line.last_mut() {
        Some(Inline::Text { text }) => text.push_str(words),
        _ => line.push(Inline::text(words)),
    }
}
