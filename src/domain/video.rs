//! The finished video of a task: its file on this computer, and the provider's copy of it while that lasts.
//!
//! Not the fetching. Invariant: whatever happens to the file, its task stays ready and is never sent again; at most the
//! provider's copy is fetched once more.

use std::{path::PathBuf, time::Duration};

use jiff::{SignedDuration, Timestamp};

use super::outcome::{DownloadFault, Found, Status};
use super::task::{Stage, Task};

/// How long the provider keeps a video after it was made (api.md §2).
pub const KEPT_THERE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// So many whole downloads of the very same content that is no video show that the provider has no other.
pub const OFTEN_ENOUGH: u32 = 3;

/// A video that was downloaded whole and whose structure was verified; or kept damaged because the person said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    /// Where it is.
    pub path: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// Length of its longest track; nothing where a damaged one does not tell.
    pub length: Duration,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Frames in 1000 seconds: 25 frames a second is 25,000.
    pub frames_per_1000_s: u32,
    /// The picture's codec as people name it: `H.264`.
    pub codec: String,
    /// The sound's codec (`AAC`); `None` when it has no sound.
    pub sound: Option<String>,
    /// A small picture of its first frame; `None` when it could not be decoded here.
    pub poster: Option<PathBuf>,
    /// When the file was last changed, as the file system said right after it was put in its place; `None` when it did not
    /// say, and for videos that an earlier version fetched.
    pub modified: Option<Timestamp>,
    /// What is wrong with it, when it was kept as it came because the person said so; `None` for a whole one.
    pub damage: Option<String>,
}

/// What was found at a video's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// The file that was put there, or nobody has looked yet.
    #[default]
    Kept,
    /// Nothing, or nothing that can be reached.
    Missing,
    /// Something else: of another size, written to since, or not a file.
    Changed,
}

impl Presence {
    /// The name that scripts see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Missing => "missing",
            Self::Changed => "changed",
        }
    }
}

/// What came whole and was no video, and how often the very same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoilt {
    /// What came.
    pub found: Found,
    /// How often, without anything else that was whole in between.
    pub times: u32,
}

impl Spoilt {
    /// What is known after one more fault of a download. Only what came whole counts: a line that breaks tells nothing of
    /// the provider's file, and a page says only that it cannot be had now.
    #[must_use]
    pub fn after(before: Option<Self>, fault: &DownloadFault) -> Option<Self> {
        let DownloadFault::NotAVideo(found @ (Found::Nothing | Found::TooLarge(_) | Found::Damaged(..))) = fault else {
            return before;
        };
        let times = before.filter(|before| before.found == *found).map_or(0, |before| before.times);
        Some(Self { found: found.clone(), times: times.saturating_add(1) })
    }

    /// Whether the provider will hardly have another one.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.times >= OFTEN_ENOUGH
    }
}

impl Task {
    /// The finished video.
    #[must_use]
    pub fn video(&self) -> Option<&Video> {
        match &self.stage {
            Stage::Ready(_, video) => Some(video),
            _ => None,
        }
    }

    /// Whether its video is here whole, as far as anybody has looked.
    fn has_whole_video(&self) -> bool {
        let whole = |video: &Video| video.damage.is_none() && self.watch.presence == Presence::Kept;
        self.video().is_some_and(whole)
    }

    /// Whether the finished video's file is fetched once more just now.
    #[must_use]
    pub fn is_fetched_again(&self) -> bool {
        self.video().is_some() && self.watch.awaiting.is_some()
    }

    /// What came in place of its video, when it is not fetched by itself any more because the very same always comes.
    #[must_use]
    pub fn spoilt(&self) -> Option<&Spoilt> {
        let rests = matches!(self.stage, Stage::Downloading(..)) && self.watch.awaiting.is_none();
        self.watch.spoilt.as_ref().filter(|spoilt| rests && spoilt.is_certain())
    }

    /// Whether the person may have its video fetched once more.
    #[must_use]
    pub fn can_fetch_again(&self) -> bool {
        let ready = self.video().is_some() && !self.has_whole_video() && self.watch.awaiting.is_none();
        ready || self.spoilt().is_some()
    }

    /// Whether the person may keep what comes in place of its video: it is a file, and more than nothing.
    #[must_use]
    pub fn can_keep_damaged(&self) -> bool {
        self.spoilt().is_some_and(|spoilt| matches!(spoilt.found, Found::Damaged(..)))
    }

    /// Until about when the provider keeps its video, while that is not here whole. It was made after it was sent, so this
    /// promises rather a few minutes too little than too much.
    #[must_use]
    pub fn kept_there_until(&self) -> Option<Timestamp> {
        let missed = match &self.stage {
            Stage::Running(_, Status::Succeeded) | Stage::Downloading(..) => true,
            Stage::Ready(..) => !self.has_whole_video(),
            _ => false,
        };
        let made = self.sent_at.unwrap_or(self.created_at);
        missed.then(|| made.saturating_add(KEPT_THERE).unwrap_or(Timestamp::MAX))
    }

    /// Takes the video that was fetched once more; only a ready task has one. Its end stays its end.
    pub fn take_video(&mut self, fetched: Video) {
        if let Stage::Ready(_, video) = &mut self.stage {
            *video = fetched;
            self.watch = super::Watch::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outcome::Content;

    #[test]
    fn only_the_very_same_whole_content_counts_up() {
        let damaged = |words: &str, digest| {
            DownloadFault::NotAVideo(Found::Damaged(words.into(), Content { bytes: 9, digest: [digest; 32] }))
        };
        let of = |faults: &[DownloadFault]| faults.iter().fold(None, Spoilt::after).map(|spoilt| spoilt.times);
        let (one, other) = (damaged("cut off", 1), damaged("cut off", 2));
        let network = DownloadFault::Network("cut".into());
        let (nothing, page) = (Found::Nothing, Found::Words("Sign in".into()));
        let [nothing, page, huge] = [nothing, page, Found::TooLarge(9)].map(DownloadFault::NotAVideo);
        for (faults, expected) in [
            (vec![], None),
            (vec![network.clone(), page.clone(), DownloadFault::Dead(403), DownloadFault::Elsewhere], None),
            (vec![one.clone()], Some(1)),
            (vec![one.clone(), one.clone(), one.clone()], Some(3)),
            (vec![one.clone(), network, one.clone(), page, one.clone()], Some(3)),
            (vec![one.clone(), one.clone(), other.clone()], Some(1)),
            (vec![one.clone(), damaged("not an MP4", 1)], Some(1)),
            (vec![nothing.clone(), nothing.clone(), huge.clone(), huge.clone(), huge], Some(3)),
        ] {
            assert_eq!(of(&faults), expected, "{faults:?}");
            let certain = faults.iter().fold(None, Spoilt::after).is_some_and(|spoilt| spoilt.is_certain());
            assert_eq!(certain, expected == Some(3), "{faults:?}");
        }
    }
}
