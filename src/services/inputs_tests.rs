//! Tests of `inputs`.

use std::{sync::Arc, time::Instant};

use tempfile::TempDir;

use super::*;
use crate::domain::{ImageFormat, LeftOut, Part, PictureChange, PictureEdit, SoundChange, SoundFormat};
use crate::services::media::image;

fn store() -> (TempDir, Inputs) {
    let folder = tempfile::tempdir().expect("a folder");
    let inputs = Inputs::open(folder.path().join("inputs")).expect("opens");
    (folder, inputs)
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let rgba: Vec<u8> = (0..width * height * 4).map(|at| if at % 4 == 3 { 255 } else { (at % 251) as u8 }).collect();
    image::encode_png_of(width, height, &rgba).expect("encodes")
}

fn wav(seconds: u32) -> Vec<u8> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: 8000, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut bytes = io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("a writer");
    (0..seconds * 8000).for_each(|at| writer.write_sample((at % 100) as i16).expect("writes"));
    writer.finalize().expect("finishes");
    bytes.into_inner()
}

fn files_in(inputs: &Inputs) -> Vec<String> {
    let entries = fs::read_dir(&inputs.folder).expect("lists");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn long_ago(path: &Path) {
    let file = File::options().append(true).open(path).expect("opens");
    file.set_modified(SystemTime::now() - Duration::from_secs(100 * 86_400)).expect("sets");
}

#[test]
fn content_is_kept_under_its_hash_once() {
    let (_folder, inputs) = store();
    let (id, path) = inputs.keep(b"abc", "png").expect("keeps");
    assert_eq!(id.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(path, inputs.path(id, "png"));
    assert_eq!(inputs.keep(b"abc", "png").expect("keeps"), (id, path.clone()));
    assert_eq!(files_in(&inputs), [format!("{id}.png")], "nothing else is left behind");
    assert_eq!(inputs.find(id), Some(path));
    assert_eq!(inputs.read(id).expect("reads"), b"abc");
    let reopened = Inputs::open(inputs.folder.clone()).expect("opens");
    assert_eq!(reopened.read(id).expect("reads"), b"abc");
}

#[test]
fn changed_and_missing_copies_are_never_handed_out() {
    let (_folder, inputs) = store();
    let (id, path) = inputs.keep(b"abc", "png").expect("keeps");
    fs::write(&path, b"abd").expect("writes");
    assert_eq!(inputs.read(id).map_err(|error| error.kind()), Err(ErrorKind::InvalidData));
    let found = inputs.read_portrait(Source::Kept(id, "me.png".into()), PictureEdit::default());
    assert!(matches!(found, Err(Unreadable::Damaged(_))), "{found:?}");
    assert_eq!(inputs.keep(b"abc", "png").expect("keeps"), (id, path.clone()), "keeping it again mends it");
    assert_eq!(inputs.read(id).expect("reads"), b"abc");
    fs::remove_file(path).expect("removes");
    assert_eq!(inputs.read(id).map_err(|error| error.kind()), Err(ErrorKind::NotFound));
    assert_eq!(inputs.find(id), None);
    assert_eq!(
        inputs.read_voice(Source::Kept(id, "me.wav".into()), SoundEdit::default(), &Limits::default()),
        Err(Unreadable::Missing)
    );
}

#[test]
fn endings_cannot_lead_out_of_the_folder() {
    let (_folder, inputs) = store();
    for extension in ["", "../x", "a/b", "png.exe", "much-too-long", "\u{e9}"] {
        assert!(inputs.keep(b"abc", extension).is_err(), "{extension:?}");
    }
    assert!(files_in(&inputs).is_empty());
}

#[test]
fn a_copy_that_cannot_be_written_leaves_nothing_and_says_so() {
    let (folder, inputs) = store();
    let portrait = folder.path().join("me.png");
    fs::write(&portrait, png(8, 8)).expect("writes");
    fs::remove_dir(&inputs.folder).expect("removes");
    assert!(inputs.keep(b"abc", "png").is_err());
    let found = inputs.read_portrait(Source::Path(portrait), PictureEdit::default());
    assert!(matches!(&found, Err(Unreadable::Denied(words)) if words.contains("kept")), "{found:?}");
}

#[test]
fn sweeping_removes_only_what_is_old_and_unused() {
    let (_folder, inputs) = store();
    let (used, used_path) = inputs.keep(b"used", "png").expect("keeps");
    let (_, old_path) = inputs.keep(b"old", "wav").expect("keeps");
    let (fresh, _) = inputs.keep(b"fresh", "png").expect("keeps");
    let (again, again_path) = inputs.keep(b"again", "png").expect("keeps");
    let strange = inputs.folder.join("notes.txt");
    let unfinished = inputs.folder.join(format!("{UNFINISHED}abc"));
    fs::write(&strange, b"mine").expect("writes");
    fs::write(&unfinished, b"half").expect("writes");
    for path in [&used_path, &old_path, &again_path, &strange, &unfinished] {
        long_ago(path);
    }
    inputs.keep(b"again", "png").expect("keeps");
    let month = Duration::from_secs(30 * 86_400);
    assert_eq!(inputs.sweep(&BTreeSet::from([used]), month).expect("sweeps"), 2);
    let mut left = vec![format!("{used}.png"), format!("{fresh}.png"), format!("{again}.png"), "notes.txt".to_owned()];
    left.sort();
    assert_eq!(files_in(&inputs), left);
    assert_eq!(inputs.sweep(&BTreeSet::new(), Duration::ZERO).expect("sweeps"), 3);
    assert_eq!(files_in(&inputs), ["notes.txt"]);
}

#[test]
fn a_picture_is_read_measured_and_kept() {
    let (folder, inputs) = store();
    let path = folder.path().join("Anna, May 2026.jpeg");
    let bytes = png(40, 30);
    fs::write(&path, &bytes).expect("writes");
    let loaded = inputs.read_portrait(Source::Path(path.clone()), PictureEdit::default()).expect("loads");
    assert_eq!(loaded.name, "Anna, May 2026.jpeg");
    assert_eq!((loaded.facts.format, loaded.facts.width, loaded.facts.height), (ImageFormat::Png, 40, 30));
    assert_eq!(loaded.kept, inputs.path(loaded.id, "png"), "named by content, not by name");
    assert_eq!(fs::read(&loaded.kept).expect("reads"), bytes);
    fs::write(&path, b"something else").expect("writes");
    let again =
        inputs.read_portrait(Source::Kept(loaded.id, loaded.name.clone()), PictureEdit::default()).expect("loads");
    assert_eq!(again, loaded, "what happens to the original changes nothing");
}

#[test]
fn a_sound_is_read_measured_and_kept() {
    let (folder, inputs) = store();
    let path = folder.path().join("hello.mp3");
    fs::write(&path, wav(3)).expect("writes");
    let loaded = read_sound(&inputs, Source::Path(path));
    assert_eq!((loaded.facts.format, loaded.facts.length), (SoundFormat::Wav, Duration::from_secs(3)));
    assert_eq!(loaded.kept, inputs.path(loaded.id, "wav"));
    let again = read_sound(&inputs, Source::Kept(loaded.id, loaded.name.clone()));
    assert_eq!(again, loaded);
}

/// A sound as it was given.
fn read_sound(inputs: &Inputs, source: Source) -> Loaded<SoundFacts> {
    let mut sounds = inputs.read_voice(source, SoundEdit::default(), &Limits::default()).expect("loads");
    assert_eq!(sounds.len(), 1);
    sounds.remove(0)
}

#[test]
fn what_is_made_of_a_sound_is_kept_beside_it_and_made_again_from_it() {
    let (folder, inputs) = store();
    let path = folder.path().join("long.wav");
    fs::write(&path, wav(130)).expect("writes");
    let given = read_sound(&inputs, Source::Path(path));
    let limits = Limits::default();
    let split = SoundEdit { part: Part::Split, ..SoundEdit::default() };
    let again = || Source::from(given.given());
    let parts = inputs.read_voice(again(), split, &limits).expect("splits");
    assert_eq!(parts.len(), 3);
    for (number, part) in (1..).zip(&parts) {
        assert!(part.kept.is_file() && part.id != given.id && part.name == "long.wav");
        assert_eq!((part.given(), part.given_facts(), part.edit()), (given.given(), &given.facts, split));
        assert_eq!(part.changes().first(), Some(&SoundChange::SplitOff(number, 3)));
        assert_eq!(read_sound(&inputs, Source::Kept(part.id, "part".into())).facts, part.facts);
    }
    let fewer = SoundEdit { left_out: LeftOut::default().with(2), ..split };
    let left = inputs.read_voice(again(), fewer, &limits).expect("splits");
    let ids = |parts: &[Loaded<SoundFacts>]| parts.iter().map(|part| part.id).collect::<Vec<_>>();
    assert_eq!(ids(&left), [parts[0].id, parts[2].id], "the same parts, made once more");
    assert_eq!(inputs.read_voice(again(), SoundEdit::default(), &limits), Ok(vec![given.clone()]));
    assert!(given.kept.is_file(), "the file as it was given is still there");
}

#[test]
fn pasted_pixels_become_a_png() {
    let (_folder, inputs) = store();
    let rgba: Arc<[u8]> = (0..5 * 4 * 4).map(|at| if at % 4 == 3 { 255 } else { at as u8 }).collect();
    let loaded = inputs.read_portrait(Source::Pixels(5, 4, rgba.clone()), PictureEdit::default()).expect("loads");
    assert_eq!((loaded.name.as_str(), loaded.facts.format), ("pasted.png", ImageFormat::Png));
    let pixels = image::upright(&inputs.read(loaded.id).expect("reads"), None).expect("decodes");
    assert_eq!((pixels.width, pixels.height, pixels.rgba.as_slice()), (5, 4, &*rgba));
    assert_eq!(loaded.origin, None, "nothing of it is transparent");
    let clear: Arc<[u8]> = rgba.iter().map(|byte| byte / 2).collect();
    let on_white = inputs.read_portrait(Source::Pixels(5, 4, clear), PictureEdit::default()).expect("loads");
    assert_eq!(on_white.changes(), [PictureChange::OnWhite]);
    assert!(matches!(
        inputs.read_portrait(Source::Pixels(5, 5, rgba.clone()), PictureEdit::default()),
        Err(Unreadable::Damaged(_))
    ));
    assert_eq!(
        inputs.read_voice(Source::Pixels(5, 4, rgba), SoundEdit::default(), &Limits::default()),
        Err(Unreadable::NotASound)
    );
}

#[test]
fn the_samples_would_pass_every_check() {
    let (_folder, inputs) = store();
    let limits = crate::domain::Limits::default();
    let portrait = inputs.read_portrait(Source::Sample, PictureEdit::default()).expect("loads").facts;
    assert!(portrait.format.accepted() && portrait.width.min(portrait.height) >= limits.image_side);
    let voice = read_sound(&inputs, Source::Sample).facts;
    assert!(voice.format.accepted() && (limits.sound_shortest..=limits.sound_longest).contains(&voice.length));
}

#[test]
fn what_cannot_be_read_says_why() {
    let (folder, inputs) = store();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty.png"), b"").expect("writes");
    fs::write(at("text.png"), b"Dear all").expect("writes");
    fs::write(at("voice.png"), wav(1)).expect("writes");
    fs::write(at("half.png"), &png(60, 60)[..200]).expect("writes");
    let portrait =
        |path: PathBuf| inputs.read_portrait(Source::Path(path), PictureEdit::default()).expect_err("refused");
    let voice = |path: PathBuf| {
        inputs.read_voice(Source::Path(path), SoundEdit::default(), &Limits::default()).expect_err("refused")
    };
    assert_eq!(portrait(at("none.png")), Unreadable::Missing);
    assert_eq!(portrait(at("text.png").join("inside")), Unreadable::Missing);
    assert_eq!(portrait(PathBuf::from("a\0b")), Unreadable::Missing);
    assert_eq!(portrait(PathBuf::new()), Unreadable::Missing);
    assert_eq!(portrait(folder.path().to_owned()), Unreadable::NotAFile);
    assert_eq!(portrait(at("empty.png")), Unreadable::Empty);
    assert_eq!(voice(at("empty.png")), Unreadable::Empty);
    assert_eq!(portrait(at("text.png")), Unreadable::NotAPicture);
    assert_eq!(portrait(at("voice.png")), Unreadable::NotAPicture);
    assert_eq!(voice(at("text.png")), Unreadable::NotASound);
    assert!(matches!(portrait(at("half.png")), Unreadable::Damaged(_)));
    assert!(files_in(&inputs).is_empty(), "what was refused is not kept");
}

#[test]
fn large_files_are_refused_without_reading_them() {
    let (folder, inputs) = store();
    let path = folder.path().join("large");
    let begun = Instant::now();
    for (size, as_voice) in [(MOST_PICTURE_BYTES + 1, false), (MOST_SOUND_BYTES + 1, true), (1 << 40, false)] {
        File::create(&path).and_then(|file| file.set_len(size)).expect("a file with a hole");
        let found = if as_voice {
            inputs.read_voice(Source::Path(path.clone()), SoundEdit::default(), &Limits::default()).map(drop)
        } else {
            inputs.read_portrait(Source::Path(path.clone()), PictureEdit::default()).map(drop)
        };
        let allowed = if as_voice { MOST_SOUND_BYTES } else { MOST_PICTURE_BYTES };
        assert_eq!(found, Err(Unreadable::TooLarge(size, allowed)));
    }
    assert!(begun.elapsed() < Duration::from_secs(5));
    File::create(&path).and_then(|file| file.set_len(MOST_PICTURE_BYTES)).expect("a file with a hole");
    assert_eq!(
        inputs.read_portrait(Source::Path(path), PictureEdit::default()).map(drop),
        Err(Unreadable::NotAPicture),
        "at the limit"
    );
}

#[test]
fn files_are_sorted_by_their_content() {
    let (folder, _) = store();
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("writes");
        path
    };
    assert_eq!(place_of_file(&at("a.txt", &png(9, 9))), Some(Place::Portrait));
    assert_eq!(place_of_file(&at("b.txt", &wav(1))), Some(Place::Voice));
    assert_eq!(place_of_file(&at("c.png", b"Dear all")), None);
    let make = |name: &[u8; 4], content: &[u8]| {
        let size = u32::try_from(content.len() + 8).expect("small").to_be_bytes();
        [&size, name.as_slice(), content].concat()
    };
    let track = make(b"trak", &make(b"mdia", &make(b"hdlr", b"\0\0\0\0\0\0\0\0soun\0\0\0\0")));
    let late = [make(b"ftyp", b"isom\0\0\0\0"), make(b"mdat", &vec![0; 200_000]), make(b"moov", &track)].concat();
    assert_eq!(place_of_file(&at("d", &late)), Some(Place::Voice), "its index is at its end");
    assert_eq!(place_of_file(folder.path()), None);
    assert_eq!(place_of_file(&folder.path().join("none")), None);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_files_and_nothing_waits_for_them() {
    let (folder, inputs) = store();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    for path in [pipe, PathBuf::from("/dev/zero"), PathBuf::from("/dev/null")] {
        assert_eq!(
            inputs.read_portrait(Source::Path(path.clone()), PictureEdit::default()).map(drop),
            Err(Unreadable::NotAFile),
            "{path:?}"
        );
        assert_eq!(
            inputs.read_voice(Source::Path(path.clone()), SoundEdit::default(), &Limits::default()).map(drop),
            Err(Unreadable::NotAFile),
            "{path:?}"
        );
        assert_eq!(place_of_file(&path), None);
    }
}

#[cfg(unix)]
#[test]
fn a_refusal_of_the_system_is_handed_on() {
    assert!(
        matches!(unreadable(&io::Error::from(ErrorKind::PermissionDenied)), Unreadable::Denied(words) if !words.is_empty())
    );
    let (folder, inputs) = store();
    let path = folder.path().join("loop");
    std::os::unix::fs::symlink(&path, &path).expect("a link to itself");
    let found = inputs.read_portrait(Source::Path(path), PictureEdit::default());
    assert!(matches!(found, Err(Unreadable::Denied(_))), "{found:?}");
}
