//! Waiting, asking, looking: what happens to a task after it was sent. Its video is fetched by `fetching`.
//!
//! Each function does one thing once and reports it; when to do it again is for `domain::polling` to say.

use std::time::Duration;

use super::shared::Shared;
use crate::domain::{AskFault, BaseUrl, Door, SubmissionId, TaskId};
use crate::state::{ConnectionResult, Event};

pub(super) async fn wait(shared: &Shared, id: SubmissionId, after: Duration) {
    shared.pause(id, after).await;
    shared.tell(Event::Due(id)).await;
}

pub(super) async fn ask(shared: &Shared, id: SubmissionId, door: Door, task_id: TaskId, after: Duration) {
    shared.pause(id, after).await;
    // The way takes a moment to be made, and the pace is that of what leaves.
    let result = match shared.way(door).await {
        Ok((client, gateway)) => {
            shared.pace.turn().await;
            client.ask(&gateway, &task_id).await
        }
        Err(refusal) => Err(AskFault::Refused(refusal)),
    };
    shared.tell(Event::Asked(id, result)).await;
}

pub(super) async fn look_for(shared: &Shared, id: SubmissionId, door: Door, external_id: String, after: Duration) {
    shared.pause(id, after).await;
    let result = match shared.way(door).await {
        Ok((client, gateway)) => {
            shared.pace.turn().await;
            client.look_for(&gateway, &external_id).await
        }
        Err(refusal) => Err(AskFault::Refused(refusal)),
    };
    shared.tell(Event::LookedFor(id, result)).await;
}

pub(super) async fn test_connection(shared: &Shared, base: BaseUrl) {
    let result = match shared.live_way(base).await {
        Ok((client, gateway)) => client.test(&gateway).await,
        Err(refusal) => ConnectionResult::Refused(refusal),
    };
    shared.tell(Event::ConnectionTested(result)).await;
}
