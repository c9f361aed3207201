//! The ledger: every approved order and what became of it, in a database of its own thread.
//!
//! Not the videos, nor the kept inputs: those are files. Invariant: what an answer says was written is on the disk, so
//! that whatever happens next nobody pays twice for the same approval; `ledger` names the guards.

mod backups;
mod file;
mod ledger;
mod recovery;
mod reserve;
mod rows;
mod salvage;
mod speech_rows;
mod speeches;
mod stages;
#[cfg(test)]
mod strategies;

use std::{path::Path, thread};

use jiff::Timestamp;
use rusqlite::{
    ErrorCode,
    ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE},
};
use tokio::sync::{mpsc, oneshot};

use self::ledger::Ledger;
use super::paths;
pub use crate::domain::LibraryFault;
use crate::domain::{Outcome, Speech, Stage, Standing, SubmissionId, Task, TaskId, Video, Warning};

/// How many requests may wait for the thread before the next one waits for a place.
const INBOX: usize = 64;

impl From<rusqlite::Error> for LibraryFault {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error();
        match (code.map(|code| code.code), code.map(|code| code.extended_code)) {
            (Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt), _) => Self::Damaged(error.to_string()),
            (_, Some(SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE)) => Self::AlreadyThere,
            _ => Self::Unwritable(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for LibraryFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Unwritable(error.to_string())
    }
}

/// What the library holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// Every task that can be read, in the order of their approval.
    pub tasks: Vec<Task>,
    /// Every spoken text that can be read, likewise.
    pub speeches: Vec<Speech>,
    /// One for each row that cannot; it was left as it is.
    pub warnings: Vec<Warning>,
}

type Work = Box<dyn FnOnce(&mut Ledger) + Send>;

enum Request {
    Do(Work),
    Close(oneshot::Sender<()>),
}

/// The open library. Clones talk to the same one; requests are done in the order they were made, and a request whose
/// answer nobody waits for is done all the same.
#[derive(Clone, Debug)]
pub struct Library {
    requests: mpsc::Sender<Request>,
}

impl Library {
    /// Opens the library of a folder, making both if there are none. A damaged one is set aside as
    /// `likeness.damaged-<n>.db` and a new one takes its place, with every task that could still be read, which a warning
    /// tells. What was waiting in it comes back as `Unknown(Interrupted)`.
    ///
    /// # Errors
    /// `NewerVersion`, with nothing touched; `Damaged` while another program has it open; or `Unwritable`.
    pub async fn open(folder: &Path) -> Result<(Self, Vec<Warning>), LibraryFault> {
        let (requests, inbox) = mpsc::channel(INBOX);
        let (answer, opened) = oneshot::channel();
        let folder = folder.to_owned();
        let body = move || match file::open(&folder) {
            Ok((ledger, warnings)) => {
                if answer.send(Ok(warnings)).is_ok() {
                    work(ledger, inbox);
                }
            }
            // Nobody waits any more: there is nothing to close and nobody to tell.
            Err(fault) => drop(answer.send(Err(fault))),
        };
        thread::Builder::new()
            .name("library".to_owned())
            .spawn(body)
            .map_err(|error| LibraryFault::Unwritable(error.to_string()))?;
        let warnings = opened.await.map_err(|_| LibraryFault::Closed)??;
        Ok((Self { requests }, warnings))
    }

    /// Makes the daily copy of a folder's library, `likeness.backup.db`, unless the last one is less than a day old. Blocks.
    ///
    /// # Errors
    /// When it could not be made.
    pub fn back_up_daily(folder: &Path) -> Result<(), LibraryFault> {
        backups::daily(folder)
    }

    /// Every task whole. One that was being sent when the program ended comes back as `Unknown(Interrupted)` and is
    /// written so. One that is being sent through this very library stays so, and while another program has the library
    /// open, so does every other, for that one may be sending it.
    ///
    /// # Errors
    /// `Damaged`, `Unwritable` or `Closed`. A row that cannot be read is a warning, not an error.
    pub async fn all(&self) -> Result<Contents, LibraryFault> {
        self.ask(Ledger::all).await
    }

    /// Adds a waiting task. When this returns, it is on the disk.
    ///
    /// # Errors
    /// `AlreadyThere` when its id is, or its own task id at the same door; `Unchangeable` when it is not waiting;
    /// `Damaged`, `Unwritable` or `Closed`.
    pub async fn enroll(&self, task: &Task) -> Result<(), LibraryFault> {
        let task = task.clone();
        self.ask(move |ledger| ledger.enroll(&task)).await
    }

    /// Marks a waiting task as being sent: the last guard against a second paid request. True means that the mark is on
    /// the disk and that the request may be sent; false, or an error, that it must not.
    ///
    /// # Errors
    /// `Damaged`, `Unwritable` or `Closed`.
    pub async fn mark_sending(&self, id: SubmissionId, sent_at: Timestamp) -> Result<bool, LibraryFault> {
        self.ask(move |ledger| ledger.mark_sending(id, sent_at)).await
    }

    /// Writes what came of the paid request, before anybody else is told. Only `Later` makes a task wait again.
    ///
    /// # Errors
    /// `NotThere`; `Unchangeable` when the task has gone on without this answer; `Damaged`, `Unwritable` or `Closed`.
    pub async fn settle(&self, id: SubmissionId, outcome: &Outcome, now: Timestamp) -> Result<(), LibraryFault> {
        let outcome = outcome.clone();
        self.ask(move |ledger| ledger.settle(id, &outcome, now)).await
    }

    /// Writes that a text is being spoken, and gives the lost one up in whose place that is: the guard against a second paid
    /// request. When this returns, it is on the disk and may be sent; after an error it must not be.
    ///
    /// # Errors
    /// `AlreadyThere` when its id is, or when the same words are on their way or lost at the same door; `Unchangeable` when
    /// it is not about to be sent; `Damaged`, `Unwritable` or `Closed`.
    pub async fn begin_speech(&self, speech: &Speech, instead_of: Option<SubmissionId>) -> Result<(), LibraryFault> {
        let speech = speech.clone();
        self.ask(move |ledger| ledger.begin_speech(&speech, instead_of)).await
    }

    /// Writes the present stage of a spoken text. Writing what is there already is no error.
    ///
    /// # Errors
    /// `NotThere`; `Unchangeable` when it has gone on without this; `Damaged`, `Unwritable` or `Closed`.
    pub async fn save_speech(&self, speech: &Speech) -> Result<(), LibraryFault> {
        let speech = speech.clone();
        self.ask(move |ledger| ledger.save_speech(&speech)).await
    }

    /// Writes a task's present stage and what goes with it; its order never changes. Writing what is there already is
    /// no error.
    ///
    /// # Errors
    /// `NotThere`; `Unchangeable` when the task is at its end, or would go back to waiting, lose the provider's id, or be
    /// marked as being sent or taken back when it is not waiting; `Damaged`, `Unwritable` or `Closed`.
    pub async fn save(&self, task: &Task) -> Result<(), LibraryFault> {
        let task = task.clone();
        self.ask(move |ledger| ledger.save(&task)).await
    }

    /// Writes where waiting tasks stand. One that has gone on meanwhile stands nowhere, which is no error.
    ///
    /// # Errors
    /// `Damaged`, `Unwritable` or `Closed`; then none of them is written.
    pub async fn arrange(&self, places: Vec<(SubmissionId, Standing)>) -> Result<(), LibraryFault> {
        self.ask(move |ledger| ledger.arrange(&places)).await
    }

    /// Writes that a task's video is here, before anybody else is told; for a task that is ready already, only what is known
    /// of its video.
    ///
    /// # Errors
    /// `NotThere`; `Unchangeable` when the task is at another end or is another one at the provider; `Damaged`,
    /// `Unwritable` or `Closed`.
    pub async fn arrive(
        &self,
        id: SubmissionId,
        task_id: &TaskId,
        video: &Video,
        now: Timestamp,
    ) -> Result<(), LibraryFault> {
        let stage = Stage::Ready(task_id.clone(), video.clone());
        self.ask(move |ledger| ledger.arrive(id, &stage, now)).await
    }

    /// The video of a task, when it is here as far as the library knows.
    ///
    /// # Errors
    /// `Damaged`, `Unwritable` or `Closed`.
    pub async fn video(&self, id: SubmissionId) -> Result<Option<Video>, LibraryFault> {
        self.ask(move |ledger| ledger.video(id)).await
    }

    /// Does what was asked before, then closes the library for every clone.
    pub async fn close(&self) {
        let (answer, closed) = oneshot::channel();
        if self.requests.send(Request::Close(answer)).await.is_ok() {
            // An error means that it was closed already, which is what was asked.
            drop(closed.await);
        }
    }

    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T, LibraryFault> + Send + 'static,
    ) -> Result<T, LibraryFault> {
        let (answer, done) = oneshot::channel();
        // Whoever asked may have gone: the work is done all the same.
        let work: Work = Box::new(move |ledger| drop(answer.send(work(ledger))));
        self.requests.send(Request::Do(work)).await.map_err(|_| LibraryFault::Closed)?;
        done.await.map_err(|_| LibraryFault::Closed)?
    }
}

/// The thread: does one request after another until the library is closed or nobody can ask any more.
fn work(mut ledger: Ledger, mut inbox: mpsc::Receiver<Request>) {
    while let Some(request) = inbox.blocking_recv() {
        match request {
            Request::Do(work) => work(&mut ledger),
            Request::Close(answer) => {
                inbox.close();
                drop(ledger);
                // Whoever asked may have gone.
                let _ = answer.send(());
                return;
            }
        }
    }
}

#[cfg(test)]
mod ends_tests;
#[cfg(test)]
mod line_tests;
#[cfg(test)]
mod older_tests;
#[cfg(test)]
mod speech_tests;
#[cfg(test)]
mod tests;
