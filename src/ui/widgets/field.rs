//! Fields for text: one line with a frame, or an area of several lines.
//!
//! They edit the text they are given; the caller compares and sends a command.

use egui::{Frame, Id, Margin, Rect, Response, RichText, Shape, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, vec2};

use super::Icon;
use crate::ui::{
    letters::Type,
    theme::{BUTTON_RADIUS, Tokens, Tone, WELL_RADIUS},
};

/// A field of one line.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    name: &'a str,
    hint: &'a str,
    height: f32,
    size: Type,
    icon: Option<Icon>,
    secret: bool,
    bad: bool,
}

impl<'a> Field<'a> {
    /// A field of 32; `name` is for those who cannot see what stands beside it.
    #[must_use]
    pub fn new(name: &'a str) -> Self {
        Self { name, hint: "", height: 32.0, size: Type::Control, icon: None, secret: false, bad: false }
    }

    /// Shown while it is empty.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// An icon before the text.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// 36 high and monospaced: keys and addresses.
    #[must_use]
    pub fn code(self) -> Self {
        Self { height: 36.0, size: Type::Mono, ..self }
    }

    /// Dots instead of characters.
    #[must_use]
    pub fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// Framed in the tone of what is wrong.
    #[must_use]
    pub fn bad(self, bad: bool) -> Self {
        Self { bad, ..self }
    }

    /// Shows it in the flow, as wide as said.
    pub fn show(self, ui: &mut Ui, id: Id, width: f32, text: &mut dyn egui::TextBuffer) -> Response {
        let (_, rect) = ui.allocate_space(vec2(width, self.height));
        self.show_in(ui, id, rect, text)
    }

    /// Shows it in a place.
    pub fn show_in(self, ui: &mut Ui, id: Id, rect: Rect, text: &mut dyn egui::TextBuffer) -> Response {
        let tokens = Tokens::of(ui);
        let ground = ui.painter().add(Shape::Noop);
        let before = self.icon.map_or(13.0, |_| 33.0);
        let inner = Rect::from_min_max(rect.min + vec2(before, 1.0), rect.max - vec2(10.0, 1.0));
        let mut child =
            ui.new_child(UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center)));
        let edit = TextEdit::singleline(text)
            .id(id)
            .frame(Frame::NONE)
            .font(self.size.font())
            .text_color(tokens.text1)
            .hint_text(RichText::new(self.hint).font(self.size.font()).color(tokens.text3))
            .password(self.secret)
            .min_size(vec2(0.0, inner.height()))
            .align(egui::Align2::LEFT_CENTER)
            .desired_width(inner.width());
        let response = child.add(edit).accessible_name(self.name);
        if let Some(icon) = self.icon {
            icon.paint(ui.painter(), rect.left_center() + vec2(18.0, 0.0), 13.0, tokens.text3);
        }
        let shape = frame_shape(ui, rect, BUTTON_RADIUS, response.has_focus(), self.bad);
        ui.painter().set(ground, shape);
        super::keep_in_sight(ui, &response);
        super::text_menu(ui, &response, text.as_str().chars().count(), self.secret);
        response
    }
}

/// An area of several lines, on rows of 20.
pub fn area(ui: &mut Ui, id: Id, name: &str, hint: &str, rows: usize, bad: bool, text: &mut String) -> Response {
    let tokens = Tokens::of(ui);
    let ground = ui.painter().add(Shape::Noop);
    let row = ui.fonts_mut(|fonts| fonts.row_height(&Type::Prose.font()));
    let frame = Frame::NONE.inner_margin(Margin { left: 13, right: 8, top: 11, bottom: 5 });
    let output = frame.show(ui, |ui| {
        ui.spacing_mut().extra_text_line_spacing = 20.0 - row;
        let edit = TextEdit::multiline(text)
            .id(id)
            .frame(Frame::NONE)
            .font(Type::Prose.font())
            .text_color(tokens.text1)
            .hint_text(RichText::new(hint).font(Type::Prose.font()).line_height(Some(20.0)).color(tokens.text3))
            .desired_rows(rows)
            .desired_width(f32::INFINITY);
        ui.add(edit).accessible_name(name)
    });
    let shape = frame_shape(ui, output.response.rect, WELL_RADIUS, output.inner.has_focus(), bad);
    ui.painter().set(ground, shape);
    super::keep_in_sight(ui, &output.inner);
    super::text_menu(ui, &output.inner, text.chars().count(), false);
    output.inner
}

/// Ground and edge of a field; with the keyboard in it an accent and a halo.
fn frame_shape(ui: &Ui, rect: Rect, radius: u8, focused: bool, bad: bool) -> Shape {
    let tokens = Tokens::of(ui);
    let line = match (focused, bad) {
        (_, true) => Stroke::new(1.0, tokens.tone(Tone::Bad)),
        (true, false) => Stroke::new(1.0, tokens.accent),
        (false, false) => tokens.stroke(),
    };
    let body = egui::epaint::RectShape::new(rect, radius, tokens.bg2, line, StrokeKind::Inside);
    if !focused {
        return body.into();
    }
    let halo = Stroke::new(3.0, tokens.ground(Tone::Accent));
    let ring = egui::epaint::RectShape::stroke(rect, radius, halo, StrokeKind::Outside);
    Shape::Vec(vec![ring.into(), body.into()])
}
