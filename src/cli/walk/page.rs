//! Long lists, one screen at a time.
//!
//! Leaves nothing out: in a pipe everything comes at once.

use super::{Leave, Turn, Walk};
use crate::view::{WIDTH, wrap};

impl Walk<'_> {
    /// Says something long; a person reads on with Enter, or types what comes next.
    pub(super) fn page(&mut self, text: &str) -> Turn {
        let Some(height) = self.input.height() else {
            self.say(text);
            return Ok(());
        };
        let pages = pages(text, height);
        for (at, page) in pages.iter().enumerate() {
            self.say(page);
            if at + 1 == pages.len() {
                break;
            }
            let prompt = "-- Enter = verder, q = genoeg --";
            match self.input.line(prompt).ok_or(Leave::Left)?.as_str() {
                "" => {}
                "q" | "genoeg" | "stop" | "terug" => break,
                line => {
                    self.typed = Some(line.to_owned());
                    break;
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
