//! Portraits: measured, made smaller and prepared without a panic that leaves our code; what all say of a picture agrees.
#![no_main]

use libfuzzer_sys::fuzz_target;
use likeness::{
    domain::{Limits, PictureEdit},
    services::media::{image, picture::prepare, place_of},
};

fuzz_target!(
    // A decoder's panic is caught by our code; only one that is not ends the process here.
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
        let place = place_of(data);
        let Ok(facts) = image::probe_image(data) else { return };
        assert_eq!(place, Some(likeness::state::Place::Portrait));
        assert!(facts.width > 0 && facts.height > 0 && facts.bytes == data.len() as u64);
        if let Ok(small) = image::upright(data, Some(64)) {
            assert!(small.width.max(small.height) <= 64);
            assert_eq!(small.rgba.len(), (small.width * small.height * 4) as usize);
        }
        let prepared = prepare(&data.to_vec().into(), PictureEdit::default(), &Limits::default());
        if let Ok(made) = prepared.map(|prepared| prepared.made) {
            assert!(made.is_none_or(|made| made.facts.format.accepted()));
        }
    }
);
