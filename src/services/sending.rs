//! Sending: into the ledger, then one paid request, then its outcome into the ledger before anybody else is told.
//!
//! The invariant that money depends on: `Client::create` is called only after `Library::mark_sending` said yes, which it
//! does once for each time that a task waits.

use std::sync::Arc;

use bytes::Bytes;
use jiff::Timestamp;

use super::api::{Brake, Payload, stopped_by_the_person};
use super::shared::{Shared, Stores, Throttle, blocking, refusal_here};
use crate::domain::{
    InputId, Lost, Order, Outcome, PortraitInput, Standing, Submission, SubmissionId, Task, VoiceInput,
};
use crate::state::Event;

pub(super) async fn enroll(shared: &Shared, task: &Task) {
    let result = match shared.stores().await {
        Ok(stores) => stores.library.enroll(task).await,
        Err(why) => Err(why),
    };
    shared.tell(Event::Enrolled(task.id, result)).await;
}

pub(super) async fn save(shared: &Shared, task: &Task) {
    let result = match shared.stores().await {
        Ok(stores) => stores.library.save(task).await,
        Err(why) => Err(why),
    };
    match result {
        Ok(()) => {
            if shared.unsaved.forget_task(task.id) {
                shared.tell(Event::Saved(task.id)).await;
            }
        }
        Err(why) => {
            shared.unsaved.take_task(task, &why);
            shared.tell(Event::NotSaved(task.id, why)).await;
        }
    }
}

/// Writes where waiting tasks stand.
pub(super) async fn arrange(shared: &Shared, places: Vec<(SubmissionId, Standing)>) {
    let result = match shared.stores().await {
        Ok(stores) => stores.library.arrange(places.clone()).await,
        Err(why) => Err(why),
    };
    match result {
        Ok(()) => {
            for (id, _) in places {
                if shared.unsaved.forget_place(id) {
                    shared.tell(Event::Saved(id)).await;
                }
            }
        }
        Err(why) => {
            shared.unsaved.take_places(&places, &why);
            if let Some((id, _)) = places.first() {
                shared.tell(Event::NotSaved(*id, why)).await;
            }
        }
    }
}

/// Stops what is being sent, or says that it is too late.
pub(super) async fn stop(shared: &Shared, id: SubmissionId) {
    if !shared.stop(id) {
        shared.tell(Event::TooLate(id)).await;
    }
}

pub(super) async fn send(shared: &Arc<Shared>, submission: Submission, brake: Arc<Brake>) {
    let id = submission.id();
    let outcome = outcome_of(shared, submission, brake).await;
    shared.no_brake_for(id);
    shared.tell(Event::Answered(id, outcome)).await;
}

async fn outcome_of(shared: &Arc<Shared>, submission: Submission, brake: Arc<Brake>) -> Outcome {
    let id = submission.id();
    let stores = match shared.stores().await {
        Ok(stores) => stores,
        Err(fault) => return Outcome::Later(refusal_here(fault.to_string()), None),
    };
    let (client, gateway) = match shared.way(submission.door()).await {
        Ok(way) => way,
        Err(refusal) => return Outcome::Later(refusal, None),
    };
    let payload = match payload(&stores, submission.order()).await {
        Ok(payload) => payload,
        Err(why) => return Outcome::Refused(refusal_here(why)),
    };
    if brake.is_pulled() {
        return stopped_by_the_person();
    }
    match stores.library.mark_sending(id, Timestamp::now()).await {
        Ok(true) => {}
        // Somebody else has sent it, or is sending it: look for it, never send it.
        Ok(false) => return Outcome::Unknown(Lost::Interrupted),
        Err(fault) => return Outcome::Later(refusal_here(fault.to_string()), None),
    }
    let throttle = Throttle::default();
    let teller = Arc::clone(shared);
    let progress = move |sent, total| {
        if throttle.is_due() || sent == total {
            teller.mention(Event::Uploading(id, sent, total));
        }
    };
    let outcome = client.create(&gateway, submission, payload, progress, brake).await;
    let now = Timestamp::now();
    if let Err(fault) = stores.library.settle(id, &outcome, now).await {
        shared.unsaved.take_outcome(id, &outcome, now, &fault);
        shared.tell(Event::NotSaved(id, fault)).await;
    }
    outcome
}

/// The kept files of an order, each checked to be what was checked before.
async fn payload(stores: &Stores, order: &Order) -> Result<Payload, String> {
    let portrait = match &order.portrait {
        PortraitInput::File { id, name, .. } => Some(kept(stores, *id, name).await?),
        PortraitInput::Link(_) => None,
    };
    let voice = match &order.voice {
        VoiceInput::File { id, name, .. } => Some(kept(stores, *id, name).await?),
        VoiceInput::Link(_) | VoiceInput::AudioId(..) => None,
    };
    Ok(Payload { portrait, voice })
}

async fn kept(stores: &Stores, id: InputId, name: &str) -> Result<Bytes, String> {
    let inputs = Arc::clone(&stores.inputs);
    let read = blocking(move || inputs.read(id).map_err(|error| error.to_string())).await.flatten();
    read.map(Bytes::from).map_err(|why| format!("{name}: {why}"))
}
