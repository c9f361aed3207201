//! Pictures of every kind, made on the spot: by encoders where there are some, else byte by byte.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::gif::GifEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A picture in which every place looks different, in soft shades with some edges.
pub fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (fx, fy) = (f64::from(x), f64::from(y));
        let waves = [(fx * 0.05).sin() * 50.0, (fy * 0.04 + 1.0).cos() * 50.0, ((fx + fy) * 0.03).sin() * 60.0];
        let block = if (x / 40 + 2 * (y / 30)) % 3 == 0 { 40.0 } else { 0.0 };
        Rgb(waves.map(|wave| (110.0 + wave + block) as u8))
    })
}

/// The same in few colours, which a palette holds.
pub fn flat(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let step = |at: u32, side: u32| u8::try_from(at * 5 / side * 50).unwrap();
        Rgb([step(x, width), step(y, height), 90])
    })
}

pub fn written(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    written(image, ImageFormat::Png)
}

/// A JPEG of a quality at which hardly anything is lost.
pub fn jpeg(image: &RgbImage) -> Vec<u8> {
    jpeg_with(image, |_| {})
}

/// A JPEG by an encoder that is told more.
pub fn jpeg_with(image: &RgbImage, tell: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    coded(image.as_raw(), image, ColorType::Rgb, tell)
}

pub fn half_colours(encoder: &mut Encoder<&mut Vec<u8>>) {
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
}

fn coded(pixels: &[u8], image: &RgbImage, colors: ColorType, tell: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let [width, height] = [image.width(), image.height()].map(|side| u16::try_from(side).unwrap());
    let mut bytes = vec![];
    let mut encoder = Encoder::new(&mut bytes, 96);
    tell(&mut encoder);
    encoder.encode(pixels, width, height, colors).unwrap();
    bytes
}

/// The inks of a picture, black as far as can be.
fn inks(image: &RgbImage) -> Vec<u8> {
    let of = |Rgb(color): &Rgb<u8>| {
        let black = 255 - *color.iter().max().unwrap();
        let ink = |light: u8| {
            let rest = u32::from(255 - black).max(1);
            u8::try_from((u32::from(255 - black) - u32::from(light)) * 255 / rest).unwrap()
        };
        [ink(color[0]), ink(color[1]), ink(color[2]), black]
    };
    image.pixels().flat_map(of).collect()
}

/// A JPEG for print, in four inks, as Adobe's programs write them: each upside down.
pub fn jpeg_of_inks(image: &RgbImage, as_ycck: bool) -> Vec<u8> {
    coded(&inks(image), image, if as_ycck { ColorType::CmykAsYcck } else { ColorType::Cmyk }, |_| {})
}

/// A segment behind the start of a JPEG.
pub fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

/// What a phone writes into its pictures: how they lie, and where they were taken.
pub fn exif(orientation: u8) -> Vec<u8> {
    [b"Exif\0\0".as_slice(), &tiff_of_exif(orientation)].concat()
}

/// EXIF with its orientation, the maker's name, and a GPS part.
pub fn tiff_of_exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let gps = 8 + 2 + 3 * 12 + 4;
    let directory = [
        entry(0x010f, 2, 4, *b"Cam\0"),
        entry(0x0112, 3, 1, [0, orientation, 0, 0]),
        entry(0x8825, 4, 1, u32::try_from(gps).unwrap().to_be_bytes()),
    ];
    let place = [entry(1, 2, 2, *b"N\0\0\0"), entry(2, 2, 4, *b"48N\0")];
    [
        &b"MM\0*\0\0\0\x08\0\x03"[..],
        &directory.concat(),
        &[0; 4],
        &[0, 2],
        &place.concat(),
        &[0; 4],
        b"48.8584 N 2.2945 E PhoneOfAnna",
    ]
    .concat()
}

/// A profile of colours in as many segments as it takes, so that the whole file has exactly so many bytes.
pub fn padded(jpeg: &[u8], size: usize) -> Vec<u8> {
    let mut missing = size - jpeg.len();
    let mut segments = vec![];
    // 18 bytes of each segment are not of the profile.
    while missing > 0 {
        let room = missing.clamp(19, 65_000);
        let room = if missing > room && missing - room < 19 { room - 100 } else { room };
        let length = u16::try_from(room - 2).unwrap().to_be_bytes();
        segments.extend_from_slice(&[0xff, 0xe2]);
        segments.extend_from_slice(&length);
        segments.extend_from_slice(b"ICC_PROFILE\0\x01\x01");
        segments.resize(segments.len() + room - 18, b'p');
        missing -= room;
    }
    [&jpeg[..2], &segments, &jpeg[2..]].concat()
}

pub fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    let crc = !named.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], &named, &crc.to_be_bytes()].concat()
}

/// A chunk behind the header of a PNG.
pub fn with_chunk(png: &[u8], name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&png[..33], &chunk(name, content), &png[33..]].concat()
}

/// A PNG byte by byte: bits a sample, the number of its kind of colours, parts before its pixels, and its rows, each
/// behind a byte for its filter. Interlaced when it says so.
pub fn raw_png(
    (width, height): (u32, u32),
    [depth, colors, interlaced]: [u8; 3],
    before: &[u8],
    rows: &[u8],
) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colors, 0, 0, interlaced]].concat();
    let start = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", &header).as_slice(), before].concat();
    [start, chunk(b"IDAT", &stored(rows)), chunk(b"IEND", &[])].concat()
}

/// Bytes as zlib holds them when it does not pack them.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x78, 0x01];
    let count = bytes.chunks(60_000).count();
    for (at, part) in bytes.chunks(60_000).enumerate() {
        let length = u16::try_from(part.len()).unwrap();
        packed.push(u8::from(at + 1 == count));
        packed.extend_from_slice(&length.to_le_bytes());
        packed.extend_from_slice(&(!length).to_le_bytes());
        packed.extend_from_slice(part);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    packed.extend_from_slice(&(b << 16 | a).to_be_bytes());
    packed
}

/// A row for each line: a filter byte of none and the same bytes again and again.
pub fn same_rows(rows: u32, row: &[u8]) -> Vec<u8> {
    [&[0], row].concat().repeat(usize::try_from(rows).unwrap())
}

/// The rows of an interlaced picture of one colour.
pub fn interlaced_rows((width, height): (u32, u32), color: &[u8]) -> Vec<u8> {
    let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
    let rows = passes.iter().flat_map(|(x, y, step_x, step_y): &(u32, u32, u32, u32)| {
        let (wide, high) = ((width - x).div_ceil(*step_x), (height - y).div_ceil(*step_y));
        same_rows(high, &color.repeat(usize::try_from(wide).unwrap()))
    });
    rows.collect()
}

/// A TIFF of these pages, each of one size: samples a pixel, the number of its kind of colours, its orientation, its pixels.
pub fn tiff((width, height): (u32, u32), pages: &[(u16, u16, u16, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"II*\0\0\0\0\0".to_vec();
    let mut link = 4;
    for (samples, colors, orientation, pixels) in pages {
        let data = u32::try_from(bytes.len()).unwrap();
        bytes.extend_from_slice(pixels);
        let depths = u32::try_from(bytes.len()).unwrap();
        bytes.extend(std::iter::repeat_n([8, 0], usize::from(*samples)).flatten());
        let here = u32::try_from(bytes.len()).unwrap();
        bytes[link..link + 4].copy_from_slice(&here.to_le_bytes());
        let depth = if *samples > 2 { depths } else { 8 };
        let length = u32::try_from(pixels.len()).unwrap();
        let entries: [(u16, u16, u32, u32); 10] = [
            (256, 4, 1, width),
            (257, 4, 1, height),
            (258, 3, (*samples).into(), depth),
            (259, 3, 1, 1),
            (262, 3, 1, (*colors).into()),
            (273, 4, 1, data),
            (274, 3, 1, (*orientation).into()),
            (277, 3, 1, (*samples).into()),
            (278, 4, 1, height),
            (279, 4, 1, length),
        ];
        bytes.extend_from_slice(&10_u16.to_le_bytes());
        for (tag, kind, count, value) in entries {
            bytes.extend_from_slice(&tag.to_le_bytes());
            bytes.extend_from_slice(&kind.to_le_bytes());
            bytes.extend_from_slice(&count.to_le_bytes());
            bytes.extend_from_slice(&value.to_le_bytes());
        }
        link = bytes.len();
        bytes.extend_from_slice(&[0; 4]);
    }
    bytes
}

/// The pixels of a TIFF for print.
pub fn tiff_inks(image: &RgbImage) -> Vec<u8> {
    inks(image)
}

/// A film of two pictures.
pub fn moving(first: &RgbImage, second: &RgbImage) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = GifEncoder::new(&mut bytes);
    for image in [first, second] {
        encoder.encode_frame(image::Frame::new(DynamicImage::from(image.clone()).to_rgba8())).unwrap();
    }
    drop(encoder);
    bytes
}

/// The header of a HEIC or AVIF picture of this brand.
pub fn heif(brand: &[u8; 4]) -> Vec<u8> {
    [b"\0\0\0\x18ftyp".as_slice(), brand, b"\0\0\0\0mif1", brand, &[0; 40]].concat()
}
