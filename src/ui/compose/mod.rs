//! The form: portrait, voice, direction, quality, and the one button that spends.
//!
//! It shows the draft and every check of it; it edits copies and pushes commands.

mod changed;
mod direction;
mod footer;
mod link;
mod listen;
mod menu;
mod more;
mod parts;
mod portrait;
mod problems;
mod record;
mod speech;
mod spoken;
mod trim;
mod voice;
mod voices;
mod waveform;
mod well;

use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2};

pub(super) use listen::Listening;
pub(super) use speech::speech_price;
pub(super) use spoken::spoken_ui;
pub(super) use voices::voices_ui;
pub(super) use well::path_id;

use super::{
    scene::Scene,
    theme::{L, S},
};

/// Around the form.
const EDGE: Margin = Margin::same(L as i8);

/// Shows the form, scrolling, with its footer always in sight.
pub(super) fn compose_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let column = ui.available_rect_before_wrap();
    // The form comes first, for the keyboard as on the page; the footer is measured beforehand.
    let footer = footer::Footer::of(ui, scene, column.width());
    let split = column.bottom() - footer.height;
    let form = Rect::from_min_max(column.min, pos2(column.right(), split));
    let mut form = ui.new_child(UiBuilder::new().max_rect(form).layout(Layout::top_down(Align::Min)));
    ScrollArea::vertical().id_salt("compose").auto_shrink(false).animated(false).show(&mut form, |ui| {
        Frame::NONE.inner_margin(EDGE).show(ui, |ui| {
            portrait::portrait_ui(ui, scene);
            ui.add_space(S);
            voice::voice_ui(ui, scene);
            ui.add_space(S);
            direction::direction_ui(ui, scene);
            ui.add_space(S);
            more::mode_ui(ui, scene);
            more::more_ui(ui, scene);
        });
    });
    footer.show(ui, scene, Rect::from_min_max(pos2(column.left(), split), column.max));
}
