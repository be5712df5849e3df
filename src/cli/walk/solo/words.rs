//! What somebody does in a step, in plain Dutch, for what did not fit.

use crate::exercise::Deed;
use crate::playbook::Playbook;

/// Returns what a step does.
pub(super) fn deed(deed: &Deed, playbook: &Playbook) -> String {
    let task = |id: &String| {
        let task = playbook.task(id);
        task.map_or(id.clone(), |(_, task)| task.title.clone())
    };
    let document = |id: &String| {
        let document = playbook.document(id);
        document.map_or(id.clone(), |document| document.title.clone())
    };
    match deed {
        Deed::Claim { task: id } => format!("taak oppakken: {}", task(id)),
        Deed::Decide { decision, .. } => {
            let known = playbook.decision(decision);
            let title = known.map_or(decision.clone(), |known| known.title.clone());
            format!("besluit: {title}")
        }
        Deed::Done { task: id, .. } => format!("taak klaar: {}", task(id)),
        Deed::Draft { document: id } => format!("stuk maken: {}", document(id)),
        Deed::Fire { trigger, .. } => {
            let known = playbook.trigger(trigger);
            let title = known.map_or(trigger.clone(), |known| known.label.clone());
            format!("stap: {title}")
        }
        Deed::Issue { document: id, .. } => format!("stuk de deur uit: {}", document(id)),
        Deed::Note { text, .. } => format!("melden: {text}"),
        Deed::Reassign { task: id, .. } => format!("taak overdragen: {}", task(id)),
        Deed::Record { fact, .. } => {
            let known = playbook.fact(fact);
            let label = known.map_or(fact.clone(), |known| known.label.clone());
            format!("vastleggen: {label}")
        }
        _ => "iets anders".to_owned(),
    }
}

/// Returns a stretch of time without its seconds, which would be a counter.
pub(in crate::cli::walk) fn without_seconds(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = words
        .iter()
        .position(|word| matches!(*word, "seconde" | "seconden"));
    // Only where minutes stand before them.
    if let Some(at) = at.filter(|at| *at >= 3 && words[at - 2].starts_with("minu")) {
        words.drain(at - 1..=at);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_presses_in_minutes() {
        let check = |text: &str, shown: &str| assert_eq!(without_seconds(text), shown);
        check(
            "nog 14 minuten 59 seconden tot 19.30 uur",
            "nog 14 minuten tot 19.30 uur",
        );
        check(
            "nog 59 seconden tot 19.30 uur",
            "nog 59 seconden tot 19.30 uur",
        );
        check("nog 2 uur", "nog 2 uur");
    }
}
