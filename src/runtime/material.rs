//! What an incident works from: playbook, law, templates and municipality, parsed.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::{Finding, Source, render};
use crate::document::{Part, Parts, Template};
use crate::law::term::Holidays;
use crate::law::{self, Register};
use crate::playbook::{self, Municipality, Playbook, Sources};

/// Where fragments of playbooks are.
const FRAGMENTS: &str = "fragments/";
/// Where the overlays on the playbook are.
const OVERLAYS: &str = "overlays/";
/// Where the parts of templates are.
const PARTS: &str = "templates/parts/";

/// Everything parsed.
#[derive(Debug, Clone)]
pub struct Material {
    /// The holidays.
    pub holidays: Holidays,
    /// The law.
    pub law: Register,
    /// The municipality.
    pub municipality: Municipality,
    /// The playbook.
    pub playbook: Playbook,
    /// The templates, by id.
    pub templates: BTreeMap<String, Template>,
    /// The SHA-256 of each text, by the name under which an incident pins it.
    pub texts: BTreeMap<String, String>,
    /// What was found while reading; none of it stops an incident that has begun.
    pub warnings: Vec<(Source, Vec<Finding>)>,
}

/// Texts that cannot be used, with their findings.
#[derive(Debug)]
pub struct Rejected {
    /// Each text with its findings.
    pub texts: Vec<(Source, Vec<Finding>)>,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self
            .texts
            .iter()
            .map(|(source, findings)| render(source, findings))
            .collect();
        f.write_str(shown.join("").trim_end())
    }
}

impl Material {
    /// Parses the texts that an incident pins: `playbook.toml`, `overlays/…`, `fragments/…`,
    /// `law/…`, `templates/…`, `gemeente.toml`. All findings of all texts come back at once.
    pub fn parse(texts: &[(String, Source)]) -> Result<Material, Rejected> {
        let mut material = Reading::default();
        material.read_law(texts);
        for (name, source) in texts {
            if name == "playbook.toml" {
                match playbook::parse_with(source, &parts(texts), &material.law) {
                    Ok((playbook, warnings)) => {
                        material.warnings.extend(by_text(source, warnings));
                        material.playbook = Some(playbook);
                    }
                    Err(findings) => material.rejected.extend(by_text(source, findings)),
                }
            } else if name == "gemeente.toml" {
                match Municipality::parse(source) {
                    Ok(municipality) => material.municipality = municipality,
                    Err(findings) => material.reject(source, findings),
                }
            } else if name.starts_with("templates/") && !name.starts_with(PARTS) {
                match Template::with_parts(source, &material.parts) {
                    Ok(template) => {
                        let id = template.id().to_owned();
                        material.templates.insert(id, template);
                    }
                    Err(findings) => material.reject(source, findings),
                }
            }
        }
        material.finish()
    }

    /// Parses only the law among the texts: the register and the holidays.
    pub fn parse_law(texts: &[(String, Source)]) -> Result<(Register, Holidays), Rejected> {
        let mut reading = Reading::default();
        reading.read_law(texts);
        match reading.holidays {
            Some(holidays) if reading.rejected.is_empty() => Ok((reading.law, holidays)),
            None if reading.rejected.is_empty() => Err(Rejected {
                texts: vec![absent("law/feestdagen.toml")],
            }),
            _ => Err(Rejected {
                texts: reading.rejected,
            }),
        }
    }
}

impl Material {
    /// Refuses texts that an incident cannot start with: templates that could not be filled, as far as a brief check
    /// tells, and law typed by hand.
    pub fn check(&self) -> Result<(), Rejected> {
        let mut texts = self.warnings.clone();
        texts.extend(self.found(Template::check_briefly));
        texts.retain(|(_, findings)| findings.iter().any(Finding::is_error));
        match texts.is_empty() {
            true => Ok(()),
            false => Err(Rejected { texts }),
        }
    }

    /// Returns everything there is to say about the texts, the templates last.
    pub fn findings(&self) -> Vec<(Source, Vec<Finding>)> {
        let mut found = self.warnings.clone();
        found.extend(self.template_findings());
        found
    }

    /// Returns what there is to say about the templates.
    pub fn template_findings(&self) -> Vec<(Source, Vec<Finding>)> {
        self.found(Template::check)
    }

    fn found(
        &self,
        check: impl Fn(&Template, &Playbook, &Register) -> Vec<Finding>,
    ) -> Vec<(Source, Vec<Finding>)> {
        let mut found: Vec<(Source, Vec<Finding>)> = Vec::new();
        for template in self.templates.values() {
            for finding in check(template, &self.playbook, &self.law) {
                // A part is told about once, however many templates use it.
                let text = finding.within.as_deref().unwrap_or(template.source());
                match found.iter_mut().find(|(source, _)| source == text) {
                    Some((_, findings)) if findings.contains(&finding) => {}
                    Some((_, findings)) => findings.push(finding),
                    None => found.push((text.clone(), vec![finding])),
                }
            }
        }
        found
    }
}

/// The texts as they are being read.
#[derive(Default)]
struct Reading {
    holidays: Option<Holidays>,
    law: Register,
    municipality: Municipality,
    parts: Parts,
    playbook: Option<Playbook>,
    rejected: Vec<(Source, Vec<Finding>)>,
    templates: BTreeMap<String, Template>,
    warnings: Vec<(Source, Vec<Finding>)>,
}

impl Reading {
    /// Reads the law and the parts of templates, which everything else rests on.
    fn read_law(&mut self, texts: &[(String, Source)]) {
        for (name, source) in texts {
            if name == "law/feestdagen.toml" {
                match Holidays::parse(&source.text) {
                    Ok(holidays) => self.holidays = Some(holidays),
                    Err(why) => self.reject(source, vec![not_this_format(why)]),
                }
            } else if name.starts_with("law/") {
                let findings = law::parse(source, &mut self.law);
                self.take(source, findings);
            } else if name.starts_with(PARTS) {
                match Part::parse(source) {
                    Ok(part) => self.parts.insert(part),
                    Err(findings) => self.reject(source, findings),
                }
            }
        }
    }

    fn reject(&mut self, source: &Source, findings: Vec<Finding>) {
        self.rejected.push((source.clone(), findings));
    }

    fn take(&mut self, source: &Source, findings: Vec<Finding>) {
        if findings.iter().any(Finding::stops_reading) {
            self.reject(source, findings);
        } else if !findings.is_empty() {
            self.warnings.push((source.clone(), findings));
        }
    }

    fn finish(mut self) -> Result<Material, Rejected> {
        match (self.playbook, self.holidays) {
            (Some(playbook), Some(holidays)) if self.rejected.is_empty() => Ok(Material {
                holidays,
                law: self.law,
                municipality: self.municipality,
                playbook,
                templates: self.templates,
                texts: BTreeMap::new(),
                warnings: self.warnings,
            }),
            (playbook, holidays) => {
                if playbook.is_none() && self.rejected.is_empty() {
                    self.rejected.push(absent("playbook.toml"));
                }
                if holidays.is_none() && self.rejected.is_empty() {
                    self.rejected.push(absent("law/feestdagen.toml"));
                }
                Err(Rejected {
                    texts: self.rejected,
                })
            }
        }
    }
}

/// Returns what the playbook is put together from besides its own file.
fn parts(texts: &[(String, Source)]) -> Sources {
    let mut parts = Sources::default();
    for (name, source) in texts {
        if let Some(fragment) = name.strip_prefix(FRAGMENTS) {
            let id = fragment.strip_suffix(".toml").unwrap_or(fragment);
            parts.fragments.insert(id.to_owned(), source.clone());
        } else if name.starts_with(OVERLAYS) {
            parts.overlays.push(source.clone());
        }
    }
    parts
}

/// Returns each text with the findings that stand in it.
fn by_text(source: &Source, findings: Vec<Finding>) -> Vec<(Source, Vec<Finding>)> {
    let mut texts: Vec<(Source, Vec<Finding>)> = Vec::new();
    for finding in findings {
        let text = finding.within.as_deref().unwrap_or(source);
        match texts.iter_mut().find(|(known, _)| known == text) {
            Some((_, findings)) => findings.push(finding),
            None => texts.push((text.clone(), vec![finding])),
        }
    }
    texts
}

fn absent(name: &str) -> (Source, Vec<Finding>) {
    let source = Source::new(name, "");
    (source, vec![not_this_format("it is not there".to_owned())])
}

fn not_this_format(why: String) -> Finding {
    Finding::whole(crate::diagnostic::Code::NotThisFormat, why)
}
