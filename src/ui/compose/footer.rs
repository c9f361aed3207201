//! What it will cost, said in one place before it is spent, and the button that spends it.
//!
//! Invariant: the button can be pressed exactly when `State::can_create` says that it would do something.

use egui::{Align, Rect, Ui, UiBuilder, pos2, vec2};

use crate::{
    domain::{Door, Verdict},
    state::{Command, LibraryStatus, PracticeStatus},
    ui::{
        actions::{Action, tip},
        letters::Type,
        line_above,
        scene::Scene,
        theme::{EDGE, Tokens, Tone},
        widgets::{Look, Press, words, words_in},
    },
};

/// How high it is: two lines of words when there is an estimate, else one.
pub(super) fn height(scene: &Scene<'_>) -> f32 {
    if scene.state.estimate.is_some() { 65.0 } else { 61.0 }
}

/// Shows the footer.
pub(super) fn footer_ui(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    line_above(ui, rect);
    let inner = Rect::from_min_max(rect.min + vec2(EDGE, 13.0), rect.max - vec2(EDGE, 12.0));
    let keys = scene.text(if cfg!(target_os = "macos") { "create-keys-mac" } else { "create-keys" });
    let name = scene.text("create-avatar");
    let press = Press::new(&name).look(Look::Primary).enabled(scene.state.can_create());
    let press = if scene.state.estimate.is_some() { press.cap(&keys) } else { press };
    let start = inner.right() - press.width(ui);
    estimate_ui(ui, scene, Rect::from_min_max(inner.min, pos2(start - 12.0, inner.bottom())));
    let place = Rect::from_min_max(pos2(start, inner.top()), inner.max);
    let layout = egui::Layout::left_to_right(Align::Center);
    let mut right = ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    if press.show(&mut right).on_hover_text(tip(scene, Action::Create)).clicked() {
        scene.send(Command::Create);
    }
}

fn estimate_ui(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) {
    let tokens = Tokens::of(ui);
    let Some(estimate) = &scene.state.estimate else {
        let (text, tone) = hint(scene);
        let color = if tone == Tone::Bad { tokens.words(tone) } else { tokens.text3 };
        words_in(ui, rect, Align::Min, words(text, Type::Meta, color));
        return;
    };
    let half = |top: f32| Rect::from_min_size(rect.min + vec2(0.0, top), vec2(rect.width(), 20.0));
    let practice = scene.state.door() == Some(Door::Practice);
    let (first, color) = if practice {
        (scene.text("practice-not-billed"), tokens.words(Tone::Warn))
    } else {
        (scene.texts.money(estimate.total), tokens.text1)
    };
    words_in(ui, half(0.0), Align::Min, words(first, Type::Sum, color));
    let how = scene.texts.estimate(estimate, scene.state.draft.mode);
    let (second, color) = match trouble(scene) {
        Some(trouble) => (trouble, tokens.words(Tone::Bad)),
        None if practice => {
            let price = scene.texts.dollars(estimate.total);
            (scene.texts.with("practice-would-be", &[("price", price.into())]), tokens.text3)
        }
        None => (how.clone(), tokens.text3),
    };
    words_in(ui, half(20.0), Align::Min, words(second, Type::Meta, color)).on_hover_text(how);
}

/// What is missing, where nothing is known of the price yet.
fn hint(scene: &Scene<'_>) -> (String, Tone) {
    if let Some(trouble) = trouble(scene) {
        return (trouble, Tone::Bad);
    }
    let failing = |portrait: bool| {
        let at =
            |check: &&crate::domain::Check| if portrait { check.rule.is_portrait() } else { check.rule.is_voice() };
        scene.state.report.checks.iter().filter(at).any(|check| check.verdict == Verdict::Fail)
    };
    let key = match (failing(true), failing(false)) {
        (true, true) => "add-both",
        (true, false) => "add-portrait",
        (false, true) => "add-voice",
        (false, false) => "add-mend",
    };
    (scene.text(key), Tone::Neutral)
}

/// Why nothing can be created whatever the draft is.
fn trouble(scene: &Scene<'_>) -> Option<String> {
    let state = scene.state;
    match (&state.library, &state.practice) {
        (LibraryStatus::Trouble(_), _) => Some(scene.text("create-no-library")),
        (_, PracticeStatus::Trouble(_)) if state.door() == Some(Door::Practice) => {
            Some(scene.text("create-no-practice"))
        }
        _ => None,
    }
}
