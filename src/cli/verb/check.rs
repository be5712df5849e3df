//! `check`: everything that is wrong in a playbook, its templates and its law.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::catalog::{self, Text};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::diagnostic::{Finding, Source, render};
use crate::playbook::Overlaid;
use crate::runtime::{self, Error};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id, or a file; or a template or part (.md), an overlay or a fragment of one
    playbook: String,
}

#[derive(Serialize)]
struct Item {
    code: &'static str,
    column: usize,
    file: String,
    hint: Option<String>,
    is_error: bool,
    line: usize,
    message: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let (texts, only) = texts(context, &typed.playbook)?;
    let (mut found, overlaid) = match runtime::parse(&texts) {
        Err(Error::Rejected(rejected)) => (rejected.texts, Vec::new()),
        Err(error) => return Err(error.into()),
        Ok(material) => (material.findings(), material.playbook.overlaid().to_vec()),
    };
    if let Some(only) = only {
        found.retain(|(source, _)| source.name == only);
    }
    let items: Vec<Item> = found
        .iter()
        .flat_map(|(source, findings)| findings.iter().map(|finding| item(source, finding)))
        .collect();
    let errors = items.iter().filter(|item| item.is_error).count();
    output::show(context, &items, || {
        found
            .iter()
            .map(|(source, findings)| render(source, findings))
            .collect()
    })?;
    for stray in context.catalog()?.strays() {
        output::tell(&format!(
            "warning: `{stray}` is in the folder of no playbook, and nothing reads it"
        ));
    }
    for Overlaid {
        by,
        file,
        line,
        what,
    } in overlaid
    {
        output::tell(&format!("{file}:{line}: {by} {what}"));
    }
    output::tell(&format!(
        "{errors} errors, {} warnings",
        items.len() - errors
    ));
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// The texts, and the name of the only one that is asked about.
type Asked = (Vec<(String, Text)>, Option<String>);

/// Returns what is checked together, and the one file that is asked about.
fn texts(context: &Context, name: &str) -> Result<Asked, Failure> {
    let path = Path::new(name);
    if path.extension().is_none_or(|ending| ending != "md") {
        let part = if path.is_file() {
            part(context, path)?
        } else {
            None
        };
        return match part {
            Some(asked) => Ok(asked),
            None => Ok((start::texts(context, name)?, None)),
        };
    }
    // A template belongs to the playbook whose folder it is in, or replaces one of the same name.
    let text = catalog::read(path)?;
    let catalog = context.catalog()?;
    let file = path.file_name().unwrap_or_default().display();
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    let is_part = folder == "parts";
    let pinned = match is_part {
        true => format!("templates/parts/{file}"),
        false => format!("templates/{file}"),
    };
    // A part is checked where a template uses it.
    let stem = path.file_stem().unwrap_or_default().display();
    let uses = format!("deel(\"{stem}\")");
    let has_it = |id: &&str| match is_part {
        true => catalog
            .pins(id)
            .iter()
            .any(|(_, text)| text.content.contains(&uses)),
        false => *id == folder || catalog.pins(id).iter().any(|(name, _)| *name == pinned),
    };
    let Some(playbook) = catalog.playbooks().into_iter().find(has_it) else {
        return Err(Failure::Usage(format!(
            "`{name}` belongs to no playbook: put it in a folder named after one of {}, or use it in a template when it is \
             a part",
            catalog.playbooks().join(", ")
        )));
    };
    let mut texts = catalog.pins(playbook);
    texts.retain(|(name, _)| *name != pinned);
    texts.push((pinned, text));
    Ok((texts, Some(path.display().to_string())))
}

/// Returns the texts around a file that is an overlay or a fragment; nothing when it is neither.
fn part(context: &Context, path: &Path) -> Result<Option<Asked>, Failure> {
    let text = catalog::read(path)?;
    let Ok(table) = toml::from_str::<toml::Table>(&text.content) else {
        return Ok(None);
    };
    let says = |key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or("");
    let file = path.file_name().unwrap_or_default().display();
    let catalog = context.catalog()?;
    let mut playbooks = catalog.playbooks().into_iter();
    let (playbook, pinned) = if says("schema").starts_with("draaiboek-overlay/") {
        let found = playbooks.find(|id| *id == says("playbook"));
        (found, format!("overlays/{file}"))
    } else if says("schema").starts_with("draaiboek-fragment/") {
        let uses = |id: &&str| {
            let playbook = catalog.text(&format!("playbooks/{id}/playbook.toml"));
            playbook.is_some_and(|text| includes(&text.content, says("id")))
        };
        (playbooks.find(uses), format!("fragments/{file}"))
    } else {
        return Ok(None);
    };
    let Some(playbook) = playbook else {
        return Err(Failure::Usage(format!(
            "`{}` belongs to no playbook: none of {} includes it or has the id it names",
            path.display(),
            catalog.playbooks().join(", ")
        )));
    };
    let mut texts = catalog.pins(playbook);
    texts.retain(|(name, _)| *name != pinned);
    texts.push((pinned, text));
    Ok(Some((texts, Some(path.display().to_string()))))
}

/// Tells whether a playbook includes a fragment.
fn includes(playbook: &str, fragment: &str) -> bool {
    let table = toml::from_str::<toml::Table>(playbook).unwrap_or_default();
    let inclusions = table.get("include").and_then(toml::Value::as_table);
    inclusions.is_some_and(|inclusions| {
        let mut named = inclusions.values().filter_map(|it| it.get("fragment"));
        named.any(|named| named.as_str() == Some(fragment))
    })
}

fn item(source: &Source, finding: &Finding) -> Item {
    let (line, column) = finding
        .span
        .as_ref()
        .map_or((1, 1), |span| source.place(span.start));
    Item {
        code: finding.code.text(),
        column,
        file: source.name.clone(),
        hint: finding.hint.clone(),
        is_error: finding.is_error(),
        line,
        message: finding.message.clone(),
    }
}
