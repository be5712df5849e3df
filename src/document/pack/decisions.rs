//! The decisions with their options, and room for the choice, the reason and who took it.

use super::Pack;
use super::cards::for_each;
use super::sheet::{NAME, TIME, Words, lines, paragraph, quiet, strong, table, tick, words};
use super::sources;
use crate::document::Block;
use crate::fact::{condition, dutch};
use crate::playbook::Decision;
use crate::view::role_title;

pub(super) fn decisions(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = vec![paragraph(words(&format!(
        "Schrijf bij elk besluit de reden op, ook bij ‘nee’: wat wisten wij, wat kon lichter, wanneer kijken wij opnieuw. \
         De tijd is de tijd van het besluit. {}",
        sources::legend()
    )))];
    let rows = pack.playbook.decisions().iter();
    let rows: Vec<Vec<Words>> = rows.map(|decision| row(pack, decision)).collect();
    if !rows.is_empty() {
        blocks.push(table(
            &["Nr", "Besluit", "Keuze", "Wie, wanneer, met welke reden"],
            rows,
        ));
    }
    blocks
}

/// Returns a decision on one row, so that a page never parts the question from the room for its answer.
fn row(pack: &Pack<'_>, decision: &Decision) -> Vec<Words> {
    let number = pack.numbers.decision(&decision.id);
    let by: Vec<String> = (decision.by.iter())
        .map(|id| role_title(pack.playbook, id))
        .collect();
    let only = |when: &condition::Condition| match when.is_always() {
        true => String::new(),
        false => format!(" (alleen als: {})", condition::dutch(when, pack.playbook)),
    };
    let options = decision.options.iter();
    let options = lines(
        options.map(|option| tick(&format!("{}{}", option.choice.label, only(&option.when)))),
    );
    let each = decision.for_each.as_ref();
    let each = each.map(|list| format!(", {}", for_each(pack, list)));
    let about = lines([
        vec![strong(&decision.title)],
        vec![strong(&format!(
            "{}{}",
            decision.question,
            only(&decision.when)
        ))],
        match by.is_empty() {
            true => Vec::new(),
            false => words(&format!(
                "Besluit: {}{}.",
                dutch::either(&by),
                each.unwrap_or_default()
            )),
        },
        match decision.advice.is_empty() {
            true => Vec::new(),
            false => vec![quiet(&format!("Advies: {}", decision.advice))],
        },
        sources::short(pack, &decision.law),
    ]);
    // What stands beside it makes the row high enough for more lines of the reason.
    let reason = lines([
        words(&format!("besloten door {NAME}")),
        words(&format!("tijd {TIME} opnieuw {TIME}").replace(' ', "\u{a0}")),
        words(&format!("reden {NAME}_____").replace(' ', "\u{a0}")),
    ]);
    vec![words(&number), about, options, reason]
}
