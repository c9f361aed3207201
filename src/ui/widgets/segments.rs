//! One choice of a few: segments in a frame, and the tabs of a list.
//!
//! The answer is what was pressed, not what is chosen: the caller sends a command.

use egui::{Align2, Color32, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::focus_ring;
use crate::ui::{
    letters::Type,
    theme::{BUTTON_RADIUS, Tokens},
};

/// Segments of equal width in one frame of 32. Returns the one that was pressed.
pub fn segments<T: Copy + PartialEq>(ui: &mut Ui, width: f32, choices: &[(T, &str)], chosen: T) -> Option<T> {
    let tokens = Tokens::of(ui);
    let (frame, _) = ui.allocate_exact_size(vec2(width, 32.0), Sense::hover());
    ui.painter().rect(frame, BUTTON_RADIUS + 1, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    let inner = frame.shrink(3.0);
    let each = inner.width() / choices.len().max(1) as f32;
    let mut pressed = None;
    for (at, (choice, name)) in choices.iter().enumerate() {
        let rect = Rect::from_min_size(pos2(inner.left() + each * at as f32, inner.top()), vec2(each, inner.height()));
        let response = ui.interact(rect, ui.scope_id().with((*name, "segment")), Sense::click());
        let on = *choice == chosen;
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
        if response.clicked() {
            pressed = Some(*choice);
        }
    }
    pressed
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
