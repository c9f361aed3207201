//! The real binary as a child: what it said, how it ended, and the most memory that it ever had.
//!
//! The memory is read from `/proc`, which only Linux has; elsewhere it is not asserted.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// What came of a child.
pub struct Ended {
    /// Its exit code.
    pub code: Option<i32>,
    /// Its standard output, and after it its standard error.
    pub said: String,
    /// Its standard output alone.
    pub output: Vec<u8>,
    /// The most memory that it had, in bytes; `None` where that cannot be known.
    pub most: Option<u64>,
    /// How long it took.
    pub took: Duration,
}

/// Runs the program in a home of its own, in English, with these further variables.
pub fn run(home: &Path, variables: &[(&str, &str)], arguments: &[&OsStr]) -> Ended {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_likeness"))
        .env("LIKENESS_HOME", home)
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .envs(variables.iter().copied())
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = Path::new("/proc").join(child.id().to_string()).join("status");
    let mut most = None;
    // The system keeps the most itself: it is enough to have looked shortly before the end.
    while child.try_wait().unwrap().is_none() {
        most = peak(&status).or(most);
        assert!(begun.elapsed() < Duration::from_secs(120), "it does not end: {arguments:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
    let ended = child.wait_with_output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr));
    Ended { code: ended.status.code(), said, output: ended.stdout, most, took: begun.elapsed() }
}

fn peak(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The most that anything hostile may cost beyond what the program takes by itself.
const MOST: u64 = 300_000_000;

/// Whether a child took no more than is allowed beyond one that had nothing to do.
pub fn is_bounded(ended: &Ended, idle: &Ended) -> bool {
    match (ended.most, idle.most) {
        (Some(most), Some(idle)) => most.saturating_sub(idle) <= MOST,
        _ => !cfg!(target_os = "linux"),
    }
}

#[test]
fn more_memory_than_is_allowed_would_be_noticed() {
    let with = |most| Ended { code: None, said: String::new(), output: vec![], most, took: Duration::ZERO };
    assert!(is_bounded(&with(Some(MOST + 7)), &with(Some(7))));
    assert!(!is_bounded(&with(Some(MOST + 8)), &with(Some(7))));
    assert_eq!(is_bounded(&with(None), &with(None)), !cfg!(target_os = "linux"));
}
