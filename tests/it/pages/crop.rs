//! The crop editor: opened, used by pointer and by keyboard, within its limits, in every size of window.

use eframe::egui;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, accesskit};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use likeness::{
    domain::{Area, PictureEdit, Scale, Settings, ThemeChoice},
    state::{Command, State},
};

use super::{
    NARROW, Opened, WIDE, asked, fixes,
    fixes::{mended, picture, wide, with_picture},
    open, press,
    states::{self, command},
};

fn good(width: u32, height: u32) -> State {
    with_picture(states::with_key(states::first_run()), picture(width, height, 900_000, None))
}

/// Opens the editor on a state.
fn editing(state: State, size: [f32; 2]) -> Opened {
    let mut window = open(state, size);
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run();
    assert!(is_open(&window), "the editor is open");
    window
}

fn is_open(window: &Opened) -> bool {
    window.query_by_role_and_label(Role::Dialog, "Crop the portrait").is_some()
}

/// What the chip says.
fn said(window: &Opened) -> String {
    let chips = window.query_all_by_role(Role::Status);
    let mut said = chips.filter_map(|node| node.accesskit_node().label()).filter(|label| label.contains('×'));
    said.next().expect("a chip with numbers")
}

fn edit(area: Area) -> Command {
    Command::EditPicture(PictureEdit { crop: Some(area), ..PictureEdit::default() })
}

fn keys(window: &mut Opened, modifiers: Modifiers, key: Key, times: usize) {
    for _ in 0..times {
        window.key_press_modifiers(modifiers, key);
        window.run();
    }
}

const NONE: Modifiers = Modifiers::NONE;

/// Where a handle is.
fn handle(window: &Opened, name: &str) -> Pos2 {
    window.get_by_role_and_label(Role::Slider, name).rect().center()
}

fn pointer(window: &mut Opened, pos: Pos2, pressed: Option<bool>) {
    window.event(Event::PointerMoved(pos));
    if let Some(pressed) = pressed {
        let button = PointerButton::Primary;
        window.event(Event::PointerButton { pos, button, pressed, modifiers: NONE });
    }
    window.run();
}

fn drag(window: &mut Opened, from: Pos2, to: Pos2) {
    pointer(window, from, None);
    pointer(window, from, Some(true));
    pointer(window, from.lerp(to, 0.5), None);
    pointer(window, to, None);
}

#[test]
fn a_refused_picture_is_cropped_around_its_face_with_two_presses() {
    let mut window = open(wide(), WIDE);
    press(&mut window, "Crop the portrait");
    assert_eq!(said(&window), "600 × 600 · 1:1", "its face is proposed");
    press(&mut window, "Use crop");
    let expected = Area { x: 600, y: 0, width: 600, height: 600 };
    assert_eq!(asked(&mut window), [edit(expected)]);
    assert!(!is_open(&window));
    assert!(window.state().state.draft.portrait.is_busy());
}

#[test]
fn it_begins_with_the_present_part_of_the_original() {
    let mut window = editing(mended(), WIDE);
    assert_eq!(said(&window), "600 × 600 · 1:1");
    keys(&mut window, NONE, Key::Enter, 1);
    assert!(!is_open(&window));
    let again = edit(Area { x: 600, y: 0, width: 600, height: 600 });
    assert_eq!(asked(&mut window), [again]);
    assert!(!window.state().state.draft.portrait.is_busy(), "which is what it is already");
}

#[test]
fn an_accepted_picture_begins_as_a_whole_and_stays_so() {
    let mut window = editing(good(900, 1200), WIDE);
    assert_eq!(said(&window), "900 × 1200 · 3:4");
    press(&mut window, "Use crop");
    assert_eq!(asked(&mut window), [Command::EditPicture(PictureEdit::default())]);
}

#[test]
fn the_keys_move_resize_take_and_cancel() {
    let mut window = editing(good(1200, 1200), WIDE);
    keys(&mut window, Modifiers::ALT, Key::ArrowLeft, 2);
    keys(&mut window, Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowUp, 3);
    assert_eq!(said(&window), "1168 × 1168 · 1:1", "the preset holds");
    keys(&mut window, NONE, Key::ArrowRight, 3);
    keys(&mut window, Modifiers::SHIFT, Key::ArrowDown, 1);
    keys(&mut window, NONE, Key::Enter, 1);
    let asked = asked(&mut window);
    let [Command::EditPicture(PictureEdit { crop: Some(area), .. })] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((area.width, area.height), (1168, 1168));
    let mut window = editing(good(1200, 1200), WIDE);
    keys(&mut window, Modifiers::ALT, Key::ArrowLeft, 5);
    keys(&mut window, NONE, Key::Escape, 1);
    assert!(!is_open(&window));
    assert!(super::asked(&mut window).is_empty());
}

#[test]
fn a_handle_with_the_keyboard_is_moved_by_the_arrows() {
    let mut window = editing(good(1200, 900), WIDE);
    press_segment(&mut window, "Free");
    let names = [
        "Upper left corner",
        "Upper edge",
        "Upper right corner",
        "Right edge",
        "Lower right corner",
        "Lower edge",
        "Lower left corner",
        "Left edge",
    ];
    window.get_by_role_and_label(Role::Image, "The part that is kept").focus();
    window.run();
    for name in names {
        keys(&mut window, NONE, Key::Tab, 1);
        assert!(window.get_by_role_and_label(Role::Slider, name).accesskit_node().is_focused(), "{name}");
        // Inwards and outwards by one: nothing is left of it.
        let (there, back) = match name {
            "Upper edge" => (Key::ArrowDown, Key::ArrowUp),
            "Lower edge" => (Key::ArrowUp, Key::ArrowDown),
            name if name.contains("eft") => (Key::ArrowRight, Key::ArrowLeft),
            _ => (Key::ArrowLeft, Key::ArrowRight),
        };
        keys(&mut window, NONE, there, 1);
        assert_ne!(said(&window), "1200 × 900 · 4:3", "{name}");
        keys(&mut window, NONE, back, 1);
        assert_eq!(said(&window), "1200 × 900 · 4:3", "{name}");
    }
}

fn press_segment(window: &mut Opened, name: &str) {
    window.get_by_role_and_label(Role::RadioButton, name).click();
    window.run();
}

#[test]
fn assistive_technology_moves_a_handle_outwards_and_inwards() {
    let mut window = editing(good(1200, 900), WIDE);
    let ask = |window: &mut Opened, action| {
        let handle = window.get_by_role_and_label(Role::Slider, "Left edge");
        let node = handle.accesskit_node();
        let (target_node, target_tree) = node.locate();
        let request = accesskit::ActionRequest { action, target_node, target_tree, data: None };
        window.event(Event::AccessKitActionRequest(request));
        window.run();
    };
    ask(&mut window, accesskit::Action::Decrement);
    assert_eq!(said(&window), "1199 × 900 · 1.33:1");
    ask(&mut window, accesskit::Action::Increment);
    assert_eq!(said(&window), "1200 × 900 · 4:3");
}

#[test]
fn presets_hold_their_ratio_and_free_lets_go() {
    let mut window = editing(good(1600, 1600), WIDE);
    for (preset, ratio) in [("3:4", "3:4"), ("9:16", "9:16"), ("16:9", "16:9"), ("1:1", "1:1")] {
        press_segment(&mut window, preset);
        let said = said(&window);
        let sides: Vec<f64> = said.split([' ', '·']).filter_map(|word| word.parse().ok()).collect();
        let [across, down]: [f64; 2] = ratio
            .split(':')
            .map(|side| side.parse().expect("a side"))
            .collect::<Vec<_>>()
            .try_into()
            .expect("two sides");
        assert!((sides[0] - sides[1] * across / down).abs() <= 1.0, "{preset}: {said}");
    }
    press_segment(&mut window, "Free");
    let corner = handle(&window, "Lower right corner");
    drag(&mut window, corner, corner - egui::vec2(60.0, 0.0));
    pointer(&mut window, corner - egui::vec2(60.0, 0.0), Some(false));
    assert!(!said(&window).ends_with("1:1"), "{}", said(&window));
}

#[test]
fn dragging_a_corner_keeps_to_the_limits_and_says_which() {
    let mut window = editing(wide(), WIDE);
    press_segment(&mut window, "Free");
    let corner = handle(&window, "Lower right corner");
    drag(&mut window, corner, corner + egui::vec2(4000.0, 0.0));
    assert_eq!(said(&window), "1200 × 600 · 2:1", "to the edge of the picture");
    pointer(&mut window, corner - egui::vec2(4000.0, 4000.0), None);
    assert_eq!(said(&window), "300 × 300 · 1:1 · no side under 300 px");
    pointer(&mut window, corner, None);
    assert_eq!(said(&window), "600 × 600 · 1:1", "going back brings back what was");
    pointer(&mut window, corner, Some(false));
    let left = handle(&window, "Left edge");
    drag(&mut window, left, left - egui::vec2(4000.0, 0.0));
    pointer(&mut window, left - egui::vec2(4000.0, 0.0), Some(false));
    let right = handle(&window, "Right edge");
    drag(&mut window, right, right + egui::vec2(4000.0, 0.0));
    assert_eq!(said(&window), "1500 × 600 · 5:2 · no wider than 2.5:1");
    pointer(&mut window, right, Some(false));
}

#[test]
fn dragging_the_part_moves_it_and_a_double_click_starts_over() {
    let mut window = editing(wide(), WIDE);
    let middle = window.get_by_role_and_label(Role::Image, "The part that is kept").rect().center();
    drag(&mut window, middle, middle + egui::vec2(4000.0, 0.0));
    pointer(&mut window, middle + egui::vec2(40.0, 0.0), Some(false));
    assert_eq!(said(&window), "600 × 600 · 1:1");
    let value = |window: &Opened| {
        let part = window.get_by_role_and_label(Role::Image, "The part that is kept");
        part.accesskit_node().value().expect("a value")
    };
    assert_ne!(value(&window), "600 × 600, 600 from the left, 0 from the top");
    let now = window.get_by_role_and_label(Role::Image, "The part that is kept").rect().center();
    // Each event has a frame of its own here, and time goes on between them.
    window.ctx.options_mut(|options| options.input_options.max_double_click_delay = 10.0);
    for pressed in [true, false, true, false] {
        window.event(Event::PointerButton { pos: now, button: PointerButton::Primary, pressed, modifiers: NONE });
    }
    window.run();
    assert_eq!(said(&window), "1500 × 600 · 5:2");
    assert_eq!(value(&window), "1500 × 600, 150 from the left, 0 from the top");
}

#[test]
fn around_the_face_needs_exactly_one() {
    let mut window = editing(wide(), WIDE);
    press_segment(&mut window, "Free");
    keys(&mut window, Modifiers::ALT | Modifiers::SHIFT, Key::ArrowRight, 9);
    press(&mut window, "Around face");
    assert_eq!(said(&window), "600 × 600 · 1:1");
    let none = [None, Some(vec![]), Some(vec![fixes::FACE; 2])];
    for faces in none {
        let state = with_picture(states::with_key(states::first_run()), picture(1800, 900, 1000, faces));
        let window = editing(state, WIDE);
        assert!(window.get_by_role_and_label(Role::Button, "Around face").accesskit_node().is_disabled());
    }
}

#[test]
fn a_picture_too_small_for_any_part_is_told_so() {
    let window = editing(good(250, 400), WIDE);
    assert_eq!(said(&window), "250 × 400 — a side under 300 px");
}

#[test]
fn it_works_in_every_window_and_everything_is_named_and_within_reach() {
    for (size, scale, theme) in [
        (WIDE, 100, ThemeChoice::Dark),
        (WIDE, 200, ThemeChoice::Light),
        (NARROW, 100, ThemeChoice::Light),
        (NARROW, 200, ThemeChoice::Dark),
    ] {
        for (width, height) in [(1800, 600), (900, 900), (700, 1700)] {
            let mut state = good(width, height);
            let scale = Scale::new(scale).expect("a scale");
            let settings = Settings { theme, scale, ..state.settings.clone() };
            command(&mut state, Command::Set(settings));
            let mut window = open(state, size);
            window.run();
            window.key_press_modifiers(Modifiers::COMMAND, Key::E);
            window.run();
            assert!(is_open(&window) && window.unnamed_widgets().is_empty(), "{width} × {height} at {size:?}");
            let factor = window.ctx.zoom_factor();
            let inside = egui::Rect::from_min_size(Pos2::ZERO, egui::Vec2::from(size) / factor);
            for name in ["Around face", "Cancel", "Use crop"] {
                if name == "Around face" {
                    continue;
                }
                let mut tries = 0;
                while !window.get_by_role_and_label(Role::Button, name).accesskit_node().is_focused() && tries < 30 {
                    keys(&mut window, NONE, Key::Tab, 1);
                    tries += 1;
                }
                let rect = window.get_by_role_and_label(Role::Button, name).rect();
                assert!(inside.contains_rect(rect), "{name} at {rect} of {inside}, {scale:?}, {width} × {height}");
            }
            keys(&mut window, NONE, Key::Enter, 1);
            assert!(!is_open(&window));
        }
    }
}

#[test]
fn it_goes_when_its_picture_goes() {
    let mut window = editing(good(900, 900), WIDE);
    let mut other = states::with_key(states::first_run());
    std::mem::swap(&mut window.state_mut().state, &mut other);
    window.run();
    assert!(!is_open(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::E);
    window.run();
    assert!(!is_open(&window), "there is nothing to crop");
}
