//! Opening the ledger's file: its version, its health, its backup before it is changed to a newer form.
//!
//! Not what is in it. Invariants: a file of a newer version is not touched; a damaged file is never deleted or
//! overwritten; an existing file is not migrated before a copy of it is on the disk.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior, params};
use rusqlite_migration::{M, Migrations};

use super::{LibraryFault, ledger::Ledger};
use crate::domain::Warning;

const NAME: &str = "likeness.db";
const MAGIC: &[u8] = b"SQLite format 3\0";
const STEPS: &[M<'_>] = &[M::up(include_str!("schema-1.sql")), M::up(include_str!("schema-2.sql"))];
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
    let connection = match connect(&path, steps) {
        Err(LibraryFault::Damaged(why)) => {
            let aside = set_aside(&path)?;
            tracing::error!(%why, aside = %aside.display(), "the library is damaged and was set aside");
            warnings.push(Warning::LibrarySetAside(why, aside));
            connect(&path, steps)
        }
        other => other,
    }?;
    Ok((Ledger::new(connection, lock(folder)), warnings))
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
        _ if 0 < found && found < known => back_up(&connection, path, found)?,
        _ => {}
    }
    // Where the file system has no shared memory SQLite answers with another mode, which is slower and as safe.
    let mode: String = patiently(|| connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)))?;
    tracing::debug!(mode, version = found, "the library is open");
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
        // So that the version stands in the file itself, where an older program looks for it.
        patiently(|| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
    }
    probe(&connection)?;
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

/// Finds out before the first task whether the table is there and can be written.
fn probe(connection: &Connection) -> Result<(), LibraryFault> {
    if let Err(error) = connection.prepare("SELECT id, stage, task_id, stage_data FROM tasks") {
        return Err(LibraryFault::Damaged(error.to_string()));
    }
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    Ok(())
}

/// The version that stands in the file's header, if there is a file with anything in it.
fn stored_version(path: &Path) -> Result<Option<i64>, LibraryFault> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| unwritable(path, &error))?,
    };
    let mut header = Vec::new();
    file.take(100).read_to_end(&mut header).map_err(|error| unwritable(path, &error))?;
    if header.is_empty() {
        return Ok(None);
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

/// Copies the whole database beside itself.
fn back_up(connection: &Connection, path: &Path, version: i64) -> Result<(), LibraryFault> {
    let copy = claimed_name(path, &format!("before-{}", version + 1))?;
    // As bytes, since a folder's name need not be Unicode.
    let copied = connection.execute("VACUUM INTO CAST(?1 AS TEXT)", params![copy.as_os_str().as_encoded_bytes()]);
    if let Err(error) = copied {
        // Half a copy must not pass for one. If it stays, its name tells at least that it is a copy.
        let _ = fs::remove_file(&copy);
        return Err(error.into());
    }
    tracing::info!(copy = %copy.display(), "the library was copied before its form is changed");
    Ok(())
}

/// Moves the database and what belongs to it out of the way.
fn set_aside(path: &Path) -> Result<PathBuf, LibraryFault> {
    let aside = free_name(path, "damaged");
    for ending in ["-wal", "-shm", ""] {
        let (from, to) = (with_ending(path, ending), with_ending(&aside, ending));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(&from, &error)),
            _ => {}
        }
    }
    Ok(aside)
}

/// A free name with an empty file at it, so that no other program that starts at the same moment takes it too.
fn claimed_name(path: &Path, word: &str) -> Result<PathBuf, LibraryFault> {
    loop {
        let name = free_name(path, word);
        match File::create_new(&name) {
            Ok(_) => return Ok(name),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unwritable(&name, &error)),
        }
    }
}

/// `likeness.damaged-1.db`, or the first such name that is free.
fn free_name(path: &Path, word: &str) -> PathBuf {
    let mut number = 1u64;
    loop {
        let name = path.with_file_name(format!("likeness.{word}-{number}.db"));
        if !name.exists() {
            return name;
        }
        number += 1;
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Says to other programs that this library is open, so that they know whether a task can still be on its way.
fn lock(folder: &Path) -> Option<File> {
    let file = File::options().create(true).truncate(false).read(true).write(true).open(folder.join("likeness.lock"));
    let file = file.inspect_err(|error| tracing::warn!(%error, "the library cannot be locked")).ok()?;
    // Nobody locks others out for longer than it takes to read the tasks.
    for _ in 0..50 {
        match file.try_lock_shared() {
            Ok(()) => return Some(file),
            Err(fs::TryLockError::WouldBlock) => thread::sleep(PATIENCE / 50),
            Err(fs::TryLockError::Error(error)) => {
                tracing::warn!(%error, "the library cannot be locked");
                return None;
            }
        }
    }
    // Not locked, and not alone either: whoever finds the lock taken later on is told so.
    tracing::warn!("another program keeps the library locked");
    Some(file)
}

fn from_migration(error: rusqlite_migration::Error) -> LibraryFault {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => LibraryFault::Unwritable(other.to_string()),
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> LibraryFault {
    LibraryFault::Unwritable(format!("{}: {error}", path.display()))
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
