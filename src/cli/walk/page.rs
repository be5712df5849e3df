//! Long lists, one screen at a time.
//!
//! Leaves nothing out: in a pipe everything comes at once.

use super::{Leave, Turn, Walk, command};
use crate::view::{WIDTH, wrap};

impl Walk<'_> {
    /// Says something long; a person reads on with Enter, or types a command that comes next.
    pub(super) fn page(&mut self, text: &str) -> Turn {
        self.page_until(text, |line| command::parse(line).is_some())
    }

    /// Says a long list to choose from; the choice or a command can be typed before its end.
    pub(super) fn page_list(&mut self, text: &str) -> Turn {
        self.page_until(text, |line| {
            line.eq_ignore_ascii_case("meer")
                || line.bytes().all(|b| b.is_ascii_digit())
                || command::parse(line).is_some()
        })
    }

    /// Keeps what may come next as the next line; nothing else, since its prompt was not seen yet.
    fn page_until(&mut self, text: &str, may_come_next: fn(&str) -> bool) -> Turn {
        let Some(height) = self.input.height() else {
            self.say(text);
            return Ok(());
        };
        let pages = pages(text, height);
        for (at, page) in pages.iter().enumerate() {
            self.say(page);
            while at + 1 < pages.len() {
                let prompt = "-- Enter = verder, q = genoeg --";
                let line = self.input.line(prompt).ok_or(Leave::Left)?;
                match line.as_str() {
                    // Who plays alone has a key of this name, and here reads on.
                    "" | "verder" => break,
                    "q" | "genoeg" | "stop" | "terug" => return Ok(()),
                    "weg" => return Err(Leave::Left),
                    _ if may_come_next(&line) || self.steers(&line) => {
                        self.typed = Some(line);
                        return Ok(());
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// Returns a text in parts that each fit on a screen with two lines under them.
fn pages(text: &str, height: usize) -> Vec<String> {
    let text = wrap(text.trim_matches('\n'), WIDTH);
    let lines: Vec<&str> = text.lines().collect();
    let parts = lines.chunks(height.saturating_sub(2).max(5));
    parts.map(|part| part.join("\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_on_one_page_and_every_page_fits() {
        let text: String = (1..=50).map(|n| format!("{n}. regel\n")).collect();
        let pages = pages(&text, 24);
        assert_eq!(pages.len(), 3);
        assert!(pages.iter().all(|page| page.lines().count() <= 22));
        assert_eq!(pages.join("\n"), text.trim_end());
        assert_eq!(super::pages("kort\n", 24), ["kort"]);
        assert_eq!(super::pages(&text, 1).len(), 10, "a screen without lines");
    }
}
