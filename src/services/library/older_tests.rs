//! A library that the first version of the program made, as that version wrote it: by its schema and in its words.

use std::{fs, path::Path};

use rusqlite::Connection;

use super::{file, tests::video};
use crate::domain::{Lost, Outcome, RefusalKind, Stage, Status, Task, TaskId, Warning};

/// Every stage that version 1 wrote: its word, the provider's id, the rest, and what it means.
fn stages() -> Vec<(&'static str, Option<&'static str>, &'static str)> {
    let refusal = r#"{"refusal":{"kind":"policy","message":"no","code":"1301","http":400,"request_id":"r-1"}}"#;
    let video = r#"{"video":{"path":"/videos/one.mp4","bytes":1,"length_ns":14666000000,"width":720,"height":1280,
        "frames_per_1000_s":25000,"codec":"H.264","sound":"AAC","poster":null}}"#;
    vec![
        ("waiting", None, "{}"),
        ("uploading", None, "{}"),
        ("submitted", Some("71"), r#"{"status":"submitted"}"#),
        ("processing", Some("72"), r#"{"status":"processing"}"#),
        ("downloading", Some("73"), "{}"),
        ("ready", Some("74"), video),
        ("refused", None, refusal),
        ("failed", Some("75"), r#"{"reason":"risk control"}"#),
        ("unknown", None, r#"{"lost":"timed_out"}"#),
        ("cancelled", None, "{}"),
        ("dismissed", None, r#"{"lost":"interrupted"}"#),
    ]
}

/// Writes such a library, closed as a program closes it.
fn write_first_version(folder: &Path) {
    let connection = Connection::open(folder.join("likeness.db")).expect("opens");
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).expect("a log");
    connection.execute_batch(include_str!("schema-1.sql")).expect("the first form");
    connection.execute_batch("PRAGMA user_version = 1").expect("its version");
    for (number, (stage, task_id, data)) in (1..).zip(stages()) {
        let insert = "INSERT INTO tasks (id, external_id, door, title, portrait_kind, portrait_id, portrait_name,
            portrait_format, voice_kind, voice_link, direction, mode, price_seconds, price_length_known, price_per_second,
            price_total, created_at, sent_at, stage, task_id, stage_data)
            VALUES (?1, ?2, 'live', ?2, 'file', ?3, 'face.png', 'png', 'audio_id', '847487393472614443', 'Smiles.', 'pro',
            60, 0, 112000, 6720000, '2026-10-01T10:00:00Z', '2026-10-01T10:00:01.5Z', ?4, ?5, ?6)";
        let id = format!("00000000-0000-0000-0000-0000000000{number:02}");
        let values = rusqlite::params![id, format!("own-{number}"), "ab".repeat(32), stage, task_id, data];
        connection.execute(insert, values).expect("a row");
    }
}

/// Whether the tasks are those that were written, in what has become of them by now.
fn are_they(tasks: &[Task], waiting: &Stage) {
    let words: Vec<&str> = tasks.iter().map(|task| task.stage.word().name()).collect();
    let mut expected: Vec<&str> = stages().into_iter().map(|(word, ..)| word).collect();
    // What was being sent then has become unknown.
    expected[..2].copy_from_slice(&[waiting.word().name(), "unknown"]);
    assert_eq!(words, expected);
    assert!(tasks.iter().all(|task| task.order.direction == "Smiles." && task.price.total.0 == 6_720_000));
    assert_eq!(tasks[0].stage, *waiting);
    assert_eq!(tasks[3].stage, Stage::Running(TaskId("72".into()), Status::Processing));
    assert_eq!(tasks[5].stage, Stage::Ready(TaskId("74".into()), video()));
    assert!(matches!(&tasks[6].stage, Stage::Refused(refusal) if refusal.kind == RefusalKind::Policy));
    assert_eq!(tasks[8].stage, Stage::Unknown(Lost::TimedOut));
}

#[test]
fn a_library_of_the_first_version_is_copied_whole_before_it_is_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    write_first_version(folder.path());
    let before = fs::read(folder.path().join("likeness.db")).expect("bytes");
    let (mut ledger, warnings) = file::open(folder.path()).expect("opens");
    assert_eq!(warnings, vec![]);
    let tasks = ledger.all().expect("reads").tasks;
    are_they(&tasks, &Stage::Waiting(None));
    drop(ledger);
    assert_ne!(fs::read(folder.path().join("likeness.db")).expect("bytes"), before);

    // The copy is of the first form, and the version that made it could go on with it.
    let copy = Connection::open(folder.path().join("likeness.before-2-1.db")).expect("the copy");
    let version: i64 = copy.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("its version");
    let health: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("its health");
    assert_eq!((version, health.as_str()), (1, "ok"));
    let rows = |connection: &Connection| {
        let mut rows =
            connection.prepare("SELECT id, stage, task_id, stage_data FROM tasks ORDER BY id").expect("rows");
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let rows: Vec<(String, String, Option<String>, String)> =
            rows.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect();
        rows
    };
    let first = tempfile::tempdir().expect("a folder");
    write_first_version(first.path());
    let original = Connection::open(first.path().join("likeness.db")).expect("opens");
    assert_eq!(rows(&copy), rows(&original));
    let changed = copy.execute("UPDATE tasks SET title = 'x' WHERE stage = 'dismissed'", []);
    assert_eq!(changed, Ok(1), "by the rules of the first form");

    // No second copy at the next start.
    file::open(folder.path()).expect("opens");
    assert!(!folder.path().join("likeness.before-2-2.db").exists());
}

#[test]
fn a_damaged_library_of_the_first_version_is_recovered_in_the_present_form() {
    let folder = tempfile::tempdir().expect("a folder");
    write_first_version(folder.path());
    let path = folder.path().join("likeness.db");
    let mut bytes = fs::read(&path).expect("bytes");
    // The text of the schema.
    bytes[200..4096].fill(0);
    fs::write(&path, bytes).expect("damages");
    let (mut ledger, warnings) = file::open(folder.path()).expect("opens");
    assert!(matches!(&warnings[..], [Warning::LibrarySetAside { recovered: 11, lost: 0, .. }]), "{warnings:?}");
    let tasks = ledger.all().expect("reads").tasks;
    are_they(&tasks, &Stage::Unknown(Lost::Interrupted));
    // By the rules of the present form: what is given up stays so.
    let given_up = tasks.last().expect("a task");
    let late = ledger.settle(given_up.id, &Outcome::Unknown(Lost::TimedOut), given_up.created_at);
    assert!(late.is_err(), "{late:?}");
}
