//! What can go wrong with what this computer keeps and opens for the program: one enum for each service.
//!
//! Not the sentences (`ui::text`): a variant is what happened. Where a text rides along it is the system's own, or a
//! decoder's, in whatever language they speak.

use std::path::PathBuf;

/// Why the ledger could not do what it was asked. Its own words are for the log and for scripts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LibraryFault {
    /// A newer version of the program made it. It is not touched, and nothing can be created until that version is used.
    #[error("made by a newer version (its form is {found}, this version knows {known})")]
    NewerVersion {
        /// The version of the file.
        found: i64,
        /// The newest version known here.
        known: i64,
    },
    /// What the file holds makes no sense; SQLite's words. The next opening sets it aside, unless another program has it
    /// open.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The computer would not write or read it: full, not allowed, locked; the system's words. It may work later.
    #[error("not written: {0}")]
    Unwritable(String),
    /// There is a task with this id, or with this own task id at the same door. It must not be sent.
    #[error("a task with this id is there already")]
    AlreadyThere,
    /// There is no task with this id.
    #[error("no such task")]
    NotThere,
    /// The task is at a stage (its word) that this change may not follow. Nothing was changed.
    #[error("the task is “{0}” already")]
    Unchangeable(String),
    /// The library was closed.
    #[error("closed")]
    Closed,
}

/// Why a keychain did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// There is none on this computer: the key can only be kept for the session. The system's words.
    NoKeychain(String),
    /// It is locked, or the person did not let the program in: it works once they do. Its words.
    Locked(String),
    /// What it holds for this program is not a key.
    NotAKey,
    /// What it holds for this program cannot be read.
    Illegible,
    /// It holds more than one key for this program.
    Several,
    /// The file that keeps the key in place of a keychain cannot be used; which file, and why.
    File(PathBuf, KeyFileFault),
    /// Anything else; its words.
    Other(String),
}

/// Why the file that keeps the key cannot be used. It stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFileFault {
    /// Other users may read or write it.
    Open,
    /// It is a link, a folder or something else that is no ordinary file.
    NotPlain,
    /// It belongs to another user.
    NotOurs,
    /// It is larger than any key.
    TooLarge,
    /// What it holds is not a key.
    NotAKey,
    /// Anything else; the system's words.
    Other(String),
}

/// Why a file could not be opened or shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// Nothing is there.
    Missing(PathBuf),
    /// No program on this computer opens files.
    NoLauncher,
    /// Anything else; the system's words.
    Other(String),
}

/// What could not be read at the start and was left as it is, or set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The settings file is not TOML: why, and what it is called now. The defaults are used.
    SettingsSetAside(String, PathBuf),
    /// The settings file is not TOML and stays where it is: why, and why it stays. The defaults are used.
    SettingsStay(String, String),
    /// The settings file cannot be read; why. The defaults are used.
    SettingsUnreadable(PathBuf, String),
    /// A setting cannot be used: its name, what stands there, what may stand there. Its default is used.
    Setting(String, String, Allowed),
    /// The ledger is damaged. A new one took its place, with every task that could still be read.
    LibrarySetAside {
        /// Why, in SQLite's words.
        why: String,
        /// What the damaged one is called now.
        aside: PathBuf,
        /// How many tasks are in the new one.
        recovered: usize,
        /// How many more there were at least.
        lost: usize,
    },
    /// A task of the ledger cannot be read: its id as it stands there, and why.
    Task(String, String),
    /// Tasks that were being sent when the program ended could not be marked as such.
    Interrupted(LibraryFault),
    /// The form that was kept cannot be read: where it is, and why.
    Form(PathBuf, String),
}

/// What may stand at a place of the settings file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// An https address.
    Address,
    /// `true` or `false`.
    YesOrNo,
    /// A path from the root on.
    Path,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number of per cent between these two.
    PerCent(u16, u16),
    /// A number of seconds between these two.
    Seconds(u64, u64),
    /// A whole number between these two.
    Count(usize, usize),
    /// US dollars.
    Dollars,
    /// Ids of voices, each a text.
    Voices,
    /// How fast a voice speaks: a number from 0.8 to 2.0 with one decimal.
    Speed,
    /// A table of other settings.
    Table,
}
