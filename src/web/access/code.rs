//! Join codes: nine letters and digits that let one person in once.
//!
//! Only a keyed hash of a code is kept, and only in memory: after a restart no code works.

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq;

use super::Duty;
use crate::runtime::{Error, Surroundings, sha256};

/// Letters and digits that nobody mistakes for one another: 24⁹ is over 40 bits.
const ALPHABET: &[u8; 24] = b"ACDEFGHJKMNPQRTVWXY34679";
/// How many of them make a code.
const LETTERS: usize = 9;
/// How many stand together.
const GROUP: usize = 3;
/// How long a code works.
const MINUTES: i64 = 10;
/// The most codes that work at one time.
const OPEN: usize = 50;

/// What a code gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What the person may.
    pub duty: Duty,
    /// The incident.
    pub incident: String,
    /// The name, when it was said.
    pub name: Option<String>,
    /// The role; none for who only looks.
    pub role: Option<String>,
}

/// A code that was not used yet.
#[derive(Debug, Clone)]
pub struct Pending {
    hash: String,
    /// Knows the code apart, and does not tell it.
    pub id: String,
    /// What it gives.
    pub invitation: Invitation,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// The codes that were not used yet.
#[derive(Debug, Default)]
pub struct Codes(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    key: Option<[u8; 32]>,
    pending: Vec<Pending>,
}

impl Codes {
    /// Makes a code. One that was made before by the same form is replaced: its page is gone.
    pub fn make(
        &self,
        invitation: Invitation,
        form: &str,
        now: DateTime<Utc>,
    ) -> Result<String, Error> {
        let letters = letters()?;
        let Ok(mut known) = self.0.lock() else {
            return Ok(String::new());
        };
        let key = match known.key {
            Some(key) => key,
            None => *known.key.insert(Surroundings::Machine.random()?),
        };
        let id = sha256(form.as_bytes())[..16].to_owned();
        known
            .pending
            .retain(|code| works(code, now) && code.id != id);
        while known.pending.len() >= OPEN {
            known.pending.remove(0);
        }
        known.pending.push(Pending {
            hash: keyed(&key, &letters),
            id,
            invitation,
            until: now + TimeDelta::minutes(MINUTES),
        });
        Ok(letters)
    }

    /// Takes what a code gives: it works no more. `accept` may leave it as it is.
    pub fn take<T>(
        &self,
        typed: &str,
        now: DateTime<Utc>,
        accept: impl FnOnce(&Invitation) -> Option<T>,
    ) -> Taken<T> {
        let letters = plain(typed);
        let Ok(mut known) = self.0.lock() else {
            return Taken::Unknown;
        };
        known.pending.retain(|code| works(code, now));
        let Some(key) = known.key else {
            return Taken::Unknown;
        };
        let hash = keyed(&key, &letters);
        // Every code is compared, and each in the same time.
        let mut found = None;
        for (at, code) in known.pending.iter().enumerate() {
            if bool::from(code.hash.as_bytes().ct_eq(hash.as_bytes())) {
                found = Some(at);
            }
        }
        let Some(at) = found else {
            return Taken::Unknown;
        };
        match accept(&known.pending[at].invitation) {
            Some(value) => {
                known.pending.remove(at);
                Taken::Given(value)
            }
            None => Taken::Left,
        }
    }

    /// Returns the codes of an incident that still work.
    pub fn pending(&self, incident: &str, now: DateTime<Utc>) -> Vec<Pending> {
        let known = self.0.lock();
        let pending = known.map(|known| known.pending.clone()).unwrap_or_default();
        let is_own = |code: &Pending| works(code, now) && code.invitation.incident == incident;
        pending.into_iter().filter(is_own).collect()
    }

    /// Lets a code work no more.
    pub fn withdraw(&self, incident: &str, id: &str) {
        if let Ok(mut known) = self.0.lock() {
            let is_it = |code: &Pending| code.id == id && code.invitation.incident == incident;
            known.pending.retain(|code| !is_it(code));
        }
    }
}

/// What came of a code.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// It is good, and was left as it is.
    Left,
    /// It gave this.
    Given(T),
    /// There is no such code, or no more.
    Unknown,
}

fn works(code: &Pending, now: DateTime<Utc>) -> bool {
    // A clock that is set back does not make a code live longer.
    let made = code.until - TimeDelta::minutes(MINUTES);
    made <= now && now < code.until
}

/// Draws the letters of a code, each as likely as any other.
fn letters() -> Result<String, Error> {
    let mut letters = String::new();
    while letters.len() < LETTERS {
        for byte in Surroundings::Machine.random()? {
            let usable = usize::from(byte) < 256 / ALPHABET.len() * ALPHABET.len();
            if usable && letters.len() < LETTERS {
                letters.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
            }
        }
    }
    Ok(letters)
}

/// Returns the letters of what was typed.
fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(char::is_ascii_alphanumeric);
    kept.take(LETTERS + 1)
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

fn keyed(key: &[u8; 32], letters: &str) -> String {
    sha256(&[key.as_slice(), letters.as_bytes()].concat())
}

/// Returns a code as it is read and typed, in groups.
pub fn grouped(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups = letters.chunks(GROUP).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + 60 * minute, 0).expect("a moment")
    }

    fn invitation() -> Invitation {
        Invitation {
            duty: Duty::Part,
            incident: "i".to_owned(),
            name: None,
            role: Some("oov".to_owned()),
        }
    }

    fn take(codes: &Codes, typed: &str, minute: i64) -> bool {
        codes.take(typed, at(minute), |_| Some(())) == Taken::Given(())
    }

    #[test]
    fn a_code_works_once_within_ten_minutes_however_it_is_typed() {
        let codes = Codes::default();
        let make = |form: &str| codes.make(invitation(), form, at(0)).expect("a code");
        let (first, second) = (make("1"), make("2"));
        assert_ne!(first, second);
        assert_eq!(codes.take(&first, at(1), |_| None::<()>), Taken::Left);
        assert!(take(
            &codes,
            &format!(" {} ", grouped(&first).to_lowercase()),
            9
        ));
        assert!(!take(&codes, &first, 9), "a second time");
        assert!(!take(&codes, &second, 10), "too late");
        assert!(!take(&codes, "", 0) && !take(&codes, &format!("{}A", make("3")), 0));
    }

    #[test]
    fn a_code_that_is_withdrawn_or_made_again_works_no_more() {
        let codes = Codes::default();
        let make = |form: &str| codes.make(invitation(), form, at(0)).expect("a code");
        let (first, second) = (make("1"), make("2"));
        let again = make("1");
        assert!(!take(&codes, &first, 1) && take(&codes, &again, 1));
        let id = codes.pending("i", at(1))[0].id.clone();
        codes.withdraw("other", &id);
        assert_eq!(codes.pending("i", at(1)).len(), 1);
        codes.withdraw("i", &id);
        assert!(!take(&codes, &second, 1));
        assert!(!format!("{codes:?}").contains(&second));
    }

    #[test]
    fn codes_are_of_letters_that_nobody_mistakes_and_bounded() {
        let codes = Codes::default();
        for form in 0..200 {
            let code = codes
                .make(invitation(), &form.to_string(), at(0))
                .expect("a code");
            assert!(
                code.len() == 9
                    && !code.contains(['0', 'O', '1', 'I', 'L', 'B', '8', 'S', '5', 'Z', '2', 'U'])
            );
        }
        assert_eq!(codes.pending("i", at(0)).len(), OPEN);
    }
}
