//! Where videos go, and where everything that Likeness keeps is on this computer.

use std::path::Path;

use egui::Ui;

use super::field_width;
use crate::{
    domain::Settings,
    state::Command,
    ui::{
        scene::Scene,
        theme::{S, Tone, XS},
        widgets::{Press, fixed_value, flow, form_label, form_note},
    },
};

/// Shows the page.
pub(super) fn library_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let places = &scene.state.places;
    let chosen = scene.state.settings.download_folder.as_deref();
    let (show, change) = (scene.text("library-show"), scene.text("library-change"));
    let show_width = Press::new(&show).tall().width(ui);
    let change_width = Press::new(&change).tall().width(ui);
    form_label(ui, &scene.text("library-videos"));
    flow(ui, |ui| {
        let folder = chosen.unwrap_or(&places.videos);
        let width = field_width(ui, change_width + S + show_width);
        fixed_value(ui, width, &folder.display().to_string(), &scene.text("library-videos"));
        if Press::new(&change).tall().show(ui).clicked() {
            scene.send(Command::ChooseDownloadFolder);
        }
        show_button_ui(ui, scene, &show, "library-show-videos", folder);
    });
    if chosen.is_some() {
        if Press::new(&scene.text("library-own-folder")).show(ui).clicked() {
            scene.send(Command::Set(Settings { download_folder: None, ..scene.state.settings.clone() }));
        }
    } else {
        form_note(ui, &scene.text("library-videos-note"), Tone::Neutral);
    }
    let rows = [
        ("library-ledger", "library-show-ledger", &places.library),
        ("library-settings", "library-show-settings", &places.settings),
        ("library-logs", "library-show-logs", &places.logs),
    ];
    for (name, show_name, path) in rows {
        let name = scene.text(name);
        ui.add_space(XS);
        form_label(ui, &name);
        flow(ui, |ui| {
            fixed_value(ui, field_width(ui, show_width), &path.display().to_string(), &name);
            show_button_ui(ui, scene, &show, show_name, path);
        });
    }
}

fn show_button_ui(ui: &mut Ui, scene: &mut Scene<'_>, show: &str, name: &str, path: &Path) {
    let button = Press::new(show).tall().enabled(path != Path::new("")).show(ui);
    if button.accessible_name(scene.text(name)).clicked() {
        scene.send(Command::Reveal(path.to_owned()));
    }
}
