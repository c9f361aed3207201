//! The key of a session: where it comes from, which one wins, and where it goes.

use std::path::PathBuf;

use super::*;
use crate::domain::KeyFileFault;

const SECRET: &str = "sk-0123456789abcdef";
const NEWER: &str = "sk-a-newer-key-0000";

fn key(text: &str) -> ApiKey {
    ApiKey::read(text).expect("a key")
}

/// A keychain and the place of a file, for any number of sessions.
struct Desk {
    _folder: tempfile::TempDir,
    keychain: Arc<MemoryKeyStore>,
    path: PathBuf,
}

impl Desk {
    fn with(kept: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        Self { _folder: folder, keychain: Arc::new(MemoryKeyStore::holding(kept.map(key))), path }
    }

    fn without_keychain() -> Self {
        let desk = Self::with(None);
        desk.keychain.fail(Some(no_keychain()));
        desk
    }

    fn file(&self) -> KeyFile {
        KeyFile::new(self.path.clone())
    }

    fn session(&self, environment: Option<&str>) -> Keys {
        let environment = environment.map(|text| Masked::hide(&key(text)));
        Keys::new(Arc::clone(&self.keychain) as _, self.file(), environment)
    }
}

fn no_keychain() -> KeyFault {
    KeyFault::NoKeychain("no bus".into())
}

fn present(home: KeyHome) -> KeyStatus {
    KeyStatus::Present(home, "cdef".to_owned())
}

#[test]
fn a_key_is_kept_found_again_and_removed() {
    let desk = Desk::with(None);
    let first = desk.session(None);
    assert_eq!((first.status(), first.current()), (KeyStatus::Unread, None));
    assert_eq!(first.read(), KeyStatus::Absent);
    assert_eq!(first.keep(&key(SECRET)), Ok(present(KeyHome::Keychain)));
    let next = desk.session(None);
    assert_eq!((next.current(), next.read(), next.current()), (None, present(KeyHome::Keychain), Some(key(SECRET))));
    assert_eq!(next.remove(), Ok(KeyStatus::Absent));
    assert_eq!((next.current(), desk.keychain.get()), (None, Ok(None)));
}

#[test]
fn the_environment_wins_and_is_never_written() {
    let desk = Desk::with(Some("sk-from-the-keychain"));
    let keys = desk.session(Some(SECRET));
    desk.keychain.fail(Some(KeyFault::Other("must not be asked".into())));
    assert_eq!(keys.read(), present(KeyHome::Environment));
    desk.keychain.fail(None);
    assert_eq!(keys.keep(&key(NEWER)), Ok(present(KeyHome::Environment)));
    assert_eq!((keys.current(), desk.keychain.get()), (Some(key(SECRET)), Ok(Some(key(NEWER)))));
    assert_eq!(keys.remove(), Ok(present(KeyHome::Environment)));
    assert_eq!((keys.current(), desk.keychain.get()), (Some(key(SECRET)), Ok(None)));
    assert!(!desk.path.exists());
}

#[test]
fn without_a_keychain_a_key_lives_for_the_session() {
    let desk = Desk::without_keychain();
    let keys = desk.session(None);
    assert_eq!(keys.read(), KeyStatus::Trouble(no_keychain()), "it is said");
    assert_eq!(keys.keep(&key(SECRET)), Ok(present(KeyHome::Session)));
    assert_eq!((keys.read(), keys.current()), (present(KeyHome::Session), Some(key(SECRET))));
    assert!(!desk.path.exists(), "no file without being chosen");
    assert_eq!((keys.remove(), keys.current()), (Ok(KeyStatus::Trouble(no_keychain())), None));
}

#[test]
fn without_a_keychain_a_key_lives_in_a_file_when_that_is_chosen() {
    let desk = Desk::without_keychain();
    assert_eq!(desk.session(None).keep_in_file(&key(SECRET)), Ok(present(KeyHome::File)));
    let keys = desk.session(None);
    assert_eq!((keys.read(), keys.current()), (present(KeyHome::File), Some(key(SECRET))));
    assert_eq!(desk.session(Some(NEWER)).read(), KeyStatus::Present(KeyHome::Environment, "0000".into()));
    // A key that takes the place of one in the file goes there too.
    assert_eq!(keys.keep(&key(NEWER)), Ok(KeyStatus::Present(KeyHome::File, "0000".into())));
    assert_eq!(desk.file().get(), Ok(Some(key(NEWER))));
    assert_eq!(keys.remove(), Ok(KeyStatus::Trouble(no_keychain())));
    assert_eq!((keys.current(), desk.path.exists()), (None, false));
}

#[test]
fn the_keychain_comes_before_the_file_and_takes_its_place() {
    let desk = Desk::with(None);
    desk.file().set(&key(NEWER)).expect("a file");
    let keys = desk.session(None);
    assert_eq!(keys.read(), KeyStatus::Present(KeyHome::File, "0000".into()), "the keychain has none");
    assert_eq!(keys.keep(&key(SECRET)), Ok(present(KeyHome::Keychain)));
    assert_eq!((desk.keychain.get(), desk.path.exists()), (Ok(Some(key(SECRET))), false));
    desk.file().set(&key(NEWER)).expect("a file");
    assert_eq!(desk.session(None).read(), present(KeyHome::Keychain));
    assert_eq!(keys.remove(), Ok(KeyStatus::Absent));
    assert_eq!((desk.keychain.get(), desk.path.exists()), (Ok(None), false), "both are removed");
}

#[test]
fn a_file_that_cannot_be_used_or_written_is_said() {
    let desk = Desk::without_keychain();
    std::fs::create_dir(&desk.path).expect("in the way");
    let keys = desk.session(None);
    let odd = KeyFault::File(desk.path.clone(), KeyFileFault::NotPlain);
    assert_eq!((keys.read(), keys.current()), (KeyStatus::Trouble(odd), None));
    let words = |result| matches!(result, Err(KeyFault::File(_, KeyFileFault::Other(_))));
    assert!(words(keys.keep_in_file(&key(SECRET))));
    assert_eq!((keys.status(), keys.current()), (present(KeyHome::Session), Some(key(SECRET))));
    assert!(words(keys.remove()));
    assert_eq!(keys.current(), None);
}

#[test]
fn a_keychain_that_fails_is_said_and_the_key_is_used_for_the_session() {
    for fault in [KeyFault::Locked("locked".into()), KeyFault::Other("broken".into())] {
        let desk = Desk::with(Some(SECRET));
        let keys = desk.session(None);
        desk.keychain.fail(Some(fault.clone()));
        assert_eq!((keys.read(), keys.current()), (KeyStatus::Trouble(fault.clone()), None));
        assert_eq!(keys.keep(&key(SECRET)), Err(fault.clone()));
        assert_eq!((keys.status(), keys.current()), (present(KeyHome::Session), Some(key(SECRET))));
        assert_eq!(keys.remove(), Err(fault.clone()));
        assert_eq!((keys.status(), keys.current()), (KeyStatus::Trouble(fault.clone()), None));
        desk.keychain.fail(None);
        assert_eq!(keys.read(), present(KeyHome::Keychain), "it is still there, and works once it is unlocked");
    }
}
