//! Runs the binary in a folder of its own, without what the surroundings set.

use std::path::PathBuf;
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

/// A folder of its own, with the example of a municipality's own texts beside it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// Makes an empty one.
    pub fn new() -> Self {
        Place {
            folder: TempDir::new().expect("a folder"),
        }
    }

    /// Returns the path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs it; returns the exit code, stdout and stderr.
    pub fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = run(&self.folder, arguments);
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (
            output.status.code(),
            words(&output.stdout),
            words(&output.stderr),
        )
    }

    /// Runs it, which must succeed; returns stdout.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}\n{out}{err}");
        out
    }
}
