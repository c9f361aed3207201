//! The bar at the top: the mark, whether this is practice or live and where the key is, the theme, the settings.
//!
//! Live mode never looks like practice mode: the words and the colour of the sign both say which it is.

use egui::{Align, Layout, Rect, TextureHandle, Ui, UiBuilder};

use super::{
    letters::Type,
    line_below,
    scene::Scene,
    theme::{EDGE, Tokens, Tone},
    widgets::{Icon, Press, icon_button, logo_ui, pill, words},
};
use crate::{
    domain::{Door, KeyStatus, Settings, ThemeChoice},
    state::{Command, PracticeStatus, SettingsPage},
};

/// Shows the bar.
pub(super) fn topbar_ui(ui: &mut Ui, scene: &mut Scene<'_>, logo: &TextureHandle) {
    let bar = ui.max_rect();
    line_below(ui, bar);
    let inner = Rect::from_min_max(bar.min, bar.max - egui::vec2(0.0, 1.0)).shrink2(egui::vec2(EDGE, 0.0));
    let right = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    let left = UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(left, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        logo_ui(ui, logo);
        ui.label(words(scene.text("app-name"), Type::Title, Tokens::of(ui).text1));
    });
    ui.scope_builder(right, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        settings_button_ui(ui, scene);
        theme_button_ui(ui, scene);
        key_ui(ui, scene);
    });
}

fn settings_button_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if icon_button(ui, Icon::Gear, &scene.text("top-settings"), false).clicked() {
        scene.send(Command::OpenSettings(SettingsPage::Account));
    }
}

fn theme_button_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    let name = scene.text(match settings.theme {
        ThemeChoice::System => "top-theme-system",
        ThemeChoice::Light => "top-theme-light",
        ThemeChoice::Dark => "top-theme-dark",
    });
    if icon_button(ui, Icon::Theme, &name, false).clicked() {
        scene.send(Command::Set(Settings { theme: settings.theme.next(), ..settings.clone() }));
    }
}

/// The sign that says practice or live, and the button to add a key where there is none.
fn key_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let state = scene.state;
    if matches!(state.key, KeyStatus::Absent | KeyStatus::Trouble(_))
        && Press::new(&scene.text("top-add-key")).icon(Icon::Key).show(ui).clicked()
    {
        scene.send(Command::OpenSettings(SettingsPage::Account));
    }
    match (state.door(), &state.key) {
        (Some(Door::Practice), _) => {
            let (tone, key) = match state.practice {
                PracticeStatus::Trouble(_) => (Tone::Bad, "top-practice-trouble"),
                _ => (Tone::Warn, "top-practice"),
            };
            pill(ui, tone, &scene.text(key), tokens.words(tone));
        }
        (Some(Door::Live), KeyStatus::Present(home, _)) => {
            let sign = scene.texts.with("top-live", &[("home", scene.texts.key_home(*home).into())]);
            pill(ui, Tone::Ok, &sign, tokens.text2);
        }
        _ => {
            pill(ui, Tone::Neutral, &scene.text("top-opening"), tokens.text2);
        }
    }
}
