//! The list of tasks: groups and search at its head, one card each, and what to do when there is none.
//!
//! Only the cards in sight are built, so that ten thousand tasks cost no more than ten.

mod actions;
mod card;
mod empty;
mod header;
mod overview;
mod right;
mod rows;
mod stage_line;

use egui::{Frame, Margin, ScrollArea, Ui};

pub(super) use overview::Overview;
pub(super) use rows::{InList, go_to};

use super::{scene::Scene, theme::EDGE};

/// Height of a card, and the space to the next.
const CARD: f32 = 90.0;
const GAP: f32 = 8.0;

/// Shows the list.
pub(super) fn tasks_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    rows::enter_list(ui, scene);
    if scene.state.tasks.is_empty() {
        empty::empty_ui(ui, scene);
        return;
    }
    header::header_ui(ui, scene);
    let overview = scene.overview;
    if overview.shown.is_empty() {
        empty::nothing_found_ui(ui, scene);
        return;
    }
    ui.spacing_mut().item_spacing.y = GAP;
    let area = ScrollArea::vertical().id_salt(("tasks", scene.state.filter.group)).auto_shrink(false).animated(false);
    area.show_rows(ui, CARD, overview.shown.len(), |ui, rows| {
        rows::move_ui(ui, scene, &rows);
        for id in overview.shown.get(rows).unwrap_or_default() {
            let Some(task) = scene.state.tasks.get(*id) else { continue };
            if rows::is_out_of_sight(ui) {
                continue;
            }
            let margin = Margin { left: EDGE as i8, right: EDGE as i8, ..Margin::ZERO };
            Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.push_id(id.0, |ui| card::card_ui(ui, scene, task));
            });
        }
    });
}
