//! The key and where it is kept, the connection, the base URL, practice, and what a second costs.
//!
//! The key is typed into memory that is wiped, and only its last characters are ever shown.

use egui::{Id, TextEdit, Ui, text_edit::TextEditState};

use super::{connection::connection_ui, field_width, prices::prices_ui};
use crate::{
    domain::{ApiKey, BaseUrl, KeyHome, KeyStatus, Settings},
    state::Command,
    ui::{
        scene::{Question, Scene},
        theme::{S, Tokens, Tone},
        widgets::{Field, Icon, Look, Press, fixed_value, flow, form_label, form_note, noted, tick_box},
    },
};

/// What stands for the part of the key that is never shown.
const HIDDEN: &str = "••••••••••••••••••••";

/// Shows the page.
pub(super) fn account_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.y = S - 1.0;
    form_label(ui, &scene.text("account-key"));
    key_ui(ui, scene);
    if scene.state.key_busy() {
        form_note(ui, &scene.text("account-key-busy"), Tone::Info);
    }
    ui.add_space(S + 1.0);
    form_label(ui, &scene.text("account-connection"));
    connection_ui(ui, scene);
    ui.add_space(S);
    form_label(ui, &scene.text("account-base-url"));
    base_url_ui(ui, scene);
    ui.add_space(S);
    prices_ui(ui, scene);
}

fn key_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    match &scene.state.key {
        KeyStatus::Present(home, tail) if !scene.entries.replacing_key => present_ui(ui, scene, *home, tail),
        KeyStatus::Present(..) => entry_ui(ui, scene, true),
        KeyStatus::Absent | KeyStatus::Unread => {
            entry_ui(ui, scene, false);
            form_note(ui, &scene.text("account-key-will"), Tone::Neutral);
        }
        KeyStatus::Trouble(why) => {
            entry_ui(ui, scene, false);
            form_note(ui, &scene.texts.key_fault(why), Tone::Bad);
        }
    }
}

fn present_ui(ui: &mut Ui, scene: &mut Scene<'_>, home: KeyHome, tail: &str) {
    let own = home != KeyHome::Environment;
    let (replace, remove) = (scene.text("account-replace"), scene.text("account-remove"));
    let free = !scene.state.key_busy();
    let replace = Press::new(&replace).tall().enabled(free);
    let remove = Press::new(&remove).tall().look(Look::Danger).enabled(free);
    flow(ui, |ui| {
        let buttons = if own { replace.width(ui) + S + remove.width(ui) } else { 0.0 };
        let shown = format!("{HIDDEN}{tail}");
        fixed_value(ui, field_width(ui, buttons), &shown, &scene.text("account-key"));
        if own && replace.show(ui).clicked() {
            scene.entries.replacing_key = true;
            ui.memory_mut(|memory| memory.request_focus(key_id()));
        }
        if own && remove.show(ui).clicked() {
            scene.entries.question = Some(Question::RemoveKey);
        }
    });
    let tokens = Tokens::of(ui);
    let tone = if home == KeyHome::Session { Tone::Warn } else { Tone::Ok };
    let (kept, never) = (scene.texts.key_home_long(home), scene.text("account-key-never"));
    let text = [(kept.as_str(), tokens.words(tone)), (never.as_str(), tokens.text3)];
    noted(ui, Icon::Key, tokens.tone(tone), &text);
}

fn key_id() -> Id {
    Id::unique("api key")
}

/// The field for a new key.
fn entry_ui(ui: &mut Ui, scene: &mut Scene<'_>, replacing: bool) {
    let (name, hint) = (scene.text("account-key"), scene.text("account-key-hint"));
    let (save, cancel) = (scene.text("account-save"), scene.text("account-cancel"));
    let key = ApiKey::read(&scene.entries.key);
    let wrong = key.is_none() && !scene.entries.key.is_empty();
    let (save, cancel) =
        (Press::new(&save).tall().enabled(key.is_some() && !scene.state.key_busy()), Press::new(&cancel).tall());
    let kept = flow(ui, |ui| {
        let buttons = save.width(ui) + if replacing { S + cancel.width(ui) } else { 0.0 };
        let field = Field::new(&name).hint(&hint).code().secret().bad(wrong);
        let response = field.show(ui, key_id(), field_width(ui, buttons), &mut *scene.entries.key);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let pressed = save.show(ui).clicked();
        if replacing && cancel.show(ui).clicked() {
            scene.entries.forget_settings();
        }
        pressed || entered
    });
    if wrong {
        form_note(ui, &scene.text("account-key-wrong"), Tone::Bad);
    }
    // While the keychain is busy nothing is taken, and what was typed stays.
    if let (true, false, Some(key)) = (kept, scene.state.key_busy(), key) {
        scene.send(Command::KeepKey(key));
        scene.entries.forget_settings();
        // The field's own memory of what was typed, for undoing, goes too.
        TextEdit::store_state(ui.ctx(), key_id(), TextEditState::default());
    }
}

fn base_url_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.state.session.base_url.is_some() {
        fixed_value(ui, ui.available_width(), scene.state.base_url().as_str(), &scene.text("account-base-url"));
        form_note(ui, &scene.text("account-base-url-session"), Tone::Neutral);
        return;
    }
    let settings = &scene.state.settings;
    let in_use = settings.base_url.as_str();
    let mut text = scene.entries.base_url.clone().unwrap_or_else(|| in_use.to_owned());
    let read = BaseUrl::read(&text);
    let name = scene.text("account-base-url");
    let field = Field::new(&name).code().bad(read.is_err());
    let response = field.show(ui, Id::unique("base url"), ui.available_width(), &mut text);
    if response.changed() {
        scene.entries.base_url = Some(text.clone());
    }
    match BaseUrl::read(&text) {
        Ok(base_url) if response.lost_focus() => {
            scene.entries.base_url = None;
            if base_url != settings.base_url {
                scene.send(Command::Set(Settings { base_url, ..settings.clone() }));
            }
        }
        Ok(_) => {}
        Err(why) => {
            let why = scene.texts.bad_base_url(&why);
            form_note(ui, &why, Tone::Bad);
        }
    }
}

/// Whether practice is used although there is a key; at the foot of the page.
pub(super) fn practice_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    if !matches!(scene.state.key, KeyStatus::Present(..)) || scene.state.session.practice {
        return;
    }
    let practice = !settings.practice;
    let ticked = tick_box(ui, settings.practice, &scene.text("account-practice"));
    if ticked.on_hover_text(scene.text("account-practice-more")).clicked() {
        scene.send(Command::Set(Settings { practice, ..settings.clone() }));
    }
}
