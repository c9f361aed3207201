//! Each setting of the file: its name, what may stand there, and how it is read and written.
//!
//! Not the file itself.

use std::{path::PathBuf, time::Duration};

use toml_edit::Value;

use crate::domain::{
    Allowed, BaseUrl, Language, Limits, Money, MotionChoice, Scale, Settings, Speed, ThemeChoice, Tongue,
};

/// A setting of the file.
pub(super) struct Key {
    /// The table it is in; empty for the top of the file.
    pub table: &'static str,
    pub name: &'static str,
    /// What a person may write.
    pub allowed: Allowed,
    /// Takes a value over; false when it cannot be used.
    pub take: fn(&Value, &mut Settings) -> bool,
    /// The value to write; `None` when there is nothing to say.
    pub give: fn(&Settings) -> Option<Value>,
}

/// Every setting, in the order of the file.
pub(super) const KEYS: [Key; 19] = [
    Key {
        table: "",
        name: "base_url",
        allowed: Allowed::Address,
        take: |value, settings| put(&mut settings.base_url, value.as_str().and_then(|text| BaseUrl::read(text).ok())),
        give: |settings| Some(settings.base_url.as_str().into()),
    },
    Key {
        table: "",
        name: "key_base_url",
        allowed: Allowed::Address,
        take: |value, settings| {
            let base = value.as_str().and_then(|text| BaseUrl::read(text).ok());
            put(&mut settings.key_base_url, base.map(Some))
        },
        give: |settings| Some(settings.key_base_url.as_ref()?.as_str().into()),
    },
    Key {
        table: "",
        name: "practice",
        allowed: Allowed::YesOrNo,
        take: |value, settings| put(&mut settings.practice, value.as_bool()),
        give: |settings| Some(settings.practice.into()),
    },
    Key {
        table: "",
        name: "download_folder",
        allowed: Allowed::Path,
        take: |value, settings| {
            let path = value.as_str().map(PathBuf::from).filter(|path| path.is_absolute());
            put(&mut settings.download_folder, path.map(Some))
        },
        give: |settings| Some(settings.download_folder.as_ref()?.to_str()?.into()),
    },
    Key {
        table: "",
        name: "theme",
        allowed: Allowed::OneOf(&["system", "light", "dark"]),
        take: |value, settings| put(&mut settings.theme, value.as_str().and_then(theme_of)),
        give: |settings| Some(theme_word(settings.theme).into()),
    },
    Key {
        table: "",
        name: "language",
        allowed: Allowed::OneOf(&["system", "en", "fr", "zh-Hans"]),
        take: |value, settings| put(&mut settings.language, value.as_str().and_then(language_of)),
        give: |settings| Some(settings.language.map_or("system", Language::tag).into()),
    },
    Key {
        table: "",
        name: "scale",
        allowed: Allowed::PerCent(80, 200),
        take: |value, settings| put(&mut settings.scale, scale_of(value)),
        give: |settings| Some(i64::from(settings.scale.percent()).into()),
    },
    Key {
        table: "",
        name: "motion",
        allowed: Allowed::OneOf(&["system", "reduced", "full"]),
        take: |value, settings| put(&mut settings.motion, value.as_str().and_then(motion_of)),
        give: |settings| Some(motion_word(settings.motion).into()),
    },
    Key {
        table: "",
        name: "welcomed",
        allowed: Allowed::YesOrNo,
        take: |value, settings| put(&mut settings.welcomed, value.as_bool()),
        give: |settings| Some(settings.welcomed.into()),
    },
    Key {
        table: "",
        name: "prefer_x11",
        allowed: Allowed::YesOrNo,
        take: |value, settings| put(&mut settings.prefer_x11, value.as_bool()),
        give: |settings| Some(settings.prefer_x11.into()),
    },
    Key {
        table: "limits",
        name: "longest_voice_seconds",
        allowed: Allowed::Seconds(Limits::SHORTEST_VOICE.as_secs(), Limits::LONGEST_VOICE_EVER.as_secs()),
        take: |value, settings| put(&mut settings.limits.sound_longest, seconds_of(value)),
        give: |settings| Some(seconds_value(settings.limits.sound_longest)),
    },
    Key {
        table: "limits",
        name: "tasks_at_once",
        allowed: Allowed::Count(1, Limits::MOST_AT_ONCE),
        take: |value, settings| put(&mut settings.limits.at_once, count_of(value)),
        give: |settings| Some(i64::try_from(settings.limits.at_once).ok()?.into()),
    },
    Key {
        table: "rates",
        name: "standard",
        allowed: Allowed::Dollars,
        take: |value, settings| put(&mut settings.rates.standard, money_of(value)),
        give: |settings| Some(settings.rates.standard.exact().into()),
    },
    Key {
        table: "rates",
        name: "professional",
        allowed: Allowed::Dollars,
        take: |value, settings| put(&mut settings.rates.professional, money_of(value)),
        give: |settings| Some(settings.rates.professional.exact().into()),
    },
    Key {
        table: "rates",
        name: "speech",
        allowed: Allowed::Dollars,
        take: |value, settings| put(&mut settings.rates.speech, money_of(value)),
        give: |settings| Some(settings.rates.speech.exact().into()),
    },
    Key {
        table: "speech",
        name: "voice",
        allowed: Allowed::Voices,
        take: |value, settings| put(&mut settings.speech.last.voice, voice_of(value)),
        give: |settings| Some(settings.speech.last.voice.as_str().into()),
    },
    Key {
        table: "speech",
        name: "language",
        allowed: Allowed::OneOf(&["en", "zh"]),
        take: |value, settings| put(&mut settings.speech.last.tongue, value.as_str().and_then(Tongue::from_wire)),
        give: |settings| Some(settings.speech.last.tongue.wire().into()),
    },
    Key {
        table: "speech",
        name: "speed",
        allowed: Allowed::Speed,
        take: |value, settings| put(&mut settings.speech.last.speed, speed_of(value)),
        give: |settings| Some(settings.speech.last.speed.factor().into()),
    },
    Key {
        table: "speech",
        name: "favourites",
        allowed: Allowed::Voices,
        take: |value, settings| {
            let voices = value.as_array().map(|array| array.iter().map(voice_of).collect::<Option<_>>());
            put(&mut settings.speech.favourites, voices.flatten())
        },
        give: |settings| Some(Value::Array(settings.speech.favourites.iter().map(String::as_str).collect())),
    },
];

/// The tables of those keys.
pub(super) const TABLES: [&str; 3] = ["limits", "rates", "speech"];

/// Puts a value in its place if there is one; says whether there was.
fn put<T>(place: &mut T, value: Option<T>) -> bool {
    value.is_some_and(|value| {
        *place = value;
        true
    })
}

fn theme_word(theme: ThemeChoice) -> &'static str {
    match theme {
        ThemeChoice::System => "system",
        ThemeChoice::Light => "light",
        ThemeChoice::Dark => "dark",
    }
}

fn theme_of(word: &str) -> Option<ThemeChoice> {
    [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark].into_iter().find(|theme| theme_word(*theme) == word)
}

fn seconds_of(value: &Value) -> Option<Duration> {
    let seconds = match value.as_integer() {
        Some(whole) => Duration::from_secs(u64::try_from(whole).ok()?),
        None => Duration::try_from_secs_f64(value.as_float()?).ok()?,
    };
    (Limits::default().sound_shortest..=Limits::LONGEST_VOICE_EVER).contains(&seconds).then_some(seconds)
}

fn count_of(value: &Value) -> Option<usize> {
    usize::try_from(value.as_integer()?).ok().filter(|count| (1..=Limits::MOST_AT_ONCE).contains(count))
}

fn seconds_value(length: Duration) -> Value {
    match i64::try_from(length.as_secs()) {
        Ok(whole) if length.subsec_nanos() == 0 => whole.into(),
        _ => length.as_secs_f64().into(),
    }
}

/// Dollars as text, or as a number the way people write it.
fn money_of(value: &Value) -> Option<Money> {
    match value {
        Value::String(text) => Money::read(text.value()),
        Value::Integer(whole) => Money::read(&whole.value().to_string()),
        Value::Float(number) => Money::read(&number.value().to_string()),
        _ => None,
    }
}

fn language_of(word: &str) -> Option<Option<Language>> {
    let named = Language::ALL.into_iter().find(|language| language.tag() == word);
    if word == "system" { Some(None) } else { named.map(Some) }
}

fn motion_word(motion: MotionChoice) -> &'static str {
    match motion {
        MotionChoice::System => "system",
        MotionChoice::Reduced => "reduced",
        MotionChoice::Full => "full",
    }
}

fn motion_of(word: &str) -> Option<MotionChoice> {
    let all = [MotionChoice::System, MotionChoice::Reduced, MotionChoice::Full];
    all.into_iter().find(|motion| motion_word(*motion) == word)
}

fn scale_of(value: &Value) -> Option<Scale> {
    Scale::new(u16::try_from(value.as_integer()?).ok()?)
}

/// An id of a voice. One that is not listed here may be listed by a later version.
fn voice_of(value: &Value) -> Option<String> {
    let id = value.as_str().filter(|id| !id.is_empty() && id.len() <= 128)?;
    id.bytes().all(|byte| byte.is_ascii_graphic()).then(|| id.to_owned())
}

fn speed_of(value: &Value) -> Option<Speed> {
    match value {
        Value::Integer(whole) => Speed::read(&whole.value().to_string()),
        Value::Float(number) => Speed::read(&number.value().to_string()),
        _ => None,
    }
}
