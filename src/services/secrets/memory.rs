//! A place that keeps the key for as long as the program runs, for tests.
//!
//! Not what keeps the key of a session: that is `Keys`, which holds it masked.

use std::sync::{Mutex, MutexGuard};

use super::{KeyStore, hold};
use crate::domain::{ApiKey, KeyFault};

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
