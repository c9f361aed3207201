//! Surfaces: cards, the place of something that is still coming, a line that says what is wrong, and the middle of a page
//! that has nothing to show.
//!
//! Not wells (`well`) and not dialogs. Nothing here moves.

use egui::{Align, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::{Icon, Press, centred, paragraph, place};
use crate::ui::{
    letters::Type,
    theme::{CHIP_RADIUS, L, M, S, TALL, Tokens, Tone, WELL_RADIUS, XS},
};

/// A card's ground and edge in a place; the edge in a tone when it asks for a look.
pub fn paint_card(ui: &Ui, rect: Rect, edge: Tone) {
    let tokens = Tokens::of(ui);
    let line = if edge == Tone::Neutral { tokens.stroke() } else { Stroke::new(1.0, tokens.tone(edge)) };
    ui.painter().rect(rect, WELL_RADIUS, tokens.bg1, line, StrokeKind::Inside);
}

/// The place of something that is still coming: as large as that will be, so that nothing jumps when it is here.
pub fn skeleton(ui: &Ui, rect: Rect, radius: u8) {
    ui.painter().rect_filled(rect, radius, Tokens::of(ui).bg3);
}

/// The place of chips that are still coming.
pub fn skeleton_chips(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let mut left = rect.left();
    for width in [52.0, 60.0, 104.0] {
        let chip = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        skeleton(ui, chip.intersect(rect), CHIP_RADIUS);
        left += width + 6.0;
    }
}

/// A line in a tone with an icon, what is so, what to do about it, and buttons; the buttons below where there is no room
/// beside. Returns the one that was pressed.
pub fn banner(ui: &mut Ui, tone: Tone, what: &str, advice: &str, buttons: &[Press<'_>]) -> Option<usize> {
    let tokens = Tokens::of(ui);
    let width = ui.available_width();
    let widths: Vec<f32> = buttons.iter().map(|button| button.width(ui)).collect();
    let row = widths.iter().map(|width| width + S).sum::<f32>();
    let before = M + 16.0 + S;
    let beside = width - before - row - M >= 140.0;
    let room = width - before - M - if beside { row } else { 0.0 };
    let lines: Vec<_> = [(what, Type::Control, tokens.text1), (advice, Type::Meta, tokens.text2)]
        .into_iter()
        .filter(|(text, ..)| !text.is_empty())
        .map(|(text, size, color)| paragraph(ui, text, size, color, room, usize::MAX))
        .collect();
    let text_height: f32 = lines.iter().map(|line| line.size().y).sum();
    let below = if buttons.is_empty() { 0.0 } else { S + 28.0 };
    let height = if beside { text_height.max(28.0) } else { text_height + below };
    let (rect, _) = ui.allocate_exact_size(vec2(width, height + 2.0 * S), Sense::hover());
    ui.painter().rect_filled(rect, WELL_RADIUS - 2, tokens.banner(tone));
    let text_middle = if beside { rect.center().y } else { rect.top() + S + text_height / 2.0 };
    let icon = match tone {
        Tone::Ok | Tone::Accent => Icon::Check,
        Tone::Neutral | Tone::Info => Icon::Info,
        Tone::Warn | Tone::Bad => Icon::Alert,
    };
    icon.paint(ui.painter(), pos2(rect.left() + M + 8.0, text_middle), 16.0, tokens.words(tone));
    let mut top = text_middle - text_height / 2.0;
    for line in lines {
        let next = top + line.size().y;
        place(ui, pos2(rect.left() + before, top), line);
        top = next;
    }
    let at = if beside {
        pos2(rect.right() - row, rect.center().y - 14.0)
    } else {
        pos2(rect.left() + before, rect.bottom() - S - 28.0)
    };
    let layout = Layout::left_to_right(Align::Center);
    let place = Rect::from_min_max(at, pos2(rect.right(), at.y + 28.0));
    let mut row = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    row.spacing_mut().item_spacing.x = S;
    let pressed: Vec<bool> = buttons.iter().map(|button| button.show(&mut row).clicked()).collect();
    pressed.into_iter().position(|pressed| pressed)
}

/// What a page says that has nothing to show: an icon, a head, a sentence, and a button where something can be done.
pub fn empty_state(
    ui: &mut Ui,
    area: Rect,
    icon: Icon,
    head: &str,
    more: &str,
    button: Option<Press<'_>>,
) -> Option<Response> {
    let tokens = Tokens::of(ui);
    let text = area.shrink2(vec2(L.min(area.width() / 4.0), 0.0));
    let head_height = paragraph(ui, head, Type::Large, tokens.text1, text.width(), usize::MAX).size().y;
    let more_height = paragraph(ui, more, Type::Detail, tokens.text2, text.width(), usize::MAX).size().y;
    let button_height = if button.is_some() { L + 28.0 } else { 0.0 };
    let whole = TALL + M + head_height + XS + more_height + button_height;
    let top = (area.center().y - whole / 2.0).max(area.top() + S);
    icon_tile(ui, pos2(area.center().x - TALL / 2.0, top), icon);
    let below = centred(ui, text, top + TALL + M, head, Type::Large, tokens.text1);
    let below = centred(ui, text, below + XS, more, Type::Detail, tokens.text2);
    button.map(|button| {
        let place = Rect::from_min_size(pos2(area.left(), below + L), vec2(area.width(), 28.0));
        let layout = Layout::top_down(Align::Center);
        button.show(&mut ui.new_child(UiBuilder::new().max_rect(place).layout(layout)))
    })
}

/// A tile of 36 with an icon.
pub fn icon_tile(ui: &Ui, at: egui::Pos2, icon: Icon) {
    let tokens = Tokens::of(ui);
    let tile = Rect::from_min_size(at, vec2(TALL, TALL));
    ui.painter().rect(tile, crate::ui::theme::BUTTON_RADIUS, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    icon.paint(ui.painter(), tile.center(), 16.0, tokens.text2);
}

/// Tells a screen reader that something is being waited for in a place; nothing is drawn.
pub fn busy(ui: &mut Ui, rect: Rect, name: &str) {
    let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_busy();
        node.set_live(egui::accesskit::Live::Polite);
    });
}
