//! The form: portrait, voice, direction, quality, and the one button that spends.
//!
//! It shows the draft and every check of it; it edits copies and pushes commands.

mod direction;
mod footer;
mod menu;
mod more;
mod portrait;
mod problems;
mod voice;
mod waveform;
mod well;

use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2};

pub(super) use well::path_id;

use super::scene::Scene;

/// Shows the form, scrolling, with its footer always in sight.
pub(super) fn compose_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let column = ui.available_rect_before_wrap();
    let split = column.bottom() - footer::height(scene);
    // The form comes first, for the keyboard as on the page; the footer's height is known beforehand.
    let form = Rect::from_min_max(column.min, pos2(column.right(), split));
    let mut form = ui.new_child(UiBuilder::new().max_rect(form).layout(Layout::top_down(Align::Min)));
    ScrollArea::vertical().id_salt("compose").auto_shrink(false).animated(false).show(&mut form, |ui| {
        Frame::NONE.inner_margin(Margin::same(16)).show(ui, |ui| {
            portrait::portrait_ui(ui, scene);
            ui.add_space(8.0);
            voice::voice_ui(ui, scene);
            ui.add_space(8.0);
            direction::direction_ui(ui, scene);
            ui.add_space(8.0);
            more::mode_ui(ui, scene);
            more::more_ui(ui, scene);
        });
    });
    footer::footer_ui(ui, scene, Rect::from_min_max(pos2(column.left(), split), column.max));
}
