//! `likeness resolve`: settles a task whose answer was lost, for scripts.
//!
//! The same commands as the window's. Where a window is open on the library, the answer is given there.

use std::sync::Arc;

use tokio::runtime::Handle;

use super::args::ResolveArguments;
use super::create::{agree, allowed, ready};
use super::follow::follow;
use super::print::{TaskLine, task_sentence};
use super::{Exit, say, say_json, tell};
use crate::domain::{Awaiting, Door, Stage, SubmissionId, TaskId};
use crate::machine::Machine;
use crate::services::Services;
use crate::start::Surroundings;
use crate::state::{Command, NoticeKind};
use crate::ui::text::Texts;
use crate::window::{NoWindow, only_window};

pub(super) async fn run(arguments: ResolveArguments, surroundings: &Surroundings, texts: &Texts) -> Exit {
    let _only = match only_window(&surroundings.folders.library) {
        Err(NoWindow::AlreadyOpen) => {
            tell(&texts.get("cli-resolve-in-window"));
            return Exit::TroubleHere;
        }
        only => only,
    };
    let (services, events) = Services::start(&Handle::current(), surroundings.options(), Arc::new(|| {}));
    let mut machine = Machine::begin(surroundings.session(false), services, events);
    let exit = match ready(&mut machine, texts).await {
        Ok(()) => settle(&mut machine, &arguments, texts).await,
        Err(exit) => exit,
    };
    machine.finish().await;
    exit
}

async fn settle(machine: &mut Machine, arguments: &ResolveArguments, texts: &Texts) -> Exit {
    let id = arguments.id;
    let key = match machine.state().tasks.get(id).map(|task| &task.stage) {
        Some(Stage::Unknown(_)) => None,
        Some(Stage::Dismissed(_)) if arguments.send_again => None,
        Some(_) => Some("cli-not-lost"),
        None => Some("cli-no-such-task"),
    };
    if let Some(key) = key {
        tell(&texts.with(key, &[("id", id.to_string().into())]));
        return Exit::Usage;
    }
    let live = machine.state().tasks.get(id).is_some_and(|task| task.door == Door::Live);
    if live
        && !arguments.dismiss
        && let Err(exit) = allowed(machine.state(), texts)
    {
        return exit;
    }
    let (settled, exit) = if let Some(task_id) = &arguments.task_id {
        (id, name(machine, arguments, task_id, texts).await)
    } else if arguments.send_again {
        match send_again(machine, arguments, texts).await {
            Ok(answer) => answer,
            Err(exit) => return exit,
        }
    } else {
        machine.command(Command::DismissLost(id));
        (id, Exit::Done)
    };
    if let Some(task) = machine.state().tasks.get(settled) {
        if arguments.json {
            say_json(&TaskLine::of(task, texts));
        } else {
            say(&task_sentence(task, texts, jiff::Timestamp::now()));
        }
    }
    exit
}

/// Asks for the named task, and follows it when the provider knows it.
async fn name(machine: &mut Machine, arguments: &ResolveArguments, task_id: &TaskId, texts: &Texts) -> Exit {
    let id = arguments.id;
    machine.command(Command::NameTask(id, task_id.clone()));
    let asking = |machine: &Machine| {
        machine.state().tasks.get(id).is_some_and(|task| task.watch.awaiting == Some(Awaiting::Named))
    };
    while asking(machine) {
        machine.wait().await;
    }
    let taken = NoticeKind::TaskIdTaken(task_id.0.clone());
    if machine.state().notices.iter().any(|notice| notice.kind == taken) {
        tell(&texts.with("toast-id-taken-more", &[("id", task_id.0.as_str().into())]));
        return Exit::Usage;
    }
    let lost = machine.state().tasks.get(id).is_some_and(|task| matches!(task.stage, Stage::Unknown(_)));
    if lost {
        tell(&texts.get("toast-not-there"));
        return Exit::Unknown;
    }
    follow(machine, &[id], arguments.timeout, arguments.no_wait, texts).await
}

/// Shows the price and that both may be billed, asks, and follows the new task.
async fn send_again(
    machine: &mut Machine,
    arguments: &ResolveArguments,
    texts: &Texts,
) -> Result<(SubmissionId, Exit), Exit> {
    let state = machine.state();
    let (Some(price), Some(task)) = (state.price_again(arguments.id), state.tasks.get(arguments.id)) else {
        tell(&texts.get("cli-nothing-sent"));
        return Err(Exit::TroubleHere);
    };
    let (sum, mode) = (texts.money(price.total), task.order.mode);
    let gaps = [("price", sum.into()), ("how", texts.estimate(&price, mode).into())];
    tell(&texts.with("send-again-sentence", &gaps));
    agree(arguments.yes, texts)?;
    machine.command(Command::SendAgain(arguments.id));
    let newest = machine.state().tasks.iter().next().map(|task| task.id).filter(|id| *id != arguments.id);
    let Some(id) = newest else { return Err(Exit::TroubleHere) };
    let exit = follow(machine, &[id], arguments.timeout, arguments.no_wait, texts).await;
    Ok((id, exit))
}
