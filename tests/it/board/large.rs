//! Files larger than the board keeps, sent to the program itself: it says so, goes on, and never holds
//! what it does not keep.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use super::play::{Answer, connect, exchange, form};
use super::takeover::Program;

/// The most memory that a file of any size may take more than one that is just too large.
const MORE: u64 = 64 << 20;
/// The most memory of the program with a file of the largest size on its way to the log.
const MOST: u64 = 512 << 20;

/// Sends a file of so many MB of nothing, a piece at a time.
fn send(program: &Program, cookie: &str, path: &str, megabytes: usize) -> Answer {
    let host = program.address;
    let start = "--grens\r\nContent-Disposition: form-data; name=\"file\"; \
                 filename=\"opname.mov\"\r\n\r\n";
    let end = "\r\n--grens--\r\n";
    let length = start.len() + (megabytes << 20) + end.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nOrigin: null\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=grens\r\nContent-Length: {length}\r\n\r\n{start}"
    );
    let mut stream = connect(host);
    // The answer is read beside it: the board may give one before everything was sent.
    let mut answers = stream.try_clone().expect("the same connection");
    let answer = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = answers.read_to_end(&mut bytes);
        bytes
    });
    let piece = vec![0; 1 << 20];
    let mut sent = stream.write_all(head.as_bytes());
    for _ in 0..megabytes {
        sent = sent.and_then(|()| stream.write_all(&piece));
    }
    let _ = sent.and_then(|()| stream.write_all(end.as_bytes()));
    let text = String::from_utf8(answer.join().expect("it was read")).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    Answer {
        body: body.to_owned(),
        head: head.to_owned(),
        status: head[9..12].parse().expect("a status"),
    }
}

/// Returns the most memory that the program held, where the system tells.
fn most_held(program: &Program) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", program.child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes << 10)
}

#[test]
fn a_file_that_is_too_large_gets_a_page_and_the_board_goes_on_with_no_more_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let binary = Path::new(env!("CARGO_BIN_EXE_draaiboek"));
    let arguments = ["board", ".", "--port", "0", "--no-open"];
    let program = Program::start(binary, folder.path(), &arguments);
    let host = program.address;
    let body = form(&[
        ("clock", "right"),
        ("kind", "oefening"),
        ("playbook", "online-ordeverstoring"),
        ("name", "Rol 1"),
    ]);
    let request = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nOrigin: null\r\n\
         Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let started = exchange(connect(host), &request);
    assert_eq!(started.status, 303, "{}", started.body);
    let cookie = started.header("set-cookie").expect("a cookie");
    let cookie = cookie.split(';').next().expect("a pair");
    let to = started.header("location").expect("a page");
    let incident = to.trim_end_matches("/wie").to_owned();
    let evidence = format!("{incident}/bewijs");
    let paper = format!("{incident}/stuk/waarschuwingsbrief/gedaan/submitted");
    let turned_away = |path: &str, megabytes: usize, status: u16| {
        let answer = send(&program, cookie, path, megabytes);
        let what = format!("{path} {megabytes}: {}", answer.body);
        assert_eq!(answer.status, status, "{what}");
        assert!(answer.body.contains("te groot: hooguit 64 MB"), "{what}");
    };
    turned_away(&evidence, 65, 422);
    turned_away(&paper, 65, 413);
    let before = most_held(&program);
    turned_away(&evidence, 300, 413);
    turned_away(&paper, 300, 413);
    let after = most_held(&program);
    // The largest that is kept is taken in all the same.
    let kept = send(&program, cookie, &evidence, 63);
    assert_eq!(kept.status, 303, "{}", kept.body);
    assert!(
        program
            .page(&format!("{incident}/logboek"))
            .contains("opname.mov")
    );
    match (before, after, most_held(&program)) {
        (Some(before), Some(after), Some(most)) => {
            let held = [before, after, most].map(|bytes| bytes >> 20);
            assert!(after - before < MORE && most < MOST, "{held:?} MB");
        }
        _ => eprintln!("SKIPPED: this system does not tell how much memory a program holds"),
    }
}
