//! `facts`: print a file of facts to fill in for a template.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::draft::{choose, compute, facts, form};
use crate::document::{self, Question};
use crate::fact::Choice;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The document or template (`draaiboek list --templates`)
    template: String,
}

#[derive(Serialize)]
struct Shown<'a> {
    fact: &'a str,
    kind: &'a str,
    law: Vec<String>,
    options: &'a [Choice],
    question: &'a str,
    unit: Option<&'a str>,
    uses: String,
    why: &'a str,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let material = choose::material_with(context, &typed.template, &[])?;
    let (document, template) = compute::find(&material, &typed.template)?;
    let power = compute::power(&material, document, template);
    let questions = document::questions(template, &material.playbook, power);
    let shown: Vec<Shown<'_>> = questions
        .iter()
        .map(|asked: &Question<'_>| Shown {
            fact: &asked.fact.id,
            kind: asked.fact.kind.name(),
            law: form::cites(asked.fact, &material.law),
            options: asked.fact.kind.choices(),
            question: &asked.fact.question,
            unit: asked.fact.unit.as_deref(),
            uses: form::uses(asked),
            why: &asked.fact.why,
        })
        .collect();
    output::show(context, &shown, || {
        let nothing = facts::Answers::new();
        form::form(template.id(), &questions, &material.law, &nothing)
    })?;
    Ok(ExitCode::SUCCESS)
}
