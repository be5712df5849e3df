//! `board`: one screen that the whole team can follow, in the browser of this computer.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::browser;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::web::{Board, Options};

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The folder with incident files
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 7711)]
    port: u16,
    /// Only print the address
    #[arg(long)]
    no_open: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    let Typed {
        folder,
        no_open,
        port,
    } = typed;
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(Failure::File(format!("there is no folder `{folder}`")));
    }
    let failed = |error: std::io::Error| {
        Failure::File(format!(
            "cannot listen on port {port}: {error}\nhint: another board may be open; `--port 0` takes any port that is free"
        ))
    };
    let board = Board::open(Options {
        catalog: context.catalog()?,
        folder,
        mirror: context.mirror(),
        port,
    })
    .map_err(failed)?;
    let address = format!("http://{}/", board.address().map_err(failed)?);
    output::print(&format!("{address}\n"))?;
    output::tell("the board is open; Ctrl-C closes it");
    if !no_open && !browser::open(&address) {
        output::tell("open the address in a browser");
    }
    board.run().map_err(failed)?;
    output::tell("closed; every incident is saved");
    Ok(ExitCode::SUCCESS)
}
