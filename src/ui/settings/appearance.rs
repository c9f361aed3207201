//! Light or dark.

use egui::Ui;

use super::{label_ui, note_ui};
use crate::{
    domain::{Settings, ThemeChoice},
    state::Command,
    ui::{scene::Scene, theme::Tone, widgets::segments},
};

/// Shows the page.
pub(super) fn appearance_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    label_ui(ui, &scene.text("appearance-theme"));
    let settings = &scene.state.settings;
    let names = ["appearance-system", "appearance-light", "appearance-dark"].map(|key| scene.text(key));
    let [system, light, dark] = names.each_ref().map(String::as_str);
    let choices = [(ThemeChoice::System, system), (ThemeChoice::Light, light), (ThemeChoice::Dark, dark)];
    if let Some(theme) = segments(ui, 320.0_f32.min(ui.available_width()), &choices, settings.theme) {
        scene.send(Command::Set(Settings { theme, ..settings.clone() }));
    }
    note_ui(ui, &scene.text("appearance-note"), Tone::Neutral);
}
