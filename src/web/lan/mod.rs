//! The board for the team: TLS on one address of this computer, chosen by a person.
//!
//! Never listens on all addresses, and never speaks plain HTTP: who tries that is told the address.

mod address;
mod certificate;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

pub use address::{Address, local};
pub use certificate::Certificate;

use super::access::Way;
use super::guard::Hosts;
use super::house::House;
use super::route;
use super::serve::Door;

/// Where the board is open for the team.
#[derive(Debug, Default)]
pub struct Lan(Mutex<Vec<Open>>);

/// One address on which it is open.
#[derive(Debug, Clone)]
pub struct Open {
    /// The address.
    pub address: SocketAddr,
    /// The SHA-256 of the certificate, as browsers show it.
    pub fingerprint: String,
}

impl Lan {
    /// Returns where the board is open.
    pub fn open(&self) -> Vec<Open> {
        self.0.lock().map(|open| open.clone()).unwrap_or_default()
    }
}

/// Begins to listen for the team on an address of this computer; what comes of it is served by what
/// is returned.
///
/// # Errors
/// Why not, in technical words.
pub fn listen(house: &Arc<House>, ip: IpAddr) -> Result<(Open, Door), String> {
    if ip.is_unspecified() {
        return Err(format!(
            "`{ip}` stands for every network; choose one address"
        ));
    }
    let certificate = Certificate::of(house.shelf.folder(), ip, house.now())?;
    let acceptor = certificate.acceptor()?;
    // The same number is easy to say; on an address that is taken, any.
    let same = TcpListener::bind((ip, house.port));
    let listener = same.or_else(|_| TcpListener::bind((ip, 0)));
    let listener = listener.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let open = Open {
        address,
        fingerprint: certificate.fingerprint()?,
    };
    let door = Door {
        acceptor: Some(acceptor),
        listener,
        router: route::router(Arc::clone(house), Hosts::network(address)),
        way: Way::Network,
    };
    if let Ok(mut all) = house.lan.0.lock() {
        all.push(open.clone());
    }
    Ok((open, door))
}
