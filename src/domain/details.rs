//! What is known of the trouble that a task is in: whether it is billed, what to do next, and what support would ask for.
//!
//! Not the sentences (`ui::text`). Invariant: nothing is guessed; what did not come with an answer is not there.

use jiff::Timestamp;

use super::outcome::{AskFault, DownloadFault, Found, Lost, Refusal, RefusalKind};
use super::task::{Stage, Task};

/// Whether a task is billed, as far as anybody here can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Billed {
    /// It was clearly not taken.
    No,
    /// It may have been taken.
    Maybe,
    /// The provider took it, once; what it bills for it stands in the account there.
    Taken,
}

impl Billed {
    /// The name that scripts see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Maybe => "maybe",
            Self::Taken => "taken",
        }
    }
}

/// What the person does next about a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Mends the key.
    Key,
    /// Looks at the account at the provider.
    Account,
    /// Mends the base URL.
    BaseUrl,
    /// Makes room, allows writing, or chooses another folder for the videos.
    Folder,
    /// Mends what is named and uses the order again.
    Edit,
    /// Looks for the lost submission, names its task, or decides to send the order again.
    Look,
    /// Uses or sends an order again that was given up.
    Again,
    /// Fetches the video again, or keeps what came although it is damaged.
    FetchAgain,
    /// Nothing: it is tried again by itself.
    ByItself,
}

impl NextStep {
    /// The name that scripts see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Account => "account",
            Self::BaseUrl => "base-url",
            Self::Folder => "folder",
            Self::Edit => "edit",
            Self::Look => "look",
            Self::Again => "again",
            Self::FetchAgain => "fetch-again",
            Self::ByItself => "by-itself",
        }
    }

    /// What a refusal of a paid request leads to.
    #[must_use]
    pub fn after(kind: RefusalKind) -> Self {
        match kind {
            RefusalKind::Key | RefusalKind::KeyHost => Self::Key,
            RefusalKind::Funds | RefusalKind::Rights | RefusalKind::Address => Self::Account,
            RefusalKind::Missing => Self::BaseUrl,
            RefusalKind::Parameter | RefusalKind::Policy | RefusalKind::Here | RefusalKind::Other => Self::Edit,
            RefusalKind::TooFast | RefusalKind::TooMany | RefusalKind::Maintenance | RefusalKind::NotReached => {
                Self::ByItself
            }
        }
    }

    /// The same where the task goes on by itself whatever was refused: there is nothing to edit.
    fn meanwhile(kind: RefusalKind) -> Self {
        match Self::after(kind) {
            Self::Edit => Self::ByItself,
            other => other,
        }
    }
}

/// What is known of a task's trouble. The words are the provider's or the system's, secrets removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details<'a> {
    /// Whether it is billed.
    pub billed: Billed,
    /// What to do next.
    pub next: NextStep,
    /// The HTTP status, if there was an answer.
    pub http: Option<u16>,
    /// The code in the body, if there was one.
    pub code: Option<&'a str>,
    /// What was said, as it came.
    pub words: Option<&'a str>,
    /// For support.
    pub request_id: Option<&'a str>,
    /// When it happened; for an answer that was lost, when its request was sent.
    pub at: Option<Timestamp>,
}

impl<'a> Details<'a> {
    fn new(billed: Billed, next: NextStep) -> Self {
        Self { billed, next, http: None, code: None, words: None, request_id: None, at: None }
    }

    fn said(self, words: &'a str) -> Self {
        Self { words: Some(words).filter(|words| !words.trim().is_empty()), ..self }
    }

    fn refused(self, refusal: &'a Refusal) -> Self {
        let Refusal { kind: _, message, code, http, request_id } = refusal;
        let request_id = request_id.as_deref().or(self.request_id);
        Self { http: *http, code: code.as_deref(), request_id, ..self.said(message) }
    }

    fn lost(self, lost: &'a Lost) -> Self {
        match lost {
            Lost::Cut(words) => self.said(words),
            Lost::Unclear(http, text) => Self { http: Some(*http), ..self.said(text) },
            Lost::TimedOut | Lost::Interrupted => self,
        }
    }

    fn asked(fault: &'a AskFault) -> Self {
        let by_itself = Self::new(Billed::Taken, NextStep::ByItself);
        match fault {
            AskFault::Network(words) => by_itself.said(words),
            AskFault::Garbled(http, text) => Self { http: Some(*http), ..by_itself.said(text) },
            AskFault::Busy(_) => by_itself,
            AskFault::Refused(refusal) => {
                Self { next: NextStep::meanwhile(refusal.kind), ..by_itself }.refused(refusal)
            }
        }
    }

    fn downloaded(fault: &'a DownloadFault) -> Self {
        let by_itself = Self::new(Billed::Taken, NextStep::ByItself);
        let details = match fault {
            DownloadFault::Network(words)
            | DownloadFault::Disk(words)
            | DownloadFault::NotAVideo(Found::Words(words) | Found::Damaged(words, _)) => by_itself.said(words),
            DownloadFault::Dead(http) => Self { http: Some(*http), ..by_itself },
            DownloadFault::Elsewhere
            | DownloadFault::NotAVideo(_)
            | DownloadFault::Full(_)
            | DownloadFault::NotWritable(_) => by_itself,
        };
        if fault.is_here() { Self { next: NextStep::Folder, ..details } } else { details }
    }
}

impl Task {
    /// What is known of its trouble; `None` while all is well.
    #[must_use]
    pub fn details(&self) -> Option<Details<'_>> {
        let request_id = self.request_id.as_deref();
        let plain = |billed, next| Details { request_id, ..Details::new(billed, next) };
        let watch = &self.watch;
        let (details, at) = match &self.stage {
            Stage::Waiting(Some(refusal)) => {
                (plain(Billed::No, NextStep::meanwhile(refusal.kind)).refused(refusal), watch.fault_at.or(self.sent_at))
            }
            Stage::Refused(refusal) => {
                (plain(Billed::No, NextStep::after(refusal.kind)).refused(refusal), self.finished_at)
            }
            Stage::Failed(_, why) => (plain(Billed::Taken, NextStep::Edit).said(why), self.finished_at),
            Stage::Unknown(lost) => {
                // Looking for it may need the key or the account to be mended first.
                let asked = watch.ask_fault.as_ref().map(|fault| Details::asked(fault).next);
                let next = asked.filter(|next| *next != NextStep::ByItself).unwrap_or(NextStep::Look);
                (plain(Billed::Maybe, next).lost(lost), self.sent_at)
            }
            Stage::Dismissed(lost) => (plain(Billed::Maybe, NextStep::Again).lost(lost), self.sent_at),
            Stage::Running(..) => (Details::asked(watch.ask_fault.as_ref()?), watch.fault_at),
            Stage::Downloading(..) => {
                let fetched = watch.download_fault.as_ref().map(Details::downloaded);
                let details = fetched.or_else(|| watch.ask_fault.as_ref().map(Details::asked))?;
                let next = if self.spoilt().is_some() { NextStep::FetchAgain } else { details.next };
                (Details { next, ..details }, watch.fault_at)
            }
            Stage::Waiting(None) | Stage::Sending(..) | Stage::Ready(..) | Stage::Cancelled => return None,
        };
        Some(Details { request_id: details.request_id.or(request_id), at, ..details })
    }
}
