//! The settings file: whatever stands in it, what was read and written reads back the same, and what is not ours stays.
#![no_main]

use libfuzzer_sys::fuzz_target;
use likeness::{domain::Warning, services::preferences};

const NOT_OURS: &str = "of_somebody_else = \"stays\" # and so does this\n";

fuzz_target!(|data: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.toml");
    std::fs::write(&path, [NOT_OURS.as_bytes(), data].concat()).expect("a file");
    let (settings, warnings) = preferences::read(&path);
    let aside = warnings.iter().any(|warning| matches!(warning, Warning::SettingsSetAside(..)));
    preferences::write(&path, &settings).expect("written");
    let (again, _) = preferences::read(&path);
    assert_eq!(settings, again);
    let text = std::fs::read_to_string(&path).expect("text");
    assert!(aside || text.contains(NOT_OURS.trim_end()), "what is not ours was lost: {text}");
    preferences::write(&path, &again).expect("written");
    assert_eq!(text, std::fs::read_to_string(&path).expect("text"), "writing the same changes nothing");
});
