//! What the provider's answers mean: the three outcomes of a paid request, and the answers to asking.
//!
//! Not how they look on the wire: that is `services::api`. Texts of the provider are kept as they came, secrets removed.

use std::{path::PathBuf, time::Duration};

use super::submission::TaskId;
use super::video::Video;

/// What came of a paid request. There is no fourth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A task id arrived: it is billed.
    Accepted(Accepted),
    /// A clear refusal arrived, or no byte was sent: nothing was billed.
    Refused(Refusal),
    /// Not sent, or clearly refused for now (429/1302, 429/1303, 503, no connection): nothing was billed, and it goes
    /// back to the queue by itself, no sooner than the provider asked for.
    Later(Refusal, Option<Duration>),
    /// Bytes were sent and no clear answer came: it may be billed. Never sent again by the program.
    Unknown(Lost),
}

/// The provider's task for a paid request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id.
    pub task_id: TaskId,
    /// Its first status.
    pub status: Status,
    /// For support.
    pub request_id: Option<String>,
}

/// A refusal and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What to do about it.
    pub kind: RefusalKind,
    /// The provider's own words, or the system's; may be empty.
    pub message: String,
    /// The code in the body (`1201`, `quota_not_enough`), if there was one.
    pub code: Option<String>,
    /// The HTTP status, if there was an answer.
    pub http: Option<u16>,
    /// For support.
    pub request_id: Option<String>,
}

/// What a refusal means for the person (api.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// 1000–1004: the key is wrong, empty, invalid, not yet valid or expired.
    Key,
    /// 1100–1102, `quota_not_enough`: no funds, or the account is in trouble.
    Funds,
    /// 1103: no right to the resource; `model_not_found`.
    Rights,
    /// 1200, 1201, `invalid_request`: a parameter is wrong; the message says which.
    Parameter,
    /// 1202, 1203: the path or the resource is missing.
    Missing,
    /// 1300, 1301: policy or content safety.
    Policy,
    /// 1302: too fast.
    TooFast,
    /// 1303: too many tasks at once.
    TooMany,
    /// 1304: this address is not allowed.
    Address,
    /// 503, 5001: maintenance.
    Maintenance,
    /// No connection could be made; no byte of the request was sent.
    NotReached,
    /// Something on this computer stopped it before anything was sent (library, kept input, key).
    Here,
    /// The key may not go to this base URL before the person says so; nothing was sent.
    KeyHost,
    /// A refusal with a code that we do not know.
    Other,
}

/// Why no clear answer came to a paid request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The connection broke after bytes were sent; the system's words.
    Cut(String),
    /// No answer came in time.
    TimedOut,
    /// An answer came that decides nothing; its HTTP status and the start of its text.
    Unclear(u16, String),
    /// The program ended between sending and the answer.
    Interrupted,
}

/// What the provider says of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Waiting there.
    Submitted,
    /// Being made.
    Processing,
    /// Done.
    Succeeded,
    /// Will never be done.
    Failed,
    /// A word we do not know: shown, asked again, never guessed.
    Unrecognised(String),
}

/// The answer to asking for a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The provider's id, if the answer names one (it does when asked by our own id).
    pub task_id: Option<TaskId>,
    /// The status.
    pub status: Status,
    /// Where the video is, when there is one. Signed: never logged, never kept.
    pub url: Option<String>,
    /// Why it failed, when it says so.
    pub reason: Option<String>,
    /// What the provider deducted, in its units, as text.
    pub units: Option<String>,
    /// For support.
    pub request_id: Option<String>,
}

/// Why asking gave no answer. Never a reason to give a task up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskFault {
    /// No connection, a cut, a timeout; the system's words.
    Network(String),
    /// 5xx, HTML, not JSON, a redirect; the HTTP status and the start of its text.
    Garbled(u16, String),
    /// Too fast: ask again after this, if it was said.
    Busy(Option<Duration>),
    /// The provider clearly refuses to answer: key, rights, funds, or not there.
    Refused(Refusal),
}

/// Why a download did not end in a video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadFault {
    /// No connection, a cut, a timeout, 5xx; the system's words.
    Network(String),
    /// The address no longer works (400, 401, 403, 404, 410): a fresh one must be asked for; the HTTP status.
    Dead(u16),
    /// What came is not a whole video. Nothing of it is kept.
    NotAVideo(Found),
    /// There is no room left where this folder is. What has come is kept.
    Full(PathBuf),
    /// Nothing can be written in this folder: not allowed, read-only, or gone.
    NotWritable(PathBuf),
    /// This computer would not keep it for another reason; the system's words.
    Disk(String),
    /// Another program that has the same library open is fetching it just now.
    Elsewhere,
}

impl DownloadFault {
    /// Whether the trouble is on this computer, where only the person can mend it.
    #[must_use]
    pub fn is_here(&self) -> bool {
        matches!(self, Self::Full(_) | Self::NotWritable(_) | Self::Disk(_))
    }
}

/// What was found in place of a whole video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Not one byte.
    Nothing,
    /// A page or a message (HTML, JSON); the start of its words, secrets removed.
    Words(String),
    /// More bytes than this, the most that are taken.
    TooLarge(u64),
    /// A file that is no MP4 video, or is cut off or damaged; what is wrong with it, and which file it is.
    Damaged(String, Content),
    /// An address that is not gone to: no https, or not an address.
    BadAddress,
}

/// What tells the content of one file from that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256.
    pub digest: [u8; 32],
}

/// A finished download.
pub type Downloaded = Result<Video, DownloadFault>;
