//! Fetching finished videos: resumed where possible, verified, and put in place only when whole.
//!
//! Not a queue. The request carries no key, no referrer and nothing else that tells of the person. Invariant: at the target
//! there is either what was there before or a whole, verified video; never a part of one.

mod names;
mod part;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use bytes::Bytes;
use reqwest::{Response, header};
use url::Url;

use super::api::{Client, clean, words};
use super::media::mp4::{VideoFacts, inspect_video};
use crate::domain::DownloadFault;

pub use names::{Target, file_name, place};
use part::{Part, disk};

/// The largest video that is fetched, in bytes. Ours: a minute in 1080p is some 100 MB.
pub const MOST_BYTES: u64 = 4 << 30;

/// How many redirects are followed: hosts of videos move.
const REDIRECTS: usize = 5;

/// Between two reports of progress.
const REPORTED_EVERY: Duration = Duration::from_millis(100);

/// A video that is in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it is: the target, or a numbered name beside it when another file had come there.
    pub path: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// What it holds.
    pub facts: VideoFacts,
}

impl Client {
    /// Fetches a video of at most `most_bytes`, verifies it and puts it in its place. A part of it that an earlier try
    /// left (`<file>.part`) is taken up when the server offers that. `progress` is told the bytes here and the bytes in
    /// all, where the server says so, at most ten times a second.
    ///
    /// # Errors
    /// What to do next, as `DownloadFault` says. The part is kept for the next try, unless it cannot become a video.
    pub async fn fetch(
        &self,
        url: &str,
        target: &Target,
        most_bytes: u64,
        progress: impl Fn(u64, Option<u64>) + Send + Sync,
    ) -> Result<Fetched, DownloadFault> {
        let url = Url::parse(url).ok().filter(is_web);
        let url = url.ok_or_else(|| DownloadFault::NotAVideo("the provider's address cannot be used".into()))?;
        let mut part = Part::open(&target.path).await?;
        let taken = self.take_all(url, &mut part, most_bytes, &progress).await;
        let kept = part.close().await;
        let fetched = match taken.and(kept) {
            Ok(bytes) => verify(&part, bytes, target).await,
            Err(fault) => Err(fault),
        };
        match &fetched {
            // What is no video now will not become one by more bytes.
            Err(DownloadFault::NotAVideo(_)) => part.remove().await,
            Err(fault) => tracing::info!(?fault, "a download ended early"),
            Ok(fetched) => tracing::info!(bytes = fetched.bytes, "a video is in its place"),
        }
        fetched
    }

    /// Takes in all of it, from where the part ends if that can be.
    async fn take_all(
        &self,
        url: Url,
        part: &mut Part,
        most: u64,
        progress: &(impl Fn(u64, Option<u64>) + Sync),
    ) -> Result<(), DownloadFault> {
        let mut source = match self.resume(&url, part, most).await? {
            Some(source) => source,
            None => self.begin(url, part).await?,
        };
        let mut meter = Meter::new(progress, source.total);
        meter.tell(part.length());
        loop {
            if part.length() > most || source.total.is_some_and(|total| total > most) {
                return Err(DownloadFault::NotAVideo(format!("it is larger than {most} bytes")));
            }
            let Some(piece) = source.next().await? else { break };
            if part.length() == 0 {
                source.refuse_pages(&piece)?;
            }
            part.write(&piece).await?;
            meter.tell_sometimes(part.length());
        }
        meter.tell(part.length());
        match (part.length(), source.total) {
            (0, _) => Err(DownloadFault::NotAVideo("nothing came".into())),
            (came, Some(total)) if came != total => {
                Err(DownloadFault::Network(format!("it ended after {came} of {total} bytes")))
            }
            _ => Ok(()),
        }
    }

    /// Starts from the beginning.
    async fn begin(&self, url: Url, part: &mut Part) -> Result<Source, DownloadFault> {
        let response = self.open(url, None).await?;
        let source = self.source(response, 200)?;
        part.cut_to(0).await?;
        Ok(source)
    }

    /// Goes on where the part ends. The last stretch of the part is asked for again, and the answer is only gone on with
    /// when it is the same: an address may lead to another video than the one the part is of. `None` when it cannot be.
    async fn resume(&self, url: &Url, part: &mut Part, most: u64) -> Result<Option<Source>, DownloadFault> {
        if part.length() == 0 || part.length() > most {
            return Ok(None);
        }
        let known = part.end().await?;
        let from = part.length() - known.len() as u64;
        let response = self.open(url.clone(), Some(from)).await?;
        match response.status().as_u16() {
            // The server does not offer parts; what it sends is taken from the beginning.
            200 => {
                part.cut_to(0).await?;
                self.source(response, 200).map(Some)
            }
            206 => {
                let Some(total) = range_total(&response, from, part.length()) else { return Ok(None) };
                let mut source = self.source(response, 206)?;
                source.total = total;
                Ok(source.begins_with(&known).await?.then_some(source))
            }
            _ => Ok(None),
        }
    }

    /// Asks for the video, through redirects. Each hop is a new request, so nothing of one reaches the next.
    async fn open(&self, mut url: Url, from: Option<u64>) -> Result<Response, DownloadFault> {
        for _ in 0..=REDIRECTS {
            let mut request = self.plain(url.clone());
            if let Some(from) = from {
                request = request.header(header::RANGE, format!("bytes={from}-"));
            }
            let patience = self.timeouts().connect + self.timeouts().idle;
            let response = tokio::time::timeout(patience, request.send()).await;
            let response = response.map_err(|_| network("no answer in time"))?;
            let response = response.map_err(|error| DownloadFault::Network(words(error)))?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return sorted(response);
            }
            let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
            let next = location.and_then(|location| url.join(location).ok()).filter(is_web);
            url = next.ok_or_else(|| network("a redirect that leads nowhere"))?;
        }
        Err(network("too many redirects"))
    }

    fn source(&self, response: Response, expected: u16) -> Result<Source, DownloadFault> {
        let status = response.status().as_u16();
        if status != expected {
            return Err(network(&format!("HTTP {status}")));
        }
        let total = response.content_length();
        Ok(Source { response, idle: self.timeouts().idle, total, pending: None })
    }
}

fn network(words: &str) -> DownloadFault {
    DownloadFault::Network(words.to_owned())
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// Lets through what may hold a video, or says that a range cannot be had.
fn sorted(response: Response) -> Result<Response, DownloadFault> {
    match response.status().as_u16() {
        200 | 206 | 416 => Ok(response),
        // Hosts answer a signature that is too old with any of these.
        status @ (400 | 401 | 403 | 404 | 410) => Err(DownloadFault::Dead(status)),
        status @ 200..300 => Err(DownloadFault::NotAVideo(format!("HTTP {status}"))),
        status => Err(network(&format!("HTTP {status}"))),
    }
}

/// The length of the whole, when the answer begins at `from` and can go on beyond `length`: `Content-Range: bytes 5-9/10`.
fn range_total(response: &Response, from: u64, length: u64) -> Option<Option<u64>> {
    let range = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
    let (place, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (start, end) = place.split_once('-')?;
    let (start, end): (u64, u64) = (start.parse().ok()?, end.parse().ok()?);
    let total: Option<u64> = if total == "*" { None } else { Some(total.parse().ok()?) };
    let fits = start == from && total.is_none_or(|total| total >= length && end.checked_add(1) == Some(total));
    fits.then_some(total)
}

/// What comes from the other side.
struct Source {
    response: Response,
    idle: Duration,
    total: Option<u64>,
    /// Taken in and not handed on yet.
    pending: Option<Bytes>,
}

impl Source {
    /// The next piece; `None` at the end.
    async fn next(&mut self) -> Result<Option<Bytes>, DownloadFault> {
        if let Some(piece) = self.pending.take() {
            return Ok(Some(piece));
        }
        match tokio::time::timeout(self.idle, self.response.chunk()).await {
            Ok(Ok(piece)) => Ok(piece),
            Ok(Err(error)) => Err(DownloadFault::Network(words(error))),
            Err(_) => Err(network("nothing more came in time")),
        }
    }

    /// Takes in as many bytes as are known, and says whether they are the same.
    async fn begins_with(&mut self, known: &[u8]) -> Result<bool, DownloadFault> {
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

    /// Refuses a page or an error in place of a video, so that the person sees what came.
    fn refuse_pages(&self, start: &[u8]) -> Result<(), DownloadFault> {
        let text = start.trim_ascii_start();
        if !text.starts_with(b"<") && !text.starts_with(b"{") {
            return Ok(());
        }
        let said = clean(&String::from_utf8_lossy(text), None);
        Err(DownloadFault::NotAVideo(format!("a page came in its place: {said}")))
    }
}

/// Tells of progress, not too often.
struct Meter<'a, F> {
    progress: &'a F,
    total: Option<u64>,
    last: Instant,
}

impl<'a, F: Fn(u64, Option<u64>)> Meter<'a, F> {
    fn new(progress: &'a F, total: Option<u64>) -> Self {
        Self { progress, total, last: Instant::now() }
    }

    /// Tells now.
    fn tell(&mut self, bytes: u64) {
        self.last = Instant::now();
        (self.progress)(bytes, self.total);
    }

    /// Tells if the last time is long enough ago.
    fn tell_sometimes(&mut self, bytes: u64) {
        if self.last.elapsed() >= REPORTED_EVERY {
            self.tell(bytes);
        }
    }
}

/// Verifies the part and puts it in its place.
async fn verify(part: &Part, bytes: u64, target: &Target) -> Result<Fetched, DownloadFault> {
    let (from, target) = (part.path().to_owned(), target.clone());
    let done = tokio::task::spawn_blocking(move || {
        let facts = inspect_video(&from).map_err(|words| DownloadFault::NotAVideo(clean(&words, None)))?;
        let path = put_in_place(&from, &target)?;
        Ok(Fetched { path, bytes, facts })
    });
    done.await.unwrap_or_else(|error| Err(DownloadFault::Disk(error.to_string())))
}

/// Gives the part its final name. A name that is not to be replaced is first claimed with an empty file, which only
/// succeeds where nothing is: the one way to keep from overwriting that every file system has.
fn put_in_place(part: &Path, target: &Target) -> Result<PathBuf, DownloadFault> {
    let path = if target.replace { target.path.clone() } else { claim(&target.path)? };
    if let Err(error) = std::fs::rename(part, &path) {
        if !target.replace {
            // Our own empty file; if it stays, it is in nobody's way.
            let _ = std::fs::remove_file(&path);
        }
        return Err(disk(error));
    }
    // The name is kept by the folder. Not every system lets a folder be synchronised, and the video itself already is.
    if let Some(folder) = path.parent().and_then(|folder| std::fs::File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    Ok(path)
}

fn claim(path: &Path) -> Result<PathBuf, DownloadFault> {
    for path in names::numbered(path) {
        match std::fs::File::create_new(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(disk(error)),
        }
    }
    Err(DownloadFault::Disk("a thousand files have this name".into()))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
