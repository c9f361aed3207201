//! What a person may set. The key is not among them: it lives in the keychain.

use std::{collections::BTreeSet, path::PathBuf};

use super::{BaseUrl, Limits, Rates, Typed};

/// Which look the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemeChoice {
    /// The next one in the order of the button that cycles through them.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// A language that every sentence is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// In the order shown.
    pub const ALL: [Self; 3] = [Self::English, Self::French, Self::Chinese];

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Chinese => "zh-Hans",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Chinese => "简体中文",
        }
    }

    /// The language of a locale such as `fr_CA.UTF-8` or `zh-Hans-CN`, if it is one of ours. Traditional Chinese is read
    /// more easily by its readers than English.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        let first = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match first.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// Whether things may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MotionChoice {
    /// As the system says.
    #[default]
    System,
    /// As little as can be.
    Reduced,
    /// Freely.
    Full,
}

/// How large everything is drawn, in per cent of what the system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale(u16);

impl Default for Scale {
    fn default() -> Self {
        Self(100)
    }
}

impl Scale {
    /// The sizes that are stepped through, in per cent.
    pub const STEPS: [u16; 9] = [80, 90, 100, 110, 125, 140, 160, 180, 200];

    /// A scale of 80 to 200 per cent.
    #[must_use]
    pub fn new(percent: u16) -> Option<Self> {
        (80..=200).contains(&percent).then_some(Self(percent))
    }

    /// In per cent, 80 to 200.
    #[must_use]
    pub fn percent(self) -> u16 {
        self.0
    }

    /// As a factor, 0.8 to 2.0.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The next larger step; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        Self::STEPS.into_iter().find(|step| *step > self.0).map_or(self, Self)
    }

    /// The next smaller step; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        Self::STEPS.into_iter().rev().find(|step| *step < self.0).map_or(self, Self)
    }
}

/// What the system says of how programs should speak and look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemLook {
    /// Its language, or English where it has none of ours.
    pub language: Language,
    /// Whether it is dark; `None` where it does not say.
    pub dark: Option<bool>,
    /// Whether it asks for little motion.
    pub reduced_motion: bool,
}

/// What a person likes to have texts spoken with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeechChoice {
    /// The voice, the language and the speed that were chosen last; the text is always blank.
    pub last: Typed,
    /// The provider's ids of the voices that are listed first.
    pub favourites: BTreeSet<String>,
}

/// Everything that is kept as preferences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where live requests go.
    pub base_url: BaseUrl,
    /// The base URL that the key was given or last allowed for, unless that is CometAPI's own: to another host it does not
    /// go without a question.
    pub key_base_url: Option<BaseUrl>,
    /// Whether practice is used even though there is a key.
    pub practice: bool,
    /// Where new videos are put; `None` means the program's own videos folder.
    pub download_folder: Option<PathBuf>,
    /// What the checks allow.
    pub limits: Limits,
    /// For the estimate.
    pub rates: Rates,
    /// How texts are spoken.
    pub speech: Box<SpeechChoice>,
    /// The look.
    pub theme: ThemeChoice,
    /// The language; `None` means the system's.
    pub language: Option<Language>,
    /// How large everything is drawn.
    pub scale: Scale,
    /// Whether things may move.
    pub motion: MotionChoice,
    /// Whether the welcome was seen or skipped, so that it never comes again.
    pub welcomed: bool,
    /// Whether X11 is used where Wayland would be: slightly blurred there, but files can be dropped.
    pub prefer_x11: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_are_read_as_systems_write_them() {
        for (locale, language) in [
            ("fr_CA.UTF-8", Some(Language::French)),
            ("zh-Hans-CN", Some(Language::Chinese)),
            ("zh_TW", Some(Language::Chinese)),
            ("EN", Some(Language::English)),
            ("C", None),
            ("fra", None),
            ("", None),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn the_scale_goes_by_steps_and_stays_within_its_bounds() {
        let mut scale = Scale::default();
        for _ in 0..20 {
            scale = scale.larger();
        }
        assert_eq!((scale.percent(), scale.factor()), (200, 2.0));
        for _ in 0..20 {
            scale = scale.smaller();
        }
        assert_eq!(scale.percent(), 80);
        assert_eq!(Scale::new(95).map(Scale::larger), Scale::new(100));
        assert_eq!((Scale::new(79), Scale::new(201)), (None, None));
    }
}
