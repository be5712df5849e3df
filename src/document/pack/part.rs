//! The parts of the pack, in the order in which they are needed: what to do before any question comes first.

use super::Pack;
use super::{cards, clocks, decisions, forms, phones, sources, steps, typing};
use crate::document::Block;

/// A part of the pack.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Immediate,
    Phones,
    Cards,
    Log,
    Actions,
    Agenda,
    Decisions,
    Steps,
    Clocks,
    Sources,
    Typing,
}

impl Part {
    /// Every part, in the order of the pack.
    pub(super) const ALL: [Self; 11] = [
        Self::Immediate,
        Self::Phones,
        Self::Cards,
        Self::Log,
        Self::Actions,
        Self::Agenda,
        Self::Decisions,
        Self::Steps,
        Self::Clocks,
        Self::Sources,
        Self::Typing,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Immediate => "Directe acties",
            Self::Phones => "Telefoonlijst",
            Self::Cards => "Taakkaarten per rol",
            Self::Log => "Logformulier",
            Self::Actions => "Besluiten- en actielijst",
            Self::Agenda => "Agenda van het overleg: beeld, oordeel, besluit",
            Self::Decisions => "Besluiten",
            Self::Steps => "Stappen en vragen",
            Self::Clocks => "Termijnen",
            Self::Sources => "Bronnen",
            Self::Typing => "Wat achter een nummer staat",
        }
    }

    /// Returns the place of the part in the pack, from 1.
    pub(super) fn number(self) -> usize {
        self as usize + 1
    }

    /// Returns who takes the part in hand, and when.
    pub(super) fn purpose(self) -> &'static str {
        match self {
            Self::Immediate => "De eerste minuten. Wie als eerste aan tafel zit, begint hier.",
            Self::Phones => "Meteen daarna: wie de anderen belt. Vooraf invullen.",
            Self::Cards => "Voor ieder zijn eigen kaart: haal ze los en deel ze uit.",
            Self::Log => "De loghouder, vanaf de eerste minuut.",
            Self::Actions => "De loghouder, in elk overleg.",
            Self::Agenda => "De voorzitter. Kopieer voor elk overleg een leeg blad.",
            Self::Decisions => "Wie besluit, met de jurist.",
            Self::Steps => "De voorzitter: waar zijn wij, wat vragen wij, hoe gaat het verder.",
            Self::Clocks => "De jurist.",
            Self::Sources => "De jurist: wat achter ‘bron 3’ staat.",
            Self::Typing => "Achteraf: wie het papier overtypt.",
        }
    }

    /// Whether the part starts on a page of its own, because it is filled in or handed out.
    pub(super) fn has_own_page(self) -> bool {
        self != Self::Sources
    }

    pub(super) fn write(self, pack: &Pack<'_>) -> Vec<Block> {
        match self {
            Self::Immediate => cards::immediate(pack),
            Self::Phones => phones::phones(pack),
            Self::Cards => cards::cards(pack),
            Self::Log => forms::log(pack),
            Self::Actions => forms::actions(pack),
            Self::Agenda => forms::agenda(pack),
            Self::Decisions => decisions::decisions(pack),
            Self::Steps => steps::steps(pack),
            Self::Clocks => clocks::clocks(pack),
            Self::Sources => sources::list(pack),
            Self::Typing => typing::typing(pack),
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "deel {}", self.number())
    }
}
