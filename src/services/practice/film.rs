//! Puts coded pictures and coded sound into an MP4 file that can be played from its first byte on.
//!
//! Not an encoder. Invariants: the index stands before the data, and the sound's run-in is cut off by an edit list, so that
//! the file is as long as the voice.

use std::num::NonZeroU32;

use shiguredo_mp4::bitstream::h264::{
    H264NalUnitType, H264SampleEntryConfig, LengthSize, annexb_to_length_prefixed, build_avc1_box_from_annexb,
    parse_annexb_nal_units,
};
use shiguredo_mp4::boxes::{Brand, MoovBox, SampleEntry, UnknownBox};
use shiguredo_mp4::mux::{Mp4FileMuxer, Sample};
use shiguredo_mp4::{BoxSize, BoxType, TrackKind};

use super::camera::FRAMES_A_SECOND;
use crate::services::media::mux::{self, PACKET, words};

/// A whole file in two parts, so that the long one is never copied.
#[derive(Debug)]
pub(super) struct Film {
    /// File type and index, and the head of the data.
    pub head: Vec<u8>,
    /// The data.
    pub body: Vec<u8>,
}

/// The sound of a film: AAC packets, and what they decode to.
pub(super) struct Track {
    pub packets: Vec<Vec<u8>>,
    /// Samples a second.
    pub rate: NonZeroU32,
    /// How many samples the voice has, without the run-in.
    pub samples: u64,
    /// Bits a second.
    pub bit_rate: u32,
}

/// A film in the making: pictures are handed in one by one, the sound lies beside them.
pub(super) struct Cutter {
    muxer: Mp4FileMuxer,
    track: Track,
    /// How many packets are in the file.
    packets: usize,
    frames: u64,
    body: Vec<u8>,
}

impl Cutter {
    /// Begins a film.
    ///
    /// # Errors
    /// The words of the MP4 library.
    pub fn new(track: Track) -> Result<Self, String> {
        let muxer = Mp4FileMuxer::new().map_err(words)?;
        Ok(Self { muxer, track, packets: 0, frames: 0, body: Vec::new() })
    }

    /// Adds a picture, and the sound that is due with it. The first picture makes the film's first track.
    ///
    /// # Errors
    /// When it is not H.264 in Annex B, or the first one does not say what the decoder needs.
    pub fn picture(&mut self, access_unit: &[u8]) -> Result<(), String> {
        let entry = match self.frames {
            0 => Some(picture_entry(access_unit)?),
            _ => None,
        };
        let units = parse_annexb_nal_units(access_unit).map_err(words)?;
        let keyframe = units.iter().any(|unit| unit.nal_unit_type == H264NalUnitType::IdrSlice);
        let data = annexb_to_length_prefixed(access_unit, LengthSize::FourBytes).map_err(words)?;
        self.append(TrackKind::Video, entry, keyframe, frame_rate()?, 1, &data)?;
        self.sound_until(self.frames * u64::from(self.track.rate.get()) / u64::from(FRAMES_A_SECOND))?;
        self.frames += 1;
        Ok(())
    }

    /// Adds the rest of the sound and writes the index.
    ///
    /// # Errors
    /// The words of the MP4 library.
    pub fn finish(mut self) -> Result<Film, String> {
        self.sound_until(u64::MAX)?;
        let written_at = self.muxer.initial_boxes_bytes().len() as u64;
        let mut moov = self.muxer.finalize().map_err(words)?.moov_box().clone();
        self.set_times(&mut moov)?;
        let brands = vec![Brand::ISOM, Brand::ISO2, Brand::AVC1, Brand::MP41];
        let head = mux::head(brands, moov, written_at, self.body.len() as u64)?;
        Ok(Film { head, body: self.body })
    }

    /// Adds every packet that begins before this sample of the voice.
    fn sound_until(&mut self, sample: u64) -> Result<(), String> {
        while (self.packets as u64) * u64::from(PACKET) <= sample {
            let Some(packet) = self.track.packets.get_mut(self.packets).map(std::mem::take) else {
                return Ok(());
            };
            let entry = match self.packets {
                0 => Some(mux::aac_entry(2, self.track.rate.get(), 1, self.track.bit_rate)?),
                _ => None,
            };
            self.packets += 1;
            self.append(TrackKind::Audio, entry, true, self.track.rate, PACKET, &packet)?;
        }
        Ok(())
    }

    fn append(
        &mut self,
        track_kind: TrackKind,
        sample_entry: Option<SampleEntry>,
        keyframe: bool,
        timescale: NonZeroU32,
        duration: u32,
        data: &[u8],
    ) -> Result<(), String> {
        let data_offset = (self.muxer.initial_boxes_bytes().len() + self.body.len()) as u64;
        let sample = Sample {
            track_kind,
            sample_entry,
            keyframe,
            timescale,
            duration,
            composition_time_offset: None,
            data_offset,
            data_size: data.len(),
        };
        self.muxer.append_sample(&sample).map_err(words)?;
        self.body.extend_from_slice(data);
        Ok(())
    }

    /// Counts the whole film in samples of the sound, and cuts the sound to the voice.
    fn set_times(&self, moov: &mut MoovBox) -> Result<(), String> {
        let rate = self.track.rate;
        let pictures = (self.frames * u64::from(rate.get())).div_ceil(u64::from(FRAMES_A_SECOND));
        moov.mvhd_box.timescale = rate;
        moov.mvhd_box.duration = pictures.max(self.track.samples);
        let [picture, sound] = moov.trak_boxes.as_mut_slice() else {
            return Err("a film needs pictures and sound".to_owned());
        };
        picture.tkhd_box.duration = pictures;
        sound.tkhd_box.duration = self.track.samples;
        sound.edts_box = Some(mux::heard(u64::from(PACKET), self.track.samples));
        Ok(())
    }
}

/// What a player needs to know of the pictures; their colours are said here because the stream itself does not.
fn picture_entry(access_unit: &[u8]) -> Result<SampleEntry, String> {
    let config = H264SampleEntryConfig { length_size: LengthSize::FourBytes };
    let mut avc1 = build_avc1_box_from_annexb(access_unit, &config).map_err(words)?;
    // Primaries, transfer and matrix of BT.709 (1 each), limited range.
    let payload = [b"nclx".as_slice(), &[0, 1, 0, 1, 0, 1, 0]].concat();
    let box_size = BoxSize::U32(u32::try_from(payload.len() + 8).unwrap_or(u32::MAX));
    avc1.unknown_boxes.push(UnknownBox { box_type: BoxType::Normal(*b"colr"), box_size, payload });
    Ok(SampleEntry::Avc1(avc1))
}

fn frame_rate() -> Result<NonZeroU32, String> {
    NonZeroU32::new(FRAMES_A_SECOND).ok_or_else(|| "a film without pictures".to_owned())
}
