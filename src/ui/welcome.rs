//! The welcome: three steps for somebody who is here for the first time, skippable, and never again.
//!
//! Nothing has to be set up in it: everything it says is where it says it is. A drop closes it for as long as something is in
//! the form.

use egui::{Align, Id, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::{
    actions::{Action, keys_of, row, tip},
    letters::Type,
    scene::Scene,
    theme::{M, S, TALL, Tokens, Tone, XL, XS},
    widgets::{
        Dialog, Icon, Look, Press, flow, form_label, icon_tile, keycaps, keycaps_width, paragraph_ui, place_row,
        segments, words,
    },
};
use crate::{
    domain::{KeyFault, KeyStatus, Language, Settings},
    state::{Command, SettingsPage},
};

/// The dialog's size where there is room for it.
const SIZE: egui::Vec2 = vec2(520.0, 388.0);
/// How many steps there are.
const STEPS: u8 = 3;
/// The shortcuts that are worth knowing on the first day.
const KEYS: [Action; 5] =
    [Action::ChoosePortrait, Action::ChooseVoice, Action::Create, Action::Palette, Action::Shortcuts];

/// Shows the step it is at, while the state says that it is shown.
pub(super) fn welcome_ui(ui: &Ui, scene: &mut Scene<'_>) {
    if !scene.state.shows_welcome() {
        return;
    }
    let name = scene.text("welcome-name");
    let step = scene.entries.welcome_step;
    let shown = Dialog::new(Id::unique("welcome"), &name, SIZE).show(ui, |ui, rect| {
        let edge = XL.min(rect.width() / 2.0 - 1.0);
        let inner = rect.shrink(edge);
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - TALL), inner.max);
        let body = Rect::from_min_max(inner.min, pos2(inner.right() + M, foot.top() - M));
        let mut body = ui.new_child(UiBuilder::new().max_rect(body));
        ScrollArea::vertical().id_salt(("welcome", step)).auto_shrink(false).animated(false).show(&mut body, |ui| {
            ui.set_max_width(inner.width() - 1.0);
            ui.spacing_mut().item_spacing.y = S;
            step_ui(ui, scene, step);
        });
        foot_ui(ui, scene, step, foot)
    });
    if shown.inner || shown.closed {
        (scene.entries.welcome_step, scene.entries.welcome_at) = (0, None);
        scene.send(Command::Welcomed);
    }
}

fn step_ui(ui: &mut Ui, scene: &mut Scene<'_>, step: u8) {
    let (icon, head, more) = match step {
        0 => (Icon::Image, "welcome-what", "welcome-what-more"),
        1 => (Icon::Play, "welcome-practice", "welcome-practice-more"),
        _ => (Icon::Key, "welcome-keys", "welcome-keys-more"),
    };
    let tokens = Tokens::of(ui);
    let (tile, _) = ui.allocate_exact_size(vec2(TALL, TALL), Sense::hover());
    icon_tile(ui, tile.min, icon);
    ui.add_space(XS);
    paragraph_ui(ui, &scene.text(head), Type::Large, tokens.text1);
    paragraph_ui(ui, &scene.text(more), Type::Body, tokens.text2);
    ui.add_space(S);
    match step {
        0 => language_ui(ui, scene),
        1 => key_ui(ui, scene),
        _ => keys_ui(ui, scene),
    }
}

fn language_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let name = scene.text("appearance-language");
    form_label(ui, &name);
    let choices = Language::ALL.map(|language| (language, language.own_name()));
    if let Some(language) = segments(ui, &name, ui.available_width(), &choices, scene.state.language()) {
        scene.send(Command::Set(Settings { language: Some(language), ..scene.state.settings.clone() }));
    }
}

fn key_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if matches!(scene.state.key, KeyStatus::Trouble(KeyFault::NoKeychain(_))) {
        paragraph_ui(ui, &scene.text("welcome-no-keychain"), Type::Body, Tokens::of(ui).words(Tone::Warn));
    }
    flow(ui, |ui| {
        if Press::new(&scene.text("top-add-key")).icon(Icon::Key).show(ui).clicked() {
            scene.send(Command::Welcomed);
            scene.send(Command::OpenSettings(SettingsPage::Account));
        }
    });
}

fn keys_ui(ui: &mut Ui, scene: &Scene<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for action in KEYS {
        let keys = keys_of(scene, action);
        let room = keycaps_width(ui, keys.caps()) + M;
        let rect = place_row(ui, &scene.text(row(action).name), &tip(scene, action), room);
        keycaps(ui, rect.right_center(), keys.caps());
    }
}

/// How far it is, and where to. Says whether it is over.
fn foot_ui(ui: &mut Ui, scene: &mut Scene<'_>, step: u8, rect: Rect) -> bool {
    let last = step + 1 == STEPS;
    let gaps = [("step", (step + 1).into()), ("steps", STEPS.into())];
    let (skip, back, next, count) = (
        scene.text("welcome-skip"),
        scene.text("welcome-back"),
        scene.text(if last { "welcome-start" } else { "welcome-next" }),
        scene.texts.with("welcome-step", &gaps),
    );
    let back = Press::new(&back).tall();
    let next = Press::new(&next).look(Look::Primary);
    let right = next.width(ui) + if step > 0 { back.width(ui) + S } else { 0.0 };
    let split = rect.right() - right;
    let part = |ui: &mut Ui, from: f32, to: f32| {
        let place = Rect::from_x_y_ranges(from..=to, rect.y_range());
        let mut part = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
        part.spacing_mut().item_spacing.x = S;
        part
    };
    let mut left = part(ui, rect.left(), split - S);
    let skipped = !last && Press::new(&skip).look(Look::Quiet).show(&mut left).clicked();
    let color = Tokens::of(ui).text3;
    left.label(words(count, Type::Meta, color));
    let mut right = part(ui, split, rect.right());
    if step > 0 && back.show(&mut right).clicked() {
        scene.entries.welcome_step = step - 1;
    }
    let next = next.show(&mut right);
    // Enter, Enter, Enter: each step begins with the keyboard on what leads on.
    if !ui.is_sizing_pass() && scene.entries.welcome_at.replace(step) != Some(step) {
        next.request_focus();
    }
    let forward = next.clicked();
    if forward && !last {
        scene.entries.welcome_step = step + 1;
    }
    skipped || (forward && last)
}
