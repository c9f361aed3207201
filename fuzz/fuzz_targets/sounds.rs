//! Voices: measured and decoded without a panic that leaves our code; what both say of a sound agrees.
#![no_main]

use libfuzzer_sys::fuzz_target;
use likeness::services::media::{place_of, sound};

fuzz_target!(
    // A decoder's panic is caught by our code; only one that is not ends the process here.
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
        let place = place_of(data);
        let measured = sound::probe_sound(data);
        let decoded = sound::decode_sound(data);
        assert_eq!(measured.is_ok(), decoded.is_ok());
        let (Ok(facts), Ok((again, samples))) = (measured, decoded) else { return };
        assert_eq!(place, Some(likeness::state::Place::Voice));
        assert_eq!((facts.length, facts.rate), (again.length, samples.rate));
        assert!(facts.rate > 0 && facts.channels > 0 && facts.bytes == data.len() as u64);
        assert!(samples.interleaved.iter().all(|sample| (-1.0..=1.0).contains(sample)));
    }
);
