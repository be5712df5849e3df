//! Rewrites a template so that what is undetermined is never taken for false, and every line knows its number.
//!
//! In MiniJinja a condition has two values. With the guards, words after `else` or `elif` or under a `not` are printed only
//! when everything asked before them is determined; else the mark of the condition is all that stands there.

use super::place;
use crate::document::Template;
use crate::document::template::expression::Expression;
use crate::document::template::scan::{Tag, What};

/// The function that begins to decide an `if`.
pub(super) const FRESH: &str = "begin_condition";

/// The function that tells whether nothing in this `if` was undetermined so far.
pub(super) const SETTLED: &str = "is_determined";

/// The function that prints the name of a heading, which MiniJinja would take for a comment.
pub(super) const NAMED: &str = "heading_name";

/// Returns the text to fill.
pub(super) fn guarded(template: &Template) -> String {
    let text = template.text();
    let offset = template.offset();
    let mut out = String::with_capacity(text.len() * 2);
    let mut written = 0;
    let mut inside = Vec::new();
    for tag in template.tags() {
        let span = tag.span.start - offset..tag.span.end - offset;
        lines(template, written..span.start, &mut out);
        written = span.end;
        let raw = &text[span];
        match &tag.what {
            What::If(_) | What::For(..) => inside.push(matches!(tag.what, What::If(_))),
            What::EndIf | What::EndFor => {
                inside.pop();
            }
            _ => {}
        }
        let is_of_if = inside.last() == Some(&true);
        match &tag.what {
            What::If(expression) => out.push_str(&condition(raw, "if", expression)),
            What::ElseIf(expression) => out.push_str(&condition(raw, "elif", expression)),
            What::Else if is_of_if => {
                out.push_str(&raw.replacen("else", &format!("elif {SETTLED}()"), 1));
            }
            What::Anchor(name) => out.push_str(&format!("{{{{ {NAMED}(\"{name}\") }}}}")),
            _ => out.push_str(raw),
        }
    }
    lines(template, written..text.len(), &mut out);
    out
}

/// Returns a tag with its condition guarded.
fn condition(raw: &str, word: &str, expression: &Expression) -> String {
    let start = raw.find(word).map_or(0, |at| at + word.len());
    let end = raw.len() - if raw.ends_with("-%}") { 3 } else { 2 };
    let (before, inner, after) = (&raw[..start], raw[start..end].trim(), &raw[end..]);
    let mut has_not = false;
    expression.each(&mut |inner| has_not |= matches!(inner, Expression::Not(_)));
    let first = if word == "if" { FRESH } else { SETTLED };
    let last = match has_not {
        true => format!(" and {SETTLED}()"),
        false => String::new(),
    };
    format!("{before} {first}() and ({inner}){last} {after}")
}

/// Writes a stretch between tags, each line with its number where that cannot change how tags swallow white space.
fn lines(template: &Template, stretch: std::ops::Range<usize>, out: &mut String) {
    let text = template.text();
    let first = 1 + text[..stretch.start].matches('\n').count();
    let mut at = stretch.start;
    for (number, part) in (first..).zip(text[stretch].split_inclusive('\n')) {
        let starts_line = at == 0 || text[..at].ends_with('\n');
        let line_end = text[at..]
            .find('\n')
            .map_or(text.len(), |length| at + length);
        let line = template.offset() + at..template.offset() + line_end;
        let is_free = |tag: &Tag| {
            matches!(tag.what, What::Anchor(_) | What::Print(_))
                || tag.span.start >= line.end
                || tag.span.end <= line.start
        };
        if starts_line
            && !text[at..line_end].trim().is_empty()
            && template.tags().iter().all(is_free)
        {
            out.push_str(&place::line(number));
        }
        out.push_str(part);
        at += part.len();
    }
}
