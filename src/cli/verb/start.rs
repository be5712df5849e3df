//! `start`: start an incident.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::catalog::{self, Text};
use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, moment, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::Entry;
use crate::runtime::{self, Session, Start, Surroundings};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id (`draaiboek list`), or a file
    playbook: String,
    /// The incident file (default: the id of the playbook, the date and the time)
    #[arg(long)]
    file: Option<PathBuf>,
    /// What the team calls the incident (default: the title of the playbook)
    #[arg(long)]
    title: Option<String>,
    /// It is an exercise: everything that comes out is marked
    #[arg(long)]
    exercise: bool,
    /// When it began, when you start in the middle
    #[arg(long, value_name = "TIME")]
    began: Option<String>,
    #[command(flatten)]
    by: ByArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let texts = texts(context, &typed.playbook)?;
    let material = runtime::parse(&texts)?;
    let surroundings = Surroundings::Machine;
    let now = surroundings.now();
    let title = typed
        .title
        .unwrap_or_else(|| material.playbook.title().to_owned());
    let start = Start {
        began_at: typed.began.map(|text| moment(&text, now)).transpose()?,
        by: by(&typed.by, &material.playbook)?,
        exercise: typed.exercise,
        situation_at: None,
        title,
    };
    let path = typed
        .file
        .unwrap_or_else(|| runtime::file_name(material.playbook.id(), now));
    let mut session = Session::start(&path, &texts, start, surroundings)?;
    context.follow(&mut session);
    let entries = session.incident().log().iter().cloned();
    let entries: Vec<Entry> = entries.map(Arc::unwrap_or_clone).collect();
    output::entries(context, &session, &entries)?;
    if session.material().municipality == Default::default() {
        output::tell(
            "note: no gemeente.toml was found; drafts will mark names and addresses as missing",
        );
    }
    output::tell(&format!("started: {}", path.display()));
    output::tell(&format!(
        "next: draaiboek walk {:?}",
        path.display().to_string()
    ));
    warn_about_mirror(&session);
    session.close()?;
    Ok(ExitCode::SUCCESS)
}

/// Returns the texts that an incident with a playbook pins: by its id, or from a file.
pub fn texts(context: &Context, playbook: &str) -> Result<Vec<(String, Text)>, Failure> {
    let catalog = context.catalog()?;
    if catalog.playbooks().contains(&playbook) {
        return Ok(catalog.pins(playbook));
    }
    let path = Path::new(playbook);
    if !path.exists() {
        return Err(Failure::Usage(format!(
            "there is no playbook `{playbook}`; there are: {}",
            catalog.playbooks().join(", ")
        )));
    }
    let path = match path.is_dir() {
        true => path.join("playbook.toml"),
        false => path.to_owned(),
    };
    // A playbook from a file has the templates of the playbook whose id it bears.
    let text = catalog::read(&path)?;
    let id = toml::from_str::<toml::Table>(&text.content)
        .ok()
        .and_then(|table| Some(table.get("id")?.as_str()?.to_owned()))
        .unwrap_or_default();
    let mut texts = catalog.pins(&id);
    texts.retain(|(name, _)| name != "playbook.toml");
    texts.push(("playbook.toml".to_owned(), text));
    Ok(texts)
}
