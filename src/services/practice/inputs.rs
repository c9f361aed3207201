//! Takes in what a request brings: its body, and the files that it names by address. Both within bounds.
//!
//! Not what is in them: that is `order`. Invariant: no more is ever held than is allowed, and this server's key goes nowhere.

use std::time::Duration;

use axum::body::Body;
use futures_util::StreamExt as _;
use reqwest::{Client, redirect};

use super::fault::Fault;
use super::order::{Given, parameter, too_large};
use crate::domain::Link;

/// The largest body that is read: two files at their limits make 21 MB of Base64.
pub(super) const BODY: usize = 32 * 1024 * 1024;
/// How much of a body that will not be read is taken off the line, so that the client hears why.
const DRAINED: usize = 4 * BODY;
/// How long a file may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads a body.
///
/// # Errors
/// When it is larger than `BODY`, or the client goes away.
pub(super) async fn read_body(body: Body) -> Result<Vec<u8>, Fault> {
    let mut stream = body.into_data_stream();
    let (mut bytes, mut seen) = (Vec::new(), 0usize);
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| Fault::NotJson("it is not complete".to_owned()))?;
        seen = seen.saturating_add(part.len());
        if seen <= BODY {
            bytes.extend_from_slice(&part);
        } else if seen > DRAINED {
            break;
        } else {
            bytes = Vec::new();
        }
    }
    if seen > BODY { Err(Fault::TooLarge(BODY)) } else { Ok(bytes) }
}

/// Takes a body off the line and forgets it.
pub(super) async fn drain(body: Body) {
    let mut stream = body.into_data_stream();
    let mut seen = 0usize;
    while let Some(Ok(part)) = stream.next().await {
        seen = seen.saturating_add(part.len());
        if seen > DRAINED {
            break;
        }
    }
}

/// What fetches files: directly from this computer, as the system says from elsewhere.
pub(super) struct Fetcher {
    near: Client,
    far: Client,
}

impl Fetcher {
    /// Prepares it.
    ///
    /// # Errors
    /// When the system's certificates cannot be used.
    pub fn new() -> reqwest::Result<Self> {
        let client = || Client::builder().timeout(PATIENCE).redirect(redirect::Policy::limited(3));
        Ok(Self { near: client().no_proxy().build()?, far: client().build()? })
    }

    /// The bytes of a file, at most `most` of them.
    ///
    /// # Errors
    /// When it cannot be fetched or is larger.
    pub async fn bytes(&self, field: &str, given: Given, most: u64) -> Result<Vec<u8>, Fault> {
        match given {
            Given::Bytes(bytes) => Ok(bytes),
            Given::Link(link) => self.fetch(field, &link, most).await,
        }
    }

    async fn fetch(&self, field: &str, link: &Link, most: u64) -> Result<Vec<u8>, Fault> {
        let failed = |why: &str| parameter(format!("{field} could not be fetched from its address: {why}"));
        let url = url::Url::parse(link.as_str()).map_err(|_| failed("it is not a usable address"))?;
        let client = if is_near(&url) { &self.near } else { &self.far };
        let mut response = client.get(url).send().await.map_err(|error| failed(why(&error)))?;
        if !response.status().is_success() {
            return Err(failed(&format!("HTTP status {}", response.status().as_u16())));
        }
        if let Some(length) = response.content_length().filter(|length| *length > most) {
            return Err(too_large(field, &length.to_string(), most));
        }
        let mut bytes = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| failed(why(&error)))? {
            bytes.extend_from_slice(&part);
            if bytes.len() as u64 > most {
                return Err(too_large(field, &format!("more than {most}"), most));
            }
        }
        Ok(bytes)
    }
}

/// Whether an address is on this computer.
fn is_near(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// Why a fetch failed, without the address, which may be a secret.
fn why(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer within 10 s"
    } else if error.is_connect() {
        "no connection"
    } else if error.is_redirect() {
        "too many redirects"
    } else {
        "the connection broke"
    }
}
