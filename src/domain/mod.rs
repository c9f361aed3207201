//! What is true of talking-avatar videos: drafts, media facts, limits, checks, price, submissions, tasks, polling.
//!
//! Pure: no files, no network, no threads, no clock and no randomness in here. Times and ids come in as data.
//! The words mean what they mean everywhere in the program; see `lib.rs`.

pub mod account;
pub mod check;
mod check_typed;
pub mod details;
pub mod device;
pub mod draft;
pub mod history;
pub mod kept;
pub mod limits;
pub mod media;
pub mod outcome;
pub mod peek;
pub mod picture;
pub mod polling;
pub mod price;
pub mod queue;
pub mod reach;
pub mod report;
pub mod settings;
pub mod sound;
pub mod speech;
pub mod submission;
pub mod task;
pub mod trouble;
pub mod typed;
pub mod video;
pub mod voices;

pub use account::{ApiKey, BaseUrl, Door, KeyHome, KeyStatus};
pub use check::{Checked, check};
pub use details::{Billed, Details, NextStep};
pub use device::{Microphone, SoundFault};
pub use draft::{Draft, Link, Loaded, Medium, Mode, Origin, Slot, Unreadable, Voice, VoiceWay};
pub use kept::{KeptDraft, KeptInput};
pub use limits::Limits;
pub use media::{Damage, ImageFacts, ImageFormat, InputId, Level, Peaks, SoundFacts, SoundFormat};
pub use outcome::{
    Accepted, Answer, AskFault, Content, DownloadFault, Found, Lost, Outcome, Refusal, RefusalKind, Status,
};
pub use peek::{Peek, Unseen};
pub use picture::{Area, PictureChange, PictureEdit};
pub use price::{Estimate, Money, Rates};
pub use queue::{Move, Standing};
pub use report::{Check, Finding, Fix, Report, Rule, Verdict};
pub use settings::{Language, MotionChoice, Scale, Settings, SpeechChoice, SystemLook, ThemeChoice};
pub use sound::{LeftOut, Part, SoundChange, SoundEdit};
pub use speech::{
    KeptSound, Speech, SpeechAnswer, SpeechApproval, SpeechAwaiting, SpeechFault, SpeechOutcome, SpeechStage,
    SpeechSubmission, SpeechWatch, Spoken, SpokenVoice,
};
pub use submission::{Approval, Order, PortraitInput, Submission, SubmissionId, TaskId, VoiceInput};
pub use task::{Awaiting, Stage, StageWord, Task, Watch};
pub use trouble::{Allowed, KeyFault, KeyFileFault, LibraryFault, OpenFault, Warning};
pub use typed::{Speed, Typed, Wording};
pub use video::{Presence, Spoilt, Video};
pub use voices::{KnownVoice, Tongue};
