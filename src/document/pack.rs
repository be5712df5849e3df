//! The paper pack: a whole playbook on paper, in the forms that Dutch crisis teams know, for when the power is out.
//!
//! Everything to fill in has a number, so that it can be typed in later: numbers of the log and of the list of
//! decisions go straight into `log import`, and a last part says which id stands behind each other number. Never holds
//! anything of an incident: what is not printed here is filled in by hand.

mod cards;
mod clocks;
mod cover;
mod decisions;
mod forms;
mod numbers;
mod part;
mod phones;
mod sheet;
mod sources;
mod steps;
mod typing;

use chrono::NaiveDate;

use super::{Block, Document, Paper};
use crate::fact::dutch;
use crate::law::Register;
use crate::playbook::{Municipality, Playbook};
use numbers::Numbers;
use part::Part;
use sheet::heading;

/// What every part of the pack is made from.
struct Pack<'a> {
    law: &'a Register,
    municipality: &'a Municipality,
    numbers: Numbers<'a>,
    playbook: &'a Playbook,
}

/// Returns the pack of a playbook, printed on a day.
pub fn pack(
    playbook: &Playbook,
    law: &Register,
    municipality: &Municipality,
    printed: NaiveDate,
) -> Document {
    let pack = Pack {
        law,
        municipality,
        numbers: Numbers::of(playbook),
        playbook,
    };
    let mut blocks = cover::cover(&pack);
    // What says that there is nothing needs no page of its own.
    let mut is_short = false;
    for part in Part::ALL {
        if part.has_own_page() && !is_short {
            blocks.push(Block::PageBreak);
        }
        blocks.push(heading(
            1,
            &format!("Deel {}. {}", part.number(), part.name()),
        ));
        let written = part.write(&pack);
        is_short = written.len() == 1 && matches!(written[0], Block::Paragraph { .. });
        blocks.extend(written);
    }
    let edition = format!("{} {}", playbook.id(), playbook.version());
    Document {
        author: municipality.name.clone(),
        blocks,
        date: Some(dutch::date(printed)),
        footer: format!("Crisisdraaiboek {edition} · bevat geen gegevens van een incident"),
        language: "nl-NL".to_owned(),
        paper: Paper::Form,
        marking: None,
        reference: Some(edition),
        title: format!("Papieren crisisdraaiboek: {}", playbook.title()),
    }
}
