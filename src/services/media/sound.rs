//! Measuring and decoding sounds.
//!
//! Not playing, and not the rules: those are in `domain::check`. The length of a sound is the length of what was decoded
//! from it, never what its header claims; silence that an encoder added is left out where the file declares it.

use std::borrow::Cow;

use symphonia::core::codecs::CodecParameters;

use super::{
    Kind, coding,
    decoder::{Decoder, Packets, damaged, is_he_aac},
    flac,
    gathered::{Gathered, Profile, Taker},
    guarded, iso, kind_of, wav,
};
use crate::domain::{Damage, SoundFacts, SoundFormat, Unreadable};

/// So many samples are handed back at most, those of all channels counted together: 256 MB, or 11 minutes of 48 kHz stereo.
const MOST_KEPT: usize = 64 * 1024 * 1024;

/// A decoded sound, each sample from -1 to 1.
#[derive(Clone, PartialEq)]
pub struct Samples {
    /// Samples a second of each channel; never 0.
    pub rate: u32,
    /// How many channels; never 0.
    pub channels: u16,
    /// The samples: at each moment those of all channels, in the order of WAV (left, right, …).
    pub interleaved: Vec<f32>,
}

impl Samples {
    /// How many samples each channel has.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.interleaved.len() / usize::from(self.channels.max(1))
    }

    /// Its channels mixed into one.
    #[must_use]
    pub fn mono(&self) -> Cow<'_, [f32]> {
        if self.channels <= 1 {
            return Cow::Borrowed(&self.interleaved);
        }
        let frames = self.interleaved.chunks_exact(self.channels.into());
        Cow::Owned(frames.map(|frame| frame.iter().sum::<f32>() / f32::from(self.channels)).collect())
    }
}

impl std::fmt::Debug for Samples {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Samples({} × {} at {} Hz)", self.frames(), self.channels, self.rate)
    }
}

/// Measures a sound by decoding all of it, or its first 20 minutes (or 64 million samples, when that is less), which is
/// then the length reported.
///
/// # Errors
/// `Empty`, `NotASound` (a film is not a sound), or `Damaged` when it is broken, holds no sound, or is coded in a way
/// that cannot be decoded here.
pub fn probe_sound(bytes: &[u8]) -> Result<SoundFacts, Unreadable> {
    measure(bytes, None).map(|measured| measured.facts)
}

/// Measures a sound and hands back its samples, of a very long one only the first (256 MB of them); the rest is as in
/// `probe_sound`.
///
/// # Errors
/// As `probe_sound`.
pub fn decode_sound(bytes: &[u8]) -> Result<(SoundFacts, Samples), Unreadable> {
    let mut interleaved: Vec<f32> = Vec::new();
    let mut keep = |fresh: &[f32]| interleaved.extend(fresh.iter().take(MOST_KEPT - interleaved.len()));
    let Measured { facts, frames, .. } = measure(bytes, Some(&mut keep))?;
    // A frame that did not fit whole goes, and so does the silence that an encoder added.
    let whole = interleaved.len() / usize::from(facts.channels.max(1));
    let frames = usize::try_from(frames).unwrap_or(usize::MAX).min(whole);
    interleaved.truncate(frames * usize::from(facts.channels));
    let samples = Samples { rate: facts.rate, channels: facts.channels, interleaved };
    Ok((facts, samples))
}

/// What is known of a sound once all of it was decoded.
pub(super) struct Measured {
    pub(super) facts: SoundFacts,
    /// Samples of each channel.
    pub(super) frames: u64,
    pub(super) profile: Profile,
}

/// Measures a sound, and hands its samples over as they come. At the end of an MP3 they may be more than are counted.
pub(super) fn measure(bytes: &[u8], taker: Option<Taker<'_>>) -> Result<Measured, Unreadable> {
    let format = match kind_of(bytes) {
        _ if bytes.is_empty() => return Err(Unreadable::Empty),
        Some(Kind::Sound(format)) => format,
        _ => return Err(Unreadable::NotASound),
    };
    let heard = if format == SoundFormat::M4a { iso::heard(bytes) } else { None };
    let mended = match format {
        SoundFormat::Wav => wav::mended(bytes),
        SoundFormat::Flac => flac::mended(bytes),
        _ => Cow::Borrowed(bytes),
    };
    let gathered = Gathered::new(taker, heard);
    let decoded = guarded(|| decode(&mended, format, gathered)).ok_or_else(|| damaged("the decoder panicked"))?;
    let (gathered, he_aac) = decoded.map_err(|why| coding::named(why, bytes, format))?;
    let facts = SoundFacts {
        format,
        length: gathered.length(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        channels: u16::try_from(gathered.channels).unwrap_or(u16::MAX),
        rate: gathered.rate,
        peaks: gathered.peaks(),
        level: gathered.level(),
        he_aac,
    };
    Ok(Measured { facts, frames: gathered.frames, profile: gathered.profile() })
}

/// Decodes all of a sound; says besides whether it is HE-AAC.
fn decode<'a>(
    bytes: &[u8],
    format: SoundFormat,
    mut gathered: Gathered<'a>,
) -> Result<(Gathered<'a>, bool), Unreadable> {
    let mut packets = Packets::open(bytes, format)?;
    let track = packets.track().clone();
    let Some(CodecParameters::Audio(parameters)) = &track.codec_params else {
        return Err(Unreadable::Damaged(Damage::NoSound));
    };
    let he_aac = is_he_aac(parameters, &mut packets)?;
    let mut decoder = Decoder::new(parameters, format, he_aac)?;
    if let (SoundFormat::Mp3, Some(delay), Some(rate)) = (format, track.delay, parameters.sample_rate) {
        gathered.heard = Some(iso::Heard { start: f64::from(delay) / f64::from(rate), length: None });
    }
    let (mut good, mut bad) = (0_u64, 0_u64);
    while let Some(packet) = packets.next()? {
        match decoder.decode(&packet, &mut gathered) {
            Ok(()) => good += 1,
            Err(()) => bad += 1,
        }
        if gathered.done() {
            break;
        }
    }
    if bad > good / 4 {
        return Err(Unreadable::Damaged(Damage::Parts(bad, good + bad)));
    }
    if format == SoundFormat::Mp3 && !gathered.done() {
        gathered.drop_padding(&track);
    }
    if gathered.frames == 0 { Err(Unreadable::Damaged(Damage::NoSound)) } else { Ok((gathered, he_aac)) }
}

#[cfg(test)]
#[path = "sound_tests.rs"]
mod tests;
