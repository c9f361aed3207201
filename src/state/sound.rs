//! Playing and recording: what is asked, what is reported, and how the state changes by it.
//!
//! Not the playing and not the recording themselves: services do that. Invariants: what is played is the voice of the form
//! as it would be sent, and stops when that changes; nothing is played while something is recorded; every recording that
//! is begun ends with a file or a reason, and none is lost by leaving it.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

mod player;
mod recorder;

pub use player::Player;
pub use recorder::{Recorder, Take};

use super::{Job, Moment, NoticeKind, Place, Source, State, Ticket, compose, notices};
use crate::domain::{InputId, Loaded, Microphone, Slot, SoundFacts, SoundFault, VoiceWay};

/// What is played and recorded.
#[derive(Debug, Default)]
pub struct Sound {
    /// The voice, while it is listened to.
    pub player: Player,
    /// The recording that is made, and what it can be made with.
    pub recorder: Recorder,
}

/// What a person asks.
#[derive(Clone, Debug, PartialEq)]
pub enum SoundCommand {
    /// Plays the voice from where it stands; from its start when it stands at its end.
    Play,
    /// Stops playing and stays where it is.
    Pause,
    /// Goes to a place, counted from the start of the voice as it would be sent, and plays on from there if it played.
    Seek(Duration),
    /// Looks for devices to record from.
    LookForMicrophones,
    /// Records from this device from now on; from the system's own choice when none is named.
    UseMicrophone(Option<String>),
    /// Begins a recording, after a count from three.
    Record,
    /// Ends the recording and puts it in the place of the voice, where it can be taken back. While it is still being counted
    /// down, there will be none.
    EndRecording,
}

/// What the world reports.
#[derive(Debug, PartialEq)]
pub enum SoundEvent {
    /// This place of the sound was heard at this time. It may be left out when the window is behind.
    Heard(Ticket, Duration, Timestamp),
    /// The sound was heard to its end, or why not.
    Stopped(Ticket, Result<(), SoundFault>),
    /// What can be recorded from, the system's choice first.
    Microphones(Result<Vec<Microphone>, SoundFault>),
    /// How loud it is, 0 to 255 of full scale; and how much is recorded, once recording has begun. It may be left out.
    Level(Ticket, u8, Option<Duration>),
    /// The recording ended: its file, if anything was recorded, and why it ended when nobody asked for it.
    Recorded(Ticket, Option<PathBuf>, Option<SoundFault>),
    /// Recordings that were not finished, the newest first.
    Found(Vec<PathBuf>),
}

/// What services are asked to do.
#[derive(Debug, PartialEq)]
pub enum SoundJob {
    /// Plays this kept sound from this place to its end; whatever is being played stops at once. `Heard`, `Stopped`.
    Play(Ticket, InputId, Duration),
    /// Stops playing. Nothing is reported.
    StopPlaying,
    /// Looks for devices to record from. `Microphones`.
    LookForMicrophones,
    /// Waits, then records. `Level`, `Recorded`.
    Record(Ticket, Recording),
    /// Ends the recording that is being made. Its own `Recorded` answers.
    EndRecording,
    /// Looks for recordings that a crash left unfinished. `Found`, unless there are none.
    FindRecordings,
}

/// How a recording is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// What to record from; `None` for the system's choice.
    pub microphone: Option<String>,
    /// It begins after this long; until then only the level is reported.
    pub after: Duration,
    /// It ends by itself when it is this long.
    pub longest: Duration,
}

impl State {
    /// The sound that would be sent, if it is a file that was read.
    #[must_use]
    pub fn audible(&self) -> Option<&Loaded<SoundFacts>> {
        let voice = &self.draft.voice;
        voice.file.file().filter(|_| matches!(voice.way, VoiceWay::File | VoiceWay::Record))
    }

    /// The kept sound that can be heard, and how long it is: that of a file, or that of the typed words where they are
    /// spoken.
    #[must_use]
    pub fn playable(&self) -> Option<(InputId, Duration)> {
        let file = || self.audible().map(|voice| (voice.id, voice.facts.length));
        let spoken = || self.sound_as_typed().map(|sound| (sound.id, sound.length));
        if self.draft.voice.way == VoiceWay::Type { spoken() } else { file() }
    }

    /// Where the voice stands at this time, counted from its start as it would be sent.
    #[must_use]
    pub fn position(&self, now: Timestamp) -> Duration {
        let length = self.playable().map(|(_, length)| length).unwrap_or_default();
        self.sound.player.position(now).min(length)
    }
}

/// Plays what can be heard, unless it plays or something is being recorded.
pub(super) fn play(state: &mut State, moment: Moment) -> Vec<Job> {
    player::play(state, moment.now)
}

pub(super) fn on_command(state: &mut State, command: SoundCommand, moment: Moment) -> Vec<Job> {
    match command {
        SoundCommand::Play => play(state, moment),
        SoundCommand::Pause => player::pause(state, moment.now),
        SoundCommand::Seek(place) => player::seek(state, place),
        SoundCommand::LookForMicrophones => state.sound.recorder.look(),
        SoundCommand::UseMicrophone(id) => {
            state.sound.recorder.chosen = id;
            vec![]
        }
        SoundCommand::Record => recorder::record(state, moment.now),
        SoundCommand::EndRecording => state.sound.recorder.end(),
    }
}

pub(super) fn on_event(state: &mut State, event: SoundEvent, moment: Moment) -> Vec<Job> {
    match event {
        SoundEvent::Heard(ticket, place, at) => state.sound.player.heard(ticket, place, at),
        SoundEvent::Stopped(ticket, result) => player::on_stopped(state, ticket, result, moment),
        SoundEvent::Microphones(found) => state.sound.recorder.found(found),
        SoundEvent::Level(ticket, level, recorded) => state.sound.recorder.level(ticket, level, recorded),
        SoundEvent::Recorded(ticket, file, trouble) => {
            state.sound.recorder.ended(ticket, trouble);
            file.map(|file| compose::put(state, Place::Voice, Source::Recorded(file), moment)).unwrap_or_default()
        }
        SoundEvent::Found(files) => found(state, files, moment),
    }
}

/// Recordings that a crash left: the newest one goes where nothing is, the others are offered.
fn found(state: &mut State, files: Vec<PathBuf>, moment: Moment) -> Vec<Job> {
    let mut jobs = vec![];
    for file in files {
        let voice = &state.draft.voice;
        if voice.file == Slot::Empty && voice.link.is_empty() {
            jobs.extend(compose::put(state, Place::Voice, Source::Recorded(file), moment));
        } else {
            jobs.extend(notices::tell(state, NoticeKind::RecordingFound(file), moment));
        }
    }
    jobs
}

/// After every input: what follows from the voice being another one, or from the person having gone elsewhere.
pub(super) fn follow(state: &mut State) -> Vec<Job> {
    let mut jobs = player::follow(state);
    jobs.extend(recorder::follow(state));
    jobs
}

#[cfg(test)]
#[path = "sound_tests.rs"]
mod tests;
