//! The documents of an incident in the order in which a team has work with them: what to look at again
//! first, what was made known last, and what only comes later at the end.
//!
//! Never says that a document is ready; it says how it stands and what stands in its way.

use serde::Serialize;

use super::documents::{DocumentLine, open};
use super::role_title;
use super::words::{drafted, line_numbers, needs, titled};
use crate::engine::{FOUR_EYES, Incident, Instance, InstanceState, World};
use crate::fact::Truth;
use crate::playbook::{Document, Playbook};

/// Documents with which the same is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperGroup {
    /// The documents.
    pub papers: Vec<PaperDocument>,
    /// What is to be done with them, in words.
    pub title: &'static str,
}

/// A document with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperDocument {
    /// The id.
    pub id: String,
    /// Whether someone has to do something with it now.
    pub is_urgent: bool,
    /// Who drafts it.
    pub role: Option<String>,
    /// How it stands, in words.
    pub state: String,
    /// What the team calls it.
    pub title: String,
    /// Why it stands where it does: what is missing, what changed, what it waits for.
    pub why: Vec<String>,
}

/// What is to be done with a document, in the order in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Review,
    Make,
    Again,
    Submit,
    Sign,
    Announce,
    Announced,
    Over,
    Later,
}

const PLACES: [(Place, &str); 9] = [
    (Place::Review, "Opnieuw bekijken"),
    (Place::Make, "Te maken"),
    (Place::Again, "Opnieuw maken: verouderd"),
    (Place::Submit, "Concept: aanvullen of voorleggen"),
    (Place::Sign, "Ter vaststelling: wacht op ondertekening"),
    (Place::Announce, "Vastgesteld: nog bekend te maken"),
    (Place::Announced, "Bekendgemaakt"),
    (Place::Over, "Ingetrokken of gewijzigd"),
    (Place::Later, "Later, of als het nodig is"),
];

/// Returns the documents of a playbook, grouped by what is to be done with them; `lines` are those
/// that are to be made or were made.
pub fn papers(playbook: &Playbook, incident: &Incident, lines: &[DocumentLine]) -> Vec<PaperGroup> {
    let mut found: Vec<(Place, PaperDocument)> = Vec::new();
    for line in lines {
        found.extend(paper(playbook, incident, line));
    }
    for document in playbook.documents() {
        let mut ids = incident
            .situation()
            .items(&document.id, document.for_each.as_ref());
        if ids.is_empty() {
            ids.push(document.id.clone());
        }
        ids.retain(|id| !lines.iter().any(|line| line.id == *id));
        for id in ids {
            found.push((Place::Later, later(playbook, incident, document, id)));
        }
    }
    let groups = PLACES.iter().map(|(place, title)| PaperGroup {
        papers: found
            .iter()
            .filter(|(own, _)| own == place)
            .map(|(_, paper)| paper.clone())
            .collect(),
        title,
    });
    groups.filter(|group| !group.papers.is_empty()).collect()
}

fn paper(
    playbook: &Playbook,
    incident: &Incident,
    line: &DocumentLine,
) -> Option<(Place, PaperDocument)> {
    let document = playbook.document(crate::fact::item::of_all(&line.id))?;
    let instances = incident.situation().instances(&line.id);
    let draft = instances.iter().rev().find(|one| one.draft.is_some());
    let state = draft.or(instances.last()).map(|one| one.state(&instances));
    let review_by = line.review_by();
    let calls = |one: &Instance<'_>| {
        let state = one.state(&instances);
        matches!(state, InstanceState::ToChange | InstanceState::ToWithdraw)
    };
    let mut why = Vec::new();
    if !review_by.is_empty() {
        why.push(format!(
            "Te herzien door {}: handhaven, wijzigen of intrekken",
            line_numbers(&review_by)
        ));
    }
    let place = match (line.status, state) {
        _ if !review_by.is_empty() || instances.iter().any(calls) => Place::Review,
        ("to_make", _) => Place::Make,
        ("outdated", _) => Place::Again,
        (_, Some(InstanceState::Submitted)) => Place::Sign,
        (_, Some(InstanceState::Signed)) => Place::Announce,
        (_, Some(InstanceState::Issued | InstanceState::Oral(_))) => Place::Announced,
        (_, Some(InstanceState::Changed(_) | InstanceState::Withdrawn)) => Place::Over,
        _ => Place::Submit,
    };
    if line.status == "outdated" {
        why.push(format!(
            "Verouderd door {}",
            line_numbers(&line.outdated_by)
        ));
    }
    if let Some(draft) = draft
        && matches!(place, Place::Again | Place::Submit | Place::Sign)
    {
        why.extend(in_the_way(playbook, &line.id, draft));
    }
    if place == Place::Make && !instances.is_empty() {
        why.push("Mondeling gegeven: nog op schrift te stellen".to_owned());
    }
    if document.four_eyes && matches!(place, Place::Submit | Place::Sign) {
        why.push("Vier ogen: wie het opstelde, ondertekent het niet".to_owned());
    }
    let state = match state {
        None => "te maken".to_owned(),
        Some(_) if place == Place::Make => "te maken".to_owned(),
        Some(state) => words_of(line, state),
    };
    Some((
        place,
        PaperDocument {
            id: line.id.clone(),
            is_urgent: matches!(place, Place::Review | Place::Make | Place::Again),
            role: role(playbook, document),
            state,
            title: line.title.clone(),
            why,
        },
    ))
}

fn words_of(line: &DocumentLine, state: InstanceState) -> String {
    match line.issued.last() {
        Some(last) if last.state == state.name() => last.state_text.clone(),
        _ => "concept".to_owned(),
    }
}

/// Returns what stands in the way of calling a draft ready, once each.
fn in_the_way(playbook: &Playbook, id: &str, draft: &Instance<'_>) -> Vec<String> {
    let (missing, gates) = draft.not_ready(playbook);
    let mut why = Vec::new();
    if missing > 0 {
        why.push(format!("Niet gereed: {}", drafted(missing)));
    }
    let gates: Vec<String> = gates.into_iter().filter(|gate| gate != FOUR_EYES).collect();
    match open(playbook, id, 0, &gates).as_slice() {
        [] => {}
        [one] => why.push(format!("Eis open: {one}")),
        many => why.push(format!("{} eisen open", many.len())),
    }
    why
}

fn later(
    playbook: &Playbook,
    incident: &Incident,
    document: &Document,
    id: String,
) -> PaperDocument {
    let situation = incident.situation();
    let world = World::new(playbook, situation).of(&id);
    let asks = match document.when.truth(&world) {
        Truth::True => Vec::new(),
        Truth::False | Truth::Unknown => needs(playbook, &document.when.needs(&world)),
    };
    let list = document.for_each.as_ref();
    let is_empty = list.is_some_and(|list| situation.items(list, Some(list)).is_empty());
    let why = match (is_empty, asks.is_empty()) {
        (true, _) => vec!["Een per regel van een lijst; die lijst is nog leeg".to_owned()],
        (false, true) => vec!["Hoort bij een andere stap van het draaiboek".to_owned()],
        (false, false) => vec![format!("Alleen als: {}", crate::fact::dutch::list(&asks))],
    };
    PaperDocument {
        is_urgent: false,
        role: role(playbook, document),
        state: "nog niet aan de orde".to_owned(),
        title: titled(playbook, situation, &document.title, &id),
        id,
        why,
    }
}

fn role(playbook: &Playbook, document: &Document) -> Option<String> {
    let role = document.role.as_ref()?;
    Some(role_title(playbook, role))
}
