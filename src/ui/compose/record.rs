//! Recording the voice: what to record from, the round button that begins and ends it, how loud it is, and the count before.
//!
//! Not the recording. What was recorded stands where a file would stand and is shown the same way.

use std::time::Duration;

use egui::{Align, Id, Rect, Sense, Ui, pos2, vec2};

use super::{
    listen::{loaded_ui, play_id, round_ui},
    parts::parts_ui,
    problems::chips_ui,
    well::{LOW, notice_well_ui, reading_well_ui},
};
use crate::{
    domain::{Slot, SoundFault},
    state::{Command, Place, SoundCommand, sound::Take},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{L, LINE, M, S, Tokens, Tone, XS},
        widgets::{Edge, Icon, Item, Look, Press, flow, menu, paint_well, paragraph_ui, progress, words, words_in},
    },
};

/// The round button.
const ROUND: f32 = 34.0;
/// The quietest that the meter shows, in decibels below full scale.
const QUIETEST: f32 = 48.0;
/// Decibels to one power of ten of the samples.
const BEL: f32 = 20.0;
/// Longer names of devices are cut.
const NAME: usize = 28;

/// Shows what is recorded, or was, or can be.
pub(super) fn record_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let recorder = &scene.state.sound.recorder;
    if recorder.is_busy() {
        return running_ui(ui, scene);
    }
    match &scene.state.draft.voice.file {
        Slot::Empty | Slot::Link(_) => begin_ui(ui, scene),
        Slot::Reading(name) => reading_well_ui(ui, scene, Place::Voice, LOW, name),
        Slot::Unreadable(name, why) => {
            let why = scene.texts.unreadable(why);
            notice_well_ui(ui, scene, Place::Voice, true, name, &why);
        }
        Slot::File(loaded) | Slot::Mending(loaded) => {
            loaded_ui(ui, scene, loaded);
            chips_ui(ui, scene, Place::Voice, Some(&loaded.name));
            parts_ui(ui, scene);
        }
    }
    below_ui(ui, scene);
}

/// The button that begins and ends, for whoever gives it the keyboard.
fn record_id() -> Id {
    Id::unique("record the voice")
}

/// The well's ground, the round button in it, and the room beside that.
fn well_ui(ui: &mut Ui, scene: &Scene<'_>, name: &str, icon: Icon) -> (egui::Response, Rect) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LOW), Sense::hover());
    paint_well(ui, rect, if scene.hovering.lights(Place::Voice) { Edge::Lit } else { Edge::Filled }, tokens.bg2);
    let middle = pos2(rect.left() + M + 1.0 + ROUND / 2.0, rect.center().y);
    let button = round_ui(ui, Rect::from_center_size(middle, vec2(ROUND, ROUND)), record_id(), name, icon);
    let room = Rect::from_min_max(pos2(middle.x + ROUND / 2.0 + M, rect.top() + M), rect.max - vec2(L, M));
    (button.on_hover_text(name), room)
}

/// Nothing is recorded yet.
fn begin_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let name = scene.text("record-begin");
    let (button, room) = well_ui(ui, scene, &name, Icon::Microphone);
    let longest = scene.state.settings.limits.sound_longest.as_secs();
    let more = scene.texts.with("record-longest", &[("longest", longest.into())]);
    let line = |down: f32| Rect::from_center_size(room.center() + vec2(0.0, down), vec2(room.width(), LINE));
    words_in(ui, line(-LINE / 2.0), Align::Min, words(name, Type::Strong, tokens.text1));
    words_in(ui, line(LINE / 2.0), Align::Min, words(more, Type::Meta, tokens.text3));
    if button.clicked() {
        scene.send(Command::Sound(SoundCommand::Record));
    }
}

/// The recording is counted down or made.
fn running_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let recorder = &scene.state.sound.recorder;
    let (take, level) = (recorder.take, recorder.level);
    let name = scene.text("record-end");
    let (button, room) = well_ui(ui, scene, &name, Icon::Stop);
    let longest = scene.state.settings.limits.sound_longest;
    let (what, length) = match take {
        Take::Waiting(at) => {
            let left = Duration::try_from(at.duration_since(scene.now)).unwrap_or_default();
            // Until its next second, and then until the device gives something.
            ui.request_repaint_after(Duration::from_millis(u64::from(left.subsec_millis()).max(50)));
            let seconds = left.as_millis().div_ceil(1000);
            let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
            let key = if seconds == 0 { "record-soon" } else { "record-in" };
            (scene.texts.with(key, &[("seconds", seconds.into())]), Duration::ZERO)
        }
        Take::Running(length) => (scene.text("record-running"), length),
        Take::Ending | Take::None => (scene.text("record-ending"), Duration::ZERO),
    };
    let top = Rect::from_min_size(room.min, vec2(room.width(), LINE));
    let said = words_in(ui, top, Align::Min, words(what, Type::Strong, tokens.text1));
    ui.ctx().accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
    let meter = Rect::from_center_size(room.center(), vec2(room.width(), XS));
    let meter_name = scene.text("record-level");
    progress(ui, meter, Some(loudness(level)), 0, &meter_name);
    let below = Rect::from_min_max(pos2(room.left(), room.bottom() - LINE), room.max);
    let [start, end] = [length, longest].map(|time| scene.texts.clock(time));
    words_in(ui, below, Align::Min, words(start, Type::Meta, tokens.text3));
    words_in(ui, below, Align::Max, words(end, Type::Meta, tokens.text3));
    if button.clicked() {
        scene.send(Command::Sound(SoundCommand::EndRecording));
        // What was recorded is there in a moment, and then it can be heard.
        scene.entries.give = Some(play_id());
    }
}

/// How far a meter goes at a level, 0 to 1: as ears have it, not as numbers do.
fn loudness(level: u8) -> f32 {
    let decibels = BEL * (f32::from(level.max(1)) / f32::from(u8::MAX)).log10();
    (1.0 + decibels / QUIETEST).clamp(0.0, 1.0)
}

/// Under the well: recording anew, what is recorded from, and what is wrong.
fn below_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let recorded = !matches!(scene.state.draft.voice.file, Slot::Empty | Slot::Link(_));
    flow(ui, |ui| {
        let again = scene.text("record-again");
        if recorded && Press::new(&again).icon(Icon::Again).show(ui).clicked() {
            scene.send(Command::Sound(SoundCommand::Record));
            scene.entries.give = Some(record_id());
        }
        microphone_ui(ui, scene);
    });
    let recorder = &scene.state.sound.recorder;
    let none = matches!(&recorder.microphones, Some(Ok(found)) if found.is_empty());
    let trouble = match (&recorder.trouble, &recorder.microphones) {
        (Some(why), _) | (None, Some(Err(why))) => Some(why.clone()),
        _ => none.then_some(SoundFault::NoMicrophone),
    };
    if let Some(why) = trouble {
        let said = scene.texts.recording_fault(&why);
        let color = Tokens::of(ui).words(Tone::Bad);
        let shown = paragraph_ui(ui, &said, Type::Meta, color);
        ui.ctx().accesskit_node_builder(shown.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
}

/// The choice of what is recorded from.
fn microphone_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let recorder = &scene.state.sound.recorder;
    let found = match &recorder.microphones {
        Some(Ok(found)) if !found.is_empty() => found.clone(),
        Some(_) => {
            let again = scene.text("record-look-again");
            if Press::new(&again).look(Look::Plain).show(ui).clicked() {
                scene.send(Command::Sound(SoundCommand::LookForMicrophones));
            }
            return;
        }
        None => return,
    };
    let chosen = recorder.chosen.clone();
    let used = found.iter().find(|one| chosen.as_ref().map_or(one.is_default, |id| *id == one.id)).or(found.first());
    let Some(used) = used else { return };
    let name = short(&used.name);
    let button = Press::new(&name).icon(Icon::Microphone).trailing(Icon::Down).show(ui);
    let button = button.on_hover_text(scene.text("record-from"));
    menu(&button, &scene.text("record-from"), |ui| {
        for one in &found {
            let item = Item::new(&one.name);
            let item = if one.id == used.id { item.icon(Icon::Check) } else { item };
            if item.show(ui).clicked() {
                scene.send(Command::Sound(SoundCommand::UseMicrophone(Some(one.id.clone()))));
            }
        }
        let look = scene.text("record-look-again");
        if Item::new(&look).icon(Icon::Again).show(ui).clicked() {
            scene.send(Command::Sound(SoundCommand::LookForMicrophones));
        }
    });
    ui.add_space(S);
}

/// A name that fits on a button.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_goes_by_the_ear() {
        assert_eq!(loudness(255), 1.0);
        assert!((loudness(128) - 0.875).abs() < 0.01, "half of it is six decibels less");
        assert_eq!((loudness(0), loudness(1)), (0.0, 0.0));
    }

    #[test]
    fn long_names_are_cut_between_letters() {
        assert_eq!(short("Micro interne"), "Micro interne");
        assert_eq!(short(&"é".repeat(40)).chars().count(), NAME + 1);
    }
}
