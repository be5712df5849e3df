//! `draft`: draft a document, from an incident or from a file of facts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use serde::Serialize;

use crate::catalog;
use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::record;
use crate::document::{
    self, Document, Draft, Given, Inputs, SideCar, Template, Written, WrittenKind,
};
use crate::engine::{Action, By, Incident};
use crate::fact::Certainty;
use crate::runtime::{self, Error, Material, PROGRAM, Session, Surroundings, sha256};
use crate::store;
use crate::view::GateStatus;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The document or template (`draaiboek list --templates`)
    template: String,
    /// Draft from this incident; the draft is recorded in its log
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "facts",
        conflicts_with = "facts"
    )]
    incident: Option<PathBuf>,
    /// Draft from a TOML file of facts: `fact = value`, or `fact = { value, source, certainty }`
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
    /// The file to make: .docx, .odt, .html, .md or .txt; the note for the legal adviser gets a file of its own
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    /// Write a Word file to work in beside it, with remarks and findings as comments
    #[arg(long)]
    working_copy: bool,
    #[command(flatten)]
    by: ByArguments,
}

/// A draft that was made.
#[derive(Debug)]
pub struct Made {
    /// The draft.
    pub draft: Draft,
    /// The files: the document, the note when there is one, the receipt.
    pub files: Vec<PathBuf>,
    /// The entry in the log.
    pub seq: Option<u64>,
}

/// What is written, and where.
#[derive(Clone, Copy, Debug)]
struct Target<'a> {
    force: bool,
    out: &'a Path,
    working_copy: bool,
}

impl Typed {
    fn target(&self) -> Target<'_> {
        Target {
            force: self.force,
            out: &self.out,
            working_copy: self.working_copy,
        }
    }
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let made = match (&typed.incident, &typed.facts) {
        (Some(file), _) => match context.open(file) {
            Ok(mut session) => {
                let by = by(&typed.by, &session.material().playbook)?;
                let made = make_for(&mut session, &typed.template, typed.target(), by)?;
                warn_about_mirror(&session);
                session.close()?;
                made
            }
            Err(Failure::Runtime(Error::Store(store::Error::ReadOnly { .. }))) => {
                output::tell("warning: the incident can only be read; the draft is not logged");
                from_copy(&context.read(file)?, &typed)?
            }
            Err(failure) => return Err(failure),
        },
        (None, Some(facts)) => from_facts(context, &typed, facts)?,
        (None, None) => return Err(Failure::Usage("say --incident or --facts".to_owned())),
    };
    #[derive(Serialize)]
    struct Shown<'a> {
        elements: &'a [document::ElementFound],
        files: &'a [PathBuf],
        gates: &'a [crate::view::Gate],
        marking: &'a str,
        missing: &'a [(String, String)],
        seq: Option<u64>,
        title: &'a str,
    }
    let shown = Shown {
        elements: &made.draft.elements,
        files: &made.files,
        gates: &made.draft.gates,
        marking: &made.draft.marking,
        missing: &made.draft.missing,
        seq: made.seq,
        title: &made.draft.document.title,
    };
    output::show(context, &shown, || account(&made))?;
    Ok(ExitCode::SUCCESS)
}

/// Drafts a document of an incident, writes its files and records it in the log.
pub fn make(
    session: &mut Session,
    name: &str,
    out: &Path,
    by: By,
    force: bool,
) -> Result<Made, Failure> {
    let target = Target {
        force,
        out,
        working_copy: false,
    };
    make_for(session, name, target, by)
}

fn make_for(
    session: &mut Session,
    name: &str,
    target: Target<'_>,
    by: By,
) -> Result<Made, Failure> {
    // What is due happens first, and a refusal comes before any file is written.
    session.submit(Action::Advance, by.clone())?;
    let computed = of_session(session, name, target.working_copy)?;
    let (files, sha256) = write(&computed, target)?;
    let (draft, document) = (computed.draft, computed.side_car.document_id);
    let action = Action::RecordDraft {
        document,
        gates: draft
            .gates
            .iter()
            .map(|gate| (gate.id.clone(), status(gate.status).to_owned()))
            .collect(),
        missing: u64::try_from(draft.missing.len()).unwrap_or(u64::MAX),
        relied_on: draft.relied_on.clone(),
        sha256,
        template_sha256: draft.receipt.template.version.clone(),
    };
    let entries = session.submit(action, by)?;
    Ok(Made {
        draft,
        files,
        seq: entries.last().map(|entry| entry.seq),
    })
}

/// Drafts from an incident that can only be read, such as a copy kept as evidence.
fn from_copy(session: &Session, typed: &Typed) -> Result<Made, Failure> {
    let computed = of_session(session, &typed.template, typed.working_copy)?;
    let (files, _) = write(&computed, typed.target())?;
    Ok(Made {
        draft: computed.draft,
        files,
        seq: None,
    })
}

/// Computes a draft from an incident.
fn of_session(session: &Session, name: &str, with_copy: bool) -> Result<Computed, Failure> {
    let (seq, words) = session.checkpoint();
    let head = format!("{seq} {words}");
    let now = session.chart_now();
    let incident = session.incident();
    let mut computed = compute(
        session.material(),
        incident,
        name,
        Some(&head),
        now,
        with_copy,
    )?;
    computed.side_car.incident = Some(session.incident_id().to_owned());
    Ok(computed)
}

fn from_facts(context: &Context, typed: &Typed, facts: &Path) -> Result<Made, Failure> {
    let material = material_with(context, &typed.template)?;
    let now = Surroundings::Machine.now();
    let answers = answers(&material, facts, now)?;
    let incident = incident_of(&material, &answers, now)?;
    let mut computed = compute(
        &material,
        &incident,
        &typed.template,
        None,
        now,
        typed.working_copy,
    )?;
    computed.side_car.answers = answers;
    let (files, _) = write(&computed, typed.target())?;
    Ok(Made {
        draft: computed.draft,
        files,
        seq: None,
    })
}

/// Returns an incident that holds nothing but the facts given.
pub(super) fn incident_of(
    material: &Material,
    answers: &[Given],
    now: DateTime<Utc>,
) -> Result<Incident, Failure> {
    let answers = answers.iter().cloned();
    let known = answers.map(|given| (given.fact, given.value, given.certainty, given.source));
    Incident::of_answers(&material.playbook, known, now)
        .map_err(|refusal| Error::Refused(Box::new(refusal)).into())
}

/// Returns the material of the playbook that has a document or template of this name.
pub(super) fn material_with(context: &Context, name: &str) -> Result<Material, Failure> {
    let catalog = context.catalog()?;
    for id in catalog.playbooks() {
        let material = runtime::parse(&catalog.pins(id))?;
        if find(&material, name).is_ok() {
            return Ok(material);
        }
    }
    Err(Failure::Usage(format!(
        "there is no template `{name}`; `draaiboek list --templates` names them"
    )))
}

/// Returns the document and the template of this name; a hyphen and an underscore are the same.
fn find<'a>(
    material: &'a Material,
    name: &str,
) -> Result<(Option<&'a str>, &'a Template), Failure> {
    let same = |id: &str| id.replace('-', "_") == name.replace('-', "_");
    let documents = material.playbook.documents();
    let document = documents.iter().find(|document| same(&document.id));
    let template = match document {
        Some(document) => material.templates.get(&document.template),
        None => material
            .templates
            .values()
            .find(|template| same(template.id())),
    };
    match template {
        Some(template) => {
            let by_template = documents.iter().find(|d| d.template == template.id());
            Ok((document.or(by_template).map(|d| d.id.as_str()), template))
        }
        None => {
            let known: Vec<&str> = material.templates.keys().map(String::as_str).collect();
            Err(Failure::Usage(format!(
                "there is no template `{name}`; there are: {}",
                known.join(", ")
            )))
        }
    }
}

/// Reads a file of facts.
pub(super) fn answers(
    material: &Material,
    path: &Path,
    now: DateTime<Utc>,
) -> Result<Vec<Given>, Failure> {
    let text = catalog::read(path)?.content;
    let table: toml::Table = toml::from_str(&text)
        .map_err(|error| Failure::File(format!("{}: {error}", path.display())))?;
    let line_of = |id: &str| {
        let is_it = |line: &str| {
            let key = line.split(['=', '.']).next().unwrap_or_default();
            key.trim().trim_matches(['"', '\'', '[', ']']) == id
        };
        text.lines().position(is_it).map_or(1, |at| at + 1)
    };
    let (mut answers, mut wrong) = (Vec::new(), Vec::new());
    for (id, value) in &table {
        match answer(material, id, value, now) {
            Ok(known) => answers.extend(known),
            Err(what) => {
                let line = line_of(id);
                wrong.push(format!("{}:{line}: `{id}`: {what}", path.display()));
            }
        }
    }
    match wrong.is_empty() {
        true => Ok(answers),
        false => Err(Failure::File(wrong.join("\n"))),
    }
}

/// Reads one answer; nothing when it is not known.
fn answer(
    material: &Material,
    id: &str,
    value: &toml::Value,
    now: DateTime<Utc>,
) -> Result<Option<Given>, String> {
    let Some(fact) = material.playbook.fact(id) else {
        let facts = material.playbook.facts().iter();
        let near = crate::diagnostic::nearest(id, facts.map(|fact| fact.id.as_str()));
        let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("there is no such fact{near}"));
    };
    let long = value.as_table().filter(|table| table.contains_key("value"));
    let text = |key: &str| long.and_then(|table| table.get(key)?.as_str());
    let value = long.map_or(value, |table| &table["value"]);
    if value.as_str() == Some("onbekend") {
        return Ok(None);
    }
    let read = fact.kind.from_toml(value, now);
    let value = read.map_err(|unreadable| unreadable.to_string())?;
    let certainty = match text("certainty") {
        None => Certainty::default(),
        Some(text) => record::certainty(text)?,
    };
    let source = text("source").map(str::to_owned);
    Ok(Some(Given {
        certainty,
        fact: id.to_owned(),
        source,
        value,
    }))
}

/// A draft with what goes beside it.
pub(super) struct Computed {
    /// The draft.
    pub draft: Draft,
    /// What stands beside it, without files.
    pub side_car: SideCar,
    /// The same to work in, when asked for.
    pub working_copy: Option<Document>,
}

/// Computes a draft of the document or template of this name.
pub(super) fn compute(
    material: &Material,
    incident: &Incident,
    name: &str,
    head: Option<&str>,
    now: DateTime<Utc>,
    with_copy: bool,
) -> Result<Computed, Failure> {
    let (document, template) = find(material, name)?;
    let note = material
        .templates
        .get("oplegnotitie")
        .ok_or_else(|| Failure::File("the template `oplegnotitie` is not there".to_owned()))?;
    let playbook = &material.playbook;
    let power = document
        .and_then(|id| playbook.document(id))
        .and_then(|document| playbook.power(document.power.as_ref()?));
    let inputs = Inputs {
        head,
        holidays: &material.holidays,
        incident,
        law: &material.law,
        municipality: &material.municipality,
        note,
        now,
        playbook,
        power,
        program: PROGRAM,
        template,
    };
    let rejected = |findings| {
        let texts = vec![(template.source().clone(), findings)];
        Error::Rejected(runtime::Rejected { texts })
    };
    let draft = document::draft(&inputs).map_err(rejected)?;
    let working_copy = match with_copy {
        true => Some(document::working_copy(&inputs, &draft).map_err(rejected)?),
        false => None,
    };
    let id = document.unwrap_or(template.id());
    let mut side_car = SideCar::new(id, draft.document.clone(), draft.receipt.clone());
    side_car.texts = material.texts.clone();
    let used = [template.id(), note.id()].map(|id| format!("templates/{id}.md"));
    side_car
        .texts
        .retain(|name, _| !name.starts_with("templates/") || used.contains(name));
    Ok(Computed {
        draft,
        side_car,
        working_copy,
    })
}

/// Writes the document, its note, its working copy and its side-car; returns the files and the hash of the document.
fn write(computed: &Computed, target: Target<'_>) -> Result<(Vec<PathBuf>, String), Failure> {
    let Target { force, out, .. } = target;
    let ending = out.extension().and_then(|ending| ending.to_str());
    let ending = match ending {
        Some(ending @ ("docx" | "html" | "md" | "odt" | "txt")) => ending,
        _ => {
            return Err(Failure::Usage(format!(
                "`{}` is not a .docx, .odt, .html, .md or .txt file",
                out.display()
            )));
        }
    };
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let beside = |suffix: &str| out.with_file_name(format!("{stem}{suffix}"));
    let mut paths = vec![(WrittenKind::Document, out.to_owned())];
    if computed.draft.note.is_some() {
        let path = beside(&format!("-oplegnotitie.{ending}"));
        paths.push((WrittenKind::Note, path));
    }
    if target.working_copy {
        paths.push((WrittenKind::WorkingCopy, beside("-werkversie.docx")));
    }
    let mut side_car = computed.side_car.clone();
    let mut files = Vec::new();
    for (kind, path) in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = bytes(computed, kind, &name)?;
        side_car.files.push(Written {
            kind,
            name: name.into_owned(),
            sha256: sha256(&bytes),
        });
        files.push((path, bytes));
    }
    let json = serde_json::to_vec_pretty(&side_car)
        .map_err(|error| Failure::File(format!("cannot write the receipt: {error}")))?;
    files.push((beside(".json"), json));
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists() && !force) {
        return Err(Failure::File(format!(
            "`{}` exists already; someone may have worked in it\nhint: choose another name, or say --force",
            path.display()
        )));
    }
    for (path, bytes) in &files {
        save(path, bytes)?;
    }
    let hash = side_car.files.into_iter().next().map(|file| file.sha256);
    let paths = files.into_iter().map(|(path, _)| path).collect();
    Ok((paths, hash.unwrap_or_default()))
}

/// Writes a file; a half-written one would look like a document.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let part = path.with_extension("part");
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, path))
        .map_err(|error| Failure::File(format!("cannot write `{}`: {error}", path.display())))
}

/// Returns the bytes of one of the files of a draft, in the format that its name tells.
pub(super) fn bytes(
    computed: &Computed,
    kind: WrittenKind,
    name: &str,
) -> Result<Vec<u8>, Failure> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let (document, what) = match kind {
        WrittenKind::Document => (Some(&computed.draft.document), "document"),
        WrittenKind::Note => (computed.draft.note.as_ref(), "note"),
        WrittenKind::WorkingCopy => (computed.working_copy.as_ref(), "working copy"),
    };
    let document =
        document.ok_or_else(|| Failure::File(format!("there is no {what} of this document")))?;
    match kind {
        WrittenKind::Document | WrittenKind::Note => encode(document, ending),
        WrittenKind::WorkingCopy => document::docx_working_copy(document)
            .map_err(|error| Failure::File(format!("cannot make the document: {error}"))),
    }
}

/// Returns the bytes of a document in the format of a file ending.
pub(super) fn encode(document: &Document, ending: &str) -> Result<Vec<u8>, Failure> {
    let packed = match ending {
        "docx" => document::docx(document),
        "odt" => document::odt(document),
        "html" => Ok(document::html(document).into_bytes()),
        "txt" => Ok(document::text(document, 100).into_bytes()),
        _ => Ok(document::markdown(document).into_bytes()),
    };
    packed.map_err(|error| Failure::File(format!("cannot make the document: {error}")))
}

/// Returns the name of a finding as it is kept in the log.
fn status(status: GateStatus) -> &'static str {
    match status {
        GateStatus::Present => "present",
        GateStatus::NotApplicable => "not_applicable",
        GateStatus::Doubt => "doubt",
        GateStatus::Unknown => "unknown",
        GateStatus::Missing => "missing",
        GateStatus::Rejected => "rejected",
    }
}

/// Returns what was made and what stands in its way, in Dutch.
pub fn account(made: &Made) -> String {
    let draft = &made.draft;
    let mut out = format!("{}\n", draft.document.title);
    if !draft.marking.is_empty() {
        out.push_str(&format!("Status: {}\n", draft.marking));
    }
    for gate in draft.gates.iter().filter(|gate| gate.status.is_open()) {
        out.push_str(&format!("  - {}: {}\n", gate.title, gate.status_text));
    }
    for element in draft.elements.iter().filter(|element| element.is_open()) {
        out.push_str(&format!("  - {}: {}\n", element.title, element.status_text));
    }
    if !draft.missing.is_empty() {
        out.push_str(&format!("Ontbreekt ({}):\n", draft.missing.len()));
        for (path, question) in &draft.missing {
            out.push_str(&format!("  - {question} [{path}]\n"));
        }
    }
    for file in &made.files {
        out.push_str(&format!("{}\n", file.display()));
    }
    if let Some(seq) = made.seq {
        out.push_str(&format!("Vastgelegd als regel {seq}.\n"));
    }
    out
}
