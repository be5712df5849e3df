//! `record`: record a fact.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::arguments::WriteArguments;
use crate::cli::context::{Context, moment};
use crate::cli::failure::Failure;
use crate::engine::{Action, Refusal};
use crate::fact::{Certainty, Value};
use crate::runtime;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// The fact
    fact: String,
    /// The answer; `onbekend` when it was asked and is not known
    value: String,
    /// For a list: put these records behind those that are there
    #[arg(long)]
    add: bool,
    /// Where it comes from
    #[arg(long)]
    source: Option<String>,
    /// How sure: confirmed, probable or unconfirmed
    #[arg(long, default_value = "unconfirmed", value_parser = certainty)]
    certainty: Certainty,
    /// The ground on which police data may be recorded
    #[arg(long)]
    ground: Option<String>,
    /// With `onbekend`: when to ask again
    #[arg(long, value_name = "TIME")]
    ask_again: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    context.submit(&typed.file, &typed.write.clone(), |session| {
        let now = session.chart_now();
        let playbook = &session.material().playbook;
        let Some(fact) = playbook.fact(&typed.fact) else {
            let refusal = Refusal::Unknown {
                id: typed.fact,
                known: playbook.facts().iter().map(|f| f.id.clone()).collect(),
                what: "fact",
            };
            return Err(runtime::Error::Refused(Box::new(refusal)).into());
        };
        let value =
            match typed.value.trim() {
                "onbekend" => None,
                text => Some(fact.kind.read(text, now).map_err(|unreadable| {
                    Failure::Usage(format!("`{}`: {unreadable}", fact.id))
                })?),
            };
        let value = match (typed.add, value) {
            (false, value) => value,
            (true, Some(Value::Records(more))) => {
                let state = session.whole_incident().situation().facts.get(&fact.id);
                let mut all = match state.and_then(|state| state.value()) {
                    Some(Value::Records(known)) => known.clone(),
                    _ => Vec::new(),
                };
                all.extend(more);
                Some(Value::Records(all))
            }
            (true, _) => {
                return Err(Failure::Usage(format!(
                    "`{}` is no list to add to",
                    fact.id
                )));
            }
        };
        let ask_again = typed.ask_again.map(|text| moment(&text, now));
        Ok(Action::Record {
            ask_again: ask_again.transpose()?,
            certainty: typed.certainty,
            fact: typed.fact,
            ground: typed.ground,
            source: typed.source,
            value,
        })
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a certainty.
pub fn certainty(text: &str) -> Result<Certainty, String> {
    Certainty::parse(text)
        .ok_or_else(|| "possible are: confirmed, probable, unconfirmed".to_owned())
}
