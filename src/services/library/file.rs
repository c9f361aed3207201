//! Opening the ledger's file: its version, its health, its form, and the lock that tells others that it is open.
//!
//! Not what is in it, nor what is done about damage (`recovery`). Invariants: a file of a newer version is not touched; a
//! damaged file is never deleted or overwritten, nor set aside while another program has it open; an existing file is not
//! migrated before a copy of it is on the disk.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

use super::{LibraryFault, backups, ledger::Ledger, recovery, reserve, salvage::MAGIC};
use crate::domain::Warning;

pub(super) const NAME: &str = "likeness.db";
const LOCK: &str = "likeness.lock";
const STEPS: &[M<'_>] =
    &[M::up(include_str!("schema-1.sql")), M::up(include_str!("schema-2.sql")), M::up(include_str!("schema-3.sql"))];
/// The version since which there are spoken texts.
const SPEECHES: usize = 3;
/// How long another program that holds the file is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the ledger of a folder, with warnings about what had to be done for it.
pub(super) fn open(folder: &Path) -> Result<(Ledger, Vec<Warning>), LibraryFault> {
    open_with(folder, STEPS)
}

/// Opens a ledger whose form is that after all these steps.
pub(super) fn open_with(folder: &Path, steps: &[M<'_>]) -> Result<(Ledger, Vec<Warning>), LibraryFault> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let path = folder.join(NAME);
    let mut warnings = Vec::new();
    let connection = match finish(folder, &path, &mut warnings).and_then(|()| connect(&path, steps)) {
        Err(LibraryFault::Damaged(why)) => mend(folder, &path, steps, &why, &mut warnings),
        other => other,
    };
    let connection = connection.map_err(|fault| named(folder, fault))?;
    reserve::lay(folder);
    Ok((Ledger::new(connection, folder, lock(folder)), warnings))
}

/// Names the folder where SQLite does not.
fn named(folder: &Path, fault: LibraryFault) -> LibraryFault {
    let folder = folder.display().to_string();
    match fault {
        LibraryFault::Unwritable(why) if !why.contains(&folder) => LibraryFault::Unwritable(format!("{folder}: {why}")),
        other => other,
    }
}

/// Ends a recovery that was cut off, if there is one.
fn finish(folder: &Path, path: &Path, warnings: &mut Vec<Warning>) -> Result<(), LibraryFault> {
    if recovery::is_unfinished(path) {
        let _alone = lock_others_out(folder).map_err(LibraryFault::Unwritable)?;
        warnings.extend(recovery::finish(path)?);
    }
    Ok(())
}

/// Puts a new ledger in the place of a damaged one, unless somebody else has done so by now.
fn mend(
    folder: &Path,
    path: &Path,
    steps: &[M<'_>],
    why: &str,
    warnings: &mut Vec<Warning>,
) -> Result<Connection, LibraryFault> {
    // Whoever has it open would go on writing to what is set aside.
    let _alone = lock_others_out(folder).map_err(|others| LibraryFault::Damaged(format!("{why}; {others}")))?;
    match connect(path, steps) {
        Err(LibraryFault::Damaged(why)) => {
            warnings.push(recovery::recover(path, steps, why)?);
            connect(path, steps)
        }
        other => other,
    }
}

fn connect(path: &Path, steps: &[M<'_>]) -> Result<Connection, LibraryFault> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    // Read without SQLite at first, which would leave files of its own beside one that is not ours to touch.
    let existing = match stored_version(path)? {
        Some(found) if found > known => return Err(LibraryFault::NewerVersion { found, known }),
        version => version.is_some(),
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    if existing {
        let health: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if health != "ok" {
            return Err(LibraryFault::Damaged(health));
        }
    }
    let found = version_of(&connection)?;
    match found {
        _ if found > known => return Err(LibraryFault::NewerVersion { found, known }),
        _ if found < 0 => return Err(LibraryFault::Damaged(format!("its version is {found}"))),
        _ if 0 < found && found < known => backups::before_migration(&connection, path, found)?,
        _ => {}
    }
    // The truth is in the file itself and not in a log beside it: a log that is lost would leave a ledger that makes sense
    // and has forgotten what was sent. The journal stays, so that it has its room when the disk is full. While an older
    // program has the library open with a log it stays so.
    let mode = connection.query_row("PRAGMA journal_mode = PERSIST", [], |row| row.get::<_, String>(0));
    tracing::debug!(?mode, version = found, "the library is open");
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA foreign_keys = ON;",
    )?;
    if found < known {
        connection.set_transaction_behavior(TransactionBehavior::Immediate);
        let migrated = Migrations::from_slice(steps).to_latest(&mut connection);
        // Another program that was started at the same moment may have done it first.
        if let Err(error) = migrated
            && version_of(&connection)? != known
        {
            return Err(from_migration(error));
        }
        // With a log too the version must stand in the file itself, where an older program looks for it.
        patiently(|| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
    }
    probe(&connection, steps.len() >= SPEECHES)?;
    Ok(connection)
}

/// Does what SQLite itself does not wait for when another program is at the file: a change of its journal, for one.
fn patiently<T>(mut work: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let begun = Instant::now();
    loop {
        match work() {
            Err(error)
                if matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
                    && begun.elapsed() < PATIENCE =>
            {
                thread::sleep(PATIENCE / 500);
            }
            done => return done,
        }
    }
}

/// Finds out before the first task whether the tables are there and can be written.
fn probe(connection: &Connection, speaks: bool) -> Result<(), LibraryFault> {
    for table in ["tasks", "speeches"].into_iter().take(if speaks { 2 } else { 1 }) {
        if let Err(error) = connection.prepare(&format!("SELECT id, stage, task_id, stage_data FROM {table}")) {
            return Err(LibraryFault::Damaged(error.to_string()));
        }
    }
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    Ok(())
}

/// The version that stands in the file's header, if there is a file; a new one may still be empty.
fn stored_version(path: &Path) -> Result<Option<i64>, LibraryFault> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| unwritable(path, &error))?,
    };
    let mut header = Vec::new();
    file.take(100).read_to_end(&mut header).map_err(|error| unwritable(path, &error))?;
    if header.is_empty() {
        // Where a ledger was open once, it is not empty by being new.
        let was_open = path.with_file_name(LOCK).exists();
        return if was_open { Err(LibraryFault::Damaged("it is empty".to_owned())) } else { Ok(None) };
    }
    let version = header.get(60..64).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    match version {
        Some(version) if header.starts_with(MAGIC) => Ok(Some(i32::from_be_bytes(version).into())),
        _ => Err(LibraryFault::Damaged("it is not a database".to_owned())),
    }
}

fn version_of(connection: &Connection) -> Result<i64, LibraryFault> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// `likeness.damaged-1.db`, or the first such name that is free.
pub(super) fn free_name(path: &Path, word: &str) -> PathBuf {
    let mut number = 1u64;
    loop {
        let name = path.with_file_name(format!("likeness.{word}-{number}.db"));
        if !name.exists() {
            return name;
        }
        number += 1;
    }
}

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Says to other programs that this library is open, so that they know whether a task can still be on its way.
fn lock(folder: &Path) -> Option<File> {
    let file = lock_file(folder).inspect_err(|error| tracing::warn!(%error, "the library cannot be locked")).ok()?;
    // Nobody locks others out for longer than it takes to read the tasks.
    match lock_patiently(|| file.try_lock_shared()) {
        Ok(()) => {}
        // Not locked, and not alone either: whoever finds the lock taken later on is told so.
        Err(TryLockError::WouldBlock) => tracing::warn!("another program keeps the library locked"),
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "the library cannot be locked");
            return None;
        }
    }
    Some(file)
}

/// Locks every other program out until the file is dropped; without a file where the file system has no locks.
///
/// # Errors
/// When another program has the library open, in words.
fn lock_others_out(folder: &Path) -> Result<Option<File>, String> {
    let Ok(file) = lock_file(folder) else { return Ok(None) };
    match lock_patiently(|| file.try_lock()) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err("another program has it open".to_owned()),
        Err(TryLockError::Error(error)) => {
            tracing::warn!(%error, "the library cannot be locked");
            Ok(None)
        }
    }
}

fn lock_file(folder: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).read(true).write(true).open(folder.join(LOCK))
}

/// Tries to lock, for a while if need be.
fn lock_patiently(lock: impl Fn() -> Result<(), TryLockError>) -> Result<(), TryLockError> {
    for _ in 1..50 {
        match lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(PATIENCE / 50),
            other => return other,
        }
    }
    lock()
}

pub(super) fn from_migration(error: rusqlite_migration::Error) -> LibraryFault {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => LibraryFault::Unwritable(other.to_string()),
    }
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> LibraryFault {
    LibraryFault::Unwritable(format!("{}: {error}", path.display()))
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
