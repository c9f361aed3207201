//! How long the window's frames take, for the log: the slowest so far is written down.
//!
//! Not a profiler. What is counted is our own work: taking events, drawing the page and handing commands on, without what
//! other programs took of the processor meanwhile; and beside it, as the library for windows measured it, all of the frame
//! before. At 60 frames a second there are 16 ms for all of it.

use std::time::Duration;

/// How long this thread has worked, counted from some time before.
pub(super) fn worked() -> Duration {
    #[cfg(unix)]
    return rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).try_into().unwrap_or_default();
    #[cfg(not(unix))]
    return jiff::Timestamp::now().as_duration().unsigned_abs();
}

/// The work of the frame that is being made, and the slowest frame so far.
#[derive(Debug, Default)]
pub(super) struct FrameTime {
    own: Duration,
    slowest: Duration,
    slowest_in_all: f32,
}

impl FrameTime {
    /// Counts a piece of work that began when this thread had worked for so long, and ends now.
    pub fn count(&mut self, began: Duration) {
        self.own += worked().saturating_sub(began);
    }

    /// Ends the frame; `before` is how long all of the frame before took, in seconds, where that is known.
    pub fn end(&mut self, before: Option<f32>) {
        let own = std::mem::take(&mut self.own);
        if own > self.slowest {
            self.slowest = own;
            tracing::debug!(own_ms = own.as_secs_f32() * 1000.0, "the slowest frame so far");
        }
        if let Some(all) = before.filter(|all| *all > self.slowest_in_all) {
            self.slowest_in_all = all;
            tracing::debug!(all_ms = all * 1000.0, "the slowest frame so far, with its drawing");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_as_long_as_its_pieces_and_the_next_begins_anew() {
        let mut time = FrameTime::default();
        let piece = Duration::from_millis(2);
        for _ in 0..2 {
            let began = worked();
            while worked() - began < piece {}
            time.count(began);
        }
        assert!(time.own >= 2 * piece);
        time.end(Some(0.1));
        assert_eq!(time.own, Duration::ZERO);
        time.count(worked());
        time.end(None);
        assert!(time.slowest >= 2 * piece && time.slowest_in_all > 0.09, "a quick frame does not hide a slow one");
    }
}
