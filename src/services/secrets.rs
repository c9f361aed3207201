//! Where the API key is kept between sessions, and the one that is used in this session.
//!
//! Not a file, ever: the key is in the system's keychain, in the environment, or in memory. Invariant: nothing in here
//! prints a key, nor passes on words of a keychain that could hold one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

pub use crate::domain::KeyFault;
use crate::domain::{ApiKey, KeyHome, KeyStatus};

/// A place that keeps one key. Every call may block for as long as a person takes to answer a prompt.
pub trait KeyStore: Send + Sync {
    /// The key, if one is kept.
    ///
    /// # Errors
    /// See `KeyFault`.
    fn get(&self) -> Result<Option<ApiKey>, KeyFault>;
    /// Keeps a key in place of the one that was there.
    ///
    /// # Errors
    /// See `KeyFault`.
    fn set(&self, key: &ApiKey) -> Result<(), KeyFault>;
    /// Removes the key; nothing to remove is no fault.
    ///
    /// # Errors
    /// See `KeyFault`.
    fn remove(&self) -> Result<(), KeyFault>;
}

/// The system's keychain: Keychain Services, Credential Manager, or the Secret Service. Once it could not be reached it
/// stays out of reach until the program is started again. A locked Secret Service that has nobody to prompt for it may
/// say that it holds no key.
#[derive(Clone, Copy, Debug)]
pub struct SystemKeychain {
    service: &'static str,
}

impl SystemKeychain {
    /// The name under which the keychain shows the key to the person.
    const SERVICE: &'static str = "likeness";
    /// The account the key belongs to.
    const USER: &'static str = "cometapi";

    /// Touches nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { service: Self::SERVICE }
    }

    fn entry(self) -> Result<keyring::Entry, KeyFault> {
        if let Err(error) = keyring::Entry::store_status() {
            return Err(KeyFault::NoKeychain(error.to_string()));
        }
        keyring::Entry::new(self.service, Self::USER).map_err(|error| fault(&error))
    }
}

impl Default for SystemKeychain {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyStore for SystemKeychain {
    fn get(&self) -> Result<Option<ApiKey>, KeyFault> {
        match self.entry()?.get_password().map(Zeroizing::new) {
            Ok(text) => ApiKey::read(&text).map(Some).ok_or(KeyFault::NotAKey),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(fault(&error)),
        }
    }

    fn set(&self, key: &ApiKey) -> Result<(), KeyFault> {
        self.entry()?.set_password(key.reveal()).map_err(|error| fault(&error))
    }

    fn remove(&self) -> Result<(), KeyFault> {
        match self.entry()?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(fault(&error)),
        }
    }
}

/// What a keychain says, without what it may have found there.
fn fault(error: &keyring::Error) -> KeyFault {
    match error {
        keyring::Error::NoDefaultStore => KeyFault::NoKeychain(error.to_string()),
        keyring::Error::NoStorageAccess(_) => KeyFault::Locked(error.to_string()),
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => KeyFault::Illegible,
        keyring::Error::Ambiguous(_) => KeyFault::Several,
        _ => KeyFault::Other(error.to_string()),
    }
}

/// A store that forgets when the program ends, and that can be told to fail: for tests, and for programs that must not
/// touch the person's keychain.
#[derive(Debug, Default)]
pub struct MemoryKeyStore {
    kept: Mutex<Option<ApiKey>>,
    fault: Mutex<Option<KeyFault>>,
}

impl MemoryKeyStore {
    /// One that holds this key, or none.
    #[must_use]
    pub fn holding(key: Option<ApiKey>) -> Self {
        Self { kept: Mutex::new(key), fault: Mutex::new(None) }
    }

    /// From now on every call fails like this, or none does.
    pub fn fail(&self, fault: Option<KeyFault>) {
        *hold(&self.fault) = fault;
    }

    fn open(&self) -> Result<MutexGuard<'_, Option<ApiKey>>, KeyFault> {
        match hold(&self.fault).clone() {
            Some(fault) => Err(fault),
            None => Ok(hold(&self.kept)),
        }
    }
}

impl KeyStore for MemoryKeyStore {
    fn get(&self) -> Result<Option<ApiKey>, KeyFault> {
        Ok(self.open()?.clone())
    }

    fn set(&self, key: &ApiKey) -> Result<(), KeyFault> {
        *self.open()? = Some(key.clone());
        Ok(())
    }

    fn remove(&self) -> Result<(), KeyFault> {
        *self.open()? = None;
        Ok(())
    }
}

/// The key of this session. The one of the environment wins, then the one that was kept.
pub struct Keys {
    store: Arc<dyn KeyStore>,
    environment: Option<ApiKey>,
    held: Mutex<Held>,
    /// Held while the store is asked, so that answers come in the order of the questions.
    turn: Mutex<()>,
}

/// What is known of the kept key.
enum Held {
    Unread,
    Absent,
    /// It is in the keychain.
    Kept(ApiKey),
    /// It is here alone.
    Session(ApiKey),
    Trouble(KeyFault),
}

impl Keys {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(store: Arc<dyn KeyStore>, environment: Option<ApiKey>) -> Self {
        Self { store, environment, held: Mutex::new(Held::Unread), turn: Mutex::new(()) }
    }

    /// Reads the kept key, unless the environment gives one: then the keychain is left alone. Blocks.
    pub fn read(&self) -> KeyStatus {
        let _turn = hold(&self.turn);
        let here_alone = matches!(*hold(&self.held), Held::Session(_));
        if self.environment.is_none() && !here_alone {
            let held = match self.store.get() {
                Ok(Some(key)) => Held::Kept(key),
                // Without a keychain there can be no kept key.
                Ok(None) | Err(KeyFault::NoKeychain(_)) => Held::Absent,
                Err(fault) => Held::Trouble(fault),
            };
            *hold(&self.held) = held;
        }
        self.status()
    }

    /// Keeps a key and uses it from now on, unless the environment gives one. Where there is no keychain it is used for
    /// this session alone, as the status says. Blocks.
    ///
    /// # Errors
    /// When there is a keychain and it did not take the key. The key is used for this session all the same.
    pub fn keep(&self, key: ApiKey) -> Result<KeyStatus, KeyFault> {
        let _turn = hold(&self.turn);
        let set = self.store.set(&key);
        *hold(&self.held) = if set.is_ok() { Held::Kept(key) } else { Held::Session(key) };
        match set {
            Ok(()) | Err(KeyFault::NoKeychain(_)) => Ok(self.status()),
            Err(fault) => Err(fault),
        }
    }

    /// Forgets the key and removes it from the keychain. One of the environment stays. Blocks.
    ///
    /// # Errors
    /// When there is a keychain and it did not remove the key. It is not used any more all the same.
    pub fn remove(&self) -> Result<KeyStatus, KeyFault> {
        let _turn = hold(&self.turn);
        let (held, fault) = match self.store.remove() {
            Ok(()) | Err(KeyFault::NoKeychain(_)) => (Held::Absent, None),
            Err(fault) => (Held::Trouble(fault.clone()), Some(fault)),
        };
        *hold(&self.held) = held;
        fault.map_or_else(|| Ok(self.status()), Err)
    }

    /// What is known of the key. Never blocks on the keychain.
    #[must_use]
    pub fn status(&self) -> KeyStatus {
        if let Some(key) = &self.environment {
            return KeyStatus::Present(KeyHome::Environment, key.tail());
        }
        match &*hold(&self.held) {
            Held::Unread => KeyStatus::Unread,
            Held::Absent => KeyStatus::Absent,
            Held::Kept(key) => KeyStatus::Present(KeyHome::Keychain, key.tail()),
            Held::Session(key) => KeyStatus::Present(KeyHome::Session, key.tail()),
            Held::Trouble(words) => KeyStatus::Trouble(words.clone()),
        }
    }

    /// The key to use, if there is one. Never blocks on the keychain.
    #[must_use]
    pub fn current(&self) -> Option<ApiKey> {
        self.environment.clone().or_else(|| match &*hold(&self.held) {
            Held::Kept(key) | Held::Session(key) => Some(key.clone()),
            Held::Unread | Held::Absent | Held::Trouble(_) => None,
        })
    }
}

/// Locks. A thread that died while it held the lock left nothing half done: each change is one assignment.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "sk-0123456789abcdef";

    fn key(text: &str) -> ApiKey {
        ApiKey::read(text).expect("a key")
    }

    fn keys(kept: Option<&str>, environment: Option<&str>) -> (Arc<MemoryKeyStore>, Keys) {
        let store = Arc::new(MemoryKeyStore::holding(kept.map(key)));
        (store.clone(), Keys::new(store, environment.map(key)))
    }

    fn present(home: KeyHome) -> KeyStatus {
        KeyStatus::Present(home, "cdef".to_owned())
    }

    #[test]
    fn a_key_is_kept_found_again_and_removed() {
        let (store, first) = keys(None, None);
        assert_eq!((first.status(), first.current()), (KeyStatus::Unread, None));
        assert_eq!(first.read(), KeyStatus::Absent);
        assert_eq!(first.keep(key(SECRET)), Ok(present(KeyHome::Keychain)));
        let next = Keys::new(store.clone(), None);
        assert_eq!(
            (next.current(), next.read(), next.current()),
            (None, present(KeyHome::Keychain), Some(key(SECRET)))
        );
        assert_eq!(next.remove(), Ok(KeyStatus::Absent));
        assert_eq!((next.current(), store.get()), (None, Ok(None)));
    }

    #[test]
    fn the_environment_wins_and_is_never_written() {
        let (store, keys) = keys(Some("sk-from-the-keychain"), Some(SECRET));
        store.fail(Some(KeyFault::Other("must not be asked".into())));
        assert_eq!(keys.read(), present(KeyHome::Environment));
        store.fail(None);
        assert_eq!(keys.keep(key("sk-a-newer-key-0000")), Ok(present(KeyHome::Environment)));
        assert_eq!((keys.current(), store.get()), (Some(key(SECRET)), Ok(Some(key("sk-a-newer-key-0000")))));
        assert_eq!(keys.remove(), Ok(present(KeyHome::Environment)));
        assert_eq!((keys.current(), store.get()), (Some(key(SECRET)), Ok(None)));
    }

    #[test]
    fn without_a_keychain_a_key_lives_for_the_session() {
        let (store, keys) = keys(None, None);
        store.fail(Some(KeyFault::NoKeychain("no bus".into())));
        assert_eq!(keys.read(), KeyStatus::Absent);
        assert_eq!(keys.keep(key(SECRET)), Ok(present(KeyHome::Session)));
        assert_eq!((keys.read(), keys.current()), (present(KeyHome::Session), Some(key(SECRET))));
        assert_eq!((keys.remove(), keys.current()), (Ok(KeyStatus::Absent), None));
    }

    #[test]
    fn a_keychain_that_fails_is_said_and_the_key_is_used_for_the_session() {
        for fault in [KeyFault::Locked("locked".into()), KeyFault::Other("broken".into())] {
            let (store, keys) = keys(Some(SECRET), None);
            store.fail(Some(fault.clone()));
            assert_eq!((keys.read(), keys.current()), (KeyStatus::Trouble(fault.clone()), None));
            assert_eq!(keys.keep(key(SECRET)), Err(fault.clone()));
            assert_eq!((keys.status(), keys.current()), (present(KeyHome::Session), Some(key(SECRET))));
            assert_eq!(keys.remove(), Err(fault.clone()));
            assert_eq!((keys.status(), keys.current()), (KeyStatus::Trouble(fault.clone()), None));
            store.fail(None);
            assert_eq!(keys.read(), present(KeyHome::Keychain), "it is still there, and works once it is unlocked");
        }
    }

    #[test]
    fn what_a_keychain_found_is_not_in_its_words() {
        use keyring::Error;
        let platform = || Box::new(std::io::Error::other("prompt dismissed"));
        let bytes = SECRET.as_bytes().to_vec();
        let leaky = Box::new(String::from_utf8([&bytes[..], b"\xff"].concat()).expect_err("not text"));
        let table = [
            (Error::NoDefaultStore, "NoKeychain"),
            (Error::NoStorageAccess(platform()), "Locked"),
            (Error::PlatformFailure(platform()), "Other"),
            (Error::BadEncoding(bytes.clone()), "Illegible"),
            (Error::BadDataFormat(bytes, leaky), "Illegible"),
            (Error::Ambiguous(vec![]), "Several"),
        ];
        for (error, expected) in table {
            let said = format!("{:?}", fault(&error));
            assert!(said.starts_with(expected), "{error:?}: {said}");
            assert!(!said.contains("0123") && !said.contains("48, 49, 50"), "{said}");
        }
    }

    #[test]
    #[ignore = "talks to the desktop's real keychain, under a name of its own: run it on a throwaway desktop"]
    fn the_real_keychain_keeps_a_key() {
        let keychain = SystemKeychain { service: "likeness-test" };
        assert_eq!(keychain.get(), Ok(None));
        assert_eq!(keychain.remove(), Ok(()), "nothing to remove");
        assert_eq!(keychain.set(&key("sk-the-first-0000")), Ok(()));
        assert_eq!(keychain.set(&key(SECRET)), Ok(()));
        assert_eq!(keychain.get(), Ok(Some(key(SECRET))));
        assert_eq!(keychain.remove(), Ok(()));
        assert_eq!(keychain.get(), Ok(None));
    }
}
