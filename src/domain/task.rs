//! A task: one approved order, from waiting to its end.
//!
//! Not the network. Invariants: a waiting task departs at most once; `Ready`, `Refused`, `Failed`, `Cancelled` and
//! `Dismissed` are final and never change; nothing here ever makes a task fail because asking for it failed.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

use super::check::numbered;
use super::outcome::{AskFault, DownloadFault, Lost, Outcome, Refusal, Status};
use super::submission::{Approval, Order, PortraitInput, Submission, SubmissionId, TaskId, VoiceInput};
use super::{Checked, Door, Estimate, Presence, Spoilt, Standing, Video};

/// Where a task is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not sent. The last clear "not now", if there was one.
    Waiting(Option<Refusal>),
    /// Being sent: bytes sent, bytes in all (0 while unknown).
    Sending(u64, u64),
    /// The provider has it.
    Running(TaskId, Status),
    /// Done there, not yet here: bytes done, bytes in all when known.
    Downloading(TaskId, u64, Option<u64>),
    /// Here.
    Ready(TaskId, Video),
    /// Clearly refused, nothing billed.
    Refused(Refusal),
    /// The provider gave up; its words.
    Failed(TaskId, String),
    /// Sent, and no clear answer came. It may be billed.
    Unknown(Lost),
    /// Taken back by the person before it was sent.
    Cancelled,
    /// Sent, and given up by the person without an answer. It may be billed.
    Dismissed(Lost),
}

/// The word for a stage that scripts and filters use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageWord {
    /// See `Stage::Waiting`.
    Waiting,
    /// See `Stage::Sending`.
    Uploading,
    /// The provider has it and has not begun, or says something we do not know.
    Submitted,
    /// The provider is making it.
    Processing,
    /// See `Stage::Downloading`.
    Downloading,
    /// See `Stage::Ready`.
    Ready,
    /// See `Stage::Refused`.
    Refused,
    /// See `Stage::Failed`.
    Failed,
    /// See `Stage::Unknown`.
    Unknown,
    /// See `Stage::Cancelled`.
    Cancelled,
    /// See `Stage::Dismissed`.
    Dismissed,
}

impl StageWord {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Waiting,
        Self::Uploading,
        Self::Submitted,
        Self::Processing,
        Self::Downloading,
        Self::Ready,
        Self::Refused,
        Self::Failed,
        Self::Unknown,
        Self::Cancelled,
        Self::Dismissed,
    ];

    /// The name that scripts see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Uploading => "uploading",
            Self::Submitted => "submitted",
            Self::Processing => "processing",
            Self::Downloading => "downloading",
            Self::Ready => "ready",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
            Self::Dismissed => "dismissed",
        }
    }
}

impl Stage {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> StageWord {
        match self {
            Self::Waiting(_) => StageWord::Waiting,
            Self::Sending(..) => StageWord::Uploading,
            Self::Running(_, Status::Processing | Status::Succeeded) => StageWord::Processing,
            Self::Running(..) => StageWord::Submitted,
            Self::Downloading(..) => StageWord::Downloading,
            Self::Ready(..) => StageWord::Ready,
            Self::Refused(_) => StageWord::Refused,
            Self::Failed(..) => StageWord::Failed,
            Self::Unknown(_) => StageWord::Unknown,
            Self::Cancelled => StageWord::Cancelled,
            Self::Dismissed(_) => StageWord::Dismissed,
        }
    }

    /// Whether nothing more will happen to it.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Ready(..) | Self::Refused(_) | Self::Failed(..) | Self::Cancelled | Self::Dismissed(_))
    }

    /// The provider's id, once there is one.
    #[must_use]
    pub fn task_id(&self) -> Option<&TaskId> {
        match self {
            Self::Running(id, _) | Self::Downloading(id, ..) | Self::Ready(id, _) | Self::Failed(id, _) => Some(id),
            _ => None,
        }
    }
}

/// What a task's outstanding job will be answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    /// That it is in the ledger.
    Enrolment,
    /// A free place at the provider. No job is outstanding: `state::queue` sends it.
    Place,
    /// That its wait after a clear "not now" is over.
    Turn,
    /// What came of its paid request.
    Outcome,
    /// What the provider says of it.
    Answer,
    /// Whether it was found by its external id.
    Look,
    /// What the provider says of the task id that the person named.
    Named,
    /// Its video.
    Video,
}

/// How a task is being watched. Not kept: it begins anew at every start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// How often it was asked about, or looked for, or fetched, since the start.
    pub asks: u32,
    /// How many tries to send, looks or downloads in a row brought nothing.
    pub failures: u32,
    /// The one job for this task that has not been answered; any other answer is late and ignored.
    pub awaiting: Option<Awaiting>,
    /// When the next one is due.
    pub next: Option<Timestamp>,
    /// Why the last ask gave no answer.
    pub ask_fault: Option<AskFault>,
    /// Why the last download gave no video.
    pub download_fault: Option<DownloadFault>,
    /// When the last send, ask or download brought nothing.
    pub fault_at: Option<Timestamp>,
    /// The task id that the person named for a submission whose answer was lost, until the provider was asked for it.
    pub named: Option<TaskId>,
    /// What came whole in place of the video.
    pub spoilt: Option<Spoilt>,
    /// Whether the person wants what comes, also when it is no whole video.
    pub as_it_is: bool,
    /// What was found at the finished video's place when it was last looked at.
    pub presence: Presence,
    /// Of a finished video that is fetched once more: bytes here, bytes in all when known.
    pub again: Option<(u64, Option<u64>)>,
    /// Whether the provider, asked for a finished video once more, had none.
    pub none_there: bool,
}

/// One approved order and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Our own id.
    pub id: SubmissionId,
    /// For the person.
    pub title: String,
    /// What was asked for.
    pub order: Order,
    /// The `external_task_id`.
    pub external_id: String,
    /// Practice or live.
    pub door: Door,
    /// The price that was shown when it was approved.
    pub price: Estimate,
    /// When it was approved.
    pub created_at: Timestamp,
    /// When its upload began.
    pub sent_at: Option<Timestamp>,
    /// When it reached its end.
    pub finished_at: Option<Timestamp>,
    /// Where the video should go, when the person said so: a file, or a folder.
    pub destination: Option<PathBuf>,
    /// What the provider deducted, in its units, as text.
    pub units: Option<String>,
    /// The provider's request id of the last answer, for support.
    pub request_id: Option<String>,
    /// Where it is on its way.
    pub stage: Stage,
    /// Where it stands among those that wait.
    pub standing: Standing,
    /// How it is being watched.
    pub watch: Watch,
}

impl Task {
    /// Turns a checked draft and an approval into a waiting task.
    #[must_use]
    pub fn approve(checked: Checked, approval: Approval, destination: Option<PathBuf>) -> Self {
        let (order, own_task_id, title, part) = checked.into_parts();
        let title = numbered(&if title.is_empty() { title_of(&order) } else { title }, part);
        Self {
            id: approval.id,
            title,
            external_id: own_task_id.unwrap_or_else(|| approval.id.to_string()),
            order,
            door: approval.door,
            price: approval.price,
            created_at: approval.at,
            sent_at: None,
            finished_at: None,
            destination,
            units: None,
            request_id: None,
            stage: Stage::Waiting(None),
            standing: Standing::default(),
            watch: Watch::default(),
        }
    }

    /// The same order as a new task, approved anew: it has an id of its own, at the provider too.
    #[must_use]
    pub fn approve_again(&self, approval: Approval) -> Self {
        Self {
            id: approval.id,
            title: self.title.clone(),
            external_id: approval.id.to_string(),
            order: self.order.clone(),
            door: approval.door,
            price: approval.price,
            created_at: approval.at,
            sent_at: None,
            finished_at: None,
            destination: self.destination.clone(),
            units: None,
            request_id: None,
            stage: Stage::Waiting(None),
            standing: Standing::default(),
            watch: Watch::default(),
        }
    }

    /// Ends the waiting and hands out the permission to send; `None` when the task is not waiting, or is held.
    #[must_use]
    pub fn depart(&mut self, now: Timestamp) -> Option<Submission> {
        if !matches!(self.stage, Stage::Waiting(_)) || self.standing.held {
            return None;
        }
        self.stage = Stage::Sending(0, 0);
        self.sent_at = Some(now);
        self.watch = Watch { failures: self.watch.failures, awaiting: Some(Awaiting::Outcome), ..Watch::default() };
        Some(Submission::new(self.id, self.external_id.clone(), self.door, self.order.clone()))
    }

    /// Takes what came of sending; only a task that is being sent listens. Says whether anything changed.
    pub fn settle(&mut self, outcome: Outcome, now: Timestamp) -> bool {
        if !matches!(self.stage, Stage::Sending(..)) {
            return false;
        }
        let stage = match outcome {
            Outcome::Accepted(accepted) => {
                self.request_id = accepted.request_id;
                Stage::Running(accepted.task_id, accepted.status)
            }
            Outcome::Refused(refusal) => Stage::Refused(refusal),
            Outcome::Later(refusal, _) => Stage::Waiting(Some(refusal)),
            Outcome::Unknown(lost) => Stage::Unknown(lost),
        };
        let failures = if matches!(stage, Stage::Waiting(_)) { self.watch.failures.saturating_add(1) } else { 0 };
        let fault_at = matches!(stage, Stage::Waiting(_)).then_some(now);
        self.watch = Watch { failures, fault_at, ..Watch::default() };
        self.arrive(stage, now)
    }

    /// Moves to a stage unless the present one is final. Says whether anything changed.
    pub fn arrive(&mut self, stage: Stage, now: Timestamp) -> bool {
        if self.stage.is_final() || self.stage == stage {
            return false;
        }
        self.stage = stage;
        if self.stage.is_final() {
            self.finished_at = Some(now);
            self.watch = Watch::default();
        }
        true
    }

    /// How long it has been under way, or was: from the upload, or from the approval when it was never sent.
    #[must_use]
    pub fn elapsed(&self, now: Timestamp) -> Duration {
        let from = self.sent_at.unwrap_or(self.created_at);
        let until = self.finished_at.unwrap_or(now);
        Duration::try_from(until.duration_since(from)).unwrap_or_default()
    }

    /// Whether it is on its way: being sent, made or fetched.
    #[must_use]
    pub fn in_flight(&self) -> bool {
        matches!(self.stage, Stage::Sending(..) | Stage::Running(..) | Stage::Downloading(..))
    }
}

/// A title for an order that has none: the voice's file name, else the picture's, else the start of the direction.
fn title_of(order: &Order) -> String {
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim().to_owned();
    let name = match (&order.voice, &order.portrait) {
        (VoiceInput::File { name, .. }, _) | (_, PortraitInput::File { name, .. }) => stem(name),
        _ => String::new(),
    };
    if name.is_empty() { order.direction.chars().take(40).collect() } else { name }
}
