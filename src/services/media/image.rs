//! Measuring, decoding and writing pictures.
//!
//! Not the rules for them: those are in `domain::check`. A picture counts as good only when all of it was decoded, and
//! no picture makes this file take more than about 300 MB of memory.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits, RgbaImage, imageops::FilterType,
    metadata::Orientation,
};

use super::view::upright_size;
use super::{Kind, Pixels, guarded, heif, kind_of};
use crate::domain::{Damage, ImageFacts, ImageFormat, Unreadable};

/// The most memory that a picture may take while it is decoded, in bytes: its file, its pixels, and what the decoder holds.
const MOST_MEMORY: u64 = 280 * 1024 * 1024;
/// The most memory that a PNG may take for what is beside its pixels, such as a colour profile that was packed a thousandfold.
const MOST_BESIDE: u64 = 16 * 1024 * 1024;
/// The longest side that is decoded, in pixels.
const LONGEST_SIDE: u32 = 30_000;

/// Measures a picture by decoding all of it. HEIC and AVIF, which nothing here decodes, are measured by their header.
///
/// # Errors
/// `Empty`, `NotAPicture`, or `Damaged` when it is broken, cut off, or larger than can be decoded in about 300 MB.
pub fn probe_image(bytes: &[u8]) -> Result<ImageFacts, Unreadable> {
    let format = format_of(bytes)?;
    let (width, height) = if codec(format).is_some() {
        let decoded = decode(bytes, format, 0)?;
        upright_size(&decoded.image, decoded.orientation)
    } else {
        heif::upright_size(bytes).ok_or(Unreadable::Damaged(Damage::CutOff))?
    };
    Ok(ImageFacts { format, width, height, bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX), faces: None })
}

/// Decodes a picture, turns it upright by its EXIF orientation and, when asked, makes it smaller: its longest side is
/// then at most `longest_side` pixels (at least 1; best up to 2048). Never makes it larger.
///
/// # Errors
/// As `probe_image`; and `Damaged` for HEIC and AVIF, which nothing here decodes. Without `longest_side` a picture has
/// to be smaller than what `probe_image` measures, because all its pixels are held twice.
pub fn upright(bytes: &[u8], longest_side: Option<u32>) -> Result<Pixels, Unreadable> {
    let format = format_of(bytes)?;
    let Decoded { mut image, orientation, .. } = decode(bytes, format, if longest_side.is_some() { 0 } else { 4 })?;
    if let Some(side) = longest_side {
        image = smaller(image, side.max(1));
    }
    image.apply_orientation(orientation);
    Ok(pixels_of(image))
}

/// Writes a PNG.
///
/// # Errors
/// When the sizes and the number of bytes do not fit together, or a side is 0; the encoder's words.
pub fn encode_png(pixels: &Pixels) -> Result<Vec<u8>, String> {
    encode_png_of(pixels.width, pixels.height, &pixels.rgba)
}

/// Writes a PNG of pixels that are kept elsewhere: sizes in pixels, then `width × height × 4` bytes as in `Pixels`.
///
/// # Errors
/// As `encode_png`.
pub fn encode_png_of(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, String> {
    let expected = u128::from(width) * u128::from(height) * 4;
    if expected == 0 || u128::try_from(rgba.len()) != Ok(expected) {
        return Err(format!("{} bytes are no {width} × {height} pixels", rgba.len()));
    }
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(rgba, width, height, image::ExtendedColorType::Rgba8)
        .map_err(|error| error.to_string())?;
    Ok(png)
}

/// Makes a picture smaller so that its longest side has at most `side` pixels; leaves a smaller one alone.
pub(super) fn smaller(image: DynamicImage, side: u32) -> DynamicImage {
    let longest = image.width().max(image.height());
    if longest <= side {
        return image;
    }
    // Averaging takes little memory and is good for large steps; the last step of up to two is better weighted.
    let near = side.saturating_mul(2);
    let image = if longest > near { image.thumbnail(near, near) } else { image };
    image.resize(side, side, FilterType::Triangle)
}

/// The pixels of a decoded picture.
pub(super) fn pixels_of(image: DynamicImage) -> Pixels {
    let image: RgbaImage = image.into_rgba8();
    Pixels { width: image.width(), height: image.height(), rgba: image.into_raw() }
}

/// The format of a picture, by its content.
///
/// # Errors
/// `Empty` or `NotAPicture`.
pub(super) fn format_of(bytes: &[u8]) -> Result<ImageFormat, Unreadable> {
    match kind_of(bytes) {
        _ if bytes.is_empty() => Err(Unreadable::Empty),
        Some(Kind::Image(format)) => Ok(format),
        _ => Err(Unreadable::NotAPicture),
    }
}

/// The decoder's name for a format; `None` when there is no decoder for it.
fn codec(format: ImageFormat) -> Option<image::ImageFormat> {
    match format {
        ImageFormat::Jpeg => Some(image::ImageFormat::Jpeg),
        ImageFormat::Png => Some(image::ImageFormat::Png),
        ImageFormat::WebP => Some(image::ImageFormat::WebP),
        ImageFormat::Gif => Some(image::ImageFormat::Gif),
        ImageFormat::Bmp => Some(image::ImageFormat::Bmp),
        ImageFormat::Tiff => Some(image::ImageFormat::Tiff),
        ImageFormat::Heic | ImageFormat::Avif => None,
    }
}

/// Whether pictures of this format are decoded here.
pub(super) fn is_decoded(format: ImageFormat) -> bool {
    codec(format).is_some()
}

/// A decoded picture and what its file says of it.
pub(super) struct Decoded {
    /// Its pixels as they are in the file.
    pub image: DynamicImage,
    /// How they are to be turned.
    pub orientation: Orientation,
    /// The profile of its colours.
    pub profile: Option<Vec<u8>>,
    /// Whether it has an EXIF or XMP part.
    pub says_more: bool,
    /// How many bytes of memory are free to be worked with beside it.
    pub memory: u64,
}

fn damaged(words: &str) -> Unreadable {
    Unreadable::Damaged(words.into())
}

/// Decodes all of a picture. `extra` is how many more bytes a pixel will need afterwards.
///
/// # Errors
/// As `probe_image`; and `Damaged` for HEIC and AVIF.
pub(super) fn decode(bytes: &[u8], format: ImageFormat, extra: u64) -> Result<Decoded, Unreadable> {
    let codec = codec(format).ok_or_else(|| Unreadable::Damaged(Damage::NoDecoder(format.name())))?;
    let decoded = guarded(|| decode_with(bytes, codec, extra)).ok_or_else(|| damaged("the decoder panicked"))??;
    if ends(bytes, format) { Ok(decoded) } else { Err(Unreadable::Damaged(Damage::CutOff)) }
}

fn decode_with(bytes: &[u8], codec: image::ImageFormat, extra: u64) -> Result<Decoded, Unreadable> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), codec);
    // A PNG is opened under limits that hold for all of it but its pixels; theirs come with `set_limits`.
    let opening = if codec == image::ImageFormat::Png { MOST_BESIDE } else { MOST_MEMORY };
    let mut first = limits.clone();
    first.max_alloc = Some(opening);
    reader.limits(first);
    let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Unreadable::Damaged(Damage::NoPixels));
    }
    let beside = beside_the_pixels(codec, bytes) + extra;
    let needed = decoder.total_bytes().saturating_add(beside.saturating_mul(u64::from(width) * u64::from(height)));
    let needed = needed.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    if limits.reserve(needed).is_err() {
        return Err(Unreadable::Damaged(Damage::TooManyPixels));
    }
    decoder.set_limits(limits).map_err(|error| broken(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let says_more = [decoder.exif_metadata(), decoder.xmp_metadata()].iter().any(|part| matches!(part, Ok(Some(_))));
    let image = DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?;
    let held = image.as_bytes().len().saturating_add(bytes.len());
    let memory = MOST_MEMORY.saturating_sub(u64::try_from(held).unwrap_or(u64::MAX));
    Ok(Decoded { image, orientation, profile, says_more, memory })
}

/// How many bytes a pixel a decoder holds beside the pixels themselves, at most.
fn beside_the_pixels(codec: image::ImageFormat, bytes: &[u8]) -> u64 {
    match codec {
        // JPEGs that come in several scans are put together from coefficients of two bytes.
        image::ImageFormat::Jpeg if jpeg(bytes).scans => 6,
        image::ImageFormat::WebP | image::ImageFormat::Gif => 4,
        _ => 0,
    }
}

fn broken(error: &ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::Damaged(Damage::TooManyPixels),
        error => damaged(&error.to_string()),
    }
}

/// Whether the file reaches the end that its format marks: decoders fill what is missing with grey, and say nothing.
fn ends(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Jpeg => jpeg(bytes).end.is_some(),
        ImageFormat::Png => png_ends(bytes),
        ImageFormat::WebP => {
            let size = bytes.get(4..8).and_then(|size| size.try_into().ok()).map(u32::from_le_bytes);
            size.and_then(|size| usize::try_from(size).ok()).is_some_and(|size| size <= bytes.len().saturating_sub(8))
        }
        _ => true,
    }
}

fn png_ends(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((size, after)) = rest.split_first_chunk::<4>() {
        let size = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX);
        let whole = after.get(size.saturating_add(8)..);
        match (after.starts_with(b"IEND"), whole) {
            (true, whole) => return whole.is_some(),
            (false, Some(next)) => rest = next,
            (false, None) => return false,
        }
    }
    false
}

/// What the markers of a JPEG say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct JpegMarkers {
    /// Whether its pixels may come in more than one scan.
    pub scans: bool,
    /// Where it ends, in bytes; `None` when its end is not there.
    pub end: Option<usize>,
    /// Whether it says more than its pixels behind the first of them.
    pub talks_late: bool,
    /// Whether its pixels have four colours, which are those of print.
    pub print: bool,
}

/// Reads the markers of a JPEG up to its end.
pub(super) fn jpeg(bytes: &[u8]) -> JpegMarkers {
    let mut found = JpegMarkers::default();
    let mut scans = 0;
    let mut rest = bytes.get(2..).unwrap_or_default();
    // Between markers lie coded pixels, in which FF 00 is a mere FF and FF D0 to D7 restart the coding.
    while let Some(at) = rest.iter().position(|&byte| byte == 0xff) {
        rest = rest.get(at + 1..).unwrap_or_default();
        match rest.first() {
            Some(0x00 | 0x01 | 0xd0..=0xd8) => rest = rest.get(1..).unwrap_or_default(),
            Some(0xd9) => {
                found.end = Some(bytes.len() + 1 - rest.len());
                return found;
            }
            Some(0xff) => {}
            Some(marker) => {
                scans += u32::from(*marker == 0xda);
                found.scans |= scans > 1 || matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
                found.talks_late |= scans > 0 && matches!(marker, 0xe0..=0xef | 0xfe);
                let frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
                found.print |= frame && rest.get(8) == Some(&4);
                let length = rest.get(1..3).and_then(|length| length.try_into().ok()).map_or(2, u16::from_be_bytes);
                rest = rest.get(1 + usize::from(length)..).unwrap_or_default();
            }
            None => return found,
        }
    }
    found
}

#[cfg(test)]
#[path = "image_tests.rs"]
mod tests;
