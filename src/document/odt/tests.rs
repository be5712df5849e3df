//! What the schema checker does not see: the same bytes twice, the kind of file, and the marks and comments.

use super::*;
use crate::document::read;
use std::io::{Cursor, Read};

fn document(markdown: &str, marking: Option<&str>) -> Document {
    Document {
        title: "Last".into(),
        reference: Some("Z-1".into()),
        date: None,
        language: "nl-NL".into(),
        paper: crate::document::Paper::Letter,
        marking: marking.map(String::from),
        footer: "voet".into(),
        author: "Gemeente Voorbeeldstad".into(),
        blocks: read(markdown).unwrap(),
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn writes_the_same_bytes_twice_and_says_what_it_is_where_readers_look() {
    let document = document("# K\n\n| a |\n|---|\n| b |\n", Some("CONCEPT"));
    let file = odt(&document).unwrap();
    assert_eq!(file, odt(&document).unwrap());
    assert_eq!(&file[30..38], b"mimetype");
    assert_eq!(&file[38..38 + parts::KIND.len()], parts::KIND.as_bytes());
}

#[test]
fn a_missing_value_is_words_a_style_and_a_comment_without_a_date() {
    let file = odt(&document(
        "[ONTBREEKT: Wanneer?](ontbreekt:a) [x](opmerking:j \"klopt dit?\")\n",
        Some("CONCEPT"),
    ))
    .unwrap();
    let text = part(&file, "content.xml");
    assert!(
        text.contains("\"Missing\">[ONTBREEKT: Wanneer?]<"),
        "{text}"
    );
    assert!(text.contains("<text:p>Wanneer?<") && text.contains("<text:p>klopt dit?<"));
    assert_eq!(text.matches("<office:annotation ").count(), 2);
    assert!(!text.contains("dc:date") && !part(&file, "meta.xml").contains("date"));
}

#[test]
fn only_a_marked_document_has_a_watermark_and_tracks_changes() {
    for (marking, expected) in [(Some("CONCEPT"), true), (None, false)] {
        let file = odt(&document("a\n", marking)).unwrap();
        assert_eq!(part(&file, "styles.xml").contains("Watermerk"), expected);
        assert_eq!(
            part(&file, "content.xml").contains("track-changes"),
            expected
        );
    }
}

#[test]
fn a_page_break_becomes_a_style_of_what_follows() {
    for (markdown, style) in [
        ("a\n\n---\n\nb\n", "Text_20_body.page"),
        ("a\n\n---\n\n# b\n", "Heading_20_1.page"),
        ("a\n\n---\n\n1. b\n", "List_20_End.page"),
    ] {
        let text = part(&odt(&document(markdown, None)).unwrap(), "content.xml");
        assert!(
            text.contains(&format!("text:style-name=\"{style}\"")),
            "{text}"
        );
        assert_eq!(text.matches("fo:break-before").count(), 1, "{text}");
    }
    let text = part(
        &odt(&document("a\n\n---\n\n| b |\n|---|\n| c |\n", None)).unwrap(),
        "content.xml",
    );
    assert!(
        text.contains("fo:margin-bottom=\"0.28cm\" fo:break-before=\"page\""),
        "{text}"
    );
}

#[test]
fn a_language_that_opendocument_cannot_hold_is_none() {
    let mut document = document("a\n", None);
    for (tag, expected) in [
        ("nl-NL", "fo:language=\"nl\" fo:country=\"NL\""),
        ("fy", "fo:language=\"fy\" fo:country=\"none\""),
        ("\"/><x", "fo:language=\"none\" fo:country=\"none\""),
    ] {
        document.language = tag.into();
        let text = part(&odt(&document).unwrap(), "styles.xml");
        assert!(text.contains(expected), "{tag}");
    }
}

/// Guards the words by which the style of a form is found in that of a letter.
#[test]
fn a_form_differs_from_a_letter_in_every_style_it_names() {
    for (letter, form) in parts::FORM {
        assert!(parts::STYLES.contains(letter), "{letter}");
        assert_ne!(letter, form);
    }
}
