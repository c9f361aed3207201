//! What is written down of a draft while it is being composed, so that it is there again after a crash.
//!
//! Not the draft itself: of a file it holds what the kept copy is found by, and nothing that was measured. A file that
//! could not be read is not kept.

use super::{Draft, InputId, Medium, Mode, PictureEdit, Slot, SoundEdit, Typed, VoiceWay};

/// A kept input and the name that it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptInput {
    /// What it is found by.
    pub id: InputId,
    /// The original's file name, for the person.
    pub name: String,
}

/// A draft as it is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptDraft {
    /// The picture as it was given, when it is a file.
    pub portrait: Option<KeptInput>,
    /// What is done to it.
    pub portrait_edit: PictureEdit,
    /// The picture's address, else blank.
    pub portrait_link: String,
    /// The sound file as it was given, also while the other way is in use.
    pub voice: Option<KeptInput>,
    /// What is done to it.
    pub voice_edit: SoundEdit,
    /// The way in use.
    pub voice_way: VoiceWay,
    /// The text to be spoken, and how; as if nothing was chosen while there is no text.
    pub voice_typed: Typed,
    /// An address or an id, as typed, also while the other way is in use.
    pub voice_link: String,
    /// As typed.
    pub direction: String,
    /// Quality.
    pub mode: Mode,
    /// As typed.
    pub title: String,
    /// As typed.
    pub callback_url: String,
    /// As typed.
    pub own_task_id: String,
}

impl KeptDraft {
    /// What there is to keep of a draft. Where a place is being read anew from a kept input, that input counts, and what is
    /// to be done to it.
    #[must_use]
    pub fn of(
        draft: &Draft,
        portrait_again: Option<(KeptInput, PictureEdit)>,
        voice_again: Option<(KeptInput, SoundEdit)>,
    ) -> Self {
        let portrait = input_of(&draft.portrait, portrait_again);
        let voice = input_of(&draft.voice.file, voice_again);
        Self {
            portrait_edit: portrait.as_ref().map(|(_, edit)| *edit).unwrap_or_default(),
            portrait: portrait.map(|(input, _)| input),
            portrait_link: if let Slot::Link(link) = &draft.portrait { link.clone() } else { String::new() },
            voice_edit: voice.as_ref().map(|(_, edit)| *edit).unwrap_or_default(),
            voice: voice.map(|(input, _)| input),
            voice_way: draft.voice.way,
            voice_typed: Some(&draft.voice.typed).filter(|typed| typed.chars() > 0).cloned().unwrap_or_default(),
            voice_link: draft.voice.link.clone(),
            direction: draft.direction.clone(),
            mode: draft.mode,
            title: draft.title.clone(),
            callback_url: draft.callback_url.clone(),
            own_task_id: draft.own_task_id.clone(),
        }
    }

    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The kept inputs that it needs.
    pub fn inputs(&self) -> impl Iterator<Item = InputId> {
        [&self.portrait, &self.voice].into_iter().flatten().map(|input| input.id)
    }
}

fn input_of<F: Medium>(slot: &Slot<F>, again: Option<(KeptInput, F::Edit)>) -> Option<(KeptInput, F::Edit)> {
    match slot {
        Slot::File(loaded) => Some((loaded.given(), loaded.edit())),
        Slot::Reading(_) | Slot::Mending(_) => again,
        Slot::Empty | Slot::Unreadable(..) | Slot::Link(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::domain::{ImageFacts, ImageFormat, Loaded, Unreadable};

    #[test]
    fn an_untouched_draft_leaves_nothing_to_keep_but_its_quality() {
        assert!(KeptDraft::of(&Draft::default(), None, None).is_empty());
        let better = Draft { mode: Mode::Professional, ..Draft::default() };
        assert!(!KeptDraft::of(&better, None, None).is_empty());
    }

    #[test]
    fn what_was_read_is_kept_and_what_could_not_be_read_is_not() {
        let facts = ImageFacts { format: ImageFormat::Png, width: 9, height: 9, bytes: 9, faces: None };
        let (id, name) = (InputId([7; 32]), "anna.png".to_owned());
        let loaded = Loaded { id, kept: PathBuf::from("anna"), name: name.clone(), facts, origin: None };
        let again = Some((KeptInput { id, name: name.clone() }, PictureEdit::default()));
        let table = [
            (Slot::Empty, None),
            (Slot::Reading(name.clone()), again.clone()),
            (Slot::Unreadable(name, Unreadable::Missing), None),
            (Slot::File(Box::new(loaded)), again.clone()),
        ];
        for (portrait, expected) in table {
            let kept = KeptDraft::of(&Draft { portrait, ..Draft::default() }, again.clone(), None);
            assert_eq!(kept.inputs().count(), expected.iter().count());
            assert_eq!(kept.portrait, expected.map(|(input, _)| input));
        }
        let link = Draft { portrait: Slot::Link("https://example.org/a".into()), ..Draft::default() };
        assert_eq!(KeptDraft::of(&link, again, None).portrait_link, "https://example.org/a");
    }
}
