//! The note for the legal adviser (oplegnotitie): a file of its own, so that it is never handed over by accident.
//!
//! Some things it says whatever its template says: that a court has rejected the ground, what was remarked, and whether a
//! jurist reviewed the template.

use super::{Draft, Inputs, fill, lists, scene};
use crate::diagnostic::Finding;
use crate::document::template::scan::What;
use crate::document::{Block, Document, Inline, Template};
use crate::view::GateStatus;

/// Returns the note with a draft.
pub(super) fn note(
    inputs: &Inputs<'_>,
    draft: &Draft,
    title: &str,
    comments: &[String],
) -> Result<Document, Vec<Finding>> {
    let mut scene = scene(inputs, inputs.note)?;
    let doubtful: Vec<_> = draft
        .receipt
        .sources
        .iter()
        .filter(|source| source.doubt.is_some())
        .cloned()
        .collect();
    let used: Vec<&str> = draft
        .receipt
        .facts
        .iter()
        .map(|fact| fact.id.as_str())
        .collect();
    scene.lists.insert("comments", lists::texts(comments));
    let open = draft.elements.iter().filter(|element| element.is_open());
    for (name, list) in [
        ("elements", lists::elements(&draft.elements)),
        ("elements_open", lists::elements(open)),
        ("elements_settled", lists::settled(&draft.elements)),
    ] {
        scene.lists.insert(name, list);
    }
    scene.lists.insert("gates", lists::gates(&draft.gates));
    scene
        .lists
        .insert("missing", lists::missing(inputs, &draft.missing));
    scene
        .lists
        .insert("unresolved", lists::texts(&draft.unresolved));
    scene
        .lists
        .insert("unverified", lists::unverified(&doubtful));
    scene
        .lists
        .insert("facts", lists::facts(inputs, &|id| used.contains(&id)));
    let by_note = lists::unverified_by_note(inputs, &doubtful);
    scene.lists.insert("unverified_by_note", by_note);
    super::weighing::weigh(inputs, draft, &mut scene);
    let title = format!("{}: {title}", inputs.note.title());
    scene.set(
        "document.title",
        super::value::Printed::words(title).jinja(),
    );
    let (mut document, _) = fill(inputs, inputs.note, scene)?;
    let mut blocks = rejected(draft);
    blocks.append(&mut document.blocks);
    if !comments.is_empty() && !names(inputs.note, "comments") {
        blocks.push(heading("Opmerkingen"));
        blocks.push(Block::List {
            items: comments
                .iter()
                .map(|comment| vec![paragraph(comment)])
                .collect(),
            ordered: false,
            start: 1,
        });
    }
    if !names(inputs.note, "document.reviewed") {
        let reviewed = inputs.template.reviewed().unwrap_or("nee");
        blocks.push(paragraph(&format!(
            "Door een jurist beoordeeld: {reviewed}."
        )));
    }
    document.blocks = blocks;
    let exercise = inputs.incident.situation().exercise;
    document.marking = exercise.then(|| "OEFENING".to_owned());
    Ok(document)
}

/// Returns what the note starts with when a court has rejected the ground.
fn rejected(draft: &Draft) -> Vec<Block> {
    let rejected = draft
        .gates
        .iter()
        .filter(|gate| gate.status == GateStatus::Rejected);
    rejected
        .flat_map(|gate| {
            let found = crate::document::draft::value::capitalised(&gate.status_text);
            let content = vec![Inline::text(format!("{found}."))];
            let strong = Block::Paragraph {
                content: vec![Inline::Strong { content }],
            };
            [strong, paragraph(&gate.explain)]
        })
        .collect()
}

/// Tells whether a template uses a name.
fn names(template: &Template, name: &str) -> bool {
    let mut found = false;
    for tag in template.tags() {
        if let What::ElseIf(e) | What::For(_, e, _) | What::If(e) | What::Print(e) = &tag.what {
            e.each(&mut |inner| {
                if let crate::document::template::expression::Expression::Name(path) = inner {
                    found |= path.join(".") == name;
                }
            });
        }
    }
    found
}

fn heading(text: &str) -> Block {
    Block::Heading {
        anchor: None,
        content: vec![Inline::text(text)],
        level: 1,
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph {
        content: vec![Inline::text(text)],
    }
}
