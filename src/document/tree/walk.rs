//! Walks through a tree in reading order. Never changes it and never judges what it finds.

use super::{Block, Document, Inline};

/// How much in a document still asks for attention.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Marks {
    /// The number of comments.
    pub comments: usize,
    /// The number of places where a value is missing.
    pub missing: usize,
}

/// Returns how many comments and missing values a document shows.
pub fn marks(document: &Document) -> Marks {
    let mut marks = Marks::default();
    each(&document.blocks, &mut |inline| match inline {
        Inline::Comment { .. } => marks.comments += 1,
        Inline::Missing { .. } => marks.missing += 1,
        _ => {}
    });
    marks
}

/// Returns the path and the question of every missing value, once per place where it is missing.
pub fn missing(document: &Document) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    each(&document.blocks, &mut |inline| {
        if let Inline::Missing { path, question } = inline {
            found.push((path.as_str(), question.as_str()));
        }
    });
    found
}

/// Returns the path and the text of every fact, once per place where it is used.
pub fn facts(document: &Document) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    each(&document.blocks, &mut |inline| {
        if let Inline::Fact { path, text } = inline {
            found.push((path.as_str(), text.as_str()));
        }
    });
    found
}

/// Returns the id and the text of every reference to the law, once per place where it stands.
pub fn laws(document: &Document) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    each(&document.blocks, &mut |inline| {
        if let Inline::Law { id, text } = inline {
            found.push((id.as_str(), text.as_str()));
        }
    });
    found
}

/// Whether a block announces the one that follows it, and may not be left behind at the foot of a page: any paragraph
/// before a table, and one that ends with a colon before a list or a quote.
pub(in crate::document) fn leads(block: &Block, next: Option<&Block>) -> bool {
    let Block::Paragraph { content } = block else {
        return false;
    };
    match next {
        Some(Block::Table { .. }) => true,
        Some(Block::List { .. } | Block::Quote { .. }) => plain(content).trim_end().ends_with(':'),
        _ => false,
    }
}

/// Returns the questions of what is missing in blocks, once each, and whether there are words besides headings.
pub(in crate::document) fn content(blocks: &[Block]) -> (Vec<&str>, bool) {
    let (mut questions, mut has_words) = (Vec::new(), false);
    each(blocks, &mut |inline| {
        if let Inline::Missing { question, .. } = inline
            && !questions.contains(&question.as_str())
        {
            questions.push(question.as_str());
        }
    });
    let is_heading = |block: &&Block| matches!(block, Block::Heading { .. });
    for block in blocks.iter().filter(|block| !is_heading(block)) {
        each(std::slice::from_ref(block), &mut |inline| {
            has_words |= matches!(inline, Inline::Text { text } | Inline::Entry { text, .. } | Inline::Fact { text, .. } | Inline::Law { text, .. }
                if !text.trim().is_empty());
        });
    }
    (questions, has_words)
}

/// Returns the words of a line without any markup, with a missing value as its mark and a line break as a newline.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text }
            | Inline::Entry { text, .. }
            | Inline::Fact { text, .. }
            | Inline::Law { text, .. } => {
                out.push_str(text);
            }
            Inline::Strong { content } | Inline::Emphasis { content } => {
                out.push_str(&plain(content));
            }
            Inline::Comment { about, .. } => out.push_str(&plain(about)),
            Inline::LineBreak => out.push('\n'),
            Inline::Missing { question, .. } => out.push_str(&mark(question)),
        }
    }
    out
}

/// Returns the words every writer prints where a value is missing.
pub(in crate::document) fn mark(question: &str) -> String {
    format!("[ONTBREEKT: {question}]")
}

fn each<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => line(content, visit),
            Block::List { items, .. } => items.iter().for_each(|item| each(item, visit)),
            Block::Quote { blocks } => each(blocks, visit),
            Block::Table { header, rows } => {
                for cell in header.iter().chain(rows.iter().flatten()) {
                    line(cell, visit);
                }
            }
            Block::PageBreak | Block::Picture { .. } => {}
        }
    }
}

fn line<'a>(inlines: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Strong { content } | Inline::Emphasis { content } => line(content, visit),
            Inline::Comment { about, .. } => line(about, visit),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;

    #[test]
    fn finds_marks_wherever_they_stand() {
        let blocks = read(
            "# Kop [ONTBREEKT: A?](ontbreekt:a)\n\n\
             1. [x](feit:b)\n   - **[y](wet:awb-5-32)**\n\n\
             | k |\n|---|\n| [ONTBREEKT: C?](ontbreekt:c) |\n\n\
             > [ONTBREEKT: D?](ontbreekt:d) en meer [](opmerking:jurist \"klopt dit?\")\n",
        )
        .unwrap();
        let document = Document {
            title: "t".into(),
            reference: None,
            date: None,
            language: "nl-NL".into(),
            paper: crate::document::Paper::Letter,
            marking: None,
            footer: String::new(),
            author: String::new(),
            blocks,
        };
        assert_eq!(missing(&document), [("a", "A?"), ("c", "C?"), ("d", "D?")]);
        assert_eq!(facts(&document), [("b", "x")]);
        assert_eq!(laws(&document), [("awb-5-32", "y")]);
        assert_eq!(
            marks(&document),
            Marks {
                comments: 1,
                missing: 3
            }
        );
    }
}
