//! What was done to the file in a place, under its well, before it is used: what it was, what it became, and the way back.
//!
//! Quiet where it was done by itself when the file was read: then there is nothing to take back.

use egui::Ui;

use super::problems::is_mending;
use crate::{
    domain::{ImageFacts, Loaded, PictureChange, SoundFacts, sound::part_of},
    state::{Command, FormChange, Place},
    ui::{
        scene::Scene,
        theme::{Tokens, Tone},
        widgets::{Icon, Press, banner, noted},
    },
};

/// Shows what was done to a picture.
pub(super) fn picture_changed_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<ImageFacts>) {
    let mut changes = loaded.changes().to_vec();
    // What the person asked for comes first.
    changes.sort_by_key(|change| !is_asked_for(change));
    let done: Vec<_> = changes.iter().map(|change| scene.texts.picture_change(change, &loaded.facts)).collect();
    let became = scene.texts.picture_became(loaded.given_facts(), &loaded.facts);
    changed_ui(ui, scene, Place::Portrait, loaded.edit() != Default::default(), &done, &became);
}

/// Whether a change is never made by itself.
fn is_asked_for(change: &PictureChange) -> bool {
    match change {
        PictureChange::Cropped(_)
        | PictureChange::Enlarged(..)
        | PictureChange::Recompressed(_)
        | PictureChange::Reduced(..) => true,
        PictureChange::Converted(_)
        | PictureChange::Turned
        | PictureChange::MetadataRemoved
        | PictureChange::OnWhite
        | PictureChange::PlainColours => false,
    }
}

/// Shows what was done to a sound. Of one that was split, its parts say so themselves.
pub(super) fn sound_changed_ui(ui: &mut Ui, scene: &mut Scene<'_>, loaded: &Loaded<SoundFacts>) {
    if part_of(loaded.changes()).is_some() {
        return;
    }
    let done: Vec<_> = loaded.changes().iter().map(|change| scene.texts.sound_change(change)).collect();
    let became = scene.texts.sound_became(loaded.given_facts(), &loaded.facts);
    changed_ui(ui, scene, Place::Voice, loaded.edit() != Default::default(), &done, &became);
}

/// `asked` is whether the person asked for it.
fn changed_ui(ui: &mut Ui, scene: &mut Scene<'_>, place: Place, asked: bool, done: &[String], became: &str) {
    let what = begun_large(&done.join(" · "));
    if !asked {
        if !what.is_empty() {
            let color = Tokens::of(ui).text2;
            noted(ui, Icon::Info, color, &[(&what, color)]);
        }
        return;
    }
    let last = scene.state.last_change() == Some(FormChange::Edited(place));
    let (key, command) = if last { ("toast-undo", Command::UndoForm) } else { ("mend-back", Command::Restore(place)) };
    let name = scene.text(key);
    let back = Press::new(&name).enabled(!is_mending(scene, place));
    let (what, more) = if what.is_empty() { (became, "") } else { (what.as_str(), became) };
    if banner(ui, Tone::Accent, what, more, &[back]).is_some() {
        scene.send(command);
    }
}

/// The same with a capital where the language has them.
fn begun_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
