//! The requirements of a document: each with its finding, the facts it rests on and its sources.

use maud::{Markup, html};

use crate::document::Draft;
use crate::fact::dutch;
use crate::law::RequirementKind;
use crate::view::{Gate, GateStatus};

/// Returns the requirements of a draft, what is open in full.
pub fn part(draft: &Draft) -> Markup {
    let (open, met): (Vec<&Gate>, Vec<&Gate>) =
        draft.gates.iter().partition(|gate| gate.status.is_open());
    let elements: Vec<_> = draft.elements.iter().filter(|one| one.is_open()).collect();
    html! {
        h2.utrecht-heading-2 id="eisen" { "Eisen" }
        @if draft.gates.is_empty() && draft.elements.is_empty() {
            p.empty { "Aan dit stuk stelt de wet hier geen eigen eisen." }
        } @else {
            p.hint { (open.len()) " van " (draft.gates.len()) " eisen open. Een bevinding zegt wat bekend is en waar dat staat, niet of iets mag: dat beoordeelt een mens." }
        }
        ul.gates { @for gate in &open { li { (line(gate)) } } }
        @if !elements.is_empty() {
            h3.utrecht-heading-3 { "In de tekst" }
            ul.gates {
                @for element in elements {
                    li.gate {
                        p.gate__title { span.gate__mark { "?" } " " (element.title) }
                        p { strong { (element.status_text) } @if !element.reason.is_empty() { ": " (element.reason) } }
                        @if !element.sources.is_empty() { p.item__meta { "Bron: " (dutch::list(&element.sources)) } }
                    }
                }
            }
        }
        @for unresolved in &draft.unresolved {
            p.why { "Nog niet bekend, en bepaalt de tekst: " (unresolved) }
        }
        @if !met.is_empty() {
            details.more {
                summary { (met.len()) " eisen aanwezig of niet van toepassing" }
                ul.gates { @for gate in &met { li { (line(gate)) } } }
            }
        }
        @if !draft.alternatives.is_empty() {
            details.more {
                summary { (draft.alternatives.len()) " lichtere middelen die door niets zijn uitgesloten: weeg die eerst" }
                ul.links { @for other in &draft.alternatives {
                    li { strong { (other.title) } p.item__meta { (other.finding_text) } }
                } }
            }
        }
    }
}

/// Returns one requirement.
pub fn line(gate: &Gate) -> Markup {
    let mark = match gate.status {
        GateStatus::Present => "✓",
        GateStatus::NotApplicable => "–",
        GateStatus::Doubt | GateStatus::Unknown => "?",
        GateStatus::Missing | GateStatus::Rejected => "✕",
    };
    let is_closed = matches!(gate.status, GateStatus::Missing | GateStatus::Rejected);
    html! {
        div.gate.gate--closed[is_closed] {
            p.gate__title { span.gate__mark aria-hidden="true" { (mark) } " " (gate.title) }
            p {
                strong { (gate.status_text) }
                @match gate.kind {
                    RequirementKind::Gate => " · harde eis: hiervan kan niemand afwijken",
                    RequirementKind::Note => " · om te weten; houdt niets tegen",
                    RequirementKind::Required => {},
                }
            }
            @if gate.status.is_open() && !gate.explain.is_empty() { p { (gate.explain) } }
            @if !gate.facts.is_empty() {
                ul.gate__facts { @for (label, known) in &gate.facts { li { (label) ": " strong { (known) } } } }
            }
            @if !gate.needs.is_empty() { p { "Nodig: " (dutch::list(&gate.needs)) } }
            @if !gate.sources.is_empty() { p.item__meta { "Bron: " (dutch::list(&gate.sources)) } }
        }
    }
}
