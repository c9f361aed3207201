//! Facts about pictures and sounds, as measured from their content.
//!
//! Not the measuring: that is `services::media`. A fact here was read from bytes, never from a file name.

use std::{fmt, str::FromStr, sync::Arc, time::Duration};

use super::picture::Area;

/// The format of a picture, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// Accepted by the provider.
    Jpeg,
    /// Accepted by the provider.
    Png,
    /// Known, not accepted.
    WebP,
    /// Known, not accepted.
    Gif,
    /// Known, not accepted.
    Bmp,
    /// Known, not accepted.
    Tiff,
    /// Known by its header, not decoded here and not accepted.
    Heic,
    /// Known by its header, not decoded here and not accepted.
    Avif,
}

impl ImageFormat {
    /// Whether the provider takes it (CometAPI's avatar page: JPG, JPEG, PNG).
    #[must_use]
    pub fn accepted(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// The name people use for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
        }
    }

    /// The usual file name ending, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tif",
            Self::Heic => "heic",
            Self::Avif => "avif",
        }
    }
}

/// What was measured of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageFacts {
    /// By content.
    pub format: ImageFormat,
    /// Pixels, with the EXIF orientation applied.
    pub width: u32,
    /// Pixels, with the EXIF orientation applied.
    pub height: u32,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The faces that were found, in its own pixels; `None` where they were not looked for.
    pub faces: Option<Vec<Area>>,
}

/// The format of a sound, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundFormat {
    /// Accepted by the provider.
    Mp3,
    /// Accepted by the provider.
    Wav,
    /// AAC in an MP4 container; accepted by the provider.
    M4a,
    /// AAC in an ADTS stream; accepted by the provider.
    Aac,
    /// Known, not accepted.
    Flac,
    /// Known, not accepted.
    Ogg,
}

impl SoundFormat {
    /// Whether the provider takes it (CometAPI's avatar page: MP3, WAV, M4A, AAC).
    #[must_use]
    pub fn accepted(self) -> bool {
        matches!(self, Self::Mp3 | Self::Wav | Self::M4a | Self::Aac)
    }

    /// The name people use for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mp3 => "MP3",
            Self::Wav => "WAV",
            Self::M4a => "M4A",
            Self::Aac => "AAC",
            Self::Flac => "FLAC",
            Self::Ogg => "OGG",
        }
    }

    /// The usual file name ending, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
            Self::M4a => "m4a",
            Self::Aac => "aac",
            Self::Flac => "flac",
            Self::Ogg => "ogg",
        }
    }
}

/// The loudest sample of each of many equal stretches, 0 (silent) to 255 (full scale), for drawing a waveform.
pub type Peaks = Arc<[u8]>;

/// What was measured of a sound by decoding all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundFacts {
    /// By content.
    pub format: SoundFormat,
    /// Length of the decoded samples; never the header's claim.
    pub length: Duration,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Number of channels.
    pub channels: u16,
    /// Samples a second of each channel.
    pub rate: u32,
    /// For the waveform.
    pub peaks: Peaks,
    /// How loud it is.
    pub level: Level,
    /// Whether it is HE-AAC, of which some decoders hear only the lower half.
    pub he_aac: bool,
}

/// How loud a sound is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The loudest sample in tenths of a decibel below full scale, so at most 0; `None` when every sample is zero.
    pub peak: Option<i16>,
    /// The loudness of all of it by EBU R 128, in tenths of LUFS; `None` when it is too quiet or too short to be measured.
    pub loudness: Option<i16>,
    /// In how many places samples stay at full scale, as they do when a recording was too loud.
    pub clipped: u32,
}

/// Why a file could not become a portrait or a voice at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing is at that place.
    Missing,
    /// It is a folder or something else that is not a file.
    NotAFile,
    /// The file has no content.
    Empty,
    /// So large that it is not even read: bytes found, bytes allowed.
    TooLarge(u64, u64),
    /// The content is not a picture of a known format.
    NotAPicture,
    /// The content is not a sound of a known format.
    NotASound,
    /// A picture of a format that nothing here opens.
    CannotOpen(ImageFormat),
    /// The format is known, the content is broken.
    Damaged(Damage),
    /// The computer would not let us read it; the system's words.
    Denied(String),
}

/// What is broken in a file whose format is known. Its own words are those of the practice server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// It ends before it should.
    #[error("the file is cut off")]
    CutOff,
    /// A picture without pixels.
    #[error("it has no pixels")]
    NoPixels,
    /// A picture that would need more memory than is given to it.
    #[error("it has more pixels than can be opened here")]
    TooManyPixels,
    /// There is no decoder for pictures of this format; its name.
    #[error("{0} pictures cannot be opened here")]
    NoDecoder(&'static str),
    /// A sound without sound.
    #[error("there is no sound in it")]
    NoSound,
    /// A sound of a coding without a decoder.
    #[error("its sound is coded in a way that cannot be decoded here")]
    Coding,
    /// The same, where the file says what the coding is; its name.
    #[error("its sound is coded as {0}, which cannot be decoded here")]
    CodingOf(&'static str),
    /// So many of its parts cannot be decoded, of so many.
    #[error("{0} of its {1} parts cannot be decoded")]
    Parts(u64, u64),
    /// It begins as this format and goes on as another.
    #[error("it begins as {0} and does not go on as one")]
    Changes(&'static str),
    /// Anything else; the decoder's words.
    #[error("{0}")]
    Other(String),
}

impl From<&str> for Damage {
    fn from(words: &str) -> Self {
        Self::Other(words.to_owned())
    }
}

/// The name of a kept input: the SHA-256 of its content. Shown and stored as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputId(pub [u8; 32]);

impl fmt::Display for InputId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for InputId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 hexadecimal digits")]
pub struct NotAnInputId;

impl FromStr for InputId {
    type Err = NotAnInputId;

    fn from_str(text: &str) -> Result<Self, NotAnInputId> {
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAnInputId);
        }
        let mut bytes = [0; 32];
        for (slot, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            let pair = text.get(at..at + 2).ok_or(NotAnInputId)?;
            *slot = u8::from_str_radix(pair, 16).map_err(|_| NotAnInputId)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_id_reads_what_it_writes() {
        let id = InputId(std::array::from_fn(|at| u8::try_from(at * 7).unwrap_or(1)));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("+f".repeat(32).parse::<InputId>(), Err(NotAnInputId));
        assert_eq!("zz".repeat(32).parse::<InputId>(), Err(NotAnInputId));
        assert_eq!("00".parse::<InputId>(), Err(NotAnInputId));
    }
}
