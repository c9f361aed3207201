//! The menu of a task: everything that can be done with it now, and nothing that cannot.

use egui::{Popup, Ui};

use crate::{
    domain::{Stage, Task},
    state::Command,
    ui::{
        scene::Scene,
        widgets::{Icon, icon_button},
    },
};

/// Shows the three dots and their menu.
pub(super) fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task) {
    let name = scene.texts.with("task-more", &[("title", task.title.as_str().into())]);
    let button = icon_button(ui, Icon::More, &name, false);
    Popup::menu(&button).accessible_name(name).width(200.0).show(|ui| {
        for (key, command) in commands(task) {
            if ui.button(scene.text(key)).clicked() {
                scene.send(command);
            }
        }
        copies_ui(ui, scene, task);
    });
}

/// What this task listens to in its present stage.
fn commands(task: &Task) -> Vec<(&'static str, Command)> {
    let (id, again) = (task.id, ("task-again", Command::UseAgain(task.id)));
    match &task.stage {
        Stage::Ready(..) => {
            vec![("task-open", Command::OpenVideo(id)), ("task-folder", Command::ShowInFolder(id)), again]
        }
        Stage::Waiting(_) => vec![again, ("task-cancel", Command::Cancel(id))],
        Stage::Sending(..) | Stage::Refused(_) | Stage::Failed(..) | Stage::Cancelled => vec![again],
        Stage::Running(..) | Stage::Downloading(..) => vec![("task-check", Command::LookNow(id)), again],
        Stage::Unknown(_) => vec![("task-look", Command::LookNow(id)), again],
    }
}

fn copies_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task) {
    let request = task.request_id.clone().or_else(|| match &task.stage {
        Stage::Refused(refusal) | Stage::Waiting(Some(refusal)) => refusal.request_id.clone(),
        _ => None,
    });
    let ids = [
        ("copy-task-id", task.stage.task_id().map(|id| id.0.clone())),
        ("copy-own-id", Some(task.external_id.clone())),
        ("copy-request-id", request),
    ];
    ui.separator();
    for (key, id) in ids {
        if let Some(id) = id
            && ui.button(scene.text(key)).clicked()
        {
            ui.copy_text(id);
        }
    }
}
