//! Which playbook is proposed for what was told at the start, and why.
//!
//! It only looks for words that the playbooks name; it never understands a sentence, and never chooses.

use crate::playbook::Sign;

/// A playbook that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Why: the signs that were told, in the order of the playbook.
    pub because: Vec<Because>,
    /// The id of the playbook.
    pub playbook: String,
}

/// A sign that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The words that say so, as they were told.
    pub said: Vec<String>,
    /// What is the matter.
    pub sign: String,
}

/// Returns the playbooks of which a sign was told: the one with most signs first, of equals in the
/// order in which they are given.
pub fn proposals<'a>(
    told: &str,
    playbooks: impl IntoIterator<Item = (&'a str, &'a [Sign])>,
) -> Vec<Proposal> {
    let told: Vec<&str> = words(told).collect();
    let proposal = |(playbook, signs): (&str, &'a [Sign])| {
        let because = signs.iter().filter_map(|sign| because(&told, sign));
        Proposal {
            because: because.collect(),
            playbook: playbook.to_owned(),
        }
    };
    let mut proposals: Vec<Proposal> = playbooks.into_iter().map(proposal).collect();
    proposals.retain(|proposal| !proposal.because.is_empty());
    proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.because.len()));
    proposals
}

impl Because {
    /// Returns the sign with what was said.
    pub fn dutch(&self) -> String {
        format!("{} (u schreef ‘{}’)", self.sign, self.said.join("’, ‘"))
    }
}

fn because(told: &[&str], sign: &Sign) -> Option<Because> {
    let mut said: Vec<String> = Vec::new();
    for word in &sign.words {
        if let Some(found) = find(told, word).filter(|found| !said.contains(found)) {
            said.push(found);
        }
    }
    (!said.is_empty()).then(|| Because {
        said,
        sign: sign.sign.clone(),
    })
}

/// Returns the first place where what is looked for stands, as it was told.
fn find(told: &[&str], wanted: &str) -> Option<String> {
    let any_ending = wanted.ends_with('*');
    let wanted: Vec<&str> = words(wanted).collect();
    let (last, before) = wanted.split_last()?;
    let is_it = |place: &&[&str]| {
        let Some((end, start)) = place.split_last() else {
            return false;
        };
        let ends = match any_ending {
            true => lower(end).starts_with(&lower(last)),
            false => lower(end) == lower(last),
        };
        ends && start
            .iter()
            .zip(before)
            .all(|(one, other)| lower(one) == lower(other))
    };
    let place = told.windows(wanted.len()).find(is_it)?;
    Some(place.join(" "))
}

/// Returns the words of a text; a hyphen parts them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(sign: &str, words: &[&str]) -> Sign {
        Sign {
            sign: sign.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn a_playbook_is_proposed_for_the_signs_that_were_told_and_for_nothing_else() {
        let hacked = [
            sign("bestanden zijn versleuteld", &["versleuteld*", "losgeld"]),
            sign("systemen liggen plat", &["liggen plat", "ddos"]),
        ];
        let called = [sign("er is een oproep", &["oproep*", "rel"])];
        let check = |told: &str, expected: &[(&str, &[&str])]| {
            let playbooks = [("oproep", called.as_slice()), ("hack", hacked.as_slice())];
            let found: Vec<(String, Vec<String>)> = proposals(told, playbooks)
                .into_iter()
                .map(|it| {
                    let because = it.because.iter().map(Because::dutch);
                    (it.playbook, because.collect())
                })
                .collect();
            let expected: Vec<(String, Vec<String>)> = expected
                .iter()
                .map(|(id, because)| {
                    let because = because.iter().map(|it| (*it).to_owned());
                    ((*id).to_owned(), because.collect())
                })
                .collect();
            assert_eq!(found, expected, "{told}");
        };
        check("", &[]);
        check("Relatie en plat liggen: niets", &[]);
        check(
            "Alles VERSLEUTELDE, losgeld! En ze liggen\nplat. Ook een oproep",
            &[
                (
                    "hack",
                    &[
                        "bestanden zijn versleuteld (u schreef ‘VERSLEUTELDE’, ‘losgeld’)",
                        "systemen liggen plat (u schreef ‘liggen plat’)",
                    ],
                ),
                ("oproep", &["er is een oproep (u schreef ‘oproep’)"]),
            ],
        );
        check(
            "DDoS-aanval; oproepen",
            &[
                ("oproep", &["er is een oproep (u schreef ‘oproepen’)"]),
                ("hack", &["systemen liggen plat (u schreef ‘DDoS’)"]),
            ],
        );
    }
}
