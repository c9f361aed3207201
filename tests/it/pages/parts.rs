//! A voice that was split, as it is shown: its parts with what they cost, the sum at the bottom, and the ways back.

use eframe::egui::Role;
use std::time::Duration;

use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{ImageFormat, InputId, Loaded, Origin, Part, SoundChange, SoundEdit, SoundFacts},
    state::{Command, Event, Place, State, Ticket},
};

use super::{NARROW, Opened, WIDE, asked, open, press, states};

/// A good picture and a voice of 118.4 s that was split into three.
pub fn split() -> State {
    let mut state = states::with_key(states::opened(vec![]));
    states::portrait(&mut state, ImageFormat::Png, 1024, 1024, 1_800_000);
    states::voice(&mut state, 1_184, 1_900_000);
    let given = state.draft.voice.file.file().expect("a voice").clone();
    let edit = SoundEdit { part: Part::Split, ..SoundEdit::default() };
    let ms = Duration::from_millis;
    let ends = [ms(0), ms(38_200), ms(79_000), ms(118_400)];
    let part = |(number, span): (u16, &[Duration])| {
        let changes = vec![SoundChange::SplitOff(number, 3), SoundChange::Trimmed(span[0], span[1])];
        let origin =
            Origin { input: given.given(), kept: given.kept.clone(), facts: given.facts.clone(), edit, changes };
        let facts = SoundFacts { length: span[1] - span[0], ..given.facts.clone() };
        Loaded { id: InputId([20 + number as u8; 32]), facts, origin: Some(Box::new(origin)), ..given.clone() }
    };
    let parts = (1..).zip(ends.windows(2)).map(part).collect();
    states::command(&mut state, Command::EditSound(edit));
    states::event(&mut state, Event::VoiceRead(Ticket(2), Box::new(Ok(parts))));
    state
}

fn says(window: &Opened, words: &str) -> bool {
    window.query_all_by_label(words).next().is_some()
}

#[test]
fn the_parts_and_their_sum_are_said_before_anything_is_sent() {
    for size in [WIDE, NARROW] {
        let window = open(split(), size);
        for words in [
            "3 parts, each a video of its own",
            "Part 1 · 0:00.0–0:38.2",
            "Part 3 · 1:19.0–1:58.4",
            "38.2 s · ≈ $2.18",
            "40.8 s · ≈ $2.30",
            "3 videos · ≈ $6.72",
            "120 s × $0.056 · Standard",
        ] {
            assert!(says(&window, words), "{words:?} is missing at {size:?}");
        }
        assert!(window.query_by_role_and_label(Role::Button, "Create 3 avatars").is_some());
    }
}

#[test]
fn a_part_can_be_left_out_and_the_whole_comes_back() {
    let mut window = open(split(), WIDE);
    press(&mut window, "Leave out part 2");
    assert!(matches!(asked(&mut window).as_slice(), [Command::EditSound(edit)] if edit.left_out.has(2)));
    assert!(says(&window, "2 of 3 parts are used, each a video of its own"));
    assert!(!says(&window, "Part 2 · 0:38.2–1:19.0") && says(&window, "2 videos · ≈ $4.42"));
    press(&mut window, "Leave out part 1");
    assert!(says(&window, "One of 3 parts is used") && says(&window, "≈ $2.24"), "one video is no longer several");
    assert!(window.query_by_role_and_label(Role::Button, "Leave out part 3").is_none(), "the last one stays");
    asked(&mut window);
    press(&mut window, "Back to the whole file");
    assert_eq!(asked(&mut window), [Command::Restore(Place::Voice)]);
}

#[test]
fn pressing_create_makes_a_task_of_each_part() {
    let mut window = open(split(), WIDE);
    press(&mut window, "Create 3 avatars");
    assert_eq!(asked(&mut window), [Command::Create]);
    let titles: Vec<_> = window.state().state.tasks.iter().map(|task| task.title.clone()).collect();
    let titled = |number: u8| titles.contains(&format!("welcome-take3 ({number}/3)"));
    assert!(titles.len() == 3 && (1..=3).all(titled), "{titles:?}");
}
