//! The brake of a paid request: it can be stopped for as long as nothing of it has left.
//!
//! Not a way to take anything back. Invariant: of "stopped" and "left" only one ever happens, whoever is faster.

use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::Notify;

const OPEN: u8 = 0;
const STOPPED: u8 = 1;
const LEFT: u8 = 2;

/// Shared by whoever sends and whoever may want it stopped.
#[derive(Debug, Default)]
pub struct Brake {
    is: AtomicU8,
    bell: Notify,
}

impl Brake {
    /// Stops the request. False when part of it may have left: then nothing is stopped, and its answer is to be awaited.
    #[must_use]
    pub fn pull(&self) -> bool {
        let stopped = self.become_of_open(STOPPED);
        if stopped {
            self.bell.notify_one();
        }
        stopped
    }

    /// Whether it was stopped.
    #[must_use]
    pub fn is_pulled(&self) -> bool {
        self.is.load(Ordering::Acquire) == STOPPED
    }

    /// Called before the first piece of the body is handed out. The head waits in the same buffer until then, so from now
    /// on bytes may leave. False when the request was stopped: nothing may be handed out.
    pub(super) fn let_go(&self) -> bool {
        self.become_of_open(LEFT)
    }

    /// Ends when it is stopped. For one waiter.
    pub(super) async fn pulled(&self) {
        while !self.is_pulled() {
            self.bell.notified().await;
        }
    }

    fn become_of_open(&self, wanted: u8) -> bool {
        let before = self.is.compare_exchange(OPEN, wanted, Ordering::AcqRel, Ordering::Acquire);
        before.is_ok() || before == Err(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_stopped_or_has_left_and_never_both() {
        let brake = Brake::default();
        assert!(brake.let_go() && brake.let_go(), "each piece asks");
        assert!(!brake.pull() && !brake.is_pulled());
        let brake = Brake::default();
        assert!(brake.pull() && brake.pull() && brake.is_pulled());
        assert!(!brake.let_go());
    }
}
