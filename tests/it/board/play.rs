//! A board on a free port, and what stands in for a browser.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use draaiboek::catalog::Catalog;
use draaiboek::web::{Board, Options, Stop};

/// What a browser sends along with its own forms.
pub const OWN: &str = "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n";

/// A board on a free port, and a browser that keeps its cookie.
pub struct Play {
    pub address: SocketAddr,
    pub cookie: String,
    /// Of the certificate on the address for the team.
    pub fingerprint: String,
    pub folder: Arc<tempfile::TempDir>,
    pub incident: String,
    pub stop: Stop,
    /// Where it is open for the team.
    pub team: SocketAddr,
    pub thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
pub struct Answer {
    pub body: String,
    pub head: String,
    pub status: u16,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// Returns the value of a hidden field of the first form that has it.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&mark).expect("a hidden field");
        rest.split('"').next().expect("a value").to_owned()
    }
}

impl Drop for Play {
    fn drop(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Play {
    /// Opens a board and starts an incident on it, with the log keeper at the browser.
    pub fn started() -> Play {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let mut play = Play::open(folder);
        play.begin();
        play
    }

    /// Opens a board on a folder.
    pub fn open(folder: Arc<tempfile::TempDir>) -> Play {
        Play::open_with(folder, None)
    }

    /// Opens a board on a folder, with copies in another.
    pub fn open_with(folder: Arc<tempfile::TempDir>, mirror: Option<PathBuf>) -> Play {
        let board = Board::open(Options {
            catalog: Catalog::open(None).expect("the texts inside"),
            folder: folder.path().to_owned(),
            lan: vec![Ipv4Addr::LOCALHOST.into()],
            mirror,
            port: 0,
        })
        .expect("a free port");
        let (address, stop) = (board.address().expect("an address"), board.stop());
        let (team, fingerprint) = board.team().remove(0);
        let thread = thread::spawn(move || board.run().expect("it serves"));
        Play {
            address,
            cookie: String::new(),
            fingerprint,
            folder,
            incident: String::new(),
            stop,
            team,
            thread: Some(thread),
        }
    }

    /// Starts an incident.
    pub fn begin(&mut self) {
        let play = self;
        let form = [
            ("nonce", "0"),
            ("clock", "right"),
            ("kind", "oefening"),
            ("playbook", "online-ordeverstoring"),
            ("title", "Oproep <b>Kerkplein</b>"),
            ("name", "Rol 1"),
        ];
        let started = play.post("/", &form);
        assert_eq!(started.status, 303, "{}", started.body);
        let to = started.header("location").expect("a page to go to");
        play.incident = to.trim_end_matches("/wie").to_owned();
        // The same form once more starts nothing.
        assert_eq!(play.post("/", &form).header("location"), Some(to));
        let cookie = started.header("set-cookie").expect("a cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        play.cookie = cookie.split(';').next().expect("a pair").to_owned();
    }

    pub fn send(&self, request: &str) -> Answer {
        exchange(connect(self.address), request)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&get(self.address, &self.cookie, path))
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, OWN)
    }

    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &str) -> Answer {
        self.send(&post(self.address, &self.cookie, path, fields, headers))
    }

    /// Returns a file of the incident: the head of the answer and its bytes.
    pub fn file(&self, rest: &str) -> (String, Vec<u8>) {
        let path = format!("{}{rest}", self.incident);
        let request = get(self.address, &self.cookie, &path);
        exchange_bytes(connect(self.address), request.as_bytes())
    }

    pub fn page(&self, rest: &str) -> Answer {
        self.get(&format!("{}{rest}", self.incident))
    }

    pub fn fill(&self, rest: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(&format!("{}{rest}", self.incident), fields)
    }
}

/// Connects, and waits no longer than a while for an answer.
pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    let timeout = Some(Duration::from_secs(60));
    stream.set_read_timeout(timeout).expect("a timeout");
    stream
}

/// Sends a request and reads the whole answer.
pub fn exchange(stream: impl Read + Write, request: &str) -> Answer {
    let (head, body) = exchange_bytes(stream, request.as_bytes());
    Answer {
        body: String::from_utf8(body).expect("text"),
        status: head[9..12].parse().expect("a status"),
        head,
    }
}

/// Sends a request and reads the head of the answer and its bytes.
pub fn exchange_bytes(mut stream: impl Read + Write, request: &[u8]) -> (String, Vec<u8>) {
    // The board may answer, and hang up, before it has read everything.
    let _ = stream.write_all(request);
    let _ = stream.flush();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.expect("a head and a body");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
    (head, bytes.split_off(end + 4))
}

/// Returns how a page is asked for.
pub fn get(address: SocketAddr, cookie: &str, path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    )
}

/// Returns how a form is handed in.
pub fn post(
    address: SocketAddr,
    cookie: &str,
    path: &str,
    fields: &[(&str, &str)],
    headers: &str,
) -> String {
    let body = form(fields);
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n{headers}Connection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Returns a form as it is sent.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter();
    let pairs = pairs.map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
