//! The board after a double-click: in Dutch, and the window stays until somebody has read it.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;

use super::{PORT, place};
use crate::cli::browser;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::runtime::dutch;
use crate::web::{Board, Options};

/// Opens the board on the folder that is meant when nothing is said.
pub fn without_folder(context: &Context) -> Result<ExitCode, Failure> {
    let outcome = open(context);
    if outcome.is_ok() || !io::stdin().is_terminal() {
        return outcome;
    }
    // After a double-click the window closes with the program.
    let code = outcome.unwrap_or_else(|failure| failure.report());
    let _ = write!(io::stderr(), "Enter = dit venster sluiten ");
    let _ = io::stdin().lock().read_line(&mut String::new());
    Ok(code)
}

fn open(context: &Context) -> Result<ExitCode, Failure> {
    let folder = place::usual().map_err(|error| {
        Failure::File(format!(
            "Er is geen map waarin het bord kan schrijven. {}\nhint: `draaiboek board DIR` opens the board on another folder",
            dutch::file(&error)
        ))
    })?;
    let shown = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    output::tell(&format!(
        "Crisisdraaiboek. Map met incidenten: {}",
        shown.display()
    ));
    for line in place::describe(&folder) {
        output::tell(&line);
    }
    let options = |port| -> Result<Options, Failure> {
        Ok(Options {
            catalog: context.catalog()?,
            folder: folder.clone(),
            lan: Vec::new(),
            mirror: context.mirror(),
            port,
        })
    };
    let board = match Board::open(options(PORT)?) {
        Ok(board) => board,
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            output::tell("Er is al een bord open op deze computer. Dit is een tweede.");
            Board::open(options(0)?).map_err(failed)?
        }
        Err(error) => return Err(failed(error)),
    };
    let address = format!("http://{}/", board.address().map_err(failed)?);
    output::print(&format!("Adres: {address}\n"))?;
    match browser::open(&address) {
        true => output::tell("Het bord opent in de browser."),
        false => output::tell("Typ dit adres in een browser op deze computer."),
    }
    output::tell("Laat dit venster open. Sluiten: Ctrl-C.");
    board.run().map_err(failed)?;
    output::tell("Gesloten. Alles is opgeslagen.");
    Ok(ExitCode::SUCCESS)
}

fn failed(error: io::Error) -> Failure {
    Failure::File(format!("Het bord kan niet open. {}", dutch::file(&error)))
}
