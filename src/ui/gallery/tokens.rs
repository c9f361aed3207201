//! The tokens: colours with their names, sizes of letters, icons.

use egui::{Color32, Sense, StrokeKind, Ui, vec2};

use super::group;
use crate::ui::{
    letters::Type,
    theme::{BIG_ICON, BUTTON_RADIUS, LINE, S, TALL, Tokens, Tone},
    widgets::{Icon, words},
};

/// Width of a colour.
const SWATCH: f32 = 96.0;

const TYPES: [(&str, Type); 16] = [
    ("Body 14", Type::Body),
    ("Prose 13.5", Type::Prose),
    ("Strong 14", Type::Strong),
    ("Control 13", Type::Control),
    ("ControlStrong 13", Type::ControlStrong),
    ("Tall 13.5", Type::Tall),
    ("Detail 12.5", Type::Detail),
    ("Small 12.5", Type::Small),
    ("Action 13.5", Type::Action),
    ("Sum 14", Type::Sum),
    ("Meta 12", Type::Meta),
    ("Head 12", Type::Head),
    ("Title 15", Type::Title),
    ("Large 20", Type::Large),
    ("Mono 13.5", Type::Mono),
    ("Cap 11.5", Type::Cap),
];

/// Shows them.
pub(super) fn tokens_ui(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    let tones = [
        ("neutral", Tone::Neutral),
        ("ok", Tone::Ok),
        ("warn", Tone::Warn),
        ("bad", Tone::Bad),
        ("info", Tone::Info),
        ("accent", Tone::Accent),
    ];
    group(ui, "Grounds and words", |ui| {
        for (name, color) in [
            ("bg0", tokens.bg0),
            ("bg1", tokens.bg1),
            ("bg2", tokens.bg2),
            ("bg3", tokens.bg3),
            ("line", tokens.line),
            ("text1", tokens.text1),
            ("text2", tokens.text2),
            ("text3", tokens.text3),
        ] {
            swatch(ui, name, color);
        }
    });
    group(ui, "Tones: lines and icons", |ui| {
        tones.iter().for_each(|(name, tone)| swatch(ui, name, tokens.tone(*tone)));
    });
    group(ui, "Tones: words on their ground", |ui| {
        for (name, tone) in tones {
            let (rect, _) = ui.allocate_exact_size(vec2(SWATCH, TALL), Sense::hover());
            ui.painter().rect_filled(rect, BUTTON_RADIUS, tokens.ground(tone));
            let font = Type::Control.font();
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, name, font, tokens.words(tone));
        }
    });
    group(ui, "Letters", |ui| {
        TYPES.iter().for_each(|(name, size)| drop(ui.label(words(*name, *size, tokens.text1))));
    });
    group(ui, "Icons", |ui| {
        for icon in Icon::ALL {
            icon.ui(ui, BIG_ICON, tokens.text2);
        }
    });
}

fn swatch(ui: &mut Ui, name: &str, color: Color32) {
    let tokens = Tokens::of(ui);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = S / 2.0;
        let (rect, _) = ui.allocate_exact_size(vec2(SWATCH, TALL + LINE), Sense::hover());
        ui.painter().rect(rect, BUTTON_RADIUS, color, tokens.stroke(), StrokeKind::Inside);
        ui.label(words(name, Type::Meta, tokens.text2));
    });
}
