//! Making of a sound what an edit says, so that the provider takes it.
//!
//! Not the keeping and not the rules. It begins from the file as it was given each time, at its full quality, and decodes it
//! twice: once to know where it is quiet, once to take the parts out of it, of which one is in memory at a time. What was
//! made is measured by decoding it again. Invariant: cuts do not click.

mod cut;
mod encode;
mod mix;
mod resample;

use std::{ops::Range, time::Duration};

use self::{cut::Cutter, encode::encode, mix::Mixer};
use super::sound::{Measured, Samples, measure};
use crate::domain::{
    Damage, Limits, Part, SoundChange, SoundEdit, SoundFacts, SoundFormat, Unreadable,
    sound::{part_of, stretch},
};

/// A sound rises so long from a cut, and fades so long before one.
const FADE: Duration = Duration::from_millis(5);

/// A sound that was made of another.
#[derive(Debug)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was measured of it.
    pub facts: SoundFacts,
    /// What was done, in that order.
    pub changes: Vec<SoundChange>,
}

/// A part that is to be taken out of a sound.
struct Wanted {
    /// Its samples, counted in each channel.
    range: Range<u64>,
    /// How many samples of silence come after it.
    padding: u64,
    changes: Vec<SoundChange>,
}

/// Measures a sound and makes of it what an edit says: one sound, or the parts that are not left out of one that is split.
/// Nothing when there is nothing to do, so that the file itself is used.
///
/// # Errors
/// Why it cannot be decoded; `Damaged` also when what is asked cannot be made of it.
pub fn make(bytes: &[u8], edit: SoundEdit, limits: &Limits) -> Result<(SoundFacts, Vec<Made>), Unreadable> {
    let given = measure(bytes, None)?;
    let wanted = wanted(&given, edit, limits);
    if wanted.is_empty() {
        return Ok((given.facts, vec![]));
    }
    let longest = frames_of(Limits::LONGEST_VOICE_EVER, given.facts.rate);
    if wanted.iter().any(|part| part.range.end - part.range.start > longest) {
        return Err(Unreadable::Damaged("it is too long to be made into something else whole".into()));
    }
    let mut made = vec![];
    let finish = |part: Wanted, sound: Samples| finished(part, sound, &given, limits);
    let mut taking = Taking { mixer: Mixer::new(given.facts.channels), wanted: wanted.into(), at: 0, part: vec![] };
    let mut take = |fresh: &[f32]| {
        taking.take(fresh, given.facts.rate, &mut |part, sound| made.push(finish(part, sound)));
    };
    measure(bytes, Some(&mut take))?;
    let made = made.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok((given.facts, made))
}

/// What an edit wants of a sound, the parts that are left out not counted. Nothing when that is the sound as it is.
fn wanted(given: &Measured, edit: SoundEdit, limits: &Limits) -> Vec<Wanted> {
    let (rate, frames) = (given.facts.rate, given.frames);
    let cutter = || Cutter::new(&given.profile, frames, rate, limits);
    let too_long = given.facts.length > limits.sound_longest;
    let ranges = match edit.part {
        Part::Best if too_long => vec![cutter().best()],
        Part::Split if too_long => cutter().split(),
        Part::Between(from, to) => {
            let part = stretch(from, to, given.facts.length, limits);
            vec![part.map_or(0..frames, |(from, to)| frames_of(from, rate)..frames_of(to, rate).min(frames))]
        }
        Part::Whole | Part::Best | Part::Split => vec![0..frames],
    };
    let of = u16::try_from(ranges.len()).unwrap_or(u16::MAX);
    let shortest = frames_of(limits.sound_shortest, rate);
    let part = |(number, range): (u16, Range<u64>)| {
        let mut changes = vec![];
        if of > 1 {
            changes.push(SoundChange::SplitOff(number, of));
        }
        if range != (0..frames) {
            changes.push(SoundChange::Trimmed(time_of(range.start, rate), time_of(range.end, rate)));
        }
        let length = range.end.saturating_sub(range.start);
        let short = edit.pad && length < shortest;
        let padding = if short { shortest + frames_of(cut::SPARE, rate) - length } else { 0 };
        if short {
            changes.push(SoundChange::Padded(time_of(padding, rate)));
        }
        let same = changes.is_empty() && !edit.convert;
        (!same).then_some(Wanted { range, padding, changes })
    };
    let left = |wanted: &Wanted| !part_of(&wanted.changes).is_some_and(|(number, _)| edit.left_out.has(number));
    (1..).zip(ranges).filter_map(part).filter(left).collect()
}

/// The parts that are being taken out of a sound while it is decoded.
struct Taking {
    mixer: Mixer,
    wanted: std::collections::VecDeque<Wanted>,
    /// How many samples of each channel were decoded.
    at: u64,
    /// What was taken for the first of the parts.
    part: Vec<f32>,
}

impl Taking {
    /// Takes decoded samples, and hands each part over as soon as it is whole.
    fn take(&mut self, fresh: &[f32], rate: u32, finish: &mut dyn FnMut(Wanted, Samples)) {
        let given = self.mixer.given();
        for frame in fresh.chunks_exact(given) {
            let Some(first) = self.wanted.front() else { return };
            if first.range.contains(&self.at) {
                self.mixer.mix(frame, &mut self.part);
            }
            self.at += 1;
            if self.at >= first.range.end
                && let Some(whole) = self.wanted.pop_front()
            {
                let interleaved = std::mem::take(&mut self.part);
                finish(whole, Samples { rate, channels: self.mixer.made(), interleaved });
            }
        }
    }
}

/// Fades a part at its cuts, adds its silence, writes it down and measures what was written.
fn finished(part: Wanted, mut sound: Samples, given: &Measured, limits: &Limits) -> Result<Made, Unreadable> {
    let fade = usize::try_from(frames_of(FADE, sound.rate)).unwrap_or(0);
    let channels = usize::from(sound.channels);
    if part.range.start > 0 {
        rise(sound.interleaved.chunks_mut(channels), fade);
    }
    if part.range.end < given.frames || part.padding > 0 {
        rise(sound.interleaved.chunks_mut(channels).rev(), fade);
    }
    let silence = usize::try_from(part.padding).unwrap_or(0).saturating_mul(channels);
    sound.interleaved.resize(sound.interleaved.len() + silence, 0.0);
    let format = given.facts.format;
    let lossless = matches!(format, SoundFormat::Wav | SoundFormat::Flac);
    let bytes =
        encode(&sound, lossless, limits.sound_bytes_sure).map_err(|words| Unreadable::Damaged(Damage::Other(words)))?;
    drop(sound);
    let facts = measure(&bytes, None)?.facts;
    let mut changes = part.changes;
    changes.push(SoundChange::Converted(format));
    Ok(Made { bytes, facts, changes })
}

/// Lets a sound rise from silence over its first frames.
fn rise<'a>(frames: impl Iterator<Item = &'a mut [f32]>, over: usize) {
    for (at, frame) in frames.take(over).enumerate() {
        let turn = std::f32::consts::PI * at as f32 / over as f32;
        let height = 0.5 - 0.5 * turn.cos();
        frame.iter_mut().for_each(|sample| *sample *= height);
    }
}

fn frames_of(time: Duration, rate: u32) -> u64 {
    (time.as_secs_f64() * f64::from(rate)).round() as u64
}

fn time_of(frames: u64, rate: u32) -> Duration {
    Duration::from_secs_f64(frames as f64 / f64::from(rate.max(1)))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
