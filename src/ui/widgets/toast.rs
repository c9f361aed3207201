//! A toast: what happened, in a tone, with one button and a cross where they are wanted.
//!
//! Not when it comes and goes. The button goes below the words where there is no room beside them.

use egui::{Align, Frame, Layout, Margin, Rect, Response, Sense, Shadow, Ui, UiBuilder, pos2, vec2};

use super::{Icon, Press, icon_button, paragraph, place};
use crate::ui::{
    letters::Type,
    theme::{BUTTON, ICON, ICON_BUTTON, L, M, S, Tokens, Tone, WELL_RADIUS},
};

/// The widest that a toast is, its edges included.
const WIDTH: f32 = 340.0;
/// The least room for words beside a button.
const BESIDE: f32 = 140.0;
/// Around what is inside.
const INSIDE: Margin = Margin { left: 15, right: 14, top: 12, bottom: 12 };

/// What a toast shows.
#[derive(Clone, Copy, Debug)]
pub struct Toast<'a> {
    /// Before the words.
    pub icon: Icon,
    /// Of the icon.
    pub tone: Tone,
    /// What happened.
    pub title: &'a str,
    /// More of it; may be empty.
    pub detail: &'a str,
    /// The name of the button.
    pub action: Option<&'a str>,
    /// The name of the cross.
    pub close: Option<&'a str>,
}

/// What was pressed on a toast.
#[derive(Debug)]
pub struct Toasted {
    /// The whole of it.
    pub response: Response,
    /// The button.
    pub acted: bool,
    /// The cross.
    pub closed: bool,
}

impl Toast<'_> {
    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> Toasted {
        let tokens = Tokens::of(ui);
        let shadow = Shadow { offset: [0, 10], blur: 30, spread: 0, color: tokens.shadow };
        let frame = Frame::NONE.fill(tokens.bg2).stroke(tokens.stroke()).corner_radius(WELL_RADIUS).shadow(shadow);
        let shown = frame.inner_margin(INSIDE).show(ui, |ui| {
            let edges = f32::from(INSIDE.left) + f32::from(INSIDE.right) + 2.0;
            let width = WIDTH.min(ui.ctx().content_rect().width() - 2.0 * L) - edges;
            ui.set_width(width);
            self.inside(ui, width)
        });
        let (acted, closed) = shown.inner;
        Toasted { response: shown.response, acted, closed }
    }

    fn inside(self, ui: &mut Ui, width: f32) -> (bool, bool) {
        let tokens = Tokens::of(ui);
        let before = ICON + M - 1.0;
        let action = self.action.map(Press::new);
        let action_width = action.map_or(0.0, |press| press.width(ui) + S);
        let close_width = if self.close.is_some() { ICON_BUTTON } else { 0.0 };
        let beside = width - before - action_width - close_width >= BESIDE;
        let room = width - before - close_width - if beside { action_width } else { 0.0 };
        let title = paragraph(ui, self.title, Type::Strong, tokens.text1, room, usize::MAX);
        let detail = paragraph(ui, self.detail, Type::Detail, tokens.text2, room, usize::MAX);
        let detail_height = if self.detail.is_empty() { 0.0 } else { detail.size().y - 1.0 };
        let text = title.size().y + detail_height;
        let below = if beside || action.is_none() { 0.0 } else { S + BUTTON };
        let (rect, _) = ui.allocate_exact_size(vec2(width, text.max(BUTTON) + below), Sense::hover());
        let middle = pos2(rect.left() + ICON / 2.0, rect.top() + title.size().y.min(20.0) / 2.0);
        self.icon.paint(ui.painter(), middle, ICON, tokens.tone(self.tone));
        let at = rect.min + vec2(before, 0.0);
        let next = at + vec2(0.0, title.size().y - 1.0);
        place(ui, at, title);
        if !self.detail.is_empty() {
            place(ui, next, detail);
        }
        let mut part = |left: f32, top: f32, width: f32| {
            let place = Rect::from_min_size(pos2(left, top), vec2(width, BUTTON));
            ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)))
        };
        let (left, top) = if beside {
            (rect.right() - close_width - action_width + S, rect.top())
        } else {
            (at.x, rect.bottom() - BUTTON)
        };
        let acted = action.is_some_and(|press| press.show(&mut part(left, top, action_width)).clicked());
        let right = rect.right() - ICON_BUTTON;
        let closed = self.close.is_some_and(|name| {
            icon_button(&mut part(right, rect.top(), ICON_BUTTON), Icon::Close, name, false).clicked()
        });
        (acted, closed)
    }
}
