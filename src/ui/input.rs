//! What comes from outside the widgets: dropped files, what is pasted, and the shortcuts of the page.
//!
//! Not the keys that a widget takes for itself, and not which keys there are (`actions`). Invariant: while a text field has
//! the keyboard, pasted words are its own.

use egui::{Event, Key, Modifiers, Popup, Ui};

use super::{
    actions::take_keys,
    scene::Scene,
    widgets::keyboard::{had, is_dialog_open},
};
use crate::state::{Command, Place, Source};

/// Takes what came since the last frame.
pub(super) fn take(ui: &Ui, scene: &mut Scene<'_>) {
    let dropped: Vec<_> = ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !dropped.is_empty() {
        scene.send(Command::Load(dropped));
    }
    let dialog = is_dialog_open(ui.ctx()) || scene.state.settings_page.is_some();
    take_keys(ui, scene, dialog);
    if !dialog {
        take_pasted(ui, scene);
        take_escape(ui, scene);
    }
}

fn take_pasted(ui: &Ui, scene: &mut Scene<'_>) {
    let pasted = ui.input(|input| {
        let of_interest = |event: &&Event| matches!(event, Event::PasteImage(_) | Event::Paste(_));
        input.events.iter().filter(of_interest).cloned().collect::<Vec<_>>()
    });
    if pasted.is_empty() {
        return;
    }
    // A place that asked for what is in the clipboard gets it, whoever has the keyboard.
    let into = scene.entries.paste_into.take();
    let in_a_field = into.is_none() && ui.text_edit_focused();
    for event in pasted {
        match event {
            Event::PasteImage(image) => {
                let bytes: Vec<u8> = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
                let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or_default());
                scene.send(Command::Put(Place::Portrait, Source::Pixels(width, height, bytes.into())));
            }
            Event::Paste(text) if !in_a_field => {
                for line in text.lines().map(str::trim).filter(|line| is_place(line)) {
                    scene.send(Command::Type(into.unwrap_or_else(|| place_of(line)), line.to_owned()));
                }
            }
            _ => {}
        }
    }
}

/// Whether words look like a path or an address rather than prose.
fn is_place(text: &str) -> bool {
    let bare = text.trim_matches(['"', '\'']);
    let mut start = bare.chars();
    let drive = matches!((start.next(), start.next()), (Some(letter), Some(':')) if letter.is_ascii_alphabetic());
    let rooted = ["/", "~/", "\\\\", "http://", "https://", "file://"].iter().any(|root| bare.starts_with(root));
    bare.len() > 1 && (rooted || drive)
}

/// Which place a path or address is for, by the end of its name; a guess that the reader of the content corrects.
fn place_of(text: &str) -> Place {
    let bare = text.trim_matches(['"', '\'']);
    let path = if bare.contains("://") { bare.split(['?', '#']).next().unwrap_or(bare) } else { bare };
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let sound = ["mp3", "wav", "m4a", "aac", "flac", "ogg", "oga", "opus"].contains(&ending.as_str());
    if sound { Place::Voice } else { Place::Portrait }
}

/// Escape takes away what lies on top: menus and dialogs take it first by themselves, a field with the keyboard loses it,
/// and then the newest notice goes.
fn take_escape(ui: &Ui, scene: &mut Scene<'_>) {
    let (had, is_field) = had(ui.ctx());
    let newest = scene.state.notices.last().map(|notice| notice.id);
    if let (false, false, Some(id)) = (is_field, Popup::is_any_open(ui.ctx()), newest)
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    {
        scene.send(Command::Dismiss(id));
        // egui takes the keyboard away at every Escape; this one was for the notice.
        if let Some(had) = had {
            ui.memory_mut(|memory| memory.request_focus(had));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses_are_told_from_prose() {
        let places = ["/home/zoë/a b.png", "https://example.org/a.mp3?x=1", "C:\\a.wav", "\"/a/b.jpg\"", "~/x.png"];
        let prose = ["Hello there", "", "/", "and/or", "note: this"];
        assert!(places.iter().all(|text| is_place(text)));
        assert!(prose.iter().all(|text| !is_place(text)));
    }

    #[test]
    fn sounds_go_to_the_voice() {
        let sounds = ["/a/b.MP3", "https://example.org/a.mp3?x=.png", "'/a/b.wav'"];
        assert!(sounds.iter().all(|text| place_of(text) == Place::Voice));
        assert_eq!(place_of("/a.mp3/b.png"), Place::Portrait);
        assert_eq!(place_of("https://example.org/"), Place::Portrait);
    }
}
