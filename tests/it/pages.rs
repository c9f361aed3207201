//! The window's pages by name and role, in light and dark, wide and narrow: what is there, what each control asks for, and
//! that everything is reached by the keyboard.
//!
//! Without a graphics card: nothing is drawn here; `shots` looks at the pictures.

mod actions;
mod controls;
mod crop;
mod details;
pub mod fixes;
mod gallery;
mod keyboard;
mod languages;
mod layout;
mod line;
mod link;
mod lost;
mod manners;
mod menus;
mod palette;
mod parts;
mod pseudo;
pub mod record;
mod settings;
mod sound;
mod speech;
pub mod states;
mod texts;
pub mod videos;
mod welcome;

use std::sync::Arc;

use eframe::egui;
use egui::Role;
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use likeness::{
    domain::{OpenFault, Settings, ThemeChoice},
    state::{Command, Input, Moment, State, update},
    ui::{
        Screen,
        pictures::{Deliver, Loader, Picture},
        text::Texts,
    },
};

/// The window with a real state, in which commands are taken as the program takes them; no service answers.
pub struct Window {
    screen: Screen,
    pub state: State,
    pub now: Timestamp,
    pub asked: Vec<Command>,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let mut commands = vec![];
        self.screen.show(ui, &self.state, self.now, &mut commands);
        for command in commands {
            self.asked.push(command.clone());
            let moment = Moment { now: self.now, fresh: self.asked.len() as u128 };
            let _ = update(&mut self.state, Input::Command(command), moment);
        }
    }
}

pub type Opened = Harness<'static, Window>;

pub const WIDE: [f32; 2] = [1280.0, 800.0];
pub const NARROW: [f32; 2] = [720.0, 560.0];

/// Stands in for every picture.
pub fn picture_of_one_pixel(_: std::path::PathBuf, _: u32, deliver: Deliver) {
    deliver(Ok(Picture { width: 1, height: 1, rgba: vec![90, 110, 200, 255] }));
}

/// Opens the window on a state.
pub fn open(state: State, size: [f32; 2]) -> Opened {
    open_speaking(state, size, None)
}

/// Opens the window on a state, with these texts whatever language the state has.
pub fn open_speaking(state: State, size: [f32; 2], texts: Option<Texts>) -> Opened {
    let loader: Loader = Arc::new(picture_of_one_pixel);
    let mut window = Harness::builder().with_size(size).with_max_steps(30).build_eframe(move |context| {
        let screen = Screen::new(&context.egui_ctx, loader).in_zone(TimeZone::UTC);
        let screen = if let Some(texts) = texts { screen.speaking(texts) } else { screen };
        Window { screen, state, now: states::now(), asked: vec![] }
    });
    window.run();
    window.state_mut().asked.clear();
    window
}

/// Presses a button by its name.
pub fn press(window: &mut Opened, name: &str) {
    window.get_by_role_and_label(Role::Button, name).click();
    window.run();
}

/// What was asked for since the last look.
pub fn asked(window: &mut Opened) -> Vec<Command> {
    std::mem::take(&mut window.state_mut().asked)
}

/// What was copied while the window came to rest.
pub fn copied(window: &mut Opened) -> Vec<String> {
    let mut copied = vec![];
    for _ in 0..4 {
        window.step();
        let commands = &window.output().platform_output.commands;
        copied.extend(commands.iter().filter_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        }));
    }
    copied
}

/// Builds a state.
pub struct Named(pub &'static str, pub fn() -> State);

fn named_states() -> Vec<Named> {
    vec![
        Named("welcome", states::welcome),
        Named("first run", states::first_run),
        Named("working", states::working),
        Named("just ready", states::just_ready),
        Named("videos in trouble", videos::troubled),
        Named("check failed", states::check_failed),
        Named("split", parts::split),
        Named("not a picture", states::unreadable_portrait),
        Named("unknown outcome", states::unknown),
        Named("in line", states::in_line),
        Named("paused", states::paused),
        Named("every stage", states::every_stage),
        Named("recording", record::running),
        Named("about to record", record::ready),
        Named("no microphone", record::without_microphone),
        Named("nothing read yet", State::default),
    ]
}

#[test]
fn every_state_has_its_pages_in_light_and_dark_wide_and_narrow() {
    let mut window = open(states::first_run(), WIDE);
    for Named(name, make) in named_states() {
        for (theme, size) in [
            (ThemeChoice::Dark, WIDE),
            (ThemeChoice::Dark, NARROW),
            (ThemeChoice::Light, WIDE),
            (ThemeChoice::Light, NARROW),
        ] {
            let mut state = make();
            let settings = Settings { theme, ..state.settings.clone() };
            states::command(&mut state, Command::Set(settings));
            window.state_mut().state = state;
            window.set_size(size.into());
            // `run` also fails when a control has no name.
            window.run();
            assert!(window.unnamed_widgets().is_empty(), "{name}, {theme:?}, {size:?}");
            let create = if name == "split" { "Create 3 avatars" } else { "Create avatar" };
            let create = window.get_by_role_and_label(Role::Button, create).rect();
            let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
            assert!(inside.contains_rect(create), "{name}: the button is cut at {size:?}");
            assert_eq!(window.ctx.theme() == egui::Theme::Dark, theme == ThemeChoice::Dark, "{name}");
        }
    }
}

#[test]
fn the_first_run_says_what_to_do_and_that_nothing_is_billed() {
    let window = open(states::first_run(), WIDE);
    for label in [
        "Practice mode · nothing is billed",
        "Your videos will appear here",
        "JPG, PNG, WebP… · at least 300 px a side · up to 10 MB",
        "MP3, WAV, M4A, FLAC… · 2–60 s · up to 5 MB",
        "Sent as is when you write nothing · 0 / 2500",
        "Add a portrait and a voice",
        "Practice server on this computer",
        "Library empty",
    ] {
        assert!(window.query_by_label(label).is_some(), "{label:?} is missing");
    }
    let create = window.get_by_role_and_label(Role::Button, "Create avatar");
    assert!(create.accesskit_node().is_disabled());
}

#[test]
fn a_good_draft_shows_its_facts_and_its_price() {
    let window = open(states::working(), WIDE);
    for label in [
        "CometAPI · key in keychain",
        "1.8 MB",
        "1024 × 1024",
        "1:1",
        "12.4 s",
        "welcome-take3.wav",
        "98 / 2500",
        "≈ $0.73",
        "13 s × $0.056 · Standard",
        "3 jobs in flight · next check in 4 s",
        "Uploading 44 % · 3.2 of 7.3 MB",
        "Queued at Kling · 22 s",
        "Failed: no face was found in the picture",
    ] {
        assert!(window.query_all_by_label(label).next().is_some(), "{label:?} is missing");
    }
    let create = window.get_by_role_and_label(Role::Button, "Create avatar");
    assert!(!create.accesskit_node().is_disabled());
    assert!(window.query_by_label("Practice mode · nothing is billed").is_none());
}

#[test]
fn a_problem_says_the_number_found_and_the_number_allowed() {
    let window = open(states::check_failed(), WIDE);
    assert!(window.query_by_label("1800 × 600 — ratio 3:1 is wider than 2.5:1").is_some());
    assert!(window.query_by_label("The API would refuse this picture").is_some());
    let create = window.get_by_role_and_label(Role::Button, "Create avatar");
    assert!(create.accesskit_node().is_disabled());
}

#[test]
fn a_lost_answer_is_shown_as_what_it_is() {
    let window = open(states::unknown(), WIDE);
    let said = "The connection dropped after the request was sent. It may have been billed.";
    assert!(window.query_by_label(said).is_some());
    assert!(window.query_by_label("1 submission needs a look · 2 jobs in flight").is_some());
    assert!(window.query_by_label("Looking for it at the provider · next look in 20 s").is_some());
}

#[test]
fn a_narrow_window_has_two_tabs_instead_of_two_columns() {
    let mut window = open(states::working(), NARROW);
    assert!(window.query_by_label("Welcome — spring campaign").is_none());
    window.get_by_role_and_label(Role::Tab, "Tasks 217").click();
    window.run();
    assert!(window.query_all_by_label("Welcome — spring campaign").next().is_some());
    assert!(window.query_by_label("98 / 2500").is_none());
    window.get_by_role_and_label(Role::Tab, "Compose").click();
    window.run();
    assert!(window.query_by_label("98 / 2500").is_some());
}

#[test]
fn ten_thousand_tasks_cost_no_more_than_those_in_sight() {
    let window = open(states::many(10_000), WIDE);
    let cards = window.query_all_by_label("More for A video of many").count();
    assert!((1..=10).contains(&cards), "{cards} cards were built");
    assert!(window.query_by_label("All 10,000").is_some());
}

/// How long the window would sleep after its last frame.
fn sleeps(window: &Opened) -> std::time::Duration {
    let outputs = &window.output().viewport_output;
    outputs.values().map(|output| output.repaint_delay).min().expect("a window")
}

#[test]
fn the_window_sleeps_when_nothing_changes_and_wakes_for_the_countdown() {
    let idle = open(states::first_run(), WIDE);
    assert!(sleeps(&idle) > std::time::Duration::from_secs(60), "{:?}", sleeps(&idle));
    let busy = open(states::working(), WIDE);
    let wait = sleeps(&busy).as_secs_f32();
    assert!((0.005..=1.01).contains(&wait), "{wait}");
}

#[test]
fn good_news_goes_by_itself_and_trouble_stays() {
    let mut state = states::just_ready();
    states::event(&mut state, likeness::state::Event::NotOpened(OpenFault::Other("no player".into())));
    let mut window = open(state, WIDE);
    assert!(window.query_by_label("“Product tour, take 2” is ready").is_some());
    let later = states::now().checked_add(SignedDuration::from_secs(9)).expect("a time");
    window.state_mut().now = later;
    window.run();
    window.run();
    assert!(window.query_by_label("“Product tour, take 2” is ready").is_none());
    assert!(window.query_by_label("It could not be opened").is_some());
}
