//! Holds that no value can alter the structure of a file, whatever it contains and wherever it stands.
//!
//! One document carries the value in every place a string can have, also those a template cannot reach. Written with
//! the value and written with a plain word, the files have the same elements and attributes, and the same text but for
//! [`clean`] of the value in place of the word.

use std::io::{Cursor, Read};

use proptest::prelude::*;

use super::{Block, Document, Inline, Picture, clean, docx, html, odt};

/// The plain word; nothing a writer writes itself contains it.
const WORD: &str = "qWOORDq";

/// What a part of a file consists of, in order.
#[derive(Debug, Eq, PartialEq)]
enum Piece {
    Attribute(String, String),
    Close,
    Open(String),
    Text(String),
}

/// Returns every line a document can have, with the value in every place.
fn line(value: &str) -> Vec<Inline> {
    let text = || Inline::text(value);
    vec![
        text(),
        Inline::Strong {
            content: vec![
                text(),
                Inline::Emphasis {
                    content: vec![text()],
                },
            ],
        },
        Inline::LineBreak,
        Inline::Entry {
            seq: 1,
            text: value.into(),
        },
        Inline::Fact {
            path: value.into(),
            text: value.into(),
        },
        Inline::text("-"),
        Inline::Missing {
            path: value.into(),
            question: value.into(),
        },
        Inline::Comment {
            text: value.into(),
            about: vec![text()],
        },
        Inline::Law {
            id: value.into(),
            text: value.into(),
        },
    ]
}

fn document(value: &str) -> Document {
    let paragraph = || Block::Paragraph {
        content: line(value),
    };
    Document {
        title: value.into(),
        reference: Some(value.into()),
        date: Some(value.into()),
        language: "nl-NL".into(),
        paper: crate::document::Paper::Letter,
        marking: Some(value.into()),
        footer: value.into(),
        author: value.into(),
        blocks: vec![
            Block::Heading {
                level: 1,
                content: line(value),
                anchor: Some(value.into()),
            },
            paragraph(),
            Block::List {
                ordered: true,
                start: 3,
                items: vec![vec![
                    paragraph(),
                    Block::List {
                        ordered: false,
                        start: 1,
                        items: vec![vec![paragraph()]],
                    },
                ]],
            },
            Block::PageBreak,
            Block::Picture {
                picture: Picture {
                    alternative: value.into(),
                    millimetres: (264, 166),
                    png: b"dots".to_vec(),
                    svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into(),
                },
            },
            Block::Quote {
                blocks: vec![paragraph()],
            },
            Block::Table {
                header: vec![line(value)],
                rows: vec![vec![line(value)]],
            },
        ],
    }
}

/// Returns the parts of every format that holds this value, by name.
fn parts(value: &str) -> Vec<(String, String)> {
    let document = document(value);
    let mut parts = vec![("html".to_owned(), html(&document))];
    for file in [docx(&document).unwrap(), odt(&document).unwrap()] {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            if name != "mimetype" && !name.ends_with(".png") {
                parts.push((name, text));
            }
        }
    }
    parts
}

fn pieces(part: &str) -> Vec<Piece> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    let tree = roxmltree::Document::parse_with_options(part, options)
        .unwrap_or_else(|error| panic!("{error}\n{part}"));
    let mut pieces = Vec::new();
    collect(tree.root(), &mut pieces);
    pieces
}

fn collect(node: roxmltree::Node<'_, '_>, pieces: &mut Vec<Piece>) {
    if let Some(text) = node.text().filter(|_| node.is_text()) {
        pieces.push(Piece::Text(text.to_owned()));
        return;
    }
    pieces.push(Piece::Open(format!(
        "{:?} {:?}",
        node.node_type(),
        node.tag_name()
    )));
    for attribute in node.attributes() {
        pieces.push(Piece::Attribute(
            attribute.name().into(),
            attribute.value().into(),
        ));
    }
    node.children().for_each(|child| collect(child, pieces));
    pieces.push(Piece::Close);
}

/// Returns what a piece with the plain word must be when a value stands in its place.
fn replaced(piece: Piece, found: Option<&Piece>, value: &str) -> Piece {
    match (piece, found) {
        (Piece::Text(text), _) => Piece::Text(text.replace(WORD, value)),
        (Piece::Attribute(name, text), _) if text.contains(WORD) => {
            Piece::Attribute(name, text.replace(WORD, value))
        }
        // The widths of columns and of the watermark follow the length of the words.
        (Piece::Attribute(name, text), Some(Piece::Attribute(_, other))) if !text.is_empty() => {
            let only_figures = |text: &str| {
                let figure = |c: char| c.is_ascii_digit() || c == '-' || c == '.';
                text.replace(figure, "")
            };
            match only_figures(&text) == only_figures(other) {
                true => Piece::Attribute(name, other.clone()),
                false => Piece::Attribute(name, text),
            }
        }
        (piece, _) => piece,
    }
}

/// Text that looks like the formats' own markup, because plain random text hardly ever does.
fn value() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?xml?>",
            "<!DOCTYPE x>",
            "</text:p>",
            "</w:t>",
            "<w:p/>",
            "<script>",
            "</style>",
            "</p><p>",
            "&",
            "&amp;",
            "&#0;",
            "&lt;",
            "\"",
            "'",
            "\" onload=\"x",
            "javascript:",
            "}",
            "*/",
            "\\",
            "\u{fffe}",
            "\u{ffff}",
            "\u{202e}",
            "\u{200f}",
            "\u{2028}",
            "\u{feff}",
            "\u{0}",
            "\u{1b}[1m",
            "\r\n",
            "\t",
            "  ",
            "\u{a0}",
            "\u{1f525}",
            "\u{1f468}\u{200d}\u{1f469}",
            "\u{645}\u{631}",
            "e\u{301}",
        ])
        .prop_map(String::from),
        "[<>&\"'/=a-z]{1,6}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_value_alters_the_structure_of_a_file(value in value()) {
        // A letter at either end keeps the spaces there from being the end of a line.
        let value = format!("a{value}z");
        let expected = clean(&value);
        for ((name, with_word), (_, with_value)) in parts(WORD).iter().zip(&parts(&value)) {
            let found = pieces(with_value);
            let wanted: Vec<Piece> = pieces(with_word)
                .into_iter()
                .enumerate()
                .map(|(place, piece)| replaced(piece, found.get(place), &expected))
                .collect();
            prop_assert_eq!(wanted, found, "{}", name);
        }
    }

    #[test]
    fn a_value_of_nothing_but_what_is_dropped_leaves_a_readable_file(value in "[ \\t\\r\\n\u{0}-\u{1f}\u{202a}-\u{202e}\u{feff}\u{fffe}]{0,4}") {
        for (_, part) in parts(&value) {
            pieces(&part);
        }
    }
}
