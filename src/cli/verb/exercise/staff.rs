//! What the verbs that write in the file of the staff share: open both files, check what is named, write.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine::Incident;
use crate::exercise::{Rating, Scenario, SelfRated, StaffEvent};
use crate::runtime::{StaffFile, Surroundings, scenario_of, staff_path};

/// What everything that people write takes.
#[derive(Debug, Args)]
pub struct Words {
    /// The name of who writes it
    #[arg(long, env = "DRAAIBOEK_NAME", value_name = "NAME")]
    pub by: String,
    /// The lines of the log that show it; may be given more than once
    #[arg(long = "line", value_name = "N")]
    pub lines: Vec<u64>,
}

/// The file of the staff of an exercise, open to write in.
pub struct Staff {
    file: StaffFile,
    incident: Incident,
    /// The scenario.
    pub scenario: Scenario,
}

impl Staff {
    /// Opens the file of the staff beside an incident.
    pub fn open(context: &Context, incident: &Path) -> Result<Staff, Failure> {
        let session = context.read_whole(incident)?;
        let file = StaffFile::open(&staff_path(incident), Surroundings::Machine)?;
        let scenario = scenario_of(&file)?;
        Ok(Staff {
            file,
            incident: session.whole_incident().clone(),
            scenario,
        })
    }

    /// Refuses lines that are not in the log of the players.
    pub fn check_lines(&self, lines: &[u64]) -> Result<(), Failure> {
        let stray = lines
            .iter()
            .find(|seq| self.incident.entry(**seq).is_none());
        match stray {
            None => Ok(()),
            Some(seq) => Err(Failure::Usage(format!(
                "there is no line {seq} in the log of the players; the last is {}",
                self.incident.log().len()
            ))),
        }
    }

    /// Returns the goal that is named, or says which there are.
    pub fn check_goal(&self, id: &str) -> Result<(), Failure> {
        let goals = self.scenario.goals.iter();
        let known: Vec<&str> = goals.map(|goal| goal.id.text.as_str()).collect();
        check(id, "goal", &known)
    }

    /// Refuses a team that judges itself too early or too late.
    pub fn check_self_rating(&self) -> Result<(), Failure> {
        let refused = SelfRated::of(&self.scenario, &self.incident, self.log()).check();
        refused.map_err(|why| Failure::Usage(why.to_string()))
    }

    /// Refuses a criterion that is not in the scenario, and says which there are.
    pub fn check_criterion(&self, id: &str) -> Result<(), Failure> {
        let criteria = self.scenario.goals.iter().flat_map(|goal| &goal.criteria);
        let known: Vec<&str> = criteria.map(|one| one.id.text.as_str()).collect();
        check(id, "criterion", &known)
    }

    /// Returns what was written.
    pub fn log(&self) -> &crate::exercise::StaffLog {
        self.file.log()
    }

    /// Writes an entry and prints its number.
    pub fn write(
        mut self,
        context: &Context,
        event: StaffEvent,
        by: &str,
        text: Option<String>,
    ) -> Result<(), Failure> {
        if by.trim().is_empty() {
            return Err(Failure::Usage("say who with `--by NAME`".to_owned()));
        }
        let command = Surroundings::Machine.id()?;
        let seq = self.file.write(event, by, text, &command)?;
        let path: PathBuf = self.file.path().to_owned();
        self.file.close()?;
        let value = serde_json::json!({ "file": path, "seq": seq });
        output::show(context, &value, || {
            format!("{}: regel {seq}\n", path.display())
        })
    }
}

/// Reads a rating as typed.
pub fn rating(text: &str) -> Result<Rating, String> {
    Rating::parse(&text.replace('-', "_"))
        .or_else(|| Rating::parse(&text.replace(['-', '_'], " ")))
        .ok_or_else(|| {
            let all: Vec<&str> = Rating::ALL.iter().map(|rating| rating.as_str()).collect();
            format!("possible are: {}; or their Dutch words", all.join(", "))
        })
}

fn check(id: &str, what: &str, known: &[&str]) -> Result<(), Failure> {
    match known.contains(&id) {
        true => Ok(()),
        false => Err(Failure::Usage(format!(
            "there is no {what} `{id}`; there are: {}",
            known.join(", ")
        ))),
    }
}
