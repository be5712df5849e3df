//! What a step expects, as written.

use chrono::{DateTime, Utc};

use super::{Reading, list};
use crate::exercise::{Expect, ExpectDraft, ExpectMissing};
use crate::reader::{Data, Node, Table, quoted};

/// The gates' findings, as written.
const FINDINGS: &[&str] = &[
    "present",
    "not_applicable",
    "doubt",
    "unknown",
    "missing",
    "rejected",
];

impl Reading<'_> {
    pub(super) fn expect(&mut self, table: &Table, at: DateTime<Utc>) -> Expect {
        let pairs = |key: &str| -> Vec<(String, String)> {
            let entries = table.table(key).map_or(&[][..], |table| &table.entries);
            let pairs = entries.iter();
            pairs
                .filter_map(|e| Some((e.key.text.clone(), e.value.text()?.text)))
                .collect()
        };
        let struck = list(table.get("struck"));
        Expect {
            clocks: pairs("clocks"),
            decisions: pairs("decisions"),
            documents: pairs("documents"),
            draft: table.table("draft").map(|draft| self.expect_draft(draft)),
            facts: self.expect_facts(table.get("facts")),
            is_in: table.strings("in"),
            lapsed: table.strings("lapsed"),
            not_in: table.strings("not_in"),
            not_possible: table.strings("not_possible"),
            possible: table.strings("possible"),
            questions: table.strings("questions"),
            read_at: at,
            refused: table.text("refused").map(|text| text.text),
            states: table.get("states").map(|_| table.strings("states")),
            struck: struck
                .into_iter()
                .map(|node| self.entry(Some(node)))
                .collect(),
            tasks_not_open: table.strings("tasks_not_open"),
            tasks_open: table.strings("tasks_open"),
            undetermined: table.strings("undetermined"),
        }
    }

    fn expect_facts(&mut self, node: Option<&Node>) -> Vec<(String, String)> {
        match node.map(|node| (node.table(), &node.span)) {
            None => Vec::new(),
            Some((Some(facts), _)) => facts
                .entries
                .iter()
                .filter_map(|entry| Some((entry.key.text.clone(), self.value(&entry.value)?)))
                .collect(),
            Some((None, span)) => {
                let hint = "write it such as { bewijs_veilig = \"ja\" }";
                self.wrong(span, "`facts` is not a table", hint);
                Vec::new()
            }
        }
    }

    fn expect_draft(&mut self, table: &Table) -> ExpectDraft {
        let gates = table.table("gates").map_or(&[][..], |gates| &gates.entries);
        for gate in gates {
            let finding = gate.value.text().unwrap_or_default().text;
            if !FINDINGS.contains(&finding.as_str()) {
                let hint = format!("possible are: {}", quoted(FINDINGS));
                self.wrong(
                    &gate.value.span,
                    format!("`{finding}` is not a finding"),
                    hint,
                );
            }
        }
        ExpectDraft {
            contains: self.texts(table, "contains"),
            gates: gates
                .iter()
                .map(|gate| {
                    (
                        gate.key.text.clone(),
                        gate.value.text().unwrap_or_default().text,
                    )
                })
                .collect(),
            marking: table.text("marking").map(|text| text.text),
            missing: match table.get("missing").map(|node| &node.data) {
                None => None,
                Some(Data::Integer(count)) => Some(ExpectMissing::Count(
                    usize::try_from(*count).unwrap_or(usize::MAX),
                )),
                Some(_) => Some(ExpectMissing::Exactly(self.texts(table, "missing"))),
            },
            not_contains: self.texts(table, "not_contains"),
            note_contains: self.texts(table, "note_contains"),
            title_contains: table.text("title_contains").map(|text| text.text),
        }
    }
}
