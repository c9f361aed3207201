//! The part file: what has come of a video so far, beside its place.
//!
//! Not the video. Invariant: its length on the disk is what `length` says, and only one download writes to it.

use std::{
    fs::TryLockError,
    io::{Error, SeekFrom},
    path::{Path, PathBuf},
};

use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt},
};

use crate::domain::DownloadFault;

/// How much of the end of a part is compared before it is gone on with.
const COMPARED: u64 = 65_536;

/// The system's words for a fault of this computer.
pub(super) fn disk(error: impl Into<Error>) -> DownloadFault {
    DownloadFault::Disk(error.into().to_string())
}

/// An open part file.
pub(super) struct Part {
    path: PathBuf,
    file: Option<File>,
    length: u64,
}

impl Part {
    /// Opens the part of a target, or makes it, and the folder it is in.
    ///
    /// # Errors
    /// `Disk`, when this computer does not allow it or another download writes to it.
    pub(super) async fn open(target: &Path) -> Result<Self, DownloadFault> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let path = target.with_file_name(name);
        let opened = tokio::task::spawn_blocking({
            let path = path.clone();
            move || open(&path)
        });
        let (file, length) = opened.await.map_err(disk)??;
        Ok(Self { path, file: Some(File::from_std(file)), length })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes in it.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    fn file(&mut self) -> Result<&mut File, DownloadFault> {
        self.file.as_mut().ok_or_else(|| DownloadFault::Disk("the part is closed".into()))
    }

    /// Its last bytes, for comparing. The next write goes on behind them.
    pub(super) async fn end(&mut self) -> Result<Vec<u8>, DownloadFault> {
        let (length, mut end) = (self.length, Vec::new());
        let file = self.file()?;
        file.seek(SeekFrom::Start(length - length.min(COMPARED))).await.map_err(disk)?;
        file.take(COMPARED).read_to_end(&mut end).await.map_err(disk)?;
        file.seek(SeekFrom::Start(length)).await.map_err(disk)?;
        Ok(end)
    }

    /// Keeps the first bytes; the next write goes on behind them.
    pub(super) async fn cut_to(&mut self, length: u64) -> Result<(), DownloadFault> {
        self.length = length;
        let file = self.file()?;
        file.set_len(length).await.map_err(disk)?;
        file.seek(SeekFrom::Start(length)).await.map(|_| ()).map_err(disk)
    }

    /// Adds bytes at the end.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), DownloadFault> {
        self.file()?.write_all(bytes).await.map_err(disk)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Writes everything through to the disk and lets the file go; its length.
    pub(super) async fn close(&mut self) -> Result<u64, DownloadFault> {
        let Some(mut file) = self.file.take() else { return Ok(self.length) };
        file.flush().await.map_err(disk)?;
        file.sync_all().await.map_err(disk)?;
        Ok(self.length)
    }

    /// Removes it. When that fails the next try starts it again.
    pub(super) async fn remove(&mut self) {
        self.file = None;
        if let Err(error) = tokio::fs::remove_file(&self.path).await {
            tracing::warn!(%error, "a useless part could not be removed");
        }
    }
}

fn open(path: &Path) -> Result<(std::fs::File, u64), DownloadFault> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(disk)?;
    }
    let file = std::fs::File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(disk)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Err(DownloadFault::Disk("another download is writing there".into())),
        // Where files cannot be locked, nothing else is lost.
        Err(TryLockError::Error(_)) | Ok(()) => {}
    }
    let length = file.metadata().map_err(disk)?.len();
    Ok((file, length))
}
