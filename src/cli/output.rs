//! Printing: text for people, JSON for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::context::Context;
use super::failure::Failure;
use crate::engine::Entry;
use crate::runtime::Session;
use crate::view;

/// Prints a value as JSON when that is asked for, else as the text.
pub fn show(
    context: &Context,
    value: &impl Serialize,
    text: impl FnOnce() -> String,
) -> Result<(), Failure> {
    if context.json {
        let json = serde_json::to_string_pretty(value)
            .map_err(|error| Failure::File(format!("cannot write JSON: {error}")))?;
        print(&format!("{json}\n"))
    } else {
        print(&text())
    }
}

/// Prints the lines that a command made.
pub fn entries(context: &Context, session: &Session, entries: &[Entry]) -> Result<(), Failure> {
    let (material, incident) = (session.material(), session.incident());
    let lines: Vec<view::Line> = entries
        .iter()
        // What the role that records may know of it.
        .filter_map(|entry| incident.entry(entry.seq))
        .map(|entry| view::line(&material.playbook, incident, entry))
        .collect();
    show(context, &lines, || view::log_text(&lines))
}

/// Says something on stderr; nobody may be listening.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Prints text; a reader that stops reading is no error.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::File(format!("cannot write to stdout: {error}")))
        }
        _ => Ok(()),
    }
}
