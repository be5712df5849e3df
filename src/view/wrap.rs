//! Text in lines of a bounded width, for a plain screen.
//!
//! Never lets a control character through: what people typed is shown, never obeyed by the screen.

/// The width of a screen, in characters.
pub const WIDTH: usize = 80;

/// Returns text with every line wrapped; what follows is indented under the text of its line.
pub fn wrap(text: &str, width: usize) -> String {
    text.split('\n')
        .map(|line| wrap_line(line, width))
        .collect::<Vec<_>>()
        .join("\n")
}

fn wrap_line(line: &str, width: usize) -> String {
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    if line.chars().count() <= width {
        return line.trim_end().to_owned();
    }
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let hang = " ".repeat((indent + marker(body)).min(width / 2));
    let mut lines = vec![" ".repeat(indent.min(width / 2))];
    // The words are joined again by one space, so a marker keeps its own spaces.
    let (head, rest) = body.split_at(marker(body));
    lines[0].push_str(head);
    let mut is_first = true;
    for word in rest.split(' ').filter(|word| !word.is_empty()) {
        for piece in pieces(word, width - hang.len()) {
            let current = lines.last().map_or(0, |line| line.chars().count());
            let space = usize::from(!is_first);
            if is_first || current + space + piece.chars().count() <= width {
                let line = lines.last_mut().into_iter().next();
                if let Some(line) = line {
                    line.push_str(&" ".repeat(space));
                    line.push_str(&piece);
                }
            } else {
                lines.push(format!("{hang}{piece}"));
            }
            is_first = false;
        }
    }
    lines.join("\n")
}

/// Returns how wide the marker of a list item is: `- `, `12. `.
fn marker(body: &str) -> usize {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &body[digits..];
    let sign = match digits {
        0 if rest.starts_with("- ") => 1,
        0 => return 0,
        _ if rest.starts_with(". ") => digits + 1,
        _ => return 0,
    };
    let spaces = body[sign..]
        .bytes()
        .take_while(|byte| *byte == b' ')
        .count();
    sign + spaces
}

/// Cuts a word that no line can hold, such as a web address.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters
        .chunks(width.max(1))
        .map(|chunk| chunk.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_under_their_own_text() {
        let text = " 1. Bel de politie en vraag om het beeld\nkort\n  - een twee drie vier vijf";
        assert_eq!(
            wrap(text, 20),
            " 1. Bel de politie\n    en vraag om het\n    beeld\nkort\n  - een twee drie\n    vier vijf"
        );
    }

    #[test]
    fn a_web_address_is_cut_and_an_escape_does_not_reach_the_screen() {
        assert_eq!(
            wrap("https://voorbeeld.nl/pad", 10),
            "https://vo\norbeeld.nl\n/pad"
        );
        assert_eq!(wrap("rood\u{1b}[31m", 20), "rood[31m");
    }
}
