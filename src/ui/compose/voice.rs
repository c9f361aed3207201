//! The place of the voice: a file, a recording, or a link or id, with its checks.
//!
//! Not the waveform (`listen`) and not the recording (`record`).

use egui::{Align, Id, Sense, Ui, pos2, vec2};

use super::{
    changed::sound_changed_ui,
    listen::loaded_ui,
    menu::well_menu_ui,
    parts::parts_ui,
    problems::{chips_ui, problem_ui},
    record::record_ui,
    speech::speech_ui,
    well::{Invitation, LOW, help_ui, notice_well_ui, reading_well_ui},
};
use crate::{
    domain::{Rule, Slot, VoiceWay},
    state::{Command, Place},
    ui::{
        letters::Type,
        scene::Scene,
        theme::{M, Tokens},
        widgets::{Edge, Field, Icon, paint_well, paragraph, place, section_head, segments},
    },
};

/// Height of the empty well.
const EMPTY: f32 = 86.0;
/// Side of the icon in the empty well.
const SIGN: f32 = 20.0;

/// Shows the place with its head and the ways to give a voice.
pub(super) fn voice_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let name = scene.text("voice-head");
    section_head(ui, &name, None);
    let keys = ["voice-way-file", "voice-way-type", "voice-way-record", "voice-way-link"];
    let [file, typed, record, link] = keys.map(|way| scene.text(way));
    let ways = [
        (VoiceWay::File, file.as_str()),
        (VoiceWay::Type, typed.as_str()),
        (VoiceWay::Record, record.as_str()),
        (VoiceWay::Link, link.as_str()),
    ];
    let voice = &scene.state.draft.voice;
    if let Some(way) = segments(ui, &name, ui.available_width(), &ways, voice.way) {
        scene.send(Command::UseVoiceWay(way));
    }
    match voice.way {
        VoiceWay::File => file_ui(ui, scene),
        VoiceWay::Type => return speech_ui(ui, scene),
        VoiceWay::Record => record_ui(ui, scene),
        VoiceWay::Link => link_ui(ui, scene),
    }
    // What is recorded now takes the place of what is wrong.
    if scene.state.sound.recorder.is_busy() {
        return;
    }
    problem_ui(ui, scene, Place::Voice);
    if let Some(loaded) = scene.state.audible() {
        sound_changed_ui(ui, scene, loaded);
    }
}

fn file_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    match &scene.state.draft.voice.file {
        Slot::Empty => empty_ui(ui, scene),
        Slot::Reading(name) => reading_well_ui(ui, scene, Place::Voice, LOW, name),
        Slot::Unreadable(name, why) => {
            let why = scene.texts.unreadable(why);
            notice_well_ui(ui, scene, Place::Voice, true, name, &why);
        }
        Slot::Link(link) => {
            notice_well_ui(ui, scene, Place::Voice, false, link, &scene.text("place-link"));
            chips_ui(ui, scene, Place::Voice, None);
        }
        Slot::File(loaded) | Slot::Mending(loaded) => {
            loaded_ui(ui, scene, loaded);
            chips_ui(ui, scene, Place::Voice, Some(&loaded.name));
            parts_ui(ui, scene);
        }
    }
}

/// What the empty well invites to: to drop where files can be dropped, else to choose.
fn invitation(scene: &Scene<'_>) -> Invitation {
    let no_drop = scene.state.session.no_drop;
    let text = |key: &str| if no_drop { String::new() } else { scene.text(key) };
    Invitation {
        strong: text("voice-drop"),
        plain: text("voice-or"),
        choose: scene.text(if no_drop { "voice-choose" } else { "place-choose" }),
        name: scene.text("voice-choose"),
    }
}

fn rules(scene: &Scene<'_>) -> String {
    let limits = &scene.state.settings.limits;
    scene.texts.with(
        "voice-limits",
        &[
            ("shortest", limits.sound_shortest.as_secs().into()),
            ("longest", limits.sound_longest.as_secs().into()),
            ("size", scene.texts.round_size(limits.sound_bytes_sure).into()),
        ],
    )
}

fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let invitation = invitation(scene);
    let room = ui.available_width() - 2.0 * M - SIGN - M;
    let sentence = invitation.lay(ui, room, Align::Min);
    let rules = paragraph(ui, &rules(scene), Type::Meta, tokens.text3, room, usize::MAX);
    let text = vec2(sentence.size().x.max(rules.size().x), sentence.size().y + rules.size().y);
    let height = EMPTY.max(text.y + 2.0 * M);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    paint_well(ui, rect, if scene.hovering.lights(Place::Voice) { Edge::Lit } else { Edge::Empty }, tokens.bg2);
    // Icon and words together are in the middle.
    let left = rect.center().x - (SIGN + M + text.x) / 2.0;
    Icon::Wave.paint(ui.painter(), pos2(left + SIGN / 2.0, rect.center().y), SIGN, tokens.text2);
    let at = pos2(left + SIGN + M, rect.center().y - text.y / 2.0);
    let below = at + vec2(0.0, sentence.size().y);
    invitation.show(ui, scene, Place::Voice, at, sentence);
    place(ui, below, rules);
    let (question, sample) = (scene.text("voice-none"), scene.text("voice-sample"));
    well_menu_ui(ui, scene, Place::Voice, rect);
    help_ui(ui, scene, Place::Voice, &question, &sample);
}

fn link_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let mut link = scene.state.draft.voice.link.clone();
    let (name, hint) = (scene.text("voice-link"), scene.text("voice-link-hint"));
    let bad = scene.state.report.of(Rule::VoiceLink).is_some_and(|check| check.verdict == crate::domain::Verdict::Fail);
    let field = Field::new(&name).hint(&hint).code().bad(bad);
    if field.show(ui, Id::unique("voice link"), ui.available_width(), &mut link).changed() {
        scene.send(Command::SetVoiceLink(link));
    }
    chips_ui(ui, scene, Place::Voice, None);
}
