//! The size of the marking drawn across a page, the same in every format. Never draws it.

/// The longest the words may run along the diagonal, in points; more would leave the page.
const LONGEST: usize = 540;

/// Returns the width and the height of the words along the diagonal, in points.
pub(super) fn size(marking: &str) -> (usize, usize) {
    let letters = marking.chars().count().max(1);
    let width = LONGEST.min(letters * 66);
    let height = (width * 6 / (letters * 5)).clamp(18, 90);
    (width, height)
}
