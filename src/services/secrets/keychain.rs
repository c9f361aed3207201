//! The system's keychain, as a place that keeps the key.
//!
//! Invariant: what a keychain says is passed on without what it may have found there.

use zeroize::Zeroizing;

use super::KeyStore;
use crate::domain::{ApiKey, KeyFault};

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

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "sk-0123456789abcdef";

    fn key(text: &str) -> ApiKey {
        ApiKey::read(text).expect("a key")
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
