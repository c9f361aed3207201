//! The icons, drawn as strokes on a grid of 16.
//!
//! Not a font: they follow the drawings of the design line by line and take any colour and size. An icon never stands for
//! words by itself; whoever draws one gives the control its name.

use std::f32::consts::{PI, TAU};

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A turning arrow: use again.
    Again,
    /// A triangle with an exclamation mark.
    Alert,
    /// A tick.
    Check,
    /// A cross.
    Close,
    /// The two angles that cut a picture.
    Crop,
    /// Opens something below.
    Down,
    /// A folder.
    Folder,
    /// Settings.
    Gear,
    /// A picture.
    Image,
    /// An i in a circle.
    Info,
    /// A key.
    Key,
    /// A microphone: to be recorded from.
    Microphone,
    /// Less.
    Minus,
    /// Three dots: more.
    More,
    /// Two bars: hold.
    Pause,
    /// A filled triangle.
    Play,
    /// More of it.
    Plus,
    /// A magnifying glass.
    Search,
    /// A star.
    Star,
    /// A filled star: listed first.
    Starred,
    /// The look: light or dark.
    Theme,
    /// A filled square: ends what runs.
    Stop,
    /// Sound.
    Wave,
}

/// The corners of a star.
const STAR: [(f32, f32); 10] = [
    (8.0, 1.8),
    (9.6, 6.1),
    (14.3, 6.4),
    (10.7, 9.3),
    (11.9, 13.7),
    (8.0, 11.2),
    (4.1, 13.7),
    (5.3, 9.3),
    (1.7, 6.4),
    (6.4, 6.1),
];

impl Icon {
    /// Every one of them.
    pub const ALL: [Self; 23] = [
        Self::Again,
        Self::Alert,
        Self::Check,
        Self::Close,
        Self::Crop,
        Self::Down,
        Self::Folder,
        Self::Gear,
        Self::Image,
        Self::Info,
        Self::Key,
        Self::Microphone,
        Self::Minus,
        Self::More,
        Self::Pause,
        Self::Play,
        Self::Plus,
        Self::Search,
        Self::Star,
        Self::Starred,
        Self::Stop,
        Self::Theme,
        Self::Wave,
    ];

    /// Draws it around a middle, as high as `side`.
    pub fn paint(self, painter: &Painter, middle: Pos2, side: f32, color: Color32) {
        let pen = Pen { painter, origin: middle - Vec2::splat(side / 2.0), scale: side / 16.0, color };
        match self {
            Self::Again => pen.again(),
            Self::Alert => pen.alert(),
            Self::Check => pen.line(&[(2.6, 8.6), (6.2, 12.0), (13.4, 4.4)]),
            Self::Close => {
                pen.line(&[(3.4, 3.4), (12.6, 12.6)]);
                pen.line(&[(12.6, 3.4), (3.4, 12.6)]);
            }
            Self::Crop => {
                pen.line(&[(4.4, 1.2), (4.4, 11.6), (14.8, 11.6)]);
                pen.line(&[(1.2, 4.4), (11.6, 4.4), (11.6, 14.8)]);
            }
            Self::Down => pen.line(&[(4.4, 6.4), (8.0, 9.8), (11.6, 6.4)]),
            Self::Folder => pen.shape(&[(1.6, 3.2), (6.0, 3.2), (7.6, 5.2), (14.4, 5.2), (14.4, 12.8), (1.6, 12.8)]),
            Self::Gear => pen.gear(),
            Self::Image => pen.image(),
            Self::Info => pen.info(),
            Self::Key => pen.key(),
            Self::Microphone => pen.microphone(),
            Self::Minus => pen.line(&[(3.0, 8.0), (13.0, 8.0)]),
            Self::More => [3.2, 8.0, 12.8].iter().for_each(|x| pen.dot(*x, 8.0, 1.55)),
            Self::Pause => [5.2, 10.8].iter().for_each(|x| pen.line(&[(*x, 3.4), (*x, 12.6)])),
            Self::Play => pen.filled(&[(4.6, 2.8), (13.4, 8.0), (4.6, 13.2)]),
            Self::Plus => {
                pen.line(&[(3.0, 8.0), (13.0, 8.0)]);
                pen.line(&[(8.0, 3.0), (8.0, 13.0)]);
            }
            Self::Search => {
                pen.circle(6.8, 6.8, 4.6);
                pen.line(&[(10.2, 10.2), (14.2, 14.2)]);
            }
            Self::Star => pen.shape(&STAR),
            Self::Starred => pen.star(),
            Self::Stop => pen.filled(&[(3.6, 3.6), (12.4, 3.6), (12.4, 12.4), (3.6, 12.4)]),
            Self::Theme => {
                pen.circle(8.0, 8.0, 3.0);
                pen.rays(4, 5.8, 7.8);
            }
            Self::Wave => {
                let bars = [(1.6, 1.6), (4.8, 4.4), (8.0, 6.3), (11.2, 4.4), (14.4, 1.6)];
                bars.iter().for_each(|(x, half)| pen.line(&[(*x, 8.0 - half), (*x, 8.0 + half)]));
            }
        }
    }

    /// Takes a place of its own in the flow.
    pub fn ui(self, ui: &mut Ui, side: f32, color: Color32) {
        let (_, rect) = ui.allocate_space(vec2(side, side));
        self.paint(ui.painter(), rect.center(), side, color);
    }
}

/// Draws on the grid of one icon.
struct Pen<'a> {
    painter: &'a Painter,
    origin: Pos2,
    scale: f32,
    color: Color32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn stroke(&self) -> Stroke {
        Stroke::new((1.6 * self.scale).max(1.2), self.color)
    }

    fn points(&self, points: &[(f32, f32)]) -> Vec<Pos2> {
        points.iter().map(|(x, y)| self.at(*x, *y)).collect()
    }

    fn line(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::line(self.points(points), self.stroke()));
    }

    fn shape(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::closed_line(self.points(points), self.stroke()));
    }

    fn filled(&self, points: &[(f32, f32)]) {
        self.painter.add(Shape::convex_polygon(self.points(points), self.color, Stroke::NONE));
    }

    fn dot(&self, x: f32, y: f32, radius: f32) {
        self.painter.circle_filled(self.at(x, y), radius * self.scale, self.color);
    }

    fn circle(&self, x: f32, y: f32, radius: f32) {
        self.painter.circle_stroke(self.at(x, y), radius * self.scale, self.stroke());
    }

    fn rays(&self, count: u8, from: f32, to: f32) {
        for ray in 0..count {
            let (sin, cos) = (f32::from(ray) / f32::from(count) * TAU).sin_cos();
            self.line(&[(8.0 + cos * from, 8.0 + sin * from), (8.0 + cos * to, 8.0 + sin * to)]);
        }
    }

    /// Filled from its middle out, since a star is not convex.
    fn star(&self) {
        let corners = STAR.iter().zip(STAR.iter().cycle().skip(1));
        corners.for_each(|(one, next)| self.filled(&[(8.0, 8.4), *one, *next]));
    }

    fn gear(&self) {
        self.circle(8.0, 8.0, 1.9);
        self.rays(8, 4.7, 7.0);
    }

    fn again(&self) {
        let turn = (0..=30_u8).map(|step| f32::from(step) / 30.0 * 1.74 * PI);
        let arc = turn.map(|angle| self.at(8.0 + angle.cos() * 5.7, 8.0 + angle.sin() * 5.7));
        let tip = self.at(13.7, 5.6);
        self.painter.add(Shape::line(arc.chain([tip]).collect(), self.stroke()));
        self.line(&[(13.7, 2.1), (13.7, 5.6), (10.2, 5.6)]);
    }

    fn alert(&self) {
        self.shape(&[(8.0, 2.4), (14.2, 13.2), (1.8, 13.2)]);
        self.line(&[(8.0, 6.3), (8.0, 9.6)]);
        self.dot(8.0, 11.3, 0.85);
    }

    fn info(&self) {
        self.circle(8.0, 8.0, 6.2);
        self.line(&[(8.0, 7.2), (8.0, 11.4)]);
        self.dot(8.0, 4.9, 0.9);
    }

    fn key(&self) {
        self.circle(5.0, 11.0, 2.5);
        self.line(&[(6.8, 9.2), (13.6, 2.4)]);
        self.line(&[(11.0, 5.0), (13.2, 7.2)]);
    }

    fn microphone(&self) {
        let capsule = Rect::from_min_max(self.at(5.6, 1.6), self.at(10.4, 9.4));
        self.painter.rect_stroke(capsule, 2.4 * self.scale, self.stroke(), StrokeKind::Middle);
        let turn = (0..=12_u8).map(|step| f32::from(step) / 12.0 * PI);
        let cradle = turn.map(|angle| self.at(8.0 + angle.cos() * 5.0, 7.2 + angle.sin() * 4.6));
        self.painter.add(Shape::line(cradle.collect(), self.stroke()));
        self.line(&[(8.0, 11.8), (8.0, 14.4)]);
    }

    fn image(&self) {
        let frame = Rect::from_min_max(self.at(1.4, 2.6), self.at(14.6, 13.4));
        self.painter.rect_stroke(frame, 2.4 * self.scale, self.stroke(), StrokeKind::Middle);
        self.circle(5.8, 6.4, 0.95);
        self.line(&[(2.0, 12.8), (6.4, 9.2), (8.6, 11.2), (11.6, 7.8), (14.6, 11.2)]);
    }
}

/// Side of the program's mark in the bar.
pub const LOGO: f32 = 22.0;

/// The program's mark: a rounded square in a gradient, taken from a texture of two by two.
pub fn logo_ui(ui: &mut Ui, gradient: &egui::TextureHandle) {
    let (_, rect) = ui.allocate_space(vec2(LOGO, LOGO));
    let uv = Rect::from_min_max(pos2(0.25, 0.25), pos2(0.75, 0.75));
    ui.painter().add(egui::epaint::RectShape::filled(rect, 6, Color32::WHITE).with_texture(gradient.id(), uv));
}
