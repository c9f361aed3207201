//! The rules of the house: who may use whom, how a file begins, how long it may be. Each rule is shown to catch a breach.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A room, and the names that must not occur in its files outside comments.
struct Room {
    folder: &'static str,
    forbidden: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room {
        folder: "src/domain",
        forbidden: &[
            "egui",
            "eframe",
            "tokio",
            "reqwest",
            "serde",
            "rfd",
            "keyring",
            "rusqlite",
            "uuid::",
            "std::fs",
            "std::thread",
            "std::net::T",
            "std::net::U",
            "std::env",
            "SystemTime",
            "Instant",
            "::now(",
            "crate::state",
            "crate::services",
            "crate::ui",
            "crate::machine",
            "crate::app",
            "crate::cli",
        ],
    },
    Room {
        folder: "src/state",
        forbidden: &[
            "egui",
            "eframe",
            "tokio",
            "reqwest",
            "serde",
            "rfd",
            "keyring",
            "rusqlite",
            "uuid::",
            "std::fs",
            "std::thread",
            "std::env",
            "SystemTime",
            "Instant",
            "::now(",
            "crate::services",
            "crate::ui",
            "crate::machine",
            "crate::app",
            "crate::cli",
        ],
    },
    Room {
        folder: "src/services",
        forbidden: &["egui", "eframe", "crate::ui", "state::State", "crate::machine", "crate::app", "crate::cli"],
    },
    Room {
        folder: "src/ui",
        forbidden: &[
            "crate::services",
            "tokio",
            "reqwest",
            "rusqlite",
            "std::fs",
            "std::thread",
            "rfd",
            "keyring",
            "crate::machine",
            "crate::app",
            "crate::cli",
        ],
    },
];

const MOST_LINES: usize = 400;

/// The lines of a source that are not comments, without what stands in string literals of documentation.
pub fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether `name` stands in `line` and is not merely the end of a longer word.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Every path that a source imports, with the groups in braces written out.
fn imports(text: &str) -> Vec<String> {
    let code: Vec<&str> = code(text).map(|(_, line)| line.trim()).collect();
    let code = code.join(" ");
    let statements = code.split(';').filter_map(|statement| statement.rsplit_once("use ").map(|(_, paths)| paths));
    statements.flat_map(written_out).collect()
}

fn written_out(paths: &str) -> Vec<String> {
    let Some((prefix, rest)) = paths.split_once('{') else { return vec![paths.trim().to_owned()] };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let mut depth = 0;
    let parts = inside.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.flat_map(written_out).map(|part| format!("{}{part}", prefix.trim())).collect()
}

fn forbidden_names(room: &Room, text: &str) -> Vec<String> {
    let lines = code(text).map(|(at, line)| (format!("line {at}"), line.to_owned()));
    let imports = imports(text).into_iter().map(|path| ("an import".to_owned(), path));
    let all = lines.chain(imports).flat_map(|(place, line)| {
        let found = room.forbidden.iter().filter(|name| names(&line, name));
        found.map(|name| format!("{place} names {name}")).collect::<Vec<_>>()
    });
    all.collect()
}

fn form_breaches(text: &str) -> Vec<String> {
    let mut breaches = vec![];
    if !text.starts_with("//! ") {
        breaches.push("does not open with //!".to_owned());
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        breaches.push(format!("has {lines} lines, more than {MOST_LINES}"));
    }
    breaches
}

pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).expect("a folder of the house") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

pub fn house() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_room_keeps_to_its_doors() {
    let mut breaches = vec![];
    for room in ROOMS {
        let files = sources(&house().join(room.folder));
        assert!(!files.is_empty(), "{} has files", room.folder);
        // The tests of a room look at it from outside: they may read its files.
        let is_test = |file: &PathBuf| file.to_string_lossy().ends_with("tests.rs");
        for file in files.into_iter().filter(|file| !is_test(file)) {
            let text = fs::read_to_string(&file).expect("a source");
            breaches
                .extend(forbidden_names(room, &text).into_iter().map(|breach| format!("{}: {breach}", file.display())));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_readable() {
    let mut breaches = vec![];
    for folder in ["src", "tests/it", "examples"] {
        for file in sources(&house().join(folder)) {
            let text = fs::read_to_string(&file).expect("a source");
            breaches.extend(form_breaches(&text).into_iter().map(|breach| format!("{}: {breach}", file.display())));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    let main = fs::read_to_string(house().join("src/main.rs")).expect("main");
    assert!(main.lines().count() <= 60, "main.rs only parses, logs and runs");
}

#[test]
fn the_rules_catch_a_breach() {
    for room in ROOMS {
        for name in room.forbidden {
            let text = format!("//! A file.\nfn wrong() {{ {name} }}\n");
            assert!(!forbidden_names(room, &text).is_empty(), "{} in {}", name, room.folder);
            let comment = format!("//! A file.\n    // {name} stands only in a comment\n");
            assert!(forbidden_names(room, &comment).is_empty());
        }
    }
    let [.., services, ui] = ROOMS else { panic!("rooms") };
    assert!(forbidden_names(ui, "//! A file.\nlet a = prefd();\n").is_empty(), "the end of a longer word is no breach");
    let grouped = "//! A file.\nuse std::{\n    collections::{BTreeMap, BTreeSet},\n    fs,\n};\n";
    assert_eq!(forbidden_names(ui, grouped), ["an import names std::fs"]);
    let state = "//! A file.\nuse crate::state::{Event, State};\n";
    assert_eq!(forbidden_names(services, state), ["an import names state::State"]);
    assert_eq!(form_breaches("use std::fs;\n").len(), 1);
    assert_eq!(form_breaches(&format!("//! Long.\n{}", "\n".repeat(MOST_LINES))).len(), 1);
    assert!(form_breaches("//! A file.\n").is_empty());
}
