//! Caps: the keys of a shortcut, each in a small frame, as they stand on a keyboard.
//!
//! Drawn, not spoken: whoever draws them tells screen readers the shortcut in words.

use egui::{Align2, Color32, Pos2, Rect, Ui, pos2, vec2};

use crate::ui::{letters::Type, theme::Tokens};

const HEIGHT: f32 = 20.0;
const GAP: f32 = 4.0;

fn wide(ui: &Ui, cap: &str) -> f32 {
    let galley = ui.painter().layout_no_wrap(cap.to_owned(), Type::Cap.font(), Color32::PLACEHOLDER);
    (galley.size().x + 12.0).max(HEIGHT)
}

/// How wide these caps are together.
#[must_use]
pub fn keycaps_width(ui: &Ui, caps: &[String]) -> f32 {
    let gaps = GAP * caps.len().saturating_sub(1) as f32;
    caps.iter().map(|cap| wide(ui, cap)).sum::<f32>() + gaps
}

/// Draws caps whose right edge is at a point and whose middle is as high as it. Returns where they begin.
pub fn keycaps(ui: &Ui, right: Pos2, caps: &[String]) -> f32 {
    let tokens = Tokens::of(ui);
    let start = right.x - keycaps_width(ui, caps);
    let mut left = start;
    for cap in caps {
        let rect = Rect::from_min_size(pos2(left, right.y - HEIGHT / 2.0), vec2(wide(ui, cap), HEIGHT));
        ui.painter().rect(rect, 5, tokens.bg2, tokens.stroke(), egui::StrokeKind::Inside);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, cap, Type::Cap.font(), tokens.text2);
        left = rect.right() + GAP;
    }
    start
}
