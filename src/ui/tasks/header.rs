//! The head of the list: its name, the groups with their numbers, the search.

use egui::{Align, Rect, Sense, Ui, UiBuilder, vec2};

use crate::{
    domain::history::Group,
    state::Command,
    ui::{
        actions::{Action, tip},
        letters::Type,
        scene::{Scene, search_id},
        theme::{EDGE, Tokens},
        widgets::{Field, Icon, tabs, words},
    },
};

/// Below this width the search goes under the groups.
const ONE_ROW: f32 = 640.0;

/// Shows the head.
pub(super) fn header_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let narrow = ui.available_width() < ONE_ROW;
    let height = if narrow { 96.0 } else { 56.0 };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height - 8.0), Sense::hover());
    let row = Rect::from_min_max(rect.min + vec2(EDGE, 12.0), egui::pos2(rect.right() - EDGE, rect.top() + 44.0));
    let search = if narrow {
        row.translate(vec2(0.0, 40.0))
    } else {
        Rect::from_min_max(egui::pos2(row.right() - 220.0, row.top()), row.max)
    };
    let layout = egui::Layout::left_to_right(Align::Center);
    let mut left = ui.new_child(UiBuilder::new().max_rect(row).layout(layout));
    left.spacing_mut().item_spacing.x = 8.0;
    left.label(words(scene.text("tasks-head"), Type::Title, Tokens::of(&left).text1));
    left.add_space(8.0);
    for (group, count) in Group::ALL.into_iter().zip(scene.overview.counts) {
        let name = scene.texts.group(group);
        let name = scene.texts.with("group-count", &[("name", name.into()), ("count", count.into())]);
        if tabs(&mut left, &name, scene.state.filter.group == group).clicked() {
            scene.send(Command::ShowGroup(group));
        }
    }
    let mut text = scene.state.filter.search.clone();
    let (name, hint) = (scene.text("tasks-search"), scene.text("tasks-search-hint"));
    if Field::new(&name)
        .hint(&hint)
        .icon(Icon::Search)
        .show_in(ui, search_id(), search, &mut text)
        .on_hover_text(tip(scene, Action::Search))
        .changed()
    {
        scene.send(Command::Search(text));
    }
}
