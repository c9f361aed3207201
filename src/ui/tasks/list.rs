//! The cards, one below the other in a place that scrolls.
//!
//! Cards have different heights, so where each begins is summed up first; only those in sight are built, and one before and
//! after them, so that the keyboard always finds the next.

use egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::{card::card_ui, plan::Plan};
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
    let area = ScrollArea::vertical().id_salt("tasks").auto_shrink(false);
    area.show_viewport(ui, |ui, seen| {
        ui.set_height(whole);
        ui.set_width(ui.available_width());
        let origin = ui.max_rect().min;
        let mut top = 0.0;
        for (task, height) in tasks.into_iter().zip(tall) {
            let rect = Rect::from_min_size(pos2(origin.x + L, origin.y + top), vec2(width, height));
            // One more on each side is built than can be seen.
            let near = top + 2.0 * height + S > seen.min.y && top - height - S < seen.max.y;
            top += height + S;
            if near {
                ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(task.id.0), |ui| {
                    let plan = Plan::of(ui, scene, task, width);
                    card_ui(ui, scene, task, plan, rect);
                });
            }
        }
    });
}
