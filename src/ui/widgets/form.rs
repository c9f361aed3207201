//! The rows of a form: the name of a field, the note under it, a value that cannot be edited, a line of a table, a switch.
//!
//! Not the fields themselves (`field`).

use egui::{Align, Rect, Response, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{Icon, focus_ring, paragraph, paragraph_ui, place, width_of, words, words::head_line, words_in};
use crate::ui::{
    letters::Type,
    theme::{BUTTON, BUTTON_RADIUS, CHIP_RADIUS, FIELD, ICON, LINE, M, S, TALL, Tokens, Tone, XS},
};

/// The name of what follows.
pub fn form_label(ui: &mut Ui, text: &str) -> Response {
    let color = Tokens::of(ui).text2;
    paragraph_ui(ui, text, Type::Control, color)
}

/// The name of what follows, with a note at the right, or below where there is no room for both.
pub fn form_head(ui: &mut Ui, text: &str, note: Option<(&str, egui::Color32)>) {
    let color = Tokens::of(ui).text2;
    head_line(ui, words(text, Type::Control, color), note);
}

/// A sentence under a field.
pub fn form_note(ui: &mut Ui, text: &str, tone: Tone) -> Response {
    let tokens = Tokens::of(ui);
    let color = if tone == Tone::Neutral { tokens.text3 } else { tokens.words(tone) };
    paragraph_ui(ui, text, Type::Meta, color)
}

/// A note of several parts, each in its colour, after a small icon.
pub fn noted(ui: &mut Ui, icon: Icon, color: egui::Color32, parts: &[(&str, egui::Color32)]) -> Response {
    let side = ICON - 2.0;
    let mut job = egui::text::LayoutJob::default();
    for (text, color) in parts {
        let format = egui::TextFormat::simple(Type::Meta.font(), *color);
        let format = egui::TextFormat { line_height: Some(LINE), ..format };
        let between = if job.is_empty() { "" } else { " " };
        job.append(&format!("{between}{text}"), 0.0, format);
    }
    job.wrap.max_width = ui.available_width() - side - XS;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    icon.paint(ui.painter(), rect.min + vec2(side, LINE) / 2.0, side, color);
    place(ui, rect.min + vec2(side + XS + 2.0, 0.0), galley)
}

/// A value that cannot be edited, framed like a field; `name` is for those who cannot see what stands above it. The end
/// of a long one is more telling than its middle: the tooltip has all of it.
pub fn fixed_value(ui: &mut Ui, width: f32, text: &str, name: &str) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, TALL), Sense::hover());
    ui.painter().rect(rect, BUTTON_RADIUS, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    let inner = rect.shrink2(vec2(M + 1.0, 0.0));
    words_in(ui, inner, Align::Min, words(text, Type::Mono, tokens.text1)).on_hover_text(format!("{name}\n{text}"))
}

/// A line of a table: a name at the left, a value at the right, a hair below; the value under the name where there is no
/// room for both.
pub fn table_row(ui: &mut Ui, name: &str, value: &str) {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let beside = width_of(ui, name, Type::Control) + S + width_of(ui, value, Type::Control) <= width;
    let (rect, _) = ui.allocate_exact_size(vec2(width, if beside { FIELD } else { FIELD + LINE }), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.stroke());
    let line = |top: f32| Rect::from_min_size(rect.min + vec2(0.0, top), vec2(width, LINE));
    let (first, second) = if beside { (line(6.0), line(6.0)) } else { (line(6.0), line(6.0 + LINE)) };
    words_in(ui, first, Align::Min, words(name, Type::Control, tokens.text2));
    words_in(ui, second, if beside { Align::Max } else { Align::Min }, words(value, Type::Control, tokens.text1));
}

/// A row with a name at the left, of as many lines as it needs beside `room` at the right for what is drawn there; `spoken` is
/// what a screen reader says of both. Returns its place.
pub fn place_row(ui: &mut Ui, name: &str, spoken: &str, room: f32) -> Rect {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let galley = paragraph(ui, name, Type::Control, tokens.text1, width - room, usize::MAX);
    let height = (galley.size().y + S).max(BUTTON + 2.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, spoken));
    let place = egui::Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
    ui.painter().galley(place.min, galley, tokens.text1);
    rect
}

/// A box that is ticked or not, with its words beside it, which may take several rows. Returns whether it was pressed.
pub fn tick_box(ui: &mut Ui, on: bool, text: &str) -> Response {
    let tokens = Tokens::of(ui);
    let side = ICON + 2.0;
    let galley = paragraph(ui, text, Type::Control, tokens.text1, ui.available_width() - side - S, usize::MAX);
    let size = vec2(side + S + galley.size().x, galley.size().y.max(side + XS));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, text));
    let tick = Rect::from_min_size(rect.min + Vec2::Y, Vec2::splat(side));
    let near = response.hovered() || response.has_focus();
    let ground = match (on, near) {
        (true, _) => tokens.accent,
        (false, true) => tokens.bg3,
        (false, false) => tokens.bg2,
    };
    // The frame tells the box from the page: drawn in the colour of words, not of lines.
    let edge = egui::Stroke::new(1.0, if on { tokens.accent } else { tokens.text3 });
    ui.painter().rect(tick, CHIP_RADIUS - 1, ground, edge, StrokeKind::Inside);
    if on {
        Icon::Check.paint(ui.painter(), tick.center(), ICON - XS, tokens.on_accent);
    }
    let at = pos2(tick.right() + S, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, tokens.text1);
    focus_ring(ui, &response, CHIP_RADIUS);
    response
}

/// Shows rows of buttons or fields that go to the next row where there is no room.
pub fn flow<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(S);
        content(ui)
    })
    .inner
}
