//! What could not be written to the ledger: kept in memory and written again, ever more slowly, until there is room.
//!
//! Not an answer that was a clear "not now": as long as that is not written, the ledger says that the task is being sent,
//! and so it is not sent again; written late, it could meet the next try on its way. Invariant: what a paid request brought
//! is forgotten only when it is written, or when the ledger has gone on without it.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{sync::Notify, time::Instant};

use super::library::{Library, LibraryFault};
use super::shared::Shared;
use crate::domain::{Outcome, Speech, Standing, SubmissionId, Task};
use crate::state::Event;

/// How long it is until the first try.
const FIRST: Duration = Duration::from_secs(1);
/// How long it is between tries at most.
const LONGEST: Duration = Duration::from_secs(60);

/// See the head of the file.
#[derive(Default)]
pub(super) struct Unsaved {
    inner: Mutex<Inner>,
    changed: Notify,
}

#[derive(Default)]
struct Inner {
    changes: BTreeMap<SubmissionId, Change>,
    tries: u32,
    next: Option<Instant>,
}

/// What is to be written of one task, in this order.
#[derive(Clone, Default)]
struct Change {
    outcome: Option<(Outcome, Timestamp)>,
    task: Option<Box<Task>>,
    standing: Option<Standing>,
    speech: Option<Box<Speech>>,
}

impl Unsaved {
    /// Takes what came of a paid request and could not be written.
    pub(super) fn take_outcome(&self, id: SubmissionId, outcome: &Outcome, at: Timestamp, why: &LibraryFault) {
        if let Outcome::Accepted(accepted) = outcome {
            tracing::error!(%id, task_id = accepted.task_id.0, %why, "an accepted task could not be written");
        }
        if may_work_later(why) && !matches!(outcome, Outcome::Later(..)) {
            self.take(id, |change| change.outcome = Some((outcome.clone(), at)));
        }
    }

    /// Takes a change of a task that could not be written; it is newer than every other of that task.
    pub(super) fn take_task(&self, task: &Task, why: &LibraryFault) {
        if may_work_later(why) {
            self.take(task.id, |change| change.task = Some(Box::new(task.clone())));
        }
    }

    /// Takes a spoken text that could not be written; it is newer than every other of its id.
    pub(super) fn take_speech(&self, speech: &Speech, why: &LibraryFault) {
        tracing::error!(id = %speech.id, stage = speech.stage.name(), %why, "a spoken text could not be written");
        if may_work_later(why) {
            self.take(speech.id, |change| change.speech = Some(Box::new(speech.clone())));
        }
    }

    /// Forgets an older change of a spoken text, since a newer one was written; whether nothing of it is unwritten any more.
    pub(super) fn forget_speech(&self, id: SubmissionId) -> bool {
        self.forget(id, |change| change.speech = None)
    }

    /// Takes where waiting tasks stand, which could not be written: a task that is held must stay so after a restart.
    pub(super) fn take_places(&self, places: &[(SubmissionId, Standing)], why: &LibraryFault) {
        if may_work_later(why) {
            for (id, standing) in places {
                self.take(*id, |change| change.standing = Some(*standing));
            }
        }
    }

    /// Forgets where a task stood, since a newer place was written; whether nothing of it is unwritten any more.
    pub(super) fn forget_place(&self, id: SubmissionId) -> bool {
        self.forget(id, |change| change.standing = None)
    }

    /// Forgets an older change of a task, since a newer one was written; whether nothing of it is unwritten any more.
    pub(super) fn forget_task(&self, id: SubmissionId) -> bool {
        self.forget(id, |change| change.task = None)
    }

    fn take(&self, id: SubmissionId, put: impl FnOnce(&mut Change)) {
        let mut inner = self.inner();
        put(inner.changes.entry(id).or_default());
        inner.next.get_or_insert_with(|| Instant::now() + FIRST);
        drop(inner);
        self.changed.notify_one();
    }

    /// Waits until it is time to write again; for ever while there is nothing.
    pub(super) async fn due(&self) {
        loop {
            let next = self.inner().next;
            match next {
                Some(at) => return tokio::time::sleep_until(at).await,
                None => self.changed.notified().await,
            }
        }
    }

    /// Writes again what can be written now, and says of which tasks it could write all.
    pub(super) async fn write(&self, shared: &Shared) {
        let changes = self.inner().changes.clone();
        if changes.is_empty() {
            return;
        }
        if let Ok(stores) = shared.stores().await {
            for (id, change) in changes {
                if let Err(why) = self.write_one(&stores.library, id, &change).await {
                    tracing::warn!(%id, %why, "a change still cannot be written to the library");
                    break;
                }
                shared.tell(Event::Saved(id)).await;
            }
        }
        let mut inner = self.inner();
        if inner.changes.is_empty() {
            (inner.tries, inner.next) = (0, None);
        } else {
            inner.tries = inner.tries.saturating_add(1);
            let wait = FIRST.saturating_mul(2u32.saturating_pow(inner.tries)).min(LONGEST);
            inner.next = Some(Instant::now() + wait);
        }
    }

    async fn write_one(&self, library: &Library, id: SubmissionId, change: &Change) -> Result<(), LibraryFault> {
        if let Some((outcome, at)) = &change.outcome {
            settled(id, library.settle(id, outcome, *at).await)?;
            self.forget(id, |change| change.outcome = None);
        }
        if let Some(task) = &change.task {
            settled(id, library.save(task).await)?;
            self.forget(id, |change| change.task = None);
        }
        if let Some(standing) = change.standing {
            settled(id, library.arrange(vec![(id, standing)]).await)?;
            self.forget(id, |change| change.standing = None);
        }
        if let Some(speech) = &change.speech {
            settled(id, library.save_speech(speech).await)?;
            self.forget(id, |change| change.speech = None);
        }
        Ok(())
    }

    fn forget(&self, id: SubmissionId, part: impl FnOnce(&mut Change)) -> bool {
        let mut inner = self.inner();
        let Some(change) = inner.changes.get_mut(&id) else { return false };
        part(change);
        let of_task = |change: &Change| change.outcome.is_some() || change.task.is_some() || change.standing.is_some();
        let is_left = |change: &Change| of_task(change) || change.speech.is_some();
        inner.changes.retain(|_, change| is_left(change));
        !inner.changes.contains_key(&id)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the same change may be written when it is tried again.
fn may_work_later(why: &LibraryFault) -> bool {
    match why {
        LibraryFault::Unwritable(_) | LibraryFault::Damaged(_) | LibraryFault::Closed => true,
        LibraryFault::NewerVersion { .. }
        | LibraryFault::AlreadyThere
        | LibraryFault::NotThere
        | LibraryFault::Unchangeable(_) => false,
    }
}

/// A change that the ledger refuses for good needs no further try: the task has gone on without it.
fn settled(id: SubmissionId, result: Result<(), LibraryFault>) -> Result<(), LibraryFault> {
    match result {
        Err(why) if may_work_later(&why) => Err(why),
        Err(why) => {
            tracing::warn!(%id, %why, "a late change of a task is no longer needed");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
#[path = "unsaved_tests.rs"]
mod tests;
