//! Videos of the provider: inspected, proved and shown without a panic that leaves our code.
#![no_main]

use libfuzzer_sys::fuzz_target;
use likeness::services::media::{mp4, proof};

fuzz_target!(
    // A decoder's panic is caught by our code; only one that is not ends the process here.
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("film.mp4");
        std::fs::write(&path, data).expect("a file");
        if let Ok(facts) = mp4::inspect_video(&path) {
            assert!(facts.width > 0 && facts.height > 0, "a video without pictures is none: {facts:?}");
            let _ = proof::prove_pictures(&path);
            if let Ok(poster) = mp4::poster(&path, 96) {
                assert!(poster.width.max(poster.height) <= 96);
                assert_eq!(poster.rgba.len(), (poster.width * poster.height * 4) as usize);
            }
        }
    }
);
