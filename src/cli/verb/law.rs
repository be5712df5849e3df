//! `law`: the register of law: list it, show one source with what rests on it, check it.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::diagnostic::{self, Code, Finding, nearest, render};
use crate::fact::time;
use crate::law::{Register, Source};
use crate::runtime::{self, Surroundings};
use crate::view::{self, Uses};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the sources
    List {
        /// Only those whose id or citation holds this
        text: Option<String>,
    },
    /// Show one source, with what rests on it
    Show {
        /// The id (`draaiboek law list`)
        id: String,
    },
    /// Check the register: dead references, powers that do not fit, old and unverified sources in use
    Check {
        /// The day for which it is checked (default: today)
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Read {
        law,
        typed_law,
        uses,
    } = register(context)?;
    match typed.what {
        What::List { text } => list(context, &law, text.as_deref()),
        What::Show { id } => show(context, &law, &uses, &id),
        What::Check { as_of } => {
            let code = check(context, &law, &uses, as_of.as_deref())?;
            Ok(tell_typed(&typed_law).unwrap_or(code))
        }
    }
}

/// The register and what there is to say about it.
#[derive(Default)]
struct Read {
    law: Register,
    /// The texts in which law was typed by hand.
    typed_law: Vec<(diagnostic::Source, Vec<Finding>)>,
    /// What every playbook and template rests on.
    uses: Uses,
}

/// Returns the register, with what every playbook and template rests on.
fn register(context: &Context) -> Result<Read, Failure> {
    let catalog = context.catalog()?;
    let mut read = Read::default();
    let Read {
        law,
        typed_law,
        uses,
    } = &mut read;
    for id in catalog.playbooks() {
        let material = runtime::parse(&catalog.pins(id))?;
        for (source, mut findings) in material.warnings {
            findings.retain(|finding| finding.code == Code::TypedLaw);
            let is_told = typed_law.iter().any(|(told, _)| *told == source);
            if !findings.is_empty() && !is_told {
                typed_law.push((source, findings));
            }
        }
        for (source, names) in view::law_uses(&material.playbook, &material.law) {
            uses.entry(source).or_default().extend(names);
        }
        for (id, template) in &material.templates {
            view::note_law_use(uses, format!("sjabloon {id}"), &template.sources());
        }
        *law = material.law;
    }
    Ok(read)
}

/// Shows the law that was typed by hand; returns the exit code when there is any.
fn tell_typed(found: &[(diagnostic::Source, Vec<Finding>)]) -> Option<ExitCode> {
    for (source, findings) in found {
        output::tell(&render(source, findings));
    }
    (!found.is_empty()).then(|| ExitCode::from(1))
}

fn list(context: &Context, law: &Register, text: Option<&str>) -> Result<ExitCode, Failure> {
    let text = text.unwrap_or_default().to_lowercase();
    let fits =
        |source: &&Source| source.id.contains(&text) || source.cite.to_lowercase().contains(&text);
    let sources: Vec<&Source> = law.sources.iter().filter(fits).collect();
    output::show(context, &sources, || view::law_list_text(&sources))?;
    Ok(ExitCode::SUCCESS)
}

fn show(context: &Context, law: &Register, uses: &Uses, id: &str) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Shown<'a> {
        #[serde(flatten)]
        source: &'a Source,
        used_by: &'a [String],
    }
    let Some(source) = law.source(id) else {
        let near = nearest(id, law.sources.iter().map(|source| source.id.as_str()));
        let hint = near.map_or("`draaiboek law list` names them".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        return Err(Failure::Usage(format!(
            "there is no source `{id}`\nhint: {hint}"
        )));
    };
    let names = uses.get(id);
    let used_by: Vec<String> = names.map_or_else(Vec::new, |names| names.iter().cloned().collect());
    let shown = Shown {
        source,
        used_by: &used_by,
    };
    output::show(context, &shown, || view::law_source_text(source, &used_by))?;
    Ok(ExitCode::SUCCESS)
}

fn check(
    context: &Context,
    law: &Register,
    uses: &Uses,
    as_of: Option<&str>,
) -> Result<ExitCode, Failure> {
    let now = Surroundings::Machine.now();
    let as_of: NaiveDate = match as_of {
        None => time::to_civil(now).date(),
        Some(text) => time::read_date(text, now).ok_or_else(|| {
            Failure::Usage(format!("`{text}` is not a date; write such as 2026-11-22"))
        })?,
    };
    let remarks = view::law_check(law, uses, as_of);
    output::show(context, &remarks, || view::law_check_text(&remarks))?;
    Ok(match remarks.iter().any(|remark| remark.kind.is_error()) {
        true => ExitCode::from(1),
        false => ExitCode::SUCCESS,
    })
}
