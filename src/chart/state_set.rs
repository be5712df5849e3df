//! A set of states of fixed size: copied like a number, combined in a few instructions, never on the heap.

use std::fmt;
use std::ops::{BitAnd, BitOr, BitOrAssign, Sub};

use super::StateId;

/// The most states a chart can have, history states included.
///
/// Four words of 64 bits: room for a playbook nobody could oversee any more, small enough to copy on every step.
pub const MAXIMUM_STATES: usize = 256;

const WORDS: usize = MAXIMUM_STATES / 64;

/// A set of states; its order is document order.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateSet {
    words: [u64; WORDS],
}

impl StateSet {
    /// The set without states.
    pub const EMPTY: Self = Self { words: [0; WORDS] };

    /// Adds a state and returns whether it was absent.
    pub fn insert(&mut self, state: StateId) -> bool {
        let (word, bit) = place(state);
        let absent = self.words[word] & bit == 0;
        self.words[word] |= bit;
        absent
    }

    /// Removes a state and returns whether it was present.
    pub fn remove(&mut self, state: StateId) -> bool {
        let (word, bit) = place(state);
        let present = self.words[word] & bit != 0;
        self.words[word] &= !bit;
        present
    }

    /// Returns whether the state is in the set.
    pub fn contains(&self, state: StateId) -> bool {
        let (word, bit) = place(state);
        self.words[word] & bit != 0
    }

    /// Returns whether the set has no states.
    pub fn is_empty(&self) -> bool {
        self.words.iter().fold(0, |all, word| all | word) == 0
    }

    /// Returns the number of states in the set.
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Returns whether the two sets share a state.
    pub fn intersects(&self, other: &Self) -> bool {
        !(*self & *other).is_empty()
    }

    /// Returns whether every state of this set is in the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        (*self - *other).is_empty()
    }

    /// Returns the states that are in either set.
    pub fn union(&self, other: &Self) -> Self {
        *self | *other
    }

    /// Returns the states in document order; reversed, children come before their parents.
    pub fn iter(&self) -> Iter {
        Iter { left: *self }
    }
}

/// The states of a set, in document order from the front and reversed from the back.
#[derive(Clone, Debug)]
pub struct Iter {
    left: StateSet,
}

impl Iterator for Iter {
    type Item = StateId;

    fn next(&mut self) -> Option<StateId> {
        for (index, word) in self.left.words.iter_mut().enumerate() {
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                return StateId::from_index(index * 64 + bit);
            }
        }
        None
    }
}

impl DoubleEndedIterator for Iter {
    fn next_back(&mut self) -> Option<StateId> {
        for (index, word) in self.left.words.iter_mut().enumerate().rev() {
            if *word != 0 {
                let bit = 63 - word.leading_zeros() as usize;
                *word &= !(1 << bit);
                return StateId::from_index(index * 64 + bit);
            }
        }
        None
    }
}

impl IntoIterator for StateSet {
    type Item = StateId;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}

impl IntoIterator for &StateSet {
    type Item = StateId;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}

impl Extend<StateId> for StateSet {
    fn extend<I: IntoIterator<Item = StateId>>(&mut self, states: I) {
        for state in states {
            self.insert(state);
        }
    }
}

impl FromIterator<StateId> for StateSet {
    fn from_iter<I: IntoIterator<Item = StateId>>(states: I) -> Self {
        let mut set = Self::EMPTY;
        set.extend(states);
        set
    }
}

impl BitAnd for StateSet {
    type Output = Self;

    fn bitand(mut self, other: Self) -> Self {
        for (word, with) in self.words.iter_mut().zip(other.words) {
            *word &= with;
        }
        self
    }
}

impl BitOr for StateSet {
    type Output = Self;

    fn bitor(mut self, other: Self) -> Self {
        self |= other;
        self
    }
}

impl BitOrAssign for StateSet {
    fn bitor_assign(&mut self, other: Self) {
        for (word, with) in self.words.iter_mut().zip(other.words) {
            *word |= with;
        }
    }
}

impl Sub for StateSet {
    type Output = Self;

    fn sub(mut self, other: Self) -> Self {
        for (word, without) in self.words.iter_mut().zip(other.words) {
            *word &= !without;
        }
        self
    }
}

impl fmt::Debug for StateSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_set()
            .entries(self.iter().map(StateId::index))
            .finish()
    }
}

/// Returns the word and the bit of a state; the mask proves to the compiler that the word exists.
fn place(state: StateId) -> (usize, u64) {
    let index = state.index();
    ((index / 64) & (WORDS - 1), 1 << (index % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(indices: &[usize]) -> StateSet {
        indices
            .iter()
            .filter_map(|&index| StateId::from_index(index))
            .collect()
    }

    #[test]
    fn states_come_out_in_document_order_across_words_and_reversed() {
        let states = set(&[200, 3, 64, 63, 255]);
        assert_eq!(format!("{states:?}"), "{3, 63, 64, 200, 255}");
        let back: Vec<usize> = states.iter().rev().map(StateId::index).collect();
        assert_eq!(back, [255, 200, 64, 63, 3]);
        assert_eq!(states.len(), 5);
    }

    #[test]
    fn sets_combine() {
        let (left, right) = (set(&[1, 70, 130]), set(&[70, 131]));
        assert!(left.intersects(&right));
        assert_eq!(left & right, set(&[70]));
        assert_eq!(left - right, set(&[1, 130]));
        assert_eq!(left.union(&right), set(&[1, 70, 130, 131]));
        assert!(set(&[70]).is_subset(&left) && !right.is_subset(&left));
        let mut one = set(&[9]);
        let nine = one.iter().next().expect("one state was put in");
        assert!(!one.insert(nine) && one.remove(nine) && !one.remove(nine));
        assert!(one.is_empty());
    }
}
