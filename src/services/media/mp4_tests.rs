//! Tests of `mp4`.

use std::{fs::File, num::NonZeroU32, path::PathBuf};

use proptest::prelude::*;
use rusty_h264::{Encoder, EncoderConfig};
use shiguredo_mp4::{
    bitstream::{aac, h264},
    mux::{self, Fmp4SegmentMuxer, Mp4FileMuxer, Mp4FileMuxerOptions, estimate_maximum_moov_box_size},
};
use tempfile::TempDir;

use super::*;
use crate::services::media::proof::prove_pictures;

/// A frame of limited-range colours: red at the left, blue at the right.
fn frame(width: usize, height: usize, matrix: [[u8; 3]; 2]) -> YuvFrame {
    let mut frame = YuvFrame::black(width, height);
    let side = |at: usize, width: usize| matrix[usize::from(at % width >= width / 2)];
    frame.y.iter_mut().enumerate().for_each(|(at, y)| *y = side(at, width)[0]);
    frame.u.iter_mut().enumerate().for_each(|(at, u)| *u = side(at, width / 2)[1]);
    frame.v.iter_mut().enumerate().for_each(|(at, v)| *v = side(at, width / 2)[2]);
    frame
}

const BT_601: [[u8; 3]; 2] = [[81, 90, 240], [41, 240, 110]];
const BT_709: [[u8; 3]; 2] = [[63, 102, 240], [32, 240, 118]];

fn pictures(width: usize, height: usize, matrix: [[u8; 3]; 2], count: usize) -> Vec<Vec<u8>> {
    let mut config = EncoderConfig::new(width, height);
    config.lookahead = 0;
    config.gop_size = 4;
    let mut encoder = Encoder::new(config).expect("an encoder");
    (0..count).map(|_| encoder.encode(&frame(width, height, matrix))).collect()
}

#[derive(Clone, Copy)]
struct Shape {
    frames_a_second: u32,
    sound_packets: usize,
    moov_first: bool,
}

const SHAPE: Shape = Shape { frames_a_second: 25, sound_packets: 20, moov_first: true };

/// A picture as MP4 holds it: how it is coded, its data, and whether it can be decoded by itself.
fn coded(picture: &[u8]) -> (SampleEntry, Vec<u8>, bool) {
    let config = h264::H264SampleEntryConfig { length_size: LengthSize::FourBytes };
    let units = h264::parse_annexb_nal_units(picture).expect("units");
    let key = units.iter().any(|unit| unit.nal_unit_type == h264::H264NalUnitType::IdrSlice);
    let data = h264::annexb_to_length_prefixed(picture, LengthSize::FourBytes).expect("converts");
    let entry = if key { picture.to_vec() } else { pictures(32, 32, BT_601, 1).remove(0) };
    (SampleEntry::Avc1(h264::build_avc1_box_from_annexb(&entry, &config).expect("an entry")), data, key)
}

/// A file in fragments of four pictures, 25 a second.
fn fragmented_video(pictures: &[Vec<u8>]) -> Vec<u8> {
    let mut muxer = Fmp4SegmentMuxer::new().expect("a muxer");
    let mut fragments = Vec::new();
    for (number, group) in pictures.chunks(4).enumerate() {
        let (mut samples, mut payload) = (Vec::new(), Vec::new());
        for (at, picture) in group.iter().enumerate() {
            let (entry, data, keyframe) = coded(picture);
            samples.push(mux::Sample {
                track_kind: TrackKind::Video,
                sample_entry: (number == 0 && at == 0).then_some(entry),
                keyframe,
                timescale: NonZeroU32::new(25).expect("ticks"),
                duration: 1,
                composition_time_offset: None,
                data_offset: payload.len() as u64,
                data_size: data.len(),
            });
            payload.extend(data);
        }
        fragments.extend(muxer.create_media_segment_metadata(&samples).expect("a fragment"));
        fragments.extend(payload);
    }
    [muxer.init_segment_bytes().expect("a start"), fragments].concat()
}

fn video(pictures: &[Vec<u8>], shape: Shape) -> Vec<u8> {
    let counts = [pictures.len(), shape.sound_packets];
    let reserved = if shape.moov_first { estimate_maximum_moov_box_size(&counts) } else { 0 };
    let options = Mp4FileMuxerOptions { reserved_moov_box_size: reserved, ..Default::default() };
    let mut muxer = Mp4FileMuxer::with_options(options).expect("a muxer");
    let mut out = muxer.initial_boxes_bytes().to_vec();
    let mut add = |kind, entry, ticks: u32, duration, data: Vec<u8>, keyframe| {
        let sample = mux::Sample {
            track_kind: kind,
            sample_entry: entry,
            keyframe,
            timescale: NonZeroU32::new(ticks).expect("ticks"),
            duration,
            composition_time_offset: None,
            data_offset: out.len() as u64,
            data_size: data.len(),
        };
        muxer.append_sample(&sample).expect("appends");
        out.extend(data);
    };
    for (at, picture) in pictures.iter().enumerate() {
        let (entry, data, key) = coded(picture);
        add(TrackKind::Video, (at == 0).then_some(entry), shape.frames_a_second, 1, data, key);
    }
    for at in 0..shape.sound_packets {
        let setup = rusty_aac::audio_specific_config_bytes(44_100, 1);
        let setup = aac::parse_audio_specific_config(&setup).expect("a setup");
        let config = aac::Mp4aSampleEntryConfig { es_id: 2, buffer_size_db: 0, max_bitrate: 1, avg_bitrate: 1 };
        let entry = (at == 0).then(|| aac::build_mp4a_box(&setup, &config).expect("an entry"));
        add(TrackKind::Audio, entry.map(SampleEntry::Mp4a), 44_100, 1024, vec![at as u8; 40], true);
    }
    for (at, bytes) in muxer.finalize().expect("finishes").offset_and_bytes_pairs() {
        let end = at as usize + bytes.len();
        out.resize(out.len().max(end), 0);
        out[at as usize..end].copy_from_slice(bytes);
    }
    out
}

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("video.mp4");
    std::fs::write(&path, bytes).expect("writes");
    (folder, path)
}

fn inspected(bytes: &[u8]) -> Result<VideoFacts, String> {
    let (_folder, path) = saved(bytes);
    inspect_video(&path)
}

#[test]
fn a_whole_video_is_described() {
    let pictures = pictures(64, 96, BT_601, 50);
    for moov_first in [true, false] {
        let facts = inspected(&video(&pictures, Shape { moov_first, ..SHAPE })).expect("whole");
        let expected = VideoFacts {
            length: Duration::from_secs(2),
            width: 64,
            height: 96,
            frames_per_1000_s: 25_000,
            codec: "H.264".into(),
            sound: Some("AAC".into()),
        };
        assert_eq!(facts, expected);
    }
    let long_sound = inspected(&video(&pictures, Shape { sound_packets: 100, ..SHAPE })).expect("whole");
    assert!((long_sound.length.as_secs_f64() - 102_400.0 / 44_100.0).abs() < 0.001);
    assert_eq!(long_sound.frames_per_1000_s, 25_000);
    let silent = inspected(&video(&pictures, Shape { sound_packets: 0, ..SHAPE })).expect("whole");
    assert_eq!(silent.sound, None);
}

#[test]
fn a_cut_video_is_refused_wherever_it_is_cut() {
    let pictures = pictures(64, 96, BT_601, 20);
    for moov_first in [true, false] {
        let whole = video(&pictures, Shape { moov_first, ..SHAPE });
        for keep in [0, 1, 20, 100, whole.len() / 2, whole.len() - 200, whole.len() - 1] {
            let found = inspected(&whole[..keep]);
            assert!(found.is_err(), "{keep} of {} bytes, moov first {moov_first}: {found:?}", whole.len());
        }
        assert!(inspected(&[whole, vec![0; 40]].concat()).is_ok(), "something behind its end does no harm");
    }
}

#[test]
fn a_video_in_fragments_is_described_and_refused_when_it_is_cut() {
    let whole = fragmented_video(&pictures(64, 96, BT_601, 12));
    let facts = inspected(&whole).expect("whole");
    assert_eq!((facts.width, facts.height, facts.frames_per_1000_s), (64, 96, 25_000));
    assert_eq!((facts.length, facts.codec.as_str(), facts.sound), (Duration::from_millis(480), "H.264", None));
    let (_folder, path) = saved(&whole);
    assert_red_and_blue(&poster(&path, 1000).expect("decodes"));
    for keep in [whole.len() / 4, whole.len() / 2, whole.len() - 1] {
        assert!(inspected(&whole[..keep]).is_err(), "{keep} of {} bytes", whole.len());
    }
}

#[test]
fn what_is_no_video_is_refused() {
    let sound_only = video(&[], SHAPE);
    assert_eq!(inspected(&sound_only), Err(NO_PICTURES.to_owned()));
    for bytes in [b"".as_slice(), b"<html><body>Not found</body></html>", &[0; 5000], &[0xff; 5000]] {
        assert!(inspected(bytes).is_err());
    }
    let folder = tempfile::tempdir().expect("a folder");
    assert!(inspect_video(folder.path()).is_err());
    assert!(inspect_video(&folder.path().join("none.mp4")).is_err());
}

#[test]
fn an_index_of_absurd_size_is_not_read() {
    let mut bytes = b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x01moov".to_vec();
    bytes.extend(0x7fff_ffff_u64.to_be_bytes());
    let (_folder, path) = saved(&bytes);
    File::options().write(true).open(&path).and_then(|file| file.set_len(0x1_0000_0000)).expect("a file with a hole");
    let found = inspect_video(&path);
    assert!(found.as_ref().is_err_and(|words| words.contains("2147483647")), "{found:?}");
}

/// Overwrites the data of one picture in a finished file.
fn spoilt(mut bytes: Vec<u8>, picture: &[u8], spoil: impl Fn(&mut [u8])) -> Vec<u8> {
    let data = coded(picture).1;
    let at = bytes.windows(data.len()).rposition(|window| window == data).expect("the picture is in it");
    spoil(&mut bytes[at..at + data.len()]);
    bytes
}

#[test]
fn the_first_and_the_last_picture_are_proved() {
    // Each differs from the others, so that each can be found again.
    let mut encoder =
        Encoder::new(EncoderConfig { lookahead: 0, gop_size: 4, ..EncoderConfig::new(64, 96) }).expect("one");
    let grey = |luma| YuvFrame { y: (0..64 * 96).map(|at| luma + (at % 7) as u8).collect(), ..YuvFrame::black(64, 96) };
    let pictures: Vec<_> = (0..10).map(|number| encoder.encode(&grey(40 + number * 12))).collect();
    for whole in
        [video(&pictures, SHAPE), video(&pictures, Shape { moov_first: false, ..SHAPE }), fragmented_video(&pictures)]
    {
        let proved = |bytes: &[u8]| {
            let (_folder, path) = saved(bytes);
            assert!(inspect_video(&path).is_ok(), "its index alone says nothing of it");
            prove_pictures(&path)
        };
        assert_eq!(proved(&whole), Ok(()));
        for picture in [&pictures[0], &pictures[9]] {
            for byte in [0, 0x55, 0xff] {
                let found = proved(&spoilt(whole.clone(), picture, |data| data.fill(byte)));
                assert!(found.is_err(), "filled with {byte}: {found:?}");
            }
            // A unit of a kind that exists, and nothing in it.
            let found = proved(&spoilt(whole.clone(), picture, |data| data[5..].fill(0)));
            assert!(found.is_err(), "emptied: {found:?}");
        }
        let middle = spoilt(whole.clone(), &pictures[5], |data| data.fill(0x55));
        assert_eq!(proved(&middle), Ok(()), "not every picture is looked at");
    }
}

fn colours(pixels: &Pixels) -> [[u8; 4]; 2] {
    let row = pixels.rgba.chunks_exact(4).skip(pixels.width as usize * (pixels.height as usize / 2));
    let row: Vec<_> = row.take(pixels.width as usize).collect();
    [row[2].try_into().expect("four"), row[pixels.width as usize - 3].try_into().expect("four")]
}

#[track_caller]
fn assert_red_and_blue(pixels: &Pixels) {
    let near = |found: [u8; 4], expected: [u8; 4]| found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 12);
    let [left, right] = colours(pixels);
    assert!(near(left, [255, 0, 0, 255]) && near(right, [0, 0, 255, 255]), "{left:?} {right:?}");
}

#[test]
fn the_poster_shows_the_first_picture_in_its_colours() {
    let (_folder, path) = saved(&video(&pictures(64, 96, BT_601, 3), SHAPE));
    let pixels = poster(&path, 1000).expect("decodes");
    assert_eq!((pixels.width, pixels.height), (64, 96));
    assert_red_and_blue(&pixels);
    let small = poster(&path, 48).expect("decodes");
    assert_eq!((small.width, small.height), (32, 48));
    assert_red_and_blue(&small);
}

#[test]
fn high_definition_has_its_own_colours_and_is_cropped() {
    // 600 rows are no multiple of 16, so the coded picture is 608 rows high and has to be cropped.
    let (_folder, path) = saved(&video(&pictures(320, 600, BT_709, 1), SHAPE));
    let pixels = poster(&path, 2000).expect("decodes");
    assert_eq!((pixels.width, pixels.height), (320, 600));
    assert_red_and_blue(&pixels);
}

#[test]
fn a_damaged_first_picture_does_no_harm() {
    let mut pictures = pictures(64, 96, BT_601, 3);
    let length = pictures[0].len();
    pictures[0][length / 2..].fill(0x55);
    let (_folder, path) = saved(&video(&pictures, SHAPE));
    assert!(inspect_video(&path).is_ok(), "only its structure is verified");
    let _ = poster(&path, 64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_videos_never_panic(
        kind in 0_usize..3,
        changes in proptest::collection::vec((any::<u32>(), any::<u8>()), 0..12),
        cut in any::<u32>(),
    ) {
        let pictures = pictures(32, 32, BT_601, 2);
        let mut bytes = match kind {
            0 => fragmented_video(&pictures),
            kind => video(&pictures, Shape { moov_first: kind == 1, sound_packets: 2, ..SHAPE }),
        };
        for (at, byte) in changes {
            let at = at as usize % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(cut as usize % (bytes.len() * 2));
        let (_folder, path) = saved(&bytes);
        if let Ok(facts) = inspect_video(&path) {
            prop_assert!(!facts.codec.is_empty());
        }
        let _ = poster(&path, 16);
    }

    #[test]
    fn garbage_never_panics(start in 0_usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..800)) {
        let starts: [&[u8]; 4] =
            [b"", b"\0\0\0\x10ftypisom\0\0\0\0", b"\0\0\0\x10ftypisom\0\0\0\0\0\0\x01\0moov", b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x01mdat"];
        let (_folder, path) = saved(&[starts[start], &bytes].concat());
        prop_assert!(inspect_video(&path).is_err());
        prop_assert!(poster(&path, 16).is_err());
    }
}
