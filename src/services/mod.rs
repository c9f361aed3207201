//! Everything that touches the outside, on tokio: `Services` takes jobs and answers with events.
//!
//! No decisions: what happens next is for `state::update` to say. Every job is answered as its line in
//! `state::messages` says, and blocking work never runs on the async workers.

pub mod api;
pub mod dialogs;
pub mod downloads;
pub mod drafts;
mod fetching;
mod files;
pub mod folders;
pub mod handover;
pub mod inputs;
pub mod library;
mod loading;
mod look;
pub mod media;
pub mod opening;
mod pace;
mod paths;
mod peeking;
pub mod practice;
pub mod preferences;
pub mod samples;
pub mod secrets;
mod sending;
mod shared;
pub mod sound;
mod speaking;
mod unsaved;
mod watching;

use std::sync::Arc;

use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
};

pub use shared::Options;
use shared::Shared;

use crate::domain::{Language, Speech, Standing, SubmissionId, Task};
use crate::state::speech::SpeechJob;
use crate::state::{Event, Job};

/// How many events may wait for the window before services wait in turn.
const EVENTS: usize = 1024;
/// How many ledger writes may wait.
const WRITES: usize = 4096;

/// What the ledger's queue holds.
enum Write {
    /// A new task.
    Enroll(Box<Task>),
    /// A change of one.
    Save(Box<Task>),
    /// A change of a spoken text.
    SaveSpeech(Box<Speech>),
    /// Where waiting ones stand.
    Arrange(Vec<(SubmissionId, Standing)>),
    /// Whoever waits for what was queued before.
    Flush(oneshot::Sender<()>),
}

/// Does jobs in the background; clones share them. Dropping it lets what is under way run on until the runtime ends.
#[derive(Clone)]
pub struct Services {
    shared: Arc<Shared>,
    ledger: mpsc::Sender<Write>,
    runtime: Handle,
}

impl Services {
    /// Starts; `wake` is called after every event, from any thread.
    #[must_use]
    pub fn start(
        runtime: &Handle,
        options: Options,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> (Self, mpsc::Receiver<Event>) {
        let (events, receiver) = mpsc::channel(EVENTS);
        let (ledger, writes) = mpsc::channel(WRITES);
        let shared = Arc::new(Shared::new(options, events, wake));
        runtime.spawn(write_in_order(Arc::clone(&shared), writes));
        (Self { shared, ledger, runtime: runtime.clone() }, receiver)
    }

    /// Begins a job and returns at once.
    pub fn run(&self, job: Job) {
        let shared = Arc::clone(&self.shared);
        match job {
            Job::Enroll(task) => self.write(Write::Enroll(task)),
            Job::Save(task) => self.write(Write::Save(task)),
            Job::Arrange(places) => self.write(Write::Arrange(places)),
            Job::Speech(SpeechJob::Save(speech)) => self.write(Write::SaveSpeech(speech)),
            Job::Hurry(id) => shared.hurry(id),
            Job::Sound(job) => sound::run(&shared, &self.runtime, job),
            Job::Send(submission) => {
                // At once, so that whoever stops it finds it.
                let brake = shared.brake_for(submission.id());
                self.runtime.spawn(async move { sending::send(&shared, submission, brake).await });
            }
            Job::SaveDraft(draft) => drafts::keep(&shared, &self.runtime, *draft),
            Job::SaveSettings(settings) => {
                let folder = shared.settings().download_folder;
                shared.change_settings(settings);
                self.runtime.spawn(async move {
                    shared.save_settings().await;
                    fetching::take_along(&shared, folder).await;
                });
            }
            other => {
                self.runtime.spawn(async move { do_job(&shared, other).await });
            }
        }
    }

    /// Reports what the system says of light and motion, now and whenever it changes, until the runtime ends. On macOS this
    /// must be called on the main thread, once the window's event loop is there.
    pub fn watch_look(&self, language: Language) {
        look::watch(&self.shared, &self.runtime, language);
    }

    /// Waits until everything that was queued for the ledger is written, and the settings and the form too. What could not be
    /// written before is tried once more. What sounds or records ends; a recording stays to be found at the next start.
    pub async fn flush(&self) {
        self.shared.sounds.finish().await;
        drafts::write_now(&self.shared).await;
        self.shared.save_settings().await;
        let (done, written) = oneshot::channel();
        if self.ledger.send(Write::Flush(done)).await.is_ok() {
            written.await.ok();
        }
    }

    /// Writes to the ledger keep their order, so that an older state of a task never overwrites a newer one.
    fn write(&self, write: Write) {
        if let Err(mpsc::error::TrySendError::Full(write)) = self.ledger.try_send(write) {
            let ledger = self.ledger.clone();
            self.runtime.spawn(async move { ledger.send(write).await });
        }
    }
}

async fn write_in_order(shared: Arc<Shared>, mut writes: mpsc::Receiver<Write>) {
    loop {
        let write = tokio::select! {
            write = writes.recv() => write,
            () = shared.unsaved.due() => {
                shared.unsaved.write(&shared).await;
                continue;
            }
        };
        match write {
            Some(Write::Enroll(task)) => sending::enroll(&shared, &task).await,
            Some(Write::Save(task)) => sending::save(&shared, &task).await,
            Some(Write::SaveSpeech(speech)) => speaking::save(&shared, &speech).await,
            Some(Write::Arrange(places)) => sending::arrange(&shared, places).await,
            Some(Write::Flush(done)) => {
                shared.unsaved.write(&shared).await;
                // Whoever waited may have gone.
                done.send(()).ok();
            }
            None => return,
        }
    }
}

async fn do_job(shared: &Arc<Shared>, job: Job) {
    match job {
        Job::OpenLibrary => loading::open_library(shared).await,
        Job::ReadKey => shared.read_key().await,
        Job::KeepKey(key) => shared.keep_key(key, false).await,
        Job::KeepKeyInFile(key) => shared.keep_key(key, true).await,
        Job::RemoveKey => shared.remove_key().await,
        Job::StartPractice => shared.start_practice().await,
        Job::Sort(paths) => loading::sort(shared, paths).await,
        Job::ReadPortrait(ticket, source, edit) => loading::read_portrait(shared, ticket, source, edit).await,
        Job::Peek(ticket, link, door) => peeking::peek(shared, ticket, link, door).await,
        Job::ReadVoice(ticket, source, edit) => loading::read_voice(shared, ticket, source, edit).await,
        Job::Choose(place, language) => loading::choose(shared, place, language).await,
        Job::ChooseFolder(language) => loading::choose_folder(shared, language).await,
        Job::Stop(id) => sending::stop(shared, id).await,
        Job::Wait(id, after) => watching::wait(shared, id, after).await,
        Job::Ask(id, door, task_id, after) => watching::ask(shared, id, door, task_id, after).await,
        Job::LookFor(id, door, external_id, after) => watching::look_for(shared, id, door, external_id, after).await,
        Job::Download(fetch) => fetching::download(shared, *fetch).await,
        Job::LookAtVideos(videos) => fetching::look_at_videos(shared, videos).await,
        Job::TestConnection(base) => watching::test_connection(shared, base).await,
        Job::OpenFile(path) => loading::open_file(shared, path).await,
        Job::ShowInFolder(path) => loading::show_in_folder(shared, path).await,
        Job::Speech(job) => speaking::run(shared, job).await,
        // `run` has done these already.
        Job::Enroll(_)
        | Job::Save(_)
        | Job::Arrange(_)
        | Job::Hurry(_)
        | Job::Send(_)
        | Job::Sound(_)
        | Job::SaveSettings(_)
        | Job::SaveDraft(_) => {}
    }
}
