//! The settings: what each page shows, and that every change is one command.

use std::time::Duration;

use eframe::egui;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{ApiKey, KeyFault, KeyHome, KeyStatus, Money, Settings},
    state::{Command, ConnectionResult, Event, SettingsPage, State},
};

use super::{NARROW, Opened, WIDE, asked, open, press, states};

fn at(page: SettingsPage, mut state: State) -> State {
    states::command(&mut state, Command::OpenSettings(page));
    state
}

/// Replaces what a field holds and leaves it.
fn write(window: &mut Opened, name: &str, text: &str) {
    window.get_by_role_and_label(Role::TextInput, name).focus();
    window.run();
    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    window.run();
    window.get_by_role_and_label(Role::TextInput, name).type_text(text);
    window.run();
    window.key_press(Key::Enter);
    window.run();
}

/// Everything that a screen reader could say.
fn spoken(window: &Opened) -> String {
    let nodes = window.query_all(egui_kittest::kittest::by().recursive(true));
    nodes.map(|node| format!("{:?} {:?}\n", node.accesskit_node().label(), node.value())).collect()
}

#[test]
fn every_page_opens_and_fits() {
    let pages = [
        (SettingsPage::Account, "Base URL"),
        (SettingsPage::Library, "Videos"),
        (SettingsPage::Limits, "Longest voice"),
        (SettingsPage::Appearance, "As the system"),
        (SettingsPage::About, "What leaves this computer"),
    ];
    for size in [WIDE, NARROW] {
        for (page, label) in pages {
            let window = open(at(page, states::working()), size);
            assert!(window.query_all_by_label(label).next().is_some(), "{page:?} has no {label:?}");
            let close = window.get_by_role_and_label(Role::Button, "Close").rect();
            let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
            assert!(inside.contains_rect(close), "{page:?} at {size:?}");
        }
    }
}

#[test]
fn the_pages_are_gone_through_and_closed() {
    let mut window = open(at(SettingsPage::Account, states::working()), WIDE);
    window.get_by_role_and_label(Role::Tab, "Library").click();
    window.run();
    press(&mut window, "Close");
    assert_eq!(asked(&mut window), [Command::OpenSettings(SettingsPage::Library), Command::CloseSettings]);
}

#[test]
fn a_key_is_taken_shown_by_its_end_and_never_spoken() {
    let mut state = states::first_run();
    states::command(&mut state, Command::OpenSettings(SettingsPage::Account));
    let mut window = open(state, WIDE);
    let key = "sk-0123456789abcdef";
    let field = |window: &Opened| window.get_by_role_and_label(Role::PasswordInput, "CometAPI key").rect();
    assert!(field(&window).width() > 100.0);
    window.get_by_role_and_label(Role::PasswordInput, "CometAPI key").focus();
    window.run();
    window.get_by_role_and_label(Role::PasswordInput, "CometAPI key").type_text(key);
    window.run();
    assert!(!spoken(&window).contains("0123456789"), "{}", spoken(&window));
    press(&mut window, "Save");
    let Some(key) = ApiKey::read(key) else { panic!("a key") };
    assert_eq!(asked(&mut window), [Command::KeepKey(key)]);
    window.run();
    states::event(&mut window.state_mut().state, Event::Key(KeyStatus::Present(KeyHome::Session, "cdef".into())));
    window.run();
    assert!(spoken(&window).contains("cdef"));
    assert!(window.query_by_label_contains("Kept in memory until Likeness ends: there is no keychain here").is_some());
}

#[test]
fn without_a_keychain_it_is_said_and_there_are_two_ways_to_keep_a_key() {
    let none = || KeyStatus::Trouble(KeyFault::NoKeychain("no bus".into()));
    let key = || ApiKey::read("sk-0123456789abcdef").expect("a key");
    let session = ("This session only", Command::KeepKey(key()));
    let file = || ("Keep in a file", Command::KeepKeyInFile(key()));
    for ((button, command), size) in [(session, WIDE), (file(), WIDE), (file(), NARROW)] {
        let mut state = states::opened(vec![]);
        states::event(&mut state, Event::Key(none()));
        states::command(&mut state, Command::Welcomed);
        let mut window = open(at(SettingsPage::Account, state), size);
        assert!(window.query_by_label_contains("There is no keychain here: no bus").is_some());
        let edge = window.get_by_role_and_label(Role::Button, "Close").rect().right();
        assert!(window.get_by_label(button).rect().right() <= edge, "{button} is out of the dialog");
        assert!(
            window.query_by_label_contains("in the file /config/likeness/key: every program that runs as").is_some()
        );
        window.get_by_role_and_label(Role::PasswordInput, "CometAPI key").focus();
        window.run();
        window.get_by_role_and_label(Role::PasswordInput, "CometAPI key").type_text("sk-0123456789abcdef");
        window.run();
        press(&mut window, button);
        assert_eq!(asked(&mut window), [command]);
    }
    let mut state = states::opened(vec![]);
    states::event(&mut state, Event::Key(KeyStatus::Present(KeyHome::File, "cdef".into())));
    let window = open(at(SettingsPage::Account, state), WIDE);
    assert!(window.query_by_label_contains("Kept in the file /config/likeness/key, which every program").is_some());
    assert!(window.query_by_label_contains("never written to disk").is_none(), "it is on the disk");
}

#[test]
fn the_welcome_says_when_there_is_no_keychain() {
    let mut state = states::opened(vec![]);
    states::event(&mut state, Event::Key(KeyStatus::Trouble(KeyFault::NoKeychain("no bus".into()))));
    let mut window = open(state, WIDE);
    press(&mut window, "Next");
    assert!(window.query_by_label_contains("There is no keychain here: a key is kept for this session only").is_some());
}

#[test]
fn a_key_that_is_kept_can_be_removed_and_replaced_and_tested() {
    let mut window = open(at(SettingsPage::Account, states::working()), WIDE);
    press(&mut window, "Test connection");
    assert_eq!(asked(&mut window), [Command::TestConnection]);
    let accepted = ConnectionResult::Accepted(Duration::from_millis(214));
    states::event(&mut window.state_mut().state, Event::ConnectionTested(accepted));
    window.run();
    assert!(window.query_by_label("Key accepted · 214 ms").is_some());
    press(&mut window, "Replace");
    assert!(window.query_by_role_and_label(Role::PasswordInput, "CometAPI key").is_some());
    press(&mut window, "Cancel");
    press(&mut window, "Remove");
    assert_eq!(asked(&mut window), [], "it is asked first");
    press(&mut window, "Remove the key");
    assert_eq!(asked(&mut window), [Command::RemoveKey]);
}

#[test]
fn a_key_from_the_environment_is_only_shown() {
    let mut state = states::first_run();
    states::event(&mut state, Event::Key(KeyStatus::Present(KeyHome::Environment, "7f3a".into())));
    let window = open(at(SettingsPage::Account, state), WIDE);
    assert!(window.query_by_label("Remove").is_none() && window.query_by_label("Replace").is_none());
    assert!(window.query_by_label_contains("From the environment variable COMETAPI_KEY, for this session").is_some());
}

/// The settings that were asked for last.
fn set(window: &mut Opened) -> Settings {
    match asked(window).pop() {
        Some(Command::Set(settings)) => settings,
        other => panic!("{other:?} instead of settings"),
    }
}

#[test]
fn addresses_and_prices_are_taken_when_they_can_be_used() {
    let mut window = open(at(SettingsPage::Account, states::working()), WIDE);
    write(&mut window, "Base URL", "https://gate.example.org/v1/");
    let base_url = set(&mut window).base_url;
    assert_eq!(base_url.as_str(), "https://gate.example.org");
    press(&mut window, "Send the key there");
    assert_eq!(asked(&mut window), [Command::AllowBaseUrl(base_url)], "another host is asked for");
    write(&mut window, "Base URL", "http://gate.example.org");
    assert_eq!(asked(&mut window), []);
    assert!(window.query_by_label("Plain http is only allowed to this computer; use https").is_some());
    write(&mut window, "Professional", "$0,2");
    assert_eq!(set(&mut window).rates.professional, Money(200_000));
    write(&mut window, "Standard", "free");
    assert_eq!(asked(&mut window), []);
    assert!(window.query_by_label("Write a price in dollars, such as 0.056").is_some());
}

#[test]
fn folders_are_changed_and_shown() {
    let mut window = open(at(SettingsPage::Library, states::working()), WIDE);
    press(&mut window, "Change…");
    press(&mut window, "Show the logs");
    let expected = [Command::ChooseDownloadFolder, Command::Reveal("/data/likeness/logs".into())];
    assert_eq!(asked(&mut window), expected);
}

#[test]
fn practice_can_be_chosen_although_there_is_a_key() {
    let mut window = open(at(SettingsPage::Account, states::working()), WIDE);
    window.get_by_role_and_label(Role::CheckBox, "Practise for now").click();
    window.run();
    assert!(set(&mut window).practice);
    assert!(window.query_by_label("Practice mode · nothing is billed").is_some());
}
