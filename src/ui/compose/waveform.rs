//! A sound as bars: the loudest sample of each stretch, over the part of the sound that is in view.
//!
//! Not a player. Times are seconds from the start of the sound as it was given.

use egui::{Color32, Painter, Rect, pos2, vec2};

/// Width of a bar, and from one to the next.
const BAR: f32 = 3.0;
const STEP: f32 = 5.0;
/// The highest peak.
const TOP: f32 = 255.0;

/// What of a sound is in view, from one time to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct View {
    pub from: f32,
    pub to: f32,
}

impl View {
    /// All of a sound of this length.
    pub fn of(whole: f32) -> Self {
        Self { from: 0.0, to: whole }
    }

    /// How much is in view.
    pub fn span(self) -> f32 {
        self.to - self.from
    }

    /// The same stretch of time somewhere else, within a sound of this length.
    pub fn moved(self, by: f32, whole: f32) -> Self {
        let from = (self.from + by).clamp(0.0, (whole - self.span()).max(0.0));
        Self { from, to: from + self.span() }
    }

    /// So many times larger around a time, which stays where it is.
    pub fn zoomed(self, times: f32, around: f32, whole: f32, least: f32) -> Self {
        let span = (self.span() / times).clamp(least.min(whole), whole);
        let before = (around - self.from) / self.span().max(f32::EPSILON) * span;
        Self { from: around - before, to: around - before + span }.moved(0.0, whole)
    }
}

/// Where the times in view are drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub rect: Rect,
    pub view: View,
}

impl Scale {
    /// Where a time is drawn; at an edge when it is not in view.
    pub fn x(self, time: f32) -> f32 {
        let part = (time - self.view.from) / self.view.span().max(f32::EPSILON);
        self.rect.left() + part.clamp(0.0, 1.0) * self.rect.width()
    }

    /// Which time is drawn there.
    pub fn time(self, x: f32) -> f32 {
        let part = ((x - self.rect.left()) / self.rect.width().max(1.0)).clamp(0.0, 1.0);
        self.view.from + part * self.view.span()
    }

    /// Seconds in one point.
    pub fn seconds(self) -> f32 {
        self.view.span() / self.rect.width().max(1.0)
    }
}

/// Draws the bars of a sound of this length, three wide and two apart; `color` says which one a time has.
pub(super) fn paint(painter: &Painter, scale: Scale, peaks: &[u8], whole: f32, color: impl Fn(f32) -> Color32) {
    let rect = scale.rect;
    let count = (rect.width() / STEP).floor().max(1.0) as usize;
    let each = scale.view.span() / count as f32;
    let stretch = |time: f32| time / whole.max(f32::EPSILON) * peaks.len() as f32;
    let loudest = loudest_of(peaks, count, stretch(scale.view.from), stretch(scale.view.to));
    for (at, peak) in loudest.enumerate() {
        let height = (f32::from(peak) / TOP * rect.height()).max(BAR);
        let middle = pos2(rect.left() + at as f32 * STEP + BAR / 2.0, rect.center().y);
        let time = scale.view.from + (at as f32 + 0.5) * each;
        painter.rect_filled(Rect::from_center_size(middle, vec2(BAR, height)), 1, color(time));
    }
}

/// The loudest peak of each of `count` equal stretches between two of the peaks, scaled so that the loudest of all fills
/// the height.
fn loudest_of(peaks: &[u8], count: usize, from: f32, to: f32) -> impl Iterator<Item = u8> {
    let top = u16::from(peaks.iter().copied().max().unwrap_or_default().max(16));
    let each = (to - from) / count as f32;
    (0..count).map(move |at| {
        // A hair is taken off, so that a stretch does not look into the next by rounding.
        let first = (from + at as f32 * each + f32::EPSILON * from).floor().max(0.0) as usize;
        let last = ((from + (at + 1) as f32 * each).ceil().max(0.0) as usize).max(first + 1).min(peaks.len());
        let peak = peaks.get(first..last).and_then(|stretch| stretch.iter().max()).copied().unwrap_or_default();
        u8::try_from(u16::from(peak) * 255 / top).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_shows_its_loudest_sample() {
        let of = |peaks: &[u8], count| loudest_of(peaks, count, 0.0, peaks.len() as f32).collect::<Vec<_>>();
        assert_eq!(of(&[0, 100, 200, 50], 2), [127, 255]);
        assert_eq!(of(&[200], 3), [255, 255, 255]);
        assert_eq!(of(&[], 2), [0, 0]);
        assert_eq!(of(&[1, 1], 1), [15], "near silence stays low");
        assert_eq!(loudest_of(&[9, 200, 100, 9], 2, 1.0, 3.0).collect::<Vec<_>>(), [255, 127], "a part");
    }

    #[test]
    fn a_view_stays_within_the_sound_whatever_is_done_to_it() {
        let whole = 60.0;
        let mut view = View::of(whole);
        assert_eq!(view.moved(9.0, whole), view);
        view = view.zoomed(2.0, 15.0, whole, 1.0);
        assert_eq!(view, View { from: 7.5, to: 37.5 }, "what is pointed at stays where it is");
        assert_eq!(view.moved(90.0, whole), View { from: 30.0, to: 60.0 });
        assert_eq!(view.zoomed(1000.0, 30.0, whole, 1.0).span(), 1.0);
        assert_eq!(view.zoomed(0.01, 30.0, whole, 1.0), View::of(whole));
    }

    #[test]
    fn a_time_is_where_it_is_drawn() {
        let scale =
            Scale { rect: Rect::from_x_y_ranges(100.0..=300.0, 0.0..=9.0), view: View { from: 10.0, to: 20.0 } };
        for (time, x) in [(10.0, 100.0), (15.0, 200.0), (20.0, 300.0)] {
            assert_eq!((scale.x(time), scale.time(x)), (x, time));
        }
        assert_eq!((scale.x(3.0), scale.time(999.0)), (100.0, 20.0));
    }
}
