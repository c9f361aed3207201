//! What can be pressed and typed into.

use egui::{Id, Ui};

use super::{column, group};
use crate::ui::{
    theme::{FIELD, Tone},
    widgets::{
        Field, Icon, Item, Look, Press, area, bare_icon_button, chip, icon_button, menu, pill, segments, stepper, tabs,
        tick_box,
    },
};

/// Width of a field, and of a frame of segments.
const WIDTH: f32 = 240.0;
/// Rows of the area.
const ROWS: usize = 3;

/// What was pressed and typed here.
#[derive(Debug, Default)]
pub(super) struct Tried {
    ticked: bool,
    segment: u8,
    tab: u8,
    step: i8,
    text: String,
    long: String,
}

/// Shows them.
pub(super) fn controls_ui(ui: &mut Ui, tried: &mut Tried) {
    buttons_ui(ui);
    choices_ui(ui, tried);
    fields_ui(ui, tried);
    chips_ui(ui);
}

fn buttons_ui(ui: &mut Ui) {
    group(ui, "Buttons", |ui| {
        for (name, look) in [
            ("Primary", Look::Primary),
            ("Plain", Look::Plain),
            ("Danger", Look::Danger),
            ("Quiet", Look::Quiet),
            ("Inline", Look::Inline),
        ] {
            Press::new(name).look(look).show(ui);
            Press::new(&format!("{name}, off")).look(look).enabled(false).show(ui);
        }
        Press::new("With a shortcut").look(Look::Primary).cap("Ctrl ↵").show(ui);
        Press::new("Tall").tall().show(ui);
        Press::new("With an icon").icon(Icon::Key).show(ui);
        Press::new("Unfolds").look(Look::Quiet).trailing(Icon::Down).show(ui);
        icon_button(ui, Icon::Gear, "Bare icon", false);
        icon_button(ui, Icon::Close, "Framed icon", true);
        let button = bare_icon_button(ui, Icon::More, "Menu", false);
        menu(&button, "Menu", |ui| {
            Item::new("Plain item").show(ui);
            Item::new("With icon and keys").icon(Icon::Search).keys("Ctrl+F").show(ui);
            Item::new("Off").enabled(false).show(ui);
            Item::new("Danger…").danger().show(ui);
        });
    });
}

fn choices_ui(ui: &mut Ui, tried: &mut Tried) {
    group(ui, "One of a few", |ui| {
        let choices = [(0, "One"), (1, "Two"), (2, "Three")];
        tried.segment = segments(ui, "Short", WIDTH, &choices, tried.segment).unwrap_or(tried.segment);
        let long = [(0, "A name that is long"), (1, "Another one that is long")];
        segments(ui, "Long", WIDTH, &long, tried.segment.min(1));
        for (at, name) in choices {
            if tabs(ui, name, tried.tab == at).clicked() {
                tried.tab = at;
            }
        }
        if tick_box(ui, tried.ticked, "A box that is ticked or not").clicked() {
            tried.ticked = !tried.ticked;
        }
        let steps = [("Less", (tried.step - 1).max(-2)), ("More", (tried.step + 1).min(2)), ("Usual", 0)];
        tried.step = stepper(ui, "Steps", &tried.step.to_string(), steps, tried.step).unwrap_or(tried.step);
    });
}

fn fields_ui(ui: &mut Ui, tried: &mut Tried) {
    group(ui, "Fields", |ui| {
        let id = |name: &str| Id::unique(("gallery", name));
        Field::new("Empty").hint("A hint").show(ui, id("empty"), WIDTH, &mut String::new());
        Field::new("Search").hint("Search").icon(Icon::Search).show(ui, id("search"), WIDTH, &mut tried.text);
        Field::new("Bad").bad(true).show(ui, id("bad"), WIDTH, &mut tried.text);
        Field::new("Code").code().show(ui, id("code"), WIDTH, &mut tried.text);
        Field::new("Secret").code().secret().show(ui, id("secret"), WIDTH, &mut tried.text);
    });
    column(ui, "Areas", |ui| {
        let id = |name: &str| Id::unique(("gallery", name));
        area(ui, id("area"), "Area", "Several lines", ROWS, false, &mut tried.long);
        area(ui, id("bad area"), "Bad area", "Several lines that cannot be used", ROWS, true, &mut tried.long);
    });
}

fn chips_ui(ui: &mut Ui) {
    group(ui, "Chips and signs", |ui| {
        ui.spacing_mut().interact_size.y = FIELD;
        for (name, tone, icon) in [
            ("neutral", Tone::Neutral, None),
            ("passed", Tone::Ok, Some(Icon::Check)),
            ("just over", Tone::Warn, Some(Icon::Info)),
            ("wrong", Tone::Bad, None),
            ("under way", Tone::Info, None),
            ("chosen", Tone::Accent, None),
        ] {
            chip(ui, tone, icon, name);
        }
        for (name, tone) in [("Practice mode", Tone::Warn), ("CometAPI", Tone::Ok), ("Trouble", Tone::Bad)] {
            let color = crate::ui::theme::Tokens::of(ui).words(tone);
            pill(ui, tone, name, color);
        }
    });
}
