//! The third line of a card: how far a task is and what happens next, or what went wrong.
//!
//! No percentage that nobody knows: a bar fills only by bytes, or by the time that tasks like it took here.

use std::time::Duration;

use super::{
    overview::seconds_until,
    video_line::{spoilt_line, there, video_line},
};
use crate::{
    domain::{Awaiting, Door, Refusal, Stage, StageWord, Status, Task},
    ui::{scene::Scene, theme::Tone},
};

/// The whole, in per cent.
const PERCENT: f64 = 100.0;
/// A bar that only time fills stops here.
const FULLEST: f32 = 0.95;

/// A bar before the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bar {
    /// None.
    Hidden,
    /// So much is done, 0 to 1.
    Filled(f32),
    /// Under way, nobody knows how far.
    Moving,
}

/// The third line.
pub(super) struct StageLine {
    pub bar: Bar,
    pub words: String,
    pub tone: Tone,
}

/// The tone of a stage's chip.
pub(super) fn tone_of(word: StageWord) -> Tone {
    match word {
        StageWord::Waiting
        | StageWord::Uploading
        | StageWord::Downloading
        | StageWord::Cancelled
        | StageWord::Dismissed => Tone::Neutral,
        StageWord::Submitted | StageWord::Processing => Tone::Info,
        StageWord::Ready => Tone::Ok,
        StageWord::Refused | StageWord::Failed => Tone::Bad,
        StageWord::Unknown => Tone::Warn,
    }
}

/// What the third line of a task's card says.
pub(super) fn stage_line(scene: &Scene<'_>, task: &Task) -> StageLine {
    let plain = |bar, words| StageLine { bar, words, tone: Tone::Neutral };
    match &task.stage {
        Stage::Waiting(refusal) => waiting(scene, task, refusal.as_ref()),
        Stage::Sending(sent, total) => sending(scene, *sent, *total),
        Stage::Running(_, status) => running(scene, task, status),
        Stage::Downloading(_, done, total) => downloading(scene, task, *done, *total),
        Stage::Ready(..) => video_line(scene, task).unwrap_or_else(|| plain(Bar::Hidden, when(scene, task))),
        Stage::Refused(refusal) => StageLine { bar: Bar::Hidden, words: scene.texts.refusal(refusal), tone: Tone::Bad },
        Stage::Failed(_, why) => StageLine { bar: Bar::Hidden, words: scene.texts.failed(why), tone: Tone::Bad },
        Stage::Unknown(_) => {
            let looking = match &task.watch.ask_fault {
                Some(fault) => scene.texts.ask_fault(fault),
                None => scene.text("line-looking"),
            };
            plain(Bar::Hidden, join([Some(looking), next(scene, task, "next-look")]))
        }
        Stage::Dismissed(_) => plain(Bar::Hidden, join([Some(scene.text("line-dismissed")), Some(when(scene, task))])),
        Stage::Cancelled => plain(Bar::Hidden, join([Some(scene.text("line-cancelled")), Some(when(scene, task))])),
    }
}

/// Why it is not sent yet: what the person did comes first, then what holds all of them up, then its own matter.
fn waiting(scene: &Scene<'_>, task: &Task, refusal: Option<&Refusal>) -> StageLine {
    let plain = |words, tone| StageLine { bar: Bar::Hidden, words, tone };
    if task.standing.held {
        return plain(scene.text("line-held"), Tone::Neutral);
    }
    if let (Some(why), Door::Live) = (&scene.state.pause, task.door) {
        let why = scene.texts.refusal_short(why);
        return plain(scene.texts.with("line-paused", &[("why", why.into())]), Tone::Warn);
    }
    let number = scene.overview.number(task).filter(|_| task.watch.awaiting == Some(Awaiting::Place));
    let words = match (refusal, number) {
        (Some(refusal), _) if task.watch.next.is_some() => {
            join([Some(scene.texts.refusal_short(refusal)), next(scene, task, "next-try")])
        }
        (_, Some(number)) => {
            let taken = scene.overview.taken(task.door);
            let places = scene.state.settings.limits.at_once;
            let gaps = [("number", number.into()), ("taken", taken.into()), ("places", places.into())];
            scene.texts.with("line-in-line", &gaps)
        }
        _ => scene.text("line-waiting"),
    };
    plain(words, Tone::Neutral)
}

pub(super) fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn when(scene: &Scene<'_>, task: &Task) -> String {
    scene.texts.when(task.finished_at.unwrap_or(task.created_at), scene.now, scene.zone)
}

/// When it is looked at next, if that is known and still to come.
fn next(scene: &Scene<'_>, task: &Task, key: &str) -> Option<String> {
    let seconds = seconds_until(task.watch.next?, scene.now);
    (seconds > 0).then(|| {
        let wait = scene.texts.duration(Duration::from_secs(seconds));
        scene.texts.with(key, &[("wait", wait.into())])
    })
}

fn sending(scene: &Scene<'_>, sent: u64, total: u64) -> StageLine {
    if total == 0 {
        return StageLine { bar: Bar::Moving, words: scene.text("line-sending"), tone: Tone::Neutral };
    }
    let part = sent.min(total) as f64 / total as f64;
    let key = if sent >= total { "line-sent" } else { "line-uploading" };
    let words = scene.texts.with(key, &bytes(scene, part, sent, total));
    StageLine { bar: Bar::Filled(part as f32), words, tone: Tone::Neutral }
}

fn bytes(scene: &Scene<'_>, part: f64, done: u64, total: u64) -> [crate::ui::text::Gap<'static>; 3] {
    let percent = (part * PERCENT).floor() as u64;
    let (done, total) = scene.texts.size_of_total(done, total);
    [("percent", percent.into()), ("done", done.into()), ("total", total.into())]
}

fn running(scene: &Scene<'_>, task: &Task, status: &Status) -> StageLine {
    let elapsed = task.elapsed(scene.now);
    let time = scene.texts.duration(elapsed);
    let expected = scene.overview.expected(task);
    let bar = match expected {
        // It never fills by time alone: the provider says when it is done.
        Some(expected) => Bar::Filled((elapsed.as_secs_f32() / expected.as_secs_f32()).min(FULLEST)),
        None => Bar::Moving,
    };
    let about = expected.filter(|expected| elapsed <= *expected).map(|expected| scene.texts.duration_rough(expected));
    let words = match (status, about) {
        (Status::Submitted, _) => scene.texts.with("line-queued", &[("time", time.into())]),
        (Status::Unrecognised(word), _) => {
            scene.texts.with("line-unrecognised", &[("word", word.as_str().into()), ("time", time.into())])
        }
        (Status::Succeeded, _) => scene.text("line-fetching-soon"),
        (_, Some(about)) => scene.texts.with("line-rendering-of", &[("time", time.into()), ("about", about.into())]),
        (_, None) => scene.texts.with("line-rendering", &[("time", time.into())]),
    };
    let fault = task.watch.ask_fault.as_ref().map(|fault| scene.texts.ask_fault(fault));
    let tone = if fault.is_some() { Tone::Warn } else { Tone::Neutral };
    let next = fault.is_some().then(|| next(scene, task, "next-check-in")).flatten();
    StageLine { bar, words: join([Some(words), fault, next]), tone }
}

fn downloading(scene: &Scene<'_>, task: &Task, done: u64, total: Option<u64>) -> StageLine {
    if let Some(line) = spoilt_line(scene, task) {
        return line;
    }
    if let Some(fault) = &task.watch.download_fault {
        let fault = scene.texts.download_fault(fault);
        let words = join([Some(fault), next(scene, task, "next-try"), there(scene, task)]);
        return StageLine { bar: Bar::Hidden, words, tone: Tone::Warn };
    }
    let line = loaded(scene, done, total);
    StageLine { words: join([Some(line.words), there(scene, task)]), ..line }
}

/// How much of a video has come.
pub(super) fn loaded(scene: &Scene<'_>, done: u64, total: Option<u64>) -> StageLine {
    match total.filter(|total| *total > 0) {
        Some(total) => {
            let part = done.min(total) as f64 / total as f64;
            let words = scene.texts.with("line-downloading", &bytes(scene, part, done, total));
            StageLine { bar: Bar::Filled(part as f32), words, tone: Tone::Neutral }
        }
        None => {
            let words = scene.texts.with("line-downloading-some", &[("done", scene.texts.size(done).into())]);
            StageLine { bar: Bar::Moving, words, tone: Tone::Neutral }
        }
    }
}
