//! The key in a file, for computers without a keychain, where the person chose that.
//!
//! Not encrypted: every program that runs as the person can read it. On Unix nobody else can, from the moment it is made;
//! on Windows it is as closed as the person's profile, which the system closes to other people. Invariant: a file that
//! others could have read or written is not used.

use std::{
    fs::{self, File, Metadata},
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::KeyStore;
use crate::domain::{ApiKey, KeyFault, KeyFileFault};
use crate::services::files;

/// The most bytes that are read: a key has at most 512.
const MOST: u64 = 4096;

/// A file that holds nothing but the key.
#[derive(Clone, Debug)]
pub struct KeyFile(PathBuf);

impl KeyFile {
    /// Touches nothing yet.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    fn fault(&self, fault: KeyFileFault) -> KeyFault {
        KeyFault::File(self.0.clone(), fault)
    }

    fn words(&self, error: &std::io::Error) -> KeyFault {
        self.fault(KeyFileFault::Other(error.to_string()))
    }
}

impl KeyStore for KeyFile {
    fn get(&self) -> Result<Option<ApiKey>, KeyFault> {
        // What the name stands for, not what it may lead to.
        let named = match fs::symlink_metadata(&self.0) {
            Ok(named) => named,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(self.words(&error)),
        };
        refuse(&named).map_err(|fault| self.fault(fault))?;
        let text = read(&self.0, &named).map_err(|error| self.words(&error))?;
        let text = text.ok_or_else(|| self.fault(KeyFileFault::NotPlain))?;
        let key = std::str::from_utf8(&text).ok().and_then(ApiKey::read);
        key.map(Some).ok_or_else(|| self.fault(KeyFileFault::NotAKey))
    }

    fn set(&self, key: &ApiKey) -> Result<(), KeyFault> {
        let line = Zeroizing::new([key.reveal().as_bytes(), b"\n"].concat());
        // A new file, closed to others from its first moment, takes the place of whatever has the name.
        files::replace(&self.0, &line).map_err(|error| self.words(&error))
    }

    fn remove(&self) -> Result<(), KeyFault> {
        files::remove(&self.0).map_err(|error| self.words(&error))
    }
}

/// Whether a file may not be used, and why.
fn refuse(named: &Metadata) -> Result<(), KeyFileFault> {
    if !named.is_file() {
        return Err(KeyFileFault::NotPlain);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if named.uid() != rustix::process::geteuid().as_raw() {
            return Err(KeyFileFault::NotOurs);
        }
        if named.mode() & 0o077 != 0 {
            return Err(KeyFileFault::Open);
        }
    }
    if named.len() > MOST { Err(KeyFileFault::TooLarge) } else { Ok(()) }
}

/// What it holds; nothing when another file has the name meanwhile.
fn read(path: &Path, named: &Metadata) -> std::io::Result<Option<Zeroizing<Vec<u8>>>> {
    let file = File::open(path)?;
    if !is_same(named, &file.metadata()?) {
        return Ok(None);
    }
    // With room from the start, so that no part of the key is left behind where the text grew.
    let mut text = Zeroizing::new(Vec::with_capacity(MOST as usize + 64));
    file.take(MOST).read_to_end(&mut text)?;
    Ok(Some(text))
}

#[cfg(unix)]
fn is_same(named: &Metadata, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (named.dev(), named.ino()) == (opened.dev(), opened.ino())
}

#[cfg(not(unix))]
fn is_same(named: &Metadata, opened: &Metadata) -> bool {
    named.len() == opened.len() && opened.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "sk-0123456789abcdef";

    fn key() -> ApiKey {
        ApiKey::read(SECRET).expect("a key")
    }

    fn place() -> (tempfile::TempDir, PathBuf, KeyFile) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("config/key");
        (folder, path.clone(), KeyFile::new(path))
    }

    fn why(file: &KeyFile) -> Option<KeyFileFault> {
        match file.get() {
            Err(KeyFault::File(_, fault)) => Some(fault),
            _ => None,
        }
    }

    #[test]
    fn a_key_is_kept_in_a_file_found_again_and_removed() {
        let (_folder, path, file) = place();
        assert_eq!((file.get(), file.remove()), (Ok(None), Ok(())), "nothing there, nothing to remove");
        assert_eq!((file.set(&key()), file.get()), (Ok(()), Ok(Some(key()))));
        let newer = ApiKey::read("sk-a-newer-one-0000").expect("a key");
        assert_eq!((file.set(&newer), file.get()), (Ok(()), Ok(Some(newer))));
        let beside: Vec<_> = fs::read_dir(path.parent().expect("a folder")).expect("reads").collect();
        assert_eq!(beside.len(), 1, "nothing unfinished is left: {beside:?}");
        assert_eq!((file.remove(), file.get()), (Ok(()), Ok(None)));
        assert!(!path.exists());
    }

    #[test]
    fn what_is_not_a_key_or_too_large_is_not_used() {
        let (_folder, path, file) = place();
        file.set(&key()).expect("keeps");
        for (bytes, fault) in [
            (&b"two words"[..], KeyFileFault::NotAKey),
            (b"", KeyFileFault::NotAKey),
            (b"sk-\xff", KeyFileFault::NotAKey),
            (&[b'a'; 5000], KeyFileFault::TooLarge),
        ] {
            fs::write(&path, bytes).expect("writes into the file that is there");
            assert_eq!(why(&file), Some(fault));
        }
        assert_eq!((file.set(&key()), file.get()), (Ok(()), Ok(Some(key()))), "a new one takes its place");
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_closed_to_others_and_not_used_when_it_is_open() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, path, file) = place();
        file.set(&key()).expect("keeps");
        assert_eq!(fs::metadata(&path).expect("is there").permissions().mode() & 0o7777, 0o600);
        for mode in [0o640, 0o604, 0o620, 0o610, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("opens it");
            assert_eq!(why(&file), Some(KeyFileFault::Open), "{mode:o}");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).expect("closes it");
        assert_eq!(file.get(), Ok(Some(key())));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_or_a_folder_or_the_file_of_another_is_not_used() {
        use std::os::unix::fs::symlink;
        let (folder, path, file) = place();
        file.set(&key()).expect("keeps");
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&path, &elsewhere).expect("moves it");
        symlink(&elsewhere, &path).expect("a link");
        assert_eq!(why(&file), Some(KeyFileFault::NotPlain));
        file.set(&ApiKey::read("sk-a-newer-one-0000").expect("a key")).expect("keeps");
        assert_eq!(fs::read_to_string(&elsewhere).expect("reads").trim(), SECRET, "a link is replaced, not followed");
        fs::remove_file(&path).expect("removes");
        fs::create_dir(&path).expect("a folder");
        assert_eq!(why(&file), Some(KeyFileFault::NotPlain));
        // Only an administrator can give a file away; for everybody else there are the administrator's files.
        let given = std::os::unix::fs::chown(&elsewhere, Some(1), None);
        let others = if given.is_ok() { elsewhere.as_path() } else { Path::new("/etc/passwd") };
        let others = fs::symlink_metadata(others).expect("is there");
        assert_eq!(refuse(&others), Err(KeyFileFault::NotOurs));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_took_the_name_meanwhile_is_not_read() {
        let (folder, path, file) = place();
        file.set(&key()).expect("keeps");
        let named = fs::symlink_metadata(&path).expect("is there");
        let held = File::open(&path).expect("opens");
        fs::write(folder.path().join("other"), "sk-of-somebody-else").expect("writes");
        fs::rename(folder.path().join("other"), &path).expect("takes the name");
        assert!(read(&path, &named).expect("reads").is_none());
        drop(held);
    }
}
