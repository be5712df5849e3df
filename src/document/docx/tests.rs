//! What the schema checker does not see: the same bytes twice, well-formed parts, and the marks and comments.

use super::*;
use crate::document::{Block, Inline, Paper, read};
use std::io::{Cursor, Read};

fn document(markdown: &str, marking: Option<&str>) -> Document {
    Document {
        title: "Last & dwang\u{7}som".into(),
        reference: Some("Z-1".into()),
        date: None,
        language: "nl-NL".into(),
        paper: Paper::Letter,
        marking: marking.map(String::from),
        footer: "voet".into(),
        author: "Gemeente \"A\" <b>".into(),
        blocks: read(markdown).unwrap(),
    }
}

fn part(file: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .ok()?
        .read_to_string(&mut text)
        .unwrap();
    Some(text)
}

#[test]
fn writes_the_same_bytes_twice_and_every_part_is_well_formed() {
    let document = document(
        "# K\n\na **b *c* d** \\<x\\>\n\n[ONTBREEKT: \\\"Q\\\" \\& zo?](ontbreekt:a)\n",
        Some("CONCEPT"),
    );
    let file = docx(&document).unwrap();
    assert_eq!(file, docx(&document).unwrap());
    let archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in names {
        let text = part(&file, &name).unwrap();
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn a_missing_value_is_words_a_style_and_a_comment() {
    let file = docx(&document(
        "[ONTBREEKT: Wanneer?](ontbreekt:a) [x](opmerking:j \"klopt dit?\")\n",
        Some("CONCEPT"),
    ))
    .unwrap();
    let text = part(&file, "word/document.xml").unwrap();
    assert!(text.contains("[ONTBREEKT: Wanneer?]") && text.contains("\"Missing\""));
    let comments = part(&file, "word/comments.xml").unwrap();
    assert!(comments.contains(">Wanneer?<") && comments.contains(">klopt dit?<"));
    assert!(!comments.contains("w:date"));
    assert!(
        part(&file, "word/settings.xml")
            .unwrap()
            .contains("trackRevisions")
    );
}

#[test]
fn without_marking_or_comments_there_is_neither_watermark_nor_comments_part() {
    let file = docx(&document("a\n", None)).unwrap();
    assert_eq!(part(&file, "word/comments.xml"), None);
    assert!(
        !part(&file, "word/header1.xml")
            .unwrap()
            .contains("WaterMark")
    );
    assert!(
        !part(&file, "word/settings.xml")
            .unwrap()
            .contains("trackRevisions")
    );
}

#[test]
fn a_tree_made_by_hand_cannot_bring_in_what_xml_forbids() {
    let mut document = document("a\n", None);
    document.blocks = vec![Block::Paragraph {
        content: vec![Inline::text("a\u{0}\u{1b}\u{ffff}b]]>")],
    }];
    let text = part(&docx(&document).unwrap(), "word/document.xml").unwrap();
    assert!(text.contains(">ab]]&gt;<"), "{text}");
}

/// Guards the words by which the style of a form is found in that of a letter.
#[test]
fn a_form_differs_from_a_letter_in_every_style_it_names() {
    for (letter, form) in parts::FORM {
        assert!(parts::STYLES.contains(letter), "{letter}");
        assert_ne!(letter, form);
    }
    let mut document = document("a\n", None);
    let letter = part(&docx(&document).unwrap(), "word/document.xml").unwrap();
    document.paper = Paper::Form;
    let form = part(&docx(&document).unwrap(), "word/document.xml").unwrap();
    assert!(letter.contains("w:right=\"1417\"") && form.contains("w:right=\"850\""));
}

/// Guards against LibreOffice leaving out every row but the first, when that one just fits at the foot of a page.
#[test]
fn only_the_first_row_of_a_table_may_be_parted() {
    let file = docx(&document("| a |\n|---|\n| 1 |\n| 2 |\n| 3 |\n", None)).unwrap();
    let text = part(&file, "word/document.xml").unwrap();
    let rows: Vec<bool> = (text.split("<w:tr>").skip(1))
        .map(|row| row.contains("<w:cantSplit/>"))
        .collect();
    assert_eq!(rows, [true, false, true, true]);
}
