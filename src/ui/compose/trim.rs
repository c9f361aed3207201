//! The two handles on a waveform that say which part of the sound is used.
//!
//! Not the cutting. While they are moved nothing is made; when they are let go, `Command::EditSound` is asked for. What can
//! be chosen is always a part that would be accepted: `domain::sound::stretch` says which.

use std::time::Duration;

use egui::{CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::Timestamp;

use super::{listen::Shown, waveform::Scale};
use crate::{
    domain::{
        Part, Slot, SoundEdit,
        sound::{part_of, stretch},
    },
    state::Command,
    ui::{
        scene::Scene,
        theme::{CHIP_RADIUS, L, M, Tokens},
        widgets::focus_ring,
    },
};

/// Width of a handle's line and of what can be gripped.
const LINE: f32 = 2.0;
const GRIP: f32 = 6.0;
/// Milliseconds in a second.
const MILLI: f32 = 1000.0;
/// How far the arrows go, alone and with Shift, in seconds.
const NEAR: f32 = 0.1;
const FAR: f32 = 1.0;
/// Nobody presses another key after this long: then the part is made.
const PAUSE: Duration = Duration::from_millis(700);

/// A part that is being chosen.
pub(super) struct Trim {
    pub from: f32,
    pub to: f32,
    /// When a key last moved it; `None` while it is dragged, and when it was asked for.
    keyed: Option<Timestamp>,
    asked: bool,
}

/// Which end of the part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Start,
    End,
}

/// Shows the handles; while the part is being chosen, its ends. A sound that is too short altogether has none, and one part of
/// a voice that was split is a part already.
pub(super) fn trim_ui(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    shown: &Shown<'_>,
    scale: Scale,
    well: Rect,
) -> Option<(f32, f32)> {
    let whole = shown.facts.length;
    let limits = scene.state.settings.limits.clone();
    let settled = matches!(scene.state.draft.voice.file, Slot::File(_));
    // What was asked for is shown until it is there.
    if settled && scene.entries.listening.trim.as_ref().is_some_and(|trim| trim.asked) {
        scene.entries.listening.trim = None;
    }
    if part_of(shown.loaded.changes()).is_some() {
        return None;
    }
    stretch(Duration::ZERO, whole, whole, &limits)?;
    let legal = |from: f32, to: f32| {
        let [from, to] = [from, to].map(|time| Duration::from_secs_f32(time.max(0.0)).min(whole));
        stretch(from, to, whole, &limits).map(|(from, to)| (from.as_secs_f32(), to.as_secs_f32()))
    };
    let used = shown.from > 0.0 || shown.to < whole.as_secs_f32();
    let pointed = ui.rect_contains_pointer(well);
    for end in [End::Start, End::End] {
        let (from, to) =
            scene.entries.listening.trim.as_ref().map_or((shown.from, shown.to), |trim| (trim.from, trim.to));
        let time = if end == End::Start { from } else { to };
        let moved = handle_ui(ui, scene, scale, end, time, (used || pointed, settled));
        let Some(moved) = moved else { continue };
        let chosen = match end {
            // A part that would become too long follows the end that is moved.
            End::Start => legal(moved.to, to),
            End::End => {
                let longest = limits.sound_longest.as_secs_f32();
                legal(from.max(moved.to - longest).min(moved.to), moved.to)
            }
        };
        if let Some((from, to)) = chosen {
            let keyed = moved.by_key.then_some(scene.now);
            scene.entries.listening.trim = Some(Trim { from, to, keyed, asked: false });
        }
        if moved.done {
            ask(scene, shown);
        }
    }
    settle(ui, scene, shown);
    scene.entries.listening.trim.as_ref().map(|trim| (trim.from, trim.to))
}

/// How a handle was moved.
struct Moved {
    to: f32,
    by_key: bool,
    /// It was let go.
    done: bool,
}

fn handle_id(end: End) -> Id {
    Id::unique(if end == End::Start { "trim start" } else { "trim end" })
}

fn handle_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    scale: Scale,
    end: End,
    time: f32,
    (visible, enabled): (bool, bool),
) -> Option<Moved> {
    let tokens = Tokens::of(ui);
    let x = scale.x(time);
    // Beside the bars that are used rather than on them, so that a press on the first of them goes there.
    let (outside, edge) = if end == End::Start { (-GRIP / 2.0, x - M / 2.0) } else { (GRIP / 2.0, x + M / 2.0) };
    let rect = Rect::from_center_size(pos2(edge, scale.rect.center().y), vec2(M, scale.rect.height()));
    let in_view = (scale.view.from..=scale.view.to).contains(&time);
    let sense = match (enabled, in_view) {
        (true, true) => Sense::click_and_drag(),
        // There is nothing to point at, but the keyboard still gets there.
        (true, false) => Sense::focusable_noninteractive(),
        (false, _) => Sense::hover(),
    };
    let response = ui.interact(rect, handle_id(end), sense).on_hover_cursor(CursorIcon::ResizeHorizontal);
    let name = scene.text(if end == End::Start { "trim-start" } else { "trim-end" });
    response.widget_info(|| WidgetInfo::slider(enabled, f64::from(time), &name));
    let spoken = scene.texts.clock(Duration::from_secs_f32(time.max(0.0)));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(spoken);
        node.add_action(egui::accesskit::Action::Increment);
        node.add_action(egui::accesskit::Action::Decrement);
    });
    if (visible && in_view) || response.has_focus() || response.dragged() {
        let near = response.hovered() || response.dragged() || response.has_focus();
        let color = if near { tokens.accent } else { tokens.text2 };
        let middle = pos2(x + outside, rect.center().y);
        ui.painter().rect_filled(Rect::from_center_size(middle, vec2(LINE, rect.height())), 1, color);
        ui.painter().rect_filled(Rect::from_center_size(middle, vec2(GRIP, L)), 3, color);
    }
    focus_ring(ui, &response, CHIP_RADIUS);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged() || response.drag_stopped()) {
        return Some(Moved { to: scale.time(pointer.x - outside), by_key: false, done: response.drag_stopped() });
    }
    if response.has_focus() && enabled { by_key(ui, response.id, time) } else { None }
}

fn by_key(ui: &Ui, id: Id, time: f32) -> Option<Moved> {
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(|input| {
        let steps = input.num_accesskit_action_requests(id, egui::accesskit::Action::Increment) as f32
            - input.num_accesskit_action_requests(id, egui::accesskit::Action::Decrement) as f32;
        let mut by = steps * NEAR;
        for (modifiers, step) in [(Modifiers::SHIFT, FAR), (Modifiers::NONE, NEAR)] {
            by += input.count_and_consume_key(modifiers, Key::ArrowRight) as f32 * step;
            by -= input.count_and_consume_key(modifiers, Key::ArrowLeft) as f32 * step;
        }
        (by != 0.0).then_some(Moved { to: (time + by).max(0.0), by_key: true, done: false })
    })
}

/// A part that keys have chosen is made when they rest, when Enter is pressed, or when the keyboard goes elsewhere; Escape
/// leaves it as it was.
fn settle(ui: &Ui, scene: &mut Scene<'_>, shown: &Shown<'_>) {
    let Some(keyed) = scene.entries.listening.trim.as_ref().and_then(|trim| trim.keyed) else { return };
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        scene.entries.listening.trim = None;
        return;
    }
    let here = ui.memory(|memory| [End::Start, End::End].iter().any(|end| memory.has_focus(handle_id(*end))));
    let rested = Duration::try_from(scene.now.duration_since(keyed)).unwrap_or_default();
    if !here || rested >= PAUSE || ui.input(|input| input.key_pressed(Key::Enter)) {
        ask(scene, shown);
    } else {
        ui.request_repaint_after(PAUSE.saturating_sub(rested));
    }
}

fn ask(scene: &mut Scene<'_>, shown: &Shown<'_>) {
    let Some(trim) = scene.entries.listening.trim.as_mut() else { return };
    (trim.keyed, trim.asked) = (None, true);
    let [from, to] = [trim.from, trim.to].map(|time| {
        // In whole milliseconds: finer than anybody can hear, and what is said is what is cut.
        Duration::from_millis((time * MILLI).round() as u64)
    });
    let whole = from.is_zero() && to + Duration::from_millis(1) >= shown.facts.length;
    let part = if whole { Part::Whole } else { Part::Between(from, to.min(shown.facts.length)) };
    scene.send(Command::EditSound(SoundEdit { part, ..shown.loaded.edit() }));
}
