//! Texts of an exercise that look as if they were about someone: numbers, addresses, handles.
//!
//! It finds forms, not meanings, and takes what is plainly made up: zeros, example domains, `@voorbeeld…`.

use crate::diagnostic::{Code, Finding};
use crate::fact::suspect::{SuspectKind, suspects};
use crate::reader::{Data, Node, Table};

/// Endings of addresses that belong to nobody.
const NOBODY: &[&str] = &[
    ".example",
    ".invalid",
    ".test",
    "@example.com",
    "@example.net",
    "@example.org",
];

/// Returns what looks real in the texts of a scenario.
pub(in crate::exercise) fn findings(table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in &table.entries {
        node(&entry.value, &mut findings);
    }
    findings
}

fn node(node: &Node, findings: &mut Vec<Finding>) {
    match &node.data {
        Data::Array(items) => items.iter().for_each(|item| self::node(item, findings)),
        Data::Table(table) => findings.extend(self::findings(table)),
        Data::Text(text) => {
            let found = real(text).into_iter();
            findings.extend(found.map(|(what, hint)| {
                let message = format!("`{what}` looks real");
                Finding::at(Code::LooksReal, node.span.clone(), message).hint(hint)
            }));
        }
        Data::Bool(_) | Data::Date(_) | Data::Integer(_) | Data::Other(_) => {}
    }
}

/// Returns what looks real in a text, each with what to write instead.
fn real(text: &str) -> Vec<(String, &'static str)> {
    let mut found: Vec<(String, &'static str)> = suspects(text)
        .into_iter()
        .filter_map(|suspect| {
            let hint = match suspect.kind {
                SuspectKind::Bsn => "leave the citizen service number out",
                SuspectKind::Email if is_nobodys(&suspect.text) => return None,
                SuspectKind::Email => "write an address such as \"redactie@voorbeeld.example\"",
                SuspectKind::Iban => "leave the account number out",
                SuspectKind::Phone if is_zeros(&suspect.text) => return None,
                SuspectKind::Phone => "write a number such as \"06-00000000\" or \"0900-0000\"",
                SuspectKind::FreeText | SuspectKind::Plate => return None,
            };
            Some((suspect.text, hint))
        })
        .collect();
    found.extend(handles(text).map(|handle| {
        (
            handle.to_owned(),
            "write a handle such as \"@voorbeeld_nieuws\"",
        )
    }));
    found
}

fn is_nobodys(address: &str) -> bool {
    let address = address.to_lowercase();
    let host = address.split('@').nth(1).unwrap_or_default();
    NOBODY.iter().any(|ending| address.ends_with(ending)) || host.contains("voorbeeld")
}

/// Tells whether the last six digits of a number are zeros.
fn is_zeros(number: &str) -> bool {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    digits.iter().rev().take(6).all(|digit| *digit == '0')
}

/// Returns the handles in a text that are not plainly made up.
fn handles(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "(),;:!?\"“”‘’'".contains(c));
    words.filter_map(|word| {
        let word = word.trim_end_matches('.');
        let name = word.strip_prefix('@')?;
        let is_handle = name.len() >= 2
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        (is_handle && !name.to_lowercase().starts_with("voorbeeld")).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_made_up_is_taken() {
        for text in [
            "Bel 06-00000000 of 0900-0000, of mail redactie@voorbeeld.example.",
            "pers@gemeentevoorbeeldstad.nl, @voorbeeld_nieuws",
            "Om 19.30 uur @ het plein; op 11-03-2027.",
        ] {
            assert_eq!(real(text), [], "{text}");
        }
        for (text, what) in [
            ("Bel 06-12345678.", "06-12345678"),
            ("BSN 111222333", "111222333"),
            ("mail jan@krant.nl", "jan@krant.nl"),
            ("volg @iemand.", "@iemand"),
            ("NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"),
        ] {
            let found = real(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, what);
        }
    }
}
