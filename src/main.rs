//! The `draaiboek` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    draaiboek::cli::run()
}
