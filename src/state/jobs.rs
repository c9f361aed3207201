//! What services are asked to do.
//!
//! Plain data. Every job is answered by the events that its line names, so that nothing waits for ever.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

use super::messages::{Place, Source, Ticket};
use super::sound::SoundJob;
use super::speech::SpeechJob;
use crate::domain::{
    ApiKey, BaseUrl, Door, KeptDraft, Language, Link, PictureEdit, Settings, SoundEdit, Standing, Submission,
    SubmissionId, Task, TaskId, Video,
};

/// What services are asked to do. Each job is answered as its line says.
#[derive(Debug, PartialEq)]
pub enum Job {
    /// Opens library and settings, unless they are open. `LibraryOpened` or `LibraryTrouble`.
    OpenLibrary,
    /// Reads the key from the environment or the keychain. `Key`.
    ReadKey,
    /// Writes the key to the keychain, or keeps it for the session where there is none. `Key` or `KeyTrouble`.
    KeepKey(ApiKey),
    /// Writes the key to its file. `Key` or `KeyTrouble`.
    KeepKeyInFile(ApiKey),
    /// Removes the key. `Key` or `KeyTrouble`.
    RemoveKey,
    /// Starts the practice server, once. `PracticeReady`.
    StartPractice,
    /// Finds out by content which place each file belongs to. `Sorted` or `NotMedia` for each.
    Sort(Vec<PathBuf>),
    /// Reads, measures and keeps a picture, and makes of it what an edit says. `PortraitRead`.
    ReadPortrait(Ticket, Source, PictureEdit),
    /// Fetches the picture at an address, as far as what goes through this door may be asked, and measures and keeps it.
    /// `PortraitSeen`.
    Peek(Ticket, Link, Door),
    /// Reads, measures and keeps a sound, and makes of it what an edit says. `VoiceRead`.
    ReadVoice(Ticket, Source, SoundEdit),
    /// Shows the file dialog in a language. `Chosen` or `NoDialog`.
    Choose(Place, Language),
    /// Shows the folder dialog in a language. `FolderChosen` or `NoDialog`.
    ChooseFolder(Language),
    /// Writes a new waiting task to the ledger and flushes it. `Enrolled`.
    Enroll(Box<Task>),
    /// Marks the task as being sent in the ledger, flushes it, then sends the one paid request. `Uploading`, `Answered`.
    Send(Submission),
    /// Stops the request of a task that is being sent, if nothing of it has left: `Answered` says then that it is to wait.
    /// Else `TooLate`, and `Answered` as before. Nothing for a task that is not being sent.
    Stop(SubmissionId),
    /// Writes where waiting tasks stand. `NotSaved` when that fails, else nothing.
    Arrange(Vec<(SubmissionId, Standing)>),
    /// Waits, then says so. `Due`.
    Wait(SubmissionId, Duration),
    /// Ends the wait of this task's outstanding job at once. Nothing is reported by this job itself.
    Hurry(SubmissionId),
    /// Waits, then asks for the task. `Asked`.
    Ask(SubmissionId, Door, TaskId, Duration),
    /// Waits, then looks for a task by its external id. `LookedFor`.
    LookFor(SubmissionId, Door, String, Duration),
    /// Fetches the video to its place, verifies it and writes it to the ledger. `Downloading`, `Downloaded`.
    Download(Box<Fetch>),
    /// Looks at the files of finished videos, one after the other. `VideosSeen`.
    LookAtVideos(Vec<(SubmissionId, Video)>),
    /// Writes a change of a task to the ledger. `NotSaved` when that fails, else nothing.
    Save(Box<Task>),
    /// Keeps the form, as soon as nobody types for a moment; an empty one at once. `DraftNotKept` when that fails, else
    /// nothing.
    SaveDraft(Box<KeptDraft>),
    /// Writes the settings and uses them from now on. `SettingsNotSaved` when that fails, else nothing.
    SaveSettings(Settings),
    /// Asks the provider with this base URL, free of charge, whether the key is good. `ConnectionTested`.
    TestConnection(BaseUrl),
    /// Opens a file in the system's player. `OpeningBegun` or `NotOpened`.
    OpenFile(PathBuf),
    /// Shows a file in its folder. `OpeningBegun` or `NotOpened`.
    ShowInFolder(PathBuf),
    /// Plays or records.
    Sound(SoundJob),
    /// Has a text spoken.
    Speech(SpeechJob),
}

/// What a download needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// Whose video.
    pub id: SubmissionId,
    /// Where from. Signed: never logged, never kept.
    pub url: String,
    /// For the file's name.
    pub title: String,
    /// For the file's name.
    pub created_at: Timestamp,
    /// The file or folder the person named for this task, else the folder of the settings.
    pub destination: Option<PathBuf>,
    /// The provider's task that it is the video of.
    pub task_id: TaskId,
    /// Where the finished video was that is fetched once more. Whatever is there now stays.
    pub place: Option<PathBuf>,
    /// Whether what comes is kept also when it is no whole video.
    pub even_damaged: bool,
}
