//! How tasks move: approved, sent once, watched, fetched.
//!
//! Not the rules of a single task (`domain::task`), not the schedule (`domain::polling`), not the line before sending (`queue`).
//! Invariants: one approval makes at most one `Job::Send`; a task has at most one job outstanding; a final task gets no job,
//! unless its video is fetched once more; no task is ever removed.

use std::{path::PathBuf, time::Duration};

use super::{Job, Moment, NoticeKind, State, compose, lost, notices, queue, speech, undo, videos};
use crate::domain::{
    Answer, Approval, AskFault, Awaiting, DownloadFault, LibraryFault, Lost, Outcome, Refusal, RefusalKind, Stage,
    Status, SubmissionId, Task, Video, check, polling, price,
};

/// Takes the library's tasks; those that are already here stay as they are.
pub(super) fn on_loaded(state: &mut State, mut tasks: Vec<Task>) {
    tasks.retain(|task| state.tasks.get(task.id).is_none());
    tasks.sort_by_key(|task| (task.created_at, task.id));
    for mut task in tasks {
        // Somebody else may be sending it; nobody here is, so it is looked for like any other lost answer.
        if matches!(task.stage, Stage::Sending(..)) {
            task.stage = Stage::Unknown(Lost::Interrupted);
        }
        state.tasks.add(task);
    }
}

/// Approves the draft: the one place where a task begins. Each part of a voice that was split is a task of its own.
pub(super) fn create(state: &mut State, moment: Moment) -> Vec<Job> {
    // An id that has ended since the last look is not sent.
    speech::follow(state, moment);
    let (Some(door), true) = (state.door(), state.can_create()) else { return vec![] };
    let (_, checked) = check(&state.draft, &state.settings.limits, Some(door), |id| state.tasks.uses_external_id(id));
    // The parts count on from the fresh id.
    let ids: Vec<_> = (0..).map(|part| SubmissionId(moment.fresh.wrapping_add(part))).take(checked.len()).collect();
    if ids.iter().any(|id| state.tasks.get(*id).is_some()) {
        return vec![];
    }
    let jobs = ids.into_iter().zip(checked).map(|(id, checked)| {
        let (length, mode) = (checked.order().voice.length(), checked.order().mode);
        let price = price::estimate(length, mode, &state.settings.rates, &state.settings.limits);
        let mut task = Task::approve(checked, Approval { id, at: moment.now, door, price }, state.destination.clone());
        task.standing = queue::end_of_line(state, door);
        let job = Job::Enroll(Box::new(task.clone()));
        task.watch.awaiting = Some(Awaiting::Enrolment);
        state.tasks.add(task);
        job
    });
    let jobs: Vec<_> = jobs.collect();
    if !jobs.is_empty() {
        compose::reset(state);
        // What was sent is not taken back.
        undo::forget(state);
    }
    jobs
}

/// Lets a task that is now in the ledger stand in its line.
pub(super) fn on_enrolled(
    state: &mut State,
    id: SubmissionId,
    result: Result<(), LibraryFault>,
    moment: Moment,
) -> Vec<Job> {
    let Some(task) = state.tasks.awaiting(id, Awaiting::Enrolment) else { return vec![] };
    match result {
        Ok(()) => {
            task.watch.awaiting = Some(Awaiting::Place);
            vec![]
        }
        Err(why) => {
            let message = why.to_string();
            let refusal = Refusal { kind: RefusalKind::Here, message, code: None, http: None, request_id: None };
            if task.arrive(Stage::Refused(refusal), moment.now) {
                notices::tell(state, NoticeKind::Refused(id), moment);
            }
            vec![]
        }
    }
}

/// Lets a task whose wait is over stand in its line again.
pub(super) fn on_due(state: &mut State, id: SubmissionId) -> Vec<Job> {
    if let Some(task) = state.tasks.awaiting(id, Awaiting::Turn) {
        task.watch.awaiting = Some(Awaiting::Place);
        task.watch.next = None;
    }
    vec![]
}

/// Shows how much of a request has left.
pub(super) fn on_uploading(state: &mut State, id: SubmissionId, sent: u64, total: u64) -> Vec<Job> {
    if let Some(Task { stage: stage @ Stage::Sending(..), .. }) = state.tasks.get_mut(id) {
        *stage = Stage::Sending(sent, total);
    }
    vec![]
}

/// Takes what came of the one paid request.
pub(super) fn on_answered(state: &mut State, id: SubmissionId, outcome: Outcome, moment: Moment) -> Vec<Job> {
    let Some(task) = state.tasks.awaiting(id, Awaiting::Outcome) else { return vec![] };
    let retry_after = if let Outcome::Later(_, after) = &outcome { *after } else { None };
    if !task.settle(outcome, moment.now) {
        return vec![];
    }
    let (jobs, notice) = match &task.stage {
        Stage::Waiting(_) => {
            // It may have been held or moved while it was being sent.
            let mut jobs = vec![Job::Arrange(vec![(id, task.standing)])];
            if task.standing.held {
                task.watch.awaiting = Some(Awaiting::Place);
            } else {
                let wait = polling::until_next_try(task.door, task.watch.failures, moment.fresh, retry_after);
                jobs.push(wait_job(task, wait, moment));
            }
            (jobs, None)
        }
        Stage::Running(..) => (vec![ask_job(task, None, moment)], None),
        Stage::Refused(_) => (vec![Job::Save(Box::new(task.clone()))], Some(NoticeKind::Refused(id))),
        Stage::Unknown(_) => (vec![look_job(task, moment)], Some(NoticeKind::Unknown(id))),
        _ => (vec![], None),
    };
    let (door, refusal) = (task.door, refusal_of(task).cloned());
    let paused = refusal.is_some_and(|refusal| queue::pause_for(state, door, &refusal, moment));
    if let Some(notice) = notice.filter(|_| !paused) {
        notices::tell(state, notice, moment);
    }
    jobs
}

/// Why a task was not taken, finally or for now.
fn refusal_of(task: &Task) -> Option<&Refusal> {
    match &task.stage {
        Stage::Refused(refusal) | Stage::Waiting(Some(refusal)) => Some(refusal),
        _ => None,
    }
}

fn wait_job(task: &mut Task, wait: Duration, moment: Moment) -> Job {
    begin(task, Awaiting::Turn, wait, moment);
    Job::Wait(task.id, wait)
}

fn begin(task: &mut Task, awaiting: Awaiting, wait: Duration, moment: Moment) {
    task.watch.awaiting = Some(awaiting);
    task.watch.next = moment.now.checked_add(wait).ok();
}

/// The next ask of a task that the provider has.
fn ask_job(task: &mut Task, retry_after: Option<Duration>, moment: Moment) -> Job {
    let wait = polling::until_next_ask(task.door, task.elapsed(moment.now), task.watch.asks, retry_after);
    ask_job_after(task, wait, moment)
}

pub(super) fn ask_job_after(task: &mut Task, wait: Duration, moment: Moment) -> Job {
    match task.stage.task_id().cloned() {
        Some(task_id) => {
            begin(task, Awaiting::Answer, wait, moment);
            Job::Ask(task.id, task.door, task_id, wait)
        }
        None => look_job_after(task, wait, moment),
    }
}

/// The next look for a task whose answer was lost.
pub(super) fn look_job(task: &mut Task, moment: Moment) -> Job {
    let wait = polling::until_next_look(task.door, task.watch.asks);
    look_job_after(task, wait, moment)
}

fn look_job_after(task: &mut Task, wait: Duration, moment: Moment) -> Job {
    begin(task, Awaiting::Look, wait, moment);
    Job::LookFor(task.id, task.door, task.external_id.clone(), wait)
}

/// Takes the answer to an ask. Nothing but the provider's own word ends a task.
pub(super) fn on_asked(
    state: &mut State,
    id: SubmissionId,
    result: Result<Answer, AskFault>,
    moment: Moment,
) -> Vec<Job> {
    if state.tasks.get(id).is_some_and(|task| task.watch.awaiting == Some(Awaiting::Named)) {
        return lost::on_named(state, id, result, moment);
    }
    let Some(task) = state.tasks.awaiting(id, Awaiting::Answer) else { return vec![] };
    task.watch.asks = task.watch.asks.saturating_add(1);
    if task.video().is_some() {
        return videos::on_asked(task, result);
    }
    match result {
        Ok(answer) => {
            let door = task.door;
            let mut jobs = on_answer(state, id, answer, moment);
            jobs.extend(queue::on_answering(state, door));
            jobs
        }
        Err(fault) => {
            // That the account has no right to one task says nothing of the next.
            let refusal = match &fault {
                AskFault::Refused(refusal) if refusal.kind != RefusalKind::Rights => Some(refusal.clone()),
                _ => None,
            };
            let retry_after = if let AskFault::Busy(after) = &fault { *after } else { None };
            task.watch.ask_fault = Some(fault);
            task.watch.fault_at = Some(moment.now);
            let door = task.door;
            let paused = refusal.is_some_and(|refusal| queue::pause_for(state, door, &refusal, moment));
            let retry_after = if paused { Some(polling::LONGEST_RETRY_AFTER) } else { retry_after };
            state.tasks.get_mut(id).map(|task| ask_job(task, retry_after, moment)).into_iter().collect()
        }
    }
}

/// Takes what came of looking for a task by its external id.
pub(super) fn on_looked_for(
    state: &mut State,
    id: SubmissionId,
    result: Result<Option<Answer>, AskFault>,
    moment: Moment,
) -> Vec<Job> {
    let Some(task) = state.tasks.awaiting(id, Awaiting::Look) else { return vec![] };
    task.watch.asks = task.watch.asks.saturating_add(1);
    match result {
        Ok(Some(answer)) if answer.task_id.is_some() => {
            if let Some(task_id) = answer.task_id.clone() {
                task.arrive(Stage::Running(task_id, Status::Submitted), moment.now);
            }
            on_found(state, id, answer, moment)
        }
        other => {
            task.watch.ask_fault = other.err();
            // What the person named meanwhile is asked for before the looking goes on.
            vec![lost::ask_for_named(task, moment).unwrap_or_else(|| look_job(task, moment))]
        }
    }
}

/// Goes on with a submission whose answer was lost and whose task is known now.
pub(super) fn on_found(state: &mut State, id: SubmissionId, answer: Answer, moment: Moment) -> Vec<Job> {
    if let Some(task) = state.tasks.get_mut(id) {
        task.watch.named = None;
    }
    let settled =
        |kind: &NoticeKind| matches!(kind, NoticeKind::Unknown(of) | NoticeKind::NotThere(of, _) if *of == id);
    state.notices.retain(|notice| !settled(&notice.kind));
    on_answer(state, id, answer, moment)
}

/// Acts on the provider's word about a running task.
fn on_answer(state: &mut State, id: SubmissionId, answer: Answer, moment: Moment) -> Vec<Job> {
    let Some(task) = state.tasks.get_mut(id) else { return vec![] };
    let Some(task_id) = task.stage.task_id().cloned() else { return vec![] };
    task.watch.ask_fault = None;
    task.units = answer.units.or(task.units.take());
    task.request_id = answer.request_id.or(task.request_id.take());
    let before = task.stage.clone();
    match (answer.status, answer.url) {
        (Status::Failed, _) => {
            task.arrive(Stage::Failed(task_id, answer.reason.unwrap_or_default()), moment.now);
            let job = Job::Save(Box::new(task.clone()));
            notices::tell(state, NoticeKind::Failed(id), moment);
            vec![job]
        }
        (Status::Succeeded, Some(url)) => {
            task.arrive(Stage::Downloading(task_id.clone(), 0, None), moment.now);
            let mut jobs = save_if_changed(task, &before);
            jobs.push(videos::fetch(task, task_id, url));
            jobs
        }
        (status, _) => {
            task.arrive(Stage::Running(task_id, status), moment.now);
            let mut jobs = save_if_changed(task, &before);
            jobs.push(ask_job(task, None, moment));
            jobs
        }
    }
}

fn save_if_changed(task: &Task, before: &Stage) -> Vec<Job> {
    if task.stage == *before { vec![] } else { vec![Job::Save(Box::new(task.clone()))] }
}

/// Shows how much of a video has come.
pub(super) fn on_downloading(state: &mut State, id: SubmissionId, done: u64, total: Option<u64>) -> Vec<Job> {
    match state.tasks.get_mut(id) {
        Some(Task { stage: Stage::Downloading(_, have, all), .. }) => (*have, *all) = (done, total),
        Some(task) if task.is_fetched_again() => task.watch.again = Some((done, total)),
        _ => {}
    }
    vec![]
}

/// Takes what came of a download. A failed one asks for a fresh address, ever more slowly; it only gives up when the
/// provider's own file is no video.
pub(super) fn on_downloaded(
    state: &mut State,
    id: SubmissionId,
    result: Result<Video, DownloadFault>,
    moment: Moment,
) -> Vec<Job> {
    let Some(task) = state.tasks.awaiting(id, Awaiting::Video) else { return vec![] };
    let Some(task_id) = task.stage.task_id().cloned() else { return vec![] };
    if task.video().is_some() {
        return videos::on_downloaded(state, id, result, moment);
    }
    match result {
        Ok(video) => {
            task.arrive(Stage::Ready(task_id, video), moment.now);
            let job = Job::Save(Box::new(task.clone()));
            notices::tell(state, NoticeKind::Ready(id), moment);
            vec![job]
        }
        Err(fault) => {
            task.watch.failures = task.watch.failures.saturating_add(1);
            task.watch.fault_at = Some(moment.now);
            let rests = videos::on_fault(task, fault);
            if rests {
                return notices::tell(state, NoticeKind::Spoilt(id), moment);
            }
            let wait = polling::until_next_download(task.door, task.watch.failures);
            vec![ask_job_after(task, wait, moment)]
        }
    }
}

/// Takes back a task that was not sent; says so of one that cannot be.
pub(super) fn cancel(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    let Some(task) = state.tasks.get_mut(id) else { return vec![] };
    match task.stage {
        Stage::Waiting(_) => {
            task.arrive(Stage::Cancelled, moment.now);
            vec![Job::Save(Box::new(task.clone()))]
        }
        Stage::Running(..) => notices::tell(state, NoticeKind::CannotCancel(id), moment),
        _ => vec![],
    }
}

/// Ends the wait of a task's next ask or look.
pub(super) fn look_now(state: &mut State, id: SubmissionId) -> Vec<Job> {
    match state.tasks.get(id) {
        Some(task) if task.watch.awaiting.is_some() && task.watch.next.is_some() => vec![Job::Hurry(id)],
        _ => vec![],
    }
}

/// Takes up unfinished tasks that nobody watches. However many there are, services ask for one after the other.
pub(super) fn take_up(state: &mut State, ids: &[SubmissionId], moment: Moment) -> Vec<Job> {
    let mut jobs = vec![];
    for task in state.tasks.iter_mut() {
        let wanted = ids.is_empty() || ids.contains(&task.id);
        if !wanted || task.watch.awaiting.is_some() || task.stage.is_final() {
            continue;
        }
        match &task.stage {
            // Its turn comes when there is a place.
            Stage::Waiting(_) => task.watch.awaiting = Some(Awaiting::Place),
            Stage::Running(..) | Stage::Downloading(..) | Stage::Unknown(_) => {
                jobs.push(ask_job_after(task, Duration::ZERO, moment));
            }
            _ => {}
        }
    }
    jobs
}

/// Does something with a finished video's file.
pub(super) fn on_video(state: &State, id: SubmissionId, job: impl FnOnce(PathBuf) -> Job) -> Vec<Job> {
    state.tasks.get(id).and_then(Task::video).map(|video| vec![job(video.path.clone())]).unwrap_or_default()
}
