//! The place of the voice: a file with its waveform, or a link or id, with its checks.

use egui::{Align, Id, Rect, Sense, Ui, pos2, vec2};

use super::{
    menu::well_menu_ui,
    problems::{chips_ui, problem_ui},
    waveform::waveform_ui,
    well::{Invitation, clear_button_ui, help_ui, invitation_ui, notice_well_ui},
};
use crate::{
    domain::{Loaded, Rule, Slot, SoundFacts, VoiceWay},
    state::{Command, Place},
    ui::{
        letters::Type,
        scene::Scene,
        theme::Tokens,
        widgets::{Edge, Field, Icon, paint_well, section_head, segments, words, words_in},
    },
};

/// Shows the place with its head and the ways to give a voice.
pub(super) fn voice_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    section_head(ui, &scene.text("voice-head"), None);
    let (file, link) = (scene.text("voice-way-file"), scene.text("voice-way-link"));
    let ways = [(VoiceWay::File, file.as_str()), (VoiceWay::Link, link.as_str())];
    let voice = &scene.state.draft.voice;
    if let Some(way) = segments(ui, ui.available_width(), &ways, voice.way) {
        scene.send(Command::UseVoiceWay(way));
    }
    match voice.way {
        VoiceWay::File => file_ui(ui, scene),
        VoiceWay::Link => link_ui(ui, scene),
    }
    problem_ui(ui, scene, Place::Voice);
}

fn file_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    match &scene.state.draft.voice.file {
        Slot::Empty => empty_ui(ui, scene),
        Slot::Reading(name) => notice_well_ui(ui, scene, Place::Voice, false, name, &scene.text("place-reading")),
        Slot::Unreadable(name, why) => {
            let why = scene.texts.unreadable(why);
            notice_well_ui(ui, scene, Place::Voice, true, name, &why);
        }
        Slot::Link(link) => {
            notice_well_ui(ui, scene, Place::Voice, false, link, &scene.text("place-link"));
            chips_ui(ui, scene, Place::Voice, None);
        }
        Slot::File(loaded) => {
            loaded_ui(ui, scene, loaded);
            chips_ui(ui, scene, Place::Voice, Some(&loaded.name));
        }
    }
}

fn empty_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 86.0), Sense::hover());
    paint_well(ui, rect, if scene.hovering { Edge::Lit } else { Edge::Empty }, tokens.bg2);
    Icon::Wave.paint(ui.painter(), pos2(rect.left() + 65.0, rect.center().y), 20.0, tokens.text2);
    let invitation = Invitation {
        strong: scene.text("voice-drop"),
        plain: scene.text("voice-or"),
        choose: scene.text("place-choose"),
        name: scene.text("voice-choose"),
    };
    invitation_ui(ui, scene, Place::Voice, rect.left_top() + vec2(88.0, 33.0), false, &invitation);
    let limits = &scene.state.settings.limits;
    let rules = scene.texts.with(
        "voice-limits",
        &[
            ("shortest", limits.sound_shortest.as_secs().into()),
            ("longest", limits.sound_longest.as_secs().into()),
            ("size", scene.texts.round_size(limits.sound_bytes_sure).into()),
        ],
    );
    let line = Rect::from_min_max(rect.left_top() + vec2(88.0, 43.0), rect.right_top() + vec2(-12.0, 63.0));
    words_in(ui, line, Align::Min, words(rules, Type::Meta, tokens.text3));
    let (question, sample) = (scene.text("voice-none"), scene.text("voice-sample"));
    well_menu_ui(ui, scene, Place::Voice, rect);
    help_ui(ui, scene, Place::Voice, &question, &sample);
}

fn loaded_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<SoundFacts>) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 84.0), Sense::hover());
    paint_well(ui, rect, if scene.hovering { Edge::Lit } else { Edge::Filled }, tokens.bg2);
    let bars = Rect::from_min_max(rect.left_top() + vec2(13.0, 11.0), rect.right_top() + vec2(-50.0, 49.0));
    let name = scene.texts.with("voice-waveform", &[("name", loaded.name.as_str().into())]);
    waveform_ui(ui, bars, &loaded.facts.peaks, tokens.accent, &name);
    let below = Rect::from_min_max(pos2(bars.left(), rect.top() + 53.0), pos2(bars.right() - 1.0, rect.top() + 73.0));
    let [start, end] = [std::time::Duration::ZERO, loaded.facts.length].map(|at| scene.texts.clock(at));
    words_in(ui, below, Align::Min, words(start, Type::Meta, tokens.text3));
    words_in(ui, below, Align::Max, words(end, Type::Meta, tokens.text3));
    clear_button_ui(ui, scene, Place::Voice, rect, false);
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
