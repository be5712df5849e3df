//! Erases what an entry says, while the chain still shows that it was there.
//!
//! It never removes an entry, its metadata or its hashes, and never decides whether erasing is
//! allowed: the caller records who ordered it and why in an entry of its own.

use super::{Error, Hash, Store};

impl Store {
    /// Erases the body and the salt of an entry, and rewrites the file so that no trace stays in it.
    ///
    /// Erasing twice is harmless. When rewriting fails (disk full, file in use) the entry is erased
    /// but traces may remain in unused parts of the file: repeat it. Older copies and the blocks of
    /// the disk itself are out of reach.
    pub fn erase(&mut self, seq: u64) -> Result<(), Error> {
        let number = i64::try_from(seq).map_err(|_| Error::NoEntry { seq })?;
        self.write(|database| {
            let changed = database.change(
                "UPDATE entry SET body = NULL, salt = NULL WHERE seq = ?1",
                [number],
            )?;
            if changed == 1 {
                Ok(())
            } else {
                Err(Error::NoEntry { seq })
            }
        })?;
        self.rewrite()
    }

    /// Erases the content of an attachment, with the same promise as [`Store::erase`].
    pub fn erase_attachment(&mut self, hash: &Hash) -> Result<(), Error> {
        self.write(|database| {
            let changed = database.change(
                "UPDATE attachment SET content = NULL WHERE sha256 = ?1",
                [hash.to_string()],
            )?;
            if changed == 1 {
                Ok(())
            } else {
                Err(Error::Invalid {
                    what: format!("there is no attachment {hash}"),
                })
            }
        })?;
        self.rewrite()
    }

    /// `secure_delete` wipes what is deleted, but moving cells between pages can leave copies.
    fn rewrite(&mut self) -> Result<(), Error> {
        let outcome = self.live()?.run("VACUUM");
        if matches!(outcome, Err(Error::Io { .. })) {
            self.database = None;
        }
        outcome
    }
}
