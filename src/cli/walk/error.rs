//! What made a verb fail, in Dutch.

use crate::cli::failure::Failure;
use crate::runtime::dutch;

/// Returns what went wrong.
pub(super) fn failure(error: &Failure) -> String {
    match error {
        Failure::Runtime(error) => dutch::turn(error),
        error => {
            let technical = error.message();
            let what = dutch::of_text(&technical)
                .unwrap_or("Een bestand of tekst kan niet worden gelezen of geschreven.");
            format!("{what} [{technical}]")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_the_system_is_found_in_a_longer_text() {
        let technical = "cannot write `a.docx`: the system says so (os error 2)".to_owned();
        let words = failure(&Failure::File(technical));
        assert!(
            words.starts_with("Het bestand of de map is er niet") && words.contains("`a.docx`"),
            "{words}"
        );
    }
}
