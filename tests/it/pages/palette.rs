//! The palette: found by a few letters, moved through by the keyboard, spoken, and quick with ten thousand tasks.

use std::time::{Duration, Instant};

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::history::Group,
    state::{Command, State},
};

use super::{NARROW, Opened, WIDE, asked, keyboard::focused, open, states};

fn opened(state: State, size: [f32; 2]) -> Opened {
    let mut window = open(state, size);
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    window
}

fn types(window: &mut Opened, text: &str) {
    window.event(egui::Event::Text(text.into()));
    window.run();
}

fn is_open(window: &Opened) -> bool {
    window.query_by_role_and_label(Role::Dialog, "Find an action or a task").is_some()
}

fn lines(window: &Opened) -> Vec<String> {
    window.query_all_by_role(Role::ListBoxOption).filter_map(|node| node.accesskit_node().label()).collect()
}

/// The line that is chosen.
fn chosen(window: &Opened) -> String {
    let mut lines = window.query_all_by_role(Role::ListBoxOption);
    let node = lines.find(|node| node.accesskit_node().is_selected() == Some(true)).expect("a chosen line");
    node.accesskit_node().label().unwrap_or_default()
}

#[test]
fn a_few_letters_find_it_and_none_say_so() {
    let mut window = opened(states::working(), WIDE);
    types(&mut window, "tstcon");
    assert_eq!(lines(&window).first().map(String::as_str), Some("Test connection, The window"));
    types(&mut window, "qqq");
    assert_eq!(lines(&window), [] as [&str; 0]);
    assert!(window.query_by_label("Nothing is called “tstconqqq”").is_some());
    window.key_press(Key::Enter);
    window.run();
    assert!(is_open(&window), "there was nothing to run");
    assert_eq!(asked(&mut window), []);
}

#[test]
fn the_keys_move_through_the_list_from_end_to_end() {
    let mut window = opened(states::working(), WIDE);
    let first = chosen(&window);
    window.key_press(Key::ArrowDown);
    window.run();
    let second = chosen(&window);
    assert_ne!(first, second);
    for (key, line) in [
        (Key::ArrowUp, Some(&first)),
        (Key::PageDown, None),
        (Key::Home, Some(&first)),
        (Key::ArrowUp, None),
        (Key::ArrowDown, Some(&first)),
        (Key::End, None),
        (Key::ArrowDown, Some(&first)),
    ] {
        window.key_press(key);
        window.run();
        let now = chosen(&window);
        assert_eq!(line.is_some_and(|line| *line == now), line.is_some(), "{key:?} leads to {now:?}");
        assert!(line.is_some() || (now != first && now != second), "{key:?} leads to {now:?}");
    }
}

#[test]
fn it_is_spoken_as_a_field_with_a_list() {
    let mut window = opened(states::working(), WIDE);
    let field = window.get_by_role_and_label(Role::EditableComboBox, "What do you want to do?");
    let field = field.accesskit_node();
    assert!(field.is_focused_in_tree());
    let active = field.active_descendant().expect("the chosen line").label();
    assert_eq!(active, Some(chosen(&window)));
    assert!(window.query_by_role_and_label(Role::ListBox, "Found").is_some());
    types(&mut window, "tstcon");
    let status = window.get_by_role(Role::Status);
    assert_eq!(status.accesskit_node().live(), egui::accesskit::Live::Polite);
    assert_eq!(status.value().or(status.accesskit_node().label()).as_deref(), Some("1 found"));
    let dialog = window.get_by_role_and_label(Role::Dialog, "Find an action or a task");
    assert!(dialog.accesskit_node().is_modal());
    let behind = window.get_by_role_and_label(Role::Button, "Create avatar");
    assert!(behind.accesskit_node().is_hidden(), "what is behind is not wandered into");
    window.key_press(Key::Escape);
    window.run();
    let page = window.get_by_role_and_label(Role::Button, "Create avatar");
    assert!(!page.accesskit_node().is_hidden());
}

#[test]
fn escape_closes_it_at_once_and_gives_the_keyboard_back() {
    let mut window = open(states::working(), WIDE);
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run();
    assert_eq!(focused(&window).as_deref(), Some("Search tasks"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    types(&mut window, "abc");
    assert!(is_open(&window));
    window.key_press(Key::Escape);
    window.run();
    assert!(!is_open(&window));
    assert_eq!(focused(&window).as_deref(), Some("Search tasks"));
    assert_eq!(asked(&mut window), [], "nothing was typed into the search");
    // Opened again, it has forgotten what was typed; its own shortcut closes it, too.
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    assert!(lines(&window).len() > 5);
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    assert!(!is_open(&window));
}

#[test]
fn a_task_is_found_by_its_title_and_gone_to() {
    for size in [WIDE, NARROW] {
        let mut state = states::working();
        states::command(&mut state, Command::ShowGroup(Group::Failed));
        states::command(&mut state, Command::Search("zebra".into()));
        let mut window = opened(state, size);
        types(&mut window, "holiday greeting");
        assert!(lines(&window)[0].starts_with("Holiday greeting, "), "{:?}", lines(&window));
        assert!(lines(&window)[0].ends_with("go to task"));
        window.key_press(Key::Enter);
        window.run();
        assert_eq!(asked(&mut window), [Command::ShowGroup(Group::All), Command::Search(String::new())]);
        let has = focused(&window).unwrap_or_default();
        assert!(has.starts_with("Holiday greeting, "), "{has:?}");
    }
}

#[test]
fn a_line_is_run_with_the_pointer_and_a_press_beside_closes() {
    let mut window = opened(states::working(), WIDE);
    types(&mut window, "logs");
    window.get_by_label("Show the logs, Help").click();
    window.run();
    assert_eq!(asked(&mut window), [Command::Reveal("/data/likeness/logs".into())]);
    assert!(!is_open(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run();
    let beside = egui::pos2(20.0, 700.0);
    window.event(egui::Event::PointerMoved(beside));
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event(egui::Event::PointerButton { pos: beside, button, pressed, modifiers: Modifiers::NONE });
    }
    window.run();
    assert!(!is_open(&window));
    assert_eq!(asked(&mut window), []);
}

#[test]
fn it_stays_inside_a_small_window() {
    let window = opened(states::working(), NARROW);
    let dialog = window.get_by_role_and_label(Role::Dialog, "Find an action or a task").rect();
    let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, NARROW.into()).shrink(16.0);
    assert!(inside.contains_rect(dialog), "{dialog}");
}

#[test]
fn ten_thousand_tasks_are_searched_while_one_types() {
    let mut window = opened(states::many(10_000), WIDE);
    let start = Instant::now();
    for letter in ["m", "a", "n", "y"] {
        types(&mut window, letter);
    }
    let each = start.elapsed() / 4;
    assert!(lines(&window).len() < 30, "only what is in sight is built");
    assert!(lines(&window).iter().any(|line| line.starts_with("A video of many")));
    // Unoptimised, on a busy machine; a release build takes a few milliseconds.
    assert!(each < Duration::from_secs(2), "{each:?}");
}
