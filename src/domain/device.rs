//! The sound devices of this computer, and what goes wrong with them.
//!
//! Not the playing and not the recording: that is `services::sound`.

use super::media::Unreadable;

/// Something that can be recorded from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Microphone {
    /// What the system knows it by.
    pub id: String,
    /// Its name for people, as the system has it.
    pub name: String,
    /// Whether the system uses it when none is named.
    pub is_default: bool,
}

/// Why something could not be played or recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SoundFault {
    /// Nothing on this computer plays or records: there is no sound server, or it does not answer.
    #[error("there is no sound on this computer")]
    NoSound,
    /// Nothing can be played to.
    #[error("there is nothing to play to")]
    NoSpeakers,
    /// Nothing can be recorded from, or what was chosen is not there.
    #[error("there is nothing to record from")]
    NoMicrophone,
    /// The system does not allow it.
    #[error("the system does not allow it")]
    Denied,
    /// The device went away in the middle.
    #[error("the sound device went away")]
    Gone,
    /// What was to be played cannot be read.
    #[error("the sound cannot be read")]
    Unreadable(Unreadable),
    /// The recording cannot be written; the system's words.
    #[error("the recording cannot be written: {0}")]
    NotWritten(String),
    /// Anything else; the system's words.
    #[error("{0}")]
    Other(String),
}
