//! The sample voice: what the practice server's placeholder voice makes of these words.
//!
//! Not speech and not a recording of anybody.

use likeness::services::practice::voice::speak;

/// Read aloud in 8 s.
const WORDS: &str = "Hello, and welcome! I am the sample voice of Likeness. I only hum, but my pauses are real, so try anything you like.";
/// In hertz: a high voice, as the portrait's may be.
const PITCH: f32 = 205.0;

/// Samples of 16 bits, and how many there are in a second.
pub fn hum() -> (Vec<i16>, u32) {
    speak(WORDS, 1.0, PITCH)
}
