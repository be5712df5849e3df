//! What was done with a document after the concept.

use super::{Asked, Read};
use crate::engine::{Action, Outcome, Stage};
use crate::runtime::proof;
use crate::web::Wish;
use crate::web::upload::Upload;

/// Reads what was done with a document; nothing when there is no such stage.
pub fn read(
    asked: &Asked<'_>,
    document: &str,
    stage: &str,
    files: Vec<Upload>,
) -> Option<Read<Wish>> {
    let typed = asked.typed;
    let is_review = stage == "reviewed";
    let outcome = Outcome::parse(typed.get("outcome")).filter(|_| is_review);
    if is_review && outcome.is_none() {
        let wrong = "Kies wat er is besloten: handhaven, wijzigen of intrekken.";
        return Some(Err(vec![wrong.to_owned()]));
    }
    let stage = Stage::parse(stage, outcome)?;
    let needs_reason = is_review || stage == Stage::Withdrawn;
    if needs_reason && typed.text("reason").is_none() {
        return Some(Err(vec!["Schrijf de reden op.".to_owned()]));
    }
    let proofs = files
        .iter()
        .map(|file| proof(file.name.clone(), &file.bytes))
        .collect();
    let evidence = typed.all("evidence").iter();
    let action = Action::RecordIssue {
        deviation: typed.text("deviation"),
        document: document.to_owned(),
        evidence: evidence.filter_map(|seq| seq.parse().ok()).collect(),
        files: proofs,
        manner: typed.text("manner"),
        of: typed.get("of").parse().ok(),
        reason: typed.text("reason"),
        stage,
        to: typed.text("to"),
    };
    let wish = asked.wish(Ok(action));
    Some(wish.map(|wish| Wish {
        files: files.into_iter().map(|file| file.bytes).collect(),
        ..wish
    }))
}
