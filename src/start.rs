//! What the window and the command line need before they begin: environment, folders, log, runtime.
//!
//! The only file that reads the environment. The key is taken from it and never written anywhere.

use std::{env, path::PathBuf, sync::Arc};

use tokio::runtime::{Builder, Runtime};
use tracing::Level;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

use crate::domain::{ApiKey, BaseUrl, Language, account::BadBaseUrl};
use crate::services::{
    Options, dialogs,
    folders::{Folders, NoHome},
    practice::Timeline,
    secrets::{Masked, SystemKeychain},
    sound,
};
use crate::state::Session;
use crate::ui::text::Texts;

/// Log files kept, one a day.
const LOG_FILES: usize = 7;

/// Why the program cannot begin.
#[derive(Debug)]
pub enum NotStarted {
    /// `COMETAPI_KEY` is not a key.
    Key,
    /// `COMETAPI_BASE_URL` cannot be used; why.
    BaseUrl(BadBaseUrl),
    /// No place for settings and library could be found: there is no home folder.
    Folders,
    /// The system would not give threads.
    Runtime(std::io::Error),
}

/// What the environment says.
pub struct Surroundings {
    /// Where things are.
    pub folders: Folders,
    /// X11 is asked for where Wayland would be used.
    pub prefers_x11: bool,
    key: Option<Masked>,
    base_url: Option<BaseUrl>,
}

impl Surroundings {
    /// Reads `LIKENESS_HOME`, `LIKENESS_X11`, `COMETAPI_KEY` and `COMETAPI_BASE_URL`. A variable that is set to nothing is
    /// not set.
    ///
    /// # Errors
    /// `Key` or `BaseUrl` when a variable is set to something unusable, `Folders` when there is no place for the library.
    pub fn read() -> Result<Self, NotStarted> {
        let folders = Folders::find(set("LIKENESS_HOME").map(PathBuf::from)).map_err(|NoHome| NotStarted::Folders)?;
        let key = set("COMETAPI_KEY").map(|text| {
            let read = text.to_str().and_then(ApiKey::read);
            read.map(|key| Masked::hide(&key)).ok_or(NotStarted::Key)
        });
        let base_url =
            set("COMETAPI_BASE_URL").map(|text| BaseUrl::read(&text.to_string_lossy()).map_err(NotStarted::BaseUrl));
        let prefers_x11 = set("LIKENESS_X11").is_some_and(|value| value != "0");
        Ok(Self { folders, prefers_x11, key: key.transpose()?, base_url: base_url.transpose()? })
    }

    /// What holds for this run alone, wherever it runs.
    #[must_use]
    pub fn session(&self, practice: bool) -> Session {
        let base_url_of_key = self.key.is_some() && self.base_url.is_some();
        Session { practice, base_url: self.base_url.clone(), base_url_of_key, quiet: true, ..Session::default() }
    }

    /// What the services are given.
    #[must_use]
    pub fn options(&self) -> Options {
        Options {
            folders: self.folders.clone(),
            environment_key: self.key.clone(),
            base_url: self.base_url.clone(),
            key_store: Arc::new(SystemKeychain::new()),
            timeline: Timeline::default(),
            dialog_words,
            sound: sound::system(),
        }
    }
}

/// What the file dialogs say.
fn dialog_words(language: Language) -> dialogs::Words {
    let texts = Texts::of(language);
    dialogs::Words {
        portrait: texts.get("dialog-portrait"),
        pictures: texts.get("dialog-pictures"),
        voice: texts.get("dialog-voice"),
        sounds: texts.get("dialog-sounds"),
        videos: texts.get("dialog-videos"),
    }
}

fn set(name: &str) -> Option<std::ffi::OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// One runtime for everything that waits; two workers, since nothing here computes on them.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> Result<Runtime, NotStarted> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("services")
        .enable_all()
        .build()
        .map_err(NotStarted::Runtime)
}

/// Makes the folders and begins the log there, one file a day, the oldest removed. `LIKENESS_LOG` (`error` to `trace`)
/// sets how much we say; what other crates say is kept to warnings, since at finer levels they name addresses. Where the
/// folders cannot be made there is no log; whoever needs them says why.
pub fn log(folders: &Folders) {
    if folders.create().is_err() {
        return;
    }
    let level: Level = env::var("LIKENESS_LOG").ok().and_then(|word| word.parse().ok()).unwrap_or(Level::INFO);
    let filter = format!("warn,likeness={level}");
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("likeness")
        .filename_suffix("log")
        .max_log_files(LOG_FILES)
        .build(&folders.logs);
    if let Ok(appender) = appender {
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(filter))
            .with_ansi(false)
            .with_writer(std::sync::Mutex::new(appender));
        // A test or a tool may have begun a log of its own: then that one is used.
        subscriber.try_init().ok();
    }
}

/// The first of the person's languages, as the system has them, that is one of ours; English when none is.
#[must_use]
pub fn system_language() -> Language {
    // Whoever asks for the C locale asks for plain English, whatever other languages they can read.
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    let plain = named.is_some_and(|name| matches!(name.to_str(), Some("C" | "POSIX")));
    if plain && has_freedesktop() {
        return Language::English;
    }
    sys_locale::get_locales().find_map(|locale| Language::of_locale(&locale)).unwrap_or_default()
}

fn has_freedesktop() -> bool {
    cfg!(all(unix, not(target_os = "macos")))
}

/// Whether there is a display that a window could be shown on.
#[must_use]
pub fn has_display() -> bool {
    let display = Display::find();
    !has_freedesktop() || display.wayland || display.x11
}

/// The ways to the screen that a Linux desktop offers. Elsewhere there is one, and neither of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// Wayland, which is used unless X11 is asked for. No dropped files arrive over it.
    pub wayland: bool,
    /// X11.
    pub x11: bool,
}

impl Display {
    /// What this desktop offers.
    #[must_use]
    pub fn find() -> Self {
        let any = |names: &[&str]| has_freedesktop() && names.iter().any(|name| set(name).is_some());
        Self { wayland: any(&["WAYLAND_DISPLAY", "WAYLAND_SOCKET"]), x11: any(&["DISPLAY"]) }
    }

    /// Whether both are there, so that there is a choice.
    #[must_use]
    pub fn is_choice(self) -> bool {
        self.wayland && self.x11
    }

    /// Whether a window goes over Wayland, depending on whether X11 is preferred.
    #[must_use]
    pub fn uses_wayland(self, prefers_x11: bool) -> bool {
        self.wayland && !(prefers_x11 && self.x11)
    }
}

/// The renderers to try, the first one first: the one that starts faster on this system, unless `LIKENESS_RENDERER`
/// names one.
#[must_use]
pub fn renderers() -> Vec<eframe::Renderer> {
    use eframe::Renderer::{Glow, Wgpu};
    match set("LIKENESS_RENDERER").as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("glow") => vec![Glow],
        Some("wgpu") => vec![Wgpu],
        _ if cfg!(target_os = "linux") => vec![Glow, Wgpu],
        _ => vec![Wgpu, Glow],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x11_is_used_where_it_is_preferred_and_there() {
        for (wayland, x11, prefers_x11, uses_wayland) in [
            (true, true, false, true),
            (true, true, true, false),
            (true, false, true, true),
            (false, true, false, false),
            (false, false, false, false),
        ] {
            let display = Display { wayland, x11 };
            assert_eq!(display.uses_wayland(prefers_x11), uses_wayland, "{display:?} {prefers_x11}");
            assert_eq!(display.is_choice(), wayland && x11);
        }
    }
}
