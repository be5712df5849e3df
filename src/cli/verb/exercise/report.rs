//! `exercise report`: what happened, what the program saw, what people judge, and what is to be better.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::LookArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::draft::files;
use crate::document::{self, Occasion};
use crate::fact::time;
use crate::picture;
use crate::runtime::{PROGRAM, Reviewed, Surroundings, drawn_report, sha256};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file of the players; that of the staff stands beside it
    incident: PathBuf,
    /// The file to make: .docx, .odt, .html, .md or .txt, and .pdf where built in; .svg for its picture alone
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Leave names out
    #[arg(long)]
    anonymous: bool,
    /// Where it was played
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    look: LookArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let out = typed.out.as_deref();
    let is_picture = out.is_some_and(|out| out.extension().is_some_and(|end| end == "svg"));
    let ending = match out {
        Some(out) if !is_picture => files::ending(out).map_err(|problem| {
            Failure::Usage(format!("{problem}\nhint: .svg is its picture alone"))
        })?,
        _ => "txt",
    };
    files::refuse_existing(out.into_iter(), typed.force)?;
    let (session, _) = context.look(&typed.incident, &typed.look, true)?;
    let reviewed = Reviewed::of(session, Surroundings::Machine)?;
    let (session, staff) = (&reviewed.session, &reviewed.staff);
    let evaluation = reviewed.evaluate();
    let scenario = reviewed.conduct.scenario();
    let (players, own) = (session.checkpoint(), staff.checkpoint());
    let now = Surroundings::Machine.now();
    let occasion = Occasion {
        author: &session.material().municipality.name,
        checkpoints: [(players.0, &players.1), (own.0, &own.1)],
        criteria: &sha256(scenario.criteria().as_bytes()),
        incident: session.incident(),
        is_anonymous: typed.anonymous,
        log: staff.log(),
        picture: None,
        place: typed.place.as_deref(),
        playbook: &session.material().playbook,
        printed: time::to_civil(now).date(),
        program: PROGRAM,
        scenario,
    };
    let Some(out) = out else {
        let report = document::evaluation(&evaluation, &occasion);
        output::show(context, &report, || document::text(&report, 100))?;
        return Ok(ExitCode::SUCCESS);
    };
    let bytes = match is_picture {
        true => {
            let (timeline, scale) = document::evaluation_timeline(&evaluation, &occasion);
            picture::exercise_timeline(&timeline, &scale).into_bytes()
        }
        false => files::encode(&drawn_report(&evaluation, &occasion)?, ending, now)?,
    };
    files::save(out, &bytes)?;
    let value = serde_json::json!({ "file": out });
    output::show(context, &value, || format!("{}\n", out.display()))?;
    Ok(ExitCode::SUCCESS)
}
