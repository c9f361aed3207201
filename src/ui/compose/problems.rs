//! What the checks say, beside the place they are about: chips, and a line with buttons for each thing that is wrong.
//!
//! Every check is shown, not only the first that failed. Invariant: a button that mends is shown exactly where the mending
//! can be done here; else another file is chosen.

use egui::{Ui, vec2};

use crate::{
    domain::{
        Check, Finding, Fix, Report, Rule, Slot, Verdict,
        check::{check_picture, check_voice_file},
        picture, sound,
    },
    state::{Command, Place},
    ui::{
        letters::Type,
        scene::{Act, Over, Scene},
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

/// Whether something else is being made of the file in a place.
pub(super) fn is_mending(scene: &Scene<'_>, place: Place) -> bool {
    match place {
        Place::Portrait => matches!(scene.state.draft.portrait, Slot::Mending(_)),
        Place::Voice => matches!(scene.state.draft.voice.file, Slot::Mending(_)),
    }
}

/// The checks of a place. While something else is being made of what is there, they are still those of what is seen.
fn checks(scene: &Scene<'_>, place: Place) -> Vec<Check> {
    let (draft, limits) = (&scene.state.draft, &scene.state.settings.limits);
    let report = match (place, &draft.portrait, &draft.voice.file) {
        (Place::Portrait, Slot::Mending(loaded), _) => &check_picture(&loaded.facts, limits),
        (Place::Voice, _, Slot::Mending(loaded)) => &check_voice_file(loaded, limits),
        _ => &scene.state.report,
    };
    let Report { checks } = report;
    checks.iter().filter(|check| belongs(check.rule, place)).cloned().collect()
}

/// The checks of a place that a chip can show: numbers and formats, not "nothing here yet".
fn shown(scene: &Scene<'_>, place: Place) -> Vec<Check> {
    let mut shown = checks(scene, place);
    // A ratio that failed says width and height itself.
    let ratio_failed = shown.iter().any(|check| check.rule == Rule::PortraitAspect && check.verdict == Verdict::Fail);
    shown.retain(|check| {
        let said_twice = ratio_failed && check.rule == Rule::PortraitSide && check.verdict == Verdict::Pass;
        // How loud a voice is matters to nobody while it is loud enough: the waveform shows it.
        let fine = check.rule == Rule::VoiceLevel && check.verdict == Verdict::Pass;
        // The number of characters stands under the text, and what is not spoken has a button that speaks.
        let said_there = matches!(check.finding, Finding::Text(..) | Finding::NotSpoken);
        !matches!(check.rule, Rule::Portrait | Rule::Voice) && !said_twice && !fine && !said_there
    });
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
        for check in &shown {
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

/// One thing that is wrong: what is so, what to do about it, and the buttons that do it.
struct Line {
    tone: Tone,
    what: String,
    advice: String,
    buttons: Vec<Button>,
}

/// What a button of a line says, its icon, and what it does.
type Button = (String, Option<Icon>, Act);

/// The lines that say what is wrong and offer what can be done: one for each check that did not pass.
pub(super) fn problem_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place) {
    let checks = checks(scene, place);
    let of = |verdict| checks.iter().filter(move |check| check.verdict == verdict);
    let alone = of(Verdict::Fail).count() == 1;
    let mut lines: Vec<Line> = of(Verdict::Fail).filter_map(|check| failed(scene, place, check, alone)).collect();
    lines.extend(of(Verdict::Warn).filter_map(|check| warned(scene, place, check)));
    let off = is_mending(scene, place);
    for Line { tone, what, advice, buttons } in lines {
        let presses: Vec<_> = buttons.iter().map(|button| press(button, !off)).collect();
        let pressed = banner(ui, tone, &what, &advice, &presses);
        if let Some((.., act)) = pressed.and_then(|at| buttons.into_iter().nth(at)) {
            scene.act(act);
        }
    }
}

fn press((name, icon, _): &Button, enabled: bool) -> Press<'_> {
    let press = Press::new(name).enabled(enabled);
    icon.map_or(press, |icon| press.icon(icon))
}

/// What is said of a check that failed; nothing where something is merely missing or awaited. `alone` is whether no other
/// check of the place failed: then its chip says enough.
fn failed(scene: &Scene<'_>, place: Place, check: &Check, alone: bool) -> Option<Line> {
    let (what, another) = match (&check.finding, place) {
        (Finding::PortraitMissing | Finding::PortraitReading | Finding::VoiceMissing | Finding::VoiceReading, _) => {
            return None;
        }
        (Finding::PortraitUnreadable(_), _) => ("problem-portrait-unreadable", "problem-choose-another"),
        (Finding::VoiceUnreadable(_), _) => ("problem-voice-unreadable", "problem-choose-another"),
        (Finding::PortraitLinkBad | Finding::VoiceLinkBad, _) => ("problem-link", "problem-choose-file"),
        (Finding::PortraitLinkPrivate | Finding::VoiceLinkPrivate, _) => {
            ("problem-link-private", "problem-choose-file")
        }
        (_, Place::Portrait) => ("problem-portrait", "problem-choose-another"),
        (_, Place::Voice) => ("problem-voice", "problem-choose-another"),
    };
    let (what, allowed) = if alone {
        (scene.text(what), String::new())
    } else {
        (scene.texts.found(&check.finding), scene.texts.allowed(&check.finding))
    };
    let buttons = mends(scene, place, check);
    if !buttons.is_empty() {
        return Some(Line { tone: Tone::Bad, what, advice: allowed, buttons });
    }
    let advice = check.fix().map(|fix| scene.texts.fix(fix)).unwrap_or_default();
    let choose = (scene.text(another), None, Act::send(Command::Choose(place)));
    Some(Line { tone: Tone::Bad, what, advice, buttons: vec![choose] })
}

/// What is said of a check that only warns, where something can be done about it. It never keeps anybody from going on.
fn warned(scene: &Scene<'_>, place: Place, check: &Check) -> Option<Line> {
    let line = |what, advice, buttons| Some(Line { tone: Tone::Warn, what, advice, buttons });
    let guidance = || (scene.text("good-title"), None, Act::Show(Over::Guidance));
    match check.finding {
        Finding::PortraitFaces(0) => return line(scene.text("problem-no-face"), String::new(), vec![guidance()]),
        Finding::PortraitFaces(_) => {
            let crop =
                (scene.texts.mend(Fix::Crop, &scene.state.settings.limits), Some(Icon::Crop), Act::Show(Over::Crop));
            return line(scene.text("problem-several-faces"), String::new(), vec![crop, guidance()]);
        }
        _ => {}
    }
    let mut buttons = mends(scene, place, check);
    if buttons.is_empty() && check.fix() == Some(Fix::Choose) {
        buttons.push((scene.text("problem-choose-another"), None, Act::send(Command::Choose(place))));
    }
    let said = (scene.texts.found(&check.finding), scene.texts.allowed(&check.finding));
    if buttons.is_empty() { None } else { line(said.0, said.1, buttons) }
}

/// The buttons that mend what a check found, as far as that can be done here.
fn mends(scene: &Scene<'_>, place: Place, check: &Check) -> Vec<Button> {
    let limits = &scene.state.settings.limits;
    let can = check.fixes.iter().filter(|fix| can_mend(scene, place, **fix));
    can.map(|fix| {
        let icon = matches!(fix, Fix::Crop | Fix::CropToFace).then_some(Icon::Crop);
        (scene.texts.mend(*fix, limits), icon, Act::send(Command::Mend(place, *fix)))
    })
    .collect()
}

/// Whether a fix can be done here and was not done yet.
fn can_mend(scene: &Scene<'_>, place: Place, fix: Fix) -> bool {
    let (draft, limits) = (&scene.state.draft, &scene.state.settings.limits);
    match place {
        Place::Portrait => draft.portrait.file().is_some_and(|file| {
            picture::mend(file.given_facts(), file.edit(), fix, limits).is_some_and(|edit| edit != file.edit())
        }),
        Place::Voice => draft.voice.file.file().is_some_and(|file| {
            sound::mend(file.given_facts(), file.edit(), fix, limits).is_some_and(|edit| edit != file.edit())
        }),
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
