//! `verify`: check the whole file and decide the log again.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::engine;
use crate::store::{self, Checkpoint, Report};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The incident file
    file: PathBuf,
    /// A checkpoint from paper: "SEQ WORD WORD WORD WORD WORD WORD"
    #[arg(long, value_name = "CHECKPOINT")]
    checkpoint: Option<String>,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let report = store::verify(&typed.file);
    let mut problems = problems(&report);
    let mut checkpoint = None;
    if let Some(text) = &typed.checkpoint {
        let (seq, words) = parse(text)?;
        let found = report.matches(seq, words);
        if let Some(what) = disagreement(found) {
            problems.push(format!("checkpoint {seq}: {what}"));
        }
        checkpoint = Some(found == Checkpoint::Same);
    }
    if report.is_whole() {
        match context.read_whole(&typed.file) {
            Err(failure) => problems.push(failure.message()),
            Ok(session) => {
                let playbook = &session.material().playbook;
                let decided = engine::verify(playbook, session.incident().log());
                if let Err(difference) = decided {
                    problems.push(difference.to_string());
                }
            }
        }
    }
    let head = report.head.map(|head| (head.seq, store::words(&head.hash)));
    let value = json!({
        "checkpoint_agrees": checkpoint,
        "entries": report.count,
        "erased": report.erased,
        "head": head.as_ref().map(|(seq, _)| seq),
        "head_words": head.as_ref().map(|(_, words)| words),
        "problems": problems,
    });
    output::show(context, &value, || text(&report, head.as_ref(), &problems))?;
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

fn problems(report: &Report) -> Vec<String> {
    let mut problems: Vec<String> = report
        .findings
        .iter()
        .map(|finding| format!("{}: {}", finding.place, finding.problem))
        .collect();
    if report.more_findings > 0 {
        problems.push(format!("{} more findings", report.more_findings));
    }
    problems.extend(report.stopped.as_ref().map(ToString::to_string));
    problems
}

fn disagreement(checkpoint: Checkpoint) -> Option<&'static str> {
    match checkpoint {
        Checkpoint::Same => None,
        Checkpoint::Differs => Some("the file has other words: it is not the log that was printed"),
        Checkpoint::TooShort => Some("the log ends before this entry"),
        Checkpoint::NotWords => Some("these are not the words of a checkpoint"),
    }
}

fn parse(text: &str) -> Result<(u64, &str), Failure> {
    let parts = text.trim().split_once(char::is_whitespace);
    parts
        .and_then(|(seq, words)| Some((seq.parse().ok()?, words.trim())))
        .ok_or_else(|| {
            Failure::Usage("a checkpoint is the number of the entry and its words".to_owned())
        })
}

fn text(report: &Report, head: Option<&(u64, String)>, problems: &[String]) -> String {
    let mut out = format!("{} entries", report.count);
    if let Some((seq, words)) = head {
        out.push_str(&format!(", checkpoint {seq} {words}"));
    }
    if !report.erased.is_empty() {
        out.push_str(&format!(", {} erased", report.erased.len()));
    }
    out.push('\n');
    for problem in problems {
        out.push_str(&format!("problem: {problem}\n"));
    }
    if problems.is_empty() {
        out.push_str(
            "The chain is whole, and the playbook inside gives the same log when decided again.\n\
             Whoever holds the file can rewrite the whole chain; compare with a checkpoint that\n\
             someone else holds.\n",
        );
    }
    out
}
