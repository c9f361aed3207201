//! The form through the real App: typed, killed, started again, and everything is there.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use eframe::egui;
use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{Draft, Mode, VoiceWay},
    state::{Command, NoticeKind, Place, State},
};

use crate::support::{Desk, Window};

fn draft_file(desk: &Desk) -> std::path::PathBuf {
    desk.home.path().join("library/draft.json")
}

/// Fills in every part of the form.
fn fill_in(window: &mut Window) {
    window.drop_samples();
    let field = |window: &Window| {
        let direction = window.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "Direction");
        direction.focus();
    };
    field(window);
    window.harness.step();
    window
        .harness
        .get_by_role_and_label(egui::Role::MultilineTextInput, "Direction")
        .type_text("Sourit, hoche la tête — «oui»");
    window.harness.step();
    for command in [
        Command::SetTitle("Zoë".into()),
        Command::SetMode(Mode::Professional),
        Command::SetCallbackUrl("https://example.org/t".into()),
        Command::SetOwnTaskId("mine-1".into()),
        Command::SetVoiceLink("8474".into()),
        Command::UseVoiceWay(VoiceWay::File),
    ] {
        window.harness.state_mut().command(command);
    }
    window.harness.step();
}

fn is_read(state: &State) -> bool {
    state.draft.portrait.file().is_some() && state.draft.voice.file.file().is_some()
}

/// Waits until the file of the form holds these words.
fn until_kept(desk: &Desk, words: &str) {
    let end = Instant::now() + Duration::from_secs(30);
    while !fs::read_to_string(draft_file(desk)).is_ok_and(|text| text.contains(words)) {
        assert!(Instant::now() < end, "{words:?} is not kept");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_form_that_was_filled_in_is_there_after_a_kill() {
    let desk = Desk::practice();
    let mut window = desk.open();
    fill_in(&mut window);
    let left: Draft = window.state().draft.clone();
    until_kept(&desk, "mine-1");
    until_kept(&desk, "8474");
    window.kill();

    let mut window = desk.open();
    window.until("both are read again", is_read);
    assert_eq!(window.state().draft, left);
    assert!(window.state().can_create());
    window.press("Create avatar");
    assert!(window.state().draft.own_task_id.is_empty());
    window.until("it is in the library", |state| !state.tasks.is_empty());
    window.close();
    let window = desk.open();
    assert_eq!(window.state().draft, Draft { mode: Mode::Professional, ..Draft::default() }, "what was sent is gone");
    window.kill();
}

#[test]
fn what_was_typed_last_is_there_after_an_ordinary_end() {
    let desk = Desk::practice();
    let mut window = desk.open();
    window.harness.state_mut().command(Command::SetDirection("Smiles".into()));
    window.close();
    let mut window = desk.open();
    assert_eq!(window.state().draft.direction, "Smiles");
    window.harness.state_mut().command(Command::SetDirection(String::new()));
    window.close();
    assert!(!draft_file(&desk).exists(), "an empty form leaves nothing behind");
}

#[test]
fn a_kept_input_that_is_gone_is_said_in_its_place() {
    let desk = Desk::practice();
    let mut window = desk.open();
    window.drop_samples();
    window.close();
    for input in fs::read_dir(desk.home.path().join("library/inputs")).unwrap() {
        fs::remove_file(input.unwrap().path()).unwrap();
    }
    let mut window = desk.open();
    window.until("both were looked for", |state| !state.report.ok() && !is_reading(state));
    assert!(window.harness.query_all_by_label_contains("Nothing is at that place").next().is_some());
}

fn is_reading(state: &State) -> bool {
    format!("{:?}", state.draft).contains("Reading")
}

#[test]
fn a_torn_file_is_said_and_set_aside_by_the_next() {
    let desk = Desk::practice();
    fs::create_dir_all(desk.home.path().join("library")).unwrap();
    fs::write(draft_file(&desk), "{\"version\": 1, \"title\": \"An").unwrap();
    let mut window = desk.open();
    assert!(window.state().notices.iter().any(|notice| matches!(notice.kind, NoticeKind::Warning(_))));
    window.harness.state_mut().command(Command::SetTitle("Zoë".into()));
    window.close();
    assert!(draft_file(&desk).with_file_name("draft.json.damaged").exists());
    let window = desk.open();
    assert_eq!(window.state().draft.title, "Zoë");
}

#[test]
fn a_dropped_pair_over_a_pair_is_taken_back_whole() {
    let desk = Desk::practice();
    let mut window = desk.open();
    window.drop_samples();
    let before = window.state().draft.clone();
    let other = desk.home.path().join("other.png");
    image::RgbImage::from_pixel(640, 640, image::Rgb([90, 90, 200])).save(&other).unwrap();
    window.drop_files(&[&other, Path::new(&other)]);
    window.until("the other is read", |state| {
        state.draft.portrait.file().is_some_and(|loaded| loaded.name == "other.png") && state.can_undo()
    });
    window.press("Undo");
    assert_eq!(window.state().draft, before);
    window.harness.state_mut().command(Command::Clear(Place::Voice));
    window.harness.step();
    window.press("Undo");
    assert_eq!(window.state().draft, before);
}

#[test]
fn what_another_start_hands_over_is_loaded_and_brings_the_window_to_the_front() {
    let desk = Desk::practice();
    let mut window = desk.open();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    window.hand_over.try_send(vec![samples.join("portrait.png"), samples.join("voice.wav")]).unwrap();
    let asked = window.asked_of_the_system();
    assert!(asked.contains(&egui::ViewportCommand::Focus), "{asked:?}");
    window.until("both are loaded", State::can_create);
    assert!(window.state().tasks.is_empty(), "nothing is sent by it");
    window.hand_over.try_send(vec![]).unwrap();
    let asked = window.asked_of_the_system();
    assert!(asked.contains(&egui::ViewportCommand::Focus), "{asked:?}");
    assert!(window.state().can_create(), "the form stays");
    let asked = window.asked_of_the_system();
    assert!(!asked.contains(&egui::ViewportCommand::Focus), "once: {asked:?}");
}
