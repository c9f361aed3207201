//! The client: how connections are made, and the paid request for a video. That for a spoken text is in `speech`.
//!
//! Not a queue and not a retry: `create` consumes its `Submission`, and every way of sending a request again that the HTTP
//! libraries have is off. Invariant: one `create` is at most one POST.

use std::{
    collections::{HashMap, HashSet},
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use reqwest::{Body, RequestBuilder, header, redirect, retry};
use tokio::sync::watch;
use url::{Host, Url};

use super::body::Upload;
use super::brake::Brake;
use super::read::{Reply, lost, words};
use super::triage::judge_create;
use crate::domain::{ApiKey, BaseUrl, Door, Lost, Outcome, Refusal, RefusalKind, Submission};

/// Where the avatar route is, behind the base URL: it creates, lists, and answers for each task (api.md §1, §2).
pub(super) const AVATAR: &str = "/kling/v1/videos/avatar/image2video";

/// The most bytes of an answer that are read.
pub(super) const ANSWER_BYTES: usize = 1_048_576;

/// Where requests go and with which key.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// What all paths are put behind.
    pub base: BaseUrl,
    /// For the one header.
    pub key: ApiKey,
}

/// The kept files that an order names. Cheap to clone; never copied as a whole.
#[derive(Clone, Debug, Default)]
pub struct Payload {
    /// The picture, when the order has one as a file.
    pub portrait: Option<Bytes>,
    /// The sound, when the order has one as a file.
    pub voice: Option<Bytes>,
}

/// How long to wait for what. None of them limits how long an upload or a download may take while it moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, its name look-up and its TLS included.
    pub connect: Duration,
    /// For the next bytes of an answer.
    pub idle: Duration,
    /// For the next bytes of a download.
    pub stall: Duration,
    /// For a whole answer, from the moment the last byte of the request was handed to the connection; and for the
    /// connection to take the next piece of an upload, since the system buffers more of it than a slow line takes in
    /// `idle`.
    pub answer: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        // Gateways in front of CometAPI end a request after 100 s (524): waiting longer than they do loses no answer.
        Self {
            connect: Duration::from_secs(20),
            idle: Duration::from_secs(60),
            stall: Duration::from_secs(30),
            answer: Duration::from_secs(180),
        }
    }
}

/// The client could not be set up (the system's certificates could not be read); the system's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the network cannot be used: {0}")]
pub struct NoClient(String);

/// Two clients of one kind. The system's proxy does not see what goes to this computer.
#[derive(Debug)]
pub(super) struct Pair {
    outside: reqwest::Client,
    here: reqwest::Client,
}

impl Pair {
    fn build(kind: impl Fn() -> reqwest::ClientBuilder) -> Result<Self, NoClient> {
        let build = |builder: reqwest::ClientBuilder| builder.build().map_err(|error| NoClient(words(error)));
        // Plain http needs no certificates, and reading them is what takes time.
        Ok(Self { outside: build(kind())?, here: build(kind().no_proxy().tls_certs_only([]))? })
    }

    pub(super) fn to(&self, url: &Url) -> &reqwest::Client {
        if is_here(url) { &self.here } else { &self.outside }
    }
}

/// Which path answered for a gateway's tasks, and for which tasks all paths were tried.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// The number of the path, by base URL.
    pub(super) known: HashMap<String, usize>,
    /// Base URL and task id.
    pub(super) tried: HashSet<(String, String)>,
}

/// Talks to the provider and to where its videos are. Made once, shared by reference.
#[derive(Debug)]
pub struct Client {
    /// For the paid requests alone.
    pub(super) paid: Pair,
    /// For everything that may be asked twice.
    free: Pair,
    pub(super) timeouts: Timeouts,
    pub(super) routes: Mutex<Routes>,
}

impl Client {
    /// Sets up the client. Reads the system's certificates, which takes tens of milliseconds: not for the window's thread.
    ///
    /// # Errors
    /// When TLS cannot be set up on this computer.
    pub fn new() -> Result<Self, NoClient> {
        Self::with(Timeouts::default())
    }

    /// Sets up the client with other waiting times.
    ///
    /// # Errors
    /// When TLS cannot be set up on this computer.
    pub fn with(timeouts: Timeouts) -> Result<Self, NoClient> {
        // No redirect is followed by itself: an API call goes where the person said or nowhere. The library's read
        // timeout would count from the first byte of an upload, so waiting is limited here and not there. No connection is
        // kept for a next request: what it wrote last, the key among it, stays in its memory for as long as it is open.
        let common = || {
            reqwest::Client::builder()
                .user_agent(concat!("Likeness/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(timeouts.connect)
                .redirect(redirect::Policy::none())
                .referer(false)
                .retry(retry::never())
                .pool_max_idle_per_host(0)
        };
        // A request that finds its kept-alive connection dead is sent once more by the layers below, where they believe
        // that nothing was sent. The paid one always has a fresh connection of its own, so there is nothing to believe;
        // and HTTP/1.1 has no refused streams, after which it could be repeated.
        let paid = Pair::build(|| common().http1_only())?;
        Ok(Self { paid, free: Pair::build(common)?, timeouts, routes: Mutex::default() })
    }

    /// Sends the paid request: once, whatever happens. `progress` is told the bytes handed to the connection and the
    /// bytes in all, after every piece of at most 64 KiB; the first call has them all still to go. Whoever pulls the brake
    /// before the first piece was handed out makes it a `Later` of which nothing was sent.
    ///
    /// Dropping the future cuts the request off; what became of it is then unknown.
    pub async fn create(
        &self,
        gateway: &Gateway,
        submission: Submission,
        payload: Payload,
        progress: impl Fn(u64, u64) + Send + Sync + 'static,
        brake: Arc<Brake>,
    ) -> Outcome {
        let url = match destination(gateway, &submission) {
            Ok(url) => url,
            Err(words) => return stopped_here(words),
        };
        let upload = match Upload::new(&submission, payload) {
            Ok(upload) => upload,
            Err(missing) => return stopped_here(missing.to_string()),
        };
        let total = upload.total();
        let (sent, handed) = watch::channel(0);
        progress(0, total);
        let mut bytes = 0;
        let first = Arc::clone(&brake);
        let pieces = upload.map(move |piece| {
            if !first.let_go() {
                return Err(io::Error::from(io::ErrorKind::Interrupted));
            }
            bytes += piece.len() as u64;
            sent.send_replace(bytes);
            progress(bytes, total);
            Ok(piece)
        });
        let request = self
            .paid
            .to(&url)
            .post(url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, total)
            .body(Body::wrap_stream(futures_util::stream::iter(pieces)));
        let outcome = tokio::select! {
            biased;
            outcome = self.exchange(gateway, request) => outcome,
            () = overdue(handed, self.timeouts) => Outcome::Unknown(Lost::TimedOut),
            () = brake.pulled() => stopped_by_the_person(),
        };
        // Whatever the layers below made of it: nothing has left.
        let outcome = if brake.is_pulled() { stopped_by_the_person() } else { outcome };
        log(&submission, &outcome);
        outcome
    }

    /// Sends the request and reads the answer.
    async fn exchange(&self, gateway: &Gateway, request: RequestBuilder) -> Outcome {
        match authorised(request, gateway).send().await {
            Ok(response) => {
                let reply = Reply::read(response, ANSWER_BYTES, self.timeouts.idle).await;
                judge_create(&reply, gateway)
            }
            // Name look-up, connection and TLS come before the first byte of a request. Nothing later does.
            Err(error) if error.is_connect() => {
                Outcome::Later(nothing_sent(RefusalKind::NotReached, words(error)), None)
            }
            Err(error) if error.is_builder() => stopped_here(words(error)),
            Err(error) => Outcome::Unknown(lost(error)),
        }
    }

    /// A GET without key, for what may be asked twice.
    pub(in crate::services) fn plain(&self, url: Url) -> RequestBuilder {
        self.free.to(&url).get(url)
    }

    /// The waiting times.
    pub(in crate::services) fn timeouts(&self) -> Timeouts {
        self.timeouts
    }
}

/// Adds the headers of every API call. The library marks the key as sensitive: it is not in its logs.
pub(super) fn authorised(request: RequestBuilder, gateway: &Gateway) -> RequestBuilder {
    request.bearer_auth(gateway.key.reveal()).header(header::ACCEPT, "application/json")
}

/// The address of a path, and of an id behind it. Ids are percent-encoded.
pub(super) fn address(gateway: &Gateway, path: &str, id: Option<&str>) -> Result<Url, String> {
    let base = format!("{}{path}", gateway.base.as_str());
    let mut url = Url::parse(&base).map_err(|error| format!("the base URL cannot be used: {error}"))?;
    if let Some(id) = id {
        // These two would climb up the path instead of naming something in it.
        let mut segments = (id != "." && id != "..").then_some(()).and_then(|()| url.path_segments_mut().ok());
        let segments = segments.as_mut().ok_or_else(|| format!("{id:?} cannot be an id"))?;
        segments.push(id);
    }
    Ok(url)
}

/// Whether it is plain http to this computer.
pub(in crate::services) fn is_here(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "http" && loopback
}

/// Finds the address, and stops a practice task from ever going where it would be billed.
fn destination(gateway: &Gateway, submission: &Submission) -> Result<Url, String> {
    let url = address(gateway, AVATAR, None)?;
    if submission.door() == Door::Practice && !is_here(&url) {
        return Err("a practice task does not leave this computer".into());
    }
    Ok(url)
}

pub(super) fn nothing_sent(kind: RefusalKind, message: String) -> Refusal {
    Refusal { kind, message, code: None, http: None, request_id: None }
}

/// Nothing was sent, because the person stopped it in time.
pub(in crate::services) fn stopped_by_the_person() -> Outcome {
    Outcome::Later(nothing_sent(RefusalKind::Here, "stopped before anything was sent".into()), None)
}

fn stopped_here(message: String) -> Outcome {
    Outcome::Refused(nothing_sent(RefusalKind::Here, message))
}

/// Ends when the request has been waiting for too long: for the next piece to be taken, or for the answer to all of it.
async fn overdue(mut handed: watch::Receiver<u64>, timeouts: Timeouts) {
    // Until the first piece is taken the connection is being made, which has a limit of its own.
    let mut patience = timeouts.connect + timeouts.answer;
    loop {
        match tokio::time::timeout(patience, handed.changed()).await {
            Ok(Ok(())) => patience = timeouts.answer,
            // All of it is taken, or the connection wants no more of it because an answer came early.
            Ok(Err(_)) => return tokio::time::sleep(timeouts.answer).await,
            Err(_) => return,
        }
    }
}

/// One line for every paid request: what came of it, without any text that came back.
fn log(submission: &Submission, outcome: &Outcome) {
    let id = submission.id();
    match outcome {
        Outcome::Accepted(accepted) => tracing::info!(%id, task = accepted.task_id.0, "accepted"),
        Outcome::Refused(refusal) => {
            tracing::warn!(%id, kind = ?refusal.kind, http = refusal.http, code = refusal.code, "refused");
        }
        Outcome::Later(refusal, wait) => {
            tracing::info!(%id, kind = ?refusal.kind, http = refusal.http, ?wait, "not now");
        }
        Outcome::Unknown(Lost::Unclear(http, _)) => tracing::warn!(%id, http, "no clear answer"),
        Outcome::Unknown(lost) => tracing::warn!(%id, ?lost, "no clear answer"),
    }
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
