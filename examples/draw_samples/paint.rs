//! A small painter: filled paths with smooth edges on a picture.
//!
//! Not a general vector library: it does what the samples and the icon need. It uses no trigonometry and no randomness,
//! so every computer draws the same bytes.

use image::{Rgba, RgbaImage};

/// How many lines of samples one row of pixels has. Across, coverage is exact.
const LINES: u32 = 8;
/// Into how many straight pieces a curve is cut.
const PIECES: u32 = 24;
/// How far the handles of a quarter circle made of one cubic curve reach, as a part of the radius.
const QUARTER: f64 = 0.552_284_75;

/// A point in pixels from the top left corner.
pub type Point = (f64, f64);

/// What a shape is filled with.
#[derive(Clone, Copy)]
pub enum Ink {
    /// One colour, `0xRRGGBB`, and how much of it, 0 to 1.
    Flat(u32, f64),
    /// From one colour at one point to another colour at another point.
    Blend(u32, Point, u32, Point),
}

/// One closed outline, made of straight lines and cubic curves.
#[derive(Clone)]
pub struct Path {
    points: Vec<Point>,
}

impl Path {
    /// Begins at a point.
    pub fn at(x: f64, y: f64) -> Self {
        Self { points: vec![(x, y)] }
    }

    /// A straight line to a point.
    pub fn line(mut self, x: f64, y: f64) -> Self {
        self.points.push((x, y));
        self
    }

    /// A cubic curve by way of two handles to a point.
    pub fn curve(mut self, first: Point, second: Point, to: Point) -> Self {
        let from = self.points.last().copied().unwrap_or(to);
        for piece in 1..=PIECES {
            let t = f64::from(piece) / f64::from(PIECES);
            let u = 1.0 - t;
            let (a, b, c, d) = (u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t);
            let x = a * from.0 + b * first.0 + c * second.0 + d * to.0;
            let y = a * from.1 + b * first.1 + c * second.1 + d * to.1;
            self.points.push((x, y));
        }
        self
    }

    /// An ellipse around a middle with two radii.
    pub fn ellipse(x: f64, y: f64, across: f64, down: f64) -> Self {
        let (i, j) = (across * QUARTER, down * QUARTER);
        Self::at(x + across, y)
            .curve((x + across, y + j), (x + i, y + down), (x, y + down))
            .curve((x - i, y + down), (x - across, y + j), (x - across, y))
            .curve((x - across, y - j), (x - i, y - down), (x, y - down))
            .curve((x + i, y - down), (x + across, y - j), (x + across, y))
    }

    /// A square with round corners: its left top corner, its side and the radius of its corners.
    pub fn round_square(x: f64, y: f64, side: f64, radius: f64) -> Self {
        let (right, bottom, handle) = (x + side, y + side, radius * (1.0 - QUARTER));
        Self::at(x + radius, y)
            .line(right - radius, y)
            .curve((right - handle, y), (right, y + handle), (right, y + radius))
            .line(right, bottom - radius)
            .curve((right, bottom - handle), (right - handle, bottom), (right - radius, bottom))
            .line(x + radius, bottom)
            .curve((x + handle, bottom), (x, bottom - handle), (x, bottom - radius))
            .line(x, y + radius)
            .curve((x, y + handle), (x + handle, y), (x + radius, y))
    }

    /// The same path seen in a mirror that stands upright at `x`.
    pub fn mirrored(&self, x: f64) -> Self {
        // The order is turned round too, so that the path still runs the same way around.
        Self { points: self.points.iter().rev().map(|point| (2.0 * x - point.0, point.1)).collect() }
    }

    /// The outlines of a pen with a round tip drawn along this path, which is left open.
    fn pen(&self, width: f64) -> Vec<Self> {
        let half = width / 2.0;
        let dots = self.points.iter().map(|point| Self::ellipse(point.0, point.1, half, half));
        let strips = self.points.iter().zip(self.points.iter().skip(1)).filter_map(|(from, to)| {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = (dx * dx + dy * dy).sqrt();
            let (nx, ny) = (-dy / length * half, dx / length * half);
            (length > 0.0).then(|| {
                Self::at(from.0 - nx, from.1 - ny)
                    .line(to.0 - nx, to.1 - ny)
                    .line(to.0 + nx, to.1 + ny)
                    .line(from.0 + nx, from.1 + ny)
            })
        });
        dots.chain(strips).collect()
    }
}

/// Fills one path.
pub fn fill(picture: &mut RgbaImage, path: &Path, ink: Ink) {
    fill_all(picture, std::slice::from_ref(path), ink);
}

/// Draws along a path with a round pen.
pub fn stroke(picture: &mut RgbaImage, path: &Path, width: f64, ink: Ink) {
    fill_all(picture, &path.pen(width), ink);
}

/// Fills everything that is inside at least one of the paths, once.
fn fill_all(picture: &mut RgbaImage, paths: &[Path], ink: Ink) {
    let edges: Vec<(Point, Point)> = paths
        .iter()
        .flat_map(|path| path.points.iter().zip(path.points.iter().cycle().skip(1)))
        .map(|(from, to)| (*from, *to))
        .collect();
    let width = picture.width() as usize;
    let mut covered = vec![0.0; width];
    for row in 0..picture.height() {
        covered.fill(0.0);
        for line in 0..LINES {
            let y = f64::from(row) + (f64::from(line) + 0.5) / f64::from(LINES);
            cover_line(&edges, y, &mut covered);
        }
        for (column, part) in (0u32..).zip(&covered) {
            if *part > 0.0 {
                let place = (f64::from(column) + 0.5, f64::from(row) + 0.5);
                let (colour, strength) = ink.at(place);
                blend(picture.get_pixel_mut(column, row), colour, strength * (part / f64::from(LINES)).min(1.0));
            }
        }
    }
}

/// Adds to each pixel how much of the line at `y` inside it is inside the edges.
fn cover_line(edges: &[(Point, Point)], y: f64, covered: &mut [f64]) {
    let mut crossings: Vec<(f64, i32)> = edges
        .iter()
        .filter(|(from, to)| (from.1 <= y) != (to.1 <= y))
        .map(|(from, to)| {
            let x = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
            (x, if from.1 < to.1 { 1 } else { -1 })
        })
        .collect();
    crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut turns = 0;
    for (start, end) in crossings.iter().zip(crossings.iter().skip(1)) {
        turns += start.1;
        if turns != 0 {
            cover_span(start.0, end.0, covered);
        }
    }
}

/// Adds the part of each pixel that lies between two places of a line.
fn cover_span(start: f64, end: f64, covered: &mut [f64]) {
    let first = start.max(0.0).floor() as usize;
    for (column, part) in covered.iter_mut().enumerate().skip(first) {
        let left = column as f64;
        if left >= end {
            break;
        }
        *part += (end.min(left + 1.0) - start.max(left)).max(0.0);
    }
}

impl Ink {
    /// The colour at a place and how much of it there is.
    fn at(self, (x, y): Point) -> ([f64; 3], f64) {
        match self {
            Self::Flat(colour, strength) => (channels(colour), strength),
            Self::Blend(first, from, second, to) => {
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let along = ((x - from.0) * dx + (y - from.1) * dy) / (dx * dx + dy * dy);
                let part = along.clamp(0.0, 1.0);
                let [r, g, b] = channels(first);
                let [s, h, c] = channels(second);
                ([r + (s - r) * part, g + (h - g) * part, b + (c - b) * part], 1.0)
            }
        }
    }
}

/// Red, green and blue of `0xRRGGBB`, each 0 to 255.
fn channels(colour: u32) -> [f64; 3] {
    [16, 8, 0].map(|shift| f64::from((colour >> shift) & 0xff))
}

/// Lays a colour over a pixel.
fn blend(pixel: &mut Rgba<u8>, colour: [f64; 3], strength: f64) {
    let [r, g, b, a] = pixel.0.map(f64::from);
    let under = a / 255.0 * (1.0 - strength);
    let all = strength + under;
    let mix = |under_part: f64, over_part: f64| ((under_part * under + over_part * strength) / all).round() as u8;
    let [red, green, blue] = colour;
    *pixel = Rgba([mix(r, red), mix(g, green), mix(b, blue), (all * 255.0).round() as u8]);
}
