//! Every token of the look on one page, for whoever works on it: `likeness --gallery`.
//!
//! Not a part of the window that people use: it shows no state and asks for nothing.

use egui::{CentralPanel, Frame, Margin, Sense, Ui, vec2};

use super::theme::{BUTTON_RADIUS, EDGE, Tokens, Tone};

/// Draws the page.
pub(super) fn gallery_ui(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    let frame = Frame::NONE.fill(tokens.bg0).inner_margin(Margin::same(EDGE as i8));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let grounds =
            [tokens.bg0, tokens.bg1, tokens.bg2, tokens.bg3, tokens.line, tokens.text1, tokens.text2, tokens.text3];
        let tones = [Tone::Neutral, Tone::Ok, Tone::Warn, Tone::Bad, Tone::Info, Tone::Accent];
        let rows = [
            grounds.to_vec(),
            tones.map(|tone| tokens.tone(tone)).to_vec(),
            tones.map(|tone| tokens.words(tone)).to_vec(),
            tones.map(|tone| tokens.ground(tone)).to_vec(),
        ];
        for row in rows {
            ui.horizontal(|ui| {
                for color in row {
                    let (rect, _) = ui.allocate_exact_size(vec2(96.0, 64.0), Sense::hover());
                    ui.painter().rect(rect, BUTTON_RADIUS, color, tokens.stroke(), egui::StrokeKind::Inside);
                }
            });
        }
    });
}
