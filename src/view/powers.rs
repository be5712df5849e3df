//! Every power of the register against what is known: which are open, which are not, what has to be
//! answered first, and what stands between them.
//!
//! A finding states what is known and where it comes from, never whether something is lawful.

use std::collections::BTreeSet;

use serde::Serialize;

use super::gates::{Gate, GateStatus, gates, questions};
use crate::fact::condition::{Answers, Need};
use crate::fact::{Subject, dutch};
use crate::law::{Level, Online, Register, RequirementKind, Stage};
use crate::playbook::{Playbook, Power};

/// One power with its finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PowerLine {
    /// What stands between this power and another one, or another organ.
    pub conflicts: Vec<String>,
    /// With whom it is coordinated, and how far that binds.
    pub coordination: Vec<String>,
    /// What has to follow.
    pub duties: Vec<String>,
    /// The finding.
    pub finding: Finding,
    /// The finding in Dutch words, with who rejected its ground or what to answer first.
    pub finding_text: String,
    /// The requirements on its use, each with its finding.
    pub gates: Vec<Gate>,
    /// Among which powers it is weighed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The id.
    pub id: String,
    /// Whether it can be mandated.
    pub mandate: String,
    /// How long it lasts at most.
    pub maximum: String,
    /// What it may not be used for.
    pub not_for: String,
    /// What it can do against the content of messages.
    pub online: String,
    /// The competent organs.
    pub organ: String,
    /// What to answer first: the fact and its question.
    pub questions: Vec<(String, String)>,
    /// Where it stands from light to heavy.
    pub rank: u64,
    /// Citations of its sources, with what is not verified about them.
    pub sources: Vec<String>,
    /// The decisions that taught how to use it.
    pub taught_by: Vec<String>,
    /// What the team calls it.
    pub title: String,
}

/// The finding on a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// What its use asks is there.
    Present,
    /// What its use asks is there, but rests on something unconfirmed.
    Doubt,
    /// Not enough is known.
    Unknown,
    /// The facts say otherwise.
    Missing,
    /// A court has rejected the ground.
    Rejected,
}

/// Returns the finding on every power, from light to heavy.
pub fn powers(playbook: &Playbook, law: &Register, answers: &dyn Answers) -> Vec<PowerLine> {
    let found: Vec<(&Power, Vec<Found>)> = playbook
        .powers()
        .iter()
        .map(|power| (power, use_of(playbook, law, power, answers)))
        .collect();
    found
        .iter()
        .map(|(power, of_use)| line(playbook, law, power, of_use, &found))
        .collect()
}

impl PowerLine {
    /// Tells whether it is lighter than another of its group, and nothing known rules it out.
    pub fn is_lighter_than(&self, other: &PowerLine) -> bool {
        self.group == other.group && self.rank < other.rank && self.finding < Finding::Missing
    }
}

/// One requirement on the use of a power, against what is known.
struct Found {
    finding: Finding,
    gate: Gate,
    /// The facts to answer first.
    open: Vec<String>,
}

/// Returns the requirements on the use of a power, with their findings.
fn use_of(playbook: &Playbook, law: &Register, power: &Power, answers: &dyn Answers) -> Vec<Found> {
    let gates = gates(playbook, law, power, answers);
    let requirements = power.requirements.iter().zip(gates);
    requirements
        .filter(|(requirement, _)| requirement.stage == Stage::Use)
        .map(|(requirement, mut gate)| {
            let needs = questions(requirement, answers);
            let finding = match gate.status {
                GateStatus::Present | GateStatus::NotApplicable => Finding::Present,
                GateStatus::Doubt => Finding::Doubt,
                GateStatus::Unknown => Finding::Unknown,
                // What nobody has answered is no answer against it.
                GateStatus::Missing if gate.is_unanswered => Finding::Unknown,
                GateStatus::Missing => Finding::Missing,
                GateStatus::Rejected => Finding::Rejected,
            };
            if finding == Finding::Unknown {
                gate.status = GateStatus::Unknown;
                gate.status_text = GateStatus::Unknown.dutch().to_owned();
            }
            Found {
                finding,
                gate,
                open: needs.iter().filter_map(fact).collect(),
            }
        })
        .collect()
}

fn fact(need: &Need) -> Option<String> {
    match &need.atom.subject {
        Subject::Fact(id) | Subject::Count(id) => Some(id.clone()),
        _ => None,
    }
}

fn line(
    playbook: &Playbook,
    law: &Register,
    power: &Power,
    found: &[Found],
    all: &[(&Power, Vec<Found>)],
) -> PowerLine {
    let about = &power.about;
    let finding = finding(found);
    let questions = open_questions(playbook, found);
    let with_sources = |text: &str, ids: &[String]| match ids.is_empty() {
        true => text.to_owned(),
        false => format!("{text} ({})", dutch::list(&cites(law, ids))),
    };
    let duties = about.duties.iter().map(|duty| {
        let to = match duty.to.is_empty() {
            true => String::new(),
            false => format!("aan {}", duty.to.trim_end_matches('.')),
        };
        let parts = [to.as_str(), duty.when.trim_end_matches('.')];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let what = duty.what.trim_end_matches('.');
        match parts.is_empty() {
            true => with_sources(what, &duty.law),
            false => with_sources(&format!("{what}: {}", parts.join(", ")), &duty.law),
        }
    });
    let coordination = about.coordination.iter().map(|with| {
        let text = format!("{}, {}: {}", with.with, level(with.level), with.what);
        with_sources(&text, &with.law)
    });
    PowerLine {
        conflicts: conflicts(law, power, all),
        coordination: coordination.collect(),
        duties: duties.collect(),
        finding,
        finding_text: finding_text(finding, found, &questions),
        gates: found.iter().map(|found| found.gate.clone()).collect(),
        group: about.group.clone(),
        id: power.id.clone(),
        mandate: with_sources(mandate(about.mandate), &about.mandate_law),
        maximum: with_sources(&about.maximum, &about.maximum_law),
        not_for: about.not_for.clone(),
        online: online(about.online).to_owned(),
        organ: organs(playbook, law, &about.organ),
        questions,
        rank: about.rank,
        sources: cites(law, &about.law),
        taught_by: cites(law, &about.taught_by),
        title: about.title.clone(),
    }
}

/// Returns the heaviest finding on the requirements; what is only something to know never counts.
fn finding(found: &[Found]) -> Finding {
    let counted = counted(found).map(|found| found.finding);
    counted.max().unwrap_or(Finding::Present)
}

fn counted(found: &[Found]) -> impl Iterator<Item = &Found> {
    found
        .iter()
        .filter(|found| found.gate.kind != RequirementKind::Note)
}

/// Returns the open questions in the order of the requirements, once each.
fn open_questions(playbook: &Playbook, found: &[Found]) -> Vec<(String, String)> {
    let mut questions: Vec<(String, String)> = Vec::new();
    let unknown = counted(found).filter(|found| found.finding == Finding::Unknown);
    for fact in unknown
        .flat_map(|found| &found.open)
        .filter_map(|id| playbook.fact(id))
    {
        if questions.iter().all(|(id, _)| *id != fact.id) {
            questions.push((fact.id.clone(), fact.question.clone()));
        }
    }
    questions
}

fn finding_text(finding: Finding, found: &[Found], questions: &[(String, String)]) -> String {
    let of = |finding| counted(found).filter(move |found| found.finding == finding);
    let titles = |finding| {
        let titles: Vec<&str> = of(finding).map(|found| found.gate.title.as_str()).collect();
        titles.join("; ")
    };
    match finding {
        Finding::Present => "voorwaarden aanwezig".to_owned(),
        Finding::Doubt => {
            format!(
                "voorwaarden aanwezig, maar onbevestigd: {}",
                titles(Finding::Doubt)
            )
        }
        Finding::Unknown => {
            let questions: Vec<&str> = questions.iter().map(|(_, text)| text.as_str()).collect();
            format!("onbekend: eerst beantwoorden: {}", questions.join(" "))
        }
        Finding::Missing => format!("voorwaarden ontbreken: {}", titles(Finding::Missing)),
        Finding::Rejected => {
            let texts: BTreeSet<&str> = of(Finding::Rejected)
                .map(|found| found.gate.status_text.as_str())
                .collect();
            texts.into_iter().collect::<Vec<_>>().join("; ")
        }
    }
}

/// Returns the more specific powers that are open or not yet answered: they go before this one.
fn conflicts(law: &Register, power: &Power, all: &[(&Power, Vec<Found>)]) -> Vec<String> {
    let specific = power.about.yields_to.iter().filter_map(|id| {
        let (other, found) = all.iter().find(|(other, _)| other.id == *id)?;
        let how = match finding(found) {
            Finding::Present | Finding::Doubt => "gaat voor: de voorwaarden daarvoor zijn aanwezig",
            Finding::Unknown => {
                "gaat voor als de voorwaarden daarvoor er zijn; dat is nog niet bekend"
            }
            Finding::Missing | Finding::Rejected => return None,
        };
        let cites = dutch::list(&cites(law, &other.about.law));
        Some(format!("{} ({cites}) {how}", other.about.title))
    });
    specific.collect()
}

/// Returns the citations, with what is not verified about each.
fn cites(law: &Register, ids: &[String]) -> Vec<String> {
    let cite = |id: &String| match law.source(id) {
        Some(source) => match source.doubt() {
            Some(doubt) => format!("{} [{doubt}]", source.cite),
            None => source.cite.clone(),
        },
        None => id.clone(),
    };
    ids.iter().map(cite).collect()
}

fn organs(playbook: &Playbook, law: &Register, ids: &[String]) -> String {
    let title = |id: &String| match law.organ(id) {
        Some(organ) => organ.title.clone(),
        None => super::role_title(playbook, id),
    };
    let titles: Vec<String> = ids.iter().map(title).collect();
    dutch::either(&titles)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Consultation => "overleg",
        Level::Exclusion => "sluit uit",
        Level::Information => "informeren",
        Level::Permission => "toestemming nodig",
    }
}

fn mandate(mandate: Option<bool>) -> &'static str {
    match mandate {
        Some(true) => "mandaat is mogelijk",
        Some(false) => "geen mandaat aan de politie en geen overdracht",
        None => "niet nagegaan of mandaat mogelijk is",
    }
}

fn online(online: Option<Online>) -> &'static str {
    match online {
        Some(Online::Doubtful) => "tegen de inhoud van berichten: eerst een jurist",
        Some(Online::Fine) => "tegen de inhoud van berichten: te gebruiken",
        Some(Online::None) => "doet niets tegen de inhoud van berichten",
        Some(Online::Rejected) => "niet tegen de inhoud van berichten",
        None => "",
    }
}

/// Returns the powers as text, from light to heavy; everything about each when it is told in full.
pub fn powers_text(lines: &[PowerLine], in_full: bool) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&format!(
            "{:>2}. {} ({})\n",
            line.rank, line.title, line.organ
        ));
        out.push_str(&format!("    {}\n", line.finding_text));
        for conflict in &line.conflicts {
            out.push_str(&format!("    Let op: {conflict}.\n"));
        }
        if in_full {
            told(line, &mut out);
        }
    }
    out
}

fn told(line: &PowerLine, out: &mut String) {
    for gate in &line.gates {
        out.push_str(&format!("    - {}: {}\n", gate.title, gate.status_text));
        for (label, value) in &gate.facts {
            out.push_str(&format!("        {label}: {value}\n"));
        }
        if !gate.sources.is_empty() {
            out.push_str(&format!("        bron: {}\n", gate.sources.join("; ")));
        }
    }
    let all = |list: &[String]| list.join("; ");
    for (what, text) in [
        ("Grondslag", all(&line.sources)),
        ("Duur", line.maximum.clone()),
        ("Mandaat", line.mandate.clone()),
        ("Berichten", line.online.clone()),
        ("Niet voor", line.not_for.clone()),
        ("Afstemmen", all(&line.coordination)),
        ("Daarna", all(&line.duties)),
        ("Geleerd van", all(&line.taught_by)),
    ] {
        if !text.is_empty() {
            out.push_str(&format!("    {what}: {text}\n"));
        }
    }
    out.push('\n');
}
