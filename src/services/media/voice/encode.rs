//! Writing a sound down so that the provider takes it: as a WAV of 16 bits where that is small enough, else as AAC in M4A at
//! the highest rate that fits.
//!
//! Not the choice of the part. Invariants: what is written is never larger than asked, and as long as the samples are; the
//! silence that the AAC encoder adds is declared.

use std::{io::Cursor, num::NonZeroU32};

use rusty_aac::{AacEncoder, AacEncoderConfig};
use shiguredo_mp4::boxes::{Brand, SampleEntry};
use shiguredo_mp4::mux::{Mp4FileMuxer, Sample};
use shiguredo_mp4::{TrackKind, boxes::MoovBox};

use super::super::{
    mux::{self, PACKET, words},
    sound::Samples,
};
use super::resample::resample;

/// The rates that are written as AAC: those that every decoder knows.
const RATES: [u32; 6] = [16_000, 22_050, 24_000, 32_000, 44_100, 48_000];
/// No voice needs more than this.
const HIGHEST_RATE: u32 = 48_000;
/// The most bits a second of AAC, for one channel and for two together: more is not heard.
const BITS: [u32; 2] = [128_000, 192_000];
/// The most bits of a sample of one channel: what an encoder can put to use at low rates.
const BITS_A_SAMPLE: u32 = 3;
/// What an M4A has besides its packets: for the index as a whole, and for each packet.
const INDEX: u64 = 1024;
const INDEX_A_PACKET: u64 = 4;
/// How often the encoder may try again with fewer bits, each time with a tenth less.
const TRIES: u32 = 8;

/// Writes a sound of one or two channels in at most so many bytes. `lossless` says that it never lost anything by coding, so
/// that a WAV is worth its size.
pub(super) fn encode(sound: &Samples, lossless: bool, most: u64) -> Result<Vec<u8>, String> {
    let rate = if sound.rate > HIGHEST_RATE { highest_below(sound.rate) } else { sound.rate };
    let frames = sound.frames() as u64 * u64::from(rate) / u64::from(sound.rate);
    // 44 bytes are the header.
    if lossless && 44 + frames * u64::from(sound.channels) * 2 <= most {
        return wav(&at_rate(sound, rate));
    }
    let rate = RATES.into_iter().find(|known| *known >= rate).unwrap_or(HIGHEST_RATE);
    m4a(&at_rate(sound, rate), most)
}

/// The rate for one that is too high: half of it, or a quarter, if that is a usual one.
fn highest_below(rate: u32) -> u32 {
    if rate.is_multiple_of(44_100) { 44_100 } else { HIGHEST_RATE }
}

fn at_rate(sound: &Samples, rate: u32) -> Samples {
    let interleaved = resample(&sound.interleaved, sound.channels.into(), sound.rate, rate);
    Samples { rate, channels: sound.channels, interleaved }
}

fn wav(sound: &Samples) -> Result<Vec<u8>, String> {
    let spec = hound::WavSpec {
        channels: sound.channels,
        sample_rate: sound.rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::with_capacity(44 + sound.interleaved.len() * 2));
    let mut writer = hound::WavWriter::new(&mut bytes, spec).map_err(words)?;
    for sample in &sound.interleaved {
        writer.write_sample((sample * 32_768.0).round() as i16).map_err(words)?;
    }
    writer.finalize().map_err(words)?;
    Ok(bytes.into_inner())
}

fn m4a(sound: &Samples, most: u64) -> Result<Vec<u8>, String> {
    let packets = sound.frames().div_ceil(PACKET as usize) as u64 + 2;
    let room = most.saturating_sub(INDEX + packets * INDEX_A_PACKET);
    let fits = room * 8 * u64::from(sound.rate) / (packets * u64::from(PACKET));
    let [one, two] = BITS;
    let heard = if sound.channels > 1 { two } else { one }.min(sound.rate * BITS_A_SAMPLE * u32::from(sound.channels));
    let mut bit_rate = u32::try_from(fits).unwrap_or(u32::MAX).min(heard);
    for _ in 0..TRIES {
        let bytes = packed(&aac(sound, bit_rate)?, sound, bit_rate)?;
        if bytes.len() as u64 <= most {
            return Ok(bytes);
        }
        bit_rate = bit_rate / 10 * 9;
    }
    Err(format!("it does not fit into {most} bytes"))
}

fn aac(sound: &Samples, bit_rate: u32) -> Result<Vec<Vec<u8>>, String> {
    let mut encoder = AacEncoder::new(AacEncoderConfig { bitrate_bps: bit_rate, ..AacEncoderConfig::default() });
    encoder.push_pcm(&sound.interleaved, sound.channels, sound.rate).map_err(words)?;
    encoder.finish();
    Ok(std::iter::from_fn(|| encoder.next_packet().ok()).map(|packet| packet.data).collect())
}

/// Puts packets of AAC into an M4A of which only the sound itself is heard.
fn packed(packets: &[Vec<u8>], sound: &Samples, bit_rate: u32) -> Result<Vec<u8>, String> {
    let rate = NonZeroU32::new(sound.rate).ok_or("a sound without a rate")?;
    let mut muxer = Mp4FileMuxer::new().map_err(words)?;
    let written_at = muxer.initial_boxes_bytes().len() as u64;
    let mut entry: Option<SampleEntry> = Some(mux::aac_entry(1, sound.rate, sound.channels, bit_rate)?);
    let mut body: Vec<u8> = Vec::with_capacity(packets.iter().map(Vec::len).sum());
    for packet in packets {
        let sample = Sample {
            track_kind: TrackKind::Audio,
            sample_entry: entry.take(),
            keyframe: true,
            timescale: rate,
            duration: PACKET,
            composition_time_offset: None,
            data_offset: written_at + body.len() as u64,
            data_size: packet.len(),
        };
        muxer.append_sample(&sample).map_err(words)?;
        body.extend_from_slice(packet);
    }
    let mut moov: MoovBox = muxer.finalize().map_err(words)?.moov_box().clone();
    let samples = sound.frames() as u64;
    (moov.mvhd_box.timescale, moov.mvhd_box.duration) = (rate, samples);
    for track in &mut moov.trak_boxes {
        track.tkhd_box.duration = samples;
        track.edts_box = Some(mux::heard(PACKET.into(), samples));
    }
    let brands = vec![Brand::new(*b"M4A "), Brand::ISOM, Brand::ISO2, Brand::new(*b"mp42")];
    let mut bytes = mux::head(brands, moov, written_at, body.len() as u64)?;
    bytes.append(&mut body);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SoundFormat;
    use crate::services::media::sound::decode_sound;

    /// Noise that sounds the same each time: nothing is harder to code.
    fn noise(rate: u32, channels: u16, seconds: u32) -> Samples {
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 8_388_608.0 - 1.0
        };
        let count = rate * u32::from(channels) * seconds;
        Samples { rate, channels, interleaved: (0..count).map(|_| next() * 0.5).collect() }
    }

    fn tone(rate: u32, channels: u16, frames: u32) -> Samples {
        let sample = |at: u32| (at as f32 * 440.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5;
        let interleaved = (0..frames).flat_map(|at| std::iter::repeat_n(sample(at), channels.into())).collect();
        Samples { rate, channels, interleaved }
    }

    #[test]
    fn what_never_lost_anything_stays_exactly_as_it_is_where_it_fits() {
        let sound = tone(24_000, 2, 50_001);
        let written = encode(&sound, true, 1_000_000).expect("encodes");
        assert_eq!(written.len(), 44 + 50_001 * 4);
        let (facts, again) = decode_sound(&written).expect("decodes");
        assert_eq!((facts.format, facts.rate, facts.channels), (SoundFormat::Wav, 24_000, 2));
        let twice = encode(&again, true, 1_000_000).expect("encodes");
        assert!(written == twice, "the same samples, bit for bit");
        let loud = Samples { rate: 8000, channels: 1, interleaved: vec![1.0, -1.0] };
        let (_, again) = decode_sound(&wav(&loud).expect("writes")).expect("decodes");
        assert_eq!(again.interleaved, [32_767.0 / 32_768.0, -1.0]);
    }

    #[test]
    fn aac_is_as_long_as_the_sound_and_begins_with_it_at_every_rate() {
        for (rate, channels, frames) in
            [(8000, 1, 20_001), (11_025, 2, 30_000), (22_050, 1, 44_100), (44_100, 2, 100_003), (96_000, 1, 200_000)]
        {
            let sound = tone(rate, channels, frames);
            let written = encode(&sound, false, 1_000_000).expect("encodes");
            let (facts, again) = decode_sound(&written).expect("decodes");
            assert_eq!((facts.format, facts.channels), (SoundFormat::M4a, channels));
            let asked = f64::from(frames) / f64::from(rate);
            let found = facts.length.as_secs_f64();
            assert!(found <= asked && asked - found < 0.001, "{found} s for {asked} s at {rate} Hz");
            // Shifted by a single sample it would be further off than this.
            let expected = at_rate(&sound, facts.rate);
            let pairs = again.interleaved.iter().zip(&expected.interleaved).skip(4000).take(20_000);
            let missed = pairs.map(|(a, b)| (a - b).powi(2)).sum::<f32>() / 20_000.0;
            assert!(missed < 0.0005, "{missed} at {rate} Hz");
        }
    }

    #[test]
    fn it_never_has_more_bytes_than_it_may() {
        for (sound, most) in
            [(noise(48_000, 2, 4), 40_000), (noise(16_000, 1, 10), 20_000), (noise(44_100, 1, 3), 48_000)]
        {
            let written = encode(&sound, false, most).expect("encodes").len() as u64;
            assert!(written <= most && written > most / 2, "{written} of {most}");
        }
        let best = encode(&noise(48_000, 2, 2), false, 5_000_000).expect("encodes").len();
        assert!((40_000..55_000).contains(&best), "{best} bytes: more is not heard");
        assert!(encode(&noise(48_000, 2, 4), false, 2000).is_err(), "nothing fits into that");
    }
}
