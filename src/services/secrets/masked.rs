//! The key as it lies in memory between two requests: mixed with random bytes that are kept beside it.
//!
//! Not encryption. A search through a memory dump, a crash report or the swap file does not find the key; whoever reads
//! this program's memory on purpose, and knows this file, does. Both halves are wiped when they go.

use std::fmt;

use zeroize::Zeroizing;

use crate::domain::ApiKey;

/// A key that is in no place of the memory as it is written.
#[derive(Clone)]
pub struct Masked {
    /// Random bytes, as many as the key has.
    pad: Zeroizing<Vec<u8>>,
    /// The key's bytes, each mixed with its random one.
    mixed: Zeroizing<Vec<u8>>,
}

impl Masked {
    /// Hides a key. The one given is still to be dropped.
    #[must_use]
    pub fn hide(key: &ApiKey) -> Self {
        let text = key.reveal().as_bytes();
        let mut pad = Zeroizing::new(vec![0; text.len()]);
        // A system without random bytes has no TLS either; the key is then as bare as it is while a request is made.
        if let Err(error) = getrandom::fill(&mut pad) {
            tracing::warn!(%error, "the system gives no random bytes");
        }
        let mixed = Zeroizing::new(text.iter().zip(pad.iter()).map(|(byte, random)| byte ^ random).collect());
        Self { pad, mixed }
    }

    /// The key, for the moment of a request. It is wiped when it is dropped.
    #[must_use]
    pub fn reveal(&self) -> Option<ApiKey> {
        let bytes = self.mixed.iter().zip(self.pad.iter()).map(|(byte, random)| byte ^ random);
        let bytes = Zeroizing::new(bytes.collect::<Vec<_>>());
        std::str::from_utf8(&bytes).ok().and_then(ApiKey::read)
    }

    /// As `ApiKey::tail`.
    #[must_use]
    pub fn tail(&self) -> String {
        self.reveal().map(|key| key.tail()).unwrap_or_default()
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Masked(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_key_is_nowhere_as_it_is_written_and_comes_back_whole() {
        let key = ApiKey::read("sk-0123456789abcdef").expect("a key");
        let masked = Masked::hide(&key);
        for half in [&masked.pad, &masked.mixed] {
            assert!(!half.windows(4).any(|four| key.reveal().as_bytes().windows(4).any(|part| part == four)));
        }
        assert_ne!(Masked::hide(&key).pad, masked.pad, "each has random bytes of its own");
        assert_eq!((masked.reveal(), masked.tail().as_str()), (Some(key), "cdef"));
        assert_eq!(format!("{masked:?}"), "Masked(…)");
    }
}
