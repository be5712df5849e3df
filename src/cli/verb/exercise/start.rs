//! `exercise start`: the incident of the players and the file of the staff, and the board on them.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::catalog;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::board::{self, Listen};
use crate::cli::verb::improvements;
use crate::cli::verb::script::{Loaded, check};
use crate::runtime::{self, Prepared, Surroundings};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario
    #[arg(value_name = "SCENARIO")]
    script: PathBuf,
    /// A file with the texts of a municipality
    #[arg(long, value_name = "FILE")]
    local: Option<PathBuf>,
    /// The folder in which the exercise is kept
    #[arg(long, default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// The name of who leads the exercise
    #[arg(long, default_value = "", value_name = "NAME")]
    leader: String,
    /// Only prepare it; `draaiboek board DIR` opens it later
    #[arg(long)]
    prepare: bool,
    #[command(flatten)]
    listen: Listen,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let loaded = Loaded::read(context, &typed.script, typed.local.as_deref())?;
    check(&loaded.source, &loaded.scenario, &loaded.texts)?;
    if !typed.dir.is_dir() {
        let folder = typed.dir.display();
        return Err(Failure::File(format!("there is no folder `{folder}`")));
    }
    if !loaded.scenario.exercise {
        return Err(Failure::Usage(
            "this scenario is no exercise\nhint: an exercise has `exercise = true`".to_owned(),
        ));
    }
    let names = loaded.scenario.injects.iter();
    let names = names.filter_map(|inject| inject.file.as_ref());
    let mut with = Vec::new();
    for name in names {
        let path = loaded.folder.join(&name.text);
        let bytes = fs::read(&path)
            .map_err(|error| Failure::File(format!("cannot read `{}`: {error}", path.display())))?;
        if with.iter().all(|(known, _)| *known != name.text) {
            with.push((name.text.clone(), bytes));
        }
    }
    let local = typed.local.as_deref().map(catalog::read).transpose()?;
    let prepared = Prepared {
        files: with,
        local: local.map(|local| local.content),
        scenario: loaded.source.text.clone(),
        ..Prepared::default()
    };
    improvements::remind(&typed.dir);
    let surroundings = Surroundings::Machine;
    let name = runtime::file_name(&loaded.scenario.playbook, surroundings.now());
    let path = typed.dir.join(name);
    let (session, staff) = runtime::prepare(
        &path,
        &loaded.texts,
        &loaded.scenario,
        prepared,
        &typed.leader,
        surroundings,
    )?;
    let page = format!("i/{}", session.incident_id());
    output::tell(&format!("players: {}", path.display()));
    output::tell(&format!(
        "staff, never for players: {}",
        staff.path().display()
    ));
    session.close()?;
    staff.close()?;
    output::tell(
        "it stands still until who leads lets it begin: page `Oefening leiden` on the board",
    );
    if typed.prepare {
        return Ok(ExitCode::SUCCESS);
    }
    board::serve(context, typed.dir, typed.listen, &page)
}
