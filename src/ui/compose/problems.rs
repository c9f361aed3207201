//! What the checks say, beside the place they are about: chips, and a line with a button that does something about it.
//!
//! Every check is shown, not only the first that failed.

use egui::{Ui, vec2};

use crate::{
    domain::{Check, Finding, Rule, Verdict},
    state::{Command, Place},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{CHIP, S, Tokens, Tone},
        widgets::{Icon, Press, banner, chip, paragraph_ui, width_of},
    },
};

/// Whether a rule is shown at a place.
fn belongs(rule: Rule, place: Place) -> bool {
    match place {
        Place::Portrait => rule.is_portrait(),
        Place::Voice => rule.is_voice(),
    }
}

/// The checks of a place that a chip can show: numbers and formats, not "nothing here yet".
fn shown<'a>(scene: &'a Scene<'_>, place: Place) -> Vec<&'a Check> {
    let checks = &scene.state.report.checks;
    // A ratio that failed says width and height itself.
    let ratio_failed = checks.iter().any(|check| check.rule == Rule::PortraitAspect && check.verdict == Verdict::Fail);
    let is_shown = |check: &&Check| {
        let said_twice = ratio_failed && check.rule == Rule::PortraitSide && check.verdict == Verdict::Pass;
        // How loud a voice is matters to nobody while it is loud enough: the waveform shows it.
        let fine = check.rule == Rule::VoiceLevel && check.verdict == Verdict::Pass;
        belongs(check.rule, place) && !matches!(check.rule, Rule::Portrait | Rule::Voice) && !said_twice && !fine
    };
    let mut shown: Vec<_> = checks.iter().filter(is_shown).collect();
    // How long a voice is matters more to people than how large.
    shown.sort_by_key(|check| check.rule == Rule::VoiceBytes);
    shown
}

/// The chips of a place, and a file name at the right where there is one.
pub(super) fn chips_ui(ui: &mut Ui, scene: &Scene<'_>, place: Place, name: Option<&str>) {
    let shown = shown(scene, place);
    let failing = shown.iter().any(|check| check.verdict == Verdict::Fail);
    let height = std::mem::replace(&mut ui.spacing_mut().interact_size.y, CHIP);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S - 2.0, S - 2.0);
        for check in shown {
            let (tone, icon) = match check.verdict {
                Verdict::Pass if failing => (Tone::Ok, None),
                Verdict::Pass => (Tone::Ok, Some(Icon::Check)),
                Verdict::Warn => (Tone::Warn, Some(Icon::Info)),
                Verdict::Fail => (Tone::Bad, None),
            };
            chip(ui, tone, icon, &scene.texts.chip(check));
        }
        if let Some(name) = name {
            name_chip_ui(ui, name);
        }
    });
    ui.spacing_mut().interact_size.y = height;
}

/// The file's name, at the right of the row when there is room.
fn name_chip_ui(ui: &mut Ui, name: &str) {
    let width = width_of(ui, name, Type::Meta) + 2.0 * S;
    let room = ui.available_size_before_wrap().x;
    if room > width {
        ui.add_space(room - width - 0.5);
    }
    chip(ui, Tone::Neutral, None, name);
}

/// The line that says what would happen and offers what can be done, when something failed.
pub(super) fn problem_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place) {
    let Some(problem) = scene.state.report.problems().find(|check| belongs(check.rule, place)).cloned() else { return };
    let waiting = matches!(
        problem.finding,
        Finding::PortraitMissing | Finding::PortraitReading | Finding::VoiceMissing | Finding::VoiceReading
    );
    if waiting {
        return;
    }
    let (what, another) = match (&problem.finding, place) {
        (Finding::PortraitUnreadable(_), _) => ("problem-portrait-unreadable", "problem-choose-another"),
        (Finding::VoiceUnreadable(_), _) => ("problem-voice-unreadable", "problem-choose-another"),
        (Finding::PortraitLinkBad | Finding::VoiceLinkBad, _) => ("problem-link", "problem-choose-file"),
        (Finding::PortraitLinkPrivate | Finding::VoiceLinkPrivate, _) => {
            ("problem-link-private", "problem-choose-file")
        }
        (_, Place::Portrait) => ("problem-portrait", "problem-choose-another"),
        (_, Place::Voice) => ("problem-voice", "problem-choose-another"),
    };
    let (what, another) = (scene.text(what), scene.text(another));
    let advice = problem.fix().map(|fix| scene.texts.fix(fix)).unwrap_or_default();
    if banner(ui, Tone::Bad, &what, &advice, Press::new(&another)).clicked() {
        scene.send(Command::Choose(place));
    }
}

/// What is wrong with one field, under it.
pub(super) fn field_problem_ui(ui: &mut Ui, scene: &Scene<'_>, rule: Rule) {
    let Some(check) = scene.state.report.of(rule).filter(|check| check.verdict == Verdict::Fail) else { return };
    let (found, allowed) = (scene.texts.found(&check.finding), scene.texts.allowed(&check.finding));
    let key = if allowed.is_empty() { "problem-found" } else { "problem-found-allowed" };
    let text = scene.texts.with(key, &[("found", found.into()), ("allowed", allowed.into())]);
    let color = Tokens::of(ui).words(Tone::Bad);
    paragraph_ui(ui, &text, Type::Meta, color);
}
