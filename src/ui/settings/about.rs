//! Which version this is, and under which licences it and its fonts are given.

use egui::Ui;

use super::label_ui;
use crate::ui::{letters::Type, scene::Scene, theme::Tokens, widgets::words};

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
        ui.add_space(-4.0);
        ui.label(words(scene.text(text), Type::Detail, tokens.text1));
        ui.add_space(8.0);
    }
}
