//! The sheet of shortcuts: every row of the table of actions that has keys, by section.
//!
//! Nothing is run from here.

use egui::{Align, Id, Key, Modifiers, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::{
    actions::{Keys, Row, Section},
    letters::Type,
    scene::{Over, Scene},
    theme::{BUTTON, ICON_BUTTON, L, M, S, Tokens, XS},
    widgets::{Dialog, Icon, icon_button, keycaps, keycaps_width, place_row, words, words_in},
};

/// The sheet's size where there is room for it.
const SIZE: egui::Vec2 = vec2(820.0, 480.0);
/// Height of a row.
const LINE: f32 = 30.0;
/// So many rows stay in sight when a page is scrolled.
const OVERLAP: f32 = 3.0;
/// Below this width the sections stand one above the other.
const TWO_COLUMNS: f32 = 600.0;

/// Shows the sheet while it is open.
pub(super) fn shortcuts_ui(ui: &Ui, scene: &mut Scene<'_>) {
    if scene.entries.over != Some(Over::Shortcuts) {
        return;
    }
    let name = scene.text("shortcuts-head");
    let dialog = Dialog::new(Id::unique("shortcuts"), &name, SIZE);
    let shown = dialog.show(ui, |ui, rect| {
        let head = Rect::from_min_max(rect.min + vec2(L + XS, M), pos2(rect.right() - M, rect.top() + M + ICON_BUTTON));
        words_in(ui, head, Align::Min, words(name.as_str(), Type::Title, Tokens::of(ui).text1));
        let corner = Rect::from_min_max(pos2(head.right() - ICON_BUTTON, head.top()), head.max);
        let mut corner = ui.new_child(UiBuilder::new().max_rect(corner));
        let closed = icon_button(&mut corner, Icon::Close, &scene.text("settings-close"), false).clicked();
        let body = Rect::from_min_max(pos2(head.left(), head.bottom() + S), rect.max - vec2(S, M));
        let mut body = ui.new_child(UiBuilder::new().max_rect(body));
        ScrollArea::vertical().auto_shrink(false).animated(false).show(&mut body, |ui| {
            scroll_by_keys(ui, rect.height());
            sections_ui(ui, scene);
        });
        closed
    });
    if shown.inner || shown.closed {
        scene.entries.over = None;
    }
}

/// The arrows and the page keys scroll: there is nothing else in here that they could move through.
pub(super) fn scroll_by_keys(ui: &Ui, page: f32) {
    let page = (page - OVERLAP * LINE).max(LINE);
    let far = f32::from(u16::MAX);
    let moves = [
        (Key::ArrowDown, -LINE),
        (Key::ArrowUp, LINE),
        (Key::PageDown, -page),
        (Key::PageUp, page),
        (Key::Home, far),
        (Key::End, -far),
    ];
    for (key, by) in moves {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
            ui.scroll_with_delta(vec2(0.0, by));
        }
    }
}

fn sections_ui(ui: &mut Ui, scene: &Scene<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width() - M;
    let one = [vec![Section::Form, Section::Tasks, Section::Window, Section::Help]];
    let two = [vec![Section::Form, Section::Tasks], vec![Section::Window, Section::Help]];
    let columns: &[Vec<Section>] = if width < TWO_COLUMNS { &one } else { &two };
    let gap = 2.0 * L;
    let each = (width - gap * (columns.len() - 1) as f32) / columns.len() as f32;
    let top = ui.cursor().min;
    let mut bottom = top.y;
    for (at, sections) in columns.iter().enumerate() {
        let left = top.x + (each + gap) * at as f32;
        let place = Rect::from_min_size(pos2(left, top.y), vec2(each, f32::INFINITY));
        let mut column = ui.new_child(UiBuilder::new().max_rect(place));
        column.set_width(each);
        for section in sections {
            section_ui(&mut column, scene, *section);
        }
        bottom = bottom.max(column.min_rect().bottom());
    }
    ui.allocate_rect(Rect::from_min_max(top, pos2(top.x + width, bottom)), Sense::hover());
}

fn section_ui(ui: &mut Ui, scene: &Scene<'_>, section: Section) {
    let tokens = Tokens::of(ui);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), BUTTON), Sense::hover());
    words_in(ui, head, Align::Min, words(scene.text(section.name()), Type::Head, tokens.text2));
    for row in Row::all().iter().filter(|row| row.section == section && !row.keys.is_empty()) {
        row_ui(ui, scene, row);
    }
    ui.add_space(M);
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: &Row) {
    let name = scene.text(row.name);
    let ways: Vec<_> = row.keys.iter().map(|keys| Keys::of(*keys, scene.texts)).collect();
    let joined = ways.iter().map(Keys::joined).collect::<Vec<_>>().join(", ");
    // A screen reader says the keys with the name, in one go.
    let said = scene.texts.with("tip-with-keys", &[("name", name.as_str().into()), ("keys", joined.into())]);
    let caps: f32 = ways.iter().map(|way| keycaps_width(ui, way.caps()) + M).sum();
    let rect = place_row(ui, &name, &said, caps);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Tokens::of(ui).stroke());
    let mut right = rect.right();
    for way in ways.iter().rev() {
        right = keycaps(ui, pos2(right, rect.center().y), way.caps()) - M;
    }
}
