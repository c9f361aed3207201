//! The shapes of the provider's JSON, read tolerantly: flat, wrapped, nested, and every error body of api.md §4.
//!
//! Not a verdict: what a code means is `triage`'s. Invariant: nothing is guessed; what is not there is `None`.

use std::time::Duration;

use serde_json::Value;

use crate::domain::{Status, TaskId};

/// How deep errors within errors are followed.
const DEPTH: usize = 6;

/// One layer of an answer: an error may be wrapped in others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layer {
    /// Its code as text.
    pub(super) code: Option<String>,
    /// Its message, unless that is itself JSON.
    pub(super) message: String,
    /// Its request id, or the one in its message.
    pub(super) request_id: Option<String>,
    /// Whether it looks like an answer of this family: a code, an error, or a message.
    pub(super) known_shape: bool,
}

/// The layers of an answer, from the outermost to the innermost.
pub(super) fn layers(answer: &Value) -> Vec<Layer> {
    let mut layers = Vec::new();
    collect(answer, DEPTH, &mut layers);
    layers
}

fn collect(value: &Value, depth: usize, layers: &mut Vec<Layer>) {
    let (Some(object), Some(depth)) = (value.as_object(), depth.checked_sub(1)) else { return };
    let error = object.get("error");
    let message = text_at(value, "message").or_else(|| error.and_then(filled)).unwrap_or_default();
    // Some gateways put the whole answer of the provider into the message, as text.
    let inner = serde_json::from_str::<Value>(&message).ok().filter(Value::is_object);
    layers.push(Layer {
        code: text_at(value, "code").or_else(|| text_at(value, "type").filter(|_| object.contains_key("message"))),
        request_id: text_at(value, "request_id").or_else(|| id_in(&message)),
        known_shape: ["code", "error", "message"].iter().any(|key| object.contains_key(*key)),
        message: if inner.is_some() { String::new() } else { message },
    });
    for child in [inner.as_ref(), error, object.get("data")].into_iter().flatten() {
        collect(child, depth, layers);
    }
}

/// Every request id of the layers, the outermost first.
pub(super) fn request_ids(layers: &[Layer]) -> Option<String> {
    let mut ids: Vec<&str> = Vec::new();
    for id in layers.iter().filter_map(|layer| layer.request_id.as_deref()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    (!ids.is_empty()).then(|| ids.join(", "))
}

/// The id in `… (request id: 2026…)`.
fn id_in(message: &str) -> Option<String> {
    let at = message.to_ascii_lowercase().find("(request id:")?;
    let (id, _) = message.get(at + "(request id:".len()..)?.split_once(')')?;
    let id = id.trim();
    (!id.is_empty()).then(|| id.to_owned())
}

/// A text, number or truth value as text; `None` when it is blank or something else.
fn filled(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn text_at(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(filled)
}

/// The objects that may describe a task: `data`, `data.data`, `data.data.data`, and the whole answer when it is itself a
/// task, as in a callback. The whole answer is not taken for a task by a bare `status`: that may tell of the request.
fn levels(answer: &Value) -> Vec<&Value> {
    let mut levels = Vec::new();
    let mut level = answer;
    for _ in 0..3 {
        match level.get("data") {
            Some(inner) if inner.is_object() => level = inner,
            _ => break,
        }
        levels.push(level);
    }
    if text_at(answer, "task_status").is_some() || text_at(answer, "task_id").is_some() {
        levels.push(answer);
    }
    levels
}

fn first(levels: &[&Value], key: &str) -> Option<String> {
    levels.iter().find_map(|level| text_at(level, key))
}

/// What an answer says of a task. Texts are as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TaskTwin {
    /// The id to ask with.
    pub(super) task_id: Option<TaskId>,
    /// Our own id, when the answer repeats it.
    pub(super) external_id: Option<String>,
    /// The first `task_status` or `status`.
    pub(super) status: Option<Status>,
    /// The video's address.
    pub(super) url: Option<String>,
    /// Why it failed.
    pub(super) reason: Option<String>,
    /// What was deducted.
    pub(super) units: Option<String>,
}

impl TaskTwin {
    /// Reads both shapes of api.md §2.
    pub(super) fn of(answer: &Value) -> Self {
        let levels = levels(answer);
        let word = levels.iter().find_map(|level| text_at(level, "task_status").or_else(|| status_word(level)));
        let status = word.as_deref().map(status);
        let reason = match status {
            Some(Status::Succeeded) => None,
            Some(Status::Failed) => reason(&levels).or_else(|| message(&levels, answer)),
            _ => reason(&levels),
        };
        Self {
            task_id: levels.iter().find_map(|level| task_id(level)),
            external_id: levels.iter().find_map(|level| external_id(level)),
            url: url(&levels, status.as_ref()),
            reason,
            units: first(&levels, "final_unit_deduction"),
            status,
        }
    }
}

/// What an answer says of a made voice (api.md §3). Texts are as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct AudioTwin {
    /// What the avatar route is given.
    pub(super) id: Option<String>,
    /// Where the sound is.
    pub(super) url: Option<String>,
    /// How long it is.
    pub(super) length: Option<Duration>,
}

impl AudioTwin {
    /// Reads the first voice of both shapes.
    pub(super) fn of(answer: &Value) -> Self {
        let levels = levels(answer);
        let Some(audio) = levels.iter().find_map(|level| level.pointer("/task_result/audios/0")) else {
            return Self::default();
        };
        let usable = |id: &String| id.len() <= 256 && id.bytes().all(|byte| byte.is_ascii_graphic());
        let seconds = text_at(audio, "duration").and_then(|text| text.parse().ok());
        let web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        Self {
            id: text_at(audio, "id").filter(usable),
            url: text_at(audio, "url").filter(web),
            length: seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        }
    }
}

/// The tasks of a list; `None` when the answer is no list.
pub(super) fn list(answer: &Value) -> Option<Vec<Value>> {
    let data = answer.get("data")?;
    let rows = data.as_array().or_else(|| data.get("data").and_then(Value::as_array))?;
    // Each row is read as an answer of its own.
    Some(rows.iter().map(|row| serde_json::json!({ "data": row })).collect())
}

/// A `status` that is text: a number there is an HTTP status.
fn status_word(level: &Value) -> Option<String> {
    level.get("status").filter(|status| status.is_string()).and_then(filled)
}

fn status(word: &str) -> Status {
    match word.to_ascii_lowercase().as_str() {
        "submitted" | "not_start" | "queued" => Status::Submitted,
        "processing" | "in_progress" => Status::Processing,
        "succeed" | "succeeded" | "success" | "completed" => Status::Succeeded,
        "failed" | "failure" | "fail" | "error" | "cancelled" => Status::Failed,
        _ => Status::Unrecognised(word.to_owned()),
    }
}

/// An id, which is text or a whole number; one that could not be asked with is none.
fn task_id(level: &Value) -> Option<TaskId> {
    let id = level.get("task_id").filter(|id| id.is_string() || id.is_u64()).and_then(filled)?;
    let usable = id.len() <= 256 && id != "." && id != ".." && !id.chars().any(|c| c.is_control() || c.is_whitespace());
    usable.then_some(TaskId(id))
}

fn external_id(level: &Value) -> Option<String> {
    level
        .get("task_info")
        .and_then(|info| text_at(info, "external_task_id"))
        .or_else(|| text_at(level, "external_task_id"))
}

fn url(levels: &[&Value], status: Option<&Status>) -> Option<String> {
    let video = |level: &&Value| level.pointer("/task_result/videos/0/url").and_then(filled);
    let named = ["result_url", "video_url", "url"];
    levels
        .iter()
        .find_map(video)
        .or_else(|| named.iter().find_map(|key| first(levels, key)))
        // Older relays of this family keep a finished video's address where others keep the reason.
        .or_else(|| first(levels, "fail_reason").filter(|_| status == Some(&Status::Succeeded)))
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
}

fn reason(levels: &[&Value]) -> Option<String> {
    first(levels, "task_status_msg").or_else(|| first(levels, "fail_reason"))
}

/// A message that does not say success, the innermost first.
fn message(levels: &[&Value], answer: &Value) -> Option<String> {
    let mut said = levels.iter().rev().copied().chain([answer]).filter_map(|level| text_at(level, "message"));
    said.find(|said| status(said) != Status::Succeeded && !said.eq_ignore_ascii_case("ok"))
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
