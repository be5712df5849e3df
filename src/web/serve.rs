//! Listening on this computer, and stopping cleanly.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::{Semaphore, watch};

use super::guard::Hosts;
use super::house::House;
use super::route;
use crate::catalog::Catalog;

/// The most connections at one time.
const CONNECTIONS: usize = 1_024;
/// How long a browser may take over the head of a request.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// How long open requests get when the board stops.
const STOP_PATIENCE: Duration = Duration::from_secs(2);
/// How many threads serve at most.
const THREADS: usize = 4;

/// What the board serves, and where.
pub struct Options {
    /// The playbooks to start with.
    pub catalog: Catalog,
    /// The folder with incident files.
    pub folder: PathBuf,
    /// The folder on another medium where a copy follows every entry.
    pub mirror: Option<PathBuf>,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// A board that listens.
pub struct Board {
    house: Arc<House>,
    listener: TcpListener,
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
    /// Starts to listen, on this computer only.
    pub fn open(options: Options) -> io::Result<Board> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let house = House::new(options.catalog, options.folder, options.mirror);
        Ok(Board {
            house: Arc::new(house),
            listener,
            stop: Stop(watch::Sender::new(false)),
        })
    }

    /// Returns where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
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
        let port = self.address()?.port();
        let router = route::router(Arc::clone(&self.house), Hosts::loopback(port));
        let service = TowerToHyperService::new(router);
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        let stop = self.stop.clone();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop.stop();
            }
        });
        let mut stopped = self.stop.0.subscribe();
        let work = async {
            loop {
                let Ok(place) = Arc::clone(&room).acquire_owned().await else {
                    return;
                };
                let Ok((stream, _)) = listener.accept().await else {
                    // The system has no handle left; others may be given back.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                };
                let mut builder = http1::Builder::new();
                builder.timer(TokioTimer::new());
                builder.header_read_timeout(HEAD_PATIENCE);
                let connection = builder.serve_connection(TokioIo::new(stream), service.clone());
                tokio::spawn(async move {
                    // A browser that goes away is no matter.
                    let _ = connection.await;
                    drop(place);
                });
            }
        };
        let asked = async {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        first(work, asked).await;
        Ok(())
    }
}

/// Waits until one of two is done, and leaves the other.
async fn first(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    let (one, other) = (std::pin::pin!(one), std::pin::pin!(other));
    futures_util::future::select(one, other).await;
}
