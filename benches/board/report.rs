//! What was measured, as a table.

use std::time::{Duration, Instant};

use crate::Load;
use crate::client::{Seen, Written};

/// What was measured besides the entries.
#[derive(Default)]
pub struct Report {
    /// How many lines that were acknowledged are in the file.
    pub counted: usize,
    idle: Option<u64>,
    /// The most memory that the board held.
    pub memory: Option<u64>,
    pages: Vec<(String, Duration, Duration)>,
}

impl Report {
    /// Keeps how long a page takes when nothing else happens.
    pub fn page(&mut self, name: &str, times: &[Duration]) {
        self.pages
            .push((name.to_owned(), part(times, 50), part(times, 99)));
    }

    /// Keeps the memory with all screens open, before anyone enters anything.
    pub fn idle(&mut self, memory: Option<u64>) {
        self.idle = memory;
    }

    /// Prints everything.
    pub fn print(&self, load: &Load, written: &[Written], seen: &[Seen]) {
        let Load {
            entries,
            rounds,
            screens,
            writers,
        } = load;
        println!(
            "{screens} screens, {writers} people who enter at once, {rounds} times, after {entries} entries"
        );
        let heard: Vec<&[(Instant, u64)]> = seen.iter().map(|seen| &*seen.heard).collect();
        let read: Vec<&[(Instant, u64)]> = seen.iter().map(|seen| &*seen.read).collect();
        for (name, moments) in [("told", heard), ("page read", read)] {
            let each: Vec<Vec<Duration>> = written
                .iter()
                .map(|one| moments.iter().map(|moments| since(one, moments)).collect())
                .collect();
            let last: Vec<Duration> = each
                .iter()
                .filter_map(|each| each.iter().max().copied())
                .collect();
            let all: Vec<Duration> = each.into_iter().flatten().collect();
            line(&format!("acknowledged → a screen, {name}"), &all);
            line(&format!("acknowledged → every screen, {name}"), &last);
        }
        for (name, middle, high) in &self.pages {
            println!(
                "{:<42} p50 {:>8.1?}  p99 {:>8.1?}",
                format!("page of {entries} entries, {name}"),
                middle,
                high
            );
        }
        for (name, memory) in [
            ("memory, screens open", self.idle),
            ("memory, the most", self.memory),
        ] {
            match memory {
                Some(bytes) => println!("{name:<42} {:.1} MB", bytes as f64 / 1e6),
                None => println!("{name:<42} not told by this system"),
            }
        }
        println!(
            "{:<42} {} of {}, and the file verifies",
            "lines kept",
            self.counted,
            written.len()
        );
        assert_eq!(
            self.counted,
            written.len(),
            "a line that was acknowledged is gone"
        );
    }
}

/// Returns how long after its acknowledgement a screen knew of an entry.
fn since(one: &Written, moments: &[(Instant, u64)]) -> Duration {
    let known = moments.iter().find(|(_, head)| *head >= one.seq);
    let (moment, _) = known.expect("every screen knows of every entry");
    // A screen may be quicker than the person who entered it.
    moment.saturating_duration_since(one.acknowledged)
}

fn line(name: &str, times: &[Duration]) {
    println!(
        "{name:<42} p50 {:>8.1?}  p99 {:>8.1?}",
        part(times, 50),
        part(times, 99)
    );
}

/// Returns the time below which so many of a hundred are.
fn part(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or_default()
}
