//! Files that are replaced whole or set aside, never half written and never lost.
//!
//! Not what is in them. Everything here blocks.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

/// Renames a file so that a new one can take its place; says what it is called now.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let mut number = 1u64;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".damaged".to_owned() } else { format!(".damaged-{number}") });
        let aside = PathBuf::from(name);
        if !aside.exists() {
            return fs::rename(path, &aside).map(|()| aside);
        }
        number += 1;
    }
}

/// Puts these bytes in the place of a file, whole or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".unfinished-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    flush_names(folder)
}

/// Removes a file; none is as well.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => flush_names(path.parent().unwrap_or(Path::new("."))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Flushes a folder: a name is on the disk only when the folder is; not every system can flush a folder.
pub(super) fn flush_names(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
