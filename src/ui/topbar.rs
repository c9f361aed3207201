//! The bar at the top: the mark, whether this is practice or live and where the key is, the theme, the settings.
//!
//! Live mode never looks like practice mode: the words and the colour of the sign both say which it is. Where there is
//! little room the name goes first, then the words of the key's button; the sign is shortened, never left out.

use egui::{Align, Layout, Rect, TextureHandle, Ui, UiBuilder, pos2, vec2};

use super::{
    actions::{Action, tip},
    letters::Type,
    line_below,
    scene::Scene,
    theme::{ICON_BUTTON, L, M, Tokens, Tone},
    widgets::{Icon, LOGO, Press, bare_icon_button, icon_button, logo_ui, pill, pill_width, width_of, words},
};
use crate::{
    domain::{Door, KeyStatus, Settings, ThemeChoice},
    state::{Command, PracticeStatus, SettingsPage},
};

/// Shows the bar.
pub(super) fn topbar_ui(ui: &mut Ui, scene: &mut Scene<'_>, logo: &TextureHandle) {
    let bar = ui.max_rect();
    line_below(ui, bar);
    let inner = Rect::from_min_max(bar.min, bar.max - vec2(0.0, 1.0)).shrink2(vec2(L, 0.0));
    let fitted = Fitted::of(ui, scene, inner.width());
    let at = |ui: &mut Ui, rect: Rect| {
        let mut part = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
        part.spacing_mut().item_spacing.x = M;
        part
    };
    let mut left = at(ui, inner);
    logo_ui(&mut left, logo);
    if let Some(name) = &fitted.name {
        left.label(words(name, Type::Title, Tokens::of(&left).text1));
    }
    // The right side is measured first: what comes first on the page comes first for the keyboard.
    let mut right = at(ui, Rect::from_min_max(pos2(inner.right() - fitted.right, inner.top()), inner.max));
    let (tone, _, whole) = &fitted.sign;
    let color = if *tone == Tone::Ok { Tone::Neutral } else { *tone };
    let sign = pill(&mut right, *tone, &fitted.shown, Tokens::of(ui).words(color));
    if fitted.shown != *whole {
        sign.on_hover_text(whole);
    }
    let add_key = scene.text("top-add-key");
    let wants_key = match fitted.key {
        KeyButton::None => false,
        KeyButton::Icon => icon_button(&mut right, Icon::Key, &add_key, true).clicked(),
        KeyButton::Words => Press::new(&add_key).icon(Icon::Key).show(&mut right).clicked(),
    };
    if wants_key {
        scene.send(Command::OpenSettings(SettingsPage::Account));
    }
    theme_button_ui(&mut right, scene);
    settings_button_ui(&mut right, scene);
}

/// How the button for the key is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyButton {
    None,
    Icon,
    Words,
}

/// What fits into the bar.
struct Fitted {
    name: Option<String>,
    sign: (Tone, String, String),
    shown: String,
    key: KeyButton,
    right: f32,
}

impl Fitted {
    fn of(ui: &Ui, scene: &Scene<'_>, room: f32) -> Self {
        let name = scene.text("app-name");
        let sign = sign(scene);
        let (_, short, whole) = &sign;
        let wants_key = matches!(scene.state.key, KeyStatus::Absent | KeyStatus::Trouble(_));
        let add_key = scene.text("top-add-key");
        let words = M + Press::new(&add_key).icon(Icon::Key).width(ui);
        let keys = if wants_key {
            [(KeyButton::Words, words), (KeyButton::Icon, M + ICON_BUTTON)]
        } else {
            [(KeyButton::None, 0.0); 2]
        };
        let named = M + width_of(ui, &name, Type::Title);
        let buttons = 2.0 * (M + ICON_BUTTON);
        // From the roomiest to the tightest; the last one is taken when nothing fits.
        let [worded, small] = keys;
        let choices = [
            (true, whole, worded),
            (true, whole, small),
            (false, whole, small),
            (true, short, small),
            (false, short, small),
        ];
        let right = |shown: &str, key: f32| pill_width(ui, shown) + key + buttons;
        let fits = |(with_name, shown, (_, key)): &(bool, &String, (KeyButton, f32))| {
            LOGO + if *with_name { named } else { 0.0 } + L + right(shown, *key) <= room
        };
        let tightest = (false, short, small);
        let (with_name, shown, (key, width)) = choices.into_iter().find(fits).unwrap_or(tightest);
        let (shown, right) = (shown.clone(), right(shown, width));
        Self { name: with_name.then_some(name), sign, shown, key, right }
    }
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

/// The sign that says practice or live: its tone, its words where there is little room, and all of them.
fn sign(scene: &Scene<'_>) -> (Tone, String, String) {
    let state = scene.state;
    match (state.door(), &state.key, &state.practice) {
        (Some(Door::Practice), _, PracticeStatus::Trouble(_)) => {
            (Tone::Bad, scene.text("task-practice"), scene.text("top-practice-trouble"))
        }
        (Some(Door::Practice), ..) => (Tone::Warn, scene.text("task-practice"), scene.text("top-practice")),
        (Some(Door::Live), KeyStatus::Present(home, _), _) => {
            let whole = scene.texts.with("top-live", &[("home", scene.texts.key_home(*home).into())]);
            (Tone::Ok, scene.text("top-live-short"), whole)
        }
        _ => (Tone::Neutral, scene.text("top-opening"), scene.text("top-opening")),
    }
}
