//! Listening, and stopping cleanly.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::watch;

use super::access::Way;
use super::exercise;
use super::guard::Hosts;
use super::house::House;
use super::lan;
use super::route;
use crate::catalog::Catalog;

mod connection;
mod door;

pub use door::Door;

/// How long open requests get when the board stops.
const STOP_PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);
/// How many threads serve at most.
const THREADS: usize = 4;

/// What the board serves, and where.
pub struct Options {
    /// The playbooks to start with.
    pub catalog: Catalog,
    /// The folder with incident files.
    pub folder: PathBuf,
    /// The addresses of this computer on which it is open for the team, over TLS.
    pub lan: Vec<IpAddr>,
    /// The folder on another medium where a copy follows every entry.
    pub mirror: Option<PathBuf>,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// A board that listens.
pub struct Board {
    address: SocketAddr,
    doors: Vec<Door>,
    house: Arc<House>,
    stop: Stop,
}

/// Stops a board.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// Lets the board finish what it does and stop.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Board {
    /// Starts to listen: on this computer, and for the team where that was asked.
    pub fn open(options: Options) -> io::Result<Board> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        let address = listener.local_addr()?;
        let house = House::new(
            options.catalog,
            options.folder,
            options.mirror,
            address.port(),
        );
        let house = Arc::new(house);
        let mut doors = vec![Door {
            acceptor: None,
            listener,
            router: route::router(Arc::clone(&house), Hosts::loopback(address.port())),
            way: Way::Here,
        }];
        for ip in options.lan {
            let (_, door) = lan::listen(&house, ip).map_err(io::Error::other)?;
            doors.push(door);
        }
        Ok(Board {
            address,
            doors,
            house,
            stop: Stop(watch::Sender::new(false)),
        })
    }

    /// Returns where it listens on this computer.
    pub fn address(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }

    /// Returns where it is open for the team, each with the fingerprint of its certificate.
    pub fn team(&self) -> Vec<(SocketAddr, String)> {
        let open = self.house.lan.open().into_iter();
        open.map(|open| (open.address, open.fingerprint)).collect()
    }

    /// Returns what stops it.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Serves until it is stopped, or Ctrl-C is pressed; then closes every file.
    pub fn run(self) -> io::Result<()> {
        let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads.min(THREADS))
            .enable_all()
            .build()?;
        let house = Arc::clone(&self.house);
        let served = runtime.block_on(self.serve());
        runtime.shutdown_timeout(STOP_PATIENCE);
        house.close();
        served
    }

    async fn serve(self) -> io::Result<()> {
        for door in self.doors {
            door.open()?;
        }
        let stop = self.stop.clone();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop.stop();
            }
        });
        tokio::spawn(exercise::run(Arc::clone(&self.house)));
        let mut stopped = self.stop.0.subscribe();
        let _ = stopped.wait_for(|stop| *stop).await;
        Ok(())
    }
}
