//! Having a text spoken: what is asked, what is reported, and how the state changes by it.
//!
//! Not the rules of one speech (`domain::speech`), nor the list of them (`speeches`). Invariants: one approval makes at most
//! one `SpeechJob::Speak`; words that are on their way or whose answer was lost are not sent by pressing again, and what is
//! made is not paid for twice; a speech has at most one job outstanding.

use std::time::Duration;

use super::{Job, Moment, NoticeKind, State, compose, notices, queue, settings, sound};
use crate::domain::{
    AskFault, Door, KeptSound, Settings, Speech, SpeechAnswer, SpeechApproval, SpeechAwaiting, SpeechChoice,
    SpeechFault, SpeechOutcome, SpeechStage, SpeechSubmission, Speed, SubmissionId, TaskId, Tongue, Typed, VoiceWay,
    Wording, polling, voices,
};

/// What a person asks.
#[derive(Clone, Debug, PartialEq)]
pub enum SpeechCommand {
    /// Takes the text that is to be spoken.
    SetText(String),
    /// Takes text, voice, language and speed together, for this once: the choice is not kept.
    Type(Typed),
    /// Speaks with this voice, by the provider's id, from now on.
    ChooseVoice(String),
    /// Speaks this language from now on, with a voice that does when the chosen one does not.
    ChooseTongue(Tongue),
    /// Speaks at this speed from now on.
    SetSpeed(Speed),
    /// Lists a voice first, or no more.
    ToggleFavourite(String),
    /// Approves the typed words at the price shown: at most one paid request follows. Does nothing while they cannot be
    /// spoken, are spoken already, are on their way, or were sent and their answer was lost.
    Speak,
    /// Approves the words of a lost one once more, as the person chose after being told that both may be billed: at most one
    /// more paid request follows, under an id of its own, and the lost one is given up.
    SpeakAgain(SubmissionId),
    /// Puts the words of a spoken text into the form: what is made is used without paying.
    Reuse(SubmissionId),
    /// Does not show a made voice any more, nor use it. Nothing is deleted at the provider.
    Forget(SubmissionId),
    /// Asks at once for one that is being made, or fetches the sound of a made one. Nothing is sent that is billed.
    LookNow(SubmissionId),
    /// Takes up what is being made, and fetches the sounds that are not here. The window does so by itself at the start.
    TakeUp,
}

/// What the world reports.
#[derive(Debug, PartialEq)]
pub enum SpeechEvent {
    /// It is in the ledger and is being sent; the lost one in whose place it is sent is given up there.
    Begun(SubmissionId),
    /// What came of the paid request. The ledger has it already.
    Answered(SubmissionId, SpeechOutcome),
    /// What came of asking for one that is being made, or for the sound of a made one.
    Asked(SubmissionId, Result<SpeechAnswer, AskFault>),
    /// What came of fetching a sound.
    Fetched(SubmissionId, Result<KeptSound, SpeechFault>),
}

/// What services are asked to do.
#[derive(Debug, PartialEq)]
pub enum SpeechJob {
    /// Writes the speech to the ledger, flushes it, then sends the one paid request. `Begun`, `Answered`.
    Speak(SpeechSubmission),
    /// Waits, then asks for a spoken text, which is free. `Asked`.
    Ask(SubmissionId, Door, TaskId, Duration),
    /// Fetches a sound, decodes it and keeps it; how long it should be, where that is known. `Fetched`.
    Fetch(SubmissionId, String, Option<Duration>),
    /// Writes a change of a speech to the ledger. `NotSaved` when that fails, else nothing.
    Save(Box<Speech>),
}

pub(super) fn on_command(state: &mut State, command: SpeechCommand, moment: Moment) -> Vec<Job> {
    match command {
        SpeechCommand::SetText(text) => compose::edit(state, |draft| draft.voice.typed.text = text),
        SpeechCommand::Type(typed) => compose::edit(state, |draft| draft.voice.typed = typed),
        SpeechCommand::ChooseVoice(voice) => choose(state, |typed| typed.voice = voice),
        SpeechCommand::ChooseTongue(tongue) => choose(state, |typed| speak_tongue(typed, tongue)),
        SpeechCommand::SetSpeed(speed) => choose(state, |typed| typed.speed = speed),
        SpeechCommand::ToggleFavourite(voice) => toggle_favourite(state, voice),
        SpeechCommand::Speak => speak(state, moment),
        SpeechCommand::SpeakAgain(id) => speak_again(state, id, moment),
        SpeechCommand::Reuse(id) => reuse(state, id),
        SpeechCommand::Forget(id) => forget(state, id),
        SpeechCommand::LookNow(id) => look_now(state, id),
        SpeechCommand::TakeUp => take_up(state),
    }
}

pub(super) fn on_event(state: &mut State, event: SpeechEvent, moment: Moment) -> Vec<Job> {
    match event {
        SpeechEvent::Begun(id) => on_begun(state, id),
        SpeechEvent::Answered(id, outcome) => on_answered(state, id, outcome, moment),
        SpeechEvent::Asked(id, result) => on_asked(state, id, result, moment),
        SpeechEvent::Fetched(id, result) => on_fetched(state, id, result, moment),
    }
}

/// After every input: the draft knows how its words can be used, where they are spoken already.
pub(super) fn follow(state: &mut State, moment: Moment) {
    let typed = state.draft.voice.way == VoiceWay::Type;
    let found = typed.then(|| state.spoken_as_typed(moment.now)).flatten();
    let spoken = found.and_then(|speech| speech.usable(moment.now));
    if spoken != state.draft.voice.spoken {
        state.draft.voice.spoken = spoken;
        state.recheck();
    }
}

/// Changes the choice of voice, language or speed, and keeps it for the next text.
fn choose(state: &mut State, change: impl FnOnce(&mut Typed)) -> Vec<Job> {
    let mut jobs = compose::edit(state, |draft| change(&mut draft.voice.typed));
    let last = state.draft.voice.typed.without_text();
    let speech = Box::new(SpeechChoice { last, ..(*state.settings.speech).clone() });
    jobs.extend(settings::set(state, Settings { speech, ..state.settings.clone() }));
    jobs
}

fn speak_tongue(typed: &mut Typed, tongue: Tongue) {
    typed.tongue = tongue;
    let speaks = voices::voice(&typed.voice).is_none_or(|voice| voice.name(tongue).is_some());
    if let (false, Some((voice, _))) = (speaks, voices::speaking(tongue).next()) {
        voice.id.clone_into(&mut typed.voice);
    }
}

fn toggle_favourite(state: &mut State, voice: String) -> Vec<Job> {
    let mut speech = state.settings.speech.clone();
    if !speech.favourites.remove(&voice) {
        speech.favourites.insert(voice);
    }
    settings::set(state, Settings { speech, ..state.settings.clone() })
}

/// Approves the typed words: the one place where a speech begins, but for `speak_again`.
fn speak(state: &mut State, moment: Moment) -> Vec<Job> {
    let wording = Wording::of(&state.draft.voice.typed, &state.settings.limits);
    match (wording, state.can_speak(moment.now)) {
        (Some(wording), true) => approve(state, wording, None, moment),
        _ => vec![],
    }
}

fn speak_again(state: &mut State, id: SubmissionId, moment: Moment) -> Vec<Job> {
    let Some(lost) = state.speeches.get(id).filter(|_| state.can_speak_again(id)) else { return vec![] };
    let wording = lost.wording.clone();
    approve(state, wording, Some(id), moment)
}

fn approve(state: &mut State, wording: Wording, instead_of: Option<SubmissionId>, moment: Moment) -> Vec<Job> {
    let id = SubmissionId(moment.fresh);
    let (Some(door), None) = (state.door(), state.speeches.get(id)) else { return vec![] };
    let price = state.settings.rates.speech;
    let approval = SpeechApproval { id, at: moment.now, door, price, instead_of };
    let (mut speech, submission) = Speech::approve(wording, approval);
    speech.watch.awaiting = Some(SpeechAwaiting::Outcome);
    speech.watch.instead_of = instead_of;
    state.speeches.add(speech);
    state.sound.player.awaited = (!state.session.quiet).then_some(id);
    vec![Job::Speech(SpeechJob::Speak(submission))]
}

/// Takes that a speech is in the ledger: the lost one in whose place it is sent is given up.
fn on_begun(state: &mut State, id: SubmissionId) -> Vec<Job> {
    let lost = state.speeches.get(id).and_then(|speech| speech.watch.instead_of);
    if let Some(speech) = lost.and_then(|lost| state.speeches.get_mut(lost)) {
        speech.dismiss();
    }
    withdraw(state, lost);
    vec![]
}

/// What was said of lost ones is over.
fn withdraw(state: &mut State, lost: Option<SubmissionId>) {
    state.notices.retain(|notice| !matches!(notice.kind, NoticeKind::NotHeard(id) if Some(id) == lost));
}

/// Takes what came of the one paid request.
fn on_answered(state: &mut State, id: SubmissionId, outcome: SpeechOutcome, moment: Moment) -> Vec<Job> {
    let Some(speech) = state.speeches.awaiting(id, SpeechAwaiting::Outcome) else { return vec![] };
    let url = if let SpeechOutcome::Taken(answer) = &outcome { answer.url.clone() } else { None };
    if !speech.settle(outcome) {
        return vec![];
    }
    let door = speech.door;
    match speech.stage.clone() {
        SpeechStage::Refused(refusal) => {
            queue::pause_for(state, door, &refusal, moment);
            vec![]
        }
        SpeechStage::Unknown(_) => notices::tell(state, NoticeKind::NotHeard(id), moment),
        _ => go_on(speech, url, moment),
    }
}

/// The next job of one that the provider has: ask for it, or fetch its sound.
fn go_on(speech: &mut Speech, url: Option<String>, moment: Moment) -> Vec<Job> {
    match (&speech.stage, url) {
        (SpeechStage::Making(..), _) => {
            let age = Duration::try_from(moment.now.duration_since(speech.created_at)).unwrap_or_default();
            ask(speech, polling::until_next_ask(speech.door, age, speech.watch.asks, None))
        }
        (SpeechStage::Made(spoken), Some(url)) => {
            let said = spoken.said_length;
            speech.watch.awaiting = Some(SpeechAwaiting::Sound);
            vec![Job::Speech(SpeechJob::Fetch(speech.id, url, said))]
        }
        _ => vec![],
    }
}

fn ask(speech: &mut Speech, wait: Duration) -> Vec<Job> {
    let Some(task_id) = speech.stage.task_id().cloned() else { return vec![] };
    speech.watch.awaiting = Some(SpeechAwaiting::Answer);
    vec![Job::Speech(SpeechJob::Ask(speech.id, speech.door, task_id, wait))]
}

/// Takes the answer to an ask. Nothing but the provider's own word ends one that is being made.
fn on_asked(state: &mut State, id: SubmissionId, result: Result<SpeechAnswer, AskFault>, moment: Moment) -> Vec<Job> {
    let Some(speech) = state.speeches.awaiting(id, SpeechAwaiting::Answer) else { return vec![] };
    speech.watch.asks = speech.watch.asks.saturating_add(1);
    match result {
        Ok(answer) => {
            speech.watch.ask_fault = None;
            let changed = speech.hear(&answer);
            let mut jobs = if changed { save(speech) } else { vec![] };
            jobs.extend(go_on(speech, answer.url, moment));
            jobs
        }
        Err(fault) => {
            let wait = if let AskFault::Busy(wait) = &fault { *wait } else { None };
            speech.watch.ask_fault = Some(fault);
            match speech.stage {
                SpeechStage::Making(..) => {
                    ask(speech, polling::until_next_ask(speech.door, polling::SLOWEST, u32::MAX, wait))
                }
                // A made voice can be used without its sound: the person may try again.
                _ => vec![],
            }
        }
    }
}

/// Takes what came of fetching a sound, and plays it when it was just asked for and is still what is typed. The voice is as
/// good without it, as long as its id lives.
fn on_fetched(state: &mut State, id: SubmissionId, result: Result<KeptSound, SpeechFault>, moment: Moment) -> Vec<Job> {
    let mut jobs = take_sound(state, id, result);
    let awaited = state.sound.player.awaited == Some(id);
    if awaited && state.speech_as_typed().is_some_and(|speech| speech.id == id) {
        state.sound.player.awaited = None;
        jobs.extend(sound::play(state, moment));
    }
    jobs
}

fn take_sound(state: &mut State, id: SubmissionId, result: Result<KeptSound, SpeechFault>) -> Vec<Job> {
    let Some(speech) = state.speeches.awaiting(id, SpeechAwaiting::Sound) else { return vec![] };
    let SpeechStage::Made(spoken) = &mut speech.stage else { return vec![] };
    match result {
        Ok(sound) => {
            spoken.sound = Some(sound);
            speech.watch.sound_fault = None;
            save(speech)
        }
        Err(fault) => {
            speech.watch.sound_fault = Some(fault);
            vec![]
        }
    }
}

fn save(speech: &Speech) -> Vec<Job> {
    vec![Job::Speech(SpeechJob::Save(Box::new(speech.clone())))]
}

fn reuse(state: &mut State, id: SubmissionId) -> Vec<Job> {
    let Some(speech) = state.speeches.get(id) else { return vec![] };
    let typed = speech.wording.typed().clone();
    compose::edit(state, |draft| {
        draft.voice.way = VoiceWay::Type;
        draft.voice.typed = typed;
    })
}

fn forget(state: &mut State, id: SubmissionId) -> Vec<Job> {
    let Some(speech) = state.speeches.get_mut(id).filter(|speech| speech.spoken().is_some()) else { return vec![] };
    speech.forgotten = true;
    save(speech)
}

fn look_now(state: &mut State, id: SubmissionId) -> Vec<Job> {
    let Some(speech) = state.speeches.get_mut(id) else { return vec![] };
    match (&speech.stage, speech.watch.awaiting) {
        (SpeechStage::Making(..), Some(SpeechAwaiting::Answer)) => vec![Job::Hurry(id)],
        (SpeechStage::Making(..), None) => ask(speech, Duration::ZERO),
        (SpeechStage::Made(spoken), None) if spoken.sound.is_none() => {
            speech.watch.sound_fault = None;
            ask(speech, Duration::ZERO)
        }
        _ => vec![],
    }
}

fn take_up(state: &mut State) -> Vec<Job> {
    let wanting = |speech: &&Speech| match &speech.stage {
        SpeechStage::Making(..) => true,
        SpeechStage::Made(spoken) => spoken.sound.is_none() && !speech.forgotten,
        _ => false,
    };
    let ids: Vec<SubmissionId> = state.speeches.iter().filter(wanting).map(|speech| speech.id).collect();
    ids.into_iter().flat_map(|id| look_now(state, id)).collect()
}

#[cfg(test)]
#[path = "speech_lives.rs"]
mod lives;
#[cfg(test)]
#[path = "speech_tests.rs"]
mod tests;
