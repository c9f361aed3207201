//! Recording: waiting for its beginning, measuring how loud it is, writing what comes in, ending in time.
//!
//! Not the device and not the file's name (`takes`).

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel},
    },
    time::Duration,
};

use super::super::shared::{Shared, Throttle, blocking};
use super::takes::Take;
use super::{Listening, SoundSystem};
use crate::domain::SoundFault;
use crate::state::sound::Recording;
use crate::state::{Event, SoundEvent, Ticket};

/// How many pieces of sound may wait for the disk: some seconds.
const PIECES: usize = 256;
/// When nothing came for this long, the device is asked whether it is still there.
const SILENT: Duration = Duration::from_millis(100);
/// When nothing came for this long, it is as if it were not.
const GONE: u32 = 30;

/// What came of a recording: its file, if there is one, and why it ended when nobody asked for it.
pub(super) type Ended = (Option<std::path::PathBuf>, Option<SoundFault>);

pub(super) async fn record(shared: &Arc<Shared>, ticket: Ticket, recording: Recording, ended: Receiver<()>) {
    // The one before writes its last samples first.
    let turn = Arc::clone(&shared.sounds.recorder).lock_owned().await;
    let recorder = Arc::clone(shared);
    let work = move || {
        let throttle = Throttle::default();
        let mut loudest = 0;
        let told = |level: u8, length| {
            loudest = level.max(loudest);
            if throttle.is_due() {
                recorder.mention(Event::Sound(SoundEvent::Level(ticket, loudest, length)));
                loudest = 0;
            }
        };
        let folder = recorder.options.folders.library.join("inputs");
        let result = take_in(&*recorder.sounds.system, &folder, &recording, &ended, told);
        drop(turn);
        result
    };
    let (file, why) = blocking(work).await.unwrap_or_else(|words| (None, Some(SoundFault::Other(words))));
    shared.tell(Event::Sound(SoundEvent::Recorded(ticket, file, why))).await;
}

/// Records until somebody ends it, it is as long as it may be, or something goes wrong; what was recorded by then is kept.
/// How loud it was since the last time is told, with the length once it has begun.
pub(super) fn take_in(
    system: &dyn SoundSystem,
    folder: &Path,
    recording: &Recording,
    ended: &Receiver<()>,
    told: impl FnMut(u8, Option<Duration>),
) -> Ended {
    let (into, pieces) = sync_channel(PIECES);
    let mut device = match system.listen(recording.microphone.as_deref(), into) {
        Ok(device) => device,
        Err(why) => return (None, Some(why)),
    };
    let mut take = None;
    let why = fill(&mut take, &mut *device, folder, recording, (&pieces, ended), told).err();
    // Whoever waits to hand a piece over is let go.
    drop(pieces);
    drop(device);
    let Some(take) = take else { return (None, why) };
    let (file, written) = take.end();
    (file, why.or(written.err().map(|error| SoundFault::NotWritten(error.to_string()))))
}

fn fill(
    take: &mut Option<Take>,
    device: &mut dyn Listening,
    folder: &Path,
    recording: &Recording,
    (pieces, ended): (&Receiver<Vec<i16>>, &Receiver<()>),
    mut told: impl FnMut(u8, Option<Duration>),
) -> Result<(), SoundFault> {
    let rate = device.rate().max(1);
    let count = |time: Duration| u64::try_from(time.as_nanos() * u128::from(rate) / 1_000_000_000).unwrap_or(u64::MAX);
    let (mut before, mut left) = (count(recording.after), count(recording.longest));
    let not_written = |error: std::io::Error| SoundFault::NotWritten(error.to_string());
    let mut silent = 0;
    while left > 0 && matches!(ended.try_recv(), Err(TryRecvError::Empty)) {
        let piece = match pieces.recv_timeout(SILENT) {
            Ok(piece) => piece,
            Err(RecvTimeoutError::Timeout) => {
                device.check()?;
                silent += 1;
                if silent >= GONE {
                    return Err(SoundFault::Gone);
                }
                continue;
            }
            Err(RecvTimeoutError::Disconnected) => {
                device.check()?;
                return Err(SoundFault::Gone);
            }
        };
        silent = 0;
        let skipped = usize::try_from(before).unwrap_or(usize::MAX).min(piece.len());
        before -= u64::try_from(skipped).unwrap_or(0);
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len() - skipped);
        let wanted = piece.get(skipped..skipped + most).unwrap_or_default();
        if !wanted.is_empty() {
            let file = match take {
                Some(file) => file,
                None => take.insert(Take::begin(folder, rate).map_err(not_written)?),
            };
            file.add(wanted).map_err(not_written)?;
            left -= u64::try_from(wanted.len()).unwrap_or(left);
        }
        told(loudest(&piece), take.as_ref().map(Take::length));
    }
    Ok(())
}

/// The loudest sample, from 0 to 255 of full scale.
fn loudest(piece: &[i16]) -> u8 {
    let loudest = piece.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or_default();
    u8::try_from(loudest >> 7).unwrap_or(u8::MAX)
}
