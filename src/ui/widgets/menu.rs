//! Menus: under a button, where the right button of a pointer was pressed, and over fields for text.
//!
//! egui opens them, closes them and moves between their items; here is how an item looks and who has the keyboard.
//! Invariant: when a menu closes, the keyboard is back where it was.

use std::sync::Arc;

use egui::{
    Align2, Color32, Context, Id, Key, Modifiers, Popup, Rect, Response, Role, Sense, SetOpenCommand, Ui, UiBuilder,
    ViewportCommand, WidgetInfo, pos2,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
    vec2,
};

use super::{Icon, focus_ring, keyboard};
use crate::ui::{
    letters::Type,
    theme::{CHIP_RADIUS, Tokens, Tone},
};

const HEIGHT: f32 = 28.0;
const WIDTH: f32 = 232.0;

/// An item of a menu.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    name: &'a str,
    icon: Option<Icon>,
    keys: &'a str,
    enabled: bool,
    danger: bool,
}

impl<'a> Item<'a> {
    /// An item with this name.
    #[must_use]
    pub fn new(name: &'a str) -> Self {
        Self { name, icon: None, keys: "", enabled: true, danger: false }
    }

    /// An icon before the name.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// The shortcut, at the right.
    #[must_use]
    pub fn keys(self, keys: &'a str) -> Self {
        Self { keys, ..self }
    }

    /// Whether it can be chosen.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    /// In the tone of what cannot be taken back.
    #[must_use]
    pub fn danger(self) -> Self {
        Self { danger: true, ..self }
    }

    /// Shows it; `clicked` says whether it was chosen.
    pub fn show(self, ui: &mut Ui) -> Response {
        if self.enabled {
            let response = self.place(ui);
            // egui closes a menu at the press of a pointer, not at that of a key.
            if response.clicked() {
                ui.close();
            }
            return response;
        }
        ui.scope_builder(UiBuilder::new().disabled(), |ui| self.place(ui)).inner
    }

    fn place(self, ui: &mut Ui) -> Response {
        let tokens = Tokens::of(ui);
        let lay =
            |text: &str, size: Type| ui.painter().layout_no_wrap(text.to_owned(), size.font(), Color32::PLACEHOLDER);
        let (name, keys) = (lay(self.name, Type::Control), lay(self.keys, Type::Meta));
        let wanted = 34.0 + name.size().x + 24.0 + keys.size().x + 10.0;
        let size = vec2(ui.available_width().max(wanted), HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, ui.is_enabled(), self.name));
        if !self.keys.is_empty() {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(self.keys));
        }
        let near = response.hovered() || response.has_focus();
        if near {
            ui.painter().rect_filled(rect, CHIP_RADIUS, tokens.bg3);
        }
        let color = if self.danger { tokens.words(Tone::Bad) } else { tokens.text1 };
        if let Some(icon) = self.icon {
            let color = if self.danger { color } else { tokens.text2 };
            icon.paint(ui.painter(), pos2(rect.left() + 18.0, rect.center().y), 14.0, color);
        }
        let at = pos2(rect.left() + 34.0, rect.center().y);
        ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, name.size()).min, name, color);
        let at = pos2(rect.right() - 10.0, rect.center().y);
        ui.painter().galley(Align2::RIGHT_CENTER.anchor_size(at, keys.size()).min, keys, tokens.text3);
        focus_ring(ui, &response.clone().with_new_rect(rect.shrink(2.0)), CHIP_RADIUS);
        response
    }
}

/// A line between groups of items.
pub fn menu_line(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), Sense::hover());
    ui.painter().hline(rect.x_range().shrink(6.0), rect.center().y, Tokens::of(ui).stroke());
}

fn show(popup: Popup<'_>, name: &str, inside: impl FnOnce(&mut Ui)) {
    let id = popup.get_id();
    popup.accessible_name(name).width(WIDTH).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        keyboard::layer(ui, id, false);
        inside(ui);
    });
}

/// A menu under a button, which opens and closes it.
pub fn menu(button: &Response, name: &str, inside: impl FnOnce(&mut Ui)) {
    show(Popup::menu(button), name, inside);
}

/// A menu of an area: where it is pressed with the right button, whatever of it is under the pointer; and under its upper
/// left corner when the area itself has the keyboard and the menu key, or Shift+F10, is pressed.
pub fn context_menu(area: &Response, name: &str, inside: impl FnOnce(&mut Ui)) {
    let id = context_menu_id(area);
    let by_key = area.has_focus() && menu_key(&area.ctx);
    let open = if by_key {
        Popup::open_id(&area.ctx, id);
        None
    } else if area.container_secondary_clicked() {
        Some(SetOpenCommand::Bool(true))
    } else {
        area.container_clicked().then_some(SetOpenCommand::Bool(false))
    };
    let popup = Popup::menu(area).id(id).open_memory(open);
    let by_pointer = open.is_some() || Popup::position_of_id(&area.ctx, id).is_some();
    show(if by_pointer { popup.at_pointer_fixed() } else { popup }, name, inside);
}

fn context_menu_id(area: &Response) -> Id {
    area.id.with("context menu")
}

fn menu_key(ctx: &Context) -> bool {
    ctx.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
    })
}

/// What the items of every text menu are called, and their shortcuts: cut, copy, paste, select all; then the menu itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMenuWords {
    /// Name and shortcut of each item.
    pub items: [(String, String); 4],
    /// The name of the menu.
    pub menu: String,
}

/// Gives the text menus their words. Fields know no sentences of their own.
pub fn name_text_menus(ctx: &Context, words: TextMenuWords) {
    ctx.data_mut(|data| data.insert_temp(Id::NULL, Arc::new(words)));
}

/// The menu of a field for text, on a right press or the menu key in it. A secret is never copied.
pub fn text_menu(ui: &Ui, field: &Response, length: usize, secret: bool) {
    let range = selection(ui, field);
    let selected = range.is_some();
    let words = ui.data(|data| data.get_temp::<Arc<TextMenuWords>>(Id::NULL)).unwrap_or_default();
    let [cut, copy, paste, all] = &words.items;
    let items = [
        (cut, selected && !secret, ViewportCommand::RequestCut),
        (copy, selected && !secret, ViewportCommand::RequestCopy),
        (paste, true, ViewportCommand::RequestPaste),
    ];
    context_menu(field, &words.menu, |ui| {
        for ((name, keys), enabled, command) in items {
            if Item::new(name).keys(keys).enabled(enabled).show(ui).clicked() {
                // The system's answer comes as an event, which goes to what has the keyboard then.
                field.request_focus();
                range.iter().for_each(|range| select(ui, field.id, *range));
                ui.send_viewport_cmd(command);
            }
        }
        menu_line(ui);
        if Item::new(&all.0).keys(&all.1).enabled(length > 0).show(ui).clicked() {
            field.request_focus();
            select(ui, field.id, CCursorRange::two(CCursor::new(0), CCursor::new(length)));
        }
    });
}

fn select(ui: &Ui, field: Id, range: CCursorRange) {
    let mut state = TextEditState::load(ui.ctx(), field).unwrap_or_default();
    state.cursor.set_char_range(Some(range));
    TextEditState::store(state, ui.ctx(), field);
}

/// What is selected in a field. egui forgets it when the right button is pressed in the field, and when the field loses the
/// keyboard to its menu: it is kept here from before that.
fn selection(ui: &Ui, field: &Response) -> Option<CCursorRange> {
    let key = field.id.with("selection");
    let pressed = ui.input(|input| input.pointer.secondary_down() || input.pointer.secondary_released());
    let open = Popup::is_id_open(ui, context_menu_id(field));
    if pressed || open {
        let kept = ui.data(|data| data.get_temp::<Option<CCursorRange>>(key)).flatten();
        if let (Some(kept), true) = (kept, field.has_focus()) {
            select(ui, field.id, kept);
        }
        return kept;
    }
    let now = TextEditState::load(ui, field.id).and_then(|state| state.cursor.char_range());
    let now = now.filter(|range| !range.is_empty() && field.has_focus());
    ui.data_mut(|data| data.insert_temp(key, now));
    now
}

/// The place of an area that is drawn over others, for `context_menu`: it takes no press and no keyboard for itself.
pub fn menu_area(ui: &Ui, rect: Rect, id: Id) -> Response {
    ui.interact(rect, id, Sense::hover())
}
