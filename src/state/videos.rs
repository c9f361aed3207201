//! Finished videos whose file is gone, was changed or never came whole: noticed, and fetched once more when asked.
//!
//! Not the first fetching of a video, which nobody needs to ask for (`tasks`). Invariants: nothing here is billed; a ready
//! task stays ready, with the same task at the provider; one try is made for each time the person asks.

use std::{path::PathBuf, time::Duration};

use super::{Fetch, Job, Moment, NoticeKind, State, Work, notices, tasks, tasks::ask_job_after};
use crate::domain::{
    Answer, AskFault, Awaiting, DownloadFault, OpenFault, Presence, RefusalKind, Spoilt, Status, SubmissionId, Task,
    TaskId, Video, Watch,
};

/// Looks at the files of these tasks' videos, or of all. While one look is under way another would see no more.
pub(super) fn look(state: &mut State, ids: &[SubmissionId]) -> Vec<Job> {
    if state.looks_at_videos > 0 {
        return vec![];
    }
    let wanted = state.tasks.iter().filter(|task| ids.is_empty() || ids.contains(&task.id));
    let videos: Vec<_> = wanted.filter_map(|task| Some((task.id, task.video()?.clone()))).collect();
    begin_look(state, videos)
}

/// Looks at the file of one video that the person turns to.
pub(super) fn look_at_one(state: &mut State, id: SubmissionId) -> Vec<Job> {
    let video = state.tasks.get(id).and_then(Task::video).cloned();
    begin_look(state, video.map(|video| (id, video)).into_iter().collect())
}

fn begin_look(state: &mut State, videos: Vec<(SubmissionId, Video)>) -> Vec<Job> {
    if videos.is_empty() {
        return vec![];
    }
    state.looks_at_videos += 1;
    vec![Job::LookAtVideos(videos)]
}

/// Takes what was found. What was fetched anew since it was looked at is not judged by the old file.
pub(super) fn on_seen(state: &mut State, seen: Vec<(SubmissionId, Video, Presence)>) -> Vec<Job> {
    state.looks_at_videos = state.looks_at_videos.saturating_sub(1);
    for (id, video, presence) in seen {
        if let Some(task) = state.tasks.get_mut(id).filter(|task| task.video() == Some(&video)) {
            task.watch.presence = presence;
        }
    }
    vec![]
}

/// Takes that a file could not be opened. Of a video that is gone the person is told so, and what can be done.
pub(super) fn on_not_opened(state: &mut State, why: OpenFault, moment: Moment) -> Vec<Job> {
    let OpenFault::Missing(place) = &why else { return notices::tell(state, NoticeKind::NotOpened(why), moment) };
    let there = |task: &&Task| task.video().is_some_and(|video| video.path == *place);
    let Some(id) = state.tasks.iter().find(there).map(|task| task.id) else {
        return notices::tell(state, NoticeKind::NotOpened(why), moment);
    };
    if let Some(task) = state.tasks.get_mut(id) {
        task.watch.presence = Presence::Missing;
    }
    notices::tell(state, NoticeKind::VideoGone(id), moment)
}

/// Fetches a video once more, by asking for its address.
pub(super) fn fetch_again(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    ask_anew(state, id, moment, Task::can_fetch_again)
}

/// Fetches once more what came damaged each time, to keep it as it is.
pub(super) fn keep_damaged(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    let jobs = ask_anew(state, id, moment, Task::can_keep_damaged);
    if let (false, Some(task)) = (jobs.is_empty(), state.tasks.get_mut(id)) {
        task.watch.as_it_is = true;
    }
    jobs
}

fn ask_anew(state: &mut State, id: SubmissionId, moment: Moment, may: fn(&Task) -> bool) -> Vec<Job> {
    let Some(task) = state.tasks.get_mut(id).filter(|task| may(task)) else { return vec![] };
    task.watch = Watch { presence: task.watch.presence, ..Watch::default() };
    let gone = NoticeKind::VideoGone(id);
    let jobs = vec![ask_job_after(task, Duration::ZERO, moment)];
    state.notices.retain(|notice| notice.kind != gone && notice.kind != NoticeKind::Spoilt(id));
    jobs
}

/// The job that fetches a task's video from an address.
pub(super) fn fetch(task: &mut Task, task_id: TaskId, url: String) -> Job {
    task.watch.awaiting = Some(Awaiting::Video);
    task.watch.next = None;
    Job::Download(Box::new(Fetch {
        id: task.id,
        url,
        title: task.title.clone(),
        created_at: task.created_at,
        destination: task.destination.clone(),
        task_id,
        // Whatever comes in place of a damaged file, its name is not that file's.
        place: task.video().filter(|video| video.damage.is_none()).map(|video| video.path.clone()),
        even_damaged: task.watch.as_it_is,
    }))
}

/// Takes the provider's word about a video that is fetched once more. Whatever it is, the task stays as it was.
pub(super) fn on_asked(task: &mut Task, result: Result<Answer, AskFault>) -> Vec<Job> {
    task.watch.next = None;
    match (result, task.stage.task_id().cloned()) {
        (Ok(Answer { status: Status::Succeeded, url: Some(url), .. }), Some(task_id)) => {
            vec![fetch(task, task_id, url)]
        }
        (Err(AskFault::Refused(refusal)), _) if refusal.kind != RefusalKind::Missing => {
            task.watch.ask_fault = Some(AskFault::Refused(refusal));
            vec![]
        }
        (Ok(_) | Err(AskFault::Refused(_)), _) => {
            task.watch.none_there = true;
            vec![]
        }
        (Err(fault), _) => {
            task.watch.ask_fault = Some(fault);
            vec![]
        }
    }
}

/// Takes what came of fetching a video once more.
pub(super) fn on_downloaded(
    state: &mut State,
    id: SubmissionId,
    result: Result<Video, DownloadFault>,
    moment: Moment,
) -> Vec<Job> {
    let Some(task) = state.tasks.get_mut(id) else { return vec![] };
    match result {
        Ok(video) => {
            task.take_video(video);
            let job = Job::Save(Box::new(task.clone()));
            notices::tell(state, NoticeKind::Ready(id), moment);
            vec![job]
        }
        Err(fault) => {
            task.watch.again = None;
            task.watch.download_fault = Some(fault);
            vec![]
        }
    }
}

/// Takes that a first download brought no video. Says whether it is to rest, because the very same always comes.
pub(super) fn on_fault(task: &mut Task, fault: DownloadFault) -> bool {
    let watch = &mut task.watch;
    let whole_ones = |spoilt: &Option<Spoilt>| spoilt.as_ref().map(|spoilt| spoilt.times);
    let before = whole_ones(&watch.spoilt);
    watch.spoilt = Spoilt::after(watch.spoilt.take(), &fault);
    watch.download_fault = Some(fault);
    let one_more = whole_ones(&watch.spoilt) != before;
    one_more && watch.spoilt.as_ref().is_some_and(Spoilt::is_certain)
}

/// Opens or shows the file of a video.
pub(super) fn open(state: &mut State, id: SubmissionId, job: fn(PathBuf) -> Job, moment: Moment) -> Vec<Job> {
    let jobs = tasks::on_video(state, id, job);
    let mut jobs = begin_opening(state, jobs, moment);
    jobs.extend(look_at_one(state, id));
    jobs
}

/// Begins to open files outside, which is shown while it takes.
pub(super) fn begin_opening(state: &mut State, jobs: Vec<Job>, moment: Moment) -> Vec<Job> {
    for _ in &jobs {
        state.busy.begin(Work::Opening, moment.now);
    }
    jobs
}
