//! The part file: what has come of a video so far, beside its place, and the stamp that says of which content it is a part.
//!
//! Not the video. Invariants: its length on the disk is what `length` says; only one download writes to it; its stamp never
//! belongs to other bytes than those in it; and neither file holds an address.

use std::{
    fs::TryLockError,
    io::{Error, ErrorKind, SeekFrom},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
};

use crate::domain::{DownloadFault, SubmissionId};

/// How much of the end of a part is compared before it is gone on with.
const COMPARED: u64 = 65_536;

/// What to do about an error of the system with this file.
pub(super) fn disk(error: impl Into<Error>, file: &Path) -> DownloadFault {
    let error = error.into();
    let folder = || file.parent().unwrap_or(file).to_owned();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => DownloadFault::Full(folder()),
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists => DownloadFault::NotWritable(folder()),
        _ => DownloadFault::Disk(error.to_string()),
    }
}

/// What tells one content from another at the same address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// A strong entity tag, or the time of the last change, as the server said it.
    pub(super) validator: Option<String>,
    /// The length of the whole in bytes.
    pub(super) total: Option<u64>,
}

/// An open part file.
pub(super) struct Part {
    path: PathBuf,
    file: Option<File>,
    length: u64,
    stamp: Stamp,
}

impl Part {
    /// Opens the part of a task's video that goes to `target`, or makes it, and the folder it is in. It is named by the
    /// task, so that a new title still finds it and another task never does.
    ///
    /// # Errors
    /// `Full`, `NotWritable` or `Disk` when this computer does not allow it; `Elsewhere` when another download writes to it.
    pub(super) async fn open(target: &Path, id: SubmissionId) -> Result<Self, DownloadFault> {
        let path = target.with_file_name(name_of(id));
        let opened = tokio::task::spawn_blocking({
            let path = path.clone();
            move || open(&path)
        });
        let (file, length, stamp) = opened.await.map_err(|error| disk(error, &path))??;
        Ok(Self { path, file: Some(File::from_std(file)), length, stamp })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes in it.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Of which content it is a part.
    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Whether a later try can go on with it.
    pub(super) fn is_of_use(&self) -> bool {
        self.length > 0 && self.stamp.validator.is_some()
    }

    fn file(&mut self) -> Result<&mut File, DownloadFault> {
        self.file.as_mut().ok_or_else(|| DownloadFault::Disk("the part is closed".into()))
    }

    /// Its last bytes, for comparing. The next write goes on behind them.
    pub(super) async fn end(&mut self) -> Result<Vec<u8>, DownloadFault> {
        let (length, path, mut end) = (self.length, self.path.clone(), Vec::new());
        let file = self.file()?;
        let fault = |error| disk(error, &path);
        file.seek(SeekFrom::Start(length - length.min(COMPARED))).await.map_err(fault)?;
        file.take(COMPARED).read_to_end(&mut end).await.map_err(fault)?;
        file.seek(SeekFrom::Start(length)).await.map_err(fault)?;
        Ok(end)
    }

    /// Empties it for the content of this stamp. The old bytes are gone from the disk before the new stamp is there: a kill
    /// in between leaves nothing that could be taken for the start of the other content.
    pub(super) async fn begin(&mut self, stamp: Stamp) -> Result<(), DownloadFault> {
        let path = self.path.clone();
        let fault = |error| disk(error, &path);
        if self.length > 0 {
            let file = self.file()?;
            file.set_len(0).await.map_err(fault)?;
            file.seek(SeekFrom::Start(0)).await.map_err(fault)?;
            file.sync_all().await.map_err(fault)?;
        }
        (self.length, self.stamp) = (0, stamp);
        let text = serde_json::to_vec(&self.stamp).map_err(|error| disk(error, &path))?;
        tokio::fs::write(stamp_of(&path), text).await.map_err(fault)
    }

    /// Adds bytes at the end.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), DownloadFault> {
        let written = self.file()?.write_all(bytes).await;
        written.map_err(|error| disk(error, &self.path))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Writes everything through to the disk and lets the file go; its length.
    pub(super) async fn close(&mut self) -> Result<u64, DownloadFault> {
        let Some(mut file) = self.file.take() else { return Ok(self.length) };
        file.flush().await.map_err(|error| disk(error, &self.path))?;
        file.sync_all().await.map_err(|error| disk(error, &self.path))?;
        Ok(self.length)
    }

    /// Removes it and its stamp, whichever are there. When that fails the next try starts it again.
    pub(super) async fn remove(&mut self) {
        self.file = None;
        for path in [self.path.clone(), stamp_of(&self.path)] {
            match tokio::fs::remove_file(&path).await {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    tracing::warn!(%error, "a useless part could not be removed");
                }
                _ => {}
            }
        }
    }
}

/// What the part of a task's video is called.
pub(super) fn name_of(id: SubmissionId) -> String {
    format!("Likeness {id}.part")
}

/// Where the stamp of a part is.
pub(super) fn stamp_of(part: &Path) -> PathBuf {
    part.with_extension("part.json")
}

fn open(path: &Path) -> Result<(std::fs::File, u64, Stamp), DownloadFault> {
    let fault = |error| disk(error, path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    let file = std::fs::File::options().read(true).write(true).create(true).truncate(false).open(path);
    let file = file.map_err(fault)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(DownloadFault::Elsewhere),
        // Where files cannot be locked, nothing else is lost.
        Err(TryLockError::Error(_)) | Ok(()) => {}
    }
    let length = file.metadata().map_err(fault)?.len();
    // A stamp that is missing or torn makes the part useless, and no more than that.
    let stamp = std::fs::read(stamp_of(path)).ok().and_then(|text| serde_json::from_slice(&text).ok());
    Ok((file, length, stamp.unwrap_or_default()))
}
