//! What the command line prints: JSON twins of tasks and checks, and lines for people.
//!
//! The JSON is a contract with scripts: fields are added, never renamed. Signed addresses are never printed.

use std::time::Duration;

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use crate::domain::{
    Check, Details, Door, Draft, ImageFacts, Report, SoundFacts, Stage, Task, Verdict, VoiceWay, history::Filter,
};
use crate::ui::text::Texts;

/// A task, for scripts.
#[derive(Debug, Serialize)]
pub struct TaskLine {
    id: String,
    title: String,
    status: &'static str,
    task_id: Option<String>,
    external_task_id: String,
    created_at: String,
    finished_at: Option<String>,
    video: Option<String>,
    /// What was found at the video's place.
    file: Option<&'static str>,
    /// Until about when the provider keeps a video that is not here whole.
    kept_until: Option<String>,
    seconds: Option<f64>,
    problem: Option<String>,
    details: Option<DetailsLine>,
    practice: bool,
    mode: &'static str,
    direction: String,
    estimated_usd: String,
    units: Option<String>,
    held: bool,
}

impl TaskLine {
    /// The twin of a task.
    #[must_use]
    pub fn of(task: &Task, texts: &Texts) -> Self {
        Self {
            id: task.id.to_string(),
            title: task.title.clone(),
            status: task.stage.word().name(),
            task_id: task.stage.task_id().map(|id| id.0.clone()),
            external_task_id: task.external_id.clone(),
            created_at: task.created_at.to_string(),
            finished_at: task.finished_at.map(|at| at.to_string()),
            video: task.video().map(|video| video.path.to_string_lossy().into_owned()),
            file: task.video().map(|_| task.watch.presence.name()),
            kept_until: task.kept_there_until().map(|until| until.to_string()),
            seconds: task.video().map(|video| rounded(video.length)),
            problem: problem(task, texts),
            details: task.details().map(|details| DetailsLine::of(task, &details, texts)),
            practice: task.door == Door::Practice,
            mode: task.order.mode.wire(),
            direction: task.order.direction.clone(),
            estimated_usd: task.price.total.exact(),
            units: task.units.clone(),
            held: task.standing.held,
        }
    }
}

/// What is known of a task's trouble, for scripts.
#[derive(Debug, Serialize)]
struct DetailsLine {
    billed: &'static str,
    next: &'static str,
    next_step: String,
    http: Option<u16>,
    code: Option<String>,
    words: Option<String>,
    request_id: Option<String>,
    at: Option<String>,
}

impl DetailsLine {
    fn of(task: &Task, details: &Details<'_>, texts: &Texts) -> Self {
        Self {
            billed: details.billed.name(),
            next: details.next.name(),
            next_step: texts.next_step(task, details),
            http: details.http,
            code: details.code.map(str::to_owned),
            words: details.words.map(str::to_owned),
            request_id: details.request_id.map(str::to_owned),
            at: details.at.map(|at| at.to_string()),
        }
    }
}

/// What is wrong with a task, if anything is.
#[must_use]
pub fn problem(task: &Task, texts: &Texts) -> Option<String> {
    match &task.stage {
        Stage::Refused(refusal) | Stage::Waiting(Some(refusal)) => Some(texts.refusal(refusal)),
        Stage::Failed(_, reason) => Some(reason.clone()),
        Stage::Unknown(lost) | Stage::Dismissed(lost) => Some(texts.lost(lost)),
        Stage::Downloading(..) => {
            let fault = || task.watch.download_fault.as_ref().map(|fault| texts.download_fault(fault));
            texts.spoilt(task).or_else(fault)
        }
        Stage::Ready(..) => texts.file_trouble(task).map(|what| {
            let more = texts.fetch_trouble(task);
            more.map_or(what.clone(), |more| {
                texts.with("cli-and-then", &[("what", what.into()), ("more", more.into())])
            })
        }),
        Stage::Running(..) => task.watch.ask_fault.as_ref().map(|fault| texts.ask_fault(fault)),
        _ => None,
    }
}

fn rounded(length: Duration) -> f64 {
    (length.as_secs_f64() * 1000.0).round() / 1000.0
}

/// A report, for scripts.
#[derive(Debug, Serialize)]
pub struct ReportLine {
    ok: bool,
    checks: Vec<CheckLine>,
    image: Option<ImageLine>,
    audio: Option<AudioLine>,
}

#[derive(Debug, Serialize)]
struct CheckLine {
    rule: &'static str,
    verdict: &'static str,
    found: String,
    allowed: String,
    fix: Option<&'static str>,
    fixes: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct ImageLine {
    format: &'static str,
    width: u32,
    height: u32,
    bytes: u64,
}

#[derive(Debug, Serialize)]
struct AudioLine {
    format: &'static str,
    seconds: f64,
    bytes: u64,
    channels: u16,
    rate: u32,
}

impl ReportLine {
    /// The twin of a report on a draft.
    #[must_use]
    pub fn of(report: &Report, draft: &Draft, texts: &Texts) -> Self {
        let voice = draft.voice.file.file().filter(|_| draft.voice.way != VoiceWay::Link);
        Self {
            ok: report.ok(),
            checks: report.checks.iter().map(|check| check_line(check, texts)).collect(),
            image: draft.portrait.file().map(|loaded| image_line(&loaded.facts)),
            audio: voice.map(|loaded| audio_line(&loaded.facts)),
        }
    }
}

fn check_line(check: &Check, texts: &Texts) -> CheckLine {
    CheckLine {
        rule: check.rule.name(),
        verdict: verdict(check.verdict),
        found: texts.found(&check.finding),
        allowed: texts.allowed(&check.finding),
        fixes: check.fixes.iter().map(|fix| fix.name()).collect(),
        fix: check.fix().map(crate::domain::Fix::name),
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Warn => "warn",
        Verdict::Fail => "fail",
    }
}

fn image_line(facts: &ImageFacts) -> ImageLine {
    ImageLine { format: facts.format.name(), width: facts.width, height: facts.height, bytes: facts.bytes }
}

fn audio_line(facts: &SoundFacts) -> AudioLine {
    AudioLine {
        format: facts.format.name(),
        seconds: rounded(facts.length),
        bytes: facts.bytes,
        channels: facts.channels,
        rate: facts.rate,
    }
}

/// One line for one check, for people: `fail  portrait-aspect  found …, allowed …; fix`.
#[must_use]
pub fn check_sentence(check: &Check, texts: &Texts) -> String {
    let found = texts.found(&check.finding);
    let said = match texts.allowed(&check.finding) {
        allowed if allowed.is_empty() => found,
        allowed => texts.with("cli-check", &[("found", found.into()), ("allowed", allowed.into())]),
    };
    let fix = check.fix().map(|fix| format!(" · {}", texts.fix(fix))).unwrap_or_default();
    format!("{:<5} {:<16} {said}{fix}", verdict(check.verdict), check.rule.name())
}

/// One line for one task, for people.
#[must_use]
pub fn task_sentence(task: &Task, texts: &Texts, now: Timestamp) -> String {
    let until = task.kept_there_until().map(|until| texts.kept_there(until, now, &TimeZone::system()));
    let trouble = problem(task, texts).map(|problem| match until {
        Some(until) => texts.with("cli-and-then", &[("what", problem.into()), ("more", until.into())]),
        None => problem,
    });
    let what = match (task.video(), trouble) {
        (Some(video), None) => video.path.display().to_string(),
        (Some(video), Some(trouble)) => {
            let path = video.path.display().to_string();
            texts.with("cli-video-trouble", &[("path", path.into()), ("trouble", trouble.into())])
        }
        (None, Some(trouble)) => trouble,
        (None, None) => texts.duration_rough(task.elapsed(now)),
    };
    // One task is one line, whatever its title holds.
    format!("{}  {:<11} {}  {what}", task.id, task.stage.word().name(), task.title).replace(['\n', '\r'], " ")
}

/// The tasks that are asked for, newest first.
#[must_use]
pub fn select<'a>(tasks: &'a [Task], status: Option<crate::domain::StageWord>, search: &str) -> Vec<&'a Task> {
    let filter = Filter { search: search.to_owned(), ..Filter::default() };
    let mut found: Vec<&Task> = tasks
        .iter()
        .filter(|task| status.is_none_or(|status| task.stage.word() == status) && filter.shows(task))
        .collect();
    found.sort_by_key(|task| std::cmp::Reverse((task.created_at, task.id)));
    found
}

#[cfg(test)]
#[path = "print_tests.rs"]
mod tests;
