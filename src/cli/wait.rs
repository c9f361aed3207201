//! `likeness wait`: takes up unfinished tasks and follows them to their end; of named ones that are done, it fetches the
//! videos once more whose files are gone or were changed.
//!
//! Where a window is open on the same library, that window does the work and this only watches the ledger: two that fetch
//! the same video would keep it twice.

use std::{sync::Arc, time::Duration};

use tokio::{
    runtime::Handle,
    time::{Instant, sleep},
};

use super::args::WaitArguments;
use super::create::{allowed, ready};
use super::follow::follow;
use super::print::{TaskLine, task_sentence};
use super::tasks::looked_at;
use super::{Exit, say, say_json, tell};
use crate::domain::{Door, Presence, Stage, SubmissionId, Task};
use crate::machine::Machine;
use crate::services::{Services, library::Library};
use crate::start::Surroundings;
use crate::state::Command;
use crate::ui::text::Texts;
use crate::window::{NoWindow, only_window};

pub(super) async fn run(arguments: WaitArguments, surroundings: &Surroundings, texts: &Texts) -> Exit {
    let _only = match only_window(&surroundings.folders.library) {
        Err(NoWindow::AlreadyOpen) => return watch(&arguments, surroundings, texts).await,
        only => only,
    };
    let (services, events) = Services::start(&Handle::current(), surroundings.options(), Arc::new(|| {}));
    let mut machine = Machine::begin(surroundings.session(false), services, events);
    if let Err(exit) = ready(&mut machine, texts).await {
        return exit;
    }
    let ids = match chosen(machine.state().tasks.iter(), &arguments.ids) {
        Ok(ids) => ids,
        Err(unknown) => {
            tell(&texts.with("cli-no-such-task", &[("id", unknown.to_string().into())]));
            return Exit::Usage;
        }
    };
    let is_live = |task: &&Task| ids.contains(&task.id) && task.door == Door::Live && !task.stage.is_final();
    if machine.state().tasks.iter().any(|task| is_live(&task))
        && let Err(exit) = allowed(machine.state(), texts)
    {
        return exit;
    }
    if !ids.is_empty() {
        machine.command(Command::TakeUp(ids.clone()));
        fetch_missing(&mut machine, &ids).await;
    }
    let exit = follow(&mut machine, &ids, arguments.timeout, false, texts).await;
    machine.finish().await;
    let tasks: Vec<&Task> = ids.iter().filter_map(|id| machine.state().tasks.get(*id)).collect();
    report(&tasks, &arguments, texts);
    exit
}

/// Fetches the videos of these tasks once more whose files are gone or were changed.
async fn fetch_missing(machine: &mut Machine, ids: &[SubmissionId]) {
    machine.command(Command::LookAtVideos(ids.to_vec()));
    while machine.state().looks_at_videos() {
        machine.wait().await;
    }
    for id in ids {
        let task = machine.state().tasks.get(*id);
        if task.is_some_and(|task| task.watch.presence != Presence::Kept) {
            machine.command(Command::FetchAgain(*id));
        }
    }
}

/// The tasks that are named, or every unfinished one.
fn chosen<'a>(
    tasks: impl Iterator<Item = &'a Task>,
    named: &[SubmissionId],
) -> Result<Vec<SubmissionId>, SubmissionId> {
    let tasks: Vec<&Task> = tasks.collect();
    match named.iter().find(|id| !tasks.iter().any(|task| task.id == **id)) {
        Some(unknown) => Err(*unknown),
        None if named.is_empty() => {
            Ok(tasks.iter().filter(|task| !task.stage.is_final()).map(|task| task.id).collect())
        }
        None => Ok(named.to_vec()),
    }
}

fn report(tasks: &[&Task], arguments: &WaitArguments, texts: &Texts) {
    if arguments.json {
        return say_json(&tasks.iter().map(|task| TaskLine::of(task, texts)).collect::<Vec<_>>());
    }
    let now = jiff::Timestamp::now();
    tasks.iter().for_each(|task| say(&task_sentence(task, texts, now)));
}

/// Watches the ledger while a window does the work.
async fn watch(arguments: &WaitArguments, surroundings: &Surroundings, texts: &Texts) -> Exit {
    tell(&texts.get("cli-window-works"));
    let started = Instant::now();
    let library = match Library::open(&surroundings.folders.library).await {
        Ok((library, _)) => library,
        Err(fault) => {
            tell(&texts.library_fault(&fault));
            return Exit::TroubleHere;
        }
    };
    let mut wanted: Option<Vec<SubmissionId>> = None;
    loop {
        let tasks = match library.all().await {
            Ok(contents) => contents.tasks,
            Err(fault) => {
                tell(&texts.library_fault(&fault));
                return Exit::TroubleHere;
            }
        };
        let ids = match wanted.take().map_or_else(|| chosen(tasks.iter(), &arguments.ids), Ok) {
            Ok(ids) => ids,
            Err(unknown) => {
                tell(&texts.with("cli-no-such-task", &[("id", unknown.to_string().into())]));
                return Exit::Usage;
            }
        };
        let followed: Vec<&Task> = tasks.iter().filter(|task| ids.contains(&task.id)).collect();
        let time_is_up = arguments.timeout.is_some_and(|timeout| started.elapsed() >= timeout);
        if time_is_up || followed.iter().all(|task| task.stage.is_final()) {
            let looked_at: Vec<Task> = followed.into_iter().cloned().map(looked_at).collect();
            let followed: Vec<&Task> = looked_at.iter().collect();
            report(&followed, arguments, texts);
            if followed.iter().any(|task| task.watch.presence != Presence::Kept) {
                tell(&texts.get("cli-fetch-in-window"));
                return Exit::TroubleHere;
            }
            return followed.iter().map(|task| end_of(task)).max().unwrap_or(Exit::Done);
        }
        wanted = Some(ids);
        sleep(Duration::from_secs(1)).await;
    }
}

fn end_of(task: &Task) -> Exit {
    match &task.stage {
        Stage::Ready(..) => Exit::Done,
        Stage::Refused(_) | Stage::Cancelled => Exit::Refused,
        Stage::Failed(..) => Exit::Failed,
        Stage::Unknown(_) | Stage::Dismissed(_) => Exit::Unknown,
        _ => Exit::StillRunning,
    }
}
