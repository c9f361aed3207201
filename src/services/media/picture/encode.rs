//! Writing a picture so that it is small enough: without loss where that fits, else with as little as can be.
//!
//! Not what is in the picture. What is written for the same pixels and limits is always the same.

use std::io::{self, Write};

use image::{
    GenericImageView, ImageBuffer, ImageEncoder, ImageError,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType as PngFilter, PngEncoder},
    },
    imageops::{self, FilterType},
};

use crate::domain::{ImageFormat, Limits};
use crate::services::media::view::Plain;

/// The quality of a JPEG where there is room for it: above it files grow and nothing is seen of it.
const BEST: u8 = 95;
/// The least quality before a picture rather loses pixels.
const LEAST: u8 = 80;
/// The least quality of one that may not lose pixels either.
const LAST: u8 = 10;

/// The largest profile of colours that is written, in bytes: what is larger describes no colours of a screen, and leaves
/// no room for the picture.
const MOST_PROFILE: usize = 1024 * 1024;

/// A written picture.
#[derive(Debug)]
pub(super) struct Encoded {
    /// The file.
    pub bytes: Vec<u8>,
    /// JPG or PNG.
    pub format: ImageFormat,
    /// The quality, of a JPEG that had to have less than the best.
    pub lessened: Option<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// How a picture is to be written.
pub(super) struct Wish<'a> {
    /// For its colours, when it fits them.
    pub profile: Option<&'a [u8]>,
    /// Whether it came without loss.
    pub lossless: bool,
    /// How large it may be.
    pub limits: &'a Limits,
    /// How many bytes of memory may be taken beside what is held already.
    pub memory: u64,
}

/// Writes a picture that surely has few enough bytes; one whose shorter side is within the limit stays so.
///
/// # Errors
/// When the encoder cannot write it at all, in its words.
pub(super) fn encode<P: Plain, I: GenericImageView<Pixel = P>>(image: &I, wish: &Wish<'_>) -> Result<Encoded, String> {
    if wish.lossless
        && let Some(png) = png(image, wish)
    {
        return Ok(png);
    }
    let (width, height) = image.dimensions();
    let mut found = match best_jpeg(image, wish)? {
        Tried::Fits(jpeg) => return Ok(jpeg),
        Tried::TooLarge(bytes) => bytes,
    };
    let shorter = width.min(height);
    let mut side = shorter;
    while side > wish.limits.image_side {
        side = smaller_side(side, found, wish.limits);
        let smaller = scaled(image, sides_for(width, height, side), wish.memory);
        match best_jpeg(&smaller, wish)? {
            Tried::Fits(jpeg) => return Ok(jpeg),
            Tried::TooLarge(bytes) => found = bytes,
        }
    }
    let last = scaled(image, sides_for(width, height, side), wish.memory);
    for quality in (LAST..LEAST).rev().step_by(5) {
        if let Tried::Fits(jpeg) = jpeg(&last, quality, wish)? {
            return Ok(jpeg);
        }
    }
    Err("it cannot be made small enough".to_owned())
}

/// What came of writing a JPEG.
enum Tried {
    Fits(Encoded),
    /// It would have so many bytes.
    TooLarge(u64),
}

/// The JPEG of the highest quality that fits; how large that of the least would be when none does.
fn best_jpeg<P: Plain, I: GenericImageView<Pixel = P>>(image: &I, wish: &Wish<'_>) -> Result<Tried, String> {
    if let Tried::Fits(best) = jpeg(image, BEST, wish)? {
        return Ok(Tried::Fits(best));
    }
    let mut fits = match jpeg(image, LEAST, wish)? {
        Tried::Fits(least) => least,
        too_large => return Ok(too_large),
    };
    // Between one that fits and one that does not.
    let (mut low, mut high) = (LEAST, BEST);
    while high - low > 1 {
        let middle = low.midpoint(high);
        match jpeg(image, middle, wish)? {
            Tried::Fits(better) => (fits, low) = (better, middle),
            Tried::TooLarge(_) => high = middle,
        }
    }
    Ok(Tried::Fits(fits))
}

fn jpeg<P: Plain, I: GenericImageView<Pixel = P>>(image: &I, quality: u8, wish: &Wish<'_>) -> Result<Tried, String> {
    let (width, height) = image.dimensions();
    let mut written = Bounded::new(wish.limits.image_bytes_sure);
    let mut encoder = JpegEncoder::new_with_quality(&mut written, quality);
    if let Some(profile) = profile_for::<P>(wish) {
        encoder.set_icc_profile(profile).ok();
    }
    encoder.encode_image(image).map_err(|error| error.to_string())?;
    Ok(match written.taken() {
        Ok(bytes) => {
            let lessened = (quality < BEST).then_some(quality);
            Tried::Fits(Encoded { bytes, format: ImageFormat::Jpeg, lessened, width, height })
        }
        Err(count) => Tried::TooLarge(count),
    })
}

/// The PNG, when there is the memory for it and it fits.
fn png<P: Plain, I: GenericImageView<Pixel = P>>(image: &I, wish: &Wish<'_>) -> Option<Encoded> {
    let (width, height) = image.dimensions();
    if u64::from(width) * u64::from(height) * u64::from(P::CHANNEL_COUNT) > wish.memory {
        return None;
    }
    let pixels: Vec<u8> = image.pixels().flat_map(|(_, _, pixel)| three_of(pixel)).collect();
    let mut written = Bounded::new(wish.limits.image_bytes_sure);
    let mut encoder = PngEncoder::new_with_quality(&mut written, CompressionType::Default, PngFilter::Adaptive);
    if let Some(profile) = profile_for::<P>(wish) {
        encoder.set_icc_profile(profile).ok()?;
    }
    let result: Result<(), ImageError> = encoder.write_image(&pixels, width, height, P::COLOR_TYPE);
    result.ok()?;
    let bytes = written.taken().ok()?;
    Some(Encoded { bytes, format: ImageFormat::Png, lessened: None, width, height })
}

/// The colours of a pixel: as many as it has.
fn three_of<P: Plain>(pixel: P) -> impl Iterator<Item = u8> {
    let channels = pixel.channels();
    let colors: [Option<u8>; 3] = std::array::from_fn(|at| channels.get(at).copied());
    colors.into_iter().flatten()
}

/// The profile, when it is one for pixels of this kind.
fn profile_for<P: Plain>(wish: &Wish<'_>) -> Option<Vec<u8>> {
    let fits = |profile: &&[u8]| profile.get(16..20) == Some(P::SPACE) && profile.len() <= MOST_PROFILE;
    wish.profile.filter(fits).map(<[u8]>::to_vec)
}

/// The next shorter side to try, after one that led to so many bytes.
fn smaller_side(side: u32, found: u64, limits: &Limits) -> u32 {
    let ratio = (limits.image_bytes_sure as f64 / found.max(1) as f64).sqrt() * 0.97;
    let wished = f64::from(side) * ratio.min(0.9);
    (wished as u32).clamp(limits.image_side, side.saturating_sub(1).max(limits.image_side))
}

/// Both sides of a picture whose shorter one becomes this; never a ratio beyond the one it had.
pub(super) fn sides_for(width: u32, height: u32, shorter: u32) -> (u32, u32) {
    let longer = |long: u32, short: u32| {
        let scaled = u64::from(long) * u64::from(shorter) / u64::from(short.max(1));
        u32::try_from(scaled).unwrap_or(u32::MAX).max(shorter)
    };
    if width < height { (shorter, longer(height, width)) } else { (longer(width, height), shorter) }
}

/// A picture in another size, weighted well where there is the memory for it.
pub(super) fn scaled<P: Plain, I: GenericImageView<Pixel = P>>(
    image: &I,
    (width, height): (u32, u32),
    memory: u64,
) -> ImageBuffer<P, Vec<u8>> {
    // Between its two passes the library holds four numbers of four bytes of each pixel.
    let between = u64::from(image.width()) * u64::from(height) * 16;
    let enlarges = width > image.width() || height > image.height();
    if enlarges || between <= memory {
        imageops::resize(image, width, height, FilterType::Lanczos3)
    } else {
        imageops::thumbnail(image, width, height)
    }
}

/// Takes so many bytes and counts the rest.
struct Bounded {
    bytes: Vec<u8>,
    count: u64,
    most: u64,
}

impl Bounded {
    fn new(most: u64) -> Self {
        Self { bytes: vec![], count: 0, most }
    }

    /// The bytes, or how many there would have been.
    fn taken(self) -> Result<Vec<u8>, u64> {
        if self.count <= self.most { Ok(self.bytes) } else { Err(self.count) }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.count <= self.most {
            self.bytes.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
