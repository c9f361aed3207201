//! Spoken texts in the ledger: written before they are sent, once, kept through damage, and never changed at their end.

use std::{fs, path::Path, time::Duration};

use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

use super::*;
use crate::domain::{
    Door, InputId, KeptSound, Limits, Lost, Money, Refusal, RefusalKind, SoundFormat, Speech, SpeechAnswer,
    SpeechApproval, SpeechOutcome, SpeechStage, Status, Typed, Wording,
};

fn speech(number: u128, text: &str) -> Speech {
    let wording = Wording::of(&Typed { text: text.into(), ..Typed::default() }, &Limits::default()).expect("words");
    let at = Timestamp::from_second(1_790_000_000).expect("a time");
    let (id, price) = (SubmissionId(number), Money(7_000));
    Speech::approve(wording, SpeechApproval { id, at, door: Door::Live, price, instead_of: None }).0
}

fn taken(status: Status, audio: Option<&str>) -> SpeechOutcome {
    SpeechOutcome::Taken(SpeechAnswer {
        task_id: Some(TaskId("71".into())),
        status,
        audio: audio.map(|id| (id.to_owned(), Some(Duration::from_millis(3276)))),
        url: Some("https://h.example/o.mp3?sig=secret".into()),
        reason: None,
        request_id: Some("r-1".into()),
    })
}

fn refused() -> SpeechOutcome {
    let (message, code) = ("Voice id not found".to_owned(), Some("1201".to_owned()));
    SpeechOutcome::Refused(Refusal { kind: RefusalKind::Parameter, message, code, http: Some(400), request_id: None })
}

fn after(speech: &Speech, outcome: SpeechOutcome) -> Speech {
    let mut settled = speech.clone();
    assert!(settled.settle(outcome));
    settled
}

/// How many rows the form of a ledger takes.
pub(super) fn forms() -> usize {
    let connection = Connection::open_in_memory().expect("opens");
    for schema in [include_str!("schema-1.sql"), include_str!("schema-2.sql"), include_str!("schema-3.sql")] {
        connection.execute_batch(schema).expect("the form");
    }
    let count = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, u16>(0));
    count.expect("a count").into()
}

async fn open(folder: &Path) -> (Library, Vec<Warning>) {
    Library::open(folder).await.expect("opens")
}

async fn kept(folder: &Path) -> Vec<Speech> {
    let (library, _) = open(folder).await;
    let contents = library.all().await.expect("reads");
    assert_eq!(contents.warnings, []);
    library.close().await;
    contents.speeches
}

#[tokio::test]
async fn every_stage_reads_back_as_it_was_written() {
    let folder = TempDir::new().expect("a folder");
    let (library, _) = open(folder.path()).await;
    let mut written = vec![];
    let outcomes = [
        taken(Status::Succeeded, Some("84")),
        taken(Status::Processing, None),
        taken(Status::Failed, None),
        refused(),
        SpeechOutcome::Unknown(Lost::Unclear(502, "x".into())),
    ];
    for (number, outcome) in (1..).zip(outcomes) {
        let speech = speech(number, &format!("Text {number}"));
        library.begin_speech(&speech, None).await.expect("begins");
        let settled = after(&speech, outcome);
        library.save_speech(&settled).await.expect("saves");
        library.save_speech(&settled).await.expect("the same again is no error");
        written.push(settled);
    }
    let SpeechStage::Made(spoken) = &mut written[0].stage else { panic!("made") };
    let length = Duration::from_millis(3300);
    spoken.sound = Some(KeptSound { id: InputId([7; 32]), format: SoundFormat::Mp3, bytes: 9, length });
    library.save_speech(&written[0]).await.expect("its sound came");
    library.close().await;
    assert_eq!(kept(folder.path()).await, written);
    let file = fs::read(folder.path().join("likeness.db")).expect("a file");
    assert!(!file.windows(6).any(|bytes| bytes == b"secret"), "no signed address is kept");
}

#[tokio::test]
async fn what_was_being_sent_comes_back_as_lost_and_is_never_sent_by_pressing_again() {
    let folder = TempDir::new().expect("a folder");
    let (library, _) = open(folder.path()).await;
    let first = speech(1, "Hello");
    library.begin_speech(&first, None).await.expect("begins");
    assert_eq!(library.begin_speech(&first, None).await, Err(LibraryFault::AlreadyThere), "an id is sent once");
    let same = library.begin_speech(&speech(2, "Hello"), None).await;
    assert_eq!(same, Err(LibraryFault::AlreadyThere), "the same words are on their way");
    library.begin_speech(&speech(3, "Hello!"), None).await.expect("other words are not");
    // Seen through the same library it is still on its way; after a kill it is lost.
    let stages = |speeches: &[Speech]| speeches.iter().map(|speech| speech.stage.name()).collect::<Vec<_>>();
    assert_eq!(stages(&library.all().await.expect("reads").speeches), ["sending", "sending"]);
    library.close().await;
    assert_eq!(stages(&kept(folder.path()).await), ["unknown", "unknown"]);
    let (library, _) = open(folder.path()).await;
    let again = speech(4, "Hello");
    assert_eq!(library.begin_speech(&again, None).await, Err(LibraryFault::AlreadyThere), "lost words may be billed");
    library.begin_speech(&again, Some(first.id)).await.expect("the person chose so");
    let twice = library.begin_speech(&speech(5, "Hello"), Some(first.id)).await;
    assert!(matches!(twice, Err(LibraryFault::Unchangeable(_))), "a choice is good for one: {twice:?}");
    // The answer to the first comes after all: it is given up, and stays so.
    let late = library.save_speech(&after(&first, taken(Status::Succeeded, Some("84")))).await;
    assert_eq!(late, Err(LibraryFault::Unchangeable("dismissed".into())));
    library.save_speech(&after(&again, refused())).await.expect("the second was refused");
    library.begin_speech(&speech(6, "Hello"), None).await.expect("what was refused can be tried again");
}

#[tokio::test]
async fn what_is_at_its_end_never_changes() {
    let folder = TempDir::new().expect("a folder");
    let (library, _) = open(folder.path()).await;
    let one = speech(1, "Hello");
    library.begin_speech(&one, None).await.expect("begins");
    let made = after(&one, taken(Status::Succeeded, Some("84")));
    library.save_speech(&made).await.expect("made");
    for outcome in [refused(), SpeechOutcome::Unknown(Lost::TimedOut), taken(Status::Processing, None)] {
        let late = library.save_speech(&after(&one, outcome)).await;
        assert_eq!(late, Err(LibraryFault::Unchangeable("made".into())));
    }
    let forgotten = Speech { forgotten: true, ..made.clone() };
    library.save_speech(&forgotten).await.expect("not to be seen any more");
    assert_eq!(library.save_speech(&speech(9, "x")).await, Err(LibraryFault::NotThere));
    library.close().await;
    assert_eq!(kept(folder.path()).await, [forgotten]);
    let connection = Connection::open(folder.path().join("likeness.db")).expect("opens");
    for change in ["stage = 'unknown'", "task_id = NULL", "text = 'other'", "price = 0"] {
        let changed = connection.execute(&format!("UPDATE speeches SET {change}"), []);
        assert!(changed.is_err(), "{change}");
    }
}

#[tokio::test]
async fn an_older_library_gains_the_table_and_loses_nothing() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("likeness.db");
    {
        let connection = Connection::open(&path).expect("opens");
        connection.execute_batch(include_str!("schema-1.sql")).expect("the first form");
        connection.execute_batch(include_str!("schema-2.sql")).expect("the second");
        connection.execute_batch("PRAGMA user_version = 2").expect("its version");
    }
    assert_eq!(kept(folder.path()).await, []);
    assert!(folder.path().join("likeness.before-3-1.db").exists(), "a copy from before the change");
    let (library, _) = open(folder.path()).await;
    library.begin_speech(&speech(1, "Hello"), None).await.expect("begins");
}

/// A library with three made texts and one on its way, closed as by a kill.
async fn filled(folder: &Path) -> Vec<Speech> {
    let (library, _) = open(folder).await;
    let mut written = vec![];
    for number in 1..=3 {
        let speech = speech(number, &format!("Text {number} {}", "long ".repeat(150)));
        library.begin_speech(&speech, None).await.expect("begins");
        let made = after(&speech, taken(Status::Succeeded, Some("84")));
        library.save_speech(&made).await.expect("saves");
        written.push(made);
    }
    let lost = speech(4, "On its way");
    library.begin_speech(&lost, None).await.expect("begins");
    library.close().await;
    written.push(after(&lost, SpeechOutcome::Unknown(Lost::Interrupted)));
    written
}

#[tokio::test]
async fn a_damaged_library_gives_its_spoken_texts_to_the_new_one() {
    let folder = TempDir::new().expect("a folder");
    let written = filled(folder.path()).await;
    let path = folder.path().join("likeness.db");
    let whole = fs::read(&path).expect("a file");
    // The first page is gone: the rows are found page by page, among those of the other table.
    let mut headless = whole.clone();
    headless[..4096].fill(0);
    fs::write(&path, &headless).expect("writes");
    let (library, warnings) = open(folder.path()).await;
    assert!(matches!(&warnings[..], [Warning::LibrarySetAside { recovered: 0, lost: 0, .. }]), "{warnings:?}");
    let mut found = library.all().await.expect("reads").speeches;
    found.sort_by_key(|speech| speech.id);
    assert_eq!(found, written, "what was on its way is lost, and not sent");
    let again = library.begin_speech(&speech(9, "On its way"), None).await;
    assert_eq!(again, Err(LibraryFault::AlreadyThere), "the guard came along");
}

#[tokio::test]
async fn a_copy_stands_in_for_a_library_of_which_nothing_can_be_read() {
    let folder = TempDir::new().expect("a folder");
    let written = filled(folder.path()).await;
    Library::back_up_daily(folder.path()).expect("copied");
    fs::write(folder.path().join("likeness.db"), "no database at all").expect("writes");
    let mut found = {
        let (library, _) = open(folder.path()).await;
        library.all().await.expect("reads").speeches
    };
    found.sort_by_key(|speech| speech.id);
    assert_eq!(found, written);
}
