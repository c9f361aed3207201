//! Finding faces in a picture.
//!
//! Not a judgement: faces from the side, drawn ones and masked ones are missed, and some things look like faces. So what
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
/// How much smaller a picture is looked at each time.
const STEP: f32 = 0.8;
/// How far apart are the places that are looked at, in pixels.
const STRIDE: u32 = 4;

/// The faces in a picture that is turned by its orientation, in the pixels of the upright one, from left to right; `None`
/// when they could not be looked for.
pub(super) fn find(image: &DynamicImage, orientation: Orientation) -> Option<Vec<Area>> {
    let (width, height) = upright_size(image, orientation);
    let small = if width.max(height) > LONGEST { image.thumbnail(LONGEST, LONGEST) } else { image.clone() };
    let (small_width, small_height) = upright_size(&small, orientation);
    let view = View::<Luma<u8>>::of(&small, orientation, Area::whole(small_width, small_height));
    let small = GrayImage::from_fn(small_width, small_height, |x, y| view.get_pixel(x, y));
    let scale = f64::from(width) / f64::from(small_width.max(1));
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
    use super::*;

    #[test]
    fn explore() {
        let image = image::load_from_memory(crate::services::samples::PORTRAIT).unwrap();
        for sure in [0.95, 2.0, 2.8, 4.5] {
            let small = image.thumbnail(640, 640).to_luma8();
            let mut detector = create_detector_with_model(model().unwrap().clone());
            detector.set_min_face_size(40);
            detector.set_score_thresh(sure);
            detector.set_pyramid_scale_factor(0.8);
            detector.set_slide_window_step(4, 4);
            let t = std::time::Instant::now();
            let found = detector.detect(&ImageData::new(small.as_raw(), small.width(), small.height()));
            println!("{sure} {:?} {:?}", t.elapsed(), found);
        }
        println!("{:?}", find(&image, Orientation::NoTransforms));
    }
}
