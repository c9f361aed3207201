//! The text-to-speech route (api.md §3): hums a placeholder and answers in the same call.
//!
//! Not the humming: that is `voice`. Everything here blocks.

use std::io::Cursor;

use super::fault::Fault;
use super::order::{Fields, parameter};
use super::record::{VoiceRecord, fresh_id, now};
use super::shelf::Shelf;
use super::voice::speak;
use super::voices::pitch_of;

/// The longest text, in characters (api.md §3).
const TEXT: usize = 1000;
/// The slowest and the fastest reading (api.md §3).
const SPEEDS: (f64, f64) = (0.8, 2.0);

/// Makes a voice and keeps it.
///
/// # Errors
/// The first rule that is broken, or that it cannot be kept.
pub(super) fn make_voice(body: &[u8], shelf: &Shelf) -> Result<VoiceRecord, Fault> {
    let mut fields = Fields::read(body)?;
    let text = fields.text("text")?.unwrap_or_default();
    let found = if text.trim().is_empty() { 0 } else { text.chars().count() };
    if found == 0 || found > TEXT {
        return Err(parameter(format!("text has {found} characters; 1 to {TEXT} are allowed")));
    }
    let language = fields.text("voice_language")?.unwrap_or_default();
    if !["zh", "en"].contains(&language.as_str()) {
        return Err(parameter("voice_language must be zh or en"));
    }
    let voice = fields.text("voice_id")?.ok_or_else(|| parameter("voice_id is required"))?;
    let pitch = pitch_of(&voice, &language).ok_or_else(|| parameter("Voice id not found"))?;
    // One decimal, as the provider has it; what is beyond is rounded.
    let speed = (fields.number("voice_speed")?.unwrap_or(1.0) * 10.0).round() / 10.0;
    if !(SPEEDS.0..=SPEEDS.1).contains(&speed) {
        let (slowest, fastest) = SPEEDS;
        return Err(parameter(format!("voice_speed is {speed}; {slowest} to {fastest} are allowed")));
    }
    let (samples, rate) = speak(&text, speed as f32, pitch);
    let length = samples.len() as u64 * 1000 / u64::from(rate);
    let record = VoiceRecord { task_id: fresh_id(), audio_id: fresh_id(), created_at: now(), length };
    let wav = wav(&samples, rate).map_err(|error| Fault::Internal(error.to_string()))?;
    shelf.add_voice(&record, &wav)?;
    Ok(record)
}

/// Samples as a WAV file.
fn wav(samples: &[i16], sample_rate: u32) -> Result<Vec<u8>, hound::Error> {
    let sample_format = hound::SampleFormat::Int;
    let spec = hound::WavSpec { channels: 1, sample_rate, bits_per_sample: 16, sample_format };
    let mut file = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec)?;
    for sample in samples {
        writer.write_sample(*sample)?;
    }
    writer.finalize()?;
    Ok(file.into_inner())
}
