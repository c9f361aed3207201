//! The shell of everything that lies over the page: settings, palette, sheets, questions.
//!
//! Only the frame, the ground behind it, who has the keyboard, and when it closes; what is inside is the caller's.
//! Invariants: it is never larger than the window less 16 on each side; Escape closes the topmost alone.

use egui::{
    Align, Align2, Area, Frame, Id, Key, Modal, Modifiers, Rect, Role, Sense, Shadow, Ui, UiBuilder, Vec2, pos2, vec2,
};

use super::{Look, Press, keyboard, words, words_in};
use crate::ui::{letters::Type, theme::Tokens};

/// The least space to the edges of the window.
const EDGE: f32 = 16.0;

/// A dialog that is open.
#[derive(Clone, Copy, Debug)]
pub struct Dialog<'a> {
    id: Id,
    name: &'a str,
    size: Vec2,
    top: Option<f32>,
    field: bool,
}

/// What came of showing a dialog.
#[derive(Debug)]
pub struct Shown<R> {
    /// What the inside returned.
    pub inner: R,
    /// Whether it is to be closed: Escape, or a press beside it.
    pub closed: bool,
}

impl<'a> Dialog<'a> {
    /// A dialog in the middle, of this size where the window has room for it; `name` is for screen readers.
    #[must_use]
    pub fn new(id: Id, name: &'a str, size: Vec2) -> Self {
        Self { id, name, size, top: None, field: false }
    }

    /// So far from the upper edge instead of in the middle.
    #[must_use]
    pub fn from_top(self, top: f32) -> Self {
        Self { top: Some(top), ..self }
    }

    /// It is all about one field: Escape closes it at once instead of leaving the field first.
    #[must_use]
    pub fn of_a_field(self) -> Self {
        Self { field: true, ..self }
    }

    /// How large it is in this window.
    #[must_use]
    pub fn fitting(&self, ui: &Ui) -> Vec2 {
        let window = ui.content_rect().size();
        let above = self.top.unwrap_or(EDGE).max(EDGE);
        self.size.min(window - vec2(2.0 * EDGE, above + EDGE)).max(Vec2::ZERO)
    }

    /// Shows it; the inside is given its place.
    pub fn show<R>(self, ui: &Ui, inside: impl FnOnce(&mut Ui, Rect) -> R) -> Shown<R> {
        let tokens = Tokens::of(ui);
        let shadow = Shadow { offset: [0, 16], blur: 48, spread: 0, color: tokens.shadow };
        let frame = Frame::NONE.fill(tokens.bg1).stroke(tokens.stroke()).corner_radius(14).shadow(shadow);
        let size = self.fitting(ui);
        let (had, had_field) = keyboard::had(ui.ctx());
        let modal = Modal::new(self.id).area(self.area()).frame(frame).backdrop_color(tokens.backdrop);
        let shown = modal.show(ui, |ui| {
            keyboard::layer(ui, self.id, true);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            ui.accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::Dialog);
                node.set_label(self.name);
                node.set_modal();
                let [x0, y0, x1, y1] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
                node.set_bounds(egui::accesskit::Rect { x0, y0, x1, y1 });
            });
            let mut inner = ui.new_child(UiBuilder::new().max_rect(rect));
            inside(&mut inner, rect)
        });
        let top = shown.is_top_modal && !shown.any_popup_open;
        let escape = top && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        let leaves_field = had_field && had.is_some() && !self.field;
        let closed = shown.backdrop_response.clicked() || shown.response.should_close() || (escape && !leaves_field);
        Shown { inner: shown.inner, closed }
    }

    fn area(&self) -> Area {
        // The dialog that screen readers know is inside, where its name and its size are.
        let area = Modal::default_area(self.id).role(Role::GenericContainer);
        match self.top {
            Some(top) => area.anchor(Align2::CENTER_TOP, vec2(0.0, top.max(EDGE))),
            None => area,
        }
    }
}

/// A question with two answers.
#[derive(Clone, Copy, Debug)]
pub struct Confirm<'a> {
    /// What it is about.
    pub title: &'a str,
    /// What follows from a yes.
    pub sentence: &'a str,
    /// The answer that does it.
    pub yes: &'a str,
    /// The answer that does nothing; it has the keyboard at first.
    pub no: &'a str,
    /// Whether a yes cannot be taken back.
    pub danger: bool,
}

/// Asks; returns the answer once there is one. Escape and a press beside the dialog are a no.
pub fn confirm(ui: &Ui, id: Id, question: &Confirm<'_>) -> Option<bool> {
    let tokens = Tokens::of(ui);
    let width = 400.0_f32.min(ui.content_rect().width() - 2.0 * EDGE);
    let text = words(question.sentence, Type::Control, tokens.text2).line_height(Some(20.0));
    let galley = egui::WidgetText::from(text.clone()).into_galley(
        ui,
        Some(egui::TextWrapMode::Wrap),
        width - 40.0,
        egui::TextStyle::Body,
    );
    let height = 20.0 + 24.0 + 6.0 + galley.size().y + 20.0 + 36.0 + 20.0;
    let shown = Dialog::new(id, question.title, vec2(width, height)).show(ui, |ui, rect| {
        let inner = rect.shrink(20.0);
        let head = Rect::from_min_size(inner.min, vec2(inner.width(), 24.0));
        words_in(ui, head, Align::Min, words(question.title, Type::Title, tokens.text1));
        let body = Rect::from_min_max(pos2(inner.left(), head.bottom() + 6.0), inner.max);
        ui.new_child(UiBuilder::new().max_rect(body)).label(text);
        let look = if question.danger { Look::Danger } else { Look::Primary };
        let (no, yes) = (Press::new(question.no).tall(), Press::new(question.yes).tall().look(look));
        let start = inner.right() - no.width(ui) - 8.0 - yes.width(ui);
        let foot = Rect::from_min_max(pos2(start, inner.bottom() - 36.0), inner.max);
        let layout = egui::Layout::left_to_right(Align::Center);
        let mut foot = ui.new_child(UiBuilder::new().max_rect(foot).layout(layout));
        let (no, yes) = (no.show(&mut foot).clicked(), yes.show(&mut foot).clicked());
        yes.then_some(true).or(no.then_some(false))
    });
    shown.inner.or(shown.closed.then_some(false))
}
