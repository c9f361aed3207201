//! How long the window's frames take, for the log: the slowest so far is written down.
//!
//! Not a profiler. What is counted is our own work: taking events, drawing the page and handing commands on; and beside
//! it, as the library for windows measured it, all of the frame before. Nobody waits longer than 16 ms at 60 frames a second.

use std::time::{Duration, Instant};

/// The work of the frame that is being made, and the slowest frame so far.
#[derive(Debug, Default)]
pub(super) struct FrameTime {
    own: Duration,
    slowest: Duration,
    slowest_in_all: f32,
}

impl FrameTime {
    /// Counts a piece of work that began then and ends now.
    pub fn count(&mut self, began: Instant) {
        self.own += began.elapsed();
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
        let (slow, quick) = (Duration::from_millis(6), Duration::from_millis(2));
        for piece in [slow, quick] {
            time.count(Instant::now() - piece);
        }
        assert!(time.own >= slow + quick);
        time.end(Some(0.1));
        assert_eq!(time.own, Duration::ZERO);
        time.count(Instant::now());
        time.end(None);
        assert!(time.slowest >= slow + quick && time.slowest_in_all > 0.09, "a quick frame does not hide a slow one");
    }
}
