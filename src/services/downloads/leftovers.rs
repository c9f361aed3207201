//! What kills and changes of the folder leave behind: halves of posters, turns that nobody has, parts in the old folder.
//!
//! Invariant: only files with names that this program makes are touched; what somebody is writing is left alone.

use std::{
    fs::{self, File},
    io::{ErrorKind, Result},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::part::{name_of, stamp_of};
use crate::domain::SubmissionId;

/// Removes the halves of posters and the turns that kills left in the library, once they are this old. Blocking work.
///
/// # Errors
/// When a folder is there and cannot be read. What cannot be removed stays.
pub fn sweep(library: &Path, older_than: Duration) -> Result<()> {
    for path in old_files(&library.join("posters"), older_than)? {
        if is_half(&path) {
            remove(&path);
        }
    }
    for path in old_files(&library.join("fetching"), older_than)? {
        let free = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if free && path.extension().is_some_and(|ending| ending == "lock") {
            remove(&path);
        }
    }
    Ok(())
}

/// Whether it has the name of a temporary file: `.tmp` and six letters or digits.
fn is_half(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let rest = name.strip_prefix(".tmp").unwrap_or_default();
    rest.len() == 6 && rest.chars().all(|letter| letter.is_ascii_alphanumeric())
}

fn remove(path: &Path) {
    if let Err(error) = fs::remove_file(path) {
        tracing::warn!(%error, "what a kill left could not be removed");
    }
}

/// The files of a folder that were last changed so long ago; none where there is no such folder.
fn old_files(folder: &Path, older_than: Duration) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(vec![]),
        entries => entries?,
    };
    let now = SystemTime::now();
    let is_old = |metadata: &fs::Metadata| {
        let age = metadata.modified().ok().and_then(|changed| now.duration_since(changed).ok());
        metadata.is_file() && age.is_some_and(|age| age >= older_than)
    };
    let found = entries.filter_map(|entry| {
        let entry = entry.ok()?;
        entry.metadata().ok().filter(is_old).map(|_| entry.path())
    });
    Ok(found.collect())
}

/// Takes the parts of these tasks' videos along from one folder to another, where the downloads go on with them. Between
/// two disks they are removed instead: they cost nothing but the time to fetch them. Blocking work.
pub fn take_along(from: &Path, to: &Path, tasks: &[SubmissionId]) {
    for id in tasks {
        let (old, new) = (from.join(name_of(*id)), to.join(name_of(*id)));
        // Whoever writes to it goes on with it where it is.
        let free = File::open(&old).is_ok_and(|file| file.try_lock().is_ok());
        if !free || new.exists() {
            continue;
        }
        let moved = fs::create_dir_all(to)
            .and_then(|()| fs::rename(&old, &new))
            .and_then(|()| fs::rename(stamp_of(&old), stamp_of(&new)));
        match moved {
            Err(error) if error.kind() == ErrorKind::CrossesDevices => {
                remove(&old);
                remove(&stamp_of(&old));
            }
            Err(error) => tracing::warn!(%error, "a part was not taken along"),
            Ok(()) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("readable").file_name().into_string().expect("plain")).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_ours_and_old_is_swept() {
        let library = tempfile::tempdir().expect("a folder");
        assert!(sweep(library.path(), Duration::ZERO).is_ok(), "nothing is there yet");
        let (posters, turns) = (library.path().join("posters"), library.path().join("fetching"));
        fs::create_dir(&posters).expect("a folder");
        fs::create_dir(&turns).expect("a folder");
        let names = [".tmpaB3dE9", ".tmpaB3dE90", ".tmp-aB3d", ".tmpold", "01234567.png", "tmpaB3dE9"];
        for name in names {
            fs::write(posters.join(name), "half").expect("written");
        }
        fs::create_dir(posters.join(".tmpfolder")).expect("a folder");
        for name in ["a.lock", "b.lock", "c.txt"] {
            fs::write(turns.join(name), "").expect("written");
        }
        let held = File::open(turns.join("b.lock")).expect("opens");
        held.lock().expect("locks");
        sweep(library.path(), Duration::from_secs(3600)).expect("sweeps");
        assert_eq!((files(&posters).len(), files(&turns).len()), (7, 3), "none is old");
        sweep(library.path(), Duration::ZERO).expect("sweeps");
        assert_eq!(files(&posters), [".tmp-aB3d", ".tmpaB3dE90", ".tmpfolder", ".tmpold", "01234567.png", "tmpaB3dE9"]);
        assert_eq!(files(&turns), ["b.lock", "c.txt"]);
    }

    #[test]
    fn parts_go_along_to_the_new_folder_unless_somebody_writes_to_them() {
        let home = tempfile::tempdir().expect("a folder");
        let (from, to) = (home.path().join("old"), home.path().join("new"));
        fs::create_dir(&from).expect("a folder");
        let ids = [1, 2, 3].map(SubmissionId);
        for id in ids {
            fs::write(from.join(name_of(id)), id.to_string()).expect("written");
            fs::write(stamp_of(&from.join(name_of(id))), "{}").expect("written");
        }
        fs::write(from.join("mine.part"), "mine").expect("written");
        let held = File::open(from.join(name_of(ids[1]))).expect("opens");
        held.lock().expect("locks");
        take_along(&from, &to, &ids[..2]);
        assert_eq!(files(&to), [name_of(ids[0]), format!("{}.json", name_of(ids[0]))]);
        assert_eq!(fs::read_to_string(to.join(name_of(ids[0]))).expect("there"), ids[0].to_string());
        assert_eq!(files(&from).len(), 5, "that of a task not named, the one that is written to, and a stranger's");
        // What is there already is not replaced.
        fs::write(from.join(name_of(ids[0])), "other").expect("written");
        take_along(&from, &to, &ids[..1]);
        assert_eq!(fs::read_to_string(to.join(name_of(ids[0]))).expect("there"), ids[0].to_string());
    }
}
