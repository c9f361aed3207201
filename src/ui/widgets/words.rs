//! Words: one line in a rectangle, cut with an ellipsis when it does not fit, or a paragraph that is measured before it is
//! placed. Both are known to a screen reader, and what was cut is its own tooltip.

use std::sync::Arc;

use egui::{
    Align, Color32, Galley, Label, Layout, Pos2, Rect, Response, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo,
    pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use crate::ui::{
    letters::Type,
    theme::{LINE, S, Tokens},
};

/// What makes a half round up the page instead of down.
pub const NUDGE: f32 = 0.3;

/// Words of a size and colour, for labels.
#[must_use]
pub fn words(text: impl Into<String>, size: Type, color: Color32) -> RichText {
    RichText::new(text).font(size.font()).color(color)
}

/// How wide words are in one line.
#[must_use]
pub fn width_of(ui: &Ui, text: &str, size: Type) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), size.font(), Color32::PLACEHOLDER).size().x
}

/// One line of words inside a rectangle, at its left, middle or right, half way up.
pub fn words_in(ui: &mut Ui, rect: Rect, side: Align, text: RichText) -> Response {
    let layout = match side {
        Align::Min => Layout::left_to_right(Align::Center),
        Align::Center => Layout::centered_and_justified(egui::Direction::LeftToRight),
        Align::Max => Layout::right_to_left(Align::Center),
    };
    // Half a pixel goes up, as people expect of words in the middle of a line.
    let rect = rect.translate(vec2(0.0, -NUDGE));
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout)).add(Label::new(text).truncate())
}

/// A paragraph in a width, on rows of 20, measured and not yet placed. `rows` is the most it may take; what does not fit is
/// cut with an ellipsis.
#[must_use]
pub fn paragraph(ui: &Ui, text: &str, size: Type, color: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let format = TextFormat { line_height: Some(size.line()), ..TextFormat::simple(size.font(), color) };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width.max(1.0);
    job.wrap.max_rows = rows;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Places a measured paragraph, as one label.
pub fn place(ui: &mut Ui, at: Pos2, galley: Arc<Galley>) -> Response {
    let rect = galley.rect.translate(at.to_vec2());
    let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), galley.text()));
    let cut = galley.elided.then(|| galley.text().to_owned());
    ui.painter().galley(at, galley, Color32::PLACEHOLDER);
    match cut {
        Some(whole) => response.on_hover_text(whole),
        None => response,
    }
}

/// A paragraph whose rows are centred in an area, from `top` down; says where it ends.
pub fn centred(ui: &mut Ui, area: Rect, top: f32, text: &str, size: Type, color: Color32) -> f32 {
    let mut job = LayoutJob::clone(&paragraph(ui, text, size, color, area.width(), usize::MAX).job);
    job.halign = Align::Center;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let bottom = top + galley.size().y;
    place(ui, pos2(area.center().x, top), galley);
    bottom
}

/// A paragraph in the flow, as wide as there is room.
pub fn paragraph_ui(ui: &mut Ui, text: &str, size: Type, color: Color32) -> Response {
    let galley = paragraph(ui, text, size, color, ui.available_width(), usize::MAX);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    place(ui, rect.min, galley)
}

/// The head of a section, with a number at the right where there is one; under it where there is no room for both.
pub fn section_head(ui: &mut Ui, text: &str, number: Option<(&str, Color32)>) {
    let color = Tokens::of(ui).text2;
    head_line(ui, words(text, Type::Head, color), number);
}

/// A name at the left and a note at the right of one line; the note below where there is no room for both.
pub(super) fn head_line(ui: &mut Ui, name: RichText, note: Option<(&str, Color32)>) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, LINE), Sense::hover());
    let name = words_in(ui, rect, Align::Min, name);
    let Some((note, color)) = note else { return };
    if width_of(ui, note, Type::Meta) <= width - name.rect.width() - S {
        words_in(ui, rect, Align::Max, words(note, Type::Meta, color));
    } else {
        paragraph_ui(ui, note, Type::Meta, color);
    }
}
