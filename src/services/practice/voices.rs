//! How high the placeholder hums for each of the provider's voices (`domain::voices`).
//!
//! Not their sound: nothing here imitates a person. The same voice always hums the same.

use crate::domain::{Tongue, voices};

/// The deepest and the highest, in hertz.
const PITCHES: (f32, f32) = (95.0, 300.0);

/// The pitch of a voice in hertz, if there is one with this id that speaks this language (`zh` or `en`).
pub(super) fn pitch_of(id: &str, language: &str) -> Option<f32> {
    let tongue = Tongue::from_wire(language)?;
    voices::voice(id)?.name(tongue)?;
    let seed = id.bytes().fold(7u32, |seed, byte| (seed * 31 + u32::from(byte)) % 65_521);
    let (deepest, highest) = PITCHES;
    Some(deepest + (highest - deepest) * (seed % 97) as f32 / 96.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_must_fit_its_language() {
        assert!(pitch_of("uk_man2", "en").is_some() && pitch_of("uk_man2", "zh").is_none());
        assert!(pitch_of("mengwa-v1", "zh").is_some() && pitch_of("mengwa-v1", "en").is_none());
        assert!(pitch_of("nobody", "en").is_none() && pitch_of("AOT", "fr").is_none());
    }

    #[test]
    fn every_voice_hums_and_most_of_them_differently() {
        let (deepest, highest) = PITCHES;
        let pitches: Vec<f32> =
            voices::speaking(Tongue::English).filter_map(|(voice, _)| pitch_of(voice.id, "en")).collect();
        assert_eq!(pitches.len(), 27);
        assert!(pitches.iter().all(|pitch| (deepest..=highest).contains(pitch)));
        let different: std::collections::BTreeSet<u32> = pitches.iter().map(|pitch| pitch.to_bits()).collect();
        assert!(different.len() > 20, "{pitches:?}");
    }
}
