//! What an answer means, without a network: for whoever holds its status and its bytes, as from a recording.
//!
//! Not another judgement: the same one as after a request.

use super::Gateway;
use super::read::{Content, Reply};
use super::triage::{self, Look};
use crate::domain::{Answer, AskFault, Outcome};

fn reply(http: u16, body: &[u8]) -> Reply {
    Reply { status: http, retry_after: None, header_id: None, content: Content::of(body) }
}

/// What an answer to a paid request means for it.
#[must_use]
pub fn of_create(gateway: &Gateway, http: u16, body: &[u8]) -> Outcome {
    triage::judge_create(&reply(http, body), gateway)
}

/// What an answer to asking for a task says of it.
///
/// # Errors
/// Why it says nothing.
pub fn of_ask(gateway: &Gateway, http: u16, body: &[u8]) -> Result<Answer, AskFault> {
    triage::judge_ask(&reply(http, body), gateway)
}

/// What an answer to looking for the task with our own id says; `None` when the task is clearly not there.
///
/// # Errors
/// Why it does not say.
pub fn of_look(gateway: &Gateway, http: u16, body: &[u8], external_id: &str) -> Result<Option<Answer>, AskFault> {
    match triage::judge_look(&reply(http, body), gateway, external_id) {
        Look::Found(answer) => Ok(Some(*answer)),
        Look::NotThere => Ok(None),
        Look::NotOffered(refusal) => Err(AskFault::Refused(refusal)),
        Look::Fault(fault) => Err(fault),
    }
}
