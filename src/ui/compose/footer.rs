//! What it will cost, said in one place before it is spent, and the button that spends it.
//!
//! Invariant: the button can be pressed exactly when `State::can_create` says that it would do something.

use egui::{Align, Color32, Rect, Ui, UiBuilder, pos2, vec2};

use crate::{
    domain::{Door, Verdict},
    state::{Command, LibraryStatus, PracticeStatus},
    ui::{
        actions::{Action, tip},
        letters::Type,
        line_above,
        scene::Scene,
        theme::{L, LINE, M, S, TALL, TALL_ENOUGH, Tokens, Tone},
        widgets::{Look, Press, paragraph, place, width_of, words, words_in},
    },
};

/// Less room than this for the price, and the button goes below it.
const NARROWEST: f32 = 96.0;

/// What the footer says, and how it is laid out in a width.
pub(super) struct Footer {
    lines: Vec<(String, Type, Color32)>,
    how: Option<String>,
    keys: Option<String>,
    name: String,
    beside: bool,
    /// How high it is.
    pub height: f32,
}

impl Footer {
    /// Measures what there is to say.
    pub fn of(ui: &Ui, scene: &Scene<'_>, width: f32) -> Self {
        let priced = scene.state.estimate.is_some();
        let videos = scene.state.videos();
        let name = match videos {
            0 | 1 => scene.text("create-avatar"),
            videos => scene.texts.with("create-avatars", &[("count", videos.into())]),
        };
        // In a low window the form needs the room more.
        let low = ui.ctx().content_rect().height() < TALL_ENOUGH;
        let keys = (priced && !low)
            .then(|| scene.text(if cfg!(target_os = "macos") { "create-keys-mac" } else { "create-keys" }));
        let mut lines = lines(ui, scene);
        lines.truncate(if low { 1 } else { lines.len() });
        let button = press(&name, keys.as_deref(), true).width(ui);
        let room = width - 2.0 * L;
        let beside_room = room - button - M;
        let widest = lines.iter().map(|(text, size, _)| width_of(ui, text, *size)).fold(0.0, f32::max);
        let beside = widest <= beside_room || (beside_room >= NARROWEST && widest > room);
        let text_room = if beside { beside_room } else { room };
        let text = lines.iter().map(|(text, ..)| rows_of(ui, text, text_room)).sum::<f32>();
        let content = if beside { text.max(TALL) } else { text + S + TALL };
        let how = scene.state.estimate.as_ref().map(|estimate| scene.texts.estimate(estimate, scene.state.draft.mode));
        Self { lines, how, keys, name, beside, height: content + 2.0 * M + 1.0 }
    }

    /// Shows it in a place that is as high as it said.
    pub fn show(self, ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
        line_above(ui, rect);
        let inner = Rect::from_min_max(rect.min + vec2(L, M + 1.0), rect.max - vec2(L, M));
        let press = press(&self.name, self.keys.as_deref(), scene.state.can_create());
        let button = vec2(press.width(ui), TALL);
        let at = if self.beside {
            pos2(inner.right() - button.x, inner.center().y - button.y / 2.0)
        } else {
            pos2(inner.left(), inner.bottom() - button.y)
        };
        let room = if self.beside { inner.width() - button.x - M } else { inner.width() };
        let text: f32 = self.lines.iter().map(|(text, ..)| rows_of(ui, text, room)).sum();
        let mut top = if self.beside { inner.center().y - text / 2.0 } else { inner.top() };
        for (text, size, color) in &self.lines {
            let height = rows_of(ui, text, room);
            let line = Rect::from_min_size(pos2(inner.left(), top), vec2(room, height));
            let said = if height <= LINE {
                words_in(ui, line, Align::Min, words(text, *size, *color))
            } else {
                place(ui, line.min, paragraph(ui, text, *size, *color, room, usize::MAX))
            };
            if let Some(how) = &self.how {
                said.on_hover_text(how);
            }
            top += height;
        }
        let mut place = ui.new_child(UiBuilder::new().max_rect(Rect::from_min_size(at, button)));
        if press.show(&mut place).on_hover_text(tip(scene, Action::Create)).clicked() {
            scene.send(Command::Create);
        }
    }
}

/// The button. The shortcut stands on it once there is something to press it for.
fn press<'a>(name: &'a str, keys: Option<&'a str>, enabled: bool) -> Press<'a> {
    let press = Press::new(name).look(Look::Primary).enabled(enabled);
    keys.map_or(press, |keys| press.cap(keys))
}

/// How high one of the footer's lines is in a width: one line, or as many as it wraps to.
fn rows_of(ui: &Ui, text: &str, width: f32) -> f32 {
    let galley = paragraph(ui, text, Type::Meta, Color32::PLACEHOLDER, width, usize::MAX);
    if galley.rows.len() <= 1 { LINE } else { galley.size().y }
}

/// The price and how it comes about, or what is missing.
fn lines(ui: &Ui, scene: &Scene<'_>) -> Vec<(String, Type, Color32)> {
    let tokens = Tokens::of(ui);
    let Some(estimate) = &scene.state.estimate else {
        let (text, tone) = hint(scene);
        let color = if tone == Tone::Bad { tokens.words(tone) } else { tokens.text3 };
        return vec![(text, Type::Meta, color)];
    };
    let practice = scene.state.door() == Some(Door::Practice);
    let first = if practice {
        (scene.text("practice-not-billed"), Type::Sum, tokens.words(Tone::Warn))
    } else {
        (scene.texts.money(estimate.total), Type::Sum, tokens.text1)
    };
    let first = match scene.state.videos() {
        0 | 1 => first,
        videos => {
            let (price, size, color) = first;
            let gaps = [("count", videos.into()), ("price", price.into())];
            (scene.texts.with("several-videos", &gaps), size, color)
        }
    };
    let second = match trouble(scene) {
        Some(trouble) => (trouble, Type::Meta, tokens.words(Tone::Bad)),
        None if practice => {
            let price = scene.texts.dollars(estimate.total);
            let would_be = scene.texts.with("practice-would-be", &[("price", price.into())]);
            (would_be, Type::Meta, tokens.text3)
        }
        None => (scene.texts.estimate(estimate, scene.state.draft.mode), Type::Meta, tokens.text3),
    };
    vec![first, second]
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
