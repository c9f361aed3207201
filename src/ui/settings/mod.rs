//! The settings, in a dialog over the window: five pages.
//!
//! Each change is a command at once; there is nothing to confirm. Escape, a press beside the dialog, and Close close it.

mod about;
mod account;
mod appearance;
mod library;
mod limits;
mod prices;

use egui::{Align, Color32, Id, Rect, Role, ScrollArea, Sense, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{
    letters::Type,
    scene::Scene,
    theme::{BUTTON_RADIUS, Tokens, Tone},
    widgets::{Dialog, Press, focus_ring, words, words_in},
};
use crate::state::{Command, SettingsPage};

/// Width of the list of pages, its line included.
const PAGES: f32 = 160.0;

/// Shows the dialog when the state says that it is open.
pub(super) fn settings_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(page) = scene.state.settings_page else {
        // What was typed and not taken goes with the dialog, the key above all.
        scene.entries.forget_settings();
        return;
    };
    let tokens = Tokens::of(ui);
    let name = scene.text("settings-head");
    let dialog = Dialog::new(Id::unique("settings"), &name, vec2(678.0, 416.0));
    let shown = dialog.show(ui, |ui, rect| {
        pages_ui(ui, scene, page, Rect::from_min_size(rect.min, vec2(PAGES, rect.height())));
        ui.painter().vline(rect.left() + PAGES - 0.5, rect.y_range(), tokens.stroke());
        let inner = Rect::from_min_max(rect.min + vec2(PAGES + 20.0, 19.0), rect.max - vec2(20.0, 20.0));
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - 36.0), inner.max);
        let body = Rect::from_min_max(inner.min, pos2(inner.right() + 12.0, foot.top() - 12.0));
        let mut body = ui.new_child(UiBuilder::new().max_rect(body));
        ScrollArea::vertical().id_salt(("settings page", page as u8)).auto_shrink(false).animated(false).show(
            &mut body,
            |ui| {
                ui.set_max_width(inner.width());
                page_ui(ui, scene, page);
            },
        );
        foot_ui(ui, scene, page, foot)
    });
    if shown.inner || shown.closed {
        scene.send(Command::CloseSettings);
    }
}

fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: SettingsPage) {
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
    let head = Rect::from_min_max(rect.min + vec2(20.0, 14.0), pos2(rect.right() - 8.0, rect.top() + 38.0));
    words_in(ui, head, Align::Min, words(scene.text("settings-head"), Type::Title, tokens.text1));
    let pages = [
        (SettingsPage::Account, "settings-account"),
        (SettingsPage::Library, "settings-library"),
        (SettingsPage::Limits, "settings-limits"),
        (SettingsPage::Appearance, "settings-appearance"),
        (SettingsPage::About, "settings-about"),
    ];
    for (at, (page, key)) in pages.into_iter().enumerate() {
        let top = rect.top() + 48.0 + at as f32 * 36.0;
        let row = Rect::from_min_size(pos2(rect.left() + 8.0, top), vec2(143.0, 34.0));
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
        let place = egui::Align2::LEFT_CENTER;
        ui.painter().text(row.left_center() + vec2(12.0, 0.0), place, name, size.font(), color);
        focus_ring(ui, &response, BUTTON_RADIUS);
        if response.clicked() {
            scene.send(Command::OpenSettings(page));
        }
    }
}

/// Practice, on the page of the account, and the button that closes. Says whether that was pressed.
fn foot_ui(ui: &mut Ui, scene: &mut Scene<'_>, page: SettingsPage, rect: Rect) -> bool {
    let close = scene.text("settings-close");
    let close = Press::new(&close).tall();
    let split = rect.right() - close.width(ui);
    let part = |ui: &mut Ui, from: f32, to: f32| {
        let place = Rect::from_x_y_ranges(from..=to, rect.y_range());
        ui.new_child(UiBuilder::new().max_rect(place).layout(egui::Layout::left_to_right(Align::Center)))
    };
    if page == SettingsPage::Account {
        account::practice_ui(&mut part(ui, rect.left(), split - 12.0), scene);
    }
    close.show(&mut part(ui, split, rect.right())).clicked()
}

/// The name of what follows.
fn label_ui(ui: &mut Ui, text: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    words_in(ui, rect, Align::Min, words(text, Type::Control, Tokens::of(ui).text2));
}

/// A sentence under a field.
fn note_ui(ui: &mut Ui, text: &str, tone: Tone) {
    let tokens = Tokens::of(ui);
    let color = if tone == Tone::Neutral { tokens.text3 } else { tokens.words(tone) };
    ui.label(words(text, Type::Meta, color));
}

/// A value that cannot be edited, framed like a field.
fn fixed_ui(ui: &mut Ui, width: f32, text: &str, name: &str) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, 36.0), Sense::hover());
    ui.painter().rect(rect, BUTTON_RADIUS, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    let inner = rect.shrink2(vec2(13.0, 0.0));
    words_in(ui, inner, Align::Min, words(text, Type::Mono, tokens.text1)).on_hover_text(format!("{name}\n{text}"));
}
