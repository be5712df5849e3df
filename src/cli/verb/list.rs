//! `list`: the playbooks, the templates, the exercises, or the telephone numbers.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::catalog::Catalog;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::diagnostic::{Source, render};
use crate::document::{self, Template};
use crate::exercise::Scenario;
use crate::playbook::Playbook;
use crate::runtime;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// List the exercises
    #[arg(long, conflicts_with_all = ["phones", "templates"])]
    exercises: bool,
    /// List the telephone numbers: the municipality's own and the national ones
    #[arg(long, conflicts_with = "templates")]
    phones: bool,
    /// List the templates
    #[arg(long)]
    templates: bool,
}

#[derive(Serialize)]
struct Item {
    id: String,
    playbook: String,
    title: String,
    what: String,
}

/// An exercise.
#[derive(Serialize)]
struct ExerciseItem {
    id: String,
    /// The planned length in exercise time.
    minutes: i64,
    playbook: String,
    title: String,
    what: String,
}

/// A template, with where it is used.
#[derive(Serialize)]
struct TemplateItem {
    /// The documents of the playbook that are made with it.
    documents: Vec<String>,
    /// Where it is from: a file, or its name inside the program.
    file: String,
    id: String,
    kind: document::Kind,
    organ: Option<String>,
    playbook: String,
    /// The power whose requirements are its gates.
    power: Option<String>,
    /// Role and date of the jurist who reviewed it.
    reviewed: Option<String>,
    title: String,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let catalog = context.catalog()?;
    if typed.exercises {
        return exercises(context, &catalog);
    }
    let (mut items, mut templates) = (Vec::new(), Vec::new());
    for id in catalog.playbooks() {
        let material = runtime::parse(&catalog.pins(id))?;
        if typed.phones {
            let phones = view::phones(&material.law, &material.municipality);
            output::show(context, &phones, || view::phones_text(&phones))?;
            return Ok(ExitCode::SUCCESS);
        }
        let playbook = &material.playbook;
        if !typed.templates {
            items.push(Item {
                id: id.to_owned(),
                playbook: id.to_owned(),
                title: playbook.title().to_owned(),
                what: playbook.summary().to_owned(),
            });
            continue;
        }
        let of_playbook = material.templates.values();
        templates.extend(of_playbook.map(|template| self::template(&catalog, playbook, template)));
    }
    if typed.templates {
        output::show(context, &templates, || {
            templates.iter().map(template_text).collect()
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    output::show(context, &items, || {
        let line = |item: &Item| format!("{}\n    {}\n    {}\n", item.id, item.title, item.what);
        items.iter().map(line).collect()
    })?;
    Ok(ExitCode::SUCCESS)
}

fn exercises(context: &Context, catalog: &Catalog) -> Result<ExitCode, Failure> {
    let mut items = Vec::new();
    for (id, text) in catalog.exercises() {
        let source = Source::new(id, &text.content);
        let scenario = Scenario::parse(&source)
            .map_err(|findings| Failure::File(render(&source, &findings)))?;
        let minutes = scenario.frame.as_ref().map(|frame| frame.ends_at);
        let minutes = minutes.map_or(0, |end| end.since_start().num_minutes());
        items.push(ExerciseItem {
            id: id.to_owned(),
            minutes,
            playbook: scenario.playbook,
            title: scenario.title,
            what: scenario.summary,
        });
    }
    output::show(context, &items, || {
        let line = |item: &ExerciseItem| {
            let ExerciseItem {
                id,
                minutes,
                playbook,
                title,
                what,
            } = item;
            format!("{id}\n    {title} ({minutes} min, {playbook})\n    {what}\n")
        };
        items.iter().map(line).collect()
    })?;
    Ok(ExitCode::SUCCESS)
}

fn template(catalog: &Catalog, playbook: &Playbook, template: &Template) -> TemplateItem {
    let documents = playbook.documents().iter();
    let documents: Vec<_> = documents.filter(|d| d.template == template.id()).collect();
    let name = &template.source().name;
    // A built-in text bears the name under which an incident pins it.
    let own = name.replacen("templates/", &format!("templates/{}/", playbook.id()), 1);
    TemplateItem {
        documents: documents
            .iter()
            .map(|document| document.id.clone())
            .collect(),
        file: match catalog.text(&own) {
            Some(text) if text.path.is_none() => own,
            _ => name.clone(),
        },
        id: template.id().to_owned(),
        kind: template.kind(),
        organ: template.organ().map(str::to_owned),
        playbook: playbook.id().to_owned(),
        power: documents.iter().find_map(|document| document.power.clone()),
        reviewed: template.reviewed().map(str::to_owned),
        title: template.title().to_owned(),
    }
}

fn template_text(item: &TemplateItem) -> String {
    let reviewed = item.reviewed.as_deref().unwrap_or("nee");
    format!(
        "{}\n    {}\n    door een jurist beoordeeld: {reviewed}\n",
        item.id, item.title
    )
}
