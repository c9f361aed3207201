//! The sample portrait: a friendly flat figure that looks at the camera.
//!
//! Not a picture of anybody. Deterministic: the checked-in file is exactly what is drawn here.

use image::{Rgba, RgbaImage};

use super::paint::{Ink, Path, fill, stroke};

/// Pixels.
pub const WIDTH: u32 = 960;
/// Pixels.
pub const HEIGHT: u32 = 1200;
/// The figure's axis.
const MIDDLE: f64 = 480.0;

const GROUND: u32 = 0x5b6acb;
const GROUND_LIGHT: u32 = 0x6777e2;
const HAIR: u32 = 0x3a2926;
const HAIR_BACK: u32 = 0x2f211f;
const HAIR_LIGHT: u32 = 0x4d3833;
const SKIN: u32 = 0xf2c8a6;
const SKIN_SHADE: u32 = 0xd3a98a;
const CHEEK: u32 = 0xe9977f;
const DARK: u32 = 0x20242f;
const IRIS: u32 = 0x5a4034;
const LIPS: u32 = 0xc24a4f;
const CLOTH: u32 = 0x20263c;
const CLOTH_LIGHT: u32 = 0x2c3452;
const ACCENT: u32 = 0xa9b2ff;

fn flat(colour: u32) -> Ink {
    Ink::Flat(colour, 1.0)
}

/// Fills a path and its mirror image.
fn fill_both(picture: &mut RgbaImage, path: &Path, ink: Ink) {
    fill(picture, path, ink);
    fill(picture, &path.mirrored(MIDDLE), ink);
}

/// Draws the whole portrait.
pub fn draw() -> RgbaImage {
    let mut picture = RgbaImage::from_pixel(WIDTH, HEIGHT, Rgba([0, 0, 0, 255]));
    ground(&mut picture);
    hair_behind(&mut picture);
    shoulders(&mut picture);
    face(&mut picture);
    eyes(&mut picture);
    nose_and_mouth(&mut picture);
    hair_in_front(&mut picture);
    picture
}

fn ground(picture: &mut RgbaImage) {
    let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
    let all = Path::at(0.0, 0.0).line(width, 0.0).line(width, height).line(0.0, height);
    fill(picture, &all, flat(GROUND));
    fill(picture, &Path::ellipse(790.0, 300.0, 400.0, 400.0), flat(GROUND_LIGHT));
    fill(picture, &Path::ellipse(90.0, 1010.0, 210.0, 210.0), Ink::Flat(GROUND_LIGHT, 0.55));
}

fn hair_behind(picture: &mut RgbaImage) {
    let half = Path::at(480.0, 176.0)
        .curve((300.0, 176.0), (176.0, 330.0), (168.0, 590.0))
        .curve((164.0, 720.0), (166.0, 850.0), (182.0, 930.0))
        .curve((190.0, 966.0), (226.0, 978.0), (262.0, 972.0))
        .line(480.0, 960.0);
    fill_both(picture, &half, flat(HAIR_BACK));
}

fn shoulders(picture: &mut RgbaImage) {
    let half = Path::at(480.0, 905.0)
        .line(396.0, 912.0)
        .curve((250.0, 938.0), (92.0, 985.0), (54.0, 1200.0))
        .line(480.0, 1200.0);
    fill_both(picture, &half, flat(CLOTH));
    // The neck with the shadow of the chin on it, and the round neckline around it.
    let neckline = Path::at(480.0, 915.0).line(368.0, 915.0).curve((372.0, 988.0), (414.0, 1024.0), (480.0, 1024.0));
    fill_both(picture, &neckline, flat(CLOTH_LIGHT));
    let neck = Path::at(480.0, 770.0).line(396.0, 770.0).line(396.0, 905.0).curve(
        (396.0, 968.0),
        (432.0, 998.0),
        (480.0, 998.0),
    );
    fill_both(picture, &neck, flat(SKIN));
    let shade = Path::at(480.0, 770.0).line(396.0, 770.0).line(396.0, 852.0).curve(
        (420.0, 892.0),
        (450.0, 908.0),
        (480.0, 908.0),
    );
    fill_both(picture, &shade, flat(SKIN_SHADE));
    let seam = Path::at(232.0, 1200.0).curve((236.0, 1150.0), (232.0, 1110.0), (222.0, 1076.0));
    stroke(picture, &seam, 7.0, flat(CLOTH_LIGHT));
    stroke(picture, &seam.mirrored(MIDDLE), 7.0, flat(CLOTH_LIGHT));
}

fn face(picture: &mut RgbaImage) {
    let half = Path::at(480.0, 330.0).line(330.0, 330.0).curve((304.0, 430.0), (294.0, 560.0), (302.0, 668.0)).curve(
        (312.0, 760.0),
        (390.0, 848.0),
        (480.0, 848.0),
    );
    fill_both(picture, &half, flat(SKIN));
    fill_both(picture, &Path::ellipse(364.0, 672.0, 48.0, 31.0), Ink::Flat(CHEEK, 0.30));
}

fn eyes(picture: &mut RgbaImage) {
    let x = 394.0;
    let white = Path::at(x - 42.0, 586.0).curve((x - 26.0, 548.0), (x + 26.0, 546.0), (x + 40.0, 584.0)).curve(
        (x + 24.0, 612.0),
        (x - 24.0, 613.0),
        (x - 42.0, 586.0),
    );
    fill_both(picture, &white, flat(0xfffdfa));
    fill_both(picture, &Path::ellipse(x + 2.0, 581.0, 24.5, 26.0), flat(IRIS));
    fill_both(picture, &Path::ellipse(x + 2.0, 581.0, 14.0, 15.0), flat(DARK));
    // The light falls from one side, so the glints are not mirrored.
    for glint in [x + 10.0, 2.0 * MIDDLE - x + 6.0] {
        fill(picture, &Path::ellipse(glint, 571.0, 6.5, 6.5), flat(0xffffff));
    }
    let lash = Path::at(x - 46.0, 590.0).curve((x - 28.0, 546.0), (x + 26.0, 544.0), (x + 42.0, 584.0));
    let brow = Path::at(x - 54.0, 516.0).curve((x - 34.0, 494.0), (x + 8.0, 490.0), (x + 40.0, 506.0));
    for (line, width, colour) in [(&lash, 9.0, DARK), (&brow, 15.0, HAIR_BACK)] {
        stroke(picture, line, width, flat(colour));
        stroke(picture, &line.mirrored(MIDDLE), width, flat(colour));
    }
}

fn nose_and_mouth(picture: &mut RgbaImage) {
    let nose = Path::at(483.0, 606.0).curve((474.0, 634.0), (462.0, 652.0), (464.0, 666.0)).curve(
        (466.0, 680.0),
        (482.0, 682.0),
        (496.0, 676.0),
    );
    stroke(picture, &nose, 10.0, flat(SKIN_SHADE));
    let smile = Path::at(480.0, 744.0)
        .curve((452.0, 744.0), (424.0, 734.0), (404.0, 713.0))
        .curve((399.0, 708.0), (394.0, 714.0), (398.0, 719.0))
        .curve((418.0, 750.0), (448.0, 766.0), (480.0, 766.0));
    fill_both(picture, &smile, flat(LIPS));
    let chin = Path::at(454.0, 800.0).curve((468.0, 808.0), (492.0, 808.0), (506.0, 800.0));
    stroke(picture, &chin, 7.0, Ink::Flat(SKIN_SHADE, 0.8));
}

fn hair_in_front(picture: &mut RgbaImage) {
    // One curtain from the crown down each side, then the fringe across the forehead.
    let curtain = Path::at(480.0, 176.0)
        .curve((300.0, 176.0), (176.0, 330.0), (168.0, 590.0))
        .curve((164.0, 710.0), (168.0, 820.0), (186.0, 904.0))
        .curve((222.0, 936.0), (292.0, 930.0), (322.0, 884.0))
        .curve((306.0, 800.0), (296.0, 720.0), (298.0, 640.0))
        .curve((298.0, 540.0), (318.0, 470.0), (348.0, 404.0))
        .line(372.0, 350.0)
        .line(480.0, 350.0);
    fill_both(picture, &curtain, flat(HAIR));
    let fringe = Path::at(345.0, 410.0)
        .curve((410.0, 452.0), (545.0, 462.0), (628.0, 428.0))
        .line(640.0, 330.0)
        .line(340.0, 330.0);
    fill(picture, &fringe, flat(HAIR));
    let shine = [
        Path::at(266.0, 420.0).curve((290.0, 336.0), (344.0, 276.0), (414.0, 250.0)),
        Path::at(232.0, 560.0).curve((230.0, 660.0), (236.0, 760.0), (254.0, 850.0)),
        Path::at(728.0, 580.0).curve((731.0, 670.0), (726.0, 760.0), (712.0, 836.0)),
    ];
    for lock in &shine {
        stroke(picture, lock, 12.0, flat(HAIR_LIGHT));
    }
    for x in [322.0, 638.0] {
        fill(picture, &Path::ellipse(x, 742.0, 11.0, 11.0), flat(ACCENT));
    }
}
