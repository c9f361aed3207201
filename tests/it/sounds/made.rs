//! Sounds of every kind, made on the spot with the encoders at hand. Nothing of them is committed.

use std::{
    io::Cursor,
    num::{NonZeroU8, NonZeroU32},
};

use likeness::services::media::mux;
use shiguredo_mp4::{
    TrackKind,
    boxes::{Brand, SampleEntry},
    descriptors::DecoderSpecificInfo,
    mux::{Mp4FileMuxer, Sample},
};
use vorbis_rs::{VorbisBitrateManagementStrategy, VorbisEncoderBuilder};

/// A tone at half of full scale that rests for a tenth of each second, as a voice does: samples of one channel.
pub fn tone(rate: u32, seconds: f64) -> Vec<f32> {
    let count = (seconds * f64::from(rate)).round() as u32;
    // One second of it is worked out; it repeats, for the tone has whole waves in it.
    let sample = |at: u32| {
        let rests = at >= rate / 10 * 9;
        let wave = (at as f32 * 220.0 * std::f32::consts::TAU / rate as f32).sin() * 0.5;
        if rests { 0.0 } else { wave }
    };
    let second: Vec<f32> = (0..rate).map(sample).collect();
    (0..count).map(|at| second[(at % rate) as usize]).collect()
}

/// The same sound in each of so many channels, beside one another.
fn beside(mono: &[f32], channels: u16) -> Vec<f32> {
    mono.iter().flat_map(|sample| std::iter::repeat_n(*sample, channels.into())).collect()
}

/// A WAV of 8, 16, 24 or 32 bits; 0 bits are samples of floating point.
pub fn wav(rate: u32, channels: u16, bits: u16, mono: &[f32]) -> Vec<u8> {
    let (bits_per_sample, sample_format) =
        if bits == 0 { (32, hound::SampleFormat::Float) } else { (bits, hound::SampleFormat::Int) };
    let spec = hound::WavSpec { channels, sample_rate: rate, bits_per_sample, sample_format };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    let full = f64::from(2_u32.pow(u32::from(bits_per_sample) - 1)) - 1.0;
    for sample in beside(mono, channels) {
        if bits == 0 {
            writer.write_sample(sample).unwrap();
        } else {
            writer.write_sample((f64::from(sample) * full).round() as i32).unwrap();
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

/// A WAV of one channel that has exactly so many bytes: a note that nobody reads fills it up.
pub fn wav_of_bytes(bytes: usize) -> Vec<u8> {
    let mut file = wav(44_100, 1, 16, &tone(44_100, 56.0));
    let note = bytes - file.len() - 8;
    file.extend(b"note");
    file.extend(u32::try_from(note).unwrap().to_le_bytes());
    file.resize(bytes, 0);
    let size = u32::try_from(bytes - 8).unwrap().to_le_bytes();
    file[4..8].copy_from_slice(&size);
    file
}

/// A WAV whose header claims that its data has so many bytes.
pub fn with_claim(mut wav: Vec<u8>, claim: u32) -> Vec<u8> {
    let at = wav.windows(4).position(|name| name == b"data").unwrap() + 4;
    wav[at..at + 4].copy_from_slice(&claim.to_le_bytes());
    wav[4..8].copy_from_slice(&claim.to_le_bytes());
    wav
}

/// A WAV with a chunk of notes before its format.
pub fn with_notes(wav: &[u8]) -> Vec<u8> {
    [&wav[..12], b"LIST\x0c\0\0\0INFOICMT\0\0\0\0", &wav[12..]].concat()
}

/// Whatever it is, cut off after this share.
pub fn cut(mut bytes: Vec<u8>, share: f64) -> Vec<u8> {
    bytes.truncate((bytes.len() as f64 * share) as usize);
    bytes
}

/// Silent frames of MP3: no encoder for it has a licence that fits, and its frames can be written by hand. `head` is the second
/// byte to the fourth of the header, `bytes` the size of a frame.
pub fn mp3(head: [u8; 3], bytes: usize, frames: usize) -> Vec<u8> {
    let mut frame = vec![0; bytes];
    frame[0] = 0xff;
    frame[1..4].copy_from_slice(&head);
    frame.repeat(frames)
}

/// MPEG-1 layer III, 128 kbit/s, 44,100 Hz, stereo.
pub const MP3_HEAD: [u8; 3] = [0xfb, 0x90, 0];
/// The bytes of such a frame.
pub const MP3_BYTES: usize = 417;

/// The note that an encoder leaves in a first frame of its own: how many frames follow, and with LAME's words how much
/// silence it added before (576 samples) and after (1000).
pub fn mp3_note(name: &[u8; 4], frames: u32, lame: bool) -> Vec<u8> {
    let mut frame = mp3(MP3_HEAD, MP3_BYTES, 1);
    frame[36..40].copy_from_slice(name);
    frame[43] = 1;
    frame[44..48].copy_from_slice(&frames.to_be_bytes());
    if lame {
        frame[48..57].copy_from_slice(b"LAME3.100");
        frame[69..72].copy_from_slice(&[0x24, 0x03, 0xe8]);
    }
    frame
}

/// A tag in front, with a title.
pub fn with_id3(bytes: &[u8]) -> Vec<u8> {
    let frame = [b"TIT2\0\0\0\x06\0\0\x03Hello".as_slice(), &[0; 84]].concat();
    let size = u8::try_from(frame.len()).unwrap();
    [&[b'I', b'D', b'3', 4, 0, 0, 0, 0, 0, size], frame.as_slice(), bytes].concat()
}

/// Packets of AAC. They decode to 1024 samples each, of which the first packet's are the run-in.
pub fn aac(rate: u32, channels: u16, seconds: f64) -> Vec<Vec<u8>> {
    let bitrate_bps = 64_000 + 64_000 * u32::from(channels);
    let config = rusty_aac::AacEncoderConfig { bitrate_bps, ..rusty_aac::AacEncoderConfig::default() };
    let mut encoder = rusty_aac::AacEncoder::new(config);
    encoder.push_pcm(&beside(&tone(rate, seconds), channels), channels, rate).unwrap();
    encoder.finish();
    std::iter::from_fn(|| encoder.next_packet().ok()).map(|packet| packet.data).collect()
}

/// A stream of AAC in ADTS.
pub fn adts(rate: u32, channels: u16, seconds: f64) -> Vec<u8> {
    let frame = |data: Vec<u8>| {
        let frame_length = 7 + data.len();
        let header = rusty_aac::AdtsHeader { object_type: 2, sample_rate: rate, channels, frame_length, header_len: 7 };
        [rusty_aac::write_adts_header(&header), data].concat()
    };
    aac(rate, channels, seconds).into_iter().flat_map(frame).collect()
}

/// How long what an encoder of AAC wrote is when nothing says where its run-in ends.
pub fn aac_seconds(rate: u32, seconds: f64) -> f64 {
    aac(rate, 1, seconds).len() as f64 * 1024.0 / f64::from(rate)
}

/// AAC in M4A. `setup` is what the decoder is told; `heard` the first sample that is meant to be heard and how many.
pub fn m4a(rate: u32, packets: &[Vec<u8>], setup: &[u8], heard: Option<(u64, u64)>) -> Vec<u8> {
    let mut muxer = Mp4FileMuxer::new().unwrap();
    let written_at = muxer.initial_boxes_bytes().len() as u64;
    let SampleEntry::Mp4a(mut entry) = mux::aac_entry(1, rate, 1, 96_000).unwrap() else { panic!("AAC") };
    entry.esds_box.es.dec_config_descr.dec_specific_info = Some(DecoderSpecificInfo { payload: setup.to_vec() });
    let mut entry = Some(SampleEntry::Mp4a(entry));
    let mut body = vec![];
    for packet in packets {
        let sample = Sample {
            track_kind: TrackKind::Audio,
            sample_entry: entry.take(),
            keyframe: true,
            timescale: NonZeroU32::new(rate).unwrap(),
            duration: 1024,
            composition_time_offset: None,
            data_offset: written_at + body.len() as u64,
            data_size: packet.len(),
        };
        muxer.append_sample(&sample).unwrap();
        body.extend_from_slice(packet);
    }
    let mut moov = muxer.finalize().unwrap().moov_box().clone();
    if let Some((from, samples)) = heard {
        moov.mvhd_box.timescale = NonZeroU32::new(rate).unwrap();
        moov.mvhd_box.duration = samples;
        moov.trak_boxes[0].tkhd_box.duration = samples;
        moov.trak_boxes[0].edts_box = Some(mux::heard(from, samples));
    }
    let head = mux::head(vec![Brand::new(*b"M4A "), Brand::ISOM], moov, written_at, body.len() as u64).unwrap();
    [head, body].concat()
}

/// AAC in M4A, as an ordinary encoder writes it.
pub fn plain_m4a(rate: u32, channels: u16, seconds: f64, heard: Option<(u64, u64)>) -> Vec<u8> {
    let setup = rusty_aac::audio_specific_config_bytes(rate, channels);
    m4a(rate, &aac(rate, channels, seconds), &setup, heard)
}

/// A FLAC of 8, 16 or 24 bits.
pub fn flac(rate: usize, channels: usize, bits: usize, mono: &[f32]) -> Vec<u8> {
    use flacenc::{component::BitRepr as _, error::Verify as _};
    let full = f64::from(1_u32 << (bits - 1)) - 1.0;
    let samples: Vec<i32> = beside(mono, u16::try_from(channels).unwrap())
        .iter()
        .map(|sample| (f64::from(*sample) * full).round() as i32)
        .collect();
    let config = flacenc::config::Encoder::default().into_verified().unwrap();
    let source = flacenc::source::MemSource::from_samples(&samples, channels, bits, rate);
    let stream = flacenc::encode_with_fixed_block_size(&config, source, config.block_size).unwrap();
    let mut sink = flacenc::bitsink::ByteSink::new();
    stream.write(&mut sink).unwrap();
    sink.as_slice().to_vec()
}

/// Vorbis in OGG; with a bit rate that it keeps to, or as good as is usual.
pub fn ogg(rate: u32, channels: u8, mono: &[f32], bit_rate: Option<u32>) -> Vec<u8> {
    let mut builder = VorbisEncoderBuilder::new_with_serial(
        NonZeroU32::new(rate).unwrap(),
        NonZeroU8::new(channels).unwrap(),
        Vec::new(),
        7,
    );
    if let Some(average_bitrate) = bit_rate.and_then(NonZeroU32::new) {
        builder.bitrate_management_strategy(VorbisBitrateManagementStrategy::Abr { average_bitrate });
    }
    let mut encoder = builder.build().unwrap();
    encoder.encode_audio_block(vec![mono; channels.into()]).unwrap();
    encoder.finish().unwrap()
}

/// The first page of Opus in OGG, and a second one.
pub fn opus() -> Vec<u8> {
    let page = |kind: u8, number: u8, content: &[u8]| {
        let mut page =
            [b"OggS\0".as_slice(), &[kind], &[0; 8], &[7, 0, 0, 0], &[number, 0, 0, 0], &[0; 4], &[1]].concat();
        page.push(u8::try_from(content.len()).unwrap());
        page.extend_from_slice(content);
        let crc = page.iter().fold(0_u32, |crc, byte| {
            (0..8).fold(
                crc ^ u32::from(*byte) << 24,
                |crc, _| if crc >> 31 == 0 { crc << 1 } else { crc << 1 ^ 0x04c1_1db7 },
            )
        });
        page[22..26].copy_from_slice(&crc.to_le_bytes());
        page
    };
    let head = b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0";
    let tags = b"OpusTags\x04\0\0\0test\0\0\0\0";
    [page(2, 0, head), page(0, 1, tags), page(4, 2, &[0xfc, 0xff, 0xfe])].concat()
}
