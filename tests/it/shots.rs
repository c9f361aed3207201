//! Pictures of the main states, which are also the README's. Few, with a small tolerance, drawn by a software renderer.
//!
//! Ignored where there is no graphics driver; `.ci/run` installs one and runs them. `UPDATE_SNAPSHOTS=1` writes them anew.

use std::{path::Path, sync::Arc};

use eframe::egui;
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
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

use crate::pages::states;

/// The sample portrait, in another colour for each task, so that a list does not look like one picture.
pub fn loader() -> Loader {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples/portrait.png")).unwrap();
    let portrait = image::load_from_memory(&bytes).unwrap().thumbnail(480, 600).to_rgba8();
    Arc::new(move |path, longest_side, deliver| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let which = name.get(..2).and_then(|digits| i32::from_str_radix(digits, 16).ok()).unwrap_or(0);
        let coloured = with_ground(&portrait, which * 45);
        let small =
            image::DynamicImage::from(coloured).resize(longest_side, longest_side, FilterType::Triangle).to_rgba8();
        deliver(Ok(Picture { width: small.width(), height: small.height(), rgba: small.into_raw() }));
    })
}

/// Turns the hue of what is blue: the ground. The person stays as she is.
fn with_ground(portrait: &RgbaImage, degrees: i32) -> RgbaImage {
    let turned = image::imageops::huerotate(portrait, degrees);
    let mut picture = portrait.clone();
    for (pixel, turned) in picture.pixels_mut().zip(turned.pixels()) {
        let [red, _, blue, _] = pixel.0;
        if blue > 120 && blue > red.saturating_add(60) {
            *pixel = *turned;
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

fn shot(name: &str, mut state: State, theme: ThemeChoice, size: [f32; 2]) -> SnapshotResults {
    let settings = likeness::domain::Settings { theme, ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    let mut harness = harness(state, size, 1.0);
    harness.run();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    // Two renderers round the edges of letters differently; a moved or missing thing is thousands of pixels.
    let options = SnapshotOptions::new().threshold(1.0).max_failed_pixels(300).output_path(folder);
    harness.snapshot_options(name, &options);
    harness.take_snapshot_results()
}

const WIDE: [f32; 2] = [1280.0, 800.0];

/// A state in which a language was chosen.
fn spoken(language: Language, mut state: State) -> State {
    let settings = likeness::domain::Settings { language: Some(language), ..state.settings.clone() };
    states::command(&mut state, Command::Set(settings));
    state
}

#[test]
#[ignore = "needs a software graphics driver; .ci/run installs one"]
fn the_main_states_look_as_they_did() {
    let mut settings = states::working();
    states::command(&mut settings, Command::OpenSettings(SettingsPage::Account));
    let mut results = SnapshotResults::new();
    results.extend(shot("working-dark", states::just_ready(), ThemeChoice::Dark, WIDE));
    results.extend(shot("working-light", states::just_ready(), ThemeChoice::Light, WIDE));
    results.extend(shot("first-run-dark", states::first_run(), ThemeChoice::Dark, WIDE));
    results.extend(shot("check-failed-dark", states::check_failed(), ThemeChoice::Dark, WIDE));
    results.extend(shot("unknown-outcome-dark", states::unknown(), ThemeChoice::Dark, WIDE));
    results.extend(shot("settings-light", settings, ThemeChoice::Light, WIDE));
    let chinese = spoken(Language::Chinese, states::just_ready());
    results.extend(shot("working-chinese-dark", chinese, ThemeChoice::Dark, WIDE));
    let french = spoken(Language::French, states::check_failed());
    results.extend(shot("check-failed-french-light", french, ThemeChoice::Light, WIDE));
    results.extend(shot("narrow-dark", states::check_failed(), ThemeChoice::Dark, [720.0, 560.0]));
    results.unwrap();
}
