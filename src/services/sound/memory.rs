//! Computers without sound, and with one that plays to nobody: for tests.
//!
//! Time passes in here as it does for people, but for the microphone, which gives all it has at once.

use std::{
    sync::{Arc, mpsc::SyncSender},
    time::Instant,
};

use jiff::Timestamp;

use super::{Heard, Listening, Playing, SoundSystem};
use crate::domain::{Microphone, SoundFault};
use crate::services::media::sound::Samples;

/// A computer without any sound.
#[derive(Clone, Copy, Debug, Default)]
pub struct SilentComputer;

impl SoundSystem for SilentComputer {
    fn play(&self, _: Arc<Samples>, _: usize) -> Result<Box<dyn Playing>, SoundFault> {
        Err(SoundFault::NoSound)
    }

    fn microphones(&self) -> Result<Vec<Microphone>, SoundFault> {
        Err(SoundFault::NoSound)
    }

    fn listen(&self, _: Option<&str>, _: SyncSender<Vec<i16>>) -> Result<Box<dyn Listening>, SoundFault> {
        Err(SoundFault::NoSound)
    }
}

/// A computer whose sound nobody hears and whose one microphone hears a tone.
#[derive(Clone, Copy, Debug)]
pub struct PretendComputer {
    /// How many pieces of 10 ms the microphone gives before it goes away.
    pub pieces: usize,
}

/// Samples a second of the pretended microphone.
pub const RATE: u32 = 48_000;
/// Samples in one piece.
const PIECE: usize = 480;

impl SoundSystem for PretendComputer {
    fn play(&self, sound: Arc<Samples>, from: usize) -> Result<Box<dyn Playing>, SoundFault> {
        Ok(Box::new(Pretended { since: Instant::now(), sound, from }))
    }

    fn microphones(&self) -> Result<Vec<Microphone>, SoundFault> {
        Ok(vec![Microphone { id: "pretended".into(), name: "Pretended microphone".into(), is_default: true }])
    }

    fn listen(&self, microphone: Option<&str>, into: SyncSender<Vec<i16>>) -> Result<Box<dyn Listening>, SoundFault> {
        if microphone.is_some_and(|id| id != "pretended") {
            return Err(SoundFault::NoMicrophone);
        }
        let pieces = self.pieces;
        let speak = move || {
            // A square wave of 100 Hz at half of full scale; until nobody listens any more.
            let piece: Vec<i16> = (0..PIECE).map(|at| if at < PIECE / 2 { 0x4000 } else { -0x4000 }).collect();
            for _ in 0..pieces {
                if into.send(piece.clone()).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("pretended microphone".into()).spawn(speak);
        thread.map_err(|error| SoundFault::Other(error.to_string()))?;
        Ok(Box::new(Pretending))
    }
}

struct Pretended {
    since: Instant,
    sound: Arc<Samples>,
    from: usize,
}

impl Playing for Pretended {
    fn heard(&mut self) -> Result<Heard, SoundFault> {
        let played = self.since.elapsed().as_millis() * u128::from(self.sound.rate) / 1000;
        let frame = usize::try_from(played).unwrap_or(usize::MAX).saturating_add(self.from);
        if frame >= self.sound.frames() {
            return Ok(Heard::End);
        }
        Ok(Heard::Frame(u64::try_from(frame).unwrap_or(u64::MAX), Timestamp::now()))
    }
}

struct Pretending;

impl Listening for Pretending {
    fn rate(&self) -> u32 {
        RATE
    }

    fn check(&mut self) -> Result<(), SoundFault> {
        Ok(())
    }
}
