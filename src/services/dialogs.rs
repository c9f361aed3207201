//! The system's dialogs for choosing a file or a folder.
//!
//! Not what happens with the choice. Invariant: an answer is the person's; where no dialog could be shown, that is said
//! instead of passing for a cancelled one.

use std::{
    future::Future,
    path::PathBuf,
    time::{Duration, Instant},
};

use rfd::{AsyncFileDialog, FileHandle};

/// No dialog can be shown on this computer: on Linux neither a desktop portal nor zenity answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no file dialog can be shown here")]
pub struct NoDialog;

/// What the dialogs say, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The title of the dialog for a portrait.
    pub portrait: String,
    /// The name of the kind of file that a portrait is.
    pub pictures: String,
    /// The title of the dialog for a voice.
    pub voice: String,
    /// The name of the kind of file that a voice is.
    pub sounds: String,
    /// The title of the dialog for the folder of the videos.
    pub videos: String,
}

/// Where dialogs come from another program that may not be there, an answer of "nothing chosen" within this time is
/// that program's failure: nobody sees a dialog open, reads it and closes it faster. Measured: a missing portal fails
/// within 150 ms at first and 20 ms later, and a real dialog needs longer than this to appear at all. Should a slow
/// computer fail later than this at first, it will not the second time.
const NOBODY_IS_FASTER: Duration = Duration::from_millis(300);

/// Shows the dialog for one file and waits for the person; `None` when they chose nothing. Endings are without the dot.
///
/// # Errors
/// When no dialog can be shown.
pub async fn choose_file(title: &str, filter: &str, endings: &[&str]) -> Result<Option<PathBuf>, NoDialog> {
    let dialog = AsyncFileDialog::new().set_title(title).add_filter(filter, &in_both_cases(endings));
    answer(dialog.pick_file()).await
}

/// Shows the dialog for one folder and waits for the person; `None` when they chose nothing.
///
/// # Errors
/// When no dialog can be shown.
pub async fn choose_folder(title: &str) -> Result<Option<PathBuf>, NoDialog> {
    answer(AsyncFileDialog::new().set_title(title).pick_folder()).await
}

async fn answer(dialog: impl Future<Output = Option<FileHandle>>) -> Result<Option<PathBuf>, NoDialog> {
    let asked = Instant::now();
    let chosen = dialog.await.map(|file| file.path().to_owned());
    judge(chosen, asked.elapsed())
}

/// Tells a person who chose nothing from a dialog that was never shown.
fn judge(chosen: Option<PathBuf>, after: Duration) -> Result<Option<PathBuf>, NoDialog> {
    let comes_with_the_system = cfg!(any(windows, target_os = "macos"));
    if chosen.is_none() && after < NOBODY_IS_FASTER && !comes_with_the_system {
        return Err(NoDialog);
    }
    Ok(chosen)
}

/// The dialogs of Linux desktops take a filter by the letter, and cameras write `IMG_1.JPG`.
fn in_both_cases(endings: &[&str]) -> Vec<String> {
    let mut all: Vec<String> = endings.iter().map(|ending| ending.to_lowercase()).collect();
    if !cfg!(any(windows, target_os = "macos")) {
        all.extend(endings.iter().map(|ending| ending.to_uppercase()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINUX: bool = !cfg!(any(windows, target_os = "macos"));

    #[test]
    fn nothing_chosen_at_once_is_no_dialog_where_one_can_be_missing() {
        let expected = if LINUX { Err(NoDialog) } else { Ok(None) };
        assert_eq!(judge(None, Duration::from_millis(5)), expected);
        assert_eq!(judge(None, NOBODY_IS_FASTER), Ok(None), "a person closed it");
        let file = Some(PathBuf::from("a.png"));
        assert_eq!(judge(file.clone(), Duration::ZERO), Ok(file), "whatever was chosen was chosen");
    }

    #[tokio::test]
    async fn the_time_counts_from_the_question() {
        let at_once = answer(std::future::ready(None)).await;
        assert_eq!(at_once.is_err(), LINUX);
        let slowly = async {
            tokio::time::sleep(NOBODY_IS_FASTER).await;
            None
        };
        assert_eq!(answer(slowly).await, Ok(None));
    }

    #[test]
    fn endings_are_found_in_both_cases() {
        let expected = if LINUX { vec!["jpg", "png", "JPG", "PNG"] } else { vec!["jpg", "png"] };
        assert_eq!(in_both_cases(&["jpg", "Png"]), expected);
    }
}
