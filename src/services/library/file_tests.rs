//! The file on the disk: other versions, damage, folders that cannot be written, a full disk.

use std::{collections::BTreeMap, fs, path::Path};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use rusqlite_migration::M;

use super::super::rows;
use super::{STEPS, open, open_with, stored_version};
use crate::domain::{Accepted, Outcome, Stage, Status, Task, TaskId, Warning};
use crate::services::library::{LibraryFault, ledger::Ledger, strategies};

fn waiting() -> Task {
    let task = strategies::task().new_tree(&mut TestRunner::deterministic()).expect("a task").current();
    Task { stage: Stage::Waiting(None), watch: crate::domain::Watch::default(), ..task }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap_or_default()))
        .collect()
}

fn filled(folder: &Path) -> Task {
    let task = waiting();
    let (mut ledger, warnings) = open(folder).expect("opens");
    assert_eq!(warnings, vec![]);
    ledger.enroll(&task).expect("enrolls");
    task
}

#[test]
fn the_next_version_is_refused_already_and_nothing_is_made_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let next = [STEPS, &[M::up("ALTER TABLE tasks ADD COLUMN mood TEXT")]].concat();
    drop(open_with(folder.path(), &next).expect("the next version opens"));
    let before = files(folder.path());
    let names = ["likeness.db", "likeness.db-journal", "likeness.lock", "likeness.reserve"];
    assert_eq!(before.keys().collect::<Vec<_>>(), names);
    let fault = open(folder.path()).map(|_| ()).expect_err("refuses");
    assert_eq!(fault, LibraryFault::NewerVersion { found: 4, known: 3 });
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_newer_library_is_refused_and_nothing_is_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    let (ledger, _) = open(folder.path()).expect("opens");
    ledger.connection().execute_batch("PRAGMA user_version = 9").expect("a newer version");
    drop(ledger);
    // The folder's own time would tell of files that came and went.
    let time = |path: &Path| fs::metadata(path).and_then(|path| path.modified()).expect("a time");
    let changed = || [time(folder.path()), time(&folder.path().join("likeness.db"))];
    let before = (files(folder.path()), changed());
    let fault = open(folder.path()).map(|_| ()).expect_err("refuses");
    assert_eq!(fault, LibraryFault::NewerVersion { found: 9, known: 3 });
    assert_eq!((files(folder.path()), changed()), before);
}

#[test]
fn a_newer_library_whose_version_is_still_in_the_log_is_refused_too() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    let (newer, _) = open(folder.path()).expect("opens");
    newer.connection().execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 9").expect("a version");
    let fault = open(folder.path()).map(|_| ()).expect_err("refuses");
    assert_eq!(fault, LibraryFault::NewerVersion { found: 9, known: 3 });
}

#[test]
fn a_damaged_file_is_set_aside_whole_and_a_new_one_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("likeness.db");
    let task = filled(folder.path());
    let good = fs::read(&path).expect("bytes");
    let scribbled: Vec<u8> = good.iter().enumerate().map(|(at, b)| if at < 100 { *b } else { b ^ 0x5a }).collect();
    let damages = [b"not a database".to_vec(), good[..50].to_vec(), scribbled, good[..good.len() / 2].to_vec()];
    for (number, damage) in (1..).zip(damages) {
        fs::write(&path, &damage).expect("damages");
        let (mut ledger, warnings) = open(folder.path()).expect("begins a new one");
        let aside = folder.path().join(format!("likeness.damaged-{number}.db"));
        assert_eq!(fs::read(&aside).expect("set aside"), damage, "damage {number}");
        let said = matches!(&warnings[..], [Warning::LibrarySetAside { aside: place, .. }] if *place == aside);
        assert!(said, "{warnings:?}");
        let found = ledger.all().expect("reads").tasks;
        assert!(found.iter().all(|found| found.id == task.id), "{found:?}");
        let enrolled = ledger.enroll(&task);
        let expected = if found.is_empty() { Ok(()) } else { Err(LibraryFault::AlreadyThere) };
        assert_eq!(enrolled, expected, "it can be used");
    }
    assert_eq!(open(folder.path()).expect("opens").1, vec![], "the new one is sound");
}

#[test]
fn a_file_with_another_table_is_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = rusqlite::Connection::open(folder.path().join("likeness.db")).expect("opens");
    other.execute_batch("CREATE TABLE recipes (name TEXT); PRAGMA user_version = 2").expect("another's");
    drop(other);
    let (_, warnings) = open(folder.path()).expect("opens");
    assert!(
        matches!(&warnings[..], [Warning::LibrarySetAside { why, recovered: 0, .. }] if why.contains("tasks")),
        "{warnings:?}"
    );
    assert!(folder.path().join("likeness.damaged-1.db").exists());
}

#[test]
fn an_existing_library_is_copied_before_it_is_migrated() {
    let folder = tempfile::tempdir().expect("a folder");
    let task = filled(folder.path());
    let steps = [STEPS, &[M::up("ALTER TABLE tasks ADD COLUMN mood TEXT")]].concat();
    let (mut ledger, warnings) = open_with(folder.path(), &steps).expect("migrates");
    assert_eq!((warnings, ledger.all().expect("reads").tasks), (vec![], vec![task.clone()]));
    let moods: i64 = ledger.connection().query_row("SELECT count(mood) FROM tasks", [], |row| row.get(0)).expect("new");
    assert_eq!(moods, 0);
    assert_eq!(stored_version(&folder.path().join("likeness.db")), Ok(Some(4)), "in the file itself");
    drop(ledger);
    // The copy is a whole library of the old form.
    let old = tempfile::tempdir().expect("a folder");
    fs::copy(folder.path().join("likeness.before-4-1.db"), old.path().join("likeness.db")).expect("the copy");
    assert_eq!(open(old.path()).expect("opens").0.all().expect("reads").tasks, [task]);
    // A second opening migrates nothing and copies nothing; the old program sees the version in the file itself.
    open_with(folder.path(), &steps).expect("opens");
    assert!(!folder.path().join("likeness.before-4-2.db").exists());
    let fault = open(folder.path()).map(|_| ()).expect_err("refuses");
    assert_eq!(fault, LibraryFault::NewerVersion { found: 4, known: 3 });
}

#[test]
fn a_library_of_the_first_version_is_copied_and_goes_on_as_one_of_the_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let task = Task { standing: crate::domain::Standing::default(), ..waiting() };
    let (first, _) = open_with(folder.path(), &STEPS[..1]).expect("opens");
    // As the first version wrote it: it knew of no line.
    let values = [rows::order_values(&task), rows::progress_values(&task).expect("values")].concat();
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    let insert = format!("INSERT INTO tasks ({}) VALUES ({})", names.join(", "), vec!["?"; names.len()].join(", "));
    let values = rusqlite::params_from_iter(values.iter().map(|(_, value)| value));
    first.connection().execute(&insert, values).expect("inserts");
    drop(first);
    let (mut second, warnings) = open(folder.path()).expect("migrates");
    assert_eq!((warnings, second.all().expect("reads").tasks), (vec![], vec![task.clone()]));
    assert_eq!(stored_version(&folder.path().join("likeness.db")), Ok(Some(3)));
    drop(second);
    let old = tempfile::tempdir().expect("a folder");
    fs::copy(folder.path().join("likeness.before-2-1.db"), old.path().join("likeness.db")).expect("the copy");
    assert_eq!(stored_version(&old.path().join("likeness.db")), Ok(Some(1)));
    assert_eq!(open(old.path()).expect("opens").0.all().expect("reads").tasks, [task]);
}

#[test]
fn programs_that_start_at_the_same_moment_all_find_a_library() {
    for round in 0..30 {
        let folder = tempfile::tempdir().expect("a folder");
        if round % 2 == 1 {
            open_with(folder.path(), &STEPS[..1]).expect("an older one");
        }
        let together = std::sync::Barrier::new(4);
        std::thread::scope(|scope| {
            let programs: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        together.wait();
                        open(folder.path()).map(|(_, warnings)| warnings)
                    })
                })
                .collect();
            let found: Vec<_> = programs.into_iter().map(|program| program.join().expect("no panic")).collect();
            assert!(found.iter().all(|found| *found == Ok(vec![])), "round {round}: {found:?}");
        });
    }
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let task = filled(folder.path());
    let broken = M::up("ALTER TABLE tasks ADD COLUMN mood TEXT; ALTER TABLE nowhere ADD COLUMN x");
    let steps = [STEPS, &[broken]].concat();
    let fault = open_with(folder.path(), &steps).map(|_| ()).expect_err("fails");
    assert!(matches!(&fault, LibraryFault::Unwritable(why) if why.contains("nowhere")), "{fault:?}");
    assert_eq!(open(folder.path()).expect("opens").0.all().expect("reads").tasks, [task]);
}

#[test]
fn places_that_cannot_be_written_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "x").expect("a file");
    assert!(matches!(open(&file), Err(LibraryFault::Unwritable(_))), "a file in place of the folder");
    assert!(matches!(open(&file.join("library")), Err(LibraryFault::Unwritable(_))), "a file above the folder");
    let taken = folder.path().join("taken");
    fs::create_dir_all(taken.join("likeness.db")).expect("a folder");
    let fault = open(&taken).map(|_| ()).expect_err("a folder in place of the file");
    let place = taken.display().to_string();
    assert!(matches!(&fault, LibraryFault::Unwritable(why) if why.contains(&place)), "it names the folder: {fault:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read_is_refused_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path());
    let db = folder.path().join("likeness.db");
    let lock = |mode, file| {
        fs::set_permissions(&db, fs::Permissions::from_mode(file)).expect("sets");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).expect("sets");
    };
    lock(0o500, 0o400);
    // The superuser may write anywhere, so there is nothing to refuse.
    let refuses = fs::write(folder.path().join("probe"), "").is_err();
    let before = files(folder.path());
    let opened = open(folder.path()).map(|_| ());
    let after = files(folder.path());
    lock(0o700, 0o600);
    if refuses {
        assert!(matches!(opened, Err(LibraryFault::Unwritable(_))), "{opened:?}");
        assert_eq!(after, before);
    } else {
        assert_eq!(opened, Ok(()));
    }
}

/// Lets the ledger grow no more: what SQLite then says is what it says of a full disk.
fn fill_up(ledger: &Ledger) {
    let pages: i64 = ledger.connection().query_row("PRAGMA page_count", [], |row| row.get(0)).expect("a count");
    ledger.connection().query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).expect("limits");
}

/// Lets it grow again.
fn make_room(ledger: &Ledger) {
    ledger.connection().query_row("PRAGMA max_page_count = 100000", [], |_| Ok(())).expect("room");
}

#[test]
fn an_answer_that_finds_no_room_takes_what_was_kept_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let task = filled(folder.path());
    let reserve = folder.path().join("likeness.reserve");
    assert!(fs::metadata(&reserve).expect("room is kept").len() >= 512 * 1024);
    let (mut ledger, _) = open(folder.path()).expect("opens");
    assert_eq!(ledger.mark_sending(task.id, task.created_at), Ok(true));
    fill_up(&ledger);
    let accepted = Outcome::Accepted(Accepted {
        task_id: TaskId("7".repeat(200)),
        status: Status::Unrecognised("x".repeat(100_000)),
        request_id: None,
    });
    let fault = ledger.settle(task.id, &accepted, task.created_at).expect_err("no room");
    assert!(matches!(&fault, LibraryFault::Unwritable(why) if why.contains("full")), "{fault:?}");
    assert!(!reserve.exists(), "it was given up, which here gives SQLite no more pages");
    make_room(&ledger);
    assert_eq!(ledger.settle(task.id, &accepted, task.created_at), Ok(()), "the same answer later");
    drop(ledger);
    let (mut ledger, _) = open(folder.path()).expect("opens");
    let tasks = ledger.all().expect("reads").tasks;
    assert_eq!(tasks[0].stage.task_id(), Some(&TaskId("7".repeat(200))));
    assert!(reserve.exists(), "room is kept again");
}

#[test]
fn a_task_that_finds_no_room_departs_for_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let task = filled(folder.path());
    let (mut ledger, _) = open(folder.path()).expect("opens");
    // As where the disk may only be read: this holds for the superuser too.
    let before = ledger.all();
    ledger.connection().execute_batch("PRAGMA query_only = ON").expect("reads only");
    assert!(matches!(ledger.mark_sending(task.id, task.created_at), Err(LibraryFault::Unwritable(_))));
    assert!(matches!(ledger.enroll(&Task { title: "x".into(), ..waiting() }), Err(LibraryFault::Unwritable(_))));
    ledger.connection().execute_batch("PRAGMA query_only = OFF").expect("writes");
    assert_eq!(ledger.all().map(|contents| contents.tasks), before.map(|contents| contents.tasks));
    assert_eq!(ledger.mark_sending(task.id, task.created_at), Ok(true), "when it can be written, once");
    assert_eq!(ledger.mark_sending(task.id, task.created_at), Ok(false));
}

#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let task = filled(folder.path());
    let (mut ledger, _) = open(folder.path()).expect("opens");
    fill_up(&ledger);
    let large = Task {
        id: crate::domain::SubmissionId(1),
        external_id: "large".into(),
        title: "x".repeat(100_000),
        ..task.clone()
    };
    let fault = ledger.enroll(&large).expect_err("no room");
    assert!(matches!(&fault, LibraryFault::Unwritable(why) if why.contains("full")), "{fault:?}");
    assert_eq!(ledger.all().expect("reads").tasks, std::slice::from_ref(&task));
    assert_eq!(ledger.mark_sending(task.id, task.created_at), Ok(true), "what fits is still written");
}
