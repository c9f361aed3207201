//! Every limit of the provider, as data in one place.
//!
//! Not the checks themselves: those are in `check`. Each number says where it comes from.

use std::time::Duration;

/// What the provider accepts. The defaults are CometAPI's; a person may lift the longest voice in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest picture in bytes that can pass: 10 MB read as 10 × 1,048,576 (the page does not say which "MB").
    pub image_bytes: u64,
    /// Above this many bytes a picture is only warned about: 10 MB read as 10 × 1,000,000.
    pub image_bytes_sure: u64,
    /// Shortest allowed side of a picture, in pixels (CometAPI's avatar page: 300).
    pub image_side: u32,
    /// Largest allowed ratio of the longer to the shorter side, in tenths (page: 1:2.5 to 2.5:1, so 25).
    pub aspect_tenths: u32,
    /// Largest sound in bytes that can pass: 5 MB read as 5 × 1,048,576.
    pub sound_bytes: u64,
    /// Above this many bytes a sound is only warned about: 5 MB read as 5 × 1,000,000.
    pub sound_bytes_sure: u64,
    /// Shortest voice (page: 2 s).
    pub sound_shortest: Duration,
    /// Longest voice (CometAPI's page: 60 s; Kling's own pages say 300 s, so a setting may lift it to that).
    pub sound_longest: Duration,
    /// A voice whose loudest sample is below this counts as silent, in tenths of a decibel of full scale. Ours: at -50 dB
    /// words are fainter than the hiss of most microphones, and a mouth has nothing to move to.
    pub sound_quietest: i16,
    /// In so many places a voice may stay at full scale. Ours: a few peaks nobody hears, more of them crackle.
    pub sound_clipped: u32,
    /// Longest direction, in Unicode scalar values (page: 2500 characters).
    pub direction_chars: usize,
    /// Longest text that is spoken, in Unicode scalar values (CometAPI's speech page: 1000 characters).
    pub speech_chars: usize,
    /// Longest title kept here, in Unicode scalar values. Ours: the provider never sees it.
    pub title_chars: usize,
    /// Longest own task id, in characters. Ours: the page gives none, and a UUID has 36.
    pub own_task_id_chars: usize,
    /// Longest link, in characters. Ours: what common servers accept.
    pub link_chars: usize,
    /// How many tasks may be at the provider at once, 1 to `MOST_AT_ONCE`. Ours: the provider's own number hangs on what was
    /// paid for, and it answers 1303 above it (api.md §4).
    pub at_once: usize,
}

impl Limits {
    /// The shortest voice by both pages.
    pub const SHORTEST_VOICE: Duration = Duration::from_secs(2);
    /// The longest voice a person may choose to allow, from Kling's own pages.
    pub const LONGEST_VOICE_EVER: Duration = Duration::from_secs(300);
    /// Of a longer sound only this much is measured, so that it is not known how it goes on. Ours: twenty minutes are twenty
    /// videos already.
    pub const MEASURED_VOICE: Duration = Duration::from_secs(20 * 60);
    /// The longest voice by CometAPI's page.
    pub const LONGEST_VOICE: Duration = Duration::from_secs(60);
    /// The most tasks at once that a person may choose.
    pub const MOST_AT_ONCE: usize = 50;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            image_bytes: 10 * 1_048_576,
            image_bytes_sure: 10 * 1_000_000,
            image_side: 300,
            aspect_tenths: 25,
            sound_bytes: 5 * 1_048_576,
            sound_bytes_sure: 5 * 1_000_000,
            sound_shortest: Self::SHORTEST_VOICE,
            sound_longest: Self::LONGEST_VOICE,
            sound_quietest: -500,
            sound_clipped: 10,
            direction_chars: 2500,
            speech_chars: 1000,
            title_chars: 120,
            own_task_id_chars: 64,
            link_chars: 2048,
            at_once: 3,
        }
    }
}
