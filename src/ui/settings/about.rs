//! Which version this is, and under which licences it and its fonts are given.

use egui::Ui;

use super::{label_ui, note_ui};
use crate::ui::{
    letters::Type,
    scene::Scene,
    theme::{Tokens, Tone},
    widgets::words,
};

/// Shows the page.
pub(super) fn about_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    ui.label(words(scene.text("app-name"), Type::Large, tokens.text1));
    let version = scene.texts.with("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
    ui.label(words(version, Type::Control, tokens.text2));
    ui.add_space(8.0);
    for (name, text) in [
        ("about-licence", "about-licence-text"),
        ("about-fonts", "about-fonts-text"),
        ("about-leaves", "about-leaves-text"),
    ] {
        label_ui(ui, &scene.text(name));
        note_ui(ui, &scene.text(text), Tone::Neutral);
        ui.add_space(8.0);
    }
}
