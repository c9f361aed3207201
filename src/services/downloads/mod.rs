//! Fetching finished videos: resumed where possible, verified, and put in place only when whole.
//!
//! Not a queue. The request carries no key, no referrer and nothing else that tells of the person. Invariant: at the target
//! there is either what was there before or a whole, verified video; never a part of one, never two in one.

mod kept;
mod leftovers;
mod names;
mod part;
mod sound;
mod source;
mod turn;

use std::{
    fs::File,
    io::{BufRead as _, BufReader, ErrorKind},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::api::{Client, clean};
use super::media::{
    mp4::{VideoFacts, inspect_video},
    proof::prove_pictures,
};
use crate::domain::{Content, DownloadFault, Found, SubmissionId, Video};

pub use kept::is_as_kept;
pub use leftovers::{sweep, take_along};
pub use names::{Target, file_name, place};
use part::{Part, disk};
use source::{From, Source, is_safe, network, refuse_words};
pub use turn::Turn;

/// The largest video that is fetched, in bytes. Ours: a minute in 1080p is some 100 MB.
pub const MOST_BYTES: u64 = 2_000_000_000;

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
    /// When the file was last changed, where the file system says so.
    pub modified: Option<Timestamp>,
    /// What is wrong with it, where the target takes damaged files too.
    pub damage: Option<String>,
}

impl Fetched {
    /// As a task keeps it, with the picture that stands for it, if one could be drawn.
    #[must_use]
    pub fn into_video(self, poster: Option<PathBuf>) -> Video {
        let Self { path, bytes, facts, modified, damage } = self;
        let VideoFacts { length, width, height, frames_per_1000_s, codec, sound } = facts;
        Video { path, bytes, length, width, height, frames_per_1000_s, codec, sound, poster, modified, damage }
    }
}

impl Client {
    /// Fetches the video of a task, of at most `most_bytes`, verifies it and puts it in its place. A part of it that an
    /// earlier try left beside the target (`Likeness <id>.part`) is taken up when the server offers that and it is a part
    /// of the same content. `progress` is told the bytes here and the bytes in all, where the server says so, at most ten
    /// times a second.
    ///
    /// # Errors
    /// What to do next, as `DownloadFault` says. The part is kept for the next try where that can go on with it.
    pub async fn fetch(
        &self,
        url: &str,
        id: SubmissionId,
        target: &Target,
        most_bytes: u64,
        progress: impl Fn(u64, Option<u64>) + Send + Sync,
    ) -> Result<Fetched, DownloadFault> {
        let url = Url::parse(url).ok().filter(is_safe).ok_or(DownloadFault::NotAVideo(Found::BadAddress))?;
        let mut part = Part::open(&target.path, id).await?;
        let taken = self.take_all(url, &mut part, most_bytes, &progress).await;
        let closed = part.close().await;
        let fetched = match taken.and(closed) {
            Ok(bytes) => verify(&part, bytes, target).await,
            Err(fault) => Err(fault),
        };
        match &fetched {
            Ok(fetched) => tracing::info!(bytes = fetched.bytes, "a video is in its place"),
            Err(fault) => tracing::info!(?fault, "a download ended early"),
        }
        // What is no video now will not become one by more bytes.
        let goes_on = matches!(&fetched, Err(fault) if !matches!(fault, DownloadFault::NotAVideo(_)));
        if !goes_on || !part.is_of_use() {
            part.remove().await;
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
            None => begin(self.open_video(url, None).await?, part).await?,
        };
        let mut meter = Meter::new(progress, source.total);
        meter.tell(part.length());
        loop {
            if part.length() > most || source.total.is_some_and(|total| total > most) {
                return Err(DownloadFault::NotAVideo(Found::TooLarge(most)));
            }
            let Some(piece) = source.next().await? else { break };
            if part.length() == 0 {
                refuse_words(&piece)?;
            }
            part.write(&piece).await?;
            meter.tell_sometimes(part.length());
        }
        meter.tell(part.length());
        match (part.length(), source.total) {
            (0, _) => Err(DownloadFault::NotAVideo(Found::Nothing)),
            (came, Some(total)) if came != total => {
                Err(DownloadFault::Network(format!("it ended after {came} of {total} bytes")))
            }
            _ => Ok(()),
        }
    }

    /// Goes on where the part ends, when the server says that its content is still the one that the part is of. The last
    /// stretch of the part is asked for again, and the answer is only gone on with when it is the same: not every server
    /// keeps to what it says. `None` when it cannot be.
    async fn resume(&self, url: &Url, part: &mut Part, most: u64) -> Result<Option<Source>, DownloadFault> {
        let stamp = part.stamp().clone();
        let Some(validator) = stamp.validator.as_deref().filter(|_| (1..=most).contains(&part.length())) else {
            return Ok(None);
        };
        let known = part.end().await?;
        let byte = part.length() - known.len() as u64;
        let mut source = self.open_video(url.clone(), Some(From { byte, validator })).await?;
        match source.status() {
            // The server does not offer parts, or has another content now; it is taken from the beginning.
            200 => begin(source, part).await.map(Some),
            206 if source.goes_on(&stamp, byte, part.length()) => {
                Ok(source.begins_with(&known).await?.then_some(source))
            }
            _ => Ok(None),
        }
    }
}

/// Starts the part again with what comes from the beginning.
async fn begin(source: Source, part: &mut Part) -> Result<Source, DownloadFault> {
    match source.status() {
        200 => part.begin(source.stamp()).await.map(|()| source),
        status => Err(network(&format!("HTTP {status}"))),
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
        let inspected = inspect_video(&from);
        let proved = inspected.clone().and_then(|_| prove_pictures(&from));
        let damage = proved.err().map(|words| clean(&words, None));
        let target = match &damage {
            Some(words) if !target.even_damaged => {
                let content = content(&from).map_err(|error| disk(error, &from))?;
                return Err(DownloadFault::NotAVideo(Found::Damaged(words.clone(), content)));
            }
            Some(_) => target.for_damaged(),
            None => target,
        };
        let facts = inspected.unwrap_or(NOTHING_KNOWN);
        let path = put_in_place(&from, &target)?;
        let modified = kept::modified(&path);
        Ok(Fetched { path, bytes, facts, modified, damage })
    });
    done.await.unwrap_or_else(|error| Err(DownloadFault::Disk(error.to_string())))
}

/// What is known of a file that is no video.
const NOTHING_KNOWN: VideoFacts =
    VideoFacts { length: Duration::ZERO, width: 0, height: 0, frames_per_1000_s: 0, codec: String::new(), sound: None };

/// What tells this file from others.
fn content(path: &Path) -> std::io::Result<Content> {
    let (mut file, mut hasher, mut bytes) = (BufReader::with_capacity(65_536, File::open(path)?), Sha256::new(), 0);
    loop {
        let piece = file.fill_buf()?;
        if piece.is_empty() {
            return Ok(Content { bytes, digest: hasher.finalize().into() });
        }
        hasher.update(piece);
        let length = piece.len();
        file.consume(length);
        bytes += length as u64;
    }
}

/// Gives the part its final name. A name that is not to be replaced is first claimed with an empty file, which only
/// succeeds where nothing is: the one way to keep from overwriting that every file system has.
fn put_in_place(part: &Path, target: &Target) -> Result<PathBuf, DownloadFault> {
    let path = if target.replace { target.path.clone() } else { claim(&target.path, part)? };
    if let Err(error) = std::fs::rename(part, &path) {
        if !target.replace && is_claimed(&path) {
            // Our own empty file; if it stays, it is in nobody's way.
            let _ = std::fs::remove_file(&path);
        }
        return Err(disk(error, &path));
    }
    // The name is kept by the folder. Not every system lets a folder be synchronised, and the video itself already is.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    Ok(path)
}

/// Whether two files hold the same bytes.
fn holds_the_same(one: &Path, other: &Path) -> std::io::Result<bool> {
    if std::fs::metadata(one)?.len() != std::fs::metadata(other)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(File::open(one)?), BufReader::new(File::open(other)?));
    loop {
        let (here, there) = (one.fill_buf()?, other.fill_buf()?);
        let common = here.len().min(there.len());
        if common == 0 || here.get(..common) != there.get(..common) {
            return Ok(here.is_empty() && there.is_empty());
        }
        one.consume(common);
        other.consume(common);
    }
}

/// Whether there is an empty file: a claim of this task's name, by a run that was killed or that is at it now.
fn is_claimed(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
}

/// A name of the target's that is free or claimed, or where the same video is already: put there by a run that was killed
/// before it could write so down.
fn claim(path: &Path, part: &Path) -> Result<PathBuf, DownloadFault> {
    for path in names::numbered(path) {
        match File::create_new(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if is_claimed(&path) || holds_the_same(part, &path).unwrap_or(false) {
                    return Ok(path);
                }
            }
            Err(error) => return Err(disk(error, &path)),
        }
    }
    Err(DownloadFault::Disk("a thousand files have this name".into()))
}

#[cfg(test)]
#[path = "damaged_tests.rs"]
mod damaged_tests;
#[cfg(test)]
#[path = "resume_tests.rs"]
mod resume_tests;
#[cfg(test)]
#[path = "tests.rs"]
mod tests;
