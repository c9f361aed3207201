//! The bar at the bottom: what is under way, and what the library holds.
//!
//! Only sums: each task says its own on its card.

use egui::{Align, Rect, Ui, vec2};

use super::{
    letters::Type,
    line_above,
    scene::Scene,
    theme::{EDGE, Tokens, Tone},
    widgets::{words, words_in},
};
use crate::{
    domain::Door,
    state::{LibraryStatus, PracticeStatus},
};

/// Shows the bar.
pub(super) fn statusbar_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    let bar = ui.max_rect();
    line_above(ui, bar);
    let inner = Rect::from_min_max(bar.min + vec2(EDGE, 1.0), bar.max - vec2(EDGE, 0.0));
    let (library, tone) = library(scene);
    let color = if tone == Tone::Bad { tokens.words(tone) } else { tokens.text3 };
    let right = words_in(ui, inner, Align::Max, words(library, Type::Meta, color));
    let rest = Rect::from_min_max(inner.min, inner.max - vec2(right.rect.width() + EDGE, 0.0));
    words_in(ui, rest, Align::Min, words(under_way(scene), Type::Meta, tokens.text3));
}

fn under_way(scene: &Scene<'_>) -> String {
    let overview = scene.overview;
    let mut parts = vec![];
    if overview.unknown > 0 {
        parts.push(scene.texts.with("status-unknown", &[("count", overview.unknown.into())]));
    }
    if overview.in_flight > 0 {
        parts.push(scene.texts.with("status-in-flight", &[("count", overview.in_flight.into())]));
    }
    if overview.waiting > 0 {
        parts.push(scene.texts.with("status-waiting", &[("count", overview.waiting.into())]));
    }
    if let (0, Some(seconds)) = (overview.unknown, overview.next_in(scene.now)) {
        parts.push(scene.texts.with("next-check", &[("seconds", seconds.into())]));
    }
    match (parts.is_empty(), scene.state.door(), &scene.state.practice) {
        (false, ..) => parts.join(" · "),
        (true, Some(Door::Practice), PracticeStatus::Trouble(why)) => {
            scene.texts.with("status-practice-trouble", &[("why", why.as_str().into())])
        }
        (true, Some(Door::Practice), PracticeStatus::Ready) => scene.text("status-practice"),
        (true, Some(Door::Practice), _) => scene.text("status-practice-starting"),
        (true, ..) => scene.text("status-idle"),
    }
}

fn library(scene: &Scene<'_>) -> (String, Tone) {
    let overview = scene.overview;
    match &scene.state.library {
        LibraryStatus::Opening => (scene.text("status-library-opening"), Tone::Neutral),
        LibraryStatus::Trouble(why) => (scene.texts.library_fault(why), Tone::Bad),
        LibraryStatus::Open if overview.videos == 0 => (scene.text("status-library-empty"), Tone::Neutral),
        LibraryStatus::Open => {
            let size = scene.texts.size(overview.bytes);
            (
                scene.texts.with("status-library", &[("count", overview.videos.into()), ("size", size.into())]),
                Tone::Neutral,
            )
        }
    }
}
