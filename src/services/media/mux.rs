//! The head of an MP4 file that is written here: its index stands before its data, so that it can be played from the first
//! byte on.
//!
//! Not an encoder and not a demuxer. What players must know beyond the packets is said here in one way: where the data is,
//! which part of a sound is meant to be heard, and what its decoder needs.

use shiguredo_mp4::bitstream::aac::{Mp4aSampleEntryConfig, build_mp4a_box, parse_audio_specific_config};
use shiguredo_mp4::boxes::{Brand, EdtsBox, ElstBox, ElstEntry, FtypBox, MoovBox, SampleEntry, TrakBox};
use shiguredo_mp4::{Either, Encode, FixedPointNumber};

/// Samples in a packet of AAC; also how many its encoder puts before the first one that is meant to be heard.
pub const PACKET: u32 = 1024;

/// Everything before the data: file type, index, and the head of the data, which has `length` bytes. The index was made as
/// if the data began at `written_at`.
///
/// # Errors
/// The words of the MP4 library, or that the file would be too large.
pub fn head(brands: Vec<Brand>, mut moov: MoovBox, written_at: u64, length: u64) -> Result<Vec<u8>, String> {
    let major_brand = *brands.first().unwrap_or(&Brand::ISOM);
    let ftyp = FtypBox { major_brand, minor_version: 512, compatible_brands: brands };
    let mut head = ftyp.encode_to_vec().map_err(words)?;
    // The index says where the data is, and its size does not depend on what it says.
    let index = moov.encode_to_vec().map_err(words)?.len();
    // The head of the data, with room for a length of 64 bits.
    let mdat = [[0, 0, 0, 1], *b"mdat"].concat();
    let data_at = head.len() + index + mdat.len() + 8;
    let shift = i64::try_from(data_at).ok().zip(i64::try_from(written_at).ok()).map(|(new, old)| new - old);
    for track in &mut moov.trak_boxes {
        move_data(track, shift.ok_or("the file is too large")?)?;
    }
    head.extend(moov.encode_to_vec().map_err(words)?);
    head.extend(mdat);
    head.extend((length + 16).to_be_bytes());
    Ok(head)
}

/// Says that of a sound only so many samples are meant to be heard, from this one on. Film and sound count in samples.
#[must_use]
pub fn heard(from: u64, samples: u64) -> EdtsBox {
    let edit = ElstEntry {
        edit_duration: samples,
        media_time: i64::try_from(from).unwrap_or(i64::MAX),
        media_rate: FixedPointNumber::new(1, 0),
    };
    EdtsBox { elst_box: Some(ElstBox { entries: vec![edit] }), unknown_boxes: Vec::new() }
}

/// What a player needs to know of AAC: the number of its track, samples and bits a second, channels.
///
/// # Errors
/// The words of the MP4 library.
pub fn aac_entry(track: u16, rate: u32, channels: u16, bit_rate: u32) -> Result<SampleEntry, String> {
    let config = rusty_aac::audio_specific_config_bytes(rate, channels);
    let config = parse_audio_specific_config(&config).map_err(words)?;
    let about = Mp4aSampleEntryConfig { es_id: track, buffer_size_db: 0, max_bitrate: bit_rate, avg_bitrate: bit_rate };
    Ok(SampleEntry::Mp4a(build_mp4a_box(&config, &about).map_err(words)?))
}

/// Tells a track that its data stands elsewhere.
fn move_data(track: &mut TrakBox, shift: i64) -> Result<(), String> {
    match &mut track.mdia_box.minf_box.stbl_box.stco_or_co64_box {
        Either::A(small) => small.chunk_offsets.iter_mut().try_for_each(|offset| {
            let moved = u32::try_from(i64::from(*offset) + shift).ok();
            moved.map(|moved| *offset = moved)
        }),
        Either::B(large) => large.chunk_offsets.iter_mut().try_for_each(|offset| {
            let moved = offset.checked_add_signed(shift);
            moved.map(|moved| *offset = moved)
        }),
    }
    .ok_or_else(|| "the file is too large".to_owned())
}

/// A library's words for what went wrong.
pub fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
