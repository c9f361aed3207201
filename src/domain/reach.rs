//! Whether an address can be reached by a provider on the Internet.
//!
//! Judged by the address as it is written, in any of the ways that browsers and libraries understand; a name may still lead
//! to a private address, which only asking for it shows.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::draft::Link;

/// Ends of names that lead nowhere outside of a house (RFC 2606, 6761, 6762, 8375; `internal` by ICANN).
const HOME: [&str; 6] = ["local", "localhost", "internal", "home.arpa", "test", "invalid"];

impl Link {
    /// Whether it may lead to a public address: neither this computer, a private network, nor a name without a dot.
    #[must_use]
    pub fn is_public(&self) -> bool {
        is_public_host(&host_of(self.as_str()))
    }
}

/// The host of an address, without its user, its port and what follows, in small ASCII letters as far as there are such.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    // Libraries take the other slash for this one.
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let narrow = |letter: char| match letter {
        '\u{3002}' | '\u{ff61}' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    };
    name.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

fn is_public_host(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    if let Ok(address) = host.split('%').next().unwrap_or_default().parse::<Ipv6Addr>() {
        return is_public_address(address.into());
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if is_number(last) {
        return legacy_ipv4(host).is_some_and(|address| is_public_address(address.into()));
    }
    let at_home = HOME.iter().any(|home| host.strip_suffix(home).is_some_and(|rest| rest.ends_with('.')));
    // What is hidden behind signs is not looked for.
    host.contains('.') && !host.contains('%') && !at_home
}

fn is_number(text: &str) -> bool {
    let hexadecimal = text.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hexadecimal || (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An address of one to four numbers, each in tens, eights (0…) or sixteens (0x…); the last takes the places that are left.
fn legacy_ipv4(host: &str) -> Option<Ipv4Addr> {
    let number = |text: &str| match text.strip_prefix("0x") {
        Some("") => Some(0),
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None if text.len() > 1 && text.starts_with('0') => u64::from_str_radix(text, 8).ok(),
        None => text.parse().ok(),
    };
    let numbers: Vec<u64> = host.split('.').map(number).collect::<Option<_>>()?;
    let (last, first) = numbers.split_last().filter(|(_, first)| first.len() < 4)?;
    let places = 4 - u32::try_from(first.len()).ok()?;
    let mut bits = u32::try_from(*last).ok().filter(|last| places == 4 || *last >> (8 * places) == 0)?;
    for (at, number) in (0..).zip(first) {
        bits |= u32::from(u8::try_from(*number).ok()?) << (24 - 8 * at);
    }
    Some(Ipv4Addr::from_bits(bits))
}

/// Whether an address is one of the Internet: not of this computer, of a private network, or for a special use.
#[must_use]
pub fn is_public_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_ipv4(address),
        IpAddr::V6(address) => is_public_ipv6(address),
    }
}

fn is_public_ipv4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // This network; shared between a carrier and its customers (RFC 6598); for protocols; for measuring; for several at
        // once, and what is reserved.
        [0 | 224..=255, ..] | [100, 64..=127, ..] | [192, 0, 0, _] | [198, 18..=19, ..] => true,
        _ => address.is_documentation(),
    };
    !(special || address.is_loopback() || address.is_private() || address.is_link_local())
}

fn is_public_ipv6(address: Ipv6Addr) -> bool {
    let [first, second, .., seventh, eighth] = address.segments();
    let inside = || Ipv4Addr::from_bits(u32::from(seventh) << 16 | u32::from(eighth));
    let in_front = address.segments().get(..6).unwrap_or_default() == [0; 6];
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_ipv4(mapped);
    }
    match (first, second) {
        // The old way to write an IPv4 address, and the ways to it (RFC 6052, 3056).
        _ if in_front => address != Ipv6Addr::LOCALHOST && is_public_ipv4(inside()),
        (0x64, 0xff9b) => is_public_ipv4(inside()),
        (0x2002, high) => {
            let low = address.segments().get(2).copied().unwrap_or_default();
            is_public_ipv4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
        }
        // Examples.
        (0x2001, 0xdb8) => false,
        // All that is given out for the Internet.
        _ => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: [&str; 46] = [
        "http://localhost/a.png",
        "https://LOCALHOST:8080/a.png",
        "http://printer/a.png",
        "http://nas.local/a.png",
        "http://nas.local./a.png",
        "http://a.localhost/",
        "http://db.internal/",
        "http://router.home.arpa/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.20:9000/a.png?x#y",
        "http://169.254.169.254/latest",
        "http://100.64.0.1/",
        "http://100.127.255.255/",
        "http://0.0.0.0/",
        "http://255.255.255.255/",
        "http://224.0.0.1/",
        "http://198.18.0.1/",
        "http://192.0.2.7/",
        "http://999.1.1.1/",
        "http://1.2.3.4.5/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1%25eth0]/",
        "http://[fc00::1]/",
        "http://[fd12:3456::1]/",
        "http://[2001:db8::1]/",
        "http://[ff02::1]/",
        "http://user:secret@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http://127%2e0%2e0%2e1/",
        "http://127\u{3002}0\u{3002}0\u{3002}1/",
        "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
    ];

    const PUBLIC: [&str; 14] = [
        "https://example.org/a.png",
        "https://user@example.org:443/a.png",
        "http://8.8.8.8/",
        "http://0x08080808/",
        "http://172.15.0.1/",
        "http://172.32.0.1/",
        "http://100.63.255.255/",
        "http://100.128.0.1/",
        "http://[2606:4700::1111]/",
        "http://[::ffff:8.8.8.8]/",
        "http://mylocal.example/",
        "http://localhost.example.org/",
        "http://b\u{fc}cher.example/",
        "http://0x.example/",
    ];

    #[test]
    fn what_a_provider_cannot_reach_is_known_however_it_is_written() {
        for (addresses, public) in [(&PRIVATE[..], false), (&PUBLIC[..], true)] {
            for address in addresses {
                let link = Link::read(address).expect("a link");
                assert_eq!(link.is_public(), public, "{address}");
            }
        }
    }
}
