//! How often somebody may try a join code: a few times a minute from one address, and all together.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

/// The most tries a minute from one address.
const EACH: usize = 10;
/// The most tries a minute from all addresses together.
const ALL: usize = 60;
/// How long a try counts, in seconds.
const WINDOW_SECONDS: i64 = 60;

/// Counts tries.
#[derive(Debug, Default)]
pub struct Budget(Mutex<Tries>);

#[derive(Debug, Default)]
struct Tries {
    all: VecDeque<DateTime<Utc>>,
    each: BTreeMap<IpAddr, VecDeque<DateTime<Utc>>>,
}

impl Budget {
    /// Counts a try, unless there were too many.
    pub fn take(&self, peer: IpAddr, now: DateTime<Utc>) -> bool {
        let Ok(mut tries) = self.0.lock() else {
            return false;
        };
        // No longer than the tries of one minute, whatever comes in.
        tries.each.retain(|_, times| {
            forget(times, now);
            !times.is_empty()
        });
        forget(&mut tries.all, now);
        let peer = neighbourhood(peer);
        let own = tries.each.get(&peer).map_or(0, VecDeque::len);
        // Who is over the own limit does not use up that of others.
        if own >= EACH || tries.all.len() >= ALL {
            return false;
        }
        tries.all.push_back(now);
        tries.each.entry(peer).or_default().push_back(now);
        true
    }
}

/// Forgets what is a minute old; a clock that was set back forgets what seems to come.
fn forget(times: &mut VecDeque<DateTime<Utc>>, now: DateTime<Utc>) {
    let window = TimeDelta::seconds(WINDOW_SECONDS);
    times.retain(|at| *at <= now && now - *at < window);
}

/// Returns the address, or the network of one that can take any of its addresses.
fn neighbourhood(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + second, 0).expect("a moment")
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::from([192, 168, 1, last])
    }

    #[test]
    fn a_flood_from_one_address_leaves_room_for_others_and_ends() {
        let budget = Budget::default();
        let allowed = (0..1_000)
            .filter(|_| budget.take(address(1), at(0)))
            .count();
        assert_eq!(allowed, EACH);
        assert!(budget.take(address(2), at(1)));
        assert!(!budget.take(address(1), at(59)));
        assert!(budget.take(address(1), at(60)));
    }

    #[test]
    fn a_flood_from_many_addresses_is_slowed_and_not_remembered() {
        let budget = Budget::default();
        let flood = (0..=255).flat_map(|last| [address(last); 3]);
        assert_eq!(flood.filter(|peer| budget.take(*peer, at(0))).count(), ALL);
        let six = |host: u16| IpAddr::from([0xfd00, 0, 0, 0, 0, 0, 0, host]);
        let from_one_network = (0..100)
            .filter(|host| budget.take(six(*host), at(100)))
            .count();
        assert_eq!(from_one_network, EACH);
        assert_eq!(budget.0.lock().expect("a lock").each.len(), 1);
        // A clock that is set back locks nobody out.
        assert!(budget.take(six(1), at(-5_000)));
    }
}
