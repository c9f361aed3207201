//! Tests of `picture`: what is done, what is left alone, and that it looks the same.

use image::{ExtendedColorType, ImageEncoder as _, Rgba, RgbaImage, codecs::png::PngEncoder};

use super::*;

/// A picture without a face, in which every place looks different.
fn scene(width: u32, height: u32) -> DynamicImage {
    let at = |x: u32, y: u32| {
        let waves = (f64::from(x) * 0.11).sin() * 50.0 + (f64::from(y) * 0.07).cos() * 50.0;
        let shade = |slope: f64| (128.0 + waves * slope + f64::from(x % 16) - f64::from(y % 8)) as u8;
        Rgb([shade(1.0), shade(-0.5), shade(0.3)])
    };
    image::RgbImage::from_fn(width, height, at).into()
}

fn written(image: &DynamicImage, format: image::ImageFormat) -> Bytes {
    let mut bytes = std::io::Cursor::new(vec![]);
    image.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner().into()
}

fn png(image: &DynamicImage) -> Bytes {
    written(image, image::ImageFormat::Png)
}

fn jpeg_file(image: &DynamicImage) -> Bytes {
    written(image, image::ImageFormat::Jpeg)
}

/// A segment behind the start of a JPEG.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Bytes {
    let length = u16::try_from(content.len() + 2).expect("small").to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat().into()
}

fn exif(orientation: u8) -> Vec<u8> {
    let tail = b"SECRET PLACE 48.8584 N 2.2945 E";
    [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0"[..], &[orientation], b"\0\0\0\0\0\0", tail].concat()
}

/// A chunk behind the header of a PNG.
fn with_chunk(png: &Bytes, kind: [u8; 4], content: &[u8]) -> Bytes {
    let mut file = img_parts::png::Png::from_bytes(png.clone()).expect("a PNG");
    file.chunks_mut().insert(1, img_parts::png::PngChunk::new(kind, Bytes::copy_from_slice(content)));
    file.encoder().bytes()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn prepared(bytes: &Bytes) -> Prepared {
    edited(bytes, PictureEdit::default())
}

fn edited(bytes: &Bytes, edit: PictureEdit) -> Prepared {
    prepare(bytes, edit, &Limits::default()).expect("prepares")
}

/// What it became; it has to be something else than what was given, and to stay as it is when it is given again.
fn made(bytes: &Bytes, edit: PictureEdit) -> Made {
    let made = edited(bytes, edit).made.expect("something else is sent");
    let again = prepared(&made.bytes);
    assert_eq!(again.made, None, "what was prepared is not changed again");
    let measured = ImageFacts { faces: None, ..made.facts.clone() };
    assert_eq!(ImageFacts { faces: None, ..again.facts }, measured);
    made
}

#[test]
fn a_clean_picture_is_sent_as_it_is() {
    let grey = DynamicImage::from(scene(320, 300).to_luma8());
    let opaque = DynamicImage::from(scene(320, 300).to_rgba8());
    for bytes in [jpeg_file(&scene(320, 300)), jpeg_file(&grey), png(&scene(320, 300)), png(&grey), png(&opaque)] {
        assert_eq!(prepared(&bytes).made, None);
        let idle = PictureEdit { crop: Some(Area::whole(9999, 9999)), enlarge: true, recompress: true };
        assert_eq!(edited(&bytes, idle).made, None, "nothing that is wanted has to be done");
    }
}

#[test]
fn what_a_jpeg_says_is_taken_out_and_its_pixels_stay_as_they_are_coded() {
    let plain = jpeg_file(&scene(320, 300));
    let profile = [&b"ICC_PROFILE\0\x01\x01"[..], &[7; 200]].concat();
    let with_profile = with_segment(&plain, 0xe2, &profile);
    let table: [(u8, &[u8]); 7] = [
        (0xe1, &exif(1)),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>"),
        (0xed, b"Photoshop 3.0\08BIM\x04\x04SECRET"),
        (0xeb, b"JP\0\x01jumb c2pa SECRET"),
        (0xe2, b"MPF\0SECRET"),
        (0xfe, b"SECRET remark"),
        (0xe5, b"SECRET of a camera to come"),
    ];
    for (marker, content) in table {
        for clean in [&plain, &with_profile] {
            let made = made(&with_segment(clean, marker, content), PictureEdit::default());
            assert_eq!((&made.bytes, &*made.changes), (clean, &[PictureChange::MetadataRemoved][..]));
        }
    }
    let behind = Bytes::from([&plain[..], b"SECRET film behind the picture"].concat());
    assert_eq!(made(&behind, PictureEdit::default()).bytes, plain);
    let between = Bytes::from([&plain[..20], b"SECRET", &plain[20..]].concat());
    assert_eq!(made(&between, PictureEdit::default()).bytes, plain);
}

#[test]
fn a_small_picture_inside_the_header_of_a_jpeg_goes_and_the_header_stays() {
    let plain = jpeg_file(&scene(320, 300));
    let header = [b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01".as_slice(), b"RGB"].concat();
    let rest = Bytes::from([&plain[..2], &plain[20..]].concat());
    let made = made(&with_segment(&rest, 0xe0, &header), PictureEdit::default());
    assert!(made.bytes.starts_with(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
}

#[test]
fn remarks_behind_the_first_pixels_of_a_jpeg_go_too() {
    let plain = jpeg_file(&scene(320, 300));
    let end = plain.len() - 2;
    let late = Bytes::from([&plain[..end], b"\xff\xfe\0\x08SECRET", &plain[end..]].concat());
    let made = made(&late, PictureEdit::default());
    assert!(!holds(&made.bytes, b"SECRET"));
    assert_eq!(made.changes, [PictureChange::MetadataRemoved]);
}

#[test]
fn what_a_png_says_is_taken_out_and_how_it_looks_stays() {
    let plain = png(&scene(320, 300));
    let gamma = with_chunk(&plain, *b"gAMA", &45_455_u32.to_be_bytes());
    for clean in [&plain, &gamma] {
        for kind in [*b"tEXt", *b"iTXt", *b"eXIf", *b"tIME", *b"caBX", *b"prVt"] {
            let made = made(&with_chunk(clean, kind, b"SECRET\0place"), PictureEdit::default());
            assert_eq!((&made.bytes, &*made.changes), (clean, &[PictureChange::MetadataRemoved][..]));
        }
    }
    let behind = Bytes::from([&plain[..], b"SECRET"].concat());
    assert_eq!(made(&behind, PictureEdit::default()).bytes, plain);
    let transparent = png(&clear(300, 300));
    let looks = with_chunk(&transparent, *b"gAMA", &45_455_u32.to_be_bytes());
    let made = made(&looks, PictureEdit::default());
    assert!(holds(&made.bytes, b"gAMA") && made.facts.format == ImageFormat::Png, "drawn anew, it looks the same");
}

fn clear(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_fn(width, height, |x, _| Rgba([10, 200, 30, if x < width / 2 { 0 } else { 255 }])).into()
}

#[test]
fn a_lying_photograph_is_turned_and_its_place_is_gone() {
    let lying = scene(400, 300);
    for orientation in 2..=8 {
        let bytes = with_segment(&jpeg_file(&lying), 0xe1, &exif(orientation));
        let made = made(&bytes, PictureEdit::default());
        let expected = if orientation > 4 { (300, 400) } else { (400, 300) };
        assert_eq!((made.facts.width, made.facts.height), expected, "{orientation}");
        assert_eq!(made.changes, [PictureChange::Turned, PictureChange::MetadataRemoved], "{orientation}");
        assert!(!holds(&made.bytes, b"SECRET") && !holds(&made.bytes, b"Exif"), "{orientation}");
    }
}

#[test]
fn other_formats_depths_and_colours_become_plain_ones() {
    use PictureChange::{Converted, OnWhite, PlainColours};
    let image = scene(320, 300);
    let deep = DynamicImage::from(image.to_rgb16());
    let deep_grey = DynamicImage::from(image.to_luma16());
    let table: [(Bytes, ImageFormat, &[PictureChange]); 8] = [
        (written(&image, image::ImageFormat::WebP), ImageFormat::Png, &[Converted(ImageFormat::WebP)]),
        (written(&image, image::ImageFormat::Bmp), ImageFormat::Png, &[Converted(ImageFormat::Bmp)]),
        (written(&image, image::ImageFormat::Gif), ImageFormat::Png, &[Converted(ImageFormat::Gif)]),
        (written(&image, image::ImageFormat::Tiff), ImageFormat::Png, &[Converted(ImageFormat::Tiff)]),
        (png(&deep), ImageFormat::Png, &[PlainColours]),
        (png(&deep_grey), ImageFormat::Png, &[PlainColours]),
        (written(&deep, image::ImageFormat::Tiff), ImageFormat::Png, &[Converted(ImageFormat::Tiff), PlainColours]),
        (png(&clear(320, 300)), ImageFormat::Png, &[OnWhite]),
    ];
    for (bytes, format, changes) in table {
        let made = made(&bytes, PictureEdit::default());
        assert_eq!((made.facts.format, &*made.changes), (format, changes));
        assert_eq!((made.facts.width, made.facts.height), (320, 300));
    }
    let white = decode(&made(&png(&clear(320, 300)), PictureEdit::default()).bytes, ImageFormat::Png, 0);
    let white = white.expect("decodes").image.to_rgb8();
    assert_eq!((white.get_pixel(0, 0), white.get_pixel(319, 0)), (&Rgb([255; 3]), &Rgb([10, 200, 30])));
}

#[test]
fn a_profile_of_colours_survives_being_drawn_anew() {
    let profile = |space: &[u8; 4]| [&[0; 16][..], space, &[9; 300]].concat();
    let tagged = |space, grey: bool| {
        let mut bytes = vec![];
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile(space)).expect("takes it");
        let (pixels, color) = if grey {
            (scene(320, 300).to_luma8().into_raw(), ExtendedColorType::L8)
        } else {
            (scene(320, 300).to_rgb8().into_raw(), ExtendedColorType::Rgb8)
        };
        encoder.write_image(&pixels, 320, 300, color).expect("encodes");
        Bytes::from(bytes)
    };
    let crop = PictureEdit { crop: Some(Area::whole(310, 300)), ..PictureEdit::default() };
    let small = Limits { image_bytes_sure: 60_000, ..Limits::default() };
    for (space, grey) in [(b"RGB ", false), (b"GRAY", true)] {
        assert_eq!(prepared(&tagged(space, grey)).made, None, "it is no metadata");
        for limits in [&Limits::default(), &small] {
            let made = prepare(&tagged(space, grey), crop, limits).expect("prepares").made.expect("cropped");
            let kept = decode(&made.bytes, made.facts.format, 0).expect("decodes").profile;
            assert_eq!(kept, Some(profile(space)), "{:?}", made.facts);
        }
    }
    let wrong = made(&tagged(b"CMYK", false), crop);
    assert_eq!(decode(&wrong.bytes, ImageFormat::Png, 0).expect("decodes").profile, None, "not one for these colours");
}

#[test]
fn a_crop_stays_in_the_picture_and_says_what_is_left() {
    let bytes = png(&scene(640, 480));
    let table = [
        (Area { x: 10, y: 20, width: 400, height: 300 }, Area { x: 10, y: 20, width: 400, height: 300 }),
        (Area { x: 600, y: 400, width: 400, height: 300 }, Area { x: 600, y: 400, width: 40, height: 80 }),
        (Area { x: 9000, y: 0, width: 0, height: 480 }, Area { x: 639, y: 0, width: 1, height: 480 }),
    ];
    for (wanted, kept) in table {
        let made = made(&bytes, PictureEdit { crop: Some(wanted), ..PictureEdit::default() });
        assert_eq!((made.facts.width, made.facts.height), (kept.width, kept.height));
        assert_eq!(made.changes, [PictureChange::Cropped(kept)]);
        let pixels = decode(&made.bytes, ImageFormat::Png, 0).expect("decodes").image.to_rgb8();
        let expected = scene(640, 480).crop_imm(kept.x, kept.y, kept.width, kept.height).to_rgb8();
        assert!(pixels == expected, "without loss");
    }
}

#[test]
fn a_small_picture_is_enlarged_to_the_limit_and_at_most_twice() {
    let enlarge = PictureEdit { enlarge: true, ..PictureEdit::default() };
    let table = [((299, 400), (300, 401)), ((150, 375), (300, 750)), ((400, 160), (750, 300)), ((100, 90), (200, 180))];
    for ((width, height), expected) in table {
        let made = made(&png(&scene(width, height)), enlarge);
        assert_eq!((made.facts.width, made.facts.height), expected, "{width} × {height}");
        assert_eq!(made.changes, [PictureChange::Enlarged(width, height)]);
    }
    let crop = Some(Area { x: 0, y: 0, width: 200, height: 200 });
    let both = made(&png(&scene(640, 480)), PictureEdit { crop, ..enlarge });
    assert_eq!((both.facts.width, both.facts.height), (300, 300), "what is left of it counts");
}

#[test]
fn what_is_too_large_loses_quality_first_and_then_pixels_but_never_a_short_side() {
    let bytes = png(&scene(420, 400));
    let recompress = PictureEdit { recompress: true, ..PictureEdit::default() };
    let within = |most: u64, image_side: u32| {
        let limits = Limits { image_bytes_sure: most, image_side, ..Limits::default() };
        let made = prepare(&bytes, recompress, &limits).expect("prepares").made.expect("recompressed");
        assert!(made.facts.bytes <= most, "{:?} within {most}", made.facts);
        assert_eq!(made.facts.format, ImageFormat::Jpeg);
        made
    };
    let quality = |made: &Made| {
        let found = made.changes.iter().find_map(|change| match change {
            PictureChange::Recompressed(quality) => Some(*quality),
            _ => None,
        });
        found.unwrap_or(95)
    };
    let best = jpeg_of(&bytes, 95);
    let least = jpeg_of(&bytes, 80);
    assert!(best > least + 1000);
    let middle = within(u64::midpoint(best, least), 300);
    assert!((81..95).contains(&quality(&middle)), "{:?}", middle.changes);
    assert_eq!((middle.facts.width, middle.facts.height), (420, 400));
    assert!(jpeg_of(&bytes, quality(&middle) + 1) > u64::midpoint(best, least), "the highest that fits");
    let reduced = within(least * 2 / 3, 150);
    assert!(reduced.facts.height < 400 && reduced.facts.height >= 150 && quality(&reduced) >= 80);
    assert!(reduced.changes.contains(&PictureChange::Reduced(420, 400)), "{:?}", reduced.changes);
    let held = within(least * 2 / 3, 400);
    assert!((held.facts.width, held.facts.height) == (420, 400) && quality(&held) < 80);
    let tiny = Limits { image_bytes_sure: 100, ..Limits::default() };
    assert!(matches!(prepare(&bytes, recompress, &tiny), Err(Unreadable::Damaged(_))));
}

fn jpeg_of(bytes: &[u8], quality: u8) -> u64 {
    let image = image::load_from_memory(bytes).expect("decodes").to_rgb8();
    let mut written = vec![];
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut written, quality);
    encoder.encode_image(&image).expect("encodes");
    size_of(&written)
}

#[test]
fn the_same_content_and_edit_make_the_same() {
    let bytes = with_segment(&jpeg_file(&scene(400, 300)), 0xe1, &exif(6));
    let edit =
        PictureEdit { crop: Some(Area { x: 5, y: 5, width: 200, height: 190 }), enlarge: true, recompress: true };
    assert_eq!(prepare(&bytes, edit, &Limits::default()), prepare(&bytes, edit, &Limits::default()));
}

#[test]
fn what_cannot_be_opened_is_named_and_what_is_broken_is_refused() {
    let heic = Bytes::from_static(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    let found = prepare(&heic, PictureEdit::default(), &Limits::default());
    assert_eq!(found, Err(Unreadable::CannotOpen(ImageFormat::Heic)));
    let whole = png(&scene(320, 300));
    let cut = whole.slice(..whole.len() / 2);
    assert!(matches!(prepare(&cut, PictureEdit::default(), &Limits::default()), Err(Unreadable::Damaged(_))));
}

#[test]
fn faces_follow_the_picture() {
    let sample = Bytes::from_static(crate::services::samples::PORTRAIT);
    let given = prepared(&sample).facts;
    let face = given.faces.as_deref().and_then(<[Area]>::first).copied().expect("a face");
    let part = Area { x: 100, y: 200, width: 700, height: 800 };
    let cropped = made(&sample, PictureEdit { crop: Some(part), ..PictureEdit::default() });
    let moved = Area { x: face.x - 100, y: face.y - 200, ..face };
    assert_eq!(cropped.facts.faces, Some(vec![moved]));
    let corner = Area { x: 0, y: 0, width: 300, height: 150 };
    let without = made(&sample, PictureEdit { crop: Some(corner), ..PictureEdit::default() });
    assert_eq!(without.facts.faces, Some(vec![]));
    let within = |face: Area, part: Area, size: (u32, u32)| super::moved(face, part, size);
    let face = Area { x: 40, y: 40, width: 20, height: 20 };
    let doubled = Area { x: 80, y: 80, width: 40, height: 40 };
    assert_eq!(within(face, Area::whole(100, 100), (200, 200)), Some(doubled));
    let cut = Area { x: 0, y: 30, width: 15, height: 20 };
    assert_eq!(within(face, Area { x: 45, y: 10, width: 55, height: 90 }, (55, 90)), Some(cut));
    assert_eq!(within(face, Area { x: 51, y: 0, width: 49, height: 100 }, (49, 100)), None, "its middle is gone");
}

#[test]
fn a_webp_says_whether_it_has_lost_something() {
    let file = |chunks: &[(&[u8; 4], usize)]| {
        let chunk = |(name, size): &(&[u8; 4], usize)| {
            [&name[..], &u32::try_from(*size).expect("small").to_le_bytes(), &vec![0; *size + (*size & 1)]].concat()
        };
        [b"RIFF\0\0\0\0WEBP".to_vec(), chunks.iter().flat_map(chunk).collect()].concat()
    };
    assert!(is_lossy_webp(&file(&[(b"VP8 ", 9)])));
    assert!(is_lossy_webp(&file(&[(b"VP8X", 10), (b"ICCP", 3), (b"VP8 ", 9)])));
    assert!(!is_lossy_webp(&file(&[(b"VP8X", 10), (b"VP8L", 9)])));
    assert!(!is_lossy_webp(&file(&[])) && !is_lossy_webp(b"\xff\xd8\xff") && !is_lossy_webp(b"RIFF"));
    assert!(!is_lossy_webp(&written(&scene(30, 30), image::ImageFormat::WebP)));
}
