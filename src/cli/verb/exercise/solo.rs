//! `exercise solo`: one person alone; the program plays the others.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::catalog;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::verb::draft::files;
use crate::cli::verb::improvements;
use crate::cli::verb::script::{Loaded, check};
use crate::cli::walk::solo::{self, Player};
use crate::exercise::Scenario;
use crate::playbook::Playbook;
use crate::runtime::{self, Prepared, StaffFile, Surroundings};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario, or the file of an exercise to go on with
    #[arg(value_name = "SCENARIO")]
    script: PathBuf,
    /// The role to play (default: that of the scenario)
    #[arg(long = "as", env = "DRAAIBOEK_AS", value_name = "ROLE")]
    role: Option<String>,
    /// The name of the player
    #[arg(long, env = "DRAAIBOEK_NAME", value_name = "NAME")]
    name: Option<String>,
    /// A file with the texts of a municipality
    #[arg(long, value_name = "FILE")]
    local: Option<PathBuf>,
    /// The incident file to make (default: named after the playbook and the moment)
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How many times as fast the situation runs
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=60))]
    pace: u32,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    if context.json {
        return Err(Failure::Usage(
            "an exercise alone prints no JSON; `exercise rehearse` does".to_owned(),
        ));
    }
    let is_under_way = typed
        .script
        .extension()
        .is_some_and(|end| end == runtime::EXTENSION);
    match is_under_way {
        true => resume(context, &typed)?,
        false => begin(context, &typed)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn begin(context: &Context, typed: &Typed) -> Result<(), Failure> {
    let loaded = Loaded::read(context, &typed.script, typed.local.as_deref())?;
    check(&loaded.source, &loaded.scenario, &loaded.texts)?;
    let playbook = runtime::parse(&loaded.texts)?.playbook;
    let player = player(typed, &loaded.scenario, &playbook)?;
    let name = || runtime::file_name(playbook.id(), Surroundings::Machine.now());
    let path = typed.out.clone().unwrap_or_else(name);
    files::refuse_existing([path.as_path()].into_iter(), false)?;
    improvements::remind(path.parent().unwrap_or(Path::new(".")));
    let local = typed.local.as_deref().map(catalog::read).transpose()?;
    let prepared = Prepared {
        files: attached(&loaded)?,
        local: local.map(|local| local.content),
        scenario: loaded.source.text.clone(),
        ..Prepared::default()
    };
    let Loaded {
        scenario, texts, ..
    } = loaded;
    solo::fresh(context, &path, &texts, (scenario, prepared), player)
}

fn resume(context: &Context, typed: &Typed) -> Result<(), Failure> {
    let path = &typed.script;
    let session = context.read_whole(path)?;
    let playbook = session.shared_material();
    let staff = StaffFile::open(&runtime::staff_path(path), Surroundings::Machine)?;
    let scenario = runtime::scenario_of(&staff)?;
    let player = player(typed, &scenario, &playbook.playbook)?;
    session.close()?;
    solo::resume(context, path, (scenario, staff), player)
}

fn player(typed: &Typed, scenario: &Scenario, playbook: &Playbook) -> Result<Player, Failure> {
    let frame = scenario.frame.as_ref().filter(|_| scenario.exercise);
    let Some(frame) = frame else {
        return Err(Failure::Usage(
            "this scenario has no [play]; it is a test, not an exercise for people".to_owned(),
        ));
    };
    let own = frame.solo.as_ref().map(|role| role.text.clone());
    let Some(role) = typed.role.clone().or(own) else {
        return Err(Failure::Usage(format!(
            "the scenario does not say which role one person plays\nhint: --as one of: {}",
            roles(playbook)
        )));
    };
    if playbook.role(&role).is_none() {
        return Err(Failure::Usage(format!(
            "there is no role `{role}`; there are: {}",
            roles(playbook)
        )));
    }
    Ok(Player {
        faster: typed.pace,
        name: typed.name.clone(),
        role,
    })
}

fn roles(playbook: &Playbook) -> String {
    let roles = playbook.roles().iter().map(|role| role.id.as_str());
    roles.collect::<Vec<_>>().join(", ")
}

/// Returns the files that come with injects.
fn attached(loaded: &Loaded) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let injects = loaded.scenario.injects.iter();
    let mut names: Vec<&str> = injects
        .filter_map(|inject| Some(inject.file.as_ref()?.text.as_str()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .map(|name| Ok((name.to_owned(), read(&loaded.folder.join(name))?)))
        .collect()
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| Failure::File(format!("cannot read `{}`: {error}", path.display())))
}
