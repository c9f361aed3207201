//! Numbers as people read them: money, lengths, sizes, ratios, times of day.
//!
//! Not the rules about them.

use std::time::Duration;

use jiff::{Timestamp, Zoned, tz::TimeZone};

use super::Texts;
use crate::domain::{Estimate, Mode, Money};

impl Texts {
    /// An amount about which we are not sure: `≈ $0.73`.
    #[must_use]
    pub fn money(&self, amount: Money) -> String {
        self.with("money-about", &[("amount", amount.cents().into())])
    }

    /// How an estimate came about: `13 s × $0.056 · Standard`.
    #[must_use]
    pub fn estimate(&self, estimate: &Estimate, mode: Mode) -> String {
        let key = if estimate.length_known { "estimate-how" } else { "estimate-at-most" };
        self.with(
            key,
            &[
                ("seconds", estimate.seconds.to_string().into()),
                ("rate", estimate.per_second.exact().into()),
                ("mode", self.mode(mode).into()),
            ],
        )
    }

    /// The word for a quality.
    #[must_use]
    pub fn mode(&self, mode: Mode) -> String {
        self.get(match mode {
            Mode::Standard => "mode-standard",
            Mode::Professional => "mode-professional",
        })
    }

    /// How long something takes, in whole seconds: `48 s`, `1 m 48 s`, `2 h 5 m`.
    #[must_use]
    pub fn duration(&self, length: Duration) -> String {
        let seconds = length.as_secs();
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        match (hours, minutes) {
            (0, 0) => self.with("duration-seconds", &[("seconds", rest.to_string().into())]),
            (0, _) => self.with(
                "duration-minutes",
                &[("minutes", minutes.to_string().into()), ("seconds", rest.to_string().into())],
            ),
            _ => self.with(
                "duration-hours",
                &[("hours", hours.to_string().into()), ("minutes", minutes.to_string().into())],
            ),
        }
    }

    /// How long something takes, roughly: `40 s`, `3 m`, `2 h`.
    #[must_use]
    pub fn duration_rough(&self, length: Duration) -> String {
        let seconds = length.as_secs();
        match seconds {
            0..90 => {
                let tens = seconds.max(10) / 10 * 10;
                self.with("duration-seconds", &[("seconds", tens.to_string().into())])
            }
            90..5400 => self.with("duration-minutes-alone", &[("minutes", ((seconds + 30) / 60).to_string().into())]),
            _ => self.with("duration-hours-alone", &[("hours", ((seconds + 1800) / 3600).to_string().into())]),
        }
    }

    /// The length of a sound or video: `12.4 s`.
    #[must_use]
    pub fn length(&self, length: Duration) -> String {
        let tenths = length.as_millis() / 100;
        let seconds = format!("{}.{}", tenths / 10, tenths % 10);
        self.with("duration-seconds", &[("seconds", seconds.into())])
    }

    /// A length beside the longest allowed: in thousandths, rounded up, where tenths would look allowed and are not.
    #[must_use]
    pub fn length_beside(&self, length: Duration, longest: Duration) -> String {
        let tenths = Duration::from_millis(u64::try_from(length.as_millis() / 100 * 100).unwrap_or(u64::MAX));
        if length <= longest || tenths > longest {
            return self.length(length);
        }
        let thousandths = length.as_micros().div_ceil(1000);
        let seconds = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        self.with("duration-seconds", &[("seconds", seconds.into())])
    }

    /// A size in bytes: `640 B`, `12 KB`, `1.8 MB`, `3.1 GB`.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let tenths = |unit: u64| {
            let tenths = u128::from(bytes) * 10 / u128::from(unit);
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let (number, unit) = match bytes {
            0..1_000 => (bytes.to_string(), "B"),
            1_000..1_000_000 => ((bytes / 1_000).to_string(), "KB"),
            1_000_000..1_000_000_000 => (tenths(1_000_000), "MB"),
            _ => (tenths(1_000_000_000), "GB"),
        };
        self.with("size-of", &[("number", number.into()), ("unit", unit.into())])
    }

    /// A part of a size and the size, the unit said once when it is the same: `3.2` and `7.3 MB`.
    #[must_use]
    pub fn size_of_total(&self, done: u64, total: u64) -> (String, String) {
        let (done, total) = (self.size(done), self.size(total));
        let unit = |text: &str| text.rsplit_once(' ').map(|(_, unit)| unit.to_owned());
        let bare = done.rsplit_once(' ').map(|(number, _)| number.to_owned());
        if unit(&done) == unit(&total) { (bare.unwrap_or(done), total) } else { (done, total) }
    }

    /// A day and time as seen from now: `Today 10:41`, `Yesterday 18:20`, `20 Nov 09:03`, `20 Nov 2025`.
    #[must_use]
    pub fn when(&self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
        let time: String = at.strftime("%H:%M").to_string();
        let yesterday = now.date().yesterday().ok();
        if at.date() == now.date() {
            self.with("when-today", &[("time", time.into())])
        } else if Some(at.date()) == yesterday {
            self.with("when-yesterday", &[("time", time.into())])
        } else if at.year() == now.year() {
            self.with("when-this-year", &[("day", day_and_month(&at).into()), ("time", time.into())])
        } else {
            self.with("when-long-ago", &[("day", day_and_month(&at).into()), ("year", at.year().to_string().into())])
        }
    }
}

fn day_and_month(at: &Zoned) -> String {
    at.strftime("%-d %b").to_string()
}

/// A place in a sound or video: `0:12.4`, `1:02.0`.
#[must_use]
pub fn clock(at: Duration) -> String {
    let tenths = at.as_millis() / 100;
    format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

/// The ratio of two sides as people say it: `16:9`, `1:1`, `3:1`, `1.91:1`, `1:2.04`.
#[must_use]
pub(super) fn ratio(width: u32, height: u32) -> String {
    let divisor = greatest_common_divisor(width, height).max(1);
    let (w, h) = (width / divisor, height / divisor);
    if w.max(h) <= 21 {
        return format!("{w}:{h}");
    }
    if w >= h { format!("{}:1", quotient(w, h)) } else { format!("1:{}", quotient(h, w)) }
}

/// A quotient with up to two decimals; three where two would hide that it is not a round number of tenths.
fn quotient(long: u32, short: u32) -> String {
    let value = f64::from(long) / f64::from(short.max(1));
    let two = format!("{value:.2}");
    let text = if two.ends_with('0') { format!("{value:.3}") } else { two };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
