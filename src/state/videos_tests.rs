//! Finished videos whose files are not as they should be: small stories, a table, and random lives with broken twins.

use std::time::Duration;

use super::{tests::*, *};
use crate::domain::{
    Answer, AskFault, Content, DownloadFault, Found, OpenFault, Presence, Refusal, RefusalKind, Stage, StageWord,
    Status, SubmissionId, Task, TaskId, Video, Watch,
};

const URL: &str = "https://videos.example/v.mp4";

fn answered(status: Status, url: Option<&str>) -> Result<Answer, AskFault> {
    let url = url.map(str::to_owned);
    Ok(Answer { task_id: Some(TaskId("797".into())), status, url, reason: None, units: None, request_id: None })
}

fn spoilt(digest: u8) -> DownloadFault {
    DownloadFault::NotAVideo(Found::Damaged("words".into(), Content { bytes: 9, digest: [digest; 32] }))
}

/// A story with one task at a stage, as a start finds it.
fn with(stage: Stage) -> (Story, SubmissionId) {
    let mut story = Story::begin();
    let (id, _) = story.send();
    let task = story.state.tasks.get(id).expect("a task").clone();
    let task = Task { stage, watch: Watch::default(), ..task };
    let mut again = Story::begin();
    let _ = again.event(Event::LibraryOpened(Box::new(opened(vec![task]))));
    (again, id)
}

fn ready() -> (Story, SubmissionId) {
    with(Stage::Ready(TaskId("797".into()), a_video()))
}

fn find(story: &mut Story, id: SubmissionId, presence: Presence) {
    let jobs = story.command(Command::LookAtVideos(vec![]));
    assert_eq!(jobs, vec![Job::LookAtVideos(vec![(id, a_video())])]);
    assert_eq!(story.event(Event::VideosSeen(vec![(id, a_video(), presence)])), vec![]);
}

fn task(story: &Story, id: SubmissionId) -> &Task {
    story.state.tasks.get(id).expect("a task")
}

#[test]
fn a_video_that_is_gone_is_fetched_once_more_to_its_old_place_and_its_task_stays_ready() {
    for presence in [Presence::Missing, Presence::Changed] {
        let (mut story, id) = ready();
        assert_eq!(story.command(Command::FetchAgain(id)), vec![], "nothing is wrong with it");
        find(&mut story, id, presence);
        assert!(task(&story, id).kept_there_until().is_some());
        let jobs = story.command(Command::FetchAgain(id));
        let [Job::Ask(asked, Door::Live, task_id, wait)] = jobs.as_slice() else { panic!("{jobs:?}") };
        assert_eq!((*asked, task_id.0.as_str(), *wait), (id, "797", Duration::ZERO));
        assert_eq!(story.command(Command::FetchAgain(id)), vec![], "once");
        let jobs = story.event(Event::Asked(id, answered(Status::Succeeded, Some(URL))));
        let [Job::Download(fetch)] = jobs.as_slice() else { panic!("{jobs:?}") };
        assert_eq!(
            (fetch.url.as_str(), fetch.place.clone(), fetch.even_damaged),
            (URL, Some("video.mp4".into()), false)
        );
        assert_eq!(story.event(Event::Downloading(id, 1, Some(2))), vec![]);
        assert_eq!(task(&story, id).watch.again, Some((1, Some(2))));
        let beside = Video { path: "video (2).mp4".into(), ..a_video() };
        let jobs = story.event(Event::Downloaded(id, Box::new(Ok(beside.clone()))));
        let [Job::Save(saved)] = jobs.as_slice() else { panic!("{jobs:?}") };
        assert_eq!(saved.stage, Stage::Ready(TaskId("797".into()), beside));
        let (task, before) = (task(&story, id), ready().0);
        assert_eq!(task.stage.word(), StageWord::Ready);
        assert_eq!((task.kept_there_until(), task.can_fetch_again()), (None, false));
        assert_eq!(task.finished_at, before.state.tasks.iter().next().and_then(|task| task.finished_at));
    }
}

#[test]
fn one_try_is_made_for_each_time_it_is_asked_for() {
    let missing =
        Refusal { kind: RefusalKind::Missing, message: String::new(), code: None, http: Some(404), request_id: None };
    let key = Refusal { kind: RefusalKind::Key, ..missing.clone() };
    let table = [
        (Err(AskFault::Network("cut".into())), false),
        (Err(AskFault::Garbled(502, String::new())), false),
        (Err(AskFault::Refused(key)), false),
        (Err(AskFault::Refused(missing)), true),
        (answered(Status::Failed, None), true),
        (answered(Status::Succeeded, None), true),
        (answered(Status::Processing, Some(URL)), true),
    ];
    for (result, none_there) in table {
        let (mut story, id) = ready();
        find(&mut story, id, Presence::Missing);
        assert_eq!(story.command(Command::FetchAgain(id)).len(), 1);
        let said = format!("{result:?}");
        assert_eq!(story.event(Event::Asked(id, result)), vec![], "{said}");
        let task = task(&story, id);
        assert_eq!((task.stage.word(), task.watch.none_there), (StageWord::Ready, none_there), "{said}");
        assert_eq!(task.watch.ask_fault.is_some(), !none_there, "{said}");
        assert!(task.can_fetch_again(), "{said}");
        assert_eq!(story.command(Command::FetchAgain(id)).len(), 1, "as often as the person asks");
    }
    let (mut story, id) = ready();
    find(&mut story, id, Presence::Missing);
    story.command(Command::FetchAgain(id));
    story.event(Event::Asked(id, answered(Status::Succeeded, Some(URL))));
    assert_eq!(story.event(Event::Downloaded(id, Box::new(Err(DownloadFault::Dead(403))))), vec![]);
    assert_eq!(task(&story, id).watch.download_fault, Some(DownloadFault::Dead(403)));
    assert_eq!(task(&story, id).video(), Some(&a_video()));
}

#[test]
fn one_look_is_under_way_at_a_time_and_a_late_one_judges_no_newer_file() {
    let (mut story, id) = ready();
    assert_eq!(story.command(Command::LookAtVideos(vec![])).len(), 1);
    assert_eq!(story.command(Command::LookAtVideos(vec![])), vec![]);
    let older = Video { bytes: 7, ..a_video() };
    story.event(Event::VideosSeen(vec![(id, older, Presence::Missing)]));
    assert_eq!(task(&story, id).watch.presence, Presence::Kept);
    find(&mut story, id, Presence::Missing);
    find(&mut story, id, Presence::Kept);
    assert!(!task(&story, id).can_fetch_again(), "it came back by itself");
    assert_eq!(story.command(Command::LookAtVideos(vec![SubmissionId(9)])), vec![], "no such video");
    assert!(!story.state.looks_at_videos());
}

#[test]
fn opening_what_is_gone_tells_of_the_video_and_of_other_files_as_before() {
    let (mut story, id) = ready();
    assert_eq!(story.command(Command::OpenVideo(id)).len(), 2);
    story.event(Event::NotOpened(OpenFault::Missing("video.mp4".into())));
    let kinds: Vec<_> = story.state.notices.iter().map(|notice| notice.kind.clone()).collect();
    assert_eq!(kinds, [NoticeKind::VideoGone(id)]);
    assert_eq!(task(&story, id).watch.presence, Presence::Missing);
    story.command(Command::FetchAgain(id));
    assert!(story.state.notices.is_empty(), "what it offered was done");
    for other in [OpenFault::Missing("logs".into()), OpenFault::NoLauncher] {
        story.event(Event::NotOpened(other.clone()));
        assert_eq!(story.state.notices.last().map(|notice| &notice.kind), Some(&NoticeKind::NotOpened(other)));
    }
}

/// Fetches until it rests, at most so often; how often it was fetched.
fn fetches(story: &mut Story, id: SubmissionId, fault: impl Fn(u32) -> DownloadFault) -> u32 {
    let mut jobs = story.command(Command::TakeUp(vec![]));
    for times in 0..20 {
        if jobs.is_empty() {
            return times;
        }
        story.event(Event::Asked(id, answered(Status::Succeeded, Some(URL))));
        jobs = story.event(Event::Downloaded(id, Box::new(Err(fault(times)))));
    }
    20
}

#[test]
fn what_comes_damaged_each_time_is_fetched_three_times_and_rests() {
    let downloading = || with(Stage::Downloading(TaskId("797".into()), 0, None));
    let (mut story, id) = downloading();
    assert_eq!(fetches(&mut story, id, |_| spoilt(1)), 3);
    assert_eq!(story.word(id), StageWord::Downloading);
    assert_eq!(task(&story, id).spoilt().map(|spoilt| spoilt.times), Some(3));
    assert_eq!(story.state.notices.last().map(|notice| notice.kind.clone()), Some(NoticeKind::Spoilt(id)));
    // Another content each time, or a line that breaks, is tried on and on.
    let (mut other, id) = downloading();
    assert_eq!(fetches(&mut other, id, |times| spoilt(u8::try_from(times).unwrap_or(0))), 20);
    let (mut other, id) = downloading();
    assert_eq!(fetches(&mut other, id, |_| DownloadFault::Network("cut".into())), 20);
    // A restart tries a few times, no more.
    let kept = as_reopened(task(&story, story.state.tasks.iter().next().expect("a task").id));
    let (id, mut again) = (kept.id, Story::begin());
    again.event(Event::LibraryOpened(Box::new(opened(vec![kept]))));
    assert_eq!(fetches(&mut again, id, |_| spoilt(1)), 3);
    // The person's word begins it anew.
    assert_eq!(again.command(Command::FetchAgain(id)).len(), 1);
    assert!(again.state.notices.is_empty());
    let jobs = again.event(Event::Asked(id, answered(Status::Succeeded, Some(URL))));
    assert!(matches!(jobs.as_slice(), [Job::Download(fetch)] if !fetch.even_damaged), "{jobs:?}");
    again.event(Event::Downloaded(id, Box::new(Ok(a_video()))));
    assert_eq!(again.word(id), StageWord::Ready);
}

#[test]
fn what_is_damaged_is_kept_only_when_the_person_says_so() {
    let (mut story, id) = with(Stage::Downloading(TaskId("797".into()), 0, None));
    assert_eq!(story.command(Command::KeepDamaged(id)), vec![]);
    fetches(&mut story, id, |_| DownloadFault::NotAVideo(Found::Nothing));
    assert_eq!(story.command(Command::KeepDamaged(id)), vec![], "there is nothing to keep");
    let (mut story, id) = with(Stage::Downloading(TaskId("797".into()), 0, None));
    fetches(&mut story, id, |_| spoilt(1));
    assert_eq!(story.command(Command::KeepDamaged(id)).len(), 1);
    // A broken line does not forget it.
    story.event(Event::Asked(id, answered(Status::Succeeded, Some(URL))));
    story.event(Event::Downloaded(id, Box::new(Err(DownloadFault::Network("cut".into())))));
    let jobs = story.event(Event::Asked(id, answered(Status::Succeeded, Some(URL))));
    assert!(matches!(jobs.as_slice(), [Job::Download(fetch)] if fetch.even_damaged), "{jobs:?}");
    let damaged = Video { damage: Some("words".into()), ..a_video() };
    let jobs = story.event(Event::Downloaded(id, Box::new(Ok(damaged))));
    assert!(matches!(jobs.as_slice(), [Job::Save(task)] if task.stage.word() == StageWord::Ready), "{jobs:?}");
    assert!(task(&story, id).can_fetch_again() && task(&story, id).kept_there_until().is_some());
    assert!(!task(&story, id).can_keep_damaged());
}

#[test]
fn how_long_the_provider_keeps_it_is_told_while_it_is_not_here() {
    let id = || TaskId("7".into());
    let damaged = Video { damage: Some("words".into()), ..a_video() };
    let table = [
        (Stage::Waiting(None), Presence::Kept, false),
        (Stage::Running(id(), Status::Processing), Presence::Kept, false),
        (Stage::Running(id(), Status::Succeeded), Presence::Kept, true),
        (Stage::Downloading(id(), 0, None), Presence::Kept, true),
        (Stage::Ready(id(), a_video()), Presence::Kept, false),
        (Stage::Ready(id(), a_video()), Presence::Missing, true),
        (Stage::Ready(id(), a_video()), Presence::Changed, true),
        (Stage::Ready(id(), damaged), Presence::Kept, true),
        (Stage::Failed(id(), String::new()), Presence::Kept, false),
    ];
    let (story, only) = ready();
    for (stage, presence, told) in table {
        let task = Task {
            stage,
            watch: Watch { presence, ..Watch::default() },
            sent_at: Some(at(5)),
            finished_at: Some(at(500)),
            ..task(&story, only).clone()
        };
        // Never more than thirty days after it was sent, whenever it was fetched.
        assert_eq!(task.kept_there_until(), told.then(|| at(5 + 30 * 24 * 3600)), "{:?}", task.stage);
        let never_sent = Task { sent_at: None, created_at: at(1), ..task };
        assert_eq!(never_sent.kept_there_until(), told.then(|| at(1 + 30 * 24 * 3600)));
    }
}

/// How the machine may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twin {
    Sound,
    /// Takes a ready task's video away when the provider has none.
    Unreadies,
    /// Goes on by itself after a fault.
    GoesOn,
    /// Takes whatever task the answer names.
    TakesAnother,
}

/// Random looks, presses and answers on one ready task. The first invariant that does not hold.
fn random_life(twin: Twin, seed: u64) -> Option<&'static str> {
    let (mut story, id) = ready();
    let (mut roll, mut asked, mut outstanding) = (seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, 0_usize, vec![]);
    let mut made = 0_usize;
    for _ in 0..200 {
        roll ^= roll << 13;
        roll ^= roll >> 7;
        roll ^= roll << 17;
        let dice = (roll >> 11) % 12;
        let now = task(&story, id).video().cloned()?;
        let presence = [Presence::Kept, Presence::Missing, Presence::Changed][(roll >> 20) as usize % 3];
        let jobs = match dice {
            0 | 1 => story.event(Event::VideosSeen(vec![(id, now, presence)])),
            2 | 3 => {
                asked += usize::from(task(&story, id).can_fetch_again());
                story.command(Command::FetchAgain(id))
            }
            4 => story.command(Command::TakeUp(vec![])),
            5 => story.command(Command::KeepDamaged(id)),
            6 => story.event(Event::Asked(id, answered(Status::Succeeded, Some(URL)))),
            7 => story.event(Event::Asked(id, answered(Status::Failed, None))),
            8 => story.event(Event::Asked(id, Err(AskFault::Garbled(502, String::new())))),
            9 => story.event(Event::Downloaded(id, Box::new(Err(spoilt(1))))),
            10 => story.event(Event::Downloaded(id, Box::new(Ok(Video { bytes: roll >> 40, ..now })))),
            _ => story.command(Command::LookNow(id)),
        };
        let task = story.state.tasks.get_mut(id)?;
        match twin {
            Twin::Unreadies if task.watch.none_there => task.stage = Stage::Failed(TaskId("797".into()), String::new()),
            Twin::GoesOn if dice == 8 && task.watch.ask_fault.is_some() => made += 1,
            Twin::TakesAnother if dice == 10 => task.stage = Stage::Ready(TaskId("8".into()), a_video()),
            _ => {}
        }
        made += jobs.iter().filter(|job| matches!(job, Job::Ask(..))).count();
        outstanding.extend(jobs.into_iter().filter(|job| matches!(job, Job::Send(_) | Job::Enroll(_))));
        match &task.stage {
            Stage::Ready(task_id, _) if task_id.0 == "797" => {}
            Stage::Ready(..) => return Some("the task at the provider stays the same"),
            _ => return Some("a ready task stays ready"),
        }
        if made > asked {
            return Some("one ask for each time the person asks");
        }
        if !outstanding.is_empty() {
            return Some("nothing is sent");
        }
    }
    None
}

#[test]
fn random_lives_of_a_ready_task_keep_it_ready_and_each_broken_twin_is_caught() {
    let first = |twin| (1..=300).find_map(|seed| random_life(twin, seed));
    assert_eq!(first(Twin::Sound), None);
    assert_eq!(first(Twin::Unreadies), Some("a ready task stays ready"));
    assert_eq!(first(Twin::TakesAnother), Some("the task at the provider stays the same"));
    assert_eq!(first(Twin::GoesOn), Some("one ask for each time the person asks"));
}
