//! Steps and drafts in the words of a scenario.

use chrono::{DateTime, Utc};

use crate::document::{self, Document};
use crate::exercise::{Deed, EntryName, SeenDraft, Step};
use crate::fact::time;

/// Returns a draft as expectations see it.
pub(super) fn seen_draft(draft: &document::Draft) -> SeenDraft {
    // As wide as it takes, so that no line is broken inside words that are looked for.
    let plain = |document: &Document| document::text(document, usize::MAX);
    SeenDraft {
        gates: draft
            .gates
            .iter()
            .map(|gate| (gate.id.clone(), gate.status.name().to_owned()))
            .collect(),
        marking: draft.marking.clone(),
        missing: draft.missing.iter().map(|(path, _)| path.clone()).collect(),
        note: draft.note.as_ref().map(plain).unwrap_or_default(),
        text: plain(&draft.document),
        title: draft.document.title.clone(),
    }
}

/// Returns a step in a few words, with its number and moment.
pub(super) fn words(step: &Step) -> String {
    let words = format!("{} at {}", deed(&step.deed), moment(step.at));
    match step.number {
        0 => words,
        number => format!("step {number}: {words}"),
    }
}

fn moment(at: DateTime<Utc>) -> String {
    time::to_civil(at).format("%Y-%m-%d %H:%M").to_string()
}

fn deed(deed: &Deed) -> String {
    match deed {
        Deed::Advance => "advance".to_owned(),
        Deed::Attach { file, .. } => format!("attach `{file}`"),
        Deed::Claim { task } => format!("claim `{task}`"),
        Deed::Close { .. } => "close".to_owned(),
        Deed::Correct {
            entry: EntryName::Label(label),
            ..
        } => format!("correct `{label}`"),
        Deed::Correct {
            entry: EntryName::Seq(seq),
            ..
        } => format!("correct {seq}"),
        Deed::Decide {
            decision, option, ..
        } => format!("decide `{decision}` = `{option}`"),
        Deed::Done { task, .. } => format!("done `{task}`"),
        Deed::Draft { document } => format!("draft `{document}`"),
        Deed::ExpectOnly => "expect_only".to_owned(),
        Deed::Fire { trigger, .. } => format!("fire `{trigger}`"),
        Deed::Issue {
            document, stage, ..
        } => format!("issue `{document}` {}", stage.name()),
        Deed::Jump { .. } => "jump".to_owned(),
        Deed::Note { .. } => "note".to_owned(),
        Deed::Reassign { task, .. } => format!("reassign `{task}`"),
        Deed::Record { fact, .. } => format!("record `{fact}`"),
        Deed::Role { role, .. } => format!("role `{role}`"),
        Deed::Waive { clock, .. } => format!("waive `{clock}`"),
    }
}
