//! Having a text spoken: into the ledger, then one paid request, then its outcome into the ledger before anybody else is
//! told; and fetching the sound of what was made.
//!
//! The invariant that money depends on: `Client::speak` is called only after `Library::begin_speech` said that the speech is
//! on the disk, which it does once for each id.

use std::{sync::Arc, time::Duration};

use super::library::Library;
use super::media::sound::probe_sound;
use super::shared::{Shared, blocking, refusal_here};
use crate::domain::{
    AskFault, Door, DownloadFault, Found, KeptSound, Speech, SpeechFault, SpeechOutcome, SpeechSubmission,
    SubmissionId, TaskId, Unreadable,
};
use crate::state::Event;
use crate::state::speech::{SpeechEvent, SpeechJob};

/// The largest sound that is fetched, in bytes. Ours: 1000 characters at the slowest are some 20 MB as WAV.
const MOST_BYTES: u64 = 32 * 1_048_576;
/// How much shorter than the provider said a whole sound may be.
const SHORTER_BY: Duration = Duration::from_millis(500);

pub(super) async fn run(shared: &Arc<Shared>, job: SpeechJob) {
    match job {
        SpeechJob::Speak(submission) => speak(shared, submission).await,
        SpeechJob::Ask(id, door, task_id, after) => ask(shared, id, door, task_id, after).await,
        SpeechJob::Fetch(id, url, said) => {
            let result = fetch(shared, &url, said).await;
            tell(shared, SpeechEvent::Fetched(id, result)).await;
        }
        // It has gone into the ledger's queue already.
        SpeechJob::Save(_) => {}
    }
}

async fn tell(shared: &Shared, event: SpeechEvent) {
    shared.tell(Event::Speech(event)).await;
}

async fn speak(shared: &Arc<Shared>, submission: SpeechSubmission) {
    let id = submission.speech().id;
    let outcome = outcome_of(shared, submission).await;
    tell(shared, SpeechEvent::Answered(id, outcome)).await;
}

async fn outcome_of(shared: &Arc<Shared>, submission: SpeechSubmission) -> SpeechOutcome {
    let here = |words: String| SpeechOutcome::Refused(refusal_here(words));
    let mut speech = submission.speech().clone();
    let stores = match shared.stores().await {
        Ok(stores) => stores,
        Err(fault) => return here(fault.to_string()),
    };
    let (client, gateway) = match shared.way(speech.door).await {
        Ok(way) => way,
        Err(refusal) => return SpeechOutcome::Refused(refusal),
    };
    if let Err(fault) = stores.library.begin_speech(&speech, submission.instead_of()).await {
        return here(fault.to_string());
    }
    tell(shared, SpeechEvent::Begun(speech.id)).await;
    let outcome = client.speak(&gateway, submission).await;
    speech.settle(outcome.clone());
    keep(shared, &stores.library, &speech).await;
    outcome
}

/// Writes a speech; what cannot be written is written again later.
async fn keep(shared: &Shared, library: &Library, speech: &Speech) {
    match library.save_speech(speech).await {
        Ok(()) => {
            if shared.unsaved.forget_speech(speech.id) {
                shared.tell(Event::Saved(speech.id)).await;
            }
        }
        Err(fault) => {
            shared.unsaved.take_speech(speech, &fault);
            shared.tell(Event::NotSaved(speech.id, fault)).await;
        }
    }
}

/// Writes a change of a speech, in the order of the ledger's queue.
pub(super) async fn save(shared: &Shared, speech: &Speech) {
    match shared.stores().await {
        Ok(stores) => keep(shared, &stores.library, speech).await,
        Err(fault) => shared.tell(Event::NotSaved(speech.id, fault)).await,
    }
}

async fn ask(shared: &Shared, id: SubmissionId, door: Door, task_id: TaskId, after: Duration) {
    shared.pause(id, after).await;
    let result = match shared.way(door).await {
        Ok((client, gateway)) => {
            shared.pace.turn().await;
            client.ask_speech(&gateway, &task_id).await
        }
        Err(refusal) => Err(AskFault::Refused(refusal)),
    };
    tell(shared, SpeechEvent::Asked(id, result)).await;
}

/// Fetches a sound, decodes it to be sure that it is one, and keeps it.
async fn fetch(shared: &Shared, url: &str, said: Option<Duration>) -> Result<KeptSound, SpeechFault> {
    let stores = shared.stores().await.map_err(|fault| SpeechFault::Disk(fault.to_string()))?;
    let client = shared.client().await.map_err(SpeechFault::Network)?;
    let bytes = client.fetch_sound(url, MOST_BYTES).await.map_err(fault_of)?;
    let inputs = Arc::clone(&stores.inputs);
    let keep = move || {
        let facts = probe_sound(&bytes).map_err(|why| SpeechFault::NotASound(words_of(why)))?;
        if said.is_some_and(|said| facts.length + SHORTER_BY < said) {
            return Err(SpeechFault::NotASound("it is cut off".into()));
        }
        let kept = inputs.keep(&bytes, facts.format.extension());
        let (id, _) = kept.map_err(|error| SpeechFault::Disk(error.to_string()))?;
        Ok(KeptSound { id, format: facts.format, bytes: facts.bytes, length: facts.length })
    };
    blocking(keep).await.map_err(SpeechFault::Disk).flatten()
}

fn fault_of(fault: DownloadFault) -> SpeechFault {
    match fault {
        DownloadFault::Network(words) | DownloadFault::Disk(words) => SpeechFault::Network(words),
        DownloadFault::Dead(status) => SpeechFault::Dead(status),
        DownloadFault::NotAVideo(Found::Words(words) | Found::Damaged(words, _)) => SpeechFault::NotASound(words),
        DownloadFault::NotAVideo(Found::Nothing) => SpeechFault::NotASound("it is empty".into()),
        DownloadFault::NotAVideo(Found::TooLarge(most)) => SpeechFault::NotASound(format!("more than {most} bytes")),
        DownloadFault::NotAVideo(Found::BadAddress) => SpeechFault::NotASound("its address is not safe".into()),
        DownloadFault::Full(place) | DownloadFault::NotWritable(place) => {
            SpeechFault::Disk(place.display().to_string())
        }
        DownloadFault::Elsewhere => SpeechFault::Network("another program is at it".into()),
    }
}

fn words_of(why: Unreadable) -> String {
    match why {
        Unreadable::NotASound => "it is no sound".into(),
        Unreadable::Empty => "it is empty".into(),
        other => format!("{other:?}"),
    }
}
