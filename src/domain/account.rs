//! Where requests go and with which key.
//!
//! Not where the key is kept: that is `services::secrets`. The key's text leaves this type only through `reveal`.

use std::{fmt, net::IpAddr};

use zeroize::Zeroizing;

use super::KeyFault;

/// Whether a task is real. A task never changes doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// The embedded server on this computer: bills nothing.
    Practice,
    /// CometAPI: bills.
    Live,
}

/// An API key. Redacted when printed, wiped from memory when dropped, and never written by serde.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    /// Takes a key as pasted; `None` when it is blank or holds anything but visible ASCII.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let good = !text.is_empty() && text.len() <= 512 && text.bytes().all(|byte| byte.is_ascii_graphic());
        good.then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The key itself, for the one header it belongs in and for the place it is kept.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Its last four characters, or fewer when it is so short that four would give it away.
    #[must_use]
    pub fn tail(&self) -> String {
        let shown = if self.0.len() >= 12 { 4 } else { 0 };
        self.0.get(self.0.len() - shown..).unwrap_or_default().to_owned()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// Where the key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyHome {
    /// The operating system's keychain.
    Keychain,
    /// The environment variable `COMETAPI_KEY`: wins for this session, never written.
    Environment,
    /// This program's memory until it ends: there is no keychain here.
    Session,
    /// A file that every program of the person can read: there is no keychain here, and the person chose it.
    File,
}

/// What is known of the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeyStatus {
    /// Not read yet.
    #[default]
    Unread,
    /// There is none.
    Absent,
    /// There is one: where, and its last characters.
    Present(KeyHome, String),
    /// There is no keychain, or what keeps the key did not answer as it should. There is no key to use.
    Trouble(KeyFault),
}

/// Why a base URL is not usable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBaseUrl {
    /// Not an address with a host.
    #[error("not an http or https address")]
    NotAnAddress,
    /// The key would travel in the clear.
    #[error("plain http is only allowed to this computer; use https")]
    PlainHttp,
    /// A query, a fragment, a user name.
    #[error("it may not hold a user name, a query or a fragment")]
    Extras,
}

/// The address that all API paths are put behind, without a trailing slash and without `/v1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address as people paste it, with or without a trailing `/` or `/v1`.
    ///
    /// # Errors
    /// When it is no `http(s)` address, or plain http to anything but this computer. A host of letters beyond ASCII has to
    /// be written in its ASCII form (`xn--…`), so that it cannot look like another one.
    pub fn read(text: &str) -> Result<Self, BadBaseUrl> {
        let link = super::Link::read(text).ok_or(BadBaseUrl::NotAnAddress)?;
        let text = link.as_str();
        let rest = text.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or_default();
        if text.contains(['?', '#']) || authority.contains('@') {
            return Err(BadBaseUrl::Extras);
        }
        // What is read here as the host is what is connected to: no letters that look like others, no backslashes.
        if !authority.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte)) {
            return Err(BadBaseUrl::NotAnAddress);
        }
        if !link.is_https() && !is_loopback(authority) {
            return Err(BadBaseUrl::PlainHttp);
        }
        let mut base = text.trim_end_matches('/');
        base = base.strip_suffix("/v1").unwrap_or(base).trim_end_matches('/');
        Ok(Self(base.to_owned()))
    }

    /// Without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port, as they stand in it.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }

    /// Scheme, host and port: whoever is there gets what is sent, whatever the path.
    #[must_use]
    pub fn origin(&self) -> String {
        let (scheme, rest) = self.0.split_once("://").unwrap_or_default();
        let authority = rest.split('/').next().unwrap_or_default();
        let origin = format!("{scheme}://{authority}").to_ascii_lowercase();
        let usual = if origin.starts_with("https:") { ":443" } else { ":80" };
        origin.strip_suffix(usual).unwrap_or(&origin).to_owned()
    }

    /// Whether the key may go there without a question: it is CometAPI's own host, or the one that was allowed last.
    #[must_use]
    pub fn may_have_key(&self, allowed: Option<&Self>) -> bool {
        let origin = self.origin();
        origin == Self::default().origin() || allowed.is_some_and(|allowed| allowed.origin() == origin)
    }
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self("https://api.cometapi.com".to_owned())
    }
}

/// Whether `host` or `host:port` is this computer by name or by address.
fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_are_read_as_people_paste_them() {
        let table = [
            ("https://api.cometapi.com", Ok("https://api.cometapi.com")),
            ("https://api.cometapi.com/v1", Ok("https://api.cometapi.com")),
            (" https://api.cometapi.com/v1/ ", Ok("https://api.cometapi.com")),
            ("https://gate.example.org/comet/v1", Ok("https://gate.example.org/comet")),
            ("http://127.0.0.1:8080/v1", Ok("http://127.0.0.1:8080")),
            ("http://localhost:1", Ok("http://localhost:1")),
            ("http://[::1]:9", Ok("http://[::1]:9")),
            ("http://api.cometapi.com", Err(BadBaseUrl::PlainHttp)),
            ("http://127.0.0.1.example.org", Err(BadBaseUrl::PlainHttp)),
            ("http://localhost@evil.example", Err(BadBaseUrl::Extras)),
            ("https://u:p@api.cometapi.com", Err(BadBaseUrl::Extras)),
            ("https://api.cometapi.com/?a=b", Err(BadBaseUrl::Extras)),
            ("api.cometapi.com", Err(BadBaseUrl::NotAnAddress)),
            ("https://\u{430}pi.cometapi.com", Err(BadBaseUrl::NotAnAddress)),
            ("https://api.cometapi.com\\.evil.example", Err(BadBaseUrl::NotAnAddress)),
            ("https://xn--pi-7kc.example", Ok("https://xn--pi-7kc.example")),
        ];
        for (text, expected) in table {
            let read = BaseUrl::read(text);
            assert_eq!(read.as_ref().map(BaseUrl::as_str).map_err(Clone::clone), expected, "{text:?}");
        }
    }

    #[test]
    fn a_key_goes_where_it_was_allowed_and_to_cometapi() {
        let base = |text: &str| BaseUrl::read(text).expect("a base URL");
        let allowed = base("https://gate.example.org/comet");
        for (text, may) in [
            ("https://api.cometapi.com", true),
            ("https://API.CometAPI.com:443/v1", true),
            ("https://gate.example.org", true),
            ("https://Gate.Example.org:443/elsewhere", true),
            ("https://gate.example.org:8443/comet", false),
            ("https://gate.example.org.evil.example/comet", false),
            ("https://api.cometapi.com.evil.example", false),
            ("http://127.0.0.1:443", false),
        ] {
            assert_eq!(base(text).may_have_key(Some(&allowed)), may, "{text}");
        }
        assert!(!allowed.may_have_key(None) && BaseUrl::default().may_have_key(None));
        assert_ne!(base("http://127.0.0.1:1").origin(), base("http://127.0.0.1:2").origin());
        assert_ne!(base("http://localhost").origin(), base("https://localhost").origin());
        assert_eq!(base("http://[::1]:80").origin(), "http://[::1]");
    }

    #[test]
    fn a_key_never_prints_itself() {
        let key = ApiKey::read(" sk-0123456789abcdef\n").expect("a key");
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
        assert_eq!((key.reveal(), key.tail().as_str()), ("sk-0123456789abcdef", "cdef"));
        assert_eq!(ApiKey::read("short").map(|key| key.tail()).as_deref(), Some(""));
        assert_eq!(ApiKey::read("  "), None);
        assert_eq!(ApiKey::read("sk-\u{e9}"), None);
    }
}
