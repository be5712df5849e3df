//! The board in a real browser: `tests/browser`, an outside program that drives another one.

use std::path::Path;
use std::process::Command;

use crate::outside;

const KIND: &str = "browser";

#[test]
fn the_board_plays_in_a_real_browser() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let modules = place.join("node_modules/playwright-core");
    let modules = modules.exists().then_some(modules);
    let (Some(_), Some(node), Some(chromium)) = (
        outside::found(modules, "tests/browser/node_modules (`npm ci` there)", KIND),
        outside::program("node", KIND),
        outside::suite("DRAAIBOEK_CHROMIUM", "/usr/bin/chromium", KIND),
    ) else {
        return;
    };
    let played = Command::new(node)
        .args(["--test", "--test-reporter=spec"])
        .arg(place.join("all.test.mjs"))
        .env("DRAAIBOEK_BINARY", env!("CARGO_BIN_EXE_draaiboek"))
        .env("DRAAIBOEK_CHROMIUM", chromium)
        .output()
        .expect("node runs");
    assert!(
        played.status.success(),
        "{}{}",
        String::from_utf8_lossy(&played.stdout),
        String::from_utf8_lossy(&played.stderr)
    );
}
