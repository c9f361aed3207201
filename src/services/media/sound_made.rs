//! Small sounds for the tests of `sound` and `wav`, made on the spot.

use std::{io::Cursor, num::NonZeroU32};

use shiguredo_mp4::{
    TrackKind,
    bitstream::aac,
    boxes::SampleEntry,
    descriptors::DecoderSpecificInfo,
    mux::{Mp4FileMuxer, Mp4FileMuxerOptions, Sample, estimate_maximum_moov_box_size},
};

/// Half a second of silence, then a tone at half of full scale until the end.
pub(super) fn tone(rate: u32, seconds: f64) -> Vec<f32> {
    let count = (seconds * f64::from(rate)) as u32;
    let sample = |at: u32| (at as f32 * 440.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5;
    (0..count).map(|at| if at < rate / 2 { 0.0 } else { sample(at) }).collect()
}

pub(super) fn wav_file(rate: u32, channels: u16, bits: u16, seconds: f64) -> Vec<u8> {
    let format = if bits == 32 { hound::SampleFormat::Float } else { hound::SampleFormat::Int };
    let spec = hound::WavSpec { channels, sample_rate: rate, bits_per_sample: bits, sample_format: format };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("a writer");
    for sample in tone(rate, seconds) {
        for _ in 0..channels {
            if bits == 32 {
                writer.write_sample(sample).expect("writes");
            } else {
                writer.write_sample((sample * (1_i64 << (bits - 1)) as f32) as i32).expect("writes");
            }
        }
    }
    writer.finalize().expect("finishes");
    bytes.into_inner()
}

pub(super) fn aac_packets(rate: u32, channels: u16, seconds: f64) -> Vec<Vec<u8>> {
    let mut encoder = rusty_aac::AacEncoder::new(rusty_aac::AacEncoderConfig::default());
    let samples: Vec<f32> =
        tone(rate, seconds).into_iter().flat_map(|sample| std::iter::repeat_n(sample, usize::from(channels))).collect();
    encoder.push_pcm(&samples, channels, rate).expect("encodes");
    encoder.finish();
    std::iter::from_fn(|| encoder.next_packet().ok()).map(|packet| packet.data).collect()
}

pub(super) fn adts_file(rate: u32, channels: u16, seconds: f64) -> Vec<u8> {
    adts_of(rate, channels, &aac_packets(rate, channels, seconds))
}

pub(super) fn adts_of(rate: u32, channels: u16, packets: &[Vec<u8>]) -> Vec<u8> {
    let frame = |data: &Vec<u8>| {
        let header = rusty_aac::AdtsHeader {
            object_type: 2,
            sample_rate: rate,
            channels,
            frame_length: 7 + data.len(),
            header_len: 7,
        };
        [rusty_aac::write_adts_header(&header), data.clone()].concat()
    };
    packets.iter().flat_map(frame).collect()
}

/// AAC in MP4 as one file, its `moov` before or behind the samples.
pub(super) fn m4a_file(setup: &[u8], rate: u32, packets: &[Vec<u8>], moov_first: bool) -> Vec<u8> {
    let reserved = if moov_first { estimate_maximum_moov_box_size(&[packets.len()]) } else { 0 };
    let options = Mp4FileMuxerOptions { reserved_moov_box_size: reserved, ..Default::default() };
    let mut muxer = Mp4FileMuxer::with_options(options).expect("a muxer");
    let mut out = muxer.initial_boxes_bytes().to_vec();
    // The muxer only knows the plain form, so the setup that is asked for is put in its place afterwards.
    let plain = aac::parse_audio_specific_config(&rusty_aac::audio_specific_config_bytes(rate, 1)).expect("a setup");
    let config = aac::Mp4aSampleEntryConfig { es_id: 1, buffer_size_db: 0, max_bitrate: 96_000, avg_bitrate: 96_000 };
    let mut entry = aac::build_mp4a_box(&plain, &config).expect("an entry");
    entry.esds_box.es.dec_config_descr.dec_specific_info = Some(DecoderSpecificInfo { payload: setup.to_vec() });
    let mut entry = Some(SampleEntry::Mp4a(entry));
    for packet in packets {
        let sample = Sample {
            track_kind: TrackKind::Audio,
            sample_entry: entry.take(),
            keyframe: true,
            timescale: NonZeroU32::new(rate).expect("a rate"),
            duration: 1024,
            composition_time_offset: None,
            data_offset: out.len() as u64,
            data_size: packet.len(),
        };
        muxer.append_sample(&sample).expect("appends");
        out.extend_from_slice(packet);
    }
    for (at, bytes) in muxer.finalize().expect("finishes").offset_and_bytes_pairs() {
        let end = at as usize + bytes.len();
        out.resize(out.len().max(end), 0);
        out[at as usize..end].copy_from_slice(bytes);
    }
    out
}

/// Puts an edit list into the first track of a file whose `moov` is last.
pub(super) fn with_edits(file: &[u8], ticks: u32, start: u32) -> Vec<u8> {
    let mut file = file.to_vec();
    let list = [
        b"\0\0\0\x24edts\0\0\0\x1celst\0\0\0\0\0\0\0\x01".as_slice(),
        &ticks.to_be_bytes(),
        &start.to_be_bytes(),
        &[0, 1, 0, 0],
    ]
    .concat();
    let find = |file: &[u8], name: &[u8]| file.windows(4).rposition(|window| window == name).expect("a box");
    let (moov, trak, mdia) = (find(&file, b"moov") - 4, find(&file, b"trak") - 4, find(&file, b"mdia") - 4);
    for at in [moov, trak] {
        let size = u32::from_be_bytes(file[at..at + 4].try_into().expect("four")) + list.len() as u32;
        file[at..at + 4].copy_from_slice(&size.to_be_bytes());
    }
    file.splice(mdia..mdia, list);
    file
}

/// Silent frames of MPEG-1 layer III, 128 kbit/s, 44,100 Hz, stereo: a header, then side information and data of zeros.
pub(super) fn mp3_file(frames: usize) -> Vec<u8> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0]);
    frame.repeat(frames)
}

/// FLAC with one channel of 16 bits at 44,100 Hz in frames of 4096 equal samples.
pub(super) fn flac_file(frames: u8) -> Vec<u8> {
    fn crc(bytes: &[u8], bits: u32, polynomial: u32) -> u32 {
        let top = 1 << (bits - 1);
        let mask = (top << 1) - 1;
        bytes.iter().fold(0, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte) << (bits - 8), |crc, _| {
                (if crc & top == 0 { crc << 1 } else { crc << 1 ^ polynomial }) & mask
            })
        })
    }
    let total = u64::from(frames) * 4096;
    let rate_channels_bits_total = (44_100_u64 << 44 | 15 << 36 | total).to_be_bytes();
    let info = [&[0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0][..], &rate_channels_bits_total, &[0; 16]].concat();
    let frame = |number: u8| {
        let mut frame = vec![0xff, 0xf8, 0xc9, 0x08, number];
        frame.push(crc(&frame, 8, 0x07) as u8);
        frame.extend([0x00, 0x40, 0x00]);
        frame.extend((crc(&frame, 16, 0x8005) as u16).to_be_bytes());
        frame
    };
    [b"fLaC\x80\0\0\x22".to_vec(), info].concat().into_iter().chain((0..frames).flat_map(frame)).collect()
}
