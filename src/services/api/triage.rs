//! What an answer means: the create rule and the code table of api.md §4, in one place.
//!
//! Not the sending and not the shapes. Invariant: `Refused` and `Later` need a clear refusal; whatever is not clear after
//! bytes were sent is `Unknown`.

use super::read::{Content, Reply};
use super::wire::{self, AudioTwin, Layer, TaskTwin};
use super::{Gateway, clean};
use crate::domain::{
    Accepted, Answer, AskFault, Lost, Outcome, Refusal, RefusalKind, SpeechAnswer, SpeechOutcome, Status,
};

/// What a code says about the request it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// It was taken.
    Fine,
    /// It was not taken.
    Refused(RefusalKind),
    /// It was not taken now.
    Later(RefusalKind),
    /// It may or may not have been taken.
    Unclear,
}

/// The code table. The numbers are Kling's, the words those of CometAPI and its family of gateways; `None` is a code we
/// do not know.
fn meaning(code: &str) -> Option<Meaning> {
    use RefusalKind as Kind;
    Some(match code.to_ascii_lowercase().as_str() {
        "0" | "200" | "true" | "ok" | "success" | "succeed" | "succeeded" => Meaning::Fine,
        "1000" | "1001" | "1002" | "1003" | "1004" | "invalid_api_key" => Meaning::Refused(Kind::Key),
        "1100" | "1101" | "1102" | "quota_not_enough" | "insufficient_quota" | "insufficient_user_quota" => {
            Meaning::Refused(Kind::Funds)
        }
        "1103" | "model_not_found" => Meaning::Refused(Kind::Rights),
        "1200" | "1201" | "invalid_request" | "invalid_request_error" => Meaning::Refused(Kind::Parameter),
        "1202" | "1203" | "task_not_exist" => Meaning::Refused(Kind::Missing),
        "1300" | "1301" => Meaning::Refused(Kind::Policy),
        "1302" => Meaning::Later(Kind::TooFast),
        "1303" => Meaning::Later(Kind::TooMany),
        "1304" => Meaning::Refused(Kind::Address),
        "5001" => Meaning::Later(Kind::Maintenance),
        "5000" | "5002" => Meaning::Unclear,
        // Kling's refusals are all in this range; what is new there is a refusal too.
        other if other.len() == 4 && other.starts_with('1') && other.bytes().all(|byte| byte.is_ascii_digit()) => {
            Meaning::Refused(Kind::Other)
        }
        _ => return None,
    })
}

/// What a refusal means when only its HTTP status tells; `None` when the status does not say that nothing was taken.
fn by_status(status: u16) -> Option<RefusalKind> {
    match status {
        401 => Some(RefusalKind::Key),
        402 => Some(RefusalKind::Funds),
        403 => Some(RefusalKind::Rights),
        404 | 405 => Some(RefusalKind::Missing),
        413 | 414 | 415 | 422 => Some(RefusalKind::Parameter),
        // 408 may tell of a timeout behind the gateway, 499 of a connection that was cut.
        400 | 406..=407 | 409..=431 | 451 => Some(RefusalKind::Other),
        _ => None,
    }
}

/// What was understood of an answer, before it is known to what it is the answer.
struct Reading<'a> {
    reply: &'a Reply,
    layers: Vec<Layer>,
    /// The layer whose code decides.
    decisive: Option<Layer>,
    meaning: Option<Meaning>,
    gateway: &'a Gateway,
}

impl<'a> Reading<'a> {
    fn of(reply: &'a Reply, gateway: &'a Gateway) -> Self {
        let layers = match &reply.content {
            Content::Json(value) => wire::layers(value),
            Content::Text(_) | Content::Lost(_) => Vec::new(),
        };
        let of = |layer: &Layer| layer.code.as_deref().and_then(meaning);
        let error = |layer: &&Layer| layer.code.is_some() && of(layer) != Some(Meaning::Fine);
        // The innermost code that we know is the closest to the cause; else the first that says anything but success.
        let known = layers.iter().rfind(|layer| error(layer) && of(layer).is_some());
        let decisive = known.or_else(|| layers.iter().find(error)).cloned();
        let meaning = match &decisive {
            Some(layer) => of(layer),
            None => layers.iter().find_map(of),
        };
        Self { reply, layers, decisive, meaning, gateway }
    }

    fn clean(&self, text: &str) -> String {
        clean(text, Some(&self.gateway.key))
    }

    fn request_id(&self) -> Option<String> {
        wire::request_ids(&self.layers).map(|ids| self.clean(&ids)).or_else(|| self.reply.header_id.clone())
    }

    /// The provider's words: those that came with the code, else the innermost ones, else the text, else the status.
    fn message(&self) -> String {
        let with_code = self.decisive.as_ref().map(|layer| layer.message.as_str()).filter(|said| !said.is_empty());
        let innermost = || self.layers.iter().rev().map(|layer| layer.message.as_str()).find(|said| !said.is_empty());
        let text = match &self.reply.content {
            Content::Text(text) if !text.trim_start().starts_with('<') => text.trim(),
            _ => "",
        };
        match with_code.or_else(innermost).unwrap_or(text) {
            "" => format!("HTTP {}", self.reply.status),
            said => self.clean(said),
        }
    }

    fn refusal(&self, kind: RefusalKind) -> Refusal {
        // A path that is not offered is answered by some gateways as an invalid request.
        let wrong_path = matches!(self.reply.status, 404 | 405) && kind == RefusalKind::Parameter;
        Refusal {
            kind: if wrong_path { RefusalKind::Missing } else { kind },
            message: self.message(),
            code: self.decisive.as_ref().and_then(|layer| layer.code.as_deref()).map(|code| self.clean(code)),
            http: Some(self.reply.status),
            request_id: self.request_id(),
        }
    }

    /// The refusal of an answer in a known shape whose code says nothing to us.
    fn refusal_by_status(&self) -> Option<Refusal> {
        let kind = by_status(self.reply.status).filter(|_| self.layers.iter().any(|layer| layer.known_shape))?;
        let bare = self.decisive.is_none() && kind == RefusalKind::Other && self.reply.status == 400;
        Some(self.refusal(if bare { RefusalKind::Parameter } else { kind }))
    }

    /// Why nothing clear came of a paid request.
    fn unclear(&self) -> Lost {
        match &self.reply.content {
            Content::Lost(lost) => lost.clone(),
            Content::Text(_) | Content::Json(_) => Lost::Unclear(self.reply.status, self.raw()),
        }
    }

    /// The start of what came, with the request ids that do not stand in it.
    fn raw(&self) -> String {
        let text = match &self.reply.content {
            Content::Text(text) => self.clean(text),
            Content::Json(value) => self.clean(&value.to_string()),
            Content::Lost(Lost::Unclear(_, text)) => text.clone(),
            Content::Lost(_) => String::new(),
        };
        match self.request_id().filter(|ids| !text.contains(ids.as_str())) {
            Some(ids) if text.is_empty() => format!("request id: {ids}"),
            Some(ids) => format!("{text} (request id: {ids})"),
            None => text,
        }
    }

    /// The task that an answer describes.
    fn twin(&self) -> Option<TaskTwin> {
        match &self.reply.content {
            Content::Json(value) => Some(TaskTwin::of(value)),
            Content::Text(_) | Content::Lost(_) => None,
        }
    }
}

/// Whether this status says by itself, whatever the body, that the request was sent to the wrong place.
fn is_redirect(status: u16) -> bool {
    (300..400).contains(&status)
}

/// What came of a paid request to which an answer came: the create rule.
pub(super) fn judge_create(reply: &Reply, gateway: &Gateway) -> Outcome {
    let reading = Reading::of(reply, gateway);
    let twin = reading.twin().unwrap_or_default();
    if let Some(task_id) = twin.task_id {
        // An id and an error in one answer contradict each other.
        return match reading.decisive {
            Some(_) => Outcome::Unknown(reading.unclear()),
            None => Outcome::Accepted(Accepted {
                task_id,
                status: twin.status.unwrap_or(Status::Submitted),
                request_id: reading.request_id(),
            }),
        };
    }
    let later = |kind| Outcome::Later(reading.refusal(kind), reply.retry_after);
    match reading.meaning {
        Some(Meaning::Refused(kind)) => Outcome::Refused(reading.refusal(kind)),
        Some(Meaning::Later(kind)) => later(kind),
        Some(Meaning::Unclear | Meaning::Fine) => Outcome::Unknown(reading.unclear()),
        None if reply.status == 503 => later(RefusalKind::Maintenance),
        None if reply.status == 401 => Outcome::Refused(reading.refusal(RefusalKind::Key)),
        None if is_redirect(reply.status) => {
            let mut refusal = reading.refusal(RefusalKind::Missing);
            refusal.message = format!("HTTP {}: a redirect, which is not followed", reply.status);
            Outcome::Refused(refusal)
        }
        None => match reading.refusal_by_status() {
            Some(refusal) => Outcome::Refused(refusal),
            None => Outcome::Unknown(reading.unclear()),
        },
    }
}

/// What came of a paid request for a spoken text to which an answer came: the same rule, but that nothing waits by itself.
pub(super) fn judge_speech(reply: &Reply, gateway: &Gateway) -> SpeechOutcome {
    let reading = Reading::of(reply, gateway);
    match judge_create(reply, gateway) {
        Outcome::Refused(refusal) | Outcome::Later(refusal, _) => SpeechOutcome::Refused(refusal),
        Outcome::Accepted(_) => match speech_answer(&reading) {
            Some(answer) => SpeechOutcome::Taken(answer),
            None => SpeechOutcome::Unknown(reading.unclear()),
        },
        // A made voice says that it was taken even where no task is named.
        Outcome::Unknown(lost) => match speech_answer(&reading).filter(|answer| answer.audio.is_some()) {
            Some(answer) if reading.decisive.is_none() && (200..300).contains(&reply.status) => {
                SpeechOutcome::Taken(answer)
            }
            _ => SpeechOutcome::Unknown(lost),
        },
    }
}

/// What an answer to asking for a spoken text says.
pub(super) fn judge_speech_ask(reply: &Reply, gateway: &Gateway) -> Result<SpeechAnswer, AskFault> {
    let reading = Reading::of(reply, gateway);
    free(&reading)?;
    let said = |answer: &SpeechAnswer| answer.audio.is_some() || answer.status != Status::Unrecognised(String::new());
    speech_answer(&reading).filter(said).ok_or_else(|| AskFault::Garbled(reply.status, reading.raw()))
}

/// What an answer says of a spoken text. One that names no status has an empty one.
fn speech_answer(reading: &Reading<'_>) -> Option<SpeechAnswer> {
    let Content::Json(value) = &reading.reply.content else { return None };
    let (twin, audio) = (TaskTwin::of(value), AudioTwin::of(value));
    let status = match twin.status {
        Some(Status::Unrecognised(word)) => Status::Unrecognised(reading.clean(&word)),
        Some(status) => status,
        None => Status::Unrecognised(String::new()),
    };
    Some(SpeechAnswer {
        task_id: twin.task_id,
        status,
        audio: audio.id.map(|id| (id, audio.length)),
        url: audio.url,
        reason: twin.reason.map(|reason| reading.clean(&reason)),
        request_id: reading.request_id(),
    })
}

/// What an answer to a free request is, before its content is read: a fault, or the JSON to read.
fn free(reading: &Reading<'_>) -> Result<(), AskFault> {
    let reply = reading.reply;
    let refused = |kind| Err(AskFault::Refused(reading.refusal(kind)));
    let garbled = || match reply.retry_after {
        Some(wait) if reply.status == 503 => AskFault::Busy(Some(wait)),
        _ => AskFault::Garbled(reply.status, reading.raw()),
    };
    match (&reply.content, reading.meaning) {
        (Content::Lost(Lost::Cut(words)), _) => Err(AskFault::Network(words.clone())),
        (Content::Lost(Lost::TimedOut | Lost::Interrupted), _) => {
            Err(AskFault::Network("no whole answer in time".into()))
        }
        (_, Some(Meaning::Refused(kind))) => refused(kind),
        (_, Some(Meaning::Later(RefusalKind::Maintenance))) => Err(garbled()),
        (_, Some(Meaning::Later(_))) => Err(AskFault::Busy(reply.retry_after)),
        _ if reply.status == 401 => refused(RefusalKind::Key),
        _ if reply.status == 429 => Err(AskFault::Busy(reply.retry_after)),
        (Content::Json(_), Some(Meaning::Fine) | None) if (200..300).contains(&reply.status) => {
            match reading.decisive {
                Some(_) => Err(garbled()),
                None => Ok(()),
            }
        }
        _ => Err(reading.refusal_by_status().map_or_else(garbled, AskFault::Refused)),
    }
}

/// What an answer to asking for a task says.
pub(super) fn judge_ask(reply: &Reply, gateway: &Gateway) -> Result<Answer, AskFault> {
    let reading = Reading::of(reply, gateway);
    free(&reading)?;
    answer(&reading, reading.twin().unwrap_or_default()).ok_or_else(|| AskFault::Garbled(reply.status, reading.raw()))
}

fn answer(reading: &Reading<'_>, twin: TaskTwin) -> Option<Answer> {
    let status = match twin.status? {
        Status::Unrecognised(word) => Status::Unrecognised(reading.clean(&word)),
        status => status,
    };
    Some(Answer {
        task_id: twin.task_id,
        status,
        url: twin.url,
        reason: twin.reason.map(|reason| reading.clean(&reason)),
        units: twin.units.map(|units| reading.clean(&units)),
        request_id: reading.request_id(),
    })
}

/// What looking in one place says about a lost submission.
#[derive(Debug, PartialEq)]
pub(super) enum Look {
    /// It is there.
    Found(Box<Answer>),
    /// It is clearly not there.
    NotThere,
    /// This place cannot be looked at; the refusal.
    NotOffered(Refusal),
    /// No answer this time.
    Fault(AskFault),
}

/// What an answer says about the task with our own id. A task with another own id is not ours.
pub(super) fn judge_look(reply: &Reply, gateway: &Gateway, external_id: &str) -> Look {
    let reading = Reading::of(reply, gateway);
    match free(&reading) {
        Ok(()) => {}
        Err(AskFault::Refused(refusal)) => {
            let gone = ["1203", "task_not_exist"].contains(&refusal.code.as_deref().unwrap_or_default());
            return match refusal.kind {
                _ if gone => Look::NotThere,
                RefusalKind::Key | RefusalKind::Funds | RefusalKind::Address => Look::Fault(AskFault::Refused(refusal)),
                _ => Look::NotOffered(Refusal { kind: RefusalKind::Missing, ..refusal }),
            };
        }
        // What comes from a place that is not offered: a page, a redirect.
        Err(AskFault::Garbled(status, _)) if status < 500 => {
            return Look::NotOffered(reading.refusal(RefusalKind::Missing));
        }
        Err(fault) => return Look::Fault(fault),
    }
    let Content::Json(value) = &reply.content else { return Look::NotOffered(reading.refusal(RefusalKind::Missing)) };
    if let Some(rows) = wire::list(value) {
        let ours = rows.iter().map(TaskTwin::of).find(|twin| twin.external_id.as_deref() == Some(external_id));
        return match ours.filter(|twin| twin.task_id.is_some()).and_then(|twin| answer(&reading, twin)) {
            Some(answer) => Look::Found(Box::new(answer)),
            // A full page may go on where we do not see it.
            None if rows.len() >= LISTED => Look::NotOffered(reading.refusal(RefusalKind::Missing)),
            None => Look::NotThere,
        };
    }
    let twin = TaskTwin::of(value);
    let ours = twin.external_id.as_deref().is_none_or(|id| id == external_id) && twin.task_id.is_some();
    match Some(twin).filter(|_| ours).and_then(|twin| answer(&reading, twin)) {
        Some(answer) => Look::Found(Box::new(answer)),
        None => Look::NotOffered(reading.refusal(RefusalKind::Missing)),
    }
}

/// How many tasks of the list are looked through.
pub(super) const LISTED: usize = 100;

/// Whether an answer to asking for a task may only mean that it was asked at the wrong path (api.md §2).
pub(super) fn may_be_wrong_path(reply: &Reply) -> bool {
    let page = matches!(reply.content, Content::Text(_)) && reply.status < 500 && !matches!(reply.status, 401 | 429);
    reply.status == 404 || is_redirect(reply.status) || page
}

/// What an answer to the free connection test says; `Ok` is a good key.
pub(super) fn judge_test(reply: &Reply, gateway: &Gateway) -> Result<(), AskFault> {
    free(&Reading::of(reply, gateway))
}

#[cfg(test)]
#[path = "errors_tests.rs"]
mod errors_tests;
#[cfg(test)]
#[path = "triage_tests.rs"]
mod tests;
