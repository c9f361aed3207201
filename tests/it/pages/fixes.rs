//! What is wrong with a portrait or a voice has a button that mends it, by pointer and by keyboard; what came of it is shown
//! before it is used, and can be taken back.

use std::time::Duration;

use eframe::egui;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{
        Area, Fix, ImageFacts, ImageFormat, InputId, Language, Level, Loaded, Medium, Mode, Origin, PictureChange,
        PictureEdit, Settings, SoundChange, SoundEdit, SoundFacts, SoundFormat, Stage, SubmissionId,
    },
    state::{Command, Event, Place, Source, State, Ticket},
};

use super::{
    NARROW, Opened, WIDE, asked, open, press,
    states::{self, Made, command, event, task, task_id},
};

/// The face of the person in the sample, in a picture of 1800 × 600.
pub const FACE: Area = Area { x: 780, y: 120, width: 240, height: 240 };

pub fn picture(width: u32, height: u32, bytes: u64, faces: Option<Vec<Area>>) -> ImageFacts {
    ImageFacts { format: ImageFormat::Png, width, height, bytes, faces }
}

fn sound(format: SoundFormat, tenths: u64, bytes: u64) -> SoundFacts {
    let length = Duration::from_millis(tenths * 100);
    let peaks = [120; 40].into();
    let level = Level { peak: Some(-62), ..Level::default() };
    SoundFacts { format, length, bytes, channels: 1, rate: 44_100, peaks, level, he_aac: false }
}

fn given<F: Medium>(name: &str, kept: &str, facts: F) -> Loaded<F> {
    Loaded { id: InputId([7; 32]), kept: kept.into(), name: name.into(), facts, origin: None }
}

/// What services make of a file.
fn made<F: Medium>(given: &Loaded<F>, kept: &str, facts: F, edit: F::Edit, changes: Vec<F::Change>) -> Loaded<F> {
    let (input, before) = (given.given(), given.given_facts().clone());
    let origin = Origin { input, kept: given.given_kept().to_owned(), facts: before, edit, changes };
    Loaded { id: InputId([9; 32]), kept: kept.into(), name: given.name.clone(), facts, origin: Some(Box::new(origin)) }
}

/// A state with a picture of these facts.
pub fn with_picture(mut state: State, facts: ImageFacts) -> State {
    let kept = format!("/kept/{}x{}", facts.width, facts.height);
    command(&mut state, Command::Put(Place::Portrait, Source::Path("/pictures/zoe.png".into())));
    event(&mut state, Event::PortraitRead(Ticket(1), Box::new(Ok(given("zoe.png", &kept, facts)))));
    state
}

fn with_sound(mut state: State, facts: SoundFacts) -> State {
    command(&mut state, Command::Put(Place::Voice, Source::Path("/sounds/zoe.wav".into())));
    event(&mut state, Event::VoiceRead(Ticket(1), Box::new(Ok(vec![given("zoe.wav", "/kept/8.wav", facts)]))));
    state
}

fn empty() -> State {
    states::with_key(states::first_run())
}

/// The state of the drawing: a wide picture with one face.
pub fn wide() -> State {
    let mut state = states::check_failed();
    command(&mut state, Command::Clear(Place::Portrait));
    command(&mut state, Command::Put(Place::Portrait, Source::Path("/pictures/zoe.png".into())));
    let facts = picture(1800, 600, 2_100_000, Some(vec![FACE]));
    event(&mut state, Event::PortraitRead(Ticket(3), Box::new(Ok(given("zoe.png", "/kept/1800x600", facts)))));
    let notices: Vec<_> = state.notices.iter().map(|notice| notice.id).collect();
    notices.into_iter().for_each(|id| command(&mut state, Command::Dismiss(id)));
    state
}

/// The answer to mending the wide picture.
fn cropped(state: &State) -> Loaded<ImageFacts> {
    let given = state.draft.portrait.file().expect("a picture").clone();
    let area = Area { x: 600, y: 0, width: 600, height: 600 };
    let edit = PictureEdit { crop: Some(area), ..PictureEdit::default() };
    let facts = picture(600, 600, 412_000, Some(vec![Area { x: 180, ..FACE }]));
    made(&given, "/kept/600x600", facts, edit, vec![PictureChange::Cropped(area)])
}

/// The wide picture, mended by its button.
pub fn mended() -> State {
    let mut state = wide();
    let answer = cropped(&state);
    command(&mut state, Command::Mend(Place::Portrait, Fix::CropToFace));
    event(&mut state, Event::PortraitRead(Ticket(4), Box::new(Ok(answer))));
    state
}

fn buttons(window: &Opened) -> Vec<&'static str> {
    let all = [
        "Crop to face",
        "Crop",
        "Enlarge",
        "Make smaller",
        "Convert",
        "Trim to 60 s",
        "Split",
        "Add silence",
        "Choose another…",
    ];
    all.into_iter().filter(|name| window.query_by_role_and_label(Role::Button, name).is_some()).collect()
}

/// A state with one fault, and what its buttons ask for.
type Case = (State, &'static [(&'static str, Fix)]);

fn faults() -> Vec<(Place, Case)> {
    let pictures: [(ImageFacts, &[_]); 7] = [
        (picture(1800, 600, 1000, None), &[("Crop", Fix::Crop)]),
        (picture(600, 1800, 1000, Some(vec![])), &[("Crop", Fix::Crop)]),
        (picture(1800, 600, 1000, Some(vec![FACE])), &[("Crop to face", Fix::CropToFace), ("Crop", Fix::Crop)]),
        (picture(200, 400, 1000, None), &[("Enlarge", Fix::Enlarge)]),
        (picture(100, 200, 1000, None), &[("Choose another…", Fix::Choose)]),
        (picture(900, 900, 12_000_000, None), &[("Make smaller", Fix::Recompress)]),
        (picture(900, 900, 10_200_000, None), &[("Make smaller", Fix::Recompress)]),
    ];
    let sounds: [(SoundFacts, &[_]); 4] = [
        (sound(SoundFormat::Wav, 700, 1000), &[("Trim to 60 s", Fix::Trim), ("Split", Fix::Split)]),
        (sound(SoundFormat::Wav, 10, 1000), &[("Add silence", Fix::Pad)]),
        (sound(SoundFormat::Wav, 300, 6_000_000), &[("Make smaller", Fix::Recompress)]),
        (sound(SoundFormat::Flac, 300, 1000), &[("Convert", Fix::Convert)]),
    ];
    let pictures = pictures.map(|(facts, fixes)| (Place::Portrait, (with_picture(empty(), facts), fixes)));
    let sounds = sounds.map(|(facts, fixes)| (Place::Voice, (with_sound(empty(), facts), fixes)));
    pictures.into_iter().chain(sounds).collect()
}

#[test]
fn every_fault_has_the_buttons_that_mend_it_and_no_other() {
    for (place, (state, fixes)) in faults() {
        let mut window = open(state, WIDE);
        let names: Vec<_> = fixes.iter().map(|(name, _)| *name).collect();
        assert_eq!(buttons(&window), names);
        let (name, fix) = fixes[0];
        press(&mut window, name);
        let expected = if fix == Fix::Choose { Command::Choose(place) } else { Command::Mend(place, fix) };
        assert_eq!(asked(&mut window), [expected], "{name}");
        let draft = &window.state().state.draft;
        let busy = draft.portrait.is_busy() || draft.voice.file.is_busy();
        assert_eq!(busy, fix != Fix::Choose, "{name}: something is being made of it");
    }
}

/// Goes on with the keyboard until a button has it.
fn tab_to(window: &mut Opened, name: &str) {
    for _ in 0..60 {
        if window.get_by_role_and_label(Role::Button, name).accesskit_node().is_focused() {
            return;
        }
        window.key_press(Key::Tab);
        window.run();
    }
    panic!("{name} is not reached");
}

#[test]
fn every_fault_is_mended_by_keyboard() {
    for (place, (state, fixes)) in faults() {
        let mut window = open(state, WIDE);
        let (name, fix) = fixes[fixes.len() - 1];
        tab_to(&mut window, name);
        window.key_press(Key::Enter);
        window.run();
        let expected = if fix == Fix::Choose { Command::Choose(place) } else { Command::Mend(place, fix) };
        assert_eq!(asked(&mut window), [expected], "{name}");
    }
}

#[test]
fn several_problems_are_all_there_each_with_its_numbers_and_its_button() {
    let state = with_picture(empty(), picture(1800, 200, 12_000_000, Some(vec![])));
    for size in [WIDE, NARROW] {
        let mut window = open(state_again(&state), size);
        for label in [
            "The picture has 12.0 MB",
            "at most 10 MB",
            "The picture has 1800 × 200 pixels",
            "at least 300 px a side",
            "The picture's ratio is 9:1",
            "from 1:2.5 to 2.5:1",
        ] {
            assert!(window.query_by_label(label).is_some(), "{label:?} is missing");
        }
        assert!(window.query_by_label("The API would refuse this picture").is_none());
        for name in ["Make smaller", "Enlarge", "Crop"] {
            tab_to(&mut window, name);
            let rect = window.get_by_role_and_label(Role::Button, name).rect();
            let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
            assert!(inside.contains_rect(rect), "{name} is not in sight at {size:?}");
        }
    }
}

/// The same picture once more: a state is not copied.
fn state_again(state: &State) -> State {
    with_picture(empty(), state.draft.portrait.file().expect("a picture").facts.clone())
}

#[test]
fn while_something_is_made_of_it_the_old_picture_stays_and_nothing_moves() {
    let mut window = open(wide(), WIDE);
    let voice = |window: &Opened| window.get_by_role_and_label(Role::RadioButton, "File").rect();
    let before = voice(&window);
    press(&mut window, "Crop to face");
    assert_eq!(voice(&window), before);
    assert!(window.query_by_label("1800 × 600 — ratio 3:1 is wider than 2.5:1").is_some());
    assert!(window.query_by_role_and_label(Role::ProgressIndicator, "Working…").is_some());
    assert!(window.query_by_label("Portrait zoe.png").is_some());
    for name in ["Crop to face", "Crop", "Crop the portrait", "Create avatar"] {
        let button = window.get_by_role_and_label(Role::Button, name);
        assert!(button.accesskit_node().is_disabled(), "{name}");
    }
    let stays = window.get_by_role_and_label(Role::Button, "Remove the portrait");
    assert!(!stays.accesskit_node().is_disabled());
}

#[test]
fn what_was_made_is_shown_before_it_is_used_and_can_be_taken_back() {
    let mut window = open(mended(), WIDE);
    for label in ["Cropped to 600 × 600", "1800 × 600 → 600 × 600 · 2.1 MB → 412 KB", "1:1"] {
        assert!(window.query_by_label(label).is_some(), "{label:?} is missing");
    }
    assert!(buttons(&window).is_empty(), "nothing is wrong any more");
    let undo: Vec<_> = window.query_all_by_role_and_label(Role::Button, "Undo").collect();
    let in_form = undo.iter().find(|button| button.rect().right() < 432.0).expect("one in the form");
    in_form.click();
    window.run();
    assert_eq!(asked(&mut window), [Command::UndoForm]);
    assert!(window.query_by_label("1800 × 600 — ratio 3:1 is wider than 2.5:1").is_some());
    assert!(window.query_by_label("Cropped to 600 × 600").is_none());
}

#[test]
fn what_is_not_the_last_change_goes_back_to_the_original() {
    let mut state = mended();
    command(&mut state, Command::Clear(Place::Voice));
    let mut window = open(state, WIDE);
    press(&mut window, "Back to the original");
    assert_eq!(asked(&mut window), [Command::Restore(Place::Portrait)]);
    assert!(window.state().state.draft.portrait.is_busy());
}

#[test]
fn a_mended_sound_says_its_lengths_and_sizes() {
    let mut state = with_sound(empty(), sound(SoundFormat::Wav, 900, 7_900_000));
    let before = state.draft.voice.file.file().expect("a sound").clone();
    command(&mut state, Command::Mend(Place::Voice, Fix::Trim));
    let changes = vec![SoundChange::Trimmed(Duration::ZERO, Duration::from_millis(59_400))];
    let edit = SoundEdit { part: likeness::domain::Part::Best, ..SoundEdit::default() };
    let answer = made(&before, "/kept/9.m4a", sound(SoundFormat::M4a, 594, 950_000), edit, changes);
    event(&mut state, Event::VoiceRead(Ticket(2), Box::new(Ok(vec![answer]))));
    let window = open(state, WIDE);
    for label in ["From 0:00.0 to 0:59.4", "90.0 s → 59.4 s · 7.9 MB → 950 KB"] {
        assert!(window.query_by_label(label).is_some(), "{label:?} is missing");
    }
    assert!(buttons(&window).is_empty());
}

#[test]
fn what_was_done_by_itself_is_said_quietly() {
    let mut state = empty();
    command(&mut state, Command::Put(Place::Portrait, Source::Path("/pictures/zoe.jpg".into())));
    let before = given("zoe.jpg", "/kept/900x1200", picture(900, 1200, 2_000_000, None));
    let changes = vec![PictureChange::Turned, PictureChange::MetadataRemoved];
    let answer = made(&before, "/kept/901x1200", before.facts.clone(), PictureEdit::default(), changes);
    event(&mut state, Event::PortraitRead(Ticket(1), Box::new(Ok(answer))));
    let window = open(state, WIDE);
    assert!(window.query_by_label("Turned upright · hidden data removed").is_some());
    assert!(window.query_by_role_and_label(Role::Button, "Undo").is_none());
    assert!(window.query_by_role_and_label(Role::Button, "Back to the original").is_none());
}

fn failed(why: &str) -> State {
    let stage = Stage::Failed(task_id(), why.into());
    states::with_key(states::opened(vec![task(Made(5, "Holiday greeting", "Laughs", 81, Mode::Standard, 60, stage))]))
}

#[test]
fn a_task_that_failed_by_its_picture_comes_back_into_the_form_with_the_editor_open() {
    for size in [WIDE, NARROW] {
        let mut window = open(failed("no face was found in the picture"), size);
        if size == NARROW {
            window.get_by_role_and_label(Role::Tab, "Tasks 1").click();
            window.run();
        }
        press(&mut window, "Fix and retry");
        assert_eq!(asked(&mut window), [Command::UseAgain(SubmissionId(5))]);
        assert!(window.query_by_role_and_label(Role::Dialog, "Crop the portrait").is_none(), "it is being read");
        let facts = picture(900, 900, 1000, Some(vec![]));
        let answer = Box::new(Ok(given("portrait.jpg", "/kept/900x900", facts)));
        let ticket = Ticket(2);
        event(&mut window.state_mut().state, Event::PortraitRead(ticket, answer));
        window.run();
        assert!(window.query_by_role_and_label(Role::Dialog, "Crop the portrait").is_some(), "{size:?}");
    }
}

#[test]
fn a_reason_that_blames_the_voice_leads_to_the_form_and_one_that_blames_neither_stays_as_it_was() {
    let mut window = open(failed("audio duration is invalid"), WIDE);
    press(&mut window, "Fix and retry");
    assert_eq!(asked(&mut window), [Command::UseAgain(SubmissionId(5))]);
    assert!(window.query_by_role_and_label(Role::Dialog, "Crop the portrait").is_none());
    let window = open(failed("Failure to pass the risk control system"), WIDE);
    assert!(window.query_by_role_and_label(Role::Button, "Fix and retry").is_none());
    assert!(window.query_by_role_and_label(Role::Button, "Use again").is_some());
}

#[test]
fn what_makes_a_good_portrait_is_shown_in_every_language_and_goes_with_escape() {
    for (language, question, examples) in [
        (Language::English, "What makes a good portrait?", ["One face, looking at the camera", "Too dark"]),
        (
            Language::French,
            "Qu’est-ce qu’un bon portrait\u{202f}?",
            ["Un seul visage, face à l’objectif", "Trop sombre"],
        ),
        (Language::Chinese, "怎样的人像效果好？", ["只有一张脸，正对镜头", "太暗"]),
    ] {
        for size in [WIDE, NARROW] {
            let mut state = empty();
            let settings = Settings { language: Some(language), ..state.settings.clone() };
            command(&mut state, Command::Set(settings));
            let mut window = open(state, size);
            tab_to(&mut window, question);
            window.key_press(Key::Enter);
            window.run();
            assert!(window.query_by_role_and_label(Role::Dialog, question).is_some());
            let pictures = window.query_all_by_role(Role::Image).count();
            assert!(pictures >= 7, "{pictures} examples");
            for name in examples {
                assert!(window.query_by_role_and_label(Role::Image, name).is_some(), "{name}");
            }
            window.key_press(Key::Escape);
            window.run();
            assert!(window.query_by_role_and_label(Role::Dialog, question).is_none());
        }
    }
}
