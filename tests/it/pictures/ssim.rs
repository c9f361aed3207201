//! How alike two pictures look: their mean structural similarity, from -1 to 1 (the same).

use image::{RgbImage, imageops};

/// Side of the windows that are compared, and how far apart they are, in pixels.
const WINDOW: u32 = 8;
const STEP: usize = 8;

/// The similarity of each colour, the least of the three. Both pictures must have the same sides, of 8 pixels at least.
pub fn similarity(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let (width, height) = one.dimensions();
    assert!(width >= WINDOW && height >= WINDOW);
    let (mut sums, mut count) = ([0.0; 3], 0.0);
    for y in (0..=height - WINDOW).step_by(STEP) {
        for x in (0..=width - WINDOW).step_by(STEP) {
            for (sum, alike) in sums.iter_mut().zip(of_windows(one, other, x, y)) {
                *sum += alike;
            }
            count += 1.0;
        }
    }
    sums.iter().fold(1.0, |least, sum| f64::min(least, sum / count))
}

/// The similarity of each colour in one window.
fn of_windows(one: &RgbImage, other: &RgbImage, x: u32, y: u32) -> [f64; 3] {
    let mut sums = [[0_u32; 5]; 3];
    for dy in 0..WINDOW {
        let row = |image: &RgbImage| {
            let start = ((y + dy) * image.width() + x) as usize * 3;
            image.as_raw()[start..start + WINDOW as usize * 3].to_vec()
        };
        for (at, (p, q)) in row(one).into_iter().zip(row(other)).enumerate() {
            let (p, q, sum) = (u32::from(p), u32::from(q), &mut sums[at % 3]);
            for (sum, more) in sum.iter_mut().zip([p, q, p * p, q * q, p * q]) {
                *sum += more;
            }
        }
    }
    sums.map(|sum| {
        let [a, b, aa, bb, ab] = sum.map(|sum| f64::from(sum) / f64::from(WINDOW * WINDOW));
        let (variance_a, variance_b, together) = (aa - a * a, bb - b * b, ab - a * b);
        // The constants of the measure's authors, for 8 bits.
        let (c1, c2) = ((0.01_f64 * 255.0).powi(2), (0.03_f64 * 255.0).powi(2));
        (2.0 * a * b + c1) * (2.0 * together + c2) / ((a * a + b * b + c1) * (variance_a + variance_b + c2))
    })
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
