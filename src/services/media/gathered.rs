//! What is gathered of a sound while it is decoded: how long it is, how loud, and where it is quiet.
//!
//! Not the decoding. Samples that are not meant to be heard are passed over, and nothing grows with the length of the sound
//! but a few numbers for each hundredth of a second; whoever wants the samples themselves takes them as they come.

use std::{sync::Arc, time::Duration};

use symphonia::core::formats::Track;

use super::{iso, level::Meter};
use crate::domain::{Level, Limits, Peaks};

/// Decoding stops after this many samples a channel.
const MOST_FRAMES: u64 = 64 * 1024 * 1024;
/// How many stretches the waveform has.
const STRETCHES: usize = 2000;
/// The waveform is first gathered over this many samples.
const BLOCK: u64 = 64;
/// How many stretches a second has whose loudness is known.
const STEPS_A_SECOND: u32 = 100;

/// How loud a sound is from one hundredth of a second to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    /// How many samples of each channel a step has; at least 1.
    pub(super) step: u64,
    /// The mean square of each step, 0 (silent) to 1.
    pub(super) power: Vec<f32>,
}

/// Takes decoded samples as they come: whole frames, all channels beside one another.
pub(super) type Taker<'a> = &'a mut dyn FnMut(&[f32]);

/// What was decoded so far.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    /// Where the samples go besides.
    taker: Option<Taker<'a>>,
    /// Which of them are meant to be heard.
    pub(super) heard: Option<iso::Heard>,
    /// Samples a second; 0 before the first.
    pub(super) rate: u32,
    pub(super) channels: usize,
    /// Samples of each channel that were passed over because they are not meant to be heard.
    skipped: u64,
    /// Samples of each channel since.
    pub(super) frames: u64,
    /// The loudest sample of each block.
    blocks: Vec<f32>,
    profile: Profile,
    meter: Option<Meter>,
    /// The samples that are being taken in.
    fresh: Vec<f32>,
}

impl<'a> Gathered<'a> {
    /// Begins to gather what is meant to be heard of a sound, and hands it to a taker besides.
    pub(super) fn new(taker: Option<Taker<'a>>, heard: Option<iso::Heard>) -> Self {
        Self { taker, heard, ..Self::default() }
    }

    /// Takes decoded samples, those of all channels beside one another; an error when they do not fit the ones before.
    pub(super) fn add(&mut self, rate: u32, channels: usize, interleaved: &[f32]) -> Result<(), ()> {
        if self.rate == 0 && rate > 0 && channels > 0 {
            (self.rate, self.channels) = (rate, channels);
            self.profile.step = u64::from(rate / STEPS_A_SECOND).max(1);
            self.meter = Some(Meter::new(rate, channels));
        }
        if rate == 0 || channels == 0 || (rate, channels) != (self.rate, self.channels) {
            return Err(());
        }
        let come = u64::try_from(interleaved.len() / channels).unwrap_or(u64::MAX);
        let skip = self.first().saturating_sub(self.skipped).min(come);
        self.skipped += skip;
        let count = |frames: u64| usize::try_from(frames).unwrap_or(usize::MAX).saturating_mul(channels);
        let take = self.last().saturating_sub(self.frames).min(come - skip);
        let heard = interleaved.get(count(skip)..count(skip + take)).unwrap_or_default();
        let finite = |&sample: &f32| match sample.abs() <= 1.0 {
            true => sample,
            false if sample.is_finite() => sample.clamp(-1.0, 1.0),
            false => 0.0,
        };
        self.fresh.clear();
        self.fresh.extend(heard.iter().map(finite));
        self.take_in();
        Ok(())
    }

    /// Takes in what is fresh, a stretch within one block and one step at a time.
    fn take_in(&mut self) {
        let (fresh, channels) = (std::mem::take(&mut self.fresh), self.channels.max(1));
        let (mut rest, mut highest) = (fresh.as_slice(), 0.0_f32);
        while !rest.is_empty() {
            let (in_block, in_step) = (self.frames % BLOCK, self.frames % self.profile.step.max(1));
            if in_block == 0 {
                self.blocks.push(0.0);
            }
            if in_step == 0 {
                self.profile.power.push(0.0);
            }
            let frames = (BLOCK - in_block).min(self.profile.step.max(1) - in_step);
            let count = usize::try_from(frames).unwrap_or(usize::MAX).saturating_mul(channels);
            let (stretch, after) = rest.split_at(count.min(rest.len()));
            let (mut loudest, mut power) = (0.0_f32, 0.0_f32);
            for sample in stretch {
                if sample.abs() > loudest {
                    loudest = sample.abs();
                }
                power += sample * sample;
            }
            if let (Some(block), Some(step)) = (self.blocks.last_mut(), self.profile.power.last_mut()) {
                *block = block.max(loudest);
                *step += power;
            }
            highest = highest.max(loudest);
            self.frames += u64::try_from(stretch.len() / channels).unwrap_or(u64::MAX);
            rest = after;
        }
        if let Some(meter) = &mut self.meter {
            meter.hear(&fresh, highest);
        }
        if let Some(taker) = &mut self.taker {
            taker(&fresh);
        }
        self.fresh = fresh;
    }

    /// Takes back the silence that an MP3 encoder added at the end, if the file says how much and still has it. Who takes
    /// the samples has them nonetheless.
    pub(super) fn drop_padding(&mut self, track: &Track) {
        let (Some(frames), Some(padding)) = (track.num_frames, track.padding.map(u64::from)) else { return };
        let declared = frames.saturating_add(padding).saturating_add(track.delay.unwrap_or(0).into());
        if self.skipped + self.frames < declared {
            return;
        }
        self.frames = self.frames.saturating_sub(padding);
        let count = |frames: u64| usize::try_from(frames).unwrap_or(usize::MAX);
        self.blocks.truncate(count(self.frames.div_ceil(BLOCK)));
        self.profile.power.truncate(count(self.frames.div_ceil(self.profile.step.max(1))));
    }

    /// How many samples of each channel come before what is heard.
    fn first(&self) -> u64 {
        self.heard.map_or(0, |heard| self.frames_of(heard.start))
    }

    /// How many samples of each channel are taken at most.
    fn last(&self) -> u64 {
        let longest = Limits::MEASURED_VOICE.as_secs().saturating_mul(u64::from(self.rate)).min(MOST_FRAMES);
        let heard = self.heard.and_then(|heard| heard.length).map_or(u64::MAX, |length| self.frames_of(length));
        longest.min(heard)
    }

    /// Whether there is nothing more to take.
    pub(super) fn done(&self) -> bool {
        self.rate > 0 && self.frames >= self.last()
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast of a float saturates")]
    fn frames_of(&self, seconds: f64) -> u64 {
        (seconds * f64::from(self.rate)).round() as u64
    }

    pub(super) fn length(&self) -> Duration {
        let rate = u64::from(self.rate.max(1));
        Duration::from_nanos(self.frames.min(MOST_FRAMES) * 1_000_000_000 / rate)
    }

    pub(super) fn peaks(&self) -> Peaks {
        let count = self.blocks.len();
        let stretch = |at: usize| {
            let (from, to) = (at * count / STRETCHES, ((at + 1) * count / STRETCHES).max(at * count / STRETCHES + 1));
            let loudest = self.blocks.get(from..to.min(count)).unwrap_or_default().iter().copied().fold(0.0, f32::max);
            in_255(loudest)
        };
        Arc::from_iter((0..STRETCHES).map(stretch))
    }

    pub(super) fn level(&self) -> Level {
        self.meter.as_ref().map(Meter::level).unwrap_or_default()
    }

    /// The profile, each step by its own length.
    #[expect(clippy::cast_precision_loss, reason = "a step has few samples")]
    pub(super) fn profile(&self) -> Profile {
        let samples = (self.profile.step * self.channels as u64) as f32;
        let power = self.profile.power.iter().map(|sum| sum / samples.max(1.0)).collect();
        Profile { step: self.profile.step.max(1), power }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255 by then")]
fn in_255(loudest: f32) -> u8 {
    (loudest.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_stops_after_the_longest_that_is_measured() {
        let mut gathered = Gathered::default();
        let second = vec![0.0; 100];
        for _ in 0..1500 {
            gathered.add(100, 1, &second).expect("fits");
        }
        assert_eq!(gathered.length(), Limits::MEASURED_VOICE);
        assert!(gathered.done());
    }

    #[test]
    fn samples_that_are_no_numbers_are_silence() {
        let mut kept = vec![];
        let mut taker = |fresh: &[f32]| kept.extend_from_slice(fresh);
        let mut gathered = Gathered { taker: Some(&mut taker), ..Gathered::default() };
        gathered.add(8000, 1, &[f32::NAN, f32::INFINITY, 4.0, -4.0]).expect("fits");
        assert_eq!(gathered.add(8000, 2, &[0.0, 0.0]), Err(()), "other channels than before");
        assert_eq!(gathered.add(8000, 0, &[]), Err(()), "no channels at all");
        assert_eq!(kept, [0.0, 0.0, 1.0, -1.0]);
    }

    #[test]
    fn the_profile_says_how_loud_each_hundredth_of_a_second_is() {
        let mut gathered = Gathered::default();
        let stereo: Vec<f32> = (0..400).map(|at| if at < 200 { 0.5 } else { 0.0 }).collect();
        gathered.add(10_000, 2, &stereo).expect("fits");
        assert_eq!(gathered.profile(), Profile { step: 100, power: vec![0.25, 0.0] });
    }
}
