//! A sound that was read: listening to it, going to a place of it, looking closer, and choosing the part that is used.
//!
//! Not the playing, and not the making of the part (`Command::EditSound`). What is shown is the sound as it was given, so
//! that another part can be chosen from all of it; what is played is what would be sent.

use std::time::Duration;

use egui::{Align, EventFilter, Id, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    trim::{Trim, trim_ui},
    waveform::{Scale, View, paint},
    well::{LOW, clear_button_ui, mending_ui},
};
use crate::{
    domain::{InputId, Loaded, Slot, SoundChange, SoundFacts, sound::part_of},
    state::{Command, Place, SoundCommand},
    ui::{
        actions::{Action, tip},
        letters::Type,
        scene::Scene,
        theme::{CHIP_RADIUS, ICON_BUTTON, LINE, M, S, Tokens, XS},
        widgets::{Edge, Icon, focus_ring, keep_in_sight, paint_well, words, words_in},
    },
};

/// The round button that plays, and its icon.
const ROUND: f32 = 34.0;
const SIGN: f32 = 14.0;
/// Longer sounds have buttons to look closer.
const LONG: f32 = 20.0;
/// How much closer at each press, and how close at most: this many seconds in view.
const CLOSER: f32 = 2.0;
const CLOSEST: f32 = 2.0;
/// From one picture to the next while it plays.
const FRAME: Duration = Duration::from_millis(33);
/// How far the arrows go, alone and with Shift.
const NEAR: Duration = Duration::from_secs(1);
const FAR: Duration = Duration::from_secs(5);

/// What is being done to the sound that is shown and is no part of the state.
#[derive(Default)]
pub(in crate::ui) struct Listening {
    /// The sound as it was given, which all of this is about.
    of: Option<InputId>,
    view: Option<View>,
    /// The time that is dragged to.
    drag: Option<f32>,
    pub(super) trim: Option<Trim>,
}

/// A sound and where its parts are, in seconds from the start of the sound as it was given.
pub(super) struct Shown<'a> {
    pub loaded: &'a Loaded<SoundFacts>,
    /// What is drawn: the sound as it was given.
    pub facts: &'a SoundFacts,
    /// The part that is used: of a voice that was split, all of it.
    pub from: f32,
    pub to: f32,
    /// Where what is heard begins: of a voice that was split, its first part.
    pub heard: f32,
    /// All that is shown.
    pub whole: f32,
}

impl<'a> Shown<'a> {
    pub fn of(loaded: &'a Loaded<SoundFacts>) -> Self {
        let length = loaded.facts.length.as_secs_f32();
        let facts = loaded.given_facts();
        let given = facts.length.as_secs_f32();
        let trimmed = loaded.changes().iter().find_map(|change| match change {
            SoundChange::Trimmed(from, to) => Some((from.as_secs_f32(), to.as_secs_f32())),
            _ => None,
        });
        let (heard, end) = trimmed.unwrap_or((0.0, given));
        let (from, to) = if part_of(loaded.changes()).is_some() { (0.0, given) } else { (heard, end) };
        // Silence that was added stands after the end of what was given.
        Self { loaded, facts, from, to, heard, whole: given.max(heard + length) }
    }

    /// The place in what would be sent that is at a time of what was given.
    fn sent(&self, time: f32) -> Duration {
        Duration::from_secs_f32((time - self.heard).max(0.0)).min(self.loaded.facts.length)
    }
}

/// Shows the well of a sound that was read.
pub(super) fn loaded_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<SoundFacts>) {
    let tokens = Tokens::of(ui);
    let shown = Shown::of(loaded);
    follow(scene, &shown);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LOW), Sense::hover());
    paint_well(ui, rect, if scene.hovering.lights(Place::Voice) { Edge::Lit } else { Edge::Filled }, tokens.bg2);
    let middle = pos2(rect.left() + M + 1.0 + ROUND / 2.0, rect.center().y);
    play_ui(ui, scene, Rect::from_center_size(middle, vec2(ROUND, ROUND)));
    let left = middle.x + ROUND / 2.0 + M;
    let inner = Rect::from_min_max(pos2(left, rect.top() + M - 1.0), rect.max - vec2(ICON_BUTTON + LINE, M - 1.0));
    let bars = Rect::from_min_max(inner.min, pos2(inner.right(), inner.bottom() - LINE - XS));
    let below = Rect::from_min_max(pos2(inner.left(), inner.bottom() - LINE), inner.max);
    wave_ui(ui, scene, &shown, bars);
    let trimming = trim_ui(ui, scene, &shown, scale(scene, &shown, bars), rect);
    match trimming {
        Some((from, to)) => times_ui(ui, scene, below, Duration::from_secs_f32(from), Duration::from_secs_f32(to)),
        None => times_ui(ui, scene, below, place(scene, &shown), loaded.facts.length),
    }
    // While something else is made of it, that is said in their place.
    if matches!(scene.state.draft.voice.file, Slot::Mending(_)) {
        mending_ui(ui, scene, Place::Voice, rect);
    } else {
        closer_ui(ui, scene, &shown, below);
    }
    clear_button_ui(ui, scene, Place::Voice, rect, false);
    if scene.state.sound.player.is_playing() {
        ui.request_repaint_after(FRAME);
    }
}

/// Another sound is looked at from its beginning, and one that plays is followed.
fn follow(scene: &mut Scene<'_>, shown: &Shown<'_>) {
    let of = Some(shown.loaded.given().id);
    let playing = scene.state.sound.player.is_playing();
    let at = shown.heard + scene.state.position(scene.now).as_secs_f32();
    let listening = &mut scene.entries.listening;
    if listening.of != of {
        *listening = Listening { of, ..Listening::default() };
    }
    if let Some(view) = listening.view.as_mut().filter(|_| playing)
        && !(view.from..=view.to).contains(&at)
    {
        *view = view.moved(at - view.from, shown.whole);
    }
}

fn scale(scene: &Scene<'_>, shown: &Shown<'_>, rect: Rect) -> Scale {
    Scale { rect, view: scene.entries.listening.view.unwrap_or_else(|| View::of(shown.whole)) }
}

/// The place that is shown: where a drag is, else where it stands.
fn place(scene: &Scene<'_>, shown: &Shown<'_>) -> Duration {
    let dragged = scene.entries.listening.drag.map(|time| shown.sent(time));
    dragged.unwrap_or_else(|| scene.state.position(scene.now))
}

fn times_ui(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, start: Duration, end: Duration) {
    let tokens = Tokens::of(ui);
    let [start, end] = [start, end].map(|at| scene.texts.clock(at));
    words_in(ui, rect, Align::Min, words(start, Type::Meta, tokens.text3));
    words_in(ui, rect, Align::Max, words(end, Type::Meta, tokens.text3));
}

/// The button that plays, for whoever gives it the keyboard.
pub(super) fn play_id() -> Id {
    Id::unique("play the voice")
}

fn play_ui(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect) {
    let playing = scene.state.sound.player.is_playing();
    let name = scene.text(if playing { "sound-pause" } else { "sound-play" });
    let pressed = round_ui(ui, rect, play_id(), &name, if playing { Icon::Pause } else { Icon::Play });
    if pressed.on_hover_text(tip(scene, Action::PlayVoice)).clicked() {
        scene.send(Command::Sound(if playing { SoundCommand::Pause } else { SoundCommand::Play }));
    }
}

/// A round button in the accent.
pub(super) fn round_ui(ui: &mut Ui, rect: Rect, id: Id, name: &str, icon: Icon) -> egui::Response {
    let tokens = Tokens::of(ui);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let near = response.hovered() || response.has_focus();
    let ground = if near { tokens.accent_hover() } else { tokens.accent };
    ui.painter().circle_filled(rect.center(), rect.width() / 2.0, ground);
    icon.paint(ui.painter(), rect.center(), SIGN, tokens.on_accent);
    keep_in_sight(ui, &response);
    if response.has_focus() {
        ui.painter().circle_stroke(rect.center(), rect.width() / 2.0 + 2.0, tokens.focus());
    }
    response
}

/// The bars: a press or a drag goes to a place, the arrows go on and back, and the wheel with Control looks closer.
fn wave_ui(ui: &mut Ui, scene: &mut Scene<'_>, shown: &Shown<'_>, bars: Rect) {
    let tokens = Tokens::of(ui);
    let name = scene.texts.with("voice-waveform", &[("name", shown.loaded.name.as_str().into())]);
    let response = ui.interact(bars, Id::unique("waveform"), Sense::click_and_drag());
    if response.hovered() {
        look_closer(ui, scene, shown, bars);
    }
    let scale = scale(scene, shown, bars);
    if let Some(pointer) = response.interact_pointer_pos() {
        let time = scale.time(pointer.x);
        scene.entries.listening.drag = (response.dragged() || response.is_pointer_button_down_on()).then_some(time);
        if response.clicked() || response.drag_stopped() {
            scene.send(Command::Sound(SoundCommand::Seek(shown.sent(time))));
        }
    } else {
        scene.entries.listening.drag = None;
        // Space and Enter press what has the keyboard, from nowhere.
        if response.clicked() {
            let playing = scene.state.sound.player.is_playing();
            scene.send(Command::Sound(if playing { SoundCommand::Pause } else { SoundCommand::Play }));
        }
    }
    let at = place(scene, shown);
    if response.has_focus() {
        keys(ui, scene, shown, response.id, at);
    }
    let seconds = f64::from(at.as_secs_f32());
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), seconds, &name));
    let spoken = scene.texts.clock(at);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(spoken);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(shown.loaded.facts.length.as_secs_f64());
        node.add_action(egui::accesskit::Action::Increment);
        node.add_action(egui::accesskit::Action::Decrement);
    });
    let played = shown.heard + at.as_secs_f32();
    let (from, to) = scene.entries.listening.trim.as_ref().map_or((shown.from, shown.to), |trim| (trim.from, trim.to));
    paint(ui.painter(), scale, &shown.facts.peaks, shown.facts.length.as_secs_f32().max(f32::EPSILON), |time| {
        if time < from || time > to {
            tokens.line
        } else if time < played {
            tokens.accent
        } else {
            tokens.text3
        }
    });
    focus_ring(ui, &response.clone().with_new_rect(bars.expand(2.0)), CHIP_RADIUS);
}

/// What the keys do that the waveform takes for itself while it has the keyboard.
fn keys(ui: &Ui, scene: &mut Scene<'_>, shown: &Shown<'_>, id: Id, at: Duration) {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let end = shown.loaded.facts.length;
    let to = ui.input_mut(|input| {
        let asked = |action| u32::try_from(input.num_accesskit_action_requests(id, action)).unwrap_or(0);
        let mut on = NEAR * asked(egui::accesskit::Action::Increment);
        let mut back = NEAR * asked(egui::accesskit::Action::Decrement);
        for (modifiers, step) in [(Modifiers::SHIFT, FAR), (Modifiers::NONE, NEAR)] {
            let mut pressed = |key| u32::try_from(input.count_and_consume_key(modifiers, key)).unwrap_or(0);
            on += step * pressed(Key::ArrowRight);
            back += step * pressed(Key::ArrowLeft);
        }
        if input.consume_key(Modifiers::NONE, Key::Home) {
            return Some(Duration::ZERO);
        }
        if input.consume_key(Modifiers::NONE, Key::End) {
            return Some(end);
        }
        (on != back).then(|| (at + on).saturating_sub(back).min(end))
    });
    if let Some(place) = to {
        scene.send(Command::Sound(SoundCommand::Seek(place)));
    }
}

/// What the wheel and two fingers do over the bars.
fn look_closer(ui: &Ui, scene: &mut Scene<'_>, shown: &Shown<'_>, bars: Rect) {
    let scale = scale(scene, shown, bars);
    let (zoom, pointer) = ui.input(|input| (input.zoom_delta(), input.pointer.hover_pos()));
    if zoom != 1.0 {
        let around = pointer.map_or(scale.view.from, |pointer| scale.time(pointer.x));
        look(scene, shown, scale.view.zoomed(zoom, around, shown.whole, CLOSEST));
    } else if scene.entries.listening.view.is_some() {
        // Sideways it moves the view; up and down stays the page's own.
        let aside = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.x));
        if aside != 0.0 {
            look(scene, shown, scale.view.moved(-aside * scale.seconds(), shown.whole));
        }
    }
}

fn look(scene: &mut Scene<'_>, shown: &Shown<'_>, view: View) {
    scene.entries.listening.view = Some(view).filter(|view| view.span() < shown.whole - f32::EPSILON);
}

/// The buttons that look closer and less close, where that is of use, and how much is in view.
fn closer_ui(ui: &mut Ui, scene: &mut Scene<'_>, shown: &Shown<'_>, row: Rect) {
    if shown.whole <= LONG {
        return;
    }
    let view = scale(scene, shown, row).view;
    let around = (shown.heard + place(scene, shown).as_secs_f32()).clamp(view.from, view.to);
    for (side, icon, name, times) in
        [(-1.0, Icon::Minus, "sound-farther", 1.0 / CLOSER), (1.0, Icon::Plus, "sound-closer", CLOSER)]
    {
        let middle = row.center() + vec2(side * (LINE + XS) / 2.0, 0.0);
        let rect = Rect::from_center_size(middle, vec2(LINE, LINE));
        let name = scene.text(name);
        let response = ui.interact(rect, Id::unique("look closer").with(name.as_str()), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        let tokens = Tokens::of(ui);
        let near = response.hovered() || response.has_focus();
        icon.paint(ui.painter(), rect.center(), M, if near { tokens.text1 } else { tokens.text3 });
        focus_ring(ui, &response, CHIP_RADIUS);
        if response.on_hover_text(&name).clicked() {
            look(scene, shown, view.zoomed(times, around, shown.whole, CLOSEST));
        }
    }
    if scene.entries.listening.view.is_some() {
        // A hair line between bars and times: what of the whole is in view.
        let tokens = Tokens::of(ui);
        let y = row.top() - XS / 2.0;
        let x = |time: f32| row.left() + time / shown.whole * row.width();
        ui.painter().hline(row.x_range(), y, (2.0, tokens.bg3));
        ui.painter().hline(x(view.from)..=x(view.to).max(x(view.from) + S), y, (2.0, tokens.text3));
    }
}
