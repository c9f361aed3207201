//! The program's icon: the square with round corners that stands beside the name in the window.
//!
//! The same shape stands in `assets/packaging/io.github.likeness.Likeness.svg`; what is drawn here is its picture for desktops without SVG.

use image::RgbaImage;

use super::paint::{Ink, Path, fill};

/// Pixels of each side.
pub const SIDE: u32 = 256;

/// Draws the icon on nothing.
pub fn draw() -> RgbaImage {
    let mut picture = RgbaImage::new(SIDE, SIDE);
    let square = Path::round_square(16.0, 16.0, 224.0, 62.0);
    fill(&mut picture, &square, Ink::Blend(0x7c8cff, (16.0, 16.0), 0xc084fc, (240.0, 240.0)));
    picture
}
