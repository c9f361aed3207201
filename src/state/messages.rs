//! What the person asks and what the world reports. What services are asked to do is in `jobs`.
//!
//! Plain data: no closures, no channels, no handles. Answers carry the id of their subject, so that late ones can be
//! ignored.

use std::{path::PathBuf, sync::Arc, time::Duration};

use jiff::Timestamp;

use super::sound::{SoundCommand, SoundEvent};
use super::speech::{SpeechCommand, SpeechEvent};
use crate::domain::{
    Answer, ApiKey, AskFault, BaseUrl, DownloadFault, Fix, ImageFacts, InputId, KeptDraft, KeptInput, KeyFault,
    KeyStatus, LibraryFault, Loaded, Mode, Move, OpenFault, Outcome, PictureEdit, Presence, Refusal, Settings,
    SoundEdit, SoundFacts, Speech, SubmissionId, SystemLook, Task, TaskId, Unreadable, Unseen, Video, VoiceWay,
    Warning, history::Group,
};

/// What happens in the world at the moment of an update. The clock and the dice live outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The time.
    pub now: Timestamp,
    /// 128 random bits, fresh for this update.
    pub fresh: u128,
}

/// What `update` takes.
#[derive(Debug, PartialEq)]
pub enum Input {
    /// From a view or the command line.
    Command(Command),
    /// From a service.
    Event(Event),
}

/// Distinguishes the answers to successive reads into the same place: only the newest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Where a picture or sound comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    Path(PathBuf),
    /// A picture from the clipboard: width, height, RGBA bytes.
    Pixels(u32, u32, Arc<[u8]>),
    /// The portrait or the voice that comes with the program, by which place asks.
    Sample,
    /// An input that is already kept, with the name it had.
    Kept(InputId, String),
    /// A recording made here. Its file goes as soon as a copy of it is kept.
    Recorded(PathBuf),
}

impl From<KeptInput> for Source {
    fn from(input: KeptInput) -> Self {
        Self::Kept(input.id, input.name)
    }
}

/// A place of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The picture.
    Portrait,
    /// The sound.
    Voice,
}

/// A page of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettingsPage {
    /// Key, connection, base URL, rates.
    #[default]
    Account,
    /// Download folder and where things are.
    Library,
    /// What the checks allow.
    Limits,
    /// Theme.
    Appearance,
    /// Version and licences.
    About,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Reads files into the form: pictures go to the portrait, sounds to the voice, by content.
    Load(Vec<PathBuf>),
    /// Reads one source into one place, replacing what is there.
    Put(Place, Source),
    /// Takes a typed path or address for one place; a path is read, an address is sent as it is. The picture at an address is
    /// looked at.
    Type(Place, String),
    /// Empties one place.
    Clear(Place),
    /// Mends what a fix names of the file in a place, as far as that can be done here. Can be taken back.
    Mend(Place, Fix),
    /// Makes this of the picture as it was given. Can be taken back.
    EditPicture(PictureEdit),
    /// Makes this of the sound as it was given. Can be taken back.
    EditSound(SoundEdit),
    /// Goes back to the file as it was given. Can be taken back.
    Restore(Place),
    /// Opens the file dialog for one place.
    Choose(Place),
    /// Switches the way the voice is given; the other way keeps what it has.
    UseVoiceWay(VoiceWay),
    /// Takes the text of the link-or-id field.
    SetVoiceLink(String),
    /// Takes the direction.
    SetDirection(String),
    /// Chooses the quality.
    SetMode(Mode),
    /// Takes the title.
    SetTitle(String),
    /// Takes the callback address.
    SetCallbackUrl(String),
    /// Takes the own task id.
    SetOwnTaskId(String),
    /// Says where this draft's video should go: a file, or a folder. The window leaves it alone.
    SetDestination(Option<PathBuf>),
    /// Approves the draft at the price shown: at most one paid request follows. Does nothing unless every check passes.
    Create,
    /// Takes back a task that was not sent yet. Of one that the provider has it is said that this cannot be.
    Cancel(SubmissionId),
    /// Holds waiting tasks: they are not sent until they are released, also after a restart.
    Hold(Vec<SubmissionId>),
    /// Releases held tasks: each is sent when it is its turn.
    Release(Vec<SubmissionId>),
    /// Moves a waiting task in its line.
    PutInLine(SubmissionId, Move),
    /// Takes a waiting task back and puts its order into the form: it is approved anew when Create is pressed.
    Edit(SubmissionId),
    /// Stops a request that is on its way, if nothing of it has left: then it waits again, held. Else it is said that it
    /// is too late, and its answer is awaited.
    Stop(SubmissionId),
    /// Ends the pause that a refusal of the account brought: what waits is sent again, what runs is asked for at once.
    Resume,
    /// Looks at once for a submission whose answer was lost, asks at once for a running one, or fetches again.
    LookNow(SubmissionId),
    /// Asks the provider for the task that the person names for a submission whose answer was lost; when the provider knows
    /// it, the submission goes on as accepted, else it stays as it was.
    NameTask(SubmissionId, TaskId),
    /// Gives a submission up whose answer was lost: it is looked for no more. It may be billed all the same.
    DismissLost(SubmissionId),
    /// Approves the order of a lost or given-up submission once more at its present price: at most one more paid request
    /// follows, under an id of its own, and the lost one is given up. Both may be billed.
    SendAgain(SubmissionId),
    /// Looks whether the files of finished videos are still there and as they were: of these tasks, or of all when none is
    /// named. The window does so by itself at the start and whenever it is turned to again.
    LookAtVideos(Vec<SubmissionId>),
    /// Fetches a video once more whose file is gone or was changed, or that came damaged each time. Nothing is sent that is
    /// billed.
    FetchAgain(SubmissionId),
    /// Fetches once more what came damaged each time and keeps it as it is, under a name that says so.
    KeepDamaged(SubmissionId),
    /// Opens the finished video in the system's player.
    OpenVideo(SubmissionId),
    /// Shows the finished video in its folder.
    ShowInFolder(SubmissionId),
    /// Puts a past order back into the form, its kept inputs included.
    UseAgain(SubmissionId),
    /// Takes back the last emptying or replacing of a place, or the last `UseAgain`. Does nothing when there is nothing to
    /// take back: after `Create`, or when what would be lost by it is newer.
    UndoForm,
    /// Puts the form back as it was kept, unless one was begun, and keeps it from now on. The window does so by itself at
    /// the start; the command line leaves what is kept alone.
    TakeUpForm,
    /// Narrows the list to a group.
    ShowGroup(Group),
    /// Narrows the list to what holds these words.
    Search(String),
    /// Opens the settings at a page.
    OpenSettings(SettingsPage),
    /// Closes the settings.
    CloseSettings,
    /// Keeps a key in the keychain and uses it.
    KeepKey(ApiKey),
    /// Keeps a key in a file, as the person chose where there is no keychain, and uses it.
    KeepKeyInFile(ApiKey),
    /// Removes the key from the keychain, from the file and from memory.
    RemoveKey,
    /// Lets the key go to this base URL, if it is the one in force, until another one is allowed.
    AllowBaseUrl(BaseUrl),
    /// Keeps the key from this base URL: the settings go back to the one before it, where it stands in the settings.
    RefuseBaseUrl(BaseUrl),
    /// Asks the provider, free of charge, whether the key is good.
    TestConnection,
    /// Uses and keeps new settings.
    Set(Settings),
    /// The welcome was seen or skipped: it does not come again.
    Welcomed,
    /// Opens the folder dialog for the download folder.
    ChooseDownloadFolder,
    /// Shows a folder or file of the program in the system's file manager.
    Reveal(PathBuf),
    /// Removes a notice.
    Dismiss(u64),
    /// Tells the person that the window closes when the request that is on its way is answered.
    WaitToClose,
    /// Opens the library that could not be opened, as after its folder was mended. Does nothing otherwise.
    OpenLibrary,
    /// Plays or records.
    Sound(SoundCommand),
    /// Has a text spoken.
    Speech(SpeechCommand),
    /// Takes up these unfinished tasks, or all of them when none is named. The window does so by itself at the start.
    TakeUp(Vec<SubmissionId>),
}

/// What the library holds when it is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Every task, in any order. A task that was being sent comes back as `Unknown(Interrupted)`.
    pub tasks: Vec<Task>,
    /// Every spoken text. One that was being sent comes back as `Unknown(Interrupted)`.
    pub speeches: Vec<Speech>,
    /// The settings, as far as they could be read.
    pub settings: Settings,
    /// The form as it was kept, if there was anything in it, or why it cannot be read. For the window alone.
    pub draft: Result<Option<KeptDraft>, Warning>,
    /// What could not be read and was left as it is: for notices.
    pub warnings: Vec<Warning>,
    /// Where things are.
    pub folders: Places,
}

/// Where things are on this computer, for showing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The settings file.
    pub settings: PathBuf,
    /// The file that keeps the key where the person chose that.
    pub key: PathBuf,
    /// The folder of the library: the ledger, kept inputs and posters.
    pub library: PathBuf,
    /// Where videos go when the settings name no folder.
    pub videos: PathBuf,
    /// The folder of the log files.
    pub logs: PathBuf,
}

/// What came of testing the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionResult {
    /// The key is good; how long the answer took.
    Accepted(Duration),
    /// The provider refused; why.
    Refused(Refusal),
    /// No usable answer; the system's words, or the HTTP status.
    NoAnswer(String),
}

/// What the world reports.
#[derive(Debug, PartialEq)]
pub enum Event {
    /// What the system says of language, light and motion, at the start and whenever it changes.
    SystemLook(SystemLook),
    /// The settings as far as they can be read in no time, for what is drawn before the library is open.
    SettingsSeen(Box<Settings>),
    /// The library and the settings are open.
    LibraryOpened(Box<Opened>),
    /// The library cannot be used; why. Nothing can be created.
    LibraryTrouble(LibraryFault),
    /// The key was read, kept or removed.
    Key(KeyStatus),
    /// Keeping or removing the key went wrong; why.
    KeyTrouble(KeyFault),
    /// The practice server answers, or why it does not.
    PracticeReady(Result<(), String>),
    /// A picture was read.
    PortraitRead(Ticket, Box<Result<Loaded<ImageFacts>, Unreadable>>),
    /// What came of looking at the picture at the portrait's address.
    PortraitSeen(Ticket, Box<Result<Loaded<ImageFacts>, Unseen>>),
    /// A sound was read: one, or its parts in their order when it was to be split; never none.
    VoiceRead(Ticket, Box<Result<Vec<Loaded<SoundFacts>>, Unreadable>>),
    /// A loaded file is neither a picture nor a sound; its name.
    NotMedia(String),
    /// Which place a loaded file belongs to, by its content.
    Sorted(Place, PathBuf),
    /// The dialog closed: the file chosen, if one was.
    Chosen(Place, Option<PathBuf>),
    /// The dialog closed: the folder chosen, if one was.
    FolderChosen(Option<PathBuf>),
    /// No file dialog can be shown on this computer.
    NoDialog,
    /// The task is in the ledger and on the disk, or why not.
    Enrolled(SubmissionId, Result<(), LibraryFault>),
    /// A task's wait is over.
    Due(SubmissionId),
    /// Part of the request left: bytes sent, bytes in all.
    Uploading(SubmissionId, u64, u64),
    /// What came of the paid request. The ledger has it already.
    Answered(SubmissionId, Outcome),
    /// What came of asking for a task.
    Asked(SubmissionId, Result<Answer, AskFault>),
    /// What came of looking for a submission whose answer was lost: the task, nothing there, or no way to look.
    LookedFor(SubmissionId, Result<Option<Answer>, AskFault>),
    /// Part of the video came: bytes done, bytes in all when known.
    Downloading(SubmissionId, u64, Option<u64>),
    /// What came of a download.
    Downloaded(SubmissionId, Box<Result<Video, DownloadFault>>),
    /// A request could not be stopped any more: part of it has left, and its answer is awaited.
    TooLate(SubmissionId),
    /// What was found at the places of these finished videos.
    VideosSeen(Vec<(SubmissionId, Video, Presence)>),
    /// A change of a task could not be written to the ledger; why. It is tried again where that may help.
    NotSaved(SubmissionId, LibraryFault),
    /// What could not be written of a task is written now.
    Saved(SubmissionId),
    /// The settings could not be written; why.
    SettingsNotSaved(String),
    /// The form could not be written down; why. Said once until it can be again.
    DraftNotKept(String),
    /// A program was started that opens or shows a file.
    OpeningBegun,
    /// Opening or showing a file went wrong; why.
    NotOpened(OpenFault),
    /// What came of testing the connection.
    ConnectionTested(ConnectionResult),
    /// What comes of playing or recording.
    Sound(SoundEvent),
    /// What comes of having a text spoken.
    Speech(SpeechEvent),
}
