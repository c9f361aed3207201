//! A value that goes up and down by steps, with a way back to the usual one.
//!
//! The answer is what was asked for, not what is: the caller sends a command.

use egui::{Align, Rect, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::{Icon, Look, Press, flow, icon_button, words, words_in};
use crate::ui::{
    letters::Type,
    theme::{BUTTON_RADIUS, ICON_BUTTON, TALL, Tokens},
};

/// Width of the value between the two buttons.
const VALUE: f32 = 64.0;

/// Shows less, the value, more, and the usual one; each step is its name and where it leads, and is off where that is
/// `now`. Returns the one that was pressed.
pub fn stepper<T: Copy + PartialEq>(ui: &mut Ui, name: &str, value: &str, steps: [(&str, T); 3], now: T) -> Option<T> {
    let [(less_name, less), (more_name, more), (usual_name, usual)] = steps;
    flow(ui, |ui| {
        let tokens = Tokens::of(ui);
        let (frame, group) = ui.allocate_exact_size(vec2(2.0 * TALL + VALUE, TALL), Sense::hover());
        group.widget_info(|| WidgetInfo::labeled(Role::Group, ui.is_enabled(), name));
        ui.ctx().accesskit_node_builder(group.id, |node| node.set_value(value));
        ui.painter().rect(frame, BUTTON_RADIUS, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
        let inset = (TALL - ICON_BUTTON) / 2.0;
        let button = |ui: &mut Ui, left: f32, icon: Icon, name: &str, to: T| {
            let place = Rect::from_min_size(egui::pos2(left, frame.top() + inset), vec2(ICON_BUTTON, ICON_BUTTON));
            let mut place = ui.new_child(egui::UiBuilder::new().max_rect(place));
            if to == now {
                place.disable();
            }
            icon_button(&mut place, icon, name, false).clicked().then_some(to)
        };
        let less = button(ui, frame.left() + inset, Icon::Minus, less_name, less);
        words_in(ui, frame, Align::Center, words(value, Type::Control, tokens.text1));
        let more = button(ui, frame.right() - inset - ICON_BUTTON, Icon::Plus, more_name, more);
        let back = Press::new(usual_name).look(Look::Quiet).enabled(usual != now).show(ui);
        less.or(more).or(back.clicked().then_some(usual))
    })
}
