//! The settings, in a dialog over the window: five pages.
//!
//! Each change is a command at once; there is nothing to confirm but the removal of the key. Escape, a press beside the
//! dialog, and Close close it. In a narrow window the list of pages lies above the page instead of beside it.

mod about;
mod account;
mod appearance;
mod connection;
mod library;
mod limits;
mod prices;

use egui::{Align, Align2, Color32, Id, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{
    letters::Type,
    scene::Scene,
    theme::{BUTTON_RADIUS, ICON_BUTTON, L, LINE, M, S, TALL, Tokens, Tone, XS},
    widgets::{Dialog, Press, focus_ring, tabs, width_of, words, words_in},
};
use crate::state::{Command, SettingsPage};

/// The dialog's size where there is room for it.
const SIZE: egui::Vec2 = vec2(678.0, 416.0);
/// Width of the list of pages, its line included; more where their names need it.
const PAGES: f32 = 160.0;
/// A dialog that is less wide has its pages above.
const BESIDE: f32 = 560.0;
/// Height of a page's row in the list, and from one to the next.
const ROW: f32 = 34.0;
const ROW_STEP: f32 = 36.0;

const ALL: [(SettingsPage, &str); 5] = [
    (SettingsPage::Account, "settings-account"),
    (SettingsPage::Library, "settings-library"),
    (SettingsPage::Limits, "settings-limits"),
    (SettingsPage::Appearance, "settings-appearance"),
    (SettingsPage::About, "settings-about"),
];

/// Shows the dialog when the state says that it is open.
pub(super) fn settings_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(page) = scene.state.settings_page else {
        // What was typed and not taken goes with the dialog, the key above all.
        scene.entries.forget_settings();
        return;
    };
    let name = scene.text("settings-head");
    let dialog = Dialog::new(Id::unique("settings"), &name, SIZE);
    let shown = dialog.show(ui, |ui, rect| content_ui(ui, scene, page, rect));
    if shown.inner || shown.closed {
        scene.send(Command::CloseSettings);
    }
}

/// Shows the pages' names, the open page and the foot. Says whether Close was pressed.
fn content_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: SettingsPage, rect: Rect) -> bool {
    let edge = L + XS;
    let inner = if rect.width() >= BESIDE {
        let tokens = Tokens::of(ui);
        let widest = ALL.iter().map(|(_, key)| width_of(ui, &scene.text(key), Type::ControlStrong)).fold(0.0, f32::max);
        let pages = PAGES.max(widest + 2.0 * (S + M));
        pages_ui(ui, scene, page, Rect::from_min_size(rect.min, vec2(pages, rect.height())));
        ui.painter().vline(rect.left() + pages - 0.5, rect.y_range(), tokens.stroke());
        Rect::from_min_max(rect.min + vec2(pages + edge, edge - 1.0), rect.max - vec2(edge, edge))
    } else {
        let below = page_tabs_ui(ui, scene, page, rect.shrink(M));
        Rect::from_min_max(pos2(rect.left() + L, below + S), rect.max - vec2(L, M))
    };
    let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - TALL), inner.max);
    let body = Rect::from_min_max(inner.min, pos2(inner.right() + M, foot.top() - M));
    let mut body = ui.new_child(UiBuilder::new().max_rect(body));
    let area = ScrollArea::vertical().id_salt(("settings page", page as u8)).auto_shrink(false);
    area.animated(false).show(&mut body, |ui| {
        // A ring around what has the keyboard is drawn outside of it.
        ui.set_max_width(inner.width() - 1.0);
        page_ui(ui, scene, page);
    });
    foot_ui(ui, scene, page, foot)
}

fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: SettingsPage) {
    ui.spacing_mut().item_spacing.y = S;
    match page {
        SettingsPage::Account => account::account_ui(ui, scene),
        SettingsPage::Library => library::library_ui(ui, scene),
        SettingsPage::Limits => limits::limits_ui(ui, scene),
        SettingsPage::Appearance => appearance::appearance_ui(ui, scene),
        SettingsPage::About => about::about_ui(ui, scene),
    }
}

/// The list of pages.
fn pages_ui(ui: &mut Ui, scene: &mut Scene<'_>, open: SettingsPage, rect: Rect) {
    let tokens = Tokens::of(ui);
    let head = Rect::from_min_size(rect.min + vec2(L + XS, M + 2.0), vec2(rect.width() - L - M, LINE + XS));
    words_in(ui, head, Align::Min, words(scene.text("settings-head"), Type::Title, tokens.text1));
    for (at, (page, key)) in ALL.into_iter().enumerate() {
        let top = rect.top() + S + TALL + XS + at as f32 * ROW_STEP;
        let row = Rect::from_min_size(pos2(rect.left() + S, top), vec2(rect.width() - 2.0 * S - 1.0, ROW));
        let response = ui.interact(row, ui.scope_id().with((key, "page")), Sense::click());
        let (name, on) = (scene.text(key), page == open);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, &name));
        let ground = match (on, response.hovered()) {
            (true, _) => tokens.ground(Tone::Accent),
            (false, true) => tokens.bg3,
            (false, false) => Color32::TRANSPARENT,
        };
        ui.painter().rect_filled(row, BUTTON_RADIUS, ground);
        let color = if on { tokens.accent_text } else { tokens.text2 };
        let size = if on { Type::ControlStrong } else { Type::Control };
        ui.painter().text(row.left_center() + vec2(M, 0.0), Align2::LEFT_CENTER, name, size.font(), color);
        focus_ring(ui, &response, BUTTON_RADIUS);
        if response.clicked() {
            scene.send(Command::OpenSettings(page));
        }
    }
}

/// The pages as tabs, in a narrow dialog. Says where they end.
fn page_tabs_ui(ui: &mut Ui, scene: &mut Scene<'_>, open: SettingsPage, rect: Rect) -> f32 {
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let row = Rect::from_min_size(rect.min, vec2(rect.width(), ICON_BUTTON));
    let mut row = ui.new_child(UiBuilder::new().max_rect(row).layout(layout));
    row.spacing_mut().item_spacing = vec2(XS, XS);
    for (page, key) in ALL {
        if tabs(&mut row, &scene.text(key), page == open).clicked() {
            scene.send(Command::OpenSettings(page));
        }
    }
    row.min_rect().bottom()
}

/// Practice, on the page of the account, and the button that closes. Says whether that was pressed.
fn foot_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: SettingsPage, rect: Rect) -> bool {
    let close = scene.text("settings-close");
    let close = Press::new(&close).tall();
    let split = rect.right() - close.width(ui);
    let part = |ui: &mut Ui, from: f32, to: f32| {
        let place = Rect::from_x_y_ranges(from..=to, rect.y_range());
        ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)))
    };
    if page == SettingsPage::Account {
        account::practice_ui(&mut part(ui, rect.left(), split - M), scene);
    }
    close.show(&mut part(ui, split, rect.right())).clicked()
}

/// Room for a field beside buttons of this width; all the room where they have to go to the next row.
fn field_width(ui: &Ui, buttons: f32) -> f32 {
    let beside = ui.available_width() - buttons - S;
    if beside >= PAGES { beside } else { ui.available_width() }
}
