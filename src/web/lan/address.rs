//! The addresses of this computer on networks around it.

use std::net::IpAddr;

/// An address of this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub ip: IpAddr,
    /// What the system calls the network.
    pub network: String,
}

/// Returns the addresses of this computer on local networks; none that the whole internet may reach.
pub fn local() -> Vec<Address> {
    let found = if_addrs::get_if_addrs().unwrap_or_default().into_iter();
    let found = found.map(|interface| Address {
        ip: interface.ip(),
        network: interface.name,
    });
    let mut found: Vec<Address> = found.filter(|address| is_local(address.ip)).collect();
    found.sort_by(|one, other| (one.ip, &one.network).cmp(&(other.ip, &other.network)));
    found.dedup_by_key(|address| address.ip);
    // A short address is typed without mistakes.
    let short: Vec<String> = found
        .iter()
        .filter(|address| address.ip.is_ipv4())
        .map(|address| address.network.clone())
        .collect();
    found.retain(|address| address.ip.is_ipv4() || !short.contains(&address.network));
    found
}

/// Tells whether an address is of a network at one place: a home, an office, a hotspot.
fn is_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
        // The others of the kind need the name of the network in the address.
        IpAddr::V6(ip) => ip.is_unique_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_a_network_at_one_place_are_offered() {
        let check = |text: &str| is_local(text.parse().expect("an address"));
        assert!(check("192.168.43.1") && check("10.0.0.5") && check("172.20.10.2"));
        assert!(check("169.254.7.7") && check("fd12::1"));
        for other in [
            "127.0.0.1",
            "::1",
            "8.8.8.8",
            "2001:db8::1",
            "fe80::1",
            "0.0.0.0",
        ] {
            assert!(!check(other), "{other}");
        }
    }
}
