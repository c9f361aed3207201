//! Drawn people: what a portrait should look like, and what it should not.
//!
//! Pictures of our own, drawn as shapes on a grid of 100, so that they are sharp at every size. Whoever shows one gives it
//! its name.

use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, Ui,
    epaint::{EllipseShape, PathShape},
    pos2, vec2,
};

use crate::ui::theme::{
    Tokens, WELL_RADIUS,
    people::{EYES, FIRST, GLOW, GROUND, LIPS, MASK, Paints, SECOND, SPARK},
};

/// How somebody is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pose {
    /// As it should be.
    Good,
    /// From the side.
    Sideways,
    /// Small in the picture.
    Far,
    /// With glasses and a mask.
    Covered,
    /// Beside somebody else.
    Two,
    /// With hardly any light.
    Dark,
    /// So near that the head is cut off.
    Close,
}

/// Draws somebody into a place, which is cut with the corners of wells.
pub fn person(ui: &Ui, rect: Rect, pose: Pose) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.rect_filled(rect, 0, GROUND);
    let scale = rect.height() / 100.0;
    let left = rect.center().x - rect.height() / 2.0;
    let brush = Brush { painter: &painter, origin: pos2(left, rect.top()), scale };
    brush.ellipse((64.0, 38.0), (34.0, 34.0), GLOW);
    match pose {
        Pose::Good => brush.front(FIRST),
        Pose::Sideways => brush.profile(FIRST),
        Pose::Far => brush.at(33.0, 66.0, 0.34).front(FIRST),
        Pose::Covered => {
            brush.front(FIRST);
            brush.cover();
        }
        Pose::Two => {
            brush.at(42.0, 34.0, 0.66).front(SECOND);
            brush.at(-8.0, 34.0, 0.66).front(FIRST);
        }
        Pose::Dark => {
            brush.front(FIRST);
            painter.rect_filled(rect, 0, tokens.veil);
        }
        Pose::Close => brush.at(-52.0, -54.0, 2.04).front(FIRST),
    }
    round_off(&painter, rect, tokens.bg1);
    ui.painter().rect_stroke(rect, WELL_RADIUS, tokens.stroke(), egui::StrokeKind::Inside);
}

/// Covers the corners outside of a rounded rectangle.
fn round_off(painter: &Painter, rect: Rect, color: Color32) {
    let radius = f32::from(WELL_RADIUS);
    let corners = [
        (rect.left_top(), vec2(1.0, 1.0)),
        (rect.right_top(), vec2(-1.0, 1.0)),
        (rect.right_bottom(), vec2(-1.0, -1.0)),
        (rect.left_bottom(), vec2(1.0, -1.0)),
    ];
    for (corner, inwards) in corners {
        let middle = corner + inwards * radius;
        let arc = (0..=8_u8).map(|step| {
            let (sin, cos) = (f32::from(step) * 11.25).to_radians().sin_cos();
            middle - vec2(cos, sin) * inwards * radius
        });
        let points = std::iter::once(corner).chain(arc).collect();
        painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
    }
}

/// Draws on a grid of 100.
#[derive(Clone, Copy)]
struct Brush<'a> {
    painter: &'a Painter,
    origin: Pos2,
    scale: f32,
}

impl Brush<'_> {
    /// The same grid at another place and size, in its own measures.
    fn at(self, x: f32, y: f32, scale: f32) -> Self {
        Self { origin: self.point(x, y), scale: self.scale * scale, ..self }
    }

    fn point(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn ellipse(&self, (x, y): (f32, f32), (across, down): (f32, f32), color: Color32) {
        let radius = vec2(across, down) * self.scale;
        self.painter.add(EllipseShape::filled(self.point(x, y), radius, color));
    }

    /// A box whose upper and lower corners are so round.
    fn block(&self, [left, top, right, bottom]: [f32; 4], upper: f32, lower: f32, color: Color32) {
        let rect = Rect::from_min_max(self.point(left, top), self.point(right, bottom));
        let round = |radius: f32| (radius * self.scale).min(rect.width() / 2.0).clamp(0.0, 255.0) as u8;
        let (upper, lower) = (round(upper), round(lower));
        self.painter.rect_filled(rect, CornerRadius { nw: upper, ne: upper, sw: lower, se: lower }, color);
    }

    fn line(&self, points: &[(f32, f32)], width: f32, color: Color32) {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| self.point(*x, *y)).collect();
        let (first, last) = (points.first().copied(), points.last().copied());
        self.painter.add(PathShape::line(points, Stroke::new(width * self.scale, color)));
        for end in first.into_iter().chain(last) {
            self.painter.circle_filled(end, width * self.scale / 2.0, color);
        }
    }

    /// A line that rises between two places of one height, or falls where the rise is negative.
    fn arch(&self, (from, to): (f32, f32), y: f32, rise: f32, (width, color): (f32, Color32)) {
        let points: Vec<(f32, f32)> = (0..=12_u8)
            .map(|step| {
                let part = f32::from(step) / 12.0;
                (from + (to - from) * part, y - rise * (part * std::f32::consts::PI).sin())
            })
            .collect();
        self.line(&points, width, color);
    }

    fn filled(&self, points: &[(f32, f32)], color: Color32) {
        let points = points.iter().map(|(x, y)| self.point(*x, *y)).collect();
        self.painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
    }

    fn shoulders(&self, paints: Paints) {
        self.ellipse((50.0, 112.0), (40.0, 35.0), paints.cloth);
    }

    fn eye(&self, x: f32, y: f32) {
        self.ellipse((x, y), (2.5, 2.9), EYES);
        self.ellipse((x + 0.9, y - 1.0), (0.8, 0.8), SPARK);
    }

    /// Somebody who looks at the camera.
    fn front(&self, paints: Paints) {
        self.block([22.0, 9.0, 78.0, 80.0], 28.0, 5.0, paints.hair);
        self.shoulders(paints);
        self.block([42.0, 62.0, 58.0, 84.0], 0.0, 8.0, paints.shade);
        self.block([33.0, 26.0, 67.0, 72.0], 10.0, 17.0, paints.skin);
        self.ellipse((50.0, 27.0), (19.0, 9.4), paints.hair);
        for side in [-1.0, 1.0] {
            let x = |out: f32| 50.0 + side * out;
            self.arch((x(4.6), x(12.2)), 41.4, 1.8, (1.8, paints.hair));
            self.eye(x(8.0), 47.0);
        }
        self.line(&[(50.6, 49.0), (48.8, 54.4), (51.2, 55.2)], 1.2, paints.shade);
        self.arch((44.0, 56.0), 60.4, -3.0, (1.9, LIPS));
    }

    /// Somebody who looks to the left of the picture.
    fn profile(&self, paints: Paints) {
        self.block([54.0, 12.0, 82.0, 80.0], 22.0, 5.0, paints.hair);
        self.shoulders(paints);
        self.block([47.0, 60.0, 62.0, 84.0], 0.0, 7.0, paints.shade);
        self.block([32.0, 24.0, 68.0, 71.0], 14.0, 14.0, paints.skin);
        self.filled(&[(33.0, 44.0), (26.5, 53.5), (33.0, 55.8)], paints.skin);
        self.ellipse((55.0, 24.0), (24.0, 15.0), paints.hair);
        self.block([59.0, 18.0, 82.0, 74.0], 16.0, 9.0, paints.hair);
        self.arch((34.6, 42.2), 41.4, 1.7, (1.8, paints.hair));
        self.eye(38.5, 47.0);
        self.arch((34.0, 41.0), 61.2, -1.6, (1.9, LIPS));
    }

    /// Glasses and a mask over somebody who looks at the camera.
    fn cover(&self) {
        for left in [35.5, 51.5] {
            self.block([left, 42.5, left + 13.0, 51.5], 3.0, 4.5, EYES);
        }
        self.line(&[(32.0, 44.5), (68.0, 44.5)], 1.5, EYES);
        self.block([35.0, 55.0, 65.0, 71.0], 4.0, 13.0, MASK);
        for (side, inner) in [(33.0, 36.0), (67.0, 64.0)] {
            self.line(&[(side, 54.0), (inner, 57.0)], 1.0, MASK);
        }
    }
}
