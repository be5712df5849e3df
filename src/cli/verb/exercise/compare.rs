//! `exercise compare`: two runs of the same scenario side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::exercise::{Comparison, Conduct, Observation, Run, compare};
use crate::fact::dutch;
use crate::runtime::{self, Session, StaffFile, Surroundings};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The file of the first run
    #[arg(value_name = "FIRST")]
    first: PathBuf,
    /// The file of the second run
    #[arg(value_name = "SECOND")]
    second: PathBuf,
}

struct Played {
    session: Session,
    staff: StaffFile,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let (first, second) = (open(context, &typed.first)?, open(context, &typed.second)?);
    let is_same = |of: fn(&Played) -> Option<String>| of(&first) == of(&second);
    let criteria = |run: &Played| Some(run.staff.log().prepared.clone()?.0);
    if !is_same(criteria) {
        return Err(Failure::Usage(
            "these are not two runs by the same goals and criteria".to_owned(),
        ));
    }
    let playbook = &first.session.whole_material().playbook;
    let conduct = Conduct::of(runtime::scenario_of(&first.staff)?, playbook);
    let comparison = compare(&conduct, first.run(), second.run());
    output::show(context, &comparison, || text(&comparison, &typed))?;
    Ok(ExitCode::SUCCESS)
}

impl Played {
    fn run(&self) -> Run<'_> {
        Run {
            incident: self.session.whole_incident(),
            log: self.staff.log(),
            playbook: &self.session.whole_material().playbook,
            wall: self.session.now(),
        }
    }
}

fn open(context: &Context, path: &Path) -> Result<Played, Failure> {
    Ok(Played {
        session: context.read_whole(path)?,
        staff: StaffFile::open_read_only(&runtime::staff_path(path), Surroundings::Machine)?,
    })
}

fn text(comparison: &Comparison, typed: &Typed) -> String {
    let mut out = format!(
        "OEFENING · twee keer hetzelfde scenario\nA: {}\nB: {}\n",
        typed.first.display(),
        typed.second.display()
    );
    if !comparison.is_timed {
        out.push_str(
            "De tijd liep niet in beide keren even snel, of sprong anders: tijden zijn niet te \
             vergelijken en staan er niet bij.\n",
        );
    }
    out.push_str("Dit zijn feiten uit het logboek, geen oordeel en geen rangorde.\n");
    for row in &comparison.rows {
        out.push_str(&format!("\n{}\n", row.first.what));
        match row.first.outcome {
            None => out.push_str("  dit ziet een programma niet\n"),
            Some(_) => {
                out.push_str(&format!("  A: {}\n", words(&row.first)));
                out.push_str(&format!("  B: {}\n", words(&row.second)));
            }
        }
    }
    out
}

fn words(one: &Observation) -> String {
    let outcome = one.outcome.map_or("", |outcome| outcome.dutch());
    let since = match one.since_seconds {
        Some(..0) => ", het was al zo".to_owned(),
        Some(0..60) => ", binnen een minuut".to_owned(),
        Some(seconds) => format!(", na {}", dutch::duration(seconds / 60 * 60)),
        None => String::new(),
    };
    let seq = one
        .seq
        .map_or(String::new(), |seq| format!(" (regel {seq})"));
    format!("{outcome}{since}{seq}")
}
