//! The samples in `assets/` are what `examples/draw_samples` makes, and are good inputs by our own rules.

use std::io::Cursor;

use likeness::{domain::Limits, services::samples};

#[path = "../../examples/draw_samples/icon.rs"]
mod icon;
#[path = "../../examples/draw_samples/paint.rs"]
mod paint;
#[path = "../../examples/draw_samples/portrait.rs"]
mod portrait;
#[path = "../../examples/draw_samples/voice.rs"]
mod voice;

#[test]
fn the_pictures_are_what_the_example_draws() {
    let kept = image::load_from_memory(samples::PORTRAIT).expect("the portrait is a picture");
    assert_eq!((kept.width(), kept.height()), (portrait::WIDTH, portrait::HEIGHT));
    assert!(kept.into_rgba8() == portrait::draw(), "run `cargo run --example draw_samples`");
    let icon = include_bytes!("../../assets/packaging/io.github.likeness.Likeness.png");
    let kept = image::load_from_memory(icon).expect("the icon is a picture");
    assert!(kept.into_rgba8() == icon::draw(), "run `cargo run --example draw_samples`");
}

#[test]
fn the_voice_is_what_the_example_hums() {
    let (hummed, rate) = voice::hum();
    let mut kept = hound::WavReader::new(Cursor::new(samples::VOICE)).expect("the voice is a WAV file");
    assert_eq!((kept.spec().channels, kept.spec().sample_rate, kept.spec().bits_per_sample), (1, rate, 16));
    let kept: Vec<i16> = kept.samples().collect::<Result<_, _>>().expect("whole samples");
    assert_eq!(kept.len(), hummed.len());
    // Sines differ in their last digit from computer to computer, which may move a sample a little.
    let apart = kept.iter().zip(&hummed).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(apart.is_some_and(|apart| apart <= 32), "run `cargo run --example draw_samples`: {apart:?}");
}

#[test]
fn the_samples_are_good_inputs() {
    let limits = Limits::default();
    assert!(samples::PORTRAIT.len() < 600_000);
    assert!((samples::VOICE.len() as u64) < limits.sound_bytes_sure);
    let voice = hound::WavReader::new(Cursor::new(samples::VOICE)).expect("the voice is a WAV file");
    let seconds = f64::from(voice.duration()) / f64::from(voice.spec().sample_rate);
    assert!((seconds - 8.0).abs() < 0.01, "{seconds} s");
    let loud = voice.into_samples::<i16>().filter_map(Result::ok).filter(|sample| sample.unsigned_abs() > 2_000);
    assert!(loud.count() > 10_000, "the voice is not silence");
}
