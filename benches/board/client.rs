//! Screens and people, over loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// An entry that was acknowledged.
pub struct Written {
    pub acknowledged: Instant,
    pub seq: u64,
    pub text: String,
}

/// When a screen knew of entries: each time with the last entry that it knew of then.
#[derive(Default)]
pub struct Seen {
    pub heard: Vec<(Instant, u64)>,
    pub read: Vec<(Instant, u64)>,
}

/// How far every screen has read.
#[derive(Default)]
pub struct Told {
    changed: Condvar,
    heads: Mutex<Vec<u64>>,
}

impl Told {
    fn join(&self) -> usize {
        let mut heads = self.heads.lock().expect("nobody panicked");
        heads.push(0);
        heads.len() - 1
    }

    fn tell(&self, screen: usize, head: u64) {
        self.heads.lock().expect("nobody panicked")[screen] = head;
        self.changed.notify_all();
    }

    /// Waits until every screen has read up to an entry.
    pub fn wait(&self, screens: usize, head: u64, began: Instant, limit: Duration) {
        let mut heads = self.heads.lock().expect("nobody panicked");
        while heads.len() < screens || heads.iter().any(|known| *known < head) {
            assert!(began.elapsed() < limit, "it takes too long: {heads:?}");
            let waited = self.changed.wait_timeout(heads, Duration::from_secs(1));
            heads = waited.expect("nobody panicked").0;
        }
    }
}

/// A connection that is kept open, as a browser does.
struct Line {
    address: SocketAddr,
    cookie: String,
    reader: BufReader<TcpStream>,
}

struct Answer {
    body: Vec<u8>,
    head: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Line {
    fn open(address: SocketAddr) -> Line {
        let stream = TcpStream::connect(address).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        Line {
            address,
            cookie: String::new(),
            reader: BufReader::with_capacity(64 << 10, stream),
        }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let form = match method {
            "POST" => format!(
                "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                 Content-Length: {}\r\n",
                body.len()
            ),
            _ => String::new(),
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n{form}\r\n{body}",
            self.address, self.cookie
        );
        self.reader
            .get_mut()
            .write_all(request.as_bytes())
            .expect("it is sent");
        let head = self.head();
        let mut answer = Answer {
            body: Vec::new(),
            head,
        };
        let length = answer
            .header("content-length")
            .and_then(|text| text.parse().ok());
        answer.body = vec![0; length.unwrap_or(0)];
        self.reader
            .read_exact(&mut answer.body)
            .expect("a whole answer");
        answer
    }

    fn head(&mut self) -> String {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let count = self.reader.read_line(&mut head).expect("an answer");
            assert!(count > 0, "it hung up: {head}");
        }
        head
    }
}

/// Returns how long a page takes, from asking to the last byte, so many times one after the other.
pub fn pages(address: SocketAddr, path: &str, times: usize) -> Vec<Duration> {
    let mut line = Line::open(address);
    // The first one opens the incident.
    line.ask("GET", path, "");
    let timed = |_| {
        let began = Instant::now();
        let answer = line.ask("GET", path, "");
        assert!(answer.head.starts_with("HTTP/1.1 200"), "{}", answer.head);
        began.elapsed()
    };
    (0..times).map(timed).collect()
}

/// A screen that follows the incident.
pub struct Screen {
    stream: TcpStream,
    thread: JoinHandle<Seen>,
}

impl Screen {
    /// Opens a page and listens.
    pub fn open(address: SocketAddr, path: &str, rest: &str, told: Arc<Told>) -> Screen {
        let at = told.join();
        let mut listening = Line::open(address);
        let request = format!("GET {path}/stroom HTTP/1.1\r\nHost: {address}\r\n\r\n");
        listening
            .reader
            .get_mut()
            .write_all(request.as_bytes())
            .expect("it is sent");
        let head = listening.head();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let stream = listening.reader.get_ref().try_clone().expect("a handle");
        let page = format!("{path}{rest}");
        let mut reading = Line::open(address);
        let thread = thread::Builder::new().stack_size(256 << 10).spawn(move || {
            let mut seen = Seen::default();
            while let Some(seq) = hear(&mut listening) {
                seen.heard.push((Instant::now(), seq));
                // What came while the last page was read is in it already.
                if seen.read.last().is_some_and(|(_, head)| *head >= seq) {
                    continue;
                }
                let head = shown(&reading.ask("GET", &page, "").body);
                seen.read.push((Instant::now(), head));
                told.tell(at, head);
            }
            seen
        });
        Screen {
            stream,
            thread: thread.expect("a thread"),
        }
    }

    /// Stops listening; returns what was seen.
    pub fn close(self) -> Seen {
        let _ = self.stream.shutdown(Shutdown::Both);
        self.thread.join().expect("a screen")
    }
}

/// Waits for an entry; returns nothing when the stream ends.
fn hear(line: &mut Line) -> Option<u64> {
    let mut text = String::new();
    loop {
        text.clear();
        match line.reader.read_line(&mut text) {
            Ok(0) | Err(_) => return None,
            Ok(_) => {}
        }
        if let Some(seq) = text.strip_prefix("data: seq ") {
            return seq.trim().parse().ok();
        }
    }
}

/// Returns the last entry that a page shows.
fn shown(page: &[u8]) -> u64 {
    let mark = b"data-head=\"";
    let at = page.windows(mark.len()).position(|window| window == mark);
    let rest = &page[at.expect("a page of an incident") + mark.len()..];
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// A person who enters.
pub struct Writer {
    at: usize,
    line: Line,
    path: String,
}

impl Writer {
    /// Says who it is.
    pub fn open(address: SocketAddr, path: &str, at: usize) -> Writer {
        let mut line = Line::open(address);
        let who = format!("role=loghouder&name=Rol+{at}");
        let answer = line.ask("POST", &format!("{path}/wie"), &who);
        let cookie = answer.header("set-cookie").expect("a cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        line.cookie = cookie;
        Writer {
            at,
            line,
            path: format!("{path}/logboek"),
        }
    }

    /// Enters a line each time that everyone does; returns what was acknowledged.
    pub fn run(mut self, start: &Barrier, rounds: usize) -> Vec<Written> {
        let mut written = Vec::new();
        for round in 0..rounds {
            let text = format!("Ronde {round} van {}", self.at);
            let body = format!(
                "kind=fact&text={}&nonce={}.{round}",
                text.replace(' ', "+"),
                self.at
            );
            start.wait();
            let answer = self.line.ask("POST", &self.path, &body);
            let acknowledged = Instant::now();
            assert!(answer.head.starts_with("HTTP/1.1 303"), "{}", answer.head);
            let to = answer.header("location").expect("where to go");
            let seq = to.rsplit('=').next().and_then(|seq| seq.parse().ok());
            written.push(Written {
                acknowledged,
                seq: seq.expect("the number of the line"),
                text,
            });
        }
        written
    }
}
