//! Videos that are not here as they should be, on their cards: what is said, until when, and what can be done.

use std::time::Duration;

use eframe::egui::Role;
use egui_kittest::kittest::Queryable as _;
use jiff::SignedDuration;
use likeness::{
    domain::{
        AskFault, Content, DownloadFault, Found, Mode, OpenFault, Presence, Stage, SubmissionId, Task, Video, Watch,
    },
    state::{Command, Event, State},
};

use super::{NARROW, WIDE, asked, open, press, states};
use states::{Made, command, event, ready, task, task_id};

/// The card whose video's file is gone.
const GONE: SubmissionId = SubmissionId(1);
/// The card whose video comes damaged each time.
const SPOILT: SubmissionId = SubmissionId(3);

fn damaged() -> DownloadFault {
    let content = Content { bytes: 14_480_000, digest: [7; 32] };
    DownloadFault::NotAVideo(Found::Damaged("words".into(), content))
}

fn a_task(number: u128, title: &'static str, ago: i64, stage: Stage) -> Task {
    task(Made(number, title, "Neutral news presenter", 124, Mode::Standard, ago, stage))
}

fn video_of(state: &State, id: SubmissionId) -> Video {
    state.tasks.get(id).and_then(Task::video).expect("a video").clone()
}

/// One card for each thing that can be wrong with a video.
pub fn troubled() -> State {
    let month = 31 * 24 * 3600;
    let kept_damaged = match ready(0, 14_480_000) {
        Stage::Ready(id, video) => Stage::Ready(id, Video { damage: Some("words".into()), ..video }),
        other => other,
    };
    let tasks = vec![
        a_task(1, "Gone", 3600, ready(124, 14_480_000)),
        a_task(2, "Changed a month ago", month, ready(124, 14_480_000)),
        a_task(3, "Damaged each time", 600, Stage::Downloading(task_id(), 0, None)),
        a_task(4, "Kept as it came", 7200, kept_damaged),
        a_task(5, "Fetched once more", 7200, ready(124, 14_480_000)),
        a_task(6, "Not there any more", 7200, ready(124, 14_480_000)),
        a_task(7, "As it should be", 7200, ready(124, 14_480_000)),
    ];
    let tasks = tasks.into_iter().map(|task| Task { watch: Watch { asks: 1, ..task.watch }, ..task });
    let mut state = states::with_key(states::opened(tasks.collect()));
    let seen = |id: u128, presence| (SubmissionId(id), video_of(&state, SubmissionId(id)), presence);
    let seen = [(1, Presence::Missing), (2, Presence::Changed), (5, Presence::Missing), (6, Presence::Missing)]
        .map(|(id, presence)| seen(id, presence));
    event(&mut state, Event::VideosSeen(seen.into()));
    for id in [SubmissionId(5), SubmissionId(6)] {
        command(&mut state, Command::FetchAgain(id));
    }
    let answer = |url: Option<&str>| likeness::domain::Answer {
        task_id: Some(task_id()),
        status: likeness::domain::Status::Succeeded,
        url: url.map(str::to_owned),
        reason: None,
        units: None,
        request_id: None,
    };
    event(&mut state, Event::Asked(SubmissionId(5), Ok(answer(Some("https://videos.example/v.mp4")))));
    event(&mut state, Event::Downloading(SubmissionId(5), 2_000_000, Some(8_000_000)));
    event(&mut state, Event::Asked(SubmissionId(6), Ok(answer(None))));
    for times in 0..3 {
        event(&mut state, Event::Downloaded(SPOILT, Box::new(Err(damaged()))));
        if times < 2 {
            event(&mut state, Event::Asked(SPOILT, Ok(answer(Some("https://videos.example/v.mp4")))));
        }
    }
    let notices: Vec<u64> = state.notices.iter().map(|notice| notice.id).collect();
    notices.into_iter().for_each(|id| command(&mut state, Command::Dismiss(id)));
    state
}

#[test]
fn each_card_says_what_is_wrong_until_when_and_what_can_be_done() {
    let window = open(troubled(), WIDE);
    for said in [
        "Gone, Ready, The video file is gone · the provider keeps it until about",
        "Changed a month ago, Ready, The video file was changed · it may be gone at the provider",
        "Damaged each time, Downloading, What came is not a whole video: words. The very same came 3 times, so it \
         is fetched no more by itself. It was billed; ask CometAPI about task 831922345719271433 · the provider keeps it",
        "Kept as it came, Ready, Kept as it came, damaged: words · the provider keeps it until about",
        "Fetched once more, Ready, Downloading 25 % · 2.0 of 8.0 MB",
        "Not there any more, Ready, The video file is gone · The provider has no video of it any more",
    ] {
        let names = || window.query_all_by_role(Role::ListItem).map(|card| format!("{card:?}"));
        let found = window.query_all_by_label_contains(said).next().is_some();
        assert!(found, "{said}: {:?}", names().collect::<Vec<_>>());
    }
    assert_eq!(window.query_all_by_role_and_label(Role::Button, "Fetch again").count(), 5);
    assert_eq!(window.query_all_by_role_and_label(Role::Button, "Keep it as it is").count(), 1);
}

#[test]
fn pressing_fetches_or_keeps_and_nothing_else() {
    for size in [WIDE, NARROW] {
        let mut state = troubled();
        command(&mut state, Command::Search("damaged each time".into()));
        let mut window = open(state, size);
        if size == NARROW {
            let tab = window.query_all_by_role(Role::Tab).last().expect("the list's tab");
            tab.click();
            window.run();
        }
        press(&mut window, "Keep it as it is");
        assert_eq!(asked(&mut window), [Command::KeepDamaged(SPOILT)]);
        assert!(window.query_by_role_and_label(Role::Button, "Keep it as it is").is_none(), "it is under way");
    }
    let mut state = troubled();
    command(&mut state, Command::Search("gone".into()));
    let mut window = open(state, WIDE);
    press(&mut window, "Fetch again");
    assert_eq!(asked(&mut window), [Command::FetchAgain(GONE)]);
    let fault = Event::Asked(GONE, Err(AskFault::Network("no route".into())));
    event(&mut window.state_mut().state, fault);
    window.run();
    let said = "The video file is gone · The provider cannot be reached just now · the provider keeps it";
    assert!(window.query_all_by_label_contains(said).next().is_some());
    press(&mut window, "Fetch again");
    assert_eq!(asked(&mut window), [Command::FetchAgain(GONE)], "as often as the person asks");
}

#[test]
fn opening_what_is_gone_says_so_with_the_button_that_fetches_it_again() {
    let id = SubmissionId(7);
    let mut state = troubled();
    let video = video_of(&state, id);
    command(&mut state, Command::OpenVideo(id));
    event(&mut state, Event::NotOpened(OpenFault::Missing(video.path)));
    command(&mut state, Command::Search("as it should be".into()));
    let mut window = open(state, WIDE);
    assert!(window.query_all_by_label_contains("The file of “").next().is_some(), "a notice");
    let buttons = window.query_all_by_role_and_label(Role::Button, "Fetch again").count();
    assert!(buttons >= 1, "{buttons}");
    window.query_all_by_role_and_label(Role::Button, "Fetch again").last().expect("a button").click();
    window.run();
    assert!(matches!(asked(&mut window).as_slice(), [Command::FetchAgain(_), ..]));
}

#[test]
fn a_date_is_only_told_of_what_is_not_here() {
    let window = open(states::many(3), WIDE);
    assert!(window.query_all_by_label_contains("the provider keeps it").next().is_none());
    let mut state = states::every_stage();
    let id = SubmissionId(7);
    assert!(state.tasks.get(id).is_some_and(|task| matches!(task.stage, Stage::Downloading(..))));
    command(&mut state, Command::Search(String::new()));
    let mut window = open(state, [1280.0, 2000.0]);
    assert!(
        window.query_all_by_label_contains("Downloading 25 % · 2.0 of 8.0 MB · the provider keeps it").next().is_some()
    );
    window.state_mut().now += SignedDuration::try_from(Duration::from_secs(31 * 24 * 3600)).expect("a month");
    window.run();
    let said = "Downloading 25 % · 2.0 of 8.0 MB · it may be gone at the provider";
    assert!(window.query_all_by_label_contains(said).next().is_some());
}
