//! Killed processes, crowded files and full disks: what was acknowledged is there.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use draaiboek::store::{Error, Store, verify};

use super::support::{ROLE, Random, TARGET, new_row, process, scratch};

const KILLS: usize = 40;
const WRITERS: usize = 8;
const APPENDS_PER_WRITER: usize = 25;

/// Plays a part in the tests below when it is started by them, and does nothing otherwise.
#[test]
fn helper_process() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let target = std::env::var(TARGET).unwrap();
    match role.as_str() {
        "append until killed" => append_without_end(Path::new(&target)),
        "fill the disk" => fill_the_disk(Path::new(&target)),
        writer => append_in_a_crowd(Path::new(&target), writer),
    }
}

fn helper() -> String {
    let (_, module) = module_path!().split_once("::").unwrap();
    format!("{module}::helper_process")
}

fn acknowledge(text: &str) {
    // A line of its own: the test harness has written the start of one.
    let mut output = std::io::stdout().lock();
    write!(output, "\nacknowledged {text}\n").unwrap();
    output.flush().unwrap();
}

fn acknowledged(output: &str) -> Vec<&str> {
    let lines = output.lines();
    lines
        .filter_map(|line| line.strip_prefix("acknowledged "))
        .collect()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_acknowledged() {
    let folder = scratch();
    let mut random = Random::new();
    let mut unfinished = 0;
    for round in 0..KILLS {
        let path = folder.path().join(format!("incident-{round}"));
        Store::create(&path, "i", &[]).unwrap();
        let mut child = process(&helper(), "append until killed", &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        while !text.contains("\nacknowledged ") {
            assert!(output.read_line(&mut text).unwrap() > 0, "{text}");
        }
        std::thread::sleep(Duration::from_micros(random.below(30_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        output.read_to_string(&mut text).unwrap();

        // Checking only reads, so it must not undo the write; opening does.
        let untouched = verify(&path);
        match untouched.stopped {
            Some(Error::UnfinishedWrite { .. }) => unfinished += 1,
            _ => assert!(untouched.is_whole(), "{untouched:?}"),
        }
        // A torn last line was not acknowledged: only a whole one was heard.
        let heard = text.rsplit_once('\n').unwrap().0;
        let acknowledged = acknowledged(heard);
        let store = Store::open(&path).unwrap();
        let rows = store.rows(0).unwrap();
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        for row in &rows {
            *parts.entry(row.command_id.parse().unwrap()).or_default() += 1;
            for hash in &row.attachments {
                assert!(store.attachment(hash).unwrap().is_some());
            }
        }
        for command in &acknowledged {
            assert!(
                parts.contains_key(&command.parse().unwrap()),
                "lost {command}"
            );
        }
        assert!(parts.len() <= acknowledged.len() + 1, "{parts:?}");
        for (command, count) in parts {
            assert_eq!(count, command % 3 + 1, "half of command {command}");
        }
        let report = verify(&path);
        assert!(report.is_whole(), "{report:?}");
    }
    println!("{unfinished} of {KILLS} kills left a write to undo");
}

fn append_without_end(path: &Path) {
    let mut store = Store::open(path).unwrap();
    let mut head = store.head().unwrap();
    for command in 0.. {
        let rows = vec![new_row(&"x".repeat(command * 37 % 5_000)); command % 3 + 1];
        let photo = vec![command as u8; command * 101 % 20_000 + 1];
        head = store
            .append_with(head, &command.to_string(), &rows, &[&photo])
            .unwrap();
        acknowledge(&command.to_string());
    }
}

#[test]
fn eight_processes_share_one_log() {
    let folder = scratch();
    let path = folder.path().join("i");
    Store::create(&path, "i", &[]).unwrap();
    let children: Vec<_> = (0..WRITERS)
        .map(|writer| {
            process(&helper(), &format!("writer-{writer}"), &path)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut acknowledgements = BTreeMap::new();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{text}");
        for line in acknowledged(&text) {
            let (command, seq) = line.split_once(' ').unwrap();
            let twice = acknowledgements.insert(seq.parse::<u64>().unwrap(), command.to_owned());
            assert_eq!(twice, None, "entry {seq} was acknowledged twice");
        }
    }
    assert_eq!(acknowledgements.len(), WRITERS * APPENDS_PER_WRITER);
    let rows = Store::open(&path).unwrap().rows(0).unwrap();
    let kept: BTreeMap<_, _> = rows
        .into_iter()
        .map(|row| (row.seq, row.command_id))
        .collect();
    assert_eq!(kept, acknowledgements);
    assert!(verify(&path).is_whole());
}

fn append_in_a_crowd(path: &Path, writer: &str) {
    let mut store = Store::open(path).unwrap();
    let mut head = store.head().unwrap();
    for number in 0..APPENDS_PER_WRITER {
        let command = format!("{writer}-{number}");
        let row = new_row(&command);
        head = loop {
            match store.append(head, &command, std::slice::from_ref(&row)) {
                Ok(head) => break head,
                Err(Error::Stale { since }) => head = since.last().unwrap().as_head(),
                Err(Error::Locked { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        };
        acknowledge(&format!("{command} {}", head.seq));
    }
}

#[test]
fn a_full_disk_keeps_the_log_and_goes_on_after_room() {
    let folder = scratch();
    let in_a_small_disk = |command: &str| {
        let script = format!("mount -t tmpfs -o size=1m none \"$0\" && {command}");
        let mut unshare = Command::new("unshare");
        unshare
            .args(["-Urm", "sh", "-c", &script])
            .arg(folder.path());
        unshare
    };
    let possible = in_a_small_disk("true").output();
    if !possible.is_ok_and(|output| output.status.success()) {
        println!("skipped: a small disk cannot be mounted here");
        return;
    }
    let ours = process(&helper(), "fill the disk", folder.path());
    let output = in_a_small_disk("exec \"$@\"")
        .arg(ours.get_program())
        .args(ours.get_args())
        .envs(
            ours.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(acknowledged(&text), ["everything"], "{text}");
}

fn fill_the_disk(folder: &Path) {
    let ballast = folder.join("ballast");
    std::fs::write(&ballast, vec![0; 400_000]).unwrap();
    let path = folder.join("i");
    let mut store = Store::create(&path, "i", &[]).unwrap();
    let mut head = store.head().unwrap();
    let row = new_row(&"x".repeat(3_000));
    let full = loop {
        match store.append(head, &format!("c{}", head.seq), std::slice::from_ref(&row)) {
            Ok(next) => head = next,
            Err(error) => break error,
        }
    };
    assert_eq!(full, Error::DiskFull { path: path.clone() });
    assert!(full.to_string().starts_with("not saved: "), "{full}");
    assert!(head.seq > 50, "{head:?}");
    assert_eq!(store.head().unwrap(), head);
    let copy = store.copy_to(folder.join("kopie")).unwrap_err();
    assert_eq!(
        copy,
        Error::DiskFull {
            path: folder.join("kopie")
        }
    );
    assert!(!folder.join("kopie").exists() && !folder.join("kopie.part-1").exists());
    assert!(verify(&path).is_whole());

    std::fs::remove_file(&ballast).unwrap();
    let next = store.append(head, "ruimte", &[row]).unwrap();
    assert_eq!(next.seq, head.seq + 1);
    store.close().unwrap();
    assert!(verify(&path).is_whole());

    // The same small disk serves as a read-only medium.
    let mount = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(folder)
        .status();
    if mount.is_ok_and(|status| status.success()) {
        assert!(matches!(Store::open(&path), Err(Error::ReadOnly { .. })));
        let reader = Store::open_read_only(&path).unwrap();
        assert_eq!(reader.rows(0).unwrap().len() as u64, next.seq);
        assert!(verify(&path).is_whole());
        let created = Store::create(folder.join("nieuw"), "n", &[]).unwrap_err();
        assert!(matches!(created, Error::ReadOnly { .. }), "{created}");
    }
    acknowledge("everything");
}
