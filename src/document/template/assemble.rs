//! Puts parts where a template names them, so that what is checked and filled is one text of the closed language.
//!
//! Every stretch of that text remembers where it was written. It never evaluates anything, and it looks into a part once:
//! a part holds no part.

use super::expression::Expression;
use super::part::{Part, Parts};
use super::scan::{Tag, What};
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::reader::{hinted, possible};

/// A template with its parts as one text.
#[derive(Debug)]
pub(super) struct Assembled {
    /// The parts that are used, each once, in the order of their ids.
    pub parts: Vec<Part>,
    /// The stretches, in order.
    pub pieces: Vec<Piece>,
    /// The whole text, with the front matter of the template.
    pub text: String,
}

/// A stretch of text that stands somewhere else than it was written.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Where it starts in the whole text.
    pub at: usize,
    /// The id of the part it comes from; nothing for the template itself.
    pub part: Option<String>,
    /// Where it starts in the text it was written in.
    pub start: usize,
}

/// Returns the whole text; what is wrong goes to `findings`.
pub(super) fn assemble(
    source: &Source,
    tags: &[Tag],
    known: &Parts,
    findings: &mut Vec<Finding>,
) -> Assembled {
    let mut assembled = Assembled {
        parts: Vec::new(),
        pieces: Vec::new(),
        text: String::with_capacity(source.text.len()),
    };
    let mut written = 0;
    for tag in tags {
        let What::Print(Expression::Call(function, id)) = &tag.what else {
            continue;
        };
        if function != "deel" {
            continue;
        }
        let refuse = |message: String| Finding::at(Code::BadTemplate, tag.span.clone(), message);
        if !is_alone(&source.text, &tag.span) {
            let message = "a part stands on a line of its own".to_owned();
            let hint = format!("write `{{{{ deel(\"{id}\") }}}}` and nothing else on the line");
            findings.push(refuse(message).hint(hint));
        } else if let Some(part) = known.get(id) {
            assembled.take(None, written, &source.text[written..tag.span.start]);
            let (text, start) = part.text();
            assembled.take(Some(id), start, text);
            written = tag.span.end;
            if !assembled.parts.iter().any(|used| used.id() == id) {
                assembled.parts.push(part.clone());
            }
        } else {
            let finding = refuse(format!("there is no part `{id}`"));
            findings.push(hinted(finding, possible(id, known.ids())));
        }
    }
    assembled.take(None, written, &source.text[written..]);
    assembled
        .parts
        .sort_by(|one, other| one.id().cmp(other.id()));
    assembled
}

impl Assembled {
    fn take(&mut self, part: Option<&str>, start: usize, text: &str) {
        self.pieces.push(Piece {
            at: self.text.len(),
            part: part.map(str::to_owned),
            start,
        });
        self.text.push_str(text);
    }
}

/// Tells whether a tag is all there is on its line, without signs that swallow the lines around it.
fn is_alone(text: &str, tag: &Span) -> bool {
    let before = text[..tag.start].ends_with('\n');
    let after = text[tag.end..].split('\n').next().unwrap_or("");
    let raw = &text[tag.clone()];
    before && after.trim().is_empty() && !raw.starts_with("{{-") && !raw.ends_with("-}}")
}
