//! Runs the binary in a folder of its own, without what the surroundings set.

use std::process::{Command, Output};

use tempfile::TempDir;

/// Runs it.
pub fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_draaiboek"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("DRAAIBOEK_DATA")
        .output()
        .expect("the binary runs")
}
