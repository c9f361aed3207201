//! A placeholder voice: it hums syllables with the length, the rhythm and the melody of speech.
//!
//! Not speech: no word can be understood. Pure and deterministic: the same text, speed and pitch give the same samples.

use std::f32::consts::TAU;

/// Samples a second of everything spoken here.
pub const RATE: u32 = 24_000;

/// How fast people read: characters a second of English, and of Chinese, Japanese or Korean.
const LETTERS_A_SECOND: f32 = 14.5;
const SIGNS_A_SECOND: f32 = 4.5;
/// How often the mouth is set anew, in samples.
const STEP: usize = 48;

/// Where the mouth resonates for each vowel, in hertz, for a deep voice.
const VOWELS: [[f32; 3]; 6] = [
    [700.0, 1150.0, 2450.0],
    [500.0, 1750.0, 2450.0],
    [300.0, 2150.0, 2900.0],
    [500.0, 880.0, 2400.0],
    [320.0, 850.0, 2250.0],
    [480.0, 1400.0, 2450.0],
];
const NEUTRAL: usize = 5;
/// A mouth at rest.
const UNFORMED: [f32; 3] = [500.0, 1500.0, 2500.0];

/// A stretch of sound or of silence.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Unit {
    /// Its share of the time.
    weight: f32,
    /// How loud the voice is in it, from 0 to 1.
    voiced: f32,
    /// How much breath is in it, from 0 to 1.
    breath: f32,
    /// Which vowel the mouth forms.
    vowel: usize,
    /// How far the melody is from the middle of the voice, as a part of it.
    lift: f32,
}

impl Unit {
    const fn pause(weight: f32) -> Self {
        Self { weight, voiced: 0.0, breath: 0.0, vowel: NEUTRAL, lift: 0.0 }
    }
}

/// Speaks a text: samples of 16 bits at `RATE`. A speed of 1 reads about 14.5 characters of English a second; a pitch is in
/// hertz, about 110 for a man and 210 for a woman. Both are kept within 0.25 to 4 and 60 to 500. A blank text is silent and
/// has no samples.
#[must_use]
pub fn speak(text: &str, speed: f32, pitch: f32) -> (Vec<i16>, u32) {
    let speed = if speed.is_finite() { speed.clamp(0.25, 4.0) } else { 1.0 };
    let pitch = if pitch.is_finite() { pitch.clamp(60.0, 500.0) } else { 110.0 };
    let units = units(text.trim());
    let seconds = seconds(text.trim()) / speed;
    let weight: f32 = units.iter().map(|unit| unit.weight).sum();
    let mut mouth = Mouth::new(pitch);
    let (mut samples, mut due) = (Vec::new(), 0.0);
    for unit in &units {
        due += unit.weight / weight.max(0.01) * seconds * RATE as f32;
        let end = (due as usize).max(samples.len());
        mouth.say(unit, end, &mut samples);
    }
    (finished(&samples), RATE)
}

/// How long a text takes to read at normal speed.
fn seconds(text: &str) -> f32 {
    text.chars().map(|sign| if is_sign(sign) { 1.0 / SIGNS_A_SECOND } else { 1.0 / LETTERS_A_SECOND }).sum()
}

/// Whether a character is a whole syllable: Chinese, Japanese or Korean.
fn is_sign(sign: char) -> bool {
    matches!(sign, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A text as stretches of sound and silence.
fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let (mut seed, mut voiced_before, mut in_phrase) = (17u32, false, 0.0f32);
    for sign in text.chars() {
        seed = seed.wrapping_mul(31).wrapping_add(u32::from(sign)) % 65_521;
        let chance = (seed % 97) as f32 / 97.0 - 0.5;
        // The melody falls through the phrase and wavers with each syllable.
        let lift = 0.10 - 0.006 * in_phrase.min(40.0) + 0.12 * chance;
        let vowel = Unit { weight: 1.25, voiced: 1.0, breath: 0.02, vowel: NEUTRAL, lift };
        let lower = sign.to_lowercase().next().unwrap_or(sign);
        let unit = match lower {
            'a' | 'à' | 'á' | 'ä' | 'â' => Unit { vowel: 0, ..vowel },
            'e' | 'é' | 'è' | 'ê' => Unit { vowel: 1, ..vowel },
            'i' | 'y' | 'í' | 'î' => Unit { vowel: 2, ..vowel },
            'o' | 'ó' | 'ô' | 'ö' => Unit { vowel: 3, ..vowel },
            'u' | 'w' | 'ú' | 'ü' => Unit { vowel: 4, ..vowel },
            's' | 'f' | 'h' | 'x' | 'z' | 'c' => Unit { weight: 0.9, voiced: 0.12, breath: 0.5, ..vowel },
            'p' | 't' | 'k' | 'b' | 'd' | 'g' | 'q' => Unit { weight: 0.7, voiced: 0.10, breath: 0.15, ..vowel },
            '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？' => Unit::pause(4.5),
            ',' | ';' | ':' | '—' | '，' | '、' | '；' | '：' => Unit::pause(2.8),
            _ if is_sign(sign) => Unit { weight: 3.2, vowel: (seed % 5) as usize, lift: lift + 0.1 * chance, ..vowel },
            _ if lower.is_alphanumeric() => Unit { weight: 0.9, voiced: 0.55, ..vowel },
            _ => Unit { weight: 0.6, voiced: 0.25, ..vowel },
        };
        in_phrase = if unit.voiced == 0.0 { 0.0 } else { in_phrase + 1.0 };
        // Two vowels in a row are one longer syllable, not two.
        let again = unit.voiced == 1.0 && voiced_before && !is_sign(sign);
        units.push(if again { Unit { weight: 0.7, ..unit } } else { unit });
        if is_sign(sign) {
            units.push(Unit { weight: 0.35, voiced: 0.2, ..vowel });
        }
        voiced_before = unit.voiced == 1.0;
    }
    units
}

/// What makes the sound: a source of pulses and breath, and a mouth of three resonances.
struct Mouth {
    pitch: f32,
    /// How much smaller than a deep voice's mouth it is.
    size: f32,
    phase: f32,
    /// The last sample of the pulse.
    pulse: f32,
    noise: u32,
    clock: f32,
    /// Present voice, breath, melody and resonances: they follow their goals, for no mouth jumps.
    voiced: f32,
    breath: f32,
    lift: f32,
    resonances: [f32; 3],
    filters: [Resonator; 3],
    softened: f32,
}

impl Mouth {
    fn new(pitch: f32) -> Self {
        Self {
            pitch,
            size: (pitch / 110.0).powf(0.22).clamp(0.9, 1.35),
            phase: 0.0,
            pulse: 0.0,
            noise: 0x1357_9bdf,
            clock: 0.0,
            voiced: 0.0,
            breath: 0.0,
            lift: 0.0,
            resonances: UNFORMED,
            filters: [Resonator::default(); 3],
            softened: 0.0,
        }
    }

    /// Adds samples until there are `end` of them.
    fn say(&mut self, unit: &Unit, end: usize, samples: &mut Vec<f32>) {
        let goal = VOWELS.get(unit.vowel).copied().unwrap_or(UNFORMED);
        while samples.len() < end {
            for ((now, goal), (filter, width)) in
                self.resonances.iter_mut().zip(goal).zip(self.filters.iter_mut().zip([80.0, 110.0, 170.0]))
            {
                *now += (goal * self.size - *now) * 0.07;
                filter.tune(*now, width);
            }
            self.voiced += (unit.voiced - self.voiced) * 0.10;
            self.breath += (unit.breath - self.breath) * 0.12;
            self.lift += (unit.lift - self.lift) * 0.035;
            let count = STEP.min(end - samples.len());
            samples.extend((0..count).map(|_| self.sample()));
        }
    }

    fn sample(&mut self) -> f32 {
        self.clock += 1.0 / RATE as f32;
        let waver = 1.0 + 0.008 * (self.clock * TAU * 4.7).sin();
        self.phase = (self.phase + self.pitch * (1.0 + self.lift) * waver / RATE as f32).fract();
        // The folds open slowly, close faster and stay closed: a soft pulse without a mean.
        let open = self.phase / 0.62;
        let pulse = if open < 1.0 { open * open * (1.0 - open) * 6.75 } else { 0.0 } - 0.35;
        self.noise = self.noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (self.noise >> 8) as f32 / 8_388_608.0 - 1.0;
        // The lips pass what is high more easily than what is low; without that it only hums.
        let source = (pulse - 0.92 * self.pulse) * self.voiced;
        self.pulse = pulse;
        let mut sound = source + noise * self.breath * 0.02;
        for filter in &mut self.filters {
            sound = filter.pass(sound);
        }
        // What is sharp is taken off, for a placeholder should not tire the ear.
        self.softened += (sound - self.softened) * 0.68;
        self.softened + noise * self.breath * 0.012
    }
}

/// A resonance.
#[derive(Clone, Copy, Default)]
struct Resonator {
    gain: f32,
    once: f32,
    twice: f32,
    last: f32,
    before: f32,
}

impl Resonator {
    /// Sets its place and width, in hertz.
    fn tune(&mut self, place: f32, width: f32) {
        let rate = RATE as f32;
        let shrink = (-TAU / 2.0 * width / rate).exp();
        self.twice = -shrink * shrink;
        self.once = 2.0 * shrink * (TAU * place / rate).cos();
        self.gain = 1.0 - self.once - self.twice;
    }

    fn pass(&mut self, sound: f32) -> f32 {
        let out = self.gain * sound + self.once * self.last + self.twice * self.before;
        (self.before, self.last) = (self.last, out);
        out
    }
}

/// The samples at a common loudness, rising and fading within 15 ms at the ends.
fn finished(samples: &[f32]) -> Vec<i16> {
    let peak = samples.iter().fold(0.001f32, |peak, sample| peak.max(sample.abs()));
    let edge = RATE as usize * 15 / 1000;
    samples
        .iter()
        .enumerate()
        .map(|(at, sample)| {
            let near = at.min(samples.len() - 1 - at).min(edge) as f32 / edge as f32;
            (sample / peak * near * 0.6 * 32_767.0) as i16
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "Good morning, and welcome! Today we look at three small changes that make a big difference.";
    const CHINESE: &str = "大家好，欢迎来到今天的节目。";

    fn length(text: &str, speed: f32) -> f32 {
        let (samples, rate) = speak(text, speed, 120.0);
        samples.len() as f32 / rate as f32
    }

    #[test]
    fn it_takes_as_long_as_reading_does() {
        let english = ENGLISH.chars().count() as f32 / 14.5;
        assert!((length(ENGLISH, 1.0) - english).abs() < 0.05);
        assert!((length(ENGLISH, 2.0) - english / 2.0).abs() < 0.05);
        assert!((length(ENGLISH, 0.8) - english / 0.8).abs() < 0.05);
        let signs = CHINESE.chars().filter(|sign| is_sign(*sign)).count() as f32;
        assert!((length(CHINESE, 1.0) - signs / 4.5).abs() < 0.3);
        assert!(length(&"word ".repeat(200), 1.0) > 60.0);
    }

    #[test]
    fn it_rests_at_a_full_stop() {
        let (samples, rate) = speak("Aaaa aaaa aaaa. Aaaa aaaa aaaa", 1.0, 110.0);
        let part = rate as usize / 50;
        let loudness: Vec<i32> = samples
            .chunks(part)
            .map(|part| part.iter().map(|sample| i32::from(sample.abs())).max().unwrap_or(0))
            .collect();
        let middle = &loudness[loudness.len() * 2 / 5..loudness.len() * 3 / 5];
        let (quietest, loudest) = (middle.iter().min(), loudness.iter().max());
        assert!(quietest < loudest.map(|loudest| loudest / 20).as_ref(), "{loudness:?}");
    }

    #[test]
    fn it_is_loud_enough_never_clips_and_has_no_hum_beside_it() {
        for pitch in [80.0, 110.0, 210.0, 320.0] {
            let (samples, _) = speak(ENGLISH, 1.0, pitch);
            let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
            assert!((15_000..25_000).contains(&peak), "{peak} at {pitch}");
            let mean = samples.iter().map(|sample| i64::from(*sample)).sum::<i64>() / samples.len() as i64;
            assert!(mean.abs() < 300, "{mean} at {pitch}");
        }
    }

    #[test]
    fn the_same_words_sound_the_same_and_others_do_not() {
        assert_eq!(speak(ENGLISH, 1.0, 120.0), speak(ENGLISH, 1.0, 120.0));
        assert_ne!(speak(ENGLISH, 1.0, 120.0), speak(ENGLISH, 1.0, 200.0));
        assert_ne!(speak("One way or another", 1.0, 120.0).0, speak("Ten ways or others", 1.0, 120.0).0);
    }

    #[test]
    fn nothing_to_say_and_nonsense_are_borne() {
        assert!(speak(" \n ", 1.0, 120.0).0.is_empty());
        assert!(!speak("a", f32::NAN, f32::INFINITY).0.is_empty());
        assert!(!speak("🙂🙂🙂 …", 0.0, -5.0).0.is_empty());
    }
}
