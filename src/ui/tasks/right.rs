//! The right side of a card: length and quality, the buttons that fit the stage, and the menu with all of them.
//!
//! Laid out from the right.

use egui::{Align, Rect, Sense, Ui, vec2};

use super::actions::menu_ui;
use crate::{
    domain::{Stage, Task},
    state::Command,
    ui::{
        letters::Type,
        scene::Scene,
        theme::Tokens,
        widgets::{Icon, Press, icon_button, words, words_in},
    },
};

/// Shows the right side.
pub(super) fn right_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task) {
    menu_ui(ui, scene, task);
    match &task.stage {
        Stage::Waiting(_) => {
            if icon_button(ui, Icon::Close, &scene.text("task-cancel"), false).clicked() {
                scene.send(Command::Cancel(task.id));
            }
        }
        Stage::Ready(..) => {
            if icon_button(ui, Icon::Again, &scene.text("task-again"), false).clicked() {
                scene.send(Command::UseAgain(task.id));
            }
            if icon_button(ui, Icon::Folder, &scene.text("task-folder"), false).clicked() {
                scene.send(Command::ShowInFolder(task.id));
            }
        }
        Stage::Refused(_) | Stage::Failed(..) | Stage::Cancelled => {
            if Press::new(&scene.text("task-again")).icon(Icon::Again).show(ui).clicked() {
                scene.send(Command::UseAgain(task.id));
            }
        }
        Stage::Unknown(_) => {
            let looking = task.watch.next.is_some_and(|next| next > scene.now);
            if Press::new(&scene.text("task-look")).enabled(looking).show(ui).clicked() {
                scene.send(Command::LookNow(task.id));
            }
            return;
        }
        Stage::Sending(..) | Stage::Running(..) | Stage::Downloading(..) => {}
    }
    numbers_ui(ui, scene, task);
}

fn numbers_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task) {
    let tokens = Tokens::of(ui);
    let length = task.video().map(|video| video.length).or_else(|| task.order.voice.length());
    let (rect, _) = ui.allocate_exact_size(vec2(84.0, 44.0), Sense::hover());
    let half = |top: f32| Rect::from_min_size(rect.min + vec2(0.0, top), vec2(rect.width(), 22.0));
    if let Some(length) = length {
        words_in(ui, half(0.0), Align::Max, words(scene.texts.length(length), Type::Meta, tokens.text3));
    }
    let mode = words(scene.texts.mode(task.order.mode), Type::Meta, tokens.text3);
    words_in(ui, if length.is_some() { half(22.0) } else { half(11.0) }, Align::Max, mode);
}
