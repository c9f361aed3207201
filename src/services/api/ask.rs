//! The free questions: how a task is, whether a lost submission arrived, whether the key is good.
//!
//! Not a loop: each question is asked once, and `state` decides when to ask again. A fault here says nothing about a task.

use std::sync::PoisonError;
use std::time::Instant;

use reqwest::RequestBuilder;
use url::Url;

use super::client::{ANSWER_BYTES, AVATAR, Routes, address, authorised};
use super::read::{Reply, words};
use super::triage::{self, LISTED, Look};
use super::{Client, Gateway};
use crate::domain::{Answer, AskFault, TaskId};
use crate::state::messages::ConnectionResult;

/// Where a task may be asked for (api.md §2): the first is Kling's own, the rest are tried once when it is not there.
const PATHS: [&str; 5] = [AVATAR, "/kling/v1/videos/image2video", "/kling/v1/videos", "/v1/videos", "/v1/tasks"];

/// The most bytes of a list of models, which is long on gateways with many.
const MODELS_BYTES: usize = 16 * 1_048_576;

impl Client {
    /// Asks for a task, once; where the gateway turns out to keep tasks at another path, there too, once for each task.
    ///
    /// # Errors
    /// Why there was no answer. It is never a reason to give the task up.
    pub async fn ask(&self, gateway: &Gateway, task_id: &TaskId) -> Result<Answer, AskFault> {
        let base = gateway.base.as_str();
        let known = self.with_routes(|routes| routes.known.get(base).copied());
        let first = known.unwrap_or_default();
        let reply = self.ask_at(gateway, first, task_id).await?;
        let answer = triage::judge_ask(&reply, gateway);
        if answer.is_ok() {
            self.with_routes(|routes| routes.known.insert(base.to_owned(), first));
            return answer;
        }
        // Where this gateway answered before, a task that is not there is not there.
        if known.is_some() || !triage::may_be_wrong_path(&reply) {
            return answer;
        }
        match self.ask_elsewhere(gateway, task_id).await {
            Some(found) => Ok(found),
            None => answer,
        }
    }

    /// Tries the other paths, once for each task, and remembers the one that answers.
    async fn ask_elsewhere(&self, gateway: &Gateway, task_id: &TaskId) -> Option<Answer> {
        let base = gateway.base.as_str();
        let tried = (base.to_owned(), task_id.0.clone());
        if self.with_routes(|routes| routes.tried.contains(&tried)) {
            return None;
        }
        let mut all_answered = true;
        for other in 1..PATHS.len() {
            let Ok(reply) = self.ask_at(gateway, other, task_id).await else {
                all_answered = false;
                continue;
            };
            if let Some(answer) = triage::judge_ask(&reply, gateway).ok().filter(|answer| is_about(answer, task_id)) {
                tracing::info!(path = PATHS.get(other), "tasks are asked for at another path");
                self.with_routes(|routes| routes.known.insert(base.to_owned(), other));
                return Some(answer);
            }
        }
        if all_answered {
            self.with_routes(|routes| routes.tried.insert(tried));
        }
        None
    }

    /// Looks for a submission whose answer was lost: by its external id, then in the list. `Ok(None)` means that both
    /// clearly do not have it.
    ///
    /// # Errors
    /// `AskFault::Refused` with `RefusalKind::Missing` when this gateway offers no way to look; else why there was no
    /// answer this time.
    pub async fn look_for(&self, gateway: &Gateway, external_id: &str) -> Result<Option<Answer>, AskFault> {
        let by_id = match address(gateway, AVATAR, Some(external_id)) {
            Ok(url) => self.look_at(gateway, url, external_id).await,
            Err(words) => Look::Fault(AskFault::Network(words)),
        };
        if let Look::Found(answer) = by_id {
            return Ok(Some(*answer));
        }
        if let Look::Fault(AskFault::Refused(refusal)) = by_id {
            return Err(AskFault::Refused(refusal));
        }
        let mut url = address(gateway, AVATAR, None).map_err(AskFault::Network)?;
        url.query_pairs_mut().append_pair("pageNum", "1").append_pair("pageSize", &LISTED.to_string());
        let listed = self.look_at(gateway, url, external_id).await;
        match (by_id, listed) {
            (_, Look::Found(answer)) | (Look::Found(answer), _) => Ok(Some(*answer)),
            (Look::NotThere, Look::NotThere) => Ok(None),
            (Look::Fault(fault), _) | (_, Look::Fault(fault)) => Err(fault),
            (Look::NotOffered(refusal), _) | (_, Look::NotOffered(refusal)) => Err(AskFault::Refused(refusal)),
        }
    }

    /// Asks, free of charge, whether the gateway answers and the key is good.
    pub async fn test(&self, gateway: &Gateway) -> ConnectionResult {
        let begin = Instant::now();
        let reply = match address(gateway, "/v1/models", None) {
            Ok(url) => self.get(gateway, url, MODELS_BYTES).await,
            Err(words) => Err(AskFault::Network(words)),
        };
        match reply.and_then(|reply| triage::judge_test(&reply, gateway)) {
            Ok(()) => ConnectionResult::Accepted(begin.elapsed()),
            Err(AskFault::Refused(refusal)) => ConnectionResult::Refused(refusal),
            Err(AskFault::Network(words)) => ConnectionResult::NoAnswer(words),
            Err(AskFault::Garbled(status, _)) => ConnectionResult::NoAnswer(format!("HTTP {status}")),
            Err(AskFault::Busy(_)) => ConnectionResult::NoAnswer("HTTP 429".into()),
        }
    }

    async fn ask_at(&self, gateway: &Gateway, path: usize, task_id: &TaskId) -> Result<Reply, AskFault> {
        let path = PATHS.get(path).copied().unwrap_or(AVATAR);
        let url = address(gateway, path, Some(&task_id.0)).map_err(AskFault::Network)?;
        self.get(gateway, url, ANSWER_BYTES).await
    }

    async fn look_at(&self, gateway: &Gateway, url: Url, external_id: &str) -> Look {
        match self.get(gateway, url, ANSWER_BYTES).await {
            Ok(reply) => triage::judge_look(&reply, gateway, external_id),
            Err(fault) => Look::Fault(fault),
        }
    }

    /// Asks one question with the key and takes the answer in, within the time for answers.
    pub(super) async fn get(&self, gateway: &Gateway, url: Url, limit: usize) -> Result<Reply, AskFault> {
        let request = authorised(self.plain(url), gateway);
        let limits = self.timeouts.connect + self.timeouts.answer;
        match tokio::time::timeout(limits, self.take_in(request, limit)).await {
            Ok(reply) => reply,
            Err(_) => Err(AskFault::Network("no answer in time".into())),
        }
    }

    async fn take_in(&self, request: RequestBuilder, limit: usize) -> Result<Reply, AskFault> {
        let response = tokio::time::timeout(self.timeouts.connect + self.timeouts.idle, request.send()).await;
        let response = response.map_err(|_| AskFault::Network("no answer in time".into()))?;
        let response = response.map_err(|error| AskFault::Network(words(error)))?;
        Ok(Reply::read(response, limit, self.timeouts.idle).await)
    }

    fn with_routes<T>(&self, change: impl FnOnce(&mut Routes) -> T) -> T {
        // Nothing panics while it is held, so what a poisoned lock guards is whole.
        change(&mut self.routes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether an answer is about the task that was asked for, as far as it says.
fn is_about(answer: &Answer, task_id: &TaskId) -> bool {
    answer.task_id.as_ref().is_none_or(|id| id == task_id)
}

#[cfg(test)]
#[path = "ask_tests.rs"]
mod tests;
