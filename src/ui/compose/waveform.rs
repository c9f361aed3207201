//! A sound as bars: the loudest sample of each stretch.
//!
//! Not a player.

use egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, vec2};

/// Width of a bar, and from one to the next.
const BAR: f32 = 3.0;
const STEP: f32 = 5.0;
/// The highest peak.
const TOP: f32 = 255.0;

/// Draws the bars of `peaks` in a place, three wide and two apart; `name` says what sound it is.
pub(super) fn waveform_ui(ui: &mut Ui, rect: Rect, peaks: &[u8], color: Color32, name: &str) {
    let response = ui.interact(rect, ui.next_auto_id(), Sense::hover());
    ui.skip_ahead_auto_ids(1);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, ui.is_enabled(), name));
    let count = (rect.width() / STEP).floor().max(1.0) as usize;
    for (at, peak) in loudest_of(peaks, count).enumerate() {
        let height = (f32::from(peak) / TOP * rect.height()).max(BAR);
        let middle = egui::pos2(rect.left() + at as f32 * STEP + BAR / 2.0, rect.center().y);
        ui.painter().rect_filled(Rect::from_center_size(middle, vec2(BAR, height)), 1, color);
    }
}

/// The loudest peak of each of `count` equal stretches, scaled so that the loudest of all fills the height.
fn loudest_of(peaks: &[u8], count: usize) -> impl Iterator<Item = u8> {
    let top = u16::from(peaks.iter().copied().max().unwrap_or_default().max(16));
    (0..count).map(move |at| {
        let from = at * peaks.len() / count;
        let to = ((at + 1) * peaks.len() / count).max(from + 1).min(peaks.len());
        let peak = peaks.get(from..to).and_then(|stretch| stretch.iter().max()).copied().unwrap_or_default();
        u8::try_from(u16::from(peak) * 255 / top).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::loudest_of;

    #[test]
    fn every_stretch_shows_its_loudest_sample() {
        let of = |peaks: &[u8], count| loudest_of(peaks, count).collect::<Vec<_>>();
        assert_eq!(of(&[0, 100, 200, 50], 2), [127, 255]);
        assert_eq!(of(&[200], 3), [255, 255, 255]);
        assert_eq!(of(&[], 2), [0, 0]);
        assert_eq!(of(&[1, 1], 1), [15], "near silence stays low");
    }
}
