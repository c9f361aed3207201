//! Pictures of the main states, which are also the README's. Few, with a small tolerance, drawn by a software renderer.
//!
//! Ignored where there is no graphics driver; `.ci/run` installs one and runs them. `UPDATE_SNAPSHOTS=1` writes them anew.

use std::{path::Path, sync::Arc};

use eframe::egui;
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults, kittest::Queryable as _};
use image::{RgbaImage, imageops::FilterType};
use jiff::tz::TimeZone;
use likeness::{
    domain::{Language, ThemeChoice},
    state::{Command, SettingsPage, State},
    ui::{
        Screen,
        pictures::{Loader, Picture},
    },
};

use crate::pages::{Named, fixes, states};

/// Another person for each task, so that a list does not look like one picture.
pub fn loader() -> Loader {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/portrait.png")).unwrap();
    let portrait = image::load_from_memory(&bytes).unwrap().thumbnail(480, 600).to_rgba8();
    Arc::new(move |path, longest_side, deliver| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let sides = name.split_once('x').and_then(|(w, h)| Some((w.parse::<u32>().ok()?, h.parse::<u32>().ok()?)));
        let which = name.get(..2).and_then(|digits| usize::from_str_radix(digits, 16).ok()).unwrap_or(0);
        let which = if sides.is_some() { 0 } else { which % PEOPLE.len() };
        let person = image::DynamicImage::from(dressed(&portrait, PEOPLE[which]));
        // What is kept as so many pixels wide and high has that ratio.
        let person = match sides {
            Some((width, height)) => {
                let high = person.width() * height / width;
                person.resize_to_fill(person.width(), high, FilterType::Triangle)
            }
            None => person,
        };
        let small = person.resize(longest_side, longest_side, FilterType::Triangle).to_rgba8();
        deliver(Ok(Picture { width: small.width(), height: small.height(), rgba: small.into_raw() }));
    })
}

/// How somebody differs from the person of the sample: degrees the ground's hue is turned by, how light the skin is in per
/// cent, the colour of the hair.
type Person = (i32, f32, [u8; 3]);

const PEOPLE: [Person; 6] = [
    (0, 1.0, [58, 42, 36]),
    (0, 1.0, [58, 42, 36]),
    (150, 0.55, [28, 24, 22]),
    (290, 0.92, [122, 74, 40]),
    (65, 1.02, [201, 166, 74]),
    (340, 0.8, [40, 34, 38]),
];

/// Dresses the person of the sample as somebody else.
fn dressed(portrait: &RgbaImage, (degrees, light, hair): Person) -> RgbaImage {
    let turned = image::imageops::huerotate(portrait, degrees);
    let mut picture = portrait.clone();
    for (pixel, turned) in picture.pixels_mut().zip(turned.pixels()) {
        let [red, green, blue, _] = pixel.0.map(f32::from);
        if blue > 120.0 && blue > red + 60.0 {
            *pixel = *turned;
        } else if red > 150.0 && red > blue + 20.0 {
            pixel.0[..3].iter_mut().for_each(|part| *part = (f32::from(*part) * light).min(255.0) as u8);
        } else if red >= blue && red > 30.0 && red < 110.0 && green < 80.0 {
            let shade = red / 62.0;
            pixel.0[..3]
                .iter_mut()
                .zip(hair)
                .for_each(|(part, hair)| *part = (f32::from(hair) * shade).min(255.0) as u8);
        }
    }
    picture
}

pub struct Still(pub Screen, pub State);

impl eframe::App for Still {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.0.show(ui, &self.1, states::now(), &mut vec![]);
    }
}

/// The window on a state, drawn by a software renderer, at so many pixels for a logical one.
pub fn harness(state: State, size: [f32; 2], scale: f32) -> Harness<'static, Still> {
    let builder = Harness::builder().with_size(size).with_pixels_per_point(scale).with_max_steps(40).wgpu();
    builder.build_eframe(move |creation| Still(Screen::new(&creation.egui_ctx, loader()).in_zone(TimeZone::UTC), state))
}

fn themed(mut state: State, theme: ThemeChoice) -> State {
    let settings = likeness::domain::Settings { theme, ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    state
}

fn shot(name: &str, state: State, theme: ThemeChoice, size: [f32; 2]) -> SnapshotResults {
    let mut window = harness(themed(state, theme), size, 1.0);
    window.run();
    kept(name, window)
}

/// Holds what a window shows against the picture of that name.
fn kept(name: &str, mut window: Harness<'static, Still>) -> SnapshotResults {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    // Two renderers round the edges of letters differently; a moved or missing thing is thousands of pixels.
    let options = SnapshotOptions::new().threshold(1.0).max_failed_pixels(300).output_path(folder);
    window.snapshot_options(name, &options);
    window.take_snapshot_results()
}

const WIDE: [f32; 2] = [1280.0, 800.0];

/// A state in which a language was chosen.
fn spoken(language: Language, mut state: State) -> State {
    let settings = likeness::domain::Settings { language: Some(language), ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    state
}

fn settings(page: SettingsPage) -> State {
    let mut state = states::working();
    states::command(&mut state, Command::OpenSettings(page));
    state
}

/// The main screens; each is drawn in both themes in English, and once in each other language.
const SCREENS: [Named; 5] = [
    Named("working", states::just_ready),
    Named("first-run", states::first_run),
    Named("check-failed", fixes::wide),
    Named("unknown-outcome", states::unknown),
    Named("settings", || settings(SettingsPage::Account)),
];

#[test]
#[ignore = "needs a software graphics driver; .ci/run installs one"]
fn the_main_screens_look_as_they_did() {
    use ThemeChoice::{Dark, Light};
    let mut results = SnapshotResults::new();
    for (at, Named(name, state)) in SCREENS.into_iter().enumerate() {
        results.extend(shot(&format!("{name}-dark"), state(), Dark, WIDE));
        results.extend(shot(&format!("{name}-light"), state(), Light, WIDE));
        // Each theme is seen in each language, though not every screen in both.
        let (french, chinese) = if at % 2 == 0 { (Light, Dark) } else { (Dark, Light) };
        results.extend(shot(&format!("{name}-french"), spoken(Language::French, state()), french, WIDE));
        results.extend(shot(&format!("{name}-chinese"), spoken(Language::Chinese, state()), chinese, WIDE));
    }
    results.unwrap();
}

#[test]
#[ignore = "needs a software graphics driver; .ci/run installs one"]
fn what_comes_up_looks_as_it_did() {
    use ThemeChoice::{Dark, Light};
    let mut results = SnapshotResults::new();
    results.extend(shot("welcome-light", states::welcome(), Light, WIDE));
    results.extend(shot("appearance-dark", settings(SettingsPage::Appearance), Dark, WIDE));
    results.extend(shot("mended-light", fixes::mended(), Light, WIDE));
    let narrow = [720.0, 560.0];
    results.extend(shot("narrow-french-dark", spoken(Language::French, states::check_failed()), Dark, narrow));
    for (name, theme, modifiers, key) in [
        ("palette-dark", Dark, egui::Modifiers::COMMAND, egui::Key::K),
        ("shortcuts-light", Light, egui::Modifiers::NONE, egui::Key::F1),
        ("details-dark", Dark, egui::Modifiers::COMMAND, egui::Key::I),
        ("crop-dark", Dark, egui::Modifiers::COMMAND, egui::Key::E),
        ("crop-light", Light, egui::Modifiers::COMMAND, egui::Key::E),
    ] {
        let state = if key == egui::Key::E { fixes::wide() } else { states::just_ready() };
        let mut window = harness(themed(state, theme), WIDE, 1.0);
        window.run();
        window.key_press_modifiers(modifiers, key);
        window.run();
        results.extend(kept(name, window));
    }
    results.unwrap();
}

#[test]
#[ignore = "needs a software graphics driver; .ci/run installs one"]
fn what_makes_a_good_portrait_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, theme) in [("guidance-dark", ThemeChoice::Dark), ("guidance-light", ThemeChoice::Light)] {
        let mut window = harness(themed(states::first_run(), theme), WIDE, 1.0);
        window.run();
        window.get_by_role_and_label(egui::Role::Button, "What makes a good portrait?").click();
        window.run();
        results.extend(kept(name, window));
    }
    results.unwrap();
}
