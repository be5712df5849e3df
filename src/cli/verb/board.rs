//! `board`: one screen that the whole team can follow, in the browser of this computer and, when
//! that is asked, of others on the same network.

mod place;
mod window;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::browser;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::web::{Board, Options, local_addresses};

pub use window::without_folder;

/// The port when nothing is said.
const PORT: u16 = 7711;

/// What was typed.
#[derive(Debug, Args)]
pub struct Typed {
    /// The folder with incident files
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    listen: Listen,
}

/// Where the board is open.
#[derive(Debug, Args)]
pub struct Listen {
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = PORT)]
    port: u16,
    /// Open the board for the team too, over TLS, on a network of this computer
    #[arg(long)]
    lan: bool,
    /// On which address of this computer, when it has several; can be repeated
    #[arg(long, value_name = "IP", requires = "lan")]
    address: Vec<IpAddr>,
    /// Only print the address
    #[arg(long)]
    no_open: bool,
}

/// Runs the verb.
pub fn run(context: &Context, typed: Typed) -> Result<ExitCode, Failure> {
    serve(context, typed.folder, typed.listen, "")
}

/// Opens the board on a folder, in the browser at a page of it, until it is closed.
pub fn serve(
    context: &Context,
    folder: PathBuf,
    listen: Listen,
    page: &str,
) -> Result<ExitCode, Failure> {
    let Listen {
        address,
        lan,
        no_open,
        port,
    } = listen;
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(Failure::File(format!("there is no folder `{folder}`")));
    }
    let lan = match lan {
        true => choose(address)?,
        false => Vec::new(),
    };
    for line in place::describe(&folder) {
        output::tell(&line);
    }
    let failed = |error: std::io::Error| {
        Failure::File(format!(
            "cannot listen on port {port}: {error}\nhint: another board may be open; `--port 0` takes any port that is free"
        ))
    };
    let board = Board::open(Options {
        catalog: context.catalog()?,
        folder,
        lan,
        mirror: context.mirror(),
        port,
    })
    .map_err(failed)?;
    let address = format!("http://{}/{page}", board.address().map_err(failed)?);
    output::print(&format!("{address}\n"))?;
    for (address, fingerprint) in board.team() {
        output::print(&format!("https://{address}/\n"))?;
        output::tell(&format!("certificate SHA-256 {fingerprint}"));
    }
    output::tell("the board is open; Ctrl-C closes it");
    if !no_open && !browser::open(&address) {
        output::tell("open the address in a browser");
    }
    board.run().map_err(failed)?;
    output::tell("closed; every incident is saved");
    Ok(ExitCode::SUCCESS)
}

/// Returns the addresses to open for the team: those that were asked for, or the only one there is.
fn choose(asked: Vec<IpAddr>) -> Result<Vec<IpAddr>, Failure> {
    let local = local_addresses();
    let all = || {
        let lines = local.iter();
        let lines = lines.map(|known| format!("\n  --address {}   ({})", known.ip, known.network));
        lines.collect::<String>()
    };
    let strange = asked
        .iter()
        .find(|ip| !ip.is_loopback() && !local.iter().any(|known| known.ip == **ip));
    if let Some(ip) = strange {
        let what = match *ip == IpAddr::V4(Ipv4Addr::UNSPECIFIED) {
            true => "stands for every network at once; choose one",
            false => "is no address of this computer on a local network",
        };
        return Err(Failure::Usage(format!(
            "`{ip}` {what}\nhint: possible are:{}",
            all()
        )));
    }
    match (asked.is_empty(), local.as_slice()) {
        (false, _) => Ok(asked),
        (true, []) => Err(Failure::Usage(
            "this computer is on no local network\nhint: turn a hotspot on first".to_owned(),
        )),
        (true, [only]) => Ok(vec![only.ip]),
        (true, _) => Err(Failure::Usage(format!(
            "this computer is on several networks\nhint: choose one:{}",
            all()
        ))),
    }
}
