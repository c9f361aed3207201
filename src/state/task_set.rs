//! Every task, each once, in the order of their approval.
//!
//! Not how they change (`tasks`). Invariant: nothing that was added ever leaves.

use std::collections::BTreeMap;

use crate::domain::{Awaiting, SubmissionId, Task};

/// Every task, each once.
#[derive(Debug, Default)]
pub struct Tasks {
    oldest_first: Vec<Task>,
    index: BTreeMap<SubmissionId, usize>,
}

impl Tasks {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.oldest_first.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.oldest_first.is_empty()
    }

    /// Newest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Task> {
        self.oldest_first.iter().rev()
    }

    /// One task.
    #[must_use]
    pub fn get(&self, id: SubmissionId) -> Option<&Task> {
        self.oldest_first.get(*self.index.get(&id)?)
    }

    /// Whether a task has this external id.
    #[must_use]
    pub fn uses_external_id(&self, id: &str) -> bool {
        self.oldest_first.iter().any(|task| task.external_id == id)
    }

    /// Each, oldest first.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Task> {
        self.oldest_first.iter_mut()
    }

    pub(super) fn get_mut(&mut self, id: SubmissionId) -> Option<&mut Task> {
        self.oldest_first.get_mut(*self.index.get(&id)?)
    }

    /// A task that waits for just this answer. The answer ends the waiting; any other is late and finds nothing.
    pub(super) fn awaiting(&mut self, id: SubmissionId, awaiting: Awaiting) -> Option<&mut Task> {
        let task = self.get_mut(id).filter(|task| task.watch.awaiting == Some(awaiting))?;
        task.watch.awaiting = None;
        Some(task)
    }

    pub(super) fn add(&mut self, task: Task) {
        self.index.insert(task.id, self.oldest_first.len());
        self.oldest_first.push(task);
    }
}
