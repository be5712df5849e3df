//! `advance`: let everything that is due happen.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::{Context, moment};
use crate::cli::failure::Failure;
use crate::engine::Action;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// In an exercise: the moment the situation jumps to
    #[arg(long, value_name = "TIME", requires = "reason")]
    to: Option<String>,
    /// Why: confirms a gap of more than a day, or explains a jump
    #[arg(long)]
    reason: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        file,
        reason,
        to,
        write,
    } = typed;
    context.submit(&file, &write, |session| {
        let now = session.chart_now();
        let Some(reason) = reason else {
            return Ok(Action::Advance);
        };
        let to = to.map_or(Ok(now), |text| moment(&text, now))?;
        Ok(Action::Jump { reason, to })
    })?;
    Ok(ExitCode::SUCCESS)
}
