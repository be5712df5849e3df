//! Lays two sequences over each other: what is in both, what changed, what came and what went.
//!
//! Keeps the order of both; what moved is deleted in one place and inserted in the other.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How many pairs of a replaced stretch are looked at; in a longer one nothing is shown as changed.
const MAXIMUM_PAIRS: usize = 10_000;

/// One step through two sequences.
#[derive(Debug)]
pub(super) enum Pair<'a, T> {
    /// What was, and what it became.
    Changed(&'a T, &'a T),
    /// Only in the old sequence.
    Deleted(&'a T),
    /// Only in the new sequence.
    Inserted(&'a T),
    /// In both.
    Same(&'a T),
}

/// Returns the steps through two sequences; `is_pair` tells whether one thing can have become the other.
pub(super) fn align<'a, T: Eq + Hash>(
    old: &'a [T],
    new: &'a [T],
    is_pair: impl Fn(&T, &T) -> bool,
) -> Vec<Pair<'a, T>> {
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        let (old, new) = (&old[operation.old_range()], &new[operation.new_range()]);
        match operation {
            DiffOp::Equal { .. } => pairs.extend(new.iter().map(Pair::Same)),
            _ => replaced(old, new, &is_pair, &mut pairs),
        }
    }
    pairs
}

/// Pairs as many of a replaced stretch as go together without changing their order.
fn replaced<'a, T>(
    old: &'a [T],
    new: &'a [T],
    is_pair: &impl Fn(&T, &T) -> bool,
    pairs: &mut Vec<Pair<'a, T>>,
) {
    let is_looked_at = old.len() * new.len() <= MAXIMUM_PAIRS;
    let (height, width) = match is_looked_at {
        true => (old.len(), new.len()),
        false => (0, 0),
    };
    let fits: Vec<Vec<bool>> = old[..height]
        .iter()
        .map(|old| new[..width].iter().map(|new| is_pair(old, new)).collect())
        .collect();
    // The most pairs that can still be made from each place on.
    let mut most = vec![vec![0usize; width + 1]; height + 1];
    for at in (0..height).rev() {
        for to in (0..width).rev() {
            let paired = most[at + 1][to + 1] + usize::from(fits[at][to]);
            most[at][to] = paired.max(most[at + 1][to]).max(most[at][to + 1]);
        }
    }
    let (mut at, mut to) = (0, 0);
    while at < height && to < width {
        if fits[at][to] && most[at][to] == most[at + 1][to + 1] + 1 {
            pairs.push(Pair::Changed(&old[at], &new[to]));
            (at, to) = (at + 1, to + 1);
        } else if most[at][to] == most[at + 1][to] {
            pairs.push(Pair::Deleted(&old[at]));
            at += 1;
        } else {
            pairs.push(Pair::Inserted(&new[to]));
            to += 1;
        }
    }
    pairs.extend(old[at..].iter().map(Pair::Deleted));
    pairs.extend(new[to..].iter().map(Pair::Inserted));
}
