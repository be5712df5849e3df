//! How the items of numbered lists are counted on paper: 1, 2 in the text; a, b one deeper; i, ii below that.
//!
//! Every format counts alike, so that "onderdeel 2, onder a" means the same in each.

/// Returns what stands before an item, without the full stop; `depth` is 0 for a list in the text itself.
pub(super) fn counter(depth: usize, number: u64) -> String {
    match depth % 3 {
        0 => number.to_string(),
        1 => letters(number),
        _ => roman(number),
    }
}

/// Returns a to z, then aa to zz, as word processors count.
fn letters(number: u64) -> String {
    let Some(index) = number.checked_sub(1) else {
        return number.to_string();
    };
    let letter = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        times @ 0..=2 => String::from(letter).repeat(times as usize + 1),
        _ => number.to_string(),
    }
}

fn roman(number: u64) -> String {
    if !(1..100).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in [
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_a_word_processor_does() {
        let counted = |depth| [0, 1, 4, 26, 27, 99].map(|number| counter(depth, number));
        assert_eq!(counted(0), ["0", "1", "4", "26", "27", "99"]);
        assert_eq!(counted(1), ["0", "a", "d", "z", "aa", "99"]);
        assert_eq!(counted(2), ["0", "i", "iv", "xxvi", "xxvii", "xcix"]);
    }
}
