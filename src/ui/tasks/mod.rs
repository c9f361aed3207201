//! The list of tasks: groups and search at its head, one card each, and what to do when there is none.
//!
//! Only the cards in sight are built, so that ten thousand tasks cost no more than ten.

mod actions;
mod blame;
mod card;
mod empty;
mod header;
mod list;
mod overview;
mod plan;
mod right;
mod rows;
mod stage_line;
mod video_line;

use egui::Ui;

pub(super) use overview::Overview;
pub(super) use plan::Heights;
pub(super) use rows::{InList, go_to};

use super::scene::Scene;

/// Shows the list.
pub(super) fn tasks_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    rows::enter_list(ui, scene);
    if scene.state.tasks.is_empty() {
        empty::empty_ui(ui, scene);
        return;
    }
    header::header_ui(ui, scene);
    if scene.overview.shown.is_empty() {
        empty::nothing_found_ui(ui, scene);
        return;
    }
    list::list_ui(ui, scene);
}
