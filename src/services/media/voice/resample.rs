//! Bringing a sound to another rate.
//!
//! Each new sample is weighed from the old ones around it, by a sinc that lets through what both rates can carry and a window
//! that ends it: what is above half of the lower rate is taken out, not folded back.

use std::f64::consts::PI;

/// To each side so many zeros of the sinc are counted. 24 of them reach 90 dB.
const ZEROS: f64 = 24.0;
/// So much of what the lower rate could carry is kept; the filter falls off above it.
const KEPT: f64 = 0.95;
/// So many different sets of weights are kept at most; a ratio that needs more is worked out sample by sample.
const MOST_PHASES: u64 = 1024;

/// Brings interleaved samples from one rate to another. The sound becomes no longer by it. Rates are more than 0.
pub(super) fn resample(interleaved: &[f32], channels: usize, from: u32, to: u32) -> Vec<f32> {
    if from == to || channels == 0 {
        return interleaved.to_vec();
    }
    let frames = interleaved.len() / channels;
    let count = (frames as u64).saturating_mul(to.into()) / u64::from(from);
    let shared = gcd(from, to);
    // Sample n of the new sound is at n × step / phases of the old one, so that the weights repeat after so many.
    let (step, phases) = (u64::from(from / shared), u64::from(to / shared));
    let kernel = Kernel::new(f64::from(to.min(from)) / f64::from(from));
    let weights_of = |phase: u64| kernel.weights(phase as f64 / phases as f64);
    let known: Vec<Vec<f32>> = if phases <= MOST_PHASES { (0..phases).map(weights_of).collect() } else { vec![] };
    let mut resampled = Vec::with_capacity(usize::try_from(count).unwrap_or(0).saturating_mul(channels));
    for at in 0..count {
        let (whole, phase) = ((at * step / phases) as usize, at * step % phases);
        let fresh;
        let weights = match known.get(phase as usize) {
            Some(weights) => weights,
            None => {
                fresh = weights_of(phase);
                &fresh
            }
        };
        let first = whole as isize - kernel.reach as isize + 1;
        resampled.extend((0..channels).map(|channel| weigh(interleaved, channels, channel, first, weights)));
    }
    resampled
}

/// The sum of a channel's samples from `first` on, each by its weight. Before its start and behind its end a sound is silent.
fn weigh(interleaved: &[f32], channels: usize, channel: usize, first: isize, weights: &[f32]) -> f32 {
    let before = usize::try_from(-first).unwrap_or(0).min(weights.len());
    let start = usize::try_from(first).unwrap_or(0) * channels + channel;
    let samples = interleaved.get(start..).unwrap_or_default().iter().step_by(channels);
    samples.zip(weights.get(before..).unwrap_or_default()).map(|(sample, weight)| sample * weight).sum()
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

/// The curve by which samples are weighed.
struct Kernel {
    /// How much of what the old rate carries is kept, from 0 to 1.
    band: f64,
    /// How many old samples count to each side.
    reach: usize,
}

impl Kernel {
    fn new(ratio: f64) -> Self {
        let band = ratio * KEPT;
        Self { band, reach: (ZEROS / band).ceil() as usize }
    }

    /// The weights of the old samples around a place that is `part` of the way from one to the next, from 0 to 1.
    fn weights(&self, part: f64) -> Vec<f32> {
        let reach = self.reach as f64;
        let weight = |at: usize| {
            let away = at as f64 - (reach - 1.0) - part;
            let (turn, place) = (PI * self.band * away, away / reach);
            let sinc = if turn.abs() < 1e-9 { 1.0 } else { turn.sin() / turn };
            // Blackman's window.
            let window = if place.abs() >= 1.0 {
                0.0
            } else {
                0.42 + 0.5 * (PI * place).cos() + 0.08 * (2.0 * PI * place).cos()
            };
            self.band * sinc * window
        };
        let weights: Vec<f64> = (0..2 * self.reach).map(weight).collect();
        // What is steady stays as it is.
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| (weight / sum) as f32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sine(rate: u32, hertz: f64, seconds: f64) -> Vec<f32> {
        let count = (f64::from(rate) * seconds) as u32;
        (0..count).map(|at| (f64::from(at) * hertz * 2.0 * PI / f64::from(rate)).sin() as f32 * 0.5).collect()
    }

    /// How far a sound is from another one, in decibels of it, its ends left out.
    fn apart(found: &[f32], expected: &[f32]) -> f64 {
        let power = |samples: &mut dyn Iterator<Item = f64>| samples.map(|sample| sample * sample).sum::<f64>();
        let middle = 500..expected.len() - 500;
        let pairs = || found[middle.clone()].iter().zip(&expected[middle.clone()]);
        let missed = power(&mut pairs().map(|(a, b)| f64::from(a - b)));
        10.0 * (missed / power(&mut pairs().map(|(_, b)| f64::from(*b)))).log10()
    }

    #[test]
    fn what_both_rates_carry_stays_as_it_was() {
        for (from, to) in
            [(96_000, 48_000), (44_100, 48_000), (8_000, 16_000), (88_200, 44_100), (11_025, 16_000), (37_801, 44_100)]
        {
            for hertz in [100.0, 1000.0, 3000.0] {
                let found = resample(&sine(from, hertz, 0.5), 1, from, to);
                let expected = sine(to, hertz, 0.5);
                assert!(found.len().abs_diff(expected.len()) <= 1, "{from} → {to}");
                let apart = apart(&found, &expected[..found.len().min(expected.len())]);
                assert!(apart < -70.0, "{hertz} Hz from {from} to {to}: {apart:.0} dB");
            }
        }
    }

    #[test]
    fn what_the_new_rate_cannot_carry_is_taken_out() {
        let found = resample(&sine(96_000, 30_000.0, 0.5), 1, 96_000, 48_000);
        let loudest = found[500..found.len() - 500].iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
        assert!(loudest < 0.0005, "{loudest}");
    }

    #[test]
    fn channels_stay_apart_and_a_sound_becomes_no_longer() {
        let stereo: Vec<f32> = (0..9001).flat_map(|_| [0.25, -0.5]).collect();
        let found = resample(&stereo, 2, 44_100, 48_000);
        assert_eq!(found.len() / 2, 9001 * 48_000 / 44_100);
        for pair in found[400..found.len() - 400].chunks(2) {
            assert!((pair[0] - 0.25).abs() < 1e-4 && (pair[1] + 0.5).abs() < 1e-4, "{pair:?}");
        }
        assert_eq!(resample(&stereo, 2, 8000, 8000), stereo);
        assert!(resample(&[], 1, 8000, 16_000).is_empty());
    }
}
