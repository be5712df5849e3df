//! The constructs that are read, and that everything else is refused by line and name.

use super::*;
use crate::document::{Inline, plain};
use proptest::prelude::*;

#[test]
fn reads_every_construct_of_the_closed_list() {
    let blocks = read(concat!(
        "# Besluit {#last}\n\n",
        "Wij **leggen** *op*\\\naan [Jan\\-Piet](feit:naam) op\n[ONTBREEKT: Wanneer?](ontbreekt:datum).\n\n",
        "3. een\n4. twee\n   - los\n\n",
        "| a | b |\n|---|---|\n| c\\|d | [artikel 1](wet:awb-1-1) |\n\n",
        "> woord\n\n---\n\n[tekst](opmerking:x \"de \\\"opmerking\\\"\")\n",
    ))
    .unwrap();
    let text = |text: &str| Inline::text(text);
    let paragraph = |words: &str| Block::Paragraph {
        content: vec![text(words)],
    };
    assert_eq!(
        blocks,
        [
            Block::Heading {
                level: 1,
                content: vec![text("Besluit")],
                anchor: Some("last".into())
            },
            Block::Paragraph {
                content: vec![
                    text("Wij "),
                    Inline::Strong {
                        content: vec![text("leggen")]
                    },
                    text(" "),
                    Inline::Emphasis {
                        content: vec![text("op")]
                    },
                    Inline::LineBreak,
                    text("aan "),
                    Inline::Fact {
                        path: "naam".into(),
                        text: "Jan-Piet".into()
                    },
                    text(" op "),
                    Inline::Missing {
                        path: "datum".into(),
                        question: "Wanneer?".into()
                    },
                    text("."),
                ]
            },
            Block::List {
                ordered: true,
                start: 3,
                items: vec![
                    vec![paragraph("een")],
                    vec![
                        paragraph("twee"),
                        Block::List {
                            ordered: false,
                            start: 1,
                            items: vec![vec![paragraph("los")]]
                        }
                    ]
                ]
            },
            Block::Table {
                header: vec![vec![text("a")], vec![text("b")]],
                rows: vec![vec![
                    vec![text("c|d")],
                    vec![Inline::Law {
                        id: "awb-1-1".into(),
                        text: "artikel 1".into()
                    }]
                ]]
            },
            Block::Quote {
                blocks: vec![paragraph("woord")]
            },
            Block::PageBreak,
            Block::Paragraph {
                content: vec![Inline::Comment {
                    text: "de \"opmerking\"".into(),
                    about: vec![text("tekst")]
                }]
            },
        ]
    );
}

#[test]
fn an_empty_comment_is_about_what_stands_before_it() {
    let blocks = read("A [b](feit:c) [](opmerking:x \"een\") d [](opmerking:x \"twee\")").unwrap();
    let Block::Paragraph { content } = &blocks[0] else {
        panic!("{blocks:?}")
    };
    let about: Vec<String> = content
        .iter()
        .map(|inline| match inline {
            Inline::Comment { about, .. } => plain(about),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(about, ["A b ", " d "]);
}

#[test]
fn two_spaces_at_the_end_of_a_line_are_no_line_break() {
    let content = vec![Inline::text("a b")];
    assert_eq!(read("a  \nb"), Ok(vec![Block::Paragraph { content }]));
}

/// Returns every letter a reader of the document would see.
fn letters(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content } => {
                out.push_str(&plain(content));
            }
            Block::List { items, .. } => items.iter().for_each(|item| out.push_str(&letters(item))),
            Block::Quote { blocks } => out.push_str(&letters(blocks)),
            Block::Table { header, rows } => {
                for cell in header.iter().chain(rows.iter().flatten()) {
                    out.push_str(&plain(cell));
                }
            }
            Block::PageBreak | Block::Picture { .. } => {}
        }
    }
    out.retain(char::is_alphabetic);
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is written raw is refused or kept: no letter gets lost, and nothing panics.
    #[test]
    fn nothing_is_lost_in_silence(pieces in proptest::collection::vec(prop_oneof![
        Just("\n"), Just("\n\n"), Just("    "), Just("| "), Just("|---|---|"), Just("---"), Just("- "), Just("1. "),
        Just("> "), Just("# "), Just("["), Just("]"), Just("]: "), Just("[^a]: "), Just("]("), Just(")"), Just("**"),
        Just("*"), Just("`"), Just("~~"), Just("<"), Just("b>"), Just("<!--"), Just("-->"), Just("\\"), Just("é"),
        Just("feit:"), Just(" \"q\""), Just("!"), Just(" "), Just("a"), Just("b c"), Just("\t"), Just("="), Just("[ ] "),
    ], 0..25)) {
        let source = pieces.concat();
        // The path of a link and the remark of a comment are not words of the text.
        if let Ok(blocks) = read(&source) && !source.contains("](") {
            let mut written: String = source.clone();
            written.retain(char::is_alphabetic);
            prop_assert_eq!(letters(&blocks), written, "{}", source);
        }
    }
}
