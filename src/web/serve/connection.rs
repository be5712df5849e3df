//! One connection: HTTP/1.1, plain on this computer and in TLS for everyone else.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::web::access::Arrival;

/// How long a browser may take over the head of a request.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take to agree on TLS.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
/// What TLS begins with.
const HANDSHAKE: u8 = 0x16;

/// Serves a connection from this computer.
pub async fn plain(stream: TcpStream, service: TowerToHyperService<Router>, arrival: Arrival) {
    serve(TokioIo::new(stream), service, arrival).await;
}

/// Serves a connection from elsewhere; one that does not begin with TLS is told the address.
pub async fn secure(
    stream: TcpStream,
    acceptor: &TlsAcceptor,
    service: TowerToHyperService<Router>,
    arrival: Arrival,
    address: SocketAddr,
) {
    let mut first = [0];
    match timeout(HANDSHAKE_PATIENCE, stream.peek(&mut first)).await {
        Ok(Ok(1)) if first[0] == HANDSHAKE => {}
        Ok(Ok(1)) => return turn_away(&stream, address).await,
        _ => return,
    }
    if let Ok(Ok(stream)) = timeout(HANDSHAKE_PATIENCE, acceptor.accept(stream)).await {
        serve(TokioIo::new(stream), service, arrival).await;
    }
}

async fn serve<S>(stream: S, service: TowerToHyperService<Router>, arrival: Arrival)
where
    S: hyper::rt::Read + hyper::rt::Write + Unpin,
{
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new());
    builder.header_read_timeout(HEAD_PATIENCE);
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(arrival);
        service.call(request)
    });
    // A browser that goes away is no matter.
    let _ = builder.serve_connection(stream, service).await;
}

/// Answers plain HTTP with the address to type; nothing that was asked is looked at.
async fn turn_away(stream: &TcpStream, address: SocketAddr) {
    let text = format!("Typ https:// voor het adres: https://{address}/\n");
    let answer = format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
    if let Ok(Ok(())) = timeout(HANDSHAKE_PATIENCE, stream.writable()).await {
        let _ = stream.try_write(answer.as_bytes());
    }
    // What it sent is read, or the answer would be lost with the connection.
    let mut rest = [0; 4096];
    let _ = stream.try_read(&mut rest);
}
