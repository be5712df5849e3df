//! The program as it is started: by a double-click, and on the second copy when a computer died.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use super::play::{Play, connect, exchange};

/// A board that was started as a program.
pub struct Program {
    pub address: SocketAddr,
    pub child: Child,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    pub fn start(binary: &Path, folder: &Path, arguments: &[&str]) -> Program {
        let mut child = Command::new(binary)
            .args(arguments)
            .current_dir(folder)
            // No browser is found, so none opens.
            .env("PATH", "")
            .env_remove("DRAAIBOEK_MIRROR")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let out = child.stdout.as_mut().expect("its output");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let address = line.trim().trim_start_matches("Adres: ").trim_matches('/');
        let address = address.trim_start_matches("http://");
        let (address, _) = address.split_once('/').unwrap_or((address, ""));
        let address = address.parse().expect("an address");
        Program { address, child }
    }

    pub fn page(&self, path: &str) -> String {
        let host = self.address;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        exchange(connect(host), &request).body
    }

    /// Ends it and returns what it said.
    fn said(mut self) -> String {
        let _ = self.child.kill();
        let mut said = String::new();
        let mut err = self.child.stderr.take().expect("what it says");
        err.read_to_string(&mut said).expect("text");
        said
    }
}

#[test]
fn a_double_click_opens_a_folder_beside_the_program() {
    let stick = tempfile::tempdir().expect("a folder");
    let binary = stick.path().join("draaiboek-proef");
    let built = Path::new(env!("CARGO_BIN_EXE_draaiboek"));
    if fs::hard_link(built, &binary).is_err() {
        fs::copy(built, &binary).expect("a copy");
    }
    // Where a file manager leaves a program: not a folder that somebody chose.
    let program = Program::start(&binary, Path::new("/"), &[]);
    assert!(program.page("/").contains("Nieuw incident starten"));
    let said = program.said();
    assert!(
        said.contains("Map met incidenten:") && said.contains("incidenten"),
        "{said}"
    );
    assert!(said.contains("Laat dit venster open"), "{said}");
    assert!(stick.path().join("incidenten").is_dir());
    // A folder that somebody went to is taken as it is.
    let chosen = tempfile::tempdir().expect("a folder");
    let program = Program::start(&binary, chosen.path(), &[]);
    let name = chosen
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    assert!(program.said().contains(&name));
}

#[test]
fn another_computer_goes_on_from_the_second_copy() {
    let copies = tempfile::tempdir().expect("a folder");
    let play = {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let mut play = Play::open_with(folder, Some(copies.path().to_owned()));
        play.begin();
        play
    };
    assert_eq!(
        play.fill("/logboek", &[("text", "voor de uitval")]).status,
        303
    );
    let incident = play.incident.clone();
    // The copy is a file of its own: nobody had it open, and nothing is said to it.
    drop(play);
    let binary = Path::new(env!("CARGO_BIN_EXE_draaiboek"));
    let program = Program::start(
        binary,
        copies.path(),
        &["board", ".", "--port", "0", "--no-open"],
    );
    let overview = program.page("/");
    assert!(
        overview.contains("Dit is de tweede kopie") && overview.contains("laatste regel 2"),
        "{overview}"
    );
    assert!(
        program
            .page(&format!("{incident}/logboek"))
            .contains("voor de uitval")
    );
    let said = program.said();
    assert!(
        said.contains("Dit is de tweede kopie") && said.contains("laatste regel 2 van"),
        "{said}"
    );
    let mut next = Play::open(Arc::new(copies));
    next.incident = incident;
    let on = [
        ("role", "loghouder"),
        ("name", "Rol 1"),
        ("text", "na de uitval"),
    ];
    assert_eq!(next.fill("/logboek", &on).status, 303);
    assert!(next.page("/logboek").body.contains("na de uitval"));
}
