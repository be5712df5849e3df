//! Walks a tree against a shape and reports every finding; it changes nothing.

use super::{
    Alphabet, Data, Entry, FIELD_KINDS, Node, Shape, Table, Takes, hinted, possible, quoted,
};
use crate::diagnostic::{Code, Finding, Span};
use crate::fact::time;

/// The longest duration, in seconds: ten years, so that no moment counted from it overflows.
const MAXIMUM_SECONDS: i64 = 10 * 366 * 86_400;

/// Returns the finding that the file is of another format, which makes every other finding noise.
pub(super) fn version(table: &Table, shape: &Shape) -> Option<Finding> {
    let expected = shape.version()?;
    let found = table.text("schema")?;
    (found.text != expected).then(|| {
        Finding::at(
            Code::NotThisFormat,
            found.span,
            format!("the format is `{}`", found.text),
        )
        .hint(format!("this version reads `{expected}`"))
    })
}

/// Checks a whole file.
pub(super) fn check(table: &Table, shape: &Shape, findings: &mut Vec<Finding>) {
    let mut check = Check { findings };
    check.table(table, shape, None);
}

struct Check<'a> {
    findings: &'a mut Vec<Finding>,
}

impl Check<'_> {
    /// Checks a table; `at` is where it is named, absent for the file itself.
    fn table(&mut self, table: &Table, shape: &Shape, at: Option<&Span>) {
        for entry in &table.entries {
            match shape.key(&entry.key.text) {
                Some(key) => self.value(key.name, &key.takes, key.required, &entry.value),
                None => {
                    let names = shape.keys.iter().map(|key| key.name);
                    let finding = Finding::at(
                        Code::UnknownKey,
                        entry.key.span.clone(),
                        format!("unknown key `{}`", entry.key.text),
                    );
                    self.findings
                        .push(hinted(finding, possible(&entry.key.text, names)));
                }
            }
        }
        let missing = shape.keys.iter().filter(|key| key.required);
        for key in missing.filter(|key| table.get(key.name).is_none()) {
            let finding = self.at(at, Code::MissingKey, format!("`{}` is missing", key.name));
            let hint = format!("add `{}`: {}", key.name, key.doc);
            self.findings.push(finding.hint(hint));
        }
        self.one_of(table, shape, at);
        for group in shape.at_most_one {
            self.at_most_one(table, group);
        }
    }

    fn one_of(&mut self, table: &Table, shape: &Shape, at: Option<&Span>) {
        if shape.one_of.is_empty() {
            return;
        }
        if shape.one_of.iter().all(|key| table.get(key).is_none()) {
            let message = format!("one of {} is missing", quoted(shape.one_of));
            let finding = self.at(at, Code::MissingKey, message);
            self.findings.push(finding.hint("add exactly one of them"));
        }
        self.at_most_one(table, shape.one_of);
    }

    fn at_most_one(&mut self, table: &Table, group: &[&str]) {
        let mut present = table.entries.iter().filter(|entry| {
            group.contains(&entry.key.text.as_str()) && entry.value.data != Data::Bool(false)
        });
        let Some(first) = present.next() else { return };
        for entry in present {
            let message = format!("`{}` cannot go with `{}`", entry.key.text, first.key.text);
            let hint = format!("at most one of {}", quoted(group));
            let finding = Finding::at(Code::WrongValue, entry.key.span.clone(), message);
            self.findings.push(finding.hint(hint));
        }
    }

    fn value(&mut self, name: &str, takes: &Takes, required: bool, node: &Node) {
        match (takes, &node.data) {
            (Takes::Any, _) | (Takes::Bool, Data::Bool(_)) | (Takes::Date, Data::Date(_)) => {}
            (Takes::Integer, Data::Integer(0..)) | (Takes::Version(_), Data::Text(_)) => {}
            (Takes::Text, Data::Text(text)) => {
                if required && text.trim().is_empty() {
                    let message = format!("`{name}` says nothing");
                    self.push(Code::WrongValue, &node.span, message, None);
                }
            }
            (Takes::Word(words), Data::Text(text)) => {
                if !words.contains(&text.as_str()) {
                    let message = format!("`{name}` cannot be `{text}`");
                    let hint = possible(text, words.iter().copied());
                    self.push(Code::WrongValue, &node.span, message, hint);
                }
            }
            (Takes::Duration, Data::Text(text)) => self.duration(text, node),
            (Takes::Id(alphabet) | Takes::IdOrIds(alphabet), Data::Text(id)) => {
                self.id(id, *alphabet, &node.span);
            }
            (Takes::Ids(alphabet) | Takes::IdOrIds(alphabet), Data::Array(items)) => {
                for item in items {
                    self.value(name, &Takes::Id(*alphabet), true, item);
                }
            }
            (Takes::Texts, Data::Array(items)) => {
                for item in items {
                    self.value(name, &Takes::Text, true, item);
                }
            }
            (Takes::Conditions, Data::Array(items)) => {
                for item in items.iter().filter(|item| item.text().is_none()) {
                    let message = format!("a condition is a text, not {}", item.what());
                    let hint = Some("write it between quotes".to_owned());
                    self.push(Code::WrongType, &item.span, message, hint);
                }
            }
            (Takes::ConditionsOf(alphabet), Data::Table(table)) => {
                for entry in &table.entries {
                    let name = &entry.key.text;
                    self.id(name, *alphabet, &entry.key.span);
                    self.value(name, &Takes::Conditions, true, &entry.value);
                }
            }
            (Takes::Labels, Data::Table(table)) => {
                for entry in &table.entries {
                    self.value(&entry.key.text, &Takes::Text, true, &entry.value);
                }
            }
            (Takes::Fields, Data::Table(table)) => self.fields(table),
            (Takes::Table(shape), Data::Table(table)) => {
                self.table(table, shape, Some(&table.at));
            }
            (Takes::Tables(shape), Data::Array(items))
                if items.iter().all(|item| item.table().is_some()) =>
            {
                for table in items.iter().filter_map(Node::table) {
                    self.table(table, shape, Some(&table.at));
                }
            }
            (Takes::Named(alphabet, shape), Data::Table(table)) => {
                for entry in &table.entries {
                    self.id(&entry.key.text, *alphabet, &entry.key.span);
                    let takes = Takes::Table(shape);
                    self.value(&entry.key.text, &takes, true, &entry.value);
                }
            }
            _ => {
                let message = format!("`{name}` cannot be {}", node.what());
                let hint = Some(format!("it takes {}", takes.expected()));
                self.push(Code::WrongType, &node.span, message, hint);
            }
        }
    }

    fn fields(&mut self, table: &Table) {
        for Entry { key, value } in &table.entries {
            self.id(&key.text, Alphabet::Underscore, &key.span);
            match &value.data {
                Data::Array(_) => {
                    let takes = Takes::Ids(Alphabet::Underscore);
                    self.value(&key.text, &takes, true, value);
                }
                _ => self.value(&key.text, &Takes::Word(FIELD_KINDS), true, value),
            }
        }
    }

    fn duration(&mut self, text: &str, node: &Node) {
        let message = match time::read_duration(text) {
            None => format!("`{text}` is not a duration"),
            Some(0) => format!("`{text}` lasts no time"),
            Some(seconds) if seconds > MAXIMUM_SECONDS => {
                format!("`{text}` is longer than ten years")
            }
            Some(_) => return,
        };
        let hint = Some("write it such as \"30m\", \"4h\", \"2d\" or \"1w\"".to_owned());
        self.push(Code::WrongValue, &node.span, message, hint);
    }

    fn id(&mut self, id: &str, alphabet: Alphabet, span: &Span) {
        if !alphabet.allows(id) {
            let hint = match alphabet.nearest(id) {
                Some(near) => format!("write `{near}`: {}", alphabet.words()),
                None => alphabet.words().to_owned(),
            };
            self.push(
                Code::BadId,
                span,
                format!("`{id}` is not an id"),
                Some(hint),
            );
        }
    }

    fn at(&self, at: Option<&Span>, code: Code, message: String) -> Finding {
        match at {
            Some(span) => Finding::at(code, span.clone(), message),
            None => Finding::whole(code, message),
        }
    }

    fn push(&mut self, code: Code, span: &Span, message: String, hint: Option<String>) {
        let finding = Finding::at(code, span.clone(), message);
        self.findings.push(hinted(finding, hint));
    }
}
