//! The sources: in full where a jurist computes or replaces, by number with a task or a decision, and the list of those numbers. Every mention
//! shows when nobody read the text itself.

use super::Pack;
use super::numbers::DOUBT;
use super::part::Part;
use super::sheet::{Words, paragraph, table, words};
use crate::document::{Block, Inline};

/// Returns the sources, each with its doubt.
pub(super) fn full(pack: &Pack<'_>, ids: &[String]) -> Words {
    let text = |id: &str| match pack.law.source(id) {
        None => id.to_owned(),
        Some(source) => match source.doubt() {
            None => source.cite.clone(),
            Some(doubt) => format!("{} ({doubt})", source.cite),
        },
    };
    joined(ids, "Bron: ", "; ", text)
}

/// Returns the sources by their number, each with a sign where there is doubt.
pub(super) fn short(pack: &Pack<'_>, ids: &[String]) -> Words {
    joined(ids, "Bron ", ", ", |id| pack.numbers.source(id, pack.law))
}

/// Returns what the sign of doubt means, for the head of a table with numbers of sources.
pub(super) fn legend() -> String {
    format!(
        "‘Bron 3’ staat voluit in {}; {DOUBT} betekent: niet of niet volledig nagelezen.",
        Part::Sources
    )
}

/// Returns the list of everything that was mentioned by number.
pub(super) fn list(pack: &Pack<'_>) -> Vec<Block> {
    if pack.numbers.sources.is_empty() {
        return vec![paragraph(words(
            "De taken en besluiten van dit draaiboek noemen geen bronnen.",
        ))];
    }
    let rows = pack.numbers.sources.iter().map(|id| {
        let source = pack.law.source(id);
        let cite = source.map_or(*id, |source| source.cite.as_str());
        let doubt = source.map_or(Some("niet in het register".to_owned()), |source| {
            source.doubt()
        });
        let mention = Inline::Law {
            id: (*id).to_owned(),
            text: cite.to_owned(),
        };
        vec![
            words(&format!("bron {}", pack.numbers.source(id, pack.law))),
            vec![mention],
            words(doubt.as_deref().unwrap_or("nagelezen")),
        ]
    });
    vec![table(&["Nr", "Bron", "Nagelezen?"], rows.collect())]
}

fn joined(ids: &[String], before: &str, between: &str, text: impl Fn(&str) -> String) -> Words {
    let mut out = Vec::new();
    for id in ids {
        out.push(Inline::text(if out.is_empty() { before } else { between }));
        out.push(Inline::Law {
            id: id.clone(),
            text: text(id),
        });
    }
    out
}
