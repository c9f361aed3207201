//! What actions change that is no part of the state: what is seen, and who has the keyboard.

use egui::{Ui, ViewportCommand};

use crate::{
    domain::VoiceWay,
    state::{Command, Place, SettingsPage},
    ui::{
        compose::path_id,
        scene::{Column, Over, Question, Scene, search_id},
        toasts,
    },
};

/// What is to be seen, or to have the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum View {
    /// A dialog of its own: the palette or the sheet of shortcuts. Asked for again, it goes.
    Over(Over),
    /// A column.
    Column(Column),
    /// The field that searches.
    Search,
    /// The field for a path or link.
    Path(Place),
    /// What is in the clipboard, taken as Ctrl+V takes it.
    Paste,
    /// The question whether the key is to be removed.
    RemoveKey,
    /// The newest notice, copied.
    CopyNotice,
    /// What is known of the trouble of the card that has the keyboard, else of the newest task in trouble.
    Details,
    /// Nothing more: the window closes.
    Quit,
}

/// Shows it.
pub(super) fn see(ui: &Ui, scene: &mut Scene<'_>, view: View) {
    match view {
        View::Over(over) => toggle(scene, over),
        View::Column(column) => scene.entries.enter = Some(column),
        View::Search => scene.entries.give = Some(search_id()),
        View::Path(place) => {
            match place {
                Place::Portrait => scene.entries.portrait_path.get_or_insert_default(),
                Place::Voice => scene.entries.voice_path.get_or_insert_default(),
            };
            if place == Place::Voice && scene.state.draft.voice.way != VoiceWay::File {
                scene.send(Command::UseVoiceWay(VoiceWay::File));
            }
            scene.entries.give = Some(path_id(place));
        }
        View::Paste => ui.send_viewport_cmd(ViewportCommand::RequestPaste),
        View::RemoveKey => {
            scene.entries.question = Some(Question::RemoveKey);
            scene.send(Command::OpenSettings(SettingsPage::Account));
        }
        View::CopyNotice => {
            if let Some(notice) = scene.state.notices.last() {
                ui.copy_text(toasts::text_of(scene, &notice.kind));
            }
        }
        View::Details => {
            let tasks = &scene.state.tasks;
            let on_the_card = scene.entries.list.card().and_then(|id| tasks.get(id));
            let mut in_trouble = on_the_card.into_iter().chain(tasks.iter()).filter(|task| task.details().is_some());
            if let Some(task) = in_trouble.next() {
                toggle(scene, Over::Details(task.id));
            }
        }
        View::Quit => ui.send_viewport_cmd(ViewportCommand::Close),
    }
}

fn toggle(scene: &mut Scene<'_>, over: Over) {
    // A question is answered before anything else.
    if scene.entries.question.is_none() {
        scene.entries.over = (scene.entries.over != Some(over)).then_some(over);
    }
}
