//! A template as written: front matter, and a text with tags from a closed list.
//!
//! Made only by [`Template::parse`]: a template that exists cannot loop without end, fill the memory or call anything
//! outside the list. It holds nothing of an incident and is never filled here.

mod assemble;
mod check;
mod check_front;
pub(super) mod element;
pub(super) mod expression;
mod front;
pub(super) mod names;
mod part;
pub(super) mod scan;

use serde::Serialize;
use sha2::{Digest, Sha256};

pub use element::Level;
pub use part::{Part, Parts};

use crate::diagnostic::{Code, Finding, Source, Span};
use crate::fact::dutch;
use assemble::{Piece, assemble};
use element::Element;
use expression::Expression;
use scan::{Tag, What};

/// The largest template that is read, in bytes.
pub const MAXIMUM_BYTES: usize = 128 * 1024;

/// A template, checked as far as that is possible without a playbook.
#[derive(Clone, Debug)]
pub struct Template {
    front: front::Front,
    /// Where the text begins, in the source and in the whole text.
    offset: usize,
    /// The parts it uses, in the order of their ids.
    parts: Vec<Part>,
    /// Where the stretches of the whole text were written.
    pieces: Vec<Piece>,
    /// What a page says about its review.
    reviewed: Option<String>,
    sha256: String,
    source: Source,
    tags: Vec<Tag>,
    /// The whole text: the template with its parts in place.
    text: String,
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
    /// Reads a template that uses no parts.
    ///
    /// # Errors
    /// Everything that is wrong in the front matter and the tags, at once.
    pub fn parse(source: &Source) -> Result<Template, Vec<Finding>> {
        Template::with_parts(source, &Parts::default())
    }

    /// Reads a template and puts the parts it uses in place.
    ///
    /// # Errors
    /// Everything that is wrong in the front matter and the tags, at once.
    pub fn with_parts(source: &Source, parts: &Parts) -> Result<Template, Vec<Finding>> {
        let mut findings = too_large(&source.text);
        if !findings.is_empty() {
            return Err(findings);
        }
        let (front, offset) = front::read(source, &mut findings);
        let tags = body(&source.text, offset, &mut findings);
        let assembled = assemble(source, &tags, parts, &mut findings);
        let Some(front) = front.filter(|_| findings.is_empty()) else {
            return Err(findings);
        };
        let mut hash = Sha256::new();
        hash.update(source.text.as_bytes());
        for part in &assembled.parts {
            hash.update(part.source().text.as_bytes());
        }
        let mut template = Template {
            reviewed: reviewed(&front.reviewed, &assembled.parts),
            front,
            offset,
            parts: assembled.parts,
            pieces: assembled.pieces,
            sha256: hexadecimal(&hash.finalize()),
            source: source.clone(),
            tags,
            text: assembled.text,
        };
        if !template.parts.is_empty() {
            // The whole is held to the same limits as each of its texts.
            findings = too_large(&template.text);
            template.tags = body(&template.text, offset, &mut findings);
        }
        match findings.is_empty() {
            true => Ok(template),
            false => Err(findings
                .into_iter()
                .map(|finding| template.placed(finding))
                .collect()),
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

    /// Returns the sources that it and its parts rest on besides those cited in the text.
    pub fn law(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.iter().flat_map(Part::law);
        self.front
            .law
            .iter()
            .chain(parts)
            .map(|id| id.text.as_str())
    }

    /// Returns the facts that must be known besides those printed.
    pub fn needs(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.iter().flat_map(Part::needs);
        self.front
            .needs
            .iter()
            .chain(parts)
            .map(|id| id.text.as_str())
    }

    /// Returns the parts it uses, in the order of their ids.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Returns the role id of who signs.
    pub fn organ(&self) -> Option<&str> {
        self.front.organ.as_ref().map(|organ| organ.text.as_str())
    }

    /// Returns whether it may be signed under mandate, and the sources that say so; nothing when it does not say.
    pub fn mandate(&self) -> Option<(bool, impl Iterator<Item = &str>)> {
        let law = self.front.mandate_law.iter().map(|id| id.text.as_str());
        self.front.mandate.map(|is_allowed| (is_allowed, law))
    }

    /// Returns the power whose requirements are its gates.
    pub fn power(&self) -> Option<&str> {
        self.front.power.as_ref().map(|power| power.text.as_str())
    }

    /// Returns the role and the date of the jurist who reviewed it, and the parts of it that nobody reviewed; nothing when
    /// the template itself was not reviewed.
    pub fn reviewed(&self) -> Option<&str> {
        self.reviewed.as_deref()
    }

    /// Returns the SHA-256 of the whole template followed by the parts it uses in the order of their ids, hexadecimal.
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

    /// Returns the text under the front matter, with its parts in place.
    pub fn text(&self) -> &str {
        &self.text[self.offset..]
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.front.title
    }

    /// Returns a finding at a place of the whole text, where that was written.
    pub(super) fn finding(&self, span: Span, message: impl Into<String>) -> Finding {
        self.placed(Finding::at(Code::BadTemplate, span, message))
    }

    fn placed(&self, mut finding: Finding) -> Finding {
        let Some(span) = &finding.span else {
            return finding;
        };
        let started = self
            .pieces
            .iter()
            .rev()
            .find(|piece| piece.at <= span.start);
        let Some(piece) = started else {
            return finding;
        };
        let start = piece.start + span.start - piece.at;
        finding.span = Some(start..start + span.len());
        let part = self
            .parts
            .iter()
            .find(|part| Some(part.id()) == piece.part.as_deref());
        match part {
            Some(part) => finding.within(part.source().clone()),
            None => finding,
        }
    }

    pub(super) fn elements(&self) -> &[Element] {
        &self.front.elements
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

/// Returns a finding when a text is too large to be read.
fn too_large(text: &str) -> Vec<Finding> {
    if text.len() <= MAXIMUM_BYTES {
        return Vec::new();
    }
    let message = format!("the template has {} bytes", text.len());
    let hint = format!("at most {MAXIMUM_BYTES} bytes are read");
    vec![Finding::whole(Code::NotThisFormat, message).hint(hint)]
}

/// Returns the tags of the text from `offset` on; what is refused goes to `findings`.
fn body(text: &str, offset: usize, findings: &mut Vec<Finding>) -> Vec<Tag> {
    for (at, sign) in text[offset..].char_indices() {
        // The program marks places with control characters while it fills a template.
        if sign.is_control() && !matches!(sign, '\n' | '\r' | '\t') {
            let at = offset + at;
            let message = format!("control character U+{:04X} in the text", u32::from(sign));
            let span = at..at + sign.len_utf8();
            findings.push(Finding::at(Code::BadTemplate, span, message));
        }
    }
    let mut refused = Vec::new();
    let tags = scan::scan(&text[offset..], offset, &mut refused);
    findings.append(&mut refused);
    tags
}

/// Returns what a page says about the review, in Dutch.
fn reviewed(template: &str, parts: &[Part]) -> Option<String> {
    let template = template.trim();
    let other: Vec<String> = parts
        .iter()
        .filter(|part| part.reviewed().is_none())
        .map(|part| part.id().to_owned())
        .collect();
    match (template, other.as_slice()) {
        ("", _) => None,
        (by, []) => Some(by.to_owned()),
        (by, other) => Some(format!("{by}, zonder het deel {}", dutch::list(other))),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
