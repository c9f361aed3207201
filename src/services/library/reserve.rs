//! Room on the disk that is kept for the answer to a paid request: a file that is given up when the disk is full.
//!
//! Not a promise: some file systems give nothing back at once. What cannot be written all the same is kept in memory and
//! tried again by whoever asked.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

const NAME: &str = "likeness.reserve";
/// In bytes: a few hundred answers.
const SIZE: usize = 512 * 1024;

/// Makes the file, unless it is there. Without room for it everything works as before, until the disk is full.
pub(super) fn lay(folder: &Path) {
    let path = folder.join(NAME);
    if fs::metadata(&path).is_ok_and(|file| file.len() >= SIZE as u64) {
        return;
    }
    let laid = File::create(&path).and_then(|mut file| {
        file.write_all(&[0x5a; SIZE])?;
        file.sync_all()
    });
    if let Err(error) = laid {
        tracing::warn!(%error, "no room can be kept for answers");
        give_up(folder).ok();
    }
}

/// Gives the room back.
///
/// # Errors
/// When there is none.
pub(super) fn give_up(folder: &Path) -> io::Result<()> {
    fs::remove_file(folder.join(NAME)).inspect(|()| tracing::warn!("the room that was kept for answers is given up"))
}
