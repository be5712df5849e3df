//! The `draaiboek` binary.

use std::process::ExitCode;

/// Reading the law makes very many small texts; this one takes a fifth off every command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    draaiboek::cli::run()
}
