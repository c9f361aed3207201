//! What was spoken: each text with its voice, its day and how long its id lives; used again without paying, or forgotten.
//!
//! Lost ones are among them, so that none is out of sight because its words are no longer in the form.

use egui::{Id, ScrollArea, Ui, UiBuilder, vec2};

use super::speech::{life, voice_name};
use super::voices::head_ui;
use crate::{
    domain::{Speech, SpeechStage, SubmissionId},
    state::{Command, speech::SpeechCommand},
    ui::{
        letters::Type,
        scene::{Act, Over, Question, Scene},
        theme::{L, M, S, Tokens, Tone},
        widgets::{Dialog, Icon, Look, Press, flow, form_note, icon_button, paragraph_ui},
    },
};

/// The dialog's size where there is room for it.
const SIZE: egui::Vec2 = vec2(520.0, 520.0);

/// Shows what was spoken while it is open.
pub(in crate::ui) fn spoken_ui(ui: &Ui, scene: &mut Scene<'_>) {
    if scene.entries.over != Some(Over::Spoken) {
        return;
    }
    let title = scene.text("spoken-title");
    let shown = Dialog::new(Id::unique("spoken"), &title, SIZE).show(ui, |ui, rect| {
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect.shrink(L)));
        inner.spacing_mut().item_spacing.y = S;
        let closed = head_ui(&mut inner, scene, &title);
        closed | list_ui(&mut inner, scene)
    });
    if shown.inner || shown.closed {
        scene.entries.over = None;
    }
}

/// Shows the list, newest first. Says whether one was put into the form.
fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>) -> bool {
    let state = scene.state;
    let speeches: Vec<&Speech> = state.speeches.shown().collect();
    if speeches.is_empty() {
        form_note(ui, &scene.text("spoken-none"), Tone::Neutral);
    }
    let mut used = false;
    ScrollArea::vertical().auto_shrink(false).animated(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - M);
        for speech in speeches {
            used |= speech_ui(ui, scene, speech);
            ui.add_space(S);
        }
    });
    used
}

fn speech_ui(ui: &mut Ui, scene: &mut Scene<'_>, speech: &Speech) -> bool {
    let tokens = Tokens::of(ui);
    let typed = speech.wording.typed();
    paragraph_ui(ui, &typed.text, Type::Control, tokens.text1);
    let lost = matches!(speech.stage, SpeechStage::Unknown(_));
    let life = match &speech.stage {
        SpeechStage::Made(_) => life(scene, speech),
        SpeechStage::Unknown(_) => scene.text("spoken-lost"),
        _ => scene.text("spoken-under-way"),
    };
    let voice = voice_name(scene, &typed.voice, typed.tongue);
    let day = scene.texts.day(speech.created_at, scene.now, scene.zone);
    let line = [("voice", voice.into()), ("day", day.into()), ("life", life.into())];
    let color = if lost { tokens.words(Tone::Warn) } else { tokens.text3 };
    paragraph_ui(ui, &scene.texts.with("spoken-line", &line), Type::Meta, color);
    flow(ui, |ui| buttons_ui(ui, scene, speech, lost))
}

/// The buttons of one. Says whether it was put into the form.
fn buttons_ui(ui: &mut Ui, scene: &mut Scene<'_>, speech: &Speech, lost: bool) -> bool {
    let (id, words): (SubmissionId, String) = (speech.id, speech.file_name());
    let name = scene.texts.with("spoken-use-named", &[("text", words.as_str().into())]);
    let used = Press::new(&name).show(ui).clicked();
    if used {
        scene.send(Command::Speech(SpeechCommand::Reuse(id)));
    }
    if lost && Press::new(&scene.text("speech-again")).look(Look::Danger).show(ui).clicked() {
        scene.act(Act::Ask(Question::SpeakAgain(id)));
    }
    if speech.spoken().is_some() {
        let forget = scene.texts.with("spoken-forget", &[("text", words.into())]);
        if icon_button(ui, Icon::Close, &forget, false).clicked() {
            scene.send(Command::Speech(SpeechCommand::Forget(id)));
        }
    }
    used
}
