//! The key and where it is kept, the connection, the base URL, practice, and what a second costs.
//!
//! The key is typed into memory that is wiped, and only its last characters are ever shown.

use egui::{Id, TextEdit, Ui, text_edit::TextEditState};

use super::{fixed_ui, label_ui, note_ui, prices::prices_ui};
use crate::{
    domain::{ApiKey, BaseUrl, KeyHome, KeyStatus, Settings},
    state::{Command, Connection, ConnectionResult},
    ui::{
        scene::{Question, Scene},
        theme::{Tokens, Tone},
        widgets::{Field, Icon, Look, Press, chip, words},
    },
};

/// Shows the page.
pub(super) fn account_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.y = 7.0;
    label_ui(ui, &scene.text("account-key"));
    key_ui(ui, scene);
    ui.add_space(9.0);
    label_ui(ui, &scene.text("account-connection"));
    connection_ui(ui, scene);
    ui.add_space(8.0);
    label_ui(ui, &scene.text("account-base-url"));
    base_url_ui(ui, scene);
    ui.add_space(8.0);
    prices_ui(ui, scene);
}

fn key_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    match &scene.state.key {
        KeyStatus::Present(home, tail) if !scene.entries.replacing_key => present_ui(ui, scene, *home, tail),
        KeyStatus::Present(..) => entry_ui(ui, scene, true),
        KeyStatus::Absent | KeyStatus::Unread => {
            entry_ui(ui, scene, false);
            note_ui(ui, &scene.text("account-key-will"), Tone::Neutral);
        }
        KeyStatus::Trouble(why) => {
            entry_ui(ui, scene, false);
            note_ui(ui, &scene.texts.key_fault(why), Tone::Bad);
        }
    }
}

fn present_ui(ui: &mut Ui, scene: &mut Scene<'_>, home: KeyHome, tail: &str) {
    let own = home != KeyHome::Environment;
    ui.horizontal(|ui| {
        let (replace, remove) = (scene.text("account-replace"), scene.text("account-remove"));
        let shown = format!("{}{tail}", "•".repeat(20));
        let buttons = Press::new(&replace).tall().width(ui) + Press::new(&remove).tall().width(ui) + 16.0;
        let width = ui.available_width() - if own { buttons } else { 0.0 };
        fixed_ui(ui, width, &shown, &scene.text("account-key"));
        if own && Press::new(&replace).tall().show(ui).clicked() {
            scene.entries.replacing_key = true;
            ui.memory_mut(|memory| memory.request_focus(key_id()));
        }
        if own && Press::new(&remove).tall().look(Look::Danger).show(ui).clicked() {
            scene.entries.question = Some(Question::RemoveKey);
        }
    });
    ui.spacing_mut().interact_size.y = 20.0;
    ui.horizontal_wrapped(|ui| {
        let tokens = Tokens::of(ui);
        let tone = if home == KeyHome::Session { Tone::Warn } else { Tone::Ok };
        ui.spacing_mut().item_spacing.x = 6.0;
        Icon::Key.ui(ui, 14.0, tokens.tone(tone));
        ui.label(words(scene.texts.key_home_long(home), crate::ui::letters::Type::Meta, tokens.words(tone)));
        ui.label(words(scene.text("account-key-never"), crate::ui::letters::Type::Meta, tokens.text3));
    });
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
    let kept = ui
        .horizontal(|ui| {
            let save_width = Press::new(&save).tall().width(ui) + 8.0;
            let cancel_width = if replacing { Press::new(&cancel).tall().width(ui) + 8.0 } else { 0.0 };
            let width = ui.available_width() - save_width - cancel_width;
            let field = Field::new(&name).hint(&hint).code().secret().bad(wrong);
            let response = field.show(ui, key_id(), width, &mut *scene.entries.key);
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let pressed = Press::new(&save).tall().enabled(key.is_some()).show(ui).clicked();
            if replacing && Press::new(&cancel).tall().show(ui).clicked() {
                scene.entries.forget_settings();
            }
            pressed || entered
        })
        .inner;
    if wrong {
        note_ui(ui, &scene.text("account-key-wrong"), Tone::Bad);
    }
    if let (true, Some(key)) = (kept, key) {
        scene.send(Command::KeepKey(key));
        scene.entries.forget_settings();
        // The field's own memory of what was typed, for undoing, goes too.
        TextEdit::store_state(ui.ctx(), key_id(), TextEditState::default());
    }
}

fn connection_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let testing = scene.state.connection == Connection::Testing;
    let able = matches!(scene.state.key, KeyStatus::Present(..)) && !testing;
    let (tone, icon, text) = match &scene.state.connection {
        Connection::Untested if able => (Tone::Neutral, None, scene.text("connection-free")),
        Connection::Untested => (Tone::Neutral, None, scene.text("connection-no-key")),
        Connection::Testing => (Tone::Info, None, scene.text("connection-testing")),
        Connection::Tested(ConnectionResult::Accepted(took)) => {
            (Tone::Ok, Some(Icon::Check), scene.texts.with("connection-accepted", &[("ms", took.as_millis().into())]))
        }
        Connection::Tested(ConnectionResult::Refused(refusal)) => {
            (Tone::Bad, Some(Icon::Close), scene.texts.refusal_short(refusal))
        }
        Connection::Tested(ConnectionResult::NoAnswer(why)) => {
            (Tone::Warn, Some(Icon::Alert), scene.texts.with("connection-none", &[("why", why.as_str().into())]))
        }
    };
    ui.horizontal(|ui| {
        if Press::new(&scene.text("account-test")).tall().enabled(able).show(ui).clicked() {
            scene.send(Command::TestConnection);
        }
        chip(ui, tone, icon, &text);
    });
}

fn base_url_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.state.session.base_url.is_some() {
        fixed_ui(ui, ui.available_width(), scene.state.base_url().as_str(), &scene.text("account-base-url"));
        note_ui(ui, &scene.text("account-base-url-session"), Tone::Neutral);
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
            note_ui(ui, &why, Tone::Bad);
        }
    }
}

/// Whether practice is used although there is a key; at the foot of the page.
pub(super) fn practice_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let settings = &scene.state.settings;
    if !matches!(scene.state.key, KeyStatus::Present(..)) || scene.state.session.practice {
        return;
    }
    let mut practice = settings.practice;
    let checkbox = ui.checkbox(&mut practice, scene.text("account-practice"));
    if checkbox.on_hover_text(scene.text("account-practice-more")).changed() {
        scene.send(Command::Set(Settings { practice, ..settings.clone() }));
    }
}
