//! Finding and reading the side-car of a drafted file.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::document::SideCar;

/// A side-car with where it was found.
pub struct Found {
    /// Where.
    pub path: PathBuf,
    /// What it says.
    pub side_car: SideCar,
}

/// What may stand between the name of a draft and the ending of a file that belongs to it.
const SUFFIXES: [&str; 2] = ["-oplegnotitie", "-werkversie"];

/// Reads the side-car of a file: the file itself when that is one, else the JSON file of the same name beside it.
pub fn of(file: &Path) -> Result<Found, Failure> {
    let path = beside(file);
    let read = fs::read_to_string(&path);
    let json = read.map_err(|error| match path == *file {
        true => Failure::File(format!("cannot read `{}`: {error}", path.display())),
        false => Failure::File(format!(
            "`{}` has no receipt: cannot read `{}`: {error}\nhint: keep the .json file that `draft` writes beside the document",
            file.display(),
            path.display()
        )),
    })?;
    let side_car = SideCar::parse(&json)
        .map_err(|error| Failure::File(format!("`{}`: {error}", path.display())))?;
    Ok(Found { path, side_car })
}

fn beside(file: &Path) -> PathBuf {
    let path = file.with_extension("json");
    let stem = file.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    let inner = SUFFIXES.iter().find_map(|suffix| stem.strip_suffix(suffix));
    match inner {
        Some(inner) if !path.exists() => path.with_file_name(format!("{inner}.json")),
        _ => path,
    }
}
