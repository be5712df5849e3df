//! `cover`: scenarios that together take every transition of a playbook.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::json;

use crate::analysis::{self, Move, Route, signer};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::draft::files;
use crate::cli::verb::start;
use crate::fact::{Value, time};
use crate::playbook::Playbook;
use crate::runtime;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// Write over scenarios that are there
    #[arg(long)]
    force: bool,
    /// The folder to put the scenarios in
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// The playbook: an id, or a file
    playbook: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let material = runtime::parse(&start::texts(context, &typed.playbook)?)?;
    let playbook = &material.playbook;
    let starts_at = time::read_datetime("2026-11-27 19:00", DateTime::default())
        .ok_or_else(|| Failure::Usage("the start of a scenario is no moment".to_owned()))?;
    let cover = analysis::cover(playbook, starts_at);
    fs::create_dir_all(&typed.out).map_err(|error| {
        Failure::File(format!("cannot write `{}`: {error}", typed.out.display()))
    })?;
    let path = |number: usize| typed.out.join(format!("route-{number:02}.toml"));
    let routes = || (1..).zip(&cover.routes);
    let paths: Vec<PathBuf> = routes().map(|(number, _)| path(number)).collect();
    files::refuse_existing(paths.iter().map(PathBuf::as_path), typed.force)?;
    for (number, route) in routes() {
        let text = scenario(playbook, number, route, starts_at);
        files::save(&path(number), text.as_bytes())?;
    }
    let all = playbook.transitions().len();
    let report = json!({
        "left": cover.left,
        "routes": cover.routes.len(),
        "taken": all - cover.left.len(),
        "transitions": all,
    });
    output::show(context, &report, || {
        let mut text = format!(
            "{} routes take {} of {all} transitions\n",
            cover.routes.len(),
            all - cover.left.len()
        );
        for id in &cover.left {
            let _ = writeln!(text, "niet bewezen: `{id}` can be taken");
        }
        text
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Returns a route as a scenario.
fn scenario(playbook: &Playbook, number: usize, route: &Route, starts_at: DateTime<Utc>) -> String {
    let civil = |at: DateTime<Utc>| time::to_civil(at).format("%Y-%m-%d %H:%M").to_string();
    let mut text = format!(
        "# Takes {}.\n\nschema = \"draaiboek-scenario/1\"\ntitle = \"{}: route {number}\"\nplaybook = \"{}\"\n\
         summary = \"Een weg door het draaiboek; de antwoorden zijn alleen gekozen om hem te gaan.\"\nstarts_at = \"{}\"\n",
        route.takes.join(", "),
        playbook.title(),
        playbook.id(),
        civil(starts_at)
    );
    let last = route.moves.len();
    for (index, (at, step)) in (1..).zip(&route.moves) {
        let mut keys = Vec::new();
        let mut put = |key: &str, value: toml::Value| keys.push(format!("{key} = {value}"));
        let role = match step {
            Move::Answer { fact, value } => {
                put("record", fact.as_str().into());
                match value {
                    // A list is written as a person types it.
                    Some(list @ Value::Records(_)) => {
                        put("value", list.to_toml().to_string().into());
                    }
                    Some(value) => put("value", value.to_toml()),
                    None => put("unknown", true.into()),
                }
                let known = playbook.fact(fact);
                if value.is_some() {
                    put("certainty", "confirmed".into());
                }
                if known.is_some_and(|fact| fact.marker) {
                    put("ground", "voorbeeld".into());
                }
                known.and_then(|fact| fact.asked_of.clone())
            }
            Move::Decide { decision, option } => {
                put("decide", decision.as_str().into());
                put("option", option.as_str().into());
                put("reason", "voorbeeld".into());
                let known = playbook.decision(decision);
                known.and_then(|decision| decision.by.first().cloned())
            }
            Move::Draft { document } => {
                put("draft", document.as_str().into());
                None
            }
            Move::Issue { document, stage } => {
                put("issue", document.as_str().into());
                put("stage", stage.name().into());
                put("deviation", "voorbeeld".into());
                signer(playbook, document, *stage)
            }
            Move::Finish { task } => {
                put("done", task.as_str().into());
                let known = playbook.task(task);
                known.and_then(|(_, task)| task.role.clone())
            }
            Move::Fire { trigger } => {
                put("fire", trigger.as_str().into());
                let known = playbook.trigger(trigger);
                known.and_then(|trigger| trigger.by.first().cloned())
            }
            Move::Wait { .. } => {
                put("jump", civil(*at).into());
                put("reason", "voorbeeld".into());
                None
            }
        };
        if let Some(role) = role {
            put("as", role.into());
        }
        let _ = write!(
            text,
            "\n[[step]]\nat = \"{}\"\n{}\n",
            civil(*at),
            keys.join("\n")
        );
        if index == last {
            let states: Vec<String> = route.active.iter().map(|it| format!("\"{it}\"")).collect();
            let _ = write!(text, "[step.expect]\nin = [{}]\n", states.join(", "));
        }
    }
    text
}
