//! Turns a value into Markdown that can only ever be read back as that value.
//!
//! Never decides whether a value may be printed, and never keeps a character that could change how the text around it
//! is read or shown: control characters and the characters that reverse the direction of writing are dropped.

use crate::xml::is_dropped;

/// Returns a value as Markdown text for any place on a line: paragraph, heading, list, table cell, link text or title.
///
/// Read back, it gives [`clean`] of the value and no structure.
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len() * 2);
    for character in clean(value).chars() {
        match character {
            // A table splits its cells before it looks at backslashes, so these two travel as entities.
            '\\' => out.push_str("&#92;"),
            '|' => out.push_str("&#124;"),
            _ => {
                if character.is_ascii_punctuation() {
                    out.push('\\');
                }
                out.push(character);
            }
        }
    }
    out
}

/// Returns a value as Markdown text that keeps its line breaks, for a paragraph, a list item or a quote.
///
/// It has no place in a heading or a table cell: those end at the end of the line.
pub fn escape_lines(value: &str) -> String {
    let lines: Vec<String> = lines(value).iter().map(|line| escape(line)).collect();
    lines.join("\\\n")
}

/// Returns a value on one line, without what must not reach paper or terminal.
///
/// Line ends and ordinary white space fold into one space (a no-break space stays), the ends are trimmed, and control
/// characters, direction overrides and characters that XML forbids are dropped.
pub fn clean(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut gap = false;
    for character in value.chars().filter(|c| is_folded(*c) || !is_dropped(*c)) {
        if is_folded(character) {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(character);
    }
    out.trim().to_owned()
}

/// Returns [`clean`] of a piece of a line, with the spaces at its ends: they separate it from its neighbours.
pub(super) fn spaced(text: &str) -> String {
    let middle = clean(text);
    let before = if text.starts_with(' ') { " " } else { "" };
    let after = if text.ends_with(' ') && !middle.is_empty() {
        " "
    } else {
        ""
    };
    format!("{before}{middle}{after}")
}

/// Returns the trimmed lines of a value, without empty ones at either end.
fn lines(value: &str) -> Vec<String> {
    let unified = value.replace("\r\n", "\n");
    let all: Vec<String> = unified
        .split([
            '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
        ])
        .map(clean)
        .collect();
    let start = all.iter().position(|line| !line.is_empty());
    let end = all.iter().rposition(|line| !line.is_empty());
    match (start, end) {
        (Some(start), Some(end)) => all[start..=end].to_vec(),
        _ => Vec::new(),
    }
}

fn is_folded(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Inline, plain, read};
    use proptest::prelude::*;

    #[test]
    fn folds_and_drops_what_it_says() {
        for (value, expected) in [
            (" a \r\n\t b ", "a b"),
            ("\u{202e}gnp\u{0}.exe\u{1b}[31m", "gnp.exe[31m"),
            ("€\u{a0}2.500", "€\u{a0}2.500"),
            ("\u{feff}a\u{2028}b", "a b"),
        ] {
            assert_eq!(clean(value), expected, "{value:?}");
        }
        assert_eq!(escape("5*3 [a](b)|c\\"), r"5\*3 \[a\]\(b\)&#124;c&#92;");
        assert_eq!(escape_lines("\n een \n\n # twee\n"), "een\\\n\\\n\\# twee");
    }

    /// Markup-heavy text, because plain random text hardly ever looks like Markdown.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n".to_owned()),
            Just("\n\n    ".to_owned()),
            Just("](feit:x)".to_owned()),
            Just("```".to_owned()),
            Just("---".to_owned()),
            Just("{#anker}".to_owned()),
            Just("<b>".to_owned()),
            Just("&amp;".to_owned()),
            Just("http://a.nl".to_owned()),
            Just("1. ".to_owned()),
            "[\\\\|*_~`#>\\[\\](){}!<&$^:=+\"'. \t-]{1,4}",
            "\\PC{1,3}",
            any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    fn line(blocks: &[Block]) -> &[Inline] {
        match blocks {
            [Block::Paragraph { content } | Block::Heading { content, .. }] => content,
            other => panic!("not one line: {other:?}"),
        }
    }

    fn words(inlines: &[Inline]) -> String {
        let only_text = inlines.iter().all(|i| matches!(i, Inline::Text { .. }));
        assert!(only_text, "structure: {inlines:?}");
        plain(inlines)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn a_value_is_read_back_as_itself_and_makes_no_structure(value in hostile()) {
            let expected = clean(&value);
            if expected.is_empty() {
                return Ok(());
            }
            let value = escape(&value);

            let middle = read(&format!("voor {value} na")).unwrap();
            prop_assert_eq!(words(line(&middle)), format!("voor {expected} na"));
            for start in ["", "# ", "   "] {
                let blocks = read(&format!("{start}{value}\n")).unwrap();
                prop_assert_eq!(words(line(&blocks)), &expected[..]);
            }
            for table in [
                format!("| kop | {value} |\n| --- | --- |\n| {value} | x |\n"),
                format!("|kop|{value}|\n|---|---|\n|{value}|x|\n"),
            ] {
                let blocks = read(&table).unwrap();
                let [Block::Table { header, rows }] = &blocks[..] else { panic!("{blocks:?}") };
                prop_assert_eq!(words(&header[1]), &expected[..]);
                prop_assert_eq!(words(&rows[0][0]), &expected[..]);
                prop_assert_eq!(words(&rows[0][1]), "x");
            }
            for list in [format!("- {value}\n"), format!("1. x\n2. {value}\n")] {
                let blocks = read(&list).unwrap();
                let [Block::List { items, .. }] = &blocks[..] else { panic!("{blocks:?}") };
                prop_assert_eq!(words(line(&items[items.len() - 1])), &expected[..]);
            }
            let quote = read(&format!("> {value}\n")).unwrap();
            let [Block::Quote { blocks }] = &quote[..] else { panic!("{quote:?}") };
            prop_assert_eq!(words(line(blocks)), &expected[..]);
        }

        #[test]
        fn a_value_stays_inside_its_link(value in hostile()) {
            let text = clean(&value);
            if text.is_empty() {
                return Ok(());
            }
            let value = escape(&value);
            let fact = read(&format!("x[{value}](feit:a.b)y")).unwrap();
            prop_assert_eq!(&line(&fact)[1], &Inline::Fact { path: "a.b".into(), text: text.clone() });
            let comment = read(&format!("[x](opmerking:jurist \"{value}\")")).unwrap();
            prop_assert_eq!(line(&comment), &[Inline::Comment { text: text.clone(), about: vec![Inline::text("x")] }]);
            let table = read(&format!("|k|\n|---|\n|[{value}](feit:a)|\n")).unwrap();
            let [Block::Table { rows, .. }] = &table[..] else { panic!("{table:?}") };
            prop_assert_eq!(&rows[0][0], &[Inline::Fact { path: "a".into(), text }]);
        }

        #[test]
        fn lines_stay_in_one_paragraph(value in hostile()) {
            let expected = lines(&value).join("\n");
            if expected.is_empty() {
                return Ok(());
            }
            let value = escape_lines(&value);
            for (before, depth) in [("", 0), ("- ", 1), ("> ", 1), ("1. ", 1)] {
                let mut blocks = read(&format!("{before}{value}\n")).unwrap();
                if depth == 1 {
                    blocks = match blocks.remove(0) {
                        Block::List { mut items, .. } if items.len() == 1 => items.remove(0),
                        Block::Quote { blocks } => blocks,
                        other => panic!("{other:?}"),
                    };
                }
                prop_assert_eq!(plain(line(&blocks)), &expected[..]);
            }
        }
    }
}
