//! What the checks allow, and the one limit that a person may lift.

use std::time::Duration;

use egui::{Align, DragValue, Sense, Ui, vec2};

use super::{label_ui, note_ui};
use crate::{
    domain::{Limits, Settings},
    state::Command,
    ui::{
        letters::Type,
        scene::Scene,
        text::plain,
        theme::{Tokens, Tone},
        widgets::{words, words_in},
    },
};

/// Shows the page.
pub(super) fn limits_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let limits = &scene.state.settings.limits;
    let texts = scene.texts;
    let rows = [
        ("limit-portrait-format", texts.get("allowed-portrait-format")),
        (
            "limit-portrait-size",
            texts.with("allowed-bytes", &[("size", texts.round_size(limits.image_bytes_sure).into())]),
        ),
        ("limit-portrait-side", texts.with("allowed-side", &[("pixels", plain(limits.image_side))])),
        ("limit-portrait-aspect", texts.aspect_limit(limits.aspect_tenths)),
        ("limit-voice-format", texts.get("allowed-voice-format")),
        (
            "limit-voice-size",
            texts.with("allowed-bytes", &[("size", texts.round_size(limits.sound_bytes_sure).into())]),
        ),
        ("limit-voice-shortest", texts.length(limits.sound_shortest)),
        ("limit-direction", texts.with("allowed-characters", &[("count", limits.direction_chars.into())])),
    ];
    for (name, value) in rows {
        row_ui(ui, &scene.text(name), &value);
    }
    ui.add_space(8.0);
    label_ui(ui, &scene.text("limit-voice-longest"));
    ui.add_space(6.0);
    let mut seconds = limits.sound_longest.as_secs();
    let allowed = limits.sound_shortest.as_secs().max(1)..=Limits::LONGEST_VOICE_EVER.as_secs();
    let value =
        DragValue::new(&mut seconds).range(allowed).suffix(scene.text("limit-seconds")).update_while_editing(false);
    let response = ui.add_sized(vec2(96.0, 32.0), value).accessible_name(scene.text("limit-voice-longest"));
    if response.changed() {
        let limits = Limits { sound_longest: Duration::from_secs(seconds), ..limits.clone() };
        scene.send(Command::Set(Settings { limits, ..scene.state.settings.clone() }));
    }
    ui.add_space(6.0);
    note_ui(ui, &scene.text("limit-voice-longest-note"), Tone::Neutral);
}

fn row_ui(ui: &mut Ui, name: &str, value: &str) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 29.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, tokens.stroke());
    words_in(ui, rect, Align::Min, words(name, Type::Control, tokens.text2));
    words_in(ui, rect, Align::Max, words(value, Type::Control, tokens.text1));
}
