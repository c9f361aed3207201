//! Where approved tasks stand before they are sent, and which of them take a place at the provider.
//!
//! Not the sending, and not the waits after a clear "not now" (`polling`). Pure.

use jiff::{SignedDuration, Timestamp};

use super::outcome::Status;
use super::submission::SubmissionId;
use super::task::{Stage, Task};
use super::{Door, RefusalKind};

/// How long a paid request without an answer is taken to keep a place: longer than a task takes there (331 s was seen, and
/// 20 minutes may be usual for a minute of voice, api.md §6). So a gateway that swallows answers does not get the whole queue.
pub const LOST_TAKES_A_PLACE: SignedDuration = SignedDuration::from_hours(1);

/// Where a waiting task stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Held by the person: not sent until it is released.
    pub held: bool,
    /// Its number in the line. The lowest is sent first; among equals, the one that was approved first.
    pub turn: u32,
}

/// Where a waiting task is moved to in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// To the front.
    First,
    /// Before the one before it.
    Earlier,
    /// Behind the one after it.
    Later,
    /// To the end.
    Last,
}

impl Move {
    /// The place in a line of `length` that the one at `at` goes to; both count from 0.
    #[must_use]
    pub fn from(self, at: usize, length: usize) -> usize {
        let last = length.saturating_sub(1);
        match self {
            Self::First => 0,
            Self::Earlier => at.saturating_sub(1).min(last),
            Self::Later => at.saturating_add(1).min(last),
            Self::Last => last,
        }
    }
}

impl Task {
    /// By what waiting tasks are put in order: the smallest is sent first.
    #[must_use]
    pub fn in_line(&self) -> (u32, Timestamp, SubmissionId) {
        (self.standing.turn, self.created_at, self.id)
    }

    /// Whether it takes one of the provider's places, or may: those count from the sending to the end of the work there.
    #[must_use]
    pub fn takes_a_place(&self, now: Timestamp) -> bool {
        match &self.stage {
            Stage::Sending(..) => true,
            Stage::Running(_, status) => *status != Status::Succeeded,
            Stage::Unknown(_) => {
                let not_there = self.watch.asks > 0 && self.watch.ask_fault.is_none();
                let sent = self.sent_at.unwrap_or(self.created_at);
                self.door == Door::Live && !not_there && now.duration_since(sent) < LOST_TAKES_A_PLACE
            }
            _ => false,
        }
    }
}

/// Whether a refusal is about the account and not about the task, so that the next one would meet with the same.
#[must_use]
pub fn is_of_the_account(kind: RefusalKind) -> bool {
    matches!(kind, RefusalKind::Key | RefusalKind::Funds | RefusalKind::Rights | RefusalKind::Address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_line_stays_within_the_line() {
        for length in 1..6usize {
            for at in 0..length {
                let to = |step: Move| step.from(at, length);
                assert_eq!((to(Move::First), to(Move::Last)), (0, length - 1));
                assert_eq!(to(Move::Earlier), at.max(1) - 1);
                assert_eq!(to(Move::Later), (at + 1).min(length - 1));
            }
        }
        assert_eq!(Move::Later.from(0, 0), 0, "an empty line");
    }
}
