//! What is known of a task's trouble: what happened, whether it is billed, the next step with its button, and what support
//! asks for, all of which can be copied.
//!
//! Nothing is mended from here: a button becomes a command. Invariant: what is copied is what is shown, and neither holds a
//! key or a signed address, which are removed before anything is kept.

use std::sync::Arc;

use egui::{Align, Galley, Id, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::{
    letters::Type,
    scene::{Over, Scene},
    shortcuts_sheet::scroll_by_keys,
    text::Texts,
    theme::{L, M, S, TALL, Tokens, XS},
    widgets::{Dialog, Icon, Look, Press, paragraph, place},
};
use crate::{
    domain::{Door, NextStep, Task},
    state::{Command, SettingsPage},
};

/// The dialog's width where there is room for it.
const WIDTH: f32 = 560.0;
/// The dialog's most height.
const MOST: f32 = 560.0;
/// Width of the names beside their values.
const NAMES: f32 = 150.0;
/// Below this width a value stands under its name.
const BESIDE: f32 = 420.0;
/// Between the dialog's edge and what is in it.
const EDGE: f32 = L + XS;

/// The page of the settings where a task's trouble is mended, if it is mended there.
pub(super) fn settings_page(task: &Task) -> Option<SettingsPage> {
    match task.details()?.next {
        NextStep::Key | NextStep::Account | NextStep::BaseUrl => Some(SettingsPage::Account),
        NextStep::Folder => Some(SettingsPage::Library),
        NextStep::Edit | NextStep::Look | NextStep::Again | NextStep::FetchAgain | NextStep::ByItself => None,
    }
}

/// The button of the next step: the key of its words, its icon, and what it asks for.
fn next_button(task: &Task) -> Option<(&'static str, Icon, Command)> {
    if let Some(page) = settings_page(task) {
        return Some(("task-settings", Icon::Gear, Command::OpenSettings(page)));
    }
    match task.details()?.next {
        NextStep::Edit | NextStep::Again => Some(("task-again", Icon::Again, Command::UseAgain(task.id))),
        NextStep::FetchAgain => Some(("task-fetch-again", Icon::Again, Command::FetchAgain(task.id))),
        NextStep::Look => Some(("task-look", Icon::Search, Command::LookNow(task.id))),
        // What the provider has can be asked for before its time; what it has not is not sent before its time.
        NextStep::ByItself if task.stage.task_id().is_some() => {
            Some(("task-check", Icon::Again, Command::LookNow(task.id)))
        }
        NextStep::ByItself | NextStep::Key | NextStep::Account | NextStep::BaseUrl | NextStep::Folder => None,
    }
}

/// What is told: a title, what happened, and names with values.
struct Told {
    title: String,
    what: String,
    rows: Vec<(String, String)>,
}

impl Told {
    /// What there is to tell of a task, also once its trouble is over.
    fn of(scene: &Scene<'_>, task: &Task) -> Self {
        let texts = scene.texts;
        let details = task.details();
        let known = |key: &str, value: Option<String>| value.map(|value| (texts.get(key), value));
        let at = details
            .and_then(|details| details.at)
            .map(|at| at.to_zoned(scene.zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string());
        let rows = [
            known("details-billed", details.map(|details| texts.billed(details.billed))),
            known("details-next", details.map(|details| texts.next_step(task, &details))),
            known("details-at", at),
            known("details-http", details.and_then(|details| details.http).map(|http| http.to_string())),
            known("details-code", details.and_then(|details| details.code).map(str::to_owned)),
            known("details-words", details.and_then(|details| details.words).map(str::to_owned)),
            known("details-request", details.and_then(|details| details.request_id).map(str::to_owned)),
            known("details-task", task.stage.task_id().map(|id| id.0.clone())),
            known("details-own", Some(task.external_id.clone())),
            known("details-door", Some(door(scene, task))),
        ];
        let title = texts.with("details-title", &[("title", task.title.as_str().into())]);
        let what = texts.trouble(task).unwrap_or_else(|| texts.get("details-over"));
        Self { title, what, rows: rows.into_iter().flatten().collect() }
    }

    /// All of it as plain text.
    fn text(&self, texts: &Texts) -> String {
        let line = |(name, value): &(String, String)| {
            texts.with("details-line", &[("name", name.as_str().into()), ("value", value.as_str().into())])
        };
        let head = [self.title.clone(), self.what.clone()];
        head.into_iter().chain(self.rows.iter().map(line)).map(|line| line + "\n").collect()
    }
}

/// Through which door it went, and the host behind that.
fn door(scene: &Scene<'_>, task: &Task) -> String {
    match task.door {
        Door::Practice => scene.text("details-practice"),
        Door::Live => scene.state.base_url().host().to_owned(),
    }
}

/// What was pressed at the foot.
enum Pressed {
    Nothing,
    Copy,
    Close,
    Next(Box<Command>),
}

/// Shows the details while they are open.
pub(super) fn details_ui(ui: &Ui, scene: &mut Scene<'_>) {
    let Some(Over::Details(id)) = scene.entries.over else { return };
    let Some(task) = scene.state.tasks.get(id) else {
        scene.entries.over = None;
        return;
    };
    let told = Told::of(scene, task);
    let foot = Foot::of(scene, task);
    let width = Dialog::new(Id::NULL, "", vec2(WIDTH, MOST)).fitting(ui).x - 2.0 * EDGE;
    let page = Page::of(ui, &told, width);
    let below = L + foot.height(ui, width);
    let size = vec2(WIDTH, (page.size.y + S + below + 2.0 * EDGE).min(MOST));
    let shown = Dialog::new(Id::unique("details"), &told.title, size).show(ui, |ui, rect| {
        let inner = rect.shrink(EDGE);
        let body = Rect::from_min_max(inner.min, pos2(rect.right() - S, inner.bottom() - below));
        let place = Rect::from_min_max(pos2(inner.left(), body.bottom() + L), inner.max);
        let mut body = ui.new_child(UiBuilder::new().max_rect(body));
        ScrollArea::vertical().auto_shrink(false).animated(false).show(&mut body, |ui| {
            scroll_by_keys(ui, rect.height() - below - 2.0 * EDGE);
            page.show(ui);
        });
        foot.show(ui, place)
    });
    match shown.inner {
        Pressed::Copy => ui.copy_text(told.text(scene.texts)),
        Pressed::Next(command) => {
            scene.entries.over = None;
            scene.send(*command);
        }
        Pressed::Close => scene.entries.over = None,
        Pressed::Nothing if shown.closed => scene.entries.over = None,
        Pressed::Nothing => {}
    }
}

/// The words of the dialog, measured before their place is known.
struct Page {
    parts: Vec<(egui::Vec2, Arc<Galley>)>,
    size: egui::Vec2,
}

impl Page {
    fn of(ui: &Ui, told: &Told, width: f32) -> Self {
        let tokens = Tokens::of(ui);
        let mut page = Self { parts: vec![], size: vec2(width, 0.0) };
        page.add(ui, &told.title, (Type::Title, tokens.text1), (0.0, width));
        page.size.y += S;
        page.add(ui, &told.what, (Type::Control, tokens.text1), (0.0, width));
        page.size.y += S;
        for (name, value) in &told.rows {
            page.size.y += S;
            let top = page.size.y;
            let named = (Type::Control, tokens.text2);
            if width < BESIDE {
                page.add(ui, name, named, (0.0, width));
                page.add(ui, value, (Type::Control, tokens.text1), (0.0, width));
                continue;
            }
            page.add(ui, name, named, (0.0, NAMES - M));
            let beside = std::mem::replace(&mut page.size.y, top);
            page.add(ui, value, (Type::Control, tokens.text1), (NAMES, width - NAMES));
            page.size.y = page.size.y.max(beside);
        }
        page
    }

    /// Adds a paragraph below what there is.
    fn add(&mut self, ui: &Ui, text: &str, (size, color): (Type, egui::Color32), (left, width): (f32, f32)) {
        let galley = paragraph(ui, text, size, color, width, usize::MAX);
        let height = galley.size().y;
        self.parts.push((vec2(left, self.size.y), galley));
        self.size.y += height;
    }

    fn show(self, ui: &mut Ui) {
        let (rect, _) = ui.allocate_exact_size(self.size, egui::Sense::hover());
        for (offset, galley) in self.parts {
            place(ui, rect.min + offset, galley);
        }
    }
}

/// The buttons: copy at the left; close and the next step at the right, or in a row below where there is no room.
struct Foot {
    copy: String,
    close: String,
    next: Option<(String, Icon, Command)>,
}

impl Foot {
    fn of(scene: &Scene<'_>, task: &Task) -> Self {
        let next = next_button(task).map(|(key, icon, command)| (scene.text(key), icon, command));
        Self { copy: scene.text("details-copy"), close: scene.text("settings-close"), next }
    }

    fn copy(&self) -> Press<'_> {
        Press::new(&self.copy).tall()
    }

    fn close(&self) -> Press<'_> {
        Press::new(&self.close).tall()
    }

    fn next(&self) -> Option<Press<'_>> {
        let (name, icon, _) = self.next.as_ref()?;
        Some(Press::new(name).icon(*icon).tall().look(Look::Primary))
    }

    /// Width of the buttons at the right.
    fn right(&self, ui: &Ui) -> f32 {
        self.close().width(ui) + self.next().map_or(0.0, |next| S + next.width(ui))
    }

    fn height(&self, ui: &Ui, width: f32) -> f32 {
        let one_row = self.copy().width(ui) + S + self.right(ui) <= width;
        if one_row { TALL } else { 2.0 * TALL + S }
    }

    fn show(self, ui: &mut Ui, place: Rect) -> Pressed {
        let left = (place.right() - self.right(ui)).max(place.left());
        let mut row = |place: Rect| {
            let layout = Layout::left_to_right(Align::Center);
            let mut row = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
            row.spacing_mut().item_spacing.x = S;
            row
        };
        let copied = self.copy().show(&mut row(Rect::from_min_size(place.min, vec2(place.width(), TALL)))).clicked();
        let mut right = row(Rect::from_min_max(pos2(left, place.bottom() - TALL), place.max));
        let closed = self.close().show(&mut right).clicked();
        let stepped = self.next().is_some_and(|next| next.show(&mut right).clicked());
        match self.next {
            Some((_, _, command)) if stepped => Pressed::Next(Box::new(command)),
            _ if closed => Pressed::Close,
            _ if copied => Pressed::Copy,
            _ => Pressed::Nothing,
        }
    }
}
