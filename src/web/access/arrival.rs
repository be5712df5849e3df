//! From where a request came: this computer itself, or another one.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::Extensions;
use serde::{Deserialize, Serialize};

/// From where a request came.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// The address on the other side.
    pub peer: IpAddr,
    /// By which way.
    pub way: Way,
}

/// The way a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// From this computer.
    Here,
    /// From another computer or a phone, over TLS.
    Network,
}

impl Arrival {
    /// Returns from where a request came; what is not known came from elsewhere.
    pub fn of(extensions: &Extensions) -> Arrival {
        let unknown = Arrival {
            peer: IpAddr::V6(Ipv6Addr::UNSPECIFIED),
            way: Way::Network,
        };
        extensions.get().copied().unwrap_or(unknown)
    }
}
