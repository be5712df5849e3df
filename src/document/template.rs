//! A template as written: front matter, and a text with tags from a closed list.
//!
//! Made only by [`Template::parse`]: a template that exists cannot loop without end, fill the memory or call anything
//! outside the list. It holds nothing of an incident and is never filled here.

mod check;
pub(super) mod expression;
mod front;
pub(super) mod names;
pub(super) mod scan;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Finding, Source, Span};
use expression::Expression;
use scan::{Tag, What};

/// The largest template that is read, in bytes.
pub const MAXIMUM_BYTES: usize = 128 * 1024;

/// A template, checked as far as that is possible without a playbook.
#[derive(Clone, Debug)]
pub struct Template {
    front: front::Front,
    /// Where the text begins in the source.
    offset: usize,
    sha256: String,
    source: Source,
    tags: Vec<Tag>,
}

/// What a template makes.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page for the own team.
    Card,
    /// A letter.
    Letter,
    /// A note for the own team.
    Note,
    /// A decision that binds.
    Order,
    /// A report.
    Report,
    /// A request.
    Request,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// Everything that is wrong in the front matter and the tags, at once.
    pub fn parse(source: &Source) -> Result<Template, Vec<Finding>> {
        if source.text.len() > MAXIMUM_BYTES {
            let message = format!("the template has {} bytes", source.text.len());
            let hint = format!("at most {MAXIMUM_BYTES} bytes are read");
            return Err(vec![
                Finding::whole(Code::NotThisFormat, message).hint(hint),
            ]);
        }
        let mut findings = Vec::new();
        let (front, offset) = front::read(source, &mut findings);
        let text = &source.text[offset..];
        for (at, sign) in text.char_indices() {
            // The program marks places with control characters while it fills a template.
            if sign.is_control() && !matches!(sign, '\n' | '\r' | '\t') {
                let at = offset + at;
                let message = format!("control character U+{:04X} in the text", u32::from(sign));
                let span = at..at + sign.len_utf8();
                findings.push(Finding::at(Code::BadTemplate, span, message));
            }
        }
        let mut refused = Vec::new();
        let tags = scan::scan(text, offset, &mut refused);
        findings.append(&mut refused);
        match front {
            Some(front) if findings.is_empty() => Ok(Template {
                front,
                offset,
                sha256: hexadecimal(&Sha256::digest(source.text.as_bytes())),
                source: source.clone(),
                tags,
            }),
            _ => Err(findings),
        }
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.front.id
    }

    /// Returns what it makes.
    pub fn kind(&self) -> Kind {
        self.front.kind
    }

    /// Returns the sources it rests on besides those cited in the text.
    pub fn law(&self) -> impl Iterator<Item = &str> {
        self.front.law.iter().map(|id| id.text.as_str())
    }

    /// Returns the facts that must be known besides those printed.
    pub fn needs(&self) -> impl Iterator<Item = &str> {
        self.front.needs.iter().map(|id| id.text.as_str())
    }

    /// Returns the role id of who signs.
    pub fn organ(&self) -> Option<&str> {
        self.front.organ.as_ref().map(|organ| organ.text.as_str())
    }

    /// Returns the role and the date of the jurist who reviewed it; nothing when none did.
    pub fn reviewed(&self) -> Option<&str> {
        Some(self.front.reviewed.trim()).filter(|reviewed| !reviewed.is_empty())
    }

    /// Returns the SHA-256 of the whole template, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Returns the whole template as it was read, for the lines of findings.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns every source it names: in its text and besides.
    pub fn sources(&self) -> Vec<String> {
        let mut sources: Vec<String> = self.law().map(str::to_owned).collect();
        for tag in &self.tags {
            if let What::Print(expression) = &tag.what {
                expression.each(&mut |inner| {
                    if let Expression::Call(function, id) = inner
                        && function == "wet"
                    {
                        sources.push(id.clone());
                    }
                });
            }
        }
        sources
    }

    /// Returns the text under the front matter.
    pub fn text(&self) -> &str {
        &self.source.text[self.offset..]
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.front.title
    }

    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// Returns the span of a line of the text, without the spaces around it; lines count from 1.
    pub(super) fn line_span(&self, line: usize) -> Span {
        let mut start = self.offset;
        for (index, raw) in self.text().split_inclusive('\n').enumerate() {
            if index + 1 == line {
                let indent = raw.len() - raw.trim_start().len();
                return start + indent..start + raw.trim_end().len().max(indent);
            }
            start += raw.len();
        }
        start..start
    }
}

impl Kind {
    /// Tells whether it leaves the building, and so comes with a note for the legal adviser.
    pub fn is_sent(self) -> bool {
        matches!(self, Kind::Letter | Kind::Order | Kind::Request)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
