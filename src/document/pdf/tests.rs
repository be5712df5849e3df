//! What the standards ask is asked of every file by the typesetter itself; here is what it cannot know.

use std::collections::BTreeSet;

use super::*;
use crate::document::{Block, Inline, Picture, read};

fn document(markdown: &str) -> Document {
    Document {
        title: "Last & dwang\u{7}som".into(),
        reference: Some("Z-1".into()),
        date: None,
        language: "nl-NL".into(),
        paper: crate::document::Paper::Letter,
        marking: Some("CONCEPT".into()),
        footer: "voet".into(),
        author: "Gemeente \"A\" <b>".into(),
        blocks: read(markdown).unwrap(),
    }
}

fn moment() -> DateTime<Utc> {
    "2026-11-22T22:40:00Z".parse().unwrap()
}

fn contains(file: &[u8], words: &str) -> bool {
    file.windows(words.len())
        .any(|window| window == words.as_bytes())
}

#[test]
fn names_both_standards_the_language_and_the_moment() {
    let file = pdf(&document("# K\n\na\n"), moment()).unwrap();
    for words in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<xmp:CreateDate>2026-11-22T22:40:00+00:00</xmp:CreateDate>",
        "<rdf:li>nl-NL</rdf:li>",
        "draaiboek 0",
    ] {
        assert!(contains(&file, words), "{words}");
    }
}

#[test]
fn writes_the_same_bytes_twice_and_other_bytes_for_another_text() {
    let of = |markdown: &str| pdf(&document(markdown), moment()).unwrap();
    let first = of("# K\n\n1. a\n   - b\n");
    assert!(first.starts_with(b"%PDF-1.7"));
    let other = of("# K\n\n1. a\n   - c\n");
    assert!(first == of("# K\n\n1. a\n   - b\n"));
    assert!(first != other);
}

#[test]
fn every_character_is_drawn_or_described() {
    let all: String = ('\u{0}'..=char::MAX).collect();
    let set = glyphs::printable(&all);
    // Descriptions are long and hold few characters; one of each of the rest is what has to be set.
    let each: BTreeSet<char> = set.chars().collect();
    assert!(each.len() > 2_000 && !each.contains(&'\u{1f525}'));
    let each: String = each.into_iter().flat_map(|c| ['x', c, ' ']).collect();
    let mut document = document("a\n");
    document.blocks.push(Block::Paragraph {
        content: vec![
            Inline::text(&each),
            Inline::Strong {
                content: vec![Inline::Emphasis {
                    content: vec![Inline::text(&each)],
                }],
            },
        ],
    });
    document.marking = Some("CONCEPT \u{1f525}".into());
    document.footer = "\u{645}\u{1b}".into();
    pdf(&document, moment()).unwrap();
}

#[test]
fn a_drawing_is_set_on_a_page_across_with_what_no_font_can_draw_in_words() {
    let svg = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"264mm\" height=\"166mm\" \
               viewBox=\"0 0 264 166\" font-family=\"Arial, Liberation Sans\"><text x=\"9\" y=\"9\" font-size=\"5\">vuur \
               \u{1f525} &lt;b&gt;</text></svg>\n";
    let mut document = document("a\n");
    document.blocks.push(Block::Picture {
        picture: Picture {
            alternative: "De tijdlijn \u{1f525}".into(),
            millimetres: (264, 166),
            png: Vec::new(),
            svg: svg.into(),
        },
    });
    let file = pdf(&document, moment()).unwrap();
    assert!(file == pdf(&document, moment()).unwrap());
}

#[test]
fn what_cannot_conform_is_refused_with_words() {
    let mut bare = document("a\n");
    bare.title = String::new();
    let said = pdf(&bare, moment()).unwrap_err().to_string();
    assert!(said.contains("title"), "{said}");
    let mut ancient = document("a\n");
    ancient.title = "t".into();
    let before = DateTime::<Utc>::MIN_UTC;
    assert!(matches!(pdf(&ancient, before), Err(PdfError::Moment(_))));
}

#[test]
fn a_skipped_level_is_refused() {
    let heading = |level| Block::Heading {
        anchor: None,
        content: vec![Inline::text("k")],
        level,
    };
    let mut skipped = document("a\n");
    skipped.blocks = vec![heading(1), heading(3)];
    assert!(matches!(pdf(&skipped, moment()), Err(PdfError::Refused(_))));
}
