//! Damage of every kind, against a ledger of three hundred tasks: what comes back, what does not, and what is said.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::super::{
    Library, LibraryFault, file,
    ledger::Ledger,
    speech_tests::forms,
    tests::{self, video},
};
use crate::domain::{Lost, Outcome, Stage, Status, SubmissionId, Task, TaskId, Warning};

const PAGE: usize = 4096;
const MANY: u128 = 300;

/// Small random numbers, the same ones for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

/// A task, one in seven with a direction that does not fit on one page.
fn task(number: u128) -> Task {
    let mut task = tests::task(number);
    if number.is_multiple_of(7) {
        task.order.direction = "微笑着点头，语气温和。".repeat(200);
    }
    task
}

/// Brings a ledger to three hundred tasks at every stage, as they come about: enrolled one after another, and each moved
/// on while others come.
fn fill(ledger: &mut Ledger) {
    // No power is cut here.
    ledger.connection().execute_batch("PRAGMA synchronous = OFF").expect("in a hurry");
    for number in 1..=MANY + 20 {
        if number <= MANY {
            ledger.enroll(&task(number)).expect("enrolls");
        }
        if let Some(number) = number.checked_sub(20).filter(|number| *number > 0) {
            move_on(ledger, number);
        }
    }
}

fn move_on(ledger: &mut Ledger, number: u128) {
    let (mut task, now) = (task(number), Timestamp::from_second(1_700_000_100).expect("a time"));
    let id = TaskId(format!("79718262175039{number:04}"));
    let stage = match number % 6 {
        0 => return,
        1 => Stage::Ready(id, video()),
        2 => Stage::Running(id, Status::Processing),
        3 => Stage::Failed(id, "risk control".repeat(20)),
        4 => Stage::Unknown(Lost::TimedOut),
        _ => Stage::Sending(0, 0),
    };
    assert!(ledger.mark_sending(task.id, now).expect("marks"));
    task.sent_at = Some(now);
    if !matches!(stage, Stage::Sending(..)) {
        ledger.settle(task.id, &Outcome::Unknown(Lost::TimedOut), now).expect("settles");
        task.stage = stage;
        ledger.save(&task).expect("saves");
    }
}

/// A folder with such a ledger, closed; and its tasks.
struct Home {
    folder: tempfile::TempDir,
    tasks: BTreeMap<SubmissionId, Task>,
    bytes: Vec<u8>,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut ledger, _) = file::open(folder.path()).expect("opens");
        fill(&mut ledger);
        let tasks = ledger.all().expect("reads").tasks;
        drop(ledger);
        let tasks: BTreeMap<_, _> = tasks.into_iter().map(|task| (task.id, task)).collect();
        assert_eq!(tasks.len() as u128, MANY);
        let bytes = fs::read(folder.path().join("likeness.db")).expect("bytes");
        Self { folder, tasks, bytes }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("likeness.db")
    }

    /// Puts these bytes in the place of the ledger, with nothing else in the folder, and opens it.
    fn open_with(&self, bytes: &[u8]) -> Outcomes {
        for entry in fs::read_dir(self.folder.path()).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.file_name() != Some("likeness.lock".as_ref()) {
                if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("removes");
            }
        }
        fs::write(self.path(), bytes).expect("writes");
        self.open()
    }

    fn open(&self) -> Outcomes {
        let before = fs::read(self.path()).ok();
        let (mut ledger, mut warnings) = file::open(self.folder.path()).expect("opens");
        let tasks = ledger.all().expect("reads").tasks;
        drop(ledger);
        let again = file::open(self.folder.path()).expect("opens again").1;
        assert_eq!(again, vec![], "what took its place is sound");
        assert!(!self.folder.path().join("recovering").exists(), "nothing is left lying about");
        let Some(Warning::LibrarySetAside { aside, recovered, lost, .. }) = warnings.pop() else {
            return Outcomes { tasks, said: None };
        };
        assert_eq!(warnings, vec![]);
        assert_eq!(before, fs::read(aside).ok(), "it is set aside as it was");
        assert_eq!(recovered, tasks.len());
        Outcomes { tasks, said: Some(lost) }
    }

    /// Nothing that was never there, nothing that would be sent, and each as it was; but for what was waiting. Gives the
    /// numbers of those that are missing.
    fn compare(&self, outcomes: &Outcomes, what: &str) -> BTreeSet<SubmissionId> {
        let mut missing: BTreeSet<_> = self.tasks.keys().copied().collect();
        for task in &outcomes.tasks {
            let original = self.tasks.get(&task.id).unwrap_or_else(|| panic!("{what}: {} was never there", task.id));
            assert!(missing.remove(&task.id), "{what}: {} is there twice", task.id);
            let mut expected = original.clone();
            match expected.stage {
                Stage::Waiting(_) if outcomes.said.is_some() => expected.stage = Stage::Unknown(Lost::Interrupted),
                // As after any kill.
                Stage::Sending(..) => expected.stage = Stage::Unknown(Lost::Interrupted),
                _ => {}
            }
            assert_eq!(*task, expected, "{what}");
        }
        missing
    }
}

struct Outcomes {
    tasks: Vec<Task>,
    /// How many are said to be lost, when something is said.
    said: Option<usize>,
}

/// Overwrites a page in one of several ways.
fn damage(bytes: &mut [u8], page: usize, dice: &mut Dice) {
    let page = &mut bytes[page * PAGE..(page + 1) * PAGE];
    match dice.roll(3) {
        0 => page.fill(0),
        1 => page.fill(0xff),
        _ => page.iter_mut().for_each(|byte| *byte = dice.roll(256) as u8),
    }
}

/// How many rows stand on a page that holds rows; none on any other.
fn rows_on(page: &[u8]) -> usize {
    if page[0] == 0x0d { usize::from(u16::from_be_bytes([page[3], page[4]])) } else { 0 }
}

#[test]
fn damaged_pages_lose_no_more_than_what_stood_on_them() {
    let home = Home::new();
    let pages = home.bytes.len() / PAGE;
    for seed in 0..24 {
        let mut dice = Dice(seed);
        let mut bytes = home.bytes.clone();
        let hit: BTreeSet<usize> = (0..=dice.roll(4)).map(|_| dice.roll(pages)).collect();
        for page in &hit {
            damage(&mut bytes, *page, &mut dice);
        }
        let what = format!("seed {seed}, pages {hit:?}");
        let outcomes = home.open_with(&bytes);
        let missing = home.compare(&outcomes, &what);
        // A page that does not hold rows may hold the rest of one long row.
        let most: usize = hit.iter().map(|page| rows_on(&home.bytes[page * PAGE..]).max(1)).sum();
        assert!(missing.len() <= most, "{what}: {} are missing, {most} may be", missing.len());
        if let Some(lost) = outcomes.said {
            assert!(lost <= missing.len(), "{what}: {lost} said, {} missing", missing.len());
        } else {
            assert!(missing.len() <= hit.len(), "{what}: nothing is said");
        }
    }
}

#[test]
fn any_single_page_may_be_lost() {
    let home = Home::new();
    let pages = home.bytes.len() / PAGE;
    // The first ones are the schema and the roots of the table and its indexes.
    for page in (0..6).chain((6..pages).step_by(7)) {
        let mut bytes = home.bytes.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0x55);
        let what = format!("page {page}");
        let outcomes = home.open_with(&bytes);
        let missing = home.compare(&outcomes, &what);
        let rows = rows_on(&home.bytes[page * PAGE..]);
        assert!(missing.len() <= rows.max(1), "{what}: {missing:?}");
        if rows > 0 && page > 0 {
            assert_eq!(missing.len(), rows, "{what}");
        }
        let lost = outcomes.said.unwrap_or_else(|| panic!("{what}: nothing is said"));
        assert_eq!(lost, missing.len(), "{what}: all that are missing are known by the index");
    }
}

#[test]
fn a_header_a_half_an_empty_file_and_a_text_each_say_so() {
    let home = Home::new();
    let mut headless = home.bytes.clone();
    headless[..100].fill(0);
    let outcomes = home.open_with(&headless);
    assert_eq!(home.compare(&outcomes, "no header"), BTreeSet::new());
    assert_eq!(outcomes.said, Some(0));

    let half = &home.bytes[..home.bytes.len() / 2 - 100];
    let outcomes = home.open_with(half);
    let missing = home.compare(&outcomes, "half");
    let whole: usize = half.chunks_exact(PAGE).skip(1).map(rows_on).sum();
    // The form of the tables takes rows on pages of its own too.
    let whole = whole - forms() - 4;
    assert!(outcomes.tasks.len() >= whole, "{} of {whole}", outcomes.tasks.len());
    assert!(outcomes.said.is_some_and(|lost| lost > 0 && lost <= missing.len()), "{:?}", outcomes.said);

    for bytes in [&b""[..], b"a letter to my aunt", &[b'x'; 3 * PAGE], &[0x0d; 3 * PAGE]] {
        let outcomes = home.open_with(bytes);
        assert_eq!((outcomes.tasks.len(), outcomes.said), (0, Some(0)), "{} bytes", bytes.len());
    }
}

/// Copies what is on the disk while a ledger is open that has a log, as the first version had, as a kill would leave it.
fn killed(from: &Path) -> (tempfile::TempDir, BTreeMap<SubmissionId, Task>) {
    let (mut ledger, _) = file::open(from).expect("opens");
    ledger.connection().query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).expect("a log");
    fill(&mut ledger);
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["likeness.db", "likeness.db-wal", "likeness.lock"] {
        fs::copy(from.join(name), folder.path().join(name)).expect("copies");
    }
    let tasks = ledger.all().expect("reads").tasks;
    (folder, tasks.into_iter().map(|task| (task.id, task)).collect())
}

#[test]
fn what_only_the_log_holds_comes_back_too() {
    let from = tempfile::tempdir().expect("a folder");
    let (folder, tasks) = killed(from.path());
    let log = fs::read(folder.path().join("likeness.db-wal")).expect("a log");
    for damaged in [0..100, 100..PAGE, PAGE..2 * PAGE] {
        let folder = {
            let copy = tempfile::tempdir().expect("a folder");
            for name in ["likeness.db", "likeness.db-wal", "likeness.lock"] {
                fs::copy(folder.path().join(name), copy.path().join(name)).expect("copies");
            }
            copy
        };
        let path = folder.path().join("likeness.db");
        let mut bytes = fs::read(&path).expect("bytes");
        let end = damaged.end.min(bytes.len());
        bytes[damaged.start.min(end)..end].fill(0xa5);
        fs::write(&path, &bytes).expect("damages");
        let home = Home { folder, tasks: tasks.clone(), bytes };
        let outcomes = home.open();
        if outcomes.said.is_some() {
            assert_eq!(home.compare(&outcomes, "with its log"), BTreeSet::new());
            assert_eq!(fs::read(home.folder.path().join("likeness.damaged-1.db-wal")).expect("its log"), log);
        } else {
            // The log held every page, so that nothing was damaged.
            assert_eq!(outcomes.tasks.len(), home.tasks.len());
        }
    }
}

#[test]
fn a_journal_beside_a_damaged_file_goes_with_it() {
    let home = Home::new();
    let mut bytes = home.bytes.clone();
    bytes[..16].fill(0);
    home.open_with(&bytes);
    fs::write(home.path(), &bytes).expect("damages");
    let journal = home.folder.path().join("likeness.db-journal");
    fs::write(&journal, "half a journal").expect("writes");
    let outcomes = home.open();
    assert_eq!(home.compare(&outcomes, "with a journal"), BTreeSet::new());
    let aside = fs::read(home.folder.path().join("likeness.damaged-2.db-journal")).expect("beside it");
    assert_eq!(aside, b"half a journal");
}

#[test]
fn a_copy_gives_back_what_the_file_does_not_and_nothing_waits() {
    let home = Home::new();
    Library::back_up_daily(home.folder.path()).expect("a copy");
    let copy = home.folder.path().join("likeness.backup.db");
    let kept = fs::read(&copy).expect("the copy");
    for (words, bytes) in [("gone", b"".to_vec()), ("torn", home.bytes[..home.bytes.len() / 3].to_vec())] {
        for entry in fs::read_dir(home.folder.path()).expect("a folder").flatten() {
            let keep = ["likeness.lock", "likeness.backup.db"].iter().any(|name| entry.file_name() == *name);
            if !keep {
                fs::remove_file(entry.path()).expect("removes");
            }
        }
        fs::write(home.path(), bytes).expect("damages");
        let outcomes = home.open();
        assert_eq!(home.compare(&outcomes, words), BTreeSet::new());
        assert_eq!(outcomes.said, Some(0));
        assert!(!outcomes.tasks.iter().any(|task| matches!(task.stage, Stage::Waiting(_))), "{words}");
        assert_eq!(fs::read(&copy).expect("the copy"), kept, "the copy stays as it is");
    }
}

#[test]
fn a_later_truth_in_the_file_wins_over_a_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ledger, _) = file::open(folder.path()).expect("opens");
    for number in 1..=9 {
        ledger.enroll(&task(number)).expect("enrolls");
    }
    Library::back_up_daily(folder.path()).expect("a copy");
    let cancelled = Task { stage: Stage::Cancelled, ..task(1) };
    ledger.save(&cancelled).expect("cancels");
    move_on(&mut ledger, 2);
    drop(ledger);
    let path = folder.path().join("likeness.db");
    let mut bytes = fs::read(&path).expect("bytes");
    bytes[..16].fill(0);
    fs::write(&path, bytes).expect("damages");
    let (mut ledger, warnings) = file::open(folder.path()).expect("opens");
    assert!(matches!(&warnings[..], [Warning::LibrarySetAside { recovered: 9, lost: 0, .. }]), "{warnings:?}");
    let tasks = ledger.all().expect("reads").tasks;
    assert_eq!(tasks[0], cancelled);
    assert!(matches!(&tasks[1].stage, Stage::Running(..)), "{:?}", tasks[1].stage);
}

#[test]
fn a_ledger_that_another_program_has_open_is_not_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut ledger, _) = file::open(folder.path()).expect("opens");
    ledger.enroll(&task(1)).expect("enrolls");
    let path = folder.path().join("likeness.db");
    // What is read from the disk makes no sense, whatever the other program still knows.
    let good = fs::read(&path).expect("bytes");
    fs::write(&path, [b"not a database", &good[14..]].concat()).expect("damages");
    let fault = file::open(folder.path()).map(|_| ()).expect_err("refuses");
    assert!(matches!(&fault, LibraryFault::Damaged(why) if why.contains("has it open")), "{fault:?}");
    assert!(!folder.path().join("likeness.damaged-1.db").exists());
    drop(ledger);
    let (mut ledger, warnings) = file::open(folder.path()).expect("opens");
    assert!(matches!(&warnings[..], [Warning::LibrarySetAside { recovered: 1, .. }]), "{warnings:?}");
    assert_eq!(ledger.all().expect("reads").tasks.len(), 1);
}

#[test]
fn a_kill_in_the_middle_of_a_recovery_loses_nothing() {
    let home = Home::new();
    let mut bytes = home.bytes.clone();
    bytes[..100].fill(0);
    // Before the new one is done: whatever lies about is not taken for it.
    home.open_with(&bytes);
    let done = fs::read(home.path()).expect("the new one");
    for entry in fs::read_dir(home.folder.path()).expect("a folder").flatten() {
        fs::remove_file(entry.path()).expect("removes");
    }
    fs::create_dir(home.folder.path().join("recovering")).expect("a bench");
    fs::write(home.folder.path().join("recovering/new.db"), &done[..PAGE]).expect("half");
    fs::write(home.path(), &bytes).expect("damages");
    assert_eq!(home.compare(&home.open(), "killed at work"), BTreeSet::new());

    // When the new one is done and the damaged one not yet moved.
    fs::rename(home.path(), home.folder.path().join("likeness.recovered.db")).expect("moves");
    fs::rename(home.folder.path().join("likeness.damaged-1.db"), home.path()).expect("moves back");
    assert_eq!(home.compare(&home.open(), "killed before the move"), BTreeSet::new());

    // When the damaged one is moved, and neither its log nor the new one.
    fs::rename(home.path(), home.folder.path().join("likeness.recovered.db")).expect("moves");
    fs::write(home.folder.path().join("likeness.db-wal"), "its log").expect("a log");
    let (mut ledger, warnings) = file::open(home.folder.path()).expect("opens");
    let aside = home.folder.path().join("likeness.damaged-1.db");
    assert!(
        matches!(&warnings[..], [Warning::LibrarySetAside { aside: place, recovered: 300, .. }] if *place == aside),
        "{warnings:?}"
    );
    assert_eq!(ledger.all().expect("reads").tasks.len(), 300);
    assert_eq!(fs::read(home.folder.path().join("likeness.damaged-1.db-wal")).expect("beside it"), b"its log");
}
