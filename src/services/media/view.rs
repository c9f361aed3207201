//! A decoded picture as it is seen: upright, a part of it, with 8 bits a colour and white behind it.
//!
//! Not a copy: each pixel is looked up when it is asked for, so that turning and cropping the largest picture takes no
//! more memory than having it.

use std::marker::PhantomData;

use image::{DynamicImage, GenericImageView, Luma, Pixel, PixelWithColorType, Rgb, Rgba, metadata::Orientation};

use crate::domain::Area;

/// A pixel that can be sent: 8 bits a colour, nothing transparent.
pub(super) trait Plain: Pixel<Subpixel = u8> + PixelWithColorType + 'static {
    /// The colour space that a colour profile for such pixels is marked with.
    const SPACE: &'static [u8; 4];

    /// The pixel of this colour.
    fn of(color: Rgb<u8>) -> Self;
}

impl Plain for Rgb<u8> {
    const SPACE: &'static [u8; 4] = b"RGB ";

    fn of(color: Rgb<u8>) -> Self {
        color
    }
}

impl Plain for Luma<u8> {
    const SPACE: &'static [u8; 4] = b"GRAY";

    fn of(color: Rgb<u8>) -> Self {
        color.to_luma()
    }
}

/// See the head of the file.
pub(super) struct View<'a, P> {
    image: &'a DynamicImage,
    orientation: Orientation,
    area: Area,
    pixel: PhantomData<P>,
}

impl<'a, P: Plain> View<'a, P> {
    /// A part of a picture that is turned by its orientation; the part is one of the upright picture, and in it.
    pub(super) fn of(image: &'a DynamicImage, orientation: Orientation, area: Area) -> Self {
        Self { image, orientation, area, pixel: PhantomData }
    }
}

/// Whether width and height change places.
pub(super) fn turns(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// Width and height of a decoded picture once it is upright, in pixels.
pub(super) fn upright_size(image: &DynamicImage, orientation: Orientation) -> (u32, u32) {
    if turns(orientation) { (image.height(), image.width()) } else { (image.width(), image.height()) }
}

/// Where a pixel of the upright picture is in one of these sides as it was decoded.
fn decoded_at(orientation: Orientation, (width, height): (u32, u32), x: u32, y: u32) -> (u32, u32) {
    use Orientation as O;
    let mirrored = |length: u32, at: u32| (length - 1).saturating_sub(at);
    match orientation {
        O::NoTransforms => (x, y),
        O::FlipHorizontal => (mirrored(width, x), y),
        O::Rotate180 => (mirrored(width, x), mirrored(height, y)),
        O::FlipVertical => (x, mirrored(height, y)),
        O::Rotate90FlipH => (y, x),
        O::Rotate90 => (y, mirrored(height, x)),
        O::Rotate270FlipH => (mirrored(width, y), mirrored(height, x)),
        O::Rotate270 => (mirrored(width, y), x),
    }
}

/// A colour with white behind it.
fn on_white(Rgba([red, green, blue, alpha]): Rgba<u8>) -> Rgb<u8> {
    let over = |color: u8| {
        let mixed = u32::from(color) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
        u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
    };
    if alpha == u8::MAX { Rgb([red, green, blue]) } else { Rgb([over(red), over(green), over(blue)]) }
}

impl<P: Plain> GenericImageView for View<'_, P> {
    type Pixel = P;

    fn dimensions(&self) -> (u32, u32) {
        (self.area.width, self.area.height)
    }

    fn get_pixel(&self, x: u32, y: u32) -> P {
        let sides = (self.image.width(), self.image.height());
        let (x, y) = decoded_at(self.orientation, sides, self.area.x + x, self.area.y + y);
        P::of(on_white(self.image.get_pixel(x, y)))
    }
}

/// Whether something of a picture is transparent.
pub(super) fn is_transparent(image: &DynamicImage) -> bool {
    match image {
        DynamicImage::ImageRgba8(image) => image.pixels().any(|pixel| pixel.0[3] != u8::MAX),
        DynamicImage::ImageLumaA8(image) => image.pixels().any(|pixel| pixel.0[1] != u8::MAX),
        DynamicImage::ImageRgba16(image) => image.pixels().any(|pixel| pixel.0[3] != u16::MAX),
        DynamicImage::ImageLumaA16(image) => image.pixels().any(|pixel| pixel.0[1] != u16::MAX),
        DynamicImage::ImageRgba32F(image) => image.pixels().any(|pixel| pixel.0[3] < 1.0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_of_each_orientation_is_what_turning_the_picture_makes() {
        let image = DynamicImage::from(image::RgbImage::from_fn(7, 5, |x, y| {
            Rgb([u8::try_from(x * 30).unwrap_or(0), u8::try_from(y * 40).unwrap_or(0), 9])
        }));
        for orientation in (1..=8).filter_map(Orientation::from_exif) {
            let mut turned = image.clone();
            turned.apply_orientation(orientation);
            let (width, height) = upright_size(&image, orientation);
            assert_eq!((width, height), (turned.width(), turned.height()), "{orientation:?}");
            let area = Area { x: 1, y: 2, width: width - 2, height: height - 3 };
            let view = View::<Rgb<u8>>::of(&image, orientation, area);
            let part = turned.crop_imm(area.x, area.y, area.width, area.height).to_rgb8();
            assert!(view.pixels().zip(part.enumerate_pixels()).all(|(a, b)| a.2 == *b.2), "{orientation:?}");
        }
    }

    #[test]
    fn what_is_transparent_is_white() {
        let table =
            [([0, 0, 0, 0], [255, 255, 255]), ([10, 20, 30, 255], [10, 20, 30]), ([0, 100, 200, 128], [127, 177, 227])];
        for (color, expected) in table {
            assert_eq!(on_white(Rgba(color)), Rgb(expected), "{color:?}");
        }
    }
}
