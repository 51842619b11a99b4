//! Where a request comes from, as far as it matters.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::HeaderMap;

use crate::config::Transport;

/// The network of an address: the first 24 bits, or 48 of the longer kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(u64);

impl Network {
    /// The network of this address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(u64::from(u32::from(address) >> 8)),
            // Marked, so that no network of one kind is one of the other.
            IpAddr::V6(address) => {
                let bits = u64::try_from(u128::from(address) >> 80).unwrap_or_default();
                Self(bits | 1 << 63)
            }
        }
    }
}

/// Who asks: the other end of the line, or whom the trusted proxy before us names last.
#[must_use]
pub fn caller(transport: Transport, peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
    let named = || {
        let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        line.rsplit(',').next()?.trim().parse().ok()
    };
    let proxied = if transport == Transport::Proxy { named() } else { None };
    proxied.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn neighbours_share_a_network_and_strangers_do_not() {
        let network = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(network("192.0.2.1"), network("192.0.2.254"));
        assert_ne!(network("192.0.2.1"), network("192.0.3.1"));
        assert_eq!(network("2001:db8:1:2::3"), network("2001:db8:1:ffff::9"));
        assert_ne!(network("2001:db8:1::"), network("2001:db8:2::"));
        assert_eq!(network("::ffff:192.0.2.9"), network("192.0.2.1"));
    }

    #[test]
    fn only_a_trusted_proxy_may_say_who_asks() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("203.0.113.5, 198.51.100.7"));
        let peer = Some("127.0.0.1".parse().unwrap());
        let ask = |transport| caller(transport, peer, &headers).to_string();
        assert_eq!(ask(Transport::Plain), "127.0.0.1");
        assert_eq!(ask(Transport::Proxy), "198.51.100.7", "what stands before was sent by the visitor");
    }
}
