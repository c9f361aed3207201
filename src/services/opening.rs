//! Opening a file in the system's player, and showing one in the system's file manager.
//!
//! Not the programs' fate: once one was started, whatever it does is its own. It gets nothing of this program's input
//! and output.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use crate::domain::OpenFault;

/// What opens files on Linux desktops: the standard program, what it calls on the common desktops, and what does it for
/// Linux inside Windows. Without any of them nothing would happen, and nothing would say so.
const LAUNCHERS: [&str; 9] =
    ["xdg-open", "gio", "kde-open", "kde-open5", "kde-open6", "exo-open", "run-mailcap", "mimeopen", "powershell.exe"];

/// Opens a file or a folder in the program the system has for it. Returns as soon as that was started.
///
/// # Errors
/// When nothing is there, or nothing on this computer opens files.
pub async fn open(path: &Path) -> Result<(), OpenFault> {
    apart(path, |path| opener::open(path).map_err(|error| words(&error))).await
}

/// Shows a file in its folder, or opens a folder.
///
/// # Errors
/// When nothing is there, or nothing on this computer shows folders.
pub async fn show_in_folder(path: &Path) -> Result<(), OpenFault> {
    apart(path, |path| {
        let shown = if path.is_dir() { opener::open(path) } else { opener::reveal(path) };
        shown.map_err(|error| words(&error))
    })
    .await
}

/// Does something with a path that exists, where it may take its time.
async fn apart(path: &Path, work: fn(&Path) -> Result<(), OpenFault>) -> Result<(), OpenFault> {
    let path = path.to_owned();
    let done = tokio::task::spawn_blocking(move || {
        let path = existing(&path)?;
        if cfg!(target_os = "linux") && !has_launcher(&std::env::var_os("PATH").unwrap_or_default()) {
            return Err(OpenFault::NoLauncher);
        }
        work(&path)
    });
    done.await.map_err(|error| OpenFault::Other(error.to_string()))?
}

/// The whole path of what is there: a relative one could be taken for an option or an address.
fn existing(path: &Path) -> Result<PathBuf, OpenFault> {
    let other = |error: io::Error| OpenFault::Other(format!("{}: {error}", path.display()));
    match fs::metadata(path) {
        Ok(_) => std::path::absolute(path).map_err(other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(OpenFault::Missing(path.to_owned())),
        Err(error) => Err(other(error)),
    }
}

fn has_launcher(path: &OsStr) -> bool {
    std::env::split_paths(path).any(|folder| LAUNCHERS.iter().any(|name| folder.join(name).is_file()))
}

/// The error and what caused it.
fn words(error: &opener::OpenError) -> OpenFault {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    OpenFault::Other(format!("{error}{cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_not_there_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let gone = folder.path().join("gone.mp4");
        for answer in [open(&gone).await, show_in_folder(&gone).await] {
            assert_eq!(answer, Err(OpenFault::Missing(gone.clone())));
        }
    }

    #[test]
    fn a_launcher_is_found_wherever_it_is() {
        let (empty, full) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        fs::write(full.path().join("exo-open"), "").expect("a file");
        fs::create_dir(empty.path().join("gio")).expect("a folder is no program");
        let path = |folders: &[&Path]| std::env::join_paths(folders).expect("a path");
        assert!(!has_launcher(OsStr::new("")));
        assert!(!has_launcher(&path(&[empty.path()])));
        assert!(has_launcher(&path(&[empty.path(), full.path()])));
    }

    /// Opens what the environment names. Run by the test below in a process with its own `PATH`.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    #[ignore = "a part of the test below"]
    async fn open_what_is_named() {
        let Some(path) = std::env::var_os("TO_OPEN") else { return };
        let expected = std::env::var("EXPECTED").expect("set with the other");
        let answer = open(Path::new(&path)).await;
        assert!(format!("{answer:?}").contains(&expected), "{answer:?}");
        let done = Path::new(&path).with_extension("opened");
        for _ in 0..if answer.is_ok() { 500 } else { 0 } {
            if fs::read_to_string(&done).is_ok_and(|text| text.ends_with("end\n")) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert!(answer.is_err(), "the program was started");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_program_is_started_with_the_file_and_without_our_input_and_output() {
        use std::{os::unix::fs::PermissionsExt, process::Command};
        let folder = tempfile::tempdir().expect("a folder");
        let (bin, video) = (folder.path().join("bin"), folder.path().join("a video: -1.mp4"));
        fs::create_dir(&bin).expect("a folder");
        fs::write(&video, "x").expect("a file");
        let opening = |expected: &str| {
            let test = std::env::current_exe().expect("this program");
            let name = "services::opening::tests::open_what_is_named";
            let mut child = Command::new(test);
            child.args(["--exact", name, "--ignored"]).env("PATH", &bin).env("EXPECTED", expected);
            child.env("TO_OPEN", video.file_name().expect("a name")).current_dir(folder.path());
            child.output().expect("runs")
        };
        let output = opening("NoLauncher");
        assert!(output.status.success(), "without a program: {}", String::from_utf8_lossy(&output.stdout));

        let script = "#!/bin/sh\nexec 3>\"${1%.mp4}.opened\"\n\
                      for f in 0 1 2; do [ /proc/self/fd/$f -ef /dev/null ] || echo \"$f is ours\" >&3; done\n\
                      echo \"$1\" end >&3\n";
        fs::write(bin.join("xdg-open"), script).expect("a file");
        fs::set_permissions(bin.join("xdg-open"), fs::Permissions::from_mode(0o755)).expect("sets");
        let output = opening("Ok");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let said = fs::read_to_string(video.with_extension("opened")).expect("it was started");
        assert_eq!(said, format!("{} end\n", video.display()));
    }
}
