//! Tests of `sound` and `wav`.

use proptest::prelude::*;

use super::*;

#[path = "sound_made.rs"]
mod made;

use made::*;

fn seconds_of(bytes: &[u8]) -> f64 {
    probe_sound(bytes).expect("reads").length.as_secs_f64()
}

#[track_caller]
fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 0.030, "{found} s, not {expected} s");
}

#[test]
fn wav_files_of_every_shape_are_measured() {
    for (rate, channels, bits) in [(44_100, 1, 16), (48_000, 2, 24), (8_000, 1, 8), (96_000, 2, 32), (16_000, 6, 16)] {
        let bytes = wav_file(rate, channels, bits, 2.345);
        let facts = probe_sound(&bytes).expect("reads");
        assert_eq!((facts.format, facts.rate, facts.channels), (SoundFormat::Wav, rate, channels));
        assert_eq!(facts.bytes, bytes.len() as u64);
        assert_near(facts.length.as_secs_f64(), 2.345);
    }
}

#[test]
fn the_waveform_shows_where_it_is_silent_and_how_loud_it_is() {
    let facts = probe_sound(&wav_file(48_000, 2, 16, 2.0)).expect("reads");
    assert_eq!(facts.peaks.len(), 2000);
    assert!(facts.peaks[..499].iter().all(|&peak| peak == 0), "{:?}", facts.peaks);
    assert!(facts.peaks[501..].iter().all(|&peak| (126..=129).contains(&peak)), "{:?}", facts.peaks);
    let short = probe_sound(&wav_file(48_000, 1, 16, 0.01)).expect("reads");
    assert_eq!(short.peaks.len(), 2000);
}

#[test]
fn samples_are_handed_back_channel_by_channel_and_as_one() {
    let (facts, samples) = decode_sound(&wav_file(44_100, 2, 16, 1.0)).expect("decodes");
    assert_eq!(facts, probe_sound(&wav_file(44_100, 2, 16, 1.0)).expect("reads"));
    assert_eq!((samples.rate, samples.channels, samples.frames()), (44_100, 2, 44_100));
    let (mono, expected) = (samples.mono(), tone(44_100, 1.0));
    assert!(mono.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 0.001));
    assert!(samples.interleaved.chunks(2).zip(&expected).all(|(pair, b)| pair.iter().all(|a| (a - b).abs() < 0.001)));
    let sides = Samples { rate: 8000, channels: 2, interleaved: vec![0.5, -0.5, 1.0, 0.0] };
    assert_eq!(sides.mono(), [0.0, 0.5].as_slice());
}

#[test]
fn a_wav_header_that_lies_is_not_believed() {
    let whole = wav_file(44_100, 1, 16, 3.0);
    let data = whole.windows(4).position(|name| name == b"data").expect("data") + 4;
    for claim in [0, 10_000_000, u32::MAX - 40, u32::MAX] {
        for whole_claim in [0, 3, 36, 20_000_000, u32::MAX] {
            let mut bytes = whole.clone();
            bytes[data..data + 4].copy_from_slice(&claim.to_le_bytes());
            bytes[4..8].copy_from_slice(&whole_claim.to_le_bytes());
            assert_near(seconds_of(&bytes), 3.0);
        }
    }
    let mut shorter = whole.clone();
    shorter[data..data + 4].copy_from_slice(&88_200_u32.to_le_bytes());
    assert_near(seconds_of(&shorter), 1.0);
    assert_near(seconds_of(&whole[..whole.len() / 3]), 1.0);
    let mut rf64 = whole.clone();
    rf64[..8].copy_from_slice(b"RF64\xff\xff\xff\xff");
    rf64[data..data + 4].fill(0xff);
    assert_near(seconds_of(&rf64), 3.0);
    assert!(matches!(wav::mended(&whole), Cow::Borrowed(_)), "a right header is left alone");
}

#[test]
fn a_wav_without_sound_is_damaged() {
    let whole = wav_file(44_100, 1, 16, 1.0);
    for cut in [12, 20, 36, 43, 44] {
        let found = probe_sound(&whole[..cut]);
        assert!(matches!(found, Err(Unreadable::Damaged(_))), "cut at {cut}: {found:?}");
    }
}

#[test]
fn mp3_files_are_measured_with_and_without_tags() {
    let bytes = mp3_file(100);
    let facts = probe_sound(&bytes).expect("reads");
    assert_eq!((facts.format, facts.rate, facts.channels), (SoundFormat::Mp3, 44_100, 2));
    assert_near(facts.length.as_secs_f64(), 100.0 * 1152.0 / 44_100.0);
    assert!(facts.peaks.iter().all(|&peak| peak == 0));
    let tagged = [b"ID3\x04\0\0\0\0\x01\x00TIT2\0\0\0\x03\0\0\x03Hi".as_slice(), &[0; 115], &bytes].concat();
    assert_near(seconds_of(&tagged), 100.0 * 1152.0 / 44_100.0);
    assert_near(seconds_of(&bytes[..bytes.len() / 2]), 50.0 * 1152.0 / 44_100.0);
}

#[test]
fn an_mp3_header_that_claims_more_is_not_believed_and_its_delay_is_left_out() {
    // A frame whose data begins with an `Info` tag: frames claimed, then a LAME tag with a delay of 576 and a padding of 1000.
    let info = |frames: u32, lame: bool| {
        let mut frame = mp3_file(1);
        frame[36..44].copy_from_slice(b"Info\0\0\0\x01");
        frame[44..48].copy_from_slice(&frames.to_be_bytes());
        if lame {
            frame[48..57].copy_from_slice(b"LAME3.100");
            frame[69..72].copy_from_slice(&[0x24, 0x03, 0xe8]);
        }
        frame
    };
    let lying = [info(5000, false), mp3_file(100)].concat();
    assert_near(seconds_of(&lying), 100.0 * 1152.0 / 44_100.0);
    let trimmed = [info(100, true), mp3_file(100)].concat();
    let (facts, samples) = decode_sound(&trimmed).expect("decodes");
    assert_eq!((samples.frames(), facts.peaks.len()), (100 * 1152 - 1576, 2000));
    assert_near(facts.length.as_secs_f64(), (100.0 * 1152.0 - 1576.0) / 44_100.0);
    let joined = [trimmed.clone(), trimmed.clone()].concat();
    assert_near(seconds_of(&joined), 200.0 * 1152.0 / 44_100.0 - 1576.0 / 44_100.0);
    // Half of it are 49 whole frames, whose end has no padding; the decoder itself adds 529 samples to the delay.
    assert_near(seconds_of(&trimmed[..trimmed.len() / 2]), (49.0 * 1152.0 - 576.0 - 529.0) / 44_100.0);
}

#[test]
fn an_mp3_whose_bit_rate_changes_is_measured_to_its_end() {
    // The bit rate of the first frames, 320 kbit/s, would make the file look far shorter than it is.
    let frame = |index: u8, size: usize| [vec![0xff, 0xfb, index << 4, 0], vec![0; size - 4]].concat();
    let bytes = [frame(0x0e, 1044).repeat(20), frame(0x01, 104).repeat(300)].concat();
    assert_near(seconds_of(&bytes), 320.0 * 1152.0 / 44_100.0);
}

#[test]
fn aac_streams_are_measured() {
    for (rate, channels) in [(44_100, 1), (48_000, 2), (16_000, 1)] {
        let packets = aac_packets(rate, channels, 2.5).len() as f64;
        let facts = probe_sound(&adts_file(rate, channels, 2.5)).expect("reads");
        assert_eq!((facts.format, facts.rate, facts.channels), (SoundFormat::Aac, rate, channels));
        assert_near(facts.length.as_secs_f64(), packets * 1024.0 / f64::from(rate));
        assert!(facts.peaks[1500] > 100 && facts.peaks[100] < 30, "{:?}", facts.peaks);
    }
}

#[test]
fn m4a_files_are_measured_without_the_silence_that_the_encoder_added() {
    let packets = aac_packets(44_100, 2, 2.5);
    let setup = rusty_aac::audio_specific_config_bytes(44_100, 2);
    for moov_first in [true, false] {
        let facts = probe_sound(&m4a_file(&setup, 44_100, &packets, moov_first)).expect("reads");
        assert_eq!((facts.format, facts.rate, facts.channels), (SoundFormat::M4a, 44_100, 2));
        assert_near(facts.length.as_secs_f64(), packets.len() as f64 * 1024.0 / 44_100.0);
    }
    let file = m4a_file(&setup, 44_100, &packets, false);
    let header = file.windows(4).rposition(|name| name == b"mvhd").expect("a movie header");
    let movie_rate = u32::from_be_bytes(file[header + 16..header + 20].try_into().expect("four"));
    let (heard, samples) = decode_sound(&with_edits(&file, 2 * movie_rate, 11_025)).expect("decodes");
    assert_near(heard.length.as_secs_f64(), 2.0);
    // The tone begins half a second into the sound, and with it goes the quarter of a second that is cut before it.
    let (_, whole) = decode_sound(&file).expect("decodes");
    assert_eq!(samples.interleaved[..2000], whole.interleaved[22_050..24_050]);
    let longer = with_edits(&file, 60 * movie_rate, 1024);
    assert_near(seconds_of(&longer), (packets.len() as f64 - 1.0) * 1024.0 / 44_100.0);
    assert!(matches!(probe_sound(&with_edits(&file, movie_rate, u32::MAX >> 1)), Err(Unreadable::Damaged(_))));
}

#[test]
fn he_aac_is_decoded_too() {
    // The setup announces spectral band replication at twice the rate, which the frames then do without.
    let packets = aac_packets(22_050, 1, 3.0);
    let setup = [0x2b, 0x8a, 0x08, 0x00];
    let facts = probe_sound(&m4a_file(&setup, 22_050, &packets, true)).expect("reads");
    assert!((facts.rate, facts.he_aac) == (44_100, true));
    assert_near(facts.length.as_secs_f64(), packets.len() as f64 * 1024.0 / 22_050.0);
}

/// A packet of plain AAC that says besides how its upper half is to be made of the lower one: that makes HE-AAC of it.
fn with_upper_half(packet: &[u8]) -> Vec<u8> {
    let mut bits: Vec<u8> = packet.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    // Zeros up to a whole byte come after the end mark of three ones.
    let end = bits.iter().rposition(|bit| *bit == 1).expect("an end mark") - 2;
    bits.truncate(end);
    // A filling element of four bytes, of the kind for this, with nothing in it.
    bits.extend([1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1]);
    bits.extend([0; 28]);
    bits.extend([1, 1, 1]);
    bits.chunks(8).map(|byte| byte.iter().enumerate().map(|(at, bit)| bit << (7 - at)).sum()).collect()
}

#[test]
fn he_aac_that_only_its_packets_tell_of_is_decoded_at_its_full_rate() {
    let packets = aac_packets(22_050, 1, 3.0);
    let rich: Vec<Vec<u8>> = packets.iter().map(|packet| with_upper_half(packet)).collect();
    let expected = packets.len() as f64 * 1024.0 / 22_050.0;
    let setup = rusty_aac::audio_specific_config_bytes(22_050, 1);
    for (packets, he_aac) in [(&packets, false), (&rich, true)] {
        for bytes in [m4a_file(&setup, 22_050, packets, true), adts_of(22_050, 1, packets)] {
            let facts = probe_sound(&bytes).expect("reads");
            assert_eq!((facts.he_aac, facts.rate), (he_aac, if he_aac { 44_100 } else { 22_050 }));
            assert_near(facts.length.as_secs_f64(), expected);
        }
    }
}

#[test]
fn a_cut_m4a_is_damaged() {
    let setup = rusty_aac::audio_specific_config_bytes(44_100, 1);
    for moov_first in [true, false] {
        let whole = m4a_file(&setup, 44_100, &aac_packets(44_100, 1, 2.0), moov_first);
        for part in [0.3, 0.6, 0.95] {
            let cut = (whole.len() as f64 * part) as usize;
            let found = probe_sound(&whole[..cut]);
            let refused = matches!(found, Err(Unreadable::Damaged(_) | Unreadable::NotASound));
            assert!(refused, "cut at {part}, moov first {moov_first}: {found:?}");
        }
    }
}

#[test]
fn flac_is_measured() {
    let facts = probe_sound(&flac_file(20)).expect("reads");
    assert_eq!((facts.format, facts.rate, facts.channels), (SoundFormat::Flac, 44_100, 1));
    assert_near(facts.length.as_secs_f64(), 20.0 * 4096.0 / 44_100.0);
    assert!(facts.peaks.iter().all(|&peak| peak == 128), "{:?}", facts.peaks);
}

#[test]
fn what_is_no_sound_is_refused() {
    assert_eq!(probe_sound(b""), Err(Unreadable::Empty));
    assert_eq!(probe_sound(b"Dear all"), Err(Unreadable::NotASound));
    assert_eq!(probe_sound(b"\x89PNG\r\n\x1a\n"), Err(Unreadable::NotASound));
    let text_as_mp3 = [b"ID3\x04\0\0\0\0\0\0".to_vec(), b"not an mp3 at all ".repeat(500)].concat();
    let garbage: [&[u8]; 4] = [b"OggS\0\x02", b"fLaC\0\0\0\x22", b"RIFF\0\0\0\0WAVE", &text_as_mp3];
    for bytes in garbage {
        assert!(matches!(probe_sound(bytes), Err(Unreadable::Damaged(_))), "{:?}", probe_sound(bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn damaged_sounds_never_panic(
        which in 0_usize..6,
        changes in proptest::collection::vec((any::<u32>(), any::<u8>()), 0..16),
        cut in any::<u32>(),
    ) {
        let setup = rusty_aac::audio_specific_config_bytes(16_000, 1);
        let mut bytes = match which {
            0 => wav_file(8_000, 1, 16, 0.2),
            1 => mp3_file(6),
            2 => adts_file(16_000, 1, 0.4),
            3 => m4a_file(&setup, 16_000, &aac_packets(16_000, 1, 0.4), true),
            4 => m4a_file(&[0x2c, 0x0a, 0x88, 0x00], 16_000, &aac_packets(16_000, 1, 0.4), false),
            _ => flac_file(3),
        };
        for (at, byte) in changes {
            let at = at as usize % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(cut as usize % (bytes.len() * 2));
        if let Ok((facts, samples)) = decode_sound(&bytes) {
            prop_assert!(facts.peaks.len() == 2000 && facts.rate > 0 && facts.channels > 0);
            prop_assert!(samples.frames() > 0 && samples.interleaved.iter().all(|sample| sample.abs() <= 1.0));
        }
    }

    #[test]
    fn garbage_behind_a_good_start_never_panics(start in 0_usize..7, bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let starts: [&[u8]; 7] =
            [b"ID3\x04\0\0\0\0\0\0", b"RIFF\xff\xff\0\0WAVEfmt ", b"OggS\0\x02", b"fLaC\0\0\0\x22", b"\xff\xfb\x90\0",
             b"\0\0\0\x10ftypM4A \0\0\0\0", b"\xff\xf1\x50\x80"];
        let _ = probe_sound(&[starts[start], &bytes].concat());
    }
}
