//! The head of the list: its name, the groups with their numbers, the search.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::{
    domain::history::Group,
    state::Command,
    ui::{
        actions::{Action, tip},
        letters::Type,
        scene::{Scene, search_id},
        theme::{FIELD, ICON_BUTTON, L, M, S, Tokens, XS},
        widgets::{Field, Icon, tab_width, tabs, width_of, words},
    },
};

/// The least width of the search beside the groups, and what its frame and icon take of it.
const SEARCH: f32 = 220.0;
const FRAME: f32 = 48.0;

/// Shows the head.
pub(super) fn header_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let head = scene.text("tasks-head");
    let groups: Vec<_> = Group::ALL.into_iter().zip(scene.overview.counts).map(|group| named(scene, group)).collect();
    let tabs_width: f32 = groups.iter().map(|(_, name)| tab_width(ui, name) + S).sum();
    let room = ui.available_width() - 2.0 * L;
    let title = width_of(ui, &head, Type::Title) + L;
    let (name, hint) = (scene.text("tasks-search"), scene.text("tasks-search-hint"));
    let search_width = SEARCH.max(width_of(ui, &hint, Type::Control) + FRAME);
    let beside = title + tabs_width + search_width <= room;
    let top = ui.cursor().min + vec2(L, M);
    let row = Rect::from_min_size(top, vec2(if beside { room - search_width } else { room }, FIELD));
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let mut left = ui.new_child(UiBuilder::new().max_rect(row).layout(layout));
    left.spacing_mut().item_spacing = vec2(S, XS);
    left.spacing_mut().interact_size.y = ICON_BUTTON;
    left.label(words(head, Type::Title, Tokens::of(&left).text1));
    left.add_space(S);
    for (group, name) in groups {
        if tabs(&mut left, &name, scene.state.filter.group == group).clicked() {
            scene.send(Command::ShowGroup(group));
        }
    }
    let bottom = left.min_rect().bottom().max(row.bottom());
    let search = if beside {
        Rect::from_min_size(pos2(row.right(), row.top()), vec2(search_width, FIELD))
    } else {
        Rect::from_min_size(pos2(row.left(), bottom + S), vec2(room, FIELD))
    };
    let mut text = scene.state.filter.search.clone();
    let field = Field::new(&name).hint(&hint).icon(Icon::Search).show_in(ui, search_id(), search, &mut text);
    if field.on_hover_text(tip(scene, Action::Search)).changed() {
        scene.send(Command::Search(text));
    }
    let height = bottom.max(search.bottom()) - ui.cursor().top() + XS;
    ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
}

fn named(scene: &Scene<'_>, (group, count): (Group, usize)) -> (Group, String) {
    let name = scene.texts.group(group);
    (group, scene.texts.with("group-count", &[("name", name.into()), ("count", count.into())]))
}
