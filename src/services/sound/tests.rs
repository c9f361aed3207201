//! Playing and recording where nobody hears it.

use std::{
    sync::mpsc::{Receiver, sync_channel},
    time::Duration,
};

use super::{memory::*, *};
use crate::services::media::sound::probe_sound;
use crate::state::sound::Recording;

fn recording(after: u64, longest: u64) -> Recording {
    let [after, longest] = [after, longest].map(Duration::from_millis);
    Recording { microphone: None, after, longest }
}

/// Records from a pretended microphone of so many hundredths of a second.
fn take(pieces: usize, recording: &Recording, ended: &Receiver<()>) -> (tempfile::TempDir, recorder::Ended) {
    let folder = tempfile::tempdir().expect("a folder");
    let ended = recorder::take_in(&PretendComputer { pieces }, folder.path(), recording, ended, |_, _| {});
    (folder, ended)
}

#[test]
fn a_recording_is_as_long_as_it_may_be_and_reads_as_a_voice() {
    let (_ends, ended) = sync_channel(1);
    let mut told = vec![];
    let folder = tempfile::tempdir().expect("a folder");
    let asked = recording(500, 2000);
    let tell = |level, length| told.push((level, length));
    let (file, why) = recorder::take_in(&PretendComputer { pieces: 1000 }, folder.path(), &asked, &ended, tell);
    let file = file.expect("a file");
    assert_eq!(why, None);
    let facts = probe_sound(&std::fs::read(&file).expect("its bytes")).expect("a sound");
    assert_eq!((facts.length, facts.channels, facts.rate), (Duration::from_secs(2), 1, RATE));
    assert!(facts.peaks.iter().all(|peak| (126..=129).contains(peak)));
    assert_eq!(told.iter().filter(|(_, length)| length.is_none()).count(), 50, "half a second is waited for");
    assert!(told.iter().all(|(level, _)| *level == 128));
    assert_eq!(takes::find(folder.path()), [&*file], "it is found until it has been read in");
    let name = recording_name(&file).expect("a name");
    assert!(name.starts_with("recording-") && name.ends_with(".wav"), "{name}");
}

#[test]
fn what_is_not_meant_leaves_no_file() {
    let (ends, ended) = sync_channel(1);
    drop(ends);
    let (folder, result) = take(1000, &recording(0, 2000), &ended);
    assert_eq!(result, (None, None), "ended at once");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    let (_ends, ended) = sync_channel(1);
    let (folder, result) = take(5, &recording(0, 2000), &ended);
    assert_eq!(result, (None, Some(SoundFault::Gone)), "a twentieth of a second");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn what_was_recorded_before_the_microphone_went_is_kept() {
    let (_ends, ended) = sync_channel(1);
    let (_folder, (file, why)) = take(150, &recording(0, 9000), &ended);
    assert_eq!(why, Some(SoundFault::Gone));
    let facts = probe_sound(&std::fs::read(file.expect("a file")).expect("its bytes")).expect("a sound");
    assert_eq!(facts.length, Duration::from_millis(1500));
}

#[test]
fn a_crash_loses_less_than_a_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut take = takes::Take::begin(folder.path(), 8000).expect("a file");
    for _ in 0..25 {
        take.add(&[1000; 800]).expect("room");
    }
    // Nothing of it ends as it should.
    std::mem::forget(take);
    let [file] = &takes::find(folder.path())[..] else { panic!("one recording") };
    let facts = probe_sound(&std::fs::read(file).expect("its bytes")).expect("a sound");
    assert!(facts.length >= Duration::from_secs(2), "{:?} of 2.5 s", facts.length);
}

#[test]
fn where_nothing_can_be_written_that_is_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_ends, ended) = sync_channel(1);
    let nowhere = folder.path().join("nowhere");
    let result = recorder::take_in(&PretendComputer { pieces: 100 }, &nowhere, &recording(0, 2000), &ended, |_, _| {});
    assert!(matches!(result, (None, Some(SoundFault::NotWritten(_)))), "{result:?}");
}

#[test]
fn a_computer_without_sound_says_so() {
    let (_ends, ended) = sync_channel(1);
    let sound = Arc::new(Samples { rate: 8000, channels: 1, interleaved: vec![0.0; 800] });
    let played = player::sound_out(&SilentComputer, sound, 0, &ended, |_, _| {});
    assert_eq!(played, Some(Err(SoundFault::NoSound)));
    assert_eq!(SilentComputer.microphones(), Err(SoundFault::NoSound));
    let folder = tempfile::tempdir().expect("a folder");
    let result = recorder::take_in(&SilentComputer, folder.path(), &recording(0, 2000), &ended, |_, _| {});
    assert_eq!(result, (None, Some(SoundFault::NoSound)));
}

#[test]
fn a_sound_is_played_from_where_it_stands_to_its_end_unless_it_is_stopped() {
    let sound = Arc::new(Samples { rate: 8000, channels: 2, interleaved: vec![0.0; 8000] });
    let reported = Mutex::new(vec![]);
    let play = |ended: &Receiver<()>, from| {
        let told = |frame, _| reported.lock().expect("no panic").push(frame);
        player::sound_out(&PretendComputer { pieces: 0 }, Arc::clone(&sound), from, ended, told)
    };
    let (ends, ended) = sync_channel(1);
    assert_eq!(play(&ended, 2400), Some(Ok(())));
    let frames = std::mem::take(&mut *reported.lock().expect("no panic"));
    assert!(frames.is_sorted() && frames.iter().all(|frame| (2400..4000).contains(frame)), "{frames:?}");
    drop(ends);
    assert_eq!(play(&ended, 0), None, "stopped before it began");
    assert!(reported.lock().expect("no panic").is_empty());
}
