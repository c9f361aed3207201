//! What comes from outside the widgets: dropped files, what is pasted, and the shortcuts of the page.
//!
//! Not the keys that a widget takes for itself. Invariant: while a text field has the keyboard, pasted words are its own.

use egui::{Event, Key, KeyboardShortcut, Modifiers, Popup, Ui};

use super::scene::{Column, Scene, search_id};
use crate::state::{Command, Place, SettingsPage, Source};

/// Creates the avatar.
pub(super) const CREATE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);
const CHOOSE_PORTRAIT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
const CHOOSE_VOICE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
const SEARCH: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
const SETTINGS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Comma);

/// Takes what came since the last frame.
pub(super) fn take(ui: &Ui, scene: &mut Scene<'_>) {
    let dropped: Vec<_> = ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
    if !dropped.is_empty() {
        scene.send(Command::Load(dropped));
    }
    if scene.state.settings_page.is_none() {
        take_pasted(ui, scene);
        take_shortcuts(ui, scene);
        take_escape(ui, scene);
    }
}

fn take_pasted(ui: &Ui, scene: &mut Scene<'_>) {
    let in_a_field = ui.text_edit_focused();
    let pasted = ui.input(|input| {
        let of_interest = |event: &&Event| matches!(event, Event::PasteImage(_) | Event::Paste(_));
        input.events.iter().filter(of_interest).cloned().collect::<Vec<_>>()
    });
    for event in pasted {
        match event {
            Event::PasteImage(image) => {
                let bytes: Vec<u8> = image.pixels.iter().flat_map(|pixel| pixel.to_srgba_unmultiplied()).collect();
                let [width, height] = image.size.map(|side| u32::try_from(side).unwrap_or_default());
                scene.send(Command::Put(Place::Portrait, Source::Pixels(width, height, bytes.into())));
            }
            Event::Paste(text) if !in_a_field => {
                for line in text.lines().map(str::trim).filter(|line| is_place(line)) {
                    scene.send(Command::Type(place_of(line), line.to_owned()));
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

fn take_shortcuts(ui: &Ui, scene: &mut Scene<'_>) {
    let pressed = |shortcut: &KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(shortcut));
    if pressed(&CREATE) && scene.state.can_create() {
        scene.send(Command::Create);
    }
    // The longer one first: a shortcut also answers when more modifiers are held than it names.
    if pressed(&CHOOSE_VOICE) {
        scene.send(Command::Choose(Place::Voice));
    }
    if pressed(&CHOOSE_PORTRAIT) {
        scene.send(Command::Choose(Place::Portrait));
    }
    if pressed(&SETTINGS) {
        scene.send(Command::OpenSettings(SettingsPage::Account));
    }
    if pressed(&SEARCH) {
        scene.entries.column = Column::Tasks;
        ui.memory_mut(|memory| memory.request_focus(search_id()));
    }
}

/// Escape takes away what lies on top: menus and fields take it first by themselves, then the newest notice goes.
fn take_escape(ui: &Ui, scene: &mut Scene<'_>) {
    let busy = Popup::is_any_open(ui.ctx()) || ui.memory(|memory| memory.focused().is_some());
    let newest = scene.state.notices.last().map(|notice| notice.id);
    if let (false, Some(id)) = (busy, newest)
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
    {
        scene.send(Command::Dismiss(id));
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
