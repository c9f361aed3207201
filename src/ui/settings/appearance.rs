//! How the window looks and speaks: light or dark, the language, the size, motion, and on Wayland the way to the screen.

use egui::{Sense, Ui, vec2};

use crate::{
    domain::{Language, MotionChoice, Scale, Settings, ThemeChoice},
    state::Command,
    ui::{
        scene::Scene,
        theme::{L, Tone},
        widgets::{form_label, form_note, segments, stepper, tick_box},
    },
};

/// The widest that a choice is drawn.
const WIDEST: f32 = 440.0;

/// Shows the page.
pub(super) fn appearance_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    theme_ui(ui, scene);
    language_ui(ui, scene);
    scale_ui(ui, scene);
    motion_ui(ui, scene);
    x11_ui(ui, scene);
    // Room for the ring around the last one.
    ui.allocate_exact_size(vec2(0.0, 1.0), Sense::hover());
}

/// One choice of a few, with its name above. Returns the one that was pressed.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, name: &str, choices: &[(T, String)], chosen: T) -> Option<T> {
    form_label(ui, name);
    let choices: Vec<_> = choices.iter().map(|(choice, name)| (*choice, name.as_str())).collect();
    let pressed = segments(ui, name, WIDEST.min(ui.available_width()), &choices, chosen);
    ui.add_space(L / 2.0);
    pressed
}

fn theme_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    let choices = [
        (ThemeChoice::System, scene.text("appearance-system")),
        (ThemeChoice::Light, scene.text("appearance-light")),
        (ThemeChoice::Dark, scene.text("appearance-dark")),
    ];
    if let Some(theme) = choice_ui(ui, &scene.text("appearance-theme"), &choices, settings.theme) {
        scene.send(Command::Set(Settings { theme, ..settings.clone() }));
    }
}

fn language_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    let system = (None, scene.text("appearance-system"));
    // Each in its own words, so that it is found by whoever needs it.
    let named = Language::ALL.map(|language| (Some(language), language.own_name().to_owned()));
    let choices: Vec<_> = std::iter::once(system).chain(named).collect();
    if let Some(language) = choice_ui(ui, &scene.text("appearance-language"), &choices, settings.language) {
        scene.send(Command::Set(Settings { language, ..settings.clone() }));
    }
}

fn scale_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    let (name, now) = (scene.text("appearance-scale"), settings.scale);
    form_label(ui, &name);
    let value = scene.texts.with("appearance-percent", &[("percent", now.percent().into())]);
    let names = ["appearance-smaller", "appearance-larger", "appearance-usual"].map(|key| scene.text(key));
    let [smaller, larger, usual] = names.each_ref().map(String::as_str);
    let steps = [(smaller, now.smaller()), (larger, now.larger()), (usual, Scale::default())];
    if let Some(scale) = stepper(ui, &name, &value, steps, now) {
        scene.send(Command::Set(Settings { scale, ..settings.clone() }));
    }
    ui.add_space(L / 2.0);
}

fn motion_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    let choices = [
        (MotionChoice::System, scene.text("appearance-system")),
        (MotionChoice::Reduced, scene.text("appearance-motion-reduced")),
        (MotionChoice::Full, scene.text("appearance-motion-full")),
    ];
    if let Some(motion) = choice_ui(ui, &scene.text("appearance-motion"), &choices, settings.motion) {
        scene.send(Command::Set(Settings { motion, ..settings.clone() }));
    }
}

/// Where Wayland keeps files from being dropped, the older way to the screen, which does not.
fn x11_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    if !scene.state.session.wayland && !settings.prefer_x11 {
        return;
    }
    let prefer_x11 = !settings.prefer_x11;
    if tick_box(ui, settings.prefer_x11, &scene.text("appearance-x11")).clicked() {
        scene.send(Command::Set(Settings { prefer_x11, ..settings.clone() }));
    }
    form_note(ui, &scene.text("appearance-x11-note"), Tone::Neutral);
}
