//! Entries in the order they were read, found by their id.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// Entries in order; no two have the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T> {
    items: Vec<T>,
    places: BTreeMap<String, usize>,
}

/// What has an id.
pub trait Identified {
    /// Returns the id.
    fn id(&self) -> &str;
}

impl<T: Identified> Entries<T> {
    /// Returns the entry with an id.
    pub fn find(&self, id: &str) -> Option<&T> {
        self.places.get(id).map(|place| &self.items[*place])
    }

    /// Adds an entry, in the place of the one with the same id if there is one.
    pub fn put(&mut self, item: T) {
        match self.places.get(item.id()) {
            Some(place) => self.items[*place] = item,
            None => {
                self.places.insert(item.id().to_owned(), self.items.len());
                self.items.push(item);
            }
        }
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Entries<T> {
        Entries {
            items: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl<T> Deref for Entries<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T: Identified> FromIterator<T> for Entries<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Entries<T> {
        let mut entries = Entries::default();
        for item in items {
            entries.put(item);
        }
        entries
    }
}

impl<'a, T> IntoIterator for &'a Entries<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: Serialize> Serialize for Entries<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.items.serialize(serializer)
    }
}
