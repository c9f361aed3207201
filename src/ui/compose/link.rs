//! The place of a portrait that is an address: the picture as it was seen there, or why it was not.
//!
//! What is sent is the address. Nothing is fetched for drawing: what is shown is the kept copy of what was seen.

use egui::Ui;

use super::{
    portrait::picture_well_ui,
    problems::chips_ui,
    well::{notice_well_ui, reading_well_ui},
};
use crate::{
    domain::{Check, Finding, Fix, Peek, Rule, Verdict},
    state::{Command, Place},
    ui::{
        scene::Scene,
        theme::Tone,
        widgets::{Press, banner},
    },
};

/// Shows the place with its chips; `height` is that of a picture in its well.
pub(super) fn link_ui(ui: &mut Ui, scene: &mut Scene<'_>, address: &str, height: f32) {
    match scene.state.draft.portrait_peek.clone() {
        Peek::Fetching => return reading_well_ui(ui, scene, Place::Portrait, height, address),
        Peek::Seen(loaded) => picture_well_ui(ui, scene, &loaded),
        Peek::Failed(why) => {
            let why = scene.texts.with("place-link-unseen", &[("why", scene.texts.unseen(&why).into())]);
            notice_well_ui(ui, scene, Place::Portrait, false, address, &why);
        }
        Peek::None => {
            let said = scene.state.report.of(Rule::PortraitLink).filter(|check| check.verdict == Verdict::Fail);
            let text = said.map_or_else(|| scene.text("place-link"), |check| scene.texts.found(&check.finding));
            notice_well_ui(ui, scene, Place::Portrait, said.is_some(), address, &text);
        }
    }
    chips_ui(ui, scene, Place::Portrait, None);
}

/// The line under a link whose picture would be refused, with the button that sends what was seen as a file instead; says
/// whether there is one.
pub(super) fn use_file_ui(ui: &mut Ui, scene: &mut Scene<'_>) -> bool {
    let offers = |check: &&Check| check.fixes.contains(&Fix::UseFile);
    let Some(problem) = scene.state.report.problems().find(offers) else { return false };
    let what = scene.text(match problem.finding {
        Finding::PortraitLinkPrivate => "problem-link-private",
        _ => "problem-link-picture",
    });
    let (advice, press) = (scene.text("problem-use-file-more"), scene.texts.fix(Fix::UseFile));
    if banner(ui, Tone::Bad, &what, &advice, &[Press::new(&press)]).is_some() {
        scene.send(Command::Mend(Place::Portrait, Fix::UseFile));
    }
    true
}
