//! A disk that takes nothing: the board says so, keeps what was typed, and goes on after room.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use super::play::Play;

/// Says to the test, run again on a small disk, where that is.
const SMALL_DISK: &str = "DRAAIBOEK_TEST_SMALL_DISK";
const NAME: &str = "board::storage::a_full_disk_makes_the_board_read_only_until_it_writes_again";

#[test]
fn a_full_disk_makes_the_board_read_only_until_it_writes_again() {
    if let Some(disk) = std::env::var_os(SMALL_DISK) {
        return fill_and_free(Path::new(&disk));
    }
    let folder = tempfile::tempdir().expect("a folder");
    let on_a_small_disk = |command: &str| {
        let script = format!("mount -t tmpfs -o size=4m none \"$0\" && {command}");
        let mut unshare = Command::new("unshare");
        unshare
            .args(["-Urm", "sh", "-c", &script])
            .arg(folder.path());
        unshare
    };
    let possible = on_a_small_disk("true").output();
    if !possible.is_ok_and(|output| output.status.success()) {
        println!("skipped: a small disk cannot be mounted here");
        return;
    }
    let own = std::env::current_exe().expect("this program");
    let output = on_a_small_disk("exec \"$@\"")
        .arg(own)
        .args(["--exact", NAME, "--nocapture"])
        .env(SMALL_DISK, folder.path())
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn fill_and_free(disk: &Path) {
    let folder = tempfile::tempdir_in(disk).expect("a folder");
    let mut play = Play::open(Arc::new(folder));
    play.begin();
    let note = |text: &str, nonce: &str| {
        let fields = [("text", text), ("nonce", nonce), ("source", "wijkagent")];
        play.fill("/logboek", &fields)
    };
    assert_eq!(note("er is nog ruimte", "1").status, 303);
    let ballast = disk.join("ballast");
    let mut file = std::fs::File::create(&ballast).expect("a file");
    while file.write_all(&[0; 4096]).is_ok() {}
    drop(file);
    // A long line needs a page that is not there.
    let long = "dit past niet meer ".repeat(400);
    let refused = note(&long, "2");
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.body.contains("NIET OPGESLAGEN"));
    assert!(refused.body.contains("dit past niet meer dit past"));
    assert!(refused.body.contains("value=\"wijkagent\""));
    // Looking at the file every second does not make it well, and a short line is refused too.
    sleep(Duration::from_secs(3));
    let page = play.page("");
    assert!(
        page.status == 200 && page.body.contains("data-unsaved"),
        "{}",
        page.body
    );
    assert_eq!(note("kort", "3").status, 503);
    std::fs::remove_file(&ballast).expect("room");
    let waited = (0..100).find(|_| {
        sleep(Duration::from_millis(100));
        !play.page("").body.contains("data-unsaved")
    });
    assert!(waited.is_some(), "it stays read-only");
    assert_eq!(note("kort", "3").status, 303);
    let log = play.page("/logboek").body;
    assert!(
        log.contains("kort") && !log.contains("dit past niet"),
        "{log}"
    );
}
