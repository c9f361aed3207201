//! The key and where it is kept, the connection, the base URL, practice, and what a second costs.
//!
//! The key is typed into memory that is wiped, and only its last characters are ever shown.

use egui::{Id, TextEdit, Ui, text_edit::TextEditState};

use super::{connection::connection_ui, field_width, prices::prices_ui};
use crate::{
    domain::{ApiKey, BaseUrl, KeyFault, KeyHome, KeyStatus, Settings},
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
        KeyStatus::Present(KeyHome::Session, _) => choice_ui(ui, scene, true),
        KeyStatus::Present(..) => entry_ui(ui, scene, true, &[Keep::Save]),
        KeyStatus::Absent | KeyStatus::Unread => {
            entry_ui(ui, scene, false, &[Keep::Save]);
            form_note(ui, &scene.text("account-key-will"), Tone::Neutral);
        }
        KeyStatus::Trouble(why @ (KeyFault::NoKeychain(_) | KeyFault::File(..))) => {
            choice_ui(ui, scene, false);
            form_note(ui, &scene.texts.key_fault(why), Tone::Warn);
        }
        KeyStatus::Trouble(why) => {
            entry_ui(ui, scene, false, &[Keep::Save]);
            form_note(ui, &scene.texts.key_fault(why), Tone::Bad);
        }
    }
}

/// The field where there is no keychain: what can be done with a key instead, and what each means.
fn choice_ui(ui: &mut Ui, scene: &mut Scene<'_>, replacing: bool) {
    entry_ui(ui, scene, replacing, &[Keep::Session, Keep::File]);
    let place = scene.state.places.key.display().to_string();
    form_note(ui, &scene.texts.with("account-key-choice", &[("place", place.into())]), Tone::Neutral);
}

/// What a button does with the typed key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Keeps it where keys are kept here.
    Save,
    /// The same, where that is known to be this session.
    Session,
    /// Keeps it in the file.
    File,
}

impl Keep {
    fn words(self) -> &'static str {
        match self {
            Self::Save => "account-save",
            Self::Session => "account-key-session",
            Self::File => "account-key-file",
        }
    }

    fn command(self, key: ApiKey) -> Command {
        if self == Self::File { Command::KeepKeyInFile(key) } else { Command::KeepKey(key) }
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
    let tone = if matches!(home, KeyHome::Session | KeyHome::File) { Tone::Warn } else { Tone::Ok };
    let kept = scene.texts.key_home_long(home, &scene.state.places.key);
    let never = scene.text("account-key-never");
    let text = [(kept.as_str(), tokens.words(tone)), (never.as_str(), tokens.text3)];
    // What is in a file is on the disk.
    let shown = if home == KeyHome::File { 1 } else { 2 };
    noted(ui, Icon::Key, tokens.tone(tone), text.get(..shown).unwrap_or(&text));
}

fn key_id() -> Id {
    Id::unique("api key")
}

/// The field for a new key, and a button for each way to keep it; Enter does what the first one does.
fn entry_ui(ui: &mut Ui, scene: &mut Scene<'_>, replacing: bool, ways: &[Keep]) {
    let (name, hint) = (scene.text("account-key"), scene.text("account-key-hint"));
    let cancel = scene.text("account-cancel");
    let ways: Vec<(Keep, String)> = ways.iter().map(|way| (*way, scene.text(way.words()))).collect();
    let key = ApiKey::read(&scene.entries.key);
    let wrong = key.is_none() && !scene.entries.key.is_empty();
    let able = key.is_some() && !scene.state.key_busy();
    let button = |words| Press::new(words).tall().enabled(able);
    let cancel = Press::new(&cancel).tall();
    let chosen = flow(ui, |ui| {
        let keeping: f32 = ways.iter().map(|(_, words)| button(words).width(ui) + S).sum();
        let buttons = keeping - S + if replacing { S + cancel.width(ui) } else { 0.0 };
        let field = Field::new(&name).hint(&hint).code().secret().bad(wrong);
        let response = field.show(ui, key_id(), field_width(ui, buttons), &mut *scene.entries.key);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let entered = ways.first().filter(|_| entered).map(|(way, _)| *way);
        let mut pressed = None;
        for (way, words) in &ways {
            if button(words).show(ui).clicked() {
                pressed = Some(*way);
            }
        }
        if replacing && cancel.show(ui).clicked() {
            scene.entries.forget_settings();
        }
        pressed.or(entered)
    });
    if wrong {
        form_note(ui, &scene.text("account-key-wrong"), Tone::Bad);
    }
    // While the keychain is busy nothing is taken, and what was typed stays.
    if let (Some(way), false, Some(key)) = (chosen, scene.state.key_busy(), key) {
        scene.send(way.command(key));
        scene.entries.forget_settings();
        // The field's own memory of what was typed, for undoing, goes too.
        TextEdit::store_state(ui.ctx(), key_id(), TextEditState::default());
    }
}

fn base_url_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.state.session.base_url.is_some() {
        fixed_value(ui, ui.available_width(), scene.state.base_url().as_str(), &scene.text("account-base-url"));
        form_note(ui, &scene.text("account-base-url-session"), Tone::Neutral);
        if let Some(base) = scene.state.unasked_base_url().cloned()
            && Press::new(&scene.text("key-host-yes")).show(ui).clicked()
        {
            scene.send(Command::AllowBaseUrl(base));
        }
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
