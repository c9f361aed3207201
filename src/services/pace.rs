//! The pace of questions to the provider: one every tenth of a second, in the order in which they came.
//!
//! Not when a task is asked for (`domain::polling`). Invariant: however many are due at once, because they were taken up
//! together or a computer woke from its sleep, they make no burst.

use std::time::Duration;

use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};

/// Between two questions.
const APART: Duration = Duration::from_millis(100);

/// When the last question was let go.
#[derive(Debug, Default)]
pub(super) struct Pace(Mutex<Option<Instant>>);

impl Pace {
    /// Waits for a turn. The lock is given in the order in which it was asked for, and kept while waiting.
    pub(super) async fn turn(&self) {
        let mut last = self.0.lock().await;
        if let Some(last) = *last {
            sleep_until(last + APART).await;
        }
        *last = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_is_due_together_goes_one_after_the_other() {
        let pace = Arc::<Pace>::default();
        let begun = Instant::now();
        let asks: Vec<_> = (0..8)
            .map(|_| {
                let pace = Arc::clone(&pace);
                tokio::spawn(async move {
                    pace.turn().await;
                    Instant::now()
                })
            })
            .collect();
        let mut went = vec![];
        for ask in asks {
            went.push(ask.await.expect("its turn").duration_since(begun));
        }
        went.sort();
        // A task may see the time a little late on a busy machine, and never early.
        assert!(went[7] >= 7 * APART, "{went:?}");
        let soon = went.iter().filter(|at| **at < 3 * APART).count();
        assert!((1..=3).contains(&soon), "the first goes at once, and no burst follows: {went:?}");
    }
}
