//! Reads the tags of a template: the closed list of what can be written between braces.
//!
//! Everything that could compare, count, join or repeat text is left out on purpose: comparing is for conditions of the
//! playbook, and what cannot repeat text cannot fill the memory. It never evaluates anything.

use super::expression::{self, Expression};
use crate::diagnostic::{Code, Finding, Span};
use crate::reader::Alphabet;

/// How many blocks may stand in each other, and how many branches one `if` may have.
const DEPTH: usize = 20;

/// How many tags a template may have.
const TAGS: usize = 4000;

/// A tag, with its place in the source.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    /// The place, with the braces.
    pub span: Span,
    /// What it says.
    pub what: What,
}

/// What a tag says.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// `{#name}` at the end of a heading.
    Anchor(String),
    /// `{# … #}`.
    Comment,
    /// `{% else %}`.
    Else,
    /// `{% elif … %}`.
    ElseIf(Expression),
    /// `{% endfor %}`.
    EndFor,
    /// `{% endif %}`.
    EndIf,
    /// `{% for … in … %}`, `{% for … in … if … %}`.
    For(String, Expression, Option<Expression>),
    /// `{% if … %}`.
    If(Expression),
    /// `{{ … }}`.
    Print(Expression),
}

/// Returns the tags of a text that starts at `offset` of the source; what is refused goes to `findings`.
pub(crate) fn scan(text: &str, offset: usize, findings: &mut Vec<Finding>) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = next_opening(&text[at..]) {
        let start = at + found;
        let opening = &text[start..start + 2];
        let refuse = |end: usize, message: String| {
            Finding::at(Code::BadTemplate, offset + start..offset + end, message)
        };
        if let Some((name, length)) = heading_name(&text[start..]) {
            at = start + length;
            if let Some(message) = misplaced(text, start..at, name) {
                findings.push(refuse(at, message).hint(HEADING_NAME));
            }
            let span = offset + start..offset + at;
            let what = What::Anchor(name.to_owned());
            tags.push(Tag { span, what });
            continue;
        }
        if opening == "{#" {
            let Some(length) = text[start..].find("#}") else {
                findings.push(
                    refuse(
                        start + 2,
                        "`{#` opens a comment that is never closed".to_owned(),
                    )
                    .hint(HEADING_NAME),
                );
                break;
            };
            at = start + length + 2;
            let span = offset + start..offset + at;
            let what = What::Comment;
            tags.push(Tag { span, what });
            continue;
        }
        let (tokens, end) = match expression::tokens(text, start + 2) {
            Ok(read) => read,
            Err((end, message)) => {
                findings.push(refuse(end, message));
                break;
            }
        };
        at = end;
        let closing = &text[end - 2..end];
        let span = offset + start..offset + end;
        if closing != if opening == "{{" { "}}" } else { "%}" } {
            findings.push(refuse(end, format!("`{opening}` is closed by `{closing}`")));
            break;
        }
        let what = match opening {
            "{{" => Expression::read(&tokens).map(What::Print),
            _ => statement(&tokens),
        };
        match what {
            Ok(what) => tags.push(Tag { span, what }),
            Err((message, hint)) => {
                let finding = Finding::at(Code::BadTemplate, span, message);
                findings.push(crate::reader::hinted(finding, hint));
            }
        }
        if tags.len() > TAGS {
            findings.push(refuse(end, format!("there are more than {TAGS} tags")));
            break;
        }
    }
    if findings.is_empty() {
        nesting(&tags, findings);
    }
    tags
}

/// What a name of a heading looks like.
const HEADING_NAME: &str =
    "a heading is named by `## Title {#name}`, in lower-case letters, digits and hyphens";

/// Returns the name of a heading and the length of its tag, where one starts.
fn heading_name(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("{#")?;
    let end = rest.find(['}', '#', '\n'])?;
    let name = &rest[..end];
    let is_name = rest[end..].starts_with('}') && !name.is_empty();
    (is_name && !name.contains(char::is_whitespace)).then_some((name, end + 3))
}

/// Returns why a heading cannot have this name here.
fn misplaced(text: &str, tag: Span, name: &str) -> Option<String> {
    let line = &text[text[..tag.start].rfind('\n').map_or(0, |at| at + 1)..tag.start];
    let after = text[tag.end..].split('\n').next().unwrap_or("");
    if !Alphabet::Hyphen.allows(name) {
        Some(format!("`{name}` cannot name a heading"))
    } else if !line.starts_with("##") || !after.trim().is_empty() {
        let message = "a name stands at the end of a heading under the title";
        Some(message.to_owned())
    } else {
        None
    }
}

fn next_opening(text: &str) -> Option<usize> {
    let braces = text.match_indices('{').map(|(at, _)| at);
    let mut openings = braces.filter(|at| {
        let next = text.as_bytes().get(at + 1);
        next.is_some_and(|next| b"{%#".contains(next))
    });
    openings.next()
}

fn statement(tokens: &[expression::Token<'_>]) -> Result<What, (String, Option<String>)> {
    let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
    match words.as_slice() {
        ["if", ..] => Expression::read(&tokens[1..]).map(What::If),
        ["elif", ..] => Expression::read(&tokens[1..]).map(What::ElseIf),
        ["else"] => Ok(What::Else),
        ["endif"] => Ok(What::EndIf),
        ["endfor"] => Ok(What::EndFor),
        ["for", name, "in", ..] if expression::is_name(name) => {
            let list = words.iter().position(|word| *word == "if");
            let (list, chosen) = tokens[3..].split_at(list.map_or(tokens.len() - 3, |at| at - 3));
            let list = Expression::read(list)?;
            let chosen = chosen.split_first().map(|(_, chosen)| choice(chosen));
            Ok(What::For((*name).to_owned(), list, chosen.transpose()?))
        }
        _ => Err((
            format!("`{}` is not possible", words.join(" ")),
            Some(
                "possible are `if`, `elif`, `else`, `endif`, `for … in …` and `endfor`".to_owned(),
            ),
        )),
    }
}

/// Reads what chooses among the things of a list: their fields, never a question that may have no answer.
fn choice(tokens: &[expression::Token<'_>]) -> Result<Expression, (String, Option<String>)> {
    let chosen = Expression::read(tokens)?;
    let mut asks = false;
    chosen.each(&mut |inner| asks |= matches!(inner, Expression::Call(..)));
    match asks {
        false => Ok(chosen),
        true => Err((
            "a function cannot choose among the things of a list".to_owned(),
            Some("write `{% if … %}` inside the `for`".to_owned()),
        )),
    }
}

/// Sees to it that every block is closed by its own end and none stands too deep.
fn nesting(tags: &[Tag], findings: &mut Vec<Finding>) {
    let mut open: Vec<(&Tag, usize)> = Vec::new();
    for tag in tags {
        let inside = open.last().map(|(tag, _)| &tag.what);
        let fits = match &tag.what {
            What::If(_) | What::For(..) => {
                open.push((tag, 0));
                true
            }
            What::ElseIf(_) => matches!(inside, Some(What::If(_))),
            What::Else => matches!(inside, Some(What::If(_) | What::For(..))),
            What::EndIf => matches!(inside, Some(What::If(_))),
            What::EndFor => matches!(inside, Some(What::For(..))),
            What::Anchor(_) | What::Comment | What::Print(_) => true,
        };
        if !fits {
            let message = "this does not belong to an open `if` or `for`";
            findings.push(Finding::at(Code::BadTemplate, tag.span.clone(), message));
            return;
        }
        match tag.what {
            What::EndIf | What::EndFor => {
                open.pop();
            }
            What::ElseIf(_) => {
                if let Some((_, branches)) = open.last_mut() {
                    *branches += 1;
                }
            }
            _ => {}
        }
        if open.len() > DEPTH || open.iter().any(|(_, branches)| *branches > DEPTH) {
            let message = format!("more than {DEPTH} blocks or branches in each other");
            findings.push(Finding::at(Code::BadTemplate, tag.span.clone(), message));
            return;
        }
    }
    if let Some((tag, _)) = open.last() {
        let message = "this is never closed";
        findings.push(Finding::at(Code::BadTemplate, tag.span.clone(), message));
    }
}
