//! What the checks allow, and the limits that a person may choose.

use std::time::Duration;

use egui::{DragValue, Ui, vec2};

use crate::{
    domain::{Limits, Settings},
    state::Command,
    ui::{
        scene::Scene,
        text::plain,
        theme::{FIELD, S, Tone},
        widgets::{form_label, form_note, table_row},
    },
};

/// Width of the field of the longest voice.
const LONGEST: f32 = 96.0;

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
        table_row(ui, &scene.text(name), &value);
    }
    ui.spacing_mut().item_spacing.y = S;
    ui.add_space(S);
    form_label(ui, &scene.text("limit-voice-longest"));
    let mut seconds = limits.sound_longest.as_secs();
    let allowed = limits.sound_shortest.as_secs().max(1)..=Limits::LONGEST_VOICE_EVER.as_secs();
    let value =
        DragValue::new(&mut seconds).range(allowed).suffix(scene.text("limit-seconds")).update_while_editing(false);
    let response = ui.add_sized(vec2(LONGEST, FIELD), value).accessible_name(scene.text("limit-voice-longest"));
    if response.changed() {
        let limits = Limits { sound_longest: Duration::from_secs(seconds), ..limits.clone() };
        scene.send(Command::Set(Settings { limits, ..scene.state.settings.clone() }));
    }
    let sources =
        [("usual", Limits::LONGEST_VOICE.as_secs().into()), ("most", Limits::LONGEST_VOICE_EVER.as_secs().into())];
    form_note(ui, &texts.with("limit-voice-longest-note", &sources), Tone::Neutral);
    at_once_ui(ui, scene);
}

/// How many tasks may be at the provider at once.
fn at_once_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (name, limits) = (scene.text("limit-at-once"), &scene.state.settings.limits);
    form_label(ui, &name);
    let mut count = limits.at_once;
    let value = DragValue::new(&mut count).range(1..=Limits::MOST_AT_ONCE).update_while_editing(false);
    if ui.add_sized(vec2(LONGEST, FIELD), value).accessible_name(&name).changed() {
        let limits = Limits { at_once: count, ..limits.clone() };
        scene.send(Command::Set(Settings { limits, ..scene.state.settings.clone() }));
    }
    form_note(ui, &scene.text("limit-at-once-note"), Tone::Neutral);
}
