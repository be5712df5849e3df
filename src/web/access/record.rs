//! The files that the board keeps beside the incidents: who sits where, and the key of its certificate.
//!
//! Written as a whole or not at all, and where the system knows that, for its owner alone. No
//! incident rests on them: without them everyone joins again.

#![allow(
    clippy::disallowed_methods,
    reason = "this module is where the files of the board itself are touched"
)]

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The largest file that is read.
const BYTES: u64 = 4 << 20;

/// A file that the board keeps for itself.
pub mod private {
    use super::*;

    /// Reads a file; nothing when it is not there or not what it should be.
    pub fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
        let length = fs::metadata(path).ok()?.len();
        let bytes = (length <= BYTES).then(|| fs::read(path).ok())??;
        serde_json::from_slice(&bytes).ok()
    }

    /// Writes a file in place of the one before.
    pub fn write<T: Serialize>(path: &Path, value: &T) -> io::Result<()> {
        let temporary = path.with_extension("json.part");
        let written = fill(&temporary, value).and_then(|()| fs::rename(&temporary, path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written
    }
}

fn fill<T: Serialize>(path: &Path, value: &T) -> io::Result<()> {
    let bytes = serde_json::to_vec_pretty(value)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(&bytes)?;
    file.sync_all()
}
