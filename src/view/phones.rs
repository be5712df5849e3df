//! Telephone numbers: the municipality's own, then the national ones, dated and with their doubt.

use serde::Serialize;

use crate::fact::dutch;
use crate::law::{Register, Status};
use crate::playbook::Municipality;

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneLine {
    /// What it is for.
    pub for_: String,
    /// Whose number it is.
    pub name: String,
    /// What is not sure about it; empty for the municipality's own.
    pub note: String,
    /// The number.
    pub number: String,
}

/// Returns the numbers to call, the municipality's own first.
pub fn phones(law: &Register, municipality: &Municipality) -> Vec<PhoneLine> {
    let own = municipality.phones.iter().map(|phone| PhoneLine {
        for_: phone.for_.clone(),
        name: phone.name.clone(),
        note: String::new(),
        number: phone.number.clone(),
    });
    let national = law.numbers.iter().map(|number| {
        let verified = match number.status {
            Status::InForce => "nagekeken",
            _ => "niet nagebeld, overgenomen",
        };
        PhoneLine {
            for_: number.for_.clone(),
            name: number.title.clone(),
            note: format!("{verified} op {}", dutch::date(number.checked)),
            number: number.phone.clone(),
        }
    });
    own.chain(national).collect()
}

/// Returns the numbers as text.
pub fn phones_text(lines: &[PhoneLine]) -> String {
    lines
        .iter()
        .map(|line| {
            let note = match line.note.as_str() {
                "" => String::new(),
                note => format!(" ({note})"),
            };
            format!("{}: {}{note}\n    {}\n", line.name, line.number, line.for_)
        })
        .collect()
}
