//! Recording the voice: each state of the tab by name and role, by keyboard too, wide and narrow.

use std::time::Duration;

use eframe::egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::SignedDuration;
use likeness::{
    domain::{Microphone, SoundFault, VoiceWay},
    state::{Command, Event, SoundCommand, SoundEvent, State, Ticket},
};

use super::{NARROW, Opened, WIDE, asked, keyboard::focused, open, press, states};

fn tell(state: &mut State, event: SoundEvent) {
    states::event(state, Event::Sound(event));
}

fn says(window: &Opened, words: &str) -> bool {
    window.query_all_by_label(words).next().is_some()
}

/// The tab of recording on a computer with two microphones.
pub fn ready() -> State {
    let mut state = states::first_run();
    states::command(&mut state, Command::UseVoiceWay(VoiceWay::Record));
    let one = |id: &str, name: &str| Microphone { id: id.into(), name: name.into(), is_default: id == "a" };
    tell(&mut state, SoundEvent::Microphones(Ok(vec![one("a", "Built-in microphone"), one("b", "Headset")])));
    state
}

/// A recording is being made.
pub fn running() -> State {
    let mut state = ready();
    states::command(&mut state, Command::Sound(SoundCommand::Record));
    tell(&mut state, SoundEvent::Level(Ticket(1), 128, Some(Duration::from_millis(4200))));
    state
}

/// A computer where nothing can be recorded from.
pub fn without_microphone() -> State {
    let mut state = ready();
    tell(&mut state, SoundEvent::Microphones(Ok(vec![])));
    state
}

#[test]
fn the_tab_says_what_to_do_and_records_by_space_and_enter() {
    for key in [Key::Space, Key::Enter] {
        let mut window = open(ready(), WIDE);
        assert!(says(&window, "It ends by itself after 60 s"));
        window.get_by_role_and_label(Role::Button, "Record the voice").focus();
        window.run();
        window.key_press(key);
        window.step();
        assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::Record)]);
        assert!(says(&window, "Recording begins in 3"), "it is counted down");
        window.state_mut().now = states::now().checked_add(SignedDuration::from_millis(1100)).expect("a time");
        window.step();
        assert!(says(&window, "Recording begins in 2"));
        tell(&mut window.state_mut().state, SoundEvent::Level(Ticket(1), 128, Some(Duration::from_millis(4200))));
        window.run();
        assert_eq!(focused(&window).as_deref(), Some("End the recording"), "the same button ends it");
        window.key_press(key);
        window.run();
        assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::EndRecording)]);
    }
}

#[test]
fn a_recording_shows_how_loud_it_is_and_how_long() {
    for size in [WIDE, NARROW] {
        let window = open(running(), size);
        assert!(says(&window, "Recording") && says(&window, "0:04.2") && says(&window, "1:00.0"));
        let meter = window.get_by_role_and_label(Role::ProgressIndicator, "How loud it is");
        let value = meter.accesskit_node().numeric_value().expect("a value");
        assert!((0.8..0.95).contains(&value), "half of full scale is nearly full for ears: {value}");
        assert!(window.query_by_role_and_label(Role::Button, "Record the voice").is_none());
    }
}

#[test]
fn the_microphone_is_a_choice() {
    let mut window = open(ready(), WIDE);
    press(&mut window, "Built-in microphone");
    window.get_by_role_and_label(Role::MenuItem, "Headset").click();
    window.run();
    assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::UseMicrophone(Some("b".into())))]);
    assert!(window.query_by_role_and_label(Role::Button, "Headset").is_some());
}

#[test]
fn what_was_recorded_is_heard_and_recorded_anew() {
    let mut state = ready();
    states::voice(&mut state, 124, 1_100_000);
    states::command(&mut state, Command::UseVoiceWay(VoiceWay::Record));
    let mut window = open(state, WIDE);
    assert!(window.query_by_role_and_label(Role::Button, "Play the voice").is_some());
    assert!(says(&window, "12.4 s"), "it is checked like any other");
    press(&mut window, "Record again");
    assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::Record)]);
    assert_eq!(focused(&window).as_deref(), Some("End the recording"));
}

#[test]
fn without_a_microphone_it_says_so_and_what_to_do() {
    let mut window = open(without_microphone(), WIDE);
    let words = "There is no microphone: connect one, then look again. A file can be chosen instead.";
    assert!(says(&window, words));
    press(&mut window, "Look for microphones again");
    assert_eq!(asked(&mut window), [Command::Sound(SoundCommand::LookForMicrophones)]);
    for (why, start) in [
        (SoundFault::NoSound, "No sound device answers"),
        (SoundFault::Denied, "The system does not let Likeness use the microphone"),
        (SoundFault::Other("odd".into()), "The recording ended: odd"),
    ] {
        let mut state = ready();
        tell(&mut state, SoundEvent::Microphones(Err(why)));
        let window = open(state, WIDE);
        assert!(window.query_by_label_contains(start).is_some(), "{start}");
    }
}

#[test]
fn a_microphone_that_went_away_is_spoken_of() {
    let mut state = running();
    tell(&mut state, SoundEvent::Recorded(Ticket(1), None, Some(SoundFault::Gone)));
    let window = open(state, WIDE);
    assert!(says(&window, "The microphone went away. What was recorded until then is kept."));
    assert!(window.query_by_role_and_label(Role::Button, "Record the voice").is_some());
}
