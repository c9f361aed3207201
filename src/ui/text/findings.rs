//! The words for what a check found and for what would mend it.
//!
//! Exhaustive on purpose: a new finding does not compile before it has its words.

use std::time::Duration;

use super::{
    Texts,
    numbers::{plain, sides},
};
use crate::domain::{Check, Finding, Fix, SoundChange, Unreadable, Verdict};

impl Texts {
    /// What was found, as a whole sentence with the number found: for lists and for the command line.
    #[must_use]
    pub fn found(&self, finding: &Finding) -> String {
        match finding {
            Finding::PortraitMissing => self.get("found-portrait-missing"),
            Finding::PortraitReading => self.get("found-portrait-reading"),
            Finding::PortraitUnreadable(why) | Finding::VoiceUnreadable(why) => self.unreadable(why),
            Finding::PortraitFormat(format) => self.with("found-portrait-format", &[("format", format.name().into())]),
            Finding::VoiceFormat(format) => self.with("found-voice-format", &[("format", format.name().into())]),
            Finding::PortraitBytes(found, ..) => {
                self.with("found-portrait-bytes", &[("size", self.size(*found).into())])
            }
            Finding::VoiceBytes(found, ..) => self.with("found-voice-bytes", &[("size", self.size(*found).into())]),
            Finding::PortraitSide(width, height, _) => self.with("found-portrait-side", &sides(*width, *height)),
            Finding::PortraitAspect(width, height, _) => {
                self.with("found-portrait-aspect", &[("ratio", self.ratio(*width, *height).into())])
            }
            Finding::PortraitFaces(found) => self.with("found-portrait-faces", &[("count", (*found).into())]),
            Finding::PortraitLink => self.get("found-portrait-link"),
            Finding::PortraitLinkSeen => self.get("found-portrait-link-seen"),
            Finding::PortraitLinkUnseen(why) => {
                self.with("found-portrait-link-unseen", &[("why", self.unseen(why).into())])
            }
            Finding::PortraitLinkPrivate => self.get("found-portrait-link-private"),
            Finding::PortraitLinkBad => self.get("found-portrait-link-bad"),
            Finding::VoiceMissing => self.get("found-voice-missing"),
            Finding::VoiceReading => self.get("found-voice-reading"),
            Finding::VoiceLength(found, _, longest) => {
                self.with("found-voice-length", &[("length", self.length_beside(*found, *longest).into())])
            }
            Finding::VoiceLevel(peak) => self.with("found-voice-level", &[("level", self.level(*peak).into())]),
            Finding::VoiceSilent(None, _) => self.get("found-voice-silent"),
            Finding::VoiceSilent(Some(peak), _) => {
                self.with("found-voice-quiet", &[("level", self.level(*peak).into())])
            }
            Finding::VoiceClipped(places, _) => self.with("found-voice-clipped", &[("count", (*places).into())]),
            Finding::VoiceHeAac => self.get("found-voice-he-aac"),
            Finding::TextMissing => self.get("found-text-missing"),
            Finding::Text(found, _) => self.with("found-text", &[("count", (*found).into())]),
            Finding::TextLength(about, ..) => {
                self.with("found-text-length", &[("length", self.length_rounded(*about).into())])
            }
            Finding::NotSpoken => self.get("found-not-spoken"),
            Finding::Spoken => self.get("found-spoken"),
            Finding::SpokenKept => self.get("found-spoken-kept"),
            Finding::VoiceLink => self.get("found-voice-link"),
            Finding::VoiceLinkPrivate => self.get("found-voice-link-private"),
            Finding::VoiceId => self.get("found-voice-id"),
            Finding::VoiceLinkBad => self.get("found-voice-link-bad"),
            Finding::Direction(0, _) => self.get("found-direction-default"),
            Finding::Direction(found, _) => self.with("found-direction", &[("count", (*found).into())]),
            Finding::CallbackUrl => self.get("found-callback"),
            Finding::CallbackUrlPrivate => self.get("found-callback-private"),
            Finding::CallbackUrlBad => self.get("found-callback-bad"),
            Finding::OwnTaskId => self.get("found-own-id"),
            Finding::OwnTaskIdBad(_) => self.get("found-own-id-bad"),
            Finding::OwnTaskIdUsed => self.get("found-own-id-used"),
            Finding::Title(found, _) => self.with("found-title", &[("count", (*found).into())]),
        }
    }

    /// What is allowed, in a few words; empty where nothing is measured.
    #[must_use]
    pub fn allowed(&self, finding: &Finding) -> String {
        match finding {
            Finding::PortraitFormat(_) | Finding::PortraitMissing | Finding::PortraitUnreadable(_) => {
                self.get("allowed-portrait-format")
            }
            Finding::VoiceFormat(_) | Finding::VoiceMissing | Finding::VoiceUnreadable(_) => {
                self.get("allowed-voice-format")
            }
            Finding::PortraitBytes(_, sure, _) | Finding::VoiceBytes(_, sure, _) => {
                self.with("allowed-bytes", &[("size", self.round_size(*sure).into())])
            }
            Finding::PortraitSide(.., least) => self.with("allowed-side", &[("pixels", plain(*least))]),
            Finding::PortraitAspect(.., tenths) => self.aspect_limit(*tenths),
            Finding::VoiceLength(_, shortest, longest) | Finding::TextLength(_, shortest, longest) => self.with(
                "allowed-length",
                &[("shortest", shortest.as_secs().into()), ("longest", longest.as_secs().into())],
            ),
            Finding::Direction(_, allowed) | Finding::Title(_, allowed) | Finding::Text(_, allowed) => {
                self.with("allowed-characters", &[("count", (*allowed).into())])
            }
            Finding::OwnTaskIdBad(allowed) => self.with("allowed-own-id", &[("count", (*allowed).into())]),
            Finding::PortraitFaces(_) => self.get("allowed-faces"),
            Finding::CallbackUrl | Finding::CallbackUrlBad => self.get("allowed-callback"),
            Finding::VoiceSilent(_, quietest) => {
                self.with("allowed-voice-quiet", &[("level", self.level(*quietest).into())])
            }
            Finding::PortraitLinkPrivate | Finding::VoiceLinkPrivate | Finding::CallbackUrlPrivate => {
                self.get("allowed-public")
            }
            Finding::PortraitLink
            | Finding::PortraitLinkSeen
            | Finding::PortraitLinkUnseen(_)
            | Finding::PortraitLinkBad => self.get("allowed-portrait-link"),
            Finding::VoiceClipped(_, allowed) => self.with("allowed-voice-clipped", &[("count", (*allowed).into())]),
            Finding::VoiceHeAac => self.get("allowed-voice-coding"),
            Finding::VoiceLink | Finding::VoiceId | Finding::VoiceLinkBad => self.get("allowed-voice-link"),
            Finding::PortraitReading
            | Finding::VoiceReading
            | Finding::VoiceLevel(_)
            | Finding::TextMissing
            | Finding::NotSpoken
            | Finding::Spoken
            | Finding::SpokenKept
            | Finding::OwnTaskId
            | Finding::OwnTaskIdUsed => String::new(),
        }
    }

    /// What a chip says of a check: the number alone when it passed, with what is allowed when it did not.
    #[must_use]
    pub fn chip(&self, check: &Check) -> String {
        let passed = check.verdict == Verdict::Pass;
        match &check.finding {
            Finding::PortraitFormat(format) if passed => format.name().to_owned(),
            Finding::VoiceFormat(format) if passed => format.name().to_owned(),
            Finding::PortraitFormat(format) => {
                self.with("chip-portrait-format-bad", &[("format", format.name().into())])
            }
            Finding::VoiceFormat(format) => self.with("chip-voice-format-bad", &[("format", format.name().into())]),
            Finding::PortraitBytes(found, ..) | Finding::VoiceBytes(found, ..) if passed => self.size(*found),
            Finding::PortraitBytes(found, sure, most) | Finding::VoiceBytes(found, sure, most) => {
                let key = if found > most { "chip-bytes-bad" } else { "chip-bytes-edge" };
                self.with(key, &[("size", self.size(*found).into()), ("limit", self.round_size(*sure).into())])
            }
            Finding::PortraitSide(width, height, _) if passed => self.with("chip-side", &sides(*width, *height)),
            Finding::PortraitSide(width, height, least) => {
                let [width, height] = sides(*width, *height);
                self.with("chip-side-bad", &[width, height, ("least", plain(*least))])
            }
            Finding::PortraitAspect(width, height, _) if passed => self.ratio(*width, *height),
            Finding::PortraitAspect(width, height, tenths) => {
                let key = if width > height { "chip-aspect-wide" } else { "chip-aspect-tall" };
                let found = self.ratio(*width, *height);
                let [width, height] = sides(*width, *height);
                self.with(key, &[width, height, ("ratio", found.into()), ("limit", self.tenths(*tenths).into())])
            }
            Finding::PortraitFaces(found) => self.with("chip-faces", &[("count", (*found).into())]),
            Finding::PortraitLinkSeen => self.get("chip-link-seen"),
            Finding::PortraitLinkUnseen(_) => self.get("chip-link-unseen"),
            Finding::PortraitLinkPrivate => self.get("chip-link-private"),
            Finding::VoiceLength(found, ..) if passed => self.length(*found),
            Finding::VoiceLength(found, shortest, longest) => {
                let (key, limit) =
                    if found < shortest { ("chip-length-short", shortest) } else { ("chip-length-long", longest) };
                let length = self.length_beside(*found, *longest);
                let gaps = [("length", length.into()), ("limit", limit.as_secs().into())];
                self.with(key, &gaps)
            }
            Finding::VoiceLevel(peak) => self.level(*peak),
            Finding::VoiceSilent(None, _) => self.get("chip-voice-silent"),
            Finding::VoiceSilent(Some(_), _) => self.get("chip-voice-quiet"),
            Finding::VoiceClipped(..) => self.get("chip-voice-clipped"),
            Finding::VoiceHeAac => "HE-AAC".to_owned(),
            Finding::TextLength(about, shortest, longest) => {
                let (key, limit) =
                    if about < shortest { ("chip-text-short", shortest) } else { ("chip-text-long", longest) };
                let gaps = [("length", self.length_rounded(*about).into()), ("limit", limit.as_secs().into())];
                self.with(key, &gaps)
            }
            Finding::Spoken => self.get("chip-spoken"),
            Finding::SpokenKept => self.get("chip-spoken-kept"),
            other => self.found(other),
        }
    }

    /// What was done to a sound.
    #[must_use]
    pub fn sound_change(&self, change: &SoundChange) -> String {
        match change {
            SoundChange::Converted(from) => self.with("change-sound-converted", &[("format", from.name().into())]),
            SoundChange::Trimmed(from, to) => {
                self.with("change-sound-trimmed", &[("from", self.clock(*from).into()), ("to", self.clock(*to).into())])
            }
            SoundChange::Padded(by) => self.with("change-sound-padded", &[("length", self.length(*by).into())]),
            SoundChange::SplitOff(number, of) => {
                self.with("change-sound-split-off", &[("number", (*number).into()), ("count", (*of).into())])
            }
        }
    }

    /// A length that is only estimated, in whole seconds: `7 s`.
    #[must_use]
    pub fn length_rounded(&self, about: Duration) -> String {
        let seconds = (about + Duration::from_millis(500)).as_secs();
        self.with("duration-seconds", &[("seconds", seconds.into())])
    }

    /// What would mend a problem, as advice.
    #[must_use]
    pub fn fix(&self, fix: Fix) -> String {
        self.get(match fix {
            Fix::Choose => "fix-choose",
            Fix::Convert => "fix-convert",
            Fix::Recompress => "fix-recompress",
            Fix::Enlarge => "fix-enlarge",
            Fix::Crop => "fix-crop",
            Fix::CropToFace => "fix-crop-to-face",
            Fix::Trim => "fix-trim",
            Fix::Split => "fix-split",
            Fix::Pad => "fix-pad",
            Fix::Speak => "fix-speak",
            Fix::Shorten => "fix-shorten",
            Fix::Rewrite => "fix-rewrite",
            Fix::UseFile => "fix-use-file",
        })
    }

    /// Why a file could not be read.
    #[must_use]
    pub fn unreadable(&self, why: &Unreadable) -> String {
        match why {
            Unreadable::Missing => self.get("unreadable-missing"),
            Unreadable::NotAFile => self.get("unreadable-not-a-file"),
            Unreadable::Empty => self.get("unreadable-empty"),
            Unreadable::TooLarge(found, allowed) => self.with(
                "unreadable-too-large",
                &[("size", self.size(*found).into()), ("limit", self.size(*allowed).into())],
            ),
            Unreadable::NotAPicture => self.get("unreadable-not-a-picture"),
            Unreadable::NotASound => self.get("unreadable-not-a-sound"),
            Unreadable::CannotOpen(format) => self.with("unreadable-cannot-open", &[("format", format.name().into())]),
            Unreadable::Damaged(damage) => self.with("unreadable-damaged", &[("why", self.damage(damage).into())]),
            Unreadable::Denied(why) => self.with("unreadable-denied", &[("why", why.as_str().into())]),
        }
    }

    /// The allowed ratios of the sides.
    #[must_use]
    pub fn aspect_limit(&self, tenths: u32) -> String {
        self.with("allowed-aspect", &[("limit", self.tenths(tenths).into())])
    }
}
