//! What a person types to have it spoken: the text, the voice, the language, the speed; and which of it can be spoken.
//!
//! Not the speaking (`speech`). How long it will be is an estimate and never stands for a measured length.

use std::time::Duration;

use super::Limits;
use super::voices::Tongue;

/// How fast a voice speaks, in tenths of its usual speed: 8 to 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Speed(u8);

impl Default for Speed {
    fn default() -> Self {
        Self(10)
    }
}

impl Speed {
    /// The slowest and the fastest, in tenths (api.md §3: 0.8–2.0).
    pub const TENTHS: std::ops::RangeInclusive<u8> = 8..=20;

    /// A speed of 8 to 20 tenths.
    #[must_use]
    pub fn new(tenths: u8) -> Option<Self> {
        Self::TENTHS.contains(&tenths).then_some(Self(tenths))
    }

    /// Reads `1`, `1.3` or `1,3`; one decimal, within the bounds.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let digit = |text: &str| if text.len() == 1 { text.parse::<u8>().ok() } else { None };
        Self::new(digit(whole)? * 10 + digit(part)?)
    }

    /// In tenths.
    #[must_use]
    pub fn tenths(self) -> u8 {
        self.0
    }

    /// As a factor, 0.8 to 2.0.
    #[must_use]
    pub fn factor(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// A tenth faster; the fastest stays.
    #[must_use]
    pub fn faster(self) -> Self {
        Self::new(self.0 + 1).unwrap_or(self)
    }

    /// A tenth slower; the slowest stays.
    #[must_use]
    pub fn slower(self) -> Self {
        Self::new(self.0 - 1).unwrap_or(self)
    }
}

/// What the person types and chooses. Any value is legal; `Wording` is what can be spoken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// The provider's id of the voice.
    pub voice: String,
    /// The language it is spoken in.
    pub tongue: Tongue,
    /// How fast.
    pub speed: Speed,
}

impl Default for Typed {
    fn default() -> Self {
        let voice = "oversea_male1".to_owned();
        Self { text: String::new(), voice, tongue: Tongue::default(), speed: Speed::default() }
    }
}

impl Typed {
    /// Characters of the text, without the white space around it.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.text.trim().chars().count()
    }

    /// The same choice of voice, language and speed, without the text.
    #[must_use]
    pub fn without_text(&self) -> Self {
        Self { text: String::new(), ..self.clone() }
    }

    /// About how long it will be: 1000 characters of English are about 67 s at the usual speed (api.md §3), and people say
    /// about four signs of Chinese a second.
    #[must_use]
    pub fn estimated_length(&self) -> Duration {
        const LETTER: u64 = 67_500;
        const SIGN: u64 = 240_000;
        let sign = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        // In Chinese a digit is a whole syllable too.
        let syllable = |c: char| sign(c) || (self.tongue == Tongue::Chinese && c.is_numeric());
        let micros: u64 = self.text.trim().chars().map(|c| if syllable(c) { SIGN } else { LETTER }).sum();
        Duration::from_micros(micros * 10 / u64::from(self.speed.tenths()))
    }
}

/// Words that can be spoken: not blank, not too long, with a voice. Two equal ones sound the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(Typed);

impl Wording {
    /// What of the typed can be spoken; `None` while it cannot.
    #[must_use]
    pub fn of(typed: &Typed, limits: &Limits) -> Option<Self> {
        let allowed = (1..=limits.speech_chars).contains(&typed.chars());
        let voice = typed.voice.trim();
        let named = !voice.is_empty() && voice.len() <= 128 && voice.bytes().all(|byte| byte.is_ascii_graphic());
        let whole = || Typed { text: typed.text.trim().to_owned(), voice: voice.to_owned(), ..typed.clone() };
        (allowed && named).then(|| Self(whole()))
    }

    /// The words, the voice, the language and the speed.
    #[must_use]
    pub fn typed(&self) -> &Typed {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_tenths_within_their_bounds() {
        for (text, tenths) in [
            ("1", Some(10)),
            ("1.0", Some(10)),
            (" 0,8 ", Some(8)),
            ("2.0", Some(20)),
            ("0.7", None),
            ("2.1", None),
            ("1.25", None),
            ("10", None),
            ("fast", None),
            ("", None),
            ("-1", None),
        ] {
            assert_eq!(Speed::read(text).map(Speed::tenths), tenths, "{text:?}");
        }
        let mut speed = Speed::default();
        (0..20).for_each(|_| speed = speed.faster());
        assert_eq!((speed.tenths(), speed.factor()), (20, 2.0));
        (0..20).for_each(|_| speed = speed.slower());
        assert_eq!((speed.tenths(), Speed::new(7), Speed::new(21)), (8, None, None));
    }

    #[test]
    fn only_words_with_a_voice_can_be_spoken() {
        let limits = Limits::default();
        let of = |text: &str, voice: &str| {
            Wording::of(&Typed { text: text.into(), voice: voice.into(), ..Typed::default() }, &limits)
        };
        assert!(of(&"é".repeat(1000), "AOT").is_some() && of(&format!(" {} \n", "é".repeat(1000)), "AOT").is_some());
        assert!(of(&"é".repeat(1001), "AOT").is_none());
        for (text, voice) in [("", "AOT"), (" \n", "AOT"), ("Hello", ""), ("Hello", "a b"), ("Hello", "ü")] {
            assert!(of(text, voice).is_none(), "{text:?} {voice:?}");
        }
        assert_eq!(of(" Hello\n", " AOT"), of("Hello", "AOT"), "white space around it is not spoken");
        assert_ne!(of("Hello", "AOT"), of("hello", "AOT"));
    }

    #[test]
    fn a_length_is_estimated_by_language_and_speed() {
        let of = |text: String, tongue, tenths| {
            let speed = Speed::new(tenths).expect("a speed");
            Typed { text, tongue, speed, ..Typed::default() }.estimated_length()
        };
        let english = of("a".repeat(1000), Tongue::English, 10);
        assert!((65_000..=70_000).contains(&english.as_millis()), "{english:?}");
        assert_eq!(of("a".repeat(1000), Tongue::English, 20), english / 2);
        assert_eq!(of("你好".into(), Tongue::Chinese, 10), Duration::from_millis(480));
        assert!(of("2026".into(), Tongue::Chinese, 10) > of("2026".into(), Tongue::English, 10));
        assert_eq!(of(" \n".into(), Tongue::English, 8), Duration::ZERO);
    }
}
