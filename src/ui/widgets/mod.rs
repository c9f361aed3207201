//! The pieces that the views are made of, each with its name, its role and its visible focus.
//!
//! Not views: nothing here knows about the state or sends commands.

mod button;
mod chip;
mod dialog;
mod field;
mod form;
mod icon;
pub(super) mod keyboard;
mod keycap;
mod menu;
mod person;
mod progress;
mod segments;
mod stepper;
mod surface;
mod toast;
mod well;
mod words;

pub use button::{Look, Press, bare_icon_button, icon_button};
pub use chip::{chip, chip_width, pill, pill_width};
pub use dialog::{Confirm, Dialog, Shown, confirm};
pub use field::{Field, area};
pub use form::{fixed_value, flow, form_head, form_label, form_note, noted, place_row, table_row, tick_box};
pub use icon::{Icon, LOGO, logo_ui};
pub use keyboard::keep_in_sight;
pub use keycap::{keycaps, keycaps_width};
pub use menu::{Item, TextMenuWords, context_menu, menu, menu_area, menu_line, name_text_menus, text_menu};
pub use person::{Pose, person};
pub use progress::progress;
pub use segments::{segments, segments_width, tab_width, tabs};
pub use stepper::stepper;
pub use surface::{banner, busy, empty_state, icon_tile, paint_card, skeleton, skeleton_chips};
pub use toast::{Toast, Toasted};
pub use well::{Edge, dashed, paint_well, picture};
pub use words::{NUDGE, centred, paragraph, paragraph_ui, place, section_head, width_of, words, words_in};

use egui::{Response, StrokeKind, Ui};

use super::theme::Tokens;

/// Shows who has the keyboard: two pixels of accent just outside; and brings it into sight.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    keep_in_sight(ui, response);
    if response.has_focus() {
        let outside = response.rect.expand(1.0);
        ui.painter().rect_stroke(outside, radius.saturating_add(1), Tokens::of(ui).focus(), StrokeKind::Outside);
    }
}
