//! What a comparison must keep: rejecting every change gives the old document, accepting every change the new one.

use std::io::{Cursor, Read};

use chrono::DateTime;
use proptest::prelude::*;
use roxmltree::Node;

use super::*;
use crate::document::{docx, read, redline};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn document(title: &str, blocks: Vec<Block>) -> Document {
    Document {
        title: title.to_owned(),
        reference: None,
        date: None,
        language: "nl-NL".to_owned(),
        paper: crate::document::Paper::Letter,
        marking: None,
        footer: String::new(),
        author: String::new(),
        blocks,
    }
}

fn body(file: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

fn redlined(old: &Document, new: &Document) -> String {
    body(&redline(old, new, "Vergelijking van a met b", DateTime::UNIX_EPOCH).unwrap())
}

/// Returns the paragraphs and cells of a Word text after every change of one kind is dropped and the others are kept.
fn without(xml: &str, dropped: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(xml).unwrap();
    let (mut lines, mut carried) = (Vec::new(), String::new());
    let is = |node: &Node<'_, '_>, name: &str| node.has_tag_name((WORD, name));
    let marked = |node: &Node<'_, '_>, path: [&str; 2]| {
        let child = |of: Node<'_, '_>, name| of.children().any(|child| is(&child, name));
        node.children()
            .filter(|child| is(child, path[0]))
            .any(|properties| {
                path[1].is_empty() && child(properties, dropped)
                    || properties
                        .children()
                        .any(|inner| is(&inner, path[1]) && child(inner, dropped))
            })
    };
    for paragraph in tree.descendants().filter(|node| is(node, "p")) {
        let row = paragraph.ancestors().find(|node| is(node, "tr"));
        if row.is_some_and(|row| marked(&row, ["trPr", ""])) {
            continue;
        }
        for node in paragraph.descendants() {
            if node.ancestors().any(|above| is(&above, dropped)) {
                continue;
            }
            match node.tag_name().name() {
                "t" | "delText" => carried.push_str(node.text().unwrap_or_default()),
                "br" => carried.push('/'),
                _ => {}
            }
        }
        // Without its mark a paragraph runs on into the next.
        if !marked(&paragraph, ["pPr", "rPr"]) {
            let words: Vec<&str> = carried.split_whitespace().collect();
            lines.push(words.join(" "));
            carried.clear();
        }
    }
    assert_eq!(carried, "", "the last paragraph lost its mark");
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn check(old: &Document, new: &Document) {
    let xml = redlined(old, new);
    assert_eq!(xml, redlined(old, new), "not the same bytes twice");
    let plain = |document| without(&body(&docx(document).unwrap()), "nothing");
    assert_eq!(without(&xml, "del"), plain(new), "all accepted\n{xml}");
    assert_eq!(without(&xml, "ins"), plain(old), "all rejected\n{xml}");
}

fn of(markdown: &str) -> Document {
    document("Besluit", read(markdown).unwrap())
}

#[test]
fn shows_the_words_that_changed_and_no_others() {
    let old = of(
        "# Kop\n\nU betaalt [€ 2.500](feit:bedrag) per keer, **ten hoogste** vijf keer.\n\n- een\n- twee\n",
    );
    let new = of(
        "# Kop\n\nU betaalt [€ 5.000](feit:bedrag) per keer, **ten hoogste** vier keer.\n\n- een\n- drie\n",
    );
    check(&old, &new);
    let xml = redlined(&old, &new);
    for words in ["2.500", "vijf ", "twee"] {
        let deleted = format!("<w:delText xml:space=\"preserve\">{words}</w:delText>");
        assert!(xml.contains(&deleted), "{words}\n{xml}");
    }
    assert!(xml.contains("w:author=\"draaiboek\" w:date=\"1970-01-01T00:00:00Z\""));
    assert_eq!(compare(&old, &new).count(), (3, 3));
    assert_eq!(compare(&old, &old).count(), (0, 0));
}

#[test]
fn rows_and_tables_come_and_go_as_a_whole() {
    let old = of("a\n\n| k | l |\n|---|---|\n| 1 | x |\n| 2 | y |\n\nslot\n");
    let new = of("a\n\n| k | l |\n|---|---|\n| 1 | z |\n| 3 | y |\n| 4 | w |\n");
    check(&old, &new);
    check(&new, &old);
    check(&of("a\n"), &old);
    check(&old, &of("b\n"));
    check(&of(""), &new);
}

fn words() -> impl Strategy<Value = String> + Clone {
    let word = prop_oneof!["[a-c]{1,2}", Just("<&>".to_owned())];
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

fn line() -> impl Strategy<Value = Vec<Inline>> + Clone {
    let plain = words().prop_map(|text| Inline::Text { text });
    let inline = prop_oneof![
        3 => plain.clone(),
        1 => words().prop_map(|text| Inline::Fact { path: "a".into(), text }),
        1 => Just(Inline::LineBreak),
        1 => words().prop_map(|question| Inline::Missing { path: "a".into(), question }),
        1 => prop::collection::vec(plain.clone(), 1..3).prop_map(|content| Inline::Strong { content }),
        1 => prop::collection::vec(plain, 1..2).prop_map(|about| Inline::Comment { text: "?".into(), about }),
    ];
    prop::collection::vec(inline, 0..4)
}

fn block() -> impl Strategy<Value = Block> + Clone {
    let paragraph = line().prop_map(|content| Block::Paragraph { content });
    let inner = prop::collection::vec(paragraph.clone(), 0..3);
    let list = |inner: BoxedStrategy<Vec<Block>>| {
        (any::<bool>(), prop::collection::vec(inner, 0..4)).prop_map(|(ordered, items)| {
            Block::List {
                ordered,
                start: 1,
                items,
            }
        })
    };
    let flat = list(inner.clone().boxed()).boxed();
    let nested = (inner.clone(), flat.clone()).prop_map(|(mut blocks, list)| {
        blocks.push(list);
        blocks
    });
    let deep = list(prop_oneof![inner.clone(), nested].boxed());
    let row = prop::collection::vec(line(), 2..=2);
    let table = (row.clone(), prop::collection::vec(row, 0..4));
    prop_oneof![
        4 => paragraph,
        1 => (1..3u8, line()).prop_map(|(level, content)| Block::Heading { level, content, anchor: None }),
        1 => deep,
        1 => inner.prop_map(|blocks| Block::Quote { blocks }),
        1 => table.prop_map(|(header, rows)| Block::Table { header, rows }),
    ]
}

/// Two documents, of which the second has much of the first.
fn pair() -> impl Strategy<Value = (Document, Document)> {
    let blocks = prop::collection::vec(block(), 0..6);
    let edits = prop::collection::vec((0..3u8, block()), 6..7);
    (words(), words(), blocks, edits, block()).prop_map(|(old, new, blocks, edits, last)| {
        let mut edited = Vec::new();
        for (block, (edit, other)) in blocks.iter().zip(edits) {
            match edit {
                0 => edited.push(block.clone()),
                1 => edited.push(mixed(block, &other)),
                _ => edited.extend([other, block.clone()]),
            }
        }
        edited.push(last);
        (document(&old, blocks), document(&new, edited))
    })
}

/// Returns a block with something of another of its kind in it.
fn mixed(block: &Block, other: &Block) -> Block {
    match (block, other) {
        (Block::Paragraph { content }, Block::Paragraph { content: more }) => Block::Paragraph {
            content: content.iter().chain(more).cloned().collect(),
        },
        (Block::Table { header, rows }, Block::Table { rows: more, .. }) => Block::Table {
            header: header.clone(),
            rows: more.iter().chain(rows).cloned().collect(),
        },
        (
            Block::List {
                items,
                ordered,
                start,
            },
            Block::List { items: more, .. },
        ) => Block::List {
            ordered: *ordered,
            start: *start,
            items: items.iter().chain(more).cloned().collect(),
        },
        _ => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn accepting_gives_the_new_document_and_rejecting_the_old((old, new) in pair()) {
        check(&old, &new);
        check(&new, &old);
    }
}
