//! A phone on the network of the team: TLS with a certificate that it knows by its fingerprint.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned,
};

use draaiboek::runtime::sha256;

use super::play::{Answer, OWN, Play, connect, exchange, get, post};

/// A phone, with the cookie that it was given.
pub struct Phone {
    address: SocketAddr,
    pub cookie: String,
    fingerprint: String,
    pub incident: String,
}

impl Phone {
    /// Returns a phone that did not join.
    pub fn stranger(play: &Play) -> Phone {
        Phone {
            address: play.team,
            cookie: String::new(),
            fingerprint: play.fingerprint.clone(),
            incident: play.incident.clone(),
        }
    }

    /// Returns a phone that joined by a code of its own.
    pub fn joined(play: &Play, duty: &str, role: &str) -> Phone {
        let mut phone = Phone::stranger(play);
        let answer = phone.join(&code(play, duty, role));
        assert_eq!(answer.status, 303, "{}", answer.body);
        phone
    }

    /// Tries a code.
    pub fn join(&mut self, code: &str) -> Answer {
        let answer = self.post("/erbij", &[("code", code), ("name", "Rol 9")], OWN);
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().expect("a pair").to_owned();
        }
        answer
    }

    pub fn send(&self, request: &str) -> Answer {
        exchange(self.stream(), request)
    }

    /// Returns a connection in TLS.
    pub fn stream(&self) -> StreamOwned<ClientConnection, std::net::TcpStream> {
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Compares {
                fingerprint: self.fingerprint.clone(),
                provider,
            }))
            .with_no_client_auth();
        let name = ServerName::from(self.address.ip());
        let client = ClientConnection::new(Arc::new(config), name).expect("a client");
        StreamOwned::new(client, connect(self.address))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&self.request(path))
    }

    /// Returns how a page is asked for.
    pub fn request(&self, path: &str) -> String {
        get(self.address, &self.cookie, path)
    }

    pub fn page(&self, rest: &str) -> Answer {
        self.get(&format!("{}{rest}", self.incident))
    }

    pub fn fill(&self, rest: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(&format!("{}{rest}", self.incident), fields, OWN)
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)], headers: &str) -> Answer {
        self.send(&post(self.address, &self.cookie, path, fields, headers))
    }
}

/// Makes a code at the computer of the board.
pub fn code(play: &Play, duty: &str, role: &str) -> String {
    let nonce = format!("{duty} {role} {}", play.page("/team").hidden("nonce"));
    let fields = [("duty", duty), ("role", role), ("nonce", &nonce)];
    let made = play.fill("/team", &fields);
    assert_eq!(made.status, 200, "{}", made.body);
    let (_, rest) = made.body.split_once("ticket__code\">").expect("a code");
    rest.split('<').next().expect("its end").to_owned()
}

/// Takes the certificate with one fingerprint, and no other.
#[derive(Debug)]
struct Compares {
    fingerprint: String,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Compares {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let known = self.fingerprint.replace(':', "").to_lowercase();
        match sha256(certificate) == known {
            true => Ok(ServerCertVerified::assertion()),
            false => Err(Error::General("another certificate".to_owned())),
        }
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("too old".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
