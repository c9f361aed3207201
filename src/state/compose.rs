//! How the draft changes.
//!
//! Not the checks themselves (`domain::check`). Every function here leaves `State::report` that of the present draft.
//! Answers to reads that were superseded are ignored by their ticket.

use std::path::PathBuf;

use super::{FormChange, Job, Moment, Place, Source, State, Ticket, mending, peeking, undo};
use crate::domain::{
    Damage, Draft, ImageFacts, Link, Loaded, Medium, Peek, PictureEdit, PortraitInput, Slot, SoundEdit, SoundFacts,
    SubmissionId, Unreadable, Voice, VoiceInput, VoiceWay, draft::DEFAULT_DIRECTION,
};

/// Changes the draft and checks it anew.
pub(super) fn edit(state: &mut State, change: impl FnOnce(&mut Draft)) -> Vec<Job> {
    let before = state.draft.clone();
    change(&mut state.draft);
    undo::after_edit(state, &before);
    state.recheck();
    vec![]
}

/// Begins to read a source into a place.
pub(super) fn put(state: &mut State, place: Place, source: Source, moment: Moment) -> Vec<Job> {
    undo::before_replacing(state, place, moment);
    if place == Place::Voice {
        let recorded = matches!(source, Source::Recorded(_));
        state.draft.voice.way = if recorded { VoiceWay::Record } else { VoiceWay::File };
    }
    let job = read(state, place, source);
    state.recheck();
    vec![job]
}

/// Reads a source into a place as it is; whatever was being read into it is not awaited any more.
pub(super) fn read(state: &mut State, place: Place, source: Source) -> Job {
    match place {
        Place::Portrait => read_picture(state, source, PictureEdit::default()),
        Place::Voice => read_sound(state, source, SoundEdit::default()),
    }
}

/// Reads a picture and makes of it what an edit says; whatever was being read is not awaited any more.
pub(super) fn read_picture(state: &mut State, source: Source, edit: PictureEdit) -> Job {
    state.draft.portrait = Slot::Reading(name_of(&source, Place::Portrait));
    await_picture(state, source, edit)
}

/// Reads a sound and makes of it what an edit says; whatever was being read is not awaited any more.
pub(super) fn read_sound(state: &mut State, source: Source, edit: SoundEdit) -> Job {
    state.draft.voice.file = Slot::Reading(name_of(&source, Place::Voice));
    state.draft.voice.more.clear();
    await_sound(state, source, edit)
}

/// The job that reads a picture, whose answer is awaited from now on.
pub(super) fn await_picture(state: &mut State, source: Source, edit: PictureEdit) -> Job {
    supersede(state, Place::Portrait);
    state.portrait_source = Some((source.clone(), edit));
    Job::ReadPortrait(state.portrait_ticket, source, edit)
}

/// The job that reads a sound, whose answer is awaited from now on.
pub(super) fn await_sound(state: &mut State, source: Source, edit: SoundEdit) -> Job {
    supersede(state, Place::Voice);
    state.voice_source = Some((source.clone(), edit));
    Job::ReadVoice(state.voice_ticket, source, edit)
}

/// Whatever is being read into a place is not awaited any more.
pub(super) fn supersede(state: &mut State, place: Place) {
    match place {
        Place::Portrait => {
            state.portrait_ticket.0 += 1;
            state.portrait_source = None;
            state.draft.portrait_peek = Peek::None;
        }
        Place::Voice => {
            state.voice_ticket.0 += 1;
            state.voice_source = None;
        }
    }
}

fn name_of(source: &Source, place: Place) -> String {
    match (source, place) {
        (Source::Path(path) | Source::Recorded(path), _) => {
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
        }
        (Source::Pixels(..), _) => "pasted.png".to_owned(),
        (Source::Sample, Place::Portrait) => "portrait.png".to_owned(),
        (Source::Sample, Place::Voice) => "voice.wav".to_owned(),
        (Source::Kept(_, name), _) => name.clone(),
    }
}

/// Takes a typed path or address.
pub(super) fn take_typed(state: &mut State, place: Place, text: &str, moment: Moment) -> Vec<Job> {
    let text = text.trim();
    if text.is_empty() {
        return clear(state, place, moment);
    }
    if Link::read(text).is_none() && !text.starts_with("data:") {
        return put(state, place, Source::Path(typed_path(text)), moment);
    }
    match place {
        Place::Portrait => {
            undo::before_replacing(state, place, moment);
            let jobs = peeking::put_link(state, text);
            state.recheck();
            jobs
        }
        Place::Voice => edit(state, |draft| {
            draft.voice.way = VoiceWay::Link;
            text.clone_into(&mut draft.voice.link);
        }),
    }
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
pub(super) fn clear(state: &mut State, place: Place, moment: Moment) -> Vec<Job> {
    undo::before_clearing(state, place, moment);
    supersede(state, place);
    match place {
        Place::Portrait => state.draft.portrait = Slot::Empty,
        Place::Voice => state.draft.voice = state.draft.voice.emptied(),
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
    supersede(state, Place::Portrait);
    supersede(state, Place::Voice);
    let voice = Voice { way: VoiceWay::default(), ..state.draft.voice.emptied() };
    state.draft = Draft { mode: state.draft.mode, voice, ..Draft::default() };
    state.destination = None;
    state.recheck();
}

/// Puts a past order back into the form.
pub(super) fn use_again(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    let Some(task) = state.tasks.get(id) else { return vec![] };
    let (order, title) = (task.order.clone(), task.title.clone());
    if state.draft.is_untouched() {
        undo::forget(state);
    } else {
        undo::remember(state, FormChange::UsedAgain, moment);
    }
    reset(state);
    state.draft.mode = order.mode;
    state.draft.title = title;
    state.draft.callback_url = order.callback_url.unwrap_or_default();
    if order.direction != DEFAULT_DIRECTION {
        state.draft.direction = order.direction;
    }
    let mut jobs = vec![];
    match order.portrait {
        PortraitInput::File { id, name, .. } => jobs.push(read(state, Place::Portrait, Source::Kept(id, name))),
        PortraitInput::Link(link) => jobs.extend(peeking::put_link(state, link.as_str())),
    }
    match order.voice {
        VoiceInput::File { id, name, .. } => jobs.push(read(state, Place::Voice, Source::Kept(id, name))),
        VoiceInput::Link(link) => {
            let typed = state.draft.voice.typed.clone();
            let link = link.as_str().to_owned();
            state.draft.voice = Voice { way: VoiceWay::Link, typed, link, ..Voice::default() };
        }
        VoiceInput::AudioId(id, _) => {
            // Where its words are known they come back, and with them its length and its end.
            let spoken =
                state.speeches.iter().find(|speech| speech.spoken().is_some_and(|spoken| spoken.audio_id == id));
            let (way, typed, link) = match spoken {
                Some(speech) => (VoiceWay::Type, speech.wording.typed().clone(), String::new()),
                None => (VoiceWay::Link, state.draft.voice.typed.clone(), id),
            };
            state.draft.voice = Voice { way, typed, link, ..Voice::default() };
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
    moment: Moment,
) -> Vec<Job> {
    if ticket != state.portrait_ticket {
        return vec![];
    }
    state.portrait_source = None;
    state.draft.portrait_peek = Peek::None;
    let jobs = mending::on_failure(state, Place::Portrait, result.as_ref().err(), moment);
    state.draft.portrait = filled(std::mem::take(&mut state.draft.portrait), result);
    state.recheck();
    jobs
}

/// Takes a sound that was read, unless a newer one was asked for.
pub(super) fn on_voice_read(
    state: &mut State,
    ticket: Ticket,
    result: Result<Vec<Loaded<SoundFacts>>, Unreadable>,
    moment: Moment,
) -> Vec<Job> {
    if ticket != state.voice_ticket {
        return vec![];
    }
    state.voice_source = None;
    let jobs = mending::on_failure(state, Place::Voice, result.as_ref().err(), moment);
    let result = result.and_then(|sounds| {
        let mut sounds = sounds.into_iter();
        let first = sounds.next().ok_or(Unreadable::Damaged(Damage::NoSound))?;
        state.draft.voice.more = sounds.collect();
        Ok(first)
    });
    state.draft.voice.file = filled(std::mem::take(&mut state.draft.voice.file), result);
    state.recheck();
    jobs
}

/// What a slot holds after an answer: what could not be made of a file leaves the file as it was.
fn filled<F: Medium>(slot: Slot<F>, result: Result<Loaded<F>, Unreadable>) -> Slot<F> {
    match (result, slot) {
        (Ok(loaded), _) => Slot::File(Box::new(loaded)),
        (Err(_), Slot::Mending(loaded)) => Slot::File(loaded),
        (Err(why), Slot::Reading(name)) => Slot::Unreadable(name, why),
        (Err(why), _) => Slot::Unreadable(String::new(), why),
    }
}
