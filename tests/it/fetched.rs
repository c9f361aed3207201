//! Downloads through the real App: killed in the middle, into a folder that refuses, and from where they end.
//!
//! Not each thing that can come wrong: those are beside `services::downloads`. At the provider, nothing was paid twice.

use std::{fs, path::PathBuf, time::Duration};

use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{DownloadFault, Presence, Settings, StageWord, Video},
    services::downloads::{file_name, is_as_kept},
    state::{Command, State},
};

use crate::{
    journeys::{a_video, hurry, live},
    provider::{Create, Download},
    support::{Desk, Window},
};

/// Creates an avatar and brings it to its first download.
fn begun(desk: &Desk) -> Window {
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until_stage(StageWord::Submitted);
    hurry(&mut window);
    window
}

/// The folder of the videos, and what is in it.
fn videos(desk: &Desk) -> (PathBuf, Vec<String>) {
    let folder = desk.home.path().join("videos");
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    (folder, names)
}

#[test]
fn a_download_that_is_killed_goes_on_where_it_was() {
    let (_runtime, provider, desk) = live(&[], &[Download::Stalled, Download::Truncated]);
    let mut window = begun(&desk);
    let half = a_video().len() as u64 / 2;
    let part = |desk: &Desk| {
        let (folder, names) = videos(desk);
        names.iter().find(|name| name.ends_with(".part")).map_or(0, |name| folder.join(name).metadata().unwrap().len())
    };
    let end = std::time::Instant::now() + Duration::from_secs(30);
    while part(&desk) < half {
        assert!(std::time::Instant::now() < end, "half of it has come: {:?}", videos(&desk));
        window.harness.step();
        std::thread::sleep(Duration::from_millis(10));
    }
    window.kill();
    assert!(desk.files_with(&[b"ksSign"]).is_empty(), "no file holds the signed address");

    // Cut once more after the restart, and gone on with again.
    let mut window = desk.open();
    window.until("the second try was cut", |state| state.tasks.iter().any(|task| task.watch.failures == 1));
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    let video = window.task().video().unwrap().clone();
    assert!(fs::read(&video.path).unwrap() == a_video());
    assert_eq!(is_as_kept(&video), Presence::Kept);
    assert_eq!(videos(&desk).1.len(), 1, "neither a part nor its stamp is left");
    {
        let record = provider.record();
        let [first, second, third] = record.downloads_from[..] else { panic!("{:?}", record.downloads_from) };
        let compared = 65_536.min(half as usize);
        assert_eq!((first, second), (0, half as usize - compared));
        assert!(third > second, "{third} after {second}");
        assert_eq!((record.begun, record.keys_at_downloads.len()), (1, 0));
    }
    window.close();

    // What the file system said of it is still known after a restart.
    let window = desk.open();
    let video = window.task().video().unwrap().clone();
    assert_eq!((video.modified.is_some(), is_as_kept(&video)), (true, Presence::Kept));
    fs::remove_file(&video.path).unwrap();
    assert_eq!(is_as_kept(&video), Presence::Missing);
    window.kill();
}

#[test]
fn a_video_is_kept_once_whenever_the_program_is_killed() {
    // As a kill leaves it between the video's place and the ledger, or between its name and the video.
    for left in [a_video(), vec![]] {
        let (_runtime, provider, desk) = live(&[], &[Download::Dead]);
        let mut window = begun(&desk);
        window.until("no video came", |state| state.tasks.iter().any(|task| task.watch.failures == 1));
        let task = window.task().clone();
        window.kill();
        let place = videos(&desk).0.join(file_name(&task.title, task.created_at, task.id));
        fs::write(&place, left).unwrap();
        let mut window = desk.open();
        window.until_stage(StageWord::Ready);
        assert_eq!(window.task().video().unwrap().path, place);
        assert_eq!(videos(&desk).1.len(), 1, "{:?}", videos(&desk));
        assert!(fs::read(&place).unwrap() == a_video());
        assert_eq!(provider.record().begun, 1);
        window.kill();
    }
}

#[test]
fn two_programs_on_one_library_fetch_a_video_once() {
    let (_runtime, provider, desk) = live(&[], &[Download::Stalled]);
    let mut one = begun(&desk);
    one.until("the first fetches it", |_| provider.record().downloads_from.len() == 1);
    let mut other = desk.open();
    other.until("the other is told", |state| {
        state.tasks.iter().any(|task| task.watch.download_fault == Some(DownloadFault::Elsewhere))
    });
    assert_eq!(provider.record().downloads_from.len(), 1);
    one.kill();
    hurry(&mut other);
    other.until_stage(StageWord::Ready);
    assert_eq!(provider.record().downloads_from.len(), 2);
    other.close();
    assert_eq!(videos(&desk).1.len(), 1, "{:?}", videos(&desk));
}

#[test]
fn what_another_program_has_fetched_meanwhile_is_not_fetched_again() {
    let (_runtime, provider, desk) = live(&[], &[Download::Dead, Download::Dead]);
    let mut one = begun(&desk);
    let failed = |state: &State| state.tasks.iter().any(|task| task.watch.failures == 1);
    one.until("no video came", failed);
    let mut other = desk.open();
    other.until("none came there either", failed);
    hurry(&mut one);
    one.until_stage(StageWord::Ready);
    one.close();
    assert_eq!(provider.record().downloads_from.len(), 3);
    hurry(&mut other);
    other.until_stage(StageWord::Ready);
    assert_eq!(provider.record().downloads_from.len(), 3, "the ledger had it");
    assert_eq!(videos(&desk).1.len(), 1, "{:?}", videos(&desk));
    other.close();
}

#[test]
fn a_folder_that_refuses_is_told_and_the_video_comes_once_it_is_mended() {
    let (_runtime, provider, desk) = live(&[Create::Accept], &[]);
    let (folder, _) = videos(&desk);
    fs::write(&folder, "in the way").unwrap();
    let mut window = begun(&desk);
    window.until("it is told", |state| {
        state.tasks.iter().any(|task| task.watch.download_fault == Some(DownloadFault::NotWritable(folder.clone())))
    });
    assert_eq!(window.task().stage.word(), StageWord::Downloading);
    assert_eq!(provider.record().downloads_from.len(), 0, "nothing is fetched that cannot be kept");
    fs::remove_file(&folder).unwrap();
    // By itself, at the next try.
    window.until_stage(StageWord::Ready);
    assert!(fs::read(&window.task().video().unwrap().path).unwrap() == a_video());
    let record = provider.record();
    assert_eq!((record.begun, record.downloads_from.len()), (1, 1));
    drop(record);
    window.kill();
}

/// The system itself says that the disk is full, of the one file that always is.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_video_comes_by_itself_once_there_is_room() {
    let (_runtime, provider, desk) = live(&[Create::Accept], &[]);
    let mut window = desk.open();
    window.drop_samples();
    window.press("Create avatar");
    window.until_stage(StageWord::Submitted);
    let (folder, _) = videos(&desk);
    fs::create_dir_all(&folder).unwrap();
    let part = folder.join(format!("Likeness {}.part", window.task().id));
    std::os::unix::fs::symlink("/dev/full", &part).unwrap();
    hurry(&mut window);
    window.until("it is told", |state| {
        state.tasks.iter().any(|task| task.watch.download_fault == Some(DownloadFault::Full(folder.clone())))
    });
    assert!(window.harness.query_all_by_label_contains("There is no room left in").next().is_some());
    fs::remove_file(&part).unwrap();
    window.until_stage(StageWord::Ready);
    assert!(fs::read(&window.task().video().unwrap().path).unwrap() == a_video());
    assert_eq!((videos(&desk).1.len(), provider.record().begun), (1, 1));
    window.kill();
}

/// A window whose task is ready, and its video.
fn arrived(desk: &Desk) -> (Window, Video) {
    let mut window = begun(desk);
    window.until_stage(StageWord::Ready);
    let video = window.task().video().unwrap().clone();
    (window, video)
}

fn presence(state: &State) -> Presence {
    state.tasks.iter().next().unwrap().watch.presence
}

#[test]
fn a_video_that_was_removed_is_noticed_at_the_next_start_and_fetched_again_to_its_place() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let (window, video) = arrived(&desk);
    window.close();
    fs::remove_file(&video.path).unwrap();
    let mut window = desk.open();
    window.until("it is noticed", |state| presence(state) == Presence::Missing);
    assert!(window.harness.query_all_by_label_contains("The video file is gone").next().is_some());
    assert_eq!(provider.record().downloads_from.len(), 1, "nothing is fetched unasked");
    window.press("Fetch again");
    window.until("it is here again", |state| presence(state) == Presence::Kept);
    assert!(fs::read(&video.path).unwrap() == a_video());
    assert_eq!(window.task().video().unwrap().path, video.path);
    window.close();
    let window = desk.open();
    let kept = window.task().video().unwrap().clone();
    assert_eq!((is_as_kept(&kept), window.task().stage.word()), (Presence::Kept, StageWord::Ready));
    let record = provider.record();
    assert_eq!((record.begun, record.downloads_from.len()), (1, 2));
    drop(record);
    window.kill();
}

#[test]
fn a_video_that_was_changed_is_noticed_when_the_window_is_turned_to_and_is_not_overwritten() {
    let (_runtime, _provider, desk) = live(&[], &[]);
    let (mut window, video) = arrived(&desk);
    fs::write(&video.path, "an edited film").unwrap();
    window.until("nothing looks by itself", |_| true);
    assert_eq!(presence(window.state()), Presence::Kept);
    for focused in [false, true] {
        window.harness.input_mut().focused = focused;
        window.harness.step();
    }
    window.until("it is noticed", |state| presence(state) == Presence::Changed);
    window.press("Fetch again");
    window.until("it is here again", |state| presence(state) == Presence::Kept);
    let beside = window.task().video().unwrap().path.clone();
    assert_eq!(fs::read(&video.path).unwrap(), b"an edited film");
    assert!(beside != video.path && fs::read(&beside).unwrap() == a_video());
    assert_eq!(videos(&desk).1.len(), 2);
    window.close();
    let mut window = desk.open();
    window.until("the new one is looked at", |state| !state.looks_at_videos());
    assert_eq!((presence(window.state()), window.task().video().unwrap().path.clone()), (Presence::Kept, beside));
    window.kill();
}

#[test]
fn what_the_provider_itself_has_damaged_is_fetched_three_times_and_kept_when_asked() {
    let (_runtime, provider, desk) = live(&[], &[Download::Spoilt; 4]);
    let mut window = begun(&desk);
    for failures in 1..=2 {
        window.until("it came damaged", |state| state.tasks.iter().any(|task| task.watch.failures == failures));
        hurry(&mut window);
    }
    window.until("it rests", |state| state.tasks.iter().any(|task| task.spoilt().is_some()));
    assert!(window.harness.query_all_by_label_contains("It was billed; ask CometAPI about task").next().is_some());
    assert_eq!((provider.record().downloads_from.len(), videos(&desk).1), (3, vec![]));
    window.harness.get_all_by_label("Keep it as it is").next().unwrap().click();
    window.harness.step();
    window.until_stage(StageWord::Ready);
    let video = window.task().video().unwrap().clone();
    assert!(video.damage.is_some() && video.path.to_string_lossy().ends_with(" damaged.mp4"), "{video:?}");
    assert_eq!(fs::read(&video.path).unwrap(), [7; 100_000]);
    window.close();
    // It is still known as what it is, and a whole one can still come.
    let mut window = desk.open();
    assert_eq!(window.task().video().unwrap().damage, video.damage);
    window.press("Fetch again");
    window.until("a whole one is here", |state| {
        state.tasks.iter().any(|task| task.video().is_some_and(|video| video.damage.is_none()))
    });
    let whole = window.task().video().unwrap().path.clone();
    assert!(fs::read(&whole).unwrap() == a_video());
    let record = provider.record();
    assert_eq!((record.begun, record.downloads_from.len()), (1, 5));
    drop(record);
    window.kill();
}

#[test]
fn what_has_come_goes_along_to_another_folder() {
    let (_runtime, _provider, desk) = live(&[], &[Download::Truncated]);
    let mut window = begun(&desk);
    window.until("half of it came", |state| state.tasks.iter().any(|task| task.watch.failures == 1));
    assert_eq!(videos(&desk).1.len(), 2, "a part and its stamp");
    let other = desk.home.path().join("other");
    let settings = Settings { download_folder: Some(other.clone()), ..window.state().settings.clone() };
    window.harness.state_mut().command(Command::Set(settings));
    window.until("it went along", |_| videos(&desk).1.is_empty() && other.exists());
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert_eq!(window.task().video().unwrap().path.parent(), Some(other.as_path()));
    assert_eq!((fs::read_dir(&other).unwrap().count(), videos(&desk).1.len()), (1, 0));
    window.kill();
}
