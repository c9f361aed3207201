//! Playing one sound to its end, or until somebody stops it.
//!
//! Not the device. While it plays, what is heard is reported a few times a second; in between it follows from the time.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use super::super::media::sound::{Samples, decode_sound};
use super::super::shared::{Shared, blocking};
use super::{Heard, SoundSystem};
use crate::domain::{InputId, SoundFault, Unreadable};
use crate::state::{Event, SoundEvent, Ticket};

/// From one report to the next.
const BEAT: Duration = Duration::from_millis(50);

/// The sound that was played last, so that going to another place of it is immediate.
#[derive(Default)]
pub(super) struct Decoded(Mutex<Option<(PathBuf, Arc<Samples>)>>);

impl Decoded {
    /// The samples of a kept file, which never changes under its name.
    fn of(&self, file: &Path) -> Result<Arc<Samples>, SoundFault> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, samples)) = last.as_ref().filter(|(path, _)| path == file) {
            return Ok(Arc::clone(samples));
        }
        let bytes =
            std::fs::read(file).map_err(|error| SoundFault::Unreadable(Unreadable::Denied(error.to_string())))?;
        let (_, samples) = decode_sound(&bytes).map_err(SoundFault::Unreadable)?;
        let samples = Arc::new(samples);
        *last = Some((file.to_owned(), Arc::clone(&samples)));
        Ok(samples)
    }
}

/// How far into a sound a frame is.
#[must_use]
pub fn place_of(frame: u64, rate: u32) -> Duration {
    let nanos = u128::from(frame) * 1_000_000_000 / u128::from(rate.max(1));
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

fn frame_at(place: Duration, rate: u32) -> usize {
    usize::try_from(place.as_nanos() * u128::from(rate) / 1_000_000_000).unwrap_or(usize::MAX)
}

pub(super) async fn play(shared: &Arc<Shared>, ticket: Ticket, voice: InputId, from: Duration, ended: Receiver<()>) {
    let (playing, stores) = (Arc::clone(shared), shared.stores().await);
    let result = blocking(move || {
        let file = stores.ok().and_then(|stores| stores.inputs.find(voice));
        let gone = || Some(Err(SoundFault::Other("the kept sound is not there".to_owned())));
        file.map_or_else(gone, |file| until_ended(&playing, ticket, &file, from, &ended))
    })
    .await;
    // Whoever stopped it knows.
    if let Some(result) = result.unwrap_or_else(|words| Some(Err(SoundFault::Other(words)))) {
        shared.tell(Event::Sound(SoundEvent::Stopped(ticket, result))).await;
    }
}

/// `None` when somebody stopped it.
fn until_ended(
    shared: &Shared,
    ticket: Ticket,
    file: &Path,
    from: Duration,
    ended: &Receiver<()>,
) -> Option<Result<(), SoundFault>> {
    let samples = match shared.sounds.decoded.of(file) {
        Ok(samples) => samples,
        Err(why) => return Some(Err(why)),
    };
    let rate = samples.rate;
    let told = |frame, at| shared.mention(Event::Sound(SoundEvent::Heard(ticket, place_of(frame, rate), at)));
    sound_out(&*shared.sounds.system, samples, frame_at(from, rate), ended, told)
}

/// Plays from a frame and tells which one is heard when; `None` when somebody stopped it.
pub(super) fn sound_out(
    system: &dyn SoundSystem,
    samples: Arc<Samples>,
    from: usize,
    ended: &Receiver<()>,
    told: impl Fn(u64, jiff::Timestamp),
) -> Option<Result<(), SoundFault>> {
    // It may have taken a while to get here.
    if !matches!(ended.try_recv(), Err(std::sync::mpsc::TryRecvError::Empty)) {
        return None;
    }
    let mut playing = match system.play(samples, from) {
        Ok(playing) => playing,
        Err(why) => return Some(Err(why)),
    };
    loop {
        match playing.heard() {
            Ok(Heard::End) => return Some(Ok(())),
            Ok(Heard::Frame(frame, at)) => told(frame, at),
            Ok(Heard::Nothing) => {}
            Err(why) => return Some(Err(why)),
        }
        if !matches!(ended.recv_timeout(BEAT), Err(RecvTimeoutError::Timeout)) {
            return None;
        }
    }
}
