//! The voice as typed text: the words, who speaks them and how fast, what that costs, and what came of it.
//!
//! Nothing is sent from here: a press becomes a command, and what may be billed twice is asked for first. Invariant: the
//! button that speaks can be pressed exactly when `State::can_speak` says that it would do something.

use egui::{Align, Id, Rect, Role, Sense, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::problems::{chips_ui, field_problem_ui};
use crate::{
    domain::{Door, Refusal, Rule, Speech, SpeechStage, Speed, Tongue, Verdict, voices},
    state::{Command, Place, SoundCommand, speech::SpeechCommand},
    ui::{
        letters::Type,
        scene::{Act, Over, Question, Scene},
        theme::{BUTTON_RADIUS, FIELD, ICON_BUTTON, LINE, M, Tokens, Tone},
        widgets::{Icon, Look, Press, area, banner, flow, icon_button, noted, words, words_in},
    },
};

/// Rows that the text shows at first; it grows with what is written.
const ROWS: usize = 3;
/// Width of the speed between its two buttons.
const SPEED: f32 = 44.0;

/// What speaking the typed words costs.
pub(in crate::ui) fn speech_price(scene: &Scene<'_>) -> String {
    scene.texts.with("money-about", &[("amount", scene.texts.rate(scene.state.settings.rates.speech).into())])
}

/// The name of a voice in the language it speaks; its id where it is not listed.
pub(super) fn voice_name(scene: &Scene<'_>, id: &str, tongue: Tongue) -> String {
    let name = voices::voice(id).and_then(|voice| voice.name(tongue)).unwrap_or(id);
    let language = tongue_name(scene, tongue);
    scene.texts.with("speech-voice", &[("name", name.into()), ("language", language.into())])
}

pub(super) fn tongue_name(scene: &Scene<'_>, tongue: Tongue) -> String {
    scene.text(match tongue {
        Tongue::English => "speech-english",
        Tongue::Chinese => "speech-chinese",
    })
}

/// Shows the text, the choices, the button that speaks, and what came of it.
pub(super) fn speech_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let typed = &scene.state.draft.voice.typed;
    let mut text = typed.text.clone();
    let over = typed.chars() > scene.state.settings.limits.speech_chars;
    let (name, hint) = (scene.text("speech-text"), scene.text("speech-text-hint"));
    if area(ui, Id::unique("text to be spoken"), &name, &hint, ROWS, over, &mut text).changed() {
        scene.send(Command::Speech(SpeechCommand::SetText(text)));
    }
    choices_ui(ui, scene);
    numbers_ui(ui, scene, over);
    if over {
        field_problem_ui(ui, scene, Rule::VoiceText);
    }
    let warned = scene.state.report.of(Rule::VoiceSpoken).is_some_and(|check| check.verdict == Verdict::Pass);
    let long =
        scene.state.report.checks.iter().any(|check| check.verdict == Verdict::Warn && check.rule == Rule::VoiceText);
    if warned || long {
        chips_ui(ui, scene, Place::Voice, None);
    }
    let as_typed = scene.state.spoken_as_typed(scene.now).or_else(|| scene.state.speech_as_typed()).cloned();
    if let Some(speech) = as_typed {
        outcome_ui(ui, scene, &speech);
    }
    library_ui(ui, scene);
}

fn choices_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    flow(ui, |ui| {
        let typed = &scene.state.draft.voice.typed;
        let voice = voice_name(scene, &typed.voice, typed.tongue);
        let press = Press::new(&voice).tall().icon(Icon::Wave).trailing(Icon::Down);
        if press.show(ui).on_hover_text(scene.text("voices-title")).clicked() {
            scene.entries.voice_search.clear();
            scene.act(Act::Show(Over::Voices));
        }
        speed_ui(ui, scene);
        speak_ui(ui, scene);
    });
}

/// The speed between a button that slows and one that quickens.
fn speed_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let tokens = Tokens::of(ui);
    let speed = scene.state.draft.voice.typed.speed;
    let value = scene.texts.speed(speed);
    let name = scene.texts.with("speech-speed", &[("speed", value.as_str().into())]);
    let shown = scene.texts.with("speech-times", &[("speed", value.into())]);
    let (frame, group) = ui.allocate_exact_size(vec2(2.0 * FIELD + SPEED, FIELD + 2.0), Sense::hover());
    group.widget_info(|| WidgetInfo::labeled(Role::Group, ui.is_enabled(), &name));
    ui.painter().rect(frame, BUTTON_RADIUS, tokens.bg2, tokens.stroke(), StrokeKind::Inside);
    words_in(ui, frame, Align::Center, words(shown, Type::Control, tokens.text1)).on_hover_text(&name);
    let inset = (frame.height() - ICON_BUTTON) / 2.0;
    let step = |ui: &mut Ui, left: f32, icon: Icon, name: &str, to: Speed| {
        let place = Rect::from_min_size(pos2(left, frame.top() + inset), vec2(ICON_BUTTON, ICON_BUTTON));
        let mut place = ui.new_child(UiBuilder::new().max_rect(place));
        if to == speed {
            place.disable();
        }
        icon_button(&mut place, icon, name, false).clicked()
    };
    let (slower, faster) = (scene.text("speech-slower"), scene.text("speech-faster"));
    if step(ui, frame.left() + inset, Icon::Minus, &slower, speed.slower()) {
        scene.send(Command::Speech(SpeechCommand::SetSpeed(speed.slower())));
    }
    if step(ui, frame.right() - inset - ICON_BUTTON, Icon::Plus, &faster, speed.faster()) {
        scene.send(Command::Speech(SpeechCommand::SetSpeed(speed.faster())));
    }
}

/// The button that spends, and what it says while there is nothing to spend on.
fn speak_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let state = scene.state;
    if state.spoken_as_typed(scene.now).is_some() && state.playable().is_some() {
        return listen_ui(ui, scene);
    }
    let under_way = state.speech_as_typed().is_some_and(|speech| speech.stage == SpeechStage::Sending);
    let (icon, key) = match (under_way, state.spoken_as_typed(scene.now)) {
        (true, _) => (Icon::Wave, "speech-speaking"),
        (false, Some(_)) => (Icon::Check, "speech-made"),
        (false, None) => (Icon::Play, "speech-speak"),
    };
    let name = scene.text(key);
    let press = Press::new(&name).tall().icon(icon).enabled(state.can_speak(scene.now));
    if press.show(ui).clicked() {
        scene.send(Command::Speech(SpeechCommand::Speak));
    }
}

/// In its place, once the words are spoken and their sound is here: the button that plays it.
fn listen_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let playing = scene.state.sound.player.is_playing();
    let (icon, key, command) = match playing {
        true => (Icon::Pause, "sound-pause", SoundCommand::Pause),
        false => (Icon::Play, "speech-play", SoundCommand::Play),
    };
    let able = !scene.state.sound.recorder.is_busy();
    if Press::new(&scene.text(key)).tall().icon(icon).enabled(able).show(ui).clicked() {
        scene.send(Command::Sound(command));
    }
}

/// Characters and about how long it will be; at the right what speaking costs.
fn numbers_ui(ui: &mut Ui, scene: &Scene<'_>, over: bool) {
    let tokens = Tokens::of(ui);
    let typed = &scene.state.draft.voice.typed;
    let gaps = [("count", typed.chars().into()), ("limit", scene.state.settings.limits.speech_chars.into())];
    let count = scene.texts.with("direction-count", &gaps);
    let about = scene.texts.length_rounded(typed.estimated_length());
    let about = scene.texts.with("speech-about", &[("length", about.into())]);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let color = if over { tokens.words(Tone::Bad) } else { tokens.text3 };
    let counted = words_in(ui, rect, Align::Min, words(count, Type::Meta, color));
    if typed.chars() > 0 {
        let rest = Rect::from_min_max(pos2(counted.rect.right() + M, rect.top()), rect.max);
        words_in(ui, rest, Align::Min, words(about, Type::Meta, tokens.text3));
    }
    let practice = scene.state.door() == Some(Door::Practice);
    let (price, color) = match practice {
        true => (scene.text("practice-not-billed"), tokens.words(Tone::Warn)),
        false => (speech_price(scene), tokens.text3),
    };
    words_in(ui, rect, Align::Max, words(price, Type::Meta, color));
}

/// What came of the very words that are typed.
fn outcome_ui(ui: &mut Ui, scene: &mut Scene<'_>, speech: &Speech) {
    match &speech.stage {
        SpeechStage::Sending | SpeechStage::Dismissed(_) => {}
        SpeechStage::Making(..) => {
            let trouble = speech.watch.ask_fault.is_some();
            let what = scene.text(if trouble { "speech-making-trouble" } else { "speech-making" });
            say_ui(ui, scene, (Tone::Info, &what, ""), "speech-look", Act::send(look(speech)));
        }
        SpeechStage::Made(_) => made_ui(ui, scene, speech),
        SpeechStage::Refused(refusal) => refused_ui(ui, scene, speech, refusal),
        SpeechStage::Failed(_, why) => {
            let what = scene.texts.with("speech-failed", &[("why", why.as_str().into())]);
            let next = scene.text("speech-failed-next");
            let again = Act::send(Command::Speech(SpeechCommand::Speak));
            say_ui(ui, scene, (Tone::Bad, &what, &next), "speech-try-again", again);
        }
        SpeechStage::Unknown(lost) => {
            let (what, next) = (scene.texts.lost(lost), scene.text("speech-lost-next"));
            let ask = Act::Ask(Question::SpeakAgain(speech.id));
            say_ui(ui, scene, (Tone::Warn, &what, &next), "speech-again", ask);
        }
    }
}

fn look(speech: &Speech) -> Command {
    Command::Speech(SpeechCommand::LookNow(speech.id))
}

/// A line with what is so, what follows, and a button.
fn say_ui(ui: &mut Ui, scene: &mut Scene<'_>, (tone, what, next): (Tone, &str, &str), button: &str, act: Act) {
    let name = scene.text(button);
    if banner(ui, tone, what, next, &[Press::new(&name)]).is_some() {
        scene.act(act);
    }
}

fn refused_ui(ui: &mut Ui, scene: &mut Scene<'_>, speech: &Speech, refusal: &Refusal) {
    if speech.found_no_voice() {
        let (what, next) = (scene.text("speech-voice-dead"), scene.text("speech-voice-dead-next"));
        return say_ui(ui, scene, (Tone::Bad, &what, &next), "speech-choose-voice", Act::Show(Over::Voices));
    }
    let (what, next) = (scene.texts.refusal_short(refusal), scene.text("speech-refused-next"));
    let again = Act::send(Command::Speech(SpeechCommand::Speak));
    say_ui(ui, scene, (Tone::Bad, &what, &next), "speech-try-again", again);
}

/// How long the id of a made voice lives, and its sound where that is not here.
fn made_ui(ui: &mut Ui, scene: &mut Scene<'_>, speech: &Speech) {
    let tokens = Tokens::of(ui);
    let typed = speech.wording.typed();
    let voice = voice_name(scene, &typed.voice, typed.tongue);
    let life = scene.texts.with("speech-life", &[("voice", voice.into()), ("life", life(scene, speech).into())]);
    noted(ui, Icon::Info, tokens.text3, &[(&life, tokens.text3)]);
    let missing = speech.spoken().is_some_and(|spoken| spoken.sound.is_none());
    if missing && speech.watch.awaiting.is_none() {
        let what = scene.text("speech-sound-missing");
        say_ui(ui, scene, (Tone::Warn, &what, ""), "speech-fetch", Act::send(look(speech)));
    }
}

/// How long the id of a made voice lives.
pub(super) fn life(scene: &Scene<'_>, speech: &Speech) -> String {
    let left = speech.ends_at().duration_since(scene.now);
    let kept = speech.spoken().is_some_and(|spoken| spoken.sound.is_some());
    match (left.is_positive(), kept) {
        (true, _) => scene.texts.with("speech-days-left", &[("days", (left.as_hours() / HOURS).into())]),
        (false, true) => scene.text("speech-ended"),
        (false, false) => scene.text("speech-gone"),
    }
}

/// Hours of a day.
const HOURS: i64 = 24;

/// The way to everything that was spoken, where there is something.
fn library_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let count = scene.state.speeches.shown().count();
    if count == 0 {
        return;
    }
    let lost = scene.state.speeches.iter().filter(|speech| matches!(speech.stage, SpeechStage::Unknown(_))).count();
    let (key, count) = if lost > 0 { ("speech-needs-look", lost) } else { ("speech-spoken", count) };
    let name = scene.texts.with(key, &[("count", count.into())]);
    if Press::new(&name).look(Look::Quiet).show(ui).clicked() {
        scene.act(Act::Show(Over::Spoken));
    }
}
