//! What the sound in a file is coded as, where that cannot be decoded here: so that it can be said by its name.
//!
//! Not a decoder and not a judgement: it only looks where each container says it.

use super::iso;
use crate::domain::{Damage, SoundFormat, Unreadable};

/// The same failure with the name of the coding, where the coding is what failed and the file says what it is.
pub(super) fn named(why: Unreadable, bytes: &[u8], format: SoundFormat) -> Unreadable {
    // Where a file has one track and that is of a coding that the library never heard of, it finds no sound in it at all.
    let by_coding = matches!(why, Unreadable::Damaged(Damage::Coding | Damage::NoSound));
    let name = match format {
        SoundFormat::M4a if by_coding => iso::coding(bytes).and_then(in_mp4),
        SoundFormat::Ogg if by_coding => in_ogg(bytes),
        SoundFormat::Wav if by_coding => in_wav(bytes),
        _ => None,
    };
    name.map_or(why, |name| Unreadable::Damaged(Damage::CodingOf(name)))
}

/// By the name of the sample entry.
fn in_mp4(entry: [u8; 4]) -> Option<&'static str> {
    Some(match &entry {
        b"alac" => "ALAC",
        b"Opus" => "Opus",
        b"ac-3" => "AC-3",
        b"ec-3" => "E-AC-3",
        b"ac-4" => "AC-4",
        b"fLaC" => "FLAC",
        b"samr" => "AMR",
        b"sawb" => "AMR-WB",
        b"dtsc" | b"dtsh" | b"dtsl" | b"dtse" => "DTS",
        _ => return None,
    })
}

/// By what the first page begins with.
fn in_ogg(bytes: &[u8]) -> Option<&'static str> {
    let segments = usize::from(*bytes.get(26)?);
    let content = bytes.get(27 + segments..)?;
    let names: [(&[u8], &str); 4] =
        [(b"OpusHead", "Opus"), (b"Speex   ", "Speex"), (b"\x7fFLAC", "FLAC"), (b"\x80theora", "Theora")];
    names.into_iter().find(|(start, _)| content.starts_with(start)).map(|(_, name)| name)
}

/// By the format's number, as Microsoft registered it.
fn in_wav(bytes: &[u8]) -> Option<&'static str> {
    let at = bytes.windows(4).take(4096).position(|name| name == b"fmt ")?;
    let number = bytes.get(at + 8..)?.first_chunk::<2>()?;
    Some(match u16::from_le_bytes(*number) {
        0x02 | 0x11 => "ADPCM",
        0x06 => "A-law",
        0x07 => "µ-law",
        0x31 => "GSM 6.10",
        0x50 | 0x55 => "MPEG",
        0x92 => "AC-3",
        0xff | 0x1610 => "AAC",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(bytes: &[u8], format: SoundFormat) -> Unreadable {
        named(Unreadable::Damaged(Damage::Coding), bytes, format)
    }

    #[test]
    fn a_coding_is_named_where_the_file_names_it() {
        let page = |start: &[u8]| [b"OggS\0\x02".as_slice(), &[0; 20], &[1, 19], start].concat();
        let wav = |number: u8| [b"RIFF....WAVEfmt \x10\0\0\0".as_slice(), &[number, 0, 1, 0]].concat();
        let table = [
            (page(b"OpusHead\x01"), SoundFormat::Ogg, Some("Opus")),
            (page(b"Speex   1.2"), SoundFormat::Ogg, Some("Speex")),
            (page(b"\x01vorbis"), SoundFormat::Ogg, None),
            (b"OggS".to_vec(), SoundFormat::Ogg, None),
            (wav(0x11), SoundFormat::Wav, Some("ADPCM")),
            (wav(0x01), SoundFormat::Wav, None),
            (b"RIFF....WAVE".to_vec(), SoundFormat::Wav, None),
        ];
        for (bytes, format, name) in table {
            let expected = name.map_or(Damage::Coding, Damage::CodingOf);
            assert_eq!(coding(&bytes, format), Unreadable::Damaged(expected));
        }
        assert_eq!(in_mp4(*b"alac"), Some("ALAC"));
        let other = Unreadable::Damaged(Damage::CutOff);
        assert_eq!(named(other.clone(), &page(b"OpusHead"), SoundFormat::Ogg), other);
    }
}
