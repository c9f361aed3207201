//! The turn to fetch a task's video: taken before the first byte, given back when the ledger has the video.
//!
//! Not the part file, which is where the video goes and not where the library is. Invariant: of all programs that have one
//! library open, only the one that holds the turn fetches that task's video, so that it is kept once.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use crate::domain::{DownloadFault, SubmissionId};

/// A turn. Dropping it gives it back; so does a kill.
#[derive(Debug)]
pub struct Turn {
    path: PathBuf,
    /// Locked; `None` where files cannot be locked, and then nothing else is lost.
    file: Option<File>,
}

impl Turn {
    /// Takes the turn for a task of the library in this folder. Blocking work, but it waits for nobody.
    ///
    /// # Errors
    /// `Elsewhere` when another program has it.
    pub fn take(library: &Path, id: SubmissionId) -> Result<Self, DownloadFault> {
        let folder = library.join("fetching");
        let path = folder.join(format!("{id}.lock"));
        let opened = fs::create_dir_all(&folder)
            .and_then(|()| File::options().write(true).create(true).truncate(false).open(&path));
        let file = match opened {
            Ok(file) => file,
            Err(error) => {
                tracing::warn!(%error, "no turn can be taken for a download");
                return Ok(Self { path, file: None });
            }
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { path, file: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(DownloadFault::Elsewhere),
            Err(TryLockError::Error(_)) => Ok(Self { path, file: None }),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.file.is_some() {
            // Whoever opened it meanwhile and locks it next asks the ledger first, and finds the video there. If it stays,
            // the next turn takes it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_the_turn_until_it_is_given_back() {
        let library = tempfile::tempdir().expect("a folder");
        let (one, two) = (SubmissionId(1), SubmissionId(2));
        let turn = Turn::take(library.path(), one).expect("the first");
        assert_eq!(Turn::take(library.path(), one).map(|_| ()), Err(DownloadFault::Elsewhere));
        assert!(Turn::take(library.path(), two).is_ok(), "another task's");
        drop(turn);
        let turn = Turn::take(library.path(), one).expect("the next");
        drop(turn);
        let left = fs::read_dir(library.path().join("fetching")).expect("a folder").count();
        assert_eq!(left, 0, "nothing stays behind");
        // What a kill leaves is in nobody's way.
        fs::write(library.path().join("fetching").join(format!("{one}.lock")), "").expect("written");
        assert!(Turn::take(library.path(), one).is_ok());
    }

    #[test]
    fn where_no_turn_can_be_taken_the_download_goes_on() {
        let library = tempfile::tempdir().expect("a folder");
        fs::write(library.path().join("fetching"), "in the way").expect("written");
        assert!(Turn::take(library.path(), SubmissionId(1)).is_ok_and(|turn| turn.file.is_none()));
    }
}
