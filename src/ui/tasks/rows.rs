//! The cards as stops of the keyboard: one card is one stop before its buttons, the arrows go from card to card, and each
//! opens its video and its menu.
//!
//! Only cards in sight are built. A card elsewhere is scrolled to first and has the keyboard when it is there.

use egui::{EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, style::ScrollAnimation};

use super::{actions::task_items_ui, stage_line::stage_line};
use crate::{
    domain::{Move, Stage, SubmissionId, Task, history::Group},
    state::Command,
    ui::{
        scene::{Column, Scene},
        widgets::{context_menu, keyboard},
    },
};

/// Which card has the keyboard, or is to have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ui) struct InList {
    /// The card that had the keyboard last.
    card: Option<SubmissionId>,
    /// The card that is to be brought into sight and given the keyboard.
    go_to: Option<SubmissionId>,
}

/// Goes to a card, whatever the list shows now.
pub(in crate::ui) fn go_to(scene: &mut Scene<'_>, id: SubmissionId) {
    if scene.state.filter.group != Group::All {
        scene.send(Command::ShowGroup(Group::All));
    }
    if !scene.state.filter.search.is_empty() {
        scene.send(Command::Search(String::new()));
    }
    if scene.state.settings_page.is_some() {
        scene.send(Command::CloseSettings);
    }
    scene.entries.column = Column::Tasks;
    scene.entries.list.go_to = Some(id);
}

fn card_id(id: SubmissionId) -> Id {
    Id::unique(("task card", id.0))
}

/// Shows that a card can have the keyboard, and does what is asked of it.
pub(super) fn card_stop_ui(ui: &Ui, scene: &mut Scene<'_>, task: &Task, rect: Rect) -> Response {
    let response = ui.interact(rect, card_id(task.id), Sense::click());
    let stage = scene.texts.stage_word(task.stage.word());
    let line = stage_line(scene, task).words;
    let gaps = [("title", task.title.as_str().into()), ("stage", stage.into()), ("line", line.into())];
    let name = scene.texts.with("card-name", &gaps);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, ui.is_enabled(), &name));
    if response.has_focus() {
        scene.entries.list.card = Some(task.id);
        move_in_line(ui, scene, task);
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let by_pointer = response.clicked_by(egui::PointerButton::Primary);
    if by_pointer {
        response.request_focus();
    }
    let opens = response.double_clicked() || (response.clicked() && !by_pointer);
    if opens && task.video().is_some() {
        scene.send(Command::OpenVideo(task.id));
    }
    let menu = scene.texts.with("task-more", &[("title", task.title.as_str().into())]);
    context_menu(&response, &menu, |ui| task_items_ui(ui, scene, task));
    response
}

/// Moves a waiting task that has the keyboard in its line.
fn move_in_line(ui: &Ui, scene: &mut Scene<'_>, task: &Task) {
    if !matches!(task.stage, Stage::Waiting(_)) {
        return;
    }
    for (key, step) in [(Key::ArrowUp, Move::Earlier), (Key::ArrowDown, Move::Later)] {
        if ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
            scene.send(Command::PutInLine(task.id, step));
        }
    }
}

/// Before the list is drawn: gives it the keyboard when that was asked for.
pub(super) fn enter_list(ui: &Ui, scene: &mut Scene<'_>) {
    if scene.entries.enter != Some(Column::Tasks) || keyboard::is_dialog_open(ui) {
        return;
    }
    scene.entries.enter = None;
    let shown = &scene.overview.shown;
    let last = scene.entries.list.card.filter(|card| shown.contains(card));
    match last.or(shown.first().copied()) {
        Some(card) => scene.entries.list.go_to = Some(card),
        // No card: the first control of the column, if it has any.
        None => keyboard::to_next(ui),
    }
}

/// Inside the list, before its cards: takes the keys that go from card to card, and scrolls to where they go.
///
/// `page` is how many cards are in sight, `place` where a card is.
pub(super) fn move_ui(ui: &Ui, scene: &mut Scene<'_>, page: usize, place: impl Fn(usize) -> Option<Rect>) {
    let shown = &scene.overview.shown;
    // What lies behind a dialog cannot have the keyboard: it waits until the dialog is gone.
    let open = keyboard::is_dialog_open(ui);
    let go_to = |scene: &mut Scene<'_>| scene.entries.list.go_to.take_if(|id| !open && shown.contains(id));
    let to = asked_for(ui, scene, page).or_else(|| go_to(scene));
    let Some((to, at)) = to.and_then(|to| Some((to, shown.iter().position(|id| *id == to)?))) else { return };
    let Some(place) = place(at) else { return };
    ui.scroll_to_rect_animation(place, None, ScrollAnimation::none());
    ui.memory_mut(|memory| memory.request_focus(card_id(to)));
    ui.request_repaint();
}

/// From a place in the list to another; how many make a page.
type Leap = fn(usize, usize) -> usize;

/// Where the keys ask to go from the card that has the keyboard.
fn asked_for(ui: &Ui, scene: &Scene<'_>, page: usize) -> Option<SubmissionId> {
    let card = scene.entries.list.card?;
    if !ui.memory(|memory| memory.has_focus(card_id(card))) {
        return None;
    }
    let shown = &scene.overview.shown;
    let last = shown.len().checked_sub(1)?;
    let page = page.saturating_sub(2).max(1);
    let moves: [(Key, Leap); 6] = [
        (Key::ArrowDown, |at, _| at + 1),
        (Key::ArrowUp, |at, _| at.saturating_sub(1)),
        (Key::PageDown, |at, page| at + page),
        (Key::PageUp, usize::saturating_sub),
        (Key::Home, |_, _| 0),
        (Key::End, |_, _| usize::MAX),
    ];
    // With Alt they move the task instead.
    let pressed = |key: Key| ui.input_mut(|input| !input.modifiers.alt && input.consume_key(Modifiers::NONE, key));
    let (_, go) = moves.into_iter().find(|(key, _)| pressed(*key))?;
    let at = shown.iter().position(|id| *id == card)?;
    shown.get(go(at, page).min(last)).copied()
}
