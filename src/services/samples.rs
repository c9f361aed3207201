//! The portrait and the voice that come with the program, for a first video without any files of one's own.
//!
//! Not made at run time: `examples/draw_samples` makes them, and a test keeps the files equal to what it makes.

/// A portrait drawn for this program: PNG, 960 × 1200 pixels.
pub const PORTRAIT: &[u8] = include_bytes!("../../assets/samples/portrait.png");

/// A synthetic placeholder voice: WAV, 16 bits, one channel, 24,000 samples a second, 8 s.
pub const VOICE: &[u8] = include_bytes!("../../assets/samples/voice.wav");
