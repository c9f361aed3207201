//! What may be done to a picture so that it would be accepted, and what was done to one.
//!
//! Not the doing: that is `services::media`. An edit always starts from the file as it was given, so that editing again
//! loses nothing, and coordinates are those of that file as it is seen: with its EXIF orientation applied.

use super::limits::Limits;
use super::media::{ImageFacts, ImageFormat};
use super::report::Fix;

/// A part of a picture, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Pixels from the left.
    pub x: u32,
    /// Pixels from the top.
    pub y: u32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl Area {
    /// All of a picture.
    #[must_use]
    pub fn whole(width: u32, height: u32) -> Self {
        Self { x: 0, y: 0, width, height }
    }

    /// Whether it has pixels and all of them are in a picture of this size.
    #[must_use]
    pub fn fits(self, width: u32, height: u32) -> bool {
        let inside = |start: u32, length: u32, whole: u32| {
            length > 0 && start.checked_add(length).is_some_and(|end| end <= whole)
        };
        inside(self.x, self.width, width) && inside(self.y, self.height, height)
    }

    /// The same area as far as it is in a picture of this size; one pixel of it at least.
    #[must_use]
    pub fn within(self, width: u32, height: u32) -> Self {
        let inside = |start: u32, length: u32, whole: u32| {
            let start = start.min(whole.saturating_sub(1));
            (start, length.min(whole - start).max(1))
        };
        let ((x, width), (y, height)) = (inside(self.x, self.width, width), inside(self.y, self.height, height));
        Self { x, y, width, height }
    }
}

/// What the person wants done to a picture. The default leaves its pixels alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureEdit {
    /// The part to keep.
    pub crop: Option<Area>,
    /// Whether a part whose shorter side is below the limit is enlarged to it, at most twice.
    pub enlarge: bool,
    /// Whether it is coded again until it is surely small enough: with less quality first, then with fewer pixels.
    pub recompress: bool,
}

/// What was done to a picture on the way from the file to what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureChange {
    /// It came in this format, and is sent as another.
    Converted(ImageFormat),
    /// It was turned or mirrored as its EXIF orientation says.
    Turned,
    /// What it said of place, camera and origin was taken out.
    MetadataRemoved,
    /// What was transparent is white.
    OnWhite,
    /// Its colours came with 16 bits or as those of print, and are sent as red, green and blue with 8 bits each.
    PlainColours,
    /// Only this part of it is sent.
    Cropped(Area),
    /// It was enlarged: width and height before, in pixels.
    Enlarged(u32, u32),
    /// It was coded again to be smaller; the quality of the JPEG, 1 to 100.
    Recompressed(u8),
    /// It was made smaller: width and height before, in pixels.
    Reduced(u32, u32),
}

/// The most that a picture is enlarged: more would be seen.
pub const MOST_ENLARGED: u32 = 2;

/// The edit that mends one problem of a picture: `original` is what was measured of the file as given, `edit` what is done
/// to it already. `None` when nothing here can mend it.
#[must_use]
pub fn mend(original: &ImageFacts, edit: PictureEdit, fix: Fix, limits: &Limits) -> Option<PictureEdit> {
    let part = edit.crop.unwrap_or(Area::whole(original.width, original.height));
    match fix {
        Fix::Recompress => Some(PictureEdit { recompress: true, ..edit }),
        Fix::Enlarge => {
            let shorter = part.width.min(part.height);
            let enough = shorter.checked_mul(MOST_ENLARGED).is_some_and(|most| most >= limits.image_side);
            enough.then_some(PictureEdit { enlarge: true, ..edit })
        }
        Fix::Crop => Some(PictureEdit { crop: Some(to_ratio(part, one_face(original), limits)), ..edit }),
        Fix::CropToFace => {
            let face = one_face(original)?;
            Some(PictureEdit { crop: Some(around_face(original, face, limits)), ..edit })
        }
        _ => None,
    }
}

/// The face, when there is exactly one.
fn one_face(facts: &ImageFacts) -> Option<Area> {
    match facts.faces.as_deref() {
        Some([face]) => Some(*face),
        _ => None,
    }
}

/// The largest part of a part whose ratio is allowed, its middle as near to the face as can be.
#[must_use]
pub fn to_ratio(part: Area, face: Option<Area>, limits: &Limits) -> Area {
    let longest = |short: u32| {
        let most = u64::from(short) * u64::from(limits.aspect_tenths) / 10;
        u32::try_from(most).unwrap_or(u32::MAX).max(1)
    };
    let width = part.width.min(longest(part.height));
    let height = part.height.min(longest(part.width));
    let start = |from: u32, whole: u32, kept: u32, middle: Option<u32>| {
        let middle = middle.unwrap_or(from + whole / 2);
        middle.saturating_sub(kept / 2).clamp(from, from + (whole - kept))
    };
    let middle_x = face.map(|face| face.x + face.width / 2);
    let middle_y = face.map(|face| face.y + face.height / 2);
    Area {
        x: start(part.x, part.width, width, middle_x),
        y: start(part.y, part.height, height, middle_y),
        width,
        height,
    }
}

/// A square around a face with head and shoulders, moved and cut to fit the picture, and no smaller than the limit where the
/// picture has the room.
#[must_use]
pub fn around_face(facts: &ImageFacts, face: Area, limits: &Limits) -> Area {
    let wished = face.width.max(face.height).saturating_mul(5) / 2;
    let most = facts.width.min(facts.height).max(1);
    let side = wished.max(limits.image_side).min(most);
    // A little above the middle of the square, as in portraits: shoulders need more room than hair.
    let start = |middle: u32, before: u32, whole: u32| middle.saturating_sub(before).min(whole - side);
    Area {
        x: start(face.x + face.width / 2, side / 2, facts.width),
        y: start(face.y + face.height / 2, side * 9 / 20, facts.height),
        width: side,
        height: side,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(width: u32, height: u32, faces: Option<Vec<Area>>) -> ImageFacts {
        ImageFacts { format: ImageFormat::Png, width, height, bytes: 1000, faces }
    }

    fn accepted(area: Area, limits: &Limits) -> bool {
        let (long, short) = (area.width.max(area.height), area.width.min(area.height));
        u64::from(long) * 10 <= u64::from(short) * u64::from(limits.aspect_tenths)
    }

    #[test]
    fn cropping_keeps_as_much_as_is_allowed_and_the_face() {
        let limits = Limits::default();
        let face = Area { x: 1500, y: 100, width: 200, height: 200 };
        for (width, height) in [(1800, 600), (600, 1800), (3001, 300), (10_000, 1), (300, 751), (601, 1503)] {
            for faces in [None, Some(vec![]), Some(vec![face])] {
                let facts = facts(width, height, faces);
                let edit = mend(&facts, PictureEdit::default(), Fix::Crop, &limits).expect("an edit");
                let area = edit.crop.expect("a part");
                assert!(area.fits(width, height) && accepted(area, &limits), "{area:?} of {width} × {height}");
                assert_eq!(area.width.min(area.height), width.min(height), "only the longer side is cut");
            }
        }
        let edit = mend(&facts(1800, 600, Some(vec![face])), PictureEdit::default(), Fix::Crop, &limits);
        let area = edit.and_then(|edit| edit.crop).expect("a part");
        assert_eq!((area.x, area.width), (300, 1500), "as far to the face as there is room");
    }

    #[test]
    fn around_a_face_is_a_square_in_the_picture() {
        let limits = Limits::default();
        for face in [(0, 0, 90), (1700, 500, 100), (800, 200, 390), (5, 580, 20)] {
            let face = Area { x: face.0, y: face.1, width: face.2, height: face.2 };
            let facts = facts(1800, 600, Some(vec![face]));
            let edit = mend(&facts, PictureEdit::default(), Fix::CropToFace, &limits).expect("one face");
            let area = edit.crop.expect("a part");
            assert!(area.fits(1800, 600) && area.width == area.height && area.width >= 300, "{area:?}");
            let middle = face.x + face.width / 2;
            assert!((area.x..area.x + area.width).contains(&middle));
        }
        let several = facts(1800, 600, Some(vec![Area::whole(5, 5); 2]));
        assert_eq!(mend(&several, PictureEdit::default(), Fix::CropToFace, &limits), None);
    }

    #[test]
    fn enlarging_is_offered_only_where_twice_is_enough() {
        let limits = Limits::default();
        for (side, offered) in [(149, false), (150, true), (299, true)] {
            let edit = mend(&facts(side, 400, None), PictureEdit::default(), Fix::Enlarge, &limits);
            assert_eq!(edit.is_some(), offered, "{side}");
        }
    }
}
