//! How a stage is kept: its word, the provider's id, and the rest as JSON through twins of the domain's types.
//!
//! Not a wire format: nothing of this is sent anywhere. Progress and addresses of results are never kept. A word that
//! this version does not know is an error that names it, never a guess.

use std::{path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

use super::paths;
use crate::domain::{Lost, Refusal, RefusalKind, Stage, StageWord, Status, TaskId, Video};

/// A stage as the three columns that hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptStage {
    /// The name of its word.
    pub word: String,
    /// The provider's id, once there is one.
    pub task_id: Option<String>,
    /// The rest, as JSON.
    pub data: String,
}

/// What belongs to a stage besides the provider's id; each stage uses what it needs.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<RefusalTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<StatusTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<LostTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    video: Option<VideoTwin>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct RefusalTwin {
    #[serde(with = "RefusalKindTwin")]
    kind: RefusalKind,
    message: String,
    code: Option<String>,
    http: Option<u16>,
    request_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RefusalKind", rename_all = "snake_case")]
enum RefusalKindTwin {
    Key,
    Funds,
    Rights,
    Parameter,
    Missing,
    Policy,
    TooFast,
    TooMany,
    Address,
    Maintenance,
    NotReached,
    Here,
    KeyHost,
    Other,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StatusTwin {
    Submitted,
    Processing,
    Succeeded,
    Failed,
    Unrecognised(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LostTwin {
    Cut(String),
    TimedOut,
    Unclear { http: u16, text: String },
    Interrupted,
}

#[derive(Serialize, Deserialize)]
struct VideoTwin {
    path: PathTwin,
    bytes: u64,
    length_ns: u64,
    width: u32,
    height: u32,
    frames_per_1000_s: u32,
    codec: String,
    sound: Option<String>,
    poster: Option<PathTwin>,
    #[serde(default)]
    modified: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    damage: Option<String>,
}

/// A path as text where it is Unicode, else as the system's own bytes.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PathTwin {
    Text(String),
    Bytes { bytes: Vec<u8> },
}

/// The three columns of a stage.
pub(super) fn keep(stage: &Stage) -> Result<KeptStage, serde_json::Error> {
    let mut data = Data::default();
    match stage {
        Stage::Waiting(refusal) => data.refusal = refusal.as_ref().map(RefusalTwin::from),
        Stage::Refused(refusal) => data.refusal = Some(refusal.into()),
        Stage::Running(_, status) => data.status = Some(status.into()),
        Stage::Ready(_, video) => data.video = Some(video.into()),
        Stage::Failed(_, reason) => data.reason = Some(reason.clone()),
        Stage::Unknown(lost) | Stage::Dismissed(lost) => data.lost = Some(lost.into()),
        Stage::Sending(..) | Stage::Downloading(..) | Stage::Cancelled => {}
    }
    Ok(KeptStage {
        word: stage.word().name().to_owned(),
        task_id: stage.task_id().map(|id| id.0.clone()),
        data: serde_json::to_string(&data)?,
    })
}

/// The stage of three columns, with progress at nothing; else what is wrong with them.
pub(super) fn read(kept: &KeptStage) -> Result<Stage, String> {
    let word = StageWord::ALL.into_iter().find(|word| word.name() == kept.word);
    let word = word.ok_or_else(|| format!("the stage “{}” is not known here", kept.word))?;
    let data: Data = serde_json::from_str(&kept.data).map_err(|error| format!("its stage data: {error}"))?;
    let lacks = |what: &str| format!("the stage “{}” lacks its {what}", word.name());
    let task_id = || kept.task_id.clone().map(TaskId).ok_or_else(|| lacks("task id"));
    let refusal = data.refusal.map(Refusal::from);
    Ok(match word {
        StageWord::Waiting => Stage::Waiting(refusal),
        StageWord::Uploading => Stage::Sending(0, 0),
        StageWord::Submitted | StageWord::Processing => {
            Stage::Running(task_id()?, data.status.ok_or_else(|| lacks("status"))?.into())
        }
        StageWord::Downloading => Stage::Downloading(task_id()?, 0, None),
        StageWord::Ready => Stage::Ready(task_id()?, data.video.ok_or_else(|| lacks("video"))?.into()),
        StageWord::Refused => Stage::Refused(refusal.ok_or_else(|| lacks("refusal"))?),
        StageWord::Failed => Stage::Failed(task_id()?, data.reason.ok_or_else(|| lacks("reason"))?),
        StageWord::Unknown => Stage::Unknown(data.lost.ok_or_else(|| lacks("cause"))?.into()),
        StageWord::Cancelled => Stage::Cancelled,
        StageWord::Dismissed => Stage::Dismissed(data.lost.ok_or_else(|| lacks("cause"))?.into()),
    })
}

/// Whole nanoseconds; a length of more than 584 years becomes that.
pub(super) fn nanoseconds(length: Duration) -> u64 {
    u64::try_from(length.as_nanos()).unwrap_or(u64::MAX)
}

impl From<&Refusal> for RefusalTwin {
    fn from(refusal: &Refusal) -> Self {
        let Refusal { kind, message, code, http, request_id } = refusal.clone();
        Self { kind, message, code, http, request_id }
    }
}

impl From<RefusalTwin> for Refusal {
    fn from(twin: RefusalTwin) -> Self {
        let RefusalTwin { kind, message, code, http, request_id } = twin;
        Self { kind, message, code, http, request_id }
    }
}

impl From<&Status> for StatusTwin {
    fn from(status: &Status) -> Self {
        match status {
            Status::Submitted => Self::Submitted,
            Status::Processing => Self::Processing,
            Status::Succeeded => Self::Succeeded,
            Status::Failed => Self::Failed,
            Status::Unrecognised(word) => Self::Unrecognised(word.clone()),
        }
    }
}

impl From<StatusTwin> for Status {
    fn from(twin: StatusTwin) -> Self {
        match twin {
            StatusTwin::Submitted => Self::Submitted,
            StatusTwin::Processing => Self::Processing,
            StatusTwin::Succeeded => Self::Succeeded,
            StatusTwin::Failed => Self::Failed,
            StatusTwin::Unrecognised(word) => Self::Unrecognised(word),
        }
    }
}

impl From<&Lost> for LostTwin {
    fn from(lost: &Lost) -> Self {
        match lost {
            Lost::Cut(words) => Self::Cut(words.clone()),
            Lost::TimedOut => Self::TimedOut,
            Lost::Unclear(http, text) => Self::Unclear { http: *http, text: text.clone() },
            Lost::Interrupted => Self::Interrupted,
        }
    }
}

impl From<LostTwin> for Lost {
    fn from(twin: LostTwin) -> Self {
        match twin {
            LostTwin::Cut(words) => Self::Cut(words),
            LostTwin::TimedOut => Self::TimedOut,
            LostTwin::Unclear { http, text } => Self::Unclear(http, text),
            LostTwin::Interrupted => Self::Interrupted,
        }
    }
}

impl From<&Video> for VideoTwin {
    fn from(video: &Video) -> Self {
        Self {
            path: video.path.clone().into(),
            bytes: video.bytes,
            length_ns: nanoseconds(video.length),
            width: video.width,
            height: video.height,
            frames_per_1000_s: video.frames_per_1000_s,
            codec: video.codec.clone(),
            sound: video.sound.clone(),
            poster: video.poster.clone().map(PathTwin::from),
            modified: video.modified.map(|time| time.to_string()),
            damage: video.damage.clone(),
        }
    }
}

impl From<VideoTwin> for Video {
    fn from(twin: VideoTwin) -> Self {
        Self {
            path: twin.path.into(),
            bytes: twin.bytes,
            length: Duration::from_nanos(twin.length_ns),
            width: twin.width,
            height: twin.height,
            frames_per_1000_s: twin.frames_per_1000_s,
            codec: twin.codec,
            sound: twin.sound,
            poster: twin.poster.map(PathBuf::from),
            modified: twin.modified.and_then(|time| time.parse().ok()),
            damage: twin.damage,
        }
    }
}

impl From<PathBuf> for PathTwin {
    fn from(path: PathBuf) -> Self {
        match path.into_os_string().into_string() {
            Ok(text) => Self::Text(text),
            Err(other) => Self::Bytes { bytes: paths::to_bytes(other.as_ref()) },
        }
    }
}

impl From<PathTwin> for PathBuf {
    fn from(twin: PathTwin) -> Self {
        match twin {
            PathTwin::Text(text) => Self::from(text),
            PathTwin::Bytes { bytes } => paths::from_bytes(&bytes),
        }
    }
}
