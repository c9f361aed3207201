//! `likeness tasks`: what the library holds, and whether the videos are where they were put. It changes nothing.

use super::args::TasksArguments;
use super::print::{TaskLine, select, task_sentence};
use super::{Exit, say, say_json, tell};
use crate::domain::{Task, Watch};
use crate::services::{downloads::is_as_kept, library::Library};
use crate::start::Surroundings;
use crate::ui::text::Texts;

pub(super) async fn run(arguments: &TasksArguments, surroundings: &Surroundings, texts: &Texts) -> Exit {
    let opened = match Library::open(&surroundings.folders.library).await {
        Ok((library, warnings)) => library.all().await.map(|contents| (contents, warnings)),
        Err(fault) => Err(fault),
    };
    let (contents, warnings) = match opened {
        Ok(opened) => opened,
        Err(fault) => {
            tell(&texts.library_fault(&fault));
            return Exit::TroubleHere;
        }
    };
    warnings.iter().chain(&contents.warnings).for_each(|warning| tell(&texts.warning(warning)));
    let found = select(&contents.tasks, arguments.status, arguments.search.as_deref().unwrap_or_default());
    let found: Vec<Task> = found.into_iter().cloned().map(looked_at).collect();
    if arguments.json {
        say_json(&found.iter().map(|task| TaskLine::of(task, texts)).collect::<Vec<_>>());
    } else if found.is_empty() {
        tell(&texts.get("cli-no-tasks"));
    } else {
        let now = jiff::Timestamp::now();
        found.iter().for_each(|task| say(&task_sentence(task, texts, now)));
    }
    Exit::Done
}

/// The task, and what is at its video's place.
pub(super) fn looked_at(task: Task) -> Task {
    let presence = task.video().map(is_as_kept).unwrap_or_default();
    Task { watch: Watch { presence, ..task.watch }, ..task }
}
