//! The certificate of the board on a network: made by itself, for one address, kept for some weeks.
//!
//! Nobody vouches for it, so a person compares its fingerprint. It is kept beside the incidents, so
//! that a phone that accepted it once is not asked again after a restart.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, SanType,
    date_time_ymd,
};
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, version};

use crate::runtime::sha256;
use crate::web::access::private;

/// The name of the file.
const FILE: &str = ".draaiboek-tls.json";
/// How long a certificate is good.
const GOOD_DAYS: i64 = 60;
/// When another is made.
const USED_DAYS: i64 = 30;

/// The certificate of one address.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    certificate: String,
    key: String,
    made_on: NaiveDate,
}

type Kept = BTreeMap<IpAddr, Certificate>;

impl Certificate {
    /// Returns the certificate of an address, kept in this folder; made when there is none.
    ///
    /// # Errors
    /// Why none can be made, in technical words.
    pub fn of(folder: &Path, ip: IpAddr, now: DateTime<Utc>) -> Result<Certificate, String> {
        let path = folder.join(FILE);
        let mut kept: Kept = private::read(&path).unwrap_or_default();
        let is_fresh = |kept: &Certificate| {
            let age = now.date_naive() - kept.made_on;
            age >= TimeDelta::zero() && age < TimeDelta::days(USED_DAYS)
        };
        kept.retain(|_, kept| is_fresh(kept));
        if let Some(known) = kept.get(&ip)
            && known.acceptor().is_ok()
        {
            return Ok(known.clone());
        }
        let made = make(ip, now).map_err(|error| error.to_string())?;
        kept.insert(ip, made.clone());
        // On a medium that cannot be written it is made again the next time.
        let _ = private::write(&path, &kept);
        Ok(made)
    }

    /// Returns what speaks TLS 1.3 with it, and nothing older.
    ///
    /// # Errors
    /// Why not, in technical words.
    pub fn acceptor(&self) -> Result<TlsAcceptor, String> {
        let chain = vec![self.der()?];
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes());
        let key = key.map_err(|error| error.to_string())?;
        let provider = Arc::new(ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&version::TLS13])
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key));
        let mut config = config.map_err(|error| error.to_string())?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Returns its SHA-256 as browsers show it.
    ///
    /// # Errors
    /// When it cannot be read, in technical words.
    pub fn fingerprint(&self) -> Result<String, String> {
        let hash = sha256(&self.der()?).to_ascii_uppercase();
        let pairs = hash.as_bytes().chunks(2).map(String::from_utf8_lossy);
        Ok(pairs.collect::<Vec<_>>().join(":"))
    }

    fn der(&self) -> Result<CertificateDer<'static>, String> {
        CertificateDer::from_pem_slice(self.certificate.as_bytes())
            .map_err(|error| error.to_string())
    }
}

fn make(ip: IpAddr, now: DateTime<Utc>) -> Result<Certificate, rcgen::Error> {
    let day = |date: NaiveDate| {
        let small = |number: u32| u8::try_from(number).unwrap_or(1);
        date_time_ymd(date.year(), small(date.month()), small(date.day()))
    };
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "Crisisdraaiboek");
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.subject_alt_names = vec![SanType::IpAddress(ip)];
    // The clock of a phone may be behind.
    params.not_before = day(now.date_naive() - TimeDelta::days(2));
    params.not_after = day(now.date_naive() + TimeDelta::days(GOOD_DAYS));
    let key = KeyPair::generate()?;
    Ok(Certificate {
        certificate: params.self_signed(&key)?.pem(),
        key: key.serialize_pem(),
        made_on: now.date_naive(),
    })
}
