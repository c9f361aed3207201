//! Pictures as the video codec wants them (light and colour apart), and the few strokes that a frame needs.
//!
//! Not a drawing library: it zooms, moves and tints. Rows are worked on eight samples at a time because the program's own
//! loops run unoptimised in dev builds. Invariant: colour planes are exactly half as wide and high as the light plane.

use image::{DynamicImage, RgbaImage, imageops::FilterType};

use super::camera::{BARS, Shot};
use crate::services::media::Pixels;

/// Every other byte of eight, so that each has room for the carry of a multiplication.
const LANES: u64 = 0x00ff_00ff_00ff_00ff;
/// What the glow and the bars are made of: light, blueness, redness.
const GLOW: (u8, u8, u8) = (214, 136, 120);
const BAR: (u8, u8, u8) = (235, 128, 128);
/// How much of the height the glow reaches up from the lower edge.
const GLOW_HEIGHT: f32 = 0.24;
/// The highest bar, as a part of the height.
const BAR_HEIGHT: f32 = 0.13;

/// One plane of samples, row by row.
#[derive(Clone, Debug)]
pub(super) struct Plane {
    pub width: usize,
    pub height: usize,
    pub samples: Vec<u8>,
}

impl Plane {
    fn filled(width: usize, height: usize, sample: u8) -> Self {
        Self { width, height, samples: vec![sample; width * height] }
    }

    fn row(&self, at: usize) -> &[u8] {
        self.samples.get(at * self.width..(at + 1) * self.width).unwrap_or_default()
    }

    fn row_mut(&mut self, at: usize) -> &mut [u8] {
        self.samples.get_mut(at * self.width..(at + 1) * self.width).unwrap_or_default()
    }
}

/// A picture in BT.709 with limited range, one colour sample for two by two of light.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub light: Plane,
    pub blue: Plane,
    pub red: Plane,
}

impl Frame {
    /// A black picture; both sizes are taken down to even numbers.
    pub fn black(width: usize, height: usize) -> Self {
        let (half_width, half_height) = (width / 2, height / 2);
        Self {
            light: Plane::filled(half_width * 2, half_height * 2, 16),
            blue: Plane::filled(half_width, half_height, 128),
            red: Plane::filled(half_width, half_height, 128),
        }
    }

    /// The picture at an even size, on white where it is transparent; black when its bytes do not fit its sizes.
    pub fn from_pixels(pixels: Pixels, width: usize, height: usize) -> Self {
        let mut frame = Self::black(width, height);
        let Some(picture) = RgbaImage::from_raw(pixels.width, pixels.height, pixels.rgba) else {
            return frame;
        };
        // The dynamic picture's scaling is compiled, optimised, inside its crate; the generic one would be in ours.
        let picture = DynamicImage::ImageRgba8(picture);
        let at_size = |plane: &Plane| {
            let (width, height) = (u32::try_from(plane.width), u32::try_from(plane.height));
            picture.resize_exact(width.unwrap_or(1), height.unwrap_or(1), FilterType::Triangle).into_rgba8()
        };
        let large = at_size(&frame.light);
        for (sample, pixel) in frame.light.samples.iter_mut().zip(large.pixels()) {
            let [red, green, blue] = on_white(pixel.0);
            *sample = clamped(16 + ((47 * red + 157 * green + 16 * blue + 128) >> 8));
        }
        let small = at_size(&frame.blue);
        let colours = frame.blue.samples.iter_mut().zip(&mut frame.red.samples);
        for ((blueness, redness), pixel) in colours.zip(small.pixels()) {
            let [red, green, blue] = on_white(pixel.0);
            *blueness = clamped(128 + ((112 * blue - 26 * red - 86 * green + 128) >> 8));
            *redness = clamped(128 + ((112 * red - 102 * green - 10 * blue + 128) >> 8));
        }
        frame
    }

    /// Paints one frame: what the camera sees of `base`, with the glow and the bars of the voice at the lower edge.
    pub fn paint(&mut self, base: &Self, shot: &Shot) {
        let mut scratch = vec![0; base.light.width];
        for (plane, from) in [(&mut self.light, &base.light), (&mut self.blue, &base.blue), (&mut self.red, &base.red)]
        {
            sample(plane, from, shot, &mut scratch);
        }
        self.glow(shot.level);
        self.bars(&shot.trail);
    }

    /// A soft light from below, as strong as the voice.
    fn glow(&mut self, level: f32) {
        let planes = [(&mut self.light, GLOW.0), (&mut self.blue, GLOW.1), (&mut self.red, GLOW.2)];
        for (plane, colour) in planes {
            let reach = whole(plane.height as f32 * GLOW_HEIGHT);
            for step in 0..reach {
                let near = 1.0 - step as f32 / reach as f32;
                let weight = whole(level * near * near * 120.0);
                tint(plane.row_mut(plane.height - 1 - step), colour, weight as u64);
            }
        }
    }

    /// Bars that run outwards from the middle: the loudness of now in the middle, of before beside it.
    fn bars(&mut self, trail: &[f32; BARS]) {
        // Everything is placed on the half-size grid, so that light and colour meet exactly.
        let (width, height) = (self.blue.width, self.blue.height);
        let pitch = (width / 56).max(2);
        let thick = (pitch / 2).max(1);
        let foot = height - (height / 18).min(height);
        for (place, level) in trail.iter().enumerate() {
            let tall = 1 + whole(level * BAR_HEIGHT * height as f32);
            let away = place * pitch;
            let middle = width.saturating_sub(thick) / 2;
            let lefts = [middle.checked_sub(away), (place > 0).then_some(middle + away)];
            for left in lefts.into_iter().flatten().filter(|left| left + thick <= width) {
                for row in foot.saturating_sub(tall)..foot {
                    self.dot(left, thick, row);
                }
            }
        }
    }

    /// A part of one row of the half-size grid, in the colour of the bars.
    fn dot(&mut self, left: usize, thick: usize, row: usize) {
        let planes = [(&mut self.light, BAR.0, 2), (&mut self.blue, BAR.1, 1), (&mut self.red, BAR.2, 1)];
        for (plane, colour, scale) in planes {
            for row in row * scale..(row + 1) * scale {
                let part = plane.row_mut(row).get_mut(left * scale..(left + thick) * scale);
                tint(part.unwrap_or_default(), colour, 208);
            }
        }
    }
}

/// Fills a plane with what the camera sees of another.
fn sample(plane: &mut Plane, from: &Plane, shot: &Shot, scratch: &mut [u8]) {
    let columns = steps(plane.width, from.width, shot.zoom, shot.right);
    let rows = steps(plane.height, from.height, shot.zoom, shot.down);
    let scratch = scratch.get_mut(..from.width).unwrap_or_default();
    for (at, place) in rows.into_iter().enumerate() {
        let upper = (place >> 8) as usize;
        blend(from.row(upper), from.row(upper + 1), u64::from(place & 255), scratch);
        across(scratch, &columns, plane.row_mut(at));
    }
}

/// For each of `count` places, where it looks in a line of `base` samples, in 256ths; there is always a next sample.
fn steps(count: usize, base: usize, zoom: f32, shift: f32) -> Vec<u32> {
    let (base, step) = (base as f32, base as f32 / count as f32 / zoom);
    let start = base / 2.0 + shift * base - count as f32 / 2.0 * step + step / 2.0 - 0.5;
    let last = ((base - 1.0) * 256.0 - 1.0).max(0.0);
    (0..count).map(|at| ((start + at as f32 * step) * 256.0).clamp(0.0, last) as u32).collect()
}

/// Mixes two rows: `weight` 256ths of the lower one.
fn blend(upper: &[u8], lower: &[u8], weight: u64, out: &mut [u8]) {
    let rest = 256 - weight;
    let (upper_eights, upper_tail) = upper.as_chunks::<8>();
    let (lower_eights, lower_tail) = lower.as_chunks::<8>();
    let (out_eights, out_tail) = out.as_chunks_mut::<8>();
    for ((upper, lower), out) in upper_eights.iter().zip(lower_eights).zip(out_eights) {
        let (upper, lower) = (u64::from_le_bytes(*upper), u64::from_le_bytes(*lower));
        let even = (((upper & LANES) * rest + (lower & LANES) * weight) >> 8) & LANES;
        let odd = (((upper >> 8) & LANES) * rest + ((lower >> 8) & LANES) * weight) & !LANES;
        *out = (even | odd).to_le_bytes();
    }
    for ((upper, lower), out) in upper_tail.iter().zip(lower_tail).zip(out_tail) {
        *out = ((u64::from(*upper) * rest + u64::from(*lower) * weight) >> 8) as u8;
    }
}

/// Draws a part of a row towards one value, `weight` 256ths of the way.
fn tint(row: &mut [u8], value: u8, weight: u64) {
    let (rest, weight) = (256 - weight.min(256), weight.min(256));
    let added = u64::from(value) * weight * 0x0001_0001_0001_0001;
    let (eights, tail) = row.as_chunks_mut::<8>();
    for eight in eights {
        let old = u64::from_le_bytes(*eight);
        let even = (((old & LANES) * rest + added) >> 8) & LANES;
        let odd = (((old >> 8) & LANES) * rest + added) & !LANES;
        *eight = (even | odd).to_le_bytes();
    }
    for sample in tail {
        *sample = ((u64::from(*sample) * rest + u64::from(value) * weight) >> 8) as u8;
    }
}

/// Looks along a row at the given places, mixing neighbours.
#[expect(clippy::indexing_slicing, reason = "the hottest loop of dev builds; `steps` keeps every place inside the row")]
fn across(row: &[u8], places: &[u32], out: &mut [u8]) {
    let (mut at, count) = (0, out.len().min(places.len()));
    while at < count {
        let place = places[at];
        let (left, part) = ((place >> 8) as usize, place & 255);
        out[at] = ((u32::from(row[left]) * (256 - part) + u32::from(row[left + 1]) * part) >> 8) as u8;
        at += 1;
    }
}

/// A pixel's colours over white.
fn on_white([red, green, blue, alpha]: [u8; 4]) -> [i32; 3] {
    let over = |colour: u8| match alpha {
        255 => i32::from(colour),
        _ => (i32::from(colour) * i32::from(alpha) + 255 * (255 - i32::from(alpha))) / 255,
    };
    [over(red), over(green), over(blue)]
}

fn clamped(value: i32) -> u8 {
    value.clamp(0, 255) as u8
}

/// Rounds to a whole number, at least 0.
fn whole(value: f32) -> usize {
    value.round().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(colour: [u8; 4], side: u32) -> Pixels {
        Pixels { width: side, height: side, rgba: colour.repeat((side * side) as usize) }
    }

    fn still() -> Shot {
        Shot { zoom: 1.0, right: 0.0, down: 0.0, level: 0.0, trail: [0.0; BARS] }
    }

    #[test]
    fn colours_are_bt709_with_limited_range() {
        let table = [
            ([255, 255, 255, 255], (235, 128, 128)),
            ([0, 0, 0, 255], (16, 128, 128)),
            ([255, 0, 0, 255], (63, 102, 240)),
            ([0, 0, 255, 255], (32, 240, 118)),
            ([9, 9, 9, 0], (235, 128, 128)),
        ];
        for (colour, (light, blue, red)) in table {
            let frame = Frame::from_pixels(plain(colour, 8), 8, 8);
            let near = |found: u8, wanted: u8| found.abs_diff(wanted) <= 1;
            let found = (frame.light.samples[0], frame.blue.samples[0], frame.red.samples[0]);
            assert!(near(found.0, light) && near(found.1, blue) && near(found.2, red), "{colour:?}: {found:?}");
        }
    }

    #[test]
    fn a_still_camera_at_the_same_size_sees_the_same_picture() {
        let rgba = (0..64u32 * 48 * 4).map(|at| if at % 4 == 3 { 255 } else { (at * 37 % 251) as u8 }).collect();
        let base = Frame::from_pixels(Pixels { width: 64, height: 48, rgba }, 64, 48);
        let mut seen = Frame::black(64, 48);
        seen.paint(&base, &still());
        // All but the foot, where the bars stand even in silence; and the last row and column mix with their neighbours.
        for row in 0..40 {
            for (found, wanted) in seen.light.row(row)[..63].iter().zip(base.light.row(row)) {
                assert!(found.abs_diff(*wanted) <= 1, "row {row}");
            }
        }
    }

    #[test]
    fn moving_the_camera_right_moves_the_picture_left() {
        let rgba = (0..32u32 * 32).flat_map(|at| [(at % 32 * 8) as u8; 3].into_iter().chain([255])).collect();
        let base = Frame::from_pixels(Pixels { width: 32, height: 32, rgba }, 32, 32);
        let mut seen = Frame::black(32, 32);
        seen.paint(&base, &Shot { right: 0.125, ..still() });
        assert!(seen.light.row(4)[10].abs_diff(base.light.row(4)[14]) <= 1);
    }

    #[test]
    fn eight_at_a_time_is_the_same_as_one_by_one() {
        let upper: Vec<u8> = (0..21u32).map(|at| (at * 91 % 256) as u8).collect();
        let lower: Vec<u8> = (0..21u32).map(|at| (at * 57 % 256) as u8).collect();
        for weight in [0, 1, 100, 255] {
            let mut out = vec![0; 21];
            blend(&upper, &lower, weight, &mut out);
            let mut tinted = upper.clone();
            tint(&mut tinted, 200, weight);
            for at in 0..21 {
                let mix = |to: u8| ((u64::from(upper[at]) * (256 - weight) + u64::from(to) * weight) >> 8) as u8;
                assert_eq!((out[at], tinted[at]), (mix(lower[at]), mix(200)), "{at} at {weight}");
            }
        }
    }

    #[test]
    fn the_smallest_and_the_oddest_sizes_are_painted() {
        let shot = Shot { zoom: 1.1, right: 0.5, down: -0.5, level: 1.0, trail: [1.0; BARS] };
        for (width, height) in [(16, 16), (16, 400), (400, 16), (22, 450), (454, 18)] {
            let base = Frame::from_pixels(plain([200, 200, 200, 255], 5), width + 3, height + 1);
            let mut seen = Frame::black(width, height);
            seen.paint(&base, &shot);
            assert!(seen.light.samples.iter().all(|light| *light > 150), "{width} × {height}");
        }
    }

    #[test]
    fn a_loud_voice_lights_the_lower_edge_and_nothing_else() {
        let base = Frame::from_pixels(plain([40, 40, 40, 255], 320), 320, 320);
        let (mut quiet, mut loud) = (Frame::black(320, 320), Frame::black(320, 320));
        quiet.paint(&base, &still());
        loud.paint(&base, &Shot { level: 1.0, trail: [1.0; BARS], ..still() });
        let sum = |frame: &Frame, row: usize| frame.light.row(row).iter().map(|y| u32::from(*y)).sum::<u32>();
        assert_eq!(sum(&quiet, 100), sum(&loud, 100));
        assert!(sum(&loud, 290) > sum(&quiet, 290) * 3 / 2);
        assert!(loud.light.row(290).iter().filter(|light| **light > 190).count() > 40, "bars");
    }
}
