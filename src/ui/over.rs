//! What lies over the page besides the settings: details, the crop editor, guidance, a question, the palette, the sheet of
//! shortcuts; and the words of the menus over fields.
//!
//! Drawn after the page, the topmost last.

use egui::{Id, Ui};

use super::{
    actions::{Action, Keys, keys_of},
    compose::{speech_price, spoken_ui, voices_ui},
    crop::crop_ui,
    details::details_ui,
    guidance::guidance_ui,
    lost,
    palette::palette_ui,
    scene::{Question, Scene},
    shortcuts_sheet::shortcuts_ui,
    widgets::{Confirm, TextMenuWords, confirm, name_text_menus},
};
use crate::state::{Command, speech::SpeechCommand};

/// Shows what is open.
pub(super) fn over_ui(ui: &Ui, scene: &mut Scene<'_>) {
    details_ui(ui, scene);
    crop_ui(ui, scene);
    guidance_ui(ui, scene);
    voices_ui(ui, scene);
    spoken_ui(ui, scene);
    question_ui(ui, scene);
    palette_ui(ui, scene);
    shortcuts_ui(ui, scene);
}

fn question_ui(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(question) = scene.entries.question else { return key_host_ui(ui, scene) };
    let (title, sentence, yes, command) = match question {
        Question::RemoveKey => {
            ("remove-key-title", scene.text("remove-key-sentence"), "remove-key-yes", Command::RemoveKey)
        }
        Question::DismissLost(id) => {
            ("dismiss-title", scene.text("dismiss-sentence"), "dismiss-yes", Command::DismissLost(id))
        }
        Question::SendAgain(id) => {
            // What was found meanwhile, or cannot be sent any more, is no question.
            let Some(sentence) = lost::twice(scene, id) else {
                scene.entries.question = None;
                return;
            };
            ("send-again-title", sentence, "send-again-yes", Command::SendAgain(id))
        }
        Question::SpeakAgain(id) => {
            if !scene.state.can_speak_again(id) {
                scene.entries.question = None;
                return;
            }
            let price = [("price", speech_price(scene).into())];
            let sentence = scene.texts.with("speech-again-sentence", &price);
            let command = Command::Speech(SpeechCommand::SpeakAgain(id));
            ("speech-again-title", sentence, "speech-again-yes", command)
        }
        Question::NameTask(id) => return lost::name_task_ui(ui, scene, id),
    };
    let [title, yes, no] = [title, yes, "account-cancel"].map(|key| scene.text(key));
    let asked = Confirm { title: &title, sentence: &sentence, yes: &yes, no: &no, danger: true };
    let Some(answer) = confirm(ui, Id::unique("question"), &asked) else { return };
    scene.entries.question = None;
    if answer {
        scene.send(command);
    }
}

/// Asks whether the key may go to another host, as long as the state asks it.
fn key_host_ui(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(base) = scene.state.asks_for_base_url().cloned() else { return };
    let (host, old) = (base.origin(), scene.state.key_base_url().origin());
    let title = scene.texts.with("key-host-title", &[("host", host.as_str().into())]);
    let count = scene.state.unfinished_live();
    let gaps = [("host", host.into()), ("old", old.into()), ("count", count.into())];
    let sentence = scene.texts.with(if count == 0 { "key-host-sentence" } else { "key-host-tasks" }, &gaps);
    let (yes, no) = (scene.text("key-host-yes"), scene.text("key-host-no"));
    let asked = Confirm { title: &title, sentence: &sentence, yes: &yes, no: &no, danger: true };
    match confirm(ui, Id::unique("key host"), &asked) {
        Some(true) => scene.send(Command::AllowBaseUrl(base)),
        Some(false) => scene.send(Command::RefuseBaseUrl(base)),
        None => {}
    }
}

/// Gives the menus over fields their words, in the language of now.
pub(super) fn name_menus(ui: &Ui, scene: &Scene<'_>) {
    let control = |key: egui::Key| {
        let shortcut = egui::KeyboardShortcut::new(egui::Modifiers::COMMAND, key);
        Keys::of(shortcut, scene.texts).joined()
    };
    let items = [
        (scene.text("text-cut"), control(egui::Key::X)),
        (scene.text("text-copy"), control(egui::Key::C)),
        (scene.text("text-paste"), keys_of(scene, Action::Paste).joined()),
        (scene.text("text-all"), control(egui::Key::A)),
    ];
    name_text_menus(ui, TextMenuWords { items, menu: scene.text("text-menu") });
}
