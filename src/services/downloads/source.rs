//! The other side of a download: finding it through redirects, and reading it piece by piece.
//!
//! Not the part file. Invariants: no request carries a key, a referrer or a cookie; plain http is spoken with this computer
//! alone; and nobody can keep a download waiting for ever.

use std::time::Duration;

use bytes::Bytes;
use reqwest::{
    Response,
    header::{self, HeaderMap},
};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use super::part::Stamp;
use crate::domain::{DownloadFault, Found};
use crate::services::api::{Client, clean, is_here, words};

/// How many redirects are followed: hosts of videos move.
const REDIRECTS: usize = 5;

/// The fewest bytes that count as moving, each `Timeouts::stall`. A line that brings less brings nothing.
const LEAST_BYTES: usize = 64;

/// From which byte on, and only of what has this validator.
pub(super) struct From<'a> {
    pub(super) byte: u64,
    pub(super) validator: &'a str,
}

impl Client {
    /// Asks for the video, through redirects. Each hop is a new request, so nothing of one reaches the next.
    ///
    /// # Errors
    /// `Dead`, `Network`, or `NotAVideo` where the answer can hold none.
    pub(super) async fn open_video(&self, mut url: Url, from: Option<From<'_>>) -> Result<Source, DownloadFault> {
        for _ in 0..=REDIRECTS {
            let mut request = self.plain(url.clone());
            if let Some(from) = &from {
                request = request.header(header::RANGE, format!("bytes={}-", from.byte));
                request = request.header(header::IF_RANGE, from.validator);
            }
            let limits = self.timeouts();
            let response = timeout(limits.connect + limits.stall, request.send()).await;
            let response = response.map_err(|_| network("no answer in time"))?;
            let response = response.map_err(|error| DownloadFault::Network(words(error)))?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return sorted(response).map(|response| Source::new(response, limits.stall));
            }
            let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
            let next = location.and_then(|location| next_hop(&url, location));
            url = next.ok_or_else(|| network("a redirect that is not followed"))?;
        }
        Err(network("too many redirects"))
    }
}

pub(super) fn network(words: &str) -> DownloadFault {
    DownloadFault::Network(words.to_owned())
}

/// Whether it is an address whose content nobody on the way can read or change.
pub(super) fn is_safe(url: &Url) -> bool {
    url.has_host() && (url.scheme() == "https" || is_here(url))
}

/// Where a redirect leads, if it may be followed. A stranger's host has no business with the servers of this computer.
fn next_hop(from: &Url, location: &str) -> Option<Url> {
    let next = from.join(location).ok()?;
    (is_safe(&next) && (is_here(from) || !is_here(&next))).then_some(next)
}

/// Lets through what may hold a video, or says that a range cannot be had.
fn sorted(response: Response) -> Result<Response, DownloadFault> {
    match response.status().as_u16() {
        200 | 206 | 416 => Ok(response),
        // Hosts answer a signature that is too old with any of these.
        status @ (400 | 401 | 403 | 404 | 410) => Err(DownloadFault::Dead(status)),
        204 | 205 => Err(DownloadFault::NotAVideo(Found::Nothing)),
        status => Err(network(&format!("HTTP {status}"))),
    }
}

/// What comes from the other side.
pub(super) struct Source {
    response: Response,
    /// The length of the whole in bytes, where the server says it.
    pub(super) total: Option<u64>,
    stall: Duration,
    /// When the line counts as dead, unless enough bytes come.
    deadline: Instant,
    /// Bytes since the deadline was set.
    moved: usize,
    /// Taken in and not handed on yet.
    pending: Option<Bytes>,
}

impl Source {
    fn new(response: Response, stall: Duration) -> Self {
        let total = response.content_length();
        Self { response, total, stall, deadline: Instant::now() + stall, moved: 0, pending: None }
    }

    pub(super) fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// What tells this content from another at the same address.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { validator: validator(self.response.headers()), total: self.total }
    }

    /// Whether this answer goes on with the content of this stamp at `from`, beyond or up to `length`; the total is then
    /// that of the whole.
    pub(super) fn goes_on(&mut self, stamp: &Stamp, from: u64, length: u64) -> bool {
        let headers = self.response.headers();
        let Some(total) = range_total(headers, from, length) else { return false };
        let same = |known: Option<u64>| known.is_none() || total.is_none() || known == total;
        // An answer to `If-Range` may leave its validator out: it has just said that it is the same.
        let other = validator(headers).is_some_and(|now| stamp.validator.as_ref() != Some(&now));
        self.total = total.or(stamp.total);
        !other && same(stamp.total)
    }

    /// The next piece; `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, DownloadFault> {
        if let Some(piece) = self.pending.take() {
            return Ok(Some(piece));
        }
        match timeout_at(self.deadline, self.response.chunk()).await {
            Ok(Ok(piece)) => {
                self.moved += piece.as_ref().map_or(0, Bytes::len);
                if self.moved >= LEAST_BYTES {
                    (self.deadline, self.moved) = (Instant::now() + self.stall, 0);
                }
                Ok(piece)
            }
            Ok(Err(error)) => Err(DownloadFault::Network(words(error))),
            Err(_) => Err(network("nothing more came in time")),
        }
    }

    /// Takes in as many bytes as are known, and says whether they are the same.
    pub(super) async fn begins_with(&mut self, known: &[u8]) -> Result<bool, DownloadFault> {
        let mut known = known;
        while !known.is_empty() {
            let Some(mut piece) = self.next().await? else { return Ok(false) };
            let (now, later) = known.split_at(known.len().min(piece.len()));
            if piece.split_to(now.len()) != now {
                return Ok(false);
            }
            known = later;
            self.pending = Some(piece).filter(|rest| !rest.is_empty());
        }
        Ok(true)
    }
}

/// The strong entity tag, else the time of the last change. A weak tag says "much the same", which is not enough.
fn validator(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).filter(|text| text.len() <= 256);
    let tag = text(header::ETAG).filter(|tag| tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'));
    tag.or_else(|| text(header::LAST_MODIFIED).filter(|time| !time.is_empty())).map(str::to_owned)
}

/// The length of the whole, when the answer begins at `from` and can go on beyond `length`: `Content-Range: bytes 5-9/10`.
fn range_total(headers: &HeaderMap, from: u64, length: u64) -> Option<Option<u64>> {
    let range = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (place, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = place.split_once('-')?;
    let (start, end): (u64, u64) = (start.parse().ok()?, end.parse().ok()?);
    let total: Option<u64> = if total == "*" { None } else { Some(total.parse().ok()?) };
    let fits = start == from && total.is_none_or(|total| total >= length && end.checked_add(1) == Some(total));
    fits.then_some(total)
}

/// Refuses a page or an error in place of a video, so that the person sees what came.
///
/// # Errors
/// `NotAVideo`, with the start of the words.
pub(super) fn refuse_words(start: &[u8]) -> Result<(), DownloadFault> {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    // An MP4 file begins with the size of its first box, which is far below what these letters would make of it.
    if !text.starts_with(b"<") && !text.starts_with(b"{") && !text.starts_with(b"[") {
        return Ok(());
    }
    Err(DownloadFault::NotAVideo(Found::Words(clean(&String::from_utf8_lossy(text), None))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_to_safe_places_alone() {
        let (host, here) = ("https://a.example/v.mp4?sig=1", "http://127.0.0.1:80/v.mp4");
        for (from, location, expected) in [
            (host, "/w.mp4", Some("https://a.example/w.mp4")),
            (host, "https://b.example/w.mp4", Some("https://b.example/w.mp4")),
            (host, "http://a.example/w.mp4", None),
            (host, "http://127.0.0.1/w.mp4", None),
            (host, "http://localhost/w.mp4", None),
            (host, "file:///etc/passwd", None),
            (host, "data:video/mp4;base64,AAAA", None),
            (here, "/w.mp4", Some("http://127.0.0.1/w.mp4")),
            (here, "https://b.example/w.mp4", Some("https://b.example/w.mp4")),
            (here, "http://b.example/w.mp4", None),
        ] {
            let from = Url::parse(from).expect("an address");
            assert_eq!(next_hop(&from, location).as_ref().map(Url::as_str), expected, "{from} to {location}");
        }
    }

    #[test]
    fn only_what_is_exact_tells_contents_apart() {
        for (headers, expected) in [
            (&[][..], None),
            (&[("etag", "\"a\"")], Some("\"a\"")),
            (&[("etag", "W/\"a\"")], None),
            (&[("etag", "\"\"")], None),
            (
                &[("etag", "W/\"a\""), ("last-modified", "Tue, 03 Nov 2026 23:30:00 GMT")],
                Some("Tue, 03 Nov 2026 23:30:00 GMT"),
            ),
            (&[("etag", "\"a\""), ("last-modified", "Tue, 03 Nov 2026 23:30:00 GMT")], Some("\"a\"")),
        ] {
            let pairs =
                headers.iter().map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")));
            let headers: HeaderMap = pairs.collect();
            assert_eq!(validator(&headers).as_deref(), expected, "{headers:?}");
        }
        let long = HeaderMap::from_iter([(header::ETAG, format!("\"{}\"", "a".repeat(300)).parse().expect("a value"))]);
        assert_eq!(validator(&long), None);
    }
}
