//! Measures the board under a full room: many screens that follow one long incident, several people who enter at once.
//!
//! The board is the program itself, in a process of its own, on a folder of its own; the load comes over loopback and is
//! bounded. Each screen does what `board.js` does: it hears on its stream that there is an entry and reads its page again,
//! one page at a time. Measured is the time from an entry being acknowledged (the 303, which comes after the disk) until a
//! screen was told, and until it had read a page that shows the entry. At the end the log is counted and verified.

#![allow(
    clippy::disallowed_methods,
    reason = "a bench reads files, clocks and surroundings"
)]

mod client;
mod incident;
mod report;

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use client::{Screen, Told, Writer};
use report::Report;

/// How long everything together may take.
const LIMIT: Duration = Duration::from_secs(300);

/// What is played.
pub struct Load {
    /// Entries in the incident before anyone looks.
    pub entries: u64,
    /// How often everyone enters something at the same moment.
    pub rounds: usize,
    /// Screens that follow.
    pub screens: usize,
    /// People who enter.
    pub writers: usize,
}

impl Load {
    /// Reads `--screens 200 --writers 8 --entries 5000 --rounds 25`, each within its bounds.
    fn typed() -> Load {
        let typed: Vec<String> = env::args().collect();
        let number = |name: &str, usual: usize, most: usize| {
            let at = typed.iter().position(|word| word == name);
            let value = at.and_then(|at| typed.get(at + 1)?.parse().ok());
            value.unwrap_or(usual).clamp(1, most)
        };
        Load {
            entries: number("--entries", 5_000, 50_000) as u64,
            rounds: number("--rounds", 25, 200),
            screens: number("--screens", 200, 250),
            writers: number("--writers", 8, 32),
        }
    }
}

/// The board in a process of its own, which ends with this value.
struct Served {
    address: SocketAddr,
    process: Child,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Served {
    fn open(folder: &std::path::Path) -> Served {
        let mut process = Command::new(env!("CARGO_BIN_EXE_draaiboek"))
            .arg("board")
            .arg(folder)
            .args(["--port", "0", "--no-open"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the board starts");
        let stdout = process.stdout.take().expect("a pipe");
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says where it is");
        let address = line.trim().trim_start_matches("http://");
        let address = address.trim_end_matches('/').parse().expect("an address");
        Served { address, process }
    }

    /// Returns the most memory that it held, in bytes, where the system tells.
    fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    }
}

fn main() {
    // `cargo test --benches` only wants to know whether it starts.
    if env::args().any(|word| word == "--test") {
        return;
    }
    let load = Load::typed();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("last.draaiboek");
    let began = Instant::now();
    let id = incident::make(&file, load.entries);
    println!(
        "incident of {} entries made in {:.1?}",
        load.entries,
        began.elapsed()
    );

    let served = Served::open(folder.path());
    let path = format!("/i/{id}");
    let mut report = Report::default();
    for (name, rest) in [("Nu", ""), ("log", "/logboek")] {
        report.page(
            name,
            &client::pages(served.address, &format!("{path}{rest}"), 50),
        );
    }

    let told = Arc::new(Told::default());
    let screens: Vec<Screen> = (0..load.screens)
        .map(|at| {
            let rest = if at % 2 == 0 { "" } else { "/logboek" };
            Screen::open(served.address, &path, rest, Arc::clone(&told))
        })
        .collect();
    told.wait(load.screens, load.entries, began, LIMIT);
    report.idle(served.memory());

    let start = Arc::new(Barrier::new(load.writers + 1));
    let writers: Vec<_> = (0..load.writers)
        .map(|at| {
            let (start, rounds) = (Arc::clone(&start), load.rounds);
            let writer = Writer::open(served.address, &path, at);
            thread::spawn(move || writer.run(&start, rounds))
        })
        .collect();
    // Everyone enters at the same moment, then the room reads; the next moment comes when all have.
    for round in 1..=load.rounds {
        start.wait();
        let head = load.entries + (round * load.writers) as u64;
        told.wait(load.screens, head, began, LIMIT);
    }
    let written: Vec<_> = writers
        .into_iter()
        .flat_map(|writer| writer.join().expect("a writer"))
        .collect();
    report.memory = served.memory();
    let seen: Vec<_> = screens.into_iter().map(Screen::close).collect();
    drop(served);

    report.counted = incident::count(&file, &written);
    report.print(&load, &written, &seen);
}
