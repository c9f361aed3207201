//! Playing and recording through the computer's sound: the doors to it, and the jobs that use them.
//!
//! Not the decoding (`media`) and not what happens next (`state::sound`). Invariants: at most one sound is played and one
//! is recorded at a time, whatever comes in between; a computer without sound says so and nothing else stops.

#[cfg(any(windows, target_os = "macos"))]
mod cpal;
#[cfg(any(windows, target_os = "macos", test))]
mod fit;
pub mod memory;
mod player;
#[cfg(not(any(windows, target_os = "macos")))]
mod pulse;
mod recorder;
mod takes;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc::SyncSender};
use std::time::Duration;

use jiff::Timestamp;
use tokio::runtime::Handle;

pub use player::place_of;
pub(super) use takes::name_of as recording_name;

use super::media::sound::Samples;
use super::shared::{Shared, blocking};
use crate::domain::{Microphone, SoundFault};
use crate::state::{Event, SoundEvent, SoundJob};

/// How long a sound server may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// A way to the computer's sound. All of it blocks, and is used off the window's thread.
pub trait SoundSystem: Send + Sync {
    /// Begins to play a sound from a frame of it, at its own rate and with all of its channels.
    ///
    /// # Errors
    /// `NoSound`, `NoSpeakers`, `Denied`, or `Other`.
    fn play(&self, sound: Arc<Samples>, from: usize) -> Result<Box<dyn Playing>, SoundFault>;

    /// What can be recorded from, the system's choice first.
    ///
    /// # Errors
    /// `NoSound`, `Denied`, or `Other`. That there is nothing is no error.
    fn microphones(&self) -> Result<Vec<Microphone>, SoundFault>;

    /// Begins to listen: what comes in goes to `into` in small pieces, in one channel of 16 bits. While nobody takes them
    /// out, the device waits.
    ///
    /// # Errors
    /// `NoSound`, `NoMicrophone`, `Denied`, or `Other`.
    fn listen(&self, microphone: Option<&str>, into: SyncSender<Vec<i16>>) -> Result<Box<dyn Listening>, SoundFault>;
}

/// A sound that is being played. Dropping it stops it at once.
pub trait Playing {
    /// What is heard now.
    ///
    /// # Errors
    /// `Gone` when the device went away, or `Other`.
    fn heard(&mut self) -> Result<Heard, SoundFault>;
}

/// What of a sound is heard at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Nothing yet.
    Nothing,
    /// This frame of it, at this time.
    Frame(u64, Timestamp),
    /// All of it was heard.
    End,
}

/// A device that is being listened to. Dropping it ends that.
pub trait Listening {
    /// Samples a second.
    fn rate(&self) -> u32;

    /// Whether the device is still there; asked while nothing comes in.
    ///
    /// # Errors
    /// `Gone`, or `Other`.
    fn check(&mut self) -> Result<(), SoundFault>;
}

/// The sound of this computer: PulseAudio or PipeWire on Linux and the like, the system's own elsewhere.
#[must_use]
pub fn system() -> Arc<dyn SoundSystem> {
    #[cfg(any(windows, target_os = "macos"))]
    let system = cpal::System;
    #[cfg(not(any(windows, target_os = "macos")))]
    let system = pulse::Server;
    Arc::new(system)
}

/// What the jobs of playing and recording share.
pub(super) struct Sounds {
    system: Arc<dyn SoundSystem>,
    /// Dropping it ends what is played.
    playing: Mutex<Option<SyncSender<()>>>,
    /// Dropping it ends what is recorded.
    recording: Mutex<Option<SyncSender<()>>>,
    /// Held as long as a recording is made.
    recorder: Arc<tokio::sync::Mutex<()>>,
    decoded: player::Decoded,
}

impl Sounds {
    pub(super) fn new(system: Arc<dyn SoundSystem>) -> Self {
        Self {
            system,
            playing: Mutex::default(),
            recording: Mutex::default(),
            recorder: Arc::default(),
            decoded: player::Decoded::default(),
        }
    }

    fn playing(&self) -> MutexGuard<'_, Option<SyncSender<()>>> {
        self.playing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recording(&self) -> MutexGuard<'_, Option<SyncSender<()>>> {
        self.recording.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends whatever sounds or records, and waits until the recording is on the disk.
    pub(super) async fn finish(&self) {
        self.playing().take();
        self.recording().take();
        if tokio::time::timeout(PATIENCE, self.recorder.lock()).await.is_err() {
            tracing::warn!("a recording did not end in time");
        }
    }
}

/// Begins a job of playing or recording. At once, so that they take effect in the order in which they were asked for.
pub(super) fn run(shared: &Arc<Shared>, runtime: &Handle, job: SoundJob) {
    let (sounds, shared) = (&shared.sounds, Arc::clone(shared));
    match job {
        SoundJob::Play(ticket, voice, from) => {
            let (ends, ended) = std::sync::mpsc::sync_channel(1);
            *sounds.playing() = Some(ends);
            runtime.spawn(async move { player::play(&shared, ticket, voice, from, ended).await });
        }
        SoundJob::StopPlaying => drop(sounds.playing().take()),
        SoundJob::Record(ticket, recording) => {
            let (ends, ended) = std::sync::mpsc::sync_channel(1);
            *sounds.recording() = Some(ends);
            runtime.spawn(async move { recorder::record(&shared, ticket, recording, ended).await });
        }
        SoundJob::EndRecording => drop(sounds.recording().take()),
        SoundJob::LookForMicrophones => {
            runtime.spawn(async move {
                let system = Arc::clone(&shared.sounds.system);
                let found = blocking(move || system.microphones()).await.map_err(SoundFault::Other).flatten();
                shared.tell(Event::Sound(SoundEvent::Microphones(found))).await;
            });
        }
        SoundJob::FindRecordings => {
            runtime.spawn(async move {
                let folder = shared.options.folders.library.join("inputs");
                let found = blocking(move || takes::find(&folder)).await.unwrap_or_default();
                if !found.is_empty() {
                    shared.tell(Event::Sound(SoundEvent::Found(found))).await;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests;
