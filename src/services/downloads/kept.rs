//! Whether a video is still as it was put in its place.
//!
//! Not a watcher: it looks once, when asked. It never opens a large file from end to end, so what it says is about the file
//! that was put there, not about each of its bytes.

use std::{fs, path::Path};

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Presence, Video};
use crate::services::media::mp4::inspect_video;

/// How far apart two readings of one time may be: FAT keeps every second one, and cuts the rest off after a restart.
const APART: SignedDuration = SignedDuration::from_secs(2);

/// Looks whether a video is still as it was put in its place: by its size and the time of its last change; where that time
/// was not kept, by its size and, unless it was kept damaged, by what its index says. Blocking work, some milliseconds.
#[must_use]
pub fn is_as_kept(video: &Video) -> Presence {
    let Ok(metadata) = fs::metadata(&video.path) else { return Presence::Missing };
    let same_size = metadata.is_file() && metadata.len() == video.bytes;
    let same = same_size
        && match video.modified {
            Some(then) => modified(&video.path).is_some_and(|now| now.duration_since(then).abs() <= APART),
            None => holds_the_same(video),
        };
    if same { Presence::Kept } else { Presence::Changed }
}

/// When a file was last changed, where the file system says so.
pub(super) fn modified(path: &Path) -> Option<Timestamp> {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
    Timestamp::try_from(modified).ok()
}

fn holds_the_same(video: &Video) -> bool {
    // What was no whole video when it came need not be one now.
    video.damage.is_some()
        || inspect_video(&video.path).is_ok_and(|facts| {
            (facts.length, facts.width, facts.height) == (video.length, video.width, video.height)
                && (facts.codec, facts.sound) == (video.codec.clone(), video.sound.clone())
        })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::services::downloads::{Fetched, tests::video};

    #[test]
    fn what_happened_to_a_file_is_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("v.mp4");
        let bytes = video(1000, 0);
        let put = || fs::write(&path, &bytes).expect("written");
        put();
        let facts = inspect_video(&path).expect("whole");
        let (length, modified) = (bytes.len() as u64, modified(&path));
        let video = Fetched { path: path.clone(), bytes: length, facts, modified, damage: None }.into_video(None);
        let older = Video { modified: None, ..video.clone() };
        assert!(video.modified.is_some());
        let found = || [&video, &older].map(is_as_kept);
        assert_eq!(found(), [Presence::Kept; 2]);

        let later = |seconds| {
            let file = fs::File::options().write(true).open(&path).expect("open");
            let time = file.metadata().and_then(|metadata| metadata.modified()).expect("a time");
            file.set_modified(time + Duration::from_secs(seconds)).expect("set");
        };
        later(1);
        assert_eq!(found(), [Presence::Kept; 2], "what a file system rounds away");
        later(9);
        assert_eq!(found(), [Presence::Changed, Presence::Kept], "written to since; an older video cannot tell");

        fs::write(&path, vec![0; bytes.len()]).expect("written");
        later(9);
        assert_eq!(found(), [Presence::Changed; 2], "another content of the same size");
        fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");
        assert_eq!(found(), [Presence::Changed; 2], "cut off");
        fs::remove_file(&path).expect("removed");
        assert_eq!(found(), [Presence::Missing; 2]);
        fs::create_dir(&path).expect("made");
        assert_eq!(found(), [Presence::Changed; 2], "a folder of this name");
        fs::remove_dir(&path).expect("removed");
        drop(folder);
        assert_eq!(found(), [Presence::Missing; 2], "the folder is gone");
    }
}
