//! Verifying MP4 videos, and the picture that stands for one.
//!
//! Not a player. A video counts as whole when its index was read, it has pictures, and every sample that the index names
//! lies within the file. Only the index and one picture are ever read into memory.

use std::{path::Path, time::Duration};

use image::{DynamicImage, RgbaImage};
use rusty_h264::YuvFrame;
use shiguredo_mp4::{
    TrackKind,
    bitstream::h264::{LengthSize, length_prefixed_to_annexb},
    boxes::{AvccBox, SampleEntry},
    demux::Sample,
};

use super::{
    Pixels,
    demux::{CUT_OFF, OpenedVideo},
    guarded,
    image::{pixels_of, smaller},
};

/// The most samples that are looked at: days of video.
const MOST_SAMPLES: u64 = 20_000_000;

/// What was found in a whole video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoFacts {
    /// Length of its longest track.
    pub length: Duration,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Frames in 1000 seconds: 25 frames a second is 25,000.
    pub frames_per_1000_s: u32,
    /// The picture's codec as people name it: `H.264`.
    pub codec: String,
    /// The sound's codec (`AAC`); `None` when it has no sound.
    pub sound: Option<String>,
}

/// Verifies that the file is a whole MP4 video and reports what it holds.
///
/// # Errors
/// When it cannot be read, is no MP4, is cut off or damaged, or has no pictures; in words for the person.
pub fn inspect_video(path: &Path) -> Result<VideoFacts, String> {
    guarded(|| inspect(OpenedVideo::open(path)?)).unwrap_or_else(|| Err(GAVE_UP.to_owned()))
}

/// The first picture of an H.264 video that can be decoded by itself, its longest side at most `longest_side` pixels.
///
/// # Errors
/// As `inspect_video`; and when its pictures are not H.264, or are damaged.
pub fn poster(path: &Path, longest_side: u32) -> Result<Pixels, String> {
    let frame = guarded(|| {
        let stream = first_key_picture(OpenedVideo::open(path)?)?;
        let frames = rusty_h264::Decoder::new().decode_stream(&stream).map_err(|error| error.to_string())?;
        frames.into_iter().next().ok_or_else(|| "there is no picture in its first frame".to_owned())
    });
    let frame = frame.unwrap_or_else(|| Err(GAVE_UP.to_owned()))?;
    let image = rgba_of(&frame).ok_or_else(|| "its first picture has no pixels".to_owned())?;
    Ok(pixels_of(smaller(DynamicImage::ImageRgba8(image), longest_side.max(1))))
}

const GAVE_UP: &str = "the decoder gave up";

/// Looks at every sample of the index.
fn inspect(mut video: OpenedVideo) -> Result<VideoFacts, String> {
    let mut found = Found::default();
    let (size, mut count) = (video.size(), 0);
    while let Some(sample) = video.next_sample()? {
        count += 1;
        let length = u64::try_from(sample.data_size).unwrap_or(u64::MAX);
        if sample.data_offset.checked_add(length).is_none_or(|end| end > size) {
            return Err(CUT_OFF.to_owned());
        }
        if count > MOST_SAMPLES {
            return Err("it names more pictures than any video has".to_owned());
        }
        found.take(&sample);
    }
    found.facts()
}

/// The first key picture with what is needed to decode it, as a stream of its own.
fn first_key_picture(mut video: OpenedVideo) -> Result<Vec<u8>, String> {
    let mut setup: Option<SampleEntry> = None;
    while let Some(sample) = video.next_sample()? {
        if sample.track.kind != TrackKind::Video {
            continue;
        }
        setup = sample.sample_entry.cloned().or(setup);
        if !sample.keyframe {
            continue;
        }
        let (position, size) = (sample.data_offset, sample.data_size);
        return match &setup {
            Some(SampleEntry::Avc1(entry)) => annex_b(&entry.avcc_box, &video.read_at(position, size)?),
            Some(other) => Err(format!("{} pictures are not decoded here", codec_name(other))),
            None => Err("its pictures do not say how they are coded".to_owned()),
        };
    }
    Err(NO_PICTURES.to_owned())
}

const NO_PICTURES: &str = "there are no pictures in it";

/// A picture as a decoder takes it, with what it needs to know before.
pub(super) fn annex_b(setup: &AvccBox, sample: &[u8]) -> Result<Vec<u8>, String> {
    let length_size = match setup.length_size_minus_one.get() {
        0 => LengthSize::OneByte,
        1 => LengthSize::TwoBytes,
        3 => LengthSize::FourBytes,
        _ => return Err("its pictures are damaged".to_owned()),
    };
    let mut stream = Vec::new();
    for unit in setup.sps_list.iter().chain(&setup.pps_list) {
        stream.extend_from_slice(&[0, 0, 0, 1]);
        stream.extend_from_slice(unit);
    }
    stream.extend(length_prefixed_to_annexb(sample, length_size).map_err(|error| error.to_string())?);
    Ok(stream)
}

/// What the samples of a video add up to.
#[derive(Default)]
struct Found {
    /// The first track with pictures: the others, if any, are previews.
    film: Option<u32>,
    size: (u32, u32),
    codec: String,
    frames: u64,
    film_length: f64,
    sound: Option<String>,
    length: f64,
}

impl Found {
    fn take(&mut self, sample: &Sample<'_>) {
        let track = sample.track;
        #[expect(clippy::cast_precision_loss, reason = "ticks beyond 2^53 are centuries of video")]
        let end = sample.timestamp.saturating_add(u64::from(sample.duration)) as f64 / f64::from(track.timescale.get());
        self.length = self.length.max(end);
        match track.kind {
            TrackKind::Video if self.film.is_none_or(|film| film == track.track_id) => {
                if let (None, Some(entry)) = (self.film, sample.sample_entry) {
                    self.codec = codec_name(entry);
                    self.size = size_of(entry);
                }
                self.film = Some(track.track_id);
                self.frames += 1;
                self.film_length = self.film_length.max(end);
            }
            TrackKind::Audio if self.sound.is_none() => self.sound = sample.sample_entry.map(codec_name),
            _ => {}
        }
    }

    fn facts(self) -> Result<VideoFacts, String> {
        if self.film.is_none() {
            return Err(NO_PICTURES.to_owned());
        }
        let length = Duration::try_from_secs_f64(self.length).map_err(|error| error.to_string())?;
        #[expect(clippy::cast_precision_loss, reason = "there are fewer frames than 2^53")]
        let rate = if self.film_length > 0.0 { self.frames as f64 * 1000.0 / self.film_length } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast of a float saturates")]
        let frames_per_1000_s = rate.round() as u32;
        let (width, height) = self.size;
        Ok(VideoFacts { length, width, height, frames_per_1000_s, codec: self.codec, sound: self.sound })
    }
}

/// Width and height in pixels; 0 when it does not say.
fn size_of(entry: &SampleEntry) -> (u32, u32) {
    let visual = match entry {
        SampleEntry::Avc1(entry) => &entry.visual,
        SampleEntry::Hev1(entry) => &entry.visual,
        SampleEntry::Hvc1(entry) => &entry.visual,
        SampleEntry::Vp08(entry) => &entry.visual,
        SampleEntry::Vp09(entry) => &entry.visual,
        SampleEntry::Av01(entry) => &entry.visual,
        // Every entry for pictures begins alike, so the size of an unknown one can be read too.
        SampleEntry::Unknown(entry) => {
            let side = |at: usize| entry.payload.get(at..).and_then(|rest| rest.first_chunk().copied());
            return (side(24).map_or(0, u16::from_be_bytes).into(), side(26).map_or(0, u16::from_be_bytes).into());
        }
        _ => return (0, 0),
    };
    (visual.width.into(), visual.height.into())
}

/// What people call a codec; its four letters when nobody here knows it.
pub(super) fn codec_name(entry: &SampleEntry) -> String {
    let name = match entry {
        SampleEntry::Avc1(_) => "H.264",
        SampleEntry::Hev1(_) | SampleEntry::Hvc1(_) => "H.265",
        SampleEntry::Vp08(_) => "VP8",
        SampleEntry::Vp09(_) => "VP9",
        SampleEntry::Av01(_) => "AV1",
        SampleEntry::Opus(_) => "Opus",
        SampleEntry::Flac(_) => "FLAC",
        SampleEntry::Mp4a(entry) => match entry.esds_box.es.dec_config_descr.object_type_indication {
            0x69 | 0x6b => "MP3",
            _ => "AAC",
        },
        SampleEntry::Unknown(entry) => return String::from_utf8_lossy(entry.box_type.as_bytes()).into_owned(),
        _ => "?",
    };
    name.to_owned()
}

/// The pixels of a decoded frame, its colours being of limited range: those of high definition by BT.709, else BT.601,
/// as players take them when a video does not say.
fn rgba_of(frame: &YuvFrame) -> Option<RgbaImage> {
    let (width, height) = (u32::try_from(frame.width).ok()?, u32::try_from(frame.height).ok()?);
    let half = frame.width / 2;
    if half == 0 || frame.height < 2 {
        return None;
    }
    let high_definition = frame.width >= 1280 || frame.height > 576;
    let [red, green_u, green_v, blue] = if high_definition { [459, 55, 136, 541] } else { [409, 100, 208, 516] };
    let doubled = |plane| rows(plane, half).flat_map(|row| [row, row]);
    let lines = rows(&frame.y, frame.width).zip(doubled(&frame.u)).zip(doubled(&frame.v));
    let mut rgba = Vec::with_capacity(frame.width * frame.height * 4);
    for ((luma, u), v) in lines {
        let colours = u.iter().zip(v).flat_map(|pair| [pair, pair]);
        for (&luma, (&u, &v)) in luma.iter().zip(colours) {
            let (light, u, v) = (298 * (i32::from(luma) - 16) + 128, i32::from(u) - 128, i32::from(v) - 128);
            let parts = [light + red * v, light - green_u * u - green_v * v, light + blue * u];
            rgba.extend(parts.map(|part| u8::try_from((part >> 8).clamp(0, 255)).unwrap_or_default()));
            rgba.push(255);
        }
    }
    RgbaImage::from_raw(width, height, rgba)
}

fn rows(plane: &[u8], width: usize) -> std::slice::ChunksExact<'_, u8> {
    plane.chunks_exact(width)
}

#[cfg(test)]
#[path = "mp4_tests.rs"]
mod tests;
