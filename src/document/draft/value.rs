//! A value as it is printed: in words, with where it comes from, or as a visible mark where it is not known.
//!
//! Never becomes markup: every text of a person goes through [`escape`].

use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value as Jinja};
use minijinja::{Error, ErrorKind};

use crate::document::escape;
use crate::engine::ERASED;
use crate::fact::{Value, dutch, time};

/// A value as it is printed.
#[derive(Clone, Debug)]
pub(crate) enum Printed {
    /// A known value of a fact or of the municipality file.
    Fact {
        /// Where it comes from.
        path: String,
        /// In words.
        text: String,
        /// The value, for filters.
        value: Option<Value>,
    },
    /// A reference to a source of law.
    Law {
        /// The id.
        id: String,
        /// As a text refers to it.
        text: String,
    },
    /// Markdown of the program itself.
    Markup(String),
    /// A value that is not known.
    Missing {
        /// Where it would come from.
        path: String,
        /// The question that would fill it.
        question: String,
    },
    /// A remark; it prints nothing here.
    Remark(String),
    /// Words.
    Words {
        /// The words.
        text: String,
        /// The value, for filters.
        value: Option<Value>,
    },
}

impl Printed {
    /// Returns a known value; one without words is missing.
    pub(crate) fn known(path: &str, question: &str, text: String, value: Option<Value>) -> Self {
        match crate::document::clean(&text).is_empty() {
            true => Printed::missing(path, question),
            false => Printed::Fact {
                path: path.to_owned(),
                text,
                value,
            },
        }
    }

    /// Returns a value that is not known.
    pub(crate) fn missing(path: &str, question: &str) -> Self {
        Printed::Missing {
            path: path.to_owned(),
            question: question.to_owned(),
        }
    }

    /// Returns words.
    pub(crate) fn words(text: impl Into<String>) -> Self {
        Printed::Words {
            text: text.into(),
            value: None,
        }
    }

    /// Returns the Markdown.
    pub(crate) fn markdown(&self) -> String {
        match self {
            Printed::Fact { path, text, .. } => format!("[{}](feit:{path})", escape(text)),
            Printed::Law { id, text } => format!("[{}](wet:{id})", escape(text)),
            Printed::Markup(markdown) => markdown.clone(),
            Printed::Missing { path, question } => missing(path, question),
            Printed::Remark(_) => String::new(),
            Printed::Words { text, .. } => escape(text),
        }
    }

    /// Returns it as a value of a template.
    pub(crate) fn jinja(self) -> Jinja {
        Jinja::from_object(self)
    }

    fn map(&self, change: impl Fn(Option<&Value>, &str) -> Option<String>) -> Option<Printed> {
        let mut changed = self.clone();
        match &mut changed {
            Printed::Fact { text, value, .. } | Printed::Words { text, value } => {
                *text = change(value.as_ref(), text)?;
            }
            Printed::Missing { .. } => {}
            Printed::Law { .. } | Printed::Markup(_) | Printed::Remark(_) => return None,
        }
        Some(changed)
    }
}

impl Object for Printed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// The second net under the check of conditions: what is missing is not true.
    fn is_true(self: &Arc<Self>) -> bool {
        !matches!(**self, Printed::Missing { .. } | Printed::Remark(_))
    }
}

/// Returns the mark of a missing value, in Markdown.
pub(crate) fn missing(path: &str, question: &str) -> String {
    format!("[ONTBREEKT: {}](ontbreekt:{path})", escape(question))
}

/// Applies a filter.
pub(crate) fn filter(name: &str, value: &Jinja) -> Result<Jinja, Error> {
    let change = |known: Option<&Value>, text: &str| match (name, known) {
        ("hoofdletter", _) => Some(capitalised(text)),
        ("datum", Some(Value::Date(day))) => Some(dutch::date(*day)),
        ("datum", Some(Value::Datetime(at))) => Some(dutch::date(time::to_civil(*at).date())),
        ("dag", Some(Value::Date(day))) => Some(dutch::weekday_date(*day)),
        ("dag", Some(Value::Datetime(at))) => Some(dutch::weekday_date(time::to_civil(*at).date())),
        ("tijd", Some(Value::Datetime(at))) => Some(format!("{} uur", dutch::clock(*at))),
        // The name of an erased value stands where the value stood.
        (_, Some(Value::Text(erased))) if erased == ERASED => Some(text.to_owned()),
        _ => None,
    };
    if let Some(printed) = value.downcast_object_ref::<Printed>() {
        if let Some(changed) = printed.map(change) {
            return Ok(changed.jinja());
        }
    } else if let (Some(text), "hoofdletter") = (value.as_str(), name) {
        return Ok(Jinja::from(capitalised(text)));
    }
    let message = match name {
        "tijd" => "`tijd` needs a moment",
        "hoofdletter" => "`hoofdletter` needs words",
        _ => "the filter needs a date or a moment",
    };
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// Returns a text with a capital as its first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    match signs.next() {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => String::new(),
    }
}
