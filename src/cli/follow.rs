//! Following tasks until they are where the person wants them, the time is up, or Ctrl+C is pressed.
//!
//! Invariant: a request that is on its way is never left alone; its answer is awaited whatever the time.

use std::{io::IsTerminal, pin::pin, time::Duration};

use tokio::{
    signal::ctrl_c,
    time::{Instant, sleep_until},
};

use super::progress::Progress;
use super::{Exit, tell};
use crate::domain::{DownloadFault, Presence, RefusalKind, Stage, SubmissionId, Task};
use crate::machine::Machine;
use crate::state::State;
use crate::ui::text::Texts;

/// How long a submission whose answer was lost is looked for when no other time is given.
const LOOKED_FOR: Duration = Duration::from_secs(30);
/// What "no end" means here.
const FOREVER: Duration = Duration::from_secs(3600 * 24 * 365);

/// Follows these tasks; the worst end is the answer. With `no_wait` an accepted task is followed no further.
pub(super) async fn follow(
    machine: &mut Machine,
    ids: &[SubmissionId],
    timeout: Option<Duration>,
    no_wait: bool,
    texts: &Texts,
) -> Exit {
    let started = Instant::now();
    let mut progress = Progress::new(std::io::stderr().is_terminal());
    let mut lost_since = None;
    // One future for the whole time, so that no Ctrl+C falls between two rounds.
    let mut interrupt = pin!(ctrl_c());
    let exit = loop {
        let tasks = followed(machine.state(), ids);
        tasks.iter().for_each(|task| progress.show(task, texts));
        let open: Vec<&Task> = tasks.iter().copied().filter(|task| ended(task, no_wait).is_none()).collect();
        let worst = |out_of_time: bool| {
            let end = |task: &&Task| ended(task, no_wait).or_else(|| out_of_time.then(|| unfinished(task)));
            tasks.iter().filter_map(end).max().unwrap_or(Exit::Done)
        };
        if open.is_empty() {
            break worst(false);
        }
        let is_sending = open.iter().any(|task| matches!(task.stage, Stage::Sending(..)));
        let only_lost = open.iter().all(|task| matches!(task.stage, Stage::Unknown(_)));
        lost_since = if only_lost { lost_since.or_else(|| Some(Instant::now())) } else { None };
        let until = match (timeout, lost_since) {
            (Some(timeout), _) => started + timeout.min(FOREVER),
            (None, Some(since)) => since + LOOKED_FOR,
            (None, None) => started + FOREVER,
        };
        if Instant::now() >= until && !is_sending {
            break worst(true);
        }
        let out_of_time = worst(true);
        tokio::select! {
            () = machine.wait() => {}
            () = sleep_until(until), if !is_sending => {}
            _ = &mut interrupt => {
                if !is_sending {
                    break out_of_time;
                }
                interrupt.set(ctrl_c());
                tell(&texts.get("cli-awaiting-answer"));
            }
        }
    };
    progress.end();
    exit
}

fn followed<'a>(state: &'a State, ids: &[SubmissionId]) -> Vec<&'a Task> {
    ids.iter().filter_map(|id| state.tasks.get(*id)).collect()
}

/// How a task ended, if it did.
fn ended(task: &Task, no_wait: bool) -> Option<Exit> {
    match &task.stage {
        Stage::Ready(..) if task.is_fetched_again() => None,
        Stage::Ready(..) if task.watch.presence == Presence::Kept => Some(Exit::Done),
        Stage::Ready(..) if task.watch.none_there => Some(Exit::Failed),
        Stage::Ready(..) => Some(Exit::TroubleHere),
        Stage::Downloading(..) if task.spoilt().is_some() => Some(Exit::Failed),
        Stage::Refused(refusal) if refusal.kind == RefusalKind::Here => Some(Exit::TroubleHere),
        Stage::Refused(_) | Stage::Cancelled => Some(Exit::Refused),
        Stage::Failed(..) => Some(Exit::Failed),
        Stage::Dismissed(_) => Some(Exit::Unknown),
        // It goes on when the person says so, and not before.
        Stage::Waiting(_) if task.standing.held => Some(Exit::StillRunning),
        Stage::Downloading(..) if task.watch.download_fault.as_ref().is_some_and(DownloadFault::is_here) => {
            Some(Exit::TroubleHere)
        }
        Stage::Running(..) | Stage::Downloading(..) if no_wait => Some(Exit::Done),
        _ => None,
    }
}

fn unfinished(task: &Task) -> Exit {
    if matches!(task.stage, Stage::Unknown(_)) { Exit::Unknown } else { Exit::StillRunning }
}
