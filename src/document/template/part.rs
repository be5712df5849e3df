//! A part: a text that many templates share, with the facts and sources it rests on.
//!
//! It is written in the same closed language and stands in a template as if it were written there. It never holds another
//! part, so a template with its parts ends as surely as one without.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::expression::Expression;
use super::front::{self, PartFront};
use super::scan::What;
use super::{body, hexadecimal};
use crate::diagnostic::{Code, Finding, Source};
use crate::reader::Text;

use sha2::{Digest, Sha256};

/// A part, checked as far as that is possible without a playbook.
#[derive(Clone, Debug)]
pub struct Part {
    front: PartFront,
    /// Where the text begins in the source.
    offset: usize,
    sha256: String,
    source: Arc<Source>,
}

/// The parts that templates can use.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    parts: BTreeMap<String, Part>,
}

impl Part {
    /// Reads a part.
    ///
    /// # Errors
    /// Everything that is wrong in the front matter and the tags, at once.
    pub fn parse(source: &Source) -> Result<Part, Vec<Finding>> {
        let mut findings = super::too_large(&source.text);
        if !findings.is_empty() {
            return Err(findings);
        }
        let (front, offset) = front::read_part(source, &mut findings);
        for tag in body(&source.text, offset, &mut findings) {
            if let What::ElseIf(e) | What::For(_, e, _) | What::If(e) | What::Print(e) = &tag.what {
                e.each(&mut |inner| {
                    if matches!(inner, Expression::Call(function, _) if function == "deel") {
                        let message = "a part cannot use a part";
                        let finding = Finding::at(Code::BadTemplate, tag.span.clone(), message);
                        findings.push(finding.hint("name both in the template"));
                    }
                });
            }
        }
        match front {
            Some(front) if findings.is_empty() => Ok(Part {
                front,
                offset,
                sha256: hexadecimal(&Sha256::digest(source.text.as_bytes())),
                source: Arc::new(source.clone()),
            }),
            _ => Err(findings),
        }
    }

    /// Returns the id.
    pub fn id(&self) -> &str {
        &self.front.id
    }

    /// Returns the role and the date of the jurist who reviewed it; nothing when none did.
    pub fn reviewed(&self) -> Option<&str> {
        Some(self.front.reviewed.trim()).filter(|reviewed| !reviewed.is_empty())
    }

    /// Returns the SHA-256 of the whole part, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Returns the whole part as it was read, for the lines of findings.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.front.title
    }

    pub(super) fn law(&self) -> &[Text] {
        &self.front.law
    }

    pub(super) fn needs(&self) -> &[Text] {
        &self.front.needs
    }

    /// Returns the text without the empty lines around it, and where it begins in the source.
    pub(super) fn text(&self) -> (&str, usize) {
        let text = self.source.text[self.offset..].trim_end();
        let inside = text.trim_start_matches(['\r', '\n']);
        (inside, self.offset + text.len() - inside.len())
    }
}

impl Parts {
    /// Adds a part; it replaces one with the same id.
    pub fn insert(&mut self, part: Part) {
        self.parts.insert(part.id().to_owned(), part);
    }

    /// Returns a part.
    pub fn get(&self, id: &str) -> Option<&Part> {
        self.parts.get(id)
    }

    /// Returns the ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }
}
