//! What a second of video and a spoken text cost, for the estimate: three fields that people may edit.

use egui::{Align, Frame, Id, Rect, Sense, StrokeKind, TextEdit, Ui, UiBuilder, vec2};

use crate::{
    domain::{Mode, Money, Rates, Settings},
    state::Command,
    ui::{
        letters::Type,
        scene::Scene,
        theme::{BUTTON_RADIUS, M, S, TALL, Tokens, Tone},
        widgets::{flow, form_head, form_note, words, words_in},
    },
};

/// Less wide than this, and the fields lie one below the other.
const NARROWEST: f32 = 180.0;

/// What a field is about: a second of a quality, or a spoken text.
#[derive(Clone, Copy, PartialEq)]
enum Rate {
    Second(Mode),
    Speech,
}

impl Rate {
    const ALL: [Self; 3] = [Self::Second(Mode::Standard), Self::Second(Mode::Professional), Self::Speech];

    fn of(self, rates: &Rates) -> Money {
        match self {
            Self::Second(mode) => rates.of(mode),
            Self::Speech => rates.speech,
        }
    }

    fn with(self, rates: Rates, rate: Money) -> Rates {
        match self {
            Self::Second(Mode::Standard) => Rates { standard: rate, ..rates },
            Self::Second(Mode::Professional) => Rates { professional: rate, ..rates },
            Self::Speech => Rates { speech: rate, ..rates },
        }
    }

    fn name(self, scene: &Scene<'_>) -> String {
        match self {
            Self::Second(mode) => scene.texts.mode(mode),
            Self::Speech => scene.text("account-price-speech"),
        }
    }
}

/// Shows the fields side by side, and where the numbers come from.
pub(super) fn prices_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let note = scene.text("account-price-note");
    let note = (scene.state.settings.rates == Rates::default()).then_some((note.as_str(), tokens.text3));
    form_head(ui, &scene.text("account-prices"), note);
    let mut wrong = false;
    flow(ui, |ui| {
        let half = (ui.available_width() - S) / 2.0;
        let width = if half >= NARROWEST { half } else { ui.available_width() };
        for (at, rate) in Rate::ALL.into_iter().enumerate() {
            wrong |= !price_ui(ui, scene, rate, at, width);
        }
    });
    if wrong {
        form_note(ui, &scene.text("account-price-wrong"), Tone::Bad);
    }
}

/// One field. Says whether what is in it can be used.
fn price_ui(ui: &mut Ui, scene: &mut Scene<'_>, kind: Rate, at: usize, width: f32) -> bool {
    let tokens = Tokens::of(ui);
    let settings = &scene.state.settings;
    let (in_use, name) = (kind.of(&settings.rates), kind.name(scene));
    let Some(typed) = scene.entries.rates.get_mut(at) else { return true };
    let mut text = typed.clone().unwrap_or_else(|| scene.texts.rate(in_use));
    let (rect, _) = ui.allocate_exact_size(vec2(width, TALL), Sense::hover());
    let ground = ui.painter().add(egui::Shape::Noop);
    let label = words_in(ui, rect.shrink2(vec2(M + 1.0, 0.0)), Align::Min, words(name, Type::Control, tokens.text1));
    let inner = Rect::from_min_max(egui::pos2(label.rect.right() + M, rect.top()), rect.max - vec2(S, 0.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(Align::Center)));
    let edit = TextEdit::singleline(&mut text)
        .id(Id::unique(("rate", at)))
        .frame(Frame::NONE)
        .font(Type::Action.font())
        .text_color(tokens.text1)
        .hint_text(words(scene.texts.rate(kind.of(&Rates::default())), Type::Action, tokens.text3))
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
        let rates = kind.with(settings.rates, rate);
        if rates != settings.rates {
            scene.send(Command::Set(Settings { rates, ..settings.clone() }));
        }
    }
    read.is_some()
}
