//! The pictures that are tried, each with what is said of it.

use std::sync::OnceLock;

use image::{DynamicImage, ImageFormat as Written, RgbImage, Rgba, RgbaImage};
use likeness::domain::{
    Fix, ImageFormat as Format,
    PictureChange::{self, Converted, MetadataRemoved, OnWhite, PlainColours, Turned},
    Rule,
    Verdict::{self, Fail, Warn},
};

use super::made::{
    chunk, exif, flat, half_colours, heif, interlaced_rows, jpeg, jpeg_of_inks, jpeg_with, moving, padded, png,
    raw_png, same_rows, scene, tiff, tiff_inks, tiff_of_exif, with_chunk, with_segment, written,
};

/// A picture and what is expected of it.
pub struct Case {
    /// The name of its file.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What comes of it.
    pub expected: Expected,
}

/// What comes of reading a picture.
pub enum Expected {
    /// It passes every rule; what was done, and how it must look.
    Passes(Vec<PictureChange>, Option<RgbImage>),
    /// One rule says something, and this fix makes it pass.
    Mended(Rule, Verdict, Fix),
    /// One rule refuses it, and nothing here mends that.
    Refused(Rule),
    /// It cannot be a portrait; a part of what is said.
    Unreadable(&'static str),
}

use Expected::{Mended, Passes, Refused, Unreadable};

/// Sides that pass every rule.
const SIDES: (u32, u32) = (320, 304);

fn base() -> RgbImage {
    static SCENE: OnceLock<RgbImage> = OnceLock::new();
    SCENE.get_or_init(|| scene(SIDES.0, SIDES.1)).clone()
}

fn case(name: &str, bytes: Vec<u8>, expected: Expected) -> Case {
    Case { name: name.to_owned(), bytes, expected }
}

/// One that is sent byte for byte as it was given.
fn clean(name: &str, bytes: Vec<u8>) -> Case {
    case(name, bytes, Passes(vec![], None))
}

/// All of them.
pub fn all() -> Vec<Case> {
    [accepted(), print(), other_formats(), transparent(), lying(), talking(), at_limits(), broken()]
        .into_iter()
        .flatten()
        .collect()
}

fn accepted() -> Vec<Case> {
    let image = DynamicImage::from(base());
    let side = 304;
    let palette = [chunk(b"PLTE", &[10, 20, 30, 200, 100, 50, 0, 0, 0]), vec![]].concat();
    vec![
        clean("plain.png", png(base())),
        clean("grey.png", png(image.to_luma8())),
        clean("opaque.png", png(image.to_rgba8())),
        clean("palette.png", raw_png((side, side), [8, 3, 0], &palette, &same_rows(side, &[1; 304]))),
        clean("palette-of-4-bits.png", raw_png((side, side), [4, 3, 0], &palette, &same_rows(side, &[0x10; 152]))),
        clean("palette-of-1-bit.png", raw_png((side, side), [1, 3, 0], &palette, &same_rows(side, &[0x5a; 38]))),
        clean("black-and-white.png", raw_png((side, side), [1, 0, 0], &[], &same_rows(side, &[0xf0; 38]))),
        clean("grey-of-2-bits.png", raw_png((side, side), [2, 0, 0], &[], &same_rows(side, &[0x1b; 76]))),
        clean("grey-of-4-bits.png", raw_png((side, side), [4, 0, 0], &[], &same_rows(side, &[0x4b; 152]))),
        clean("interlaced.png", raw_png(SIDES, [8, 2, 1], &[], &interlaced_rows(SIDES, &[200, 30, 90]))),
        clean("with-gamma.png", with_chunk(&png(base()), b"gAMA", &45_455_u32.to_be_bytes())),
        clean("really-a.jpg", png(base())),
        clean("plain.jpg", jpeg(&base())),
        clean("half-colours.jpg", jpeg_with(&base(), half_colours)),
        clean("progressive.jpg", jpeg_with(&base(), |encoder| encoder.set_progressive(true))),
        clean("with-restarts.jpg", jpeg_with(&base(), |encoder| encoder.set_restart_interval(7))),
        clean("small-tables.jpg", jpeg_with(&base(), |encoder| encoder.set_optimized_huffman_tables(true))),
        clean("grey.jpg", written(image.to_luma8(), Written::Jpeg)),
        clean("really-a.png", jpeg(&base())),
        clean("no-ending", jpeg(&base())),
    ]
}

fn print() -> Vec<Case> {
    let deep = DynamicImage::from(DynamicImage::from(base()).to_rgb16());
    let plain = |image: &RgbImage| Passes(vec![PlainColours], Some(image.clone()));
    let grey = DynamicImage::from(DynamicImage::from(base()).to_luma8()).to_rgb8();
    vec![
        case("four-inks.jpg", jpeg_of_inks(&base(), false), plain(&base())),
        case("four-inks-coded.jpg", jpeg_of_inks(&base(), true), plain(&base())),
        case("16-bits.png", png(deep.clone()), plain(&base())),
        case("16-bits-grey.png", png(deep.to_luma16()), plain(&grey)),
        case("16-bits-opaque.png", png(deep.to_rgba16()), plain(&base())),
        case(
            "16-bits.tif",
            written(deep, Written::Tiff),
            Passes(vec![Converted(Format::Tiff), PlainColours], Some(base())),
        ),
    ]
}

fn other_formats() -> Vec<Case> {
    let image = DynamicImage::from(base());
    let grey = DynamicImage::from(image.to_luma8());
    let from = |format, image: &RgbImage| Passes(vec![Converted(format)], Some(image.clone()));
    let few = flat(SIDES.0, SIDES.1);
    let page = |image: &RgbImage| (3, 2, 1, image.as_raw().clone());
    vec![
        case("plain.webp", written(base(), Written::WebP), from(Format::WebP, &base())),
        case("opaque.webp", written(image.to_rgba8(), Written::WebP), from(Format::WebP, &base())),
        case("grey.webp", written(grey.clone(), Written::WebP), from(Format::WebP, &grey.to_rgb8())),
        case("plain.bmp", written(base(), Written::Bmp), from(Format::Bmp, &base())),
        case("grey.bmp", written(grey.clone(), Written::Bmp), from(Format::Bmp, &grey.to_rgb8())),
        case("few-colours.gif", written(few.clone(), Written::Gif), from(Format::Gif, &few)),
        case("moving.gif", moving(&few, &base()), from(Format::Gif, &few)),
        case("plain.tif", written(base(), Written::Tiff), from(Format::Tiff, &base())),
        case("grey.tiff", written(grey.clone(), Written::Tiff), from(Format::Tiff, &grey.to_rgb8())),
        case("two-pages.tif", tiff(SIDES, &[page(&base()), page(&few)]), from(Format::Tiff, &base())),
        case("four-inks.tif", tiff(SIDES, &[(4, 5, 1, tiff_inks(&base()))]), from(Format::Tiff, &base())),
    ]
}

/// The picture with a part of it half transparent, and how it looks on white.
fn half_clear() -> (RgbaImage, RgbImage) {
    let base = base();
    let clear = RgbaImage::from_fn(SIDES.0, SIDES.1, |x, y| {
        let [red, green, blue] = base.get_pixel(x, y).0;
        Rgba([red, green, blue, if x < 160 { 128 } else { 255 }])
    });
    let seen = RgbImage::from_fn(SIDES.0, SIDES.1, |x, y| {
        let mixed = |color: u8| if x < 160 { (u16::from(color) * 128 + 255 * 127 + 127) / 255 } else { color.into() };
        image::Rgb(base.get_pixel(x, y).0.map(|color| u8::try_from(mixed(color)).unwrap()))
    });
    (clear, seen)
}

fn transparent() -> Vec<Case> {
    let (clear, seen) = half_clear();
    let deep = DynamicImage::from(clear.clone());
    let grey = DynamicImage::from(deep.to_luma_alpha8());
    let side = 304;
    let colours = chunk(b"PLTE", &[10, 20, 30, 200, 100, 50]);
    let gaps = [colours, chunk(b"tRNS", &[0])].concat();
    let key = chunk(b"tRNS", &[0, 200, 0, 30, 0, 90]);
    let white = RgbImage::from_pixel(SIDES.0, SIDES.1, image::Rgb([255; 3]));
    let on_white = || Passes(vec![OnWhite], Some(seen.clone()));
    vec![
        case("half-clear.png", png(clear.clone()), on_white()),
        case("half-clear-grey.png", png(grey), Passes(vec![OnWhite], None)),
        case("half-clear-16-bits.png", png(deep.to_rgba16()), Passes(vec![OnWhite, PlainColours], Some(seen.clone()))),
        case(
            "half-clear.webp",
            written(clear, Written::WebP),
            Passes(vec![Converted(Format::WebP), OnWhite], Some(seen.clone())),
        ),
        case(
            "palette-with-gaps.png",
            raw_png((side, side), [8, 3, 0], &gaps, &same_rows(side, &[[0; 152], [1; 152]].concat())),
            Passes(vec![OnWhite], None),
        ),
        case(
            "one-colour-clear.png",
            raw_png(SIDES, [8, 2, 0], &key, &same_rows(SIDES.1, &[200, 30, 90].repeat(320))),
            Passes(vec![OnWhite], Some(white)),
        ),
    ]
}

/// How a picture is stored so that it is upright once it is turned by an orientation.
fn laid(upright: &RgbImage, orientation: u8) -> RgbImage {
    use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};
    match orientation {
        2 => flip_horizontal(upright),
        3 => rotate180(upright),
        4 => flip_vertical(upright),
        5 => rotate270(&flip_horizontal(upright)),
        6 => rotate270(upright),
        7 => rotate90(&flip_horizontal(upright)),
        8 => rotate90(upright),
        _ => upright.clone(),
    }
}

fn lying() -> Vec<Case> {
    let jpegs = (2..=8).map(|orientation| {
        let stored = with_segment(&jpeg(&laid(&base(), orientation)), 0xe1, &exif(orientation));
        case(&format!("lying-{orientation}.jpg"), stored, Passes(vec![Turned, MetadataRemoved], Some(base())))
    });
    let stored = laid(&base(), 6);
    let others = [
        case(
            "lying.png",
            with_chunk(&png(stored.clone()), b"eXIf", &tiff_of_exif(6)),
            Passes(vec![Turned, MetadataRemoved], Some(base())),
        ),
        case(
            "lying.tif",
            tiff(stored.dimensions(), &[(3, 2, 6, stored.into_raw())]),
            Passes(vec![Converted(Format::Tiff), Turned], Some(base())),
        ),
    ];
    jpegs.chain(others).collect()
}

fn talking() -> Vec<Case> {
    let (jpeg, png) = (jpeg(&base()), png(base()));
    let only = |name: &str, bytes| case(name, bytes, Passes(vec![MetadataRemoved], Some(base())));
    let behind = |file: &[u8]| [file, b"a film that the phone kept: PhoneOfAnna"].concat();
    vec![
        only("upright-with-place.jpg", with_segment(&jpeg, 0xe1, &exif(1))),
        only("xmp.jpg", with_segment(&jpeg, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>PhoneOfAnna</x>")),
        only("iptc.jpg", with_segment(&jpeg, 0xed, b"Photoshop 3.0\08BIM\x04\x04PhoneOfAnna")),
        only("provenance.jpg", with_segment(&jpeg, 0xeb, b"JP\0\x01\0\0\0\x20jumbjumdc2paPhoneOfAnna")),
        only("remark.jpg", with_segment(&jpeg, 0xfe, b"PhoneOfAnna")),
        only("several.jpg", behind(&with_segment(&jpeg, 0xe2, b"MPF\0II*\0PhoneOfAnna"))),
        only("words.png", with_chunk(&png, b"tEXt", b"Comment\0PhoneOfAnna")),
        only("xmp.png", with_chunk(&png, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>PhoneOfAnna</x>")),
        only("upright-with-place.png", with_chunk(&png, b"eXIf", &tiff_of_exif(1))),
        only("provenance.png", with_chunk(&png, b"caBX", b"\0\0\0\x20jumbjumdc2paPhoneOfAnna")),
        only("time.png", with_chunk(&png, b"tIME", &[7, 234, 11, 25, 3, 20, 0])),
        only("more-behind.png", behind(&png)),
    ]
}

fn at_limits() -> Vec<Case> {
    let sized = |width, height, expected| case(&format!("{width}-{height}.png"), png(scene(width, height)), expected);
    let enlarged = || Mended(Rule::PortraitSide, Fail, Fix::Enlarge);
    let cropped = || Mended(Rule::PortraitAspect, Fail, Fix::Crop);
    let passes = || Passes(vec![], None);
    let long = |size, expected| case(&format!("{size}-bytes.jpg"), padded(&jpeg(&base()), size), expected);
    let shrunk = |verdict| Mended(Rule::PortraitBytes, verdict, Fix::Recompress);
    vec![
        sized(300, 300, passes()),
        sized(299, 300, enlarged()),
        sized(300, 299, enlarged()),
        sized(150, 150, enlarged()),
        sized(150, 375, enlarged()),
        sized(149, 300, Refused(Rule::PortraitSide)),
        sized(750, 300, passes()),
        sized(751, 300, cropped()),
        sized(300, 750, passes()),
        sized(300, 751, cropped()),
        sized(1500, 304, cropped()),
        long(9_999_999, passes()),
        long(10_000_000, passes()),
        long(10_000_001, shrunk(Warn)),
        long(10_485_759, shrunk(Warn)),
        long(10_485_760, shrunk(Warn)),
        long(10_485_761, shrunk(Fail)),
    ]
}

fn broken() -> Vec<Case> {
    let cut = |name, bytes: Vec<u8>| case(name, bytes[..bytes.len() / 2].to_vec(), Unreadable("damaged"));
    let mut changed = png(base());
    let middle = changed.len() / 2;
    changed[middle] ^= 0x40;
    vec![
        cut("cut.jpg", jpeg(&base())),
        cut("cut.png", png(base())),
        cut("cut.webp", written(base(), Written::WebP)),
        cut("cut.bmp", written(base(), Written::Bmp)),
        cut("cut.tif", written(base(), Written::Tiff)),
        cut("cut.gif", written(base(), Written::Gif)),
        case("changed.png", changed, Unreadable("damaged")),
        case("without-end.jpg", jpeg(&base())[..400].to_vec(), Unreadable("damaged")),
        case("empty.png", vec![], Unreadable("empty")),
        case("letter.jpg", b"Dear all".to_vec(), Unreadable("not a picture")),
        case("phone.heic", heif(b"heic"), Unreadable("HEIC pictures cannot be opened here")),
        case("phone.avif", heif(b"avif"), Unreadable("AVIF pictures cannot be opened here")),
    ]
}
