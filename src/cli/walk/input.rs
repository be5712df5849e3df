//! Lines from the keyboard or a pipe, and words to the screen.
//!
//! Keeps nothing: what is typed is handed on at once, and what is said is written at once.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::view::{WIDTH, wrap};

/// The height of a screen that does not say how high it is.
const HEIGHT: usize = 24;

/// Reads lines and says things.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    is_terminal: bool,
}

impl Input {
    /// Returns the input of this process.
    pub fn new() -> Self {
        Input {
            is_terminal: io::stdin().is_terminal(),
        }
    }

    /// Tells whether a person types.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Returns how many lines fit on the screen; nothing when no person reads along.
    pub fn height(&self) -> Option<usize> {
        if !self.is_terminal || !io::stdout().is_terminal() {
            return None;
        }
        let known = terminal_size::terminal_size();
        Some(known.map_or(HEIGHT, |(_, height)| usize::from(height.0)))
    }

    /// Asks for a line; nothing at the end of the input.
    pub fn line(&mut self, prompt: &str) -> Option<String> {
        // In a pipe nobody's Enter ends the line of the prompt.
        let end = if self.is_terminal { " " } else { "\n" };
        write(&format!("{}{end}", wrap(prompt, WIDTH)));
        let mut bytes = Vec::new();
        match io::stdin().lock().read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(clean(&String::from_utf8_lossy(&bytes))),
            Err(error) => {
                let why = crate::runtime::dutch::file(&error);
                self.say(&format!("De invoer kan niet worden gelezen. {why}"));
                None
            }
        }
    }

    /// Says something, on lines of its own.
    pub fn say(&self, text: &str) {
        write(&format!("{}\n", wrap(text.trim_end_matches('\n'), WIDTH)));
    }
}

/// A screen that is gone does not stop the log from being kept.
fn write(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Returns a line without its end and without what arrow and function keys leave behind.
fn clean(line: &str) -> String {
    let mut out = String::new();
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            if matches!(letters.peek(), Some('[' | 'O')) {
                letters.next();
                while letters
                    .next()
                    .is_some_and(|c| !c.is_ascii_alphabetic() && c != '~')
                {}
            }
        } else if letter == '\t' {
            out.push(' ');
        } else if !letter.is_control() && letter != '\u{feff}' {
            out.push(letter);
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_not_text_leave_nothing_behind() {
        assert_eq!(
            clean("\u{feff}ja\u{1b}[A\u{1b}[3~ en\tnee\r\n"),
            "ja en nee"
        );
        assert_eq!(clean("\u{1b}"), "");
    }
}
