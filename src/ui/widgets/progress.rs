//! A bar of four pixels that says how much is done, or that something is under way.
//!
//! Not animated: it moves when what it shows changes.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2};

use crate::ui::theme::Tokens;

/// Draws the bar in a place. `done` is 0 to 1; `None` when nobody knows, and then `beat` (any number, one more a second)
/// moves a short piece along. `name` says what is under way.
pub fn progress(ui: &mut Ui, rect: Rect, done: Option<f32>, beat: u64, name: &str) {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    let value = done.map(|done| f64::from(done.clamp(0.0, 1.0)));
    response
        .widget_info(|| WidgetInfo { value, ..WidgetInfo::labeled(Role::ProgressIndicator, ui.is_enabled(), name) });
    ui.painter().rect_filled(rect, 2, tokens.bg3);
    let (from, to) = match done {
        Some(done) => (0.0, done.clamp(0.0, 1.0)),
        None => {
            let at = (beat % 8) as f32 / 8.0;
            (at, at + 0.125)
        }
    };
    let x = |part: f32| rect.left() + rect.width() * part;
    ui.painter().rect_filled(
        Rect::from_min_max(pos2(x(from), rect.top()), pos2(x(to), rect.bottom())),
        2,
        tokens.accent,
    );
}
