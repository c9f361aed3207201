//! Menus: the same under the three dots, under the right button and under the menu key; of the wells, of fields, of toasts.

use eframe::egui;
use egui::{Key, Modifiers, Role, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{OpenFault, SubmissionId},
    state::{Command, Place, Source},
};

use super::{Opened, WIDE, asked, copied, keyboard::focused, open, press, states};

fn items(window: &Opened) -> Vec<String> {
    window.query_all_by_role(Role::MenuItem).filter_map(|node| node.accesskit_node().label()).collect()
}

fn right_click(window: &mut Opened, at: egui::Pos2) {
    let button = egui::PointerButton::Secondary;
    window.event(egui::Event::PointerMoved(at));
    window.run();
    for pressed in [true, false] {
        window.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        window.run();
    }
}

fn card(window: &Opened, title: &str) -> egui::Rect {
    let start = format!("{title}, ");
    let mut cards = window.query_all_by_role(Role::ListItem);
    let named = |label: Option<String>| label.is_some_and(|label| label.starts_with(&start));
    cards.find(|card| named(card.accesskit_node().label())).expect("a card").rect()
}

#[test]
fn a_card_has_one_menu_however_it_is_opened() {
    let mut window = open(states::working(), WIDE);
    press(&mut window, "More for Product tour, take 2");
    let under_the_dots = items(&window);
    assert_eq!(under_the_dots[..3], ["Open", "Show in folder", "Use again"]);
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(items(&window), [] as [&str; 0]);
    let place = card(&window, "Product tour, take 2").center();
    right_click(&mut window, place);
    assert_eq!(items(&window), under_the_dots);
    window.get_by_role_and_label(Role::MenuItem, "Use again").click();
    window.run();
    assert_eq!(asked(&mut window), [Command::UseAgain(SubmissionId(4))]);
    assert_eq!(items(&window), [] as [&str; 0], "it closes");
}

#[test]
fn the_menu_key_opens_it_and_the_arrows_go_through_it() {
    for (modifiers, key) in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
        let mut window = open(states::working(), WIDE);
        window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        window.run();
        let card = focused(&window);
        window.key_press_modifiers(modifiers, key);
        window.run();
        assert_eq!(focused(&window).as_deref(), Some("Check now"), "{key:?}");
        window.key_press(Key::ArrowDown);
        window.run();
        assert_eq!(focused(&window).as_deref(), Some("Use again"));
        window.key_press(Key::ArrowUp);
        window.run();
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(asked(&mut window), [Command::LookNow(SubmissionId(1))]);
        assert_eq!(focused(&window), card, "the keyboard comes back to the card");
    }
}

#[test]
fn the_dots_open_by_keyboard_and_get_it_back() {
    let mut window = open(states::working(), WIDE);
    let dots = "More for Product tour, take 2";
    window.get_by_role_and_label(Role::Button, dots).focus();
    window.run();
    window.key_press(Key::Space);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Open"));
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some(dots));
}

#[test]
fn what_cannot_be_taken_back_is_last() {
    let mut window = open(states::every_stage(), [1280.0, 1600.0]);
    let waiting = window
        .query_all_by_role(Role::ListItem)
        .find(|card| card.accesskit_node().label().is_some_and(|label| label.starts_with("A task, Waiting, ")));
    let place = waiting.expect("a waiting task").rect().center();
    right_click(&mut window, place);
    assert_eq!(items(&window).last().map(String::as_str), Some("Cancel"));
}

#[test]
fn what_went_wrong_can_be_copied_from_a_card_and_from_a_toast() {
    let mut state = states::working();
    states::event(&mut state, likeness::state::Event::NotOpened(OpenFault::Other("no player".into())));
    let mut window = open(state, [1280.0, 1200.0]);
    let failed = window
        .query_all_by_role(Role::ListItem)
        .find(|card| card.accesskit_node().label().is_some_and(|label| label.contains(", Failed, ")));
    let place = failed.expect("a failed task").rect().center();
    right_click(&mut window, place);
    window.get_by_role_and_label(Role::MenuItem, "Copy error text").click();
    assert_eq!(copied(&mut window), ["Failed: no face was found in the picture"]);
    window.run();
    let ready = card(&window, "Product tour, take 2").center();
    right_click(&mut window, ready);
    assert!(!items(&window).iter().any(|item| item == "Copy error text"), "nothing went wrong");
    window.key_press(Key::Escape);
    window.run();
    let toast = window.query_all_by_label("It could not be opened").next().expect("the toast").rect().center();
    right_click(&mut window, toast);
    window.get_by_role_and_label(Role::MenuItem, "Copy text").click();
    assert_eq!(copied(&mut window), ["It could not be opened. no player"]);
}

#[test]
fn the_wells_offer_what_can_be_put_into_them() {
    let mut window = open(states::first_run(), WIDE);
    let portrait = window.get_by_role_and_label(Role::Button, "Choose a portrait file").rect().center();
    let voice = window.get_by_role_and_label(Role::Button, "Choose a voice file").rect().center();
    for (at, item, command) in [
        (portrait, "Choose a portrait file", Command::Choose(Place::Portrait)),
        (portrait, "Use the sample portrait", Command::Put(Place::Portrait, Source::Sample)),
        (voice, "Choose a voice file", Command::Choose(Place::Voice)),
    ] {
        right_click(&mut window, at);
        let remove = window.query_all_by_role(Role::MenuItem).last().expect("an item");
        assert!(remove.accesskit_node().is_disabled(), "there is nothing to remove");
        window.get_by_role_and_label(Role::MenuItem, item).click();
        window.run();
        assert_eq!(asked(&mut window), [command], "{item}");
        window.state_mut().state = states::first_run();
        window.run();
    }
    right_click(&mut window, voice);
    window.get_by_role_and_label(Role::MenuItem, "Paste").click();
    window.run();
    // A path that would be taken for a portrait goes where it was asked for.
    window.event(egui::Event::Paste("/a/b".into()));
    window.run();
    assert_eq!(asked(&mut window), [Command::Type(Place::Voice, "/a/b".into())]);
    right_click(&mut window, portrait);
    window.get_by_role_and_label(Role::MenuItem, "Type a path or link of the portrait").click();
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Path or link of the portrait"));
}

#[test]
fn a_full_well_can_be_emptied_from_its_menu() {
    let mut window = open(states::working(), WIDE);
    let cross = window.get_by_role_and_label(Role::Button, "Remove the voice").rect();
    right_click(&mut window, cross.left_center() - egui::vec2(60.0, 0.0));
    window.get_by_role_and_label(Role::MenuItem, "Remove the voice").click();
    window.run();
    assert_eq!(asked(&mut window), [Command::Clear(Place::Voice)]);
}

#[test]
fn a_field_has_the_menu_that_fields_have() {
    let mut window = open(states::first_run(), WIDE);
    let field = |window: &Opened| window.get_by_role_and_label(Role::MultilineTextInput, "Direction").rect();
    window.get_by_role_and_label(Role::MultilineTextInput, "Direction").focus();
    window.run();
    window.event(egui::Event::Text("Smiles".into()));
    window.run();
    let able = |window: &Opened, name: &str| {
        !window.get_by_role_and_label(Role::MenuItem, name).accesskit_node().is_disabled()
    };
    let place = field(&window).center();
    right_click(&mut window, place);
    assert_eq!(items(&window), ["Cut", "Copy", "Paste", "Select all"]);
    assert!(!able(&window, "Cut") && !able(&window, "Copy") && able(&window, "Paste"));
    window.get_by_role_and_label(Role::MenuItem, "Select all").click();
    window.run();
    right_click(&mut window, place);
    assert!(able(&window, "Copy"), "the right press keeps what is selected");
    window.get_by_role_and_label(Role::MenuItem, "Cut").click();
    let cut = (0..4).any(|_| {
        window.step();
        let viewports = &window.output().viewport_output;
        viewports.values().any(|viewport| viewport.commands.contains(&ViewportCommand::RequestCut))
    });
    assert!(cut, "the system is asked");
    assert_eq!(focused(&window).as_deref(), Some("Direction"), "and its answer goes to the field");
    window.event(egui::Event::Cut);
    window.run();
    assert_eq!(window.state().state.draft.direction, "");
}

#[test]
fn a_secret_is_never_copied_from_its_menu() {
    let mut state = states::first_run();
    states::command(&mut state, Command::OpenSettings(likeness::state::SettingsPage::Account));
    let mut window = open(state, WIDE);
    let field = window.get_by_role_and_label(Role::PasswordInput, "CometAPI key");
    field.focus();
    let place = field.rect().center();
    window.run();
    window.event(egui::Event::Text("sk-0123456789".into()));
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.run();
    right_click(&mut window, place);
    for name in ["Cut", "Copy"] {
        assert!(window.get_by_role_and_label(Role::MenuItem, name).accesskit_node().is_disabled(), "{name}");
    }
}
