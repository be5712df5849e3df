//! `demo`: play an example and leave an incident and a draft to look at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::script::player::{Played, Player};
use crate::cli::verb::script::progress::Progress;
use crate::cli::verb::script::{self, Speed};
use crate::diagnostic::Source;

/// The scenario that is played.
const SCENARIO: &str = include_str!("../../../examples/weggeefactie.toml");

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// Do not pause after every step
    #[arg(long)]
    fast: bool,
    /// The folder to leave the files in
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let source = Source::new("examples/weggeefactie.toml", SCENARIO);
    let scenario = script::scenario(&source)?;
    let texts = script::texts(context, &source, &scenario, &typed.dir)?;
    script::check(&source, &scenario, &texts)?;
    fs::create_dir_all(&typed.dir).map_err(|error| unusable(&typed.dir, &error))?;
    let name = free_name(&typed.dir)?;
    let incident = typed.dir.join(format!("{name}.draaiboek"));
    let prefix = format!("{name}-");
    let progress = match (context.json, typed.fast) {
        (true, _) => Progress::Silent,
        (false, true) => Progress::Shown(Speed::Fast),
        (false, false) => Progress::Shown(Speed::Reading),
    };
    let drafts = (typed.dir.as_path(), prefix.as_str());
    let player = Player::start(&scenario, &texts, &incident, drafts, &typed.dir)?;
    let (session, played) = player.play(&source.name, progress)?;
    session.close()?;
    let value = serde_json::json!({ "drafts": played.drafts, "incident": incident });
    output::show(context, &value, || text(&incident, &played))?;
    // Own playbooks or law in the data folder can change how the example ends; the files are there.
    if let Some(failed) = &played.failed {
        let what = &failed.step;
        output::tell(&format!(
            "warning: the demo stopped early at {what}; `draaiboek run` on the example tells why"
        ));
    }
    Ok(ExitCode::from(u8::from(played.failed.is_some())))
}

/// Returns `demo`, or `demo-2` and so on when files of that name are there.
fn free_name(folder: &Path) -> Result<String, Failure> {
    let mut taken = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unusable(folder, &error))? {
        let entry = entry.map_err(|error| unusable(folder, &error))?;
        taken.push(entry.file_name().to_string_lossy().into_owned());
    }
    let mut number = 1;
    loop {
        let name = match number {
            1 => "demo".to_owned(),
            number => format!("demo-{number}"),
        };
        let is_taken = |file: &String| match file.strip_prefix(&name) {
            // `demo-2.draaiboek` is of another demo than `demo`.
            Some(rest) => match rest.strip_prefix('-') {
                Some(rest) => !rest.starts_with(|c: char| c.is_ascii_digit()),
                None => rest.starts_with('.'),
            },
            None => false,
        };
        if !taken.iter().any(is_taken) {
            return Ok(name);
        }
        number += 1;
    }
}

fn unusable(folder: &Path, error: &std::io::Error) -> Failure {
    Failure::File(format!(
        "cannot use the folder `{}`: {error}",
        folder.display()
    ))
}

fn text(incident: &Path, played: &Played) -> String {
    let incident = typed(incident);
    let mut out = "\nDit was een verzonnen voorbeeld. Het staat nu in:\n".to_owned();
    out.push_str(&format!(
        "  {incident}  (het incident: logboek, feiten, besluiten)\n"
    ));
    for draft in &played.drafts {
        out.push_str(&format!("\n{} ({}):\n", draft.title, draft.marking));
        for file in &draft.files {
            let shown = file.display().to_string();
            out.push_str(&format!("  {shown}  ({})\n", what(&shown)));
        }
    }
    out.push_str("\nProbeer nu:\n");
    for (verb, what) in [
        ("walk", "loop zelf verder"),
        ("status", "wat is er nu te doen?"),
        ("log", "wie wist, zei en besloot wat, en wanneer?"),
        ("verify", "klopt het logboek van begin tot eind?"),
    ] {
        out.push_str(&format!("  draaiboek {verb} {incident}  ({what})\n"));
    }
    out.push_str(
        "\nEen nieuw concept. Het voorbeeld speelt op een andere dag; bevestig eerst de tijd:\n",
    );
    out.push_str(&format!(
        "  draaiboek advance {incident} --reason \"De klok klopt\"\n"
    ));
    let draft = "draaiboek draft last_onder_dwangsom --out concept.docx --incident";
    out.push_str(&format!("  {draft} {incident}\n"));
    out.push_str("\nEen eigen incident begint met: draaiboek\n");
    out
}

/// Returns a path as it is typed: in quotes when there is a space in it.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    match path.contains(' ') {
        true => format!("\"{path}\""),
        false => path,
    }
}

/// Returns what a file of a draft is for.
fn what(name: &str) -> &'static str {
    if name.ends_with("-oplegnotitie.docx") {
        "wat een jurist erbij moet weten"
    } else if name.ends_with(".docx") {
        "om in te werken"
    } else if name.ends_with(".json") {
        "waar het op rust: feiten, bronnen, versies"
    } else {
        "dezelfde tekst zonder opmaak"
    }
}
