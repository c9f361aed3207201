//! Making something else of the file in a place, so that it would be accepted.
//!
//! Not the making: services do that from the file as it was given, so that nothing is lost by doing it again. Invariant:
//! every change can be taken back, and what cannot be made leaves the form as it was.

use super::{FormChange, Job, Moment, NoticeKind, Place, State, compose, notices, peeking, undo};
use crate::domain::{Fix, PictureEdit, Slot, SoundEdit, Unreadable, picture, sound};

/// Mends one problem, as far as that can be done here.
pub(super) fn mend(state: &mut State, place: Place, fix: Fix, moment: Moment) -> Vec<Job> {
    let limits = &state.settings.limits;
    match place {
        Place::Portrait if fix == Fix::UseFile => peeking::use_file(state, moment),
        Place::Portrait => {
            let file = state.draft.portrait.file();
            let edit = file.and_then(|file| picture::mend(file.given_facts(), file.edit(), fix, limits));
            edit.map(|edit| edit_picture(state, edit, moment)).unwrap_or_default()
        }
        Place::Voice => {
            let file = state.draft.voice.file.file();
            let edit = file.and_then(|file| sound::mend(file.given_facts(), file.edit(), fix, limits));
            edit.map(|edit| edit_sound(state, edit, moment)).unwrap_or_default()
        }
    }
}

/// Makes this of the picture as it was given.
pub(super) fn edit_picture(state: &mut State, edit: PictureEdit, moment: Moment) -> Vec<Job> {
    let Slot::File(loaded) = &state.draft.portrait else { return vec![] };
    if loaded.edit() == edit {
        return vec![];
    }
    let loaded = loaded.clone();
    undo::remember(state, FormChange::Edited(Place::Portrait), moment);
    let source = loaded.given().into();
    state.draft.portrait = Slot::Mending(loaded);
    let job = compose::await_picture(state, source, edit);
    state.recheck();
    vec![job]
}

/// Makes this of the sound as it was given.
pub(super) fn edit_sound(state: &mut State, edit: SoundEdit, moment: Moment) -> Vec<Job> {
    let Slot::File(loaded) = &state.draft.voice.file else { return vec![] };
    if loaded.edit() == edit {
        return vec![];
    }
    let loaded = loaded.clone();
    // Leaving a part out makes nothing anew.
    if let Some(parts) = state.draft.voice.leaving_out(edit) {
        let mut parts = parts.into_iter();
        // The last part stays: a voice is taken away by emptying its place.
        let Some(first) = parts.next() else { return vec![] };
        undo::remember(state, FormChange::Edited(Place::Voice), moment);
        (state.draft.voice.file, state.draft.voice.more) = (Slot::File(Box::new(first)), parts.collect());
        state.recheck();
        return vec![];
    }
    undo::remember(state, FormChange::Edited(Place::Voice), moment);
    let source = loaded.given().into();
    state.draft.voice.file = Slot::Mending(loaded);
    let job = compose::await_sound(state, source, edit);
    state.recheck();
    vec![job]
}

/// Goes back to the file as it was given.
pub(super) fn restore(state: &mut State, place: Place, moment: Moment) -> Vec<Job> {
    match place {
        Place::Portrait => edit_picture(state, PictureEdit::default(), moment),
        Place::Voice => edit_sound(state, SoundEdit::default(), moment),
    }
}

/// When an answer says that something could not be made of a file: that is said, and there is nothing to take back.
pub(super) fn on_failure(state: &mut State, place: Place, why: Option<&Unreadable>, moment: Moment) -> Vec<Job> {
    let mending = match place {
        Place::Portrait => matches!(state.draft.portrait, Slot::Mending(_)),
        Place::Voice => matches!(state.draft.voice.file, Slot::Mending(_)),
    };
    match why {
        Some(why) if mending => {
            undo::forget_edit(state, place);
            notices::tell(state, NoticeKind::NotMended(place, why.clone()), moment)
        }
        _ => vec![],
    }
}

#[cfg(test)]
#[path = "mending_tests.rs"]
mod tests;
