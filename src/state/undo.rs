//! Taking back the last thing that was done to the form.
//!
//! Only what loses something can be taken back: emptying a place, putting another file in it, using an order again over
//! what was there. What was sent is never taken back. Invariant: a notice with an offer to take back is there only while
//! that can be done, and there is at most one.

use std::time::Duration;

use jiff::Timestamp;

use super::{Job, Moment, NoticeKind, Place, Source, State, compose, notices, peeking};
use crate::domain::{Draft, Medium, Peek, PictureEdit, Slot, SoundEdit};

/// Files that are dropped together arrive one after the other, within this time; they are taken back together.
const TOGETHER: Duration = Duration::from_secs(2);

/// What was done to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormChange {
    /// A place was emptied.
    Cleared(Place),
    /// Something else was put into a place.
    Replaced(Place),
    /// Something else was put into both places at once.
    ReplacedBoth,
    /// Something else was made of the file in a place.
    Edited(Place),
    /// A past order was put over the whole form.
    UsedAgain,
}

impl FormChange {
    fn covers(self, place: Place) -> bool {
        match self {
            Self::Cleared(one) | Self::Replaced(one) | Self::Edited(one) => one == place,
            Self::ReplacedBoth | Self::UsedAgain => true,
        }
    }

    /// Both changes as one, when they are parts of the same.
    fn with(self, later: Self) -> Option<Self> {
        match (self, later) {
            (Self::Replaced(one), Self::Replaced(other)) if one == other => Some(self),
            (Self::Replaced(_) | Self::ReplacedBoth, Self::Replaced(_)) => Some(Self::ReplacedBoth),
            _ => None,
        }
    }
}

/// The form before it was changed.
#[derive(Debug)]
pub(super) struct Undo {
    pub(super) change: FormChange,
    at: Timestamp,
    pub(super) draft: Draft,
    portrait_source: Option<(Source, PictureEdit)>,
    voice_source: Option<(Source, SoundEdit)>,
}

/// Remembers the form as it is before this change, and offers to bring it back.
pub(super) fn remember(state: &mut State, change: FormChange, moment: Moment) {
    let last = state.undo.take();
    let together = last.and_then(|last| {
        let age = Duration::try_from(moment.now.duration_since(last.at)).ok()?;
        let change = last.change.with(change).filter(|_| age <= TOGETHER)?;
        Some(Undo { change, ..last })
    });
    let undo = together.unwrap_or_else(|| Undo {
        change,
        at: moment.now,
        draft: state.draft.clone(),
        portrait_source: state.portrait_source.clone(),
        voice_source: state.voice_source.clone(),
    });
    withdraw(state);
    notices::tell(state, NoticeKind::FormChanged(undo.change), moment);
    state.undo = Some(undo);
}

/// Before something is put into a place: remembers what is there.
pub(super) fn before_replacing(state: &mut State, place: Place, moment: Moment) {
    let loses = match place {
        Place::Portrait => holds(&state.draft.portrait),
        Place::Voice => holds(&state.draft.voice.file),
    };
    if loses {
        remember(state, FormChange::Replaced(place), moment);
    } else {
        // What is being put there is newer than what could be brought back there.
        forget_if(state, |change| change.covers(place));
    }
}

/// Before a place is emptied: remembers what is there.
pub(super) fn before_clearing(state: &mut State, place: Place, moment: Moment) {
    let loses = match place {
        Place::Portrait => holds(&state.draft.portrait),
        Place::Voice => {
            let voice = &state.draft.voice;
            holds(&voice.file) || !voice.link.trim().is_empty() || voice.typed.chars() > 0
        }
    };
    if loses {
        remember(state, FormChange::Cleared(place), moment);
    }
}

/// Whether a place has something that would be missed. What could not be read would not.
fn holds<F: Medium>(slot: &Slot<F>) -> bool {
    matches!(slot, Slot::Reading(_) | Slot::File(_) | Slot::Mending(_) | Slot::Link(_))
}

/// After words or the quality were changed: bringing back the whole form, or the voice, would now lose what was written.
pub(super) fn after_edit(state: &mut State, before: &Draft) {
    if state.draft == *before {
        return;
    }
    let words = |draft: &Draft| (draft.voice.link.clone(), draft.voice.typed.text.clone());
    let link = words(&state.draft) != words(before);
    forget_if(state, |change| change == FormChange::UsedAgain || (link && change.covers(Place::Voice)));
}

fn forget_if(state: &mut State, wrong: impl FnOnce(FormChange) -> bool) {
    if state.undo.as_ref().is_some_and(|undo| wrong(undo.change)) {
        forget(state);
    }
}

/// What was to be made of the file in a place was not made: there is nothing to take back.
pub(super) fn forget_edit(state: &mut State, place: Place) {
    forget_if(state, |change| change == FormChange::Edited(place));
}

/// Forgets the form as it was.
pub(super) fn forget(state: &mut State) {
    state.undo = None;
    withdraw(state);
}

fn withdraw(state: &mut State) {
    state.notices.retain(|notice| !matches!(notice.kind, NoticeKind::FormChanged(_)));
}

/// Brings the form back as it was. What was being read then is read again.
pub(super) fn undo(state: &mut State) -> Vec<Job> {
    let Some(undo) = state.undo.take() else { return vec![] };
    withdraw(state);
    if undo.change == FormChange::UsedAgain {
        let Draft { portrait, voice, .. } = std::mem::take(&mut state.draft);
        state.draft = Draft { portrait, voice, ..undo.draft.clone() };
    }
    let mut jobs = vec![];
    if undo.change.covers(Place::Portrait) {
        compose::supersede(state, Place::Portrait);
        state.draft.portrait = undo.draft.portrait.settled();
        match undo.draft.portrait_peek {
            Peek::Fetching => jobs.extend(peeking::look(state)),
            peek => state.draft.portrait_peek = peek,
        }
        if let (Slot::Reading(_), Some((source, edit))) = (&state.draft.portrait, undo.portrait_source) {
            jobs.push(compose::read_picture(state, source, edit));
        }
    }
    if undo.change.covers(Place::Voice) {
        compose::supersede(state, Place::Voice);
        state.draft.voice = undo.draft.voice;
        state.draft.voice.file = std::mem::take(&mut state.draft.voice.file).settled();
        if let (Slot::Reading(_), Some((source, edit))) = (&state.draft.voice.file, undo.voice_source) {
            jobs.push(compose::read_sound(state, source, edit));
        }
    }
    state.recheck();
    jobs
}
