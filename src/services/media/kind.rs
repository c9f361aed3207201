//! What a file is, by its first bytes and its structure.
//!
//! Not a judgement: content of a known kind may still be damaged, which only decoding shows. File names and their
//! endings are never looked at.

use super::iso;
use crate::domain::{ImageFormat, SoundFormat};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture.
    Image(ImageFormat),
    /// A sound.
    Sound(SoundFormat),
}

/// What the content is; `None` when it is neither a picture nor a sound of a known format.
#[must_use]
pub fn kind_of(bytes: &[u8]) -> Option<Kind> {
    if let Some(format) = image_by_signature(bytes) {
        return Some(Kind::Image(format));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return iso_kind(bytes);
    }
    sound_by_signature(bytes).map(Kind::Sound)
}

fn image_by_signature(bytes: &[u8]) -> Option<ImageFormat> {
    let is_riff = bytes.starts_with(b"RIFF");
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(ImageFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(ImageFormat::Tiff),
        _ if is_riff && bytes.get(8..12) == Some(b"WEBP") => Some(ImageFormat::WebP),
        _ if is_bmp(bytes) => Some(ImageFormat::Bmp),
        _ => None,
    }
}

/// Two letters are too little to go by, so the size of the second header has to be one of the known ones.
fn is_bmp(bytes: &[u8]) -> bool {
    let header = bytes.get(14..18).and_then(|size| size.try_into().ok()).map(u32::from_le_bytes);
    bytes.starts_with(b"BM") && matches!(header, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

fn sound_by_signature(bytes: &[u8]) -> Option<SoundFormat> {
    let tagged = bytes.starts_with(b"ID3");
    let bytes = after_id3(bytes);
    match bytes {
        [b'R', b'I', b'F', b'F' | b'X', ..] | [b'R', b'F', b'6', b'4', ..] if bytes.get(8..12) == Some(b"WAVE") => {
            Some(SoundFormat::Wav)
        }
        [b'f', b'L', b'a', b'C', ..] => Some(SoundFormat::Flac),
        [b'O', b'g', b'g', b'S', ..] => Some(SoundFormat::Ogg),
        _ if repeats(bytes, adts_frame, 2) => Some(SoundFormat::Aac),
        _ if tagged || repeats(bytes, mp3_frame, 2) || cut_mp3(bytes) => Some(SoundFormat::Mp3),
        _ => None,
    }
}

/// What follows an ID3v2 tag and the zeros that some programs pad it with; everything when there is no tag.
fn after_id3(bytes: &[u8]) -> &[u8] {
    let Some([b'I', b'D', b'3', _, _, flags, a, b, c, d]) = bytes.first_chunk::<10>() else { return bytes };
    let size = [a, b, c, d].iter().fold(0_usize, |size, &&byte| (size << 7) | usize::from(byte & 0x7f));
    let footer = if flags & 0x10 == 0 { 0 } else { 10 };
    let rest = bytes.get(10 + size + footer..).unwrap_or_default();
    let zeros = rest.iter().take(8192).take_while(|&&byte| byte == 0).count();
    rest.get(zeros..).unwrap_or_default()
}

/// Whether `count` frames follow one another from the start, or fewer that reach the end of the content.
fn repeats(bytes: &[u8], frame: fn(&[u8]) -> Option<usize>, count: usize) -> bool {
    let mut rest = bytes;
    for done in 0..count {
        let Some(length) = frame(rest) else { return done > 0 && rest.len() < 7 };
        rest = rest.get(length..).unwrap_or_default();
    }
    true
}

/// Whether frames of MP3 begin soon: tools that cut streams leave the rest of a frame at the start.
fn cut_mp3(bytes: &[u8]) -> bool {
    let near = 0..bytes.len().min(4096);
    near.into_iter().filter_map(|at| bytes.get(at..)).any(|rest| {
        let whole = mp3_frame(rest).and_then(|length| rest.get(length..));
        whole.is_some_and(|rest| {
            mp3_frame(rest).is_some_and(|length| rest.len() > length) && repeats(rest, mp3_frame, 3)
        })
    })
}

/// The length in bytes of the frame of AAC in ADTS that begins here.
fn adts_frame(bytes: &[u8]) -> Option<usize> {
    let &[0xff, second, third, fourth, fifth, sixth, _] = bytes.first_chunk::<7>()? else { return None };
    let rate_known = (third >> 2) & 0x0f < 13;
    let length = usize::from(fourth & 3) << 11 | usize::from(fifth) << 3 | usize::from(sixth >> 5);
    (second & 0xf6 == 0xf0 && rate_known && length > 7).then_some(length)
}

/// The length in bytes of the frame of MPEG audio layer III that begins here.
fn mp3_frame(bytes: &[u8]) -> Option<usize> {
    const FIRST: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const SECOND: [usize; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    let &[0xff, second, third, _] = bytes.first_chunk::<4>()? else { return None };
    let (version, layer) = ((second >> 3) & 3, (second >> 1) & 3);
    let index = usize::from(third >> 4);
    let (rates, samples_by_8, divisor) = match version {
        3 => (FIRST, 144, 1),
        2 => (SECOND, 72, 2),
        0 => (SECOND, 72, 4),
        _ => return None,
    };
    let hertz = match (third >> 2) & 3 {
        0 => 44_100 / divisor,
        1 => 48_000 / divisor,
        2 => 32_000 / divisor,
        _ => return None,
    };
    let kilobits = *rates.get(index)?;
    let padding = usize::from((third >> 1) & 1);
    (second & 0xe0 == 0xe0 && layer == 1 && kilobits > 0).then(|| samples_by_8 * kilobits * 1000 / hertz + padding)
}

/// What an MP4-like file is: by its brands for pictures, by its tracks for sounds.
fn iso_kind(bytes: &[u8]) -> Option<Kind> {
    let (_, brands, _) = iso::boxes(bytes).next()?;
    let major = brands.get(..4)?;
    let mut compatible = brands.get(8..).unwrap_or_default().chunks_exact(4);
    if matches!(major, b"avif" | b"avis") {
        return Some(Kind::Image(ImageFormat::Avif));
    }
    if matches!(major, b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") {
        let avif = compatible.any(|brand| brand == b"avif" || brand == b"avis");
        return Some(Kind::Image(if avif { ImageFormat::Avif } else { ImageFormat::Heic }));
    }
    let named_sound = matches!(major, b"M4A " | b"M4B ");
    let (sound, film) = iso::sound_and_film(bytes);
    (named_sound || (sound && !film)).then_some(Kind::Sound(SoundFormat::M4a))
}

#[cfg(test)]
#[path = "kind_tests.rs"]
mod tests;
