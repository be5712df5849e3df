//! Applies the overlay of a municipality: it adds to a playbook and lets its texts read otherwise.
//!
//! Never removes anything, and never touches a transition, a condition or a legal replacement: the
//! format has no words for that.

use super::fragment::{placed, unknown};
use super::{Composed, Overlaid, merge};
use crate::diagnostic::{Code, Finding, Source, Span};
use crate::playbook::shape;
use crate::reader::{self, Data, Node, Table, Text, hinted, possible};

/// The sections an overlay adds to.
const ADDED: [&str; 3] = ["document", "fact", "role"];

/// Applies one overlay.
pub(super) fn apply(composed: &mut Composed, source: &Source, findings: &mut Vec<Finding>) {
    let start = composed.sheet.add(source, None);
    let (table, found) = reader::tree(source, start);
    let here = start..start;
    findings.extend(found.into_iter().map(|finding| placed(finding, &here)));
    let Some(table) = table else { return };
    let mut of_form = Vec::new();
    let stands = reader::check(&table, &shape::OVERLAY, &mut of_form);
    findings.extend(of_form.into_iter().map(|finding| placed(finding, &here)));
    if !stands {
        return;
    }
    if let Some(id) = table.text("playbook")
        && id.text != composed.table.string("id")
    {
        let own = composed.table.string("id");
        let message = format!("it belongs to `{}`, and this is `{own}`", id.text);
        let finding = Finding::at(Code::WrongValue, id.span, message);
        findings.push(finding.hint("put it in the folder of its own playbook"));
        return;
    }
    let mut layer = Layer {
        by: table.string("by"),
        composed,
        findings,
    };
    for section in ADDED {
        layer.add(&table, section);
    }
    layer.add_to_states(&table);
    if let Some(replace) = table.table("replace") {
        for entry in &replace.entries {
            for (id, texts) in replace.named(&entry.key.text) {
                layer.replace(&entry.key.text, id, texts);
            }
        }
    }
}

/// An overlay while it is applied.
struct Layer<'a> {
    by: String,
    composed: &'a mut Composed,
    findings: &'a mut Vec<Finding>,
}

impl Layer<'_> {
    fn add(&mut self, table: &Table, section: &str) {
        let Some(Node {
            data: Data::Table(added),
            span,
        }) = table.get(section)
        else {
            return;
        };
        let all = &mut self.composed.table;
        let Some(present) = merge::section(all, section, span) else {
            return;
        };
        let known: Vec<String> = present
            .entries
            .iter()
            .map(|it| it.key.text.clone())
            .collect();
        for entry in &added.entries {
            if known.contains(&entry.key.text) {
                let id = &entry.key.text;
                let message = format!("the playbook has the {section} `{id}` already");
                let span = entry.key.span.clone();
                let finding = Finding::at(Code::DuplicateId, span, message);
                let hint = format!("write `[replace.{section}.{id}]` for other texts");
                self.findings.push(finding.hint(hint));
            } else {
                present.entries.push(entry.clone());
            }
        }
        for entry in added
            .entries
            .iter()
            .filter(|it| !known.contains(&it.key.text))
        {
            self.tell(
                &entry.key.span,
                format!("adds {section} `{}`", entry.key.text),
            );
        }
    }

    fn add_to_states(&mut self, table: &Table) {
        for (id, added) in table.named("state") {
            let states = merge::find(&mut self.composed.table, "state");
            let Some(state) = states.and_then(|states| merge::find(states, &id.text)) else {
                self.unknown("state", id);
                continue;
            };
            for entry in &added.entries {
                merge::append(state, &entry.key.text, &entry.value);
            }
            for (key, what) in [("ask", "fact"), ("draft", "document")] {
                for name in added.texts(key) {
                    let what = format!("adds {what} `{}` to state `{}`", name.text, id.text);
                    self.tell(&name.span, what);
                }
            }
            for task in added.tables("task").filter_map(|task| task.text("id")) {
                let what = format!("adds task `{}` to state `{}`", task.text, id.text);
                self.tell(&task.span, what);
            }
        }
    }

    /// Lets the texts of something read otherwise.
    fn replace(&mut self, section: &str, id: &Text, texts: &Table) {
        let all = &mut self.composed.table;
        let found = match section {
            "task" => task(all, &id.text),
            _ => merge::find(all, section).and_then(|there| merge::find(there, &id.text)),
        };
        let Some(found) = found else {
            self.unknown(section, id);
            return;
        };
        let mut missing = Vec::new();
        for entry in &texts.entries {
            match (entry.key.text.as_str(), &entry.value.data) {
                ("options", Data::Table(labels)) => missing = options(found, labels),
                ("labels", Data::Table(labels)) => {
                    if let Some(present) = merge::section(found, "labels", &entry.value.span) {
                        for label in &labels.entries {
                            merge::put(present, &label.key.text, label.value.clone());
                        }
                    }
                }
                (key, _) => merge::put(found, key, entry.value.clone()),
            }
        }
        for option in missing {
            self.findings.push(unknown("option", &option));
        }
        for entry in &texts.entries {
            let what = format!("replaces `{}` of {section} `{}`", entry.key.text, id.text);
            self.tell(&entry.key.span, what);
        }
    }

    fn unknown(&mut self, section: &str, id: &Text) {
        let all = &self.composed.table;
        let tasks = all
            .named("state")
            .flat_map(|(_, state)| state.tables("task"));
        let known: Vec<String> = match section {
            "task" => tasks.map(|task| task.string("id")).collect(),
            _ => all.named(section).map(|(id, _)| id.text.clone()).collect(),
        };
        let hint = possible(&id.text, known.iter().map(String::as_str));
        self.findings.push(hinted(unknown(section, id), hint));
    }

    fn tell(&mut self, span: &Span, what: String) {
        let (file, line) = self.composed.sheet.line(span.start);
        self.composed.overlaid.push(Overlaid {
            by: self.by.clone(),
            file: file.to_owned(),
            line,
            what,
        });
    }
}

/// Returns a task, in whatever state it starts.
fn task<'a>(all: &'a mut Table, id: &str) -> Option<&'a mut Table> {
    let states = merge::find(all, "state")?;
    let states = states.entries.iter_mut().map(|entry| &mut entry.value.data);
    states
        .filter_map(|data| match data {
            Data::Table(state) => state.entries.iter_mut().find(|it| it.key.text == "task"),
            _ => None,
        })
        .filter_map(|entry| match &mut entry.value.data {
            Data::Array(tasks) => Some(tasks),
            _ => None,
        })
        .flatten()
        .filter_map(|node| match &mut node.data {
            Data::Table(task) => Some(task),
            _ => None,
        })
        .find(|task| task.string("id") == id)
}

/// Lets options read otherwise, and returns those that the decision does not have.
fn options(decision: &mut Table, labels: &Table) -> Vec<Text> {
    let mut missing = Vec::new();
    for label in &labels.entries {
        let mut entries = decision.entries.iter_mut();
        let options = match entries.find(|it| it.key.text == "option") {
            Some(entry) => &mut entry.value.data,
            None => return missing,
        };
        let Data::Array(options) = options else {
            return missing;
        };
        let found = options.iter_mut().find_map(|node| match &mut node.data {
            Data::Table(option) if option.string("id") == label.key.text => Some(option),
            _ => None,
        });
        match found {
            Some(option) => merge::put(option, "title", label.value.clone()),
            None => missing.push(label.key.clone()),
        }
    }
    missing
}
