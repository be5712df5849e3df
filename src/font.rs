//! The letters that the program carries: Liberation Sans, which has the measures of the Arial that the house style for
//! word processors names. Nothing that it prints or draws asks the machine for a font.

/// Upright.
pub(crate) const REGULAR: &[u8] = include_bytes!("font/LiberationSans-Regular.ttf");

/// Bold.
pub(crate) const BOLD: &[u8] = include_bytes!("font/LiberationSans-Bold.ttf");

/// Slanted.
#[cfg(feature = "pdf")]
pub(crate) const ITALIC: &[u8] = include_bytes!("font/LiberationSans-Italic.ttf");

/// Bold and slanted.
#[cfg(feature = "pdf")]
pub(crate) const BOLD_ITALIC: &[u8] = include_bytes!("font/LiberationSans-BoldItalic.ttf");
