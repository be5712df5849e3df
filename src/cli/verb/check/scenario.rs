//! A scenario that is checked: against its playbook, and against its own play.

use std::path::Path;

use crate::analysis;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::verb::script::progress::Progress;
use crate::cli::verb::script::workspace::Workspace;
use crate::cli::verb::script::{self, Loaded, Play};
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::exercise::{Cue, Item, ItemKind, Msel, Scenario, Standing};
use crate::playbook::Playbook;
use crate::runtime;

/// What is found in a text.
type Found = (Source, Vec<Finding>);

/// Returns what is found in a scenario; nothing when the file is none.
pub(super) fn found(
    context: &Context,
    path: &Path,
    local: Option<&Path>,
) -> Result<Option<Vec<Found>>, Failure> {
    let text = script::text(context, path)?;
    let table = toml::from_str::<toml::Table>(&text.content).unwrap_or_default();
    let schema = table.get("schema").and_then(toml::Value::as_str);
    if !schema
        .unwrap_or_default()
        .starts_with("draaiboek-scenario/")
    {
        return Ok(None);
    }
    let source = Source::new(path.display().to_string(), &text.content);
    if let Err(findings) = Scenario::parse(&source) {
        return Ok(Some(vec![(source, findings)]));
    }
    if let Some(local) = local
        && let (own, Err(findings)) = script::localisation(path, local)?
    {
        return Ok(Some(vec![(own, findings)]));
    }
    let loaded = Loaded::unchecked(context, path, local)?;
    let playbook = runtime::parse(&loaded.texts)?.playbook;
    let of_local = loaded.of_local(&playbook);
    let mut findings = loaded.scenario.check(&playbook);
    findings.extend(files(&loaded));
    let never = impossible(&loaded.scenario, &playbook);
    if !findings.iter().any(Finding::is_error) {
        let workspace = Workspace::new(None, None)?;
        let play = script::play(&loaded, &workspace, Progress::Silent)?;
        match play.is_good() {
            true => findings.extend(left(&loaded.scenario, &play, &never)),
            false => {
                let shown = path.display();
                output::tell(&format!(
                    "the play as it is meant fails: `draaiboek exercise rehearse {shown}` tells where"
                ));
            }
        }
    }
    findings.extend(never.into_iter().map(|(_, finding)| finding));
    let own = loaded.local.map(|(own, _)| (own, of_local));
    Ok(Some(own.into_iter().chain([(source, findings)]).collect()))
}

/// Returns the files that are not beside the scenario.
fn files(loaded: &Loaded) -> Vec<Finding> {
    let named = loaded
        .scenario
        .injects
        .iter()
        .filter_map(|inject| inject.file.as_ref());
    named
        .filter(|file| !loaded.folder.join(&file.text).is_file())
        .map(|file| {
            let message = format!("there is no file `{}` beside the scenario", file.text);
            Finding::at(Code::UnknownReference, file.span.clone(), message)
        })
        .collect()
}

/// Returns what waits for what no answers can make hold, with its id.
fn impossible(scenario: &Scenario, playbook: &Playbook) -> Vec<(String, Finding)> {
    let msel = Msel::of(scenario, playbook);
    let cannot = |item: &Item| {
        let condition = item.condition();
        condition.is_some_and(|condition| !analysis::can_hold(playbook, condition))
    };
    let is_never = |id: &str| {
        msel.items()
            .iter()
            .any(|item| item.id == id && cannot(item))
    };
    let why = |item: &Item| match (cannot(item), item.after_inject()) {
        (true, _) => Some("no answers make its conditions hold".to_owned()),
        (false, Some(inject)) if is_never(inject) => {
            Some(format!("`{inject}`, for which it waits, never comes"))
        }
        _ => None,
    };
    let items = msel.items().iter();
    items
        .filter_map(|item| {
            let message = format!("`{}` never comes: {}", item.id, why(item)?);
            let span = place(scenario, item.kind, item.place)?;
            let finding = Finding::at(Code::NeverComes, span, message);
            Some((item.id.clone(), finding))
        })
        .collect()
}

/// Returns what did not come in the play as it is meant, and was not meant to stay away.
fn left(scenario: &Scenario, play: &Play<'_>, known: &[(String, Finding)]) -> Vec<Finding> {
    let left = play.played.left.iter().filter(|left| {
        let is_meant = match left.kind {
            ItemKind::Inject => scenario.injects[left.place].contingency,
            // What a role does by itself is for a play that goes another way.
            ItemKind::Move | ItemKind::Reply => true,
        };
        let waits = matches!(
            left.standing,
            Standing::Waiting | Standing::Coming { .. } | Standing::Due { .. }
        );
        waits && !is_meant && !known.iter().any(|(id, _)| *id == left.id)
    });
    left.filter(|left| !matches!(scenario.injects[left.place].cue, Cue::At(_)))
        .filter_map(|left| Some((left, place(scenario, left.kind, left.place)?)))
        .map(|(left, span)| {
            let message = format!(
                "`{}` does not come in the play as it is meant: {}",
                left.id,
                left.why()
            );
            let hint = "add the step that makes it come, or say `contingency = true`";
            Finding::at(Code::NeverComes, span, message).hint(hint)
        })
        .collect()
}

fn place(scenario: &Scenario, kind: ItemKind, place: usize) -> Option<Span> {
    let text = match kind {
        ItemKind::Inject => &scenario.injects.get(place)?.id,
        ItemKind::Move => &scenario.moves.get(place)?.id,
        ItemKind::Reply => {
            let reply = scenario.replies.get(place)?;
            reply.when.first().or(reply.after_inject.as_ref())?
        }
    };
    Some(text.span.clone())
}
