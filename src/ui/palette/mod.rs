//! The palette: everything that can be asked for, and every task, found by a few letters of its name.
//!
//! The field keeps the keyboard while it is open; the list is moved through by keys that the field has no use for.

mod rows;
mod search;

use egui::{
    Align, Align2, Color32, Id, Key, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, style::ScrollAnimation, text::LayoutJob, text::TextFormat, vec2,
};

use rows::{Line, Listing};

use super::{
    actions::{Keys, run},
    letters::Type,
    scene::{Over, Scene},
    tasks::go_to,
    theme::{BUTTON_RADIUS, L, M, S, Tokens, Tone, XS},
    widgets::{Dialog, Field, Icon, keycaps, width_of, words, words_in},
};

const WIDTH: f32 = 600.0;
const TOP: f32 = 72.0;
const LINE: f32 = 36.0;
const FIELD: f32 = 52.0;
const FOOT: f32 = 32.0;
/// Side of the sign before a task.
const SIGN: f32 = 12.0;
/// The least room for a name.
const SHORTEST: f32 = 40.0;
/// At most so many lines are in sight.
const IN_SIGHT: f32 = 9.5;

/// What is typed, which line is chosen, and what was found.
#[derive(Default)]
pub(super) struct Palette {
    query: String,
    chosen: usize,
    listing: Listing,
    /// Whether the chosen line is to be scrolled to.
    moved: bool,
}

fn field_id() -> Id {
    Id::unique("palette field")
}

/// Shows the palette while it is open.
pub(super) fn palette_ui(ui: &Ui, scene: &mut Scene<'_>) {
    // Out of the scene while it is drawn, which the lines read; forgotten once it is closed.
    let palette = scene.entries.palette.take();
    if scene.entries.over != Some(Over::Palette) {
        return;
    }
    let mut palette: Box<Palette> = palette.unwrap_or_default();
    let name = scene.text("palette-name");
    let lines = palette.listing.lines(scene, &palette.query);
    let high = (lines.len() as f32).clamp(1.0, IN_SIGHT) * LINE + 2.0 * XS;
    let dialog = Dialog::new(Id::unique("palette"), &name, vec2(WIDTH, FIELD + high + FOOT)).from_top(TOP).of_a_field();
    let shown = dialog.show(ui, |ui, rect| inside_ui(ui, scene, &mut palette, &lines, rect));
    scene.entries.palette = Some(palette);
    if let Some(line) = shown.inner.and_then(|at| lines.get(at)) {
        choose(ui, scene, *line);
    } else if shown.closed {
        scene.entries.over = None;
    }
}

/// Does what a line stands for, if it can be done, and closes the palette.
fn choose(ui: &Ui, scene: &mut Scene<'_>, line: Line) {
    match line {
        Line::Action(_, Some(_)) => {}
        Line::Action(row, None) => {
            scene.entries.over = None;
            run(ui, scene, row);
        }
        Line::Task(id) => {
            scene.entries.over = None;
            go_to(scene, id);
        }
    }
}

/// Shows field, list and foot; returns the line that was run.
fn inside_ui(ui: &mut Ui, scene: &Scene<'_>, palette: &mut Palette, lines: &[Line], rect: Rect) -> Option<usize> {
    let last = lines.len().saturating_sub(1);
    palette.chosen = palette.chosen.min(last);
    let entered = take_keys(ui, palette, last);
    let list = Rect::from_min_max(pos2(rect.left(), rect.top() + FIELD), pos2(rect.right(), rect.bottom() - FOOT));
    field_ui(ui, scene, palette, Rect::from_min_max(rect.min, pos2(rect.right(), list.top())));
    let pressed = if lines.is_empty() {
        let none = scene.texts.with("palette-none", &[("query", palette.query.trim().into())]);
        words_in(ui, list, Align::Center, words(none, Type::Control, Tokens::of(ui).text2));
        None
    } else {
        list_ui(ui, scene, palette, lines, list)
    };
    foot_ui(ui, scene, lines.len(), Rect::from_min_max(pos2(rect.left(), list.bottom()), rect.max));
    pressed.or(entered.then_some(palette.chosen))
}

/// Takes the keys that move through the list; returns whether Enter was pressed.
fn take_keys(ui: &Ui, palette: &mut Palette, last: usize) -> bool {
    let page = IN_SIGHT as usize - 1;
    let before = palette.chosen;
    let mut entered = false;
    let mut pressed = vec![];
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            egui::Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() && is_for_list(*key) => {
                pressed.push(*key);
                false
            }
            _ => true,
        });
    });
    for key in pressed {
        let at = palette.chosen;
        palette.chosen = match key {
            // From end to end, as menus do.
            Key::ArrowDown if at == last => 0,
            Key::ArrowDown => at + 1,
            Key::ArrowUp if at == 0 => last,
            Key::ArrowUp => at - 1,
            Key::PageDown => (at + page).min(last),
            Key::PageUp => at.saturating_sub(page),
            Key::Home => 0,
            Key::End => last,
            _ => {
                entered = true;
                at
            }
        };
    }
    palette.moved |= before != palette.chosen;
    entered
}

fn is_for_list(key: Key) -> bool {
    use Key::{ArrowDown, ArrowUp, End, Enter, Home, PageDown, PageUp};
    [ArrowDown, ArrowUp, PageDown, PageUp, Home, End, Enter].contains(&key)
}

fn field_ui(ui: &mut Ui, scene: &Scene<'_>, palette: &mut Palette, rect: Rect) {
    let (name, hint) = (scene.text("palette-field"), scene.text("palette-hint"));
    let field = Field::new(&name).hint(&hint).icon(Icon::Search);
    let place = rect.shrink2(vec2(S + 2.0, S + 1.0));
    if field.show_in(ui, field_id(), place, &mut palette.query).changed() {
        palette.chosen = 0;
        palette.moved = true;
    }
    // Nothing else in here can have the keyboard, unless the field's own menu is open.
    if !egui::Popup::is_any_open(ui) && !ui.is_sizing_pass() && !ui.memory(|memory| memory.has_focus(field_id())) {
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    ui.accesskit_node_builder(field_id(), |node| {
        node.set_role(Role::EditableComboBox);
        node.set_has_popup(egui::accesskit::HasPopup::Listbox);
        node.set_expanded(true);
    });
}

fn list_ui(ui: &mut Ui, scene: &Scene<'_>, palette: &mut Palette, lines: &[Line], rect: Rect) -> Option<usize> {
    ui.painter().hline(rect.x_range(), rect.top(), Tokens::of(ui).stroke());
    let place = UiBuilder::new().max_rect(Rect::from_min_max(rect.min + vec2(XS, XS), rect.max - vec2(XS, XS)));
    let mut list = ui.new_child(place);
    let name = scene.text("palette-list");
    list.ctx().accesskit_node_builder(list.unique_id(), |node| {
        node.set_role(Role::ListBox);
        node.set_label(name);
        node.set_size_of_set(lines.len());
    });
    list.spacing_mut().item_spacing.y = 0.0;
    let mut pressed = None;
    ScrollArea::vertical().auto_shrink(false).animated(false).show_rows(&mut list, LINE, lines.len(), |ui, built| {
        if std::mem::take(&mut palette.moved) {
            let top = ui.max_rect().top() + (palette.chosen as f32 - built.start as f32) * LINE;
            let line = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=top + LINE);
            ui.scroll_to_rect_animation(line, None, ScrollAnimation::none());
        }
        for at in built {
            let Some(line) = lines.get(at) else { break };
            let chosen = at == palette.chosen;
            let response = line_ui(ui, scene, palette, line, (at, chosen));
            if response.clicked() {
                pressed = Some(at);
            }
        }
    });
    pressed
}

/// One line: its name with the letters that were typed set apart, and at the right its keys, where it belongs, or why it
/// cannot be run.
fn line_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    palette: &mut Palette,
    line: &Line,
    (at, chosen): (usize, bool),
) -> egui::Response {
    let tokens = Tokens::of(ui);
    let (name, beside, keys, able) = told(scene, line);
    // It takes presses, but never the keyboard from the field.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::CLICK);
    let said = if beside.is_empty() { name.clone() } else { format!("{name}, {beside}") };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, able, chosen, &said));
    ui.accesskit_node_builder(response.id, |node| {
        node.set_selected(chosen);
        node.set_position_in_set(at);
        if !keys.caps().is_empty() {
            node.set_keyboard_shortcut(keys.joined());
        }
    });
    if chosen {
        ui.accesskit_node_builder(field_id(), |node| node.set_active_descendant(response.id.accesskit_id()));
        ui.painter().rect_filled(rect, BUTTON_RADIUS, tokens.ground(Tone::Accent));
        ui.painter().rect_stroke(rect, BUTTON_RADIUS, Stroke::new(1.0, tokens.accent), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, BUTTON_RADIUS, tokens.bg3);
    }
    let inner = rect.shrink2(vec2(M, 0.0));
    let mut right = inner.right();
    if !keys.caps().is_empty() {
        right = keycaps(ui, inner.right_center(), keys.caps()) - M;
    }
    let icon = matches!(line, Line::Task(_)).then_some(Icon::Play);
    let left = inner.left() + icon.map_or(0.0, |_| SIGN + S + 2.0);
    if let Some(icon) = icon {
        icon.paint(ui.painter(), inner.left_center() + vec2(SIGN / 2.0, 0.0), SIGN, tokens.text2);
    }
    let color = if able { tokens.text1 } else { tokens.text3 };
    let letters = palette.listing.letters(&name);
    let mut job = marked(&name, &letters, color, tokens.accent_text);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(SHORTEST));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let end = left + galley.size().x + M;
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(pos2(left, rect.center().y), galley.size()).min, galley, color);
    if width_of(ui, &beside, Type::Meta) <= right - end {
        let place = Rect::from_min_max(pos2(end, rect.top()), pos2(right, rect.bottom()));
        words_in(ui, place, Align::Max, words(beside, Type::Meta, tokens.text3));
    }
    response
}

/// Name, what stands beside it, keys, and whether it can be run.
fn told(scene: &Scene<'_>, line: &Line) -> (String, String, Keys, bool) {
    match line {
        Line::Action(row, why_not) => {
            let keys = row.keys.first().map(|keys| Keys::of(*keys, scene.texts)).unwrap_or_default();
            (scene.text(row.name), scene.text(why_not.unwrap_or(row.section.name())), keys, why_not.is_none())
        }
        Line::Task(id) => {
            let task = scene.state.tasks.get(*id);
            let stage = task.map(|task| scene.texts.stage_word(task.stage.word())).unwrap_or_default();
            let title = task.map(|task| task.title.clone()).unwrap_or_default();
            (title, scene.texts.with("palette-task", &[("stage", stage.into())]), Keys::default(), true)
        }
    }
}

/// A name with some of its characters set apart: by weight, a line below and a colour.
fn marked(name: &str, letters: &[usize], plain: Color32, mark: Color32) -> LayoutJob {
    let format = |size: Type, color, underline| TextFormat { underline, ..TextFormat::simple(size.font(), color) };
    let rest = format(Type::Control, plain, Stroke::NONE);
    let set_apart = format(Type::ControlStrong, mark, Stroke::new(1.0, mark));
    let mut job = LayoutJob::default();
    // Piece by piece, so that what belongs together is shaped together.
    let mut piece = String::new();
    let mut characters = name.chars().enumerate().peekable();
    while let Some((at, character)) = characters.next() {
        let is_mark = |at: &usize| letters.binary_search(at).is_ok();
        piece.push(character);
        if characters.peek().is_none_or(|(next, _)| is_mark(next) != is_mark(&at)) {
            job.append(&std::mem::take(&mut piece), 0.0, if is_mark(&at) { set_apart.clone() } else { rest.clone() });
        }
    }
    job
}

/// How many were found, and which keys do what.
fn foot_ui(ui: &mut Ui, scene: &Scene<'_>, count: usize, rect: Rect) {
    let tokens = Tokens::of(ui);
    ui.painter().hline(rect.x_range(), rect.top(), tokens.stroke());
    let inner = rect.shrink2(vec2(L, 0.0));
    let found = scene.texts.with("palette-count", &[("count", count.into())]);
    let said = words_in(ui, inner, Align::Min, words(found, Type::Meta, tokens.text3));
    ui.accesskit_node_builder(said.id, |node| {
        node.set_role(Role::Status);
        node.set_live(egui::accesskit::Live::Polite);
    });
    let how = scene.text("palette-how");
    let rest = Rect::from_min_max(pos2(said.rect.right() + L, inner.top()), inner.max);
    // Not half of it: whoever knows the keys needs none of it.
    if width_of(ui, &how, Type::Meta) <= rest.width() {
        words_in(ui, rest, Align::Max, words(how, Type::Meta, tokens.text3));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_set_apart_by_more_than_colour() {
        let job = marked("Zoé", &[0, 2], Color32::WHITE, Color32::RED);
        assert_eq!(job.text, "Zoé");
        let lines: Vec<_> = job.sections.iter().map(|section| section.format.underline.width > 0.0).collect();
        assert_eq!(lines, [true, false, true]);
        let none = marked("Zoé", &[], Color32::WHITE, Color32::RED);
        assert!(none.sections.iter().all(|section| section.format.underline == Stroke::NONE));
    }
}
