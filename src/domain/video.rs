//! The finished, verified file on this computer.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

/// A video that was downloaded whole and whose structure was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    /// Where it is.
    pub path: PathBuf,
    /// Size in bytes.
    pub bytes: u64,
    /// Length of its longest track.
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
}
