//! The description of a format; it never touches a text.

use crate::fact::item;

/// Which keys a table has.
#[derive(Debug)]
pub struct Shape {
    /// Groups of keys of which at most one may be there; a `false` does not count.
    pub at_most_one: &'static [&'static [&'static str]],
    /// The keys, in the order in which the documentation names them.
    pub keys: &'static [Key],
    /// Keys of which exactly one must be there; empty when there is no such choice.
    pub one_of: &'static [&'static str],
}

/// One key of a table.
#[derive(Debug)]
pub struct Key {
    /// What it is for, in one sentence.
    pub doc: &'static str,
    /// The name.
    pub name: &'static str,
    /// Whether it must be there, and for a text whether it must say something.
    pub required: bool,
    /// What it takes.
    pub takes: Takes,
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Anything; whoever reads it checks it.
    Any,
    /// Yes or no.
    Bool,
    /// A list of conditions, one per line.
    Conditions,
    /// A table from id to a list of conditions.
    ConditionsOf(Alphabet),
    /// A calendar date.
    Date,
    /// A stretch of time such as `30m`.
    Duration,
    /// The fields of a record: a table from id to the name of a kind, or to a list of choices.
    Fields,
    /// One id.
    Id(Alphabet),
    /// One id or a list of ids.
    IdOrIds(Alphabet),
    /// A list of ids.
    Ids(Alphabet),
    /// A whole number, from 0 on.
    Integer,
    /// A table from id to text.
    Labels,
    /// A table from id to a table.
    Named(Alphabet, &'static Shape),
    /// A table.
    Table(&'static Shape),
    /// A list of tables.
    Tables(&'static Shape),
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// The format and its version, which must be this one.
    Version(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
}

/// What an id is made of, besides lower-case letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Hyphens and underscores.
    Any,
    /// Hyphens: ids of law.
    Hyphen,
    /// Hyphens and underscores, and the number of a record behind it: one of many.
    Item,
    /// Underscores, with a letter first: ids of a playbook, which can be names in a template.
    Underscore,
}

/// Returns a key that must be there.
pub const fn must(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key {
        doc,
        name,
        required: true,
        takes,
    }
}

/// Returns a key that may be absent.
pub const fn may(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key {
        doc,
        name,
        required: false,
        takes,
    }
}

impl Shape {
    /// Returns a shape with these keys and no rules between them.
    pub const fn of(keys: &'static [Key]) -> Self {
        Shape {
            at_most_one: &[],
            keys,
            one_of: &[],
        }
    }

    /// Returns a key.
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// Returns the format and its version, for the shape of a whole file.
    pub fn version(&self) -> Option<&'static str> {
        self.keys.iter().find_map(|key| match key.takes {
            Takes::Version(version) => Some(version),
            _ => None,
        })
    }
}

impl Takes {
    /// Returns what is taken, as a message says it.
    pub fn expected(&self) -> String {
        match self {
            Takes::Any => "a value".to_owned(),
            Takes::Bool => "`true` or `false`".to_owned(),
            Takes::Conditions => "a list of conditions, such as [\"… known\"]".to_owned(),
            Takes::ConditionsOf(_) => "a table such as { a = [\"… known\"] }".to_owned(),
            Takes::Date => "a date such as 2026-11-22, without quotes".to_owned(),
            Takes::Duration => "a duration such as \"30m\", \"4h\" or \"2d\"".to_owned(),
            Takes::Fields => {
                "a table such as { naam = \"person\", rol = [\"a\", \"b\"] }".to_owned()
            }
            Takes::Id(_) => "an id in quotes".to_owned(),
            Takes::IdOrIds(_) => "an id in quotes, or a list of ids".to_owned(),
            Takes::Ids(_) => "a list of ids, such as [\"a\", \"b\"]".to_owned(),
            Takes::Integer => "a whole number, from 0 on".to_owned(),
            Takes::Labels => "a table of texts, such as { a = \"Woorden\" }".to_owned(),
            Takes::Named(..) => "a table of tables, each under its id".to_owned(),
            Takes::Table(_) => "a table".to_owned(),
            Takes::Tables(_) => {
                "a list of tables, each under a header in double brackets".to_owned()
            }
            Takes::Text => "a text in quotes".to_owned(),
            Takes::Texts => "a list of texts, such as [\"een tekst\", \"nog een\"]".to_owned(),
            Takes::Version(version) => format!("the text \"{version}\""),
            Takes::Word(words) => format!("one of {}", super::quoted(words)),
        }
    }
}

impl Alphabet {
    /// Tells whether a text is an id.
    pub fn allows(self, id: &str) -> bool {
        let first = id.bytes().next();
        let id = match self {
            Alphabet::Item => item::of_all(id),
            _ => id,
        };
        let starts = match self {
            Alphabet::Underscore => first.is_some_and(|b| b.is_ascii_lowercase()),
            _ => first.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
        };
        starts && id.bytes().all(|byte| self.has(byte))
    }

    /// Returns what it allows, as a hint says it.
    pub fn words(self) -> &'static str {
        match self {
            Alphabet::Any => "use lower-case letters, digits, hyphens and underscores",
            Alphabet::Hyphen => "use lower-case letters, digits and hyphens",
            Alphabet::Item => {
                "use lower-case letters, digits, hyphens and underscores; for one record of a list \
                 with its number behind it, such as `herstellen#2`"
            }
            Alphabet::Underscore => {
                "use lower-case letters, digits and underscores, with a letter first"
            }
        }
    }

    /// Returns the regular expression of JSON Schema.
    pub fn pattern(self) -> &'static str {
        match self {
            Alphabet::Any => "^[a-z0-9][a-z0-9_-]*$",
            Alphabet::Hyphen => "^[a-z0-9][a-z0-9-]*$",
            Alphabet::Item => "^[a-z0-9][a-z0-9_-]*(#[1-9][0-9]*)?$",
            Alphabet::Underscore => "^[a-z][a-z0-9_]*$",
        }
    }

    /// Returns the nearest text that is an id, when there is one.
    pub fn nearest(self, text: &str) -> Option<String> {
        let joint = if self == Alphabet::Hyphen { '-' } else { '_' };
        let id: String = text
            .trim()
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| match c {
                'é' | 'è' | 'ë' | 'ê' => 'e',
                'ï' | 'í' => 'i',
                'ö' | 'ó' => 'o',
                'ü' | 'ú' => 'u',
                'ä' | 'á' | 'à' => 'a',
                ' ' | '-' | '_' if !(c == '-' && self == Alphabet::Any) => joint,
                other => other,
            })
            .collect();
        self.allows(&id).then_some(id)
    }

    fn has(self, byte: u8) -> bool {
        match byte {
            b'_' => self != Alphabet::Hyphen,
            b'-' => self != Alphabet::Underscore,
            _ => byte.is_ascii_lowercase() || byte.is_ascii_digit(),
        }
    }
}
