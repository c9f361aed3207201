//! What a person may set. The key is not among them: it lives in the keychain.

use std::path::PathBuf;

use super::{BaseUrl, Limits, Rates};

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

/// Everything that is kept as preferences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where live requests go.
    pub base_url: BaseUrl,
    /// Whether practice is used even though there is a key.
    pub practice: bool,
    /// Where new videos are put; `None` means the program's own videos folder.
    pub download_folder: Option<PathBuf>,
    /// What the checks allow.
    pub limits: Limits,
    /// For the estimate.
    pub rates: Rates,
    /// The look.
    pub theme: ThemeChoice,
}
