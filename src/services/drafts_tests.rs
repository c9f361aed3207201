//! What was typed is there again, whatever became of the program or of the file.

use std::{sync::Arc, time::Duration};

use proptest::prelude::*;
use tempfile::TempDir;
use tokio::{sync::mpsc::Receiver, time::sleep};

use super::*;
use crate::domain::{InputId, LeftOut, Speed, Tongue, Typed, Warning};
use crate::services::{
    Options, Services, dialogs, practice::Timeline, secrets::MemoryKeyStore, sound::memory::SilentComputer,
};
use crate::state::Job;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn kept(direction: &str) -> KeptDraft {
    KeptDraft { direction: direction.into(), ..KeptDraft::default() }
}

fn begin(home: &TempDir) -> (Services, Receiver<Event>, PathBuf) {
    let folders = Folders::find(Some(home.path().to_owned())).expect("folders");
    let path = file(&folders);
    let options = Options {
        folders,
        environment_key: None,
        base_url: None,
        key_store: Arc::new(MemoryKeyStore::default()),
        timeline: Timeline::default(),
        dialog_words: |_| dialogs::Words::default(),
        sound: Arc::new(SilentComputer),
    };
    let (services, events) = Services::start(&Handle::current(), options, Arc::new(|| {}));
    (services, events, path)
}

async fn opened(services: &Services, events: &mut Receiver<Event>) -> Result<Option<KeptDraft>, Warning> {
    services.run(Job::OpenLibrary);
    match events.recv().await {
        Some(Event::LibraryOpened(opened)) => {
            assert_eq!(opened.warnings, vec![]);
            opened.draft
        }
        other => panic!("the library, not {other:?}"),
    }
}

#[tokio::test]
async fn what_was_typed_is_written_by_itself_and_is_there_at_the_next_start() {
    let home = folder();
    let (services, mut events, path) = begin(&home);
    assert_eq!(opened(&services, &mut events).await, Ok(None));
    for words in ["S", "Sm", "Smiles"] {
        services.run(Job::SaveDraft(Box::new(kept(words))));
    }
    assert!(!path.exists(), "not while somebody types");
    while !path.exists() {
        sleep(Duration::from_millis(20)).await;
    }
    let (again, mut events, _) = begin(&home);
    assert_eq!(opened(&again, &mut events).await, Ok(Some(kept("Smiles"))));
}

#[tokio::test]
async fn whoever_never_pauses_is_written_down_all_the_same() {
    let home = folder();
    let (services, mut events, path) = begin(&home);
    opened(&services, &mut events).await.expect("nothing or a draft");
    let began = Instant::now();
    for letters in 1.. {
        services.run(Job::SaveDraft(Box::new(kept(&"a".repeat(letters)))));
        if path.exists() {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "{letters} letters and nothing is written");
        sleep(Duration::from_millis(50)).await;
    }
    assert!(began.elapsed() >= LONGEST - Duration::from_millis(100), "{:?}", began.elapsed());
}

#[tokio::test]
async fn the_end_writes_at_once_and_an_empty_form_leaves_no_file() {
    let home = folder();
    let (services, mut events, path) = begin(&home);
    opened(&services, &mut events).await.expect("nothing or a draft");
    services.run(Job::SaveDraft(Box::new(kept("Smiles"))));
    services.flush().await;
    assert_eq!(read(&path), Ok(Some(kept("Smiles"))));
    services.run(Job::SaveDraft(Box::default()));
    services.flush().await;
    assert!(!path.exists());
    services.run(Job::SaveDraft(Box::default()));
    services.flush().await;
    assert!(events.try_recv().is_err(), "nothing to remove is no trouble");
}

#[tokio::test]
async fn trouble_is_said_once_and_the_draft_is_written_when_it_is_over() {
    let home = folder();
    let (services, mut events, path) = begin(&home);
    opened(&services, &mut events).await.expect("nothing or a draft");
    fs::create_dir(&path).expect("something in the way");
    for words in ["a", "b"] {
        services.run(Job::SaveDraft(Box::new(kept(words))));
        services.flush().await;
    }
    assert!(matches!(events.try_recv(), Ok(Event::DraftNotKept(_))));
    assert!(events.try_recv().is_err(), "once");
    fs::remove_dir(&path).expect("out of the way");
    services.flush().await;
    assert_eq!(read(&path), Ok(Some(kept("b"))));
}

#[tokio::test]
async fn a_kept_input_stays_as_long_as_the_draft_needs_it() {
    let home = folder();
    let (services, mut events, _) = begin(&home);
    opened(&services, &mut events).await.expect("nothing or a draft");
    let inputs = home.path().join("library/inputs");
    let (used, unused) = (InputId([1; 32]), InputId([2; 32]));
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(30 * 24 * 3600);
    for id in [used, unused] {
        let file = fs::File::create(inputs.join(format!("{id}.png"))).expect("an input");
        file.set_modified(long_ago).expect("long ago");
    }
    let portrait = Some(KeptInput { id: used, name: "anna.png".into() });
    services.run(Job::SaveDraft(Box::new(KeptDraft { portrait, ..KeptDraft::default() })));
    services.flush().await;
    let (again, mut events, _) = begin(&home);
    opened(&again, &mut events).await.expect("a draft");
    assert!(inputs.join(format!("{used}.png")).exists());
    assert!(!inputs.join(format!("{unused}.png")).exists());
}

#[tokio::test]
async fn what_cannot_be_used_is_set_aside_and_said() {
    let texts = [
        "",
        "{",
        "[]",
        "{\"version\": 2, \"later\": true}",
        "{\"version\": 1, \"portrait\": {\"id\": \"7\", \"name\": \"anna.png\"}}",
        "{\"version\": 1, \"voice_way\": \"song\"}",
    ];
    for text in texts {
        let home = folder();
        let (services, mut events, path) = begin(&home);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        let why = opened(&services, &mut events).await.expect_err(text);
        assert!(matches!(&why, Warning::Form(place, _) if *place == path), "{why:?}");
        assert_eq!(fs::read_to_string(&path).expect("left as it is"), text);
        services.run(Job::SaveDraft(Box::new(kept("Smiles"))));
        services.flush().await;
        assert_eq!(read(&path), Ok(Some(kept("Smiles"))));
        let aside = path.with_file_name("draft.json.damaged");
        assert_eq!(fs::read_to_string(aside).expect("set aside"), text);
    }
}

#[test]
fn a_file_with_less_or_more_in_it_is_read_as_far_as_it_goes() {
    let home = folder();
    let path = home.path().join("draft.json");
    fs::write(&path, r#"{"version": 1, "direction": "Smiles", "mode": "best", "mood": 3}"#).expect("a file");
    assert_eq!(read(&path), Ok(Some(kept("Smiles"))));
}

fn input() -> impl Strategy<Value = Option<KeptInput>> {
    proptest::option::of((any::<[u8; 32]>(), ".{0,9}").prop_map(|(id, name)| KeptInput { id: InputId(id), name }))
}

fn part() -> impl Strategy<Value = Part> {
    let between =
        any::<(u64, u64)>().prop_map(|(a, b)| Part::Between(Duration::from_nanos(a), Duration::from_nanos(b)));
    prop_oneof![Just(Part::Whole), Just(Part::Best), Just(Part::Split), between]
}

proptest! {
    // Each case flushes a file to the disk.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_draft_reads_back_as_it_was_written(
        portrait in input(), voice in input(), link in any::<bool>(), recorded in any::<bool>(), pro in any::<bool>(), words in prop::array::uniform6(".{0,9}"),
        crop in prop::option::of(any::<[u32; 4]>()), part in part(),
    ) {
        let [portrait_link, voice_link, direction, title, callback_url, own_task_id] = words;
        let voice_way = match (link, recorded) {
            (true, _) => VoiceWay::Link,
            (false, true) if pro => VoiceWay::Type,
            (false, true) => VoiceWay::Record,
            (false, false) => VoiceWay::File,
        };
        let mode = if pro { Mode::Professional } else { Mode::Standard };
        let speed = Speed::new(if pro { 13 } else { 10 }).expect("a speed");
        let voice_typed = Typed { text: direction.clone(), tongue: Tongue::Chinese, speed, ..Typed::default() };
        let draft = KeptDraft {
            voice_typed,
            portrait_edit: PictureEdit { crop: crop.map(|[x, y, width, height]| Area { x, y, width, height }), enlarge: link, recompress: pro },
            voice_edit: SoundEdit { part, pad: pro, convert: link, left_out: LeftOut(u64::from(pro) << 63 | 5) },
            portrait, portrait_link, voice, voice_way, voice_link, direction, mode, title, callback_url, own_task_id,
        };
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("draft.json");
        write(&path, &draft).expect("writes");
        let expected = Some(draft).filter(|draft| !draft.is_empty());
        prop_assert_eq!(read(&path), Ok(expected));
    }
}
