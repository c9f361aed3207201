//! What may be done to a sound so that it would be accepted, and what was done to one.
//!
//! Not the doing: that is `services::media`. An edit always starts from the file as it was given, so that editing again
//! loses nothing.

use std::time::Duration;

use super::limits::Limits;
use super::media::{SoundFacts, SoundFormat};
use super::report::Fix;

/// Which part of a sound is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// From its start to the quietest place near the longest allowed.
    Best,
    /// From here to there, counted from the start of the file.
    Between(Duration, Duration),
    /// All of it, cut at silences into as few sounds as the longest allowed lets, each a voice of its own.
    Split,
}

/// What the person wants done to a sound. The default leaves it alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoundEdit {
    /// The part to use.
    pub part: Part,
    /// Whether silence is added at the end until it is long enough.
    pub pad: bool,
    /// Whether it is coded again in an accepted way that is small enough.
    pub convert: bool,
    /// The parts of a split sound that are left out.
    pub left_out: LeftOut,
}

/// Which parts of a split sound are left out: the first part is the lowest bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(pub u64);

impl LeftOut {
    /// The most parts that can be told apart.
    pub const MOST: u16 = 64;

    /// Whether the part of this number, counted from 1, is left out.
    #[must_use]
    pub fn has(self, number: u16) -> bool {
        self.0 & Self::bit(number) != 0
    }

    /// The same, with one part more.
    #[must_use]
    pub fn with(self, number: u16) -> Self {
        Self(self.0 | Self::bit(number))
    }

    fn bit(number: u16) -> u64 {
        number.checked_sub(1).and_then(|shift| 1_u64.checked_shl(shift.into())).unwrap_or(0)
    }
}

/// What was done to a sound on the way from the file to what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundChange {
    /// It came in this format, and is sent as another, or coded anew.
    Converted(SoundFormat),
    /// Only this part is sent: from, to.
    Trimmed(Duration, Duration),
    /// So much silence was added at the end.
    Padded(Duration),
    /// It is part so many of so many, counted from 1.
    SplitOff(u16, u16),
}

/// The edit that mends one problem of a sound: `original` is what was measured of the file as given, `edit` what is done to
/// it already. `None` when nothing here can mend it.
#[must_use]
pub fn mend(original: &SoundFacts, edit: SoundEdit, fix: Fix, limits: &Limits) -> Option<SoundEdit> {
    match fix {
        Fix::Convert | Fix::Recompress => Some(SoundEdit { convert: true, ..edit }),
        Fix::Pad => Some(SoundEdit { pad: true, ..edit }),
        Fix::Trim if original.length > limits.sound_longest => {
            Some(SoundEdit { part: Part::Best, left_out: LeftOut::default(), ..edit })
        }
        Fix::Split if can_be_split(original, limits) => {
            Some(SoundEdit { part: Part::Split, left_out: LeftOut::default(), ..edit })
        }
        _ => None,
    }
}

/// Whether a sound is longer than the longest allowed, all of it is known, and its parts can be told apart and kept within
/// the limits.
#[must_use]
pub fn can_be_split(original: &SoundFacts, limits: &Limits) -> bool {
    let half = limits.sound_longest / 2;
    let few = original.length <= half * u32::from(LeftOut::MOST) && half >= limits.sound_shortest;
    original.length > limits.sound_longest && original.length < limits.sound_measured && few
}

/// The number of a part and of how many it is one, where a sound was split.
#[must_use]
pub fn part_of(changes: &[SoundChange]) -> Option<(u16, u16)> {
    changes
        .iter()
        .find_map(|change| if let SoundChange::SplitOff(number, of) = change { Some((*number, *of)) } else { None })
}

/// The shortest and the longest stretch that may be chosen from a sound: `None` when all of it is shorter than the shortest.
#[must_use]
pub fn stretch(from: Duration, to: Duration, whole: Duration, limits: &Limits) -> Option<(Duration, Duration)> {
    if whole < limits.sound_shortest {
        return None;
    }
    let from = from.min(whole - limits.sound_shortest);
    let to = to.clamp(from + limits.sound_shortest, (from + limits.sound_longest).min(whole));
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_stays_within_the_sound_and_the_limits() {
        let limits = Limits::default();
        let seconds = Duration::from_secs;
        let table = [
            ((0, 90, 90), Some((0, 60))),
            ((80, 90, 90), Some((80, 90))),
            ((89, 90, 90), Some((88, 90))),
            ((10, 11, 90), Some((10, 12))),
            ((50, 20, 90), Some((50, 52))),
            ((0, 2, 2), Some((0, 2))),
            ((0, 1, 1), None),
        ];
        for ((from, to, whole), expected) in table {
            let found = stretch(seconds(from), seconds(to), seconds(whole), &limits);
            assert_eq!(found, expected.map(|(from, to)| (seconds(from), seconds(to))), "{from}–{to} of {whole}");
        }
    }

    #[test]
    fn parts_are_left_out_by_their_number() {
        let left_out = LeftOut::default().with(1).with(64);
        let found: Vec<u16> = (0..=u16::MAX).filter(|number| left_out.has(*number)).collect();
        assert_eq!(found, [1, 64]);
        assert_eq!(LeftOut::default().with(0).with(65), LeftOut::default(), "there are no such parts");
    }

    #[test]
    fn only_what_is_too_long_is_cut() {
        let limits = Limits::default();
        let facts = |seconds| SoundFacts {
            format: SoundFormat::Wav,
            length: Duration::from_secs(seconds),
            bytes: 1000,
            channels: 1,
            rate: 8000,
            peaks: [].into(),
            level: crate::domain::Level::default(),
            he_aac: false,
        };
        for fix in [Fix::Trim, Fix::Split] {
            assert_eq!(mend(&facts(60), SoundEdit::default(), fix, &limits), None);
            assert!(mend(&facts(61), SoundEdit::default(), fix, &limits).is_some());
        }
        let split = |seconds| mend(&facts(seconds), SoundEdit::default(), Fix::Split, &limits);
        assert!(split(1199).is_some() && split(1200).is_none(), "what goes on unmeasured is not cut up");
        let padded = mend(&facts(1), SoundEdit { convert: true, ..SoundEdit::default() }, Fix::Pad, &limits);
        assert_eq!(padded, Some(SoundEdit { convert: true, pad: true, ..SoundEdit::default() }));
    }
}
