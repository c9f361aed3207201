//! What the window owes to whoever sits before it: taking back, saying what takes long, the system's look, the size.

use std::sync::Arc;

use eframe::egui;
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use jiff::SignedDuration;
use likeness::{
    domain::{MotionChoice, Scale, Settings, SystemLook, ThemeChoice},
    state::{Command, Event, Place, State},
    ui::Screen,
};

use super::{NARROW, Opened, WIDE, asked, open, press, sleeps, states};

fn with(settings: impl FnOnce(&mut Settings)) -> State {
    let mut state = states::working();
    let mut new = state.settings.clone();
    settings(&mut new);
    states::command(&mut state, Command::Set(new));
    state
}

fn shows(window: &Opened, label: &str) -> bool {
    window.query_all_by_label(label).next().is_some()
}

/// Lets seconds pass.
fn pass(window: &mut Opened, seconds: i64) {
    let later = window.state().now.checked_add(SignedDuration::from_secs(seconds)).expect("a time");
    window.state_mut().now = later;
    window.run();
    window.run();
}

#[test]
fn what_was_removed_is_brought_back_by_one_press() {
    for size in [WIDE, NARROW] {
        let mut window = open(states::working(), size);
        let before = window.state().state.draft.clone();
        press(&mut window, "Remove the portrait");
        assert!(shows(&window, "Portrait removed"));
        assert_eq!(asked(&mut window), [Command::Clear(Place::Portrait)]);
        press(&mut window, "Undo");
        assert_eq!(asked(&mut window)[0], Command::UndoForm);
        assert_eq!(window.state().state.draft, before);
        assert!(!shows(&window, "Portrait removed") && !shows(&window, "Undo"));
    }
}

#[test]
fn the_offer_passes_unless_somebody_is_at_it() {
    let mut window = open(states::working(), WIDE);
    press(&mut window, "Remove the voice");
    let button = window.get_by_role_and_label(Role::Button, "Undo").rect().center();
    window.event(egui::Event::PointerMoved(button));
    window.run();
    pass(&mut window, 60);
    assert!(shows(&window, "Voice removed"), "the pointer is on it");
    window.event(egui::Event::PointerMoved(egui::pos2(10.0, 10.0)));
    window.run();
    pass(&mut window, 0);
    assert!(!shows(&window, "Voice removed"));
    assert!(window.state().state.can_undo(), "the keyboard can still take it back");
}

#[test]
fn the_offer_is_reached_by_the_keyboard_and_then_does_not_pass() {
    let mut window = open(states::working(), WIDE);
    press(&mut window, "Remove the portrait");
    window.get_by_role_and_label(Role::Button, "Undo").focus();
    window.run();
    pass(&mut window, 60);
    window.key_press(Key::Enter);
    window.run();
    assert!(window.state().state.draft.portrait.file().is_some());
}

#[test]
fn what_takes_long_is_said_after_half_a_second_and_not_before() {
    for (command, said) in [
        (Command::Choose(Place::Portrait), "Waiting for the file dialog"),
        (Command::Load(vec!["a.png".into()]), "Looking at what was given"),
        (Command::Reveal("a".into()), "Opening"),
    ] {
        let mut state = states::first_run();
        states::command(&mut state, command);
        let mut window = open(state, WIDE);
        assert!(!shows(&window, said), "{said}");
        assert!(sleeps(&window) <= std::time::Duration::from_millis(510), "it wakes to say so");
        pass(&mut window, 1);
        assert!(shows(&window, said), "{said}");
        assert!(sleeps(&window) > std::time::Duration::from_secs(60), "and sleeps while it is shown");
        for answer in [Event::NoDialog, Event::NotMedia("a.png".into()), Event::OpeningBegun] {
            states::event(&mut window.state_mut().state, answer);
        }
        window.run();
        assert!(!shows(&window, said), "{said}");
    }
}

#[test]
fn the_theme_is_the_systems_where_that_is_chosen() {
    let mut window = open(states::working(), WIDE);
    for (theme, dark, expected) in [
        (ThemeChoice::System, Some(false), Theme::Light),
        (ThemeChoice::System, Some(true), Theme::Dark),
        (ThemeChoice::Light, Some(true), Theme::Light),
        (ThemeChoice::Dark, Some(false), Theme::Dark),
        (ThemeChoice::Light, None, Theme::Light),
    ] {
        let mut state = with(|settings| settings.theme = theme);
        states::event(&mut state, Event::SystemLook(SystemLook { dark, ..SystemLook::default() }));
        window.state_mut().state = state;
        window.run();
        window.run();
        assert_eq!(window.ctx.theme(), expected, "{theme:?} {dark:?}");
    }
}

#[test]
fn nothing_moves_where_that_is_asked_for() {
    let mut window = open(states::working(), WIDE);
    for (motion, reduced, moves) in [
        (MotionChoice::System, false, true),
        (MotionChoice::System, true, false),
        (MotionChoice::Full, true, true),
        (MotionChoice::Reduced, false, false),
    ] {
        let mut state = with(|settings| settings.motion = motion);
        states::event(&mut state, Event::SystemLook(SystemLook { reduced_motion: reduced, ..SystemLook::default() }));
        window.state_mut().state = state;
        window.run();
        for theme in [Theme::Dark, Theme::Light] {
            let style = window.ctx.style_of(theme);
            assert_eq!(style.animation_time > 0.0, moves, "{motion:?} {reduced}");
            let still = egui::style::ScrollAnimation::none();
            assert_eq!(style.scroll_animation != still, moves, "{motion:?} {reduced}");
        }
    }
}

#[test]
fn everything_is_drawn_at_the_size_that_was_set_and_by_no_other_key() {
    let mut window = open(with(|settings| settings.scale = Scale::new(160).expect("a scale")), WIDE);
    window.run();
    assert_eq!(window.ctx.zoom_factor(), 1.6);
    assert!(!window.ctx.options(|options| options.zoom_with_keyboard));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    window.run();
    assert_eq!(window.ctx.zoom_factor(), window.state().state.settings.scale.factor());
}

/// Turns the wheel over a place.
fn scroll(window: &mut Opened, at: egui::Pos2, points: f32) {
    window.event(egui::Event::PointerMoved(at));
    window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -points),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    window.run();
}

/// Where the first card in sight is: its buttons are named after it.
fn first_card(window: &Opened) -> Option<f32> {
    let more = window.query_all_by_label_contains("More for").map(|node| node.rect().top());
    more.min_by(f32::total_cmp)
}

#[test]
fn each_list_and_the_form_stay_where_they_were_scrolled_to() {
    let mut window = open(states::working(), WIDE);
    let before = first_card(&window);
    scroll(&mut window, egui::pos2(900.0, 500.0), 333.0);
    let scrolled = first_card(&window);
    assert_ne!(scrolled, before);
    window.get_by_role_and_label(Role::Tab, "Failed 8").click();
    window.run();
    scroll(&mut window, egui::pos2(900.0, 500.0), 77.0);
    press(&mut window, "Settings");
    window.key_press(Key::Escape);
    window.run();
    window.get_by_role_and_label(Role::Tab, "All 217").click();
    window.run();
    assert_eq!(first_card(&window), scrolled);

    let mut window = open(states::check_failed(), NARROW);
    let direction = |window: &Opened| window.get_by_role_and_label(Role::MultilineTextInput, "Direction").rect().top();
    let before = direction(&window);
    scroll(&mut window, egui::pos2(300.0, 300.0), 99.0);
    let scrolled = direction(&window);
    assert!(scrolled < before, "{scrolled} {before}");
    let tasks =
        window.query_all_by_role(Role::Tab).find(|tab| tab.rect().left() > 100.0).expect("the tab of the tasks");
    tasks.click();
    window.run();
    window.get_by_role_and_label(Role::Tab, "Compose").click();
    window.run();
    assert_eq!(direction(&window), scrolled);
}

#[test]
fn the_gallery_needs_nothing_behind_it() {
    struct Gallery(Screen);
    impl eframe::App for Gallery {
        fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
            let mut commands = vec![];
            self.0.show(ui, &State::default(), states::now(), &mut commands);
            assert_eq!(commands, []);
        }
    }
    let mut window = Harness::builder().with_size(WIDE).build_eframe(|creation| {
        let loader: likeness::ui::pictures::Loader = Arc::new(|_, _, deliver| deliver(Err(String::new())));
        Gallery(Screen::new(&creation.egui_ctx, loader).gallery())
    });
    window.run();
    assert!(window.query_by_label("Create avatar").is_none());
    assert!(window.unnamed_widgets().is_empty());
}

#[test]
fn undoing_is_the_fields_own_while_one_has_the_keyboard() {
    let mut state = states::working();
    states::command(&mut state, Command::Clear(Place::Voice));
    let mut window = open(state, WIDE);
    window.get_by_role_and_label(Role::MultilineTextInput, "Direction").focus();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(asked(&mut window), []);
    window.key_press(Key::Escape);
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert_eq!(asked(&mut window), [Command::UndoForm]);
}

/// What the window says, as screen readers hear it.
fn said(window: &Opened) -> Vec<String> {
    let nodes = window.query_all(egui_kittest::kittest::by().recursive(true));
    nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]).flatten().collect()
}

#[test]
fn where_nothing_can_be_dropped_nobody_speaks_of_dropping() {
    let of_dropping = |state: State| {
        let window = open(state, WIDE);
        said(&window).into_iter().filter(|text| text.to_lowercase().contains("drop")).collect::<Vec<_>>()
    };
    for make in [states::welcome, states::first_run, states::working, states::unreadable_portrait] {
        let mut state = make();
        state.session.no_drop = true;
        assert_eq!(of_dropping(state), Vec::<String>::new());
    }
    assert_eq!(of_dropping(states::first_run()).len(), 2, "elsewhere both wells invite to it");
    let mut state = states::first_run();
    state.session.no_drop = true;
    let window = open(state, WIDE);
    assert!(shows(&window, "Paste a portrait here, or choose a file") && shows(&window, "Choose a voice file"));
}

#[test]
fn on_wayland_there_is_a_way_to_x11_and_elsewhere_not() {
    for (wayland, tick) in [(true, true), (false, false)] {
        let mut state = with(|_| {});
        state.session.wayland = wayland;
        states::command(&mut state, Command::OpenSettings(likeness::state::SettingsPage::Appearance));
        let mut window = open(state, WIDE);
        let name = "Use X11 instead of Wayland from the next start on";
        assert_eq!(window.query_by_role_and_label(Role::CheckBox, name).is_some(), tick);
        if tick {
            window.get_by_role_and_label(Role::CheckBox, name).click();
            window.run();
            assert!(matches!(asked(&mut window).as_slice(), [Command::Set(settings)] if settings.prefer_x11));
        }
    }
}
