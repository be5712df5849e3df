//! `exercise improve`: a point to improve, with who sees to it and until when.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;

use super::staff::Staff;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::exercise::{ImprovementStatus, StaffEvent, improvements, next_improvement};

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
    /// How far it is: open, underway, done, or dropped with the reason in the text (default: as it was)
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<ImprovementStatus>,
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
    let points = improvements(staff.log());
    let (number, status) = match typed.number {
        None => {
            let number = next_improvement(&points);
            (number, ImprovementStatus::Open)
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
        status: typed.status.unwrap_or(status),
    };
    staff.write(context, event, &typed.by, Some(typed.text))?;
    Ok(ExitCode::SUCCESS)
}

fn status(text: &str) -> Result<ImprovementStatus, String> {
    ImprovementStatus::parse(text).ok_or_else(|| {
        let all = ImprovementStatus::ALL.map(ImprovementStatus::as_str);
        format!("possible are: {}", all.join(", "))
    })
}
