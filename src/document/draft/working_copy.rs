//! A copy of a draft to work in: with the remarks of its template and the findings on the requirements where they belong.
//!
//! Its words are those of the draft; it never replaces the clean document and never leaves the building.

use std::collections::BTreeSet;

use super::{Draft, Inputs, fill, lists, remarks, scene};
use crate::diagnostic::Finding;
use crate::document::{Block, Document, Inline};
use crate::view::Gate;

/// Returns the working copy of a draft.
///
/// # Errors
/// Everything in the template that cannot be filled.
pub fn working_copy(inputs: &Inputs<'_>, draft: &Draft) -> Result<Document, Vec<Finding>> {
    let mut scene = scene(inputs, inputs.template)?;
    scene.lists.insert("gates", lists::gates(&draft.gates));
    scene.keeps_remarks = true;
    let (mut document, _) = fill(inputs, inputs.template, scene)?;
    document.marking = draft.document.marking.clone();
    document.title = draft.document.title.clone();
    for gate in draft.gates.iter().filter(|gate| gate.status.is_open()) {
        put(inputs, gate, &mut document.blocks);
    }
    Ok(document)
}

/// Puts a finding on the first fact it rests on, else on the first reference to its source, else on the first line.
fn put(inputs: &Inputs<'_>, gate: &Gate, blocks: &mut [Block]) {
    let requirements = inputs.power.map_or(&[][..], |power| &power.requirements);
    let requirement = requirements.iter().find(|known| known.id == gate.id);
    let (mut facts, mut laws) = (BTreeSet::new(), BTreeSet::new());
    if let Some(requirement) = requirement {
        for condition in [&requirement.met, &requirement.rejected] {
            facts.extend(condition.facts());
        }
        laws.extend(requirement.law.iter().map(String::as_str));
    }
    let is_fact = |inline: &Inline| match inline {
        Inline::Fact { path, .. } | Inline::Missing { path, .. } => {
            facts.contains(path.split('.').next().unwrap_or(path))
        }
        _ => false,
    };
    let is_law = |inline: &Inline| match inline {
        Inline::Law { id, .. } => laws.contains(id.as_str()),
        _ => false,
    };
    let text = words(gate);
    let is_put = on_first(blocks, &is_fact, &text) || on_first(blocks, &is_law, &text);
    if !is_put {
        lines(blocks, &mut |line| {
            let is_line = !line.is_empty();
            if is_line {
                remarks::wrap(line, text.clone());
            }
            is_line
        });
    }
}

/// Returns a finding in words.
fn words(gate: &Gate) -> String {
    let mut words = format!(
        "Eis: {}. Bevinding: {}. {}",
        gate.title, gate.status_text, gate.explain
    );
    for (name, texts) in [("Nodig", &gate.needs), ("Bronnen", &gate.sources)] {
        if !texts.is_empty() {
            words.push_str(&format!(" {name}: {}.", texts.join("; ")));
        }
    }
    words
}

/// Puts a remark on the first of its kind; tells whether there was one.
fn on_first(blocks: &mut [Block], is_it: &impl Fn(&Inline) -> bool, text: &str) -> bool {
    lines(blocks, &mut |line| on_first_in(line, is_it, text))
}

fn on_first_in(line: &mut [Inline], is_it: &impl Fn(&Inline) -> bool, text: &str) -> bool {
    line.iter_mut().any(|inline| match inline {
        Inline::Strong { content } | Inline::Emphasis { content } => {
            on_first_in(content, is_it, text)
        }
        Inline::Comment { about, .. } => on_first_in(about, is_it, text),
        inline if is_it(inline) => {
            let about = vec![inline.clone()];
            let text = text.to_owned();
            *inline = Inline::Comment { text, about };
            true
        }
        _ => false,
    })
}

/// Shows each line in reading order until `visit` is done.
fn lines(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Inline>) -> bool) -> bool {
    blocks.iter_mut().any(|block| match block {
        Block::Heading { content, .. } | Block::Paragraph { content } => visit(content),
        Block::List { items, .. } => items.iter_mut().any(|item| lines(item, visit)),
        Block::Quote { blocks } => lines(blocks, visit),
        Block::Table { header, rows } => header
            .iter_mut()
            .chain(rows.iter_mut().flatten())
            .any(&mut *visit),
        Block::PageBreak | Block::Picture { .. } => false,
    })
}
