//! The button that asks the provider, free of charge, whether the key is good, and what it said.

use egui::Ui;

use crate::{
    domain::KeyStatus,
    state::{Command, Connection, ConnectionResult},
    ui::{
        scene::Scene,
        theme::{TALL, Tone},
        widgets::{Icon, Press, chip, flow},
    },
};

/// Shows the button and what came of it.
pub(super) fn connection_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let testing = scene.state.connection == Connection::Testing;
    let allowed = scene.state.unasked_base_url().is_none();
    let able = matches!(scene.state.key, KeyStatus::Present(..)) && !testing && allowed;
    let (tone, icon, text) = match &scene.state.connection {
        _ if !allowed => (Tone::Warn, Some(Icon::Alert), scene.text("key-host-not-allowed")),
        Connection::Untested if able => (Tone::Neutral, None, scene.text("connection-free")),
        Connection::Untested => (Tone::Neutral, None, scene.text("connection-no-key")),
        Connection::Testing => (Tone::Info, None, scene.text("connection-testing")),
        Connection::Tested(ConnectionResult::Accepted(took)) => {
            (Tone::Ok, Some(Icon::Check), scene.texts.with("connection-accepted", &[("ms", took.as_millis().into())]))
        }
        Connection::Tested(ConnectionResult::Refused(refusal)) => {
            (Tone::Bad, Some(Icon::Close), scene.texts.refusal_short(refusal))
        }
        Connection::Tested(ConnectionResult::NoAnswer(why)) => {
            (Tone::Warn, Some(Icon::Alert), scene.texts.with("connection-none", &[("why", why.as_str().into())]))
        }
    };
    flow(ui, |ui| {
        ui.spacing_mut().interact_size.y = TALL;
        if Press::new(&scene.text("account-test")).tall().enabled(able).show(ui).clicked() {
            scene.send(Command::TestConnection);
        }
        chip(ui, tone, icon, &text);
    });
}
