//! Everything by the keyboard: the shortcuts, and Tab in the order of the page.

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::state::{Command, Place, SettingsPage};

use super::{Opened, WIDE, asked, open, press, states};

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
pub fn focused(window: &Opened) -> Option<String> {
    let mut nodes = window.query_all(egui_kittest::kittest::by().recursive(true));
    let node = nodes.find(|node| node.accesskit_node().is_focused_in_tree())?;
    node.accesskit_node().label()
}

/// Presses Tab until the page begins anew, and says what had the keyboard on the way. The same name may come twice: two
/// cards have the same buttons.
pub fn way(window: &mut Opened) -> Vec<String> {
    walk(window, Modifiers::NONE).into_iter().map(|(_, name)| name).collect()
}

/// Every stop, with its node.
fn walk(window: &mut Opened, modifiers: Modifiers) -> Vec<(String, String)> {
    let mut way: Vec<(String, String)> = vec![];
    for _ in 0..120 {
        window.key_press_modifiers(modifiers, Key::Tab);
        window.run();
        let mut nodes = window.query_all(egui_kittest::kittest::by().recursive(true));
        let Some(node) = nodes.find(|node| node.accesskit_node().is_focused_in_tree()) else { continue };
        let stop = (format!("{:?}", node.accesskit_node().id()), node.accesskit_node().label().unwrap_or_default());
        if way.first() == Some(&stop) && way.len() > 1 {
            return way;
        }
        way.push(stop);
    }
    panic!("Tab does not come back to where it began: {way:?}")
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
        "What makes a good portrait?",
        "File",
        "Type it",
        "Record",
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

/// Every control that can have the keyboard, and is in reach.
fn controls(window: &Opened) -> Vec<(String, String)> {
    let nodes = window.query_all(egui_kittest::kittest::by().recursive(true));
    nodes
        .filter(|node| {
            let node = node.accesskit_node();
            let stops = node.data().supports_action(egui::accesskit::Action::Focus);
            stops && !node.is_disabled() && !node.is_hidden() && node.role() != Role::ListBoxOption
        })
        .map(|node| (format!("{:?}", node.accesskit_node().id()), node.accesskit_node().label().unwrap_or_default()))
        .collect()
}

#[test]
fn tab_visits_every_control_of_every_state_and_comes_back() {
    for (name, make) in super::named_states().into_iter().map(|super::Named(name, make)| (name, make)) {
        for size in [WIDE, super::NARROW] {
            let mut window = open(make(), size);
            let stops = walk(&mut window, Modifiers::NONE);
            for control in controls(&window) {
                assert!(stops.contains(&control), "{name} at {size:?}: {control:?} is not reached: {stops:?}");
            }
            if size != WIDE || !["first run", "working"].contains(&name) {
                continue;
            }
            let mut back = walk(&mut window, Modifiers::SHIFT);
            back.sort();
            let mut forth = stops.clone();
            forth.sort();
            assert_eq!(back, forth, "{name} at {size:?}: backwards is another way");
        }
    }
}

#[test]
fn tab_leaves_the_direction_and_writes_nothing_into_it() {
    let mut window = open(states::first_run(), WIDE);
    window.get_by_role_and_label(Role::MultilineTextInput, "Direction").focus();
    window.run();
    window.key_press(Key::Tab);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Standard"));
    assert_eq!(window.state().state.draft.direction, "");
}

#[test]
fn what_has_the_keyboard_is_in_sight() {
    let mut window = open(states::check_failed(), super::NARROW);
    let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, super::NARROW.into());
    for _ in 0..30 {
        window.key_press(Key::Tab);
        window.run();
        let mut nodes = window.query_all(egui_kittest::kittest::by().recursive(true));
        let Some(node) = nodes.find(|node| node.accesskit_node().is_focused_in_tree()) else { continue };
        if node.accesskit_node().role() != Role::Window {
            assert!(inside.contains_rect(node.rect()), "{node:?} is out of sight at {}", node.rect());
        }
    }
}

#[test]
fn a_dialog_keeps_tab_inside_and_gives_the_keyboard_back() {
    let mut window = open(states::working(), WIDE);
    window.get_by_role_and_label(Role::Button, "Settings").focus();
    window.run();
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), [Command::OpenSettings(SettingsPage::Account)]);
    assert_eq!(focused(&window).as_deref(), Some("Account"), "it goes in");
    let stops = way(&mut window);
    assert!(stops.iter().any(|name| name == "Test connection") && stops.iter().any(|name| name == "Close"));
    assert!(!stops.iter().any(|name| name == "Create avatar"), "{stops:?}");
    window.get_by_role_and_label(Role::Button, "Close").focus();
    window.run();
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(asked(&mut window), [Command::CloseSettings]);
    assert_eq!(focused(&window).as_deref(), Some("Settings"), "it comes back");
}

#[test]
fn escape_leaves_a_field_first_and_then_closes_one_thing_at_a_time() {
    let mut state = states::just_ready();
    states::command(&mut state, Command::OpenSettings(SettingsPage::Account));
    let mut window = open(state, WIDE);
    let notice = window.state().state.notices[0].id;
    window.get_by_role_and_label(Role::TextInput, "Base URL").focus();
    window.run();
    let escape = |window: &mut Opened| {
        window.key_press(Key::Escape);
        window.run();
        asked(window)
    };
    assert_eq!(escape(&mut window), [], "the field loses the keyboard");
    press(&mut window, "Remove");
    let sheet = |window: &Opened| window.query_by_role_and_label(Role::Dialog, "Keyboard shortcuts").is_some();
    let question = |window: &Opened| window.query_by_role_and_label(Role::Dialog, "Remove the API key?").is_some();
    assert!(question(&window));
    window.key_press(Key::F1);
    window.run();
    assert!(!sheet(&window), "a question is answered first");
    assert_eq!((escape(&mut window), question(&window)), (vec![], false));
    window.key_press(Key::F1);
    window.run();
    assert!(sheet(&window));
    assert_eq!((escape(&mut window), sheet(&window)), (vec![], false));
    assert_eq!(escape(&mut window), [Command::CloseSettings]);
    window.get_by_role_and_label(Role::TextInput, "Search tasks").focus();
    window.run();
    assert_eq!(escape(&mut window), [], "the field loses the keyboard, the notice stays");
    press(&mut window, "More for Product tour, take 2");
    assert!(window.query_by_role(Role::Menu).is_some());
    assert_eq!((escape(&mut window), window.query_by_role(Role::Menu).is_some()), (vec![], false));
    window.get_by_role_and_label(Role::Button, "Settings").focus();
    window.run();
    assert_eq!(escape(&mut window), [Command::Dismiss(notice)]);
    assert_eq!(focused(&window).as_deref(), Some("Settings"), "a button keeps its place");
    assert_eq!(escape(&mut window), []);
}

#[test]
fn the_answer_no_has_the_keyboard_and_does_nothing() {
    let mut state = states::working();
    states::command(&mut state, Command::OpenSettings(SettingsPage::Account));
    let mut window = open(state, WIDE);
    for (answer, command) in [("Cancel", None), ("Remove the key", Some(Command::RemoveKey))] {
        window.get_by_role_and_label(Role::Button, "Remove").focus();
        window.run();
        window.key_press(Key::Space);
        window.run();
        assert_eq!(focused(&window).as_deref(), Some("Cancel"));
        if command.is_some() {
            window.key_press(Key::Tab);
            window.run();
        }
        assert_eq!(focused(&window).as_deref(), Some(answer));
        window.key_press(Key::Enter);
        window.run();
        let did = command.is_some();
        assert_eq!(asked(&mut window), command.into_iter().collect::<Vec<_>>(), "{answer}");
        assert!(window.query_by_role_and_label(Role::Dialog, "Remove the API key?").is_none());
        // While the keychain removes the key, the button that asked for it cannot be pressed.
        let back = (!did).then_some("Remove");
        assert_eq!(focused(&window).as_deref(), back, "the keyboard comes back");
    }
}

/// Goes to the list and presses a key; says which card has the keyboard then.
fn card_after(window: &mut Opened, key: Key) -> String {
    window.key_press(key);
    window.run();
    focused(window).unwrap_or_default()
}

#[test]
fn the_arrows_go_from_card_to_card_however_many_there_are() {
    let mut window = open(states::many(10_000), WIDE);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run();
    let rects = |window: &Opened| window.query_all_by_role(Role::ListItem).count();
    assert!(focused(&window).is_some_and(|name| name.starts_with("A video of many, Ready, ")));
    assert!(rects(&window) < 12);
    let list = window.query_all_by_role(Role::ListItem).next().expect("a card").rect();
    let at = |window: &Opened| {
        let mut cards = window.query_all_by_role(Role::ListItem);
        cards.find(|card| card.accesskit_node().is_focused_in_tree()).expect("a card has the keyboard").rect()
    };
    assert_eq!(at(&window), list);
    card_after(&mut window, Key::ArrowDown);
    assert!(at(&window).top() > list.top() + 90.0, "the next card");
    card_after(&mut window, Key::ArrowUp);
    assert_eq!(at(&window), list);
    card_after(&mut window, Key::ArrowUp);
    assert_eq!(at(&window), list, "there is none before the first");
    for key in [Key::End, Key::Home, Key::PageDown, Key::PageUp] {
        card_after(&mut window, key);
        let card = at(&window);
        let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, WIDE.into());
        assert!(inside.contains_rect(card), "{key:?}: {card}");
        assert!(rects(&window) < 12, "{key:?}");
    }
    assert_eq!(at(&window), list);
    for _ in 0..20 {
        card_after(&mut window, Key::ArrowDown);
    }
    assert!(at(&window).bottom() < WIDE[1] - 28.0, "it is scrolled along");
}

#[test]
fn a_card_says_how_far_it_is_and_opens_its_video() {
    let mut window = open(states::working(), WIDE);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run();
    let first = focused(&window).unwrap_or_default();
    assert!(first.starts_with("Welcome — spring campaign, Rendering, Rendering · "), "{first:?}");
    window.key_press(Key::Enter);
    window.run();
    assert_eq!(asked(&mut window), [], "it has no video yet");
    let mut name = first;
    for _ in 0..8 {
        if name.starts_with("Product tour, take 2, Ready") {
            break;
        }
        name = card_after(&mut window, Key::ArrowDown);
    }
    for key in [Key::Space, Key::Enter] {
        window.key_press(key);
        window.run();
        assert_eq!(asked(&mut window), [Command::OpenVideo(likeness::domain::SubmissionId(4))], "{key:?}");
    }
    window.key_press(Key::Tab);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Open Product tour, take 2"), "its buttons come after it");
}

#[test]
fn the_columns_are_a_shortcut_away_in_a_narrow_window_too() {
    for size in [WIDE, super::NARROW] {
        let mut window = open(states::working(), size);
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        window.run();
        assert!(focused(&window).is_some_and(|name| name.starts_with("Welcome — spring campaign, ")));
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
        window.run();
        assert_eq!(focused(&window).as_deref(), Some("Crop the portrait"));
    }
}

#[test]
fn the_size_is_a_setting_and_not_eguis_own() {
    let mut window = open(states::working(), WIDE);
    for (key, percent) in [(Key::Plus, 110), (Key::Equals, 125), (Key::Minus, 110), (Key::Num0, 100)] {
        window.key_press_modifiers(Modifiers::COMMAND, key);
        window.run();
        assert!(matches!(asked(&mut window).as_slice(), [Command::Set(_)]), "{key:?}");
        assert_eq!(window.state().state.settings.scale.percent(), percent, "{key:?}");
        let zoom = window.ctx.zoom_factor();
        assert!((zoom * 100.0 - f32::from(percent)).abs() < 0.01, "{key:?}: {zoom}");
    }
}
