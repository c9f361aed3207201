//! The cards, one below the other in a place that scrolls.
//!
//! Cards have different heights, so where each begins is summed up first; only those in sight are built.

use egui::{Rect, ScrollArea, Ui, UiBuilder, vec2};

use super::{card::card_ui, plan::Plan, rows::move_ui};
use crate::{
    domain::Task,
    ui::{
        scene::Scene,
        theme::{L, S},
    },
};

/// Shows the tasks that the filter lets through.
pub(super) fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let state = scene.state;
    let tasks: Vec<&Task> = scene.overview.shown.iter().filter_map(|id| state.tasks.get(*id)).collect();
    let width = ui.available_width() - 2.0 * L;
    let mut heights = std::mem::take(&mut scene.entries.heights);
    let tall = heights.of(ui, scene, tasks.iter().copied(), width);
    scene.entries.heights = heights;
    let whole = tall.iter().map(|height| height + S).sum::<f32>();
    let area = ScrollArea::vertical().id_salt(("tasks", scene.state.filter.group)).auto_shrink(false).animated(false);
    area.show_viewport(ui, |ui, seen| {
        ui.set_height(whole);
        ui.set_width(ui.available_width());
        let mut at = ui.max_rect().min + vec2(L, 0.0);
        let mut places = vec![];
        for height in tall {
            places.push(Rect::from_min_size(at, vec2(width, height)));
            at.y += height + S;
        }
        let seen = seen.translate(ui.max_rect().min.to_vec2()).y_range();
        let page = places.iter().filter(|place| seen.intersects(place.y_range())).count();
        move_ui(ui, scene, page, |at| places.get(at).copied());
        for (task, rect) in tasks.into_iter().zip(places) {
            // A card that cannot be seen must not have the keyboard, or Tab would lead through ten thousand of them.
            // What only touches the edge is not in sight.
            if ui.is_rect_visible(rect.shrink(1.0)) {
                ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(task.id.0), |ui| {
                    let plan = Plan::of(ui, scene, task, width);
                    card_ui(ui, scene, task, plan, rect);
                });
            }
        }
    });
}
