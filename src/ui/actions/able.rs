//! When an action can be run, and the reason when it cannot.
//!
//! Reads the state alone. A reason is the key of a sentence.

use super::Able;
use crate::{
    domain::{Door, KeyHome, KeyStatus, Slot, Stage, SubmissionId, Task, VoiceWay},
    state::{Connection, LibraryStatus, PracticeStatus, State},
};

fn when(holds: bool, why_not: &'static str) -> Able {
    if holds { Ok(()) } else { Err(why_not) }
}

pub(super) fn always(_: &State) -> Able {
    Ok(())
}

pub(super) fn create(state: &State) -> Able {
    if state.can_create() {
        return Ok(());
    }
    let (portrait, voice) = (has_portrait(state).is_err(), has_voice(state).is_err());
    Err(match (&state.library, &state.practice) {
        (LibraryStatus::Trouble(_), _) => "create-no-library",
        _ if state.door() == Some(Door::Live) && state.unasked_base_url().is_some() => "key-host-not-allowed",
        (_, PracticeStatus::Trouble(_)) if state.door() == Some(Door::Practice) => "create-no-practice",
        _ if portrait && voice => "add-both",
        _ if portrait => "add-portrait",
        _ if voice => "add-voice",
        _ => "add-mend",
    })
}

pub(super) fn has_portrait(state: &State) -> Able {
    when(!matches!(state.draft.portrait, Slot::Empty), "found-portrait-missing")
}

pub(super) fn can_crop(state: &State) -> Able {
    when(matches!(state.draft.portrait, Slot::File(_)), "crop-nothing")
}

pub(super) fn undo(state: &State) -> Able {
    when(state.can_undo(), "action-nothing-to-undo")
}

pub(super) fn no_portrait(state: &State) -> Able {
    when(matches!(state.draft.portrait, Slot::Empty), "action-remove-first")
}

pub(super) fn has_voice(state: &State) -> Able {
    let voice = &state.draft.voice;
    let by_file = matches!(voice.way, VoiceWay::File | VoiceWay::Record);
    let file = by_file && !matches!(voice.file, Slot::Empty);
    let text = voice.way == VoiceWay::Type && voice.typed.chars() > 0;
    when(file || text || (voice.way == VoiceWay::Link && !voice.link.is_empty()), "found-voice-missing")
}

pub(super) fn can_play(state: &State) -> Able {
    when(state.playable().is_some(), "action-no-sound")?;
    when(!state.sound.recorder.is_busy(), "action-records")
}

pub(super) fn no_voice(state: &State) -> Able {
    let voice = &state.draft.voice;
    when(matches!(voice.file, Slot::Empty) && voice.link.is_empty(), "action-remove-first")
}

pub(super) fn has_tasks(state: &State) -> Able {
    when(!state.tasks.is_empty(), "action-no-tasks")
}

pub(super) fn has_trouble(state: &State) -> Able {
    when(state.tasks.iter().any(|task| task.details().is_some()), "action-no-trouble")
}

/// The tasks that wait, those that are held or those that are not.
pub(super) fn waiting(state: &State, held: bool) -> Vec<SubmissionId> {
    let is = |task: &&Task| matches!(task.stage, Stage::Waiting(_)) && task.standing.held == held;
    state.tasks.iter().filter(is).map(|task| task.id).collect()
}

pub(super) fn has_waiting(state: &State) -> Able {
    when(!waiting(state, false).is_empty(), "action-nothing-waits")
}

pub(super) fn has_held(state: &State) -> Able {
    when(!waiting(state, true).is_empty(), "action-nothing-held")
}

pub(super) fn is_paused(state: &State) -> Able {
    when(state.pause.is_some(), "action-not-paused")
}

pub(super) fn misses_videos(state: &State) -> Able {
    when(state.tasks.iter().any(Task::can_fetch_again), "action-none-missing")
}

pub(super) fn knows_places(state: &State) -> Able {
    when(!state.places.library.as_os_str().is_empty(), "top-opening")
}

pub(super) fn has_notice(state: &State) -> Able {
    when(!state.notices.is_empty(), "action-no-notice")
}

pub(super) fn has_own_folder(state: &State) -> Able {
    when(state.settings.download_folder.is_some(), "action-is-so")
}

pub(super) fn can_test(state: &State) -> Able {
    when(matches!(state.key, KeyStatus::Present(..)), "connection-no-key")?;
    when(state.unasked_base_url().is_none(), "key-host-not-allowed")?;
    when(state.connection != Connection::Testing, "connection-testing")
}

pub(super) fn can_remove_key(state: &State) -> Able {
    match &state.key {
        KeyStatus::Present(KeyHome::Environment, _) => Err("key-kept-environment"),
        KeyStatus::Present(..) => Ok(()),
        _ => Err("connection-no-key"),
    }
}

/// Whether practice is a choice: there is a key, and this run was not asked to practise.
fn practice_is_a_choice(state: &State) -> Able {
    when(matches!(state.key, KeyStatus::Present(..)), "connection-no-key")?;
    when(!state.session.practice, "action-session-practises")
}

pub(super) fn can_practise(state: &State) -> Able {
    practice_is_a_choice(state)?;
    when(!state.settings.practice, "action-is-so")
}

pub(super) fn can_stop_practising(state: &State) -> Able {
    practice_is_a_choice(state)?;
    when(state.settings.practice, "action-is-so")
}

pub(super) fn can_grow(state: &State) -> Able {
    when(state.settings.scale.larger() != state.settings.scale, "action-largest")
}

pub(super) fn can_shrink(state: &State) -> Able {
    when(state.settings.scale.smaller() != state.settings.scale, "action-smallest")
}
