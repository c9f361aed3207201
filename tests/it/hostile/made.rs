//! Hostile files, made on the spot: pictures and sounds that lie, swell, end too soon or are something else.
//!
//! Nothing of them is committed, and the largest takes no room on the disk: it is a hole.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// A file, where it is given to the program, and what it says about it.
pub struct Hostile {
    /// Its name on the disk.
    pub name: &'static str,
    /// Whether it is given as the voice.
    pub voice: bool,
    /// Writes it.
    pub write: fn(&Path),
    /// What a person reads of it.
    pub said: &'static str,
}

/// Every hostile file that a person could drop.
pub fn files() -> Vec<Hostile> {
    let picture = |name, write, said| Hostile { name, voice: false, write, said };
    let sound = |name, write, said| Hostile { name, voice: true, write, said };
    vec![
        picture("claims.png", |path| put(path, &png(60_000, 60_000, &[])), "more pixels than can be opened"),
        picture("bomb.png", |path| put(path, &png(20_000, 20_000, &zeros(20_000 * 20_001))), "more pixels than can"),
        picture("swells.png", |path| put(path, &png(400, 400, &zeros(1 << 30))), "400 × 400"),
        picture("text-bomb.png", |path| put(path, &png_with_bomb(b"zTXt", b"Comment\0\0")), "400 × 400"),
        picture("profile-bomb.png", |path| put(path, &png_with_bomb(b"iCCP", b"profile\0\0")), "400 × 400"),
        picture("cut.png", |path| put(path, half(&sample("portrait.png"))), "damaged"),
        picture("empty.png", |path| put(path, b""), "The file is empty"),
        picture(
            "words.png",
            |path| put(path, b"not a picture, whatever its name says"),
            "not a picture of a known format",
        ),
        picture("sound.jpg", |path| put(path, &sample("voice.wav")), "not a picture of a known format"),
        picture("enormous.png", |path| hole(path, b"\x89PNG\r\n\x1a\n", 10 << 30), "too large"),
        sound("lies.wav", |path| put(path, &wav(1, 8000, u32::MAX)), "3.0 s"),
        sound("nothing.wav", |path| put(path, &wav(1, 8000, 0)), "3.0 s"),
        sound("many.wav", |path| put(path, &wav(u16::MAX, u32::MAX, u32::MAX)), "damaged"),
        sound("long.wav", |path| hole(path, &wav(2, 48_000, u32::MAX), 120 << 20), "125.8 MB"),
        sound("cut.wav", |path| put(path, &wav(1, 8000, 48_000)[..40]), "damaged"),
        sound("empty.mp3", |path| put(path, b""), "The file is empty"),
        sound("picture.mp3", |path| put(path, &sample("portrait.png")), "not a sound of a known format"),
        sound("enormous.mp3", |path| hole(path, b"ID3\x04\0\0\0\0\0\0", 10 << 30), "too large"),
    ]
}

/// A sample that comes with the program.
pub fn sample(name: &str) -> Vec<u8> {
    fs::read(sample_path(name)).unwrap()
}

/// Where that sample is.
pub fn sample_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(name)
}

/// Half of a file.
pub fn half(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len() / 2]
}

fn put(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
}

/// A file that begins so and goes on with a hole up to so many bytes.
fn hole(path: &Path, start: &[u8], size: u64) {
    fs::write(path, start).unwrap();
    File::options().write(true).open(path).unwrap().set_len(size).unwrap();
}

/// A grey PNG that claims these sizes and holds this for pixels.
fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    png_of(width, height, &[], pixels)
}

fn png_of(width: u32, height: u32, before: &[u8], pixels: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let start = [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), before].concat();
    [start, chunk(b"IDAT", pixels), chunk(b"IEND", &[])].concat()
}

/// A good PNG in which a text or a colour profile of this name unfolds to a gigabyte.
fn png_with_bomb(kind: &[u8; 4], name: &[u8]) -> Vec<u8> {
    let bomb = chunk(kind, &[name, &zeros(1 << 30)].concat());
    png_of(400, 400, &bomb, &zeros(400 * 401))
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [&name[..], content].concat();
    let crc = !named.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    let size = u32::try_from(content.len()).unwrap();
    [&size.to_be_bytes()[..], &named, &crc.to_be_bytes()].concat()
}

/// So many zeros and a few more, packed as zlib does: a thousandth of their size.
fn zeros(count: usize) -> Vec<u8> {
    // One block of fixed codes: a zero, then "the last byte, 258 times" (13 bits) until there are enough, then the end.
    let repeats = count.div_ceil(258);
    let mut bits = Bits::default();
    bits.put(0b1, 1);
    bits.put(0b01, 2);
    bits.put(0b0000_1100, 8);
    for _ in 0..repeats {
        bits.put(0b1010_0011, 8);
        bits.put(0, 5);
    }
    bits.put(0, 7);
    let sum = u32::try_from((repeats * 258 + 1) % 65_521).unwrap() << 16 | 1;
    [&[0x78, 0x01][..], &bits.ended(), &sum.to_be_bytes()].concat()
}

/// Bits, the lowest first, as deflate has them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, bits: u32, count: u32) {
        self.held |= bits << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push((self.held & 0xff) as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    fn ended(mut self) -> Vec<u8> {
        self.put(0, 7);
        self.bytes
    }
}

/// Three seconds of silence at 8000 Hz in one channel, under a header that claims something else.
fn wav(channels: u16, rate: u32, claimed: u32) -> Vec<u8> {
    let mut bytes = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0".to_vec();
    bytes.extend_from_slice(&channels.to_le_bytes());
    bytes.extend_from_slice(&rate.to_le_bytes());
    bytes.extend_from_slice(&rate.wrapping_mul(u32::from(channels)).wrapping_mul(2).to_le_bytes());
    bytes.extend_from_slice(&channels.wrapping_mul(2).to_le_bytes());
    bytes.extend_from_slice(b"\x10\0data");
    bytes.extend_from_slice(&claimed.to_le_bytes());
    bytes.extend_from_slice(&[0; 48_000]);
    bytes
}
