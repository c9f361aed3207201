//! Where the API key is kept between sessions, and the one that is used in this session.
//!
//! The key is in the environment, in the system's keychain, or, where the person chose that, in a file; while the program
//! runs it is in memory, masked. Invariant: nothing in here prints a key, nor passes on words of a keychain that could hold
//! one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

mod file;
mod keychain;
mod masked;
mod memory;

pub use crate::domain::KeyFault;
use crate::domain::{ApiKey, KeyHome, KeyStatus};
pub use file::KeyFile;
pub use keychain::SystemKeychain;
pub use masked::Masked;
pub use memory::MemoryKeyStore;

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

/// The key of this session. The one of the environment wins, then the one of the keychain, then the one of the file.
pub struct Keys {
    store: Arc<dyn KeyStore>,
    file: KeyFile,
    environment: Option<Masked>,
    held: Mutex<Held>,
    /// Held while a place is asked, so that answers come in the order of the questions.
    turn: Mutex<()>,
}

/// What is known of the kept key.
enum Held {
    Unread,
    Absent,
    /// It is here, and kept there.
    Here(KeyHome, Masked),
    Trouble(KeyFault),
}

impl Keys {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(store: Arc<dyn KeyStore>, file: KeyFile, environment: Option<Masked>) -> Self {
        Self { store, file, environment, held: Mutex::new(Held::Unread), turn: Mutex::new(()) }
    }

    /// Reads the kept key, unless the environment gives one: then keychain and file are left alone. Blocks.
    pub fn read(&self) -> KeyStatus {
        let _turn = hold(&self.turn);
        let here_alone = self.is_at(KeyHome::Session);
        if self.environment.is_none() && !here_alone {
            *hold(&self.held) = self.look();
        }
        self.status()
    }

    fn look(&self) -> Held {
        let without = match self.store.get() {
            Ok(Some(key)) => return Held::Here(KeyHome::Keychain, Masked::hide(&key)),
            Ok(None) => Held::Absent,
            Err(fault) => Held::Trouble(fault),
        };
        match self.file.get() {
            Ok(Some(key)) => Held::Here(KeyHome::File, Masked::hide(&key)),
            Ok(None) => without,
            Err(fault) => Held::Trouble(fault),
        }
    }

    /// Keeps a key in the keychain and uses it from now on, unless the environment gives one. A file that held one goes.
    /// Where there is no keychain the key goes to the file if that is where the last one is kept, else it is used for this
    /// session alone, as the status says. Blocks.
    ///
    /// # Errors
    /// When there is a keychain and it did not take the key, or the file could not be written or removed. The key is used
    /// for this session all the same.
    pub fn keep(&self, key: &ApiKey) -> Result<KeyStatus, KeyFault> {
        let _turn = hold(&self.turn);
        match self.store.set(key) {
            Ok(()) => {
                *hold(&self.held) = Held::Here(KeyHome::Keychain, Masked::hide(key));
                self.file.remove()?;
            }
            Err(KeyFault::NoKeychain(_)) if self.is_at(KeyHome::File) => return self.write_file(key),
            Err(fault) => {
                *hold(&self.held) = Held::Here(KeyHome::Session, Masked::hide(key));
                if !matches!(fault, KeyFault::NoKeychain(_)) {
                    return Err(fault);
                }
            }
        }
        Ok(self.status())
    }

    /// Keeps a key in the file, as the person chose, and uses it from now on, unless the environment gives one. Blocks.
    ///
    /// # Errors
    /// When the file could not be written. The key is used for this session all the same.
    pub fn keep_in_file(&self, key: &ApiKey) -> Result<KeyStatus, KeyFault> {
        let _turn = hold(&self.turn);
        self.write_file(key)
    }

    fn write_file(&self, key: &ApiKey) -> Result<KeyStatus, KeyFault> {
        let set = self.file.set(key);
        let home = if set.is_ok() { KeyHome::File } else { KeyHome::Session };
        *hold(&self.held) = Held::Here(home, Masked::hide(key));
        set.map(|()| self.status())
    }

    /// Forgets the key and removes it from the keychain and the file. One of the environment stays. Blocks.
    ///
    /// # Errors
    /// When there is a keychain and it did not remove the key, or the file could not be removed. It is not used any more
    /// all the same.
    pub fn remove(&self) -> Result<KeyStatus, KeyFault> {
        let _turn = hold(&self.turn);
        let results = [self.store.remove(), self.file.remove()];
        let faults = results.into_iter().filter_map(Result::err);
        // That there is no keychain says where a key can be kept; nothing went wrong.
        let (none, mut wrong): (Vec<_>, Vec<_>) = faults.partition(|fault| matches!(fault, KeyFault::NoKeychain(_)));
        let wrong = wrong.pop();
        let left = wrong.clone().or_else(|| none.into_iter().next());
        *hold(&self.held) = left.map_or(Held::Absent, Held::Trouble);
        wrong.map_or_else(|| Ok(self.status()), Err)
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
            Held::Here(home, key) => KeyStatus::Present(*home, key.tail()),
            Held::Trouble(fault) => KeyStatus::Trouble(fault.clone()),
        }
    }

    /// The key to use, if there is one, for the moment of a request. Never blocks on the keychain.
    #[must_use]
    pub fn current(&self) -> Option<ApiKey> {
        if let Some(key) = &self.environment {
            return key.reveal();
        }
        match &*hold(&self.held) {
            Held::Here(_, key) => key.reveal(),
            Held::Unread | Held::Absent | Held::Trouble(_) => None,
        }
    }

    fn is_at(&self, home: KeyHome) -> bool {
        matches!(&*hold(&self.held), Held::Here(at, _) if *at == home)
    }
}

/// Locks. A thread that died while it held the lock left nothing half done: each change is one assignment.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
