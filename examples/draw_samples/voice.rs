//! The sample voice: syllables without meaning, in a voice made of resonances, with the rhythm of calm speech.
//!
//! Not speech and not a recording of anybody.

use std::f64::consts::{PI, TAU};

/// Samples a second.
pub const RATE: u32 = 24_000;

/// The first three resonances of a mouth, in hertz.
type Mouth = [f64; 3];
const A: Mouth = [730.0, 1130.0, 2440.0];
const E: Mouth = [500.0, 1830.0, 2520.0];
const I: Mouth = [310.0, 2180.0, 2960.0];
const O: Mouth = [520.0, 890.0, 2410.0];
const U: Mouth = [340.0, 940.0, 2250.0];
/// The lips or the tongue closed, as in m, n, l.
const CLOSED: Mouth = [250.0, 1200.0, 2300.0];
/// The higher resonances, which hardly move, in hertz.
const HEAD: [f64; 2] = [3500.0, 4500.0];

/// How a syllable begins.
#[derive(Clone, Copy, PartialEq)]
enum Onset {
    /// As in m, n, l: the voice goes on, softer.
    Soft,
    /// As in s, f: a hiss.
    Hiss,
    /// As in p, t, k: a short silence, then a burst.
    Burst,
}

/// One syllable: how it begins, its vowel, its length in milliseconds, its pitch in hertz.
type Syllable = (Onset, Mouth, u32, f64);

/// Three sentences; a pause stands between them.
const SENTENCES: [&[Syllable]; 3] = [
    &[
        (Onset::Soft, A, 190, 205.0),
        (Onset::Hiss, I, 170, 222.0),
        (Onset::Burst, E, 180, 214.0),
        (Onset::Soft, O, 230, 206.0),
        (Onset::Burst, A, 160, 212.0),
        (Onset::Soft, I, 190, 226.0),
        (Onset::Hiss, U, 200, 204.0),
        (Onset::Soft, A, 340, 176.0),
    ],
    &[
        (Onset::Burst, O, 180, 208.0),
        (Onset::Soft, E, 170, 216.0),
        (Onset::Soft, A, 240, 232.0),
        (Onset::Hiss, E, 180, 214.0),
        (Onset::Burst, I, 160, 208.0),
        (Onset::Soft, U, 210, 198.0),
        (Onset::Soft, A, 180, 204.0),
        (Onset::Burst, E, 190, 214.0),
        (Onset::Hiss, O, 360, 182.0),
    ],
    &[
        (Onset::Soft, I, 180, 220.0),
        (Onset::Burst, A, 230, 230.0),
        (Onset::Soft, O, 190, 210.0),
        (Onset::Hiss, A, 180, 200.0),
        (Onset::Soft, E, 200, 192.0),
        (Onset::Soft, A, 420, 164.0),
    ],
];
/// Silence before each sentence, in milliseconds.
const PAUSES: [u32; 3] = [300, 620, 660];
/// The length of the whole sample, in milliseconds; silence fills what is left after the last sentence.
const LENGTH: u32 = 8_000;

/// The whole sample, 16 bits a sample.
pub fn speak() -> Vec<i16> {
    let mut voice = Voice::new();
    for (pause, sentence) in PAUSES.iter().zip(SENTENCES) {
        voice.rest(*pause);
        for syllable in sentence {
            voice.say(*syllable);
        }
    }
    let said = voice.samples.len() as u32 / (RATE / 1000);
    voice.rest(LENGTH.saturating_sub(said));
    voice.finish()
}

/// The state of the synthesiser between two samples.
struct Voice {
    samples: Vec<f64>,
    phase: f64,
    pitch: f64,
    mouth: Mouth,
    loudness: f64,
    hiss: f64,
    dice: u32,
    rings: [[f64; 2]; 5],
    last_source: f64,
    last_noise: f64,
}

impl Voice {
    fn new() -> Self {
        Self {
            samples: Vec::new(),
            phase: 0.0,
            pitch: 200.0,
            mouth: CLOSED,
            loudness: 0.0,
            hiss: 0.0,
            dice: 1,
            rings: [[0.0; 2]; 5],
            last_source: 0.0,
            last_noise: 0.0,
        }
    }

    fn rest(&mut self, milliseconds: u32) {
        self.hold(milliseconds, CLOSED, self.pitch, 0.0, 0.0);
    }

    fn say(&mut self, (onset, vowel, milliseconds, pitch): Syllable) {
        let begin = match onset {
            Onset::Soft => 60,
            Onset::Hiss => 85,
            Onset::Burst => 50,
        };
        match onset {
            Onset::Soft => self.hold(begin, CLOSED, pitch, 0.35, 0.0),
            Onset::Hiss => self.hold(begin, CLOSED, pitch, 0.0, 0.5),
            Onset::Burst => {
                self.hold(begin - 12, CLOSED, pitch, 0.0, 0.0);
                self.hold(12, vowel, pitch, 0.0, 0.9);
            }
        }
        let rest = (milliseconds * 6 / 5).saturating_sub(begin);
        self.hold(rest * 3 / 5, vowel, pitch, 1.0, 0.0);
        self.hold(rest - rest * 3 / 5, vowel, pitch * 0.95, 0.65, 0.0);
    }

    /// Makes sound for a while, gliding to the given mouth, pitch, loudness of the voice and loudness of the hiss.
    fn hold(&mut self, milliseconds: u32, mouth: Mouth, pitch: f64, loudness: f64, hiss: f64) {
        for _ in 0..milliseconds * RATE / 1000 {
            for (now, goal) in self.mouth.iter_mut().zip(mouth) {
                *now += (goal - *now) * 0.0022;
            }
            self.pitch += (pitch - self.pitch) * 0.0008;
            self.loudness += (loudness - self.loudness) * 0.0040;
            self.hiss += (hiss - self.hiss) * 0.0060;
            let sample = self.sample();
            self.samples.push(sample);
        }
    }

    fn sample(&mut self) -> f64 {
        let at = self.samples.len() as f64 / f64::from(RATE);
        let noise = self.noise();
        // A voice that never wavers sounds like a machine.
        let pitch = self.pitch * (1.0 + 0.008 * (TAU * 5.1 * at).sin() + 0.004 * noise);
        self.phase = (self.phase + pitch / f64::from(RATE)).fract();
        // The vocal folds open slowly and close at once; the slope of that is what excites the mouth.
        let (opened, closed) = (0.42, 0.60);
        let flow = match self.phase {
            phase if phase < opened => 0.5 - 0.5 * (PI * phase / opened).cos(),
            phase if phase < closed => (0.5 * PI * (phase - opened) / (closed - opened)).cos(),
            _ => 0.0,
        };
        let slope = (flow - self.last_source) * 9.0 + 0.02 * noise * flow;
        self.last_source = flow;
        let mut sound = slope * self.loudness;
        let resonances = self.mouth.into_iter().chain(HEAD).zip([70.0, 90.0, 120.0, 180.0, 250.0]);
        for (ring, (frequency, width)) in self.rings.iter_mut().zip(resonances) {
            let radius = (-PI * width / f64::from(RATE)).exp();
            let turn = 2.0 * radius * (TAU * frequency / f64::from(RATE)).cos();
            let gain = 1.0 - turn + radius * radius;
            let [one, two] = *ring;
            let out = gain * sound + turn * one - radius * radius * two;
            *ring = [out, one];
            sound = out;
        }
        let bright = noise - 0.85 * self.last_noise;
        self.last_noise = noise;
        sound + 0.03 * bright * self.hiss
    }

    /// From −1 to 1, the same row of numbers every time.
    fn noise(&mut self) -> f64 {
        self.dice = self.dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.dice >> 8) / f64::from(1 << 23) - 1.0
    }

    /// Scales the loudest place to two thirds of full scale.
    fn finish(self) -> Vec<i16> {
        let loudest = self.samples.iter().fold(f64::EPSILON, |most, sample| most.max(sample.abs()));
        self.samples.iter().map(|sample| (sample / loudest * 22_000.0).round() as i16).collect()
    }
}
