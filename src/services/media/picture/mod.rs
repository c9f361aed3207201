//! Making of a given picture what is sent: upright, without what it says beside its pixels, in an accepted format, and as
//! the person wants it.
//!
//! Not the rules: those are in `domain::check`. Invariants: the file as given is never changed; when nothing has to be
//! changed its own bytes are sent; what was prepared once is not changed by being prepared again; and whatever is drawn
//! anew surely has few enough bytes.

mod encode;
mod metadata;

use image::{DynamicImage, ImageBuffer, Luma, Rgb, metadata::Orientation};
use img_parts::Bytes;

use super::faces;
use super::image::{Decoded, decode, format_of, is_decoded, jpeg};
use super::view::{Plain, View, is_transparent, upright_size};
use crate::domain::{
    Area, Damage, ImageFacts, ImageFormat, Limits, PictureChange, PictureEdit, Unreadable, picture::MOST_ENLARGED,
};
use encode::{Encoded, Wish, encode, scaled, sides_for};

/// A given picture and what is sent of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Prepared {
    /// What was measured of the file as given.
    pub facts: ImageFacts,
    /// What is sent instead; `None` when that is the file as given.
    pub made: Option<Made>,
}

/// A picture that was made of another.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub bytes: Bytes,
    /// What was measured of it.
    pub facts: ImageFacts,
    /// What was done, as far as the person would want to know.
    pub changes: Vec<PictureChange>,
}

/// Makes of a picture what is sent. The same content and edit always make the same.
///
/// # Errors
/// As `image::probe_image`; `CannotOpen` for HEIC and AVIF; `Damaged` when it cannot be made small enough.
pub fn prepare(bytes: &Bytes, edit: PictureEdit, limits: &Limits) -> Result<Prepared, Unreadable> {
    let format = format_of(bytes)?;
    if !is_decoded(format) {
        return Err(Unreadable::CannotOpen(format));
    }
    let mut decoded = decode(bytes, format, 0)?;
    let (width, height) = upright_size(&decoded.image, decoded.orientation);
    let faces = faces::find(&decoded.image, decoded.orientation);
    let facts = ImageFacts { format, width, height, bytes: size_of(bytes), faces };
    let plan = Plan::of(bytes, &decoded, &facts, edit, limits);
    if !plan.draws() {
        // Pixels and two copies of the file at once would be too much.
        drop(decoded);
        let bare = metadata::bare(bytes, format);
        if bare.as_ref().is_some_and(|bare| bare == bytes) && !plan.shrinks(bytes, limits) {
            return Ok(Prepared { facts, made: None });
        }
        if let Some(bare) = bare.filter(|bare| !plan.shrinks(bare, limits)) {
            let facts_of_it = ImageFacts { bytes: size_of(&bare), ..facts.clone() };
            let made = Made { bytes: bare, facts: facts_of_it, changes: vec![PictureChange::MetadataRemoved] };
            return Ok(Prepared { facts, made: Some(made) });
        }
        decoded = decode(bytes, format, 0)?;
    }
    let made = draw(bytes, decoded, &facts, &plan, limits)?;
    Ok(Prepared { facts, made: Some(made) })
}

fn size_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// What has to be done to a picture, and what the person wants.
struct Plan {
    format: ImageFormat,
    turned: bool,
    on_white: bool,
    plain_colours: bool,
    crop: Option<Area>,
    /// What is left after cropping.
    area: Area,
    /// The sides that area is enlarged to.
    enlarged: Option<(u32, u32)>,
    recompress: bool,
}

impl Plan {
    fn of(bytes: &[u8], decoded: &Decoded, facts: &ImageFacts, edit: PictureEdit, limits: &Limits) -> Self {
        let whole = Area::whole(facts.width, facts.height);
        let crop = edit.crop.map(|area| area.within(facts.width, facts.height)).filter(|area| *area != whole);
        let area = crop.unwrap_or(whole);
        let color = decoded.image.color();
        let deep = color.bytes_per_pixel() > color.channel_count();
        Self {
            format: facts.format,
            turned: decoded.orientation != Orientation::NoTransforms,
            on_white: is_transparent(&decoded.image),
            plain_colours: deep || (facts.format == ImageFormat::Jpeg && jpeg(bytes).print),
            crop,
            area,
            enlarged: if edit.enlarge { enlarged(area, limits) } else { None },
            recompress: edit.recompress,
        }
    }

    /// Whether it has to be drawn anew, whatever else is in the file.
    fn draws(&self) -> bool {
        let must = !self.format.accepted() || self.turned || self.on_white || self.plain_colours;
        must || self.crop.is_some() || self.enlarged.is_some()
    }

    /// Whether the person wants this file smaller and it is not small enough.
    fn shrinks(&self, bytes: &[u8], limits: &Limits) -> bool {
        self.recompress && size_of(bytes) > limits.image_bytes_sure
    }

    /// What was done when this came of it.
    fn changes(&self, encoded: &Encoded, says_more: bool) -> Vec<PictureChange> {
        use PictureChange as C;
        let (width, height) = self.enlarged.unwrap_or((self.area.width, self.area.height));
        let changes = [
            (encoded.format != self.format).then_some(C::Converted(self.format)),
            self.turned.then_some(C::Turned),
            says_more.then_some(C::MetadataRemoved),
            self.on_white.then_some(C::OnWhite),
            self.plain_colours.then_some(C::PlainColours),
            self.crop.map(C::Cropped),
            self.enlarged.map(|_| C::Enlarged(self.area.width, self.area.height)),
            ((encoded.width, encoded.height) != (width, height)).then_some(C::Reduced(width, height)),
            encoded.lessened.map(C::Recompressed),
        ];
        changes.into_iter().flatten().collect()
    }
}

/// The sides that a part is enlarged to so that its shorter one is long enough, at most twice; `None` when it is.
fn enlarged(area: Area, limits: &Limits) -> Option<(u32, u32)> {
    let shorter = area.width.min(area.height);
    let wanted = limits.image_side.min(shorter.saturating_mul(MOST_ENLARGED));
    (wanted > shorter).then(|| sides_for(area.width, area.height, wanted))
}

fn draw(bytes: &Bytes, decoded: Decoded, facts: &ImageFacts, plan: &Plan, limits: &Limits) -> Result<Made, Unreadable> {
    let says_more = match metadata::bare(bytes, plan.format) {
        Some(bare) => bare != bytes,
        // A JPEG or PNG of which nothing can be taken out has it in an unusual place.
        None => decoded.says_more || plan.format.accepted(),
    };
    let broken = |words: String| Unreadable::Damaged(Damage::Other(words));
    let lossless = plan.format != ImageFormat::Jpeg && !is_lossy_webp(bytes);
    let wish = Wish { profile: decoded.profile.as_deref(), lossless, limits, memory: decoded.memory };
    let mut encoded = if decoded.image.color().has_color() {
        drawn::<Rgb<u8>>(&decoded, plan, &wish)
    } else {
        drawn::<Luma<u8>>(&decoded, plan, &wish)
    }
    .map_err(broken)?;
    drop(decoded);
    if encoded.format == ImageFormat::Png {
        encoded.bytes = metadata::with_looks(encoded.bytes, metadata::looks(bytes, plan.format));
    }
    let changes = plan.changes(&encoded, says_more);
    let again = decode(&encoded.bytes, encoded.format, 0)?;
    let size = (again.image.width(), again.image.height());
    let facts = ImageFacts {
        format: encoded.format,
        width: size.0,
        height: size.1,
        bytes: size_of(&encoded.bytes),
        faces: faces_of(facts, plan, size, &again.image),
    };
    Ok(Made { bytes: encoded.bytes.into(), facts, changes })
}

fn drawn<P: Plain>(decoded: &Decoded, plan: &Plan, wish: &Wish<'_>) -> Result<Encoded, String> {
    let view = View::<P>::of(&decoded.image, decoded.orientation, plan.area);
    match plan.enlarged {
        Some(sides) => {
            let larger: ImageBuffer<P, Vec<u8>> = scaled(&view, sides, wish.memory);
            encode(&larger, wish)
        }
        None => encode(&view, wish),
    }
}

/// The faces in what was drawn: those that were found in what was given and are still in it. When that is none of a part,
/// it is looked at once more, because smaller faces are found in it than in the whole.
fn faces_of(given: &ImageFacts, plan: &Plan, size: (u32, u32), drawn: &DynamicImage) -> Option<Vec<Area>> {
    let faces = given.faces.as_deref()?.iter().filter_map(|face| moved(*face, plan.area, size));
    let faces: Vec<Area> = faces.collect();
    if faces.is_empty() && plan.crop.is_some() {
        return faces::find(drawn, Orientation::NoTransforms);
    }
    Some(faces)
}

/// Where a face is in a part that was brought to this size; `None` when its middle is not in it.
fn moved(face: Area, part: Area, (width, height): (u32, u32)) -> Option<Area> {
    let span = |start: u32, length: u32, from: u32, whole: u32, to: u32| {
        let middle = start + length / 2;
        let end = start.saturating_add(length).min(from + whole);
        let scaled = |at: u32| u32::try_from(u64::from(at) * u64::from(to) / u64::from(whole.max(1))).unwrap_or(to);
        let start = scaled(start.saturating_sub(from));
        let length = scaled(end.saturating_sub(from)).saturating_sub(start);
        (from..from + whole).contains(&middle).then_some((start, length))
    };
    let (x, wide) = span(face.x, face.width, part.x, part.width, width)?;
    let (y, high) = span(face.y, face.height, part.y, part.height, height)?;
    let area = Area { x, y, width: wide, height: high };
    area.fits(width, height).then_some(area)
}

/// Whether it is a WebP that lost something already when it was written.
fn is_lossy_webp(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    while is_webp && let Some((name, after)) = rest.split_first_chunk::<4>() {
        let size = after.first_chunk::<4>().map_or(u32::MAX, |size| u32::from_le_bytes(*size));
        match name {
            b"VP8 " => return true,
            b"VP8L" => return false,
            _ => {
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                rest = after.get(size.saturating_add(4).saturating_add(size & 1)..).unwrap_or_default();
            }
        }
    }
    false
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
