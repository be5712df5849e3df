//! `why`: which answers would open the way.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::LookArguments;
use crate::cli::context::{Context, marked};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// Only this trigger
    trigger: Option<String>,
    #[command(flatten)]
    look: LookArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let (session, mark) = context.look(&typed.file, &typed.look, false)?;
    let playbook = &session.material().playbook;
    let trigger = typed.trigger.as_deref();
    if let Some(id) = trigger
        && playbook.trigger(id).is_none()
    {
        let known: Vec<&str> = playbook.triggers().iter().map(|t| t.id.as_str()).collect();
        return Err(Failure::Usage(format!(
            "there is no trigger `{id}`; there are: {}",
            known.join(", ")
        )));
    }
    let ways = view::why(playbook, session.projected().situation(), trigger);
    output::show(context, &ways, || marked(mark.as_ref(), text(&ways)))?;
    Ok(ExitCode::SUCCESS)
}

fn text(ways: &[view::Why]) -> String {
    if ways.is_empty() {
        return "Vanuit deze stap is er nu geen weg.\n".to_owned();
    }
    let mut out = String::new();
    for way in ways {
        let status = match way.status {
            "open" => "kan nu".to_owned(),
            "by_time" => "door de tijd".to_owned(),
            "undetermined" => format!("wacht op een {}", way.waits_for()),
            _ => "kan nu niet".to_owned(),
        };
        let name = way.trigger.as_deref().or(way.decision.as_deref());
        let name = name.unwrap_or("vanzelf");
        out.push_str(&format!("{} [{name}]: {status}\n", way.what));
        for (at, needed) in way.ways.iter().enumerate() {
            let label = if at == 0 { "nodig" } else { "of" };
            out.push_str(&format!("    {label}: {needed}\n"));
        }
    }
    out
}
