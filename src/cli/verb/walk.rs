//! `walk`: walk through an incident.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::walk::{self, Options};
use crate::fact::time;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file (default: asked)
    file: Option<PathBuf>,
    /// The role at the keyboard (default: asked)
    #[arg(long = "as", env = "DRAAIBOEK_AS", value_name = "ROLE")]
    role: Option<String>,
    /// The name of the person at the keyboard
    #[arg(long, env = "DRAAIBOEK_NAME", value_name = "NAME")]
    name: Option<String>,
    /// After how long a line of the log asks why it is late
    #[arg(long, value_name = "DURATION", default_value = "5m", value_parser = duration)]
    late_after: i64,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Some(file) = &typed.file else {
        return walk::without_file(context);
    };
    let options = Options {
        late_after_seconds: typed.late_after,
        name: typed.name,
        role: typed.role,
    };
    walk::with_file(context, file, &options)?;
    Ok(ExitCode::SUCCESS)
}

fn duration(text: &str) -> Result<i64, String> {
    time::read_duration(text).ok_or_else(|| "a duration is such as 5m or 1h".to_owned())
}
