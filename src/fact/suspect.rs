//! Looks for what could be a number, an address or a plate of someone, for a person to judge.
//!
//! It never removes anything, and it finds forms, not meanings: what it does not list can still be personal.

use serde::Serialize;

/// Something that a person has to judge.
#[derive(Clone, Debug, Eq, PartialEq, PartialOrd, Ord, Serialize)]
pub struct Suspect {
    /// What it looks like.
    pub kind: SuspectKind,
    /// The words; for free text the path of the fact.
    pub text: String,
}

/// What something looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspectKind {
    /// A citizen service number: nine digits that pass the eleven test.
    Bsn,
    /// An e-mail address.
    Email,
    /// Words that somebody typed freely.
    FreeText,
    /// An account number that passes its check.
    Iban,
    /// A Dutch telephone number.
    Phone,
    /// A Dutch licence plate.
    Plate,
}

impl SuspectKind {
    /// Returns the Dutch words.
    pub fn dutch(self) -> &'static str {
        match self {
            SuspectKind::Bsn => "lijkt een burgerservicenummer",
            SuspectKind::Email => "lijkt een e-mailadres",
            SuspectKind::FreeText => "vrije tekst: lees deze helemaal",
            SuspectKind::Iban => "lijkt een rekeningnummer",
            SuspectKind::Phone => "lijkt een telefoonnummer",
            SuspectKind::Plate => "lijkt een kenteken",
        }
    }
}

/// Returns what a text holds that looks personal.
pub fn suspects(text: &str) -> Vec<Suspect> {
    let mut found = Vec::new();
    let mut note = |kind, text: &str| {
        found.push(Suspect {
            kind,
            text: text.to_owned(),
        });
    };
    for word in text.split(|c: char| c.is_whitespace() || "(),;<>[]\"“”‘’".contains(c)) {
        let word = word.trim_matches(['.', ':', '!', '?', '\'']);
        if is_email(word) {
            note(SuspectKind::Email, word);
        } else if is_plate(word) {
            note(SuspectKind::Plate, word);
        }
    }
    let mut rest = text.to_owned();
    for run in runs(text, |c| c.is_ascii_alphanumeric() || c == ' ') {
        if let Some(account) = account(run) {
            note(SuspectKind::Iban, account);
            // Its digits are not a telephone number as well.
            rest = rest.replace(account, ";");
        }
    }
    for run in runs(&rest, |c| c.is_ascii_digit() || " +-./()".contains(c)) {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let is_international =
            run.trim_start_matches([' ', '(']).starts_with('+') || digits.starts_with("00");
        let run = run.trim_matches([' ', '-', '.', '/', '(', ')']);
        if passes_eleven(&digits) {
            note(SuspectKind::Bsn, run);
        } else if is_phone(&digits, is_international) {
            note(SuspectKind::Phone, run);
        }
    }
    found
}

/// Returns the longest runs of signs that belong together.
fn runs(text: &str, belongs: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c| !belongs(c))
        .filter(|run| !run.trim().is_empty())
}

fn is_email(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else {
        return false;
    };
    let part = |text: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || "._%+-".contains(c))
    };
    let ending = host.rsplit('.').next().unwrap_or_default();
    part(name) && part(host) && host.contains('.') && ending.len() >= 2
}

/// Three groups of one to three letters or digits, six signs in all, letters and digits never mixed in a group.
fn is_plate(word: &str) -> bool {
    let groups: Vec<&str> = word.split('-').collect();
    let is_group = |group: &&str| {
        matches!(group.len(), 1..=3)
            && (group.bytes().all(|b| b.is_ascii_uppercase())
                || group.bytes().all(|b| b.is_ascii_digit()))
    };
    groups.len() == 3
        && groups.iter().all(is_group)
        && groups.iter().map(|group| group.len()).sum::<usize>() == 6
        && groups
            .iter()
            .any(|group| group.as_bytes()[0].is_ascii_uppercase())
        && groups
            .iter()
            .any(|group| group.as_bytes()[0].is_ascii_digit())
}

/// Returns the part of a run that is an account number: its remainder by 97 is one.
fn account(run: &str) -> Option<&str> {
    let starts = run
        .char_indices()
        .filter(|(at, c)| c.is_ascii_uppercase() && (*at == 0 || run.as_bytes()[at - 1] == b' '));
    starts.map(|(at, _)| &run[at..]).find_map(|text| {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| &text[..end]).find(|part| is_account(part))
    })
}

fn is_account(text: &str) -> bool {
    let signs: Vec<u8> = text.bytes().filter(|b| *b != b' ').collect();
    let is_shaped = matches!(signs.len(), 15..=34)
        && signs[..2].iter().all(u8::is_ascii_uppercase)
        && signs[2..4].iter().all(u8::is_ascii_digit)
        && signs
            .iter()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let remainder = || {
        let turned = signs[4..].iter().chain(&signs[..4]);
        turned.fold(0_u32, |rest, sign| match sign {
            b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
            letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
        })
    };
    is_shaped && !text.ends_with(' ') && remainder() == 1
}

/// Nine digits, weighted 9 to 2 and the last by minus one, add up to a multiple of eleven.
fn passes_eleven(digits: &str) -> bool {
    let numbers: Vec<i32> = digits.bytes().map(|b| i32::from(b - b'0')).collect();
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    numbers.len() == 9
        && numbers.iter().any(|number| *number != 0)
        && numbers.iter().zip(weights).map(|(n, w)| n * w).sum::<i32>() % 11 == 0
}

fn is_phone(digits: &str, is_international: bool) -> bool {
    match is_international {
        true => matches!(digits.trim_start_matches("00").len(), 10..=13),
        false => digits.len() == 10 && digits.starts_with('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(SuspectKind, &str)]) {
        let expected: Vec<Suspect> = expected
            .iter()
            .map(|(kind, text)| Suspect {
                kind: *kind,
                text: (*text).to_owned(),
            })
            .collect();
        assert_eq!(suspects(text), expected, "{text}");
    }

    #[test]
    fn what_looks_personal_is_listed() {
        check("BSN 111222333.", &[(SuspectKind::Bsn, "111222333")]);
        check("bel 06-12345678!", &[(SuspectKind::Phone, "06-12345678")]);
        check(
            "(+31 6 1234 5678)",
            &[(SuspectKind::Phone, "+31 6 1234 5678")],
        );
        check(
            "mail a.b@voorbeeld.nl.",
            &[(SuspectKind::Email, "a.b@voorbeeld.nl")],
        );
        check("auto 12-ABC-3 wit", &[(SuspectKind::Plate, "12-ABC-3")]);
        check(
            "op NL91 ABNA 0417 1643 00 gestort",
            &[(SuspectKind::Iban, "NL91 ABNA 0417 1643 00")],
        );
    }

    #[test]
    fn dates_amounts_and_references_are_not() {
        for text in [
            "22 november 2026, 19.30 uur",
            "€ 2.500,50 en hoogstens € 10.000",
            "kenmerk 2026-00123, ECLI:NL:RBMNE:2023:375",
            "123456789",
            "22-11-2026",
            "artikel 5:32a, tweede lid",
            "000000000",
            "NL91 ABNA 1417 1643 01",
        ] {
            check(text, &[]);
        }
    }
}
