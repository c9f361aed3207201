//! Fetching the picture at an address to look at it: once, within bounds, and as a stranger.
//!
//! Not the sending: the address itself is sent, and the provider fetches it again. Invariants: no request carries the key,
//! a referrer or a cookie; each hop goes to the addresses that its name had when they were looked at; and through the live
//! door no address that is not public is ever asked.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use reqwest::{Client, Response, header, redirect};
use tokio::{net::lookup_host, time::timeout};
use url::{Host, Url};

use super::inputs::MOST_PICTURE_BYTES;
use super::shared::{Shared, blocking};
use crate::domain::{Damage, Door, ImageFacts, Link, Loaded, Unreadable, Unseen, reach::is_public_address};
use crate::state::{Event, Ticket};

/// How long a picture may take to come, redirects included.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many redirects are followed.
const REDIRECTS: usize = 3;
/// The longest name that a picture is given.
const NAME_CHARS: usize = 80;

pub(super) async fn peek(shared: &Shared, ticket: Ticket, link: Link, door: Door) {
    let result = look(shared, &link, door).await;
    if let Err(why) = &result {
        tracing::info!(?why, "the picture at an address was not seen");
    }
    shared.tell(Event::PortraitSeen(ticket, Box::new(result))).await;
}

async fn look(shared: &Shared, link: &Link, door: Door) -> Result<Loaded<ImageFacts>, Unseen> {
    let denied = |fault: String| Unseen::Unusable(Unreadable::Denied(fault));
    let stores = shared.stores().await.map_err(|fault| denied(fault.to_string()))?;
    let url = Url::parse(link.as_str()).map_err(|_| Unseen::NoAnswer)?;
    let name = name_of(&url);
    let bytes = fetch(url, door, PATIENCE, MOST_PICTURE_BYTES).await?;
    let inputs = Arc::clone(&stores.inputs);
    let taken = blocking(move || inputs.take_portrait(bytes, name)).await;
    let stumbled = |words| Unreadable::Damaged(Damage::Other(words));
    taken.map_err(stumbled).flatten().map_err(Unseen::Unusable)
}

/// What a picture at an address is called: the end of its path, else its host.
fn name_of(url: &Url) -> String {
    let path = url.path_segments().and_then(|mut parts| parts.next_back()).filter(|part| !part.is_empty());
    path.or(url.host_str()).unwrap_or_default().chars().take(NAME_CHARS).collect()
}

async fn fetch(url: Url, door: Door, patience: Duration, most: u64) -> Result<Vec<u8>, Unseen> {
    let fetched = timeout(patience, follow(url, door, most)).await;
    fetched.unwrap_or(Err(Unseen::TooSlow(patience.as_secs())))
}

/// Asks for the picture, through redirects. Each hop is a new request, so nothing of one reaches the next.
async fn follow(mut url: Url, door: Door, most: u64) -> Result<Vec<u8>, Unseen> {
    for _ in 0..=REDIRECTS {
        let response = ask(&url, door).await?;
        if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return read(response, most).await;
        }
        let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
        let next = location.and_then(|location| url.join(location).ok());
        url = next.filter(|next| matches!(next.scheme(), "http" | "https")).ok_or(Unseen::LeadsOn)?;
    }
    Err(Unseen::LeadsOn)
}

/// Asks once, at the addresses that the name has now: a name that changes meanwhile leads nowhere else.
async fn ask(url: &Url, door: Door) -> Result<Response, Unseen> {
    let host = url.host().ok_or(Unseen::NoAnswer)?;
    let port = url.port_or_known_default().ok_or(Unseen::NoAnswer)?;
    let found: Vec<SocketAddr> = match &host {
        Host::Domain(name) => lookup_host((*name, port)).await.map_err(|_| Unseen::NoAnswer)?.collect(),
        Host::Ipv4(address) => vec![(IpAddr::from(*address), port).into()],
        Host::Ipv6(address) => vec![(IpAddr::from(*address), port).into()],
    };
    if found.is_empty() {
        return Err(Unseen::NoAnswer);
    }
    let allowed: Vec<SocketAddr> = match door {
        Door::Live => found.into_iter().filter(|address| is_public_address(address.ip())).collect(),
        Door::Practice => found,
    };
    let Some(first) = allowed.first() else { return Err(Unseen::NotPublic) };
    let name_of_program = concat!("Likeness/", env!("CARGO_PKG_VERSION"));
    let mut builder = Client::builder().user_agent(name_of_program).redirect(redirect::Policy::none()).referer(false);
    if first.ip().is_loopback() {
        builder = builder.no_proxy();
    }
    if let Host::Domain(name) = host {
        builder = builder.resolve_to_addrs(name, &allowed);
    }
    let client = builder.build().map_err(|_| Unseen::NoAnswer)?;
    client.get(url.clone()).send().await.map_err(|_| Unseen::NoAnswer)
}

async fn read(mut response: Response, most: u64) -> Result<Vec<u8>, Unseen> {
    if !response.status().is_success() {
        return Err(Unseen::Status(response.status().as_u16()));
    }
    if response.content_length().is_some_and(|length| length > most) {
        return Err(Unseen::TooLarge(most));
    }
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|_| Unseen::NoAnswer)? {
        let length = bytes.len().saturating_add(part.len());
        if u64::try_from(length).unwrap_or(u64::MAX) > most {
            return Err(Unseen::TooLarge(most));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

#[cfg(test)]
#[path = "peeking_tests.rs"]
mod tests;
