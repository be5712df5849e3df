//! One address that listens: takes connections, as many as there is room for.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

use super::connection;
use crate::web::access::{Arrival, Way};

/// The most connections at one time.
const CONNECTIONS: usize = 1_024;
/// The most connections at one time from one other computer.
const CONNECTIONS_EACH: usize = 64;

/// One address that listens.
pub struct Door {
    /// What speaks TLS; plain HTTP when absent.
    pub acceptor: Option<TlsAcceptor>,
    /// What listens.
    pub listener: TcpListener,
    /// What answers.
    pub router: Router,
    /// By which way requests come.
    pub way: Way,
}

impl Door {
    /// Takes connections from here on, until the program stops.
    pub fn open(self) -> io::Result<()> {
        self.listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let address = listener.local_addr()?;
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        let crowd = Arc::new(Crowd::default());
        let service = TowerToHyperService::new(self.router);
        tokio::spawn(async move {
            loop {
                let Ok(place) = Arc::clone(&room).acquire_owned().await else {
                    return;
                };
                let Ok((stream, from)) = listener.accept().await else {
                    // The system has no handle left; others may be given back.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                };
                let arrival = Arrival {
                    peer: from.ip(),
                    way: self.way,
                };
                let guest = match self.way {
                    Way::Here => None,
                    Way::Network => match crowd.enter(from.ip()) {
                        Some(guest) => Some(guest),
                        None => continue,
                    },
                };
                let (acceptor, service) = (self.acceptor.clone(), service.clone());
                tokio::spawn(async move {
                    match acceptor {
                        None => connection::plain(stream, service, arrival).await,
                        Some(acceptor) => {
                            connection::secure(stream, &acceptor, service, arrival, address).await;
                        }
                    }
                    drop((place, guest));
                });
            }
        });
        Ok(())
    }
}

/// How many connections there are from each other computer.
#[derive(Default)]
struct Crowd(Mutex<BTreeMap<IpAddr, usize>>);

/// Counts a connection as long as it is there.
struct Guest {
    crowd: Arc<Crowd>,
    ip: IpAddr,
}

impl Crowd {
    fn enter(self: &Arc<Crowd>, ip: IpAddr) -> Option<Guest> {
        let mut counts = self.0.lock().ok()?;
        let count = counts.entry(ip).or_default();
        if *count >= CONNECTIONS_EACH {
            return None;
        }
        *count += 1;
        Some(Guest {
            crowd: Arc::clone(self),
            ip,
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        if let Ok(mut counts) = self.crowd.0.lock()
            && let Some(count) = counts.get_mut(&self.ip)
        {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.ip);
            }
        }
    }
}
