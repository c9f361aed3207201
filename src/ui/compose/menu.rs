//! The menu of a well: what can be put into it, and taking it away.

use egui::{Rect, Ui, ViewportCommand};

use crate::{
    state::Place,
    ui::{
        actions::{Action, keys_of, row, run},
        scene::Scene,
        widgets::{Icon, Item, context_menu, menu_area, menu_line},
    },
};

/// Opens the menu where the well is pressed with the right button.
pub(super) fn well_menu_ui(ui: &Ui, scene: &mut Scene<'_>, place: Place, well: Rect) {
    let (name, choose, path, sample, clear) = match place {
        Place::Portrait => (
            "portrait-head",
            Action::ChoosePortrait,
            Action::TypePortrait,
            Action::SamplePortrait,
            Action::ClearPortrait,
        ),
        Place::Voice => ("voice-head", Action::ChooseVoice, Action::TypeVoice, Action::SampleVoice, Action::ClearVoice),
    };
    let area = menu_area(ui, well, ui.scope_id().with(("well", place == Place::Voice)));
    context_menu(&area, &scene.text(name), |ui| {
        if place == Place::Portrait {
            item_ui(ui, scene, Action::CropPortrait, |item| item.icon(Icon::Crop));
        }
        item_ui(ui, scene, choose, |item| item.icon(Icon::Folder));
        let keys = keys_of(scene, Action::Paste).joined();
        if Item::new(&scene.text("well-paste")).keys(&keys).show(ui).clicked() {
            scene.entries.paste_into = Some(place);
            ui.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        item_ui(ui, scene, path, |item| item);
        item_ui(ui, scene, sample, |item| item);
        menu_line(ui);
        item_ui(ui, scene, clear, |item| item.icon(Icon::Close).danger());
    });
}

fn item_ui(ui: &mut Ui, scene: &mut Scene<'_>, action: Action, look: impl FnOnce(Item<'_>) -> Item<'_>) {
    let row = row(action);
    let (name, keys) = (scene.text(row.name), keys_of(scene, action).joined());
    let item = Item::new(&name).keys(&keys).enabled(row.able(scene.state).is_ok());
    if look(item).show(ui).clicked() {
        run(ui, scene, row);
    }
}
