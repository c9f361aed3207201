//! Finding faces in a picture.
//!
//! Not a judgement: faces from the side, masked ones and many drawn ones are missed, and some things look like faces. So what
//! is found is told, and nothing is refused for it.

use std::sync::OnceLock;

use image::{DynamicImage, GenericImageView as _, GrayImage, Luma, metadata::Orientation};
use rustface::{ImageData, Model, create_detector_with_model, read_model};

use super::guarded;
use super::view::{View, upright_size};
use crate::domain::Area;

/// The model of the SeetaFace engine; see `assets/faces`.
static MODEL: &[u8] = include_bytes!("../../../assets/faces/seeta_fd_frontal_v1.0.bin");
/// The longest side that is looked at, in pixels.
const LONGEST: u32 = 640;
/// The smallest face that is looked for, in pixels of what is looked at.
const SMALLEST: u32 = 40;
/// How sure the finder has to be; its authors' examples go from 0.95 to 4.5.
const SURE: f64 = 2.8;
/// How far it is softened first, in pixels: flat colours have no shades for the finder to compare, and it finds drawn faces
/// only then. Photographs lose nothing by it.
const SOFT: f32 = 1.5;
/// How much smaller a picture is looked at each time.
const STEP: f32 = 0.8;
/// How far apart are the places that are looked at, in pixels.
const STRIDE: u32 = 4;

/// The faces in a picture that is turned by its orientation, in the pixels of the upright one, from left to right; `None`
/// when they could not be looked for.
pub(super) fn find(image: &DynamicImage, orientation: Orientation) -> Option<Vec<Area>> {
    let (width, height) = upright_size(image, orientation);
    let mut small = if width.max(height) > LONGEST { image.thumbnail(LONGEST, LONGEST) } else { image.clone() };
    small.apply_orientation(orientation);
    if small.color().has_alpha() {
        let view = View::<Luma<u8>>::of(&small, Orientation::NoTransforms, Area::whole(small.width(), small.height()));
        small = GrayImage::from_fn(small.width(), small.height(), |x, y| view.get_pixel(x, y)).into();
    }
    let small = DynamicImage::from(small.into_luma8()).blur(SOFT).into_luma8();
    let scale = f64::from(width) / f64::from(small.width().max(1));
    let mut faces: Vec<Area> = look(&small)?.into_iter().filter_map(|face| seen(face, scale, width, height)).collect();
    faces.sort_by_key(|face| (face.x, face.y));
    Some(faces)
}

/// Where a face is in the whole picture, as far as it is in it.
fn seen(face: rustface::Rectangle, scale: f64, width: u32, height: u32) -> Option<Area> {
    let span = |start: i32, length: u32, whole: u32| {
        let place = |at: f64| (at * scale).round().clamp(0.0, f64::from(whole)) as u32;
        let from = place(f64::from(start));
        (from, place(f64::from(start) + f64::from(length)).saturating_sub(from))
    };
    let (x, wide) = span(face.x(), face.width(), width);
    let (y, high) = span(face.y(), face.height(), height);
    let area = Area { x, y, width: wide, height: high };
    area.fits(width, height).then_some(area)
}

fn look(image: &GrayImage) -> Option<Vec<rustface::Rectangle>> {
    let (width, height) = image.dimensions();
    if width.min(height) < SMALLEST {
        return Some(vec![]);
    }
    guarded(|| {
        let mut detector = create_detector_with_model(model()?.clone());
        detector.set_min_face_size(SMALLEST);
        detector.set_score_thresh(SURE);
        detector.set_pyramid_scale_factor(STEP);
        detector.set_slide_window_step(STRIDE, STRIDE);
        let found = detector.detect(&ImageData::new(image.as_raw(), width, height));
        Some(found.iter().map(|face| *face.bbox()).collect())
    })?
}

/// The model, read once.
fn model() -> Option<&'static Model> {
    static READ: OnceLock<Option<Model>> = OnceLock::new();
    READ.get_or_init(|| guarded(|| read_model(MODEL).ok()).flatten()).as_ref()
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};

    use super::*;
    use crate::services::{media::picture::prepare, samples};

    /// A grey face in soft shades, as a photograph has them: its middle and half of its width, in pixels.
    fn face(image: &mut RgbImage, (middle_x, middle_y): (f32, f32), half: f32) {
        for (x, y, pixel) in image.enumerate_pixels_mut() {
            let (x, y) = ((x as f32 - middle_x) / half, (y as f32 - middle_y) / half);
            let spot = |at_x: f32, at_y: f32, wide: f32, high: f32| {
                (-((x - at_x) / wide).powi(2) - ((y - at_y) / high).powi(2)).exp()
            };
            let both = |at_x: f32, at_y: f32, wide: f32, high: f32| {
                spot(-at_x, at_y, wide, high) + spot(at_x, at_y, wide, high)
            };
            let edge = x.powi(2) + (y / 1.32).powi(2);
            if edge < 1.0 {
                let (brows, eyes) = (both(0.4, -0.42, 0.3, 0.07), both(0.4, -0.22, 0.24, 0.1));
                let (nose, mouth) = (both(0.15, 0.3, 0.08, 0.06), spot(0.0, 0.66, 0.36, 0.07));
                let shade = 200.0 - 60.0 * edge - 90.0 * brows - 110.0 * eyes - 60.0 * nose - 80.0 * mouth;
                *pixel = Rgb([shade.clamp(0.0, 255.0) as u8; 3]);
            } else if (x / 1.25).powi(2) + ((y + 0.35) / 1.5).powi(2) < 1.0 {
                *pixel = Rgb([50; 3]);
            }
        }
    }

    fn with_faces(places: &[(f32, f32)]) -> DynamicImage {
        let mut image = RgbImage::from_pixel(900, 500, Rgb([120; 3]));
        for place in places {
            face(&mut image, *place, 90.0);
        }
        image.into()
    }

    fn near(area: Area, (x, y): (u32, u32), within: u32) -> bool {
        let (middle_x, middle_y) = (area.x + area.width / 2, area.y + area.height / 2);
        middle_x.abs_diff(x) <= within && middle_y.abs_diff(y) <= within
    }

    #[test]
    fn one_face_two_faces_and_none_are_told_apart() {
        let found = |places: &[(f32, f32)]| find(&with_faces(places), Orientation::NoTransforms).expect("looked at");
        let [left, right] = [(250.0, 240.0), (650.0, 260.0)];
        assert_eq!(found(&[]), []);
        let [one] = *found(&[left]) else { panic!("one face") };
        assert!(near(one, (250, 240), 30) && (120..300).contains(&one.width), "{one:?}");
        let [first, second] = *found(&[right, left]) else { panic!("two faces") };
        assert!(near(first, (250, 240), 30) && near(second, (650, 260), 30), "{first:?} {second:?}");
    }

    #[test]
    fn a_face_is_found_where_it_is_once_the_picture_is_upright() {
        let upright = with_faces(&[(250.0, 240.0)]);
        let lying = upright.rotate270();
        let [face] = *find(&lying, Orientation::Rotate90).expect("looked at") else { panic!("one face") };
        assert!(near(face, (250, 240), 30), "{face:?}");
        assert_eq!(find(&lying, Orientation::NoTransforms), Some(vec![]), "not while it lies on its side");
    }

    #[test]
    fn the_face_of_the_sample_is_found() {
        let prepared = prepare(&samples::PORTRAIT.into(), Default::default(), &Default::default()).expect("prepares");
        let faces = prepared.facts.faces.expect("looked at");
        let [face] = *faces else { panic!("one face, not {faces:?}") };
        assert!(near(face, (480, 600), 90) && (250..450).contains(&face.width), "{face:?}");
    }

    #[test]
    fn the_smallest_pictures_are_looked_at_without_harm() {
        for (width, height) in [(1, 1), (1, 900), (39, 39), (40, 40), (641, 3)] {
            let image = DynamicImage::from(RgbImage::new(width, height));
            assert_eq!(find(&image, Orientation::NoTransforms), Some(vec![]), "{width} × {height}");
        }
    }
}
