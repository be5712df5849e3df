//! `list`: the playbooks, the templates, or the telephone numbers.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::runtime;
use crate::view;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
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

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let catalog = context.catalog()?;
    let mut items = Vec::new();
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
        for (template_id, template) in &material.templates {
            items.push(Item {
                id: template_id.clone(),
                playbook: id.to_owned(),
                title: template.title().to_owned(),
                what: match template.reviewed() {
                    None => "door een jurist beoordeeld: nee".to_owned(),
                    Some(by) => format!("door een jurist beoordeeld: {by}"),
                },
            });
        }
    }
    output::show(context, &items, || {
        let line = |item: &Item| format!("{}\n    {}\n    {}\n", item.id, item.title, item.what);
        items.iter().map(line).collect()
    })?;
    Ok(ExitCode::SUCCESS)
}
