//! The decisions with their options, and room for the choice, the reason and who took it.

use super::Pack;
use super::cards::{for_each, sources};
use super::sheet::{
    LINE, NAME, TIME, heading, lines, paragraph, quiet, room, strong, table, tick, words,
};
use crate::document::Block;
use crate::fact::{condition, dutch};
use crate::playbook::Decision;
use crate::view::role_title;

pub(super) fn decisions(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = vec![paragraph(words(
        "Schrijf bij elk besluit de reden op, ook bij ‘nee’: wat wisten wij, wat kon lichter, wanneer kijken wij opnieuw. \
         De tijd is de tijd van het besluit.",
    ))];
    for decision in pack.playbook.decisions() {
        blocks.extend(one(pack, decision));
    }
    blocks
}

fn one(pack: &Pack<'_>, decision: &Decision) -> [Block; 3] {
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
        vec![strong(&format!(
            "{}{}",
            decision.question,
            only(&decision.when)
        ))],
        words(&match by.is_empty() {
            true => String::new(),
            false => format!(
                "Besluit: {}{}.",
                dutch::either(&by),
                each.unwrap_or_default()
            ),
        }),
        match decision.advice.is_empty() {
            true => Vec::new(),
            false => vec![quiet(&format!("Advies: {}", decision.advice))],
        },
        sources(pack, &decision.law),
    ]);
    let taken = lines([
        words(&format!("Tijd: {TIME}")),
        words("Besloten door:"),
        words(NAME),
        words(NAME),
    ]);
    let reason = lines([
        words("Reden:"),
        room(LINE, 5),
        words("Opnieuw bekijken:"),
        words(NAME),
    ]);
    [
        heading(2, &format!("{number}. {}", decision.title)),
        paragraph(about),
        table(
            &["Keuze", "Reden", "Wie en wanneer"],
            vec![vec![options, reason, taken]],
        ),
    ]
}
