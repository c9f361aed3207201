//! The shelf against a folder: restarts, crashes, limits, other processes.

use super::*;
use crate::services::practice::record::{LIFETIME, fresh_id, millis};

fn task(own: Option<&str>, created_at: Millis) -> TaskRecord {
    TaskRecord {
        id: fresh_id(),
        video_id: fresh_id(),
        external_task_id: own.map(str::to_owned),
        mode: "std".to_owned(),
        fails: false,
        created_at,
        end: End::Pending,
    }
}

fn voice(created_at: Millis) -> VoiceRecord {
    VoiceRecord { task_id: fresh_id(), audio_id: fresh_id(), created_at, length: 2000 }
}

fn files(folder: &Path) -> usize {
    ["tasks", "voices"].iter().map(|part| fs::read_dir(folder.join(part)).expect("a folder").count()).sum()
}

#[test]
fn what_was_kept_is_there_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let (older, newer, voice) = (task(Some("mine"), 1000), task(None, 2000), voice(3000));
    {
        let shelf = Shelf::open(folder.path(), 0).expect("a shelf");
        shelf.add_task(&older, b"image", b"sound").expect("kept");
        shelf.add_task(&newer, b"image", b"sound").expect("kept");
        shelf.add_voice(&voice, b"wav").expect("kept");
        shelf.settle(&newer.id, End::Rendered { at: 5, length: 6 }).expect("noted");
    }
    let shelf = Shelf::open(folder.path(), 0).expect("a shelf");
    let newer = TaskRecord { end: End::Rendered { at: 5, length: 6 }, ..newer };
    assert_eq!(shelf.tasks(), [newer.clone(), older.clone()]);
    assert_eq!(shelf.unrendered(), std::slice::from_ref(&older.id));
    assert_eq!((shelf.task("mine"), shelf.task(&older.id)), (Some(older.clone()), Some(older.clone())));
    assert_eq!(shelf.voice(&voice.audio_id), shelf.voice_of_task(&voice.task_id));
    assert_eq!(fs::read(shelf.inputs(&older.id).0).expect("its picture"), b"image");
    assert!(!shelf.inputs(&newer.id).0.exists(), "a rendered task needs no inputs");
}

#[test]
fn an_external_id_is_used_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = Shelf::open(folder.path(), 0).expect("a shelf");
    shelf.add_task(&task(Some("mine"), 1), b"", b"").expect("kept");
    let again = shelf.add_task(&task(Some("mine"), 2), b"", b"");
    assert!(matches!(again, Err(Fault::Parameter(why)) if why.contains("\"mine\"")));
    assert_eq!(shelf.tasks().len(), 1);
}

#[test]
fn what_the_provider_would_not_keep_is_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let month = millis(LIFETIME);
    let shelf = Shelf::open(folder.path(), 0).expect("a shelf");
    shelf.add_task(&task(None, 0), b"image", b"sound").expect("kept");
    shelf.add_voice(&voice(0), b"wav").expect("kept");
    let shelf = Shelf::open(folder.path(), month).expect("a shelf");
    assert_eq!((shelf.tasks().len(), files(folder.path())), (1, 5));
    let shelf = Shelf::open(folder.path(), month + 1).expect("a shelf");
    assert_eq!((shelf.tasks().len(), files(folder.path())), (0, 0));
}

#[test]
fn it_fills_up_and_then_refuses() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = Shelf::open(folder.path(), 0).expect("a shelf");
    for _ in 0..MOST {
        let task = task(None, 1);
        shelf.index().tasks.insert(task.id.clone(), task);
        let voice = voice(1);
        shelf.index().voices.insert(voice.audio_id.clone(), voice);
    }
    assert_eq!(shelf.add_task(&task(None, 2), b"", b""), Err(Fault::Full(MOST)));
    assert_eq!(shelf.add_voice(&voice(2), b""), Err(Fault::Full(MOST)));
    assert_eq!(files(folder.path()), 0);
}

#[test]
fn what_cannot_be_read_is_left_alone_and_harms_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    Shelf::open(folder.path(), 0).expect("a shelf").add_task(&task(None, 1), b"", b"").expect("kept");
    let broken = folder.path().join("tasks/1234.json");
    fs::write(&broken, "{ half").expect("written");
    assert_eq!(Shelf::open(folder.path(), 0).expect("a shelf").tasks().len(), 1);
    assert!(broken.exists());
}

#[test]
fn what_a_crash_left_half_written_is_removed_and_what_is_being_written_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    Shelf::open(folder.path(), 0).expect("a shelf");
    let (old, young) = (folder.path().join("tasks/.part-old"), folder.path().join("tasks/.part-young"));
    fs::write(&young, "half").expect("written");
    let file = fs::File::create(&old).expect("made");
    file.set_modified(std::time::SystemTime::now() - Duration::from_secs(7200)).expect("aged");
    Shelf::open(folder.path(), 0).expect("a shelf");
    assert_eq!((old.exists(), young.exists()), (false, true));
}

#[test]
fn a_task_that_cannot_be_written_is_not_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let shelf = Shelf::open(folder.path(), 0).expect("a shelf");
    fs::remove_dir_all(folder.path().join("tasks")).expect("removed");
    assert!(matches!(shelf.add_task(&task(Some("mine"), 1), b"", b""), Err(Fault::Internal(_))));
    assert_eq!(shelf.tasks(), []);
}

#[test]
fn what_another_process_kept_is_found_on_reading_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ours, theirs) = (Shelf::open(folder.path(), 0), Shelf::open(folder.path(), 0));
    let (ours, theirs) = (ours.expect("a shelf"), theirs.expect("a shelf"));
    let task = task(None, 1);
    theirs.add_task(&task, b"", b"").expect("kept");
    assert_eq!(ours.task(&task.id), None);
    ours.read_again().expect("read");
    assert_eq!(ours.task(&task.id), Some(task));
}

#[test]
fn what_another_process_rendered_is_settled_here_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let ours = Shelf::open(folder.path(), 0).expect("a shelf");
    let task = task(None, 1);
    ours.add_task(&task, b"image", b"sound").expect("kept");
    let theirs = Shelf::open(folder.path(), 0).expect("a shelf");
    assert!(!ours.is_settled(&task.id));
    theirs.settle(&task.id, End::Rendered { at: 5, length: 6 }).expect("noted");
    assert!(ours.is_settled(&task.id));
    assert_eq!(ours.task(&task.id).map(|task| task.end), Some(End::Rendered { at: 5, length: 6 }));
    assert!(!ours.is_settled("1234"), "a task that is not there has no end");
}
