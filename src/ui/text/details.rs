//! The words of a task's details: what happened, whether it is billed, what to do next.
//!
//! What the provider or the system said stands beside them as it came.

use super::Texts;
use crate::domain::{Billed, Details, NextStep, RefusalKind, Stage, Task};

impl Texts {
    /// What is wrong with a task, in one sentence; `None` while all is well.
    #[must_use]
    pub fn trouble(&self, task: &Task) -> Option<String> {
        let asked = || task.watch.ask_fault.as_ref().map(|fault| self.ask_fault(fault));
        match &task.stage {
            Stage::Waiting(Some(refusal)) | Stage::Refused(refusal) => Some(self.refusal_short(refusal)),
            Stage::Failed(_, why) => Some(self.failed(why)),
            Stage::Unknown(lost) | Stage::Dismissed(lost) => Some(self.lost(lost)),
            Stage::Running(..) => asked(),
            Stage::Downloading(..) => {
                task.watch.download_fault.as_ref().map(|fault| self.download_fault(fault)).or_else(asked)
            }
            Stage::Waiting(None) | Stage::Sending(..) | Stage::Ready(..) | Stage::Cancelled => None,
        }
    }

    /// That the provider gave a task up, with its reason when it gave one.
    #[must_use]
    pub fn failed(&self, why: &str) -> String {
        let key = if why.trim().is_empty() { "line-failed" } else { "line-failed-why" };
        self.with(key, &[("why", why.trim().into())])
    }

    /// Whether it is billed.
    #[must_use]
    pub fn billed(&self, billed: Billed) -> String {
        self.get(match billed {
            Billed::No => "details-billed-no",
            Billed::Maybe => "details-billed-maybe",
            Billed::Taken => "details-billed-taken",
        })
    }

    /// What to do next about a task.
    #[must_use]
    pub fn next_step(&self, task: &Task, details: &Details<'_>) -> String {
        if let Stage::Refused(refusal) = &task.stage {
            return self.refusal_next(refusal.kind);
        }
        self.get(match details.next {
            NextStep::Key => "details-next-key",
            NextStep::Account => "details-next-account",
            NextStep::BaseUrl => "details-next-base-url",
            NextStep::Folder => "details-next-folder",
            NextStep::Edit => "details-next-edit",
            NextStep::Look => "details-next-look",
            NextStep::Again => "details-next-again",
            NextStep::FetchAgain => "details-next-fetch-again",
            NextStep::ByItself => "details-next-by-itself",
        })
    }

    /// What to do about a request that was refused for good.
    #[must_use]
    pub fn refusal_next(&self, kind: RefusalKind) -> String {
        self.get(match kind {
            RefusalKind::Key => "refusal-key-next",
            RefusalKind::Funds => "refusal-funds-next",
            RefusalKind::Rights => "refusal-rights-next",
            RefusalKind::Parameter => "refusal-parameter-next",
            RefusalKind::Missing => "refusal-missing-next",
            RefusalKind::Policy => "refusal-policy-next",
            RefusalKind::TooFast | RefusalKind::TooMany | RefusalKind::Maintenance => "refusal-later-next",
            RefusalKind::Address => "refusal-address-next",
            RefusalKind::NotReached => "refusal-not-reached-next",
            RefusalKind::Here => "refusal-here-next",
            RefusalKind::KeyHost => "refusal-key-host-next",
            RefusalKind::Other => "refusal-other-next",
        })
    }
}
