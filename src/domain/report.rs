//! What checking a draft says: rules, verdicts, findings and what would mend them.
//!
//! Not the checking itself (`check`) and not the words for it (`assets/text`). The names are a contract with scripts.

use std::time::Duration;

use super::media::{ImageFormat, SoundFormat, Unreadable};
use super::peek::Unseen;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The provider would accept this.
    Pass,
    /// Not decided here, or at the edge of what the provider's page says.
    Warn,
    /// The provider would refuse this, or it is missing.
    Fail,
}

/// The rules, by the names that scripts see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// There is a portrait and it can be read.
    Portrait,
    /// JPG or PNG by content.
    PortraitFormat,
    /// At most 10 MB.
    PortraitBytes,
    /// Both sides at least 300 px.
    PortraitSide,
    /// From 1:2.5 to 2.5:1.
    PortraitAspect,
    /// One face.
    PortraitFace,
    /// A usable address.
    PortraitLink,
    /// There is a voice and it can be read.
    Voice,
    /// MP3, WAV, M4A or AAC by content.
    VoiceFormat,
    /// At most 5 MB.
    VoiceBytes,
    /// 2 to 60 s, decoded.
    VoiceLength,
    /// Neither silent nor too loud for the recorder.
    VoiceLevel,
    /// Coded so that every decoder hears all of it; only where that is in doubt.
    VoiceCoding,
    /// At most 1000 characters, and not too long when they are spoken.
    VoiceText,
    /// The text is spoken.
    VoiceSpoken,
    /// A usable address, or an `audio_id`.
    VoiceLink,
    /// At most 2500 characters.
    Direction,
    /// `https` or nothing.
    CallbackUrl,
    /// Well formed and not used before.
    OwnTaskId,
    /// Short enough.
    Title,
}

impl Rule {
    /// The name that scripts see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Portrait => "portrait",
            Self::PortraitFormat => "portrait-format",
            Self::PortraitBytes => "portrait-bytes",
            Self::PortraitSide => "portrait-side",
            Self::PortraitAspect => "portrait-aspect",
            Self::PortraitFace => "portrait-face",
            Self::PortraitLink => "portrait-link",
            Self::Voice => "voice",
            Self::VoiceFormat => "voice-format",
            Self::VoiceBytes => "voice-bytes",
            Self::VoiceLength => "voice-length",
            Self::VoiceLevel => "voice-level",
            Self::VoiceCoding => "voice-coding",
            Self::VoiceText => "voice-text",
            Self::VoiceSpoken => "voice-spoken",
            Self::VoiceLink => "voice-link",
            Self::Direction => "direction",
            Self::CallbackUrl => "callback-url",
            Self::OwnTaskId => "own-task-id",
            Self::Title => "title",
        }
    }

    /// Whether it is shown at the portrait.
    #[must_use]
    pub fn is_portrait(self) -> bool {
        self <= Self::PortraitLink
    }

    /// Whether it is shown at the voice.
    #[must_use]
    pub fn is_voice(self) -> bool {
        (Self::Voice..=Self::VoiceLink).contains(&self)
    }
}

/// What was found, with what is allowed beside it. One variant has one sentence in `assets/text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No portrait yet.
    PortraitMissing,
    /// Still being read.
    PortraitReading,
    /// The file cannot be a portrait.
    PortraitUnreadable(Unreadable),
    /// The format found.
    PortraitFormat(ImageFormat),
    /// Bytes found; surely accepted up to; never accepted above.
    PortraitBytes(u64, u64, u64),
    /// Width, height, shortest side allowed, in pixels.
    PortraitSide(u32, u32, u32),
    /// Width, height, largest ratio allowed in tenths.
    PortraitAspect(u32, u32, u32),
    /// How many faces were found.
    PortraitFaces(usize),
    /// An address: sent as it is, not looked at here.
    PortraitLink,
    /// An address whose picture was looked at; the other findings are about that.
    PortraitLinkSeen,
    /// An address whose picture could not be looked at; why.
    PortraitLinkUnseen(Unseen),
    /// An address that the provider cannot reach.
    PortraitLinkPrivate,
    /// Not an address we could send.
    PortraitLinkBad,
    /// No voice yet.
    VoiceMissing,
    /// Still being read.
    VoiceReading,
    /// The file cannot be a voice.
    VoiceUnreadable(Unreadable),
    /// The format found.
    VoiceFormat(SoundFormat),
    /// Bytes found; surely accepted up to; never accepted above.
    VoiceBytes(u64, u64, u64),
    /// Length found, shortest and longest allowed.
    VoiceLength(Duration, Duration, Duration),
    /// The loudest sample, in tenths of a decibel below full scale.
    VoiceLevel(i16),
    /// The same of a voice that is as good as silent, `None` when every sample is zero, and the quietest allowed.
    VoiceSilent(Option<i16>, i16),
    /// In how many places it stays at full scale, and in how many it may.
    VoiceClipped(u32, u32),
    /// HE-AAC: some decoders hear only its lower half.
    VoiceHeAac,
    /// No text to be spoken yet.
    TextMissing,
    /// Characters of the text, and allowed.
    Text(usize, usize),
    /// About how long the text will be when it is spoken; shortest and longest allowed.
    TextLength(Duration, Duration, Duration),
    /// The text is not spoken yet.
    NotSpoken,
    /// The text is spoken: its id is sent.
    Spoken,
    /// The text is spoken and its id has ended: the kept sound is sent.
    SpokenKept,
    /// An address: sent as it is, not listened to here.
    VoiceLink,
    /// An address that the provider cannot reach.
    VoiceLinkPrivate,
    /// An id of the text-to-speech route: sent as it is.
    VoiceId,
    /// Neither an address nor an id.
    VoiceLinkBad,
    /// Characters found and allowed. Zero means that the default is sent.
    Direction(usize, usize),
    /// A usable address.
    CallbackUrl,
    /// An address that the provider cannot reach.
    CallbackUrlPrivate,
    /// Not an `https` address.
    CallbackUrlBad,
    /// A usable id.
    OwnTaskId,
    /// Characters allowed: longer than that, or with white space or control characters.
    OwnTaskIdBad(usize),
    /// A task with this id exists already.
    OwnTaskIdUsed,
    /// Characters found and allowed.
    Title(usize, usize),
}

/// What would mend a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Give the thing that is missing, or another file.
    Choose,
    /// Save it in an accepted format.
    Convert,
    /// Make the file smaller.
    Recompress,
    /// Use a larger picture.
    Enlarge,
    /// Cut the picture to the allowed ratio.
    Crop,
    /// Cut the picture around the face.
    CropToFace,
    /// Cut the sound to the longest allowed.
    Trim,
    /// Cut the sound at silences into several voices.
    Split,
    /// Make the sound longer, with silence.
    Pad,
    /// Have the text spoken.
    Speak,
    /// Write less.
    Shorten,
    /// Write it as an address or id.
    Rewrite,
    /// Send the picture that was fetched from the address as a file.
    UseFile,
}

impl Fix {
    /// The name that scripts see.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Choose => "choose",
            Self::Convert => "convert",
            Self::Recompress => "recompress",
            Self::Enlarge => "enlarge",
            Self::Crop => "crop",
            Self::CropToFace => "crop-to-face",
            Self::Trim => "trim",
            Self::Split => "split",
            Self::Pad => "pad",
            Self::Speak => "speak",
            Self::Shorten => "shorten",
            Self::Rewrite => "rewrite",
            Self::UseFile => "use-file",
        }
    }
}

impl Fix {
    /// Whether mending by it leaves every part of the picture and of the voice as they are seen and heard: only bytes are
    /// lost, or something is added.
    #[must_use]
    pub fn keeps_everything(self) -> bool {
        matches!(self, Self::Convert | Self::Recompress | Self::Enlarge | Self::Pad)
    }
}

/// One rule's verdict on a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which rule.
    pub rule: Rule,
    /// How it came out.
    pub verdict: Verdict,
    /// What was found and what is allowed.
    pub finding: Finding,
    /// What would mend it, the best first; nothing when it passed.
    pub fixes: &'static [Fix],
}

impl Check {
    /// What would mend it best, unless it passed.
    #[must_use]
    pub fn fix(&self) -> Option<Fix> {
        self.fixes.first().copied()
    }
}

/// Every check of a draft, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// All of them, the passed ones too.
    pub checks: Vec<Check>,
}

impl Report {
    /// Whether nothing failed.
    #[must_use]
    pub fn ok(&self) -> bool {
        self.checks.iter().all(|check| check.verdict != Verdict::Fail)
    }

    /// What failed.
    pub fn problems(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.verdict == Verdict::Fail)
    }

    /// The check of one rule, if that rule applied.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<&Check> {
        self.checks.iter().find(|check| check.rule == rule)
    }

    /// Takes in the checks of one sound of several: of each rule the worst is kept, of equal ones the first.
    pub(super) fn add_worst(&mut self, other: Self) {
        for check in other.checks {
            match self.checks.iter_mut().find(|before| before.rule == check.rule) {
                Some(before) if before.verdict < check.verdict => *before = check,
                Some(_) => {}
                None => self.checks.push(check),
            }
        }
    }

    pub(super) fn add(&mut self, rule: Rule, verdict: Verdict, finding: Finding, fixes: &'static [Fix]) {
        let fixes = if verdict == Verdict::Pass { &[] } else { fixes };
        self.checks.push(Check { rule, verdict, finding, fixes });
    }
}
