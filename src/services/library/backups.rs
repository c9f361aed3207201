//! Copies of the ledger beside it: one before its form is changed, and one a day.
//!
//! Not the reading of them (`recovery`). Invariant: a copy gets its name only when it is whole and on the disk, and none
//! takes the place of one with more in it, since no task and no spoken text is ever removed.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use rusqlite::{Connection, OpenFlags, params};
use tempfile::TempPath;

use super::{
    LibraryFault,
    file::{NAME, free_name, unwritable},
};
use crate::services::files;

/// The daily copy.
const DAILY: &str = "likeness.backup.db";
/// How old it may get.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// How many copies from before a change of form are kept.
const KEPT: usize = 3;

/// Copies the whole database beside itself before it is changed from this version; the oldest of such copies go.
pub(super) fn before_migration(connection: &Connection, path: &Path, version: i64) -> Result<(), LibraryFault> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut unfinished = copy(connection, folder)?;
    // Another program that starts at the same moment may make a copy too.
    let name = loop {
        let name = free_name(path, &format!("before-{}", version + 1));
        match unfinished.persist_noclobber(&name) {
            Ok(()) => break name,
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => unfinished = taken.path,
            Err(failed) => return Err(unwritable(&name, &failed.error)),
        }
    };
    flush_names(&name)?;
    tracing::info!(copy = %name.display(), "the library was copied before its form is changed");
    for old in newest_first(folder, "likeness.before-").iter().skip(KEPT) {
        if let Err(error) = fs::remove_file(old) {
            tracing::warn!(%error, copy = %old.display(), "an old copy of the library could not be removed");
        }
    }
    Ok(())
}

/// Makes the daily copy of a folder's ledger, unless the last one is less than a day old. The ledger may be open.
///
/// # Errors
/// When the copy could not be made; the last one is still there then.
pub(super) fn daily(folder: &Path) -> Result<(), LibraryFault> {
    let last = folder.join(DAILY);
    let made = fs::metadata(&last).and_then(|last| last.modified()).ok();
    let age = made.and_then(|made| SystemTime::now().duration_since(made).ok());
    if age.is_some_and(|age| age < DAY) {
        return Ok(());
    }
    let connection = read_only(&folder.join(NAME))?;
    let unfinished = copy(&connection, folder)?;
    if made.is_some() && count(&last).unwrap_or_default() > count(&unfinished)? {
        let kept = free_name(&last, "backup");
        fs::rename(&last, &kept).map_err(|error| unwritable(&kept, &error))?;
    }
    unfinished.persist(&last).map_err(|failed| unwritable(&last, &failed.error))?;
    flush_names(&last)
}

/// Every copy of a folder's ledger, the newest first.
pub(super) fn all(folder: &Path) -> Vec<PathBuf> {
    let (daily, before) = (newest_first(folder, "likeness.backup"), newest_first(folder, "likeness.before-"));
    let mut copies: Vec<_> = daily.into_iter().chain(before).collect();
    copies.sort_by_key(|copy| std::cmp::Reverse(modified(copy)));
    copies
}

fn newest_first(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_copy = |path: &PathBuf| {
        let named = path.file_name().and_then(OsStr::to_str).is_some_and(|name| name.starts_with(beginning));
        named && path.extension() == Some(OsStr::new("db"))
    };
    let mut copies: Vec<_> = entries.filter(is_copy).collect();
    copies.sort_by_key(|copy| std::cmp::Reverse((modified(copy), copy.clone())));
    copies
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|copy| copy.modified()).ok()
}

/// Copies a database to a new file of a folder and flushes it. Unless it gets a name, it goes away.
fn copy(connection: &Connection, folder: &Path) -> Result<TempPath, LibraryFault> {
    let made = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder);
    let to = made.map_err(|error| unwritable(folder, &error))?.into_temp_path();
    // As bytes, since a folder's name need not be Unicode.
    connection.execute("VACUUM INTO CAST(?1 AS TEXT)", params![to.as_os_str().as_encoded_bytes()])?;
    let file = File::options().read(true).write(true).open(&to);
    file.and_then(|file| file.sync_all()).map_err(|error| unwritable(&to, &error))?;
    Ok(to)
}

/// How many tasks and spoken texts there are; older copies have no place for the latter.
fn count(path: &Path) -> Result<i64, LibraryFault> {
    let connection = read_only(path)?;
    let rows = |table: &str| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    let speeches: i64 = if connection.table_exists(None, "speeches")? { rows("speeches")? } else { 0 };
    Ok(rows("tasks")? + speeches)
}

fn read_only(path: &Path) -> Result<Connection, LibraryFault> {
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

fn flush_names(path: &Path) -> Result<(), LibraryFault> {
    files::flush_names(path.parent().unwrap_or(Path::new("."))).map_err(|error| unwritable(path, &error))
}

#[cfg(test)]
#[path = "backups_tests.rs"]
mod tests;
