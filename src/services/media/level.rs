//! How loud a sound is: its loudest sample, its loudness as broadcasters measure it, and where it was too loud.
//!
//! Not a judgement: what is too quiet or too loud is in `domain::Limits`. Samples come as they are decoded, so that a long
//! sound is never held for this.

use ebur128::{EbuR128, Mode};

use crate::domain::Level;

/// From here on a sample counts as at full scale: the largest of 8 bits is 0.992.
const FULL: f32 = 0.99;
/// Samples that differ by less stay: less than the smallest step of 16 bits, so that the top of a wave does not.
const SAME: f32 = 1e-5;
/// So many samples of a channel that stay at full scale are a place that clips. A wave that only touches it has fewer.
const STAYS: u32 = 4;

/// Listens to a sound while it is decoded.
pub(super) struct Meter {
    /// `None` where there is no such measure for the rate or the number of channels.
    loudness: Option<EbuR128>,
    peak: f32,
    clipped: u32,
    /// For each channel its last sample, and how many like it came at full scale.
    runs: Vec<(f32, u32)>,
}

impl Meter {
    /// Begins to listen to a sound of so many samples a second and so many channels.
    pub(super) fn new(rate: u32, channels: usize) -> Self {
        let loudness = u32::try_from(channels).ok().and_then(|channels| EbuR128::new(channels, rate, Mode::I).ok());
        Self { loudness, peak: 0.0, clipped: 0, runs: vec![(0.0, 0); channels] }
    }

    /// Listens on: whole frames, each sample a number from -1 to 1, and the height of the highest of them.
    pub(super) fn hear(&mut self, interleaved: &[f32], highest: f32) {
        self.peak = self.peak.max(highest);
        if highest >= FULL {
            self.look_for_clipping(interleaved);
        } else {
            self.runs.iter_mut().for_each(|run| *run = (0.0, 0));
        }
        if self.loudness.as_mut().is_some_and(|loudness| loudness.add_frames_f32(interleaved).is_err()) {
            self.loudness = None;
        }
    }

    fn look_for_clipping(&mut self, interleaved: &[f32]) {
        for frame in interleaved.chunks_exact(self.runs.len().max(1)) {
            for (sample, (last, run)) in frame.iter().zip(&mut self.runs) {
                *run = match sample.abs() >= FULL {
                    true if (sample - *last).abs() < SAME => run.saturating_add(1),
                    at_full_scale => u32::from(at_full_scale),
                };
                self.clipped = self.clipped.saturating_add(u32::from(*run == STAYS));
                *last = *sample;
            }
        }
    }

    /// What was heard.
    pub(super) fn level(&self) -> Level {
        let loudness = self.loudness.as_ref().and_then(|loudness| loudness.loudness_global().ok());
        Level {
            peak: (self.peak > 0.0).then(|| tenths(20.0 * f64::from(self.peak).log10())),
            loudness: loudness.filter(|loudness| loudness.is_finite()).map(tenths),
            clipped: self.clipped,
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the cast of a float saturates")]
fn tenths(decibels: f64) -> i16 {
    (decibels * 10.0).round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(rate: u32, channels: usize, samples: impl Iterator<Item = f32>) -> Level {
        let mut meter = Meter::new(rate, channels);
        for sample in samples {
            meter.hear(&vec![sample; channels], sample.abs());
        }
        meter.level()
    }

    fn sine(rate: u32, hertz: f32, height: f32) -> impl Iterator<Item = f32> {
        (0..rate * 3).map(move |at| (at as f32 * hertz * std::f32::consts::TAU / rate as f32).sin() * height)
    }

    #[test]
    fn the_reference_tone_of_the_broadcasters_has_the_loudness_that_they_say() {
        // EBU Tech 3341: a stereo sine of 1000 Hz at -23 dB is -23 LUFS.
        let heard = level(48_000, 2, sine(48_000, 1000.0, 10_f32.powf(-23.0 / 20.0)));
        assert_eq!(heard, Level { peak: Some(-230), loudness: Some(-230), clipped: 0 });
    }

    #[test]
    fn silence_has_no_level_and_what_is_short_no_loudness() {
        assert_eq!(level(8000, 1, std::iter::repeat_n(0.0, 16_000)), Level::default());
        let short = level(8000, 1, sine(8000, 440.0, 0.5).take(800));
        assert_eq!((short.peak, short.loudness), (Some(-60), None));
        assert_eq!(Meter::new(0, 0).level(), Level::default());
    }

    #[test]
    fn a_wave_that_touches_full_scale_is_whole_and_one_that_is_cut_off_is_not() {
        let rounded = |sample: f32| (sample * 32_767.0).round() / 32_768.0;
        for (rate, hertz) in [(48_000, 80.0), (96_000, 80.0), (16_000, 1000.0)] {
            assert_eq!(level(rate, 1, sine(rate, hertz, 1.0).map(rounded)).clipped, 0, "{rate} Hz");
        }
        let cut = level(48_000, 2, sine(48_000, 100.0, 3.0).map(|sample| rounded(sample.clamp(-1.0, 1.0))));
        // A hundred waves a second, each cut above and below, in both channels.
        assert!((1190..=1200).contains(&cut.clipped), "{cut:?}");
        assert_eq!(cut.peak, Some(0));
    }
}
