//! The voices that texts can be spoken with: searched, the favourites first.
//!
//! Invariant: whatever is chosen speaks the language that is shown.

use egui::{Id, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::speech::tongue_name;
use crate::{
    domain::{Door, Tongue, voices},
    state::{Command, speech::SpeechCommand},
    ui::{
        letters::Type,
        scene::{Over, Scene},
        theme::{ICON_BUTTON, L, S, Tokens, Tone, XS},
        widgets::{Dialog, Field, Icon, Look, Press, chip, form_note, icon_button, segments, words},
    },
};

/// The dialog's size where there is room for it.
const SIZE: egui::Vec2 = vec2(420.0, 520.0);

/// One voice of the list.
struct Line {
    id: &'static str,
    name: &'static str,
    favourite: bool,
    dead: bool,
}

/// The voices that speak a language and whose name or id holds what is searched for, the favourites first.
fn lines(scene: &Scene<'_>, tongue: Tongue) -> Vec<Line> {
    let wanted = scene.entries.voice_search.trim().to_lowercase();
    let door = scene.state.door().unwrap_or(Door::Practice);
    let fits = |text: &str| text.to_lowercase().contains(&wanted);
    let mut lines: Vec<Line> = voices::speaking(tongue)
        .filter(|(voice, name)| fits(name) || fits(voice.id) || voice.english.is_some_and(fits))
        .map(|(voice, name)| Line {
            id: voice.id,
            name,
            favourite: scene.state.settings.speech.favourites.contains(voice.id),
            dead: scene.state.speeches.is_dead(voice.id, tongue, door),
        })
        .collect();
    lines.sort_by_key(|line| !line.favourite);
    lines
}

/// Shows the voices while they are open.
pub(in crate::ui) fn voices_ui(ui: &Ui, scene: &mut Scene<'_>) {
    if scene.entries.over != Some(Over::Voices) {
        return;
    }
    let title = scene.text("voices-title");
    let shown = Dialog::new(Id::unique("voices"), &title, SIZE).show(ui, |ui, rect| {
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rect.shrink(L)));
        inner.spacing_mut().item_spacing.y = S;
        inside_ui(&mut inner, scene, &title)
    });
    if shown.inner || shown.closed {
        scene.entries.over = None;
    }
}

/// Shows head, language, search and list. Says whether it is to be closed.
fn inside_ui(ui: &mut Ui, scene: &mut Scene<'_>, title: &str) -> bool {
    let mut closed = head_ui(ui, scene, title);
    let tongue = scene.state.draft.voice.typed.tongue;
    let names = Tongue::ALL.map(|tongue| (tongue, tongue_name(scene, tongue)));
    let choices: Vec<_> = names.iter().map(|(tongue, name)| (*tongue, name.as_str())).collect();
    if let Some(tongue) = segments(ui, &scene.text("speech-language"), ui.available_width(), &choices, tongue) {
        scene.send(Command::Speech(SpeechCommand::ChooseTongue(tongue)));
    }
    let (name, hint) = (scene.text("voices-search"), scene.text("voices-search-hint"));
    let width = ui.available_width();
    let field = Field::new(&name).hint(&hint).icon(Icon::Search);
    let searched = field.show(ui, Id::unique("search voices"), width, &mut scene.entries.voice_search);
    let lines = lines(scene, tongue);
    let entered = searched.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if let (true, Some(first)) = (entered, lines.first()) {
        scene.send(Command::Speech(SpeechCommand::ChooseVoice(first.id.to_owned())));
        closed = true;
    }
    if lines.is_empty() {
        let query = scene.entries.voice_search.trim().to_owned();
        form_note(ui, &scene.texts.with("voices-none", &[("query", query.into())]), Tone::Neutral);
    }
    ScrollArea::vertical().auto_shrink(false).animated(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = XS;
        for line in &lines {
            closed |= line_ui(ui, scene, line);
        }
    });
    closed
}

/// The name of a dialog and the button that closes it. Says whether that was pressed.
pub(super) fn head_ui(ui: &mut Ui, scene: &Scene<'_>, title: &str) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ICON_BUTTON), egui::Sense::hover());
    ui.new_child(UiBuilder::new().max_rect(rect)).label(words(title, Type::Title, Tokens::of(ui).text1));
    let corner = Rect::from_min_max(pos2(rect.right() - ICON_BUTTON, rect.top()), rect.max);
    let mut corner = ui.new_child(UiBuilder::new().max_rect(corner));
    icon_button(&mut corner, Icon::Close, &scene.text("settings-close"), false).clicked()
}

/// A star, the name, and a mark where the provider said that it has this voice no more. Says whether it was chosen.
fn line_ui(ui: &mut Ui, scene: &mut Scene<'_>, line: &Line) -> bool {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S;
        let (icon, key) =
            if line.favourite { (Icon::Starred, "voices-no-favourite") } else { (Icon::Star, "voices-favourite") };
        let star = scene.texts.with(key, &[("name", line.name.into())]);
        if icon_button(ui, icon, &star, false).clicked() {
            scene.send(Command::Speech(SpeechCommand::ToggleFavourite(line.id.to_owned())));
        }
        let chosen = scene.state.draft.voice.typed.voice == line.id;
        let press = Press::new(line.name).look(if chosen { Look::Plain } else { Look::Quiet });
        let press = if chosen { press.trailing(Icon::Check) } else { press };
        let pressed = press.show(ui).clicked();
        if pressed {
            scene.send(Command::Speech(SpeechCommand::ChooseVoice(line.id.to_owned())));
        }
        if line.dead {
            let mark = scene.texts.with("voices-dead", &[("name", line.name.into())]);
            chip(ui, Tone::Warn, Some(Icon::Info), &mark);
        }
        pressed
    })
    .inner
}
