//! What a second of video costs, for the estimate: two fields that people may edit.

use egui::{Align, Frame, Id, Rect, RichText, Sense, StrokeKind, TextEdit, Ui, UiBuilder, vec2};

use super::note_ui;
use crate::{
    domain::{Mode, Money, Rates, Settings},
    state::Command,
    ui::{
        letters::Type,
        scene::Scene,
        theme::{BUTTON_RADIUS, Tokens, Tone},
        widgets::{words, words_in},
    },
};

/// Shows both fields side by side, and where the numbers come from.
pub(super) fn prices_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    words_in(ui, head, Align::Min, words(scene.text("account-prices"), Type::Control, tokens.text2));
    if scene.state.settings.rates == Rates::default() {
        words_in(ui, head, Align::Max, words(scene.text("account-price-note"), Type::Meta, tokens.text3));
    }
    let mut wrong = false;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 8.0) / 2.0;
        for mode in [Mode::Standard, Mode::Professional] {
            wrong |= !price_ui(ui, scene, mode, width);
        }
    });
    if wrong {
        note_ui(ui, &scene.text("account-price-wrong"), Tone::Bad);
    }
}

/// One field. Says whether what is in it can be used.
fn price_ui(ui: &mut Ui, scene: &mut Scene<'_>, mode: Mode, width: f32) -> bool {
    let tokens = Tokens::of(ui);
    let settings = &scene.state.settings;
    let in_use = settings.rates.of(mode);
    let [standard, professional] = &mut scene.entries.rates;
    let typed = if mode == Mode::Standard { standard } else { professional };
    let mut text = typed.clone().unwrap_or_else(|| scene.texts.rate(in_use));
    let (rect, _) = ui.allocate_exact_size(vec2(width, 36.0), Sense::hover());
    let ground = ui.painter().add(egui::Shape::Noop);
    let name = scene.texts.mode(mode);
    let label = words_in(ui, rect.shrink2(vec2(13.0, 0.0)), Align::Min, words(name, Type::Control, tokens.text1));
    let inner = Rect::from_min_max(egui::pos2(label.rect.right() + 12.0, rect.top()), rect.max - vec2(10.0, 0.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(Align::Center)));
    let edit = TextEdit::singleline(&mut text)
        .id(Id::unique(("rate", mode.wire())))
        .frame(Frame::NONE)
        .font(Type::Action.font())
        .text_color(tokens.text1)
        .hint_text(RichText::new(scene.texts.rate(Rates::default().of(mode))).color(tokens.text3))
        .min_size(vec2(0.0, inner.height()))
        .align(egui::Align2::LEFT_CENTER)
        .desired_width(inner.width());
    let response = child.add(edit).labelled_by(label.id);
    let read = Money::read(&text);
    let line = match (read, response.has_focus()) {
        (None, _) => egui::Stroke::new(1.0, tokens.tone(Tone::Bad)),
        (Some(_), true) => egui::Stroke::new(1.0, tokens.accent),
        (Some(_), false) => tokens.stroke(),
    };
    ui.painter().set(ground, egui::epaint::RectShape::new(rect, BUTTON_RADIUS, tokens.bg2, line, StrokeKind::Inside));
    if response.changed() {
        *typed = Some(text);
    }
    if let (true, Some(rate)) = (response.lost_focus(), read) {
        *typed = None;
        let rates = match mode {
            Mode::Standard => Rates { standard: rate, ..settings.rates },
            Mode::Professional => Rates { professional: rate, ..settings.rates },
        };
        if rates != settings.rates {
            scene.send(Command::Set(Settings { rates, ..settings.clone() }));
        }
    }
    read.is_some()
}
