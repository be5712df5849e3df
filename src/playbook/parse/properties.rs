//! What a playbook says about itself: properties that must hold, and findings that are meant so.

use crate::diagnostic::{Code, Finding};
use crate::playbook::{Claim, Invariant, Waiver};
use crate::reader::Table;

use super::reading::Reading;

/// Reads the properties.
pub(super) fn invariants(table: &Table, reading: &mut Reading<'_>) -> Vec<Invariant> {
    let mut invariants = Vec::new();
    for table in table.tables("invariant") {
        let claim = if table.get("never").is_some() {
            Claim::Never(reading.when(table, "never"))
        } else if let Some(state) = table.text("still_reachable") {
            let states = reading
                .scope
                .states()
                .map(str::to_owned)
                .collect::<Vec<_>>();
            reading.reference("state", &state, &states);
            Claim::StillReachable(state.text)
        } else {
            if table.get("then").is_none() {
                let message = "`always_before` says what has held, and nothing says before what";
                let finding = Finding::at(Code::MissingKey, table.at.clone(), message);
                reading.push(finding.hint("add `then = [\"…\"]`"));
            }
            Claim::AlwaysBefore {
                first: reading.when(table, "always_before"),
                then: reading.when(table, "then"),
            }
        };
        invariants.push(Invariant {
            claim,
            id: table.string("id"),
            title: table.string("title"),
        });
    }
    invariants
}

/// Reads the findings that are meant so.
pub(super) fn waivers(table: &Table, reading: &mut Reading<'_>) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for table in table.tables("waiver") {
        let Some(written) = table.text("code") else {
            continue;
        };
        match Code::parse(&written.text).filter(|code| code.can_be_waived()) {
            Some(code) => waivers.push(Waiver {
                code,
                on: table.strings("on"),
                reason: table.string("reason"),
            }),
            None => {
                let message = format!("`{}` is no finding that can be waived", written.text);
                reading.wrong(
                    &written.span,
                    message,
                    "those from D026 on, except D035, can: they are about what is meant",
                );
            }
        }
    }
    waivers
}
