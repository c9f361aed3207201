//! What a card says of a video that is not here as it should be: that its file is gone, was changed or came damaged, until
//! when the provider keeps its copy, and what became of fetching it once more.
//!
//! Not the progress of a first download (`stage_line`), but for that date. Says "about" and never more than is known.

use super::stage_line::{Bar, StageLine, join, loaded};
use crate::{
    domain::{Awaiting, Task},
    state::Command,
    ui::{scene::Scene, theme::Tone},
};

/// The third line of a ready task's card when its video is not here as it should be.
pub(super) fn video_line(scene: &Scene<'_>, task: &Task) -> Option<StageLine> {
    let what = scene.texts.file_trouble(task)?;
    match (task.watch.awaiting, task.watch.again) {
        (Some(Awaiting::Video), again) => {
            let (done, total) = again.unwrap_or_default();
            return Some(loaded(scene, done, total));
        }
        (Some(_), _) => {
            return Some(StageLine { bar: Bar::Moving, words: scene.text("line-video-asking"), tone: Tone::Neutral });
        }
        (None, _) => {}
    }
    let until = if task.watch.none_there { None } else { there(scene, task) };
    let words = join([Some(what), scene.texts.fetch_trouble(task), until]);
    Some(StageLine { bar: Bar::Hidden, words, tone: Tone::Warn })
}

/// The third line of a task whose video comes damaged each time.
pub(super) fn spoilt_line(scene: &Scene<'_>, task: &Task) -> Option<StageLine> {
    let words = scene.texts.spoilt(task)?;
    Some(StageLine { bar: Bar::Hidden, words: join([Some(words), there(scene, task)]), tone: Tone::Bad })
}

/// Until about when the provider keeps its copy.
pub(super) fn there(scene: &Scene<'_>, task: &Task) -> Option<String> {
    task.kept_there_until().map(|until| scene.texts.kept_there(until, scene.now, scene.zone))
}

/// What such a task's card offers: the key of the sentence, and what is asked for.
pub(super) fn offers(task: &Task) -> impl Iterator<Item = (&'static str, Command)> {
    let again = task.can_fetch_again().then_some(("task-fetch-again", Command::FetchAgain(task.id)));
    let keep = task.can_keep_damaged().then_some(("task-keep-damaged", Command::KeepDamaged(task.id)));
    again.into_iter().chain(keep)
}
