//! The kept form: whatever stands in its file, what was read reads back the same after it was written, and what cannot be read
//! is set aside with every byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use likeness::{domain::KeptDraft, services::drafts};

fuzz_target!(|data: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.json");
    std::fs::write(&path, data).expect("a file");
    match drafts::read(&path) {
        Ok(Some(draft)) => {
            drafts::write(&path, &draft).expect("written");
            let again = drafts::read(&path).expect("readable");
            assert_eq!(again.unwrap_or_default(), draft);
        }
        Ok(None) => panic!("there is a file"),
        Err(_) => {
            drafts::write(&path, &KeptDraft::default()).expect("set aside");
            let aside = folder.path().join("draft.json.damaged");
            assert_eq!(std::fs::read(aside).expect("kept"), data);
        }
    }
});
