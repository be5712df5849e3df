//! The law register as it is read and as it is checked: what refers to nothing, what is old, what
//! nobody has verified and is used all the same.
//!
//! It never judges a text of law; it says when a person last did, and what rests on it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use serde::Serialize;

use crate::fact::dutch;
use crate::law::{Asked, Form, PowerSource, Register, Source, Status};
use crate::playbook::{self, Playbook};

/// After how many months a check is old.
const MAXIMUM_AGE_MONTHS: u32 = 12;

/// The twelve questions that every order answers, each by a requirement with one of these ids.
const QUESTIONS: [&[&str]; 12] = [
    &["gedrag_op_plaats", "norm_gaat_over_gedrag"],
    &["bevoegd_orgaan", "niet_voorzitter"],
    &["feiten_per_persoon"],
    &["actuele_vrees"],
    &["lichter_middel"],
    &["plaats_exact"],
    &["begin_en_einde"],
    &["zienswijze"],
    &["minderjarig"],
    &["afgestemd_met_om"],
    &["grondrechten"],
    &["bekendmaking"],
];

/// What rests on a source: the id of the source with the names of what names it.
pub type Uses = BTreeMap<String, BTreeSet<String>>;

/// One remark on the register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// The id of the source or the power.
    pub id: String,
    /// The remark in Dutch.
    pub text: String,
    /// What rests on it.
    pub used_by: Vec<String>,
}

/// What a remark is about; what comes first has to be mended, what comes last is to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// Something refers to a source that is not there.
    Dead,
    /// A power does not fit the facts of the register, or leaves out a question.
    Power,
    /// A source in use does not apply on the day.
    OutOfTime,
    /// It was checked too long ago, or after the day.
    Old,
    /// A switch is on.
    Switched,
    /// A source in use is not in force.
    NotInForce,
    /// A source in use has not been verified.
    Unverified,
}

impl RemarkKind {
    /// Tells whether it has to be mended.
    pub fn is_error(self) -> bool {
        self <= RemarkKind::OutOfTime
    }

    fn dutch(self) -> &'static str {
        match self {
            RemarkKind::Dead => "Verwijst naar een bron die er niet is",
            RemarkKind::Power => "Bevoegdheden die niet kloppen",
            RemarkKind::OutOfTime => "Geldt niet op deze dag, en is in gebruik",
            RemarkKind::Old => "Te lang geleden nagegaan",
            RemarkKind::Switched => "Schakelaars die aan staan",
            RemarkKind::NotInForce => {
                "Niet geldend, en in gebruik als waarschuwing of vergelijking"
            }
            RemarkKind::Unverified => "Niet of in een oudere tekst nagelezen, en in gebruik",
        }
    }
}

/// Returns what a playbook and the powers of the register rest on.
pub fn law_uses(playbook: &Playbook, law: &Register) -> Uses {
    let mut uses = Uses::new();
    for power in &law.powers {
        note_law_use(
            &mut uses,
            format!("bevoegdheid {}", power.id),
            &cited(power),
        );
    }
    for shared in &law.requirements {
        let ids = [shared.law.clone(), shared.rejected_by.clone()].concat();
        note_law_use(&mut uses, format!("eis {}", shared.id), &ids);
    }
    for fact in playbook.facts() {
        note_law_use(&mut uses, format!("feit {}", fact.id), &fact.law);
    }
    for organ in &law.organs {
        note_law_use(&mut uses, format!("orgaan {}", organ.id), &organ.law);
    }
    for class in &law.classes {
        note_law_use(&mut uses, format!("klasse {}", class.id), &class.law);
    }
    for switch in &law.switches {
        let source = [switch.source.clone()];
        note_law_use(&mut uses, format!("schakelaar {}", switch.id), &source);
    }
    let id = playbook.id();
    for clock in playbook.clocks() {
        note_law_use(&mut uses, format!("termijn {id}/{}", clock.id), &clock.law);
    }
    for decision in playbook.decisions() {
        note_law_use(
            &mut uses,
            format!("besluit {id}/{}", decision.id),
            &decision.law,
        );
    }
    for role in playbook.roles() {
        note_law_use(&mut uses, format!("rol {id}/{}", role.id), &role.law);
    }
    for task in playbook.states().iter().flat_map(|state| &state.tasks) {
        note_law_use(&mut uses, format!("taak {id}/{}", task.id), &task.law);
    }
    uses
}

/// Notes that something rests on sources.
pub fn note_law_use(uses: &mut Uses, name: String, ids: &[String]) {
    for id in ids {
        uses.entry(id.clone()).or_default().insert(name.clone());
    }
}

/// Returns the remarks on the register, with what rests on each source, on a day.
pub fn law_check(law: &Register, uses: &Uses, as_of: NaiveDate) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = Vec::new();
    let used_by = |id: &str| -> Vec<String> {
        let names = uses.get(id);
        names.map_or_else(Vec::new, |names| names.iter().cloned().collect())
    };
    let mut remark = |kind, id: &str, text: String| {
        remarks.push(Remark {
            kind,
            id: id.to_owned(),
            text,
            used_by: used_by(id),
        });
    };
    for id in uses.keys().filter(|id| law.source(id).is_none()) {
        remark(
            RemarkKind::Dead,
            id,
            "staat niet in het register".to_owned(),
        );
    }
    for (power, finding) in playbook::unfit_powers(law) {
        remark(RemarkKind::Power, &power, finding);
    }
    for power in &law.powers {
        for text in unanswered(power) {
            remark(RemarkKind::Power, &power.id, text);
        }
    }
    for switch in law.switches.iter().filter(|switch| switch.on) {
        let text = format!(
            "{}, nagegaan op {}",
            switch.title,
            dutch::date(switch.checked)
        );
        remark(RemarkKind::Switched, &switch.id, text);
    }
    for source in &law.sources {
        if let Some(text) = old(source.checked, as_of) {
            remark(RemarkKind::Old, &source.id, text);
        }
        if !uses.contains_key(&source.id) {
            continue;
        }
        if let Some((kind, text)) = in_use(source, as_of) {
            remark(kind, &source.id, text);
        }
    }
    remarks.sort();
    remarks.dedup();
    remarks
}

/// Returns everything a power of the register names.
fn cited(power: &PowerSource) -> Vec<String> {
    let about = &power.about;
    let mut ids = [
        about.law.clone(),
        about.mandate_law.clone(),
        about.maximum_law.clone(),
        about.taught_by.clone(),
    ]
    .concat();
    ids.extend(about.duties.iter().flat_map(|duty| duty.law.clone()));
    ids.extend(about.coordination.iter().flat_map(|with| with.law.clone()));
    for asked in &power.requirements {
        if let Asked::Own(own) = asked {
            ids.extend(own.law.iter().chain(&own.rejected_by).cloned());
        }
    }
    ids
}

/// Returns the questions that an order leaves out without a reason.
fn unanswered(power: &PowerSource) -> Vec<String> {
    if !matches!(power.about.form, Form::Order | Form::Rule) {
        return Vec::new();
    }
    let ids: Vec<&str> = power
        .requirements
        .iter()
        .map(|asked| match asked {
            Asked::Own(own) => own.id.as_str(),
            Asked::Shared(id) => id,
        })
        .chain(power.about.without.iter().map(|(id, _)| id.as_str()))
        .collect();
    let open = QUESTIONS
        .iter()
        .filter(|question| !question.iter().any(|id| ids.contains(id)));
    open.map(|question| format!("beantwoordt niet: {}", question.join(" of ")))
        .collect()
}

fn old(checked: NaiveDate, as_of: NaiveDate) -> Option<String> {
    let limit = as_of.checked_sub_months(Months::new(MAXIMUM_AGE_MONTHS))?;
    (checked < limit).then(|| format!("nagegaan op {}", dutch::date(checked)))
}

/// Returns what has to be known about a source that something rests on.
fn in_use(source: &Source, as_of: NaiveDate) -> Option<(RemarkKind, String)> {
    if let Some(from) = source.valid_from.filter(|from| *from > as_of) {
        let text = format!("geldt vanaf {}", dutch::date(from));
        return Some((RemarkKind::OutOfTime, text));
    }
    if let Some(until) = source.valid_until.filter(|until| *until < as_of) {
        let text = format!("gold tot en met {}", dutch::date(until));
        return Some((RemarkKind::OutOfTime, text));
    }
    let doubt = source.doubt()?;
    let kind = match source.status {
        Status::InForce | Status::Unverified => RemarkKind::Unverified,
        _ => RemarkKind::NotInForce,
    };
    Some((kind, doubt))
}

/// Returns a list of sources as text.
pub fn law_list_text(sources: &[&Source]) -> String {
    let line = |source: &&Source| {
        let doubt = source
            .doubt()
            .map_or(String::new(), |doubt| format!(" [{doubt}]"));
        format!("{:<28} {}{doubt}\n", source.id, source.cite)
    };
    sources.iter().map(line).collect()
}

/// Returns everything about a source as text, with what rests on it.
pub fn law_source_text(source: &Source, used_by: &[String]) -> String {
    let date = |day: Option<NaiveDate>| day.map_or(String::new(), dutch::date);
    let locator = match source.locator.as_str() {
        "" => "niet bekend",
        known => known,
    };
    let read = match source.read.as_str() {
        "" => "niet vastgelegd",
        "secondary" => "alleen een samenvatting",
        version => version,
    };
    let by = match source.by.as_str() {
        "" => "draaiboek",
        by => by,
    };
    let mut out = format!("{}\n{}\n\n{}\n\n", source.cite, source.title, source.rule);
    for (what, text) in [
        ("Vindplaats", locator),
        ("Stand", source.status.dutch()),
        ("Geldt vanaf", &date(source.valid_from)),
        ("Geldt tot en met", &date(source.valid_until)),
        ("Nagelezen tekst", read),
        ("Nagegaan op", &dutch::date(source.checked)),
        ("Gegevens van", by),
        ("Let op", &source.note),
        ("In gebruik bij", &used_by.join(", ")),
    ] {
        if !text.is_empty() {
            out.push_str(&format!("{what:<17} {text}\n"));
        }
    }
    out
}

/// Returns the remarks as text.
pub fn law_check_text(remarks: &[Remark]) -> String {
    let mut out = String::new();
    let mut kind = None;
    for remark in remarks {
        if kind != Some(remark.kind) {
            out.push_str(&format!("{}:\n", remark.kind.dutch()));
            kind = Some(remark.kind);
        }
        let used_by = match remark.used_by.len() {
            0 => String::new(),
            1..=3 => format!(" (bij {})", remark.used_by.join(", ")),
            many => format!(
                " (bij {} en {} andere)",
                remark.used_by[..2].join(", "),
                many - 2
            ),
        };
        out.push_str(&format!("  {}: {}{used_by}\n", remark.id, remark.text));
    }
    let errors = remarks
        .iter()
        .filter(|remark| remark.kind.is_error())
        .count();
    let others = remarks.len() - errors;
    out.push_str(&format!("{errors} te herstellen, {others} om te weten\n"));
    out
}
