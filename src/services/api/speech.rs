//! The text-to-speech route (api.md §3): the paid request for a spoken text, and the free question how one is.
//!
//! Not a queue and not a retry: `speak` consumes its `SpeechSubmission`. Invariants: one `speak` is at most one POST; an
//! outcome is `Refused` only when it is certain that nothing was taken.

use reqwest::{RequestBuilder, header};
use serde_json::json;
use url::Url;

use super::client::{ANSWER_BYTES, address, authorised, is_here, nothing_sent};
use super::read::{Reply, lost, words};
use super::triage::{judge_speech, judge_speech_ask};
use super::{Client, Gateway};
use crate::domain::{
    AskFault, Door, Lost, Refusal, RefusalKind, Speech, SpeechAnswer, SpeechOutcome, SpeechSubmission, TaskId,
};

/// Where texts are spoken, behind the base URL; one is asked for below it.
const SPEECH: &str = "/kling/v1/audio/tts";

impl Client {
    /// Has a text spoken: sends the paid request once, whatever happens.
    ///
    /// Dropping the future cuts the request off; what became of it is then unknown.
    pub async fn speak(&self, gateway: &Gateway, submission: SpeechSubmission) -> SpeechOutcome {
        let speech = submission.speech();
        let outcome = match destination(gateway, speech) {
            Ok(url) => {
                let request = self.paid.to(&url).post(url.clone()).header(header::CONTENT_TYPE, "application/json");
                let patience = self.timeouts.connect + self.timeouts.answer;
                let exchange = self.exchange_speech(gateway, request.body(body(speech)));
                // The connection has a limit of its own, after which it is certain that nothing was sent.
                tokio::time::timeout(patience, exchange).await.unwrap_or(SpeechOutcome::Unknown(Lost::TimedOut))
            }
            Err(words) => SpeechOutcome::Refused(nothing_sent(RefusalKind::Here, words)),
        };
        log(speech, &outcome);
        outcome
    }

    async fn exchange_speech(&self, gateway: &Gateway, request: RequestBuilder) -> SpeechOutcome {
        match authorised(request, gateway).send().await {
            Ok(response) => {
                let reply = Reply::read(response, ANSWER_BYTES, self.timeouts.idle).await;
                judge_speech(&reply, gateway)
            }
            // Name look-up, connection and TLS come before the first byte of a request. Nothing later does.
            Err(error) if error.is_connect() => not_sent(RefusalKind::NotReached, error),
            Err(error) if error.is_builder() => not_sent(RefusalKind::Here, error),
            Err(error) => SpeechOutcome::Unknown(lost(error)),
        }
    }

    /// Asks how a spoken text is, once.
    ///
    /// # Errors
    /// Why there was no answer. It is never a reason to give it up.
    pub async fn ask_speech(&self, gateway: &Gateway, task_id: &TaskId) -> Result<SpeechAnswer, AskFault> {
        let url = address(gateway, SPEECH, Some(&task_id.0)).map_err(AskFault::Network)?;
        judge_speech_ask(&self.get(gateway, url, ANSWER_BYTES).await?, gateway)
    }
}

fn not_sent(kind: RefusalKind, error: reqwest::Error) -> SpeechOutcome {
    let refusal: Refusal = nothing_sent(kind, words(error));
    SpeechOutcome::Refused(refusal)
}

/// Finds the address, and stops a practised text from ever going where it would be billed.
fn destination(gateway: &Gateway, speech: &Speech) -> Result<Url, String> {
    let url = address(gateway, SPEECH, None)?;
    if speech.door == Door::Practice && !is_here(&url) {
        return Err("a practised text does not leave this computer".into());
    }
    Ok(url)
}

/// The body: a text, a voice, a language, and a speed with one decimal.
fn body(speech: &Speech) -> String {
    let typed = speech.wording.typed();
    json!({
        "text": typed.text,
        "voice_id": typed.voice,
        "voice_language": typed.tongue.wire(),
        "voice_speed": typed.speed.factor(),
    })
    .to_string()
}

/// One line for every paid request: what came of it, without any text that came back.
fn log(speech: &Speech, outcome: &SpeechOutcome) {
    let id = speech.id;
    match outcome {
        SpeechOutcome::Taken(answer) => {
            let task = answer.task_id.as_ref().map(|task| task.0.as_str());
            tracing::info!(%id, task, made = answer.audio.is_some(), "a text was taken to be spoken");
        }
        SpeechOutcome::Refused(refusal) => {
            tracing::warn!(%id, kind = ?refusal.kind, http = refusal.http, code = refusal.code, "not spoken");
        }
        SpeechOutcome::Unknown(Lost::Unclear(http, _)) => tracing::warn!(%id, http, "no clear answer to a text"),
        SpeechOutcome::Unknown(lost) => tracing::warn!(%id, ?lost, "no clear answer to a text"),
    }
}

#[cfg(test)]
#[path = "speech_tests.rs"]
mod tests;
