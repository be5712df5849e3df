//! Reads the log, and gives out nothing that does not check.
//!
//! It never skips a broken entry: it stops there and says so.

use super::row::{self, COLUMNS};
use super::{Database, Error, Hash, Head, Place, Problem, Row};

impl Database {
    /// Returns the last entry, or the genesis when there is none.
    pub(super) fn head(&self, genesis: Hash) -> Result<Head, Error> {
        let mut head = Head {
            seq: 0,
            hash: genesis,
        };
        self.each(
            "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1",
            |columns| {
                head = self.read_head(columns)?;
                Ok(())
            },
        )?;
        Ok(head)
    }

    /// Returns the hash of an entry, of the genesis for 0, or `None` when there is no such entry.
    pub(super) fn hash_at(&self, seq: u64, genesis: Hash) -> Result<Option<Hash>, Error> {
        if seq == 0 {
            return Ok(Some(genesis));
        }
        let Ok(number) = i64::try_from(seq) else {
            return Ok(None);
        };
        let mut found = None;
        self.each_with(
            "SELECT seq, hash FROM entry WHERE seq = ?1",
            [number],
            |columns| {
                found = Some(self.read_head(columns)?.hash);
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Returns the entries after a known one, each checked against the one before.
    pub(super) fn rows_after(&self, known: Head) -> Result<Vec<Row>, Error> {
        let mut previous = known;
        let mut rows = Vec::new();
        self.each_with(
            &format!("SELECT {COLUMNS} FROM entry WHERE seq > ?1 ORDER BY seq"),
            [i64::try_from(known.seq).unwrap_or(i64::MAX)],
            |columns| {
                let wrong = |problem| {
                    let seq = row::number(columns, 0).unwrap_or(previous.seq.saturating_add(1));
                    self.damaged(Place::Entry(seq), problem)
                };
                let row = Row::read(columns).map_err(wrong)?;
                if let Some(problem) = row.problems(&previous).into_iter().next() {
                    return Err(wrong(problem));
                }
                previous = row.as_head();
                rows.push(row);
                Ok(())
            },
        )?;
        Ok(rows)
    }

    /// Reads a row with the columns seq and hash.
    pub(super) fn read_head(&self, columns: &rusqlite::Row<'_>) -> Result<Head, Error> {
        let seq = row::number(columns, 0)
            .ok_or_else(|| self.damaged(Place::File, Problem::Column("seq")))?;
        let hash = row::hash(columns, 1)
            .ok_or_else(|| self.damaged(Place::Entry(seq), Problem::Column("hash")))?;
        Ok(Head { seq, hash })
    }

    /// Returns the bytes of an attachment, or `None` when it is erased or was never there.
    pub(super) fn attachment(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Error> {
        let text = hash.to_string();
        let mut found = None;
        self.each_with(
            "SELECT content FROM attachment WHERE sha256 = ?1",
            [&text],
            |columns| {
                found = row::optional(columns, 0, row::bytes).flatten();
                Ok(())
            },
        )?;
        match found {
            Some(bytes) if Hash::of(&bytes) != *hash => {
                Err(self.damaged(Place::Attachment(text), Problem::ContentChanged))
            }
            other => Ok(other),
        }
    }

    /// Tells whether an attachment is there without its bytes.
    pub(super) fn is_erased(&self, hash: &Hash) -> Result<bool, Error> {
        let mut found = false;
        self.each_with(
            "SELECT sha256 FROM attachment WHERE sha256 = ?1 AND content IS NULL",
            [&hash.to_string()],
            |_| {
                found = true;
                Ok(())
            },
        )?;
        Ok(found)
    }
}
