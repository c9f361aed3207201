//! Putting a whole ledger in the place of a damaged one.
//!
//! Not the reading of what is damaged (`salvage`). Invariants: the damaged file is set aside whole, and not before all that
//! could be read is in a new one on the disk, so that a kill at any moment loses nothing; nothing that comes out of here
//! is sent by itself, since what was read may be older than what was done.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::ErrorKind,
    path::Path,
};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{
    LibraryFault, backups,
    file::{free_name, from_migration, unwritable, with_ending},
    ledger, salvage, speeches,
};
use crate::domain::{Lost, Speech, Stage, SubmissionId, Task, Warning};
use crate::services::files;

/// Where the work is done; nothing in it is needed after a kill.
const BENCH: &str = "recovering";
/// The new ledger when it is done, until it takes the place of the damaged one.
const DONE: &str = "likeness.recovered.db";

/// Sets a damaged ledger aside and puts a new one in its place, with every task that can still be read in it or in a
/// copy. Nobody else may have the library open meanwhile.
///
/// # Errors
/// `Unwritable`; then the damaged one is still where it was, unless the very last step failed, which `finish` takes up.
pub(super) fn recover(path: &Path, steps: &[M<'_>], why: String) -> Result<Warning, LibraryFault> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let bench = folder.join(BENCH);
    let here = |error: std::io::Error| unwritable(&bench, &error);
    remove_all(&bench).and_then(|()| fs::create_dir(&bench)).map_err(here)?;
    let gathered = gather(path, steps, &bench)?;
    let made = bench.join("new.db");
    let recovered = write(&made, steps, &gathered.tasks, &gathered.speeches)?;
    let done = folder.join(DONE);
    fs::rename(&made, &done).and_then(|()| files::flush_names(folder)).map_err(here)?;
    let aside = free_name(path, "damaged");
    put_in_place(path, &done, &aside)?;
    if let Err(error) = remove_all(&bench) {
        tracing::warn!(%error, "what the library was recovered with could not be removed");
    }
    let lost = gathered.known.saturating_sub(recovered);
    tracing::error!(why, aside = %aside.display(), recovered, lost, "the library is damaged and was set aside");
    Ok(Warning::LibrarySetAside { why, aside, recovered, lost })
}

/// Whether a recovery was cut off in its last step.
pub(super) fn is_unfinished(path: &Path) -> bool {
    path.with_file_name(DONE).exists() && !path.exists()
}

/// Ends a recovery that was cut off in its last step: the damaged ledger is set aside and the new one not yet in its place.
///
/// # Errors
/// `Unwritable`.
pub(super) fn finish(path: &Path) -> Result<Option<Warning>, LibraryFault> {
    if !is_unfinished(path) {
        return Ok(None);
    }
    let done = path.with_file_name(DONE);
    let recovered: i64 = Connection::open(&done)?.query_row("SELECT count(*) FROM tasks", [], |row| row.get(0))?;
    let recovered = usize::try_from(recovered).unwrap_or_default();
    // What belongs to the ledger that was set aside goes where that is.
    let mut aside = free_name(path, "damaged");
    for number in 1u64.. {
        let next = path.with_file_name(format!("likeness.damaged-{number}.db"));
        if !next.exists() {
            break;
        }
        aside = next;
    }
    put_in_place(path, &done, &aside)?;
    let why = "it was being recovered when the program ended".to_owned();
    Ok(Some(Warning::LibrarySetAside { why, aside, recovered, lost: 0 }))
}

/// What was found in all places together.
struct Gathered {
    tasks: Vec<Task>,
    speeches: Vec<Speech>,
    /// How many tasks there are at least, whether or not they could be read.
    known: usize,
}

/// Reads the damaged ledger and every copy of it. The damaged one is newer than they are.
fn gather(path: &Path, steps: &[M<'_>], bench: &Path) -> Result<Gathered, LibraryFault> {
    let fresh = bench.join("fresh.db");
    write(&fresh, steps, &[], &[])?;
    salvage::condense(&fresh)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let (mut tasks, mut known, mut rows) = (Vec::<Task>::new(), BTreeSet::<SubmissionId>::new(), 0);
    let (mut taken, mut speeches) = (BTreeSet::new(), Vec::<Speech>::new());
    for source in std::iter::once(path.to_owned()).chain(backups::all(folder)) {
        let copy = bench.join("copy.db");
        for ending in ["-journal", "-wal", ""] {
            copy_if_there(&with_ending(&source, ending), &with_ending(&copy, ending))?;
        }
        let found = salvage::read(&copy, &fresh, steps)?;
        for ending in ["-wal", "-shm", "-journal", ""] {
            let part = with_ending(&copy, ending);
            files::remove(&part).map_err(|error| unwritable(&part, &error))?;
        }
        rows = rows.max(found.rows);
        known.extend(found.known);
        tasks.extend(found.tasks.into_iter().filter(|task| taken.insert(task.id)).map(unsent));
        speeches.extend(found.speeches.into_iter().filter(|speech| taken.insert(speech.id)).map(unspoken));
    }
    tasks.sort_by_key(|task| (task.created_at, task.id));
    speeches.sort_by_key(|speech| (speech.created_at, speech.id));
    Ok(Gathered { known: known.len().max(rows), tasks, speeches })
}

/// What was waiting, or on its way, when this was written may have been sent or taken back since: it is looked for.
fn unsent(mut task: Task) -> Task {
    if matches!(task.stage, Stage::Waiting(_) | Stage::Sending(..)) {
        task.stage = Stage::Unknown(Lost::Interrupted);
    }
    task
}

/// What was on its way to be spoken when this was written may be billed: it is not sent by itself.
fn unspoken(mut speech: Speech) -> Speech {
    speeches::interrupted(&mut speech);
    speech
}

/// Writes a new ledger with these tasks and spoken texts and flushes it. Says how many tasks there was a place for.
fn write(to: &Path, steps: &[M<'_>], tasks: &[Task], speeches: &[Speech]) -> Result<usize, LibraryFault> {
    let mut connection = Connection::open(to)?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON")?;
    Migrations::from_slice(steps).to_latest(&mut connection).map_err(from_migration)?;
    let transaction = connection.transaction()?;
    let mut written = 0;
    for task in tasks {
        match ledger::insert(&transaction, task) {
            Ok(()) => written += 1,
            Err(LibraryFault::AlreadyThere) => tracing::warn!(id = %task.id, "two tasks have its own id"),
            Err(fault) => return Err(fault),
        }
    }
    for speech in speeches {
        match speeches::insert(&transaction, speech) {
            Ok(()) => {}
            Err(LibraryFault::AlreadyThere) => tracing::warn!(id = %speech.id, "the same words are on their way twice"),
            Err(fault) => return Err(fault),
        }
    }
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)?;
    let flushed = File::options().read(true).write(true).open(to).and_then(|file| file.sync_all());
    flushed.map_err(|error| unwritable(to, &error))?;
    Ok(written)
}

/// Moves the damaged ledger and what belongs to it out of the way, and the new one into its place. The ledger goes first:
/// where it is missing, `finish` knows that the rest is still to be done.
fn put_in_place(path: &Path, done: &Path, aside: &Path) -> Result<(), LibraryFault> {
    for ending in ["", "-journal", "-wal", "-shm"] {
        let (from, to) = (with_ending(path, ending), with_ending(aside, ending));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(&from, &error)),
            _ => {}
        }
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let placed = files::flush_names(folder).and_then(|()| fs::rename(done, path));
    placed.and_then(|()| files::flush_names(folder)).map_err(|error| unwritable(path, &error))
}

fn copy_if_there(from: &Path, to: &Path) -> Result<(), LibraryFault> {
    match fs::copy(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritable(from, &error)),
        _ => Ok(()),
    }
}

fn remove_all(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
