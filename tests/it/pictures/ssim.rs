//! How alike two pictures look: their mean structural similarity, from -1 to 1 (the same).

use image::{GrayImage, RgbImage, imageops};

/// Side of the windows that are compared, and how far apart they are, in pixels.
const WINDOW: u32 = 8;
const STEP: u32 = 4;

/// The similarity of each colour, the least of the three. Both pictures must have the same sides, of 8 pixels at least.
pub fn similarity(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let channel = |image: &RgbImage, at: usize| {
        GrayImage::from_fn(image.width(), image.height(), |x, y| image::Luma([image.get_pixel(x, y).0[at]]))
    };
    (0..3).map(|at| of_one_colour(&channel(one, at), &channel(other, at))).fold(1.0, f64::min)
}

fn of_one_colour(one: &GrayImage, other: &GrayImage) -> f64 {
    let (width, height) = one.dimensions();
    assert!(width >= WINDOW && height >= WINDOW);
    let (mut sum, mut count) = (0.0, 0.0);
    for y in (0..=height - WINDOW).step_by(STEP as usize) {
        for x in (0..=width - WINDOW).step_by(STEP as usize) {
            sum += of_windows(one, other, x, y);
            count += 1.0;
        }
    }
    sum / count
}

fn of_windows(one: &GrayImage, other: &GrayImage, x: u32, y: u32) -> f64 {
    let [mut a, mut b, mut aa, mut bb, mut ab] = [0.0_f64; 5];
    for (dx, dy) in (0..WINDOW).flat_map(|dy| (0..WINDOW).map(move |dx| (dx, dy))) {
        let [p, q] = [one, other].map(|image| f64::from(image.get_pixel(x + dx, y + dy).0[0]));
        (a, b, aa, bb, ab) = (a + p, b + q, aa + p * p, bb + q * q, ab + p * q);
    }
    let count = f64::from(WINDOW * WINDOW);
    let [a, b, aa, bb, ab] = [a, b, aa, bb, ab].map(|sum| sum / count);
    let (variance_a, variance_b, together) = (aa - a * a, bb - b * b, ab - a * b);
    // The constants of the measure's authors, for 8 bits.
    let (c1, c2) = ((0.01_f64 * 255.0).powi(2), (0.03_f64 * 255.0).powi(2));
    (2.0 * a * b + c1) * (2.0 * together + c2) / ((a * a + b * b + c1) * (variance_a + variance_b + c2))
}

#[test]
fn a_shifted_a_blurred_and_a_recoloured_picture_are_less_alike() {
    let scene = super::made::scene(160, 120);
    assert!(similarity(&scene, &scene) > 0.9999);
    let part = |x, y| imageops::crop_imm(&scene, x, y, 140, 100).to_image();
    assert!(similarity(&part(0, 0), &part(3, 2)) < 0.9, "shifted");
    assert!(similarity(&scene, &imageops::blur(&scene, 2.0)) < 0.95, "blurred");
    assert!(similarity(&scene, &imageops::flip_horizontal(&scene)) < 0.9, "mirrored");
    let swapped = RgbImage::from_fn(160, 120, |x, y| {
        let [red, green, blue] = scene.get_pixel(x, y).0;
        image::Rgb([blue, green, red])
    });
    assert!(similarity(&scene, &swapped) < 0.9, "with its colours exchanged");
}
