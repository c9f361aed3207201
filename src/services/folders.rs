//! Where things are on this computer.
//!
//! Not what is in them. Finding reads the environment and the desktop's own list of folders; only `create` writes.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

/// The name of the program's own folders, as each system writes them.
const NAME: &str = if cfg!(any(windows, target_os = "macos")) { "Likeness" } else { "likeness" };

/// The places of everything that is kept. All of them are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The settings file.
    pub settings_file: PathBuf,
    /// The file that keeps the key where there is no keychain and the person chose that. Private; most often not there.
    pub key_file: PathBuf,
    /// The ledger, the kept inputs and the posters. Private.
    pub library: PathBuf,
    /// Where videos go when the settings name no folder.
    pub videos: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
    /// The log files. Private.
    pub logs: PathBuf,
    /// The place and the size that the window had.
    pub window_file: PathBuf,
}

/// Nobody says where the person's folders are: there is no home folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no home folder; set LIKENESS_HOME to a folder that may be written")]
pub struct NoHome;

impl Folders {
    /// Finds the folders: all of them in one folder when that is named, else where this system puts such things.
    ///
    /// # Errors
    /// When no folder is named and the system knows no home folder.
    pub fn find(home: Option<PathBuf>) -> Result<Self, NoHome> {
        if let Some(home) = home.filter(|home| !home.as_os_str().is_empty()) {
            // A relative one means what it means now, also when the program changes its folder.
            return Ok(Self::under(&std::path::absolute(&home).unwrap_or(home)));
        }
        let system = choose_native_strategy().map_err(|_| NoHome)?;
        let data = system.data_dir().join(NAME);
        // macOS keeps that folder for its own preferences system.
        let config = if cfg!(target_os = "macos") { data.clone() } else { system.config_dir().join(NAME) };
        let user_folders = fs::read_to_string(system.config_dir().join("user-dirs.dirs")).unwrap_or_default();
        let videos = videos_folder(system.home_dir(), &user_folders).filter(|folder| folder.is_dir());
        let state = system.state_dir().map_or_else(|| data.clone(), |state| state.join(NAME));
        Ok(Self {
            settings_file: config.join("settings.toml"),
            key_file: config.join("key"),
            library: data.join("library"),
            videos: videos.map_or_else(|| data.join("videos"), |folder| folder.join("Likeness")),
            cache: system.cache_dir().join(NAME),
            logs: state.join("logs"),
            window_file: state.join("window.ron"),
        })
    }

    /// All of them in one folder.
    fn under(home: &Path) -> Self {
        Self {
            settings_file: home.join("settings.toml"),
            key_file: home.join("key"),
            library: home.join("library"),
            videos: home.join("videos"),
            cache: home.join("cache"),
            logs: home.join("logs"),
            window_file: home.join("window.ron"),
        }
    }

    /// Makes every folder that is not there yet. On Unix the library and the logs are closed to other users, also when
    /// they were open before.
    ///
    /// # Errors
    /// The first folder that could not be made, and why. That of the videos is none of them: whoever puts a video there
    /// makes it or says what is in the way, and until then everything else works.
    pub fn create(&self) -> io::Result<()> {
        let settings = self.settings_file.parent().unwrap_or(&self.settings_file);
        for folder in [settings, &self.cache] {
            fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
        }
        if let Err(error) = fs::create_dir_all(&self.videos) {
            tracing::warn!(folder = %self.videos.display(), %error, "the folder of the videos could not be made");
        }
        for folder in [&self.library, &self.logs] {
            create_private(folder).map_err(|error| named(folder, &error))?;
        }
        Ok(())
    }
}

/// Makes a folder that only its owner may look into.
fn create_private(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        // Some file systems know no permissions; a folder on one is as private as its owner made it.
        if let Err(error) = fs::set_permissions(folder, fs::Permissions::from_mode(0o700)) {
            tracing::warn!(folder = %folder.display(), %error, "the folder could not be closed to others");
        }
        Ok(())
    }
    #[cfg(not(unix))]
    fs::create_dir_all(folder)
}

fn named(folder: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", folder.display()))
}

/// The person's own folder for videos, whether or not it is there. On Linux desktops it may have any name, which
/// `user-dirs.dirs` tells.
fn videos_folder(home: &Path, user_folders: &str) -> Option<PathBuf> {
    if cfg!(target_os = "macos") {
        return Some(home.join("Movies"));
    }
    let named = user_folders.lines().rev().find_map(|line| {
        let quoted = line.trim().strip_prefix("XDG_VIDEOS_DIR=")?.trim();
        let text = quoted.strip_prefix('"')?.strip_suffix('"')?.replace("\\\"", "\"").replace("\\\\", "\\");
        match text.strip_prefix("$HOME") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => Some(home.join(rest.trim_start_matches('/'))),
            _ => Some(PathBuf::from(text)).filter(|path| path.is_absolute()),
        }
    });
    match named {
        // The desktop says so when the person wants no such folder: then it names the home folder itself.
        Some(folder) => Some(folder).filter(|folder| folder != home),
        None => Some(home.join("Videos")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_home_holds_everything() {
        let home = tempfile::tempdir().expect("a folder");
        let folders = Folders::find(Some(home.path().join("all"))).expect("finds");
        let all = [&folders.settings_file, &folders.library, &folders.videos, &folders.cache, &folders.logs];
        assert!(
            all.iter().chain([&&folders.window_file]).all(|path| path.starts_with(home.path().join("all"))),
            "{folders:?}"
        );
        assert!(!home.path().join("all").exists(), "finding writes nothing");
        folders.create().expect("creates");
        folders.create().expect("twice");
        assert!(all[1..].iter().all(|path| path.is_dir()) && !folders.settings_file.exists());
        let relative = Folders::find(Some("some/where".into())).expect("finds");
        assert!(relative.library.is_absolute(), "{relative:?}");
    }

    #[test]
    fn an_empty_home_is_none() {
        // Whatever the system says, it says the same both times.
        assert_eq!(Folders::find(Some(PathBuf::new())), Folders::find(None));
    }

    #[cfg(unix)]
    #[test]
    fn library_and_logs_are_closed_to_others() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().expect("a folder");
        let folders = Folders::find(Some(home.path().to_owned())).expect("finds");
        fs::create_dir_all(&folders.logs).expect("an older version made it");
        fs::set_permissions(&folders.logs, fs::Permissions::from_mode(0o777)).expect("open to all");
        folders.create().expect("creates");
        for folder in [&folders.library, &folders.logs] {
            let mode = fs::metadata(folder).expect("is there").permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
        }
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("library"), "in the way").expect("a file");
        let folders = Folders::find(Some(home.path().to_owned())).expect("finds");
        let error = folders.create().expect_err("fails");
        assert!(error.to_string().contains("library"), "{error}");
    }

    #[cfg(not(any(windows, target_os = "macos")))]
    #[test]
    fn the_desktop_names_the_folder_for_videos() {
        let table = [
            ("", Some("/home/ada/Videos")),
            ("XDG_VIDEOS_DIR=\"$HOME/Vidéos\"\n", Some("/home/ada/Vidéos")),
            ("# a comment\nXDG_MUSIC_DIR=\"$HOME/Music\"\nXDG_VIDEOS_DIR=\"/media/films\"", Some("/media/films")),
            ("XDG_VIDEOS_DIR=\"$HOME/\"", None),
            ("XDG_VIDEOS_DIR=\"$HOME\"", None),
            ("XDG_VIDEOS_DIR=\"relative\"", Some("/home/ada/Videos")),
            ("XDG_VIDEOS_DIR=nonsense", Some("/home/ada/Videos")),
            ("XDG_VIDEOS_DIR=\"$HOME/A \\\"B\\\"\"", Some("/home/ada/A \"B\"")),
        ];
        for (text, expected) in table {
            assert_eq!(videos_folder(Path::new("/home/ada"), text), expected.map(PathBuf::from), "{text:?}");
        }
    }
}
