//! Where a finished video goes and what it is called.
//!
//! Not the fetching. Invariant: no name that comes out of here overwrites a file that the person did not name, climbs out of
//! its folder, or is refused by Windows, macOS or Linux.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use jiff::Timestamp;

use crate::domain::SubmissionId;

/// The longest file name made here, in bytes: every system takes 143, and the part file and a number need some.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices, whatever follows their first dot.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Where a video is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file.
    pub path: PathBuf,
    /// Whether a file that is there already is replaced, once the video is whole. If not, the video gets another name.
    pub replace: bool,
    /// Whether what comes is kept also when it is no whole video, then under a name that says so.
    pub even_damaged: bool,
}

impl Target {
    /// Where a damaged file goes. It replaces nothing, whatever the person named for a video.
    pub(super) fn for_damaged(&self) -> Self {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        Self { path: self.path.with_file_name(format!("{stem} damaged.mp4")), replace: false, even_damaged: true }
    }
}

/// A file name for a video: its title as far as it can be a name, its day (UTC, so that a download that is taken up again
/// after a journey finds its part), and the start of its id. Safe on every system; at most 120 bytes.
#[must_use]
pub fn file_name(title: &str, created_at: Timestamp, id: SubmissionId) -> String {
    let id = id.to_string();
    let tail = format!(" {} {}.mp4", created_at.strftime("%Y-%m-%d"), id.get(..8).unwrap_or_default());
    let spaced: String = title.chars().map(allowed).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = words.trim_matches([' ', '.', '-']).to_owned();
    if is_reserved(&name) {
        name.insert(0, '_');
    }
    while name.len() + tail.len() > LONGEST {
        name.pop();
    }
    let name = name.trim_end_matches([' ', '.', '-']);
    format!("{}{tail}", if name.is_empty() { "video" } else { name })
}

/// The character, or what stands in its place.
fn allowed(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
        // Marks that turn the direction of writing could make a name read as another one.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    }
}

fn is_reserved(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let mut port = base.strip_prefix("com").or_else(|| base.strip_prefix("lpt")).unwrap_or_default().chars();
    let numbered = matches!((port.next(), port.next()), (Some('0'..='9' | '¹' | '²' | '³'), None));
    numbered || RESERVED.contains(&base.as_str())
}

/// Finds the place of a video: inside the destination when that is a folder or ends in a separator, at the destination when
/// that names a file, else inside `folder`. It is the same one at each try, whatever is there by then: whoever puts a video
/// there looks whether it is that very video, and only then for a numbered name. Looks at the disk.
#[must_use]
pub fn place(destination: Option<&Path>, folder: &Path, name: &str) -> Target {
    let inside = |folder: &Path| Target { path: folder.join(name), replace: false, even_damaged: false };
    match destination {
        None => inside(folder),
        Some(path) if path.is_dir() || ends_in_separator(path) => inside(path),
        Some(path) => Target { path: path.to_owned(), replace: true, even_damaged: false },
    }
}

fn ends_in_separator(path: &Path) -> bool {
    path.to_string_lossy().ends_with(['/', MAIN_SEPARATOR])
}

/// The path, then the same with ` (2)`, ` (3)` and so on before its ending, a thousand in all.
pub(super) fn numbered(path: &Path) -> impl Iterator<Item = PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let others = (2..=1000).map(move |number| path.with_file_name(format!("{stem} ({number}){ending}")));
    std::iter::once(path.to_owned()).chain(others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: SubmissionId = SubmissionId(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);

    fn name(title: &str) -> String {
        file_name(title, "2026-11-03T23:30:00Z".parse().expect("a time"), ID)
    }

    #[test]
    fn a_title_becomes_a_name() {
        for (title, expected) in [
            ("Hello, world", "Hello, world"),
            ("  a  b\t\n", "a b"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\boot.ini", "C--boot.ini"),
            ("what? <now>: \"a|b*\"", "what- -now-- -a-b"),
            ("...", "video"),
            ("", "video"),
            ("-rf", "rf"),
            ("CON", "_CON"),
            ("nul.tar", "_nul.tar"),
            ("com1 .x", "_com1 .x"),
            ("Lpt9", "_Lpt9"),
            ("COM¹", "_COM¹"),
            ("common", "common"),
            ("com10", "com10"),
            ("evil\u{202e}gpj.exe", "evil gpj.exe"),
            ("Größe 图片 😀", "Größe 图片 😀"),
        ] {
            assert_eq!(name(title), format!("{expected} 2026-11-03 01234567.mp4"), "{title:?}");
        }
        assert_eq!(name(&format!("a{}", "é".repeat(500))).len(), LONGEST - 1, "cut inside a character");
    }

    proptest! {
        #[test]
        fn every_name_is_safe(title in "\\PC*|[.\\\\/ :\u{0}-\u{1f}]*|(CON|nul|com7)(\\.| )?.*") {
            let name = name(&title);
            prop_assert!(name.len() <= LONGEST);
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!name.chars().any(char::is_control));
            prop_assert!(!name.starts_with(['.', ' ', '-']));
            prop_assert!(!is_reserved(&name));
            prop_assert_eq!(Path::new(&name).components().count(), 1);
            prop_assert!(name.ends_with(" 2026-11-03 01234567.mp4"));
        }
    }

    #[test]
    fn a_destination_is_a_folder_or_a_file() {
        let home = tempfile::tempdir().expect("a folder");
        let home = home.path();
        let inside = |path: PathBuf| Target { path, replace: false, even_damaged: false };
        assert_eq!(place(None, home, "v.mp4"), inside(home.join("v.mp4")));
        assert_eq!(place(Some(home), Path::new("/elsewhere"), "v.mp4"), inside(home.join("v.mp4")));
        let new = PathBuf::from(format!("{}/new/", home.display()));
        assert_eq!(place(Some(&new), home, "v.mp4"), inside(home.join("new/v.mp4")));
        let exact = Target { path: home.join("mine.mp4"), replace: true, even_damaged: false };
        assert_eq!(place(Some(&exact.path), home, "v.mp4"), exact);

        // A killed run may have put this very video there.
        std::fs::write(home.join("v.mp4"), "whole").expect("written");
        std::fs::write(&exact.path, "").expect("written");
        assert_eq!(place(None, home, "v.mp4"), inside(home.join("v.mp4")));
        assert_eq!(place(Some(&exact.path), home, "v.mp4"), exact);
    }

    #[test]
    fn numbers_come_before_the_ending() {
        let names = |path: &str| -> Vec<PathBuf> { numbered(Path::new(path)).take(3).collect() };
        assert_eq!(names("a/v.mp4"), ["a/v.mp4", "a/v (2).mp4", "a/v (3).mp4"].map(PathBuf::from));
        assert_eq!(names("plain"), ["plain", "plain (2)", "plain (3)"].map(PathBuf::from));
        assert_eq!(numbered(Path::new("v.mp4")).count(), 1000);
    }
}
