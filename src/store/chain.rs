//! Computes the hashes that make a change to an incident visible.
//!
//! It never reads or writes a file, and it never says who changed something: a chain shows *that* it
//! was changed, and only to someone who holds a checkpoint of before.

use std::fmt;

use sha2::{Digest, Sha256};

/// A SHA-256 hash, shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Returns the SHA-256 hash of bytes, the address under which an attachment is kept.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Returns the 32 bytes of the hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads a hash written as 64 hexadecimal digits; anything else is `None`.
    pub fn from_hex(text: &str) -> Option<Hash> {
        bytes_from_hex(text).map(Hash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// What the hash of one entry covers.
pub(super) struct Link<'a> {
    pub seq: u64,
    pub previous: Hash,
    pub body_hash: Hash,
    pub command_id: &'a str,
    pub part: u32,
    pub meta: &'a [u8],
    pub attachments: &'a [Hash],
}

/// Returns the hash of one entry, which covers every entry before it through `previous`.
///
/// SHA-256 over, in this order (numbers big-endian; *text* is an eight-byte length and the bytes):
/// text `draaiboek/entry/1` · seq (8 bytes) · previous hash (32) · body hash (32) · text command
/// id · part (4) · text meta · number of attachments (8) · the hash of each attachment (32).
/// The body is covered only through its hash, so it can be erased and the chain still verifies.
pub(super) fn entry_hash(link: &Link<'_>) -> Hash {
    let mut hasher = Sha256::new();
    text(&mut hasher, b"draaiboek/entry/1");
    hasher.update(link.seq.to_be_bytes());
    hasher.update(link.previous.0);
    hasher.update(link.body_hash.0);
    text(&mut hasher, link.command_id.as_bytes());
    hasher.update(link.part.to_be_bytes());
    text(&mut hasher, link.meta);
    hasher.update(length(link.attachments.len()));
    for attachment in link.attachments {
        hasher.update(attachment.0);
    }
    Hash(hasher.finalize().into())
}

/// Returns SHA-256 over a zero byte, the salt (32 bytes) and the body.
///
/// The salt makes a short body (a name, a number) impossible to guess from its hash once both are
/// erased.
pub(super) fn body_hash(salt: &[u8; 32], body: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(salt);
    hasher.update(body);
    Hash(hasher.finalize().into())
}

/// Returns the hash the first entry links to, which fixes the incident and everything pinned in it.
///
/// SHA-256 over text `draaiboek/incident/1` · text incident id · number of pins (8 bytes) · for each
/// pin in order: text name · SHA-256 of its content (32); with *text* as in [`entry_hash`].
pub(super) fn genesis_hash<'a>(
    incident_id: &str,
    pins: impl ExactSizeIterator<Item = (&'a str, Hash)>,
) -> Hash {
    let mut hasher = Sha256::new();
    text(&mut hasher, b"draaiboek/incident/1");
    text(&mut hasher, incident_id.as_bytes());
    hasher.update(length(pins.len()));
    for (name, content_hash) in pins {
        text(&mut hasher, name.as_bytes());
        hasher.update(content_hash.0);
    }
    Hash(hasher.finalize().into())
}

/// Returns bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads 32 bytes written as 64 lower-case hexadecimal digits.
///
/// Upper case is refused: one value has one spelling, so a changed letter case is a change.
pub(super) fn bytes_from_hex(text: &str) -> Option<[u8; 32]> {
    fn digit(letter: u8) -> Option<u8> {
        match letter {
            b'0'..=b'9' => Some(letter - b'0'),
            b'a'..=b'f' => Some(letter - b'a' + 10),
            _ => None,
        }
    }
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}

fn text(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update(length(bytes.len()));
    hasher.update(bytes);
}

fn length(length: usize) -> [u8; 8] {
    (length as u64).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values come from a separate program written from the comments above: they are the format.
    #[test]
    fn hashes_are_those_of_the_documented_format() {
        let genesis = genesis_hash(
            "oefening",
            [("playbook.toml", Hash::of(b"id = 1"))].into_iter(),
        );
        let body = body_hash(&[7; 32], b"{\"tekst\":\"proef\"}");
        let entry = entry_hash(&Link {
            seq: 1,
            previous: genesis,
            body_hash: body,
            command_id: "opdracht-1",
            part: 0,
            meta: b"{}",
            attachments: &[Hash::of(b"foto")],
        });
        assert_eq!(
            [genesis, body, entry].map(|hash| hash.to_string()),
            [
                "48e3069ba1aaf33d263b3416f63502384f355edfa90f9e9a9ab2b32a1ace9127",
                "f1bb3c2a714b55af2176b2c32904107e57d41adcfd233f9cacc9bef4102fa5b0",
                "69799554b00e713da81686d8d97e53e595e8d90bd80650a06af32a17dd422adf",
            ]
        );
        assert_eq!(Hash::from_hex(&entry.to_string()), Some(entry));
        assert_eq!(Hash::from_hex(&entry.to_string().to_uppercase()), None);
    }
}
