//! Words in one line: placed in a rectangle, cut with an ellipsis when they do not fit, known to a screen reader.
//!
//! Not paragraphs: those are ordinary labels.

use egui::{Align, Color32, Label, Layout, Rect, Response, RichText, Sense, Ui, UiBuilder, Vec2, vec2};

use crate::ui::{letters::Type, theme::Tokens};

/// What makes a half round up the page instead of down.
pub const NUDGE: f32 = 0.3;

/// Words of a size and colour, for labels.
#[must_use]
pub fn words(text: impl Into<String>, size: Type, color: Color32) -> RichText {
    RichText::new(text).font(size.font()).color(color)
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

/// The head of a section, with a number at the right where there is one.
pub fn section_head(ui: &mut Ui, text: &str, number: Option<RichText>) -> Response {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let head = words_in(ui, rect, Align::Min, words(text, Type::Head, tokens.text2));
    if let Some(number) = number {
        let rest = Rect::from_min_size(rect.min + Vec2::X * (head.rect.width() + 8.0), rect.size());
        words_in(ui, rest.intersect(rect), Align::Max, number);
    }
    head
}
