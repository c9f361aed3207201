//! Tests of `image`.

use std::time::Instant;

use image::{ImageBuffer, Rgb};
use proptest::prelude::*;

use super::*;

/// Red at the left, blue at the right, darker towards the bottom, with enough noise that every byte of a file matters.
fn picture(width: u32, height: u32) -> DynamicImage {
    let mut seed = 1_u32;
    DynamicImage::ImageRgb8(ImageBuffer::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = u8::try_from(seed >> 28).unwrap_or(0);
        let dim = u8::try_from(60 * y / height).unwrap_or(0);
        if x < width / 2 { Rgb([230 - dim, noise, 10]) } else { Rgb([10, noise, 230 - dim]) }
    }))
}

fn encoded(image: &DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

fn jpeg_file(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), image::ImageFormat::Jpeg)
}

/// Puts an EXIF segment with nothing but an orientation behind the start of a JPEG.
fn oriented(jpeg: &[u8], orientation: u8, big_endian: bool) -> Vec<u8> {
    let exif: Vec<u8> = if big_endian {
        [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], b"\0\0\0\0\0\0"]
            .concat()
    } else {
        [b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[orientation], b"\0\0\0\0\0\0\0"]
            .concat()
    };
    let length = u16::try_from(exif.len() + 2).expect("small").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
    let header = [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let data = b"IDAT\x78\x9c\x03\0\0\0\0\x01".as_slice();
    let chunk = |content: &[u8]| {
        let size = u32::try_from(content.len() - 4).expect("small").to_be_bytes();
        [&size, content, &crc(content).to_be_bytes()].concat()
    };
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(&header), &chunk(data), &chunk(b"IEND")].concat()
}

fn heic(properties: &[u8]) -> Vec<u8> {
    let make = |name: &[u8; 4], content: &[u8]| {
        let size = u32::try_from(content.len() + 8).expect("small").to_be_bytes();
        [&size, name.as_slice(), content].concat()
    };
    let meta = [&[0; 4][..], &make(b"iprp", &make(b"ipco", properties))].concat();
    [make(b"ftyp", b"heic\0\0\0\0mif1heic"), make(b"meta", &meta), make(b"mdat", &[0; 64])].concat()
}

fn ispe(width: u32, height: u32) -> Vec<u8> {
    [&[0, 0, 0, 20][..], b"ispe", &[0; 4], &width.to_be_bytes(), &height.to_be_bytes()].concat()
}

#[test]
fn every_format_is_measured() {
    let table = [
        (image::ImageFormat::Jpeg, ImageFormat::Jpeg),
        (image::ImageFormat::Png, ImageFormat::Png),
        (image::ImageFormat::WebP, ImageFormat::WebP),
        (image::ImageFormat::Gif, ImageFormat::Gif),
        (image::ImageFormat::Bmp, ImageFormat::Bmp),
        (image::ImageFormat::Tiff, ImageFormat::Tiff),
    ];
    for (codec, format) in table {
        let bytes = encoded(&picture(61, 40), codec);
        let expected = ImageFacts { format, width: 61, height: 40, bytes: bytes.len() as u64, faces: None };
        assert_eq!(probe_image(&bytes), Ok(expected), "{codec:?}");
    }
}

#[test]
fn sixteen_bit_grey_transparent_and_palette_pictures_are_measured() {
    let picture = picture(30, 31);
    let table = [
        DynamicImage::ImageRgb16(picture.to_rgb16()),
        DynamicImage::ImageLuma8(picture.to_luma8()),
        DynamicImage::ImageLumaA16(picture.to_luma_alpha16()),
        DynamicImage::ImageRgba8(picture.to_rgba8()),
    ];
    for image in table {
        let facts = probe_image(&encoded(&image, image::ImageFormat::Png)).expect("reads");
        assert_eq!((facts.width, facts.height), (30, 31), "{:?}", image.color());
    }
}

#[test]
fn all_eight_orientations_are_applied() {
    // By orientation: where the picture's left side and its top are once it is upright.
    let plain = jpeg_file(64, 32);
    let reference = upright(&plain, None).expect("decodes");
    for big_endian in [false, true] {
        for orientation in 1..=8 {
            let bytes = oriented(&plain, orientation, big_endian);
            let turned = orientation > 4;
            let size = if turned { (32, 64) } else { (64, 32) };
            let facts = probe_image(&bytes).expect("reads");
            assert_eq!((facts.width, facts.height), size, "measured, orientation {orientation}");
            let pixels = upright(&bytes, None).expect("decodes");
            assert_eq!((pixels.width, pixels.height), size, "decoded, orientation {orientation}");
            for (x, y) in [(0, 0), (1, 0), (63, 0), (0, 31), (40, 7)] {
                let (at_x, at_y) = match orientation {
                    1 => (x, y),
                    2 => (63 - x, y),
                    3 => (63 - x, 31 - y),
                    4 => (x, 31 - y),
                    5 => (y, x),
                    6 => (31 - y, x),
                    7 => (31 - y, 63 - x),
                    _ => (y, 63 - x),
                };
                let of = |pixels: &Pixels, x: usize, y: usize| {
                    let at = (y * pixels.width as usize + x) * 4;
                    pixels.rgba[at..at + 4].to_vec()
                };
                assert_eq!(of(&pixels, at_x, at_y), of(&reference, x, y), "orientation {orientation}, {x} {y}");
            }
        }
    }
}

#[test]
fn a_nonsense_orientation_is_none() {
    let facts = probe_image(&oriented(&jpeg_file(64, 32), 9, false)).expect("reads");
    assert_eq!((facts.width, facts.height), (64, 32));
}

#[test]
fn pictures_are_made_smaller_and_never_larger() {
    let table = [
        ((400, 200), Some(100), (100, 50)),
        ((400, 200), Some(300), (300, 150)),
        ((200, 400), Some(100), (50, 100)),
        ((40, 20), Some(100), (40, 20)),
        ((40, 20), None, (40, 20)),
        ((400, 3), Some(10), (10, 1)),
        ((40, 20), Some(0), (1, 1)),
    ];
    for ((width, height), side, expected) in table {
        let pixels = upright(&jpeg_file(width, height), side).expect("decodes");
        assert_eq!((pixels.width, pixels.height), expected, "{width} × {height} to {side:?}");
        assert_eq!(pixels.rgba.len() as u32, pixels.width * pixels.height * 4);
    }
    let small = upright(&jpeg_file(400, 200), Some(100)).expect("decodes");
    let (left, right) = (&small.rgba[40..43], &small.rgba[360..363]);
    assert!(left[0] > 180 && left[2] < 60 && right[0] < 60 && right[2] > 180, "{left:?} {right:?}");
}

#[test]
fn a_written_png_reads_back() {
    let pixels = Pixels { width: 3, height: 2, rgba: (0..24).map(|at| at * 10).collect() };
    let png = encode_png(&pixels).expect("encodes");
    assert_eq!(upright(&png, None), Ok(pixels.clone()));
    assert!(encode_png(&Pixels { width: 4, ..pixels.clone() }).is_err());
    assert!(encode_png(&Pixels { width: 0, height: 0, rgba: vec![] }).is_err());
    assert!(encode_png(&Pixels { width: u32::MAX, height: u32::MAX, ..pixels }).is_err());
}

#[test]
fn what_is_no_picture_is_refused() {
    assert_eq!(probe_image(b""), Err(Unreadable::Empty));
    assert_eq!(probe_image(b"Dear all"), Err(Unreadable::NotAPicture));
    assert_eq!(probe_image(b"OggS\0\x02 a sound"), Err(Unreadable::NotAPicture));
    assert_eq!(upright(b"", None), Err(Unreadable::Empty));
}

#[test]
fn cut_off_pictures_are_noticed_wherever_they_are_cut() {
    use image::ImageFormat::{Bmp, Jpeg, Png, Tiff, WebP};
    for codec in [Jpeg, Png, WebP, Bmp, Tiff] {
        let whole = encoded(&picture(120, 90), codec);
        assert!(probe_image(&whole).is_ok());
        for cut in [0.02, 0.1, 0.5, 0.9, 0.99].map(|part| (whole.len() as f64 * part) as usize) {
            let found = probe_image(&whole[..cut.max(40)]);
            assert!(matches!(found, Err(Unreadable::Damaged(_))), "{codec:?} cut at {cut}: {found:?}");
        }
    }
    for codec in [Jpeg, Png] {
        let whole = encoded(&picture(120, 90), codec);
        let found = probe_image(&whole[..whole.len() - 2]);
        assert!(matches!(found, Err(Unreadable::Damaged(_))), "{codec:?} without its end: {found:?}");
        let longer = [whole, b"and more".to_vec()].concat();
        assert!(probe_image(&longer).is_ok(), "{codec:?} with something behind its end");
    }
}

#[test]
fn a_thumbnail_inside_a_cut_picture_does_not_pass_for_its_end() {
    let thumbnail = jpeg_file(16, 16);
    let whole = jpeg_file(120, 90);
    let length = u16::try_from(thumbnail.len() + 2).expect("small").to_be_bytes();
    let bytes = [&whole[..2], &[0xff, 0xe1], &length, &thumbnail, &whole[2..]].concat();
    assert!(probe_image(&bytes).is_ok());
    assert!(probe_image(&bytes[..bytes.len() * 3 / 4]).is_err());
}

#[test]
fn a_png_with_a_changed_byte_is_damaged() {
    let mut bytes = encoded(&picture(120, 90), image::ImageFormat::Png);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x40;
    assert!(matches!(probe_image(&bytes), Err(Unreadable::Damaged(_))));
}

#[test]
fn enormous_claims_are_refused_at_once() {
    for (width, height) in [(60_000, 60_000), (29_000, 29_000), (u32::MAX, u32::MAX), (0, 0), (0, 5)] {
        let begun = Instant::now();
        let found = probe_image(&png_claiming(width, height));
        assert!(matches!(found, Err(Unreadable::Damaged(_))), "{width} × {height}: {found:?}");
        assert!(upright(&png_claiming(width, height), Some(64)).is_err());
        assert!(begun.elapsed().as_secs() < 3, "{width} × {height} took {:?}", begun.elapsed());
    }
    // The same file with a claim that fits is refused only for its missing pixels: the claim is what was refused.
    let found = probe_image(&png_claiming(600, 600));
    assert!(matches!(&found, Err(Unreadable::Damaged(why)) if *why != Damage::TooManyPixels), "{found:?}");
}

#[test]
fn a_jpeg_that_claims_65535_pixels_a_side_is_refused_at_once() {
    let mut bytes = jpeg_file(32, 32);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame header");
    bytes[frame + 5..frame + 9].fill(0xff);
    let begun = Instant::now();
    assert!(matches!(probe_image(&bytes), Err(Unreadable::Damaged(_))));
    assert!(begun.elapsed().as_secs() < 3);
}

#[test]
fn jpegs_in_several_scans_are_known_by_their_markers() {
    let plain = jpeg_file(32, 32);
    let end = Some(plain.len());
    assert_eq!(jpeg(&plain), JpegMarkers { end, ..JpegMarkers::default() });
    let find = |marker: u8| plain.windows(2).position(|pair| pair == [0xff, marker]).expect("a marker");
    let mut progressive = plain.clone();
    progressive[find(0xc0) + 1] = 0xc2;
    assert_eq!(jpeg(&progressive), JpegMarkers { scans: true, end, ..JpegMarkers::default() });
    let scan = find(0xda);
    let twice = [&plain[..plain.len() - 2], &plain[scan..]].concat();
    assert_eq!(jpeg(&twice), JpegMarkers { scans: true, end: Some(twice.len()), ..JpegMarkers::default() });
}

#[test]
fn heic_is_measured_by_its_header() {
    let table = [
        (heic(&[ispe(512, 512), ispe(4032, 3024), ispe(320, 240)].concat()), Some((4032, 3024))),
        (heic(&[ispe(4032, 3024), b"\0\0\0\x09irot\x01".to_vec()].concat()), Some((3024, 4032))),
        (heic(&[ispe(4032, 3024), b"\0\0\0\x09irot\x02".to_vec()].concat()), Some((4032, 3024))),
        (heic(&[]), None),
        (heic(&ispe(0, 0)), None),
        (heic(&ispe(40, 40))[..90].to_vec(), None),
    ];
    for (bytes, expected) in table {
        match (probe_image(&bytes), expected) {
            (Ok(facts), Some(size)) => {
                assert_eq!((facts.format, facts.width, facts.height), (ImageFormat::Heic, size.0, size.1));
            }
            (Err(Unreadable::Damaged(_)), None) => {}
            (found, expected) => panic!("{found:?}, not {expected:?}"),
        }
        assert!(matches!(upright(&bytes, Some(64)), Err(Unreadable::Damaged(_))));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_pictures_never_panic(
        codec in 0_usize..6,
        changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 0..12),
        cut in any::<u16>(),
    ) {
        use image::ImageFormat::{Bmp, Gif, Jpeg, Png, Tiff, WebP};
        let mut bytes = encoded(&picture(24, 20), [Jpeg, Png, WebP, Gif, Bmp, Tiff][codec]);
        for (at, byte) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(usize::from(cut) % (bytes.len() * 2));
        let measured = probe_image(&bytes);
        let decoded = upright(&bytes, Some(16));
        prop_assert!(measured.is_err() || decoded.is_ok(), "{measured:?} but {decoded:?}");
    }
}
