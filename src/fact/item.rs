//! One of many: what there is one of for each record of a list has the id of all of them, and the
//! number of its record behind it.
//!
//! Never looks in a list; a number can be of a record that is not there.

/// What parts the id from the number; no id of a playbook holds it.
const MARK: char = '#';

/// Returns the id of one of many, such as `herstellen#2`; numbers start at 1.
pub fn item(id: &str, number: usize) -> String {
    format!("{id}{MARK}{number}")
}

/// Returns the id of all of them and the number; an id without a number is returned whole.
pub fn split(id: &str) -> (&str, Option<usize>) {
    let parts = id.split_once(MARK);
    let read = parts.and_then(|(all, number)| Some((all, number.parse::<usize>().ok()?)));
    match read {
        Some((all, number)) if number > 0 => (all, Some(number)),
        _ => (id, None),
    }
}

/// Returns the id of all of them.
pub fn of_all(id: &str) -> &str {
    split(id).0
}

/// Returns the id of what the same record has of something else.
pub fn beside(other: &str, id: &str) -> String {
    match split(id).1 {
        Some(number) => item(other, number),
        None => other.to_owned(),
    }
}
