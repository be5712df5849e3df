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
use crate::exercise::{Part, Scenario};
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
    /// A team that plays with a board of its own; without it everybody is in one team. May be given more than once
    #[arg(long = "team", value_name = "ID")]
    teams: Vec<String>,
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
    improvements::remind(&typed.dir);
    let mut surroundings = Surroundings::Machine;
    let parts = parts(&loaded.scenario, &typed.teams, surroundings.id()?)?;
    let name = runtime::file_name(&loaded.scenario.playbook, surroundings.now());
    let first = typed.dir.join(name);
    let mut page = String::new();
    for part in parts {
        let team = part.as_ref().and_then(|part| part.team.clone());
        let path = match &team {
            None => first.clone(),
            Some(team) => runtime::team_path(&first, team),
        };
        let prepared = Prepared {
            files: with.clone(),
            local: local.as_ref().map(|local| local.content.clone()),
            part: part.clone(),
            scenario: loaded.source.text.clone(),
            ..Prepared::default()
        };
        let (session, staff) = runtime::prepare(
            &path,
            &loaded.texts,
            &loaded.scenario,
            prepared,
            &typed.leader,
            surroundings.clone(),
        )?;
        if part.is_some() {
            output::tell(loaded.scenario.team_title(team.as_deref()));
        }
        output::tell(&format!("players: {}", path.display()));
        output::tell(&format!(
            "staff, never for players: {}",
            staff.path().display()
        ));
        if page.is_empty() {
            page = format!("i/{}", session.incident_id());
        }
        session.close()?;
        staff.close()?;
    }
    let apart = loaded.scenario.teams.iter().map(|team| &team.id.text);
    for team in apart.filter(|id| !typed.teams.contains(id)) {
        output::tell(&format!(
            "`{team}` plays in the first team; `--team {team}` gives it a board of its own"
        ));
    }
    output::tell(
        "it stands still until who leads lets it begin: page `Oefening leiden` on the board",
    );
    if typed.prepare {
        return Ok(ExitCode::SUCCESS);
    }
    board::serve(context, typed.dir, typed.listen, &page)
}

/// Returns what each team plays: one team when none is named.
fn parts(scenario: &Scenario, named: &[String], run: String) -> Result<Vec<Option<Part>>, Failure> {
    if let Some(stray) = named.iter().find(|id| scenario.team(id).is_none()) {
        let known = scenario.teams.iter().map(|team| team.id.text.as_str());
        let hint = match known.collect::<Vec<_>>().join(", ") {
            known if known.is_empty() => "it has none".to_owned(),
            known => format!("there are: {known}"),
        };
        let message = format!("the scenario has no team `{stray}`\nhint: {hint}");
        return Err(Failure::Usage(message));
    }
    // In the order of the scenario, each once.
    let teams = scenario.teams.iter().map(|team| team.id.text.clone());
    let teams: Vec<String> = teams.filter(|team| named.contains(team)).collect();
    if teams.is_empty() {
        return Ok(vec![None]);
    }
    let first = Part {
        run,
        team: None,
        teams,
    };
    let others: Vec<Part> = first.others().collect();
    Ok(std::iter::once(first).chain(others).map(Some).collect())
}
