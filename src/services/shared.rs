//! What every job shares: the way to report, the settings in use, the key, the library, the client, the practice server.
//!
//! Not a job. Each part is made once, when it is first needed, and never on the window's thread.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::{Notify, OnceCell, SetOnce, mpsc, watch};
use uuid::Uuid;

use super::api::{Brake, Client, Gateway};
use super::dialogs;
use super::drafts::Keeper;
use super::folders::Folders;
use super::inputs::Inputs;
use super::library::Library;
use super::pace::Pace;
use super::practice::{self, Running, Timeline};
use super::preferences;
use super::secrets::{KeyFile, KeyStore, Keys, Masked};
use super::sound::{SoundSystem, Sounds};
use super::unsaved::Unsaved;
use crate::domain::{
    ApiKey, BaseUrl, Door, KeyFault, KeyStatus, Language, LibraryFault, Refusal, RefusalKind, Settings, SubmissionId,
};
use crate::state::Event;

/// What a run of the services is given.
pub struct Options {
    /// Where things are.
    pub folders: Folders,
    /// `COMETAPI_KEY`, which wins over the keychain and the file for this run.
    pub environment_key: Option<Masked>,
    /// `COMETAPI_BASE_URL`, which wins over the settings for this run.
    pub base_url: Option<BaseUrl>,
    /// Where the key is kept.
    pub key_store: Arc<dyn KeyStore>,
    /// How long a practice task takes.
    pub timeline: Timeline,
    /// What the file dialogs say in a language: the sentences are not in here.
    pub dialog_words: fn(Language) -> dialogs::Words,
    /// How this computer plays and records.
    pub sound: Arc<dyn SoundSystem>,
}

/// What the library's opening brought: both, or why not.
pub(super) struct Stores {
    pub(super) library: Library,
    pub(super) inputs: Arc<Inputs>,
}

/// See the head of the file.
pub(super) struct Shared {
    pub(super) options: Options,
    stores: watch::Sender<Option<Result<Arc<Stores>, LibraryFault>>>,
    /// One opening at a time.
    pub(super) opening: tokio::sync::Mutex<()>,
    pub(super) unsaved: Unsaved,
    events: mpsc::Sender<Event>,
    wake: Arc<dyn Fn() + Send + Sync>,
    settings: Mutex<Settings>,
    unwritten: AtomicBool,
    writing: tokio::sync::Mutex<()>,
    pub(super) drafts: Keeper,
    keys: Arc<Keys>,
    key_read: SetOnce<()>,
    client: OnceCell<Client>,
    practice: OnceCell<(Running, ApiKey)>,
    waits: Mutex<HashMap<SubmissionId, Arc<Notify>>>,
    brakes: Mutex<HashMap<SubmissionId, Arc<Brake>>>,
    pub(super) pace: Pace,
    pub(super) sounds: Sounds,
}

impl Shared {
    pub(super) fn new(options: Options, events: mpsc::Sender<Event>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let file = KeyFile::new(options.folders.key_file.clone());
        let keys = Keys::new(Arc::clone(&options.key_store), file, options.environment_key.clone());
        Self {
            sounds: Sounds::new(Arc::clone(&options.sound)),
            options,
            stores: watch::Sender::default(),
            opening: tokio::sync::Mutex::default(),
            unsaved: Unsaved::default(),
            events,
            wake,
            settings: Mutex::default(),
            unwritten: AtomicBool::default(),
            writing: tokio::sync::Mutex::default(),
            drafts: Keeper::default(),
            keys: Arc::new(keys),
            key_read: SetOnce::new(),
            client: OnceCell::new(),
            practice: OnceCell::new(),
            waits: Mutex::default(),
            brakes: Mutex::default(),
            pace: Pace::default(),
        }
    }

    /// Reports, waiting for a place if the window is behind.
    pub(super) async fn tell(&self, event: Event) {
        if self.events.send(event).await.is_ok() {
            (self.wake)();
        }
    }

    /// Reports what may be left out when the window is behind, such as progress.
    pub(super) fn mention(&self, event: Event) {
        if self.events.try_send(event).is_ok() {
            (self.wake)();
        }
    }

    /// The open library and inputs, once they are open.
    ///
    /// # Errors
    /// Why they could not be opened when that was last tried.
    pub(super) async fn stores(&self) -> Result<Arc<Stores>, LibraryFault> {
        let mut stores = self.stores.subscribe();
        let tried = stores.wait_for(Option::is_some).await;
        tried.ok().and_then(|tried| tried.clone()).unwrap_or(Err(LibraryFault::Closed))
    }

    /// Whether the library is open.
    pub(super) fn is_open(&self) -> bool {
        matches!(&*self.stores.borrow(), Some(Ok(_)))
    }

    /// Uses what the library's opening brought from now on. What is open stays so until the program ends.
    pub(super) fn use_stores(&self, opened: Result<Stores, LibraryFault>) {
        self.stores.send_if_modified(|stores| {
            let replace = !matches!(stores, Some(Ok(_)));
            if replace {
                *stores = Some(opened.map(Arc::new));
            }
            replace
        });
    }

    pub(super) fn settings(&self) -> Settings {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn use_settings(&self, settings: Settings) {
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = settings;
    }

    /// Uses settings that are not written yet.
    pub(super) fn change_settings(&self, settings: Settings) {
        self.use_settings(settings);
        self.unwritten.store(true, Ordering::Release);
    }

    /// Writes the settings in use, unless they are written. However many changes come at once, the last write is of the
    /// last change.
    pub(super) async fn save_settings(&self) {
        let _turn = self.writing.lock().await;
        if !self.unwritten.swap(false, Ordering::AcqRel) {
            return;
        }
        let settings = self.settings();
        if let Some((running, _)) = self.practice.get() {
            running.set_limits(settings.limits.clone());
        }
        let path = self.options.folders.settings_file.clone();
        let write = move || preferences::write(&path, &settings).map_err(|error| error.to_string());
        if let Err(why) = blocking(write).await.flatten() {
            self.tell(Event::SettingsNotSaved(why)).await;
        }
    }

    pub(super) async fn read_key(&self) {
        let keys = Arc::clone(&self.keys);
        let status =
            blocking(move || keys.read()).await.unwrap_or_else(|words| KeyStatus::Trouble(KeyFault::Other(words)));
        self.key_read.set(()).ok();
        self.tell(Event::Key(status)).await;
    }

    pub(super) async fn keep_key(&self, key: ApiKey, in_file: bool) {
        let keys = Arc::clone(&self.keys);
        let keep = move || if in_file { keys.keep_in_file(&key) } else { keys.keep(&key) };
        self.tell_key(blocking(keep).await).await;
    }

    pub(super) async fn remove_key(&self) {
        let keys = Arc::clone(&self.keys);
        self.tell_key(blocking(move || keys.remove()).await).await;
    }

    /// Reports a change of the key, or that it went wrong. A key that could not be kept is used for this session.
    async fn tell_key(&self, result: Result<Result<KeyStatus, KeyFault>, String>) {
        match result.map_err(KeyFault::Other).flatten() {
            Ok(status) => self.tell(Event::Key(status)).await,
            Err(why) => {
                self.tell(Event::Key(self.keys.status())).await;
                self.tell(Event::KeyTrouble(why)).await;
            }
        }
    }

    /// The one client; made off the window's thread, since reading the system's certificates takes a while.
    ///
    /// # Errors
    /// Why it cannot be made; the system's words.
    pub(super) async fn client(&self) -> Result<&Client, String> {
        let make = || async { blocking(|| Client::new().map_err(|error| error.to_string())).await.flatten() };
        self.client.get_or_try_init(make).await
    }

    /// The client and where to go through a door.
    ///
    /// # Errors
    /// A refusal when there is no way: no key, or not for there; no client, no practice server. No byte was sent.
    pub(super) async fn way(&self, door: Door) -> Result<(&Client, Gateway), Refusal> {
        match door {
            Door::Practice => {
                let gateway = self.practice().await.map_err(refusal_here)?;
                Ok((self.client().await.map_err(refusal_here)?, gateway))
            }
            Door::Live => {
                self.stores().await.map_err(|fault| refusal_here(fault.to_string()))?;
                let base = self.options.base_url.clone().unwrap_or_else(|| self.settings().base_url);
                self.live_way(base).await
            }
        }
    }

    /// The client and the live gateway behind a base URL.
    ///
    /// # Errors
    /// As `way`.
    pub(super) async fn live_way(&self, base: BaseUrl) -> Result<(&Client, Gateway), Refusal> {
        self.key_read.wait().await;
        if !self.may_have_key(&base) {
            return Err(Refusal { kind: RefusalKind::KeyHost, ..refusal_here(String::new()) });
        }
        let key =
            self.keys.current().ok_or_else(|| Refusal { kind: RefusalKind::Key, ..refusal_here(String::new()) })?;
        Ok((self.client().await.map_err(refusal_here)?, Gateway { base, key }))
    }

    /// Whether the key may go to a base URL: it was given or allowed for it, or the environment names both. This is the one
    /// place where a key and an address meet.
    fn may_have_key(&self, base: &BaseUrl) -> bool {
        let of_key = self.options.environment_key.is_some() && self.options.base_url.as_ref() == Some(base);
        of_key || base.may_have_key(self.settings().key_base_url.as_ref())
    }

    pub(super) async fn start_practice(&self) {
        let result = self.practice().await.map(|_| ());
        self.tell(Event::PracticeReady(result)).await;
    }

    async fn practice(&self) -> Result<Gateway, String> {
        let make = || async {
            let (left, right) = (Uuid::new_v4(), Uuid::new_v4());
            let token = ApiKey::read(&format!("practice-{}{}", left.simple(), right.simple()))
                .ok_or_else(|| "no token".to_owned())?;
            let config = practice::Config {
                port: 0,
                token: token.clone(),
                folder: self.options.folders.cache.join("practice"),
                timeline: self.options.timeline,
                limits: self.settings().limits,
            };
            let running = practice::start(config).await.map_err(|error| error.to_string())?;
            Ok::<_, String>((running, token))
        };
        let (running, token) = self.practice.get_or_try_init(make).await?;
        Ok(Gateway { base: running.base_url(), key: token.clone() })
    }

    /// Waits, unless `hurry` ends the wait.
    pub(super) async fn pause(&self, id: SubmissionId, wait: Duration) {
        if wait.is_zero() {
            return;
        }
        let bell = Arc::new(Notify::new());
        self.waits().insert(id, Arc::clone(&bell));
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = bell.notified() => {}
        }
        self.waits().remove(&id);
    }

    /// Ends the wait of a task's job.
    pub(super) fn hurry(&self, id: SubmissionId) {
        if let Some(bell) = self.waits().get(&id) {
            bell.notify_one();
        }
    }

    /// The brake of the request that is about to be sent for a task.
    pub(super) fn brake_for(&self, id: SubmissionId) -> Arc<Brake> {
        let brake = Arc::<Brake>::default();
        self.brakes().insert(id, Arc::clone(&brake));
        brake
    }

    /// The request for a task has its outcome.
    pub(super) fn no_brake_for(&self, id: SubmissionId) {
        self.brakes().remove(&id);
    }

    /// Stops the request for a task. False when it is too late; true also when none is on its way.
    pub(super) fn stop(&self, id: SubmissionId) -> bool {
        self.brakes().get(&id).is_none_or(|brake| brake.pull())
    }

    fn brakes(&self) -> MutexGuard<'_, HashMap<SubmissionId, Arc<Brake>>> {
        self.brakes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waits(&self) -> MutexGuard<'_, HashMap<SubmissionId, Arc<Notify>>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A refusal by this computer: nothing was sent.
pub(super) fn refusal_here(message: String) -> Refusal {
    Refusal { kind: RefusalKind::Here, message, code: None, http: None, request_id: None }
}

/// Runs what blocks where it may block.
///
/// # Errors
/// When the work panicked, so that whoever waits for an answer still gets one.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "blocking work did not end");
        format!("{error}")
    })
}

/// Lets one call in a tenth of a second through.
#[derive(Default)]
pub(super) struct Throttle(Mutex<Option<Instant>>);

impl Throttle {
    pub(super) fn is_due(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|at| at.elapsed() >= Duration::from_millis(100));
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}
