//! What each control asks for: one press, one command.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use eframe::egui;
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{Fix, Mode, Settings, SubmissionId, ThemeChoice, VoiceWay, history::Group},
    state::{Command, Place, SettingsPage, Source, State},
};

use super::{NARROW, Opened, WIDE, asked, open, press, states};

/// A state, the name of a button in it, and what that asks for.
type Row = (fn() -> State, &'static str, Command);

#[test]
fn the_buttons_of_the_form() {
    let table: Vec<Row> = vec![
        (states::first_run, "Choose a portrait file", Command::Choose(Place::Portrait)),
        (states::first_run, "Choose a voice file", Command::Choose(Place::Voice)),
        (states::first_run, "Use the sample portrait", Command::Put(Place::Portrait, Source::Sample)),
        (states::first_run, "Use the sample voice", Command::Put(Place::Voice, Source::Sample)),
        (states::first_run, "Add API key", Command::OpenSettings(SettingsPage::Account)),
        (states::working, "Remove the portrait", Command::Clear(Place::Portrait)),
        (states::working, "Remove the voice", Command::Clear(Place::Voice)),
        (states::working, "Create avatar", Command::Create),
        (states::check_failed, "Crop", Command::Mend(Place::Portrait, Fix::Crop)),
        (states::unreadable_portrait, "Choose another…", Command::Choose(Place::Portrait)),
    ];
    for (state, name, command) in table {
        let mut window = open(state(), WIDE);
        press(&mut window, name);
        assert_eq!(asked(&mut window), [command], "{name}");
    }
}

#[test]
fn a_disabled_button_asks_for_nothing() {
    let mut window = open(states::check_failed(), WIDE);
    press(&mut window, "Create avatar");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), []);
}

#[test]
fn segments_and_tabs() {
    let mut window = open(states::working(), WIDE);
    for (role, name, command) in [
        (Role::RadioButton, "Link / ID", Command::UseVoiceWay(VoiceWay::Link)),
        (Role::RadioButton, "Professional", Command::SetMode(Mode::Professional)),
        (Role::Tab, "Ready 206", Command::ShowGroup(Group::Ready)),
        (Role::Tab, "Failed 8", Command::ShowGroup(Group::Failed)),
    ] {
        window.get_by_role_and_label(role, name).click();
        window.run();
        assert_eq!(asked(&mut window), [command], "{name}");
    }
    assert_eq!(window.state().state.draft.mode, Mode::Professional);
    assert!(window.query_all_by_label("Lesson 4, introduction (FR)").next().is_none());
}

/// Types into a field that is found by its name.
fn type_into(window: &mut Opened, role: Role, name: &str, text: &str) {
    window.get_by_role_and_label(role, name).focus();
    window.run();
    window.get_by_role_and_label(role, name).type_text(text);
    window.run();
}

#[test]
fn what_is_written_is_what_the_draft_holds() {
    let mut window = open(states::first_run(), WIDE);
    type_into(&mut window, Role::MultilineTextInput, "Direction", "Smiles, nods — «oui»");
    assert_eq!(window.state().state.draft.direction, "Smiles, nods — «oui»");
    assert!(window.query_by_label("20 / 2500").is_some());
    press(&mut window, "More");
    type_into(&mut window, Role::TextInput, "Title", "Zoë's film");
    type_into(&mut window, Role::TextInput, "Callback URL", "http://example.org");
    type_into(&mut window, Role::TextInput, "Own task id", "a b");
    let draft = &window.state().state.draft;
    assert_eq!((draft.title.as_str(), draft.own_task_id.as_str()), ("Zoë's film", "a b"));
    assert!(window.query_by_label("The callback address cannot be used; an https address").is_some());
    let said = "The task id cannot be used; at most 64 characters, no spaces";
    assert!(window.query_by_label(said).is_some());
    window.get_by_role_and_label(Role::RadioButton, "Link / ID").click();
    window.run();
    type_into(&mut window, Role::TextInput, "Link or id of the voice", "831-voice");
    assert_eq!(window.state().state.draft.voice.link, "831-voice");
    assert!(window.query_by_label("The voice is an id: it is sent as it is, not checked here").is_some());
}

#[test]
fn a_path_is_typed_and_taken_with_return() {
    let mut window = open(states::first_run(), WIDE);
    window.get_all_by_label("Path or link…").next().expect("that of the portrait").click();
    window.run();
    let field = window.get_by_role_and_label(Role::TextInput, "Path or link of the portrait");
    assert!(field.accesskit_node().is_focused(), "what was asked for has the keyboard");
    type_into(&mut window, Role::TextInput, "Path or link of the portrait", "/pictures/zoë.jpg");
    window.key_press(egui::Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), [Command::Type(Place::Portrait, "/pictures/zoë.jpg".into())]);
}

#[test]
fn the_search_narrows_the_list_and_says_when_nothing_is_found() {
    let mut window = open(states::working(), WIDE);
    type_into(&mut window, Role::TextInput, "Search tasks", "holiday");
    assert_eq!(asked(&mut window), [Command::Search("holiday".into())]);
    assert!(window.query_all_by_label("Holiday greeting").next().is_some());
    assert!(window.query_all_by_label("Portrait study").next().is_none());
    type_into(&mut window, Role::TextInput, "Search tasks", " zebra");
    assert!(window.query_by_label("Nothing found").is_some());
    asked(&mut window);
    press(&mut window, "Show all");
    assert_eq!(asked(&mut window), [Command::Search(String::new()), Command::ShowGroup(Group::All)]);
}

#[test]
fn the_buttons_and_menus_of_the_cards() {
    let menu = |title: &str| format!("More for {title}");
    let ready = SubmissionId(4);
    let mut window = open(states::working(), WIDE);
    press(&mut window, "Open Product tour, take 2");
    assert_eq!(asked(&mut window), [Command::OpenVideo(ready)]);
    for (name, command) in [
        ("Open", Command::OpenVideo(ready)),
        ("Show in folder", Command::ShowInFolder(ready)),
        ("Use again", Command::UseAgain(ready)),
    ] {
        press(&mut window, &menu("Product tour, take 2"));
        // The menu's own: the same words stand on cards.
        window.get_by_role_and_label(Role::MenuItem, name).click();
        window.run();
        assert_eq!(asked(&mut window), [command], "{name}");
    }
    press(&mut window, &menu("Welcome — spring campaign"));
    window.get_by_role_and_label(Role::MenuItem, "Check now").click();
    window.run();
    assert_eq!(asked(&mut window), [Command::LookNow(SubmissionId(1))]);
    press(&mut window, &menu("Welcome — spring campaign"));
    window.get_by_role_and_label(Role::MenuItem, "Copy task id").click();
    let copies = |command: &egui::OutputCommand| *command == egui::OutputCommand::CopyText(states::task_id().0);
    let copied = (0..4).any(|_| {
        window.step();
        window.output().platform_output.commands.iter().any(copies)
    });
    assert!(copied, "nothing was copied");
}

#[test]
fn a_waiting_task_can_be_taken_back_and_a_lost_one_looked_for() {
    let mut window = open(states::every_stage(), [1280.0, 1600.0]);
    window.get_all_by_role_and_label(Role::Button, "Cancel").next().expect("a waiting task").click();
    window.run();
    assert!(matches!(asked(&mut window).as_slice(), [Command::Cancel(_)]));
    press(&mut window, "Look now");
    assert_eq!(asked(&mut window), [Command::LookNow(SubmissionId(12))]);
}

#[test]
fn a_toast_opens_its_video_and_goes() {
    let mut window = open(states::just_ready(), WIDE);
    let id = window.state().state.notices[0].id;
    press(&mut window, "Open");
    assert_eq!(asked(&mut window), [Command::OpenVideo(SubmissionId(4)), Command::Dismiss(id)]);
}

#[test]
fn the_theme_button_goes_through_the_three() {
    let mut window = open(states::first_run(), WIDE);
    for (name, theme) in [
        ("Theme: as the system", ThemeChoice::Light),
        ("Theme: light", ThemeChoice::Dark),
        ("Theme: dark", ThemeChoice::System),
    ] {
        press(&mut window, name);
        let [Command::Set(Settings { theme: found, .. })] = asked(&mut window)[..] else { panic!("{name}") };
        assert_eq!(found, theme);
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no files".into())
    }
}

#[test]
fn dropped_files_go_to_where_their_content_belongs() {
    for size in [WIDE, NARROW] {
        let mut window = open(states::first_run(), size);
        for name in ["/a/zoë.png", "/a/b.wav"] {
            window.input_mut().dropped_files.push(Arc::new(Dropped(name.into())));
        }
        window.run();
        assert_eq!(asked(&mut window), [Command::Load(vec!["/a/zoë.png".into(), "/a/b.wav".into()])]);
    }
}

#[test]
fn a_pasted_picture_is_the_portrait_and_pasted_paths_are_read() {
    let mut window = open(states::first_run(), WIDE);
    let pixel = egui::Color32::from_black_alpha(128);
    window.event(egui::Event::PasteImage(Arc::new(egui::ColorImage::filled([2, 1], pixel))));
    window.run();
    let [Command::Put(Place::Portrait, Source::Pixels(2, 1, bytes))] = &asked(&mut window)[..] else {
        panic!("no picture")
    };
    assert_eq!((bytes.len(), bytes[3]), (8, 128));
    window.event(egui::Event::Paste("file:///a/b.mp3\n/a/c.png\nsome prose".into()));
    window.run();
    let expected =
        [Command::Type(Place::Voice, "file:///a/b.mp3".into()), Command::Type(Place::Portrait, "/a/c.png".into())];
    assert_eq!(asked(&mut window), expected);
}

#[test]
fn what_is_pasted_into_a_field_is_the_fields() {
    let mut window = open(states::first_run(), WIDE);
    window.get_by_role_and_label(Role::MultilineTextInput, "Direction").focus();
    window.run();
    window.event(egui::Event::Paste("/a/c.png".into()));
    window.run();
    assert_eq!(asked(&mut window), [Command::SetDirection("/a/c.png".into())]);
}
