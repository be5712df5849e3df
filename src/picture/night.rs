//! A picture for a dark room: the same shapes in other colours. Never touches words.

/// Each colour of a picture, quoted as in an attribute, with what it becomes. The words of a picture hold no such quote:
/// it is escaped there.
const COLOURS: [(&str, &str); 9] = [
    ("\"#111111\"", "\"#f0f3f6\""),
    ("\"#595959\"", "\"#b4bfca\""),
    ("\"#ffffff\"", "\"#10161c\""),
    ("\"#fafafa\"", "\"#161d24\""),
    ("\"#f4f4f4\"", "\"#232c35\""),
    ("\"#e4edf7\"", "\"#1c3550\""),
    ("\"#fff2b3\"", "\"#5a4600\""),
    ("\"#fde0dc\"", "\"#5c1a12\""),
    ("\"#dff0e2\"", "\"#12351d\""),
];

/// Returns a picture in the colours of a dark screen.
pub fn night(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find("\"#") {
        let colour = COLOURS.iter().find(|(day, _)| rest[at..].starts_with(day));
        out.push_str(&rest[..at]);
        match colour {
            Some((day, night)) => {
                out.push_str(night);
                rest = &rest[at + day.len()..];
            }
            None => {
                out.push_str("\"#");
                rest = &rest[at + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_change_colour_and_words_stay() {
        let day = "<rect fill=\"#ffffff\" stroke=\"#111111\"/><text fill=\"#123456\">&quot;#ffffff&quot;</text>";
        assert_eq!(
            night(day),
            "<rect fill=\"#10161c\" stroke=\"#f0f3f6\"/><text fill=\"#123456\">&quot;#ffffff&quot;</text>"
        );
    }
}
