//! What the person is composing. A draft may be wrong in any way; `check` says how.
//!
//! Not a form: nothing here knows about widgets. Every field is public because every value is legal.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use super::InputId;
use super::kept::KeptInput;
pub use super::media::Unreadable;
use super::media::{ImageFacts, SoundFacts};
use super::peek::Peek;
use super::picture::{PictureChange, PictureEdit};
use super::sound::{Part, SoundChange, SoundEdit, part_of};
use super::speech::SpokenVoice;
use super::typed::Typed;

/// `std` or `pro` of the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Faster and cheaper; 720p.
    #[default]
    Standard,
    /// Higher quality; 1080p.
    Professional,
}

impl Mode {
    /// The API's word (CometAPI's avatar page).
    #[must_use]
    pub fn wire(self) -> &'static str {
        match self {
            Self::Standard => "std",
            Self::Professional => "pro",
        }
    }

    /// Reads the API's word.
    #[must_use]
    pub fn from_wire(word: &str) -> Option<Self> {
        match word {
            "std" => Some(Self::Standard),
            "pro" => Some(Self::Professional),
            _ => None,
        }
    }
}

/// An `http` or `https` address with a host, at most as long as the limits allow. Only `Link::read` makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(String);

impl Link {
    /// Reads an address, leaving out the white space around it; `None` when it is not an `http(s)` address with a host.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://")?;
        let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = authority.rsplit('@').next().unwrap_or_default();
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        (known && clean && !host.is_empty() && !host.starts_with(':')).then(|| Self(text.to_owned()))
    }

    /// The address as it will be sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is `https`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"))
    }
}

/// What can be put into the form as a file: a picture or a sound, by what is measured of it.
pub trait Medium: Clone + fmt::Debug + PartialEq + Eq {
    /// What the person may want done to it. The default leaves it alone.
    type Edit: Copy + fmt::Debug + Default + PartialEq + Eq;
    /// What was done to it.
    type Change: Clone + fmt::Debug + PartialEq + Eq;
}

impl Medium for ImageFacts {
    type Edit = PictureEdit;
    type Change = PictureChange;
}

impl Medium for SoundFacts {
    type Edit = SoundEdit;
    type Change = SoundChange;
}

/// The file as it was given, where what is kept and sent was made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin<F: Medium> {
    /// The kept copy of the file as it was given.
    pub input: KeptInput,
    /// Where that copy is.
    pub kept: PathBuf,
    /// What was measured of it.
    pub facts: F,
    /// What the person wanted done.
    pub edit: F::Edit,
    /// What was done, in that order.
    pub changes: Vec<F::Change>,
}

/// A file that was read, measured and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded<F: Medium> {
    /// The kept copy: what is sent is what was checked, whatever happens to the original.
    pub id: InputId,
    /// Where the kept copy is.
    pub kept: PathBuf,
    /// The original's file name, for the person.
    pub name: String,
    /// What was measured.
    pub facts: F,
    /// What it was made from; `None` when it is the file as it was given.
    pub origin: Option<Box<Origin<F>>>,
}

impl<F: Medium> Loaded<F> {
    /// The kept copy of the file as it was given.
    #[must_use]
    pub fn given(&self) -> KeptInput {
        let itself = || KeptInput { id: self.id, name: self.name.clone() };
        self.origin.as_ref().map_or_else(itself, |origin| origin.input.clone())
    }

    /// Where the kept copy of the file as it was given is.
    #[must_use]
    pub fn given_kept(&self) -> &Path {
        self.origin.as_ref().map_or(&self.kept, |origin| &origin.kept)
    }

    /// What was measured of the file as it was given.
    #[must_use]
    pub fn given_facts(&self) -> &F {
        self.origin.as_ref().map_or(&self.facts, |origin| &origin.facts)
    }

    /// What the person wanted done to it.
    #[must_use]
    pub fn edit(&self) -> F::Edit {
        self.origin.as_ref().map(|origin| origin.edit).unwrap_or_default()
    }

    /// What was done to it.
    #[must_use]
    pub fn changes(&self) -> &[F::Change] {
        self.origin.as_ref().map_or(&[], |origin| &origin.changes)
    }
}

/// A place for a picture or a sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Slot<F: Medium> {
    /// Nothing yet.
    #[default]
    Empty,
    /// Being read; the file's name.
    Reading(String),
    /// Could not be read; the file's name and why.
    Unreadable(String, Unreadable),
    /// Read and measured.
    File(Box<Loaded<F>>),
    /// Read and measured, and something else is being made of it.
    Mending(Box<Loaded<F>>),
    /// An address, as typed; sent as it is when it reads as one.
    Link(String),
}

impl<F: Medium> Slot<F> {
    /// The file that was read, if that is what is here; also while something else is made of it.
    #[must_use]
    pub fn file(&self) -> Option<&Loaded<F>> {
        match self {
            Self::File(loaded) | Self::Mending(loaded) => Some(loaded),
            _ => None,
        }
    }

    /// Whether something is awaited here.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Reading(_) | Self::Mending(_))
    }

    /// The same, where nothing is being made of it any more.
    #[must_use]
    pub fn settled(self) -> Self {
        match self {
            Self::Mending(loaded) => Self::File(loaded),
            other => other,
        }
    }
}

/// Which of the ways to give a voice is in use. Only the one in use is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VoiceWay {
    /// A sound file.
    #[default]
    File,
    /// A text that is spoken by the text-to-speech route.
    Type,
    /// A sound that was recorded here; it stands where a sound file stands.
    Record,
    /// An address of a sound, or the id of a voice made by the text-to-speech route.
    Link,
}

/// The voice of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// The way in use.
    pub way: VoiceWay,
    /// For `VoiceWay::File` and `VoiceWay::Record`.
    pub file: Slot<SoundFacts>,
    /// Where the file was split, the parts after the one in `file`; else nothing.
    pub more: Vec<Loaded<SoundFacts>>,
    /// For `VoiceWay::Type`: the text, and how it is to be spoken.
    pub typed: Typed,
    /// For `VoiceWay::Type`: how these very words can be used, where they are spoken already. Follows the typed.
    pub spoken: Option<SpokenVoice>,
    /// For `VoiceWay::Link`: an address or an `audio_id`, as typed.
    pub link: String,
}

impl Voice {
    /// The sounds that are in use as files, in their order: several where one was split.
    pub fn sounds(&self) -> impl Iterator<Item = &Loaded<SoundFacts>> {
        let first = match self.way {
            VoiceWay::File | VoiceWay::Record => self.file.file(),
            VoiceWay::Type | VoiceWay::Link => None,
        };
        let more = if first.is_some() { self.more.as_slice() } else { &[] };
        first.into_iter().chain(more)
    }

    /// The lengths of the sounds in use, as far as they are known.
    pub fn known_lengths(&self) -> impl Iterator<Item = Duration> {
        let spoken = match (self.way, &self.spoken) {
            (VoiceWay::Type, Some(SpokenVoice::ById(_, length))) => *length,
            (VoiceWay::Type, Some(SpokenVoice::Kept(sound, _))) => Some(sound.length),
            _ => None,
        };
        self.sounds().map(|sound| sound.facts.length).chain(spoken)
    }

    /// The parts of a split voice without those that this edit leaves out besides; `None` when it is another change than that.
    #[must_use]
    pub fn leaving_out(&self, edit: SoundEdit) -> Option<Vec<Loaded<SoundFacts>>> {
        let Slot::File(first) = &self.file else { return None };
        let present = first.edit();
        let split = present.part == Part::Split && edit == SoundEdit { left_out: edit.left_out, ..present };
        let fewer = present.left_out.0 & !edit.left_out.0 == 0;
        let stays =
            |part: &&Loaded<SoundFacts>| part_of(part.changes()).is_some_and(|(number, _)| !edit.left_out.has(number));
        let edited = |part: &Loaded<SoundFacts>| {
            let origin = part.origin.clone().map(|origin| Box::new(Origin { edit, ..*origin }));
            Loaded { origin, ..part.clone() }
        };
        (split && fewer).then(|| std::iter::once(&**first).chain(&self.more).filter(stays).map(edited).collect())
    }

    /// Nothing given yet, in the same way and with the same choice of a voice to speak with.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self { way: self.way, typed: self.typed.without_text(), ..Self::default() }
    }
}

/// Everything the person is composing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The picture.
    pub portrait: Slot<ImageFacts>,
    /// What is known of the picture while it is an address.
    pub portrait_peek: Peek,
    /// The voice.
    pub voice: Voice,
    /// How the avatar should act; blank means `DEFAULT_DIRECTION`.
    pub direction: String,
    /// Quality.
    pub mode: Mode,
    /// For the person only; blank means one made from the direction or the file names.
    pub title: String,
    /// Where the provider should report; blank means nowhere.
    pub callback_url: String,
    /// The person's own task id; blank means that a UUID is made.
    pub own_task_id: String,
}

/// What is sent when the person writes no direction: newer pages say that a request without one is refused.
pub const DEFAULT_DIRECTION: &str =
    "The person looks at the camera and speaks naturally, with a calm, friendly expression and small head movements.";

impl Draft {
    /// The direction that will be sent.
    #[must_use]
    pub fn effective_direction(&self) -> &str {
        if self.direction.trim().is_empty() { DEFAULT_DIRECTION } else { &self.direction }
    }

    /// Whether something of it is being read, made or fetched.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.portrait.is_busy() || self.portrait_peek == Peek::Fetching || self.voice.file.is_busy()
    }

    /// Whether the person has begun nothing at all.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let voice = Voice { way: VoiceWay::default(), ..self.voice.emptied() };
        *self == Self { mode: self.mode, voice, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_need_a_scheme_and_a_host() {
        let table = [
            ("https://example.org/a.png", true),
            ("  http://127.0.0.1:9/a  ", true),
            ("HTTPS://example.org", true),
            ("https://user:pw@example.org/", true),
            ("https://", false),
            ("https:///a.png", false),
            ("https://:80/", false),
            ("https://user@/", false),
            ("ftp://example.org/a.png", false),
            ("example.org/a.png", false),
            ("https://exa mple.org/", false),
            ("data:image/png;base64,AAAA", false),
            ("", false),
        ];
        for (text, good) in table {
            assert_eq!(Link::read(text).is_some(), good, "{text:?}");
        }
        assert!(Link::read("HTTPS://example.org").is_some_and(|link| link.is_https()));
        assert!(!Link::read("http://example.org").is_some_and(|link| link.is_https()));
    }

    #[test]
    fn a_blank_direction_is_replaced_and_a_written_one_is_not() {
        let mut draft = Draft { direction: " \n".into(), ..Draft::default() };
        assert_eq!(draft.effective_direction(), DEFAULT_DIRECTION);
        draft.direction = " Smiles ".into();
        assert_eq!(draft.effective_direction(), " Smiles ");
    }
}
