//! The block at the end of a letter or an order: which organ, and who replaces it when it is logged as absent.

use super::Inputs;
use super::value::{Printed, capitalised, missing};
use crate::document::escape;

/// Returns what an organ is called in a decision.
pub(super) fn title(organ: &str, inputs: &Inputs<'_>) -> Printed {
    let organs = &inputs.municipality.organs;
    let named = organs.iter().find(|known| known.id == organ);
    let path = format!("gemeente.organ.{organ}.title");
    let title = named.map_or(String::new(), |organ| organ.title.clone());
    Printed::known(&path, QUESTION, title, None)
}

const QUESTION: &str = "Hoe heet dit orgaan in een besluit?";

/// Returns the signature block of an organ, in Markdown.
pub(super) fn block(organ: &str, inputs: &Inputs<'_>) -> String {
    let situation = inputs.incident.situation();
    let named = inputs
        .municipality
        .organs
        .iter()
        .find(|known| known.id == organ);
    let text = |path: &str, text: Option<&String>| match text.filter(|text| !text.is_empty()) {
        Some(text) => escape(text),
        None => missing(&format!("gemeente.organ.{organ}.{path}"), QUESTION),
    };
    let title = named.map(|organ| capitalised(&organ.title));
    let mut title = text("title", title.as_ref());
    let mut person = situation.person(organ);
    if situation.is_absent(organ) {
        let replaced_by = text("replaced_by", named.map(|organ| &organ.replaced_by));
        title = format!("{title}, vervangen door {replaced_by}");
        let roles = inputs
            .playbook
            .role(organ)
            .map(|role| role.replaced_by.as_slice());
        let present = roles
            .unwrap_or_default()
            .iter()
            .find(|role| !situation.is_absent(role));
        person = present.and_then(|role| situation.person(role));
    }
    let mut lines = vec![format!("{title},"), "(handtekening)".to_owned()];
    lines.extend(person.map(escape).filter(|person| !person.is_empty()));
    lines.join("\\\n")
}
