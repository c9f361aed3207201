//! The form: portrait, voice, direction, quality, and the one button that spends.
//!
//! It shows the draft and every check of it; it edits copies and pushes commands.

mod direction;
mod footer;
mod more;
mod portrait;
mod problems;
mod voice;
mod waveform;
mod well;

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use super::{scene::Scene, theme::Tokens};

/// Shows the form, scrolling, with its footer always in sight.
pub(super) fn compose_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let ground = Frame::NONE.fill(Tokens::of(ui).bg1);
    let footer = Panel::bottom("compose footer").frame(ground).resizable(false).show_separator_line(false);
    footer.show(ui, |ui| footer::footer_ui(ui, scene));
    ScrollArea::vertical().id_salt("compose").auto_shrink(false).show(ui, |ui| {
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
}
