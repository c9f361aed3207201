//! The line of waiting tasks on their cards: where each stands, holding and releasing, moving, and what is said of a pause.

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use likeness::{
    domain::{Move, SubmissionId},
    state::Command,
};

use super::{Opened, WIDE, asked, keyboard::focused, open, press, states};

const WAITS: SubmissionId = SubmissionId(301);
const HELD: SubmissionId = SubmissionId(302);

fn says(window: &Opened, words: &str) -> bool {
    window.query_by_label(words).is_some()
}

#[test]
fn a_waiting_card_says_where_it_stands_and_can_be_held_and_released() {
    let window = open(states::in_line(), WIDE);
    assert!(says(&window, "Number 1 in line · 3 of 3 places taken"));
    assert!(says(&window, "Sent when you release it"));
    for (button, command) in [("Hold", Command::Hold(vec![WAITS])), ("Release", Command::Release(vec![HELD]))] {
        let mut window = open(states::in_line(), WIDE);
        press(&mut window, button);
        assert_eq!(asked(&mut window), [command]);
    }
}

#[test]
fn what_is_being_sent_can_be_stopped_once() {
    let mut window = open(states::in_line(), WIDE);
    press(&mut window, "Stop sending");
    let stop = Command::Stop(SubmissionId(3));
    assert_eq!(asked(&mut window), std::slice::from_ref(&stop));
    states::command(&mut window.state_mut().state, stop);
    window.run();
    let stop = window.query_by_role_and_label(Role::Button, "Stop sending");
    assert!(stop.is_none(), "it was asked for already");
}

#[test]
fn the_menu_moves_a_card_only_where_it_can_go() {
    let items = |title: &str| {
        let mut window = open(states::in_line(), WIDE);
        let state = &mut window.state_mut().state;
        states::command(state, Command::PutInLine(HELD, Move::Last));
        window.run();
        press(&mut window, title);
        ["Send first", "Send earlier", "Send later", "Send last", "Take back and edit"]
            .map(|item| window.query_by_role_and_label(Role::MenuItem, item).is_some())
    };
    assert_eq!(items("More for Weekly news"), [false, false, true, true, true]);
    assert_eq!(items("More for Evening news"), [true, true, false, false, true]);
}

#[test]
fn alt_and_an_arrow_move_the_card_that_has_the_keyboard() {
    let mut window = open(states::in_line(), WIDE);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    window.run();
    while !focused(&window).is_some_and(|name| name.starts_with("Weekly news")) {
        window.key_press(Key::ArrowDown);
        window.run();
    }
    let card = focused(&window);
    asked(&mut window);
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run();
    assert_eq!(asked(&mut window), [Command::PutInLine(WAITS, Move::Later)]);
    assert_eq!(focused(&window), card, "the keyboard stays with it");
}

#[test]
fn a_pause_is_said_once_and_on_each_card_that_waits() {
    let mut window = open(states::paused(), WIDE);
    assert!(says(&window, "Paused · Refused: the account has no funds: words."));
    press(&mut window, "Try again");
    assert!(asked(&mut window).contains(&Command::Resume));
}

#[test]
fn a_running_task_says_that_it_cannot_be_taken_back() {
    let mut window = open(states::in_line(), WIDE);
    press(&mut window, "More for Welcome — spring campaign");
    window.get_by_role_and_label(Role::MenuItem, "Cancel").click();
    window.run();
    let cancel = Command::Cancel(SubmissionId(1));
    assert_eq!(asked(&mut window), std::slice::from_ref(&cancel));
    states::command(&mut window.state_mut().state, cancel);
    window.run();
    assert!(says(&window, "“Welcome — spring campaign” cannot be taken back"));
}
