//! The words for what went wrong with what this computer keeps and opens: library, keychain, files, settings.
//!
//! The system's own words stand in them as they came.

use super::{Texts, numbers::plain};
use crate::domain::{Allowed, Damage, KeyFault, KeyFileFault, LibraryFault, OpenFault, Warning};

impl Texts {
    /// Why the library could not do what it was asked.
    #[must_use]
    pub fn library_fault(&self, fault: &LibraryFault) -> String {
        match fault {
            LibraryFault::NewerVersion { found, known } => self.with(
                "library-newer",
                &[("found", plain(found.unsigned_abs())), ("known", plain(known.unsigned_abs()))],
            ),
            LibraryFault::Damaged(why) => self.with("library-damaged", &[("why", why.as_str().into())]),
            LibraryFault::Unwritable(why) => self.with("library-unwritable", &[("why", why.as_str().into())]),
            LibraryFault::AlreadyThere => self.get("library-already-there"),
            LibraryFault::NotThere => self.get("library-not-there"),
            LibraryFault::Unchangeable(word) => self.with("library-unchangeable", &[("stage", word.as_str().into())]),
            LibraryFault::Closed => self.get("library-closed"),
        }
    }

    /// Why the keychain did not do what it was asked.
    #[must_use]
    pub fn key_fault(&self, fault: &KeyFault) -> String {
        match fault {
            KeyFault::NoKeychain(why) => self.with("keychain-none", &[("why", why.as_str().into())]),
            KeyFault::Locked(why) => self.with("keychain-locked", &[("why", why.as_str().into())]),
            KeyFault::NotAKey => self.get("keychain-not-a-key"),
            KeyFault::Illegible => self.get("keychain-illegible"),
            KeyFault::Several => self.get("keychain-several"),
            KeyFault::File(path, why) => {
                let gaps = [("place", path.display().to_string().into()), ("why", self.key_file_fault(why).into())];
                self.with("key-file-unused", &gaps)
            }
            KeyFault::Other(why) => self.with("keychain-other", &[("why", why.as_str().into())]),
        }
    }

    /// Why the file that keeps the key is not used, as the end of a sentence.
    fn key_file_fault(&self, fault: &KeyFileFault) -> String {
        match fault {
            KeyFileFault::Open => self.get("key-file-open"),
            KeyFileFault::NotPlain => self.get("key-file-not-plain"),
            KeyFileFault::NotOurs => self.get("key-file-not-ours"),
            KeyFileFault::TooLarge => self.get("key-file-too-large"),
            KeyFileFault::NotAKey => self.get("key-file-not-a-key"),
            KeyFileFault::Other(words) => words.clone(),
        }
    }

    /// Why a file could not be opened or shown.
    #[must_use]
    pub fn open_fault(&self, fault: &OpenFault) -> String {
        match fault {
            OpenFault::Missing(path) => self.with("open-missing", &[("place", path.display().to_string().into())]),
            OpenFault::NoLauncher => self.get("open-no-launcher"),
            OpenFault::Other(why) => why.clone(),
        }
    }

    /// What is broken in a file.
    #[must_use]
    pub fn damage(&self, damage: &Damage) -> String {
        match damage {
            Damage::CutOff => self.get("damage-cut-off"),
            Damage::NoPixels => self.get("damage-no-pixels"),
            Damage::TooManyPixels => self.get("damage-too-many-pixels"),
            Damage::NoDecoder(format) => self.with("damage-no-decoder", &[("format", (*format).into())]),
            Damage::NoSound => self.get("damage-no-sound"),
            Damage::Coding => self.get("damage-coding"),
            Damage::CodingOf(name) => self.with("damage-coding-of", &[("name", (*name).into())]),
            Damage::Parts(bad, all) => self.with("damage-parts", &[("bad", (*bad).into()), ("all", (*all).into())]),
            Damage::Changes(format) => self.with("damage-changes", &[("format", (*format).into())]),
            Damage::Other(words) => words.clone(),
        }
    }

    /// What could not be read at the start, and what was done about it.
    #[must_use]
    pub fn warning(&self, warning: &Warning) -> String {
        let with_why = |key, why: &str, place: &std::path::Path| {
            self.with(key, &[("why", why.into()), ("place", place.display().to_string().into())])
        };
        match warning {
            Warning::SettingsSetAside(why, aside) => with_why("warning-settings-aside", why, aside),
            Warning::SettingsStay(why, reason) => {
                self.with("warning-settings-stay", &[("why", why.as_str().into()), ("reason", reason.as_str().into())])
            }
            Warning::SettingsUnreadable(path, why) => with_why("warning-settings-unreadable", why, path),
            Warning::Setting(name, found, allowed) => self.with(
                "warning-setting",
                &[
                    ("name", name.as_str().into()),
                    ("found", found.as_str().into()),
                    ("allowed", self.setting(*allowed, name).into()),
                ],
            ),
            Warning::LibrarySetAside { why, aside, recovered, lost } => {
                let place = aside.display().to_string();
                let gaps = [("why", why.as_str().into()), ("place", place.into()), ("recovered", (*recovered).into())];
                let said = self.with("warning-library-aside", &gaps);
                match lost {
                    0 => said,
                    lost => self.with("warning-library-lost", &[("said", said.into()), ("lost", (*lost).into())]),
                }
            }
            Warning::Task(id, why) => {
                self.with("warning-task", &[("id", id.as_str().into()), ("why", why.as_str().into())])
            }
            Warning::Interrupted(fault) => {
                self.with("warning-interrupted", &[("why", self.library_fault(fault).into())])
            }
            Warning::Form(path, why) => with_why("warning-form", why, path),
        }
    }

    /// What may stand at a place of the settings file.
    fn setting(&self, allowed: Allowed, name: &str) -> String {
        match allowed {
            Allowed::Address => self.get("setting-address"),
            Allowed::YesOrNo => self.get("setting-yes-no"),
            Allowed::Path => self.get("setting-path"),
            Allowed::OneOf(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
                self.with("setting-words", &[("words", words.join(" · ").into())])
            }
            Allowed::PerCent(least, most) => {
                self.with("setting-per-cent", &[("least", least.into()), ("most", most.into())])
            }
            Allowed::Seconds(least, most) => {
                self.with("setting-seconds", &[("least", least.into()), ("most", most.into())])
            }
            Allowed::Count(least, most) => {
                self.with("setting-count", &[("least", least.into()), ("most", most.into())])
            }
            Allowed::Dollars => self.get("setting-dollars"),
            Allowed::Voices => self.get("setting-voices"),
            Allowed::Speed => self.get("setting-speed"),
            Allowed::Table => self.with("setting-table", &[("name", name.into())]),
        }
    }
}
