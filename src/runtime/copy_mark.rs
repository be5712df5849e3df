//! The mark of a folder that holds second copies: a text that a person can read.
//!
//! It says what the folder is for when the computer with the incidents fails. Nothing rests on it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// The name of the file.
const NAME: &str = "tweede-kopie.txt";

/// What it says.
const TEXT: &str = "\
In deze map staat de tweede kopie van incidenten van het crisisdraaiboek.\r
Valt de computer met het bord uit? Ga dan hier verder: start draaiboek met `board` en deze map.\r
Het bord zegt wat de laatste regel is. Vergelijk die met wat op papier staat.\r
Ga niet op twee computers tegelijk verder: dan ontstaan er twee logboeken.\r
";

/// Tells whether a folder holds second copies.
pub fn is_copy(folder: &Path) -> bool {
    fs::metadata(folder.join(NAME)).is_ok_and(|data| data.is_file())
}

/// Leaves the mark beside a copy; one that cannot be written is no reason to have no copy.
pub(super) fn leave(copy: &Path) {
    let Some(folder) = copy.parent() else {
        return;
    };
    let path = folder.join(NAME);
    if let Ok(mut file) = OpenOptions::new().write(true).create_new(true).open(path) {
        let _ = file.write_all(TEXT.as_bytes());
    }
}
