//! Pictures, sounds and a reader of films for this room's tests.
//!
//! Not part of the program.

use std::time::Duration;

use shiguredo_mp4::boxes::MoovBox;
use shiguredo_mp4::demux::{Input, Mp4FileDemuxer};
use shiguredo_mp4::{Decode, TrackKind};

use crate::services::media::{Pixels, image::encode_png};

/// A picture with something to see in it.
pub(super) fn pixels(width: u32, height: u32) -> Pixels {
    let colour = |at: u32| {
        let (x, y) = (at % width, at / width);
        [(x * 255 / width) as u8, (y * 255 / height) as u8, ((x / 16 + y / 16) % 2 * 90 + 60) as u8, 255]
    };
    Pixels { width, height, rgba: (0..width * height).flat_map(colour).collect() }
}

/// The same as a PNG file.
pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    encode_png(&pixels(width, height)).expect("a PNG")
}

/// A tone that comes and goes.
pub(super) fn tone(samples: usize, rate: u32) -> Vec<f32> {
    let at = |at: usize| at as f32 / rate as f32;
    (0..samples).map(|place| (at(place) * 1400.0).sin() * (at(place) * 9.0).sin().abs() * 0.5).collect()
}

/// The same as a WAV file of 16 bits.
pub(super) fn wav(samples: usize, rate: u32) -> Vec<u8> {
    let spec =
        hound::WavSpec { channels: 1, sample_rate: rate, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).expect("a WAV");
    for sample in tone(samples, rate) {
        writer.write_sample((sample * 32_000.0) as i16).expect("a sample");
    }
    writer.finalize().expect("a whole WAV");
    file.into_inner()
}

/// What is in a film.
pub(super) struct Opened {
    pub moov: MoovBox,
    /// Where the index and where the data begins.
    pub moov_at: usize,
    pub mdat_at: usize,
    /// Every picture and every packet of sound, in order, as in the file.
    pub pictures: Vec<Vec<u8>>,
    pub packets: Vec<Vec<u8>>,
    /// Which pictures are key pictures.
    pub keys: Vec<usize>,
}

impl Opened {
    pub fn length(&self) -> Duration {
        let header = &self.moov.mvhd_box;
        Duration::from_secs(header.duration) / header.timescale.get()
    }
}

/// Takes a film apart; panics when it is not a whole one.
pub(super) fn open(film: &[u8]) -> Opened {
    let find = |name: &[u8]| film.windows(4).position(|part| part == name).expect("a box") - 4;
    let (moov_at, mdat_at) = (find(b"moov"), find(b"mdat"));
    let (moov, _) = MoovBox::decode(&film[moov_at..]).expect("an index");
    let mut demuxer = Mp4FileDemuxer::new();
    while let Some(wanted) = demuxer.required_input() {
        let position = wanted.position;
        demuxer.handle_input(Input { position, data: &film[position as usize..] });
    }
    let (mut pictures, mut packets, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(sample) = demuxer.next_sample().expect("a sample") {
        let at = sample.data_offset as usize;
        let data = film[at..at + sample.data_size].to_vec();
        match sample.track.kind {
            TrackKind::Video => {
                if sample.keyframe {
                    keys.push(pictures.len());
                }
                pictures.push(data);
            }
            _ => packets.push(data),
        }
    }
    Opened { moov, moov_at, mdat_at, pictures, packets, keys }
}
