//! Text that is spoken by the provider: one approved order of it, and what came of that.
//!
//! Not the network. It is a paid call, so the rule of the videos holds (api.md §4): a `SpeechSubmission` is not `Clone`, has
//! no public constructor and is consumed by sending. Invariants: one approval makes one of them; what is made, refused,
//! failed or given up stays so; whether an answer was lost is never decided here by guessing.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::media::{InputId, SoundFormat};
use super::outcome::{AskFault, Lost, Refusal, Status};
use super::submission::{SubmissionId, TaskId};
use super::typed::Wording;
use super::{Door, Money};

/// How long a spoken voice can be named by its id (api.md §3).
pub const LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The sound of a spoken voice, kept on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSound {
    /// What it is found by among the kept inputs.
    pub id: InputId,
    /// By content.
    pub format: SoundFormat,
    /// Size in bytes.
    pub bytes: u64,
    /// Decoded length.
    pub length: Duration,
}

/// A voice that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The provider's task, to ask for its sound with, where it named one.
    pub task_id: Option<TaskId>,
    /// What the avatar route is given.
    pub audio_id: String,
    /// Its length as the provider says.
    pub said_length: Option<Duration>,
    /// The sound, once it is here.
    pub sound: Option<KeptSound>,
}

/// Where an order of spoken text is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeechStage {
    /// On its way to the provider.
    Sending,
    /// The provider has it and is making it.
    Making(TaskId, Status),
    /// Made.
    Made(Spoken),
    /// Clearly refused, or not sent: nothing was billed.
    Refused(Refusal),
    /// The provider took it and gave up; its words.
    Failed(TaskId, String),
    /// Sent, and no clear answer came. It may be billed.
    Unknown(Lost),
    /// Sent, no answer came, and the person had it spoken once more. It may be billed.
    Dismissed(Lost),
}

impl SpeechStage {
    /// The names that are kept.
    pub const NAMES: [&'static str; 7] = ["sending", "making", "made", "refused", "failed", "unknown", "dismissed"];

    /// The name that is kept.
    #[must_use]
    pub fn name(&self) -> &'static str {
        let [sending, making, made, refused, failed, unknown, dismissed] = Self::NAMES;
        match self {
            Self::Sending => sending,
            Self::Making(..) => making,
            Self::Made(_) => made,
            Self::Refused(_) => refused,
            Self::Failed(..) => failed,
            Self::Unknown(_) => unknown,
            Self::Dismissed(_) => dismissed,
        }
    }

    /// Whether the same words must not be sent again by themselves: they are on their way, or may be billed already.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Sending | Self::Making(..) | Self::Unknown(_))
    }

    /// The provider's task, where there is one.
    #[must_use]
    pub fn task_id(&self) -> Option<&TaskId> {
        match self {
            Self::Making(id, _) | Self::Failed(id, _) => Some(id),
            Self::Made(spoken) => spoken.task_id.as_ref(),
            _ => None,
        }
    }
}

/// What the outstanding job of a speech will be answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeechAwaiting {
    /// What came of the paid request.
    Outcome,
    /// What the provider says of it.
    Answer,
    /// Its sound.
    Sound,
}

/// How a speech is being watched. Not kept: it begins anew at every start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeechWatch {
    /// What its outstanding job is; a speech has at most one.
    pub awaiting: Option<SpeechAwaiting>,
    /// The lost one in whose place it is sent.
    pub instead_of: Option<SubmissionId>,
    /// How often it was asked about since the start.
    pub asks: u32,
    /// Why the last ask gave no answer.
    pub ask_fault: Option<AskFault>,
    /// Why its sound is not here.
    pub sound_fault: Option<SpeechFault>,
}

/// Why the sound of a spoken voice did not come. The voice can be used all the same, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeechFault {
    /// No connection, a cut, a timeout, 5xx; the system's words.
    Network(String),
    /// The address no longer works; the HTTP status.
    Dead(u16),
    /// What came is no whole sound; what is wrong with it.
    NotASound(String),
    /// This computer would not keep it; the system's words.
    Disk(String),
}

/// How a voice that was made can be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpokenVoice {
    /// By its id, with its length as far as it is known.
    ById(String, Option<Duration>),
    /// As a file, since its id is too old; the name that it is given.
    Kept(KeptSound, String),
}

/// One approved order of spoken text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    /// Our own id.
    pub id: SubmissionId,
    /// What is spoken.
    pub wording: Wording,
    /// Where it went.
    pub door: Door,
    /// The price that was shown.
    pub price: Money,
    /// When it was approved. The life of a made voice is counted from here, which is a little early.
    pub created_at: Timestamp,
    /// Where it is.
    pub stage: SpeechStage,
    /// For support.
    pub request_id: Option<String>,
    /// Whether the person wants to see it no more. It stays in the ledger, since it was paid for.
    pub forgotten: bool,
    /// How it is being watched.
    pub watch: SpeechWatch,
}

/// What goes with an approval besides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeechApproval {
    /// A fresh id.
    pub id: SubmissionId,
    /// When.
    pub at: Timestamp,
    /// Where it goes.
    pub door: Door,
    /// The price that was shown.
    pub price: Money,
    /// The lost one in whose place it is sent, as the person chose after being told that both may be billed.
    pub instead_of: Option<SubmissionId>,
}

/// The permission to have one text spoken, once.
#[derive(Debug, PartialEq, Eq)]
pub struct SpeechSubmission {
    speech: Box<Speech>,
    instead_of: Option<SubmissionId>,
}

impl SpeechSubmission {
    /// What is sent, as it stands in the ledger while it is on its way.
    #[must_use]
    pub fn speech(&self) -> &Speech {
        &self.speech
    }

    /// The lost one that is given up with it.
    #[must_use]
    pub fn instead_of(&self) -> Option<SubmissionId> {
        self.instead_of
    }
}

/// What the provider says of a speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeechAnswer {
    /// Its id of the task, where it names one.
    pub task_id: Option<TaskId>,
    /// The status.
    pub status: Status,
    /// The made voice, once there is one: its id and its length.
    pub audio: Option<(String, Option<Duration>)>,
    /// Where the sound is. Signed: never logged, never kept.
    pub url: Option<String>,
    /// Why it failed, when it says so.
    pub reason: Option<String>,
    /// For support.
    pub request_id: Option<String>,
}

impl SpeechAnswer {
    /// The stage that follows; `None` when the answer names neither a task nor a made voice.
    #[must_use]
    pub fn stage(&self) -> Option<SpeechStage> {
        let failed = self.status == Status::Failed;
        match (&self.audio, &self.task_id) {
            (Some((audio_id, length)), task_id) if !failed => Some(SpeechStage::Made(Spoken {
                task_id: task_id.clone(),
                audio_id: audio_id.clone(),
                said_length: *length,
                sound: None,
            })),
            (_, Some(task_id)) if failed => {
                Some(SpeechStage::Failed(task_id.clone(), self.reason.clone().unwrap_or_default()))
            }
            (_, Some(task_id)) => Some(SpeechStage::Making(task_id.clone(), self.status.clone())),
            (_, None) => None,
        }
    }
}

/// What came of the paid request. There is no "later": it is the person who tries again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeechOutcome {
    /// A clear refusal arrived, or no byte was sent: nothing was billed.
    Refused(Refusal),
    /// The provider took it: it is billed.
    Taken(SpeechAnswer),
    /// Bytes were sent and no clear answer came: it may be billed. Never sent again by the program.
    Unknown(Lost),
}

impl Speech {
    /// Approves words: the one way to the permission to send them.
    #[must_use]
    pub fn approve(wording: Wording, approval: SpeechApproval) -> (Self, SpeechSubmission) {
        let SpeechApproval { id, at, door, price, instead_of } = approval;
        let stage = SpeechStage::Sending;
        let watch = SpeechWatch::default();
        let speech =
            Self { id, wording, door, price, created_at: at, stage, request_id: None, forgotten: false, watch };
        let submission = SpeechSubmission { speech: Box::new(speech.clone()), instead_of };
        (speech, submission)
    }

    /// Takes what came of the paid request. Says whether that changed anything: only what is on its way, or was called lost
    /// meanwhile, has an outcome.
    pub fn settle(&mut self, outcome: SpeechOutcome) -> bool {
        if !matches!(self.stage, SpeechStage::Sending | SpeechStage::Unknown(_)) {
            return false;
        }
        let (stage, request_id) = match outcome {
            SpeechOutcome::Refused(refusal) => (SpeechStage::Refused(refusal.clone()), refusal.request_id),
            SpeechOutcome::Unknown(lost) => (SpeechStage::Unknown(lost), None),
            SpeechOutcome::Taken(answer) => match answer.stage() {
                Some(stage) => (stage, answer.request_id),
                None => (SpeechStage::Unknown(Lost::Unclear(200, String::new())), answer.request_id),
            },
        };
        self.stage = stage;
        self.request_id = request_id.or(self.request_id.take());
        true
    }

    /// Takes the provider's word about one that it is making. Says whether that changed anything.
    pub fn hear(&mut self, answer: &SpeechAnswer) -> bool {
        let SpeechStage::Making(task_id, before) = &self.stage else { return false };
        let answer = SpeechAnswer { task_id: answer.task_id.clone().or(Some(task_id.clone())), ..answer.clone() };
        let same = answer.audio.is_none() && answer.status == *before;
        match answer.stage() {
            Some(stage) if !same => {
                self.stage = stage;
                self.request_id = answer.request_id.or(self.request_id.take());
                true
            }
            _ => false,
        }
    }

    /// Gives a lost one up, since it is sent once more.
    pub fn dismiss(&mut self) -> bool {
        let SpeechStage::Unknown(lost) = &self.stage else { return false };
        self.stage = SpeechStage::Dismissed(lost.clone());
        true
    }

    /// The made voice, unless the person wants it no more.
    #[must_use]
    pub fn spoken(&self) -> Option<&Spoken> {
        if let SpeechStage::Made(spoken) = &self.stage { Some(spoken) } else { None }.filter(|_| !self.forgotten)
    }

    /// When the id of a made voice ends.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.created_at.checked_add(LIFE).unwrap_or(Timestamp::MAX)
    }

    /// How the made voice can be used at a time: by its id while it lives, else by the kept sound.
    #[must_use]
    pub fn usable(&self, now: Timestamp) -> Option<SpokenVoice> {
        let spoken = self.spoken()?;
        let length = spoken.sound.as_ref().map(|sound| sound.length).or(spoken.said_length);
        if now < self.ends_at() {
            return Some(SpokenVoice::ById(spoken.audio_id.clone(), length));
        }
        spoken.sound.clone().map(|sound| SpokenVoice::Kept(sound, self.file_name()))
    }

    /// What the kept sound is called for the person: the start of its words.
    #[must_use]
    pub fn file_name(&self) -> String {
        let words = self.wording.typed().text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().take(40).collect()
    }

    /// Whether it was refused, or given up, because the provider has no such voice.
    #[must_use]
    pub fn found_no_voice(&self) -> bool {
        let words = match &self.stage {
            SpeechStage::Refused(refusal) => &refusal.message,
            SpeechStage::Failed(_, words) => words,
            _ => return false,
        };
        words.to_lowercase().contains("voice id not found")
    }
}

#[cfg(test)]
#[path = "speech_tests.rs"]
mod tests;
