//! Numbers as people read them: counts, money, lengths, sizes, ratios.
//!
//! Not the rules about them, and not days (`days`). Invariant: nothing else in `ui` writes a number that a person reads;
//! what is only drawn, such as the sides of a picture, goes through `plain`.

use std::time::Duration;

use fluent_bundle::FluentValue;

use super::{Gap, Texts};
use crate::domain::{Estimate, Language, Mode, Money, Speed};

/// How a language writes its numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Between the whole and its part.
    decimal: &'static str,
    /// Between thousands, from five digits on: four are read at a glance.
    group: &'static str,
}

const POINT: Style = Style { decimal: ".", group: "," };
/// With a narrow space that no line ends at.
const COMMA: Style = Style { decimal: ",", group: "\u{202f}" };

impl Style {
    /// The style of a language.
    pub(super) fn of(language: Language) -> Self {
        match language {
            Language::English | Language::Chinese => POINT,
            Language::French => COMMA,
        }
    }

    /// How numbers in the gaps of a sentence are written; a plain function, which is all that the sentences can hold.
    pub(super) fn formatter<M>(language: Language) -> fn(&FluentValue<'_>, &M) -> Option<String> {
        match language {
            Language::English | Language::Chinese => |value, _| POINT.of_value(value),
            Language::French => |value, _| COMMA.of_value(value),
        }
    }

    fn of_value(self, value: &FluentValue<'_>) -> Option<String> {
        if let FluentValue::Number(number) = value { Some(self.written(&number.as_string())) } else { None }
    }

    /// A number of digits and perhaps a point, as the language writes it.
    fn written(self, digits: &str) -> String {
        let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
        let mut text = String::with_capacity(digits.len() + 8);
        let count = whole.len();
        for (at, digit) in whole.chars().enumerate() {
            if count > 4 && at > 0 && (count - at).is_multiple_of(3) {
                text.push_str(self.group);
            }
            text.push(digit);
        }
        if let Some(part) = part {
            text.push_str(self.decimal);
            text.push_str(part);
        }
        text
    }
}

impl Texts {
    /// An amount about which we are not sure: `≈ $0.73`.
    #[must_use]
    pub fn money(&self, amount: Money) -> String {
        self.with("money-about", &[("amount", self.dollars(amount).into())])
    }

    /// An amount rounded to cents: `$0.73`.
    #[must_use]
    pub fn dollars(&self, amount: Money) -> String {
        self.with("money-exact", &[("amount", self.style.written(&amount.cents()).into())])
    }

    /// An amount to its last digit: `$0.056`.
    #[must_use]
    pub fn rate(&self, amount: Money) -> String {
        self.with("money-exact", &[("amount", self.style.written(&amount.exact()).into())])
    }

    /// How an estimate came about: `13 s × $0.056 · Standard`.
    #[must_use]
    pub fn estimate(&self, estimate: &Estimate, mode: Mode) -> String {
        let key = if estimate.length_known { "estimate-how" } else { "estimate-at-most" };
        self.with(
            key,
            &[
                ("length", self.with("duration-seconds", &[("seconds", estimate.seconds.into())]).into()),
                ("rate", self.rate(estimate.per_second).into()),
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
            (0, 0) => self.with("duration-seconds", &[("seconds", rest.into())]),
            (0, _) => self.with("duration-minutes", &[("minutes", minutes.into()), ("seconds", rest.into())]),
            _ => self.with("duration-hours", &[("hours", hours.into()), ("minutes", minutes.into())]),
        }
    }

    /// How long something takes, roughly: `40 s`, `3 m`, `2 h`.
    #[must_use]
    pub fn duration_rough(&self, length: Duration) -> String {
        let seconds = length.as_secs();
        match seconds {
            0..90 => self.with("duration-seconds", &[("seconds", (seconds.max(10) / 10 * 10).into())]),
            90..5400 => self.with("duration-minutes-alone", &[("minutes", ((seconds + 30) / 60).into())]),
            _ => self.with("duration-hours-alone", &[("hours", ((seconds + 1800) / 3600).into())]),
        }
    }

    /// The length of a sound or video: `12.4 s`.
    #[must_use]
    pub fn length(&self, length: Duration) -> String {
        let tenths = length.as_millis() / 100;
        self.seconds(&format!("{}.{}", tenths / 10, tenths % 10))
    }

    /// A length beside the longest allowed: in thousandths, rounded up, where tenths would look allowed and are not.
    #[must_use]
    pub fn length_beside(&self, length: Duration, longest: Duration) -> String {
        let tenths = Duration::from_millis(u64::try_from(length.as_millis() / 100 * 100).unwrap_or(u64::MAX));
        if length <= longest || tenths > longest {
            return self.length(length);
        }
        let thousandths = length.as_micros().div_ceil(1000);
        self.seconds(&format!("{}.{:03}", thousandths / 1000, thousandths % 1000))
    }

    fn seconds(&self, digits: &str) -> String {
        self.with("duration-seconds", &[("seconds", self.style.written(digits).into())])
    }

    /// A place in a sound or video: `0:12.4`, `1:02.0`.
    #[must_use]
    pub fn clock(&self, at: Duration) -> String {
        let tenths = at.as_millis() / 100;
        format!("{}:{:02}{}{}", tenths / 600, tenths / 10 % 60, self.style.decimal, tenths % 10)
    }

    /// A size in bytes: `640 B`, `12 KB`, `1.8 MB`, `3.1 GB`.
    #[must_use]
    pub fn size(&self, bytes: u64) -> String {
        let (number, key) = self.sized(bytes);
        self.with(key, &[("number", number.into())])
    }

    /// A part of a size and the size, the unit said once when it is the same: `3.2` and `7.3 MB`.
    #[must_use]
    pub fn size_of_total(&self, done: u64, total: u64) -> (String, String) {
        let (bare, unit) = self.sized(done);
        let done = if self.sized(total).1 == unit { bare } else { self.size(done) };
        (done, self.size(total))
    }

    /// A limit in bytes, which is a round number: `10 MB`.
    #[must_use]
    pub fn round_size(&self, bytes: u64) -> String {
        self.with("size-megabytes", &[("number", (bytes / 1_000_000).into())])
    }

    /// The number of a size, and the key of the sentence with its unit.
    fn sized(&self, bytes: u64) -> (String, &'static str) {
        let tenths = |unit: u64| {
            let tenths = u128::from(bytes) * 10 / u128::from(unit);
            self.style.written(&format!("{}.{}", tenths / 10, tenths % 10))
        };
        match bytes {
            0..1_000 => (bytes.to_string(), "size-bytes"),
            1_000..1_000_000 => ((bytes / 1_000).to_string(), "size-kilobytes"),
            1_000_000..1_000_000_000 => (tenths(1_000_000), "size-megabytes"),
            _ => (tenths(1_000_000_000), "size-gigabytes"),
        }
    }

    /// The ratio of two sides as people say it: `16:9`, `1:1`, `3:1`, `1.91:1`, `1:2.04`.
    #[must_use]
    pub fn ratio(&self, width: u32, height: u32) -> String {
        let divisor = greatest_common_divisor(width, height).max(1);
        let (w, h) = (width / divisor, height / divisor);
        if w.max(h) <= 21 {
            return format!("{w}:{h}");
        }
        let quotient = |long, short| self.style.written(&quotient(long, short));
        if w >= h { format!("{}:1", quotient(w, h)) } else { format!("1:{}", quotient(h, w)) }
    }

    /// A level in tenths of a decibel of full scale, as they are written in studios: `−6.2 dB`.
    pub(super) fn level(&self, tenths: i16) -> String {
        let sign = if tenths < 0 { "\u{2212}" } else { "" };
        let digits = self.style.written(&format!("{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10));
        self.with("level-decibels", &[("number", format!("{sign}{digits}").into())])
    }

    /// A number of tenths: 25 is `2.5`.
    pub(super) fn tenths(&self, tenths: u32) -> String {
        self.style.written(format!("{}.{}", tenths / 10, tenths % 10).trim_end_matches(".0"))
    }

    /// How fast a voice speaks, always with its decimal: `1.0`.
    #[must_use]
    pub fn speed(&self, speed: Speed) -> String {
        self.style.written(&format!("{}.{}", speed.tenths() / 10, speed.tenths() % 10))
    }
}

/// A number whose digits stand side by side whatever the language: sides in pixels, an HTTP status, a year.
pub fn plain<'a>(number: impl Into<u64>) -> FluentValue<'a> {
    number.into().to_string().into()
}

/// The sides of a picture, for the gaps of a sentence.
pub(super) fn sides(width: u32, height: u32) -> [Gap<'static>; 2] {
    [("width", plain(width)), ("height", plain(height))]
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
