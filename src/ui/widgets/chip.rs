//! Chips: one short fact each, in a tone, with a tick when it passed.
//!
//! Not buttons.

use egui::{Align2, Color32, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{Icon, NUDGE};
use crate::ui::{
    letters::Type,
    theme::{CHIP_RADIUS, Tokens, Tone},
};

/// A chip, cut with an ellipsis where there is no room; the whole text is its name and its tooltip.
pub fn chip(ui: &mut Ui, tone: Tone, icon: Option<Icon>, text: &str) -> Response {
    let tokens = Tokens::of(ui);
    let before = icon.map_or(0.0, |_| 14.0);
    let room = (ui.available_size_before_wrap().x - 16.0 - before).max(24.0);
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), Type::Meta.font(), Color32::PLACEHOLDER);
    let whole = ui.fonts_mut(|fonts| fonts.layout_job(job.clone())).size().x;
    // A chip that does not fit this row goes to the next before it is cut.
    let room = if whole > room { ui.max_rect().width() - 16.0 - before } else { room };
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 16.0 + before, 22.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    let color = tokens.words(tone);
    ui.painter().rect_filled(rect, CHIP_RADIUS, tokens.ground(tone));
    if let Some(icon) = icon {
        icon.paint(ui.painter(), pos2(rect.left() + 13.0, rect.center().y), 10.0, color);
    }
    let place =
        Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 8.0 + before, rect.center().y - NUDGE), galley.size());
    let cut = galley.elided;
    ui.painter().galley(place.min, galley, color);
    if cut { response.on_hover_text(text) } else { response }
}

/// How wide a chip with these words and no icon is, uncut.
#[must_use]
pub fn chip_width(ui: &Ui, text: &str) -> f32 {
    super::width_of(ui, text, Type::Meta) + 16.0
}

/// How wide a pill with these words is.
#[must_use]
pub fn pill_width(ui: &Ui, text: &str) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), Type::Detail.font(), Color32::PLACEHOLDER);
    galley.size().x + 35.0
}

/// The round sign in the top bar: a dot in a tone and a few words.
pub fn pill(ui: &mut Ui, tone: Tone, text: &str, color: Color32) -> Response {
    let tokens = Tokens::of(ui);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), Type::Detail.font(), color);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 35.0, 26.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), text));
    ui.painter().rect(rect, 13, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    ui.painter().circle_filled(pos2(rect.left() + 14.5, rect.center().y), 3.5, tokens.tone(tone));
    let place = Align2::LEFT_CENTER.anchor_size(pos2(rect.left() + 24.0, rect.center().y), galley.size());
    ui.painter().galley(place.min, galley, color);
    response
}
