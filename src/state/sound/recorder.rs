//! The recording that is being made, and what can be recorded from.
//!
//! Invariant: from the moment it is asked for until its end is reported there is one recording, which the services know.

use std::time::Duration;

use jiff::Timestamp;

use super::{Job, Recording, SoundJob, State, Ticket};
use crate::domain::{Microphone, SoundFault, VoiceWay};

/// What is counted down before a recording begins.
const COUNTDOWN: Duration = Duration::from_secs(3);

/// Where a recording stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Take {
    /// There is none.
    #[default]
    None,
    /// It begins at about this time.
    Waiting(Timestamp),
    /// It is being made, and this long.
    Running(Duration),
    /// Its end was asked for.
    Ending,
}

/// See the head of the file.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Where the recording stands.
    pub take: Take,
    /// How loud it is, 0 to 255 of full scale.
    pub level: u8,
    /// What can be recorded from, the system's choice first, or why that is not known; `None` until it was looked for.
    pub microphones: Option<Result<Vec<Microphone>, SoundFault>>,
    /// What the person chose; `None` for the system's choice.
    pub chosen: Option<String>,
    /// Why the last recording ended by itself, or could not begin.
    pub trouble: Option<SoundFault>,
    looking: bool,
    ticket: Ticket,
}

impl Recorder {
    /// Whether a recording is being made, or is about to be, or to end.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.take != Take::None
    }

    pub(super) fn look(&mut self) -> Vec<Job> {
        if std::mem::replace(&mut self.looking, true) {
            return vec![];
        }
        vec![Job::Sound(SoundJob::LookForMicrophones)]
    }

    pub(super) fn found(&mut self, found: Result<Vec<Microphone>, SoundFault>) -> Vec<Job> {
        self.looking = false;
        // What is not there any more cannot be recorded from.
        if let Ok(found) = &found
            && !found.iter().any(|one| Some(&one.id) == self.chosen.as_ref())
        {
            self.chosen = None;
        }
        self.microphones = Some(found);
        vec![]
    }

    pub(super) fn level(&mut self, ticket: Ticket, level: u8, recorded: Option<Duration>) -> Vec<Job> {
        if ticket != self.ticket || !self.is_busy() {
            return vec![];
        }
        self.level = level;
        if let (Some(length), Take::Waiting(_) | Take::Running(_)) = (recorded, self.take) {
            self.take = Take::Running(length);
        }
        vec![]
    }

    pub(super) fn end(&mut self) -> Vec<Job> {
        if !matches!(self.take, Take::Waiting(_) | Take::Running(_)) {
            return vec![];
        }
        self.take = Take::Ending;
        vec![Job::Sound(SoundJob::EndRecording)]
    }

    pub(super) fn ended(&mut self, ticket: Ticket, trouble: Option<SoundFault>) {
        if ticket != self.ticket {
            return;
        }
        if trouble.is_some() {
            // What can be recorded from may be another than before.
            self.microphones = None;
        }
        (self.take, self.level, self.trouble) = (Take::None, 0, trouble);
    }
}

pub(super) fn record(state: &mut State, now: Timestamp) -> Vec<Job> {
    let after = if state.reduced_motion() { Duration::ZERO } else { COUNTDOWN };
    let longest = state.settings.limits.sound_longest;
    let recorder = &mut state.sound.recorder;
    if recorder.is_busy() {
        return vec![];
    }
    recorder.ticket.0 += 1;
    recorder.trouble = None;
    recorder.level = 0;
    recorder.take = Take::Waiting(now.checked_add(after).unwrap_or(now));
    state.draft.voice.way = VoiceWay::Record;
    state.recheck();
    let recorder = &state.sound.recorder;
    let recording = Recording { microphone: recorder.chosen.clone(), after, longest };
    vec![Job::Sound(SoundJob::Record(recorder.ticket, recording))]
}

/// Whoever leaves the place where recordings are made ends the one that is being made; whoever comes there first wants to
/// know what can be recorded from.
pub(super) fn follow(state: &mut State) -> Vec<Job> {
    let here = state.draft.voice.way == VoiceWay::Record;
    let recorder = &mut state.sound.recorder;
    match (here, &recorder.microphones) {
        (false, _) => recorder.end(),
        (true, None) => recorder.look(),
        (true, Some(_)) => vec![],
    }
}
