//! `region`: the regional picture over incidents and exports of partners, without personal data.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::runtime;
use crate::view::{self, Region, RegionLine, Selection};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// Folders with incidents (and their folder `partners`), incident files, or JSON exports
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print CSV instead of text
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Only incidents of this playbook
    #[arg(long, value_name = "PLAYBOOK")]
    kind: Option<String>,
    /// Only incidents that began in this year
    #[arg(long)]
    year: Option<i32>,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    if let Some(absent) = typed.paths.iter().find(|path| !path.exists()) {
        return Err(Failure::File(format!("there is no `{}`", absent.display())));
    }
    let gathered = runtime::gather(&typed.paths);
    let selection = Selection {
        kind: typed.kind,
        year: typed.year,
    };
    let region = view::region(gathered.lines, &selection);
    for (file, why) in &gathered.unreadable {
        output::tell(&format!("warning: `{file}` is left out: {why}"));
    }
    if region.incidents.is_empty() && region.exercises.is_empty() {
        output::tell(
            "warning: no incident was found that is meant\nhint: name incidents, folders with them or exports, and a --kind and --year that they have",
        );
    }
    output::show(context, &region, || match typed.csv {
        true => view::region_spreadsheet(&region),
        false => text(&region),
    })?;
    Ok(ExitCode::from(u8::from(!gathered.unreadable.is_empty())))
}

fn text(region: &Region) -> String {
    let mut out = String::new();
    for (mark, lines) in [("ECHT", &region.incidents), ("OEFENING", &region.exercises)] {
        if lines.is_empty() {
            continue;
        }
        out.push_str(&format!("[{mark}]\n"));
        for (count, what) in view::region_totals(lines) {
            out.push_str(&format!("{count:>5}  {what}\n"));
        }
        out.extend(lines.iter().map(line));
        out.push('\n');
    }
    out
}

fn line(line: &RegionLine) -> String {
    let mut out = format!(
        "  - {} {}, {}: {}\n",
        line.started,
        line.municipality,
        line.kind_title,
        line.duration()
    );
    for instrument in &line.instruments {
        out.push_str(&format!("      {}\n", instrument.words()));
    }
    out
}
