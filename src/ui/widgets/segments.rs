//! One choice of a few: segments in a frame, and the tabs of a list.
//!
//! The answer is what was pressed, not what is chosen: the caller sends a command.

use egui::{Align2, Color32, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::{focus_ring, width_of};
use crate::ui::{
    letters::Type,
    theme::{BUTTON_RADIUS, Tokens},
};

/// Height of a frame of segments in one row.
const ROW: f32 = 32.0;
/// Between the frame and its segments.
const INSET: f32 = 3.0;

/// The width that segments need to stand in one row.
#[must_use]
pub fn segments_width<T>(ui: &Ui, choices: &[(T, &str)]) -> f32 {
    let widest = choices.iter().map(|(_, name)| width_of(ui, name, Type::ControlStrong)).fold(0.0, f32::max);
    choices.len() as f32 * (widest + 16.0) + 2.0 * INSET
}

/// Segments of equal width in one frame of 32; one below the other where there is no room for them in a row. `name` says
/// what is chosen, for those who cannot see what stands above. Returns the one that was pressed.
pub fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    choices: &[(T, &str)],
    chosen: T,
) -> Option<T> {
    ui.push_id(name, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::RadioGroup);
            node.set_label(name);
        });
        frame(ui, width, choices, chosen)
    })
    .inner
}

fn frame<T: Copy + PartialEq>(ui: &mut Ui, width: f32, choices: &[(T, &str)], chosen: T) -> Option<T> {
    let tokens = Tokens::of(ui);
    let in_a_row = segments_width(ui, choices) <= width;
    let count = choices.len().max(1) as f32;
    let height = if in_a_row { ROW } else { count * (ROW - 2.0 * INSET) + 2.0 * INSET };
    let (frame, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    ui.painter().rect(frame, BUTTON_RADIUS + 1, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    let inner = frame.shrink(INSET);
    let (columns, rows) = if in_a_row { (count, 1.0) } else { (1.0, count) };
    let each = vec2(inner.width() / columns, inner.height() / rows);
    let mut pressed = None;
    for (at, (choice, name)) in choices.iter().enumerate() {
        let step = if in_a_row { vec2(each.x, 0.0) } else { vec2(0.0, each.y) };
        let rect = Rect::from_min_size(inner.min + step * at as f32, each);
        if segment(ui, rect, name, *choice == chosen) {
            pressed = Some(*choice);
        }
    }
    pressed
}

/// One segment. Says whether it was pressed.
fn segment(ui: &Ui, rect: Rect, name: &str, on: bool) -> bool {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.scope_id().with((name, "segment")), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name));
    let (size, color) = match (on, response.hovered()) {
        (true, _) => (Type::ControlStrong, tokens.text1),
        (false, true) => (Type::Control, tokens.text1),
        (false, false) => (Type::Control, tokens.text2),
    };
    if on {
        ui.painter().rect_filled(rect, 7, tokens.bg3);
    }
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, size.font(), color);
    focus_ring(ui, &response, 7);
    response.clicked()
}

/// How wide a tab with this name is, chosen or not.
#[must_use]
pub fn tab_width(ui: &Ui, name: &str) -> f32 {
    width_of(ui, name, Type::ControlStrong) + 20.0
}

/// A tab of 30 with a ground of its own when it is chosen.
pub fn tabs(ui: &mut Ui, name: &str, chosen: bool) -> Response {
    let tokens = Tokens::of(ui);
    let size = if chosen { Type::ControlStrong } else { Type::Control };
    let galley = ui.painter().layout_no_wrap(name.to_owned(), size.font(), Color32::PLACEHOLDER);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 20.0, 30.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), chosen, name));
    let color = match (chosen, response.hovered()) {
        (true, _) => tokens.accent_text,
        (false, true) => tokens.text1,
        (false, false) => tokens.text2,
    };
    if chosen {
        ui.painter().rect_filled(rect, 8, tokens.chosen_tab());
    }
    ui.painter().galley(Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min, galley, color);
    focus_ring(ui, &response, 8);
    response
}
