//! `check`: everything that is wrong in a playbook, its templates and its law.

mod scenario;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use crate::analysis::{self, Analysis, Latest, Unproven};
use crate::catalog::{self, Text};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::start;
use crate::diagnostic::{Finding, Source, render};
use crate::playbook::Overlaid;
use crate::runtime::{self, Error, PROGRAM};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The playbook: an id, or a file; or a template or part (.md), an overlay or a fragment of one, or a scenario
    playbook: String,
    /// A file with the texts of a municipality, when it is a scenario
    #[arg(long, value_name = "FILE")]
    local: Option<PathBuf>,
    /// Print the findings as SARIF 2.1.0, for editors and code scanning
    #[arg(long, conflicts_with = "json")]
    sarif: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    /// How many configurations of the chart were looked at.
    configurations: usize,
    findings: Vec<Item>,
    /// When each state is entered at the latest, on the quickest way to it.
    latest: &'a [Latest],
    /// What was neither proved nor refuted.
    unproven: &'a [Unproven],
    waived: Vec<Waived>,
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
    story: Option<String>,
}

#[derive(Serialize)]
struct Waived {
    #[serde(flatten)]
    item: Item,
    reason: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let path = Path::new(&typed.playbook);
    let is_file = path.extension().is_some_and(|ending| ending == "toml") && path.is_file();
    let is_exercise = || -> Result<bool, Failure> {
        let catalog = context.catalog()?;
        Ok(catalog.exercises().any(|(id, _)| id == typed.playbook))
    };
    if (is_file || is_exercise()?)
        && let Some(found) = scenario::found(context, path, typed.local.as_deref())?
    {
        let source = Source::new(&typed.playbook, "");
        return report(
            context,
            &typed,
            &source,
            found,
            &Analysis::default(),
            Vec::new(),
        );
    }
    if typed.local.is_some() {
        return Err(Failure::Usage("`--local` goes with a scenario".to_owned()));
    }
    let (texts, only) = texts(context, &typed.playbook)?;
    let source = playbook(&texts);
    let mut analysis = Analysis::default();
    let mut overlaid = Vec::new();
    let mut found = match runtime::parse(&texts) {
        Err(Error::Rejected(rejected)) => rejected.texts,
        Err(error) => return Err(error.into()),
        Ok(material) => {
            let mut found = material.findings();
            if only.is_none() {
                analysis = analysis::analyse(&material.playbook);
                for finding in analysis.findings.drain(..) {
                    add(&mut found, &source, finding);
                }
            }
            overlaid = material.playbook.overlaid().to_vec();
            found
        }
    };
    if let Some(only) = only {
        found.retain(|(source, _)| source.name == only);
    }
    report(context, &typed, &source, found, &analysis, overlaid)
}

/// Shows what was found; the exit code tells whether a text cannot be used.
fn report(
    context: &Context,
    typed: &Typed,
    source: &Source,
    found: Vec<(Source, Vec<Finding>)>,
    analysis: &Analysis,
    overlaid: Vec<Overlaid>,
) -> Result<ExitCode, Failure> {
    let items: Vec<Item> = found
        .iter()
        .flat_map(|(source, findings)| findings.iter().map(|finding| item(source, finding)))
        .collect();
    let errors = items.iter().filter(|item| item.is_error).count();
    let warnings = items.len() - errors;
    if typed.sarif {
        output::print(&format!("{:#}\n", sarif(&items)))?;
    } else {
        let report = Report {
            configurations: analysis.configurations,
            findings: items,
            latest: &analysis.latest,
            unproven: &analysis.unproven,
            waived: analysis
                .waived
                .iter()
                .map(|(finding, reason)| Waived {
                    item: item(source, finding),
                    reason: reason.clone(),
                })
                .collect(),
        };
        output::show(context, &report, || {
            let shown = found
                .iter()
                .map(|(source, findings)| render(source, findings));
            let unproven = analysis.unproven.iter().map(|unproven| {
                format!("niet bewezen: {}\n  {}\n\n", unproven.claim, unproven.why)
            });
            shown.chain(unproven).collect()
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
    }
    output::tell(&format!(
        "{errors} errors, {warnings} warnings, {} waived, {} not proven; {} configurations",
        analysis.waived.len(),
        analysis.unproven.len(),
        analysis.configurations
    ));
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// Returns the text of the playbook, as its findings name it.
fn playbook(texts: &[(String, Text)]) -> Source {
    let text = texts.iter().find(|(name, _)| name == "playbook.toml");
    text.map_or_else(
        || Source::new("playbook.toml", ""),
        |(name, text)| {
            let shown = text.path.as_ref().map(|path| path.display().to_string());
            Source::new(shown.as_deref().unwrap_or(name), &text.content)
        },
    )
}

/// Adds a finding to those of the same text; what stands at one place with one code is told once.
fn add(found: &mut Vec<(Source, Vec<Finding>)>, playbook: &Source, finding: Finding) {
    let source = finding.within.as_deref().unwrap_or(playbook);
    let place = match found.iter().position(|(known, _)| known == source) {
        Some(place) => place,
        None => {
            found.insert(0, (source.clone(), Vec::new()));
            0
        }
    };
    let findings = &mut found[place].1;
    let is_same = |known: &Finding| (known.code, &known.span) == (finding.code, &finding.span);
    if !findings.iter().any(is_same) || finding.span.is_none() {
        findings.push(finding);
    }
}

/// Returns the findings as SARIF 2.1.0.
fn sarif(items: &[Item]) -> serde_json::Value {
    let mut codes: Vec<&str> = items.iter().map(|item| item.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<serde_json::Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<serde_json::Value> = items
        .iter()
        .map(|item| {
            let parts = [Some(&item.message), item.story.as_ref(), item.hint.as_ref()];
            let text: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            json!({
                "level": if item.is_error { "error" } else { "warning" },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": item.file.replace('\\', "/") },
                        "region": { "startColumn": item.column, "startLine": item.line },
                    },
                }],
                "message": { "text": text.join("\n") },
                "ruleId": item.code,
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{
            "columnKind": "unicodeCodePoints",
            "results": results,
            "tool": { "driver": { "name": "draaiboek", "rules": rules, "version": PROGRAM } },
        }],
        "version": "2.1.0",
    })
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
    let source = finding.within.as_deref().unwrap_or(source);
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
        story: finding.story.clone(),
    }
}
