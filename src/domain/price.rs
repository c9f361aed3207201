//! What a video will cost, as an estimate in whole millionths of a US dollar.
//!
//! Not a bill: rounding is not documented, so seconds are rounded up and the result is always called "about".

use std::time::Duration;

use super::{Limits, Mode};

/// Millionths of a US dollar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub u64);

impl Money {
    /// Reads dollars such as `0.056`, `$0.056`, `0,056 $US` or `0.056 美元`; at most six decimals and one million dollars.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let signs = ["US$", "$US", "USD", "$", "美元"];
        let text = text.trim();
        let text =
            signs.iter().find_map(|sign| text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))).unwrap_or(text);
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) || part.len() > 6 || whole.len() > 6
        {
            return None;
        }
        let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: u64 = format!("{part:0<6}").parse().ok()?;
        Some(Self(whole * 1_000_000 + part))
    }

    /// Dollars with at least two decimals and no trailing zeros after them: `0.056`, `1.50`.
    #[must_use]
    pub fn exact(self) -> String {
        let (whole, mut part) = (self.0 / 1_000_000, format!("{:06}", self.0 % 1_000_000));
        while part.len() > 2 && part.ends_with('0') {
            part.pop();
        }
        format!("{whole}.{part}")
    }

    /// Dollars rounded to cents: `0.73`.
    #[must_use]
    pub fn cents(self) -> String {
        let cents = self.0.saturating_add(5_000) / 10_000;
        format!("{}.{:02}", cents / 100, cents % 100)
    }
}

/// What a second of video costs, and what having a text spoken does. The defaults are Kling's list as CometAPI aligned to it in July 2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// A second in `std`.
    pub standard: Money,
    /// A second in `pro`.
    pub professional: Money,
    /// Having one text spoken.
    pub speech: Money,
}

impl Default for Rates {
    fn default() -> Self {
        Self { standard: Money(56_000), professional: Money(112_000), speech: Money(7_000) }
    }
}

impl Rates {
    /// The rate of one mode.
    #[must_use]
    pub fn of(&self, mode: Mode) -> Money {
        match mode {
            Mode::Standard => self.standard,
            Mode::Professional => self.professional,
        }
    }
}

/// About what a video will cost, or several of the same quality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Seconds, rounded up.
    pub seconds: u64,
    /// Whether the voice's length is known; when not, `seconds` is the longest allowed and the price is an upper bound.
    pub length_known: bool,
    /// For one second.
    pub per_second: Money,
    /// For all of it.
    pub total: Money,
}

impl Estimate {
    /// About what two videos will cost together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.saturating_add(other.seconds),
            length_known: self.length_known && other.length_known,
            per_second: self.per_second,
            total: Money(self.total.0.saturating_add(other.total.0)),
        }
    }
}

/// Estimates from the length of the voice, or from the longest allowed one when it is not known.
#[must_use]
pub fn estimate(voice: Option<Duration>, mode: Mode, rates: &Rates, limits: &Limits) -> Estimate {
    let length = voice.unwrap_or(limits.sound_longest);
    let seconds = length.as_secs() + u64::from(length.subsec_nanos() > 0);
    let per_second = rates.of(mode);
    Estimate { seconds, length_known: voice.is_some(), per_second, total: Money(per_second.0.saturating_mul(seconds)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_rounded_up() {
        let of = |ms| estimate(Some(Duration::from_millis(ms)), Mode::Standard, &Rates::default(), &Limits::default());
        assert_eq!((of(12_000).seconds, of(12_001).seconds, of(12_400).seconds), (12, 13, 13));
        assert_eq!(of(12_400).total.cents(), "0.73");
        let both = of(12_400).and(of(1_100));
        assert_eq!((both.seconds, both.total), (15, Money(of(12_400).total.0 + of(1_100).total.0)));
        let unknown = estimate(None, Mode::Professional, &Rates::default(), &Limits::default());
        assert_eq!((unknown.seconds, unknown.length_known, unknown.total.cents().as_str()), (60, false, "6.72"));
    }

    #[test]
    fn money_reads_what_people_write() {
        for (text, money) in [
            ("0.056", Some(56_000)),
            ("$1", Some(1_000_000)),
            (" $ 0,112 ", Some(112_000)),
            (".5", Some(500_000)),
            ("0,056\u{a0}$US", Some(56_000)),
            ("0.056 美元", Some(56_000)),
            ("$1$", None),
            ("1 €", None),
            ("0.0000001", None),
            ("", None),
            ("-1", None),
            ("1e3", None),
            ("1.2.3", None),
            ("9999999", None),
        ] {
            assert_eq!(Money::read(text), money.map(Money), "{text:?}");
        }
        assert_eq!((Money(56_000).exact().as_str(), Money(1_500_000).exact().as_str()), ("0.056", "1.50"));
    }
}
