//! Every sentence has its use and every use its sentence, in the views, on the command line and at the start.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

fn english() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text/en.ftl")).expect("the sentences")
}

fn keys_of_the_file() -> BTreeSet<String> {
    let starts_key = |line: &&str| line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
    english().lines().filter(starts_key).filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(&path, found);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = vec![];
    walk(&root, &mut found);
    let ours = |path: &PathBuf| {
        let inside = path.strip_prefix(&root).expect("inside");
        inside.starts_with("ui") || inside.starts_with("start.rs") || inside.to_string_lossy().starts_with("cli")
    };
    found.into_iter().filter(ours).collect()
}

fn looks_like_key(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Every literal of a source that has the shape of a key.
fn literals(code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    code.split('"').skip(1).step_by(2).filter(|text| looks_like_key(text)).map(str::to_owned).collect()
}

/// The literals inside the brackets of `.get(…)` and `.with(…)` alone.
fn asked_for(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, call) in code.match_indices(".get(").chain(code.match_indices(".with(")) {
        let inside = &code[at + call.len()..];
        let mut depth = 1;
        let end = inside.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        found.extend(literals(&inside[..end.unwrap_or(inside.len())]));
    }
    found
}

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let existing = keys_of_the_file();
    assert!(existing.iter().all(|key| looks_like_key(key)), "{existing:?}");
    let (mut asked, mut used) = (BTreeSet::new(), BTreeSet::new());
    for path in sources() {
        let source = std::fs::read_to_string(&path).expect("a source");
        // In the views every literal of this shape is a key; the command line has others: names of options, of fields.
        let view = path.components().any(|part| part.as_os_str() == "ui");
        asked.extend(if view { literals(&source) } else { asked_for(&source) });
        used.extend(literals(&source));
    }
    let missing: Vec<_> = asked.difference(&existing).collect();
    assert!(missing.is_empty(), "used but not in en.ftl: {missing:?}");
    let idle: Vec<_> = existing.difference(&used).collect();
    assert!(idle.is_empty(), "in en.ftl but not used: {idle:?}");
}

#[test]
fn the_scan_would_find_a_missing_key() {
    let source = "let a = (\"an-option\", texts.get(match x { A => \"no-such-key\", B => f(\"other-key\") }));";
    assert_eq!(asked_for(source), ["no-such-key", "other-key"].map(str::to_owned).into());
    assert!(literals(source).contains("an-option"));
    assert!(!literals("  // texts.get(\"in-a-comment\")").contains("in-a-comment"));
}

#[test]
fn no_key_stands_twice() {
    let lines = english().lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).count();
    assert_eq!(lines, keys_of_the_file().len());
}
