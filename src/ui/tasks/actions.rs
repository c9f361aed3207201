//! The menu of a task: everything that can be done with it now, and nothing that cannot. Under the three dots, and where
//! the card is pressed with the right button.

use egui::Ui;

use super::{stage_line::stage_line, video_line};
use crate::{
    domain::{Move, Stage, Task},
    state::Command,
    ui::{
        actions::{Action, keys_of},
        scene::{Act, Over, Question, Scene},
        theme::Tone,
        widgets::{Icon, Item, icon_button, menu, menu_line},
    },
};

/// Shows the three dots and their menu.
pub(super) fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task) {
    let name = scene.texts.with("task-more", &[("title", task.title.as_str().into())]);
    let button = icon_button(ui, Icon::More, &name, false);
    menu(&button, &name, |ui| task_items_ui(ui, scene, task));
}

/// One thing that can be done with a task.
struct Offer {
    key: &'static str,
    icon: Option<Icon>,
    act: Act,
    danger: bool,
}

/// Shows what is in the menu.
pub(super) fn task_items_ui(ui: &mut Ui, scene: &mut Scene<'_>, task: &Task) {
    let (grave, plain): (Vec<_>, Vec<_>) = offers(scene, task).into_iter().partition(|offer| offer.danger);
    for offer in plain {
        offer_ui(ui, scene, offer);
    }
    if task.details().is_some() {
        let act = Act::Show(Over::Details(task.id));
        offer_ui(ui, scene, Offer { key: "task-details", icon: Some(Icon::Info), act, danger: false });
    }
    copies_ui(ui, scene, task);
    if !grave.is_empty() {
        menu_line(ui);
    }
    for offer in grave {
        offer_ui(ui, scene, offer);
    }
}

fn offer_ui(ui: &mut Ui, scene: &mut Scene<'_>, offer: Offer) {
    let name = scene.text(offer.key);
    let opens = match &offer.act {
        Act::Send(command) => matches!(**command, Command::OpenVideo(_)),
        Act::Show(_) => true,
        Act::Ask(_) | Act::Mend(..) => false,
    };
    let keys = if opens { keys_of(scene, Action::OpenCard).joined() } else { String::new() };
    let item = Item::new(&name).keys(&keys);
    let item = offer.icon.map_or(item, |icon| item.icon(icon));
    if (if offer.danger { item.danger() } else { item }).show(ui).clicked() {
        scene.act(offer.act);
    }
}

/// What this task listens to in its present stage.
fn offers(scene: &Scene<'_>, task: &Task) -> Vec<Offer> {
    let offer = |key, icon, command| Offer { key, icon, act: Act::send(command), danger: false };
    let videos = video_line::offers(task).map(|(key, command)| offer(key, None, command));
    videos.chain(by_stage(scene, task)).collect()
}

fn by_stage(scene: &Scene<'_>, task: &Task) -> Vec<Offer> {
    let id = task.id;
    let offer = |key, icon, command| Offer { key, icon, act: Act::send(command), danger: false };
    let asks = |key, icon, question| Offer { key, icon, act: Act::Ask(question), danger: true };
    let again = offer("task-again", Some(Icon::Again), Command::UseAgain(id));
    match &task.stage {
        Stage::Ready(..) => vec![
            offer("task-open", Some(Icon::Play), Command::OpenVideo(id)),
            offer("task-folder", Some(Icon::Folder), Command::ShowInFolder(id)),
            again,
        ],
        Stage::Waiting(_) => waiting_offers(scene, task),
        Stage::Sending(..) => {
            vec![again, Offer { danger: true, ..offer("task-stop", Some(Icon::Close), Command::Stop(id)) }]
        }
        Stage::Refused(_) | Stage::Failed(..) | Stage::Cancelled => vec![again],
        Stage::Running(..) => vec![
            offer("task-check", None, Command::LookNow(id)),
            again,
            // It is said that this cannot be, and why.
            Offer { danger: true, ..offer("task-cancel", Some(Icon::Close), Command::Cancel(id)) },
        ],
        Stage::Downloading(..) => vec![offer("task-check", None, Command::LookNow(id)), again],
        Stage::Unknown(_) => vec![
            offer("task-look", Some(Icon::Search), Command::LookNow(id)),
            Offer { danger: false, ..asks("task-name", None, Question::NameTask(id)) },
            again,
            asks("task-dismiss", Some(Icon::Close), Question::DismissLost(id)),
            asks("task-send-again", None, Question::SendAgain(id)),
        ],
        Stage::Dismissed(_) => vec![again, asks("task-send-again", None, Question::SendAgain(id))],
    }
}

/// Whether it is sent at all, when, and as what.
fn waiting_offers(scene: &Scene<'_>, task: &Task) -> Vec<Offer> {
    let id = task.id;
    let offer = |key, icon, command| Offer { key, icon, act: Act::send(command), danger: false };
    let mut offers = vec![match task.standing.held {
        true => offer("task-release", Some(Icon::Play), Command::Release(vec![id])),
        false => offer("task-hold", Some(Icon::Pause), Command::Hold(vec![id])),
    }];
    let (at, length) = scene.overview.in_line(task).unwrap_or((1, 1));
    if at > 1 {
        offers.push(offer("task-first", None, Command::PutInLine(id, Move::First)));
        offers.push(offer("task-earlier", None, Command::PutInLine(id, Move::Earlier)));
    }
    if at < length {
        offers.push(offer("task-later", None, Command::PutInLine(id, Move::Later)));
        offers.push(offer("task-last", None, Command::PutInLine(id, Move::Last)));
    }
    offers.push(offer("task-edit", None, Command::Edit(id)));
    offers.push(offer("task-again", Some(Icon::Again), Command::UseAgain(id)));
    offers.push(Offer { danger: true, ..offer("task-cancel", Some(Icon::Close), Command::Cancel(id)) });
    offers
}

fn copies_ui(ui: &mut Ui, scene: &Scene<'_>, task: &Task) {
    let request = task.request_id.clone().or_else(|| match &task.stage {
        Stage::Refused(refusal) | Stage::Waiting(Some(refusal)) => refusal.request_id.clone(),
        _ => None,
    });
    let copies = [
        ("copy-error", error_text(scene, task)),
        ("copy-task-id", task.stage.task_id().map(|id| id.0.clone())),
        ("copy-own-id", Some(task.external_id.clone())),
        ("copy-request-id", request),
    ];
    menu_line(ui);
    for (key, text) in copies {
        if let Some(text) = text
            && Item::new(&scene.text(key)).show(ui).clicked()
        {
            ui.copy_text(text);
        }
    }
}

/// What went wrong with a task, in words.
fn error_text(scene: &Scene<'_>, task: &Task) -> Option<String> {
    if let Stage::Unknown(lost) | Stage::Dismissed(lost) = &task.stage {
        return Some(scene.texts.lost(lost));
    }
    let line = stage_line(scene, task);
    matches!(line.tone, Tone::Bad | Tone::Warn).then_some(line.words)
}
