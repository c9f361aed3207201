//! Practice: a server on this computer that speaks the provider's protocol, checks what the provider checks, renders a
//! placeholder film, and bills nothing.
//!
//! Not the provider: no face moves, no word is spoken, and no callback is sent. Invariants: it listens on the loopback
//! address alone; what it accepted is on the disk before it says so, and a later start on the same folder goes on with it.
//!
//! To try a failure, write `[practice: fail]` anywhere in the direction: the task is accepted and ends as failed with the
//! text "Failure to pass the risk control system".

mod camera;
mod canvas;
mod fault;
mod film;
#[cfg(test)]
mod fixtures;
mod inputs;
mod order;
mod record;
mod render;
mod results;
mod routes;
mod shelf;
mod speech;
pub mod voice;
mod voices;
mod worker;

use std::{
    future::IntoFuture as _,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::domain::{ApiKey, BaseUrl, Limits};
use routes::{Practice, router};
use worker::Worker;

/// How long `stop` waits for requests that are under way.
const GOODBYE: Duration = Duration::from_secs(3);

type SharedLimits = Arc<RwLock<Limits>>;

/// How long a task seems to take. It never succeeds before its film is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// How long it is `submitted`.
    pub submitted: Duration,
    /// How long it is `processing` after that.
    pub processing: Duration,
}

impl Default for Timeline {
    /// Long enough to be seen, short enough to wait for.
    fn default() -> Self {
        Self { submitted: Duration::from_millis(1500), processing: Duration::from_secs(3) }
    }
}

/// What a practice server needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen on 127.0.0.1; 0 takes any free port.
    pub port: u16,
    /// The key that requests must carry.
    pub token: ApiKey,
    /// Where tasks, films and voices are kept.
    pub folder: PathBuf,
    /// How long tasks take.
    pub timeline: Timeline,
    /// What is accepted.
    pub limits: Limits,
}

/// A server that is running until it is stopped or dropped.
#[must_use = "the server stops when this is dropped"]
pub struct Running {
    address: SocketAddr,
    base_url: BaseUrl,
    limits: SharedLimits,
    /// The server stops when this is gone.
    goodbye: Option<oneshot::Sender<()>>,
    serving: JoinHandle<io::Result<()>>,
    worker: Option<Worker>,
}

/// Starts a practice server on this runtime, and takes up what an earlier one left in the folder. Two servers may share a
/// folder, as when the window and the command line run at once: each finds the other's tasks.
///
/// # Errors
/// When the port is taken, or the folder cannot be used.
pub async fn start(config: Config) -> io::Result<Running> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
    let address = listener.local_addr()?;
    let base_url = BaseUrl::read(&format!("http://{address}")).map_err(io::Error::other)?;
    let folder = config.folder;
    let open = move || shelf::Shelf::open(&folder, record::now());
    let shelf = Arc::new(tokio::task::spawn_blocking(open).await.map_err(io::Error::other)??);
    let worker = Worker::start(Arc::clone(&shelf))?;
    for id in shelf.unrendered() {
        worker.queue().push(&id);
    }
    let limits: SharedLimits = Arc::new(RwLock::new(config.limits));
    let practice = Practice {
        token: config.token,
        address,
        timeline: config.timeline,
        limits: Arc::clone(&limits),
        shelf,
        queue: worker.queue(),
        signer: results::Signer::new(),
        fetcher: inputs::Fetcher::new().map_err(io::Error::other)?,
    };
    let (goodbye, gone) = oneshot::channel::<()>();
    let server = axum::serve(listener, router(Arc::new(practice)));
    // Both a word and the loss of whoever would say it mean the end.
    let server = server.with_graceful_shutdown(async move { gone.await.unwrap_or_default() });
    let serving = tokio::spawn(server.into_future());
    tracing::info!(%address, "the practice server is running");
    Ok(Running { address, base_url, limits, goodbye: Some(goodbye), serving, worker: Some(worker) })
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a client puts before every path.
    #[must_use]
    pub fn base_url(&self) -> BaseUrl {
        self.base_url.clone()
    }

    /// Accepts by other limits from now on.
    pub fn set_limits(&self, limits: Limits) {
        *self.limits.write().unwrap_or_else(PoisonError::into_inner) = limits;
    }

    /// Stops it: requests under way may end within three seconds, a film that is being rendered is left for the next start.
    pub async fn stop(mut self) {
        self.goodbye = None;
        if let Some(worker) = self.worker.take() {
            let _ = tokio::task::spawn_blocking(|| worker.finish()).await;
        }
        if tokio::time::timeout(GOODBYE, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
    }
}

#[cfg(test)]
mod access_tests;
#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
