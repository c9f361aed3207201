//! Downloads through the real App: killed in the middle, into a folder that refuses, and from where they end.
//!
//! Not each thing that can come wrong: those are beside `services::downloads`. At the provider, nothing was paid twice.

use std::{fs, path::PathBuf, time::Duration};

use likeness::{
    domain::{DownloadFault, Presence, StageWord},
    services::downloads::{file_name, is_as_kept},
    state::State,
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
    let (_runtime, provider, desk) = live(&[], &[Download::Dead]);
    let mut window = begun(&desk);
    window.until("no video came", |state| state.tasks.iter().any(|task| task.watch.failures == 1));
    let task = window.task().clone();
    window.kill();

    // As a kill leaves it between the video's place and the ledger, or between its name and the video.
    let (folder, _) = videos(&desk);
    let place = folder.join(file_name(&task.title, task.created_at, task.id));
    for left in [a_video(), vec![]] {
        let library = desk.home.path().join("library/likeness.db");
        let before = fs::read(&library).unwrap();
        fs::write(&place, left).unwrap();
        let mut window = desk.open();
        window.until_stage(StageWord::Ready);
        assert_eq!(window.task().video().unwrap().path, place);
        assert_eq!(videos(&desk).1.len(), 1, "{:?}", videos(&desk));
        assert!(fs::read(&place).unwrap() == a_video());
        window.close();
        fs::write(library, before).unwrap();
        for ending in ["-wal", "-shm"] {
            fs::remove_file(desk.home.path().join(format!("library/likeness.db{ending}"))).ok();
        }
    }
    assert_eq!(provider.record().begun, 1);
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
    hurry(&mut window);
    window.until_stage(StageWord::Ready);
    assert!(fs::read(&window.task().video().unwrap().path).unwrap() == a_video());
    let record = provider.record();
    assert_eq!((record.begun, record.downloads_from.len()), (1, 1));
    drop(record);
    window.kill();
}
