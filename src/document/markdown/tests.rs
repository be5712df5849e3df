//! What is written reads back as the same words.

use super::*;
use crate::document::{escape, read};
use proptest::prelude::*;

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "t".into(),
        reference: None,
        date: None,
        language: "nl-NL".into(),
        paper: crate::document::Paper::Letter,
        marking: None,
        footer: String::new(),
        author: String::new(),
        blocks,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn words_read_back_equally(words in proptest::collection::vec("[-+=.:)(\\\\|*_~`#>\\[\\]{}!<&0-9a-z ]{1,9}", 1..6)) {
        let value = |index: usize| escape(&format!("{}x", words[index % words.len()]));
        let source = format!(
            "# {}\n\n{}\\\n{} **{}** *{}*\n\n- {}\n- {}\n\n  {}\n  1. {}\n  2. {}\n  1) x\n\n* - y\n\n- z\n\n> {}\n\n| {} | {} |\n|---|---|\n| {} | {} |\n\n---\n\n{}\n",
            value(0), value(1), value(2), value(3), value(4), value(5), value(0), value(1), value(2), value(3), value(4),
            value(5), value(0), value(1), value(2), value(3),
        );
        let blocks = read(&source).unwrap();
        let written = markdown(&document(blocks.clone()));
        let body = written.strip_prefix("# t\n\n").unwrap();
        prop_assert_eq!(read(body).unwrap(), blocks, "{}", written);
    }
}

#[test]
fn a_mark_in_strong_words_is_not_opened_twice() {
    let blocks = read(
        "**Op [ONTBREEKT: Wanneer [a]?](ontbreekt:x) en**"
            .replace("[a]", "\\[a\\]")
            .as_str(),
    )
    .unwrap();
    let written = markdown(&document(blocks));
    assert!(
        written.contains("**Op [ONTBREEKT: Wanneer \\[a\\]?] en**"),
        "{written}"
    );
}

#[test]
fn a_quoted_address_does_not_become_a_link() {
    let blocks = read("zie https\\://www.voorbeeld.nl").unwrap();
    assert!(markdown(&document(blocks)).contains("https\\://www\\.voorbeeld.nl"));
}
