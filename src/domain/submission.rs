//! What is sent, and the permission to send it once.
//!
//! A `Submission` is not `Clone`, has no public constructor and is consumed by sending. It exists only because a waiting
//! task departed (`Task::depart`), which ends the waiting.

use std::{fmt, str::FromStr, time::Duration};

use jiff::Timestamp;

use super::media::{ImageFormat, SoundFormat};
use super::price::Estimate;
use super::{Door, InputId, Link, Mode};

/// Our own id of what was approved, and of its task or its spoken text on this computer. Shown and stored as a UUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId(pub u128);

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            id >> 96,
            (id >> 80) & 0xffff,
            (id >> 64) & 0xffff,
            (id >> 48) & 0xffff,
            id & 0xffff_ffff_ffff
        )
    }
}

impl fmt::Debug for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form 01234567-89ab-cdef-0123-456789abcdef")]
pub struct NotASubmissionId;

impl FromStr for SubmissionId {
    type Err = NotASubmissionId;

    fn from_str(text: &str) -> Result<Self, NotASubmissionId> {
        let digits: String = text.split('-').collect();
        let shape = text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
        if !shape || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotASubmissionId);
        }
        u128::from_str_radix(&digits, 16).map(Self).map_err(|_| NotASubmissionId)
    }
}

/// The provider's id of a task. Exceeds 2^53 as a number, so it is text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub String);

impl TaskId {
    /// The most characters that a task id is taken to have.
    pub const LONGEST: usize = 128;

    /// Reads an id as a person types or pastes it: visible ASCII, 1 to `LONGEST` characters, what surrounds it taken off.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let id = text.trim();
        let usable = (1..=Self::LONGEST).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
        usable.then(|| Self(id.to_owned()))
    }
}

/// The picture of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortraitInput {
    /// A kept file, sent as Base64.
    File {
        /// The kept copy.
        id: InputId,
        /// The original's file name.
        name: String,
        /// By content.
        format: ImageFormat,
    },
    /// An address, sent as it is.
    Link(Link),
}

/// The voice of an order: exactly one of the three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceInput {
    /// A kept file, sent as Base64 in `sound_file`.
    File {
        /// The kept copy.
        id: InputId,
        /// The original's file name.
        name: String,
        /// By content.
        format: SoundFormat,
        /// Decoded length.
        length: Duration,
    },
    /// An address, sent in `sound_file`.
    Link(Link),
    /// An id of the text-to-speech route, sent in `audio_id`, and its length where it was spoken from here.
    AudioId(String, Option<Duration>),
}

impl VoiceInput {
    /// The voice's length, where it is known here.
    #[must_use]
    pub fn length(&self) -> Option<Duration> {
        match self {
            Self::File { length, .. } => Some(*length),
            Self::AudioId(_, length) => *length,
            Self::Link(_) => None,
        }
    }
}

/// What the provider is asked for. Plain data, kept with the task; it cannot be sent by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The picture.
    pub portrait: PortraitInput,
    /// The voice.
    pub voice: VoiceInput,
    /// The direction as sent, the default included.
    pub direction: String,
    /// Quality.
    pub mode: Mode,
    /// Where the provider reports, if anywhere.
    pub callback_url: Option<String>,
}

/// What goes with an approval besides the draft itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// A fresh id; also the external task id when the person gave none.
    pub id: SubmissionId,
    /// When.
    pub at: Timestamp,
    /// Where it goes.
    pub door: Door,
    /// The price that was shown.
    pub price: Estimate,
}

/// The permission to send one paid request.
#[derive(Debug, PartialEq, Eq)]
pub struct Submission {
    id: SubmissionId,
    external_id: String,
    door: Door,
    order: Order,
}

impl Submission {
    /// Made by `Task::depart` alone.
    pub(super) fn new(id: SubmissionId, external_id: String, door: Door, order: Order) -> Self {
        Self { id, external_id, door, order }
    }

    /// The task it belongs to.
    #[must_use]
    pub fn id(&self) -> SubmissionId {
        self.id
    }

    /// The `external_task_id` that is sent.
    #[must_use]
    pub fn external_id(&self) -> &str {
        &self.external_id
    }

    /// Where it goes.
    #[must_use]
    pub fn door(&self) -> Door {
        self.door
    }

    /// What is sent.
    #[must_use]
    pub fn order(&self) -> &Order {
        &self.order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_id_is_taken_as_it_is_pasted() {
        assert_eq!(TaskId::read(" 831922345719271433\n"), Some(TaskId("831922345719271433".into())));
        assert!(TaskId::read(&"x".repeat(TaskId::LONGEST)).is_some());
        for bad in ["", "  ", "a b", "é", &"x".repeat(TaskId::LONGEST + 1)] {
            assert_eq!(TaskId::read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn an_id_reads_what_it_writes_and_nothing_else() {
        let id = SubmissionId(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        assert_eq!(id.to_string(), "01234567-89ab-cdef-0123-456789abcdef");
        assert_eq!(id.to_string().parse(), Ok(id));
        for bad in ["", "01234567", "0123456789abcdef0123456789abcdef", "+1234567-89ab-cdef-0123-456789abcdef"] {
            assert_eq!(bad.parse::<SubmissionId>(), Err(NotASubmissionId), "{bad:?}");
        }
    }
}
