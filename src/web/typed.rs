//! What was typed in a form, as it came.
//!
//! Kept until it is saved: a page that comes back shows it in the same fields.

use std::collections::BTreeMap;

use crate::runtime::sha256;

/// What was typed in a form: each field with its values in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// Returns what was typed, from the pairs of a form.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Typed {
        let mut typed = Typed::default();
        for (field, value) in pairs {
            // A browser ends the lines of a text in a way of its own.
            let value = value.replace("\r\n", "\n");
            typed.0.entry(field).or_default().push(value);
        }
        typed
    }

    /// Returns what a field holds; an empty text when it is not there.
    pub fn get(&self, field: &str) -> &str {
        self.all(field).first().map_or("", String::as_str)
    }

    /// Returns everything a field holds.
    pub fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// Tells whether a field has this value among its own.
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.all(field).iter().any(|known| known == value)
    }

    /// Returns a field without the spaces around it; nothing when that leaves nothing.
    pub fn text(&self, field: &str) -> Option<String> {
        let text = self.get(field).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Tells whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns every field with each of its values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.0.iter();
        fields
            .flat_map(|(field, values)| values.iter().map(|value| (field.as_str(), value.as_str())))
    }

    /// Returns the last entry that the page showed.
    pub fn head(&self) -> Option<u64> {
        self.get("head").parse().ok()
    }

    /// Returns an id that is the same when the same page is sent twice with the same words.
    pub fn id(&self) -> String {
        let mut id = sha256(format!("{:?}", self.0).as_bytes());
        id.truncate(32);
        id
    }
}
