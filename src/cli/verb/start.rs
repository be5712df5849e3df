//! `start`: start an incident.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::catalog::{self, Text};
use crate::cli::arguments::ByArguments;
use crate::cli::context::{Context, by, happened, warn_about_mirror};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::Entry;
use crate::runtime::{self, Session, Start, Surroundings};
use crate::view::{self, Because};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id (`draaiboek list`), or a file; without one it is said which fit
    playbook: Option<String>,
    /// What happened, in plain words: which playbook is proposed for it, when none is named
    #[arg(long, value_name = "TEXT")]
    told: Option<String>,
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
    let Some(playbook) = &typed.playbook else {
        return Err(propose(context, typed.told.as_deref().unwrap_or_default()));
    };
    let texts = texts(context, playbook)?;
    let material = runtime::parse(&texts)?;
    let surroundings = Surroundings::Machine;
    let now = surroundings.now();
    let title = typed
        .title
        .unwrap_or_else(|| material.playbook.title().to_owned());
    let start = Start {
        began_at: typed.began.map(|text| happened(&text, now)).transpose()?,
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

/// Returns that a playbook must be named, with those that fit what was told, or when each does.
fn propose(context: &Context, told: &str) -> Failure {
    let catalog = match context.catalog() {
        Ok(catalog) => catalog,
        Err(failure) => return failure,
    };
    let mut playbooks = Vec::new();
    for id in catalog.playbooks() {
        match runtime::parse(&catalog.pins(id)) {
            Ok(material) => playbooks.push(material.playbook),
            Err(error) => return error.into(),
        }
    }
    let signs = playbooks.iter().map(|one| (one.id(), one.fits()));
    let proposals = view::proposals(told, signs);
    let mut lines = Vec::new();
    for proposal in &proposals {
        let because: Vec<String> = proposal.because.iter().map(Because::dutch).collect();
        lines.push(format!("  {}: {}", proposal.playbook, because.join("; ")));
    }
    if proposals.is_empty() {
        for one in &playbooks {
            let right = one.right_when().unwrap_or(one.summary());
            let wrong = one.wrong_when().unwrap_or_default();
            lines.push(
                format!("  {}: {right} {wrong}", one.id())
                    .trim_end()
                    .to_owned(),
            );
        }
    }
    let head = match (proposals.is_empty(), told.trim().is_empty()) {
        (false, _) => "name the playbook; for what was told these are proposed",
        (true, true) => "name the playbook; there are",
        (true, false) => "name the playbook; no sign of one was told; there are",
    };
    Failure::Usage(format!("{head}:\n{}", lines.join("\n")))
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
