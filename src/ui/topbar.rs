//! The bar at the top: the mark, whether this is practice or live and where the key is, the theme, the settings.
//!
//! Live mode never looks like practice mode: the words and the colour of the sign both say which it is.

use egui::{Align, Layout, Rect, TextureHandle, Ui, UiBuilder};

use super::{
    actions::{Action, tip},
    letters::Type,
    line_below,
    scene::Scene,
    theme::{EDGE, ICON_BUTTON, Tokens, Tone},
    widgets::{Icon, Press, bare_icon_button, icon_button, logo_ui, pill, pill_width, words},
};
use crate::{
    domain::{Door, KeyStatus, Settings, ThemeChoice},
    state::{Command, PracticeStatus, SettingsPage},
};

/// Between the parts of the bar.
const GAP: f32 = 12.0;

/// Shows the bar.
pub(super) fn topbar_ui(ui: &mut Ui, scene: &mut Scene<'_>, logo: &TextureHandle) {
    let bar = ui.max_rect();
    line_below(ui, bar);
    let inner = Rect::from_min_max(bar.min, bar.max - egui::vec2(0.0, 1.0)).shrink2(egui::vec2(EDGE, 0.0));
    let at = |ui: &mut Ui, rect: Rect| {
        let mut part = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        part.spacing_mut().item_spacing.x = GAP;
        part
    };
    let mut left = at(ui, inner);
    logo_ui(&mut left, logo);
    left.label(words(scene.text("app-name"), Type::Title, Tokens::of(&left).text1));
    // The right side is measured first: what comes first on the page comes first for the keyboard.
    let sign = sign(scene);
    let add_key = scene.text("top-add-key");
    let add_key = Press::new(&add_key).icon(Icon::Key);
    let wants_key = matches!(scene.state.key, KeyStatus::Absent | KeyStatus::Trouble(_));
    let key_width = if wants_key { add_key.width(ui) + GAP } else { 0.0 };
    let width = pill_width(ui, &sign.1) + GAP + key_width + 2.0 * ICON_BUTTON + GAP;
    let mut right = at(ui, Rect::from_min_max(egui::pos2(inner.right() - width, inner.top()), inner.max));
    let color = if sign.0 == Tone::Ok { Tone::Neutral } else { sign.0 };
    pill(&mut right, sign.0, &sign.1, Tokens::of(ui).words(color));
    if wants_key && add_key.show(&mut right).clicked() {
        scene.send(Command::OpenSettings(SettingsPage::Account));
    }
    theme_button_ui(&mut right, scene);
    settings_button_ui(&mut right, scene);
}

fn settings_button_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let button = bare_icon_button(ui, Icon::Gear, &scene.text("top-settings"), false);
    if button.on_hover_text(tip(scene, Action::Settings)).clicked() {
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

/// The sign that says practice or live.
fn sign(scene: &Scene<'_>) -> (Tone, String) {
    let state = scene.state;
    match (state.door(), &state.key, &state.practice) {
        (Some(Door::Practice), _, PracticeStatus::Trouble(_)) => (Tone::Bad, scene.text("top-practice-trouble")),
        (Some(Door::Practice), ..) => (Tone::Warn, scene.text("top-practice")),
        (Some(Door::Live), KeyStatus::Present(home, _), _) => {
            (Tone::Ok, scene.texts.with("top-live", &[("home", scene.texts.key_home(*home).into())]))
        }
        _ => (Tone::Neutral, scene.text("top-opening")),
    }
}
