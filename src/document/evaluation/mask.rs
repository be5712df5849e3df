//! Leaves names out of a report: what stood in a field for a name, wherever it stands.
//!
//! It cannot know a name that somebody typed only in a sentence, and the report says so.

use super::Occasion;
use crate::document::blocks::paragraph;
use crate::document::{Block, Document, Inline};
use crate::exercise::Evaluation;

/// What stands in the place of a name.
const NAME: &str = "[naam]";

/// The least letters of a name that is looked for in sentences.
const LEAST: usize = 3;

/// Names, each with what stands in its place; the longest first, for a name can stand in another.
pub(super) struct Names(Vec<(String, String)>);

/// Returns what an observer is called instead.
pub(super) fn observer(at: usize) -> String {
    format!("Waarnemer {}", at + 1)
}

impl Names {
    /// Returns every name in a field for names.
    pub(super) fn of(evaluation: &Evaluation, occasion: &Occasion<'_>) -> Names {
        let mut instead: Vec<(String, String)> = Vec::new();
        let mut add = |name: Option<&String>, other: String| {
            let Some(name) = name.map(|name| name.trim()) else {
                return;
            };
            let is_known = instead.iter().any(|(known, _)| known == name);
            if name.chars().count() >= LEAST && !is_known {
                instead.push((name.to_owned(), other));
            }
        };
        for (at, name) in evaluation.observers.iter().enumerate() {
            add(Some(name), observer(at));
        }
        for entry in occasion.log.entries() {
            let by = entry.words.as_ref().and_then(|words| words.by.as_ref());
            add(by, NAME.to_owned());
        }
        for content in occasion
            .incident
            .log()
            .iter()
            .filter_map(|entry| entry.content.as_ref())
        {
            for name in [&content.decided_by, &content.person, &content.recorded_by] {
                add(name.as_ref(), NAME.to_owned());
            }
        }
        instead.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Names(instead)
    }

    /// Takes them out of a report, which then says so.
    pub(super) fn leave(&self, document: &mut Document) {
        document
            .blocks
            .iter_mut()
            .for_each(|block| self.block(block));
        document.blocks.insert(
            0,
            paragraph(
                "Namen zijn weggelaten. In zinnen die mensen zelf typten kan nog een naam staan: lees dit verslag na \
                 voordat u het verspreidt.",
            ),
        );
    }

    /// Returns words without them; one inside a longer word is no name.
    pub(super) fn without(&self, words: &str) -> String {
        let mut out = String::new();
        let mut rest = words;
        let mut before: Option<char> = None;
        while let Some(next) = rest.chars().next() {
            let found = self.0.iter().find(|(name, _)| {
                let is_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
                rest.strip_prefix(name.as_str()).is_some_and(is_end)
            });
            let found = found.filter(|_| !before.is_some_and(char::is_alphanumeric));
            let taken = match found {
                Some((name, other)) => {
                    out.push_str(other);
                    name.len()
                }
                None => {
                    out.push(next);
                    next.len_utf8()
                }
            };
            before = rest[..taken].chars().next_back();
            rest = &rest[taken..];
        }
        out
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => self.line(content),
            Block::List { items, .. } => {
                let blocks = items.iter_mut().flatten();
                blocks.for_each(|block| self.block(block));
            }
            // Names were left out of a drawing before it was drawn.
            Block::PageBreak | Block::Picture { .. } => {}
            Block::Quote { blocks } => blocks.iter_mut().for_each(|block| self.block(block)),
            Block::Table { header, rows } => {
                let cells = header.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(|cell| self.line(cell));
            }
        }
    }

    fn line(&self, inlines: &mut [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text } => *text = self.without(text),
                Inline::Emphasis { content } | Inline::Strong { content } => self.line(content),
                // A report holds none of these.
                Inline::Comment { .. }
                | Inline::Entry { .. }
                | Inline::Fact { .. }
                | Inline::Law { .. }
                | Inline::LineBreak
                | Inline::Missing { .. } => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_wherever_it_stands_and_no_other_word() {
        let names = Names(vec![
            ("An de Wit".to_owned(), "Waarnemer 1".to_owned()),
            ("Jan".to_owned(), NAME.to_owned()),
        ]);
        assert_eq!(
            names.without("In januari zei Jan, met An de Wit; Janssen niet."),
            "In januari zei [naam], met Waarnemer 1; Janssen niet."
        );
    }
}
