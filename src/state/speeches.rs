//! Every spoken text, each once, in the order of their approval; and what of them fits the words in the form.
//!
//! Not how they change (`speech`). Invariant: nothing that was added ever leaves.

use jiff::Timestamp;

use super::State;
use crate::domain::{Door, KeptSound, Lost, Speech, SpeechAwaiting, SpeechStage, SubmissionId, Tongue, Wording};

/// Every spoken text, each once.
#[derive(Debug, Default)]
pub struct Speeches(Vec<Speech>);

impl Speeches {
    /// Those that a library holds.
    #[must_use]
    pub fn of(speeches: Vec<Speech>) -> Self {
        let mut all = Self::default();
        all.load(speeches);
        all
    }

    /// Newest first, also those that are not to be seen any more.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Speech> {
        self.0.iter().rev()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: SubmissionId) -> Option<&Speech> {
        self.0.iter().find(|speech| speech.id == id)
    }

    /// What there is to show in the library of voices, newest first: what is made, being made, or lost.
    pub fn shown(&self) -> impl Iterator<Item = &Speech> {
        self.iter().filter(|speech| speech.spoken().is_some() || speech.stage.is_open())
    }

    /// Whether the provider said last that it has no such voice for this language.
    #[must_use]
    pub fn is_dead(&self, voice: &str, tongue: Tongue, door: Door) -> bool {
        let of_voice = |speech: &&Speech| {
            let typed = speech.wording.typed();
            typed.voice == voice && typed.tongue == tongue && speech.door == door
        };
        let tells = |speech: &&Speech| matches!(speech.stage, SpeechStage::Made(_)) || speech.found_no_voice();
        self.iter().filter(of_voice).find(tells).is_some_and(Speech::found_no_voice)
    }

    pub(super) fn get_mut(&mut self, id: SubmissionId) -> Option<&mut Speech> {
        self.0.iter_mut().find(|speech| speech.id == id)
    }

    /// One that waits for just this answer. The answer ends the waiting; any other is late and finds nothing.
    pub(super) fn awaiting(&mut self, id: SubmissionId, awaiting: SpeechAwaiting) -> Option<&mut Speech> {
        let speech = self.get_mut(id).filter(|speech| speech.watch.awaiting == Some(awaiting))?;
        speech.watch.awaiting = None;
        Some(speech)
    }

    pub(super) fn add(&mut self, speech: Speech) {
        self.0.push(speech);
    }

    /// Takes the library's; those that are already here stay as they are.
    pub(super) fn load(&mut self, speeches: Vec<Speech>) {
        for mut speech in speeches {
            // Somebody else may be sending it; nobody here is, so its answer is not awaited.
            if speech.stage == SpeechStage::Sending {
                speech.stage = SpeechStage::Unknown(Lost::Interrupted);
            }
            if self.get(speech.id).is_none() {
                self.0.push(speech);
            }
        }
        self.0.sort_by_key(|speech| (speech.created_at, speech.id));
    }
}

impl State {
    /// The newest speech of the typed words through the present door, whatever came of it.
    #[must_use]
    pub fn speech_as_typed(&self) -> Option<&Speech> {
        self.same_words()?.next()
    }

    /// The newest one of the typed words that can be used at a time.
    #[must_use]
    pub fn spoken_as_typed(&self, now: Timestamp) -> Option<&Speech> {
        self.same_words()?.find(|speech| speech.usable(now).is_some())
    }

    /// The kept sound of the typed words, where they are spoken.
    #[must_use]
    pub fn sound_as_typed(&self) -> Option<&KeptSound> {
        self.same_words()?.find_map(|speech| speech.spoken()?.sound.as_ref())
    }

    fn same_words(&self) -> Option<impl Iterator<Item = &Speech>> {
        let wording = Wording::of(&self.draft.voice.typed, &self.settings.limits)?;
        let door = self.door()?;
        Some(self.speeches.iter().filter(move |speech| speech.door == door && speech.wording == wording))
    }

    /// Whether `SpeechCommand::Speak` would do something now.
    #[must_use]
    pub fn can_speak(&self, now: Timestamp) -> bool {
        let blocks = |speech: &Speech| speech.stage.is_open() || speech.usable(now).is_some();
        let free = self.same_words().is_some_and(|mut same| !same.any(blocks));
        free && self.may_speak()
    }

    /// Whether `SpeechCommand::SpeakAgain` would do something now: it was lost, through the present door, and its words are
    /// not on their way already.
    #[must_use]
    pub fn can_speak_again(&self, id: SubmissionId) -> bool {
        let Some(lost) = self.speeches.get(id) else { return false };
        let under_way = |speech: &Speech| {
            let waits = matches!(speech.stage, SpeechStage::Sending | SpeechStage::Making(..));
            waits && speech.wording == lost.wording && speech.door == lost.door
        };
        let is_lost = matches!(lost.stage, SpeechStage::Unknown(_)) && self.door() == Some(lost.door);
        is_lost && self.may_speak() && !self.speeches.iter().any(under_way)
    }

    /// Whether anything could be spoken now.
    fn may_speak(&self) -> bool {
        self.can_send() && (self.door() != Some(Door::Live) || self.pause.is_none())
    }

    /// Whether a paid request for a text is on its way.
    #[must_use]
    pub fn is_speaking(&self) -> bool {
        self.speeches.iter().any(|speech| speech.stage == SpeechStage::Sending)
    }
}
