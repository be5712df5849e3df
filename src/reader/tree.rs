//! A TOML text as a tree with places, in the order in which it was written; it checks nothing.

use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Span;
use crate::fact::time;

/// A table; its entries stand in written order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Where it is named: its key, or its header.
    pub at: Span,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Text,
    /// The value.
    pub value: Node,
}

/// A text with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Where it stands, with its quotes.
    pub span: Span,
    /// The text.
    pub text: String,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub data: Data,
    /// Where it stands.
    pub span: Span,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// A list.
    Array(Vec<Node>),
    /// Yes or no.
    Bool(bool),
    /// A calendar date.
    Date(NaiveDate),
    /// A whole number.
    Integer(i64),
    /// Something no format takes, in words.
    Other(&'static str),
    /// A table.
    Table(Table),
    /// A text.
    Text(String),
}

impl Table {
    /// Returns the value under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries.iter().find(|entry| entry.key.text == key);
        entry.map(|entry| &entry.value)
    }

    /// Returns the text under a key.
    pub fn text(&self, key: &str) -> Option<Text> {
        self.get(key)?.text()
    }

    /// Returns the text under a key; empty when there is none.
    pub fn string(&self, key: &str) -> String {
        self.text(key).unwrap_or_default().text
    }

    /// Returns the texts of the list under a key, or the one text there.
    pub fn texts(&self, key: &str) -> Vec<Text> {
        match self.get(key) {
            Some(Node {
                data: Data::Array(items),
                ..
            }) => items.iter().filter_map(Node::text).collect(),
            Some(node) => node.text().into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Returns the texts of the list under a key, without their places.
    pub fn strings(&self, key: &str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.text).collect()
    }

    /// Tells whether the key says `true`.
    pub fn is(&self, key: &str) -> bool {
        matches!(
            self.get(key),
            Some(Node {
                data: Data::Bool(true),
                ..
            })
        )
    }

    /// Returns the whole number under a key, from 0 on.
    pub fn number(&self, key: &str) -> Option<u64> {
        match self.get(key)?.data {
            Data::Integer(number) => u64::try_from(number).ok(),
            _ => None,
        }
    }

    /// Returns the date under a key.
    pub fn date(&self, key: &str) -> Option<NaiveDate> {
        match self.get(key)?.data {
            Data::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Returns the seconds of the duration under a key.
    pub fn seconds(&self, key: &str) -> Option<i64> {
        time::read_duration(&self.text(key)?.text)
    }

    /// Returns the table under a key.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.get(key)?.table()
    }

    /// Returns the tables of the list under a key.
    pub fn tables(&self, key: &str) -> impl Iterator<Item = &Table> {
        let items = match self.get(key) {
            Some(Node {
                data: Data::Array(items),
                ..
            }) => items.as_slice(),
            _ => &[],
        };
        items.iter().filter_map(Node::table)
    }

    /// Returns the tables in the table under a key, each with its id.
    pub fn named(&self, key: &str) -> impl Iterator<Item = (&Text, &Table)> {
        let entries = self.table(key).map_or(&[][..], |table| &table.entries);
        entries
            .iter()
            .filter_map(|entry| Some((&entry.key, entry.value.table()?)))
    }
}

impl Node {
    /// Returns the text with its place.
    pub fn text(&self) -> Option<Text> {
        match &self.data {
            Data::Text(text) => Some(Text {
                span: self.span.clone(),
                text: text.clone(),
            }),
            _ => None,
        }
    }

    /// Returns the table.
    pub fn table(&self) -> Option<&Table> {
        match &self.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Returns what it is, as a message says it.
    pub fn what(&self) -> &'static str {
        match self.data {
            Data::Array(_) => "a list",
            Data::Bool(_) => "`true` or `false`",
            Data::Date(_) => "a date",
            Data::Integer(_) => "a number",
            Data::Other(what) => what,
            Data::Table(_) => "a table",
            Data::Text(_) => "a text",
        }
    }
}

/// Returns the tree of a parsed text.
pub(super) fn table(table: &DeTable<'_>, at: Span) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: Text {
                span: key.span(),
                text: key.get_ref().to_string(),
            },
            value: node(value.get_ref(), value.span(), key.span()),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key.span.start);
    Table { at, entries }
}

fn node(value: &DeValue<'_>, span: Span, key: Span) -> Node {
    let data = match value {
        DeValue::String(text) => Data::Text(text.to_string()),
        DeValue::Boolean(yes) => Data::Bool(*yes),
        DeValue::Float(_) => Data::Other("a number with a fraction"),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Data::Other("a number that is too large"), Data::Integer),
        DeValue::Datetime(moment) => date(moment).map_or(Data::Other("a moment"), Data::Date),
        DeValue::Array(items) => Data::Array(
            items
                .iter()
                .map(|item| node(item.get_ref(), item.span(), item.span()))
                .collect(),
        ),
        DeValue::Table(inside) => Data::Table(table(inside, key)),
    };
    Node { data, span }
}

fn date(moment: &toml::value::Datetime) -> Option<NaiveDate> {
    match (moment.date, moment.time, moment.offset) {
        (Some(date), None, None) => NaiveDate::from_ymd_opt(
            i32::from(date.year),
            u32::from(date.month),
            u32::from(date.day),
        ),
        _ => None,
    }
}
