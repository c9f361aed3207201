//! What the practice server keeps of a task and of a voice, and what it says of them.
//!
//! Not where it is kept: that is `shelf`. Invariant: what a task's status is follows from when it was made, what time it is
//! and whether its film is rendered, so a server that was restarted says what it would have said.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Timeline;
use crate::domain::Mode;

/// How long tasks, films and voices are kept (Kling's page: 30 days).
pub(super) const LIFETIME: Duration = Duration::from_secs(30 * 24 * 3600);
/// What the server answers for a task whose prompt asks for a failure (a text seen from the provider).
pub(super) const RISK: &str = "Failure to pass the risk control system";

/// Milliseconds since 1970.
pub(super) type Millis = i64;

/// What became of the rendering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(super) enum End {
    /// Nothing yet.
    Pending,
    /// The film is on the disk.
    Rendered {
        /// Since when.
        at: Millis,
        /// Milliseconds.
        length: u64,
    },
    /// There will be none.
    Broken {
        /// Since when.
        at: Millis,
        /// Why, in the provider's manner.
        reason: String,
    },
}

/// A task as it is kept, one JSON file each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TaskRecord {
    pub id: String,
    /// The result's own id.
    pub video_id: String,
    pub external_task_id: Option<String>,
    /// The API's word.
    pub mode: String,
    /// The prompt asked for a failure.
    pub fails: bool,
    pub created_at: Millis,
    pub end: End,
}

/// A voice as it is kept, one JSON file each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct VoiceRecord {
    pub task_id: String,
    /// What an avatar's `audio_id` names.
    pub audio_id: String,
    pub created_at: Millis,
    /// Milliseconds.
    pub length: u64,
}

/// What a task looks like at some time: status, since when, and why when it failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub status: &'static str,
    pub since: Millis,
    pub reason: String,
    /// Milliseconds of the film, once there is one to fetch.
    pub length: Option<u64>,
}

impl TaskRecord {
    pub fn mode(&self) -> Mode {
        Mode::from_wire(&self.mode).unwrap_or_default()
    }

    /// What it is at `now`.
    pub fn seen(&self, now: Millis, timeline: &Timeline) -> Seen {
        let processing_at = self.created_at.saturating_add(millis(timeline.submitted));
        let end_at = processing_at.saturating_add(millis(timeline.processing));
        let seen = |status, since, reason: &str, length| Seen { status, since, reason: reason.to_owned(), length };
        match &self.end {
            _ if now < processing_at => seen("submitted", self.created_at, "", None),
            _ if now < end_at => seen("processing", processing_at, "", None),
            End::Broken { at, reason } => seen("failed", end_at.max(*at), reason, None),
            _ if self.fails => seen("failed", end_at, RISK, None),
            End::Rendered { at, length } => seen("succeed", end_at.max(*at), "", Some(*length)),
            End::Pending => seen("processing", processing_at, "", None),
        }
    }

    /// The object of the API (api.md §1 and §2); `address` is where the film can be fetched.
    pub fn wire(&self, seen: &Seen, address: impl FnOnce() -> String) -> Value {
        let info = match &self.external_task_id {
            Some(id) => json!({ "external_task_id": id }),
            None => json!({}),
        };
        let mut task = json!({
            "task_id": self.id, "task_status": seen.status, "task_status_msg": seen.reason, "task_info": info,
            "task_result": {}, "created_at": self.created_at, "updated_at": seen.since,
        });
        if let (Some(length), Some(fields)) = (seen.length, task.as_object_mut()) {
            let video = json!({ "id": self.video_id, "url": address(), "duration": seconds(length) });
            fields.insert("task_result".to_owned(), json!({ "videos": [video] }));
            // Practice deducts nothing, and says so.
            fields.insert("final_unit_deduction".to_owned(), json!("0"));
        }
        task
    }

    /// The answer to the request that made it: no result, no reason.
    pub fn wire_created(&self) -> Value {
        let seen = Seen { status: "submitted", since: self.created_at, reason: String::new(), length: None };
        let mut task = self.wire(&seen, String::new);
        if let Some(fields) = task.as_object_mut() {
            fields.remove("task_result");
            fields.remove("task_status_msg");
        }
        task
    }
}

impl VoiceRecord {
    /// The object of the API (api.md §3). The file is a WAV, for there is no MP3 encoder here, and the voice a placeholder.
    pub fn wire(&self, address: &str) -> Value {
        let audio = json!({ "id": self.audio_id, "url": address, "duration": seconds(self.length) });
        json!({
            "task_id": self.task_id, "task_status": "succeed", "task_status_msg": "placeholder voice", "task_info": {},
            "task_result": { "audios": [audio] }, "final_unit_deduction": "0",
            "created_at": self.created_at, "updated_at": self.created_at,
        })
    }
}

/// Whether something made then is no longer kept now.
pub(super) fn is_over(created_at: Millis, now: Millis) -> bool {
    now.saturating_sub(created_at) > millis(LIFETIME)
}

pub(super) fn now() -> Millis {
    jiff::Timestamp::now().as_millisecond()
}

/// A fresh id of 19 digits: more than a 64-bit float can hold, as the provider's are.
pub(super) fn fresh_id() -> String {
    let dice = uuid::Uuid::new_v4().as_u128();
    (1_000_000_000_000_000_000 + dice % 8_000_000_000_000_000_000).to_string()
}

pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Milliseconds as seconds with three decimals.
fn seconds(millis: u64) -> String {
    format!("{}.{:03}", millis / 1000, millis % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(end: End, fails: bool) -> TaskRecord {
        let mode = "std".to_owned();
        TaskRecord { id: fresh_id(), video_id: fresh_id(), external_task_id: None, mode, fails, created_at: 1000, end }
    }

    #[test]
    fn a_status_follows_from_the_time_and_the_film() {
        let timeline = Timeline { submitted: Duration::from_millis(100), processing: Duration::from_millis(300) };
        let rendered = |at| End::Rendered { at, length: 2000 };
        let broken = End::Broken { at: 1200, reason: "no".to_owned() };
        let table = [
            (rendered(1001), false, 1000, "submitted", 1000),
            (rendered(1001), false, 1099, "submitted", 1000),
            (rendered(1001), false, 1100, "processing", 1100),
            (rendered(1001), false, 1400, "succeed", 1400),
            (rendered(9000), false, 9001, "succeed", 9000),
            (End::Pending, false, 1400, "processing", 1100),
            (End::Pending, false, i64::MAX, "processing", 1100),
            (End::Pending, true, 1399, "processing", 1100),
            (End::Pending, true, 1400, "failed", 1400),
            (rendered(1001), true, 1400, "failed", 1400),
            (broken.clone(), false, 1399, "processing", 1100),
            (broken, false, 1400, "failed", 1400),
        ];
        for (end, fails, now, status, since) in table {
            let seen = record(end.clone(), fails).seen(now, &timeline);
            assert_eq!((seen.status, seen.since), (status, since), "{end:?} {fails} {now}");
            assert_eq!(seen.length.is_some(), status == "succeed");
            assert_eq!(seen.reason.is_empty(), status != "failed");
        }
    }

    #[test]
    fn ids_have_nineteen_digits_and_do_not_repeat() {
        let ids: std::collections::BTreeSet<String> = (0..1000).map(|_| fresh_id()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| id.len() == 19 && id.parse::<u64>().is_ok_and(|id| id > 1 << 53)));
    }

    #[test]
    fn a_record_reads_what_it_writes() {
        for end in [End::Pending, End::Rendered { at: 5, length: 6 }, End::Broken { at: 7, reason: "why".to_owned() }] {
            let record = record(end, true);
            let text = serde_json::to_string(&record).expect("text");
            assert_eq!(serde_json::from_str::<TaskRecord>(&text).expect("the same"), record);
        }
    }
}
