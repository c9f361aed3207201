//! Listening to the voice: playing, going to a place, choosing the part that is used, and looking closer, by name and role,
//! by keyboard and by pointer.

use std::{sync::Arc, time::Duration};

use eframe::egui;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::SignedDuration;
use likeness::{
    domain::{
        InputId, KeptInput, Level, Loaded, Origin, Part, Slot, SoundChange, SoundEdit, SoundFacts, SoundFault,
        SoundFormat,
    },
    state::{Command, NoticeKind, Place, SoundCommand, SoundEvent, Source, State, Ticket},
};

use super::{Opened, WIDE, asked, open, press, states};

const WAVEFORM: &str = "Waveform of welcome-take3.wav";

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn sound(command: SoundCommand) -> Command {
    Command::Sound(command)
}

fn heard(place: Duration) -> likeness::state::Event {
    likeness::state::Event::Sound(SoundEvent::Heard(Ticket(1), place, states::now()))
}

fn says(window: &Opened, words: &str) -> bool {
    window.query_all_by_label(words).next().is_some()
}

fn wave(window: &Opened) -> egui::Rect {
    window.get_by_role_and_label(Role::Slider, WAVEFORM).rect()
}

fn pointer(window: &mut Opened, at: Pos2, pressed: bool) {
    window.event(Event::PointerMoved(at));
    window.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
    window.step();
}

fn drag(window: &mut Opened, from: Pos2, to: Pos2) {
    pointer(window, from, true);
    for part in [0.3, 0.7, 1.0] {
        window.event(Event::PointerMoved(from + (to - from) * part));
        window.step();
    }
    pointer(window, to, false);
    window.run();
}

/// A sound of a minute and a half, which can be looked at more closely.
fn long() -> State {
    let mut state = states::first_run();
    states::voice(&mut state, 900, 4_000_000);
    state
}

#[test]
fn the_voice_plays_and_shows_where_it_is() {
    let mut window = open(states::working(), WIDE);
    press(&mut window, "Play the voice");
    assert_eq!(asked(&mut window), [sound(SoundCommand::Play)]);
    states::event(&mut window.state_mut().state, heard(ms(4200)));
    window.step();
    assert!(says(&window, "Pause") && says(&window, "0:04.2") && says(&window, "0:12.4"));
    let value = window.get_by_role_and_label(Role::Slider, WAVEFORM).accesskit_node().numeric_value();
    assert!(value.is_some_and(|value| (value - 4.2).abs() < 0.01), "{value:?}");
    // It goes on between two reports, and the window is drawn while it does.
    window.state_mut().now = states::now().checked_add(SignedDuration::from_millis(1000)).expect("a time");
    window.step();
    assert!(says(&window, "0:05.2"));
    assert!(super::sleeps(&window) <= ms(34), "{:?}", super::sleeps(&window));
    window.get_by_role_and_label(Role::Button, "Pause").click();
    window.run();
    assert_eq!(asked(&mut window), [sound(SoundCommand::Pause)]);
    assert!(says(&window, "0:05.2"));
}

#[test]
fn a_paused_voice_lets_the_window_sleep() {
    let mut state = states::first_run();
    states::voice(&mut state, 124, 1_100_000);
    let window = open(state, WIDE);
    assert!(super::sleeps(&window) > Duration::from_secs(60));
}

#[test]
fn space_plays_where_nothing_else_wants_it() {
    let mut window = open(states::working(), WIDE);
    window.key_press(Key::Space);
    window.step();
    assert_eq!(asked(&mut window), [sound(SoundCommand::Play)]);
    window.key_press(Key::Space);
    window.run();
    assert_eq!(asked(&mut window), [sound(SoundCommand::Pause)]);
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Direction");
    field.focus();
    window.run();
    window.key_press(Key::Space);
    window.run();
    assert_eq!(asked(&mut window), [], "a field takes it for itself");
    window.get_by_role_and_label(Role::RadioButton, "Professional").focus();
    window.run();
    window.key_press(Key::Space);
    window.run();
    let commands = asked(&mut window);
    assert!(matches!(commands[..], [Command::SetMode(_)]), "a button is pressed by it: {commands:?}");
    let mut window = open(states::first_run(), WIDE);
    window.key_press(Key::Space);
    window.run();
    assert_eq!(asked(&mut window), [], "there is nothing to play");
}

#[test]
fn the_waveform_goes_to_places_by_key() {
    let mut window = open(states::working(), WIDE);
    window.get_by_role_and_label(Role::Slider, WAVEFORM).focus();
    window.run();
    for (modifiers, key, expected) in [
        (Modifiers::NONE, Key::ArrowRight, 1000),
        (Modifiers::SHIFT, Key::ArrowRight, 6000),
        (Modifiers::NONE, Key::ArrowLeft, 5000),
        (Modifiers::SHIFT, Key::ArrowLeft, 0),
        (Modifiers::NONE, Key::End, 12_400),
        (Modifiers::NONE, Key::Home, 0),
    ] {
        window.key_press_modifiers(modifiers, key);
        window.run();
        assert_eq!(asked(&mut window), [sound(SoundCommand::Seek(ms(expected)))], "{modifiers:?} {key:?}");
        let focused = window.get_by_role_and_label(Role::Slider, WAVEFORM).accesskit_node().is_focused();
        assert!(focused, "the keyboard stays");
    }
    window.key_press(Key::Space);
    window.step();
    assert_eq!(asked(&mut window), [sound(SoundCommand::Play)]);
}

#[test]
fn a_press_and_a_drag_go_to_a_place() {
    let mut window = open(states::working(), WIDE);
    let bars = wave(&window);
    let at = |part: f32| egui::pos2(bars.left() + part * bars.width(), bars.center().y);
    let place = |commands: &[Command]| match commands {
        [Command::Sound(SoundCommand::Seek(place))] => place.as_secs_f32() / 12.4,
        other => panic!("{other:?}"),
    };
    drag(&mut window, at(0.5), at(0.5));
    assert!((place(&asked(&mut window)) - 0.5).abs() < 0.01);
    drag(&mut window, at(0.5), at(0.25));
    assert!((place(&asked(&mut window)) - 0.25).abs() < 0.01, "one place, where it is let go");
}

#[test]
fn the_handles_choose_a_part_by_pointer() {
    let mut window = open(states::working(), WIDE);
    let start = window.get_by_role_and_label(Role::Slider, "Start of the part that is used").rect().right_center();
    let start = start - egui::vec2(3.0, 0.0);
    let bars = wave(&window);
    drag(&mut window, start, start + egui::vec2(bars.width() / 2.0, 0.0));
    let commands = asked(&mut window);
    let [Command::EditSound(SoundEdit { part: Part::Between(from, to), .. })] = &commands[..] else {
        panic!("{commands:?}")
    };
    assert!((from.as_secs_f32() - 6.2).abs() < 0.1 && *to == ms(12_400), "{from:?}–{to:?}");
    assert!(matches!(window.state().state.draft.voice.file, Slot::Mending(_)));
    assert!(says(&window, "Working…"));
}

#[test]
fn the_handles_choose_a_part_by_key_and_never_one_that_is_too_short() {
    let mut window = open(states::working(), WIDE);
    window.get_by_role_and_label(Role::Slider, "End of the part that is used").focus();
    window.run();
    for _ in 0..15 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
        window.step();
    }
    assert!(says(&window, "0:02.0"), "the shortest allowed");
    assert_eq!(asked(&mut window), [], "nothing is made while keys are pressed");
    window.key_press(Key::Enter);
    window.run();
    let edit = SoundEdit { part: Part::Between(Duration::ZERO, ms(2000)), ..SoundEdit::default() };
    assert_eq!(asked(&mut window), [Command::EditSound(edit)]);
    let mut window = open(states::working(), WIDE);
    window.get_by_role_and_label(Role::Slider, "Start of the part that is used").focus();
    window.run();
    window.key_press(Key::ArrowRight);
    window.step();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(asked(&mut window), [], "Escape leaves it as it was");
    window.get_by_role_and_label(Role::Slider, "Start of the part that is used").focus();
    window.run();
    window.key_press(Key::ArrowRight);
    window.step();
    window.state_mut().now = states::now().checked_add(SignedDuration::from_millis(800)).expect("a time");
    window.run();
    let edit = SoundEdit { part: Part::Between(ms(100), ms(12_400)), ..SoundEdit::default() };
    assert_eq!(asked(&mut window), [Command::EditSound(edit)], "when the keys rest, it is made");
}

#[test]
fn a_part_is_shown_in_the_whole_and_can_be_chosen_anew_from_all_of_it() {
    let mut state = states::working();
    let Some(given) = state.draft.voice.file.file().cloned() else { panic!("a voice") };
    let (from, to) = (ms(3000), ms(8000));
    let facts = SoundFacts { length: to - from, ..given.facts.clone() };
    let origin = Origin {
        input: KeptInput { id: given.id, name: given.name.clone() },
        kept: given.kept.clone(),
        facts: given.facts.clone(),
        edit: SoundEdit { part: Part::Between(from, to), ..SoundEdit::default() },
        changes: vec![SoundChange::Trimmed(from, to)],
    };
    let loaded = Loaded { id: InputId([9; 32]), facts, origin: Some(Box::new(origin)), ..given };
    state.draft.voice.file = Slot::File(Box::new(loaded));
    let mut window = open(state, WIDE);
    assert!(says(&window, "0:05.0"), "what is used is as long as will be sent");
    let bars = wave(&window);
    let handle = |name| window.get_by_role_and_label(Role::Slider, name).rect().center().x;
    let x = |seconds: f32| bars.left() + seconds / 12.4 * bars.width();
    assert!((handle("Start of the part that is used") - x(3.0)).abs() < 7.0);
    assert!((handle("End of the part that is used") - x(8.0)).abs() < 7.0);
    // What lies before the part cannot be heard.
    drag(&mut window, egui::pos2(x(1.0), bars.center().y), egui::pos2(x(1.0), bars.center().y));
    assert_eq!(asked(&mut window), [sound(SoundCommand::Seek(Duration::ZERO))]);
    drag(&mut window, egui::pos2(x(5.0), bars.center().y), egui::pos2(x(5.0), bars.center().y));
    let commands = asked(&mut window);
    let [Command::Sound(SoundCommand::Seek(place))] = commands[..] else { panic!("{commands:?}") };
    assert!((place.as_secs_f32() - 2.0).abs() < 0.1, "{place:?}");
    window.get_by_role_and_label(Role::Slider, "Start of the part that is used").focus();
    window.run();
    for _ in 0..4 {
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
        window.step();
    }
    window.key_press(Key::Enter);
    window.run();
    let edit = SoundEdit { part: Part::Between(Duration::ZERO, to), ..SoundEdit::default() };
    assert_eq!(asked(&mut window), [Command::EditSound(edit)]);
}

#[test]
fn a_long_sound_can_be_looked_at_more_closely() {
    let mut window = open(states::working(), WIDE);
    assert!(window.query_by_role_and_label(Role::Button, "Zoom in").is_none(), "a short one is all there");
    window = open(long(), WIDE);
    press(&mut window, "Zoom in");
    press(&mut window, "Zoom in");
    assert_eq!(asked(&mut window), []);
    let bars = wave(&window);
    let end = egui::pos2(bars.right() - 1.0, bars.center().y);
    drag(&mut window, end, end);
    let commands = asked(&mut window);
    let [Command::Sound(SoundCommand::Seek(place))] = commands[..] else { panic!("{commands:?}") };
    assert!((place.as_secs_f32() - 22.5).abs() < 0.5, "a quarter is in view: {place:?}");
    for _ in 0..2 {
        press(&mut window, "Zoom out");
    }
    drag(&mut window, end, end);
    let commands = asked(&mut window);
    let [Command::Sound(SoundCommand::Seek(place))] = commands[..] else { panic!("{commands:?}") };
    assert!((place.as_secs_f32() - 90.0).abs() < 1.0, "all of it is in view again: {place:?}");
}

#[test]
fn a_sound_that_is_too_short_altogether_has_no_handles() {
    let mut state = states::first_run();
    states::voice(&mut state, 9, 100_000);
    let window = open(state, WIDE);
    assert!(window.query_by_role_and_label(Role::Slider, WAVEFORM).is_some());
    assert!(window.query_by_role_and_label(Role::Slider, "Start of the part that is used").is_none());
}

#[test]
fn without_sound_that_is_said_and_everything_else_works() {
    let mut window = open(states::working(), WIDE);
    press(&mut window, "Play the voice");
    let stopped = SoundEvent::Stopped(Ticket(1), Err(SoundFault::NoSound));
    states::event(&mut window.state_mut().state, likeness::state::Event::Sound(stopped));
    window.run();
    assert!(says(&window, "The voice cannot be played"));
    assert!(says(&window, "No sound device answers on this computer. Everything else works."));
    assert!(window.state().state.can_create());
}

#[test]
fn a_recording_that_a_crash_left_is_offered() {
    let mut state = states::working();
    let found = SoundEvent::Found(vec!["/library/inputs/.unfinished-recording-10-45-00.wav".into()]);
    states::event(&mut state, likeness::state::Event::Sound(found));
    assert!(matches!(state.notices.last().map(|notice| &notice.kind), Some(NoticeKind::RecordingFound(_))));
    let mut window = open(state, WIDE);
    press(&mut window, "Use it");
    let put = Command::Put(Place::Voice, Source::Recorded("/library/inputs/.unfinished-recording-10-45-00.wav".into()));
    assert_eq!(asked(&mut window).first(), Some(&put));
}

/// A voice with the peaks of silence: it has bars all the same.
#[test]
fn silence_is_drawn_too() {
    let mut state = states::working();
    let facts = SoundFacts {
        format: SoundFormat::Wav,
        length: ms(5000),
        bytes: 1,
        channels: 1,
        rate: 8000,
        peaks: Arc::from([]),
        level: Level::default(),
        he_aac: false,
    };
    let loaded =
        Loaded { id: InputId([3; 32]), kept: "/kept/3.wav".into(), name: "silence.wav".into(), facts, origin: None };
    state.draft.voice.file = Slot::File(Box::new(loaded));
    let window = open(state, WIDE);
    assert!(window.query_by_role_and_label(Role::Slider, "Waveform of silence.wav").is_some());
}
