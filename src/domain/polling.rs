//! When to ask next.
//!
//! Pure schedules: always bounded, never ending, slower with time. They decide when, never whether: no number of asks
//! or faults gives a task up.

use std::time::Duration;

use super::Door;

/// The longest wait between two asks of a live task (api.md §6).
pub const SLOWEST: Duration = Duration::from_secs(30);
/// The shortest wait between two asks of a live task (api.md §6).
pub const FASTEST: Duration = Duration::from_secs(5);
/// The shortest wait in practice, where the server is on this computer.
pub const PRACTICE_FASTEST: Duration = Duration::from_millis(500);
/// The longest wait in practice.
pub const PRACTICE_SLOWEST: Duration = Duration::from_secs(2);
/// The longest that a provider's `Retry-After` is obeyed.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(600);

/// How long to wait before the next ask of a task that has been under way for `elapsed`, was asked `asks` times, and
/// of which the provider may have said not to ask sooner than `retry_after`.
#[must_use]
pub fn until_next_ask(door: Door, elapsed: Duration, asks: u32, retry_after: Option<Duration>) -> Duration {
    let (fastest, slowest) = match door {
        Door::Live => (FASTEST, SLOWEST),
        Door::Practice => (PRACTICE_FASTEST, PRACTICE_SLOWEST),
    };
    // Five seconds at first; half a minute once a task is as old as a common one takes (331 s was seen).
    let by_age = fastest + (slowest - fastest).mul_f64((elapsed.as_secs_f64() / 330.0).min(1.0));
    // A task taken up after a long pause is asked at once, then as an old one.
    let wait = if asks == 0 { fastest.min(by_age) } else { by_age };
    wait.clamp(fastest, slowest).max(retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER))
}

/// How long to wait before looking again for a submission whose answer was lost: at once, then ever more slowly.
#[must_use]
pub fn until_next_look(door: Door, looks: u32) -> Duration {
    if door == Door::Practice {
        return if looks == 0 { Duration::ZERO } else { PRACTICE_SLOWEST };
    }
    match looks {
        0 => Duration::ZERO,
        _ => Duration::from_secs(5u64.saturating_mul(1 << (looks - 1).min(7))).min(Duration::from_secs(600)),
    }
}

/// How long a submission that was clearly not taken waits before it is sent, after `times` such answers; doubled each
/// time, with up to a quarter more by `dice` (any number) so that many do not come back together.
#[must_use]
pub fn until_next_try(door: Door, times: u32, dice: u128, retry_after: Option<Duration>) -> Duration {
    let base = if door == Door::Practice { 1u64 } else { 5 };
    let wait = Duration::from_secs(base.saturating_mul(1 << times.min(7))).min(Duration::from_secs(300));
    let spread = u32::try_from(dice % 256).unwrap_or_default();
    let wait = wait + wait * spread / 1024;
    wait.max(retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER))
}

/// How long to wait before a broken download is taken up again, after `times` failures.
#[must_use]
pub fn until_next_download(door: Door, times: u32) -> Duration {
    if times == 0 {
        return Duration::ZERO;
    }
    let base = if door == Door::Practice { 1u64 } else { 5 };
    Duration::from_secs(base.saturating_mul(1 << (times - 1).min(7))).min(Duration::from_secs(300))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_minutes_and_the_long_run() {
        let live = |s| until_next_ask(Door::Live, Duration::from_secs(s), 3, None);
        assert_eq!((live(0), live(330), live(86_400)), (FASTEST, SLOWEST, SLOWEST));
        assert_eq!(until_next_look(Door::Live, 0), Duration::ZERO);
        assert_eq!(until_next_look(Door::Live, 1), Duration::from_secs(5));
        assert_eq!(until_next_look(Door::Live, 50), Duration::from_secs(600));
    }

    proptest! {
        #[test]
        fn asks_are_bounded_and_never_faster_with_age(a in 0u64..1_000_000, b in 0u64..1_000_000, asks in 1u32..) {
            for (door, low, high) in [(Door::Live, FASTEST, SLOWEST), (Door::Practice, PRACTICE_FASTEST, PRACTICE_SLOWEST)] {
                let (young, old) = (a.min(b), a.max(b));
                let of = |s| until_next_ask(door, Duration::from_secs(s), asks, None);
                prop_assert!(of(young) >= low && of(old) <= high && of(young) <= of(old));
            }
        }

        #[test]
        fn what_the_provider_asks_for_is_obeyed_within_reason(seconds in 0u64..100_000, dice: u128, times: u32) {
            let asked = Some(Duration::from_secs(seconds));
            for door in [Door::Live, Door::Practice] {
                let waits = [until_next_ask(door, Duration::ZERO, 1, asked), until_next_try(door, times, dice, asked)];
                for wait in waits {
                    prop_assert!(wait >= Duration::from_secs(seconds.min(600)));
                    prop_assert!(wait <= LONGEST_RETRY_AFTER);
                }
            }
        }
    }
}
