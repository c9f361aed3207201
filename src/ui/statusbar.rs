//! The bar at the bottom: what is under way, and what the library holds.
//!
//! Only sums: each task says its own on its card.

use egui::{Align, Rect, Ui, vec2};

use super::{
    letters::Type,
    line_above,
    scene::Scene,
    theme::{L, Tokens, Tone},
    widgets::{width_of, words, words_in},
};
use crate::{
    domain::Door,
    state::{LibraryStatus, PracticeStatus},
};

/// Between sums.
const BETWEEN: &str = " · ";

/// Shows the bar. Where there is no room for all sums, those that matter least are left out, never half of one.
pub(super) fn statusbar_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let tokens = Tokens::of(ui);
    let bar = ui.max_rect();
    line_above(ui, bar);
    let inner = Rect::from_min_max(bar.min + vec2(L, 1.0), bar.max - vec2(L, 0.0));
    let (library, tone) = library(scene);
    let mut parts = under_way(scene);
    while parts.len() > 1 && width_of(ui, &parts.join(BETWEEN), Type::Meta) > inner.width() {
        parts.pop();
    }
    let under_way = parts.join(BETWEEN);
    words_in(ui, inner, Align::Min, words(under_way.as_str(), Type::Meta, tokens.text3));
    let room = inner.width() - width_of(ui, &under_way, Type::Meta) - L;
    if width_of(ui, &library, Type::Meta) <= room || tone == Tone::Bad {
        let color = if tone == Tone::Bad { tokens.words(tone) } else { tokens.text3 };
        let rest = Rect::from_min_max(inner.max - vec2(room.max(0.0), inner.height()), inner.max);
        words_in(ui, rest, Align::Max, words(library, Type::Meta, color));
    }
}

/// What is under way, the most important first.
fn under_way(scene: &Scene<'_>) -> Vec<String> {
    let overview = scene.overview;
    let mut parts = vec![];
    if scene.state.pause.is_some() {
        parts.push(scene.text("status-paused"));
    }
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
    if !parts.is_empty() {
        return parts;
    }
    vec![match (scene.state.door(), &scene.state.practice) {
        (Some(Door::Practice), PracticeStatus::Trouble(why)) => {
            scene.texts.with("status-practice-trouble", &[("why", why.as_str().into())])
        }
        (Some(Door::Practice), PracticeStatus::Ready) => scene.text("status-practice"),
        (Some(Door::Practice), _) => scene.text("status-practice-starting"),
        _ => scene.text("status-idle"),
    }]
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
