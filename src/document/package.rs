//! Packs parts into one archive: an office file, or a dossier. Same parts, same bytes: no clock, fixed order.

use std::io::{Cursor, Write};

use thiserror::Error;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The archive could not be written.
#[derive(Debug, Error)]
#[error("the archive could not be packed: {0}")]
pub struct PackageError(#[from] zip::result::ZipError);

/// The part that names the kind of an OpenDocument file; readers look for its bytes, so it is not compressed.
pub(super) const MIMETYPE: &str = "mimetype";

/// Returns an archive of the parts in the order given, each stamped 1 January 1980.
///
/// # Errors
/// When two parts have one name, or a part is too large for the format.
pub fn package(parts: &[(impl AsRef<str>, impl AsRef<[u8]>)]) -> Result<Vec<u8>, PackageError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        // Otherwise the archive names the system it was made on.
        .system(System::Unix)
        .unix_permissions(0o644);
    for (name, content) in parts {
        let name = name.as_ref();
        let options = match name {
            MIMETYPE => options.compression_method(CompressionMethod::Stored),
            _ => options,
        };
        archive.start_file(name, options)?;
        archive
            .write_all(content.as_ref())
            .map_err(zip::result::ZipError::from)?;
    }
    Ok(archive.finish()?.into_inner())
}
