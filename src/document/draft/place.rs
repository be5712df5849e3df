//! Puts the marks of undetermined conditions where a reader sees them and the Markdown stays whole.
//!
//! A condition stands around lines as often as within one. A mark on a line of its own becomes a paragraph, one after a
//! paragraph or a list item joins it, and one in a table waits until the table ends.

/// Begins the number of a line of the template; no text can hold it.
const LINE: char = '\u{1}';
/// Begins the number of a mark.
const MARK: char = '\u{2}';
/// Ends a number.
const END: char = '\u{3}';

/// Returns the sign that what follows stands on this line of the template.
pub(super) fn line(number: usize) -> String {
    format!("{LINE}{number}{END}")
}

/// Returns the sign that this mark belongs here.
pub(super) fn mark(index: usize) -> String {
    format!("{MARK}{index}{END}")
}

/// Returns the Markdown with its marks, and for each of its lines the line of the template.
pub(super) fn place(filled: &str, marks: &[String]) -> (String, Vec<usize>) {
    let mut page = Page::default();
    for raw in filled.split('\n') {
        let (text, leading) = page.signs(raw.trim_end_matches('\r'), marks);
        if !text.trim_start().starts_with('|') {
            page.after_table();
        }
        leading.into_iter().for_each(|mark| page.mark(mark, &text));
        page.push(text);
    }
    page.after_table();
    let markdown: Vec<&str> = page.lines.iter().map(|(text, _)| text.as_str()).collect();
    (
        markdown.join("\n"),
        page.lines.iter().map(|(_, number)| *number).collect(),
    )
}

#[derive(Default)]
struct Page<'a> {
    lines: Vec<(String, usize)>,
    /// The line of the template.
    number: usize,
    /// Marks that wait for the end of the table.
    waiting: Vec<&'a str>,
}

impl<'a> Page<'a> {
    /// Returns a line without signs, and the marks that stand before its first word; others are put in place.
    fn signs(&mut self, raw: &str, marks: &'a [String]) -> (String, Vec<&'a str>) {
        let mut text = String::with_capacity(raw.len());
        let mut leading = Vec::new();
        let mut rest = raw;
        while let Some(at) = rest.find([LINE, MARK]) {
            text.push_str(&rest[..at]);
            let is_line = rest[at..].starts_with(LINE);
            let (number, after) = rest[at + 1..].split_once(END).unwrap_or(("", ""));
            let number: usize = number.parse().unwrap_or(0);
            rest = after;
            if is_line {
                self.number = number;
            } else if let Some(mark) = marks.get(number) {
                if text.trim().is_empty() {
                    leading.push(mark.as_str());
                } else {
                    let gap = if text.ends_with(' ') { "" } else { " " };
                    let after = if rest.starts_with([' ', '.', ',', ';', ':']) || rest.is_empty() {
                        ""
                    } else {
                        " "
                    };
                    text.push_str(&format!("{gap}{mark}{after}"));
                }
            }
        }
        text.push_str(rest);
        (text, leading)
    }

    /// Puts a mark before a line that starts with it.
    fn mark(&mut self, mark: &'a str, next: &str) {
        let last = self.lines.last().map_or("", |(text, _)| text.trim());
        let is_inside = next.starts_with([' ', '\t']) && !next.trim().is_empty();
        if last.starts_with('|') && next.trim_start().starts_with('|') {
            self.waiting.push(mark);
        } else if !last.is_empty() || is_inside {
            self.join(mark);
        } else {
            self.push(mark.to_owned());
            self.push(String::new());
        }
    }

    /// Adds a mark to the last words, or after them when they cannot hold one.
    fn join(&mut self, mark: &str) {
        let last = self
            .lines
            .iter_mut()
            .rev()
            .find(|(text, _)| !text.trim().is_empty());
        match last {
            Some((text, _)) if !is_closed(text.trim()) => {
                let hard = text.ends_with('\\');
                text.truncate(text.trim_end_matches('\\').trim_end().len());
                text.push_str(&format!(" {mark}{}", if hard { "\\" } else { "" }));
            }
            _ => {
                self.push(String::new());
                self.push(mark.to_owned());
                self.push(String::new());
            }
        }
    }

    fn after_table(&mut self) {
        for mark in std::mem::take(&mut self.waiting) {
            self.push(String::new());
            self.push(mark.to_owned());
            self.push(String::new());
        }
    }

    fn push(&mut self, text: String) {
        self.lines.push((text, self.number));
    }
}

/// Tells whether a line is whole: nothing can be added to a heading, a row or a new page.
fn is_closed(line: &str) -> bool {
    line.starts_with(['#', '|']) || line == "---"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(filled: &str) -> String {
        let filled = filled.replace('@', &mark(0));
        place(&filled, &["[M]".to_owned()]).0
    }

    #[test]
    fn a_mark_finds_its_place_and_breaks_nothing() {
        for (filled, expected) in [
            ("a\n\n@b", "a\n\n[M]\n\nb"),
            ("a\n@b", "a [M]\nb"),
            ("a\\\n@b", "a [M]\\\nb"),
            ("# a\n@b", "# a\n\n[M]\n\nb"),
            ("- a\n@  - b", "- a [M]\n  - b"),
            (
                "| a |\n|---|\n@| b |\n| c |\nd",
                "| a |\n|---|\n| b |\n| c |\n\n[M]\n\nd",
            ),
            ("| a @|", "| a [M] |"),
            ("a @b", "a [M] b"),
            ("a@.", "a [M]."),
            ("@", "[M]\n\n"),
        ] {
            assert_eq!(placed(filled), expected, "{filled:?}");
        }
    }

    #[test]
    fn each_line_knows_where_it_comes_from() {
        let filled = format!("{}a\n{}b\nc", line(3), line(7));
        assert_eq!(place(&filled, &[]), ("a\nb\nc".to_owned(), vec![3, 7, 7]));
    }
}
