//! What things lie on: wells, cards, banners, toasts, dialogs, empty pages, the rows of a form.

use egui::{Id, Rect, Sense, Ui, pos2, vec2};

use super::{column, group};
use crate::ui::{
    theme::{L, M, S, TALL, Tokens, Tone, WELL_RADIUS, XL},
    widgets::{
        Confirm, Dialog, Edge, Icon, Press, Toast, banner, confirm, empty_state, fixed_value, form_head, form_label,
        form_note, keycaps, noted, paint_card, paint_well, place_row, progress, skeleton, skeleton_chips, table_row,
    },
};

/// Width and height of a well, a card and a page.
const WELL: egui::Vec2 = vec2(190.0, 84.0);
const PAGE: egui::Vec2 = vec2(400.0, 220.0);
/// Height of a bar of progress.
const BAR: f32 = 4.0;
/// How much of it is done.
const DONE: f32 = 0.4;

/// What is open.
#[derive(Debug, Default)]
pub(super) struct Tried {
    dialog: bool,
    question: bool,
}

/// Shows them.
pub(super) fn surfaces_ui(ui: &mut Ui, tried: &mut Tried) {
    wells_ui(ui);
    banners_ui(ui);
    rows_ui(ui);
    dialogs_ui(ui, tried);
}

fn wells_ui(ui: &mut Ui) {
    group(ui, "Wells, cards, and what is still coming", |ui| {
        let ground = Tokens::of(ui).bg2;
        for edge in [Edge::Empty, Edge::Lit, Edge::Filled, Edge::Bad] {
            let (rect, _) = ui.allocate_exact_size(WELL, Sense::hover());
            paint_well(ui, rect, edge, ground);
        }
        for tone in [Tone::Neutral, Tone::Warn] {
            let (rect, _) = ui.allocate_exact_size(WELL, Sense::hover());
            paint_card(ui, rect, tone);
        }
        let (rect, _) = ui.allocate_exact_size(WELL, Sense::hover());
        skeleton(ui, rect, WELL_RADIUS);
        for done in [Some(0.0), Some(DONE), Some(1.0), None] {
            let (rect, _) = ui.allocate_exact_size(vec2(WELL.x, BAR), Sense::hover());
            progress(ui, rect, done, 3, "Progress");
        }
    });
    column(ui, "Chips that are still coming", skeleton_chips);
    group(ui, "A page with nothing to show", |ui| {
        let (rect, _) = ui.allocate_exact_size(PAGE, Sense::hover());
        empty_state(
            ui,
            rect,
            Icon::Search,
            "Nothing found",
            "No task has all of these words",
            Some(Press::new("Show all")),
        );
    });
}

fn banners_ui(ui: &mut Ui) {
    column(ui, "Banners and toasts", |ui| {
        for tone in [Tone::Bad, Tone::Warn] {
            banner(ui, tone, "What is so", "What to do about it", &[Press::new("Do it")]);
        }
        for (tone, icon, action, close) in [
            (Tone::Ok, Icon::Check, Some("Open"), None),
            (Tone::Bad, Icon::Alert, None, Some("Dismiss")),
            (Tone::Warn, Icon::Alert, Some("A button with a long name"), Some("Dismiss")),
        ] {
            Toast { icon, tone, title: "What happened", detail: "And more of it", action, close }.show(ui);
        }
    });
}

fn rows_ui(ui: &mut Ui) {
    column(ui, "The rows of a form", |ui| {
        let tokens = Tokens::of(ui);
        form_label(ui, "A name");
        fixed_value(ui, ui.available_width(), "/a/value/that/cannot/be/edited", "A name");
        form_note(ui, "A note under it", Tone::Neutral);
        form_note(ui, "What is wrong with it", Tone::Bad);
        form_head(ui, "A name", Some(("with a note", tokens.text3)));
        let parts = [("Two parts", tokens.words(Tone::Ok)), ("of a note", tokens.text3)];
        noted(ui, Icon::Key, tokens.tone(Tone::Ok), &parts);
        table_row(ui, "A row", "and its value");
        let row = place_row(ui, "A shortcut", "A shortcut (Ctrl+K)", TALL + XL);
        keycaps(ui, row.right_center(), &["Ctrl".to_owned(), "K".to_owned()]);
    });
}

fn dialogs_ui(ui: &mut Ui, tried: &mut Tried) {
    group(ui, "Dialogs", |ui| {
        tried.dialog |= Press::new("A dialog…").show(ui).clicked();
        tried.question |= Press::new("A question…").show(ui).clicked();
    });
    if tried.dialog {
        let shown = Dialog::new(Id::unique("gallery dialog"), "A dialog", PAGE).show(ui, |ui, rect| {
            let place = Rect::from_min_max(pos2(rect.left() + XL, rect.top() + XL), rect.max - vec2(L, M));
            let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(place));
            inner.spacing_mut().item_spacing.y = S;
            form_label(&mut inner, "What is inside is the caller's");
            Press::new("Close").tall().show(&mut inner).clicked()
        });
        tried.dialog = !(shown.inner || shown.closed);
    }
    if tried.question {
        let asked = Confirm {
            title: "Remove it?",
            sentence: "It cannot be brought back, which is why it is asked for once more.",
            yes: "Remove",
            no: "Keep",
            danger: true,
        };
        tried.question = confirm(ui, Id::unique("gallery question"), &asked).is_none();
    }
}
