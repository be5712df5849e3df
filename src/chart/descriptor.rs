//! Event names and the descriptors that match them (SCXML 3.12.1); knows names, never states or transitions.

use std::collections::BTreeMap;

use super::EventId;

/// The name that stands for every event not known by a name of its own.
pub(super) const ANY: &str = "*";

/// Event names and their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Events {
    names: Vec<String>,
    numbers: BTreeMap<String, EventId>,
}

impl Events {
    /// Returns the number of this name, giving it one when it has none.
    pub(super) fn intern(&mut self, name: &str) -> EventId {
        if let Some(&event) = self.numbers.get(name) {
            return event;
        }
        let event = EventId::capped(self.names.len());
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), event);
        event
    }

    /// Returns the event that transitions see when this name arrives: itself, or else its longest known prefix.
    ///
    /// Every descriptor is known by its own name, so whatever matches the name also matches that prefix.
    pub(super) fn resolve(&self, name: &str) -> Option<EventId> {
        let mut prefix = name;
        loop {
            if let Some(&event) = self.numbers.get(prefix) {
                return Some(event);
            }
            match prefix.rsplit_once('.') {
                Some((shorter, _)) => prefix = shorter,
                None => return self.numbers.get(ANY).copied(),
            }
        }
    }

    pub(super) fn exact(&self, name: &str) -> Option<EventId> {
        self.numbers.get(name).copied()
    }

    pub(super) fn name(&self, event: EventId) -> &str {
        &self.names[event.index()]
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }
}

/// Returns the descriptor without the endings that do not change what it matches, or `None` when it is malformed.
pub(super) fn normalise(descriptor: &str) -> Option<&str> {
    if descriptor == ANY {
        return Some(ANY);
    }
    let bare = descriptor
        .strip_suffix(".*")
        .or_else(|| descriptor.strip_suffix('.'))
        .unwrap_or(descriptor);
    is_name(bare).then_some(bare)
}

/// Returns whether this can be the name of an event.
pub(super) fn is_name(name: &str) -> bool {
    name.split('.').all(|token| {
        !token.is_empty() && !token.contains(|letter: char| letter == '*' || letter.is_whitespace())
    })
}

/// Returns whether a normalised descriptor matches an event name: equal, or a prefix that ends at a dot.
pub(super) fn matches(descriptor: &str, name: &str) -> bool {
    descriptor == ANY
        || name
            .strip_prefix(descriptor)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_match_whole_tokens() {
        for (descriptor, name, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.b.c", true),
            ("a.*", "a.b", true),
            ("a.*", "a", true),
            ("a.", "a.b", true),
            ("*", "anything.at.all", true),
            ("a.b", "a.bc", false),
            ("a.b", "a", false),
        ] {
            let bare = normalise(descriptor).expect("the descriptor is well-formed");
            assert_eq!(matches(bare, name), expected, "{descriptor} on {name}");
        }
        for malformed in ["", ".", "a..b", "a b", "a.*.b", "*.a", ".*"] {
            assert_eq!(normalise(malformed), None, "{malformed}");
        }
    }

    #[test]
    fn an_unknown_name_is_seen_as_its_longest_known_prefix() {
        let mut events = Events::default();
        events.intern("a.b");
        events.intern("a");
        let seen = |events: &Events, name: &str| {
            events
                .resolve(name)
                .map(|event| events.name(event).to_owned())
        };
        assert_eq!(seen(&events, "a.b.c.d").as_deref(), Some("a.b"));
        assert_eq!(seen(&events, "a.x").as_deref(), Some("a"));
        assert_eq!(seen(&events, "x"), None);
        events.intern(ANY);
        assert_eq!(seen(&events, "x.y").as_deref(), Some(ANY));
    }
}
