//! `exercise improve`: a point to improve, with who sees to it and until when.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;

use super::staff::Staff;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::exercise::{ImprovementStatus, StaffEvent};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file of the players
    incident: PathBuf,
    /// What is to be better
    text: String,
    /// The role that sees to it
    #[arg(long, value_name = "ROLE")]
    owner: String,
    /// The day by which it is done: 2027-04-30
    #[arg(long, value_name = "DATE")]
    due: Option<NaiveDate>,
    /// The goal it comes from
    #[arg(long, value_name = "ID")]
    goal: Option<String>,
    /// What of the playbook it would change, such as "fact.oproep_inhoud"
    #[arg(long, value_name = "KIND.ID")]
    playbook_line: Option<String>,
    /// The number of a point that is there, to write it again
    #[arg(long, value_name = "N")]
    number: Option<u64>,
    /// The name of who writes it
    #[arg(long, env = "DRAAIBOEK_NAME", value_name = "NAME")]
    by: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let staff = Staff::open(context, &typed.incident)?;
    if let Some(goal) = &typed.goal {
        staff.check_goal(goal)?;
    }
    let points = crate::exercise::improvements(staff.log());
    let (number, status) = match typed.number {
        None => {
            let last = points.iter().map(|point| point.number).max();
            (last.unwrap_or(0) + 1, ImprovementStatus::Open)
        }
        Some(number) => {
            let point = points.iter().find(|point| point.number == number);
            let point = point.ok_or_else(|| {
                Failure::Usage(format!("there is no point {number} to write again"))
            })?;
            (number, point.status)
        }
    };
    let event = StaffEvent::ImprovementNoted {
        due: typed.due,
        goal: typed.goal,
        number,
        owner: typed.owner,
        playbook_line: typed.playbook_line,
        status,
    };
    staff.write(context, event, &typed.by, Some(typed.text))?;
    Ok(ExitCode::SUCCESS)
}
