//! The parts of a voice that was split: each a video of its own, with its place, its length and its cost, and a way to leave
//! it out.
//!
//! Not the cutting. Nothing is shown for a voice that is whole.

use std::time::Duration;

use egui::{Align, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::{
    domain::{Loaded, SoundChange, SoundEdit, SoundFacts, price, sound::part_of},
    state::{Command, Place},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{ICON_BUTTON, LINE, M, S, Tokens},
        widgets::{Icon, Look, Press, icon_button, words, words_in},
    },
};

/// Shows the parts under the voice, if it has any.
pub(super) fn parts_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let parts: Vec<Loaded<SoundFacts>> = scene.state.draft.voice.sounds().cloned().collect();
    let Some((_, of)) = parts.first().and_then(|part| part_of(part.changes())) else { return };
    ui.add_space(S);
    head_ui(ui, scene, parts.len(), of);
    for part in &parts {
        part_ui(ui, scene, part, parts.len() > 1);
    }
}

/// How many of the parts are used, and the way back to the whole.
fn head_ui(ui: &mut Ui, scene: &mut Scene<'_>, used: usize, of: u16) {
    let color = Tokens::of(ui).text2;
    let key = if used == usize::from(of) { "voice-parts" } else { "voice-parts-left" };
    let text = scene.texts.with(key, &[("used", used.into()), ("count", of.into())]);
    let whole = scene.text("voice-parts-whole");
    ui.horizontal_wrapped(|ui| {
        ui.label(words(text, Type::Meta, color));
        if Press::new(&whole).look(Look::Inline).show(ui).clicked() {
            scene.send(Command::Restore(Place::Voice));
        }
    });
}

/// One part. The last one that is left has no way out: then it would be no voice.
fn part_ui(ui: &mut Ui, scene: &mut Scene<'_>, part: &Loaded<SoundFacts>, can_go: bool) {
    let tokens = Tokens::of(ui);
    let Some((number, _)) = part_of(part.changes()) else { return };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ICON_BUTTON), Sense::hover());
    let (from, to) = place_of(part);
    let [from, to] = [from, to].map(|at| scene.texts.clock(at));
    let gaps = [("number", number.into()), ("from", from.into()), ("to", to.into())];
    let (what, about) = (scene.texts.with("voice-part", &gaps), about(scene, part));
    let words_at = Rect::from_center_size(rect.center(), vec2(rect.width(), LINE));
    let right = rect.right() - ICON_BUTTON - S;
    let middle = rect.left() + rect.width() / 2.0;
    let left = Rect::from_min_max(words_at.min, pos2(middle - M, words_at.bottom()));
    words_in(ui, left, Align::Min, words(what, Type::Meta, tokens.text2));
    let beside = Rect::from_min_max(pos2(middle - M, words_at.top()), pos2(right, words_at.bottom()));
    words_in(ui, beside, Align::Max, words(about, Type::Meta, tokens.text3));
    if can_go {
        let name = scene.texts.with("voice-part-leave-out", &[("number", number.into())]);
        let at = Rect::from_min_max(pos2(rect.right() - ICON_BUTTON, rect.top()), rect.max);
        let mut place = ui.new_child(UiBuilder::new().max_rect(at));
        if icon_button(&mut place, Icon::Close, &name, false).clicked() {
            let edit = part.edit();
            scene.send(Command::EditSound(SoundEdit { left_out: edit.left_out.with(number), ..edit }));
        }
    }
}

/// Where in the file a part is.
fn place_of(part: &Loaded<SoundFacts>) -> (Duration, Duration) {
    let trimmed =
        |change: &SoundChange| if let SoundChange::Trimmed(from, to) = change { Some((*from, *to)) } else { None };
    part.changes().iter().find_map(trimmed).unwrap_or((Duration::ZERO, part.facts.length))
}

/// How long a part is and about what it costs.
fn about(scene: &Scene<'_>, part: &Loaded<SoundFacts>) -> String {
    let (settings, length) = (&scene.state.settings, part.facts.length);
    let cost = price::estimate(Some(length), scene.state.draft.mode, &settings.rates, &settings.limits);
    let gaps = [("length", scene.texts.length(length).into()), ("price", scene.texts.money(cost.total).into())];
    scene.texts.with("voice-part-about", &gaps)
}
