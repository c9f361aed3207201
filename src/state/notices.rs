//! Messages to the person that belong to no field and no card, or that are worth saying besides the card.
//!
//! Not their words: a notice says what happened as data.

use std::path::PathBuf;

use jiff::Timestamp;

use super::{FormChange, Job, Moment, Place, State};
use crate::domain::{KeyFault, LibraryFault, OpenFault, Refusal, SoundFault, SubmissionId, Unreadable, Warning};

/// At most this many notices are kept; the oldest goes first.
const MOST: usize = 20;

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// A video is here.
    Ready(SubmissionId),
    /// A task was refused; nothing was billed.
    Refused(SubmissionId),
    /// The provider gave a task up.
    Failed(SubmissionId),
    /// The answer to a paid request was lost.
    Unknown(SubmissionId),
    /// The answer to a paid request for a spoken text was lost.
    NotHeard(SubmissionId),
    /// The provider refuses the account, so nothing more is sent and what runs is asked for slowly; why.
    Paused(Refusal),
    /// Part of a request had left when it was to be stopped: its answer is awaited.
    TooLateToStop(SubmissionId),
    /// The provider has the task, and offers no way to take it back.
    CannotCancel(SubmissionId),
    /// The provider knows no task with the id that was named for a lost submission; the id.
    NotThere(SubmissionId, String),
    /// Another task here has the id that was named already; the id.
    TaskIdTaken(String),
    /// A loaded file is neither a picture nor a sound; its name.
    NotMedia(String),
    /// No file dialog can be shown here: type or paste a path instead.
    NoDialog,
    /// Keeping or removing the key went wrong; why.
    KeyTrouble(KeyFault),
    /// A change of a task could not be written down; why.
    TaskNotSaved(SubmissionId, LibraryFault),
    /// The settings could not be written; why.
    SettingsNotSaved(String),
    /// A video was to be opened or shown, and its file is gone.
    VideoGone(SubmissionId),
    /// What the provider has in place of a video is damaged: it is not fetched by itself any more.
    Spoilt(SubmissionId),
    /// A file could not be opened or shown; why.
    NotOpened(OpenFault),
    /// Something of the form was emptied, replaced or filled in anew, which `Command::UndoForm` takes back.
    FormChanged(FormChange),
    /// What was wanted could not be made of the file in a place, which is as it was; why.
    NotMended(Place, Unreadable),
    /// The voice could not be played, or its playing broke off; why.
    NotPlayed(SoundFault),
    /// A recording was found that a crash had left; it can be put in the place of the voice.
    RecordingFound(PathBuf),
    /// The form could not be written down, so that a crash would lose it; why.
    DraftNotKept(String),
    /// The window was asked to close while a paid request is on its way: it closes when the answer is here.
    ClosesWhenAnswered,
    /// Something in the library or the settings could not be read and was left as it is.
    Warning(Warning),
}

impl NoticeKind {
    /// Whether it is good or neutral news, which may go by itself after a while. Trouble stays until it is dismissed.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Ready(_) | Self::NotMedia(_) | Self::FormChanged(_))
    }
}

/// A message to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// For `Command::Dismiss`.
    pub id: u64,
    /// What it is about.
    pub kind: NoticeKind,
    /// When it came.
    pub at: Timestamp,
}

/// Adds a notice, unless the same one is already shown.
pub(super) fn tell(state: &mut State, kind: NoticeKind, moment: Moment) -> Vec<Job> {
    state.notices.retain(|notice| notice.kind != kind);
    state.notices.push(Notice { id: state.next_notice, kind, at: moment.now });
    state.next_notice += 1;
    if state.notices.len() > MOST {
        state.notices.remove(0);
    }
    vec![]
}

/// Removes what was said of a change that could not be written: it is written now.
pub(super) fn on_saved(state: &mut State, id: SubmissionId) -> Vec<Job> {
    state.notices.retain(|notice| !matches!(&notice.kind, NoticeKind::TaskNotSaved(of, _) if *of == id));
    vec![]
}

/// Removes a notice.
pub(super) fn dismiss(state: &mut State, id: u64) -> Vec<Job> {
    state.notices.retain(|notice| notice.id != id);
    vec![]
}
