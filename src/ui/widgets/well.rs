//! Wells: where a picture or a sound is put, empty, filled or about to be filled.
//!
//! Only the ground, its edge and the picture in it; what else is inside is the view's.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, TextureHandle, Ui, pos2, vec2};

use crate::ui::theme::{Tokens, Tone, WELL_RADIUS};

/// The state of a well's edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Waiting for something: dashes.
    Empty,
    /// Files hover over the window: lit.
    Lit,
    /// Something is in it.
    Filled,
    /// What is in it cannot be used.
    Bad,
}

/// Draws a well's ground and edge.
pub fn paint_well(ui: &Ui, rect: Rect, edge: Edge, ground: Color32) {
    let tokens = Tokens::of(ui);
    let painter = ui.painter();
    let ground = if edge == Edge::Lit { tokens.ground(Tone::Accent) } else { ground };
    painter.rect_filled(rect, WELL_RADIUS, ground);
    let line = match edge {
        Edge::Empty => return dashed(painter, rect, tokens.stroke()),
        Edge::Lit => tokens.focus(),
        Edge::Filled => tokens.stroke(),
        Edge::Bad => Stroke::new(1.0, tokens.tone(Tone::Bad)),
    };
    painter.rect_stroke(rect, WELL_RADIUS, line, StrokeKind::Inside);
}

/// A rounded edge of dashes, three long and two apart.
pub fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let rect = rect.shrink(0.5);
    let radius = f32::from(WELL_RADIUS);
    let corners = [
        (pos2(rect.right() - radius, rect.top() + radius), -90.0_f32),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (pos2(rect.left() + radius, rect.bottom() - radius), 90.0),
        (pos2(rect.left() + radius, rect.top() + radius), 180.0),
    ];
    let arc = |(middle, from): (Pos2, f32)| {
        (0..=8_u8).map(move |step| {
            let (sin, cos) = (from + f32::from(step) * 11.25).to_radians().sin_cos();
            middle + vec2(cos, sin) * radius
        })
    };
    let mut path: Vec<Pos2> = corners.into_iter().flat_map(arc).collect();
    path.extend(path.first().copied());
    painter.extend(Shape::dashed_line(&path, stroke, 3.0, 2.0));
}

/// Draws a texture into a place: whole and in the middle, or, when `fill` is set, covering all of it.
pub fn picture(ui: &Ui, place: Rect, texture: &TextureHandle, fill: bool, radius: impl Into<CornerRadius>) {
    let size = texture.size_vec2();
    let ratio = place.size() / size;
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    let (rect, uv) = if fill {
        let seen = place.size() / (size * ratio.max_elem());
        (place, Rect::from_center_size(whole.center(), seen))
    } else {
        (Rect::from_center_size(place.center(), size * ratio.min_elem()), whole)
    };
    let shape = egui::epaint::RectShape::filled(rect, radius, Color32::WHITE);
    ui.painter().add(shape.with_texture(texture.id(), uv));
}
