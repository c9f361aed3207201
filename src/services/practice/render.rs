//! Turns a picture and a voice into a film: a gently moving camera over a still picture that answers to the sound.
//!
//! Not a talking face: that is what the provider is paid for. Invariant: the film is as long as the voice, within a frame.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicBool, Ordering},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use rusty_aac::{AacEncoder, AacEncoderConfig};
use rusty_h264::{Encoder, EncoderConfig, YuvPlanes};

use super::camera::{FRAMES_A_SECOND, Shot, shots};
use super::canvas::Frame;
use super::film::{Cutter, Film, Track};
use crate::domain::Mode;
use crate::services::media::{Pixels, sound::Samples};

/// The most a picture is enlarged: beyond that it only grows softer.
const ENLARGED: f64 = 1.5;
/// How much larger than the film the picture under the camera is, so that coming closer loses nothing.
const ROOM: f64 = 1.06;
/// The rates that go into a film as they are; other voices are resampled to the first.
const RATES: [u32; 8] = [44_100, 48_000, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025];
/// A key picture at least every two seconds, so that a player can jump.
const KEY_EVERY: u32 = 2 * FRAMES_A_SECOND;
/// Constant quality: about 0.5 Mb/s for a smooth picture in `std`, 4 for a busy one.
const QUANTIZER: u8 = 26;

/// Why there is no film.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unrendered {
    /// Told to stop.
    Stopped,
    /// It went wrong; the library's words.
    Broken(String),
}

impl From<String> for Unrendered {
    fn from(words: String) -> Self {
        Self::Broken(words)
    }
}

/// Renders a film, looking at `stop` before every frame. Takes all of one core, and a second one to paint.
///
/// # Errors
/// `Stopped`, or `Broken` with a library's words.
pub(super) fn render(picture: Pixels, voice: &Samples, mode: Mode, stop: &AtomicBool) -> Result<Film, Unrendered> {
    let (width, height) = film_size(picture.width, picture.height, mode);
    let roomy = |side: usize| (side as f64 * ROOM).round() as usize;
    let base = Frame::from_pixels(picture, roomy(width), roomy(height));
    let mono = voice.mono();
    let shots = shots(&mono, voice.rate);
    let mut cutter = Cutter::new(encode_sound(&mono, voice.rate)?)?;
    let mut encoder = Encoder::new(encoder_config(width, height)).map_err(|error| format!("{error:?}"))?;
    thread::scope(|scope| {
        let (painted, ready) = sync_channel(2);
        let (used, again) = sync_channel(4);
        let painter = thread::Builder::new().name("practice-paint".to_owned());
        let (base, shots, count) = (&base, &shots, shots.len());
        let paint = move || paint_all(base, shots, (width, height), &painted, &again);
        painter.spawn_scoped(scope, paint).map_err(|error| error.to_string())?;
        for _ in 0..count {
            if stop.load(Ordering::Relaxed) {
                return Err(Unrendered::Stopped);
            }
            let frame: Frame = ready.recv().map_err(|_| "the painter gave up".to_owned())?;
            cutter.picture(&encode_picture(&mut encoder, &frame)?)?;
            // A painter that is done does not want it back.
            let _ = used.try_send(frame);
        }
        Ok(())
    })?;
    Ok(cutter.finish()?)
}

/// Paints every frame in order, on frames that come back when there are some, until nobody wants any more.
fn paint_all(
    base: &Frame,
    shots: &[Shot],
    (width, height): (usize, usize),
    painted: &SyncSender<Frame>,
    again: &Receiver<Frame>,
) {
    for shot in shots {
        let mut frame = again.try_recv().unwrap_or_else(|_| Frame::black(width, height));
        frame.paint(base, shot);
        if painted.send(frame).is_err() {
            return;
        }
    }
}

/// The size of the film for a picture: its shape, within 540 × 960 for `std` and 1080 × 1920 for `pro`, even, never
/// enlarged by more than half. The provider's `std` has 720 × 1280: practice has less, so that nobody waits long for it.
pub(super) fn film_size(width: u32, height: u32, mode: Mode) -> (usize, usize) {
    let (short, long) = match mode {
        Mode::Standard => (540.0, 960.0),
        Mode::Professional => (1080.0, 1920.0),
    };
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let scale = (short / width.min(height)).min(long / width.max(height)).min(ENLARGED);
    let even = |side: f64| ((side * scale / 2.0).round() as usize * 2).max(16);
    (even(width), even(height))
}

fn encoder_config(width: usize, height: usize) -> EncoderConfig {
    let mut config = EncoderConfig::new(width, height);
    config.qp = QUANTIZER;
    config.gop_size = KEY_EVERY;
    config.framerate = FRAMES_A_SECOND as f32;
    // Level 3.1 has room for 3600 blocks of 16 × 16 in a picture, level 4.0 for 8192.
    config.level_idc = if width.div_ceil(16) * height.div_ceil(16) <= 3600 { 31 } else { 40 };
    // The camera never cuts, and what looks ahead would hold a whole window of pictures back.
    config.scenecut = 0;
    config.mbtree = false;
    config.num_ref_frames = 1;
    config
}

fn encode_picture(encoder: &mut Encoder, frame: &Frame) -> Result<Vec<u8>, String> {
    let (light, blue, red) = (&frame.light, &frame.blue, &frame.red);
    let planes = YuvPlanes::tight(light.width, light.height, &light.samples, &blue.samples, &red.samples);
    let planes = planes.ok_or("a picture of no size")?;
    encoder.encode_planes(&planes).map_err(|error| format!("{error:?}"))
}

fn encode_sound(mono: &[f32], rate: u32) -> Result<Track, String> {
    if mono.is_empty() {
        return Err("a voice without samples".to_owned());
    }
    let resampled;
    let (mono, rate) = if RATES.contains(&rate) {
        (mono, rate)
    } else {
        let [best, ..] = RATES;
        resampled = resample(mono, rate, best);
        (resampled.as_slice(), best)
    };
    let bit_rate = (rate * 3).clamp(48_000, 112_000);
    let mut encoder = AacEncoder::new(AacEncoderConfig { bitrate_bps: bit_rate, ..AacEncoderConfig::default() });
    encoder.push_pcm(mono, 1, rate).map_err(|error| error.to_string())?;
    encoder.finish();
    let mut packets = Vec::new();
    while let Ok(packet) = encoder.next_packet() {
        packets.push(packet.data);
    }
    let rate = NonZeroU32::new(rate).ok_or("a voice without a rate")?;
    Ok(Track { packets, rate, samples: mono.len() as u64, bit_rate })
}

/// Brings a voice to another rate, straight from sample to sample.
fn resample(mono: &[f32], from: u32, to: u32) -> Vec<f32> {
    let count = (mono.len() as u64 * u64::from(to)).div_ceil(u64::from(from.max(1)));
    let step = f64::from(from) / f64::from(to);
    let at = |place: usize| mono.get(place).or(mono.last()).copied().unwrap_or(0.0);
    (0..count)
        .map(|sample| {
            let place = sample as f64 * step;
            let (left, part) = (place as usize, place.fract() as f32);
            at(left) * (1.0 - part) + at(left + 1) * part
        })
        .collect()
}

#[cfg(test)]
#[path = "render_tests.rs"]
mod tests;
