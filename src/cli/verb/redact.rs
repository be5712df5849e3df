//! `redact`: a second document with values left out, and a list of what a person has to judge.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::draft::compute::material_with;
use super::draft::files;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{output, side_car};
use crate::document::{self, Redacted, Suspect};
use crate::fact::{Kind, dutch};
use crate::law::Fact;
use crate::runtime::Material;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The draft, or the .json file beside it
    file: PathBuf,
    /// The file to make: .html or .md, and .pdf where built in; formats that carry no remarks or changes
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let out = &typed.out;
    let ending = out.extension().and_then(|ending| ending.to_str());
    let Some(ending @ ("html" | "md" | "pdf")) = ending else {
        return Err(Failure::Usage(format!(
            "`{}` is not a .html, .md or .pdf file",
            out.display()
        )));
    };
    files::refuse_existing([out.as_path()].into_iter(), typed.force)?;
    let found = side_car::of(&typed.file)?;
    let material = material_with(context, &found.side_car.document_id)?;
    let ground = |path: &str| ground(&material, path);
    let free = |path: &str| is_free(&material, path);
    let redacted = document::redact(&found.side_car.document, &ground, &free);
    let at = found.side_car.receipt.drafted_at;
    files::save(out, &files::encode(&redacted.document, ending, at)?)?;
    #[derive(Serialize)]
    struct Shown<'a> {
        file: &'a PathBuf,
        left_out: &'a [(String, String)],
        suspects: &'a [Suspect],
    }
    let shown = Shown {
        file: out,
        left_out: &redacted.left_out,
        suspects: &redacted.suspects,
    };
    output::show(context, &shown, || account(&redacted, out, &material))?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the words in place of a value: its class with the ground.
fn ground(material: &Material, path: &str) -> Option<String> {
    let (fact, kind) = of(material, path)?;
    let class = match (&fact.class, fact.marker, kind) {
        (Some(class), _, _) => class.as_str(),
        (None, true, _) => "politie",
        (None, false, Kind::Person) => "persoon",
        _ => return None,
    };
    let law = &material.law;
    let Some(class) = law.class(class) else {
        return Some(format!("[weggelaten: {class}]"));
    };
    let cites = class.law.iter().filter_map(|id| law.source(id));
    let cites: Vec<String> = cites.map(|source| source.cite.clone()).collect();
    Some(format!(
        "[weggelaten: {}, {}]",
        class.title,
        dutch::list(&cites)
    ))
}

/// Tells whether somebody typed the value freely, so that it can hold anything.
fn is_free(material: &Material, path: &str) -> bool {
    of(material, path).is_none_or(|(_, kind)| *kind == Kind::Text)
}

/// Returns the fact behind a path, and the kind of the value there; a field of a record has its own.
fn of<'a>(material: &'a Material, path: &str) -> Option<(&'a Fact, &'a Kind)> {
    let mut parts = path.split('.');
    let fact = material.playbook.fact(parts.next()?)?;
    match (&fact.kind, parts.nth(1)) {
        (Kind::Records(fields), Some(name)) => {
            let field = fields.iter().find(|field| field.id == name)?;
            Some((fact, &field.kind))
        }
        _ => Some((fact, &fact.kind)),
    }
}

/// Returns what was done, in Dutch.
fn account(redacted: &Redacted, out: &std::path::Path, material: &Material) -> String {
    let label = |path: &str| match of(material, path) {
        Some((fact, _)) => fact.label.clone(),
        None => path.to_owned(),
    };
    let mut text = format!("Weggelaten ({}):\n", redacted.left_out.len());
    for (path, words) in &redacted.left_out {
        text.push_str(&format!("  - {}: {words}\n", label(path)));
    }
    text.push_str("Zelf te beoordelen; het programma laat hier niets weg:\n");
    for suspect in &redacted.suspects {
        let what = match suspect.kind {
            document::SuspectKind::FreeText => label(&suspect.text),
            _ => suspect.text.clone(),
        };
        text.push_str(&format!("  - {what}: {}\n", suspect.kind.dutch()));
    }
    if redacted.suspects.is_empty() {
        text.push_str("  - niets gevonden; lees het stuk toch helemaal\n");
    }
    text.push_str(&format!("{}\n", out.display()));
    text
}
