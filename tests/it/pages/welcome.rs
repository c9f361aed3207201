//! The welcome: three steps, by pointer and by keyboard, skippable from each, and never again.

use eframe::egui;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{Language, Settings},
    state::{Command, Place, SettingsPage, Source},
};

use super::{NARROW, Opened, WIDE, asked, open, press, states};

fn is_shown(window: &Opened) -> bool {
    window.query_by_role_and_label(Role::Dialog, "Welcome to Likeness").is_some()
}

#[test]
fn it_goes_forth_and_back_and_ends_with_start() {
    for size in [WIDE, NARROW, [360.0, 280.0]] {
        let mut window = open(states::welcome(), size);
        assert!(is_shown(&window));
        for (button, head) in [
            ("Next", "Practise first, for nothing"),
            ("Back", "Make a picture speak"),
            ("Next", "Practise first, for nothing"),
            ("Next", "Find your way"),
        ] {
            press(&mut window, button);
            assert!(window.query_by_label(head).is_some(), "{head:?} after {button:?} at {size:?}");
        }
        assert!(window.query_by_label("3 of 3").is_some() && window.query_by_label("Skip").is_none());
        assert_eq!(asked(&mut window), []);
        press(&mut window, "Start");
        assert_eq!(asked(&mut window), [Command::Welcomed]);
        assert!(!is_shown(&window));
    }
}

#[test]
fn it_is_skipped_by_a_button_and_by_escape_and_does_not_come_again() {
    let mut window = open(states::welcome(), WIDE);
    press(&mut window, "Skip");
    assert_eq!(asked(&mut window), [Command::Welcomed]);
    let mut window = open(states::welcome(), WIDE);
    window.key_press(egui::Key::Escape);
    window.run();
    assert_eq!(asked(&mut window), [Command::Welcomed]);
    assert!(!is_shown(&window) && window.state().state.settings.welcomed);
}

#[test]
fn it_asks_for_the_language_and_leads_to_the_key() {
    let mut window = open(states::welcome(), WIDE);
    let before = window.state().state.settings.clone();
    window.get_by_role_and_label(Role::RadioButton, "Français").click();
    window.run();
    let french = Settings { language: Some(Language::French), ..before };
    assert_eq!(asked(&mut window), [Command::Set(french)]);
    let mut window = open(states::welcome(), WIDE);
    press(&mut window, "Next");
    let dialog = window.get_by_role_and_label(Role::Dialog, "Welcome to Likeness");
    dialog.get_by_role_and_label(Role::Button, "Add API key").click();
    window.run();
    assert_eq!(asked(&mut window), [Command::Welcomed, Command::OpenSettings(SettingsPage::Account)]);
}

#[test]
fn who_has_begun_is_not_held_up() {
    let mut window = open(states::welcome(), WIDE);
    states::command(&mut window.state_mut().state, Command::Put(Place::Portrait, Source::Sample));
    window.run();
    assert!(!is_shown(&window));
}

#[test]
fn return_alone_leads_through_it() {
    let mut window = open(states::welcome(), WIDE);
    for head in ["Make a picture speak", "Practise first, for nothing", "Find your way"] {
        assert!(window.query_by_label(head).is_some(), "{head}");
        window.key_press(egui::Key::Enter);
        window.run();
    }
    assert_eq!(asked(&mut window), [Command::Welcomed]);
}
