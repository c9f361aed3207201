//! How the draft changes.
//!
//! Not the checks themselves (`domain::check`). Every function here leaves `State::report` that of the present draft.
//! Answers to reads that were superseded are ignored by their ticket.

use std::path::PathBuf;

use super::{Job, Place, Source, State, Ticket};
use crate::domain::{
    Draft, ImageFacts, Link, Loaded, PortraitInput, Slot, SoundFacts, SubmissionId, Unreadable, Voice, VoiceInput,
    VoiceWay, draft::DEFAULT_DIRECTION,
};

/// Changes the draft and checks it anew.
pub(super) fn edit(state: &mut State, change: impl FnOnce(&mut Draft)) -> Vec<Job> {
    change(&mut state.draft);
    state.recheck();
    vec![]
}

/// Begins to read a source into a place.
pub(super) fn put(state: &mut State, place: Place, source: Source) -> Vec<Job> {
    let name = name_of(&source, place);
    let job = match place {
        Place::Portrait => {
            state.portrait_ticket.0 += 1;
            state.draft.portrait = Slot::Reading(name);
            Job::ReadPortrait(state.portrait_ticket, source)
        }
        Place::Voice => {
            state.voice_ticket.0 += 1;
            state.draft.voice.way = VoiceWay::File;
            state.draft.voice.file = Slot::Reading(name);
            Job::ReadVoice(state.voice_ticket, source)
        }
    };
    state.recheck();
    vec![job]
}

fn name_of(source: &Source, place: Place) -> String {
    match (source, place) {
        (Source::Path(path), _) => {
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
        }
        (Source::Pixels(..), _) => "pasted.png".to_owned(),
        (Source::Sample, Place::Portrait) => "portrait.png".to_owned(),
        (Source::Sample, Place::Voice) => "voice.wav".to_owned(),
        (Source::Kept(_, name), _) => name.clone(),
    }
}

/// Takes a typed path or address.
pub(super) fn take_typed(state: &mut State, place: Place, text: &str) -> Vec<Job> {
    let text = text.trim();
    if text.is_empty() {
        return clear(state, place);
    }
    if Link::read(text).is_none() && !text.starts_with("data:") {
        return put(state, place, Source::Path(typed_path(text)));
    }
    match place {
        Place::Portrait => {
            state.portrait_ticket.0 += 1;
            state.draft.portrait = Slot::Link(text.to_owned());
        }
        Place::Voice => {
            state.draft.voice.way = VoiceWay::Link;
            text.clone_into(&mut state.draft.voice.link);
        }
    }
    state.recheck();
    vec![]
}

/// A path as people type and paste it: in quotes, or as a `file://` address.
fn typed_path(text: &str) -> PathBuf {
    let bare = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(text);
    match bare.strip_prefix("file://") {
        Some(rest) => PathBuf::from(percent_decoded(rest)),
        None => PathBuf::from(bare),
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Empties a place.
pub(super) fn clear(state: &mut State, place: Place) -> Vec<Job> {
    match place {
        Place::Portrait => {
            state.portrait_ticket.0 += 1;
            state.draft.portrait = Slot::Empty;
        }
        Place::Voice => {
            state.voice_ticket.0 += 1;
            state.draft.voice = Voice { way: state.draft.voice.way, ..Voice::default() };
        }
    }
    state.recheck();
    vec![]
}

/// Says where this draft's video should go.
pub(super) fn set_destination(state: &mut State, place: Option<PathBuf>) -> Vec<Job> {
    state.destination = place;
    vec![]
}

/// Empties the form for the next draft; the quality stays as it was.
pub(super) fn reset(state: &mut State) {
    state.portrait_ticket.0 += 1;
    state.voice_ticket.0 += 1;
    state.draft = Draft { mode: state.draft.mode, ..Draft::default() };
    state.destination = None;
    state.recheck();
}

/// Puts a past order back into the form.
pub(super) fn use_again(state: &mut State, id: SubmissionId) -> Vec<Job> {
    let Some(task) = state.tasks.get(id) else { return vec![] };
    let (order, title) = (task.order.clone(), task.title.clone());
    reset(state);
    state.draft.mode = order.mode;
    state.draft.title = title;
    state.draft.callback_url = order.callback_url.unwrap_or_default();
    if order.direction != DEFAULT_DIRECTION {
        state.draft.direction = order.direction;
    }
    let mut jobs = vec![];
    match order.portrait {
        PortraitInput::File { id, name, .. } => jobs.extend(put(state, Place::Portrait, Source::Kept(id, name))),
        PortraitInput::Link(link) => state.draft.portrait = Slot::Link(link.as_str().to_owned()),
    }
    match order.voice {
        VoiceInput::File { id, name, .. } => jobs.extend(put(state, Place::Voice, Source::Kept(id, name))),
        VoiceInput::Link(link) => {
            state.draft.voice = Voice { way: VoiceWay::Link, link: link.as_str().to_owned(), ..Voice::default() };
        }
        VoiceInput::AudioId(id) => {
            state.draft.voice = Voice { way: VoiceWay::Link, link: id, ..Voice::default() };
        }
    }
    state.recheck();
    jobs
}

/// Takes a picture that was read, unless a newer one was asked for.
pub(super) fn on_portrait_read(
    state: &mut State,
    ticket: Ticket,
    result: Result<Loaded<ImageFacts>, Unreadable>,
) -> Vec<Job> {
    if ticket == state.portrait_ticket {
        state.draft.portrait = filled(&state.draft.portrait, result);
        state.recheck();
    }
    vec![]
}

/// Takes a sound that was read, unless a newer one was asked for.
pub(super) fn on_voice_read(
    state: &mut State,
    ticket: Ticket,
    result: Result<Loaded<SoundFacts>, Unreadable>,
) -> Vec<Job> {
    if ticket == state.voice_ticket {
        state.draft.voice.file = filled(&state.draft.voice.file, result);
        state.recheck();
    }
    vec![]
}

fn filled<F>(slot: &Slot<F>, result: Result<Loaded<F>, Unreadable>) -> Slot<F> {
    match (result, slot) {
        (Ok(loaded), _) => Slot::File(Box::new(loaded)),
        (Err(why), Slot::Reading(name)) => Slot::Unreadable(name.clone(), why),
        (Err(why), _) => Slot::Unreadable(String::new(), why),
    }
}
