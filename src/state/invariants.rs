//! What must hold after each step of a random life, and what must hold of each request when it is sent.
//!
//! Not the lives themselves (`property_world`).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    property_world::{World, subject},
    tests::*,
};
use crate::domain::{Awaiting, Door, SubmissionId};

impl World {
    /// What must hold of each request at the moment it is sent; `sent` are those of the same moment.
    pub(super) fn look_at_sent(&mut self, sent: &[SubmissionId]) {
        let tasks = |ids: &[SubmissionId]| -> Vec<_> {
            ids.iter()
                .filter_map(|id| self.state.tasks.get(*id))
                .map(|task| (task.in_line(), task.standing.held))
                .collect()
        };
        let (sent, left) = (tasks(sent), tasks(&self.in_line()));
        let Some((last, _)) = sent.iter().max() else { return };
        let taken = self.state.places_taken(Door::Live, at(self.clock));
        let wrong = if sent.iter().any(|(_, held)| *held) {
            "what is held is not sent"
        } else if self.state.pause.is_some() {
            "nothing is sent while the account is refused"
        } else if taken > self.state.settings.limits.at_once {
            "no more are sent than there are places"
        } else if !sent.is_sorted() || left.iter().any(|(line, _)| line < last) {
            "the first in line goes first"
        } else {
            return;
        };
        self.wrongly_sent.get_or_insert(wrong);
    }

    /// Each invariant with its name; the first that does not hold.
    pub(super) fn broken_invariant(&mut self) -> Option<&'static str> {
        for (id, sends) in &self.sends {
            if *sends > 1 + self.second_chances.get(id).copied().unwrap_or_default() {
                return Some("one approval makes at most one paid request");
            }
        }
        if self.state.tasks.len() > self.approvals {
            return Some("every task was approved");
        }
        let external: BTreeSet<_> = self.state.tasks.iter().map(|task| &task.external_id).collect();
        if external.len() < self.state.tasks.len() {
            return Some("every task has an id of its own at the provider");
        }
        for (id, end) in &self.ends {
            match self.state.tasks.get(*id) {
                None => return Some("nothing leaves the library"),
                Some(task) if task.stage != *end => return Some("what is final stays"),
                Some(_) => {}
            }
        }
        let mut jobs: BTreeMap<SubmissionId, usize> = BTreeMap::new();
        for id in self.outstanding.iter().filter_map(subject) {
            *jobs.entry(id).or_default() += 1;
        }
        for task in self.state.tasks.iter().filter(|task| !task.stage.is_final()) {
            let rests = task.watch.awaiting == Some(Awaiting::Place) || task.spoilt().is_some();
            let expected = if rests { None } else { Some(&1) };
            if jobs.get(&task.id) != expected {
                return Some("a live task has exactly one job outstanding, or stands in line, or rests damaged");
            }
        }
        if let Some(wrong) = self.wrongly_sent {
            return Some(wrong);
        }
        let now = at(self.clock);
        let free = self.state.places_taken(Door::Live, now) < self.state.settings.limits.at_once;
        let backing_off = self.state.tasks.iter().any(|task| task.watch.awaiting == Some(Awaiting::Turn));
        if free && !backing_off && self.state.pause.is_none() && !self.in_line().is_empty() {
            return Some("what may be sent is sent");
        }
        let known: BTreeSet<_> = self.state.tasks.iter().map(|task| task.id).collect();
        if !self.ledger.keys().all(|id| known.contains(id)) {
            return Some("nothing leaves the library");
        }
        let finals = self.state.tasks.iter().filter(|task| task.stage.is_final());
        // A refusal that never reached the ledger is forgotten by a restart: nothing was sent.
        let kept = finals.filter(|task| self.ledger.get(&task.id).is_some_and(|kept| kept.stage == task.stage));
        self.ends.extend(kept.map(|task| (task.id, task.stage.clone())));
        None
    }
}
