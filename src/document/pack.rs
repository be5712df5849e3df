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
mod phones;
mod sheet;
mod steps;
mod typing;

use chrono::NaiveDate;

use super::{Block, Document};
use crate::fact::dutch;
use crate::law::Register;
use crate::playbook::{Municipality, Playbook};
use numbers::Numbers;
use sheet::heading;

/// What every part of the pack is made from.
struct Pack<'a> {
    law: &'a Register,
    municipality: &'a Municipality,
    numbers: Numbers<'a>,
    playbook: &'a Playbook,
}

/// A part of the pack: its name, and what is in it.
type Part<'a> = (&'static str, fn(&Pack<'a>) -> Vec<Block>);

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
    let parts: [Part<'_>; 10] = [
        ("Directe acties", cards::immediate),
        ("Taakkaarten per rol", cards::cards),
        ("Logformulier", forms::log),
        ("Besluiten- en actielijst", forms::actions),
        (
            "Agenda van het overleg: beeld, oordeel, besluit",
            forms::agenda,
        ),
        ("Besluiten", decisions::decisions),
        ("Stappen en vragen", steps::steps),
        ("Termijnen", clocks::clocks),
        ("Telefoonlijst", phones::phones),
        ("Wat achter een nummer staat", typing::typing),
    ];
    let names: Vec<&str> = parts.iter().map(|(name, _)| *name).collect();
    let mut blocks = cover::cover(&pack, &names);
    for (at, (name, write)) in parts.iter().enumerate() {
        blocks.push(Block::PageBreak);
        blocks.push(heading(1, &format!("Deel {}. {name}", at + 1)));
        blocks.extend(write(&pack));
    }
    let edition = format!("{} {}", playbook.id(), playbook.version());
    Document {
        author: municipality.name.clone(),
        blocks,
        date: Some(dutch::date(printed)),
        footer: format!("Crisisdraaiboek {edition} · bevat geen gegevens van een incident"),
        language: "nl-NL".to_owned(),
        marking: None,
        reference: Some(edition),
        title: format!("Papieren crisisdraaiboek: {}", playbook.title()),
    }
}
