//! `decide`: take a decision.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::engine::Action;
use crate::fact::time;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The decision
    decision: String,
    /// The option
    option: String,
    /// The reasons
    #[arg(long)]
    reason: String,
    /// When to look at it again: "23:30", "2026-11-22 23:30" or "2h" from now
    #[arg(long, value_name = "TIME")]
    review: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        decision,
        file,
        option,
        reason,
        review,
        write,
    } = typed;
    context.submit(&file, &write, |session| {
        let now = session.chart_now();
        let moment = |text: String| match time::read_coming(&text, now) {
            Some(at) if at > now => Ok(at),
            _ => Err(Failure::Usage(format!(
                "`{text}` is no moment to come\nhint: write 23:30, 2026-11-22 23:30, or 2h"
            ))),
        };
        Ok(Action::Decide {
            decision,
            option,
            reason,
            review_at: review.map(moment).transpose()?,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}
