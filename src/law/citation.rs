//! Finds references to law that were typed by hand, such as `artikel 5:32` or an ECLI.
//!
//! What is typed cannot be dated, checked or replaced; a text names a source of the register instead. It knows the forms,
//! never whether the source exists. It errs on the side of silence: a time, a date or an amount is no reference.

use crate::diagnostic::Span;

/// Laws as texts name them before or after a number.
const LAWS: &[&str] = &[
    "APV",
    "AVG",
    "Awb",
    "BW",
    "Cbw",
    "EVRM",
    "Gemeentewet",
    "Gemw",
    "Grondwet",
    "Gw",
    "Omgevingswet",
    "Opiumwet",
    "Politiewet",
    "Sr",
    "Sv",
    "UAVG",
    "WED",
    "Wbp",
    "Wom",
    "Woo",
    "Wpg",
    "Wvggz",
    "Wvr",
    "WvSr",
    "WvSv",
];

/// Publications as texts name them before a year or a number.
const PUBLICATIONS: &[&str] = &[
    "Gmb",
    "Gemeenteblad",
    "Pb",
    "PbEU",
    "Staatsblad",
    "Staatscourant",
    "Stcrt",
    "Tractatenblad",
    "Trb",
];

const ORDINALS: &[&str] = &[
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
    "tiende",
];

/// Returns where a text refers to law by hand, in order.
pub fn citations(text: &str) -> Vec<Span> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match length(&words[at..]) {
            0 => at += 1,
            length => {
                let last = &words[at + length - 1];
                found.push(words[at].start..last.start + last.text.len());
                at += length;
            }
        }
    }
    found
}

/// A word without the signs around it.
struct Word<'a> {
    start: usize,
    text: &'a str,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for raw in text.split(char::is_whitespace) {
        let sign = |c: char| !c.is_alphanumeric();
        let inside = raw.trim_start_matches(sign);
        let start = at + raw.len() - inside.len();
        let inside = inside.trim_end_matches(sign);
        if !inside.is_empty() {
            words.push(Word {
                start,
                text: inside,
            });
        }
        // A white space sign can be longer than one byte.
        at += raw.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// Returns how many words from the first one on are a reference.
fn length(words: &[Word<'_>]) -> usize {
    let word = |at: usize| words.get(at).map_or("", |word| word.text);
    let initial = word(0).as_bytes()[0];
    // Most words cannot begin a reference, and a text has many.
    if initial.is_ascii_lowercase() && !b"abcejklstw".contains(&initial) {
        return 0;
    }
    let first = word(0).to_lowercase();
    if is_number_of_publication(&first) {
        return 1;
    }
    match first.as_str() {
        "art" | "artikel" | "artikelen" | "artt" if is_article(word(1)) => {
            return 2 + member(&words[2..]);
        }
        "bwb" | "bwbr" | "cvdr" | "ecli" | "jci" if starts_with_digit(word(1)) => return 2,
        "ljn" if is_ljn(&word(1).to_lowercase()) => return 2,
        "wetsvoorstel" if is_dossier(word(1), word(2)) => return 3,
        "stb" => return 1 + usize::from(starts_with_digit(word(1))),
        _ => {}
    }
    if PUBLICATIONS.contains(&word(0)) && starts_with_digit(word(1)) {
        return 2;
    }
    if first.starts_with("kamerstuk") {
        let number = words
            .iter()
            .skip(1)
            .take(4)
            .position(|word| starts_with_digit(word.text));
        return number.map_or(0, |number| number + 2);
    }
    if LAWS.contains(&word(0)) {
        let skipped = usize::from(word(1).eq_ignore_ascii_case("art") || word(1) == "artikel");
        let number = word(1 + skipped);
        if is_article(number) && !is_year(number) {
            return 2 + skipped + member(&words[2 + skipped..]);
        }
    }
    if is_article(word(0)) && !is_year(word(0)) {
        let member = member(&words[1..]);
        if member > 0 {
            return 1 + member;
        }
        let between = match (word(1), word(2)) {
            ("van", "de" | "het") => 2,
            ("van", _) => 1,
            _ => 0,
        };
        if LAWS.contains(&word(1 + between)) {
            return 2 + between;
        }
    }
    0
}

/// Returns how many words are a member of an article: `lid 3`, `derde lid`.
fn member(words: &[Word<'_>]) -> usize {
    let word = |at: usize| words.get(at).map_or("", |word| word.text);
    match (word(0), word(1)) {
        ("lid", number) if starts_with_digit(number) => 2,
        (ordinal, "lid") if ORDINALS.contains(&ordinal) => 2,
        _ => 0,
    }
}

/// Tells whether a word is a number of a register of publications: ECLI, LJN, BWB, CVDR, JCI.
fn is_number_of_publication(word: &str) -> bool {
    let behind = |start: &str| word.strip_prefix(start);
    behind("ecli:").is_some_and(|rest| rest.contains(':'))
        || behind("ljn:").is_some_and(is_ljn)
        || behind("bwb")
            .is_some_and(|rest| starts_with_digit(rest.trim_start_matches(['r', 'v', 'w'])))
        || behind("cvdr").is_some_and(starts_with_digit)
        || word.starts_with("jci1.")
}

/// Tells whether two words are the number of a dossier of parliament: `36 789`.
fn is_dossier(first: &str, second: &str) -> bool {
    let is_number =
        |word: &str, length| word.len() == length && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number(first, 2) && is_number(second, 3)
}

fn is_ljn(word: &str) -> bool {
    word.len() == 6
        && word.bytes().take(2).all(|byte| byte.is_ascii_alphabetic())
        && word.bytes().skip(2).all(|byte| byte.is_ascii_digit())
}

/// Tells whether a word can be the number of an article: `172`, `151c`, `5:32a`, `2.1`.
fn is_article(word: &str) -> bool {
    let mut parts = word.split([':', '.']);
    let is_part = |part: &str| {
        let letters = part.trim_start_matches(|c: char| c.is_ascii_digit());
        letters.len() < part.len()
            && letters.len() <= 3
            && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    parts.clone().count() <= 3 && parts.all(is_part)
}

/// Tells whether a word is rather a year: `Politiewet 2012` is the name of a law.
fn is_year(word: &str) -> bool {
    word.parse()
        .is_ok_and(|year: u32| (1800..2200).contains(&year))
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::citations;

    #[test]
    fn references_to_law_are_found_and_nothing_else() {
        for (text, expected) in [
            ("Zie artikel 5:32 van de wet.", &["artikel 5:32"][..]),
            ("(art. 172)", &["art. 172"]),
            (
                "**Artikel 151c**, eerste lid",
                &["Artikel 151c**, eerste lid"],
            ),
            ("de artikelen 3:2 en 3:4 Awb", &["artikelen 3:2", "3:4 Awb"]),
            ("Op grond van Awb 3:47 mag dat", &["Awb 3:47"]),
            ("Gemeentewet art. 172", &["Gemeentewet art. 172"]),
            (
                "op grond van 172 lid 3 en 174, tweede lid,",
                &["172 lid 3", "174, tweede lid"],
            ),
            ("dat staat in 5:32 van de Awb", &["5:32 van de Awb"]),
            ("7 EVRM", &["7 EVRM"]),
            (
                "Rb. Utrecht, ECLI:NL:RBMNE:2023:375; LJN AB1234, LJN:AB1234",
                &["ECLI:NL:RBMNE:2023:375", "LJN AB1234", "LJN:AB1234"],
            ),
            (
                "BWBR0005416 en CVDR666357/1",
                &["BWBR0005416", "CVDR666357/1"],
            ),
            ("CVDR 666357", &["CVDR 666357"]),
            (
                "Stb. 2023, 12 en Stcrt. 2020, 4",
                &["Stb. 2023", "Stcrt. 2020"],
            ),
            (
                "Kamerstukken II 2020/21, 35 000",
                &["Kamerstukken II 2020/21"],
            ),
            (
                "het wetsvoorstel 36 789, elk wetsvoorstel",
                &["wetsvoorstel 36 789"],
            ),
            ("é\u{a0}artikel\u{a0}10", &["artikel\u{a0}10"]),
            ("om 19.30 uur, 19:30 uur of 19.30", &[]),
            ("op 22 november 2026, 5 personen, € 2.500, § 3", &[]),
            ("de Politiewet 2012, in 2026 Gemeentewet", &[]),
            (
                "elk artikel, dit artikel en het eerste lid van het team",
                &[],
            ),
            ("lid 3 van de groep, 3 leden, 12 van de 40", &[]),
            ("binnen 6 weken van de dag", &[]),
            ("de Awb, het EVRM en de Grondwet", &[]),
            ("1. Is de last geschikt? 2. Is hij nodig?", &[]),
            ("bel 14 030 of 0800-8051 en kijk op www.voorbeeld.nl", &[]),
            ("het kamerstuk en het staatsblad", &[]),
            ("", &[]),
        ] {
            let found: Vec<&str> = citations(text).into_iter().map(|at| &text[at]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
