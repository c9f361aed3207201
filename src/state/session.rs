//! What a run of the program is told at its start.
//!
//! Not the settings: nothing of it is kept.

use crate::domain::BaseUrl;

/// What holds for this run of the program alone and is never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// Practice was asked for on the command line.
    pub practice: bool,
    /// `COMETAPI_BASE_URL`, which wins over the settings.
    pub base_url: Option<BaseUrl>,
    /// `COMETAPI_KEY` came with it: whoever set both means the one for the other, so that nothing is asked.
    pub base_url_of_key: bool,
    /// Nothing is played by itself, as on the command line.
    pub quiet: bool,
    /// Files cannot be dropped on the window here, as on Wayland: nothing speaks of dropping.
    pub no_drop: bool,
    /// This is a Wayland desktop that has X11 besides: the settings offer `prefer_x11`, also while X11 is used.
    pub wayland: bool,
}
