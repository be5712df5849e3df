//! `powers`: every power of the law register against what is known, from light to heavy.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::draft::choose;
use super::draft::facts::{self, Answers};
use crate::cli::arguments::LookArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::{Incident, World};
use crate::runtime::{self, Material, Surroundings};
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// A TOML file of facts: `fact = value`, or `fact = { value, source, certainty }`
    #[arg(long, value_name = "FILE", conflicts_with = "incident")]
    facts: Option<PathBuf>,
    /// Show what an incident knows
    #[arg(long, value_name = "FILE")]
    incident: Option<PathBuf>,
    /// Only this power, by id
    #[arg(long, value_name = "ID")]
    power: Option<String>,
    /// Tell everything about each power
    #[arg(long)]
    full: bool,
    /// The playbook whose facts are used (default: the one that knows most of the facts)
    #[arg(long, value_name = "ID", conflicts_with = "incident")]
    playbook: Option<String>,
    #[command(flatten)]
    look: LookArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    match &typed.incident {
        Some(file) => {
            let (session, _) = context.look(file, &typed.look, false)?;
            show(context, &typed, session.material(), session.incident())
        }
        None => {
            let known = typed.facts.as_deref().map_or_else(Vec::new, facts::named);
            let material = material(context, typed.playbook.as_deref(), &known)?;
            let now = Surroundings::Machine.now();
            let answers = match &typed.facts {
                Some(file) => facts::read(&material, file, now)?,
                None => Answers::new(),
            };
            let incident = facts::incident(&material, &facts::given(&answers), now)?;
            show(context, &typed, &material, &incident)
        }
    }
}

/// Returns the material of a playbook: the one named, else that which knows most of these facts.
fn material(
    context: &Context,
    playbook: Option<&str>,
    facts: &[String],
) -> Result<Material, Failure> {
    let Some(id) = playbook else {
        return choose::material_knowing(context, facts);
    };
    let catalog = context.catalog()?;
    let ids = catalog.playbooks();
    if !ids.contains(&id) {
        return Err(Failure::Usage(format!(
            "there is no playbook `{id}`; there are: {}",
            ids.join(", ")
        )));
    }
    Ok(runtime::parse(&catalog.pins(id))?)
}

fn show(
    context: &Context,
    typed: &Typed,
    material: &Material,
    incident: &Incident,
) -> Result<ExitCode, Failure> {
    let world = World::new(&material.playbook, incident.situation());
    let mut lines = view::powers(&material.playbook, &material.law, &world);
    if let Some(id) = &typed.power {
        if lines.iter().all(|line| line.id != *id) {
            let known: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
            return Err(Failure::Usage(format!(
                "there is no power `{id}`; there are: {}",
                known.join(", ")
            )));
        }
        lines.retain(|line| line.id == *id);
    }
    let in_full = typed.full || typed.power.is_some();
    output::show(context, &lines, || view::powers_text(&lines, in_full))?;
    Ok(ExitCode::SUCCESS)
}
