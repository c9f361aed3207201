//! The line of approved tasks before they are sent: whose turn it is, and what the person does about it.
//!
//! Not the sending itself, nor what comes of it (`tasks`). Invariants: no more tasks are sent than there are places; a held
//! task is never sent; while the account is refused, the key may not go to the base URL, or one waits after a clear "not
//! now", nothing else goes through that door; whatever may be sent is sent, the first in line first.

use jiff::Timestamp;

use super::{Job, Moment, NoticeKind, State, compose, notices, tasks};
use crate::domain::{
    AskFault, Awaiting, Door, Move, Refusal, RefusalKind, Stage, Standing, SubmissionId, Task, queue::is_of_the_account,
};

/// After every input: sends what may be sent now.
pub(super) fn advance(state: &mut State, moment: Moment) -> Vec<Job> {
    let mut jobs = vec![];
    for door in [Door::Live, Door::Practice] {
        while let Some(id) = next(state, door, moment) {
            // It departs: it waits, and it is not held.
            let Some(submission) = state.tasks.get_mut(id).and_then(|task| task.depart(moment.now)) else { break };
            jobs.push(Job::Send(submission));
        }
    }
    jobs
}

/// The task to send next through a door, if one may be sent now. Only what this program watches counts: another one that
/// has the library open keeps to its own places.
fn next(state: &State, door: Door, moment: Moment) -> Option<SubmissionId> {
    if door == Door::Live && (state.pause.is_some() || state.unasked_base_url().is_some()) {
        return None;
    }
    let mut first = None::<&Task>;
    for task in state.tasks.iter().filter(|task| task.door == door) {
        match task.watch.awaiting {
            Some(Awaiting::Turn) => return None,
            Some(Awaiting::Place) if !task.standing.held => {
                first = first.filter(|first| first.in_line() < task.in_line()).or(Some(task));
            }
            _ => {}
        }
    }
    first.filter(|_| state.places_taken(door, moment.now) < state.settings.limits.at_once).map(|task| task.id)
}

impl State {
    /// How many places at the provider are taken through a door, as far as this program knows.
    #[must_use]
    pub fn places_taken(&self, door: Door, now: Timestamp) -> usize {
        let watched = |task: &&Task| task.door == door && task.watch.awaiting.is_some();
        self.tasks.iter().filter(watched).filter(|task| task.takes_a_place(now)).count()
    }
}

/// The tasks that wait at a door, the first in line first.
fn line(state: &State, door: Door) -> Vec<&Task> {
    let waits = |task: &&Task| task.door == door && matches!(task.stage, Stage::Waiting(_));
    let mut line: Vec<&Task> = state.tasks.iter().filter(waits).collect();
    line.sort_by_key(|task| task.in_line());
    line
}

/// The number that puts a new task at the end of its line.
pub(super) fn end_of_line(state: &State, door: Door) -> Standing {
    Standing { held: false, turn: line(state, door).last().map_or(0, |last| last.standing.turn) }
}

/// Holds waiting tasks, or releases them; the others of these are left alone.
pub(super) fn hold(state: &mut State, ids: &[SubmissionId], held: bool) -> Vec<Job> {
    let mut changed = vec![];
    for id in ids {
        let Some(task) = state.tasks.get_mut(*id) else { continue };
        if matches!(task.stage, Stage::Waiting(_)) && task.standing.held != held {
            task.standing.held = held;
            changed.push((*id, task.standing));
        }
    }
    arrange(changed)
}

/// Moves a waiting task in its line.
pub(super) fn put_in_line(state: &mut State, id: SubmissionId, step: Move) -> Vec<Job> {
    let Some(door) = state.tasks.get(id).map(|task| task.door) else { return vec![] };
    let mut line: Vec<SubmissionId> = line(state, door).into_iter().map(|task| task.id).collect();
    let Some(at) = line.iter().position(|other| *other == id) else { return vec![] };
    let to = step.from(at, line.len());
    line.remove(at);
    line.insert(to, id);
    let mut changed = vec![];
    for (turn, id) in (1..).zip(line) {
        if let Some(task) = state.tasks.get_mut(id).filter(|task| task.standing.turn != turn) {
            task.standing.turn = turn;
            changed.push((id, task.standing));
        }
    }
    arrange(changed)
}

fn arrange(changed: Vec<(SubmissionId, Standing)>) -> Vec<Job> {
    if changed.is_empty() { vec![] } else { vec![Job::Arrange(changed)] }
}

/// Takes a waiting task back and puts its order into the form.
pub(super) fn edit(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    if !state.tasks.get(id).is_some_and(|task| matches!(task.stage, Stage::Waiting(_))) {
        return vec![];
    }
    let destination = state.tasks.get(id).and_then(|task| task.destination.clone());
    let mut jobs = tasks::cancel(state, id, moment);
    jobs.extend(compose::use_again(state, id, moment));
    state.destination = destination;
    jobs
}

/// Asks for a request that is on its way to be stopped. If that can be it waits again, held.
pub(super) fn stop(state: &mut State, id: SubmissionId) -> Vec<Job> {
    match state.tasks.get_mut(id) {
        Some(task) if matches!(task.stage, Stage::Sending(..)) && !task.standing.held => {
            task.standing.held = true;
            vec![Job::Stop(id)]
        }
        _ => vec![],
    }
}

/// Takes that a request could not be stopped any more: its answer is awaited as before.
pub(super) fn on_too_late(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    match state.tasks.get_mut(id) {
        Some(task) if matches!(task.stage, Stage::Sending(..)) => {
            task.standing.held = false;
            notices::tell(state, NoticeKind::TooLateToStop(id), moment)
        }
        _ => vec![],
    }
}

/// Pauses the live door when a refusal is about the account. Says whether it did; then the one notice is told already.
pub(super) fn pause_for(state: &mut State, door: Door, refusal: &Refusal, moment: Moment) -> bool {
    if door != Door::Live || !is_of_the_account(refusal.kind) {
        return false;
    }
    if state.pause.is_none() {
        state.pause = Some(refusal.clone());
        notices::tell(state, NoticeKind::Paused(refusal.clone()), moment);
    }
    true
}

/// Takes that the provider answers for the account. That says nothing of funds and of rights, which only spending asks for.
pub(super) fn on_answering(state: &mut State, door: Door) -> Vec<Job> {
    let settled = |pause: &Refusal| matches!(pause.kind, RefusalKind::Key | RefusalKind::Address);
    if door == Door::Live && state.pause.as_ref().is_some_and(settled) { resume(state) } else { vec![] }
}

/// Ends the pause, and the waits that came of it.
pub(super) fn resume(state: &mut State) -> Vec<Job> {
    if state.pause.take().is_none() {
        return vec![];
    }
    state.notices.retain(|notice| !matches!(notice.kind, NoticeKind::Paused(_)));
    let refused = |task: &&Task| {
        let of_account = |refusal: &Refusal| is_of_the_account(refusal.kind);
        match (&task.stage, &task.watch.ask_fault) {
            (Stage::Waiting(Some(refusal)), _) | (_, Some(AskFault::Refused(refusal))) => of_account(refusal),
            _ => false,
        }
    };
    let waits = |task: &&Task| task.watch.awaiting.is_some() && task.watch.next.is_some();
    state.tasks.iter().filter(waits).filter(refused).map(|task| Job::Hurry(task.id)).collect()
}
