//! Tests of `kind`.

use proptest::prelude::*;

use super::*;
use crate::services::media::place_of;
use crate::state::messages::Place;

fn iso_box(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).expect("small");
    [&size.to_be_bytes()[..], name, content].concat()
}

fn iso_file(brands: &[u8], handlers: &[&[u8; 4]]) -> Vec<u8> {
    let tracks: Vec<u8> = handlers
        .iter()
        .flat_map(|handler| {
            let content = [&[0; 8][..], *handler, &[0; 13]].concat();
            iso_box(b"trak", &iso_box(b"mdia", &iso_box(b"hdlr", &content)))
        })
        .collect();
    [iso_box(b"ftyp", brands), iso_box(b"free", &[0; 40]), iso_box(b"moov", &tracks)].concat()
}

fn mp3_frames(count: usize) -> Vec<u8> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0]);
    frame.repeat(count)
}

fn adts(count: usize) -> Vec<u8> {
    [0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc, 1, 2, 3, 4, 5, 6, 7, 8, 9].repeat(count)
}

#[test]
fn content_tells_what_a_file_is() {
    let id3 = |rest: &[u8]| [b"ID3\x04\0\0\0\0\x01\x02".as_slice(), &[7; 130], rest].concat();
    let table: &[(&str, Vec<u8>, Option<Kind>)] = &[
        ("nothing", vec![], None),
        ("text", b"Dear all, here is the portrait you asked for".to_vec(), None),
        ("pdf", b"%PDF-1.7\n1 0 obj".to_vec(), None),
        ("jpeg", vec![0xff, 0xd8, 0xff, 0xe1, 0, 0], Some(Kind::Image(ImageFormat::Jpeg))),
        ("png", b"\x89PNG\r\n\x1a\n".to_vec(), Some(Kind::Image(ImageFormat::Png))),
        ("gif", b"GIF89a\x01\0".to_vec(), Some(Kind::Image(ImageFormat::Gif))),
        ("tiff", b"II*\0\x08\0\0\0".to_vec(), Some(Kind::Image(ImageFormat::Tiff))),
        ("tiff, the other order", b"MM\0*\0\0\0\x08".to_vec(), Some(Kind::Image(ImageFormat::Tiff))),
        ("webp", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), Some(Kind::Image(ImageFormat::WebP))),
        ("a word that begins like a BMP", b"BMW is a maker of cars and motorcycles".to_vec(), None),
        ("heic", iso_file(b"heic\0\0\0\0mif1heic", &[]), Some(Kind::Image(ImageFormat::Heic))),
        ("mif1", iso_file(b"mif1\0\0\0\0mif1heic", &[]), Some(Kind::Image(ImageFormat::Heic))),
        ("avif", iso_file(b"avif\0\0\0\0mif1miaf", &[]), Some(Kind::Image(ImageFormat::Avif))),
        ("mif1 with avif", iso_file(b"mif1\0\0\0\0miafavif", &[]), Some(Kind::Image(ImageFormat::Avif))),
        ("m4a", iso_file(b"M4A \0\0\0\0isom", &[b"soun"]), Some(Kind::Sound(SoundFormat::M4a))),
        ("m4a cut before its tracks", iso_box(b"ftyp", b"M4A \0\0\0\0isom"), Some(Kind::Sound(SoundFormat::M4a))),
        ("mp42 with sound", iso_file(b"mp42\0\0\0\0isom", &[b"soun"]), Some(Kind::Sound(SoundFormat::M4a))),
        ("a film", iso_file(b"isom\0\0\0\0mp41", &[b"vide", b"soun"]), None),
        ("a silent film", iso_file(b"isom\0\0\0\0mp41", &[b"vide"]), None),
        ("an mp4 without tracks", iso_file(b"isom\0\0\0\0mp41", &[]), None),
        ("wav", b"RIFF\x24\0\0\0WAVEfmt ".to_vec(), Some(Kind::Sound(SoundFormat::Wav))),
        ("avi", b"RIFF\x24\0\0\0AVI LIST".to_vec(), None),
        ("flac", b"fLaC\0\0\0\x22".to_vec(), Some(Kind::Sound(SoundFormat::Flac))),
        ("ogg", b"OggS\0\x02".to_vec(), Some(Kind::Sound(SoundFormat::Ogg))),
        ("mp3", mp3_frames(3), Some(Kind::Sound(SoundFormat::Mp3))),
        ("tagged mp3", id3(&mp3_frames(3)), Some(Kind::Sound(SoundFormat::Mp3))),
        ("tag, zeros, mp3", id3(&[vec![0; 500], mp3_frames(3)].concat()), Some(Kind::Sound(SoundFormat::Mp3))),
        ("a cut mp3 stream", [vec![0x5a; 300], mp3_frames(4)].concat(), Some(Kind::Sound(SoundFormat::Mp3))),
        ("one cut mp3 frame", mp3_frames(1)[..300].to_vec(), Some(Kind::Sound(SoundFormat::Mp3))),
        ("a single mp3 header among text", [b"\xff\xfb\x90\0".to_vec(), b"text ".repeat(200)].concat(), None),
        ("a file of ones", vec![0xff; 4000], None),
        ("adts", adts(4), Some(Kind::Sound(SoundFormat::Aac))),
        ("tagged adts", id3(&adts(4)), Some(Kind::Sound(SoundFormat::Aac))),
        ("tagged flac", id3(b"fLaC\0\0\0\x22"), Some(Kind::Sound(SoundFormat::Flac))),
        ("mpeg layer II", [0xff, 0xfd, 0x90, 0].iter().copied().chain([0; 800]).collect(), None),
    ];
    for (what, bytes, expected) in table {
        assert_eq!(kind_of(bytes), *expected, "{what}");
    }
}

#[test]
fn pictures_go_to_the_portrait_and_sounds_to_the_voice() {
    assert_eq!(place_of(&[0xff, 0xd8, 0xff, 0xe0]), Some(Place::Portrait));
    assert_eq!(place_of(&mp3_frames(2)), Some(Place::Voice));
    assert_eq!(place_of(b"neither"), None);
}

proptest! {
    #[test]
    fn no_content_makes_it_panic(start in 0_usize..12, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let starts: [&[u8]; 12] = [
            b"", b"ID3", b"RIFF", b"\0\0\0\x18ftypisom", b"\0\0\0\x01ftyp", b"\0\0\0\x10ftypM4A \0\0\0\0\0\0\0\x01moov",
            b"\xff\xfb", b"\xff\xf1", b"BM", b"ID3\x04\0\x10\x7f\x7f\x7f\x7f", b"\0\0\0\0ftyp", b"\0\0\0\x09ftypx",
        ];
        let _ = kind_of(&[starts[start], &bytes].concat());
    }
}
