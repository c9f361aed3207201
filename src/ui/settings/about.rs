//! Which version this is, how to find one's way, and under which licences it and its fonts are given.

use egui::Ui;

use crate::ui::{
    actions::{self, Action},
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
    let keys = |action| actions::keys_of(scene, action).joined();
    let gaps = [("sheet", keys(Action::Shortcuts).into()), ("palette", keys(Action::Palette).into())];
    section_ui(ui, &scene.text("about-keyboard"), &scene.texts.with("about-keyboard-text", &gaps));
    for (name, text) in [
        ("about-leaves", "about-leaves-text"),
        ("about-licence", "about-licence-text"),
        ("about-fonts", "about-fonts-text"),
        ("about-faces", "about-faces-text"),
    ] {
        section_ui(ui, &scene.text(name), &scene.text(text));
    }
}

fn section_ui(ui: &mut Ui, name: &str, text: &str) {
    ui.add_space(XS);
    form_label(ui, name);
    ui.add_space(-S);
    let color = Tokens::of(ui).text1;
    paragraph_ui(ui, text, Type::Detail, color);
}
