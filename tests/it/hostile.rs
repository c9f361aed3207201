//! Hostile files, names and answers, through the real window and the real binary: each gives a message or a safe name, nothing
//! is sent, and none costs more than 300 MB or holds the window up.
//!
//! Not what each decoder says of each byte (`services::media` tests that), nor every fault of a provider (`faults`).

mod answers;
mod child;
mod made;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{RefusalKind, Stage, StageWord, VoiceWay},
    state::{Command, Place, State},
};

use crate::{
    journeys::live,
    support::{Desk, Window},
};
use child::{is_bounded, run};
use made::{Hostile, files, half, sample, sample_path};

fn text(words: &str) -> &OsStr {
    OsStr::new(words)
}

/// A hostile file in a folder, and the pair of files that it makes with a good one.
fn written(file: &Hostile, folder: &Path) -> (PathBuf, [PathBuf; 2]) {
    let path = folder.join(file.name);
    (file.write)(&path);
    let pair =
        if file.voice { [sample_path("portrait.png"), path.clone()] } else { [path.clone(), sample_path("voice.wav")] };
    (path, pair)
}

#[test]
fn a_check_of_each_file_says_what_is_wrong_and_stays_small() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let idle = run(&home, &[], &[text("check"), text("--image"), text("/nowhere"), text("--audio"), text("/nowhere")]);
    assert_eq!(idle.code, Some(3), "{}", idle.said);
    for file in files() {
        let (path, [image, audio]) = written(&file, folder.path());
        let arguments = [text("check"), text("--image"), image.as_os_str(), text("--audio"), audio.as_os_str()];
        let ended = run(&home, &[], &arguments);
        assert!(matches!(ended.code, Some(0 | 3)), "{}: {:?} {}", file.name, ended.code, ended.said);
        assert!(ended.said.contains(file.said), "{}: {}", file.name, ended.said);
        assert!(is_bounded(&ended, &idle), "{}: {:?} beyond {:?}", file.name, ended.most, idle.most);
        assert!(ended.took < Duration::from_secs(30), "{} took {:?}", file.name, ended.took);
        fs::remove_file(path).unwrap();
    }
    assert!(!home.exists(), "a check leaves nothing behind");
}

/// Draws frames while something is read; gives how long each took.
fn frames_until(window: &mut Window, what: &str, holds: impl Fn(&State) -> bool) -> Vec<Duration> {
    let end = Instant::now() + Duration::from_secs(60);
    let mut frames = vec![];
    while !holds(window.state()) {
        assert!(Instant::now() < end, "waited in vain until {what}: {:?}", window.state().draft);
        let begun = Instant::now();
        window.harness.step();
        frames.push(begun.elapsed());
        std::thread::sleep(Duration::from_millis(2));
    }
    window.harness.step();
    frames
}

/// Whether no frame waited for the work: on a busy machine one may be late by itself, but not several, and not half of them.
fn are_smooth(mut frames: Vec<Duration>) -> bool {
    frames.sort();
    let late = frames.iter().filter(|frame| **frame >= Duration::from_secs(1)).count();
    let middle = frames.get(frames.len() / 2).copied().unwrap_or_default();
    late <= 1 && middle < Duration::from_millis(250)
}

#[test]
fn a_frame_that_waits_would_be_noticed() {
    let [short, long] = [Duration::from_millis(20), Duration::from_secs(2)];
    assert!(are_smooth(vec![short; 9]) && are_smooth(vec![]));
    assert!(!are_smooth(vec![short, short, short, long, long]), "two late ones");
    assert!(!are_smooth(vec![long]), "the only one");
}

/// Whether nothing is being read or looked at.
fn is_settled(state: &State) -> bool {
    let reading = state.draft.portrait.is_busy() || state.draft.voice.file.is_busy();
    !reading && state.busy.iter().next().is_none()
}

#[test]
fn the_window_says_it_goes_on_drawing_and_sends_nothing() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    for file in files() {
        let (path, [portrait, voice]) = written(&file, desk.home.path());
        let put = |place, path: &PathBuf| Command::Put(place, likeness::state::Source::Path(path.clone()));
        // Each where it was meant to go: what was dropped is sorted by its content first.
        window.harness.state_mut().command(put(Place::Portrait, &portrait));
        window.harness.state_mut().command(put(Place::Voice, &voice));
        let mut frames = frames_until(&mut window, file.name, is_settled);
        let good = ["400 × 400", "3.0 s"].contains(&file.said);
        assert_eq!(window.state().can_create(), good, "{}: {:?}", file.name, window.state().report);
        if !good {
            let said = window.harness.query_all_by_label_contains(file.said).next().is_some();
            assert!(said, "{}: the window says {:?}", file.name, file.said);
        }
        window.drop_files(&[&path]);
        frames.extend(frames_until(&mut window, file.name, is_settled));
        assert!(are_smooth(frames.clone()), "{}: {frames:?}", file.name);
        for place in [Place::Portrait, Place::Voice] {
            window.harness.state_mut().command(Command::Clear(place));
        }
        window.harness.state_mut().command(Command::UseVoiceWay(VoiceWay::File));
        window.press_create_key();
        fs::remove_file(path).unwrap();
    }
    assert_eq!((provider.record().begun, window.state().tasks.len()), (0, 0));
    window.kill();
}

#[test]
fn what_happens_to_a_file_after_its_check_changes_nothing_that_is_sent() {
    let (_runtime, provider, desk) = live(&[], &[]);
    let mut window = desk.open();
    let [portrait, voice] = ["portrait.png", "voice.wav"].map(|name| desk.home.path().join(name));
    fs::write(&portrait, sample("portrait.png")).unwrap();
    fs::write(&voice, sample("voice.wav")).unwrap();
    window.drop_files(&[&portrait, &voice]);
    window.until("both pass", State::can_create);
    fs::write(&portrait, "something else").unwrap();
    fs::remove_file(&voice).unwrap();
    window.press("Create avatar");
    window.until_stage(StageWord::Submitted);
    let body = provider.record().creates[0].clone();
    let sent = |name: &str| {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        STANDARD.decode(body[name].as_str().unwrap()).unwrap()
    };
    assert!(sent("image") == sample("portrait.png") && sent("sound_file") == sample("voice.wav"));
    window.kill();
}

#[test]
fn a_kept_copy_that_was_changed_or_removed_is_never_sent() {
    type Harm = fn(&Path);
    let harms: [(Harm, &str); 3] = [
        (|kept| fs::write(kept, half(&fs::read(kept).unwrap())).unwrap(), "the kept copy has changed"),
        (|kept| fs::write(kept, [&fs::read(kept).unwrap()[..], b"!"].concat()).unwrap(), "the kept copy has changed"),
        (|kept| fs::remove_file(kept).unwrap(), "no longer kept"),
    ];
    for (harm, words) in harms {
        let (_runtime, provider, desk) = live(&[], &[]);
        let mut window = desk.open();
        window.drop_samples();
        let kept = window.state().draft.portrait.file().unwrap().kept.clone();
        harm(&kept);
        window.press("Create avatar");
        window.until_stage(StageWord::Refused);
        let Stage::Refused(refusal) = &window.task().stage else { panic!("refused") };
        assert_eq!(refusal.kind, RefusalKind::Here);
        assert!(refusal.message.contains(words), "{refusal:?}");
        assert!(window.harness.query_all_by_label_contains(words).next().is_some(), "it is shown");
        assert_eq!(provider.record().begun, 0, "{words}: something was sent");
        window.kill();
    }
}

/// Names that a file may have here, the worst first: a terminal's orders, no Unicode, as long as can be.
#[cfg(unix)]
fn strange_names() -> Vec<std::ffi::OsString> {
    use std::{ffi::OsString, os::unix::ffi::OsStringExt as _};
    let bytes = [b"a\x1b[2Jb\nc\xe2\x80\xaegpj".to_vec(), b"caf\xe9 \xff\xfe".to_vec(), vec![b'x'; 250]];
    let plain = ["-rf", "😀 图片", " . "].map(OsString::from);
    bytes.map(OsString::from_vec).into_iter().chain(plain).collect()
}

#[cfg(unix)]
#[test]
fn a_path_of_any_bytes_is_checked_sent_and_written_to() {
    // Each makes a video, which takes a while: only the worst.
    for name in strange_names().into_iter().take(3) {
        let folder = tempfile::tempdir().unwrap();
        let (home, out) = (folder.path().join(&name), folder.path().join("out").join(&name));
        let [image, audio] = ["portrait.png", "voice.wav"].map(|sample| {
            let inside = folder.path().join(sample);
            fs::create_dir_all(&inside).unwrap();
            let path = inside.join(&name);
            fs::copy(sample_path(sample), &path).unwrap();
            path
        });
        fs::create_dir_all(&out).unwrap();
        let inputs = [text("--image"), image.as_os_str(), text("--audio"), audio.as_os_str()];
        let checked = run(&home, &[], &[&[text("check")][..], &inputs].concat());
        assert_eq!(checked.code, Some(0), "{name:?}: {}", checked.said);
        assert!(!home.exists());
        let more = [text("--practice"), text("--yes"), text("--out"), out.as_os_str()];
        let created = run(&home, &[], &[&[text("create")][..], &inputs, &more].concat());
        assert_eq!(created.code, Some(0), "{name:?}: {}", created.said);
        assert_eq!(fs::read_dir(&out).unwrap().count(), 1, "{name:?}: one video and nothing besides");
        let listed = run(&home, &[], &[text("tasks")]);
        let steers = |said: &str| said.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}');
        for said in [checked.said, created.said, listed.said] {
            assert!(!steers(&said), "{name:?}: {said:?} would steer a terminal");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_dropped_path_of_any_bytes_is_taken() {
    let desk = Desk::practice();
    let mut window = desk.open();
    for name in strange_names() {
        let path = desk.home.path().join(&name);
        fs::copy(sample_path("portrait.png"), &path).unwrap();
        window.drop_files(&[&path]);
        window.until("it is read", |state| state.draft.portrait.file().is_some());
        window.harness.state_mut().command(Command::Clear(Place::Portrait));
        fs::remove_file(path).unwrap();
    }
    window.kill();
}

#[test]
fn a_title_of_any_kind_becomes_the_name_of_one_file_in_the_folder() {
    let desk = Desk::practice();
    let mut window = desk.open();
    let long = "😀".repeat(120);
    let titles = [
        ("../../CON\u{202e}gpj.exe\n\u{7}", "CON gpj.exe 20"),
        ("CON", "_CON 20"),
        ("C:\\boot.ini", "C--boot.ini 20"),
        (long.as_str(), "😀😀😀"),
        ("...", "video 20"),
        ("\u{200f}\u{202e}", "video 20"),
    ];
    for (title, start) in titles {
        window.drop_samples();
        window.harness.state_mut().command(Command::SetTitle(title.into()));
        window.harness.step();
        window.press_create_key();
        window.until_stage(StageWord::Ready);
        let path = window.task().video().unwrap().path.clone();
        assert_eq!(path.parent().unwrap(), desk.home.path().join("videos"), "{title:?}");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with(start) && name.ends_with(".mp4"), "{title:?} became {name:?}");
        let unsafe_in_a_name = |c: char| c.is_control() || "<>:\"/\\|?*\u{202e}\u{200f}".contains(c);
        assert!(name.len() <= 143 && !name.contains(unsafe_in_a_name), "{name:?}");
    }
    window.drop_samples();
    window.harness.state_mut().command(Command::SetTitle("a".repeat(300)));
    window.press_create_key();
    assert_eq!(
        (window.state().can_create(), window.state().tasks.len()),
        (false, titles.len()),
        "300 letters are refused"
    );
    assert_eq!(fs::read_dir(desk.home.path().join("videos")).unwrap().count(), titles.len());
    window.kill();
}
