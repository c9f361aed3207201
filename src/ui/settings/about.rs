//! Which version this is, how to find one's way, and under which licences it and its fonts are given.

use egui::Ui;

use crate::ui::{
    letters::Type,
    scene::Scene,
    theme::{S, Tokens, XS},
    widgets::{form_label, paragraph_ui, words},
};

/// Shows the page.
pub(super) fn about_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    ui.label(words(scene.text("app-name"), Type::Large, tokens.text1));
    let version = scene.texts.with("about-version", &[("version", env!("CARGO_PKG_VERSION").into())]);
    ui.label(words(version, Type::Control, tokens.text2));
    for (name, text) in [
        ("about-keyboard", "about-keyboard-text"),
        ("about-leaves", "about-leaves-text"),
        ("about-licence", "about-licence-text"),
        ("about-fonts", "about-fonts-text"),
    ] {
        ui.add_space(XS);
        form_label(ui, &scene.text(name));
        ui.add_space(-S);
        paragraph_ui(ui, &scene.text(text), Type::Detail, tokens.text1);
    }
}
