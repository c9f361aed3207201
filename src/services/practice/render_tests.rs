//! Films are taken apart again: their size, their length, their pictures and their sound.

use std::time::Duration;

use rusty_aac::{AacDecoder, AudioSpecificConfig};
use shiguredo_mp4::bitstream::h264::{LengthSize, length_prefixed_to_annexb};

use super::super::fixtures::{open, pixels, tone};
use super::*;

fn film(width: u32, height: u32, samples: usize, rate: u32, mode: Mode) -> Vec<u8> {
    let voice = Samples { rate, channels: 1, interleaved: tone(samples, rate) };
    let film = render(pixels(width, height), &voice, mode, &AtomicBool::new(false)).expect("a film");
    [film.head, film.body].concat()
}

#[test]
fn a_film_takes_the_shape_of_its_picture_within_the_sizes_of_its_mode() {
    let table = [
        ((960, 1200), (540, 676), (1080, 1350)),
        ((3000, 4000), (540, 720), (1080, 1440)),
        ((1080, 1920), (540, 960), (1080, 1920)),
        ((4000, 1600), (960, 384), (1920, 768)),
        ((300, 300), (450, 450), (450, 450)),
        ((301, 333), (452, 500), (452, 500)),
        ((300, 750), (384, 960), (450, 1126)),
        ((1, 1), (16, 16), (16, 16)),
    ];
    for ((width, height), standard, professional) in table {
        let sizes = [Mode::Standard, Mode::Professional].map(|mode| film_size(width, height, mode));
        assert_eq!(sizes, [standard, professional], "{width} × {height}");
    }
}

#[test]
fn a_film_is_as_long_as_its_voice_whatever_the_rate() {
    for (samples, rate) in [(48_000, 24_000), (50_011, 22_050), (20_000, 8_000), (96_000, 44_100), (200_001, 96_000)] {
        let film = open(&film(64, 48, samples, rate, Mode::Standard));
        let voice = Duration::from_secs(samples as u64) / rate;
        assert!(film.length().abs_diff(voice) <= Duration::from_millis(40), "{:?} for {voice:?}", film.length());
        let frames = (samples as u64 * 25).div_ceil(u64::from(rate));
        assert_eq!(film.pictures.len() as u64, frames, "{samples} at {rate}");
    }
}

#[test]
fn a_film_can_be_played_from_its_first_byte_and_entered_every_two_seconds() {
    let film = open(&film(64, 48, 5 * 24_000, 24_000, Mode::Standard));
    assert!(film.moov_at < film.mdat_at);
    assert_eq!(film.keys, [0, 50, 100]);
    let [picture, _] = film.moov.trak_boxes.as_slice() else { panic!("two tracks") };
    assert_eq!((picture.tkhd_box.width.integer, picture.tkhd_box.height.integer), (96, 72));
}

#[test]
fn its_pictures_show_the_portrait() {
    let film = open(&film(64, 48, 48_000, 24_000, Mode::Standard));
    let mut decoder = rusty_h264::Decoder::new();
    for (at, picture) in film.pictures.iter().enumerate() {
        let annexb = length_prefixed_to_annexb(picture, LengthSize::FourBytes).expect("whole units");
        // The first picture carries what the decoder needs to know, as the index does.
        let frame = decoder.decode(&annexb).expect("a good picture").expect("no waiting");
        assert_eq!((frame.width, frame.height), (96, 72));
        // Green grows from top to bottom and weighs most in the light.
        let row = |y: usize| frame.y[y * 96..(y + 1) * 96].iter().map(|y| u32::from(*y)).sum::<u32>() / 96;
        assert!(row(40) > row(8) + 40, "picture {at}: {} {}", row(8), row(40));
    }
}

#[test]
fn its_sound_begins_with_the_voice_because_the_run_in_is_cut_off() {
    let voice = tone(48_000, 24_000);
    let film = open(&film(64, 48, voice.len(), 24_000, Mode::Standard));
    let sound = film.moov.trak_boxes.get(1).expect("a second track");
    let edit = sound.edts_box.as_ref().and_then(|edts| edts.elst_box.as_ref()).expect("an edit list");
    let [edit] = edit.entries.as_slice() else { panic!("one edit") };
    assert_eq!(edit.edit_duration, 48_000);

    let config = AudioSpecificConfig { object_type: 2, sample_rate: 24_000, channels: 1 };
    let mut decoder = AacDecoder::with_config(config);
    let decoded: Vec<f32> =
        film.packets.iter().flat_map(|packet| decoder.decode(packet, None).expect("a good packet").samples).collect();
    let heard = &decoded[edit.media_time as usize..];
    assert!(heard.len() >= voice.len());
    let power = |samples: &mut dyn Iterator<Item = f32>| samples.map(|sample| sample * sample).sum::<f32>();
    let missed = power(&mut heard.iter().zip(&voice).map(|(heard, said)| heard - said));
    let whole = power(&mut voice.iter().copied());
    assert!(missed < whole / 50.0, "{missed} of {whole}");
    // One sample aside it is not the same any more: the run-in is exactly right.
    let aside = power(&mut heard[1..].iter().zip(&voice).map(|(heard, said)| heard - said));
    assert!(missed < aside, "{missed} {aside}");
}

#[test]
fn it_stops_when_told() {
    let voice = Samples { rate: 24_000, channels: 1, interleaved: tone(48_000, 24_000) };
    let film = render(pixels(64, 48), &voice, Mode::Standard, &AtomicBool::new(true));
    assert_eq!(film.err(), Some(Unrendered::Stopped));
}

#[test]
fn a_voice_without_samples_makes_no_film_and_no_panic() {
    let voice = Samples { rate: 24_000, channels: 1, interleaved: Vec::new() };
    let film = render(pixels(64, 48), &voice, Mode::Standard, &AtomicBool::new(false));
    assert!(matches!(film, Err(Unrendered::Broken(_))), "{film:?}");
}
