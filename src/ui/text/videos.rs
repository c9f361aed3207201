//! The words for a video that is not here as it should be, and for how long the provider keeps its copy.

use jiff::{Timestamp, tz::TimeZone};

use super::Texts;
use crate::domain::{Door, Presence, Task};

impl Texts {
    /// Until about when the provider keeps a video, or that it may be gone there.
    #[must_use]
    pub fn kept_there(&self, until: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        if now >= until {
            return self.get("there-no-more");
        }
        self.with("there-until", &[("day", self.day(until, now, zone).into())])
    }

    /// What is wrong with a finished video's file, if anything is.
    #[must_use]
    pub fn file_trouble(&self, task: &Task) -> Option<String> {
        let video = task.video()?;
        match (task.watch.presence, &video.damage) {
            (Presence::Missing, _) => Some(self.get("line-video-gone")),
            (Presence::Changed, _) => Some(self.get("line-video-changed")),
            (Presence::Kept, Some(why)) => Some(self.with("line-video-damaged", &[("why", why.as_str().into())])),
            (Presence::Kept, None) => None,
        }
    }

    /// Why fetching a finished video once more brought none, if that was tried.
    #[must_use]
    pub fn fetch_trouble(&self, task: &Task) -> Option<String> {
        if task.watch.none_there {
            return Some(self.get("line-video-none"));
        }
        let asking = task.watch.ask_fault.as_ref().map(|fault| self.ask_fault(fault));
        asking.or_else(|| task.watch.download_fault.as_ref().map(|fault| self.download_fault(fault)))
    }

    /// That the provider's own file is no video, that it was billed, and whom to ask with which id.
    #[must_use]
    pub fn spoilt(&self, task: &Task) -> Option<String> {
        let (spoilt, id) = (task.spoilt()?, task.stage.task_id()?);
        let gaps = [("what", self.found_instead(&spoilt.found).into()), ("times", spoilt.times.into())];
        let said = self.with("line-spoilt", &gaps);
        if task.door == Door::Practice {
            return Some(said);
        }
        Some(self.with("line-spoilt-billed", &[("said", said.into()), ("id", id.0.as_str().into())]))
    }
}
