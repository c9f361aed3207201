//! Everything by the keyboard: the shortcuts, and Tab in the order of the page.

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::state::{Command, Place, SettingsPage};

use super::{Opened, WIDE, asked, open, states};

#[test]
fn the_shortcuts_ask_for_what_the_page_offers() {
    let table = [
        (Modifiers::COMMAND, Key::Enter, Command::Create),
        (Modifiers::COMMAND, Key::O, Command::Choose(Place::Portrait)),
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O, Command::Choose(Place::Voice)),
        (Modifiers::COMMAND, Key::Comma, Command::OpenSettings(SettingsPage::Account)),
    ];
    for (modifiers, key, command) in table {
        let mut window = open(states::working(), WIDE);
        window.key_press_modifiers(modifiers, key);
        window.run();
        assert_eq!(asked(&mut window), [command], "{key:?}");
    }
}

#[test]
fn create_works_from_within_the_direction_and_adds_no_line() {
    let mut window = open(states::working(), WIDE);
    window.get_by_role_and_label(Role::MultilineTextInput, "Direction").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), [Command::Create]);
}

#[test]
fn search_is_a_shortcut_away_in_a_narrow_window_too() {
    for size in [WIDE, super::NARROW] {
        let mut window = open(states::working(), size);
        window.key_press_modifiers(Modifiers::COMMAND, Key::F);
        window.run();
        assert!(window.get_by_role_and_label(Role::TextInput, "Search tasks").accesskit_node().is_focused());
    }
}

#[test]
fn escape_takes_away_what_lies_on_top() {
    let mut state = states::just_ready();
    states::command(&mut state, Command::OpenSettings(SettingsPage::Account));
    let mut window = open(state, WIDE);
    let notice = window.state().state.notices[0].id;
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(asked(&mut window), [Command::CloseSettings]);
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(asked(&mut window), [Command::Dismiss(notice)]);
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(asked(&mut window), []);
}

/// The name of what has the keyboard.
fn focused(window: &Opened) -> Option<String> {
    let node = window.query_all(egui_kittest::kittest::by().predicate(|node| node.is_focused())).next()?;
    node.accesskit_node().label()
}

/// Presses Tab until the page begins anew, and says what had the keyboard on the way.
fn way(window: &mut Opened) -> Vec<String> {
    let mut way: Vec<String> = vec![];
    for _ in 0..120 {
        window.key_press(Key::Tab);
        window.run();
        let Some(name) = focused(window) else { continue };
        if way.first() == Some(&name) && way.len() > 1 {
            break;
        }
        way.push(name);
    }
    way
}

#[test]
fn tab_follows_the_page() {
    let mut window = open(states::first_run(), WIDE);
    let expected = [
        "Add API key",
        "Theme: as the system",
        "Settings",
        "Choose a portrait file",
        "Use the sample portrait",
        "Path or link…",
        "File",
        "Link / ID",
        "Choose a voice file",
        "Use the sample voice",
        "Path or link…",
        "Direction",
        "Standard",
        "Professional",
        "More",
    ];
    assert_eq!(way(&mut window), expected);
}

#[test]
fn every_control_of_a_full_page_is_reached() {
    let mut window = open(states::just_ready(), WIDE);
    let way = way(&mut window);
    for name in [
        "Remove the portrait",
        "Remove the voice",
        "Direction",
        "Create avatar",
        "All 217",
        "Search tasks",
        "More for Welcome — spring campaign",
        "Open Product tour, take 2",
        "Show in folder",
        "Use again",
        "Open",
    ] {
        assert!(way.iter().any(|found| found == name), "{name} is not reached: {way:?}");
    }
}

#[test]
fn a_button_is_pressed_with_the_space_bar() {
    let mut window = open(states::first_run(), WIDE);
    window.get_by_role_and_label(Role::Button, "Use the sample portrait").focus();
    window.run();
    window.key_press(Key::Space);
    window.run();
    assert_eq!(asked(&mut window).len(), 1);
}
